"""Colleges: those here fill up to their places, those on the way open and ramp up; count and students ahead."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from math import exp, log
from statistics import median

import numpy as np
import numpy.typing as npt

from core.datasets import CollegeStage
from core.scenario.history import last
from core.scenario.levers import LAST_YEAR, Declarations, Lever, Origin, lever
from core.scenario.models.college_history import FALLBACK_STAYING, College, fill_speed, intakes, staying_on
from core.toml_entries import Words

Floats = npt.NDArray[np.float64]

FULL = 0.9
"""The share of a full intake that the lever "years to a full intake" counts to."""
SETTLED = 6
"""A college is taken as filled after so many autumns; how full it is then is the range of `college_fill`."""
STAGES = tuple(CollegeStage)


@dataclass(frozen=True, slots=True)
class Coming:
    """A college on the way, as the model needs it; the year and the places planned for it, None when not reported."""

    unit_id: str
    study_years: int
    staying: float
    planned_year: int | None = None
    planned_places: float | None = None


@dataclass(frozen=True, slots=True, eq=False)
class Colleges:
    """The colleges from `year` on.

    `open_now` are enrolling; their students ahead are `settled` + lever `college_fill` × `filling`, each of the shape
    (years,): the model is linear in it, so it is worked out once. `without_students` are open and returned none: they
    stay out of the years ahead as they are out of the total observed. One whose first return is not due yet fills up
    from its opening.
    """

    year: int
    open_now: int
    settled: Floats
    filling: Floats
    coming: tuple[Coming, ...]
    without_students: tuple[Words, ...] = ()

    @property
    def years(self) -> tuple[int, ...]:
        return tuple(range(self.year + 1, LAST_YEAR + 1))


def ahead(start: Colleges, levers: Mapping[str, Floats]) -> tuple[Floats, Floats]:
    """Colleges at the end of each year and their students on 1 September, each of the shape (years, runs).

    A college on the way takes in P / sum r^j (1 - e^(-k a)) students in its a-th autumn, k = ln 10 / years to a full
    intake, P its places, and holds the last three or four intakes, each year at the rate r of staying on: so it holds P
    in the end. An opening between two autumns counts in proportion, which only a search between slider positions uses.
    """
    runs = len(levers["college_fill"])
    years = np.array(start.years, dtype=np.float64)[:, None]
    count = np.full((len(years), runs), float(start.open_now))
    students = start.settled[:, None] + levers["college_fill"] * start.filling[:, None]
    for each in start.coming:
        opening = levers[f"opening_year_{each.unit_id}"]
        places = levers[f"places_{each.unit_id}"]
        speed = -log(1 - FULL) / levers[f"ramp_up_{each.unit_id}"]
        since = years - opening + 1.0
        count += np.clip(since, 0.0, 1.0)
        # An intake of some years ago is what the newest one was then: one row a year serves all ages.
        before = each.study_years - 1
        entered = np.empty((len(years) + before, runs))
        np.exp(-speed * (since[0] - before), out=entered[0])
        decay = np.exp(-speed)
        for row in range(1, len(entered)):
            np.multiply(entered[row - 1], decay, out=entered[row])
        np.subtract(1.0, entered, out=entered)
        np.maximum(entered, 0.0, out=entered)  # before the opening it would be negative here: there was none
        weights = (each.staying ** np.arange(each.study_years)).tolist()
        part = places / sum(weights)
        for age, weight in enumerate(weights):
            students += entered[before - age : before - age + len(years)] * (weight * part)
    return count, students


def colleges(found: Sequence[College], as_of: date, declared: Declarations) -> Colleges | None:
    """Where the colleges stand; None when the release knows of no college."""
    year = _start(found, as_of)
    if not found or year >= LAST_YEAR:
        return None
    span = LAST_YEAR - year
    settled, filling = np.zeros(span), np.zeros(span)
    here = [each for each in found if each.opened is not None]
    speeds = [speed for each in here if (speed := fill_speed(each, declared)) is not None]
    usual = median(speeds) if speeds else log(10) / declared.declared("ramp_up").fallback
    silent = []
    for each in here:
        if not each.students and not (each.places and each.opened is not None and each.opened >= year):
            silent.append(each.name)
            continue
        fixed, full = _filling(each, year, span, fill_speed(each, declared) or usual, declared)
        settled += fixed
        filling += full
    rates = [rate for each in here if (rate := staying_on(each, declared)) is not None]
    kept = min(median(rates), 1.0) if rates else FALLBACK_STAYING
    coming = tuple(
        Coming(
            each.unit_id,
            each.study_years(declared),
            kept,
            planned.year if (planned := each.planned.get(CollegeStage.ENROLLING)) is not None else None,
            each.places,
        )
        for each in found
        if each.opened is None
    )
    return Colleges(year, len(here), settled, filling, coming, tuple(silent))


def levers_of(found: Sequence[College], as_of: date, declared: Declarations) -> tuple[Lever, ...]:
    """How full the colleges here become; opening, places and ramp-up of those on the way, as others did."""
    here = [each for each in found if each.opened is not None]
    fills = [
        each.students[year] / each.places
        for each in here
        if each.places and (year := last(each.students)) is not None and year - each.opened + 1 >= SETTLED
    ]
    facts = Origin("college_fill", (("colleges", len(fills)), ("years", SETTLED)))
    result = [lever(declared.declared("college_fill"), 1.0, (min(fills), max(fills)) if len(fills) > 1 else (), facts)]
    speeds = [log(10) / speed for each in here if (speed := fill_speed(each, declared)) is not None]
    ramp = (median(speeds) if speeds else None, (min(speeds), max(speeds)) if len(speeds) > 1 else ())
    sizes = sorted(each.places for each in here if each.places)
    earliest = _start(found, as_of) + 1
    for each in found:
        if each.opened is not None:
            continue
        who = {"unit_id": each.unit_id, "name": each.name}
        opening, span, origin = _opening(each, here, earliest)
        result.append(lever(declared.declared("opening_year"), opening, span, origin, low=earliest, **who))
        if each.places is not None:
            part = (min(fills) * each.places, max(fills) * each.places) if len(fills) > 1 else ()
            result.append(lever(declared.declared("places"), each.places, part, Origin("places_planned"), **who))
        else:
            usual = median(sizes) if sizes else None
            origin = Origin("places_usual", (("colleges", len(sizes)),), verified=False)
            result.append(lever(declared.declared("places"), usual, sizes[:1] + sizes[-1:], origin, **who))
        origin = Origin("ramp_up", (("colleges", len(speeds)),))
        result.append(lever(declared.declared("ramp_up"), *ramp, origin, **who))
    return tuple(result)


def _start(found: Sequence[College], as_of: date) -> int:
    """The last autumn that is over: its colleges have opened or not."""
    return as_of.year if as_of >= date(as_of.year, 9, 1) else as_of.year - 1


def _opening(college: College, here: Sequence[College], earliest: int) -> tuple[float, tuple[float, ...], Origin]:
    """When a college on the way opens, if it takes as long from the stage it is at as others took.

    Never before the planned autumn or the next one. Without others to go by the plan stands, else it is open.
    """
    planned = college.planned.get(CollegeStage.ENROLLING)
    at = max((stage for stage in college.reached), key=STAGES.index, default=None)
    took = [
        (each.reached[CollegeStage.ENROLLING] - each.reached[at]).days / 365.25
        for each in here
        if at is not None and at in each.reached
    ]
    floor = max(earliest, planned.year if planned is not None else earliest)
    if at is None or not took:
        origin = Origin("opening_planned" if planned is not None else "opening_unknown", verified=planned is not None)
        return float(floor), (float(floor), float(min(floor + 3, LAST_YEAR))), origin
    since = college.reached[at]

    def autumn(duration: float) -> float:
        ready = since.year + (since.timetuple().tm_yday / 365.25) + duration
        # The autumn term begins two thirds into the year. The nearest autumn, not the next: those who opened waited for
        # theirs, so what they took has that wait in it already.
        return float(max(floor, round(ready - 0.67)))

    facts = (("stage", at.value), ("year", since.year), ("colleges", len(took)), ("took", round(median(took), 1)))
    return autumn(median(took)), (autumn(min(took)), autumn(max(took))), Origin("opening_by_stage", facts)


def _filling(college: College, year: int, span: int, speed: float, declared: Declarations) -> tuple[Floats, Floats]:
    """Students of a college that is here, for each year after `year`: a fixed part, and one for each unit of fill."""
    length = college.study_years(declared)
    known = last(college.students)
    rate = staying_on(college, declared)
    if known is None:  # its first return is not due yet
        known, stock, entered = (college.started or year + 1) - 1, 0.0, [0.0] * length
    else:
        stock = college.students[known]
        entered = intakes(college, known, length)
        if rate is None:
            # The newest intake as far as it is known, the rest of the stock evenly over the cohorts before.
            newest = min(entered[0], stock) if entered else stock / length
            entered = [newest] + [(stock - newest) / (length - 1)] * (length - 1)
            if college.started == known:
                entered = [stock] + [0.0] * (length - 1)
    rate = FALLBACK_STAYING if rate is None else rate
    weights = [rate**age for age in range(length)]
    size = max(college.places or 0.0, stock)
    full = size / sum(weights)
    slow = exp(-speed)
    # Intake k years on is full × fill + (the last one - full × fill) × slow^k: linear in the fill.
    ahead_of_known = year + span - known
    fixed = {-age: entry for age, entry in enumerate(entered)}
    per_fill = dict.fromkeys(fixed, 0.0)
    for step in range(1, ahead_of_known + 1):
        fixed[step], per_fill[step] = entered[0] * slow**step, full * (1 - slow**step)
    places = range(year - known + 1, ahead_of_known + 1)
    return (
        np.array([sum(w * fixed.get(k - age, 0.0) for age, w in enumerate(weights)) for k in places]),
        np.array([sum(w * per_fill.get(k - age, 0.0) for age, w in enumerate(weights)) for k in places]),
    )
