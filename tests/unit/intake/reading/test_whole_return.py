"""A whole file: which of its sheets are read, what is said of them, and what a form of ours must hold."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

import pytest
from openpyxl import Workbook

from core.intake.findings import IntakeError, Place
from core.intake.form.form_code import TemplateIdentity
from core.intake.reading.read_return import Reading, ReadingBasis, TableRead, read_return
from core.intake.rows import Rows, UnitEntry, no_rows
from core.snapshots import Merger
from tests.support.intake.grids import lines_of_findings
from tests.support.intake.returned_rows import row
from tests.support.intake_files import saved

A = UnitEntry("u-a", "甲校", "School A", date(2000, 9, 1), None)
B = UnitEntry("u-b", "乙校", "School B", date(2000, 9, 1), None)
TEACHERS = ("单位名称", "办学性质", "年份", "专任教师数")
UNITS = ("单位代码", "单位名称", "英文名称", "设立日期", "撤销或并入日期", "并入单位")
LEFT_OUT = "specialised dual_qualified industry_part_time senior_title intermediate_title junior_title no_title"
OTHER_MEASURES = "columns=@list:" + "|".join(f"@intake.head.{name}" for name in LEFT_OUT.split())


def known_rows() -> Rows:
    """A release: of unit A two rows of teachers and one of conditions, of unit B one of enrolment."""
    rows = no_rows()
    rows["teachers"] = [
        row("teachers", A, year=2025, measure="full_time", value=100.0, ownership="private"),
        row("teachers", A, year=2024, measure="full_time", value=90.0, ownership="public"),
    ]
    rows["conditions"] = [row("conditions", A, year=2025, measure="books", value=5.0)]
    rows["enrolment"] = [row("enrolment", B, year=2025, measure="enrolment", value=5.0)]
    return rows


def read(content: bytes, name: str = "return.xlsx", rows: Rows | None = None) -> Reading:
    basis = ReadingBasis("500110", "plan", rows or known_rows(), 2026, (Merger("u-z", "u-b"),))
    return read_return(content, name, basis)


def book(sheets: Mapping[str, Sequence[Sequence[object]]], hidden: Sequence[str] = ()) -> bytes:
    """A workbook of these sheets."""
    made = Workbook()
    made.remove(made.worksheets[0])
    for name, lines in sheets.items():
        sheet: Any = made.create_sheet(name)
        for line in lines:
            sheet.append(list(line))
        if name in hidden:
            sheet.sheet_state = "hidden"
    return saved(made)


def csv(*lines: Sequence[object]) -> bytes:
    return "\n".join(",".join("" if value is None else str(value) for value in line) for line in lines).encode()


def told_of(reading: Reading) -> list[str]:
    """The findings, without that other measures are missing and that a workbook is none of our forms."""
    lines = lines_of_findings(reading.findings)
    return [line for line in lines if "measure_columns_missing" not in line and "no_code" not in line]


def test_a_file_is_read_into_tables_rows_and_findings() -> None:
    lines = (TEACHERS, ("甲校", "公办", 2025, 7), ("甲校", "公办", 2026, "约8"), ("丙大学", "公办", 2025, 9))
    reading = read(csv(*lines, ("甲校", "公办", 2024, None), ("注：说明",), ("合计", None, None, 7)), "表5 教师.csv")
    assert reading.tables == (TableRead("表5 教师", "teachers", 1, 1, 1, 1, (5,), True, (4,)),)
    assert [(entry.line, entry.row["value"]) for entry in reading.entries] == [(2, 7.0)]
    assert [entry.line for entry in reading.failed] == [3]
    assert (reading.blanks, reading.version, reading.personal, reading.explanations) == ((), None, False, {})
    assert lines_of_findings(reading.findings) == [
        "hard hedged 表5 教师!D3 found=约8",
        "hard unit_unknown 表5 教师!A4 found=丙大学 near=",
        "note ignored_rows 表5 教师!0 rows=@list:6",
        "note unfilled 表5 教师!0 number=1",
    ]
    assert reading.register.mergers == {"u-z": ("u-b", Place())}


def test_blank_and_failed_cells_of_every_table_are_kept() -> None:
    heads = (*TEACHERS, "专业课教师数")
    sheet = (heads, ("甲校", "公办", 2025, 7, None), ("甲校", "公办", 2025, "约8", 9))
    reading = read(book({"一": sheet, "二": sheet}))
    assert [(entry.sheet, entry.cell) for entry in reading.entries] == [
        ("一", "D"),
        ("一", "E"),
        ("二", "D"),
        ("二", "E"),
    ]
    assert [(entry.sheet, entry.cell) for entry in reading.blanks] == [("一", "E"), ("二", "E")]
    assert [(entry.sheet, entry.cell) for entry in reading.failed] == [("一", "D"), ("二", "D")]


@pytest.mark.parametrize(
    ("content", "name", "lines"),
    [
        (csv(TEACHERS, ("甲校", "公办", 2025, 7)), "a.csv", []),
        (csv(TEACHERS, ("甲校", "公办", 2025, 7)).decode().encode("gb18030"), "a.csv", ["note read_as_gb18030 !0"]),
        (csv(TEACHERS), "a.csv", ["hard no_rows a!0"]),
        (book({"表5 教师": (TEACHERS, ("甲校", "公办", 2025, 7))}), "a.xlsx", ["note no_code !0"]),
    ],
)
def test_what_the_file_is_is_noted(content: bytes, name: str, lines: list[str]) -> None:
    assert lines_of_findings(read(content, name).findings) == lines


@pytest.mark.parametrize(
    ("name", "kept"),
    [
        ("C:\\教师\\甲.csv", "甲.csv"),
        ("/home/x/甲.csv", "甲.csv"),
        ("甲\n乙\x00.csv", "甲_乙_.csv"),
        (" 甲.csv ", "甲.csv"),
        ("长" * 120, "长" * 120),
        ("长" * 121, "长" * 120),
        ("", "return"),
        ("a/", "return"),
    ],
)
def test_the_name_of_a_file_is_short_printable_and_without_its_path(name: str, kept: str) -> None:
    assert read(csv(TEACHERS, ("甲校", "公办", 2025, 7)), name).name == kept


def test_a_number_of_a_person_stops_the_reading() -> None:
    reading = read(csv(TEACHERS, ("甲校", "公办", 2025, 7), ("张三13812345678",)), "a.csv")
    assert lines_of_findings(reading.findings) == ["hard personal_mobile a!A3 found=138…78"]
    assert (reading.personal, reading.tables, reading.entries, reading.blanks) == (True, (), (), ())


def test_a_sheet_without_a_table_is_told_by_what_else_there_is() -> None:
    table, other = (TEACHERS, ("甲校", "公办", 2025, 7)), (("姓名",), ("张",))
    assert told_of(read(book({"甲": other, "乙": (("说明",),), "丙": table, "丁": other, "戊": (("说明",),)}))) == [
        "hard personal_column 甲!A1 found=姓名",
        "hard personal_column 丁!A1 found=姓名",
        "soft no_table 甲!0",  # a cover before the tables is as good as one behind them
        "soft no_table 丁!0",
    ]
    assert told_of(read(book({"甲": (("说明",),), "乙": (("说明",),)}))) == ["hard no_table 甲!0"]
    assert told_of(read(book({"甲": (("说明",),), "乙": (("说明",), ("说明",))}))) == ["hard no_table 乙!0"]


def test_each_table_is_complete_unless_it_lacks_columns_itself() -> None:
    short = ("单位名称", "专任教师数")
    sheets = {
        "一": (short, ("甲校", 7)),
        "二": (TEACHERS, ("甲校", "公办", 2025, 7), ("合计", None, None, 8)),
        "三": (TEACHERS, ("甲校", "公办", 2025, 7)),
    }
    assert [(table.sheet, table.complete) for table in read(book(sheets)).tables] == [
        ("一", False),
        ("二", True),
        ("三", True),
    ]


def test_sheets_are_read_passed_over_or_told_by_their_names() -> None:
    units = (UNITS, ("u-n", "新校", None, "2026-09-01"))
    sheets = {
        "单位名录": ((*UNITS, "联系人"), ("u-n", "新校", None, "2026-09-01", None, None, "张")),
        "填报说明": (("姓名",), ("张",)),
        "名单": units,
        "表5 教师": (TEACHERS, ("新校", "公办", 2026, 7)),
        "表6 办学条件": (("姓名",), ("张",)),
        "草稿": (("说明",), ("手机",), ("略",)),
        "空": (),
    }
    reading = read(book(sheets, hidden=("表6 办学条件", "草稿")))
    assert told_of(reading) == [
        "hard personal_column 单位名录!G1 found=联系人",
        "hard personal_column 表6 办学条件!A1 found=姓名",
        "hard personal_column 草稿!A2 found=手机",
        "hard personal_column 填报说明!A1 found=姓名",
        "soft no_table 名单!0",
        "hard hidden_sheet 表6 办学条件!0",
        "soft hidden_sheet 草稿!0",
    ]
    assert list(reading.register.added.values()) == [Place("单位名录", 2, "B")]
    assert [entry.row["unit_id"] for entry in reading.entries] == ["u-n"]


def test_where_only_hidden_sheets_hold_something_each_is_a_mistake_and_nothing_else_is_said() -> None:
    hidden = {
        "草稿": (TEACHERS, ("甲校", "公办", 2025, 7)),
        "表5 教师": (TEACHERS, ("甲校", "公办", 2025, 7)),
        "空": (),
    }
    assert told_of(read(book(hidden, hidden=("草稿", "表5 教师")))) == [
        "hard hidden_sheet 草稿!0",
        "hard hidden_sheet 表5 教师!0",
    ]


def test_a_sheet_called_like_the_register_may_be_none() -> None:
    table = (TEACHERS, ("甲校", "公办", 2025, 7))
    reading = read(book({"单位名录": table}))
    assert ([table.sheet for table in reading.tables], told_of(reading)) == (["单位名录"], [])


@pytest.mark.parametrize("name", ["填报说明", "选项", "代码表", "Guide", "Choices", "Codes", "问题清单", "Findings"])
def test_a_table_is_read_whatever_its_sheet_is_called_but_in_a_form_of_ours_the_aids_are_passed_over(name: str) -> None:
    teachers = (TEACHERS, ("甲校", "公办", 2025, 7))
    sheets = {"表5 教师": teachers, name: (TEACHERS, ("甲校", "公办", 2024, 6))}
    assert [(table.sheet, table.rows) for table in read(book(sheets)).tables] == [("表5 教师", 1), (name, 1)]
    is_aid = name not in ("问题清单", "Findings")
    assert [table.sheet for table in read(form("", sheets)).tables] == (["表5 教师"] if is_aid else ["表5 教师", name])
    notes = {"表5 教师": teachers, name: (("一",), ("二",))}
    assert told_of(read(book(notes))) == ([] if is_aid else [f"soft no_table {name}!0"])


def test_what_is_left_out_is_taken_from_the_newest_year_of_the_release() -> None:
    reading = read(csv(("单位名称", "年份", "专任教师数"), ("甲校", 2023, 7)), "a.csv")
    assert [entry.row["ownership"] for entry in reading.entries] == ["private"]


@pytest.mark.parametrize(
    ("notes", "rows"),
    [
        (1, "3"),
        (10, "3|4|5|6|7|8|9|10|11|12"),
        (11, "3|4|5|6|7|8|9|10|11|12|…"),
        (12, "3|4|5|6|7|8|9|10|11|12|…"),
    ],
)
def test_ten_lines_that_were_passed_over_are_named(notes: int, rows: str) -> None:
    content = csv(TEACHERS, ("甲校", "公办", 2025, 7), *[("注：说明",)] * notes)
    assert lines_of_findings(read(content, "a.csv").findings) == [f"note ignored_rows a!0 rows=@list:{rows}"]


def form(
    unit: str, sheets: Mapping[str, Sequence[Sequence[object]]], area: str = "500110", hidden: Sequence[str] = ()
) -> bytes:
    """A workbook with the code of a form of this unit, the whole district when it is empty."""
    code = TemplateIdentity(area, "plan", unit).code()
    return book({"_version": ((code,),), **sheets}, hidden=("_version", *hidden))


@pytest.mark.parametrize("lines", [(), ((None, TemplateIdentity("500110", "plan").code()),), (("x",),)])
def test_a_form_whose_code_is_gone_is_damaged(lines: Sequence[Sequence[object]]) -> None:
    with pytest.raises(IntakeError, match="template_damaged"):
        read(book({"_version": lines, "表5 教师": (TEACHERS, ("甲校", "公办", 2025, 7))}))
    with pytest.raises(IntakeError, match="template_foreign_area"):
        read(form("", {"表5 教师": (TEACHERS,)}, area="500111"))


def test_a_form_of_a_unit_speaks_of_no_other() -> None:
    register = (
        UNITS,
        ("u-a", "新甲校", None, "2026-09-01"),
        ("u-c", "丙校", None, "2026-09-01", None, "甲校"),
        ("u-a", "甲校", "School A", "2000-09-01", None, "乙校"),
    )
    table = (TEACHERS, ("甲校", "公办", 2025, 7), ("乙校", "公办", 2025, 8))
    reading = read(form("u-a", {"单位名录": register, "表5 教师": table}))
    assert reading.version == TemplateIdentity("500110", "plan", "u-a")
    assert lines_of_findings(reading.findings) == [
        f"hard template_columns_missing 表5 教师!1 {OTHER_MEASURES}|@intake.head.status",
        "hard foreign_register 单位名录!B3 expected=u-a found=u-c",
        "hard foreign_register 单位名录!F3 expected=u-a found=u-c",
        "hard foreign_unit 表5 教师!A3 expected=u-a found=乙校 rows=@list:3",
        "hard sheet_missing !0 expected=@intake.sheet.conditions rows=1",
    ]
    assert [table.complete for table in reading.tables] == [False]


def test_a_form_of_the_district_has_every_sheet_that_held_rows() -> None:
    reading = read(form("", {"表5 教师": (TEACHERS, ("甲校", "公办", 2025, 7), ("乙校", "公办", 2025, 8))}))
    assert lines_of_findings(reading.findings) == [
        f"hard template_columns_missing 表5 教师!1 {OTHER_MEASURES}|@intake.head.status",
        "hard sheet_missing !0 expected=@intake.sheet.enrolment rows=1",
        "hard sheet_missing !0 expected=@intake.sheet.conditions rows=1",
    ]
    assert len(reading.entries) == 2


def test_a_sheet_of_a_form_that_is_there_is_not_said_to_be_gone() -> None:
    teachers = (TEACHERS, ("甲校", "公办", 2025, 7))
    conditions = (("单位名称", "年份", "图书（册）"), ("甲校", 2025, 5))
    hidden = read(form("u-a", {"表5 教师": teachers, "表6 办学条件": conditions}, hidden=("表6 办学条件",)))
    assert lines_of_findings(hidden.findings)[1:] == ["hard hidden_sheet 表6 办学条件!0"]
    without_heads = read(form("u-a", {"表5 教师": teachers, "表6 办学条件": (("甲校", 2025, 5), ("甲校", 2024, 4))}))
    assert lines_of_findings(without_heads.findings)[1:] == ["hard no_table 表6 办学条件!0"]
