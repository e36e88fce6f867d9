"""Made-up enrolment plans of the vocational schools, by programme group, in whole fives."""

from __future__ import annotations

from collections.abc import Iterator

from core.demonstration.editions import Edition, Row, SampleUnit, between, number
from core.demonstration.students import VOCATIONAL, School, reporting

FIRST = 2021
"""The first autumn with a plan."""
_ABOVE = {"D": {2021: 1.0, 2024: 1.04, 2025: 1.18}, "E": {2021: 1.05, 2025: 1.12}}
"""How far a school plans above the entrants it may expect; the others by 3 %."""


def planned(school: School, group: str, year: int) -> int:
    """Planned entrants of a programme group; none before the group opened."""
    if year < school.opened.get(group, 0):
        return 0
    above = between(_ABOVE.get(school.letter, {FIRST: 1.03}), year)
    return 5 * round(between(school.intakes[group], year) * above / 5)


def enrolment_plans(edition: Edition) -> Iterator[tuple[SampleUnit, Row]]:
    """The rows of planned entrants in the dataset `enrolment`."""
    letters = {school.letter: school for school in VOCATIONAL}
    plans: dict[tuple[str, str, int], int] = {}
    for school in VOCATIONAL:
        for group in school.intakes:
            for year in (one for one in edition.years() if one >= max(FIRST, school.opened.get(group, 0))):
                key = (reporting(school, year, "entrants"), group, year)
                plans[key] = plans.get(key, 0) + planned(school, group, year)
    for (letter, group, year), value in plans.items():
        yield (
            letters[letter].unit,
            {
                "ownership": letters[letter].ownership,
                "level": letters[letter].level,
                "programme_group": group,
                "year": year,
                "measure": "planned_entrants",
                "provisional": edition.provisional(year),
                **number(value),
            },
        )
