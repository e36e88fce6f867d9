"""Findings become marks and lines of the list: which of them, where, in which words and how wide."""

from __future__ import annotations

from dataclasses import replace
from io import BytesIO
from typing import Any

from openpyxl import load_workbook

from core.intake.findings import Finding, Place, Severity, finding
from core.intake.marked_copy import marked_copy
from core.language import Language
from tests.support.intake_files import workbook

FRUIT = workbook([(None, 1)], "Fruit")


def on_pear(severity: Severity, *place: Any, rule: str = "") -> Finding:
    return replace(finding("column_not_known", severity, Place(*place), found="pear"), rule=rule)


CELL = on_pear(Severity.SOFT, "Fruit", 1, "B", rule="cohorts_year")
ROW = on_pear(Severity.HARD, "Fruit", 3)
SHEET = on_pear(Severity.SOFT, "Fruit")
NOTE = on_pear(Severity.NOTE, "Fruit", 7, "C")
TOLD = (
    "“pear” is no column of the template and was not imported: correct the heading if it should be; "
    "else delete the column or say that it is not needed."
)


def copied(*findings: Finding, explanations: dict[str, str] | None = None) -> Any:
    content = marked_copy(FRUIT, "fruit.xlsx", findings, Language.EN, explanations)
    return load_workbook(BytesIO(content))


def test_every_finding_but_notes_is_listed_in_its_words_and_colour() -> None:
    explained = {CELL.id: "new this year", ROW.id: "not asked for", NOTE.id: "nor this"}
    sheet = copied(NOTE, CELL, ROW, SHEET, explanations=explained)["Findings"]
    assert sheet["A1"].value == "1 mistake to put right, 2 unusual values to check"
    assert [[cell.value for cell in row] for row in sheet.iter_rows(min_row=4)] == [
        ["No.", "Sheet", "Row", "Column", "Kind", "What is wrong", "Explanation", "Check", "Id"],
        [1, "Fruit", 1, "B", "Unusual", TOLD, "new this year", "Year of cohorts", CELL.id],
        [2, "Fruit", 3, None, "Mistake", TOLD, None, None, ROW.id],
        [3, "Fruit", None, None, "Unusual", TOLD, None, None, SHEET.id],
    ]
    colours = [[cell.fill.start_color.rgb for cell in row] for row in sheet.iter_rows(min_row=5)]
    plain, red, yellow = "00000000", "FFFFC7CE", "FFFFEB9C"
    assert colours == [[plain] * 4 + [colour] + [plain] * 4 for colour in (yellow, red, yellow)]


def test_the_columns_of_the_list_are_as_wide_as_what_they_hold_and_the_id_is_hidden() -> None:
    sheet = copied(CELL)["Findings"]
    widths = {letter: sheet.column_dimensions[letter].width for letter in "ABCDEFGHI"}
    assert widths == {"A": 6, "B": 18, "C": 8, "D": 8, "E": 10, "F": 80, "G": 40, "H": 24, "I": 10}
    assert [letter for letter in "ABCDEFGHI" if sheet.column_dimensions[letter].hidden] == ["I"]


def test_cells_are_marked_a_row_at_its_first_cell_and_a_whole_sheet_nowhere() -> None:
    sheet = copied(NOTE, CELL, ROW, SHEET)["Fruit"]
    marks = {
        cell.coordinate: (cell.fill.start_color.rgb, cell.comment.text, cell.comment.author)
        for row in sheet.iter_rows()
        for cell in row
        if cell.comment is not None
    }
    assert marks == {"B1": ("FFFFEB9C", TOLD, "Check"), "A3": ("FFFFC7CE", TOLD, "Check")}
    assert sheet["B1"].value == 1


def test_no_explanations_are_no_explanations() -> None:
    for explanations in (None, {}):
        sheet = copied(CELL, explanations=explanations)["Findings"]
        assert [sheet["G5"].value, sheet["A5"].value, sheet["A6"].value] == [None, 1, None]


def test_the_list_and_the_marks_of_an_earlier_time_are_known_in_every_language() -> None:
    chinese = marked_copy(FRUIT, "fruit.xlsx", [CELL], Language.ZH)
    english = load_workbook(BytesIO(marked_copy(chinese, "fruit.xlsx", [ROW], Language.EN, earlier_lists=["问题清单"])))
    assert english.sheetnames == ["Findings", "Fruit"]
    assert [english["Fruit"][at].comment is None for at in ("B1", "A3")] == [True, False]
    assert load_workbook(BytesIO(marked_copy(FRUIT, "fruit.xlsx", []))).sheetnames == ["问题清单", "Fruit"]
