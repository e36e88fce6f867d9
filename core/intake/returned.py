"""The clerk's own file back: wrong cells coloured and commented, and a first sheet that lists what to do."""

from __future__ import annotations

import copy
from collections.abc import Iterable, Mapping
from io import BytesIO
from typing import Any

from openpyxl import Workbook, load_workbook
from openpyxl.cell import MergedCell
from openpyxl.comments import Comment
from openpyxl.styles import Alignment, Font, PatternFill
from openpyxl.utils import column_index_from_string
from openpyxl.worksheet.properties import PageSetupProperties

from core.intake.container import LIMITS, Limits, Package, kind_of
from core.intake.delimited import read_delimited
from core.intake.findings import Finding, IntakeError, Severity, message, tally
from core.intake.grid import Book
from core.intake.workbook import read_workbook
from core.language import Language, Texts, texts

LIST_COLUMNS = ("number", "sheet", "row", "column", "severity", "message", "explanation", "rule", "id")
"""The columns of the list, `explanation` for the clerk to fill in; `id` is hidden and ties it to its finding."""

_FILLS = {Severity.HARD: "FFC7CE", Severity.SOFT: "FFEB9C"}
_SEVERITIES = (Severity.HARD, Severity.SOFT)
_MOST_COMMENTS = 2_000
_MOST_COVERED = 100_000  # cells under merged ones
_MOST_MARKS = 1_500_000  # tags; some 300,000 cells
_WIDTHS = {
    "number": 6,
    "sheet": 18,
    "row": 8,
    "column": 8,
    "severity": 10,
    "message": 80,
    "explanation": 40,
    "rule": 24,
    "id": 10,
}


def mark(
    content: bytes,
    name: str,
    findings: Iterable[Finding],
    language: Language = Language.ZH,
    explanations: Mapping[str, str] | None = None,
) -> bytes:
    """The file as XLSX with its findings marked; a CSV file comes back as a workbook with one sheet.

    Hard findings are red, soft ones yellow. What the clerk wrote stays as it is. Raises IntakeError (`unreturnable`)
    when the file cannot be opened for writing; it can then still be told in words.
    """
    say = texts(language)
    wanted = [each for each in findings if each.severity in _SEVERITIES]
    book = _opened(content, name)
    title = say("intake.returned.sheet")
    for old in [sheet for sheet in book.worksheets if sheet.title in _titles()]:
        book.remove(old)
    _colour(book, wanted, say)
    _list(book.create_sheet(title, 0), wanted, explanations or {}, say)
    book.active = 0
    for sheet in book.worksheets[1:]:
        sheet.sheet_view.tabSelected = False
    out = BytesIO()
    book.save(out)
    return out.getvalue()


def explanations_in(content: bytes, name: str, limits: Limits = LIMITS) -> dict[str, str]:
    """What a clerk wrote into the list of a returned workbook, by the id of the finding; empty when there is none.

    Raises IntakeError as reading does.
    """
    if kind_of(content, limits) != "workbook":
        return {}
    found: dict[str, str] = {}
    for grid in read_workbook(content, name, limits).grids:
        if grid.name not in _titles():
            continue
        places = {column: x for x, column in enumerate(LIST_COLUMNS)}
        for line in grid.lines:
            id, text = line.cells.get(places["id"]), line.cells.get(places["explanation"])
            if id is not None and text is not None and len(id.text) == 8:
                found[id.text] = text.text.strip()
    return found


def _titles() -> set[str]:
    return {texts(language)("intake.returned.sheet") for language in Language}


def _opened(content: bytes, name: str) -> Any:
    if kind_of(content) != "workbook":
        return _as_workbook(read_delimited(content, name))
    # The limits first: openpyxl knows none, and makes a cell of everything that is formatted or merged.
    covered = sum(_covered(grid.merges) for grid in read_workbook(content, name).grids)
    if covered > _MOST_COVERED or Package(content).marks() > _MOST_MARKS:
        raise IntakeError("unreturnable")
    try:
        return load_workbook(BytesIO(content))
    except Exception as error:
        # A file of another program may hold what openpyxl does not know (a chart, a filter); reading it was possible.
        raise IntakeError("unreturnable") from error


def _covered(merges: tuple[tuple[int, int, int, int], ...]) -> int:
    return sum((bottom - top + 1) * (right - left + 1) for top, left, bottom, right in merges)


def _as_workbook(source: Book) -> Any:
    book = Workbook()
    sheet = book.active
    sheet.title = "".join("_" if each in "[]:*?/\\'" else each for each in source.grids[0].name)[:31] or "CSV"
    for line in source.grids[0].lines:
        for x, cell in line.cells.items():
            target = sheet.cell(line.number, x + 1)
            target.value = _storable(str(cell.value))
            target.data_type = "s"  # a text that begins with = stays one
    return book


def _storable(text: str) -> str:
    return "".join(each for each in text if each >= " " or each in "\n\t")


def _colour(book: Any, findings: list[Finding], say: Texts) -> None:
    sheets = {sheet.title: sheet for sheet in book.worksheets}
    single = book.worksheets[0] if len(book.worksheets) == 1 else None
    told: dict[tuple[str, int, int], list[Finding]] = {}
    for each in findings:
        sheet = sheets.get(each.place.sheet, single)
        if sheet is not None and each.place.row:
            column = column_index_from_string(each.place.column) if each.place.column else 1
            told.setdefault((sheet.title, each.place.row, column), []).append(each)
    for (title, row, column), here in list(told.items())[:_MOST_COMMENTS]:
        cell = _writable(sheets[title], row, column)
        if cell is None:
            continue  # merged cells that overlap: no place to write; the list still names it
        worst = Severity.HARD if any(each.severity is Severity.HARD for each in here) else Severity.SOFT
        cell.fill = PatternFill("solid", start_color=_FILLS[worst], end_color=_FILLS[worst])
        words = "\n".join(_storable(message(each, say)) for each in here)
        kept = f"{cell.comment.text}\n" if cell.comment is not None else ""
        comment = Comment(f"{kept}{words}"[:2_000], say("intake.returned.author"))
        comment.width, comment.height = 320, min(400, 60 + 20 * len(here))
        cell.comment = comment


def _writable(sheet: Any, row: int, column: int) -> Any:
    """The cell, or the first of the merged cells it is covered by; None when that is covered as well."""
    cell = sheet.cell(row, column)
    if isinstance(cell, MergedCell):
        for merged in sheet.merged_cells.ranges:
            if merged.min_row <= row <= merged.max_row and merged.min_col <= column <= merged.max_col:
                first = sheet.cell(merged.min_row, merged.min_col)
                if not isinstance(first, MergedCell):
                    return first
        return None
    return cell


def _list(sheet: Any, findings: list[Finding], explanations: Mapping[str, str], say: Texts) -> None:
    hard = sum(1 for each in findings if each.severity is Severity.HARD)
    sheet["A1"] = tally(hard, len(findings) - hard, say)
    sheet["A1"].font = Font(bold=True, size=14)
    sheet["A2"] = say("intake.returned.guide")
    bold, wrap = Font(bold=True), Alignment(wrap_text=True, vertical="top")
    for x, column in enumerate(LIST_COLUMNS, start=1):
        cell = sheet.cell(4, x, say("intake.returned.sheet_column" if x == 2 else f"intake.returned.{column}"))
        cell.font = copy.copy(bold)
        sheet.column_dimensions[cell.column_letter].width = _WIDTHS[column]
    for y, each in enumerate(findings, start=5):
        place = each.place
        severity = say(f"intake.severity.{each.severity.value}")
        explained = explanations.get(each.id, "") if each.severity is Severity.SOFT else ""
        rule = say(f"intake.rule.{each.rule}") if each.rule else ""
        row = (
            y - 4,
            place.sheet,
            place.row or "",
            place.column,
            severity,
            message(each, say),
            explained,
            rule,
            each.id,
        )
        for x, value in enumerate(row, start=1):
            cell = sheet.cell(y, x, _storable(value) if isinstance(value, str) else value)
            if isinstance(value, str):
                cell.data_type = "s"
            cell.alignment = copy.copy(wrap)
        fill = _FILLS[each.severity]
        sheet.cell(y, 5).fill = PatternFill("solid", start_color=fill, end_color=fill)
    sheet.column_dimensions["I"].hidden = True
    sheet.freeze_panes = "A5"
    sheet.print_title_rows = "4:4"
    sheet.page_setup.orientation, sheet.page_setup.paperSize = "landscape", sheet.PAPERSIZE_A4
    sheet.page_setup.fitToWidth, sheet.page_setup.fitToHeight = 1, 0
    sheet.sheet_properties.pageSetUpPr = PageSetupProperties(fitToPage=True)
