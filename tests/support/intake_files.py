"""Files as clerks send them, made small, for the tests of the intake."""

from __future__ import annotations

import re
import zipfile
from collections.abc import Callable, Sequence
from datetime import date
from functools import cache
from io import BytesIO
from typing import Any

from openpyxl import Workbook, load_workbook
from openpyxl.writer.excel import ExcelWriter

from core.context import Context, context_for, plan
from core.intake.finding_words import sentence
from core.intake.findings import Finding
from core.intake.form.template import TemplateScope, write_template
from core.intake.publishing.check_return import check_return
from core.intake.publishing.checked_return import CheckedReturn
from core.intake.reading.read_return import Reading, ReadingBasis, read_return
from core.intake.rows import Rows, release_rows
from core.language import Language, catalogue
from core.snapshots import Releases, Snapshot, demonstration_root, releases

AREA, PLAN = "500110", "qijiang-14th"
DISTRICT = TemplateScope(PLAN, AREA)
ZH = catalogue(Language.ZH)

TEACHERS = ("单位名称", "办学性质", "年份", "专任教师数", "专业课教师数", "双师型教师数")
"""Headings of a short table of teachers, as a school would make it itself."""


def demonstration() -> tuple[Snapshot, ...]:
    """The demonstration releases, oldest first."""
    return releases(demonstration_root()).snapshots


@cache
def newest() -> Snapshot:
    """The newest demonstration release."""
    return demonstration()[-1]


@cache
def rows_of(release: Snapshot) -> Rows:
    """Its rows; not to be changed."""
    return release_rows(release)


def against(release: Snapshot | None = None) -> ReadingBasis:
    """What a return is read against: the newest demonstration release."""
    return ReadingBasis(AREA, PLAN, rows_of(release or newest()), 2026)


@cache
def template(unit: str | None = None, year: int | None = None) -> bytes:
    """The template of the newest demonstration release."""
    return write_template(newest(), TemplateScope(PLAN, AREA, unit), year=year)


def workbook(rows: Sequence[Sequence[Any]], title: str = "表5 教师", merges: Sequence[str] = ()) -> bytes:
    """A workbook with one sheet of these rows."""
    book = Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.title = title
    for row in rows:
        sheet.append(list(row))
    for merge in merges:
        sheet.merge_cells(merge)
    return saved(book)


def changed(content: bytes, change: Callable[[Any], object]) -> bytes:
    """A workbook after somebody changed it; openpyxl stores no results of formulas, so these are taken out."""
    book = load_workbook(BytesIO(content))
    for sheet in book:
        for line in sheet.iter_rows():
            for cell in line:
                if cell.data_type == "f":
                    cell.value = None
    change(book)
    return saved(book)


def saved(book: Any) -> bytes:
    """The bytes of a workbook, the same ones whenever it is saved."""
    out, fixed = BytesIO(), BytesIO()
    ExcelWriter(book, zipfile.ZipFile(out, "w", zipfile.ZIP_STORED)).save()
    with zipfile.ZipFile(out) as old, zipfile.ZipFile(fixed, "w") as new:
        for name in old.namelist():
            data = re.sub(rb"20\d\d-\d\d-\d\dT\d\d:\d\d:\d\dZ", b"2026-09-01T00:00:00Z", old.read(name))
            new.writestr(zipfile.ZipInfo(name), data, zipfile.ZIP_DEFLATED, compresslevel=1)
    return fixed.getvalue()


def understood(content: bytes, name: str = "return.xlsx") -> Reading:
    """The file read against the newest demonstration release."""
    return read_return(content, name, against())


def prepared(content: bytes, name: str = "return.xlsx", as_of: date | None = None, **options: Any) -> CheckedReturn:
    """The file read, merged into the newest demonstration release and checked."""
    found = Releases(demonstration(), (), True)
    return check_return(content, name, found, plan(newest()), as_of or date(2026, 9, 1), **options)


def demonstration_context(language: Language = Language.EN) -> Context:
    """The newest demonstration release as its pages see it."""
    return context_for(newest(), language, releases=Releases(demonstration(), (), True))


def values(reading: Reading, *columns: str) -> list[tuple[Any, ...]]:
    """Some columns of every row read, in the order of the file."""
    return [tuple(entry.row[column] for column in columns) for entry in reading.entries]


def told(findings: Sequence[Finding], severity: str = "") -> list[str]:
    """The findings as a clerk reads them, in Chinese."""
    return [sentence(each, ZH) for each in findings if not severity or each.severity == severity]


def codes(findings: Sequence[Finding], severity: str = "") -> list[str]:
    """The codes of the findings."""
    return [each.code for each in findings if not severity or each.severity == severity]


def large_workbook() -> bytes:
    """Forty new schools with 14 programme groups over 18 years: 10,080 lines, all of them sound."""
    heads = ("单位名称", "办学性质", "学段类型", "专业大类", "年份", "招生数", "在校生数", "毕业生数")
    book = Workbook(write_only=True)
    units, sheet = book.create_sheet("单位名录"), book.create_sheet("表1 在校生")
    units.append(("单位代码", "单位名称", "英文名称", "设立日期", "撤销或并入日期"))
    sheet.append(heads)
    for school in range(1, 41):
        units.append((f"500110-xx-{school:02d}", f"学校{school:02d}", f"School {school:02d}", date(2000, 9, 1)))
        for group in range(61, 75):
            for year in range(2008, 2026):
                sheet.append((f"学校{school:02d}", "公办", "中职", str(group), year, 80 + year % 7, 230 + year % 5, 70))
    return saved(book)


def line_of(content: bytes, sheet: str, **cells: object) -> int:
    """The number of the first row of a sheet whose cells in these columns (by letter) are so."""
    for number, row in lines_of(content, sheet):
        if all(row.get(letter) == value for letter, value in cells.items()):
            return number
    raise LookupError((sheet, cells))


@cache
def lines_of(content: bytes, sheet: str) -> list[tuple[int, dict[str, Any]]]:
    """Every row of a sheet that says something, with its number: the values by the letters of their columns."""
    page = load_workbook(BytesIO(content), data_only=True, read_only=True)[sheet]
    rows = ([cell for cell in row if cell.value is not None] for row in page.iter_rows())
    return [(row[0].row, {cell.column_letter: cell.value for cell in row}) for row in rows if row]
