"""What stands in the file, in one language: chapters of numbered parts, each a view with its pictures and sentences."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import count

from markupsafe import Markup

from core.exports.documents.charts import ChartKind, NativeChart, native_chart
from core.exports.documents.charts.figure_parts import hex_colour
from core.exports.documents.document import Document, View
from core.exports.documents.handoff.svg import narrow_svg, small_svg, wide_svg
from core.exports.documents.qr_code import qr_svg
from core.formats import Formats
from core.language import Texts, catalogue
from core.panels.panel import Cell, Opinion, Panel

MOST_BARS = 60
"""Lying bars in one figure; its table holds them all."""
FILTERED = 12
"""A table with more rows can be searched."""


_WORDS = {
    "language": "document.language",
    "contents": "document.contents",
    "reason": "document.reason",
    "next_step": "document.next_step",
    "filter": "document.filter",
    "card": "indicator_card.title",
    "separator": "document.mark_separator",
    "note": "document.handoff_note",
}
"""The texts around the views, by their names in the template."""


@dataclass(frozen=True, slots=True)
class Light:
    """A judgement in its sign and word; `colour` is six hexadecimal digits."""

    shape: str
    word: str
    colour: str


@dataclass(frozen=True, slots=True)
class Card:
    """One row of an overview: its cells, and of the part it leads to the address within the file, the light, a small
    picture, and whether its goal is a best effort."""

    cells: tuple[Cell, ...]
    href: str
    light: Light | None
    picture: Markup | None
    best_effort: bool


@dataclass(frozen=True, slots=True)
class Figure:
    """A chart for wide and for narrow screens, with its legend and the sentences below it."""

    pictures: tuple[Markup, ...]
    legend: tuple[tuple[str, str], ...]
    remarks: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Part:
    """One view with its number, the name it is reached by within the file, its marks, its chart, and sentences for what
    is not there.

    `next_step`, `notes` and `opinions` are what was not said before: the cover and the view's reason say the rest.
    `cards` are its rows where each of them leads to another part; `beyond` are the places of those columns for which a
    sheet of paper has no room, which `left_out` says. `shown` says how many rows are left where they are searched, with
    a # for their number; empty for a table too short for that.
    """

    number: int
    anchor: str
    view: View
    marks: tuple[str, ...]
    light: Light | None
    figure: Figure | None
    absent: tuple[str, ...]
    next_step: str
    notes: tuple[str, ...]
    opinions: tuple[Opinion, ...]
    cards: tuple[Card, ...]
    beyond: frozenset[int]
    left_out: str
    shown: str


@dataclass(frozen=True, slots=True)
class Chapter:
    """Parts under one heading."""

    heading: str
    anchor: str
    parts: tuple[Part, ...]


@dataclass(frozen=True, slots=True)
class Side:
    """The whole document in one language."""

    document: Document
    texts: Texts
    chapters: tuple[Chapter, ...]

    @property
    def words(self) -> dict[str, str]:
        """What stands around the views, by the name it has in the template."""
        return {name: self.texts(text) for name, text in _WORDS.items()}

    @property
    def qr_words(self) -> str:
        """The QR code for somebody who cannot see it."""
        return self.texts("document.qr", link=self.document.marks.link)

    @property
    def qr(self) -> Markup | None:
        """The QR code that leads to where the file is verified; None where the address of the server is not known."""
        link = self.document.marks.link
        return Markup(qr_svg(link)) if link else None

    @property
    def colours(self) -> Iterator[str]:
        """The colours of the words and signs in it."""
        for part in (part for chapter in self.chapters for part in chapter.parts):
            yield from (hex_colour(opinion.colour) for opinion in part.view.panel.opinions)
            if part.figure is not None:
                yield from (colour for colour, _ in part.figure.legend if colour)


def side_of(document: Document) -> Side:
    """A document in its language."""
    return _Writer(document).side()


class _Writer:
    def __init__(self, document: Document) -> None:
        self._document, self._texts = document, catalogue(document.language)
        self._formats = Formats(self._texts)
        self._views = list(document.views)

    def side(self) -> Side:
        numbers = count(1)
        chapters = tuple(
            Chapter(
                section.heading,
                f"{self._document.language}-{place}",
                tuple(self._part(view, next(numbers)) for view in section.views),
            )
            for place, section in enumerate(self._document.sections, start=1)
        )
        return Side(self._document, self._texts, chapters)

    def _anchor(self, number: int) -> str:
        return f"{self._document.language}-part-{number}"

    def _part(self, view: View, number: int) -> Part:
        texts, panel = self._texts, view.panel
        chart, rows = native_chart(panel, self._formats), len(panel.table.rows)
        columns = enumerate(panel.table.columns)
        beyond = frozenset(place for place, column in columns if view.columns and column.id not in view.columns)
        said = {*self._document.lines, view.finding, view.reason}
        return Part(
            number=number,
            anchor=self._anchor(number),
            view=view,
            marks=self._document.page_marks(view),
            light=_light(view),
            figure=None if chart is None else self._figure(chart),
            absent=self._absent(panel, chart),
            next_step="" if view.next_step in said else view.next_step,
            notes=tuple(note for note in panel.notes if note not in {*said, view.next_step}),
            opinions=tuple(opinion for opinion in panel.opinions if opinion.id != "verdict"),
            cards=self._cards(view),
            beyond=beyond,
            left_out=texts("document.more_columns", number=len(beyond)) if beyond else "",
            shown=texts("document.rows_shown", shown="#", number=rows) if rows > FILTERED else "",
        )

    def _absent(self, panel: Panel, chart: NativeChart | None) -> tuple[str, ...]:
        """What is not there, in sentences."""
        without_values = panel.figure is not None and chart is None
        without_rows = bool(panel.table.columns) and not panel.table.rows
        absent = {"document.no_chart": without_values, "document.no_rows": without_rows}
        return tuple(self._texts(text) for text, holds in absent.items() if holds)

    def _figure(self, chart: NativeChart) -> Figure:
        """A chart; of very many bars the first, which a sentence says."""
        left = 0 if chart.kind is ChartKind.YEARS else len(chart.categories) - MOST_BARS
        shown = chart.rows(0, MOST_BARS) if left > 0 else chart
        more = (self._texts("document.more_bars", number=left, first=MOST_BARS),) if left > 0 else ()
        return Figure((wide_svg(shown), narrow_svg(shown)), chart.legend, (*more, *chart.remarks))

    def _cards(self, view: View) -> tuple[Card, ...]:
        """The rows of a view as cards, where each has a view of its own in the document."""
        if not view.by_row or len(view.by_row) != len(view.panel.table.rows):
            return ()
        cards = []
        for row, own in zip(view.panel.table.rows, view.by_row, strict=True):
            if own not in self._views:
                return ()
            chart, goal = native_chart(own.panel, self._formats), own.panel.goal
            cards.append(
                Card(
                    cells=row,
                    href=f"#{self._anchor(self._views.index(own) + 1)}",
                    light=_light(own),
                    picture=None if chart is None else small_svg(chart),
                    best_effort=goal is not None and not goal.binding,
                )
            )
        return tuple(cards)


def _light(view: View) -> Light | None:
    """The verdict of a view, where it has one."""
    opinion = next((opinion for opinion in view.panel.opinions if opinion.id == "verdict"), None)
    return None if opinion is None else Light(opinion.shape, opinion.word, hex_colour(opinion.colour))
