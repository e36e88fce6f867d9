"""The numbers behind a chart as cells of its sheet: a year or a name a row, a series a column, gaps left empty."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from core.exports.documents.charts import NativeChart, NativeSeries
from core.exports.documents.workbook.looks import Looks, cell_text, head_height, height_of

_DAY = 11
"""The width of a day in characters."""
_EDGES = 4


@dataclass(frozen=True, slots=True)
class DataBlock:
    """Where the numbers of a chart stand: the sheet, the row of the names of the series, how many rows are below."""

    sheet: str
    head: int
    rows: int

    def names(self) -> list[Any]:
        """The names of the categories, as a chart refers to them."""
        return [self.sheet, self.head + 1, 0, self.head + self.rows, 0]

    def values(self, place: int) -> list[Any]:
        """The values of the series at this place."""
        return [self.sheet, self.head + 1, place + 1, self.head + self.rows, place + 1]

    def name(self, place: int) -> list[Any]:
        """The cell with its name."""
        return [self.sheet, self.head, place + 1]


def data_widths(chart: NativeChart) -> list[float]:
    """The least widths of the columns of its numbers, in characters: else a spreadsheet writes signs instead."""
    return [0.0, *(_width(series) for series in chart.series)]


def _width(series: NativeSeries) -> float:
    if series.number_format.startswith("yyyy"):
        return _DAY + _EDGES
    digits = len(series.number_format.partition(".")[2].removesuffix("%"))
    known = [value for value in series.values if value is not None]
    return max((len(f"{value:,.{digits}f}") for value in known), default=0) + _EDGES


def write_data(sheet: Any, name: str, head: int, chart: NativeChart, widths: list[float], looks: Looks) -> DataBlock:
    """Write the numbers of a chart below a row of heads; `widths` are those of the columns of the sheet."""
    heads = ["", *(cell_text(series.name) for series in chart.series)]
    for x, text in enumerate(heads):
        sheet.write_string(head, x, text, looks.head(x > 0))
    sheet.set_row(head, head_height(heads, widths[: len(heads)]))
    for place, category in enumerate(chart.categories):
        row = head + 1 + place
        sheet.write_string(row, 0, cell_text(category), looks.cell(False))
        sheet.set_row(row, height_of([category], widths[:1]))
        for x, series in enumerate(chart.series, start=1):
            value = series.values[place]
            if value is None:
                sheet.write_blank(row, x, None, looks.cell(True))
            else:
                sheet.write_number(row, x, value, looks.number(series.number_format))
    last = head + len(chart.categories)
    sheet.ignore_errors({"number_stored_as_text": f"A{head + 2}:A{last + 1}"})
    return DataBlock(name, head, len(chart.categories))
