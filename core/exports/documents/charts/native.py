"""A chart as an office program knows it: categories, series with values and looks, an axis. No library is needed."""

from __future__ import annotations

from dataclasses import dataclass, replace
from enum import StrEnum


class ChartKind(StrEnum):
    """How the categories lie and what stands on them."""

    YEARS = "years"  # upright: lines and columns over years
    BARS = "bars"  # lying: bars side by side from zero, the first category on top
    FLOATING = "floating"  # lying: bars that begin anywhere, stacked upon parts nobody sees


class Drawn(StrEnum):
    """What a series is drawn as."""

    LINE = "line"
    COLUMN = "column"  # also a bar, where the categories lie
    UNSEEN = "unseen"  # carries only labels, or what bars begin from


@dataclass(frozen=True, slots=True)
class NativeSeries:
    """One series; `values`, `labels`, `colours` and `whiskers` are by category, where they are not empty.

    A value None is a gap, a label "" none. `colour` is six hexadecimal digits, `colours` those of single bars or of the
    filling of single markers. `dash` is a name of Plotly's, `width` in pixels and 0 for no line. `marker` is a name of
    Plotly's, "" for none. `whiskers` are how far an interval reaches below and above a value. `edge`: one side of a
    band. `number_format` is that of a spreadsheet.
    """

    name: str
    values: tuple[float | None, ...]
    colour: str
    drawn: Drawn = Drawn.LINE
    colours: tuple[str, ...] = ()
    width: float = 2.0
    dash: str = "solid"
    marker: str = ""
    marker_size: float = 0.0
    labels: tuple[str, ...] = ()
    label_colours: tuple[str, ...] = ()
    label_place: str = "above"
    whiskers: tuple[tuple[float, float] | None, ...] = ()
    edge: bool = False
    in_legend: bool = True
    number_format: str = "General"

    def rows(self, first: int, last: int) -> NativeSeries:
        """The same for the categories from `first` up to, but not with, `last`."""
        by_category = ("values", "colours", "labels", "label_colours", "whiskers")
        return replace(self, **{name: getattr(self, name)[first:last] for name in by_category})


@dataclass(frozen=True, slots=True)
class Reference:
    """A line across all bars at a value, with its words."""

    value: float
    words: str
    colour: str


@dataclass(frozen=True, slots=True)
class NativeChart:
    """A chart, complete: a writer needs nothing else.

    `low`, `high` and `step` are those of the value axis, `axis_format` how its numbers are written. `spans`: no line
    has a gap that means something, so the points of each are joined. `legend` are colours with their words where series
    do not say it, without a colour where the words hold a sign; `remarks` are sentences on single years, such as from
    when on something else is counted.
    """

    kind: ChartKind
    categories: tuple[str, ...]
    series: tuple[NativeSeries, ...]
    low: float
    high: float
    step: float
    axis_format: str
    stacked: bool = False
    spans: bool = False
    references: tuple[Reference, ...] = ()
    legend: tuple[tuple[str, str], ...] = ()
    remarks: tuple[str, ...] = ()
    alt: str = ""

    def rows(self, first: int, last: int) -> NativeChart:
        """The same with the categories from `first` up to, but not with, `last`."""
        series = tuple(one.rows(first, last) for one in self.series)
        return replace(self, categories=self.categories[first:last], series=series)
