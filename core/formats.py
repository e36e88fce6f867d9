"""Every number, date and reason as text: the one place where a number is rounded for a reader."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import ROUND_HALF_UP, Decimal
from functools import lru_cache
from typing import Final

from core.datasets import Symbol
from core.language import Language, Texts
from core.plan.entries import Goal
from core.plan.indicators import MeasureUnit
from core.plan.unit_texts import UNIT_TEXT
from core.published.schema import Qualifier

SYMBOL_TEXT: Final[Mapping[str, str]] = {
    Symbol.PRESENT: "symbol.absent",
    Symbol.NOT_REPORTED: "symbol.not_reported",
    Symbol.NOT_APPLICABLE: "symbol.not_applicable",
    Symbol.SUPPRESSED: "symbol.suppressed",
    Symbol.NOT_PUBLISHED: "symbol.not_published",
    Symbol.THRESHOLD_UNREAD: "symbol.threshold_unread",
}
"""The text that names the reason of an absent value; an absent row has no reason of its own."""

QUALIFIER_TEXT: Final[Mapping[str, str]] = {
    Qualifier.EXACT: "qualifier.exact",
    Qualifier.MORE_THAN: "qualifier.more_than",
    Qualifier.AT_LEAST: "qualifier.at_least",
    Qualifier.AT_MOST: "qualifier.at_most",
    Qualifier.ABOUT: "qualifier.about",
    Qualifier.EXPECTED: "qualifier.expected",
}
"""A published number with the word its source puts before it."""

_FINE_BELOW = 100
_FINEST = 4
"""Most decimals shown to keep two different numbers from looking the same, or from contradicting their difference."""
_TEN_THOUSAND = 10_000
_DIGITS_OF_WHOLE = 10
SAME = 1e-9
"""Numbers nearer to each other than this are one number."""


def written_out(value: float, digits: int = 10) -> str:
    """A number as it stands in a sentence, to so many digits and never as a power of ten: 13,800,138,000 or 0.583.

    A whole number keeps all of its digits.
    """
    if float(value).is_integer() and digits >= _DIGITS_OF_WHOLE:
        return f"{int(value):,}"
    return f"{Decimal(f'{value:.{digits}g}'):,f}"


@dataclass(frozen=True, slots=True)
class Comparison:
    """Two numbers on one scale, without unit words, and the size of their difference with its unit word.

    The difference is that of the two numbers as they are shown, and the true one rounded; `digits` are its decimals.
    """

    value: str
    other: str
    difference: str
    digits: int


@lru_cache(maxsize=8192)
def round_half_up(value: float, digits: int) -> Decimal:
    """`value` to `digits` decimals, halves away from zero, as a person with a pencil would.

    Kept, since most numbers of a page stand on it again at the next move of a slider.
    """
    return Decimal(repr(float(value))).quantize(Decimal(1).scaleb(-digits), rounding=ROUND_HALF_UP)


def agreeing_digits(value: float, other: float, usual: int) -> int:
    """The fewest decimals, from `usual` on, with which two different numbers look different and the difference of what
    is shown is the true one rounded: 36.0 and 36.1 may stand for 36.04 and 36.06, which then read 36.04 and 36.06.

    For the sake of the last digit of the difference there is one decimal more and not another: nobody needs 80.2845.
    """
    gap = abs(value - other)
    for digits in range(usual, _FINEST):
        shown = abs(round_half_up(value, digits) - round_half_up(other, digits))
        is_rounded = abs(float(shown) - gap) <= 0.5 * 10**-digits + SAME
        if (shown or gap < SAME) and (is_rounded or digits > usual):
            return digits
    return _FINEST


def _is_whole_wan(value: float) -> bool:
    """Whether a number is exact in 万 with one decimal: a whole multiple of 1,000, from 10,000 on."""
    return abs(value) >= _TEN_THOUSAND and value % 1_000 == 0


def _wan(value: float) -> str:
    """A number that is exact in 万, or zero: 5万, 1.2万, 0."""
    return f"{value / _TEN_THOUSAND:,.1f}".removesuffix(".0") + "万" if value else "0"


def width_of(text: str) -> int:
    """The width of a text in half-width characters: a Chinese one counts two."""
    return sum(2 if ord(character) > 0x2E7F else 1 for character in text)


@dataclass(frozen=True, slots=True)
class Formats:
    """Numbers, years and missing values in the words of one language."""

    texts: Texts

    def plain(self, value: float, digits: int = 0, *, trim: bool = False) -> str:
        """A bare number with thousands separators, the same in both languages: 1,234 or 58.3; `trim` drops zeros."""
        shown = f"{round_half_up(value, digits) + 0:,f}"  # + 0 makes a minus zero plain
        return shown.rstrip("0").rstrip(".") if trim and "." in shown else shown

    def number(self, value: float, unit: MeasureUnit, *, digits: int | None = None) -> str:
        """A value without its unit word: 9,620 · 39,128 · 58.3% · 3.6 : 6.4.

        Counts are written out in Chinese, too: 39,128 beside 3.91万 would be one number in two notations. Only what
        marks the scale of a figure is in 万, `ticks` and `goal_value`; and money, see `yuan`.
        """
        if unit is MeasureUnit.SHARE:
            return self.plain(value * 100, 1 if digits is None else digits, trim=True) + "%"
        if unit is MeasureUnit.RATIO:
            places = 1 if digits is None else digits
            # From the percentage, as its difference is: 0.03235 × 10 and × 100 may fall on two sides of a half.
            first = round_half_up(value * 100, places - 1) / 10
            return f"{self.plain(float(first), places, trim=True)} : {self.plain(float(10 - first), places, trim=True)}"
        if digits is None:
            digits = 0 if unit.is_heads else self.decimals(value)
        return self.plain(value, digits, trim=True)

    def yuan(self, value: float, digits: int = 0) -> str:
        """An amount of money without its unit word: 200万 in Chinese, where budgets are in 万, small ones too."""
        if value and self.texts.language is Language.ZH:
            return self.plain(value / _TEN_THOUSAND, max(digits, 2), trim=True) + "万"
        return self.plain(value, digits, trim=True)

    def decimals(self, value: float) -> int:
        """The decimals of a count, the same in sentences, tables and files: none, but one for a computed value below
        a hundred, such as the 4.6 colleges of a required path."""
        return 0 if abs(value) >= _FINE_BELOW or float(value).is_integer() else 1

    def quantity(self, value: float, unit: MeasureUnit, *, digits: int | None = None) -> str:
        """A value with its unit word: 6所, 39,128人, 58.3%, 3.6 : 6.4."""
        return self.with_unit(self.number(value, unit, digits=digits), unit)

    def comparison(self, value: float, other: float, unit: MeasureUnit) -> Comparison:
        """Two values and their difference in one sentence: they always agree, and two that differ never look the same.

        The fewest decimals do that are usual for the unit: 59.96 % against 60 % keeps its decimals.
        """
        if unit.is_heads:
            value, other = float(round_half_up(value, 0)), float(round_half_up(other, 0))
        scale = 100.0 if unit.is_share else 1.0
        usual = 1 if unit.is_share else max(self.decimals(value), self.decimals(other))
        digits = agreeing_digits(value * scale, other * scale, usual)
        size = abs(round_half_up(value * scale, digits) - round_half_up(other * scale, digits))
        if unit.is_share:
            difference = self.texts("unit.points", number=self.plain(float(size), digits, trim=True))
        else:
            difference = self.with_unit(self.number(float(size), unit, digits=digits), unit)
        # A ratio is in tenths: 3.69 : 6.31 is as fine as 36.9 %.
        places = digits + 1 if unit is MeasureUnit.RATIO else digits
        first, second = (self.number(size, unit, digits=places) for size in (value, other))
        return Comparison(first, second, difference, digits)

    def alike(self, values: Sequence[float], unit: MeasureUnit) -> list[str]:
        """Several values of one sentence with their unit word, all with the same decimals: the fewest, from those usual
        for the unit on, with which values that differ look different: 5.04 : 4.96, 4.84 : 5.16 and 5.24 : 4.76."""
        scale, usual = (100.0, 1) if unit.is_share else (1.0, 0 if unit.is_heads else max(map(self.decimals, values)))
        digits = next(
            digits
            for digits in range(usual, _FINEST + 1)
            if digits == _FINEST or unit.is_heads or self._differ(values, scale, digits)
        )
        places = digits + 1 if unit is MeasureUnit.RATIO else digits
        return [self.quantity(value, unit, digits=places) for value in values]

    @staticmethod
    def _differ(values: Sequence[float], scale: float, digits: int) -> bool:
        """Whether values that differ also do so with so many decimals."""
        return len({round_half_up(value * scale, digits) for value in values}) == len(set(values))

    def pair(self, value: float, goal: float, unit: MeasureUnit) -> tuple[str, str]:
        """A value and its goal as `comparison` writes them."""
        shown = self.comparison(value, goal, unit)
        return shown.value, shown.other

    def beside_goal(self, value: float, goal: Goal | None, unit: MeasureUnit) -> str:
        """A value in the notation of a sentence that compares it with the goal, if there is one."""
        return self.number(value, unit) if goal is None else self.pair(value, goal.value, unit)[0]

    def percent(self, value: float, goal: float | None = None) -> tuple[str, float]:
        """A share as a bare percentage for a column, and the number that stands there: 58.3.

        With a goal it takes as many decimals as tell the two apart: 59.96 against 60.
        """
        digits = 1 if goal is None else agreeing_digits(value * 100, goal * 100, 1)
        shown = self.plain(value * 100, digits)
        return shown, float(shown.replace(",", ""))

    def difference(self, value: float, unit: MeasureUnit) -> str:
        """The size of a difference with its unit word; shares and ratios differ by percentage points."""
        size = abs(value)
        if unit in (MeasureUnit.SHARE, MeasureUnit.RATIO):
            points = size * 100
            digits = next((d for d in range(1, _FINEST + 1) if round_half_up(points, d) != 0), 1)
            return self.texts("unit.points", number=self.plain(points, digits, trim=True))
        return self.quantity(size, unit)

    def pace(self, value: float, unit: MeasureUnit) -> str:
        """A signed yearly change with its unit word: +1.8个百分点, −120人."""
        if not value or not (unit.is_share or float(round_half_up(value, 1))):
            return self.difference(0.0, unit)
        sign = "+" if value > 0 else "−"
        if unit in (MeasureUnit.SHARE, MeasureUnit.RATIO) or value == round(value) or abs(value) >= 10:
            return sign + self.difference(value, unit)
        return sign + self.with_unit(self.plain(abs(value), 1, trim=True), unit)

    def growth(self, value: float) -> str:
        """A signed growth rate a year as a percentage: +3.1%."""
        shown = self.plain(abs(value) * 100, 1, trim=True)
        return ("" if shown == "0" else "+" if value > 0 else "−") + shown + "%"

    def year(self, year: int) -> str:
        return self.texts("format.year", year=str(year))

    def day(self, day: date | None) -> str:
        """An ISO date, or a dash; the same in both languages so that it can be copied into an address."""
        return day.isoformat() if day else "—"

    def missing_reason(self, symbol: Symbol | str) -> str:
        """The reason a value is absent, in words."""
        return self.texts(SYMBOL_TEXT[symbol])

    def missing_mark(self, symbol: Symbol | str) -> str:
        """The sign that stands in a figure where a value is absent, with the reason."""
        return self.texts("mark.missing", reason=self.missing_reason(symbol))

    def coverage(self, reported: int, units: int | None) -> str:
        """In a few words how many units have reported; `units` are all, None when nobody knows how many there are."""
        if units is None:
            return self.texts("coverage.list_open", reported=self.plain(reported))
        return self.texts("coverage.short", reported=self.plain(reported), units=self.plain(units))

    def value_mark(self, provisional: bool, lower_bound: bool = False) -> str:
        """The mark after the year of a value that is not yet confirmed, or lacks suppressed parts; else empty."""
        if provisional and lower_bound:
            return self.texts("mark.provisional_lower_bound")
        if lower_bound:
            return self.texts("mark.lower_bound")
        return self.texts("mark.provisional") if provisional else ""

    def with_qualifier(self, number: str, qualifier: str | None) -> str:
        """A published number with the word its source puts before it: over 12,000, about 60%."""
        return self.texts(QUALIFIER_TEXT[qualifier or Qualifier.EXACT], number=number)

    def goal_flag(self, goal: Goal, unit: MeasureUnit, plan: str = "") -> str:
        """What stands at the goal line of a figure: value and clause, with a `plan` also its name and the year."""
        shown, clause = self.goal_value(goal.value, unit), self.texts.of(goal.clauses[0].text)
        if not plan:
            return self.texts("figure.goal_flag", goal=shown, clause=clause)
        year = self.year(goal.target_year)
        return self.texts("figure.goal_flag_of_plan", goal=shown, clause=clause, year=year, plan=plan)

    def goal_value(self, value: float, unit: MeasureUnit) -> str:
        """The value of a goal at its line in a figure, never rounded: 60%, 4 : 6, 8所, 5万人, 12,345人."""
        in_wan = self._counts_in_wan(unit) and _is_whole_wan(value)
        return self.with_unit(_wan(value) if in_wan else self.number(value, unit, digits=_FINEST), unit)

    def ticks(self, values: Sequence[float], unit: MeasureUnit) -> list[str]:
        """The labels of one axis, in one notation: 0, 1万, 2万, but 0, 5,000, 10,000, since 5,000 is written out."""
        if self._counts_in_wan(unit) and all(not value or _is_whole_wan(value) for value in values):
            return [_wan(value) for value in values]
        fine = any(abs(value * 100 - round(value * 100)) >= SAME for value in values)
        digits = None if unit is not MeasureUnit.SHARE else 1 if fine else 0
        return [self.number(value, unit, digits=digits) for value in values]

    def _counts_in_wan(self, unit: MeasureUnit) -> bool:
        """Whether a scale of this unit may be written in 万: counts, in Chinese."""
        return self.texts.language is Language.ZH and not unit.is_share

    def with_unit(self, number: str, unit: MeasureUnit) -> str:
        """A number already written, with its unit word: 1 person, 1.5 persons."""
        if unit in (MeasureUnit.SHARE, MeasureUnit.RATIO):
            return number
        return self.texts(UNIT_TEXT[unit], count=1 if number == "1" else 2, number=number)
