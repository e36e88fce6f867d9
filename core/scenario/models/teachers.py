"""Teachers of the vocational schools as stock and flow: hired, leaving, certified as dual-qualified."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from core.scenario.history import RECENT, Yearly, added, last, latest
from core.scenario.levers import LAST_YEAR, Declarations, Lever, Origin, lever

Floats = npt.NDArray[np.float64]

NEEDED = ("full_time_teachers", "specialised_teachers", "dual_qualified_teachers")


@dataclass(frozen=True, slots=True)
class Teachers:
    """Full-time, specialised-course and dual-qualified teachers in `year`, and the specialised share of new ones."""

    year: int
    full_time: float
    specialised: float
    dual_qualified: float
    specialised_of_hired: float

    @property
    def years(self) -> tuple[int, ...]:
        return tuple(range(self.year + 1, LAST_YEAR + 1))


@dataclass(frozen=True, slots=True, eq=False)
class Staff:
    """The years ahead, each of the shape (years, runs), in heads on 1 September."""

    full_time: Floats
    specialised: Floats
    dual_qualified: Floats


def ahead(start: Teachers, levers: Mapping[str, Floats]) -> Staff:
    """S' = S (1 - leaving) + hired; D' = D (1 - leaving) + certified × (S - D) (1 - leaving), each lever (runs,)."""
    staying = 1.0 - levers["teacher_attrition"]
    hired, certified = levers["teachers_hired"], levers["certification_rate"]
    found = np.empty((3, len(start.years), len(hired)))
    full, specialised, dual = (
        np.full(len(hired), each) for each in (start.full_time, start.specialised, start.dual_qualified)
    )
    for year in range(found.shape[1]):
        full = full * staying + hired
        dual = (dual + certified * (specialised - dual)) * staying
        specialised = specialised * staying + hired * start.specialised_of_hired
        found[:, year] = full, specialised, dual
    return Staff(*found)


def teachers(series: Mapping[str, Yearly], declared: Declarations) -> Teachers | None:
    """The teachers of the last year all three are known for; None when there is none."""
    year = last(added(*(series.get(each, {}) for each in NEEDED)))
    if year is None or year >= LAST_YEAR:
        return None
    leaving = declared.declared("teacher_attrition").fallback or 0.0
    full, specialised = (_hired(series[each], leaving) for each in NEEDED[:2])
    recent = sorted(set(full) & set(specialised))[-RECENT:]
    everyone = sum(full[each] for each in recent)
    share = sum(specialised[each] for each in recent) / everyone if everyone > 0 else 0.0
    values = [series[each][year] for each in NEEDED]
    if not 0.0 < share <= 1.0:  # too few years to see it, or posts only moved: as among those who are there
        share = values[1] / values[0] if values[0] else 0.0
    return Teachers(year, *values, share)


def levers_of(series: Mapping[str, Yearly], declared: Declarations) -> tuple[Lever, ...]:
    """Hiring and certification of the last years at the attrition assumed, which stocks alone do not show."""
    full, specialised, dual = (series[each] for each in NEEDED)
    attrition = declared.declared("teacher_attrition")
    leaving = attrition.fallback or 0.0
    certified = {}
    for year in sorted(dual):
        before = year - 1
        rest = (specialised.get(before, 0.0) - dual.get(before, 0.0)) * (1 - leaving)
        if before in dual and before in specialised and rest > 0:
            certified[year] = (dual[year] - dual[before] * (1 - leaving)) / rest
    return (
        lever(declared.declared("teachers_hired"), *latest(_hired(full, leaving), "hired")),
        lever(declared.declared("certification_rate"), *latest(certified, "certified")),
        lever(attrition, None, (), Origin("fallback", verified=False)),
    )


def _hired(stock: Yearly, leaving: float) -> dict[int, float]:
    """Who must have come in a year: the stock less those of the year before who stayed."""
    return {year: stock[year] - stock[year - 1] * (1 - leaving) for year in sorted(stock) if year - 1 in stock}
