"""How the list of marks looks in the workbook that is sent back, and how it is found again when marking twice."""

from __future__ import annotations

from io import BytesIO
from typing import Any

import xlsxwriter
from openpyxl import load_workbook

from core.intake.marking.mark_file import mark_file
from core.intake.marking.marks import CommentAuthor, Fill, ListColumn, ListRow, ListSheet, Mark

COLUMNS = (ListColumn("No.", 6), ListColumn("What", 40), ListColumn("Where", 12))
AUTHOR = CommentAuthor("checker", frozenset({"checker"}))


def plain(font: str = "Calibri") -> bytes:
    """One sheet with a number in B2, nothing else."""
    out = BytesIO()
    book: Any = xlsxwriter.Workbook(out)
    book.add_worksheet("Data").write_number(1, 1, 5, book.add_format({"font_name": font, "num_format": "0.00"}))
    book.close()
    return out.getvalue()


def marked(*marks: Mark, content: bytes | None = None) -> Any:
    listed = ListSheet(
        name="List",
        earlier_names=frozenset({"List"}),
        title="Title",
        guide="Guide",
        columns=(
            ListColumn("No.", 6),
            ListColumn("What", 40),
            ListColumn("Where", 12),
            ListColumn("id", 10, hidden=True),
        ),
        rows=tuple(ListRow((number, mark.comment, "", "x"), mark.fill) for number, mark in enumerate(marks, start=1)),
        fill_column=1,
    )
    return load_workbook(BytesIO(mark_file(content or plain(), "data.xlsx", marks, listed, AUTHOR)))


def test_the_list_has_a_large_title_a_wrapped_guide_and_bold_headings() -> None:
    sheet = marked(Mark("Data", "B2", Fill.RED, "wrong"))["List"]
    assert [(sheet[at].font.bold, sheet[at].font.size) for at in ("A1", "A4", "D4")] == [
        (True, 14),
        (True, 11),
        (True, 11),
    ]
    assert not sheet["A5"].font.bold
    assert [bool(sheet[at].alignment.wrap_text) for at in ("A1", "A2", "A4", "B5")] == [False, True, True, True]
    assert {sheet[at].alignment.vertical for at in ("A1", "A2", "A4", "B5")} == {"top"}
    assert [sheet.row_dimensions[row].height for row in (1, 2, 4, 5)] == [24, 32, 16, 16]
    assert [sheet.column_dimensions[column].width for column in "ABCD"] == [6, 40, 12, 10]
    assert [sheet.column_dimensions[column].hidden for column in "ABCD"] == [False, False, False, True]


def test_the_headings_stay_in_sight_and_the_guide_lies_over_all_columns_shown() -> None:
    sheet = marked(Mark("Data", "B2", Fill.RED, "wrong"))["List"]
    assert sheet.freeze_panes == "A5"
    assert [str(cells) for cells in sheet.merged_cells.ranges] == ["A2:C2"]
    assert (sheet.page_setup.orientation, sheet.page_setup.paperSize, sheet.page_setup.fitToHeight) == (
        "landscape",
        9,
        0,
    )
    assert sheet.sheet_properties.pageSetUpPr.fitToPage


def test_numbers_stay_numbers_and_an_empty_cell_keeps_its_look() -> None:
    sheet = marked(Mark("Data", "B2", Fill.RED, "wrong"), Mark("Data", "A9", Fill.YELLOW, "odd"))["List"]
    assert [[cell.value for cell in row] for row in sheet.iter_rows(min_row=5)] == [
        [1, "wrong", None, "x"], [2, "odd", None, "x"],
    ]  # fmt: skip
    fills = [[cell.fill.start_color.rgb for cell in row if cell.fill.fill_type] for row in sheet.iter_rows(min_row=5)]
    assert fills == [["FFFFC7CE"], ["FFFFEB9C"]]
    assert sheet["C5"].alignment.wrap_text


def test_the_list_is_written_in_the_font_of_the_file_and_the_mark_keeps_the_format_of_its_cell() -> None:
    book = marked(Mark("Data", "B2", Fill.RED, "wrong"))
    assert book["List"]["A1"].font.name == "Calibri"
    cell = book["Data"]["B2"]
    assert (cell.value, cell.number_format, cell.fill.start_color.rgb) == (5, "0.00", "FFFFC7CE")
    other = book["Data"]["A1"]
    assert other.fill.fill_type is None
