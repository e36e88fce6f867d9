"""Which slides a document takes: a chart or a table each, long ones parted and continued."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from math import ceil

from core.exports.documents.charts import ChartKind, NativeChart, native_chart
from core.exports.documents.deck.places import places_of
from core.exports.documents.deck.tables import FIRST_ROWS, MOST_ROWS, Sheet, sheets_of
from core.exports.documents.document import Document, View
from core.formats import Formats
from core.language import Texts

MOST_BARS = 18
"""Lying bars of one slide; each has a name."""
MOST_CHARTS = 4
"""Slides over which the bars of one chart go on; of more the workbook holds the rest."""


@dataclass(frozen=True, slots=True)
class Page:
    """One slide of a view: its section, what it shows, which of how many it is, and how much the deck leaves out."""

    heading: str
    view: View
    chart: NativeChart | None = None
    sheet: Sheet | None = None
    place: int = 1
    of: int = 1
    left_out: str = ""


def pages_of(document: Document, texts: Texts) -> list[Page]:
    """The slides of a document after its cover, in order."""
    return [
        page
        for section in document.sections
        for view in section.views
        for page in _pages_of_view(section.heading, view, texts)
    ]


def _pages_of_view(heading: str, view: View, texts: Texts) -> Iterator[Page]:
    """The slides of a view; a table stands beside its chart only where columns of it were chosen for paper."""
    chart, table = native_chart(view.panel, Formats(texts)), view.table
    if chart is not None:
        yield from _chart_pages(heading, view, chart, texts)
    if table.rows and (chart is None or view.columns):
        sheets = sheets_of(table, places_of(view).body)
        more = len(table.rows) - FIRST_ROWS if len(table.rows) > MOST_ROWS else 0
        left_out = texts("document.more_rows", number=more) if more else ""
        for place, sheet in enumerate(sheets, start=1):
            last = left_out if place == len(sheets) else ""
            yield Page(heading, view, sheet=sheet, place=place, of=len(sheets), left_out=last)
    elif chart is None:
        yield Page(heading, view)


def _chart_pages(heading: str, view: View, chart: NativeChart, texts: Texts) -> Iterator[Page]:
    """The slides of a chart: one for years; lying bars go on, the two rows of an entry never parted."""
    if chart.kind is ChartKind.YEARS:
        yield Page(heading, view, chart)
        return
    number = len(chart.categories)
    slides = ceil(number / MOST_BARS)
    # As many on each slide as on the others; two rows of one entry stay together.
    each = 2 * ceil(number / slides / 2)
    starts = range(0, number, each)
    shown = starts[:MOST_CHARTS]
    ends = [*starts[1:], number]
    for place, (first, last) in enumerate(zip(shown, ends, strict=False), start=1):
        # A blank name belongs to the row above it.
        more = sum(bool(name.strip()) for name in chart.categories[last:]) if place == len(shown) else 0
        left_out = texts("document.more_rows", number=more) if more else ""
        yield Page(heading, view, chart.rows(first, last), place=place, of=len(shown), left_out=left_out)
