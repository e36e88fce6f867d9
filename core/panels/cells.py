"""Values as cells of a table: a number, the reason why it is missing, or a dash where there is nothing to say."""

from __future__ import annotations

from dataclasses import replace

from core.context import Context
from core.datasets import Symbol
from core.panels.panel import Cell
from core.panels.rows import Valued, exact, is_part, share, value_of


def cell(row: Valued | None, context: Context) -> Cell:
    """The value of a row as a number, marked when it is a lower bound, its reason when it is missing, a dash when there
    is no row."""
    return dash() if row is None else bound_cell(row, number_cell(row.value, row.symbol, False, context), context)


def bound_cell(row: Valued | None, shown: Cell, context: Context) -> Cell:
    """The cell of a row; of a lower bound with its mark, of a part that it is at least that."""
    if is_part(row):
        return at_least(shown, context)
    if row is None or row.value is None or not row.suppressed_parts:
        return shown
    return replace(shown, text=shown.text + context.formats.value_mark(False, True), lower_bound=True)


def at_least(shown: Cell, context: Context) -> Cell:
    """The cell of a number that is a part of the whole."""
    if shown.missing or not isinstance(shown.value, int | float):
        return shown
    return replace(shown, text=context.texts("programmes.at_least_number", number=shown.text), lower_bound=True)


def dash() -> Cell:
    """Nothing to say here: no row, or nothing to compute with."""
    return Cell("—", None)


def words(text: str) -> Cell:
    """A cell of words; a dash stands for nothing."""
    return Cell(text, None if text == "—" else text)


def year_cell(year: int) -> Cell:
    """A year, the same in both languages."""
    return Cell(str(year), year)


def verbatim_cell(name: str) -> Cell:
    """A name that stays as it is in every language, such as that of a file or of who published; a dash for none."""
    return Cell(name, name, tag="en" if name.isascii() else "zh") if name else dash()


def value_or_dash(
    value: float | None, is_share: bool, context: Context, goal: float | None = None, *, whole: bool = False
) -> Cell:
    """A computed value; a dash when there was nothing to compute with."""
    return dash() if value is None else number_cell(value, "", is_share, context, goal, whole=whole)


def share_cell(upper: Valued | None, lower: Valued | None, context: Context) -> Cell:
    """One over the other in percent; that it is suppressed where one of them is a lower bound, not reported where one
    is a part, a dash without both."""
    if is_part(upper) or is_part(lower):
        return number_cell(None, Symbol.NOT_REPORTED, True, context)
    known = value_of(upper) is not None and value_of(lower) is not None
    if known and (exact(upper) is None or exact(lower) is None):
        return number_cell(None, Symbol.SUPPRESSED, True, context)
    return value_or_dash(share(upper, lower), True, context)


def number_cell(
    value: float | None,
    symbol: str,
    is_share: bool,
    context: Context,
    goal: float | None = None,
    *,
    whole: bool = False,
) -> Cell:
    """A value as its number, a share as percent; a missing one as its reason.

    A share just short of `goal` takes the decimals that tell the two apart; `whole` for heads, of which there are no
    parts.
    """
    formats = context.formats
    if value is None:
        reason = formats.missing_reason(symbol)
        return Cell(reason, reason, missing=True)
    if is_share:
        return Cell(*formats.percent(value, goal))
    digits = 0 if whole else formats.decimals(value)
    text = formats.plain(value, digits)
    return Cell(text, float(text.replace(",", "")) if digits else int(text.replace(",", "")))
