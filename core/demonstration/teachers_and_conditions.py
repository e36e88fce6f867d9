"""Made-up teachers and conditions of the vocational schools, from a few readable numbers a school."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from itertools import chain

import pandas as pd

from core.datasets import Symbol
from core.demonstration.editions import Edition, Row, SampleUnit, between, number, since, table
from core.demonstration.students import MERGER, VOCATIONAL, School, students


@dataclass(frozen=True, slots=True)
class Staff:
    """Full-time teachers, and of them the shares that teach specialised courses and hold a senior title.

    `dual_qualified` is a share of the specialised teachers. Numbers and shares change in a straight line between the
    years named.
    """

    full_time: Mapping[int, float]
    specialised: float
    dual_qualified: Mapping[int, float]
    senior_title: float


@dataclass(frozen=True, slots=True)
class Premises:
    """Areas in square metres from the year named; equipment in yuan and books in volumes on a line between years."""

    campus: Mapping[int, float]
    building: Mapping[int, float]
    equipment: Mapping[int, float]
    books: Mapping[int, float]


STAFF = {
    "A": Staff(
        {2015: 118, 2019: 122, 2022: 126, 2025: 146}, 0.62, {2015: 0.40, 2019: 0.47, 2022: 0.57, 2025: 0.66}, 0.28
    ),
    "B": Staff(
        {2015: 74, 2019: 78, 2021: 82, 2022: 118, 2025: 156},
        0.59,
        {2015: 0.34, 2019: 0.40, 2022: 0.50, 2025: 0.61},
        0.24,
    ),
    "C": Staff({2015: 80, 2019: 84, 2025: 112}, 0.64, {2015: 0.39, 2019: 0.45, 2022: 0.55, 2025: 0.64}, 0.26),
    "D": Staff({2015: 48, 2019: 52, 2021: 61, 2025: 76}, 0.58, {2015: 0.29, 2019: 0.36, 2022: 0.47, 2025: 0.57}, 0.16),
    "E": Staff({2015: 38, 2019: 42, 2022: 50, 2025: 64}, 0.56, {2015: 0.24, 2019: 0.30, 2022: 0.40, 2025: 0.50}, 0.12),
    "F": Staff({2015: 40, 2019: 38, 2021: 36}, 0.60, {2015: 0.31, 2019: 0.37, 2021: 0.41}, 0.22),
}
_INTERMEDIATE_TITLE, _JUNIOR_TITLE = 0.40, 0.24  # of the full-time teachers of every school
_INDUSTRY_PART_TIME = {2015: 0.13, 2019: 0.16, 2025: 0.21}  # for one full-time teacher

# The standard's nine columns: A meets them all along, C from 2018, D from 2021, B from 2024 and E in 2025.
PREMISES = {
    "A": Premises(
        {2015: 98_600},
        {2015: 50_200, 2024: 58_900},
        {2015: 6_100_000, 2019: 7_400_000, 2025: 9_450_000},
        {2015: 66_000, 2021: 74_000, 2025: 89_500},
    ),
    "B": Premises(
        {2015: 46_700, 2022: 70_700, 2024: 121_000},
        {2015: 28_600, 2022: 39_400, 2024: 66_000},
        {2015: 3_100_000, 2021: 4_200_000, 2022: 5_600_000, 2024: 7_900_000, 2025: 8_300_000},
        {2015: 41_000, 2021: 46_000, 2022: 62_000, 2024: 88_000, 2025: 94_000},
    ),
    "C": Premises(
        {2015: 58_200, 2024: 71_000},
        {2015: 27_200, 2018: 35_200, 2024: 46_500},
        {2015: 4_300_000, 2025: 6_100_000},
        {2015: 45_500, 2021: 51_000, 2025: 66_500},
    ),
    "D": Premises(
        {2015: 43_500},
        {2015: 19_800, 2021: 27_300},
        {2015: 2_200_000, 2021: 3_300_000, 2025: 3_900_000},
        {2015: 27_600, 2021: 34_000, 2025: 41_500},
    ),
    "E": Premises(
        {2015: 27_300, 2024: 41_800},
        {2015: 15_200, 2025: 25_400},
        {2015: 1_400_000, 2025: 3_240_000},
        {2015: 17_000, 2025: 26_900},
    ),
    "F": Premises({2015: 24_000}, {2015: 13_900}, {2015: 1_200_000, 2021: 1_380_000}, {2015: 17_500, 2021: 17_900}),
}
_NEVER_REPORTED = {("E", 2017, "books")}


def _existing(edition: Edition) -> Iterator[tuple[School, int]]:
    for school in VOCATIONAL:
        for year in edition.years():
            if school.unit.closed is None or year < MERGER:
                yield school, year


def full_time(letter: str, year: int) -> int:
    """Full-time teachers of a school; the registers are exact, so every release agrees on them."""
    return round(between(STAFF[letter].full_time, year))


def _counts(edition: Edition, letter: str, year: int) -> dict[str, int]:
    staff = STAFF[letter]
    teachers = full_time(letter, year)
    specialised = round(staff.specialised * teachers)
    dual_qualified = round(between(staff.dual_qualified, year) * specialised)
    senior, intermediate = round(staff.senior_title * teachers), round(_INTERMEDIATE_TITLE * teachers)
    junior = round(_JUNIOR_TITLE * teachers)
    return {
        "full_time": teachers,
        "specialised": specialised,
        "dual_qualified": min(specialised, edition.first_return(dual_qualified, year, ord(letter) + 1)),
        "industry_part_time": round(between(_INDUSTRY_PART_TIME, year) * teachers),
        "senior_title": senior,
        "intermediate_title": intermediate,
        "junior_title": junior,
        "no_title": teachers - senior - intermediate - junior,
    }


def teachers(edition: Edition) -> pd.DataFrame:
    """The dataset `teachers` of a release; counts of staff are public and not suppressed."""

    def entries() -> Iterator[tuple[SampleUnit, Row]]:
        for school, year in _existing(edition):
            for measure, value in _counts(edition, school.letter, year).items():
                yield (
                    school.unit,
                    {
                        "ownership": school.ownership,
                        "year": year,
                        "measure": measure,
                        "provisional": edition.provisional(year),
                        **number(value),
                    },
                )

    return table("teachers", edition, entries())


def conditions(edition: Edition, colleges: Iterable[tuple[SampleUnit, Row]] = ()) -> pd.DataFrame:
    """The dataset `conditions` of a release; its students and teachers are those of the other datasets. The rows of
    colleges stand behind those of schools."""
    enrolled = students(edition)

    def entries() -> Iterator[tuple[SampleUnit, Row]]:
        for school, year in _existing(edition):
            letter, premises = school.letter, PREMISES[school.letter]
            measured = {
                "campus_area": since(premises.campus, year),
                "building_area": since(premises.building, year),
                "full_time_teachers": full_time(letter, year),
                "equipment_value": round(between(premises.equipment, year), -4),
                "books": edition.first_return(int(round(between(premises.books, year), -2)), year, ord(letter) + 2),
                "students": enrolled[letter, year],
            }
            for measure, value in measured.items():
                missing = (letter, year, measure) in _NEVER_REPORTED
                yield (
                    school.unit,
                    {
                        "ownership": school.ownership,
                        "school_class": "general",
                        "year": year,
                        "measure": measure,
                        "provisional": edition.provisional(year),
                        **({"value": None, "symbol": Symbol.NOT_REPORTED.value} if missing else number(value)),
                    },
                )

    return table("conditions", edition, chain(entries(), colleges))
