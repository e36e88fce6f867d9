"""Why a goal is missed: the parts are the right ones, and they lead from the goal to what is there exactly."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from decimal import Decimal
from pathlib import Path

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from core import snapshots
from core.assessment import Contribution, close_waterfall
from core.context import Context, context_for
from core.datasets import CollegeStage, Symbol
from core.language import Language
from core.panels.pages.colleges import pipeline
from core.panels.pages.enrolment import by_programme
from core.panels.pages.overview import overview
from core.panels.panel import Panel
from core.panels.registry import PANELS
from core.panels.why.why import MOST, why_panel, why_panels
from tests.support.release_frames import frame, row, tiny_release, tiny_release_frames

CLOSED = date(2025, 12, 31)
MONEY_OR_SHARES = st.floats(-1e5, 1e5).map(lambda value: round(value, 6))


def released(root: Path, as_of: date = CLOSED, language: Language = Language.EN, **own: pd.DataFrame) -> Context:
    return context_for(tiny_release(root, as_of, {**tiny_release_frames(), **own}), language)


def students(values: Mapping[str, Mapping[int, float | None]], **symbols: str) -> pd.DataFrame:
    """Students of vocational schools by year; None is missing for the reason in `symbols`, else not reported."""
    rows = []
    for school, yearly in values.items():
        for year, value in yearly.items():
            symbol = symbols.get(school.replace("-", "_"), Symbol.NOT_REPORTED) if value is None else Symbol.PRESENT
            rows.append(
                row(
                    school,
                    ownership="public",
                    level="secondary_vocational",
                    programme_group="71",
                    year=year,
                    measure="enrolment",
                    value=value,
                    symbol=symbol,
                )
            )
    return frame("enrolment", rows)


def parts(panel: Panel) -> dict[str, float]:
    """The bars by name, as the table holds them."""
    return {cells[0].text: float(cells[1].value or 0) for cells in panel.table.rows[1:-1]}


# What the parts are


def test_a_college_that_was_to_open_and_did_not_is_one_less(tmp_path: Path) -> None:
    """B was planned for 2025 and is being built; the other six of the eight have no project at all."""
    panel = why_panel(released(tmp_path), "colleges")
    assert parts(panel) == {"Demonstration college B": -1, "Projects planned less what was due": -6}
    assert panel.table.rows[2][3].text == "now at “under construction”, enrolment planned for 2025-09-01"
    assert panel.headline == (
        "What makes the gap – Colleges, 2025: 1 college, 7 colleges from the goal of 8 colleges:"
        " Projects planned less what was due −6 colleges, Demonstration college B −1 college"
    )


def test_students_are_compared_with_the_places_of_the_colleges_that_were_due(tmp_path: Path) -> None:
    """A: 7,500 of 8,000; B: none of 8,000; the plan's 50,000 ask for 34,000 more than the 16,000 planned."""
    panel = why_panel(released(tmp_path), "college_students")
    assert parts(panel) == {
        "Demonstration college A": -500,
        "Demonstration college B": -8000,
        "Places planned less what was due": -34_000,
    }
    assert (panel.table.rows[0][2].value, panel.table.rows[-1][2].value) == (50_000, 7_500)


def test_schools_are_compared_with_equal_growth_of_all(tmp_path: Path) -> None:
    """4,000 + 1,000 were to become 10,000: 8,000 and 2,000. A has 8,500, B 1,200."""
    values = {"secondary-a": {2020: 4000.0, 2025: 8500.0}, "secondary-b": {2020: 1000.0, 2025: 1200.0}}
    panel = why_panel(released(tmp_path, enrolment=students(values)), "secondary_vocational_enrolment")
    assert parts(panel) == {
        "Demonstration secondary vocational school B": -800,
        "Demonstration secondary vocational school A": 500,
    }
    assert panel.table.rows[1][3].text == "1,000 in 2020, 1,200 in 2025; 2,000 people had it grown like all"


def test_a_school_whose_value_is_missing_makes_no_bar(tmp_path: Path) -> None:
    """B's few students are suppressed: A alone is compared, with all that was due."""
    values = {"secondary-a": {2020: 4000.0, 2025: 8500.0}, "secondary-b": {2020: 9.0, 2025: None}}
    shown = released(tmp_path, enrolment=students(values, secondary_b=Symbol.SUPPRESSED))
    panel = why_panel(shown, "secondary_vocational_enrolment")
    assert parts(panel) == {"Demonstration secondary vocational school A": -1500}


def test_where_the_suppressed_school_was_not_small_nobody_can_say_how_large_the_gap_is(tmp_path: Path) -> None:
    """A's 8,500 and what B hides, which were 1,000: together they may be the 10,000 of the goal, or not."""
    values = {"secondary-a": {2020: 4000.0, 2025: 8500.0}, "secondary-b": {2020: 1000.0, 2025: None}}
    shown = released(tmp_path, enrolment=students(values, secondary_b=Symbol.SUPPRESSED))
    panel = why_panel(shown, "secondary_vocational_enrolment")
    assert panel.table.rows == ()
    assert panel.headline == (
        "Vocational enrolment: cells of 2025 are suppressed and only a lower bound is known,"
        " so how large the gap is cannot be said"
    )


def test_a_school_that_is_gone_is_named_and_its_students_are_not_counted_as_missing_data(tmp_path: Path) -> None:
    values = {"secondary-a": {2020: 4000.0, 2025: 9000.0}, "secondary-b": {2020: 1000.0}}
    rows = students(values)
    rows.loc[rows["unit_id"] == "secondary-b", "unit_valid_to"] = date(2022, 8, 31)
    frames = {"enrolment": rows, "teachers": tiny_release_frames()["teachers"].iloc[:0]}
    panel = why_panel(released(tmp_path, **frames), "secondary_vocational_enrolment")
    assert parts(panel) == {
        "Demonstration secondary vocational school B": -2000,
        "Demonstration secondary vocational school A": 1000,
    }
    assert "No longer there in 2025: Demonstration secondary vocational school B." in panel.notes[1]
    assert (
        "school B −2,000 people (no longer there: its students count in another school, to be read with it)"
        in panel.headline
    )


def test_a_merged_school_counts_where_it_went(tmp_path: Path) -> None:
    """A took B over: of 4,000 + 1,000 it was to make 10,000, and has 9,000."""
    values = {"secondary-a": {2020: 4000.0, 2025: 9000.0}, "secondary-b": {2020: 1000.0}}
    rows = students(values)
    rows.loc[rows["unit_id"] == "secondary-b", "unit_valid_to"] = date(2022, 8, 31)
    frames = {"enrolment": rows, "teachers": tiny_release_frames()["teachers"].iloc[:0]}
    alone = released(tmp_path, **frames)
    merged = replace(alone.snapshot, successors=(snapshots.Merger("secondary-b", "secondary-a"),))
    panel = why_panel(replace(alone, snapshot=merged), "secondary_vocational_enrolment")
    assert parts(panel) == {"Demonstration secondary vocational school A": -1000}
    assert len(panel.notes) == 1


def test_a_share_is_taken_apart_by_the_heads_each_school_lacks(tmp_path: Path) -> None:
    """60 % of 40 are 24 and A has 16; 60 % of 60 are 36 and B has 36: 8 of 100 teachers are missing, 8 points."""
    rows = [
        row(school, ownership="public", year=2025, measure=measure, value=value)
        for school, values in (("secondary-a", (16, 40)), ("secondary-b", (36, 60)))
        for measure, value in zip(("dual_qualified", "specialised"), values, strict=True)
    ]
    panel = why_panel(released(tmp_path, teachers=frame("teachers", rows)), "dual_qualified_share")
    assert parts(panel) == {"Demonstration secondary vocational school A": -8.0}
    assert panel.headline == (
        "What makes the gap – Dual-qualified share, 2025: 52%, 8 pp from the goal of 60%:"
        " Demonstration secondary vocational school A −8 pp"
    )


def test_a_ratio_says_what_the_growth_of_general_schools_took(tmp_path: Path) -> None:
    """600 beside the 1,400 of 2020 would be 30 %, 10 points short of 4 : 6; beside 1,800 they are 25 %."""
    rows = [
        row(
            unit,
            ownership="public",
            level=level,
            programme_group="71" if level == "secondary_vocational" else "total",
            year=year,
            measure="enrolment",
            value=value,
        )
        for unit, level, values in (
            ("secondary-a", "secondary_vocational", (600, 600)),
            ("general-a", "general_high", (1400, 1800)),
        )
        for year, value in zip((2020, 2025), values, strict=True)
    ]
    panel = why_panel(released(tmp_path, enrolment=frame("enrolment", rows)), "vocational_share")
    assert parts(panel) == {"Vocational enrolment": -10.0, "Change of general high enrolment": -5.0}


def test_before_the_due_date_the_path_is_the_measure_and_a_goal_that_is_reached_has_no_panel(tmp_path: Path) -> None:
    rows = tiny_release_frames()["college_enrolment"]
    early = released(tmp_path / "open", date(2024, 12, 31), college_enrolment=rows[rows["year"] < 2025])
    panel = why_panel(early, "college_students")
    assert panel.table.rows[0][0].text == "Due by 2024"
    assert panel.table.rows[0][2].value == 40_000  # from 0 in 2020 to 50,000 in 2025
    met = {"secondary-a": {2020: 4000.0, 2025: 10_000.0}}
    reached = released(tmp_path / "met", enrolment=students(met))
    assert why_panels(reached, "secondary_vocational_enrolment") == ()
    empty = PANELS["why"](reached, {"indicator": "secondary_vocational_enrolment"})
    assert "no gap" in empty.headline
    assert empty.table.rows == ()


# That it closes


@pytest.mark.parametrize("language", Language)
@pytest.mark.parametrize("release", [snapshot.id for snapshot in snapshots.releases().snapshots])
def test_every_waterfall_of_every_release_closes_as_it_is_shown(release: str, language: Language) -> None:
    releases = snapshots.releases()
    snapshot = releases.by_id(release)
    assert snapshot is not None
    context = context_for(snapshot, language, releases=releases)
    for panel in why_panels(context, *context.plan.goal_ids):
        rows = panel.table.rows
        level = Decimal(str(rows[0][2].value))
        for cells in rows[1:-1]:
            level += Decimal(str(cells[1].value))
            assert level == Decimal(str(cells[2].value)), panel.headline
        assert level == Decimal(str(rows[-1][2].value)), panel.headline
        assert panel.figure is not None
        bars, marks = panel.figure.data
        assert marks["x"][0] + sum(bars["x"]) == pytest.approx(marks["x"][1])
        assert len(bars["x"]) <= MOST


@given(
    start=MONEY_OR_SHARES,
    values=st.lists(MONEY_OR_SHARES, max_size=30),
    step=st.sampled_from([1.0, 0.1, 0.001, 1e-5]),
)
def test_any_parts_close_exactly_and_none_is_off_by_two_steps(start: float, values: list[float], step: float) -> None:
    made = close_waterfall(
        start, start + sum(values), [Contribution(str(place), value) for place, value in enumerate(values)], step
    )
    assert made.start + sum(size for _, size in made.parts) == made.end or not values
    for part, size in made.parts:
        assert size
        assert abs(float(size) - part.value) < 2 * step + 1e-9
    assert made.start % Decimal(str(step)) == 0


# What the other findings say


def test_late_stages_count_those_that_are_overdue_and_the_finding_names_the_colleges(tmp_path: Path) -> None:
    """B's last two stages were due on 1 September 2024 and 2025, 486 and 121 days before."""
    panel = pipeline(released(tmp_path))
    assert panel.headline.endswith(
        "7 colleges from the goal of 8 colleges: Demonstration college B (now at “under construction”,"
        " enrolment planned for 2025-09-01), 6 colleges without any project"
    )
    assert panel.notes[1:] == (
        "2 stages are later than planned, by up to 486 days.",
        "2 of them are past their planned dates and not finished, by up to 486 days so far.",
    )
    last = [cells for cells in panel.table.rows if cells[0].text == "Demonstration college B"][-1]
    assert [cell.text for cell in last[1:]] == ["enrolling", "2025-09-01", "—", "121", "overdue, not finished"]


def test_a_stage_that_is_reached_or_not_due_is_not_overdue(tmp_path: Path) -> None:
    rows = tiny_release_frames()["colleges"]
    last = (rows["unit_id"] == "college-b") & rows["stage"].isin([CollegeStage.BUILT, CollegeStage.ENROLLING])
    rows.loc[last, "planned_date"] = CLOSED
    panel = pipeline(released(tmp_path, colleges=rows))
    assert not any("overdue" in cell.text for cells in panel.table.rows for cell in cells)
    assert panel.notes[1:] == ()


def test_the_bars_of_programmes_add_up_to_all_students(tmp_path: Path) -> None:
    """14 groups of 100 to 113 students, and 50 who are in none: twelve bars, the other two together, those without."""
    groups = [str(61 + place) for place in range(14)]
    rows = [
        row(
            "secondary-a",
            ownership="public",
            level="secondary_vocational",
            programme_group=group,
            year=2025,
            measure="enrolment",
            value=50 if group == "total" else 39 + int(group),
        )
        for group in (*groups, "total")
    ]
    panel = by_programme(released(tmp_path, enrolment=frame("enrolment", rows)))
    assert panel.figure is not None
    (bars,) = panel.figure.data
    assert len(bars["x"]) == 14
    assert bars["y"][-2:] == ["2 other groups together", "Not reported by group"]
    assert bars["x"][-2:] == [100 + 101, 50]
    assert sum(bars["x"]) == sum(range(100, 114)) + 50


def test_the_goals_furthest_to_go_are_ranked_by_the_way_left_binding_or_not() -> None:
    """Of 2025: colleges went 3 of 5, the ratio .049 of .08, students of colleges 63 %, vocational students 87 %."""
    releases = snapshots.releases()
    context = context_for(releases.latest(), Language.EN, releases=releases)
    assert overview(context).next_steps == (
        "Furthest to go: Colleges (2 colleges, 40% of the way still to go), Vocational : general (3.1 pp, 39% of the"
        " way still to go), College students (10,900 people, 37% of the way still to go)"
    )
