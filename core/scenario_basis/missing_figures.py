"""Figures that a part of the model starts from and a release does not hold, each with the reason it is missing."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass

import pandas as pd

from core.assessment import Point
from core.datasets import Symbol
from core.formats import SYMBOL_TEXT
from core.language import Language, catalogue
from core.toml_entries import Words


@dataclass(frozen=True, slots=True)
class MissingFigure:
    """A figure by name; `symbol` says why it is missing, None: the release has no row of it.

    `partly`: some units reported it, though never all of them for one year.
    """

    name: Words
    symbol: Symbol | None = None
    partly: bool = False

    @property
    def reason(self) -> Words:
        """Why it is missing, in words."""
        if self.partly:
            return in_both("scenario.gap.partly")
        return in_both("symbol.no_row" if self.symbol is None else SYMBOL_TEXT[self.symbol])


def missing_figure(name: Words, observed: Iterable[Point]) -> MissingFigure | None:
    """The figure of a series, with the reason of its newest year; None when a model may start from any year."""
    points = tuple(observed)
    if any(point.is_start for point in points):
        return None
    symbol = points[-1].symbol if points else None
    if points and points[-1].lower_bound:
        symbol = Symbol.SUPPRESSED
    partly = any(point.partial is not None and point.partial.so_far is not None for point in points)
    return MissingFigure(name, symbol, partly and symbol is Symbol.NOT_REPORTED)


def without_lower_bounds(frame: pd.DataFrame, without_bound: Collection[int]) -> pd.DataFrame:
    """The rows of the years in which nothing is suppressed of which nobody knows how much it is; where there is no such
    year, the rows that are whole.

    `frame` has one row for each part of a year: year · value · suppressed_parts.
    """
    hidden = (frame["suppressed_parts"] > 0) & frame["year"].isin(list(without_bound))
    whole = frame[~frame["year"].isin(frame.loc[hidden, "year"])]
    return whole if whole["value"].notna().any() else frame[~hidden | frame["value"].isna()]


def named_with_reasons(figures: Iterable[MissingFigure]) -> Words:
    """Every figure with its reason in brackets, as a list in both languages."""
    items = [in_both("named.with_detail", name=figure.name, detail=figure.reason) for figure in figures]
    return listed(items)


def what_to_do(figures: Iterable[MissingFigure]) -> Words:
    """What brings the figures: a return, now or once they are published; none brings what is withheld for good."""
    symbols = {figure.symbol for figure in figures}
    if symbols & {None, Symbol.NOT_REPORTED}:
        return in_both("scenario.gap.send")
    return in_both("scenario.gap.wait" if Symbol.NOT_PUBLISHED in symbols else "scenario.gap.withheld")


def listed(items: Iterable[Words]) -> Words:
    """A list in both languages."""
    names = tuple(items)
    zh, en = (catalogue(language).listed(catalogue(language).of(name) for name in names) for language in Language)
    return Words(zh=zh, en=en)


def in_both(id: str, **values: Words) -> Words:
    """A text in both languages, its placeholders filled in."""
    return Words(zh=_in(Language.ZH, id, values), en=_in(Language.EN, id, values))


def _in(language: Language, id: str, values: Mapping[str, Words]) -> str:
    texts = catalogue(language)
    return texts(id, **{name: texts.of(words) for name, words in values.items()})
