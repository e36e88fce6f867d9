"""A programme of a school that is not small is suppressed in the newest year: what is said of it, what is marked."""

from __future__ import annotations

import csv
import io
from dataclasses import replace
from datetime import date
from pathlib import Path

import pandas as pd
import pytest

from core.assess_release import assessment_of
from core.commands.main import main
from core.context import Context, context_for
from core.datasets import Symbol
from core.exports.table import csv_bytes, xlsx_bytes
from core.language import Language
from core.panels.missing_value_notes import suppressed_in_points
from core.panels.pages.overview import overview
from core.panels.registry import PANELS
from core.scenario_basis.from_release import basis_of
from tests.support.goals import points
from tests.support.release_frames import tiny_release, tiny_release_frames

STUDENTS = "secondary_vocational_enrolment"


def until_2024(root: Path, language: Language = Language.EN, times: int = 1, hidden: bool = True) -> Context:
    """2024: school A has 940 in programme 71 and hides its 460 in programme 61; B has 1,000 in 61. 2023 is whole: 880,
    420 and 900. All numbers of students are multiplied by `times`."""
    frames = {
        name: table[table["year"] <= 2024] if "year" in table else table
        for name, table in tiny_release_frames().items()
    }
    students = frames["enrolment"].copy()
    students.loc[students["unit_id"] == "secondary-b", "programme_group"] = "61"
    students["value"] *= times
    cell = (students["unit_id"] == "secondary-a") & (students["programme_group"] == "61") & (students["year"] == 2024)
    cell &= students["measure"] == "enrolment"
    if hidden:
        students.loc[cell, "value"] = None
        students.loc[cell, "symbol"] = Symbol.SUPPRESSED
    return context_for(tiny_release(root, date(2024, 12, 31), {**frames, "enrolment": students}), language)


def test_the_forecast_of_a_release_starts_where_its_scenario_does(tmp_path: Path) -> None:
    context = until_2024(tmp_path)
    assessment, basis = assessment_of(context, STUDENTS), basis_of(context)
    assert assessment.latest is not None
    assert (assessment.latest.year, assessment.latest.value) == (2024, 1940)
    assert assessment.start is not None
    assert basis.enrolment is not None
    assert assessment.start.year == basis.enrolment.year == 2023
    assert assessment.start.value == 880 + 420 + 900
    assert assessment.forecast is not None
    assert int(assessment.forecast.years[0]) == 2024


@pytest.mark.parametrize(
    ("times", "gap", "word"), [(1, "at most 8,060 people", "Not enough data"), (6, "at least 1,640 people", "Met")]
)
def test_panel_card_and_number_say_at_least_of_the_value_and_of_its_gap(
    tmp_path: Path, times: int, gap: str, word: str
) -> None:
    """1,940 and 11,640 of 10,000, each without what is hidden."""
    context = until_2024(tmp_path, times=times)
    panel, (card,) = PANELS[STUDENTS](context, {}), [c for c in overview(context).cards if c.indicator == STUDENTS]
    value = f"{1940 * times:,} people (at least)"
    assert value in panel.headline
    assert card.tags == ("at least",)
    assert (card.word, panel.opinions[0].word) == (word, word)
    if word == "Met":
        assert card.gap == f"{gap} above the goal"
        assert "Even without 1,640 people (or more: the value is a lower bound) in 2024" in panel.opinions[0].sentence
    else:
        assert card.gap == panel.opinions[0].sentence
        assert "cannot be said" in card.gap
    left_out = "Of 2024 only a lower bound is known: forecast, momentum, pace and the record of past forecasts leave"
    assert [note for note in panel.notes if note.startswith(left_out)]
    assert [note for note in PANELS["number"](context, {"indicator": STUDENTS}).notes if note.startswith(left_out)]
    assert panel.figure is not None
    drawn = {trace["meta"]["role"]: (list(trace["x"]), list(trace["y"])) for trace in panel.figure.data}
    assert drawn["lower_bound"] == ([2024], [1940 * times])
    assert drawn["observed"][1][-1] is None
    assert (drawn["projected"][0][0], drawn["projected"][1][0]) == (2023, 2200 * times)
    latest = [note["text"] for note in panel.figure.layout["annotations"] if note.get("name") == "latest"]
    assert latest == [f"at least {1940 * times:,}"]


@pytest.mark.parametrize(
    ("language", "times", "value", "gap", "note"),
    [
        ("en", 1, "1,940 people (at least)", "at most 8,060 people", "The totals of 2024 leave out 1 suppressed cell"),
        ("en", 6, "11,640 people (at least)", "at least 1,640 people", "Of 2024 only a lower bound is known"),
        ("zh", 1, "1,940人（下限）", "不超过8,060人", "2024年合计未含1项不公布的数据，为下限"),
        ("zh", 6, "11,640人（下限）", "不少于1,640人", "2024年只知下限"),
    ],
)
def test_the_command_says_it_as_the_panel_does(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], language: str, times: int, value: str, gap: str, note: str
) -> None:
    until_2024(tmp_path, times=times)
    main(["--lang", language, "assess", "--root", str(tmp_path)])
    lines = {line[0]: line for line in csv.reader(io.StringIO(capsys.readouterr().out))}
    said = lines[STUDENTS]
    assert (said[2], said[4]) == (value, gap)
    assert note in said[-1]
    # The share lacks a part on one side: it has no value in 2024, and that of 2023 says why it is the newest.
    share = lines["vocational_share"]
    assert share[1] == "2023"
    assert ("2024: cells are suppressed, so there is no value." in share[-1]) is (language == "en")
    assert ("2024年有数据不公布，因此没有数值。" in share[-1]) is (language == "zh")


@pytest.mark.parametrize(
    ("panel_id", "part", "number"),
    [
        ("enrolment_schools", "Demonstration secondary vocational school A", 940),
        ("enrolment_programmes", "Agriculture, forestry and fishery", 1000),
    ],
)
def test_a_part_that_lacks_suppressed_cells_is_marked_in_its_own_row(
    tmp_path: Path, panel_id: str, part: str, number: int
) -> None:
    panel = PANELS[panel_id](until_2024(tmp_path / "hidden"), {})
    rows = [[cell.text for cell in line] for line in panel.table.rows if line[0].text == "2024"]
    marked = [line for line in rows if any("(at least)" in text for text in line)]
    assert [line[2] for line in marked] == [f"{number:,} (at least)"]
    texts = until_2024(tmp_path / "again").texts
    (heading, *lines) = csv.reader(io.StringIO(csv_bytes(panel, texts).decode("utf-8-sig")))
    assert heading[-1] == "lower bounds only"
    table = [line for line in lines[: len(panel.table.rows)] if line[-1]]
    assert [(line[0], line[2], line[-1]) for line in table] == [
        ("2024", str(number), f"{heading[2]}: at least, some cells are suppressed")
    ]
    assert marked[0][1] == table[0][1]
    assert marked[0][1] == part
    sheet = pd.read_excel(io.BytesIO(xlsx_bytes(panel, texts)), engine="openpyxl")
    assert list(sheet.columns) == heading
    assert sheet[heading[-1]].notna().sum() == 1
    whole = PANELS[panel_id](until_2024(tmp_path / "whole", hidden=False), {})
    assert "lower bounds only" not in csv_bytes(whole, texts).decode("utf-8-sig")
    assert not [cell for line in whole.table.rows for cell in line if "at least" in cell.text]


def test_a_ranking_led_by_a_lower_bound_says_at_least(tmp_path: Path) -> None:
    """Programme 61 has 1,000 and what A hides; programme 71 has 940."""
    headline = PANELS["enrolment_programmes"](until_2024(tmp_path), {}).headline
    assert "in 2024: at least 1,000 people; suppressed values are left out" in headline
    figure = PANELS["enrolment_schools"](until_2024(tmp_path / "schools"), {}).figure
    assert figure is not None
    caps = {note["x"]: note["text"] for note in figure.layout["annotations"] if note.get("name") == "total"}
    assert [text for text in caps.values() if "at least" in text] == ["at least 1,940"]


def test_a_year_without_a_total_has_no_lower_bound(tmp_path: Path) -> None:
    empty = points({2024: None})[0]
    assert suppressed_in_points([replace(empty, suppressed_parts=3)], until_2024(tmp_path)) == ()
