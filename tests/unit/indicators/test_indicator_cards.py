"""Which indicators are found, what their cards say, and what the quality report still lacks and from whom."""

from __future__ import annotations

from io import BytesIO
from urllib.parse import unquote

import pytest
from openpyxl import load_workbook

from core.context import Context, context_for
from core.exports.table import csv_bytes, xlsx_bytes
from core.language import Language
from core.panels.indicators.all_indicators import indicator_values, task_indicators
from core.panels.indicators.quality_report import report_panel, tables_of, year_of_report
from core.panels.indicators.selection import Selection, chosen
from core.panels.indicators.sparkline import sparkline
from core.panels.indicators.trend_cards import series_of, trend_card
from core.snapshots import Releases
from tests.support.intake_files import newest
from tests.support.release_frames import AREA, frame, row, tiny_release, tiny_release_frames

GOALS = ("vocational_share", "dual_qualified_share", "college_students")
PARTNERS, BASES = "partner_enterprises", "training_bases"


@pytest.fixture(scope="module")
def context(tmp_path_factory: pytest.TempPathFactory) -> Context:
    """Partners: 40 and 30 in 2023, 44 and 31 in 2024. Bases: school A alone, 6 in 2024. Public money: 900 in 2024."""
    cells = [("secondary-a", PARTNERS, 2023, 40), ("secondary-b", PARTNERS, 2023, 30), ("secondary-a", BASES, 2024, 6)]
    cells += [("secondary-a", PARTNERS, 2024, 44), ("secondary-b", PARTNERS, 2024, 31)]
    rows = [
        row(unit, indicator=id, year=year, unit="bases" if id == BASES else "enterprises", value=float(value))
        for unit, id, year, value in cells
    ]
    rows.append(row("district", indicator="public_money", year=2024, unit="ten_thousand_yuan", value=900.0))
    frames = tiny_release_frames()
    observed = frame("observations", rows)
    frames["observations"] = observed.assign(unit_id=observed["unit_id"].replace("district", AREA))
    snapshot = tiny_release(tmp_path_factory.mktemp("releases"), frames=frames)
    return context_for(snapshot, Language.EN, releases=Releases((snapshot,), (), False))


def found(context: Context, **asked: str) -> list[str]:
    return [entry.indicator.id for entry in chosen(context, Selection(**asked))]


def test_indicators_are_found_by_words_task_section_and_source(context: Context) -> None:
    assert found(context, find="patents") == found(context, find="专利") == ["patents_granted"]
    assert {task.number for entry in chosen(context, Selection(find="学徒")) for task in entry.measures} == {14}
    assert found(context, task="12") == ["industry_education_alliances"]
    assert {"dual_qualified_share", "masters_studios", "ethics_cases_reported"} <= set(found(context, task="四"))
    assert (
        found(context, source="finance")
        == ["public_money", "special_bonds", "other_money"]
        == found(context, task="103")
    )
    assert found(context, task="77") == [] == found(context, find="no such thing")


def test_every_indicator_stands_there_once(context: Context) -> None:
    ids = found(context)
    assert len(ids) == len(set(ids)) == len(context.plan.indicators)


def test_a_card_writes_a_value_as_it_stands_beside_its_goal_elsewhere() -> None:
    shipped = context_for(newest(), Language.ZH)
    entries = [entry for entry in chosen(shipped, Selection()) if entry.indicator.id in GOALS]
    cards = {entry.indicator.id: trend_card(entry, series_of([entry], shipped), shipped).value for entry in entries}
    assert cards == {"vocational_share": "3.69 : 6.31", "dual_qualified_share": "61.2%", "college_students": "39,100人"}


def test_a_card_says_value_year_change_and_that_there_is_no_goal(context: Context) -> None:
    (entry,) = chosen(context, Selection(find=PARTNERS))
    card = trend_card(entry, series_of([entry], context), context)
    assert (card.value, card.year, card.change, card.note) == (
        "75 enterprises",
        "2024",
        "+5 enterprises since 2023",
        "",
    )
    assert (card.goal, card.illustrative) == ("No goal set", True)
    assert card.figure.startswith("data:image/svg+xml,")


def test_the_card_of_a_part_shows_no_value_but_who_it_is_of(context: Context) -> None:
    (entry,) = chosen(context, Selection(find=BASES, source="schools"))[:1]
    card = trend_card(entry, series_of([entry], context), context)
    assert (card.value, card.figure, card.change) == ("No whole year yet", "", "")
    assert card.note == "2024: 1 of 2 reported"


def test_the_panel_counts_what_is_there_what_is_in_part_and_what_nobody_sent(context: Context) -> None:
    panel = task_indicators(context, "14")  # partners, apprentices, two of order classes, enterprise money
    assert panel.headline == (
        "5 indicators: 1 with a figure of the district, 0 whose newest year is not whole, 4 that nobody has reported; "
        "0 with a goal of the plan"
    )
    assert indicator_values(context, Selection(find="zzz")).headline == (
        "No indicator fits: try another word, or a wider filter"
    )


def test_a_line_breaks_at_a_year_without_a_value() -> None:
    drawn = unquote(sparkline({2019: 1.0, 2020: 2.0, 2022: 3.0}, (2019, 2024)))
    path = drawn.split('d="')[1].split('"')[0]
    assert (path.count("M"), path.count("L")) == (2, 1)
    assert drawn.count("<circle") == 2  # the year that stands alone, and the newest
    assert sparkline({2024: 1.0}, (2019, 2024)) == ""


def test_an_empty_cell_of_the_report_says_why_and_from_whom(context: Context) -> None:
    panel = report_panel(context, 2024)
    lines = {line[1].text: line for line in panel.table.rows}
    bases = lines["Training bases"]
    assert (bases[2].text, bases[5].text) == ("not reported", "—")
    assert bases[6].text == (
        "1 of 2 reported; to supply on the sheet “Other indicators” from “School quality data: enterprises”: "
        "Demonstration secondary vocational school B"
    )
    assert "finance bureau" in lines["Special bonds for vocational education"][6].text
    # Of a year nobody sent, whoever sends the sheet: each school its students, whoever trains the training.
    empty = {line[1].text: line[6].text for line in report_panel(context, 2012).table.rows}
    students = "Not reported yet; to supply on the sheet “Enrolment”: vocational schools, each for itself"
    assert empty["Secondary vocational enrolment"] == students
    assert empty["Training of veterans, person-times"].endswith("“Training”: every unit that runs vocational training")
    partners = lines["Partner enterprises"]
    assert (partners[2].value, partners[4].value, partners[6].text) == (75, 2024, "—")
    assert partners[5].text == "Other indicators: returns.xlsx"


def test_a_quotient_of_the_report_is_worked_out_from_both_figures_of_the_year(context: Context) -> None:
    # 900 × 10,000 yuan over the 1,400 + 1,000 students of autumn 2024.
    line = next(line for line in report_panel(context, 2024).table.rows if line[1].text == "Public money a student")
    assert (line[2].value, line[3].text) == (3750, "yuan")


def test_the_report_is_written_of_the_newest_year_that_is_over(context: Context) -> None:
    assert (year_of_report(context, ""), year_of_report(context, "2023")) == (context.as_of.year - 1, 2023)


def test_the_workbook_of_the_report_has_a_sheet_for_each_table(context: Context) -> None:
    panel = report_panel(context, 2024)
    book = load_workbook(BytesIO(xlsx_bytes(panel, context.texts)))
    titles = [title for title, _ in tables_of(panel)]
    assert book.sheetnames[:-1] == titles
    assert sum(book[title].max_row - 1 for title in titles) == len(panel.table.rows)
    assert csv_bytes(panel, context.texts).decode("utf-8-sig").splitlines()[1].startswith("Table 1 Schools,")
