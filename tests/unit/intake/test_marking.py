"""Cells of somebody's workbook are coloured and commented, and everything else in the file stays as it was."""

from __future__ import annotations

import re
import zipfile
from io import BytesIO
from typing import Any

import pytest
import xlsxwriter
from openpyxl import load_workbook

from core.intake.marking.mark_file import mark_file
from core.intake.marking.marks import CommentAuthor, Fill, ListColumn, ListRow, ListSheet, Mark
from core.intake.workbook.errors import WorkbookError
from core.intake.workbook.xlsx_file import read_xlsx

AUTHOR = CommentAuthor("checker", frozenset({"checker", "old checker"}))
SHEET = "xl/worksheets/sheet1.xml"
RELATIONS = "xl/_rels/workbook.xml.rels"


def fruit() -> bytes:
    """A workbook with styles, a formula, merged cells, a comment, a chart, a print area and a second sheet."""
    out = BytesIO()
    book: Any = xlsxwriter.Workbook(out)
    sheet, other = book.add_worksheet("Fruit"), book.add_worksheet("Veg")
    sheet.write_row(0, 0, ("apple", 12))
    sheet.write_formula("B2", "=B1*2", book.add_format({"bold": True, "num_format": "#,##0"}), 24)
    sheet.merge_range("A4:B5", "pear")
    sheet.write_comment("B2", "counted twice")
    chart = book.add_chart({"type": "column"})
    chart.add_series({"values": "=Fruit!$B$1:$B$2"})
    sheet.insert_chart("D2", chart)
    other.print_area("A1:B2")
    other.write_string(0, 0, "leek")
    book.close()
    return out.getvalue()


def list_of(marks: tuple[Mark, ...]) -> ListSheet:
    return ListSheet(
        name="To do",
        earlier_names=frozenset({"To do", "Earlier list"}),
        title=f"{len(marks)} marks",
        guide="Put right what is red.",
        columns=(ListColumn("No.", 6), ListColumn("What", 40), ListColumn("id", 10, hidden=True)),
        rows=tuple(ListRow((number, mark.comment, "x"), mark.fill) for number, mark in enumerate(marks, start=1)),
        fill_column=1,
    )


def mark(*marks: Mark, content: bytes | None = None, name: str = "fruit.xlsx") -> bytes:
    return mark_file(content or fruit(), name, marks, list_of(marks), AUTHOR)


def marked(*marks: Mark, content: bytes | None = None, name: str = "fruit.xlsx") -> Any:
    return load_workbook(BytesIO(mark(*marks, content=content, name=name)))


def red(cell: str, comment: str = "wrong", sheet: str = "Fruit") -> Mark:
    return Mark(sheet, cell, Fill.RED, comment)


def yellow(cell: str, comment: str = "unusual", sheet: str = "Fruit") -> Mark:
    return Mark(sheet, cell, Fill.YELLOW, comment)


def parts(content: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(BytesIO(content)) as book:
        return {name: book.read(name) for name in book.namelist()}


def repacked(changes: dict[str, bytes | None], content: bytes | None = None) -> bytes:
    """A workbook with some of its parts replaced or (None) left out."""
    out = BytesIO()
    with zipfile.ZipFile(out, "w") as new:
        for name, data in {**parts(content or fruit()), **changes}.items():
            if data is not None:
                new.writestr(name, data)
    return out.getvalue()


def colour(cell: Any) -> str | None:
    return None if cell.fill.fill_type is None else str(cell.fill.start_color.rgb)


def test_a_marked_cell_has_its_colour_and_comment_and_keeps_its_value_font_and_number_format() -> None:
    cell = marked(red("B2"))["Fruit"]["B2"]
    assert (colour(cell), cell.value) == ("FFFFC7CE", "=B1*2")
    assert (cell.font.bold, cell.number_format) == (True, "#,##0")
    assert cell.comment.text == "counted twice\nwrong"
    assert colour(marked(yellow("B1"))["Fruit"]["B1"]) == "FFFFEB9C"


def test_of_several_marks_on_a_cell_red_shows_and_every_comment_once() -> None:
    cell = marked(yellow("B1"), red("B1"), yellow("B1"))["Fruit"]["B1"]
    assert colour(cell) == "FFFFC7CE"
    assert cell.comment.text == "unusual\nwrong"


def test_cells_that_are_not_there_are_made_in_their_order() -> None:
    sheet = marked(red("C1"), red("A2"), red("A3"), red("Z40"), red("B40"))["Fruit"]
    assert [colour(sheet[at]) for at in ("C1", "A2", "A3", "Z40", "B40", "A1")] == ["FFFFC7CE"] * 5 + [None]
    (grid, *_) = [grid for grid in read_xlsx(mark(red("Z40"), red("A3")), "a").grids if grid.name == "Fruit"]
    assert [row.number for row in grid.rows] == [1, 2, 4]


def test_a_covered_cell_is_marked_at_the_first_of_the_merged_ones() -> None:
    sheet = marked(red("B5"))["Fruit"]
    assert colour(sheet["A4"]) == "FFFFC7CE"
    assert sheet["A4"].comment.text == "wrong"


def test_every_value_and_every_other_part_stays_byte_by_byte() -> None:
    content = fruit()
    before, after = parts(content), parts(mark(red("B2"), content=content))
    assert {name for name in before if before[name] != after[name]} == {
        "[Content_Types].xml",
        "xl/workbook.xml",
        "xl/_rels/workbook.xml.rels",
        "xl/styles.xml",
        SHEET,
        "xl/comments1.xml",
        "xl/drawings/vmlDrawing1.vml",
    }
    assert set(after) - set(before) == {"xl/worksheets/findings.xml"}
    values = {grid.name: grid.rows for grid in read_xlsx(mark(red("B2"), content=content), "a").grids}
    assert {grid.name: grid.rows for grid in read_xlsx(content, "a").grids}.items() <= values.items()


def test_the_list_is_the_first_sheet_and_names_keep_their_sheets() -> None:
    book = marked(red("B2", "=1+1"), yellow("B1"))
    assert (book.sheetnames, book.active.title) == (["To do", "Fruit", "Veg"], "To do")
    rows = [[cell.value for cell in row] for row in book["To do"].iter_rows()]
    assert rows[0][0] == "2 marks"
    assert rows[1][0] == "Put right what is red."
    assert rows[3:] == [["No.", "What", "id"], [1, "=1+1", "x"], [2, "unusual", "x"]]
    assert book["To do"]["B5"].data_type == "s"
    assert [colour(book["To do"][at]) for at in ("B5", "B6", "A5")] == ["FFFFC7CE", "FFFFEB9C", None]
    assert book["To do"].column_dimensions["C"].hidden
    assert book["Veg"].print_area == "'Veg'!$A$1:$B$2"


def test_marking_again_takes_off_earlier_marks_and_the_earlier_list() -> None:
    once = mark(red("B2"), red("B1"))
    sheet = marked(yellow("A1"), content=once)["Fruit"]
    assert marked(content=once).sheetnames == ["To do", "Fruit", "Veg"]
    assert [colour(sheet[at]) for at in ("A1", "B1", "B2")] == ["FFFFEB9C", None, None]
    assert sheet["B1"].comment is None
    assert sheet["B2"].comment.text == "counted twice"


def test_a_mark_for_no_sheet_or_no_cell_of_the_file_is_left_out() -> None:
    book = marked(red("B1", sheet="Meat"), red("B0"), red("ABCD1"))
    assert [colour(cell) for row in book["Fruit"].iter_rows() for cell in row if colour(cell)] == []


def test_at_most_2000_cells_are_marked() -> None:
    sheet = marked(*(red(f"A{row}") for row in range(10, 2_012)))["Fruit"]
    assert [colour(sheet[at]) for at in ("A2009", "A2010", "A2011")] == ["FFFFC7CE", None, None]


def test_a_csv_file_comes_back_as_a_workbook_of_texts() -> None:
    book = marked(red("B2", sheet="fruit"), content=b"name,number\n=1+1,012\n", name="fruit.csv")
    assert book.sheetnames == ["To do", "fruit"]
    sheet = book["fruit"]
    assert [(cell.value, cell.data_type) for cell in sheet[2]] == [("=1+1", "s"), ("012", "s")]
    assert colour(sheet["B2"]) == "FFFFC7CE"
    assert marked(content=b"a,b\n", name="TO DO.csv").sheetnames == ["To do 2", "TO DO"]
    assert marked(content=b"a,b\n", name="a[b]:c.csv").sheetnames == ["To do", "a_b__c"]


def test_the_same_file_and_marks_give_the_same_bytes() -> None:
    content = fruit()
    assert mark(red("B2"), content=content) == mark(red("B2"), content=content)


def test_a_file_without_styles_gets_some() -> None:
    content = parts(fruit())
    changes: dict[str, bytes | None] = {
        "xl/styles.xml": None,
        RELATIONS: re.sub(rb"<Relationship [^>]*styles[^>]*>", b"", content[RELATIONS]),
        "[Content_Types].xml": re.sub(rb"<Override [^>]*styles[^>]*>", b"", content["[Content_Types].xml"]),
        SHEET: content[SHEET].replace(b' s="1"', b""),
    }
    marked_file = mark(red("B1"), content=repacked(changes))
    assert colour(load_workbook(BytesIO(marked_file))["Fruit"]["B1"]) == "FFFFC7CE"
    after = parts(marked_file)
    styles = after["xl/styles.xml"].decode()
    style = re.search(rb'<c s="(\d+)" r="B1">', after[SHEET])
    assert style is not None
    formats = re.findall(r"<xf[ /][^>]*>", styles.partition("<cellXfs")[2])
    assert 'fillId="2"' in formats[int(style[1])]
    assert 'rgb="FFFFC7CE"' in re.findall(r"<fill>.*?</fill>", styles)[2]


@pytest.mark.parametrize(
    ("changes", "code"),
    [
        ({"[Content_Types].xml": None}, "unreturnable"),
        ({"xl/styles.xml": b"<styles><fonts/></styles>"}, "unreturnable"),
        ({"xl/comments1.xml": b"<comments"}, "unreturnable"),
        ({SHEET: None}, "damaged"),
    ],
)
def test_a_file_that_cannot_be_changed_is_refused_by_its_code(changes: dict[str, bytes | None], code: str) -> None:
    with pytest.raises(WorkbookError) as error:
        mark(red("B2"), content=repacked(changes))
    assert error.value.code == code


def test_what_is_no_workbook_is_refused_as_by_reading() -> None:
    with pytest.raises(WorkbookError) as error:
        mark(content=b"%PDF-1.7")
    assert error.value.code == "pdf"
