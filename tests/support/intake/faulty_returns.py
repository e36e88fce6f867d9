"""Returns with every mistake and oddity a clerk's file is likely to have, so that what is said of each can be read."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from functools import cache
from io import BytesIO
from typing import Any

from openpyxl import Workbook, load_workbook
from openpyxl.comments import Comment
from openpyxl.styles import Font

from core.intake.findings import Finding
from tests.support.intake.small_demonstration import prepared, template
from tests.support.intake_files import changed, saved, workbook

A, B = "示例中职学校A", "示例中职学校B"
TEACHERS = (
    *("单位代码", "单位名称", "办学性质", "年份", "专任教师数（人）", "专业课教师数（人）", "双师型教师数（人）"),
    *("行业企业兼职教师数（人）", "高级职称（人）", "中级职称（人）", "初级职称（人）", "未评职称（人）"),
)
SOUND = dict(zip("ABCDEFGHIJKL", ("500110-sv-a", A, "公办", 2026, 150, 95, 64, 32, 42, 60, 36, 12), strict=True))
OBSERVATIONS = ("单位名称", "指标代码", "年份", "计量单位", "分子", "分母", "数值")
COLLEGES = ("单位名称", "项目类型", "规划规模（人）", "建设阶段", "计划日期", "实际日期")
REGISTER = ("单位代码", "单位名称", "英文名称", "设立日期", "撤销或并入日期", "并入单位")


def teachers(**cells: object) -> tuple[object, ...]:
    """A sound line of teachers of school A but for these cells."""
    return tuple({**SOUND, **cells}.values())


def sheets(**rows: Sequence[Sequence[object]]) -> bytes:
    """A workbook with these sheets."""
    book = Workbook()
    for name, lines in rows.items():
        sheet = book.create_sheet(name)
        for line in lines:
            sheet.append(list(line))
    book.remove(book.worksheets[0])
    return saved(book)


def cells_misread() -> bytes:
    values = ("1O0", "约95", "15 0", "32-33", "—", "#N/A", "9.45E+06", "150元", "12%", "150人多", 12.5)
    lines = [teachers(D=2000 + number, E=value) for number, value in enumerate(values)]
    years = ("2O26", "2026年春", "2023-2025学年", date(2026, 3, 5), "2026-2027学年", None)
    lines += [teachers(D=year) for year in years]
    lines += [teachers(C="公力"), teachers(E="1.5万"), teachers(F=date(2026, 3, 5)), teachers(G="64\u200b")]
    lines += [teachers(K="=SUM(J2)"), teachers(D=2021, E="=[1]Sheet1!A1")]
    return workbook([TEACHERS, *lines])


def units_misread() -> bytes:
    lines = [
        teachers(A=None, B="示例中职学校\u0410"),
        teachers(A=None, B="丙大学"),
        teachers(A="500110-sv-x"),
        teachers(B="新名称学校"),
        teachers(A=None, B=None),
    ]
    return workbook([TEACHERS, *lines, teachers(), teachers()])


def headings_misread() -> bytes:
    heads = ("单位名称", "年份", "专任教师数（亩）", "双帅型教师数（人）", "办学性质（亩）")
    heads += ("备注", "籍贯", None, "联系人", "年份")
    return workbook([heads, (A, 2026, 150, 64, "公办", "注", "渝", 5, "张", 2026)])


def tables_misread() -> bytes:
    titles = ("单位名称", "年份", "专任教师数", "高级职称", "中级职称", "初级职称", "未评职称")
    totals = [*([A, 2026, *range(150, 155)] for _ in range(2)), ["合计", 2026, 99, 99, 99, 99, 99]]
    scaled = [("单位名称", "专任教师数（百人）", "仪器设备总值（万元）"), (A, 1, 1)]
    cover = [("说明", "一"), ("说明", "二")]
    book = load_workbook(BytesIO(sheets(甲=cover, 丙=[titles, *totals], 丁=scaled)))
    for name in ("草稿", "表1 在校生"):
        hidden = book.create_sheet(name)
        hidden.append(("甲", "乙"))
        hidden.sheet_state = "hidden"
    return saved(book)


def cells_unseen() -> bytes:
    book = load_workbook(
        BytesIO(workbook([TEACHERS, *(teachers(D=year) for year in range(2021, 2027))], merges=["L6:L7"]))
    )
    sheet: Any = book.worksheets[0]
    sheet["E2"].font = Font(strike=True)
    sheet["F2"].font = Font(vertAlign="superscript")
    sheet["G2"].number_format = ";;;"
    sheet["H2"], sheet["H2"].number_format = 9_453_000, '0.0,,"百万"'
    for cell in sheet[3]:
        cell.font = Font(strike=True)
    sheet.row_dimensions[4].hidden = True
    sheet.column_dimensions["J"].hidden = True
    sheet["XFD5"] = 1
    return saved(book)


def register_misread() -> bytes:
    register = [
        REGISTER,
        ("500110-sv-a", "示例职业教育中心A", "", "1984-09-01", None, None),
        ("500110-sv-b", B, "", "2027-01-32", None, None),
        ("500110-sv-c", "示例中职学校C", "", "2000年9月", None, None),
        ("500110-sv-e", "示例中职学校E", "", "1990-09-01", "2023-08-31", "无此学校"),
        ("500110-sv-m", "新学校", "", "2024-09-01", "2020-09-01", None),
        ("500110-sv-n", None, "", "2024-09-01", None, None),
    ]
    return sheets(单位名录=register, 教师=[TEACHERS, teachers(A="", B="新学校", D=2025)])


def figures_doubtful() -> bytes:
    lines = [
        teachers(E=146, F=200, G=60, H=300, I=1, D=2025),
        teachers(E=6000, D=1980),
        teachers(E=15000, F=12, G=9),
    ]
    return workbook([TEACHERS, *lines])


def observations_doubtful() -> bytes:
    lines = [
        ("全区", "no_such_thing", 2025, "人", None, None, 5),
        ("全区", "dual_qualified_share", 2025, "人", None, None, 5),
        ("全区", "dual_qualified_share", 2024, "占比", 1, 2, 0.9),
        ("全区", "dual_qualified_share", 2023, "占比", None, None, 0.6),
        ("全区", "dual_qualified_share", 2022, "占比", 62, 100, 62),
        ("全区", "schools_meeting_standard", 2025, "学校", None, None, -1),
        ("全区", "schools_meeting_standard", 2024, "学校", None, None, 9000),
    ]
    return workbook([OBSERVATIONS, *lines], "表8 其他指标")


def colleges_doubtful() -> bytes:
    lines = [
        ("示例学院G", "中外合作办学", 4000, "签约", "2024-09-01", None),
        ("示例学院G", "中外合作办学", 5000, "建成", "2060-07-31", "2027-01-01"),
        ("示例学院I", "中外合作办学", -5, "招生", "2039-07-31", 411263),
        ("示例学院H", "中外合作办学", 12, "建成", "某日", 45169),
    ]
    return workbook([COLLEGES, *lines], "表2 高校项目")


def students_doubtful() -> bytes:
    heads = ("单位名称", "学段类型", "专业大类", "办学性质", "年份", "招生数", "在校生数", "毕业生数")
    lines = [
        (A, "中职", "61", "民办", 2026, 700, 9, 2700),
        (B, "中职", "61", "公办", 2026, 1, 90000, 1),
        ("示例中职学校F", "中职", "61", "公办", 2026, 1, 2, 3),
    ]
    return workbook([heads, *lines], "表1 在校生")


def form_of_a_school() -> bytes:
    def change(book: Any) -> None:
        sheet = book["表5 教师"]
        sheet["B5"], sheet["A5"] = B, "500110-sv-b"
        sheet["E6"] = None
        book.remove(book["表6 办学条件"])
        book["表1 在校生"].delete_cols(7)
        book["单位名录"].append((None, "500110-sv-b", B, "", "1990-09-01"))

    return changed(template("500110-sv-a"), change)


def personal() -> bytes:
    book = load_workbook(BytesIO(workbook([TEACHERS, teachers(), ("联系电话", "48612345"), ("手机", "13812345678")])))
    book.worksheets[0]["A2"].comment = Comment("身份证 11010119900307002X", "甲")
    return saved(book)


def merged_numbers() -> bytes:
    heads = ("单位名称", "年份", "专任教师数", "专业课教师数", "双师型教师数")
    return workbook([heads, (A, 2026, 150, 95, 64), (B, 2026, None, 92, 56)], merges=["C2:C3"])


@cache
def faulty_findings() -> tuple[Finding, ...]:
    """What is said of all these returns."""
    makers = (
        *(cells_misread, units_misread, headings_misread, tables_misread, cells_unseen, register_misread),
        *(merged_numbers, figures_doubtful, observations_doubtful, colleges_doubtful, students_doubtful),
        *(form_of_a_school, personal),
    )
    return tuple(finding for make in makers for finding in prepared(make()).findings)
