"""What a release says of one college: its stages, entrants and students, who stays, how fast it filled."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import lru_cache

from core.annual_series import SeriesError
from core.datasets import CollegeStage
from core.scenario.history import Yearly, last_year, retention_rate
from core.scenario.levers import Declarations
from core.scenario.models.growth_curve import SATURATING_EXPONENTIAL, fit_speed
from core.toml_entries import Words

FALLBACK_STAYING = 1.0
"""Who stays from year to year in a college whose returns do not say."""


@dataclass(frozen=True, slots=True)
class College:
    """One college as a release knows it.

    `reached` are the days its stages were reached, `planned` those planned, `places` the planned places (None when not
    reported), `entrants` and `students` by year over all study modes, complete years only.
    """

    unit_id: str
    name: Words
    institution_type: str
    reached: Mapping[CollegeStage, date]
    planned: Mapping[CollegeStage, date]
    places: float | None
    entrants: Yearly
    students: Yearly

    @property
    def opened(self) -> int | None:
        """The year of its first autumn with students."""
        day = self.reached.get(CollegeStage.ENROLLING)
        return None if day is None else day.year

    @property
    def started(self) -> int | None:
        """The first year it can have students: that of its opening, or of its first returns if they are earlier."""
        years = [year for series in (self.entrants, self.students) for year, value in series.items() if value > 0]
        return min([*years, *([] if self.opened is None else [self.opened])], default=None)

    def study_years(self, declarations: Declarations) -> int:
        return round(declarations.assumption_value(f"programme_years_{self.institution_type}"))


def intakes(college: College, year: int, count: int) -> list[float]:
    """The entrants of the last years, newest first, as far back as they are known without a gap; none from before the
    college opened. For those of a year whose students alone are known the last ones known stand in."""
    newest_first = []
    last = last_year(college.entrants)
    for age in range(count):
        if college.started is not None and year - age < college.started:
            newest_first.append(0.0)
        elif year - age in college.entrants:
            newest_first.append(college.entrants[year - age])
        elif last is not None and last < year - age:
            newest_first.append(college.entrants[last])
        else:
            break
    return newest_first


def retention_of(college: College, declarations: Declarations) -> float | None:
    """Who stays from year to year; None unless every intake that makes up the stock is known and says something."""
    year, length = last_year(college.students), college.study_years(declarations)
    if year is None:
        return None
    entered = intakes(college, year, length)
    # With an intake unknown the rate would have to make up for it: two of three cohorts give a rate of 2.
    return retention_rate(entered, college.students[year]) if len(entered) == length and any(entered[1:]) else None


def fill_speed(college: College, declarations: Declarations) -> float | None:
    """How fast its intake grew towards a full one, a year; None when its returns cannot say."""
    if college.opened is None or not college.places:
        return None
    rate = retention_of(college, declarations) or FALLBACK_STAYING
    full = college.places / sum(rate**age for age in range(college.study_years(declarations)))
    years = sorted(year for year in college.entrants if year >= college.opened)
    if len(years) < 3 or years[0] != college.opened:
        return None
    autumns = tuple(float(year - college.opened + 1) for year in years)
    return _fit_of(autumns, tuple(college.entrants[year] for year in years), full)


@lru_cache(maxsize=256)
def _fit_of(autumns: tuple[float, ...], entrants: tuple[float, ...], full: float) -> float | None:
    """The fit of one college, kept: its levers, its own path and those of others all go by it."""
    try:
        fit = fit_speed(SATURATING_EXPONENTIAL, autumns, entrants, full)
    except SeriesError:
        return None
    speed = fit.parameters[1]
    return float(speed) if fit.determined and 0.05 <= speed <= 10 else None
