"""Made-up conditions of colleges: one in order, one with a yellow card, one with a red one, one that left a gap."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from core.datasets import Symbol
from core.demonstration.colleges import PROJECTS, full_time_students
from core.demonstration.editions import Edition, Row, SampleUnit, between, number, since

FIRST = 2021
"""The first year colleges returned their conditions for."""


@dataclass(frozen=True, slots=True)
class Campus:
    """Areas in square metres from the year named; teachers, yuan and volumes on a line between years.

    `graduate_degree` is the share of full-time teachers with a postgraduate degree, None where it is never returned.
    """

    school_class: str
    ownership: str
    teachers: Mapping[int, float]
    graduate_degree: float | None
    teaching: Mapping[int, float]
    dormitory: Mapping[int, float]
    equipment: Mapping[int, float]
    books: Mapping[int, float]


# By the standard of 2004: A meets all; C lacks books from 2024; D lacks degrees, and teaching area in 2025.
CAMPUSES = {
    "A": Campus(
        "comprehensive_college", "public", {2021: 560, 2025: 690}, 0.31, {2021: 152_000, 2024: 171_500},
        {2021: 71_000, 2024: 84_000}, {2021: 42_000_000, 2025: 52_000_000}, {2021: 800_000, 2025: 970_000},
    ),
    "C": Campus(
        "engineering_college", "public", {2021: 270, 2025: 430}, 0.24, {2021: 88_000, 2024: 121_000},
        {2021: 33_000, 2024: 47_000}, {2021: 20_500_000, 2025: 31_000_000}, {2021: 290_000, 2025: 423_000},
    ),
    "D": Campus(
        "engineering_college", "private", {2021: 60, 2025: 285}, 0.13, {2021: 52_000, 2024: 74_000},
        {2021: 12_000, 2024: 29_000}, {2021: 6_000_000, 2025: 21_000_000}, {2021: 70_000, 2025: 312_000},
    ),
    "E": Campus(
        "engineering_college", "public", {2023: 60, 2025: 180}, None, {2023: 51_000}, {2023: 18_500},
        {2023: 9_000_000, 2025: 13_500_000}, {2023: 96_000, 2025: 186_000},
    ),
}  # fmt: skip


def college_conditions(edition: Edition) -> Iterator[tuple[SampleUnit, Row]]:
    """The rows of colleges in the dataset `conditions`; their students are those of their own return."""
    for project in PROJECTS:
        campus = CAMPUSES.get(project.letter)
        if campus is None or project.unit.valid_from > edition.as_of:
            continue
        for year, students in full_time_students(project, edition).items():
            if year >= FIRST:
                for measure, value in _measured(campus, year, students).items():
                    missing = value is None
                    yield (
                        project.unit,
                        {
                            "ownership": campus.ownership,
                            "school_class": campus.school_class,
                            "year": year,
                            "measure": measure,
                            "provisional": edition.provisional(year),
                            **({"value": None, "symbol": Symbol.NOT_REPORTED.value} if missing else number(value or 0)),
                        },
                    )


def _measured(campus: Campus, year: int, students: int) -> dict[str, float | None]:
    teachers = round(between(campus.teachers, year))
    return {
        "full_time_teachers": teachers,
        "graduate_degree_teachers": None
        if campus.graduate_degree is None
        else round(campus.graduate_degree * teachers),
        "teaching_area": since(campus.teaching, year),
        "dormitory_area": since(campus.dormitory, year),
        "equipment_value": round(between(campus.equipment, year), -4),
        "books": round(between(campus.books, year), -2),
        "students": students,
    }
