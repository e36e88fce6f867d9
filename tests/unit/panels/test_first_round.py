"""The first round of a district without an earlier list of units: who has reported is known, and nothing of others."""

from __future__ import annotations

import csv
from datetime import date
from pathlib import Path

import pandas as pd
import pytest

from core.commands.exit_codes import OK
from core.commands.parser import main
from core.context import Context, context_for
from core.datasets import DATASETS, RowStatus
from core.language import Language
from core.panels.intake.reporting import reporting, reports_on_show
from core.panels.judgement.goals import goal_panel
from core.panels.pages.dual_qualified_schools import by_school
from core.panels.pages.release_changes import changes
from core.panels.scenario.start_notes import part_notes
from core.scenario_basis.from_release import basis_of
from core.snapshots import releases
from tests.support.release_frames import frame, row, tiny_release

SAID = {
    Language.ZH: "2026年目前只知道已报数的单位（{}个），不能当作全区数据。",
    Language.EN: "2026: only units that have reported so far are known ({}); this is not a district figure yet.",
}


def teachers_of(units: int, years: tuple[int, ...] = (2026,)) -> dict[str, pd.DataFrame]:
    """A: 30 of 50 specialised teachers are dual-qualified, B: 20 of 60; of 80 and 90 in all."""
    figures = {"secondary-a": (80, 50, 30), "secondary-b": (90, 60, 20)}
    rows = [
        row(unit, ownership="public", year=year, measure=measure, value=value, status="reported")
        for unit in list(figures)[:units]
        for year in years
        for measure, value in zip(("full_time", "specialised", "dual_qualified"), figures[unit], strict=True)
    ]
    return {name: frame(name, rows if name == "teachers" else []) for name in DATASETS}


def context_of(root: Path, *rounds: int, years: tuple[int, ...] = (2026,), language: Language = Language.EN) -> Context:
    """The newest of releases of so many schools each, a fortnight apart."""
    for place, units in enumerate(rounds):
        tiny_release(root, date(2026, 9, 1 + 14 * place), teachers_of(units, years), status=RowStatus.REPORTED)
    own = releases(root)
    return context_for(own.latest(), language, releases=own)


@pytest.mark.parametrize("language", list(Language))
@pytest.mark.parametrize("units", [1, 2])
def test_whom_nobody_knows_of_is_said_wherever_coverage_is(tmp_path: Path, units: int, language: Language) -> None:
    context, said = context_of(tmp_path, units, language=language), SAID[language].format(units)
    assert said in by_school(context).notes
    assert said in goal_panel(context, "dual_qualified_share", "teachers").notes
    assert said in part_notes(basis_of(context), context, "dual_qualified_share")
    assert said not in goal_panel(context, "college_students", "college_enrolment").notes


def test_a_round_of_schools_nobody_listed_is_never_called_complete(tmp_path: Path) -> None:
    context = context_of(tmp_path, 1, 2)
    shown = reporting(context, reports_on_show(context, date(2026, 9, 20)))
    assert shown.headline == (
        "2026: only units that have reported so far are known (2); whether others are missing is not known yet"
    )
    assert {line[-1].text for line in shown.table.rows} == {"sent in; whether it is all is not known yet"}


def test_a_year_before_says_who_is_missing_and_the_round_is_complete_again(tmp_path: Path) -> None:
    context = context_of(tmp_path, 2, years=(2025, 2026))
    shown = reporting(context, reports_on_show(context, date(2026, 9, 20)))
    assert shown.headline == "2026: all 2 units have reported"
    assert {line[-1].text for line in shown.table.rows} == {"✔ complete"}
    assert [note for note in by_school(context).notes if "only units" in note] == []


def test_a_figure_changed_by_a_school_that_came_is_no_revision(tmp_path: Path) -> None:
    """30 of 50 is 60.0%, 50 of 110 is 45.5%: neither school changed a number."""
    shown = changes(context_of(tmp_path, 1, 2))
    assert " 0 revised, 0 removed" in shown.headline
    share = next(line for line in shown.table.rows if line[0].text.startswith("Dual-qualified share"))
    assert [cell.text for cell in share[2:5]] == ["units added", "60.0", "45.5"]


def test_a_number_a_school_corrects_is_a_revision(tmp_path: Path) -> None:
    tiny_release(tmp_path, date(2026, 9, 1), teachers_of(1), status=RowStatus.REPORTED)
    frames = teachers_of(1)
    frames["teachers"] = frames["teachers"].assign(value=[80.0, 50.0, 25.0])
    tiny_release(tmp_path, date(2026, 9, 15), frames, status=RowStatus.REPORTED)
    own = releases(tmp_path)
    shown = changes(context_for(own.latest(), Language.EN, releases=own))
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
    context = context_of(tmp_path, 1, language=language)
    assert goal_panel(context, "dual_qualified_share", "teachers").headline == words
    nothing = {Language.ZH: "在綦大学生：尚无数据", Language.EN: "College students: no data yet"}
    assert goal_panel(context, "college_students", "college_enrolment").headline == nothing[language]


def test_the_command_prints_a_value_after_the_year_of_its_goal(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    context_of(tmp_path, 1)
    assert main(["--lang", "en", "assess", "--root", str(tmp_path)]) == OK
    lines = {line[0]: line for line in csv.reader(capsys.readouterr().out.splitlines())}
    assert lines["dual_qualified_share"][1:5] == ["2026", "60%", "60%", ""]
    assert lines["college_students"][1:3] == ["", ""]
