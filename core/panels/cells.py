"""Rows of a tidy frame as names, values and cells: no row, a missing value and zero stay three things."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import pandas as pd

from core.context import Context
from core.figures.template import Canvas
from core.language import Language
from core.panels.panel import Cell


def index_by(frame: pd.DataFrame, *columns: str) -> dict[tuple[Any, ...], Any]:
    """The rows of a frame by their values in `columns`, years as int."""
    return {
        tuple(int(getattr(row, name)) if name == "year" else getattr(row, name) for name in columns): row
        for row in frame.itertuples(index=False)
    }


def unit_name(row: Any, context: Context) -> str:
    """The name of a school or college in the reader's language."""
    return str(row.unit_name if context.texts.language is Language.ZH else row.unit_name_en)


def known(row: Any | None) -> float | None:
    """The value of a row; None when there is no row or no value."""
    return None if row is None or pd.isna(row.value) else float(row.value)


def together(found: Sequence[Any | None]) -> float | None:
    """The sum over rows; None when one of them has no value, or there is no row at all. What does not
    apply is no part."""
    parts = [row for row in found if row is not None and row.symbol not in ("not_applicable", "suppressed")]
    values = [known(row) for row in parts]
    if not values or any(value is None for value in values):
        return None
    return sum(value for value in values if value is not None)


def cell(row: Any | None, context: Context) -> Cell:
    """The value of a row as a number, its reason when it is missing, a dash when there is no row."""
    return dash() if row is None else number_cell(known(row), row.symbol, False, context)


def dash() -> Cell:
    """Nothing to say here: no row, or nothing to compute with."""
    return Cell("—", None)


def reason(row: Any | None, context: Context) -> str:
    """Why a row has no value, in words; a dash when there is no row."""
    return context.formats.missing_reason("" if row is None else row.symbol)


def suppressed(frame: pd.DataFrame, context: Context) -> tuple[str, ...]:
    """A sentence when suppressed cells were left out of the sums of a frame (`year`, `suppressed_parts`)."""
    parts = frame[frame["suppressed_parts"] > 0]
    if parts.empty:
        return ()
    years = [context.formats.year(int(year)) for year in sorted(parts["year"].unique())]
    return (
        context.texts(
            "note.suppressed",
            count=int(parts["suppressed_parts"].sum()),
            years=context.texts.listed(years),
        ),
    )


def provisional(frame: pd.DataFrame, year: int, context: Context) -> str:
    """The mark after a year whose values are not yet confirmed; empty for confirmed ones."""
    marked = bool(frame.loc[frame["year"] == year, "provisional"].any())
    return context.texts("mark.provisional") if marked else ""


def unconfirmed(frame: pd.DataFrame, year: int, context: Context) -> tuple[str, ...]:
    """A sentence when the values of a year are not yet confirmed."""
    if not bool(frame.loc[frame["year"] == year, "provisional"].any()):
        return ()
    return (context.texts("note.provisional", years=context.formats.year(year)),)


def newest_known(frame: pd.DataFrame) -> int | None:
    """The newest year in which anything has a value; None when nothing has."""
    years = frame.loc[frame["value"].notna(), "year"]
    return None if years.empty else int(years.max())


def bar_canvas(categories: int, context: Context, parts: int = 1) -> Canvas:
    """A figure as high as its rows of bars need, each row with `parts` bars side by side."""
    row = 36 if parts == 1 else 12 + 21 * parts
    return context.canvas(round((78 + row * max(1, categories)) * (1.3 if context.presenting else 1)))


def share(numerator: float | None, denominator: float | None) -> float | None:
    """One over the other; None when either is absent or there is nothing to divide by."""
    return None if numerator is None or not denominator else numerator / denominator


def descending(values: Sequence[float | None]) -> list[int]:
    """Positions from the largest value to the smallest, absent ones last, ties in the order given."""
    return sorted(range(len(values)), key=lambda place: (values[place] is None, -(values[place] or 0.0)))


def words(text: str) -> Cell:
    """A cell of words; a dash stands for nothing."""
    return Cell(text, None if text == "—" else text)


def number_cell(value: float | None, symbol: str, is_share: bool, context: Context, goal: float | None = None) -> Cell:
    """A value as its number, a share as percent; a missing one as its reason.

    A share just short of `goal` takes the decimals that tell the two apart.
    """
    formats = context.formats
    if value is None:
        reason = formats.missing_reason(symbol)
        return Cell(reason, reason, missing=True)
    if is_share:
        return Cell(*formats.percent(value, goal))
    digits = formats.decimals(value)
    shown = formats.plain(value, digits)
    return Cell(shown, float(shown.replace(",", "")) if digits else int(shown.replace(",", "")))
