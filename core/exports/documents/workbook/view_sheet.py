"""The sheet of a view: its finding and marks, the table below a frozen head, the chart beside it, then the words."""

from __future__ import annotations

from collections.abc import Iterator
from math import isfinite
from typing import Any

from core.exports.documents.charts import ChartKind, NativeChart, native_chart
from core.exports.documents.document import Document, View
from core.exports.documents.text_size import readable
from core.exports.documents.workbook.chart_data import data_widths, write_data
from core.exports.documents.workbook.charts import ChartOfSheet
from core.exports.documents.workbook.looks import (
    LINE,
    Looks,
    cell_text,
    head_height,
    height_of,
    set_up_print,
    widths_of,
)
from core.exports.documents.workbook.numbers import number_format
from core.formats import Formats
from core.language import Texts
from core.panels.panel import Cell, Panel

HEAD = 4
"""The row of the heads of the table: below finding, measure, marks and the way back."""
MOST_BARS = 40
"""Lying bars of one chart; the numbers of all stand on the sheet."""
_WIDTHS = {ChartKind.YEARS: 500.0, ChartKind.BARS: 500.0, ChartKind.FLOATING: 640.0}
"""The width of a chart, in points."""
_YEARS, _BAR, _AXES = 250.0, 15.0, 60.0
"""The height of a chart over years, of a lying bar and of what stands around bars, in points."""
_FILLER = 12.0
"""The width of a column without a table above it, in characters."""
_LEAST_WIDTH = 100.0
"""The least width of the words above and below a table, in characters."""
_CHARACTER = 5.25
"""The width of a character as a unit of columns, in points."""


class ViewSheet:
    """Writes one view of a document onto a sheet of its own."""

    def __init__(self, book: Any, document: Document, view: View, name: str, looks: Looks, texts: Texts) -> None:
        self._book, self._document, self._view, self._looks, self._texts = book, document, view, looks, texts
        self._name = name
        self._chart = native_chart(view.panel, Formats(texts))
        self._table = view.panel.table
        self._sheet = book.add_worksheet(name)
        self._sheet.set_default_row(LINE)
        heads = [column.title for column in self._table.columns]
        rows = [[cell.text for cell in row] for row in self._table.rows]
        self._table_widths = widths_of(heads, rows)
        self._widths = self._all_widths()

    @property
    def has_chart(self) -> bool:
        return self._chart is not None

    def write(self, contents: str) -> bytes:
        """Write it all; `contents` is the name of the sheet that leads here. Returns the shapes of its chart."""
        sheet = self._sheet
        for place, width in enumerate(self._widths):
            sheet.set_column(place, place, width)
        marks = self._document.page_marks(self._view)
        self._write_top(marks, contents)
        heights = self._write_table()
        has_head = bool(self._table.columns)
        set_up_print(sheet, marks, self._texts("document.mark_separator"), HEAD if has_head else HEAD - 1)
        sheet.freeze_panes(HEAD + has_head, 0)
        below = HEAD + has_head + len(heights)
        if self._chart is None:
            self._write_words(below + 1)
            return b""
        height = self._chart_height(self._chart)
        row = self._write_words(max(below, HEAD + 1 + _rows_within(height, heights)) + 1)
        # On paper the chart says it; and below these numbers the heads of the table would stand on every page.
        sheet.print_area(0, 0, row - 1, len(self._widths) - 1)
        return self._write_chart(self._chart, row + 1, height)

    def _all_widths(self) -> list[float]:
        """The widths of all columns: those of the table, then fillers below the chart and the words."""
        widths = list(self._table_widths)
        if self._chart is not None:
            for place, least in enumerate(data_widths(self._chart)):
                if place < len(widths):
                    widths[place] = max(widths[place], least)
                else:
                    widths.append(max(_FILLER, least))
        beside = 0.0 if self._chart is None else _WIDTHS[self._chart.kind] / _CHARACTER + 2
        wanted = sum(widths[: len(self._table_widths)]) + beside
        while sum(widths) < max(wanted, _LEAST_WIDTH):
            widths.append(_FILLER)
        return widths

    def _write_top(self, marks: tuple[str, ...], contents: str) -> None:
        looks, view, sheet = self._looks, self._view, self._sheet
        finding = cell_text(view.finding)
        self._across(0, finding, looks.finding, size=13)
        self._across(1, cell_text(view.panel.subtitle), looks.quiet)
        separator, made_up = self._texts("document.mark_separator"), self._document.marks.illustrative
        self._across(2, cell_text(separator.join(marks)), looks.caution if made_up in marks else looks.marks)
        sheet.write_url(3, 0, f"internal:'{contents}'!A1", looks.link, self._texts("document.workbook.back"))

    def _across(self, row: int, text: str, style: Any, size: float = 10.0) -> None:
        """Words over the whole width of the sheet, in a row as high as they need."""
        self._sheet.merge_range(row, 0, row, len(self._widths) - 1, "", style)
        self._sheet.write_string(row, 0, text, style)
        line = LINE * size / 10
        self._sheet.set_row(row, height_of([text], [sum(self._widths)], line, size))

    def _write_table(self) -> list[float]:
        """The heads and the rows; a sentence in place of rows. Returns the heights of what stands below the heads."""
        table, sheet, looks = self._table, self._sheet, self._looks
        if not table.columns:
            return []
        widths = self._widths[: len(table.columns)]
        heads = [cell_text(column.title) for column in table.columns]
        numeric = [_is_numeric(place, self._view.panel) for place in range(len(heads))]
        for x, head in enumerate(heads):
            sheet.write_string(HEAD, x, head, looks.head(numeric[x]))
        sheet.set_row(HEAD, head_height(heads, widths))
        if not table.rows:
            self._across(HEAD + 1, self._texts("document.workbook.no_rows"), looks.marks)
            return [LINE]
        heights = []
        for y, row in enumerate(table.rows, start=HEAD + 1):
            for x, cell in enumerate(row):
                self._write_cell(y, x, cell, numeric[x])
            heights.append(height_of([cell.text for cell in row], widths))
            if heights[-1] > LINE:
                sheet.set_row(y, heights[-1])
        sheet.autofilter(HEAD, 0, HEAD + len(table.rows), len(heads) - 1)
        return heights

    def _write_cell(self, y: int, x: int, cell: Cell, numeric: bool) -> None:
        """A number as a number under the format that shows it as the screen does; everything else in words."""
        value = cell.value
        if isinstance(value, int | float) and not isinstance(value, bool) and isfinite(value):
            form = number_format(value, cell.text)
            if form:
                self._sheet.write_number(y, x, value, self._looks.number(form))
                return
        look = self._looks.cell(numeric, missing=value is None or cell.missing)
        self._sheet.write_string(y, x, cell_text(cell.text), look)

    def _write_words(self, row: int) -> int:
        """Everything that is said of the numbers, a line each, nothing twice; the row behind them."""
        view = self._view
        said = {view.finding}
        for name, words in self._said():
            if words and words not in said:
                said.add(words)
                line = self._texts("document.named", name=name, words=words) if name else words
                self._across(row, cell_text(line), self._looks.words)
                row += 1
        return row

    def _said(self) -> Iterator[tuple[str, str]]:
        """How it is judged, why, what would change it, what holds for single years, where it comes from: each under
        its name, sentences that need none without."""
        texts, view = self._texts, self._view
        panel = view.panel
        yield texts("export.finding"), panel.headline
        for opinion in panel.opinions:
            # The verdict gives the reason and the step that stand below it.
            sentence = "" if opinion.id == "verdict" and view.reason else opinion.sentence
            yield opinion.name, f"{opinion.shape} {opinion.word} {sentence}".strip()
        yield texts("document.reason"), view.reason
        yield texts("document.next_step"), view.next_step
        yield "", view.comment
        if self._chart is not None:
            yield from (("", remark) for remark in self._chart.remarks)
        yield from (("", note) for note in panel.notes)
        yield from ((texts("export.evidence"), f"{item.text} {item.source} {item.url}") for item in panel.evidence)
        yield "", panel.source

    def _chart_height(self, chart: NativeChart) -> float:
        if chart.kind is ChartKind.YEARS:
            return _YEARS
        return _AXES + _BAR * min(len(chart.categories), MOST_BARS)

    def _write_chart(self, chart: NativeChart, row: int, height: float) -> bytes:
        """The numbers of the chart in these rows, and the chart itself beside the table."""
        texts, total = self._texts, len(chart.categories)
        is_cut = chart.kind is not ChartKind.YEARS and total > MOST_BARS
        said = texts("document.workbook.chart_data")
        if is_cut:
            said = texts.joined((said, texts("document.workbook.chart_cut", number=MOST_BARS, total=total)))
        self._across(row, said, self._looks.name)
        block = write_data(self._sheet, self._name, row + 1, chart, self._widths, self._looks)
        shown = chart.rows(0, MOST_BARS) if is_cut else chart
        if is_cut:
            block = type(block)(block.sheet, block.head, MOST_BARS)
        of_sheet = ChartOfSheet(self._book, shown, block, self._looks.font, _WIDTHS[chart.kind], height)
        beside = len(self._table.columns)
        options = {"object_position": 3, "x_offset": 12, "y_offset": 6, "description": readable(chart.alt)}
        self._sheet.insert_chart(HEAD + 1, beside, of_sheet.drawn(), options)
        return of_sheet.shapes(self._document.language)


def _is_numeric(place: int, panel: Panel) -> bool:
    """Whether a column stands to the right: most of what it holds are numbers."""
    values = [row[place].value for row in panel.table.rows]
    return panel.table.columns[place].numeric or any(isinstance(value, int | float) for value in values)


def _rows_within(height: float, heights: list[float]) -> int:
    """How many rows a chart of this height reaches over, the first of these heights."""
    rows, left = 0, height + LINE
    while left > 0:
        left -= heights[rows] if rows < len(heights) else LINE
        rows += 1
    return rows
