"""Formulas that know their value: one expression gives the text a spreadsheet works out and the number it must give."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from enum import IntEnum
from math import exp, floor, log


class Binds(IntEnum):
    """How tightly the outermost operator of a formula binds; what binds less than its place needs takes brackets."""

    SUM = 1
    PRODUCT = 2
    POWER = 3
    WHOLE = 4  # a cell, a number, a function with its own brackets


@dataclass(frozen=True, slots=True)
class Formula:
    """A formula without its `=`, and its value for the cells as they are written.

    The models are written once with these, as `core.scenario` writes them: so no formula can say one thing and its
    kept value another. A test holds both to the results of `core.scenario.run`.
    """

    text: str
    value: float
    binds: Binds = Binds.WHOLE

    def __add__(self, other: Formula | float) -> Formula:
        right = formula(other)
        return Formula(f"{self._in(Binds.SUM)}+{right._in(Binds.SUM)}", self.value + right.value, Binds.SUM)

    def __radd__(self, other: float) -> Formula:
        return formula(other) + self

    def __sub__(self, other: Formula | float) -> Formula:
        right = formula(other)
        return Formula(f"{self._in(Binds.SUM)}-{right._in(Binds.PRODUCT)}", self.value - right.value, Binds.SUM)

    def __rsub__(self, other: float) -> Formula:
        return formula(other) - self

    def __mul__(self, other: Formula | float) -> Formula:
        right = formula(other)
        return Formula(f"{self._in(Binds.PRODUCT)}*{right._in(Binds.POWER)}", self.value * right.value, Binds.PRODUCT)

    def __rmul__(self, other: float) -> Formula:
        return formula(other) * self

    def __truediv__(self, other: Formula | float) -> Formula:
        right = formula(other)
        return Formula(f"{self._in(Binds.PRODUCT)}/{right._in(Binds.POWER)}", self.value / right.value, Binds.PRODUCT)

    def __rtruediv__(self, other: float) -> Formula:
        return formula(other) / self

    def __pow__(self, other: Formula | float) -> Formula:
        # Spreadsheets take a^b^c from the left and Python from the right: both sides in brackets unless whole.
        right = formula(other)
        return Formula(f"{self._in(Binds.WHOLE)}^{right._in(Binds.WHOLE)}", self.value**right.value, Binds.POWER)

    def __neg__(self) -> Formula:
        return 0 - self

    def _in(self, place: Binds) -> str:
        return f"({self.text})" if self.binds < place else self.text


def formula(value: Formula | float) -> Formula:
    """A number as a formula; one that is already stays as it is."""
    if isinstance(value, Formula):
        return value
    return Formula(f"{value:.15g}", float(value), Binds.SUM if value < 0 else Binds.WHOLE)


def least(*among: Formula | float) -> Formula:
    return _function("MIN", among, min(formula(value).value for value in among))


def greatest(*among: Formula | float) -> Formula:
    return _function("MAX", among, max(formula(value).value for value in among))


def exponential(of: Formula) -> Formula:
    return Formula(f"EXP({of.text})", exp(of.value))


def logarithm(of: Formula) -> Formula:
    return Formula(f"LN({of.text})", log(of.value))


def whole(of: Formula) -> Formula:
    """Rounded to a whole number, halves up."""
    return Formula(f"ROUND({of.text},0)", float(floor(of.value + 0.5)))


def total(cells: Sequence[Formula], *, across: str = "") -> Formula:
    """The sum of cells; `across` is their range when they lie side by side or under each other."""
    value = sum(cell.value for cell in cells)
    return Formula(f"SUM({across})", value) if across else _function("SUM", cells, value)


def ratio(upper: Formula, lower: Formula) -> Formula:
    """One over the other, 0 when the other is not above 0."""
    value = upper.value / lower.value if lower.value > 0 else 0.0
    return Formula(f"IF({lower.text}>0,{upper._in(Binds.PRODUCT)}/{lower._in(Binds.POWER)},0)", value)


def at_least(one: Formula, other: Formula | float) -> Formula:
    """1 when one is at least the other, else 0."""
    right = formula(other)
    return Formula(f"IF({one.text}>={right.text},1,0)", 1.0 if one.value >= right.value else 0.0)


def when_negative(test: Formula, then: Formula | float, otherwise: Formula | float) -> Formula:
    """One formula when a value is below 0, else another."""
    yes, no = formula(then), formula(otherwise)
    return Formula(f"IF({test.text}<0,{yes.text},{no.text})", yes.value if test.value < 0 else no.value)


def _function(name: str, arguments: Sequence[Formula | float], value: float) -> Formula:
    return Formula(f"{name}({','.join(formula(argument).text for argument in arguments)})", value)
