"""Models start from the newest year in which all they need is whole: no lower bound and no part bends a projection."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from core.context import Context, context_for
from core.datasets import Symbol
from core.language import Language
from core.panels.scenario.goals import goal_panel, goal_words
from core.panels.scenario.scenario import prepare_scenario
from core.panels.scenario.start_notes import part_notes
from core.scenario.run import run
from core.scenario_basis.from_release import basis_of
from tests.support.rounds.partial_release import (
    REPORTING,
    YEAR,
    demonstration_rows,
    release_of_rows,
    reporting_units,
    returned_rows,
)

Rows = dict[str, list[dict[str, Any]]]
SCHOOL = "500110-sv-a"
DUAL = (227.6, 245.5, 263.2)
"""Dual-qualified teachers of 2026 to 2028 from 205 of 335 in 2025: 24.65 % of the others certified a year, 4 % leaving,
so (205 + 0.2465 × 130) × 0.96 = 227.6 of the 342 reported for 2026, and on from there."""
SHARE = (66.5, 67.9, 69.2)
"""Of 342 specialised teachers as reported, then 342 × 0.96 + 54.8 × 0.609 = 361.7, then 380.6, in %."""


def round_with(root: Path, change: Callable[[Rows], None], *, returned: bool = True) -> Context:
    """The demonstration with the returns of every unit for `YEAR`, changed."""
    rows = demonstration_rows()
    more = returned_rows(rows, reporting_units(rows)) if returned else {}
    everything: Rows = {name: [*rows[name], *more.get(name, [])] for name in rows}
    change(everything)
    return context_for(release_of_rows(root, everything), Language.EN)


def of_school(row: dict[str, Any], measure: str, year: int = YEAR) -> bool:
    return (row["unit_id"], row["year"], row["measure"]) == (SCHOOL, year, measure)


def suppress(row: dict[str, Any]) -> None:
    row["value"], row["symbol"] = None, Symbol.SUPPRESSED


def hide_one_cell(rows: Rows) -> None:
    for row in rows["teachers"]:
        if of_school(row, "dual_qualified"):
            suppress(row)


def leave_one_out(rows: Rows) -> None:
    rows["teachers"] = [row for row in rows["teachers"] if not of_school(row, "dual_qualified")]


@pytest.mark.parametrize(
    ("change", "why"),
    [(hide_one_cell, "some cells are suppressed, so it is only a lower bound"), (leave_one_out, "4 of 5 reported")],
)
def test_one_cell_that_is_not_there_neither_counts_as_none_nor_bends_the_flows(
    tmp_path: Path, change: Callable[[Rows], None], why: str
) -> None:
    context = round_with(tmp_path, change)
    basis = basis_of(context)
    assert basis.teachers is not None
    assert basis.teachers.year == YEAR - 1
    paths = run(basis, basis.defaults).paths
    share, dual, specialised = (
        paths[id] for id in ("dual_qualified_share", "dual_qualified_teachers", "specialised_teachers")
    )
    assert (share.first, dual.first, specialised.first) == (YEAR, YEAR, YEAR + 1)
    assert tuple(round(float(value), 1) for value in dual.values[:3, 0]) == DUAL
    assert tuple(round(float(value) * 100, 1) for value in share.values[:3, 0]) == SHARE
    assert dict(basis.lever("teachers_hired").origin.facts)["year"] == YEAR - 1
    notes = part_notes(basis, context, "dual_qualified_share")
    sentence = (
        f"Dual-qualified teachers, 2026: {why}. So it is worked out from 2025, the newest year in which all the models"
        " need is whole; what is whole of later years stands as reported."
    )
    assert sentence in notes
    assert sentence in goal_panel(prepare_scenario(context, {}, draws=0), "dual_qualified_share").notes


def test_a_school_of_which_all_is_suppressed_does_not_shrink_the_district(tmp_path: Path) -> None:
    """With A suppressed, or every school, 2026 is worked out from 2025: 9,913 students, not the rest without A."""

    def hide(units: str) -> Callable[[Rows], None]:
        def change(rows: Rows) -> None:
            for row in (row for name in REPORTING for row in rows[name]):
                if row["year"] == YEAR and row["unit_id"].startswith(units):
                    suppress(row)

        return change

    for place, units in enumerate((SCHOOL, "500110-sv-")):
        basis = basis_of(round_with(tmp_path / str(place), hide(units)))
        path = run(basis, basis.defaults).path("secondary_vocational_enrolment")
        assert path is not None
        assert [round(float(value)) for value in path.values[:3, 0]] == [9_913, 9_879, 9_533]
        assert basis.facilities is not None
        assert basis.facilities.year == YEAR - 1


def test_students_that_are_whole_stand_as_observed_though_entrants_are_not(tmp_path: Path) -> None:
    """9,832 students of five schools; of the entrants those of four are there, so the cohorts start in 2025."""

    def change(rows: Rows) -> None:
        rows["enrolment"] = [row for row in rows["enrolment"] if not of_school(row, "entrants")]

    context = round_with(tmp_path, change)
    panel = goal_panel(prepare_scenario(context, {}, draws=0), "secondary_vocational_enrolment")
    (row,) = [row for row in panel.table.rows if row[0].text == "2026"]
    assert row[1].text == "9,832"
    assert (
        "Vocational entrants, 2026: 4 of 5 reported. So it is worked out from 2025, the newest year in which all the"
        " models need is whole; what is whole of later years stands as reported." in panel.notes
    )


def test_nothing_is_claimed_of_a_past_year_that_is_not_fully_reported(tmp_path: Path) -> None:
    def change(rows: Rows) -> None:
        for name in REPORTING:
            rows[name] = [row for row in rows[name] if (row["unit_id"], row["year"]) != ("500110-sv-c", 2025)]

    context = round_with(tmp_path, change, returned=False)
    scenario = prepare_scenario(context, {}, draws=0)
    words = goal_words(
        scenario, scenario.basis.goal("dual_qualified_share"), context.plan.indicator("dual_qualified_share")
    )
    assert words == (
        "Dual-qualified share: 2025 not fully reported, so no verdict for that time; with this, the goal of 60% is "
        "reached in 2026."
    )
