"""A returned workbook is the clerk's own file: results of formulas, charts, shapes and comments stay as they were."""

from __future__ import annotations

import re
import zipfile
from io import BytesIO
from typing import Any

import pytest
import xlsxwriter
from openpyxl import load_workbook

from core.intake.marked_copy import marked_copy
from core.intake.workbook.xlsx_file import read_xlsx
from core.language import Language
from tests.support.intake.small_demonstration import prepared, template
from tests.support.intake_files import TEACHERS

A = "示例中职学校A"


def own(comment: str = "含下半年新认定", specialised: int = 28) -> bytes:
    """A clerk's workbook with formulas and their results, a chart, a text box and a comment."""
    out = BytesIO()
    book: Any = xlsxwriter.Workbook(out)
    sheet = book.add_worksheet("表5 教师")
    sheet.write_row(0, 0, TEACHERS)
    sheet.write_row(1, 0, (A, "公办", 2026, 150))
    sheet.write_formula("E2", "=14*2", None, specialised)
    sheet.write_formula("F2", "=E2+3", book.add_format({"bold": True, "num_format": "#,##0"}), 31)
    sheet.insert_textbox("H3", "学校公章处")
    chart = book.add_chart({"type": "column"})
    chart.add_series({"values": "='表5 教师'!$D$2:$F$2"})
    sheet.insert_chart("B6", chart)
    sheet.write_comment("F2", comment)
    sheet.print_area("A1:F2")
    book.close()
    return out.getvalue()


def marked(content: bytes, **options: Any) -> bytes:
    checked = prepared(content)
    return marked_copy(content, "return.xlsx", checked.findings, earlier_lists=checked.reading.lists, **options)


def parts(content: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(BytesIO(content)) as book:
        return {name: book.read(name) for name in book.namelist()}


def ids(content: bytes) -> list[str]:
    return sorted(each.id for each in prepared(content).findings)


@pytest.mark.slow
def test_a_returned_file_sent_again_unopened_gives_the_same_findings() -> None:
    content = own()
    assert ids(marked(content)) == ids(content)
    form = template("500110-sv-a", 2026)
    assert ids(marked(form)) == ids(form)


def test_every_cell_reads_the_same_after_marking() -> None:
    for content in (own(), template("500110-sv-a", 2026)):
        before = {grid.name: grid.rows for grid in read_xlsx(content, "a").grids}
        after = {grid.name: grid.rows for grid in read_xlsx(marked(content), "a").grids}
        assert {name: after[name] for name in before} == before


def test_shapes_charts_and_everything_else_stay_byte_by_byte() -> None:
    content = own()
    before, after = parts(content), parts(marked(content))
    assert set(before) < set(after)
    changed = {name for name in before if before[name] != after[name]}
    assert changed == {
        "[Content_Types].xml",
        "xl/workbook.xml",
        "xl/_rels/workbook.xml.rels",
        "xl/styles.xml",
        "xl/worksheets/sheet1.xml",
        "xl/comments1.xml",
        "xl/drawings/vmlDrawing1.vml",
    }


def test_a_long_comment_of_the_clerk_is_kept_and_so_is_ours() -> None:
    comment = load_workbook(BytesIO(marked(own("很长" * 5_000))))["表5 教师"]["F2"].comment.text
    kept, _, ours = comment.partition("\n")
    assert kept == "很长" * 5_000
    assert ours.startswith("双师型教师数 31 > 专业课教师数 28；前者应不大于后者，请核对两处。\n")
    assert ours.endswith("请核对，属实请说明原因。")


def test_a_marked_cell_keeps_its_number_format_and_font() -> None:
    cell = load_workbook(BytesIO(marked(own())))["表5 教师"]["F2"]
    assert (cell.number_format, cell.font.bold, cell.fill.start_color.rgb) == ("#,##0", True, "FFFFC7CE")


def test_names_keep_the_sheet_they_belong_to_and_the_list_is_opened_first() -> None:
    once = load_workbook(BytesIO(marked(own())))
    assert once["表5 教师"].print_area == "'表5 教师'!$A$1:$F$2"
    assert once.active.title == "问题清单"
    assert [sheet.title for sheet in once.worksheets if sheet.sheet_view.tabSelected] == ["问题清单"]


def test_marks_of_an_earlier_time_are_taken_off_what_was_put_right() -> None:
    once = marked(own())
    sheet = "xl/worksheets/sheet1.xml"
    right = re.sub(rb"<v>31</v>", b"<v>20</v>", parts(once)[sheet])
    out = BytesIO()
    with zipfile.ZipFile(out, "w") as new:
        for name, data in parts(once).items():
            new.writestr(name, right if name == sheet else data)
    cell = load_workbook(BytesIO(marked_copy(out.getvalue(), "a.xlsx", ())))["表5 教师"]["F2"]
    assert cell.comment.text == "含下半年新认定"
    assert cell.fill.fill_type is None
    again = load_workbook(BytesIO(marked(once, language=Language.EN)))
    assert again.sheetnames == ["Findings", "表5 教师"]
    assert again["表5 教师"]["F2"].comment.text.count("31") == 2


def test_a_finding_on_a_cell_that_is_not_there_makes_one() -> None:
    out = BytesIO()
    book: Any = xlsxwriter.Workbook(out)
    sheet = book.add_worksheet("表5 教师")
    sheet.write_row(0, 0, TEACHERS)
    sheet.write_row(1, 1, ("公办", 2026, 150, 95, 64))
    book.close()
    page = load_workbook(BytesIO(marked(out.getvalue())))["表5 教师"]
    assert page["A2"].fill.start_color.rgb == "FFFFC7CE"
    assert page["A2"].comment is not None


@pytest.mark.parametrize("text", ["=1+1", "+1", "-1+2", "@SUM(A1)", '=HYPERLINK("http://x")'])
def test_a_text_that_looks_like_a_formula_never_becomes_one_in_a_returned_file(text: str) -> None:
    content = f'单位名称,年份,专任教师数,备注\r\n"{text.replace(chr(34), chr(34) * 2)}",2026,约150,\r\n'.encode()
    book = load_workbook(BytesIO(marked_copy(content, "教师.csv", prepared(content, "教师.csv").findings)))
    cells = [cell for sheet in book for line in sheet.iter_rows() for cell in line]
    assert [cell.coordinate for cell in cells if cell.data_type == "f"] == []
    assert book["教师"]["A2"].value == text
