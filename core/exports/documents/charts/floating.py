"""Bars that begin anywhere, as stacked parts: each row is cut wherever a bar begins or ends and a mark stands.

The parts are stacked upon one that is not seen, and a mark is the label at the end of a part: so the data sheet holds
no number that the figure does not have, but for the length of a last part, the same in every row, after which the words
of the row stand.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

from core.exports.documents.charts.figure_parts import Axis, hex_colour
from core.exports.documents.charts.native import ChartKind, Drawn, NativeChart, NativeSeries, Reference
from core.figures.palette import INK, WHITE
from core.language import Texts

_TAIL = 0.02
"""The length of the part that carries the words after a row, of the whole axis."""
_DARK = 150
"""Below this brightness, of 255, words on a colour are white."""


@dataclass(slots=True)
class Row:
    """One row: bars as (from, to, colour), marks as (place, words), and the words before and after it all."""

    name: str
    bars: list[tuple[float, float, str]] = field(default_factory=list)
    marks: list[tuple[float, str]] = field(default_factory=list)
    before: str = ""
    after: str = ""
    colour: str = INK

    @property
    def cuts(self) -> list[float]:
        """Where a part begins or ends, in order."""
        return sorted({end for first, last, _ in self.bars for end in (first, last)} | {at for at, _ in self.marks})

    def colour_between(self, first: float, last: float) -> str:
        """The colour of the bar seen there, the last one drawn; none where there is no bar."""
        middle = (first + last) / 2
        covering = (colour for start, end, colour in reversed(self.bars) if min(start, end) < middle < max(start, end))
        return next(covering, "")

    def words_at(self, place: float) -> str:
        """What the marks there say."""
        return "".join(words for at, words in self.marks if at == place)


def floating_chart(
    rows: Sequence[Row],
    axis: Axis,
    texts: Texts,
    *,
    rounded: Callable[[float], float],
    formats: tuple[str, str],
    references: tuple[Reference, ...] = (),
    legend: tuple[tuple[str, str], ...] = (),
    remarks: tuple[str, ...] = (),
    alt: str = "",
) -> NativeChart:
    """The chart of these rows, the first on top.

    `rounded` makes a place the number that a download stores; `formats` are those of places and of lengths.
    """
    cuts = [[rounded(cut) for cut in row.cuts] for row in rows]
    most = max((len(places) for places in cuts), default=0)
    series = [_beginning(rows, cuts, texts, formats[0])]
    series += [_part(rows, cuts, place, texts, formats[1]) for place in range(1, most)]
    if any(row.after for row in rows):
        series.append(_tail(rows, (axis.high - axis.low) * _TAIL))
    return NativeChart(
        kind=ChartKind.FLOATING,
        categories=tuple(row.name for row in rows),
        series=tuple(series),
        low=axis.low,
        high=axis.high,
        step=axis.step,
        axis_format=axis.number_format,
        stacked=True,
        references=references,
        legend=legend,
        remarks=remarks,
        alt=alt,
    )


def _beginning(rows: Sequence[Row], cuts: Sequence[Sequence[float]], texts: Texts, number_format: str) -> NativeSeries:
    """The part that is not seen, with what stands before the first bar or at its beginning."""
    words = [row.before or (row.words_at(row.cuts[0]) if row.cuts else "") for row in rows]
    return NativeSeries(
        name=texts("document.beginning"),
        values=tuple(places[0] if places else None for places in cuts),
        colour=hex_colour(WHITE),
        drawn=Drawn.UNSEEN,
        labels=tuple(words),
        label_colours=tuple(hex_colour(row.colour) for row in rows),
        label_place="inside_end",
        in_legend=False,
        number_format=number_format,
    )


def _part(
    rows: Sequence[Row], cuts: Sequence[Sequence[float]], place: int, texts: Texts, number_format: str
) -> NativeSeries:
    """The parts that end at the cut of this place in each row."""
    values, colours, words, inks = [], [], [], []
    for row, places in zip(rows, cuts, strict=True):
        exact = row.cuts
        there = place < len(places)
        colour = hex_colour(row.colour_between(exact[place - 1], exact[place])) if there else ""
        values.append(round(places[place] - places[place - 1], 8) if there else None)
        colours.append(colour)
        words.append(row.words_at(exact[place]) if there else "")
        inks.append(hex_colour(WHITE if colour and _is_dark(colour) else INK))
    return NativeSeries(
        name=texts("document.part", number=place),
        values=tuple(values),
        colour=next((colour for colour in colours if colour), hex_colour(WHITE)),
        drawn=Drawn.COLUMN,
        colours=tuple(colours),
        labels=tuple(words),
        label_colours=tuple(inks),
        label_place="inside_end",
        in_legend=False,
        number_format=number_format,
    )


def _tail(rows: Sequence[Row], length: float) -> NativeSeries:
    """What stands after the last bar of each row, at a part that is not seen."""
    return NativeSeries(
        name=" ",
        values=tuple(length if row.after else None for row in rows),
        colour=hex_colour(WHITE),
        drawn=Drawn.UNSEEN,
        labels=tuple(row.after for row in rows),
        label_colours=tuple(hex_colour(row.colour) for row in rows),
        label_place="inside_base",
        in_legend=False,
    )


def _is_dark(colour: str) -> bool:
    red, green, blue = (int(colour[place : place + 2], 16) for place in (0, 2, 4))
    return 0.3 * red + 0.59 * green + 0.11 * blue < _DARK
