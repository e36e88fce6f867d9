"""A year that nobody reported, with a later one complete: it is named on every panel, in tables and by the command."""

from __future__ import annotations

import csv
import io
from datetime import date
from pathlib import Path

import openpyxl
import pandas as pd
import pytest

from core.assess_release import assessment_of
from core.commands.main import main
from core.commands.reports.scenario_report import report_lines
from core.context import context_for
from core.exports.scenario.workbook import scenario_workbook
from core.language import Language
from core.panels.judgement.closing import closing_panel
from core.panels.panel import Panel
from core.panels.registry import PANELS
from core.panels.scenario.goals import goal_panel
from core.panels.scenario.scenario import Scenario, prepare_scenario
from core.panels.scenario.start_notes import part_notes
from core.panels.units_not_reported import incomplete_notes, newest_incomplete
from core.queries import Returns
from core.queries.completeness.missing_returns import missing_rows
from core.scenario.run import run
from core.scenario_basis.from_release import basis_of
from core.snapshots import Releases, Snapshot
from tests.support.release_frames import tiny_release, tiny_release_frames
from tests.support.rounds.partial_release import demonstration_rows, partial_release, reporting_units

YEARLY = ("enrolment", "teachers", "college_enrolment", "training")
SENTENCE = {Language.ZH: "2023年尚无单位报送。", Language.EN: "Nobody has reported 2023 yet."}


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("home")


@pytest.fixture(scope="module")
def release(home: Path) -> Snapshot:
    """Every year from 2020 to 2025 but 2023, which no school and no college reported."""
    frames = tiny_release_frames()
    gap = {name: frames[name][frames[name]["year"] != 2023] for name in YEARLY}
    # Conditions are of 2025 alone there: here of the years around the gap as well.
    yearly = [frames["conditions"].assign(year=year) for year in (2022, 2024, 2025)]
    gap["conditions"] = pd.concat(yearly, ignore_index=True)
    return tiny_release(home / "snapshots", date(2026, 3, 1), {**frames, **gap})


def value_in(panel: Panel, year: int) -> str:
    """What stands in the column of values for a year."""
    place = [column.id for column in panel.table.columns].index("value")
    (text,) = [line[place].text for line in panel.table.rows if line[0].text == str(year)]
    return text


@pytest.mark.parametrize("language", Language)
@pytest.mark.parametrize(
    "name",
    [
        "secondary_vocational_enrolment",
        "vocational_share",
        "dual_qualified_share",
        "enrolment_schools",
        "dual_qualified_schools",
        "training_person_times",
        "training_employment_share",
    ],
)
def test_the_year_has_a_sentence_on_every_panel_it_is_missing_from(
    release: Snapshot, language: Language, name: str
) -> None:
    notes = PANELS[name](context_for(release, language), {}).notes
    assert [note for note in notes if SENTENCE[language] in note] == [SENTENCE[language]]


def test_the_year_stands_in_the_tables_as_not_reported(release: Snapshot) -> None:
    context = context_for(release, Language.EN)
    panel = PANELS["secondary_vocational_enrolment"](context, {})
    assert [value_in(panel, year) for year in (2022, 2023, 2024)] == ["2,000", "not reported", "2,400"]
    assert value_in(closing_panel(context, "secondary_vocational_enrolment"), 2023) == "not reported"


@pytest.mark.parametrize(
    ("language", "said"),
    [
        (Language.ZH, "，到期前从未达到，其间2023年没有数值"),
        (Language.EN, ", never reached before the due date, no value for 2023 on the way"),
    ],
)
def test_a_goal_that_is_due_names_the_year_of_which_nobody_knows_what_was_reached(
    release: Snapshot, language: Language, said: str
) -> None:
    """Of 2023 no school reported anything; projects are reported by nobody year by year."""
    context = context_for(release, language)
    assert closing_panel(context, "secondary_vocational_enrolment").headline.endswith(said)
    assert "2023" not in closing_panel(context, "colleges").headline


@pytest.mark.parametrize(
    ("name", "cells"),
    [
        ("enrolment_schools", [["not reported"] * 3] * 2),
        ("enrolment_programmes", [["not reported"] * 3] * 3),
        ("feeder", [["6,500", "8,400", "not reported", "not reported"]]),
        ("college_students_by_institution", [["not reported", "not reported"]]),
    ],
)
def test_the_year_stands_in_every_table_of_parts_too(release: Snapshot, name: str, cells: list[list[str]]) -> None:
    table = PANELS[name](context_for(release, Language.EN), {}).table
    numbers = [place for place, column in enumerate(table.columns) if column.numeric][1:]
    assert [[line[place].text for place in numbers] for line in table.rows if line[0].text == "2023"] == cells


@pytest.mark.parametrize(
    ("language", "sentences"),
    [
        (
            Language.EN,
            [
                "College students – No data for 2023 (College enrolment): the rates are worked out from the other"
                " years.",
                "Vocational enrolment – No data for 2023 (Conditions, Enrolment): Vocational retention into year 2,"
                " Vocational retention into year 3 come from 2022.",
                "Dual-qualified share – No data for 2023 (Teachers): Teachers hired a year, Certified dual-qualified a"
                " year come from 2022.",
            ],
        ),
        (
            Language.ZH,
            [
                "在綦大学生：高校在校生表缺2023年数据：各项比率由其余年份算出。",
                "中职在校生：办学条件、在校生表缺2023年数据：中职一升二巩固率、中职二升三巩固率取自2022年。",
                "双师型占比：教师表缺2023年数据：每年新进专任教师、双师型年认定率取自2022年。",
            ],
        ),
    ],
)
def test_a_scenario_says_which_year_is_missing_and_which_its_rates_come_from(
    release: Snapshot, language: Language, sentences: list[str]
) -> None:
    """Retention and recruitment need two years in a row; the last such pair before the gap ends in 2022."""
    context = context_for(release, language)
    basis = basis_of(context)
    said = part_notes(basis, context)
    assert [sentence for sentence in sentences if sentence not in said] == []
    label = context.texts("note.of_indicator", label=context.called("college_students"), note=SENTENCE[language])
    assert label in said
    assert not [sentence for sentence in said if sentence.startswith(context.called("colleges"))]
    values = basis.values({})
    report = Scenario(context, basis, values, run(basis, values), run(basis, values), 2030)
    assert report_lines(report)[1 : 1 + len(said)] == list(said)
    book = openpyxl.load_workbook(io.BytesIO(scenario_workbook(context, basis, values, until=2030)))
    written = {str(cell.value) for row in book.worksheets[0].iter_rows() for cell in row}
    assert [sentence for sentence in said if sentence not in written] == []
    scenario = prepare_scenario(context, {}, draws=0)
    named = context.texts("note.of_indicator", label=context.called("dual_qualified_share"), note="")
    on_page = goal_panel(scenario, "dual_qualified_share").notes
    assert [note for note in on_page if "2022" in note] == [sentences[-1].removeprefix(named)]


def test_of_every_measure_a_year_between_two_reported_ones_is_owed(tmp_path: Path) -> None:
    """Entrants alone were not asked for in 2022: nothing else of that year is missing."""
    frames = tiny_release_frames()
    enrolment = frames["enrolment"]
    frames["enrolment"] = enrolment[(enrolment["year"] != 2022) | (enrolment["measure"] != "entrants")]
    returns = Returns(tiny_release(tmp_path, date(2026, 3, 1), frames))
    missing = {(row["year"], row["measure"], row["symbol"]) for row in missing_rows(returns, "enrolment").to_pylist()}
    assert missing == {(2022, "entrants", "not_reported")}


def test_years_before_the_first_return_and_years_to_come_are_not_called_unreported(release: Snapshot) -> None:
    notes = PANELS["secondary_vocational_enrolment"](context_for(release, Language.EN), {}).notes
    assert not [note for note in notes if "2019" in note or "2026" in note]


@pytest.mark.parametrize(("year", "notes"), [("2022", ()), ("2023", (SENTENCE[Language.EN],))])
def test_a_number_taken_apart_names_the_year_only_when_it_is_that_year(
    release: Snapshot, year: str, notes: tuple[str, ...]
) -> None:
    shown = PANELS["number"](
        context_for(release, Language.EN), {"indicator": "secondary_vocational_enrolment", "year": year}
    )
    assert shown.notes == notes


@pytest.mark.usefixtures("release")
def test_the_command_names_the_year_in_its_column(
    home: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("DASHBOARD_HOME", str(home))
    main(["--lang", "en", "assess"])
    rows = {line[0]: line[-1] for line in csv.reader(io.StringIO(capsys.readouterr().out))}
    assert rows["secondary_vocational_enrolment"] == SENTENCE[Language.EN]
    assert rows["schools_meeting_standard"] == SENTENCE[Language.EN]  # judged from the conditions of schools
    assert rows["colleges"] == ""


@pytest.mark.slow
@pytest.mark.parametrize(
    ("language", "card", "note"),
    [
        (Language.ZH, "2026年尚无单位报送", "2026年尚无单位报送。"),
        (Language.EN, "2026: nobody has reported", "Nobody has reported 2026 yet."),
    ],
)
def test_nobody_is_said_alike_whether_others_have_reported_the_table_or_not(
    tmp_path: Path, language: Language, card: str, note: str
) -> None:
    """Of five vocational schools none has returned 2026: first no school at all, then the five general ones have."""
    general = [unit for unit in reporting_units(demonstration_rows()) if "-gh-" in unit]
    for place, units in enumerate(([], general)):
        context = context_for(partial_release(tmp_path / str(place), units), language)
        assessment = assessment_of(context, "secondary_vocational_enrolment")
        assert newest_incomplete(assessment, context) == card
        assert incomplete_notes(assessment, context) == (note,)
        assert note in PANELS["enrolment_schools"](context, {}).notes
        assert part_notes(basis_of(context), context, "secondary_vocational_enrolment") == (note,)


def test_the_parts_of_a_share_are_not_reported_where_the_share_is_not(release: Snapshot) -> None:
    table = PANELS["vocational_share"](context_for(release, Language.EN), {}).table
    places = [place for place, column in enumerate(table.columns) if column.id in ("value", "numerator", "denominator")]
    (cells,) = [[line[place].text for place in places] for line in table.rows if line[0].text == "2023"]
    assert cells == ["not reported"] * 3


@pytest.mark.parametrize(
    ("as_of", "word"), [(date(2025, 8, 31), "not yet published"), (date(2026, 3, 1), "not reported")]
)
def test_a_year_that_is_counted_by_now_and_that_nobody_sent_is_not_reported_and_not_still_to_come(
    tmp_path: Path, as_of: date, word: str
) -> None:
    """The newest return is of 2024; the goal is due at the end of 2025, and schools count on 1 September."""
    frames = tiny_release_frames()
    until = {name: frames[name][frames[name]["year"] <= 2024] for name in (*YEARLY, "conditions")}
    context = context_for(tiny_release(tmp_path, as_of, {**frames, **until}), Language.EN)
    for panel in (PANELS["vocational_share"](context, {}), PANELS["dual_qualified_share"](context, {})):
        assert value_in(panel, 2025) == word
    if as_of.year == 2026:
        closing = closing_panel(context, "secondary_vocational_enrolment")
        assert "2025: not reported, so nothing can be said yet" in closing.headline
        assert value_in(closing, 2025) == word
        (verdict, *_) = PANELS["secondary_vocational_enrolment"](context, {}).opinions
        assert verdict.sentence == (
            "The goal is due but its year has no value (2025: not reported), so no verdict is given."
        )


def test_what_nobody_ever_sent_is_not_reported_in_every_table_and_was_known_at_no_time(tmp_path: Path) -> None:
    frames = tiny_release_frames()
    alone = {name: rows if name == "teachers" else rows.iloc[:0] for name, rows in frames.items()}
    release = tiny_release(tmp_path, date(2026, 3, 1), alone)
    context = context_for(release, Language.EN, releases=Releases((release,), (), False))
    share = PANELS["vocational_share"](context, {})
    assert {value_in(share, year) for year in range(2020, 2026)} == {"not reported"}
    closing = closing_panel(context, "vocational_share")
    assert {value_in(closing, year) for year in range(2020, 2026)} == {"not reported"}
    assert closing.notes == ()
    places = [column.id for column in closing.table.columns]
    assert {line[places.index("vintage")].text for line in closing.table.rows} == {"—"}
