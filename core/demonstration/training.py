"""Made-up training outputs by target group and type: persons, person-times, certificates by level, and employment."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

import pandas as pd

from core.datasets import TOTAL, Symbol
from core.demonstration.editions import DISTRICT, Edition, Row, SampleUnit, between, cell, table, uneven

_DIP = {2020: 0.68, 2021: 0.90}  # the year without classes, and the one after
_NEVER_REPORTED = {("disabled", 2017, "employed")}


@dataclass(frozen=True, slots=True)
class Course:
    """One target group in one training type.

    `persons` trained in a year, on a line between the years named; `times` is how many courses one of them attends;
    `employed` the share in work afterwards; `certificates` the share that gains each level; `begun` the first year.
    """

    target_group: str
    training_type: str
    persons: Mapping[int, float]
    times: float
    employed: float
    certificates: Mapping[str, float] = field(default_factory=dict)
    begun: int = 2015


COURSES = (
    Course("poverty_relief", "job_skill", {2015: 2_450, 2019: 2_900, 2025: 1_380}, 1.22, 0.61, {"junior": 0.24}),
    Course("poverty_relief", "entrepreneurship", {2015: 160, 2025: 240}, 1.05, 0.66),
    Course(
        "graduating_students", "job_skill", {2015: 420, 2025: 980}, 1.08, 0.74, {"junior": 0.12, "intermediate": 0.31}
    ),
    Course("graduating_students", "entrepreneurship", {2015: 310, 2025: 690}, 1.04, 0.58),
    Course(
        "non_continuing_leavers",
        "job_skill",
        {2015: 540, 2025: 260},
        1.12,
        0.68,
        {"junior": 0.41, "intermediate": 0.08},
    ),
    Course(
        "rural_migrant_workers",
        "job_skill",
        {2015: 3_600, 2019: 4_150, 2025: 4_420},
        1.18,
        0.67,
        {"junior": 0.29, "intermediate": 0.07},
    ),
    Course("rural_migrant_workers", "upgrading", {2015: 780, 2025: 1_460}, 1.26, 0.88, {"intermediate": 0.22}),
    Course("rural_migrant_workers", "entrepreneurship", {2015: 260, 2025: 520}, 1.06, 0.71),
    Course("registered_unemployed", "job_skill", {2015: 1_120, 2025: 1_340}, 1.15, 0.57, {"junior": 0.26}),
    Course("registered_unemployed", "entrepreneurship", {2015: 190, 2025: 330}, 1.05, 0.62),
    Course("disabled", "job_skill", {2015: 140, 2025: 230}, 1.10, 0.44, {"junior": 0.17}),
    Course("veterans", "job_skill", {2017: 130, 2025: 290}, 1.09, 0.79, {"intermediate": 0.28}, begun=2017),
    Course(
        "enterprise_employees",
        "upgrading",
        {2015: 3_100, 2019: 4_300, 2025: 6_900},
        1.31,
        0.97,
        {"intermediate": 0.21, "senior": 0.13, "technician": 0.021, "senior_technician": 0.008},
    ),
    Course(
        "enterprise_employees",
        "new_apprenticeship",
        {2019: 220, 2025: 940},
        1.0,
        0.96,
        {"intermediate": 0.46, "senior": 0.27},
        begun=2019,
    ),
    Course("rural_talent", "job_skill", {2018: 620, 2025: 1_720}, 1.17, 0.90, {"junior": 0.11}, begun=2018),
)
# The highest level but one was introduced with the eight levels; few reach it, and fewer than ten are suppressed.
_SPECIAL_TECHNICIANS = {2022: 4, 2023: 8, 2024: 11, 2025: 14}


def _certificates(course: Course, year: int, persons: int) -> dict[str, int]:
    gained = {level: round(share * persons) for level, share in course.certificates.items()}
    if "senior_technician" in course.certificates and year in _SPECIAL_TECHNICIANS:
        gained["special_technician"] = _SPECIAL_TECHNICIANS[year]
    return gained


def training(edition: Edition) -> pd.DataFrame:
    """The dataset `training` of a release: calendar years that have ended, and only combinations that were offered."""

    def entries() -> Iterator[tuple[SampleUnit, Row]]:
        for place, course in enumerate(COURSES):
            for year in edition.years(whole=True):
                if year < course.begun:
                    continue
                attendance = uneven(between(course.persons, year) * _DIP.get(year, 1.0), year, place, by=0.06)
                persons = edition.first_return(attendance, year, place, whole=True)
                counts = {
                    ("person_times", TOTAL): round(course.times * persons),
                    ("persons", TOTAL): persons,
                    ("employed", TOTAL): round(course.employed * persons),
                    **{
                        ("certificates", level): gained
                        for level, gained in _certificates(course, year, persons).items()
                    },
                }
                for (measure, level), value in counts.items():
                    missing = (course.target_group, year, measure) in _NEVER_REPORTED
                    yield (
                        DISTRICT,
                        {
                            "target_group": course.target_group,
                            "training_type": course.training_type,
                            "certificate_level": level,
                            "year": year,
                            "measure": measure,
                            "provisional": edition.provisional(year, whole=True),
                            **cell(value, Symbol.NOT_REPORTED if missing else Symbol.PRESENT),
                        },
                    )

    return table("training", edition, entries())
