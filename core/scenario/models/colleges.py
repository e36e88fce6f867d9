"""Colleges: those here fill up to their places, those on the way open and ramp up; count and students ahead."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from math import exp, log
from statistics import median

import numpy as np
import numpy.typing as npt

from core.datasets import CollegeStage, last_autumn
from core.scenario.history import last_year
from core.scenario.levers import LAST_YEAR, Declarations, Lever, Origin, lever
from core.scenario.models.college_history import FALLBACK_STAYING, College, fill_speed, intakes, retention_of
from core.scenario.models.college_openings import Opening, expected_openings
from core.scenario.models.projects import last_complete_year

Floats = npt.NDArray[np.float64]

FULL = 0.9
"""The share of a full intake that the lever "years to a full intake" counts to."""
SETTLED = 6
"""A college is taken as filled after so many autumns; how full it is then is the range of `college_fill`."""


@dataclass(frozen=True, slots=True)
class PlannedCollege:
    """A college on the way, as the model needs it; the year and the places planned for it, None when not reported."""

    unit_id: str
    study_years: int
    staying: float
    planned_year: int | None = None
    planned_places: float | None = None


@dataclass(frozen=True, slots=True, eq=False)
class Colleges:
    """The colleges after `counted`, the last year whose colleges are counted, their students after `year`.

    `open_now` are enrolling; their students ahead are `settled` + lever `college_fill` × `filling`, each of the shape
    (years,): the model is linear in it, so it is worked out once. `without_students` are open and returned none: they
    stay out of the years ahead as they are out of the total observed. One whose first return is not due yet fills up
    from its opening. `year` is the newest one whose students are all known, `last_entrants` the newest whose entrants
    are, None when none are; colleges are counted at the end of a year.
    """

    year: int
    counted: int
    open_now: int
    settled: Floats
    filling: Floats
    coming: tuple[PlannedCollege, ...]
    without_students: tuple[College, ...] = ()
    last_entrants: int | None = None

    @property
    def years(self) -> tuple[int, ...]:
        return tuple(range(self.year + 1, LAST_YEAR + 1))

    @property
    def years_counted(self) -> tuple[int, ...]:
        """The years ahead of the number of colleges."""
        return tuple(range(self.counted + 1, LAST_YEAR + 1))


def project(start: Colleges, levers: Mapping[str, Floats]) -> tuple[Floats, Floats]:
    """Colleges at the end of each of `start.years_counted`, their students on 1 September of each of `start.years`.

    Both are of the shape (years, runs).

    A college on the way takes in P / sum r^j (1 - e^(-k a)) students in its a-th autumn, k = ln 10 / years to a full
    intake, P its places, and holds the last three or four intakes, each year at the rate r of staying on: so it holds P
    in the end. An opening between two autumns counts in proportion, which only a search between slider positions uses.
    """
    runs = len(levers["college_fill"])
    years = np.array(start.years, dtype=np.float64)[:, None]
    ends = np.array(start.years_counted, dtype=np.float64)[:, None]
    count = np.full((len(ends), runs), float(start.open_now))
    students = start.settled[:, None] + levers["college_fill"] * start.filling[:, None]
    for college in start.coming:
        opening = levers[f"opening_year_{college.unit_id}"]
        places = levers[f"places_{college.unit_id}"]
        speed = -log(1 - FULL) / levers[f"ramp_up_{college.unit_id}"]
        since = years - opening + 1.0
        count += np.clip(ends - opening + 1.0, 0.0, 1.0)
        # An intake of some years ago is what the newest one was then: one row a year serves all ages.
        before = college.study_years - 1
        entered = np.empty((len(years) + before, runs))
        np.exp(-speed * (since[0] - before), out=entered[0])
        decay = np.exp(-speed)
        for row in range(1, len(entered)):
            np.multiply(entered[row - 1], decay, out=entered[row])
        np.subtract(1.0, entered, out=entered)
        np.maximum(entered, 0.0, out=entered)  # before the opening it would be negative here: there was none
        weights = (college.staying ** np.arange(college.study_years)).tolist()
        part = places / sum(weights)
        for age, weight in enumerate(weights):
            students += entered[before - age : before - age + len(years)] * (weight * part)
    return count, students


def colleges(reported: Sequence[College], as_of: date, declarations: Declarations) -> Colleges | None:
    """Where the colleges stand; None when the release knows of no college."""
    autumn = last_autumn(as_of)
    if not reported or autumn >= LAST_YEAR:
        return None
    year = _last_year_of_students(reported, autumn)
    settled, filling = np.zeros(LAST_YEAR - year), np.zeros(LAST_YEAR - year)
    enrolling = [college for college in reported if college.opened is not None]
    usual_speed = _usual_speed(enrolling, declarations)
    without_students = []
    for college in enrolling:
        if not college.students and not _first_return_is_due_later(college, year):
            without_students.append(college)
            continue
        fixed, full = _filling(college, year, fill_speed(college, declarations) or usual_speed, declarations)
        settled += fixed
        filling += full
    rates = [rate for college in enrolling if (rate := retention_of(college, declarations)) is not None]
    retention = min(median(rates), 1.0) if rates else FALLBACK_STAYING
    coming = tuple(_planned(college, retention, declarations) for college in reported if college.opened is None)
    counted = last_complete_year(as_of)
    last_entrants = _last_year_of_entrants(enrolling)
    return Colleges(year, counted, len(enrolling), settled, filling, coming, tuple(without_students), last_entrants)


def _last_year_of_students(reported: Sequence[College], autumn: int) -> int:
    """The newest year that is known of the colleges' students, at the latest this autumn; this autumn without any."""
    years = (last_year(college.students) for college in reported)
    return min(max((year for year in years if year is not None), default=autumn), autumn)


def _last_year_of_entrants(enrolling: Sequence[College]) -> int | None:
    """The newest year that is known of the colleges' entrants."""
    return max((year for college in enrolling for year in college.entrants), default=None)


def _usual_speed(enrolling: Sequence[College], declarations: Declarations) -> float:
    """How fast colleges filled up, in the middle; the declared ramp-up where none of them shows it."""
    speeds = [speed for college in enrolling if (speed := fill_speed(college, declarations)) is not None]
    if speeds:
        return median(speeds)
    fallback = declarations.declaration("ramp_up").fallback
    if fallback is None:
        raise ValueError("ramp_up has no fallback")
    return log(10) / fallback


def _first_return_is_due_later(college: College, year: int) -> bool:
    """Whether an open college without students may not have reported yet: then it fills up from its opening."""
    return bool(college.places) and college.opened is not None and college.opened >= year


def _planned(college: College, retention: float, declarations: Declarations) -> PlannedCollege:
    opening = college.planned.get(CollegeStage.ENROLLING)
    return PlannedCollege(
        college.unit_id,
        college.study_years(declarations),
        retention,
        None if opening is None else opening.year,
        college.places,
    )


@dataclass(frozen=True, slots=True)
class _Experience:
    """What the colleges that are enrolling show others: how full they are, years to a full intake, their places."""

    enrolling: tuple[College, ...]
    fills: tuple[float, ...]
    ramp_ups: tuple[float, ...]
    sizes: tuple[float, ...]

    @classmethod
    def of(cls, reported: Sequence[College], declarations: Declarations) -> _Experience:
        enrolling = tuple(college for college in reported if college.opened is not None)
        speeds = (fill_speed(college, declarations) for college in enrolling)
        return cls(
            enrolling,
            tuple(fill for college in enrolling if (fill := _settled_fill(college)) is not None),
            tuple(log(10) / speed for speed in speeds if speed is not None),
            tuple(sorted(college.places for college in enrolling if college.places)),
        )


def levers_of(reported: Sequence[College], as_of: date, declarations: Declarations) -> tuple[Lever, ...]:
    """How full the colleges here become; opening, places and ramp-up of those on the way, as others did."""
    known = _Experience.of(reported, declarations)
    origin = Origin("college_fill", (("colleges", len(known.fills)), ("years", SETTLED)))
    levers = [lever(declarations.declaration("college_fill"), 1.0, _span(known.fills), origin)]
    earliest = last_autumn(as_of) + 1
    on_the_way = [college for college in reported if college.opened is None]
    openings = expected_openings(on_the_way, known.enrolling, earliest)
    for college in on_the_way:
        levers += _levers_of_planned(college, known, openings[college.unit_id], earliest, declarations)
    return tuple(levers)


def _settled_fill(college: College) -> float | None:
    """Students over places of a college that has had `SETTLED` autumns; None for any other."""
    year = last_year(college.students)
    if not college.places or college.opened is None or year is None or year - college.opened + 1 < SETTLED:
        return None
    return college.students[year] / college.places


def _span(values: Sequence[float]) -> tuple[float, ...]:
    """The lowest and the highest value; nothing when there are fewer than two."""
    return (min(values), max(values)) if len(values) > 1 else ()


def _levers_of_planned(
    college: College, known: _Experience, expected: Opening, earliest: int, declarations: Declarations
) -> tuple[Lever, Lever, Lever]:
    """Opening year, places and years to a full intake of one college on the way."""
    unit, name = college.unit_id, college.name
    opening, span, origin = expected
    opening_year = lever(
        declarations.declaration("opening_year"), opening, span, origin, low=earliest, unit_id=unit, name=name
    )
    declaration = declarations.declaration("places")
    if college.places is not None:
        share = tuple(fill * college.places for fill in _span(known.fills))
        places = lever(declaration, college.places, share, Origin("places_planned"), unit_id=unit, name=name)
    else:
        usual = median(known.sizes) if known.sizes else None
        origin = Origin("places_usual", (("colleges", len(known.sizes)),), verified=False)
        ends = (known.sizes[0], known.sizes[-1]) if known.sizes else ()
        places = lever(declaration, usual, ends, origin, unit_id=unit, name=name)
    ramp_up = lever(
        declarations.declaration("ramp_up"),
        median(known.ramp_ups) if known.ramp_ups else None,
        _span(known.ramp_ups),
        Origin("ramp_up", (("colleges", len(known.ramp_ups)),)),
        unit_id=unit,
        name=name,
    )
    return opening_year, places, ramp_up


def _filling(college: College, year: int, speed: float, declarations: Declarations) -> tuple[Floats, Floats]:
    """Students of a college that is here, for each year after `year`: a fixed part, and one for each unit of fill."""
    length = college.study_years(declarations)
    known, stock, entered = _stock(college, year, declarations)
    retention = retention_of(college, declarations)
    weights = [(FALLBACK_STAYING if retention is None else retention) ** age for age in range(length)]
    full = max(college.places or 0.0, stock) / sum(weights)
    slow = exp(-speed)
    # Intake k years on is full × fill + (the last one - full × fill) × slow^k: linear in the fill.
    ahead_of_known = LAST_YEAR - known
    fixed = {-age: entry for age, entry in enumerate(entered)}
    per_fill = dict.fromkeys(fixed, 0.0)
    for step in range(1, ahead_of_known + 1):
        fixed[step], per_fill[step] = entered[0] * slow**step, full * (1 - slow**step)
    places = range(year - known + 1, ahead_of_known + 1)
    return (
        np.array([sum(w * fixed.get(k - age, 0.0) for age, w in enumerate(weights)) for k in places]),
        np.array([sum(w * per_fill.get(k - age, 0.0) for age, w in enumerate(weights)) for k in places]),
    )


def _stock(college: College, year: int, declarations: Declarations) -> tuple[int, float, list[float]]:
    """The last year with students, their number, and the intakes that make them up, newest first."""
    length = college.study_years(declarations)
    known = last_year(college.students)
    if known is None:  # its first return is not due yet
        return (college.started or year + 1) - 1, 0.0, [0.0] * length
    stock = college.students[known]
    entered = intakes(college, known, length)
    if retention_of(college, declarations) is not None:
        return known, stock, entered
    if college.started == known:
        return known, stock, [stock] + [0.0] * (length - 1)
    # The newest intake as far as it is known, the rest of the stock evenly over the cohorts before.
    newest = min(entered[0], stock) if entered else stock / length
    return known, stock, [newest] + [(stock - newest) / (length - 1)] * (length - 1)
