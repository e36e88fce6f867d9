"""The first round of a district without an earlier list of units: who has reported is known, and nothing of others."""

from __future__ import annotations

import csv
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from core.assess_release import assessment_of
from core.assessment import Assessment, Coverage, Status
from core.commands.exit_codes import OK
from core.commands.main import main
from core.context import Context
from core.datasets import DATASETS, RowStatus, Symbol
from core.language import Language
from core.panels.intake.reporting import reporting, reports_on_show
from core.panels.judgement.closing import closing_panels
from core.panels.judgement.goals import goal_panel
from core.panels.judgement.words import status_word
from core.panels.pages.dual_qualified_schools import by_school
from core.panels.pages.release_changes import changes
from core.panels.pages.teaching_staff import titles
from core.panels.scenario.start_notes import part_notes
from core.scenario_basis.from_release import basis_of
from core.snapshots import UnitList
from tests.support.release_frames import frame, row, tiny_release
from tests.support.rounds.first_round import COMPLETE, OPEN, context_of, newest, teachers_of

SAID = {
    Language.ZH: "2026年目前有{}个单位报数，已报部分为{}；全区共有多少个单位尚不清楚，不能当作全区数据。",
    Language.EN: "2026: {} reported so far ({}); how many units there are is not known, "
    "so this is not a district figure yet.",
}


@pytest.mark.slow
@pytest.mark.parametrize("language", list(Language))
@pytest.mark.parametrize(("units", "share"), [(1, "60%"), (2, "45.5%")])
def test_what_units_nobody_listed_report_is_said_to_be_a_part(
    tmp_path: Path, units: int, share: str, language: Language
) -> None:
    context = context_of(tmp_path, units, language=language)
    counted = {Language.ZH: str(units), Language.EN: f"{units} unit{'s have' if units > 1 else ' has'}"}[language]
    said = SAID[language].format(counted, share)
    assert said in by_school(context).notes
    assert said in goal_panel(context, "dual_qualified_share", "teachers").notes
    assert said in part_notes(basis_of(context), context, "dual_qualified_share")
    assert said not in goal_panel(context, "college_students", "college_enrolment").notes


@pytest.mark.parametrize("years", [(2026,), (2025, 2026)])
def test_while_the_list_of_units_is_open_no_year_has_a_value_and_none_is_judged(
    tmp_path: Path, years: tuple[int, ...]
) -> None:
    """One school sends two years in its first return: that makes neither of them whole."""
    context = context_of(tmp_path, 1, years=years, unit_lists=OPEN)
    judged = assessment_of(context, "dual_qualified_share")
    assert [(point.year, point.value) for point in judged.observed] == [(year, None) for year in years]
    parts = [(part.units, part.missing, part.so_far, part.is_open) for part in partial_coverages(judged)]
    assert parts == [(1, (), 0.6, True)] * len(years)
    assert (judged.status, judged.latest) == (Status.NOT_PUBLISHED, None)
    hollow = next(trace for trace in traces(context) if trace["meta"]["role"] == "partial")
    assert (hollow["x"], hollow["y"]) == (list(years), [0.6] * len(years))
    assert hollow["text"][0] == "60% (1 reported, total not known, not comparable)"
    filled = assessment_of(replace(context, filled=True), "dual_qualified_share")
    assert [point.value for point in filled.observed] == [None] * len(years)


def test_once_the_list_is_stated_complete_its_values_are_judged(tmp_path: Path) -> None:
    """30 of 50 and 20 of 60: 45.5% of the district, short of 60%."""
    context = context_of(tmp_path, 2, years=(2025, 2026), unit_lists=COMPLETE)
    judged = assessment_of(context, "dual_qualified_share")
    assert [(point.year, point.value) for point in judged.observed] == [(2025, 50 / 110), (2026, 50 / 110)]
    assert (judged.status, partial_coverages(judged)) == (Status.MISSED, [])


def test_of_a_complete_list_a_school_that_sent_another_table_only_is_missing(tmp_path: Path) -> None:
    """B sent its students, A its teachers: one of two has reported teachers."""
    frames = teachers_of(1)
    students = {"level": "secondary_vocational", "programme_group": "total", "measure": "enrolment", "value": 900}
    line = row("secondary-b", ownership="public", year=2026, status="reported", **students)
    frames["enrolment"] = frame("enrolment", [line])
    tiny_release(tmp_path, date(2026, 9, 1), frames, status=RowStatus.REPORTED, unit_lists=COMPLETE)
    judged = assessment_of(newest(tmp_path), "dual_qualified_share")
    part = partial_coverages(judged)[0]
    assert (part.units, part.reported, part.so_far, part.is_open) == (2, 1, 0.6, False)


@pytest.mark.parametrize(
    ("begun", "unit_lists", "value", "coverage"),
    [
        (date(2000, 9, 1), COMPLETE, None, (2, 1, 0.6)),
        (date(2025, 9, 1), COMPLETE, None, (2, 1, 0.6)),
        (date(2025, 9, 2), COMPLETE, 0.6, None),
        (date(2000, 9, 1), (), 0.6, None),
    ],
)
def test_of_a_complete_list_a_past_year_is_owed_by_every_school_in_force_then(
    tmp_path: Path,
    begun: date,
    unit_lists: tuple[UnitList, ...],
    value: float | None,
    coverage: tuple[int, int, float] | None,
) -> None:
    """A alone sends 2025, 30 of 50; B has sent 2026 only: whether 2025 is whole is a matter of when B began."""
    frames = teachers_of(2, (2025, 2026))
    teachers = frames["teachers"]
    of_b = teachers["unit_id"] == "secondary-b"
    teachers.loc[of_b, "unit_valid_from"] = begun
    frames["teachers"] = teachers[~(of_b & (teachers["year"] == 2025))]
    tiny_release(tmp_path, date(2026, 9, 1), frames, status=RowStatus.REPORTED, unit_lists=unit_lists)
    judged = assessment_of(newest(tmp_path), "dual_qualified_share")
    assert [(point.year, point.value) for point in judged.observed] == [(2025, value), (2026, 50 / 110)]
    parts = [(part.units, part.reported, part.so_far) for part in partial_coverages(judged)]
    assert parts == ([] if coverage is None else [coverage])
    assert (judged.status is Status.NOT_PUBLISHED) is (coverage is not None)


@pytest.mark.parametrize("levels_of_2026", [("general",), ("general", "secondary")])
def test_a_level_a_school_has_later_is_not_owed_before(tmp_path: Path, levels_of_2026: tuple[str, ...]) -> None:
    """B has always taught general classes, and vocational ones perhaps since 2026: in 2025 A's 1,500 are all."""
    level = {"secondary": "secondary_vocational", "general": "general_high"}
    counted = [("secondary-a", 2025, "secondary"), ("secondary-a", 2026, "secondary"), ("secondary-b", 2025, "general")]
    counted += [("secondary-b", 2026, name) for name in levels_of_2026]
    cells = {"programme_group": "total", "measure": "enrolment", "status": "reported", "ownership": "public"}
    lines = [row(unit, year=year, level=level[name], value=1500, **cells) for unit, year, name in counted]
    frames = {name: frame(name, lines if name == "enrolment" else []) for name in DATASETS}
    tiny_release(tmp_path, date(2026, 9, 1), frames, status=RowStatus.REPORTED, unit_lists=COMPLETE)
    judged = assessment_of(newest(tmp_path), "secondary_vocational_enrolment")
    assert next(point.value for point in judged.observed if point.year == 2025) == 1500


@pytest.mark.slow
def test_no_part_of_a_scenario_starts_from_schools_that_may_not_be_all(tmp_path: Path) -> None:
    context = context_of(tmp_path, 2, years=(2024, 2025, 2026), unit_lists=OPEN)
    basis = basis_of(context)
    assert (basis.teachers, basis.facilities, basis.colleges) == (None, None, None)
    whole = basis_of(context_of(tmp_path / "whole", 2, years=(2024, 2025, 2026), unit_lists=COMPLETE))
    assert whole.teachers is not None


def test_what_is_headed_as_a_finding_of_schools_says_that_it_is_of_a_part(tmp_path: Path) -> None:
    panel = by_school(context_of(tmp_path, 2))
    assert panel.headline.startswith("Only of units that have reported so far: 1 of 2 schools reach 60% in 2026")
    headline = goal_panel(context_of(tmp_path / "one", 1), "dual_qualified_share", "teachers").headline
    assert headline == "Dual-qualified share: no complete year yet (2026: 1 reported, total not known)"
    assert titles(context_of(tmp_path / "two", 1)).headline == (
        "No complete year yet: how many units there are is not known"
    )


def partial_coverages(judged: Assessment) -> list[Coverage]:
    return [point.partial for point in judged.observed if point.partial is not None]


def traces(context: Context) -> list[dict[str, Any]]:
    figure = goal_panel(context, "dual_qualified_share", "teachers").figure
    assert figure is not None
    return list(figure.to_dict()["data"])


@pytest.mark.parametrize(("symbol", "word"), [("suppressed", "suppressed"), ("not_reported", "missing")])
def test_a_school_without_a_share_is_said_to_be_suppressed_where_it_is(tmp_path: Path, symbol: str, word: str) -> None:
    frames = teachers_of(2)
    hidden = frames["teachers"].query("unit_id == 'secondary-b' and measure == 'dual_qualified'").index
    frames["teachers"].loc[hidden, "value"] = None
    frames["teachers"].loc[hidden, "symbol"] = symbol
    tiny_release(tmp_path, date(2026, 9, 1), frames, status=RowStatus.REPORTED, unit_lists=COMPLETE)
    shown = by_school(newest(tmp_path))
    assert f", 1 has a value {word}" in shown.headline
    assert f"1 school has a value {word} and is not part of the finding." in shown.notes


def test_a_round_of_schools_nobody_listed_is_never_called_complete(tmp_path: Path) -> None:
    context = context_of(tmp_path, 1, 2)
    shown = reporting(context, reports_on_show(context, date(2026, 9, 20)))
    assert shown.headline == (
        "2026: only units that have reported so far are known (2); whether others are missing is not known yet"
    )
    assert {line[-1].text for line in shown.table.rows} == {"sent in; whether it is all is not known yet"}
    assert any("python -m core units --complete" in note for note in shown.notes)


def test_a_year_before_says_who_is_missing_and_the_round_is_complete_again(tmp_path: Path) -> None:
    context = context_of(tmp_path, 2, years=(2025, 2026))
    shown = reporting(context, reports_on_show(context, date(2026, 9, 20)))
    assert shown.headline == "2026: all 2 units have reported"
    assert {line[-1].text for line in shown.table.rows} == {"✔ complete"}
    assert [note for note in by_school(context).notes if "is not known" in note] == []


@pytest.mark.slow
def test_a_figure_changed_by_a_school_that_came_is_no_revision(tmp_path: Path) -> None:
    """30 of 50 is 60.0%, 50 of 110 is 45.5%: neither school changed a number, and none is new."""
    shown = changes(context_of(tmp_path, 1, 2))
    assert "values: 0 new, 4 different because units were added, 0 revised, 0 removed" in shown.headline
    share = next(line for line in shown.table.rows if line[0].text.startswith("Dual-qualified share"))
    assert [cell.text for cell in share[2:5]] == ["units added", "60.0", "45.5"]


@pytest.mark.slow
def test_a_number_a_school_corrects_is_a_revision(tmp_path: Path) -> None:
    tiny_release(tmp_path, date(2026, 9, 1), teachers_of(1), status=RowStatus.REPORTED)
    frames = teachers_of(1)
    frames["teachers"] = frames["teachers"].assign(value=[80.0, 50.0, 25.0])
    tiny_release(tmp_path, date(2026, 9, 15), frames, status=RowStatus.REPORTED)
    shown = changes(newest(tmp_path))
    assert {line[2].text for line in shown.table.rows} == {"revised"}


@pytest.mark.parametrize(
    ("language", "words"),
    [
        (Language.ZH, "双师型占比：2025年数据未报；2026年为60%"),
        (Language.EN, "Dual-qualified share: 2025: not reported; 2026: 60%"),
    ],
)
def test_a_value_after_the_year_of_its_goal_is_not_called_no_data(
    tmp_path: Path, language: Language, words: str
) -> None:
    """The goal was due in 2025 and the first return is for 2026: 30 of 50."""
    context = context_of(tmp_path, 1, language=language, unit_lists=COMPLETE)
    assert goal_panel(context, "dual_qualified_share", "teachers").headline == words
    nothing = {Language.ZH: "在綦大学生：尚无数据", Language.EN: "College students: no data yet"}
    assert goal_panel(context, "college_students", "college_enrolment").headline == nothing[language]


@pytest.mark.parametrize("unit_lists", [(), OPEN, COMPLETE])
@pytest.mark.parametrize(("language", "words"), [(Language.ZH, "未报"), (Language.EN, "Not reported")])
def test_what_nobody_ever_sent_for_a_goal_that_is_due_is_not_reported(
    tmp_path: Path, language: Language, words: str, unit_lists: tuple[UnitList, ...]
) -> None:
    """Nothing of the students of colleges, due in 2025, is on its way: it is not what others publish later."""
    context = context_of(tmp_path, 1, language=language, unit_lists=unit_lists)
    judged = assessment_of(context, "college_students")
    assert (judged.status, status_word(judged, context)) == (Status.NOT_PUBLISHED, words)
    closing = closing_panels(context, "college_students")[0]
    assert context.formats.missing_reason(Symbol.NOT_REPORTED) in closing.headline
    shown = " ".join(cell.text for line in closing.table.rows for cell in line)
    assert context.formats.missing_reason(Symbol.NOT_PUBLISHED) not in shown


def test_the_command_prints_a_value_after_the_year_of_its_goal(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    context_of(tmp_path, 1, unit_lists=COMPLETE)
    assert main(["--lang", "en", "assess", "--root", str(tmp_path)]) == OK
    lines = {line[0]: line for line in csv.reader(capsys.readouterr().out.splitlines())}
    assert lines["dual_qualified_share"][1:5] == ["2026", "60%", "60%", ""]
    assert lines["college_students"][1:3] == ["", ""]


@pytest.mark.slow
@pytest.mark.parametrize("command", ["assess", "scenario"])
def test_rows_of_another_area_are_said_not_to_count(
    tmp_path: Path, command: str, capsys: pytest.CaptureFixture[str]
) -> None:
    frames = teachers_of(2)
    tiny_release(tmp_path, date(2026, 9, 1), frames, status=RowStatus.REPORTED, unit_lists=COMPLETE)
    said = "2026-09-15 has rows of another area (330108), which are not counted: the plan is of area 500110."
    assert main(["--lang", "en", command, "--root", str(tmp_path)]) == OK
    assert "another area" not in capsys.readouterr().err
    frames["teachers"].loc[frames["teachers"]["unit_id"] == "secondary-b", "area"] = "330108"
    tiny_release(tmp_path, date(2026, 9, 15), frames, status=RowStatus.REPORTED, unit_lists=COMPLETE)
    assert main(["--lang", "en", command, "--root", str(tmp_path)]) == OK
    assert said in capsys.readouterr().err.splitlines()
