"""Teachers of the vocational schools as stock and flow: hired, leaving, certified as dual-qualified."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

import numpy as np
import numpy.typing as npt

from core.scenario.history import RECENT, Yearly, last_year, latest_value, total, up_to
from core.scenario.levers import LAST_YEAR, Declarations, Lever, Origin, lever

Floats = npt.NDArray[np.float64]

NEEDED = ("full_time_teachers", "specialised_teachers", "dual_qualified_teachers")


@dataclass(frozen=True, slots=True)
class Teachers:
    """Full-time, specialised-course and dual-qualified teachers in `year`, the newest one in which all three are known,
    and the specialised share of new ones. `later` is what was reported of later years, by indicator of `NEEDED`."""

    year: int
    full_time: float
    specialised: float
    dual_qualified: float
    specialised_of_hired: float
    later: Mapping[str, Yearly] = field(default_factory=dict)

    @property
    def years(self) -> tuple[int, ...]:
        return tuple(range(self.year + 1, LAST_YEAR + 1))


@dataclass(frozen=True, slots=True, eq=False)
class Staff:
    """The years ahead, each of the shape (years, runs), in heads on 1 September."""

    full_time: Floats
    specialised: Floats
    dual_qualified: Floats


def project(start: Teachers, levers: Mapping[str, Floats]) -> Staff:
    """S' = S (1 - leaving) + hired; D' = D (1 - leaving) + certified × (S - D) (1 - leaving), each lever (runs,).

    What was reported of a later year stands in place of what would follow.
    """
    staying = 1.0 - levers["teacher_attrition"]
    hired, certified = levers["teachers_hired"], levers["certification_rate"]
    stocks = np.empty((3, len(start.years), len(hired)))
    full, specialised, dual = (
        np.full(len(hired), stock) for stock in (start.full_time, start.specialised, start.dual_qualified)
    )
    for row, year in enumerate(start.years):
        full = full * staying + hired
        dual = (dual + certified * (specialised - dual)) * staying
        specialised = specialised * staying + hired * start.specialised_of_hired
        reported = (start.later.get(id, {}).get(year) for id in NEEDED)
        full, specialised, dual = (
            stock if known is None else np.full_like(stock, known)
            for stock, known in zip((full, specialised, dual), reported, strict=True)
        )
        stocks[:, row] = full, specialised, dual
    return Staff(*stocks)


def teachers(series: Mapping[str, Yearly], declarations: Declarations) -> Teachers | None:
    """The teachers of the last year all three are known for; None when there is none."""
    year = last_year(total(*(series.get(id, {}) for id in NEEDED)))
    if year is None or year >= LAST_YEAR:
        return None
    leaving = _attrition(declarations).default
    full, specialised = (_hired(up_to(series[id], year), leaving) for id in NEEDED[:2])
    recent = sorted(set(full) & set(specialised))[-RECENT:]
    everyone = sum(full[year] for year in recent)
    share = sum(specialised[year] for year in recent) / everyone if everyone > 0 else 0.0
    values = [series[id][year] for id in NEEDED]
    if not 0.0 < share <= 1.0:  # too few years to see it, or posts only moved: as among those who are there
        share = values[1] / values[0] if values[0] else 0.0
    full_time, specialised_now, dual_qualified = values
    return Teachers(year, full_time, specialised_now, dual_qualified, share, _reported_later(series, year))


def _reported_later(series: Mapping[str, Yearly], start: int) -> dict[str, Yearly]:
    """The values after the year `start`, of those series that have any."""
    later = {id: {year: value for year, value in series[id].items() if year > start} for id in NEEDED}
    return {id: values for id, values in later.items() if values}


def _attrition(declarations: Declarations) -> Lever:
    """The share that leaves, which is assumed: stocks alone do not show it."""
    return lever(declarations.declaration("teacher_attrition"), None, (), Origin("fallback", verified=False))


def levers_of(series: Mapping[str, Yearly], start: int, declarations: Declarations) -> tuple[Lever, ...]:
    """Hiring and certification up to the year `start` the stocks start from, at the attrition that is assumed."""
    full, specialised, dual = (up_to(series[id], start) for id in NEEDED)
    attrition = _attrition(declarations)
    leaving = attrition.default
    certified = {}
    for year in sorted(dual):
        before = year - 1
        if before not in dual or before not in specialised:
            continue
        rest = (specialised[before] - dual[before]) * (1 - leaving)
        if rest > 0:
            certified[year] = (dual[year] - dual[before] * (1 - leaving)) / rest
    return (
        lever(declarations.declaration("teachers_hired"), *latest_value(_hired(full, leaving), "hired")),
        lever(declarations.declaration("certification_rate"), *latest_value(certified, "certified")),
        attrition,
    )


def _hired(stock: Yearly, leaving: float) -> dict[int, float]:
    """Who must have come in a year: the stock less those of the year before who stayed."""
    return {year: stock[year] - stock[year - 1] * (1 - leaving) for year in sorted(stock) if year - 1 in stock}
