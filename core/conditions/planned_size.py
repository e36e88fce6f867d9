"""How many students a school would have by its enrolment plan: those there, less those who leave, and the planned."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from math import floor


@dataclass(frozen=True, slots=True)
class PlannedSize:
    """The students of an autumn by the plan.

    `before` were there the autumn before, `leaving` graduate in the summer between (as reported, or with
    `is_estimated` expected), `planned` are to enter.
    """

    before: int
    leaving: int
    planned: int
    is_estimated: bool

    @property
    def students(self) -> int:
        return self.before - self.leaving + self.planned


def planned_size(
    planned: float | None,
    before: float | None,
    graduates: float | None,
    last_graduates: float | None,
    last_entrants: float | None,
    entrants: float | None,
) -> PlannedSize | None:
    """The students of an autumn by the plan; None while a part is not known.

    Who leaves are the `graduates` of the summer before that autumn, where they are reported. Else as many of the
    `entrants` of three years before as graduated of those a year earlier: `last_graduates` of `last_entrants`, and
    never more than entered. Nobody else is taken to leave, so the estimate is rather too many students than too few.
    """
    if planned is None or before is None:
        return None
    if graduates is not None:
        return PlannedSize(round(before), round(graduates), round(planned), False)
    if entrants is None or last_graduates is None or not last_entrants:
        return None
    share = min(Fraction(last_graduates) / Fraction(last_entrants), Fraction(1))
    return PlannedSize(round(before), floor(share * Fraction(entrants)), round(planned), True)
