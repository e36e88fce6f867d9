"""Missing units at their last value: every assumption, panel, workbook and command that rests on them says so."""

from __future__ import annotations

from dataclasses import replace
from io import BytesIO
from pathlib import Path

import openpyxl
import pytest

from core import snapshots
from core.commands.main import main
from core.context import Context, context_for
from core.exports.scenario.workbook import scenario_workbook
from core.exports.table import csv_bytes
from core.language import Language
from core.panels.registry import PANELS
from core.panels.scenario.start_notes import filled_years
from core.scenario.run import run, students_before
from core.scenario_basis.from_release import basis_of
from tests.support.rounds.partial_release import (
    demonstration_rows,
    partial_release,
    release_of_rows,
    reporting_units,
    returned_rows,
)

SAID = "Units that have not reported count in it with their last values."
RESTING = {
    *("vocational_entrant_share", "retention_second_year", "retention_third_year", "places_per_school"),
    *("land_per_year", "buildings_per_year", "equipment_per_year", "books_per_year"),
    *("teachers_hired", "certification_rate", "college_fill", "places_500110-co-g", "places_500110-co-h"),
    *("ramp_up_500110-co-g", "ramp_up_500110-co-h", "ramp_up_500110-co-i"),
}
"""Rates of what is counted on 1 September: all of it is filled up to 2026, whoever was asked. Junior graduates, births
and training are counted over the year."""


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The demonstration, and of all schools two general ones with their students of 2026."""
    root = tmp_path_factory.mktemp("home")
    partial_release(root / "snapshots", {"500110-gh-a", "500110-gh-b"})
    return root


@pytest.fixture
def context(home: Path, monkeypatch: pytest.MonkeyPatch) -> Context:
    monkeypatch.setenv("DASHBOARD_HOME", str(home))
    newest = snapshots.releases().latest()
    assert newest is not None
    return replace(context_for(newest, Language.EN), filled=True)


def test_rates_that_rest_on_last_values_say_so_and_are_not_verified(context: Context) -> None:
    levers = {lever.id: lever.origin for lever in basis_of(context).levers}
    assert {id for id, origin in levers.items() if origin.filled} == RESTING
    assert not any(levers[id].verified for id in RESTING)
    as_reported = {lever.id: lever.origin for lever in basis_of(replace(context, filled=False)).levers}
    assert not any(origin.filled for origin in as_reported.values())
    others = levers.keys() - RESTING
    assert {id: levers[id] for id in others} == {id: as_reported[id] for id in others}


def test_every_goal_that_units_report_on_one_day_starts_from_one_year(context: Context) -> None:
    """Two general schools have reported 2026, and nobody its teachers, conditions or college students."""
    basis = basis_of(context)
    reported = ("college_students", "vocational_share", "secondary_vocational_enrolment", "dual_qualified_share")
    for id in (*reported, "schools_meeting_standard"):
        assert [(point.year, point.value is not None) for point in basis.history[id]][-1] == (2026, True)
        assert run(basis, basis.defaults).paths[id].first == 2027
        assert filled_years(basis, id, context) == (2026,)
    assert filled_years(basis, "training_person_times", context) == ()


@pytest.mark.parametrize("goal", ["dual_qualified_share", "schools_meeting_standard", "college_students"])
def test_a_value_filled_in_is_marked_beside_it_in_table_and_file(context: Context, goal: str) -> None:
    plain = replace(context, filled=False)
    panel = PANELS["scenario_goal"](plain, {"goal": goal, "fill": "last_year"})
    assert [column.id for column in panel.table.columns][:3] == ["year", "observed", "status"]
    marks = {line[0].text: line[2].text for line in panel.table.rows}
    assert {year for year, mark in marks.items() if mark == "filled in"} == {"2026"}
    file = csv_bytes(panel, context.texts).decode("utf-8-sig")
    assert next(line for line in file.splitlines() if ",filled in," in line).startswith("2026,")
    as_reported = PANELS["scenario_goal"](plain, {"goal": goal})
    assert "filled in" not in csv_bytes(as_reported, context.texts).decode("utf-8-sig")


def test_the_panels_say_so_with_every_number(context: Context) -> None:
    plain = replace(context, filled=False)
    table = PANELS["scenario_assumptions"](plain, {"fill": "last_year"}).table
    places = {column.id: place for place, column in enumerate(table.columns)}
    said = [line for line in table.rows if SAID in line[places["origin"]].text]
    assert len(said) == len(RESTING)
    assert {line[places["verified"]].text for line in said} == {"not verified"}
    parameters = {"goal": "secondary_vocational_enrolment"}
    filled = PANELS["scenario_goal"](plain, {**parameters, "fill": "last_year"})
    assert "The values of 2026 are provisional and not yet confirmed." in filled.notes
    assert not [note for note in PANELS["scenario_goal"](plain, parameters).notes if "2026 are" in note]


def test_the_workbook_says_so_beside_each_lever(context: Context) -> None:
    basis = basis_of(context)
    book = openpyxl.load_workbook(BytesIO(scenario_workbook(context, basis, basis.defaults)))
    cells = [str(cell.value) for sheet in book for line in sheet.iter_rows() for cell in line if cell.value is not None]
    assert sum(SAID in text for text in cells) == len(RESTING)
    assert any("what is missing counts with their last reported values" in text for text in cells)
    said = "The value of 2026 is filled in: units that have not reported count in it with their last one."
    on_top = [sheet.title for sheet in book if any(line[0].value == said for line in sheet.iter_rows(max_row=4))]
    assert on_top == ["Students", "Colleges", "Teachers", "Conditions"]


@pytest.mark.usefixtures("context")
def test_the_list_of_levers_says_so(capsys: pytest.CaptureFixture[str]) -> None:
    main(["--lang", "en", "scenario", "--levers", "--fill"])
    printed = capsys.readouterr().out
    assert "what is missing counts with their last reported values" in printed.splitlines()[0]
    assert printed.count(SAID) == len(RESTING)
    main(["--lang", "en", "scenario", "--levers"])
    assert "last" not in capsys.readouterr().out.splitlines()[0]


def test_a_year_between_the_conditions_and_the_students_of_schools_is_not_lost(tmp_path: Path) -> None:
    """All schools sent their students of 2026 and none its conditions: the schools are carried on from 2025."""
    rows = demonstration_rows()
    returned = returned_rows(rows, reporting_units(rows))
    sent = {name: [*rows[name], *(returned.get(name, []) if name == "enrolment" else [])] for name in rows}
    context = context_for(release_of_rows(tmp_path, sent), Language.EN)
    basis = basis_of(context)
    outcome = run(basis, basis.defaults)
    path, students = (outcome.paths[id] for id in ("schools_meeting_standard", "secondary_vocational_enrolment"))
    assert (path.first, students.first) == (2026, 2027)
    (last,) = [point.value for point in basis.history["secondary_vocational_enrolment"] if point.year == 2026]
    assert students_before(basis, 2026) == {2026: last}
    book = openpyxl.load_workbook(BytesIO(scenario_workbook(context, basis, basis.defaults)), data_only=True)
    shown = {line[0].value: [cell.value for cell in line[2:]] for line in book["Conditions"].iter_rows()}
    share = shown["Share of schools at standard"]
    assert share[1 : 1 + len(path.years)] == pytest.approx(path.values[:, 0].tolist())
