"""Births → junior graduates → entrants → students: the vocational and the general schools of the district ahead."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from math import inf

import numpy as np
import numpy.typing as npt

from core.forecast import forecast
from core.scenario.history import Yearly, difference, last_year, latest_value, quotient, retention_rate, total, up_to
from core.scenario.levers import LAST_YEAR, Declarations, Lever, lever
from core.scenario.models.grade_progression import advance

Floats = npt.NDArray[np.float64]

STUDY_YEARS = 3
"""Upper-secondary programmes last three years, general and vocational alike."""
OF_ONE_YEAR = (
    "secondary_vocational_enrolment",
    "secondary_vocational_entrants",
    "general_high_enrolment",
    "general_high_entrants",
)
"""The series that must all be known for the year the cohorts start in."""
FALLBACK_STAYING = 0.95
"""Retention in general schools where their returns do not say; as the lever for vocational schools falls back to."""


@dataclass(frozen=True, slots=True, eq=False)
class ReportedLater:
    """What was reported of one kind of school after the year the cohorts start in, by year: entrants, and students in
    years 1, 2 and 3. It stands, whatever the levers."""

    entrants: Yearly = field(default_factory=dict)
    students: Mapping[int, Floats] = field(default_factory=dict)

    def entrants_of(self, year: int) -> float | None:
        """The entrants of a year as reported, or as its students show them; None when neither is known."""
        students = self.students.get(year)
        return self.entrants.get(year) if students is None else float(students[0])

    def students_of(self, year: int, followed: Floats) -> Floats:
        """The students in years 1, 2 and 3 as reported in place of those that would follow, shape (3, runs)."""
        students = self.students.get(year)
        return followed if students is None else np.broadcast_to(students[:, None], followed.shape)


@dataclass(frozen=True, slots=True, eq=False)
class CohortFlow:
    """Where the cohorts stand in `year`, the newest one in which all of them are known, and the junior graduates ahead.

    `graduates` + lever `graduates_per_birth` × `by_births` are the junior graduates of each year after `year`, both of
    the shape (years,). `vocational` and `general` are the students in years 1, 2 and 3 today, as the entrants of the
    last years and one rate of staying make up the stock. `schools` is the number of vocational schools the places are
    counted over, 0 when the release says nothing about places: then none is turned away. `vocational_later` and
    `general_later` are what was reported of later years, before all that one year needs was.
    """

    year: int
    graduates: Floats
    by_births: Floats
    vocational: Floats
    general: Floats
    general_staying: float
    schools: int
    vocational_later: ReportedLater = field(default_factory=ReportedLater)
    general_later: ReportedLater = field(default_factory=ReportedLater)

    @property
    def years(self) -> tuple[int, ...]:
        return tuple(range(self.year + 1, LAST_YEAR + 1))


@dataclass(frozen=True, slots=True, eq=False)
class Students:
    """The years ahead, each of the shape (years, runs): stocks on 1 September, entrants of that autumn, in heads.

    `turned_away` are entrants for whom there was no place in a vocational school.
    """

    vocational: Floats
    general: Floats
    vocational_entrants: Floats
    general_entrants: Floats
    turned_away: Floats


def flow(start: CohortFlow, levers: Mapping[str, Floats]) -> Students:
    """Carry the cohorts on under levers, each an array of the shape (runs,).

    A year's junior graduates who go on, and the net inflow, are the entrants; a share of them enters vocational
    schools, as many as have a place; each cohort then moves up a year at the retention rates (the step is
    `core.scenario.models.grade_progression.advance`). So a step in the vocational share moves the stock by one,
    two and three thirds when nobody leaves. What was reported of a later year stands in place of what would follow; of
    a year whose entrants or students of vocational schools are known nobody is said to be turned away.
    """
    runs = len(levers["vocational_entrant_share"])
    graduates = start.graduates[:, None] + levers["graduates_per_birth"] * start.by_births[:, None]
    pool = np.maximum(graduates * levers["continuation_share"] + levers["net_inflow"], 0.0)
    wanted = pool * levers["vocational_entrant_share"]
    general_entrants = pool - wanted
    staying_on = np.stack((levers["retention_second_year"], levers["retention_third_year"]))
    places = levers["places_per_school"] * start.schools if start.schools else None
    # Runs lie along the last axis: numpy works through that one in one go, and a draw is ten thousand of them.
    vocational = np.repeat(start.vocational[:, None], runs, axis=1)
    general = np.repeat(start.general[:, None], runs, axis=1)
    entered = wanted if places is None else np.empty_like(wanted)
    stock, general_stock = np.empty_like(pool), np.empty_like(pool)
    for row, year in enumerate(start.years):
        if places is not None:
            carried = (vocational[:-1] * staying_on).sum(axis=0)
            np.minimum(wanted[row], np.maximum(places - carried, 0.0), out=entered[row])
        if (entrants := start.vocational_later.entrants_of(year)) is not None:
            wanted[row] = entered[row] = entrants
        if (entrants := start.general_later.entrants_of(year)) is not None:
            general_entrants[row] = entrants
        vocational = start.vocational_later.students_of(year, advance(vocational, entered[row], staying_on))
        general = start.general_later.students_of(year, advance(general, general_entrants[row], start.general_staying))
        vocational.sum(axis=0, out=stock[row])
        general.sum(axis=0, out=general_stock[row])
    return Students(stock, general_stock, entered, general_entrants, wanted - entered)


def cohort_flow(
    series: Mapping[str, Yearly], places: Yearly, schools: int, declarations: Declarations
) -> CohortFlow | None:
    """Where the cohorts stand, from yearly series by indicator id; None when enrolment or junior graduates are absent.

    Needs `secondary_vocational_enrolment`, `secondary_vocational_entrants`, the same of general high schools, and
    `junior_graduates`; uses `births`. `places` and `schools` as for `levers_of`.
    """
    year = _start(series)
    if year is None or year >= LAST_YEAR:
        return None
    graduates, by_births = graduates_ahead(series["junior_graduates"], series.get("births", {}), year, declarations)
    general = _cohorts(series["general_high_enrolment"], series["general_high_entrants"], year)
    vocational = _cohorts(series["secondary_vocational_enrolment"], series["secondary_vocational_entrants"], year)
    return CohortFlow(
        year,
        graduates,
        by_births,
        vocational[0],
        general[0],
        FALLBACK_STAYING if general[1] is None else general[1],
        schools if places else 0,
    )


def with_later_reports(start: CohortFlow, series: Mapping[str, Yearly], levers: Sequence[Lever]) -> CohortFlow:
    """The same start with what was reported of later years.

    Where students of a year are known and their entrants are not, those that follow on the current course from the
    years before stand in for them.
    """
    course = {lever.id: np.array([lever.default]) for lever in levers}
    stocks, intakes = OF_ONE_YEAR[::2], OF_ONE_YEAR[1::2]
    entrants = [{year: series[id][year] for year in start.years if year in series[id]} for id in intakes]
    students: tuple[dict[int, Floats], dict[int, Floats]] = {}, {}
    for year in (year for year in start.years if any(year in series[id] for id in stocks)):
        start = _with(start, entrants, students)
        ahead = flow(start, course)
        for stock, intake, cohorts, followed in zip(
            stocks, intakes, students, (ahead.vocational_entrants, ahead.general_entrants), strict=True
        ):
            if year in series[stock]:
                known = dict(zip(start.years, followed[:, 0].tolist(), strict=True)) | dict(series[intake])
                cohorts[year] = _cohorts(series[stock], known, year)[0]
    return _with(start, entrants, students)


def _with(start: CohortFlow, entrants: Sequence[Yearly], students: Sequence[Mapping[int, Floats]]) -> CohortFlow:
    vocational, general = (ReportedLater(*later) for later in zip(entrants, map(dict, students), strict=True))
    return replace(start, vocational_later=vocational, general_later=general)


def levers_of(
    series: Mapping[str, Yearly], start: int, places: Yearly, declarations: Declarations
) -> tuple[Lever, ...]:
    """The levers of enrolment with what the release's history says, up to the year `start` the cohorts start in.

    `places` are places per school by year.
    """
    series = {id: one if id in ("junior_graduates", "births") else up_to(one, start) for id, one in series.items()}
    vocational, general = series["secondary_vocational_entrants"], series["general_high_entrants"]
    entrants, graduates = total(vocational, general), series["junior_graduates"]
    going_on = series.get("upper_secondary_entrants", {})
    continuing = going_on or {year: value for year, value in entrants.items() if year in graduates}
    retention: dict[int, float] = {}
    for year in series["secondary_vocational_enrolment"]:
        rate = _cohorts(series["secondary_vocational_enrolment"], vocational, year)[1]
        if rate is not None:
            retention[year] = rate
    ages = round(declarations.assumption_value("years_to_graduation"))
    births = {year + ages: born for year, born in series.get("births", {}).items()}
    levers = [
        lever(declarations.declaration("graduates_per_birth"), *latest_value(quotient(graduates, births), "latest")),
        lever(declarations.declaration("continuation_share"), *latest_value(quotient(continuing, graduates), "latest")),
        lever(declarations.declaration("net_inflow"), *latest_value(difference(entrants, going_on), "latest")),
        lever(
            declarations.declaration("vocational_entrant_share"),
            *latest_value(quotient(vocational, entrants), "latest"),
        ),
        lever(declarations.declaration("retention_second_year"), *latest_value(retention, "staying")),
        lever(declarations.declaration("retention_third_year"), *latest_value(retention, "staying")),
    ]
    if places:
        levers.append(lever(declarations.declaration("places_per_school"), *latest_value(places, "places")))
    return tuple(levers)


def _start(series: Mapping[str, Yearly]) -> int | None:
    """The last year in which stock and entrants of both kinds of school are known, with junior graduates by then."""
    if not all(series.get(id) for id in (*OF_ONE_YEAR, "junior_graduates")):
        return None
    return last_year(total(*(series[id] for id in OF_ONE_YEAR)))


def _cohorts(stock: Yearly, entrants: Yearly, year: int) -> tuple[Floats, float | None]:
    """Students in years 1, 2 and 3, and the rate of staying that makes the entrants of three years this stock.

    Where entrants of an earlier year are missing, or no rate fits, the stock beyond the first year is halved.
    """
    known = [entrants[year - age] for age in range(STUDY_YEARS) if year - age in entrants]
    rate = retention_rate(known, stock[year]) if len(known) == STUDY_YEARS else None
    if rate is not None:
        return np.array([entry * rate**age for age, entry in enumerate(known)]), rate
    first = min(known[0], stock[year])
    rest = (stock[year] - first) / (STUDY_YEARS - 1)
    return np.array([first] + [rest] * (STUDY_YEARS - 1)), None


def graduates_ahead(graduates: Yearly, births: Yearly, year: int, declarations: Declarations) -> tuple[Floats, Floats]:
    """The junior graduates ahead: a known part, and what each graduate per birth adds.

    Those already observed stand (a release of the summer knows this year's graduates before the autumn's entrants).
    From the first year for which births 15 years earlier are known the births decide. Up to it the number moves evenly
    from the last one observed. Without births it follows the forecast of its own series.
    """
    ages = round(declarations.assumption_value("years_to_graduation"))
    ahead = range(year + 1, LAST_YEAR + 1)
    observed = max(graduates)
    born = {birth_year + ages: value for birth_year, value in births.items() if birth_year + ages > observed}
    first = min((graduation for graduation in born if graduation <= LAST_YEAR), default=None)
    if first is None:
        return _graduates_by_trend(graduates, ahead), np.zeros(len(ahead))
    fixed, per_birth = np.zeros(len(ahead)), np.zeros(len(ahead))
    for place, graduation in enumerate(ahead):
        if graduation in graduates:
            fixed[place] = graduates[graduation]
        elif graduation in born:
            per_birth[place] = born[graduation]
        elif graduation < first:
            way = max(graduation - observed, 0) / (first - observed)
            fixed[place], per_birth[place] = graduates[observed] * (1 - way), born[first] * way
        else:  # beyond the births of this release: as many as in the last year they are known for
            per_birth[place] = born[max(known for known in born if known <= graduation)]
    return fixed, per_birth


def _graduates_by_trend(graduates: Yearly, ahead: range) -> Floats:
    """Junior graduates where no births are known: as observed, then the forecast of their own series."""
    observed = max(graduates)
    known = sorted(graduates)
    by_year: dict[int, float] = {}
    if len(known) > 1 and observed < LAST_YEAR:
        path = forecast(known, [graduates[year] for year in known], LAST_YEAR - observed, bounds=(0.0, inf))
        by_year = dict(zip(range(observed + 1, LAST_YEAR + 1), path.mean.tolist(), strict=True))
    return np.array([graduates.get(year, by_year.get(year, graduates[observed])) for year in ahead], dtype=np.float64)
