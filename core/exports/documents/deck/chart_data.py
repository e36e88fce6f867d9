"""The data sheet of a chart: a year or a name a row, a series a column, real numbers, and never a formula."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from pptx.chart.data import CategoryChartData
from pptx.chart.xlsx import CategoryWorkbookWriter
from xlsxwriter import Workbook

from core.exports.documents.charts import NativeChart
from core.exports.documents.text_size import readable


class _SheetWriter(CategoryWorkbookWriter):
    """Writes texts as texts, whatever they begin with."""

    @contextmanager
    def _open_worksheet(self, xlsx_file: Any) -> Iterator[tuple[Any, Any]]:
        plain = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
        book = Workbook(xlsx_file, plain)
        yield book, book.add_worksheet("Sheet1")
        book.close()


class _ChartData(CategoryChartData):
    @property
    def _workbook_writer(self) -> _SheetWriter:
        return _SheetWriter(self)  # type: ignore[no-untyped-call]


def chart_data(chart: NativeChart) -> Any:
    """The categories and series of a chart with their number formats."""
    data: Any = _ChartData()  # type: ignore[no-untyped-call]
    data.categories = [readable(name) for name in chart.categories]
    for series in chart.series:
        data.add_series(readable(series.name), series.values, series.number_format)
    return data
