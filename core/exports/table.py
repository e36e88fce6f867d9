"""The rows of a panel as a file: CSV that Excel opens in Chinese, and XLSX with real numbers and its definition."""

from __future__ import annotations

import csv
import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from io import BytesIO, StringIO
from math import ceil

import xlsxwriter
from xlsxwriter.format import Format
from xlsxwriter.worksheet import Worksheet

from core.exports.csv_safety import without_formula
from core.formats import width_of
from core.language import Texts
from core.panels.indicators.quality_report import tables_of
from core.panels.panel import Cell, Column, Panel, Table

CSV_TYPE = "text/csv; charset=utf-8"
XLSX_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"

_LONGEST_HEADER = 250  # characters; a printed header holds 255 with its commands
_WIDEST, _NAMES, _WORDS = 48, 24, 96
"""Widths of columns in characters: the widest of a table; names and words of the statement."""
_LONGEST_NAME, _NOT_IN_A_NAME = 31, re.compile(r"[\[\]:*?/\\]")
"""What a spreadsheet allows as the name of a sheet."""
_LINE = 15
"""The height of one line of text, in points."""
_ROOM = 1.1
"""How much wider than their letters some programs write words."""


def statement(panel: Panel, texts: Texts) -> tuple[tuple[str, str], ...]:
    """What has to travel with the rows: finding, measure, plan, definition, clause, source, notes, evidence."""
    lines = [
        (texts("export.finding"), panel.headline),
        (texts("export.measure"), panel.subtitle),
        *([(texts("export.plan"), panel.plan)] if panel.plan else ()),
        (texts("export.source"), panel.source),
    ]
    if panel.illustrative:
        lines.append((texts("export.caution"), texts("export.illustrative")))
    lines += [(opinion.name, f"{opinion.shape} {opinion.word} {opinion.sentence}") for opinion in panel.opinions]
    if panel.card:
        names = {name for name, _ in lines}
        lines += [(name, words) for name, words in panel.card if name not in names]
    if panel.indicator is not None and not panel.card:
        lines.append((texts("export.definition"), texts.of(panel.indicator.definition)))
        lines.append((texts("export.reference_date"), texts.of(panel.indicator.reference_date)))
    if panel.goal is not None and not panel.card:
        clauses = texts.listed(texts.of(clause.text) for clause in panel.goal.clauses)
        lines.append((texts("export.goal"), f"{texts.of(panel.goal.label)} ({clauses})"))
    lines += [(texts("export.note"), note) for note in panel.notes]
    lines += [(texts("export.evidence"), f"{item.text} {item.source} {item.url}") for item in panel.evidence]
    return tuple(lines)


def table_of(panel: Panel, texts: Texts) -> Table:
    """The table of a panel as a file holds it: a file has bare numbers, so a last column names those of each row that
    are lower bounds, where there are such."""
    table = panel.table
    if not any(cell.lower_bound for row in table.rows for cell in row):
        return table
    rows = []
    for row in table.rows:
        bounds = [column.title for column, cell in zip(table.columns, row, strict=True) if cell.lower_bound]
        said = texts("export.lower_bounds_of", columns=texts.listed(bounds)) if bounds else ""
        rows.append((*row, Cell(said, said or None)))
    return Table((*table.columns, Column("lower_bounds", texts("export.lower_bounds"))), tuple(rows))


def csv_bytes(panel: Panel, texts: Texts) -> bytes:
    """The rows, then a blank line, then the statement; UTF-8 with the mark that tells Excel so."""
    out = StringIO(newline="")
    writer = csv.writer(out)
    table = table_of(panel, texts)
    writer.writerow([without_formula(column.title) for column in table.columns])
    for row in table.rows:
        writer.writerow(["" if cell.value is None else without_formula(cell.value) for cell in row])
    writer.writerow([])
    for name, words in statement(panel, texts):
        writer.writerow([without_formula(name), without_formula(words)])
    return out.getvalue().encode("utf-8-sig")


def xlsx_bytes(panel: Panel, texts: Texts) -> bytes:
    """The rows under a frozen header with real numbers, in a sheet for each table of the panel, and the statement."""
    out, table = BytesIO(), table_of(panel, texts)
    book = xlsxwriter.Workbook(out, {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False})
    bold = book.add_format({"bold": True, "bottom": 1, "text_wrap": True, "valign": "top"})
    wrap = book.add_format({"text_wrap": True, "valign": "top"})
    # A number keeps clear of the words in the next column, and its heading stands above it.
    right = {"valign": "top", "align": "right", "indent": 1}
    whole, broken, plain = (book.add_format({**right, "num_format": form}) for form in ("#,##0", "#,##0.0", "0"))
    head = book.add_format({**right, "bold": True, "bottom": 1, "text_wrap": True})
    styles = _Styles(bold, head, wrap, whole, broken, plain)
    parts = tables_of(replace(panel, table=table)) if panel.sheets_by else ((_sheet_name(panel, texts), table),)
    sheets = [_rows_sheet(book, title, part, panel, styles) for title, part in parts]
    about = book.add_worksheet(texts("export.sheet_about"))
    for sheet in (*sheets, about):
        sheet.set_paper(9)  # A4
        sheet.set_landscape()
        sheet.fit_to_pages(1, 0)
    about.set_column(0, 0, _NAMES)
    about.set_column(1, 1, _WORDS)
    lines = statement(panel, texts)
    for y, (name, words) in enumerate(lines):
        about.write_string(y, 0, name, bold)
        about.write_string(y, 1, words, wrap)
    _heights(about, lines, (_NAMES, _WORDS))
    book.close()
    return out.getvalue()


@dataclass(frozen=True, slots=True)
class _Styles:
    """How cells of a sheet of rows look: headings, those of numbers, words, whole numbers, others, years."""

    bold: Format
    head: Format
    wrap: Format
    whole: Format
    broken: Format
    plain: Format


def _sheet_name(panel: Panel, texts: Texts) -> str:
    return texts("export.sheet_rows_illustrative" if panel.illustrative else "export.sheet_rows")


def _rows_sheet(book: xlsxwriter.Workbook, title: str, table: Table, panel: Panel, styles: _Styles) -> Worksheet:
    """A sheet of rows under a frozen header. Its name travels with every print of it; a long finding has the line at
    the top for itself."""
    rows = book.add_worksheet(_NOT_IN_A_NAME.sub(" ", title)[:_LONGEST_NAME])
    rows.freeze_panes(1, 0)
    rows.repeat_rows(0)
    rows.set_header(f"&L{_header(panel.headline)}")
    rows.set_footer("&L&A&R&P / &N")
    widths = []
    for x, column in enumerate(table.columns):
        is_number = any(isinstance(row[x].value, int | float) for row in table.rows)
        rows.write_string(0, x, column.title, styles.head if is_number else styles.bold)
        longest = max((width_of(row[x].text) for row in table.rows), default=0)
        widths.append(min(_WIDEST, max(10, longest * _ROOM + 2, width_of(column.title) * _ROOM + 2)))
        rows.set_column(x, x, widths[x])
        for y, row in enumerate(table.rows, start=1):
            value = row[x].value
            if isinstance(value, bool) or value is None:
                continue
            if isinstance(value, int | float):
                number = styles.whole if isinstance(value, int) else styles.broken
                rows.write_number(y, x, value, styles.plain if column.id == "year" else number)
            else:
                rows.write_string(y, x, value, styles.wrap)
    _heights(rows, [[column.title for column in table.columns]], widths)
    _heights(rows, [[cell.text for cell in row] for row in table.rows], widths, first=1)
    return rows


def _heights(sheet: Worksheet, rows: Sequence[Sequence[str]], widths: Sequence[float], *, first: int = 0) -> None:
    """Make every row as high as its longest text needs: not every program does so by itself when it opens a file."""
    for place, row in enumerate(rows):
        lines = max((ceil(width_of(text) * _ROOM / width) for text, width in zip(row, widths, strict=True)), default=1)
        if lines > 1:
            sheet.set_row(first + place, lines * _LINE)


def _header(text: str) -> str:
    """A text for a printed header, where `&` begins a command; one that is too long ends after a word, and says so."""
    escaped = text.replace("&", "&&")
    if len(escaped) <= _LONGEST_HEADER:
        return escaped
    kept = re.split(r"[\s，、,；;]+\S*$", text[: _LONGEST_HEADER - 1 - text.count("&")])[0]
    return f"{kept.replace('&', '&&')}…"
