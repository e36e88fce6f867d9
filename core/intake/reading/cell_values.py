"""Understands one cell of a sheet as a number, a year or a day, or says why it cannot."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from functools import lru_cache
from typing import TypeGuard

from core.cells.days import day_in
from core.cells.misread import MisreadError
from core.cells.numbers import WrittenNumber, number_in
from core.cells.text import excerpt, fold, turns
from core.cells.units import fits
from core.cells.years import year_in, year_of_day
from core.intake.form.words import text_of
from core.intake.message_values import TextId
from core.intake.workbook.grid import Cell
from core.intake.workbook.references import names_other_file
from core.intake.workbook.workbook_parts import EPOCH
from core.plan.indicators import MeasureUnit

_YEARS_ALONE = range(1950, 2101)  # as days these would lie in 1905
_DIGITS_OF_SERIALS, _SERIAL_YEARS = 5, range(1980, 2101)
_LARGEST = 10**15  # beyond it a number is not kept to the last digit, and nothing in a district counts so many
_FIRST_DAY, _LAST_DAY = date(1901, 1, 1), date(2100, 12, 31)


@dataclass(frozen=True, slots=True)
class Amount:
    """A number as understood. `how` names what was done to the text (`scaled`, `percent`, …), empty when nothing."""

    value: float
    how: str = ""


def amount_of(cell: Cell, *, whole: bool, scale: Decimal = Decimal(1), share: bool = False, unit: str = "") -> Amount:
    """The number in a cell, times the `scale` of its heading (万元 over a column of yuan).

    `whole` refuses fractions of persons. A percentage is only a number where a `share` is asked for. `unit` is that of
    the column; a cell with another one, or with one of its own under a heading that multiplies, is refused.
    Raises MisreadError.
    """
    if scale == 1 and not cell.percent and is_integer(cell.value) and abs(cell.value) <= _LARGEST:
        return Amount(cell.value + 0.0)  # nearly every cell there is
    number, how = _number_in(cell, scale, share=share, unit=unit)
    value = float(number)
    if abs(value) > _LARGEST:
        raise MisreadError("too_large_number", limit=f"{_LARGEST:,}")
    return Amount((_whole(value, cell) if whole else value) + 0.0, how)


def observed_amount(cell: Cell, unit: MeasureUnit, *, scale: Decimal = Decimal(1)) -> Amount:
    """The number of a line that says its own unit. Raises MisreadError; for a fraction of what is counted in whole
    numbers it names the unit, which is as likely to be wrong: 0.83 persons may well be the share it looks like.
    """
    try:
        return amount_of(cell, whole=not unit.has_fractions, scale=scale, share=unit.is_share)
    except MisreadError as error:
        if error.code not in ("not_whole", "not_whole_shown"):
            raise
        word = TextId(text_of("unit", unit))
        raise MisreadError("not_whole_of_unit", found=excerpt(cell.text), unit=word) from None


def refuse_valueless(cell: Cell) -> None:
    """Raises MisreadError for a cell that holds an error, a truth value, or a formula whose result was not stored."""
    if cell.kind == "f":
        raise MisreadError("formula_without_value")
    if cell.kind in ("b", "e"):
        raise MisreadError("error_cell", found=shown_text(cell))


def refuse_external_formula(cell: Cell) -> None:
    """Raises MisreadError for a formula that takes its value from another file, which is not there to check it."""
    if names_other_file(cell.formula):
        raise MisreadError("external_formula")


def refuse_unreadable(cell: Cell) -> None:
    """Raises MisreadError for a cell without a value, or one whose signs are seen in another order than stored."""
    refuse_valueless(cell)
    if cell.kind == "s" and turns(cell.text):
        raise MisreadError("turned_round", found=excerpt(cell.text))


def shown_text(cell: Cell) -> str:
    """A cell as the sheet shows it, so far as a percentage and a truth value go."""
    if cell.percent and isinstance(cell.value, int | float):
        return f"{cell.value * 100:.10g}%"
    return excerpt(cell.text.upper() if cell.kind == "b" else cell.text)


def is_integer(value: object) -> TypeGuard[float]:
    return isinstance(value, float) and value.is_integer()


def _whole(value: float, cell: Cell) -> float:
    """A number of persons or things. A sum a spreadsheet made may be off in the sixteenth digit."""
    nearest = round(value)
    if abs(value - nearest) > 1e-9 * max(1.0, abs(value)):
        shown = next((doubt.shown for doubt in cell.doubts if doubt.kind in ("rounded", "in_units")), "")
        if shown:
            raise MisreadError("not_whole_shown", found=excerpt(cell.text), shown=shown)
        raise MisreadError("not_whole", found=excerpt(cell.text))
    return float(nearest)


def _number_in(cell: Cell, scale: Decimal, *, share: bool, unit: str) -> tuple[Decimal, str]:
    """The number in a cell, and what was done to what stands there."""
    refuse_unreadable(cell)
    match cell.kind:
        case "n" if cell.percent and not share:
            raise MisreadError("percent_for_count", found=shown_text(cell))
        case "n":
            number, how = Decimal(repr(cell.value)), "percent" if cell.percent else ""
        case "s":
            number, how = _written(number_in(cell.text), cell.text, scale, share=share, unit=unit)
        case _:
            raise MisreadError("date_for_number", found=str(cell.value))
    return (number, how) if scale == 1 else (number * scale, "scaled")


def _written(number: WrittenNumber, text: str, scale: Decimal, *, share: bool, unit: str) -> tuple[Decimal, str]:
    """A number with what stood round it, as one in the unit of its column before the `scale` of the heading."""
    if number.percent and (number.scale != 1 or not share):
        raise MisreadError("percent_for_count", found=excerpt(text))
    if not fits(number.unit, unit):
        if not unit:
            raise MisreadError("words_with_number", found=excerpt(text))
        expected = TextId(f"intake.unit.{unit}")
        raise MisreadError("unit_of_cell", found=excerpt(text), unit=number.unit, expected=expected)
    if scale != 1 and (number.scale != 1 or number.unit):
        raise MisreadError("unit_twice", found=excerpt(text), scale=f"{scale:,f}")
    if number.percent:
        return number.value / 100, "percent"
    if number.scale != 1:
        return number.value * number.scale, "scaled"
    return number.value, "tidied" if number.is_tidied else ""


@lru_cache(maxsize=2048)  # a sheet repeats a few years thousands of times
def year_of(cell: Cell, epoch: date = EPOCH, month: int | None = None) -> tuple[int, str]:
    """The reference year of a cell, and how it was understood. 2023-2024学年 and 2023年秋 are 2023.

    `month` is the one the figures of its table are of, as for `year_in`.

    A number that a spreadsheet, counting from `epoch`, keeps for a day of these decades is named as one.

    Raises MisreadError.
    """
    if isinstance(cell.value, date):
        return year_of_day(cell.value, month)
    refuse_unreadable(cell)
    text = fold(cell.text)
    if text.isdecimal() and text.isascii() and len(text) == _DIGITS_OF_SERIALS:
        day = epoch + timedelta(days=int(text))
        if day.year in _SERIAL_YEARS:
            raise MisreadError("serial_for_year", found=text, day=day)
    return year_in(cell.text, month)


def seen_year_of(cell: Cell, epoch: date = EPOCH, month: int | None = None) -> tuple[int, str]:
    """As `year_of`; of a number that only looks like a year by its format it says so. Raises MisreadError."""
    try:
        return year_of(cell, epoch, month)
    except MisreadError:
        shown = next((doubt.shown for doubt in cell.doubts if doubt.kind in ("scaled", "worded")), "")
        if cell.kind != "n" or not _is_year(shown):
            raise
        raise MisreadError("year_only_shown", found=excerpt(cell.text), shown=excerpt(shown)) from None


def _is_year(text: str) -> bool:
    try:
        year_in(text)
    except MisreadError as error:
        return error.code == "year_of_other_calendar"
    return True


@lru_cache(maxsize=2048)
def day_of(cell: Cell, epoch: date = EPOCH) -> tuple[date, str]:
    """The day in a cell, typed or a serial number from `epoch` on, and how it was understood. Raises MisreadError."""
    if isinstance(cell.value, date):
        return cell.value, ""
    refuse_unreadable(cell)
    text = fold(cell.text)
    if cell.kind == "n" and text.isdecimal():
        day = _day_of_serial(int(text), epoch)
        if day is not None:
            return day, "serial"
    return day_in(cell.text), "" if text == str(cell.value) else "tidied"


def _day_of_serial(serial: int, epoch: date) -> date | None:
    """The day a spreadsheet keeps as this number; None for what is rather a year or no day at all.

    Raises MisreadError for a day after 2100: a spreadsheet shows the number as a day, so the clerk never saw it.
    """
    if serial in _YEARS_ALONE or serial > (date.max - epoch).days:
        return None
    day = epoch + timedelta(days=serial)
    if day > _LAST_DAY:
        raise MisreadError("day_too_late", day=day, found=str(serial))
    return day if day >= _FIRST_DAY else None
