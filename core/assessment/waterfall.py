"""Parts that lead from one number to another, rounded so that they add up as they are shown."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import ROUND_FLOOR, ROUND_HALF_UP, Decimal


@dataclass(frozen=True, slots=True)
class Contribution:
    """What one unit, cohort, stage or group adds; `detail` says in words what it is made of.

    `is_gone`: a unit that was there in the base year and is no longer, so that its heads count in another one.
    """

    name: str
    value: float
    detail: str = ""
    is_gone: bool = False


@dataclass(frozen=True, slots=True)
class Waterfall:
    """From `start` to `end` by way of `parts`, all in multiples of one step: `start` and the parts add up to `end`."""

    start: Decimal
    end: Decimal
    parts: tuple[tuple[Contribution, Decimal], ...]

    @property
    def change(self) -> Decimal:
        return self.end - self.start


def close_waterfall(start: float, end: float, contributions: Sequence[Contribution], step: float) -> Waterfall:
    """The waterfall in multiples of `step`, such as 1 person or a thousandth of a share; parts that round to nothing
    are left out.

    Both ends are rounded once, halves up, as they stand in a sentence. The parts then share out what lies between
    them: each is rounded down, and what is left goes, a step at a time, to those with the largest remainders (the
    method of largest remainders). So none is off by a whole step where the parts add up before rounding.
    """
    size = Decimal(repr(step))
    first, last = (_steps(value, size).to_integral_value(ROUND_HALF_UP) for value in (start, end))
    exact = [_steps(contribution.value, size) for contribution in contributions]
    whole = [steps.to_integral_value(ROUND_FLOOR) for steps in exact]
    left = int(last - first - sum(whole))
    by_remainder = sorted(range(len(whole)), key=lambda place: (whole[place] - exact[place], place))
    for turn in range(abs(left) if whole else 0):
        if left > 0:
            whole[by_remainder[turn % len(whole)]] += 1
        else:
            whole[by_remainder[-1 - turn % len(whole)]] -= 1
    return Waterfall(
        first * size,
        last * size,
        tuple((part, steps * size) for part, steps in zip(contributions, whole, strict=True) if steps),
    )


def _steps(value: float, step: Decimal) -> Decimal:
    """A value in steps, cleared of the noise of binary fractions: 0.6 of a share is 600 thousandths."""
    return (Decimal(repr(float(value))) / step).quantize(Decimal("1e-9"), rounding=ROUND_HALF_UP)
