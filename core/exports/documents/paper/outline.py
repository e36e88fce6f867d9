"""What of a document stands on paper, by its length: everything, or findings with reasons and next steps."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import count
from math import ceil

from core.exports.documents.charts import ChartKind, NativeChart, native_chart
from core.exports.documents.document import Document, Length, Section, View
from core.exports.documents.paper.blocks import Block, Heading, Paper, Paragraph, Picture
from core.exports.documents.paper.grids import grid
from core.exports.documents.paper.numbering import heading_number, second_number
from core.exports.documents.paper.one_page import below_title, foot_of, page_of
from core.exports.documents.paper.sheet import BODY, PITCH
from core.exports.documents.text_size import readable
from core.formats import Formats
from core.language import Texts

MOST_BARS, MOST_FIGURES = 24, 4
"""Lying bars of one figure, each with a name; and over how many figures they go on."""
_YEARS, _BAR, _AXES = 210.0, 17.0, 50.0
"""The height of a chart over years, of a lying bar, and of what stands around bars, in points."""


def paper_of(document: Document, texts: Texts) -> Paper:
    """A document on paper in its length."""
    if document.length is Length.PAGE:
        return page_of(document, texts)
    writer = _Outline(document, texts)
    return Paper(
        title=readable(document.title),
        below_title=below_title(document, texts),
        foot=foot_of(document, texts),
        blocks=tuple(writer.blocks()),
        language=document.language,
        size=BODY,
        pitch=PITCH,
        one_page=False,
        link=document.marks.link,
    )


class _Outline:
    """Goes through a document and numbers headings, figures and tables on the way."""

    def __init__(self, document: Document, texts: Texts) -> None:
        self._document, self._texts = document, texts
        self._figures, self._tables = count(1), count(1)
        self._whole = document.length is Length.FULL

    def blocks(self) -> Iterator[Block]:
        """The conclusion, then every section."""
        document, language = self._document, self._document.language
        yield Heading(heading_number(1, language) + self._texts("document.conclusion"), 1)
        yield Paragraph(readable(document.finding), strong=True)
        yield from (Paragraph(readable(line)) for line in document.lines)
        sections = [section for section in document.sections if self._whole or not section.appendix]
        for number, section in enumerate(sections, start=2):
            yield Heading(readable(heading_number(number, language) + section.heading), 1)
            yield from self._section(section, number)

    def _section(self, section: Section, number: int) -> Iterator[Block]:
        """Each view below its finding, which is a heading only where there are several."""
        for place, view in enumerate(section.views, start=1):
            if len(section.views) > 1:
                finding = second_number(number, place, self._document.language) + view.finding
                yield Heading(readable(finding), 2)
            elif view.finding != self._document.finding:
                yield Paragraph(readable(view.finding), strong=True)
            yield from self._view(view)

    def _view(self, view: View) -> Iterator[Block]:
        yield from self._said(view)
        texts = self._texts
        chart = native_chart(view.panel, Formats(texts))
        foot = self._foot(view)
        if chart is not None and self._whole:
            yield from self._pictures(view, chart, foot)
            foot = foot[:1] if view.panel.source else ()
        if chart is None and not view.table.rows:
            yield from (Paragraph(line) for line in foot)
        if view.table.rows and (self._whole or chart is None or view.columns):
            caption = texts("document.table", number=next(self._tables), words=view.panel.subtitle or view.finding)
            yield grid(view.table, readable(caption), foot, texts)

    def _said(self, view: View) -> Iterator[Block]:
        """Why it is so, what would change it, and what somebody said of it."""
        if view.reason:
            yield Paragraph(readable(view.reason))
        if view.next_step and view.next_step not in self._document.lines:
            texts = self._texts
            yield Paragraph(readable(texts("document.named", name=texts("document.next_step"), words=view.next_step)))
        if view.comment:
            yield Paragraph(readable(view.comment))

    def _pictures(self, view: View, chart: NativeChart, foot: tuple[str, ...]) -> Iterator[Block]:
        """The figure of a view; lying bars go on in a next one, the two rows of an entry never parted."""
        total = len(chart.categories)
        # As many bars in each figure as in the others.
        each = total if chart.kind is ChartKind.YEARS else 2 * ceil(total / ceil(total / MOST_BARS) / 2)
        starts = range(0, total, each)[:MOST_FIGURES]
        for first in starts:
            last = min(total, first + each)
            part = chart if each >= total else chart.rows(first, last)
            left = total - last if first == starts[-1] else 0
            more = (self._texts("document.more_rows", number=left),) if left else ()
            height = _YEARS if chart.kind is ChartKind.YEARS else _AXES + _BAR * (last - first)
            words = view.panel.subtitle or view.finding
            caption = self._texts("document.figure", number=next(self._figures), words=words)
            remarks = tuple(map(readable, chart.remarks))
            yield Picture(part, readable(caption), (*more, *remarks, *foot), height)

    def _foot(self, view: View) -> tuple[str, ...]:
        """The lines below a figure or a table: where its numbers come from, under what it was made, its notes."""
        notes = view.panel.notes if self._whole else ()
        said = {*self._document.lines, view.finding, view.reason, view.next_step, view.comment}
        marks = self._texts("document.mark_separator").join(view.marks)
        lines = (view.panel.source, marks, *(note for note in notes if note not in said))
        return tuple(readable(line) for line in lines if line)
