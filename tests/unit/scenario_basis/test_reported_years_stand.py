"""A value that was reported whole is shown as observed by command, workbook and page, whatever else is missing."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import replace
from datetime import date
from functools import cache
from io import BytesIO
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from core.commands.reports.scenario_report import report_json, report_lines
from core.context import Context, context_for
from core.datasets import Symbol
from core.exports.scenario.workbook import scenario_workbook
from core.language import Language
from core.panels.scenario.goals import figure_of, goal_cards, goal_panel
from core.panels.scenario.scenario import Scenario, prepare_scenario
from core.scenario.run import run
from core.scenario.sensitivity import lever_swings
from core.scenario_basis.from_release import basis_of
from core.snapshots import releases
from tests.support import release_frames
from tests.support.release_frames import frame, tiny_release, tiny_release_frames
from tests.support.rounds.partial_release import (
    YEAR,
    demonstration_rows,
    release_of_rows,
    reporting_units,
    returned_rows,
)

Rows = dict[str, list[dict[str, Any]]]
SCHOOL = "500110-sv-a"
STUDENTS = "secondary_vocational_enrolment"


def left_out(dataset: str, measure: str) -> Callable[[Rows], None]:
    """School A did not report one measure for 2026."""

    def change(rows: Rows) -> None:
        rows[dataset] = [
            row for row in rows[dataset] if (row["unit_id"], row["year"], row["measure"]) != (SCHOOL, YEAR, measure)
        ]

    return change


def nothing(rows: Rows) -> None:
    """Everybody reported everything."""


def entrants_hidden(rows: Rows) -> None:
    for row in rows["enrolment"]:
        if (row["unit_id"], row["year"], row["measure"]) == (SCHOOL, YEAR, "entrants"):
            row["value"], row["symbol"] = None, Symbol.SUPPRESSED


def entrants_of_nobody(rows: Rows) -> None:
    rows["enrolment"] = [row for row in rows["enrolment"] if (row["year"], row["measure"]) != (YEAR, "entrants")]


def college_entrants(rows: Rows) -> None:
    """One college did not report its entrants for 2026."""
    rows["college_enrolment"] = [
        row
        for row in rows["college_enrolment"]
        if (row["unit_id"], row["year"], row["measure"]) != ("500110-co-a", YEAR, "entrants")
    ]


HOMES = {
    "all": nothing,
    "entrants": left_out("enrolment", "entrants"),
    "entrants_hidden": entrants_hidden,
    "entrants_of_nobody": entrants_of_nobody,
    "students": left_out("enrolment", "enrolment"),
    "dual_qualified": left_out("teachers", "dual_qualified"),
    "full_time": left_out("teachers", "full_time"),
    "books": left_out("conditions", "books"),
    "college_entrants": college_entrants,
}


@pytest.fixture(scope="module")
def scenario_of(tmp_path_factory: pytest.TempPathFactory) -> Callable[[str], Scenario]:
    """The current course of the demonstration with the returns of all 16 units for 2026, one of them changed."""
    demonstration = demonstration_rows()
    returned = returned_rows(demonstration, reporting_units(demonstration))

    @cache
    def prepare(home: str) -> Scenario:
        rows: Rows = {
            name: [dict(row) for row in [*kept, *returned.get(name, [])]] for name, kept in demonstration.items()
        }
        HOMES[home](rows)
        root: Path = tmp_path_factory.mktemp(home)
        return prepare_scenario(context_for(release_of_rows(root, rows), Language.EN), {}, draws=0)

    return prepare


def line_of(scenario: Scenario, label: str) -> list[str]:
    """The current course of an indicator as the command prints it: the years, then the values."""
    table = [line for line in report_lines(scenario) if line.startswith(("  indicator", f"  {label} "))]
    (line,) = [line for line in table if not line.startswith("  indicator") and "current course" in line]
    return line.split("current course")[1].split()


def results(scenario: Scenario) -> dict[tuple[str, str], dict[int, Any]]:
    """The lines of the sheet of results, by label of the indicator and of the course."""
    content = scenario_workbook(scenario.context, scenario.basis, scenario.values, until=scenario.until)
    texts = scenario.context.texts
    page = openpyxl.load_workbook(BytesIO(content), data_only=True)[texts("scenario_book.sheet_results")]
    rows = [[cell.value for cell in row] for row in page.iter_rows()]
    years = next(row for row in rows if row[0] == texts("scenario_book.year"))[2:]
    labels = {texts.of(scenario.context.plan.indicator(id).label): id for id in scenario.basis.history}
    lines: dict[tuple[str, str], dict[int, Any]] = {}
    indicator = ""
    for row in rows:
        indicator = labels.get(row[0], indicator)
        if row[0] in (texts("scenario_book.with_this"), texts("scenario_book.as_is")):
            lines[indicator, row[0]] = dict(zip(years, row[2:], strict=True))
    return lines


@pytest.mark.parametrize("home", ["all", "entrants", "entrants_hidden", "entrants_of_nobody"])
def test_students_of_every_school_stand_as_reported_on_every_surface(
    home: str, scenario_of: Callable[[str], Scenario]
) -> None:
    """9,832 students of five schools in 2026, whether their entrants are whole or not."""
    scenario = scenario_of(home)
    assert line_of(scenario, "Vocational enrolment")[0] == "9,832*"
    assert "  * as reported, not worked out" in report_lines(scenario)
    goals = json.loads(json.dumps(report_json(scenario, ())))["goals"]
    (goal,) = [goal for goal in goals if goal["indicator"] == STUDENTS]
    assert (goal["observed"]["2026"], min(goal["scenario"]), min(goal["current_course"])) == (9832, "2027", "2027")
    lines = results(scenario)
    assert [lines[STUDENTS, course][2026] for course in ("This scenario", "Current course")] == [9832, 9832]
    panel = goal_panel(scenario, STUDENTS)
    (row,) = [row for row in panel.table.rows if row[0].text == "2026"]
    assert [cell.text for cell in row[1:4]] == ["9,832", "—", "—"]
    observed = next(trace for trace in figure_of(scenario, STUDENTS).data if trace["meta"]["role"] == "observed")
    assert dict(zip(observed["x"], observed["y"], strict=True))[2026] == 9832
    (card,) = [card for card in goal_cards(scenario) if card.id == STUDENTS]
    assert card.moving[0] == 9832
    with pytest.raises(ValueError, match="2026"):
        lever_swings(scenario.basis, scenario.values, STUDENTS, 2026)


def test_a_command_that_ends_with_an_observed_year_does_not_say_that_it_cannot_work_it_out(
    scenario_of: Callable[[str], Scenario],
) -> None:
    lines = report_lines(replace(scenario_of("all"), until=2026))
    said = "Vocational enrolment: 2026 and earlier years are observed, so no year up to 2026 is worked out."
    assert f"  {said}" in lines
    assert not [line for line in lines if "cannot be worked out" in line]


def test_what_is_ahead_follows_from_the_students_reported(scenario_of: Callable[[str], Scenario]) -> None:
    """With all of 2026 known 9,777 in 2027. Without its entrants those of 2025's rates stand in: within one percent,
    while without the students of 2026 it was 9,879."""
    whole, part = (run(one.basis, one.values).paths[STUDENTS] for one in map(scenario_of, ("all", "entrants")))
    assert (whole.first, part.first) == (2027, 2027)
    assert round(float(whole.values[0, 0])) == 9_777
    assert round(float(part.values[0, 0])) == 9_851


def test_entrants_stand_as_reported_though_the_students_are_not(scenario_of: Callable[[str], Scenario]) -> None:
    """3,625 entrants of five schools are the first of three years of students, so 2026 is worked out from them."""
    scenario = scenario_of("students")
    paths = scenario.outcome.paths
    assert (paths[STUDENTS].first, paths["secondary_vocational_entrants"].first) == (2026, 2027)
    whole = 3625
    assert results(scenario)["secondary_vocational_entrants", "This scenario"][2026] == whole
    start = scenario.basis.enrolment
    assert start is not None
    assert start.vocational_later.entrants == {2026: whole}


@pytest.mark.parametrize("home", HOMES)
def test_the_workbook_works_out_what_the_models_do(home: str, scenario_of: Callable[[str], Scenario]) -> None:
    scenario, compared = scenario_of(home), 0
    lines = results(scenario)
    for id, path in scenario.outcome.paths.items():
        line = lines.get((id, "This scenario"), {})
        for year, value in line.items():
            at = path.at(year)
            right = scenario.basis.whole[id][year] if at is None else float(at[0])
            assert value == pytest.approx(right, rel=1e-12), (id, year)
            compared += 1
    assert compared > 60


def test_entrants_that_one_college_did_not_report_bend_nothing(scenario_of: Callable[[str], Scenario]) -> None:
    """Those of 2025 stand in: 43,179 students in 2027 and not 43,277, where 42,131 would follow from none."""
    whole, part = map(scenario_of, ("all", "college_entrants"))
    paths = [one.outcome.paths["college_students"] for one in (whole, part)]
    assert [path.first for path in paths] == [2027, 2027]
    assert [round(float(path.values[0, 0])) for path in paths] == [43_277, 43_179]
    said = "College entrants of 2026 are not whole: those of 2025 stand in for them."
    assert said in goal_panel(part, "college_students").notes
    assert f"College students – {said}" in report_lines(part)
    assert not [line for line in report_lines(whole) if said in line]


def test_what_is_taken_from_an_earlier_year_is_said_also_when_nobody_reported_it(
    scenario_of: Callable[[str], Scenario],
) -> None:
    ending = (
        " So it is worked out from 2025, the newest year in which all the models need is whole; what is whole of later"
        " years stands as reported."
    )
    for home, beginning in (
        ("entrants_of_nobody", "Vocational entrants, General high entrants, 2026: nobody has reported."),
        ("entrants", "Vocational entrants, 2026: 4 of 5 reported."),
    ):
        assert beginning + ending in goal_panel(scenario_of(home), STUDENTS).notes
        assert f"Vocational enrolment – {beginning}{ending}" in report_lines(scenario_of(home))


def test_schools_count_the_growth_of_teachers_from_the_year_they_are_of(
    scenario_of: Callable[[str], Scenario],
) -> None:
    """565 teachers in the schools of 2026, while the district's start in 2025 with 554: 554 × 0.96 + 54.8 = 586.64 in
    2026 and 617.97 in 2027, so 565 × 617.97 / 586.64 = 595.18 in the schools of 2027, not 565 × 617.97 / 554."""
    basis = scenario_of("full_time").basis
    assert basis.teachers is not None
    assert basis.facilities is not None
    assert (basis.teachers.year, basis.facilities.year) == (2025, 2026)
    growth = run(basis, basis.defaults).growth
    assert growth is not None
    row = basis.facilities.resources.index(("conditions", "full_time_teachers"))
    assert float(growth.have[0, row].sum()) == pytest.approx(595.18, abs=0.01)


def test_teachers_of_a_kind_no_standard_asks_about_keep_no_year_of_the_schools_back(
    scenario_of: Callable[[str], Scenario],
) -> None:
    for home, year in (("dual_qualified", 2026), ("books", 2025)):
        start = scenario_of(home).basis.facilities
        assert start is not None
        assert start.year == year


def test_of_2019_the_students_stand_as_reported_in_the_demonstration(english_of_2019: Context) -> None:
    """Entrants of 2019 lack a suppressed cell of unknown size; of the 7,160 students none is missing."""
    scenario = replace(prepare_scenario(english_of_2019, {}, draws=0), until=2022)
    assert scenario.basis.enrolment is not None
    assert scenario.basis.enrolment.year == 2018
    assert scenario.outcome.paths[STUDENTS].first == 2020
    assert line_of(scenario, "Vocational enrolment")[:2] == ["7,160", "(provisional)*"]
    assert results(scenario)[STUDENTS, "Current course"][2019] == 7160


@pytest.fixture
def english_of_2019() -> Context:
    snapshot = next(release for release in releases().snapshots if release.id == "2019-09-01")
    context = context_for(snapshot, Language.EN)
    assert basis_of(context).release == "2019-09-01"
    return context


def test_filling_in_says_when_nothing_was_missing(scenario_of: Callable[[str], Scenario]) -> None:
    said = "Every unit known has reported: nothing was missing, so nothing is filled in."
    whole, part = (
        prepare_scenario(replace(scenario_of(home).context, filled=True), {}, draws=0) for home in ("all", "entrants")
    )
    assert said in report_lines(whole)
    assert report_json(whole, ())["filled"] == said
    assert said in goal_panel(whole, STUDENTS).source
    assert said not in report_lines(part)
    assert said not in report_lines(scenario_of("all"))


def test_an_observed_lower_bound_is_marked_in_the_table_of_a_scenario(tmp_path: Path) -> None:
    """Of 9,000 students of A and fewer than ten of B, who had eight the year before, the model starts."""
    kind = {"level": "secondary_vocational", "ownership": "public", "programme_group": "total", "measure": "enrolment"}
    rows = [
        release_frames.row("secondary-a", year=2024, value=9000, **kind),
        release_frames.row("secondary-b", year=2024, value=None, **kind) | {"symbol": Symbol.SUPPRESSED},
        release_frames.row("secondary-b", year=2023, value=8, **kind),
    ]
    frames = {**tiny_release_frames(), "enrolment": frame("enrolment", rows)}
    context = context_for(tiny_release(tmp_path, date(2024, 12, 31), frames), Language.EN)
    scenario = prepare_scenario(context, {}, draws=0)
    table = goal_panel(scenario, STUDENTS).table
    place = [column.id for column in table.columns].index("status")
    assert {line[0].text: line[place].text for line in table.rows}["2024"] == "at least"
    assert scenario.basis.whole[STUDENTS][2024] == 9000
