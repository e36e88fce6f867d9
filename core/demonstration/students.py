"""Made-up vocational and general schools: every intake is followed through three years; and what feeds it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import date
from itertools import chain

import pandas as pd

from core.datasets import TOTAL, Symbol
from core.demonstration.editions import (
    AREA,
    DISTRICT,
    Edition,
    Row,
    SampleUnit,
    between,
    cell,
    number,
    table,
    uneven,
)

MERGER = 2022
"""From the autumn of this year the students of school F are students of school B."""
_VOCATIONAL, _GENERAL = "secondary_vocational", "general_high"
_STAYING = {_VOCATIONAL: (1.0, 0.96, 0.92), _GENERAL: (1.0, 0.99, 0.98)}  # of an intake, in the 1st to 3rd year
_COMPLETING = {_VOCATIONAL: 0.90, _GENERAL: 0.97}  # of the intake three years before
NEVER_REPORTED = {("E", 2021, "graduates")}
_DOUBLE_COUNTED = ("D", 2021, 1.075, date(2023, 9, 1))  # school, year, times the true number, date of the correction


@dataclass(frozen=True, slots=True)
class School:
    """A school with its intake per programme group: new students in some years, in between on a straight line."""

    letter: str
    unit: SampleUnit
    level: str
    ownership: str
    intakes: dict[str, dict[int, float]]
    opened: dict[str, int] = field(default_factory=dict)  # programme groups that began after 2015


def _vocational(
    letter: str,
    ownership: str,
    since_year: int,
    intakes: dict[str, dict[int, float]],
    opened: dict[str, int] | None = None,
    closed: date | None = None,
) -> School:
    unit = SampleUnit(
        f"{AREA}-sv-{letter.lower()}",
        f"示例中职学校{letter}",
        f"Sample vocational school {letter}",
        date(since_year, 9, 1),
        closed,
    )
    return School(letter, unit, _VOCATIONAL, ownership, intakes, opened or {})


def _general(letter: str, ownership: str, since_year: int, intake: dict[int, float]) -> School:
    name, name_en = f"示例普通高中{letter}", f"Sample general high school {letter}"
    unit = SampleUnit(f"{AREA}-gh-{letter.lower()}", name, name_en, date(since_year, 9, 1))
    return School(letter, unit, _GENERAL, ownership, {TOTAL: intake})


VOCATIONAL = (
    _vocational(
        "A",
        "public",
        1984,
        {
            "64": {2012: 98, 2020: 72, 2025: 75},
            "66": {2012: 153, 2020: 154, 2025: 222},
            "70": {2012: 92, 2020: 103, 2025: 152},
            "71": {2012: 153, 2020: 166, 2025: 254},
            "73": {2012: 122, 2020: 103, 2025: 130},
            "77": {2012: 110, 2020: 115, 2025: 162},
        },
    ),
    _vocational(
        "B",
        "public",
        1991,
        {
            "61": {2012: 81, 2020: 68, 2025: 97},
            "66": {2012: 132, 2020: 127, 2025: 191},
            "71": {2012: 143, 2020: 150, 2025: 225},
            "74": {2012: 92, 2020: 86, 2025: 126},
            "77": {2012: 112, 2020: 107, 2025: 140},
        },
    ),
    _vocational(
        "C",
        "public",
        1978,
        {
            "69": {2012: 122, 2020: 109, 2025: 150},
            "72": {2012: 285, 2020: 269, 2025: 361},
            "77": {2012: 90, 2020: 80, 2025: 105},
            "79": {2020: 45, 2025: 114},
        },
        opened={"79": 2020},
    ),
    _vocational(
        "D",
        "private",
        2004,
        {
            "71": {2012: 132, 2020: 137, 2025: 189},
            "73": {2012: 92, 2020: 86, 2025: 105},
            "74": {2012: 75, 2020: 72, 2025: 91},
            "75": {2012: 55, 2018: 45, 2019: 8, 2020: 47, 2025: 71},
        },
    ),
    _vocational("E", "private", 2008, {TOTAL: {2012: 240, 2020: 228, 2025: 296}}),
    _vocational(
        "F",
        "public",
        1996,
        {
            "61": {2012: 71, 2020: 60, 2025: 93},
            "66": {2012: 102, 2020: 90, 2025: 140},
            "73": {2012: 63, 2018: 51, 2019: 9, 2020: 47, 2025: 69},
        },
        closed=date(MERGER, 8, 31),
    ),
)
GENERAL = (
    _general("A", "public", 1941, {2012: 1640, 2020: 1530, 2025: 1670}),
    _general("B", "public", 1956, {2012: 1330, 2020: 1236, 2025: 1388}),
    _general("C", "public", 1958, {2012: 1120, 2020: 1026, 2025: 1152}),
    _general("D", "public", 1972, {2012: 830, 2020: 754, 2025: 856}),
    _general("E", "private", 2003, {2012: 530, 2020: 513, 2025: 593}),
)
_JUNIOR_GRADUATES = {2015: 10_930, 2018: 10_410, 2021: 9_960, 2025: 9_480}
_BIRTHS = {2015: 7_900, 2016: 8_050, 2017: 7_780, 2019: 6_900, 2021: 5_790, 2023: 5_060, 2025: 4_590}


def intake(school: School, group: str, year: int) -> int:
    """New students of a programme group in an autumn, as confirmed; none before the group opened."""
    if year < school.opened.get(group, 0):
        return 0
    knots = school.intakes[group]
    place = ord(school.letter) + int(group if group != TOTAL else 0)
    exact = year in knots and knots[year] < 10  # a class that nearly failed to come together
    return round(knots[year]) if exact else uneven(between(knots, year), year, place)


def persons(school: School, group: str, year: int, measure: str) -> int:
    """Entrants, enrolment or graduates of a programme group, as confirmed, wherever these students are enrolled."""
    if measure == "entrants":
        return intake(school, group, year)
    if measure == "enrolment":
        staying = _STAYING[school.level]
        return sum(round(part * intake(school, group, year - age)) for age, part in enumerate(staying))
    return round(_COMPLETING[school.level] * intake(school, group, year - 3))


def reporting(school: School, year: int, measure: str) -> str:
    """Which school returns these students. Those who left school F in the summer of the merger left school F."""
    moved = year > MERGER or (year == MERGER and measure != "graduates")
    return "B" if school.level == _VOCATIONAL and school.letter == "F" and moved else school.letter


def _measured(edition: Edition, schools: tuple[School, ...]) -> Iterator[tuple[School, str, int, str, int]]:
    """School, programme group, year, measure and persons as this release knows them, merged groups added up."""
    letters = {school.letter: school for school in schools}
    counted: dict[tuple[str, str, int, str], int] = {}
    for school in schools:
        for group in school.intakes:
            for year in edition.years():
                if year < school.opened.get(group, 0):
                    continue
                for measure in ("entrants", "enrolment", "graduates"):
                    letter = reporting(school, year, measure)
                    value = persons(school, group, year, measure)
                    key = (letter, group, year, measure)
                    counted[key] = counted.get(key, 0) + value
    for (letter, group, year, measure), value in counted.items():
        if measure != "graduates":  # a diploma is counted once; registrations are cleaned until the next release
            value = edition.first_return(value, year, ord(letter))
        double, double_year, times, corrected = _DOUBLE_COUNTED
        counted_twice = letters[letter].level == _VOCATIONAL and (letter, year) == (double, double_year)
        if counted_twice and measure != "graduates" and edition.as_of < corrected:
            value = round(value * times)
        yield letters[letter], group, year, measure, value


def enrolment(edition: Edition, plans: Iterable[tuple[SampleUnit, Row]] = ()) -> pd.DataFrame:
    """The dataset `enrolment` of a release, with the rows of enrolment plans behind all others."""

    def entries() -> Iterator[tuple[SampleUnit, Row]]:
        for schools in (VOCATIONAL, GENERAL):
            for school, group, year, measure, value in _measured(edition, schools):
                reason = Symbol.PRESENT
                if school.level == _VOCATIONAL and (school.letter, year, measure) in NEVER_REPORTED:
                    reason = Symbol.NOT_REPORTED
                if measure == "graduates" and year - 3 < school.opened.get(group, 0):
                    reason = Symbol.NOT_APPLICABLE  # nobody can have completed a programme that is this young
                yield (
                    school.unit,
                    {
                        "ownership": school.ownership,
                        "level": school.level,
                        "programme_group": group,
                        "year": year,
                        "measure": measure,
                        "provisional": edition.provisional(year),
                        **cell(value, reason),
                    },
                )

    return table("enrolment", edition, chain(entries(), plans))


def group_counts(edition: Edition) -> dict[tuple[str, str, int, str], int]:
    """Persons of every vocational school (letter), programme group, year and measure, as this release knows them."""
    return {
        (school.letter, group, year, measure): value
        for school, group, year, measure, value in _measured(edition, VOCATIONAL)
    }


def students(edition: Edition) -> dict[tuple[str, int], int]:
    """Students of every vocational school (letter) and year that it existed, as this release knows them."""
    totals: dict[tuple[str, int], int] = {}
    for school, _, year, measure, value in _measured(edition, VOCATIONAL):
        if measure == "enrolment":
            totals[school.letter, year] = totals.get((school.letter, year), 0) + value
    return totals


def cohorts(edition: Edition) -> pd.DataFrame:
    """The dataset `cohorts` of a release: births of ended years, junior graduates, and all upper-secondary entrants."""
    entrants: dict[int, int] = {}
    for schools in (VOCATIONAL, GENERAL):
        for _, _, year, measure, value in _measured(edition, schools):
            if measure == "entrants":
                entrants[year] = entrants.get(year, 0) + value

    def entries() -> Iterator[tuple[SampleUnit, Row]]:
        for year in edition.years(whole=True):
            born = edition.first_return(uneven(between(_BIRTHS, year), year, 1, by=0.004), year, 1, whole=True)
            yield (
                DISTRICT,
                {
                    "year": year,
                    "measure": "births",
                    "provisional": edition.provisional(year, whole=True),
                    **number(born),
                },
            )
        for year in edition.years():
            leaving = edition.first_return(uneven(between(_JUNIOR_GRADUATES, year), year, 2, by=0.002), year, 2)
            for measure, value in (("junior_graduates", leaving), ("upper_secondary_entrants", entrants[year])):
                yield (
                    DISTRICT,
                    {
                        "year": year,
                        "measure": measure,
                        "provisional": edition.provisional(year),
                        **number(value),
                    },
                )

    return table("cohorts", edition, entries())
