"""The clerk's own file comes back with its mistakes marked, and what is written into its list counts."""

from __future__ import annotations

from io import BytesIO
from typing import Any

import pytest
from openpyxl import load_workbook
from openpyxl.comments import Comment

from core.intake.findings import IntakeError
from core.intake.marked_copy import marked_copy
from core.intake.publishing.checklist import unexplained
from core.intake.reading.explanations import LIST_COLUMNS
from core.language import Language
from tests.support.intake.small_demonstration import prepared
from tests.support.intake_files import TEACHERS, saved, workbook

A = "示例中职学校A"
WRONG = workbook([TEACHERS, (A, "公办", 2026, 150, 28, 31), ("合计", None, 2026, 150, 28, 31)])
LEFT_OUT = (
    "表中没有这些列：行业企业兼职教师数、高级职称、中级职称、初级职称、未评职称，"
    "这些数视为没有填报；请补上，或说明原因。"
)


def returned(content: bytes = WRONG, name: str = "return.xlsx", language: Language = Language.ZH) -> Any:
    checked = prepared(content, name)
    marked = marked_copy(content, name, checked.findings, language, earlier_lists=checked.reading.lists)
    return load_workbook(BytesIO(marked))


def test_the_first_sheet_lists_what_is_wrong_with_its_place() -> None:
    sheet = returned().worksheets[0]
    assert sheet.title == "问题清单"
    assert sheet["A1"].value == "1处错误须改正，3处异常须核对"
    rows = [[cell.value for cell in line][:6] for line in sheet.iter_rows(min_row=5)]
    assert rows == [
        [1, "表5 教师", 1, None, "异常", LEFT_OUT],
        [2, "表5 教师", 2, "F", "错误", "双师型教师数 31 > 专业课教师数 28；前者应不大于后者，请核对两处。"],
        [3, "表5 教师", 2, "E", "异常", "专业课教师数 28，上年为 91，变化 -69%；请核对，属实请说明原因。"],
        [4, "表5 教师", 2, "F", "异常", "双师型教师数 31，上年为 60，变化 -48%；请核对，属实请说明原因。"],
    ]


def test_wrong_cells_are_coloured_and_commented_and_the_rest_stays() -> None:
    sheet = returned()["表5 教师"]
    assert [sheet[at].fill.start_color.rgb[-6:] for at in ("D2", "E2", "F2")] == ["000000", "FFEB9C", "FFC7CE"]
    assert sheet["F2"].comment.text.startswith(
        "双师型教师数 31 > 专业课教师数 28；前者应不大于后者，请核对两处。\n双师型教师数 31，上年为 60"
    )
    assert sheet["D2"].comment is None
    assert [cell.value for cell in sheet[2]] == [A, "公办", 2026, 150, 28, 31]


def test_a_comment_of_the_clerk_is_kept() -> None:
    book = load_workbook(BytesIO(WRONG))
    book.worksheets[0]["F2"].comment = Comment("含下半年新认定", "clerk")
    comment = returned(saved(book))["表5 教师"]["F2"].comment.text
    assert comment.startswith("含下半年新认定\n双师型教师数 31")


def test_it_speaks_english_when_asked() -> None:
    sheet = returned(language=Language.EN).worksheets[0]
    assert sheet.title == "Findings"
    assert sheet["F6"].value.startswith(
        "Dual-qualified teachers 31 > Specialised-course teachers 28: the former should"
    )


def test_an_explanation_written_into_the_list_is_read_back() -> None:
    right = workbook([TEACHERS, (A, "公办", 2026, 150, 28, 20)])
    found = prepared(right)
    book = load_workbook(BytesIO(marked_copy(right, "return.xlsx", found.findings)))
    place = LIST_COLUMNS.index("explanation") + 1
    for row in (5, 6, 7):
        book.worksheets[0].cell(row, place, "教师转入学校B")
    again = saved(book)
    explained = prepared(again).reading.explanations
    assert set(explained.values()) == {"教师转入学校B"}
    assert len(unexplained(found, {})) == 3
    assert unexplained(prepared(again), explained) == ()


def test_marking_twice_leaves_one_list() -> None:
    once = marked_copy(WRONG, "return.xlsx", prepared(WRONG).findings)
    assert [sheet.title for sheet in returned(once).worksheets] == ["问题清单", "表5 教师"]
    assert [sheet.title for sheet in returned(once, language=Language.EN).worksheets] == ["Findings", "表5 教师"]


def test_a_list_is_known_whatever_its_sheet_is_called() -> None:
    book = load_workbook(BytesIO(marked_copy(WRONG, "return.xlsx", prepared(WRONG).findings)))
    book.worksheets[0].title = "已改"
    assert returned(saved(book)).sheetnames == ["问题清单", "表5 教师"]


@pytest.mark.parametrize("title", ["问题清单", "Findings", "findings"])
def test_a_sheet_of_the_school_that_is_called_like_the_list_is_read_and_kept(title: str) -> None:
    book = load_workbook(BytesIO(WRONG))
    book.worksheets[0].title = title
    content = saved(book)
    assert [entry.row["unit_name"] for entry in prepared(content).reading.entries] == [A] * 3
    assert returned(content).sheetnames == ["问题清单 2" if title == "问题清单" else "问题清单", title]
    english = returned(content, language=Language.EN)
    assert english.sheetnames == ["Findings" if title == "问题清单" else "Findings 2", title]
    twice = returned(saved(english), language=Language.EN)
    assert (twice.sheetnames, twice[title]["D2"].value) == (english.sheetnames, 150)


def test_a_sheet_of_notes_called_like_the_list_comes_back() -> None:
    book = load_workbook(BytesIO(WRONG))
    notes = book.create_sheet("问题清单")
    notes.append(["序号", "工作表", "内容"])
    notes.append([1, "表5 教师", "双师型教师数待核实"])
    again = returned(saved(book))
    assert again.sheetnames == ["问题清单 2", "表5 教师", "问题清单"]
    assert again["问题清单"]["C2"].value == "双师型教师数待核实"


def test_a_csv_file_comes_back_as_a_workbook_and_its_texts_never_become_formulas() -> None:
    content = "单位名称,年份,专任教师数,备注\r\n示例中职学校A,2026,约150,=1+1\r\n".encode("gb18030")
    book = returned(content, "教师.csv")
    sheet = book["教师"]
    assert sheet["C2"].fill.start_color.rgb[-6:] == "FFC7CE"
    assert sheet["C2"].comment.text == "“约150”不是确切数字；请填一个确切数字，约数的说明写在备注里。"
    assert (sheet["D2"].value, sheet["D2"].data_type) == ("=1+1", "s")


def test_a_cell_covered_by_a_merged_one_is_marked_at_its_first_cell() -> None:
    content = workbook([TEACHERS, ("某校", "公办", 2026, 1, 1, 1), (None, "公办", 2025, 1, 1, 1)], merges=("A2:A3",))
    sheet = returned(content)["表5 教师"]
    assert "某校" in sheet["A2"].comment.text


def test_what_is_no_workbook_cannot_be_returned() -> None:
    with pytest.raises(IntakeError, match="pdf"):
        marked_copy(b"%PDF-1.7 ...", "a.pdf", ())
