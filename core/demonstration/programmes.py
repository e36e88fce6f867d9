"""Made-up programmes: what each vocational school teaches in its programme groups, adding up to their numbers."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

import pandas as pd

from core.datasets import TOTAL, Symbol
from core.demonstration.editions import Edition, Row, SampleUnit, between, cell, number, since, table
from core.demonstration.students import NEVER_REPORTED, VOCATIONAL, group_counts

FIRST = 2020
"""The first autumn of which schools return programmes."""
_STAYING = (0.96, 0.92)  # of an intake, in the 2nd and 3rd year
_NAMES = {
    "61": "农林",
    "64": "土建",
    "66": "装备",
    "69": "食药",
    "70": "交通",
    "71": "电子信息",
    "72": "医卫",
    "73": "财经",
    "74": "旅游",
    "75": "文化",
    "77": "教育",
    "79": "公共服务",
}
_PERSONS = ("entrants", "enrolment", "graduates")
_NUMERALS = "一二三四五六七八九"


@dataclass(frozen=True, slots=True)
class Programme:
    """A programme at one school: its part of the group's students in some years (in between on a straight line), the
    partner enterprises and training bases from some years on, and the year in which it began."""

    code: str
    part: dict[int, float]
    enterprises: dict[int, float]
    bases: int = 1
    began: int = 0

    @property
    def name(self) -> str:
        """An invented name: the group and a number, as the last digit of the code."""
        return f"示例{_NAMES[self.code[:2]]}专业{_NUMERALS[int(self.code[-1]) - 1]}"

    def part_in(self, year: int) -> float:
        return 0.0 if year < self.began else between(self.part, year)


def _programme(
    code: str, part: float | dict[int, float], enterprises: int, bases: int = 1, began: int = 0
) -> Programme:
    """A programme whose enterprises grow by one in 2023, unless there are none."""
    parts = part if isinstance(part, dict) else {FIRST: part}
    return Programme(code, parts, {FIRST: enterprises, 2023: enterprises + (enterprises > 0)}, bases, began)


# No code of these is in the national catalogue: they have its groups, and 99 where the catalogue has a class.
TAUGHT: dict[tuple[str, str], tuple[Programme, ...]] = {
    ("A", "64"): (_programme("649901", {2020: 0.6, 2025: 0.3}, 2), _programme("649902", {2020: 0.4, 2025: 0.7}, 3)),
    ("A", "66"): (_programme("669901", 0.55, 5, 2), _programme("669902", 0.45, 4)),
    ("A", "70"): (_programme("709901", 1, 4, 2),),
    ("A", "71"): (
        _programme("719901", {2020: 0.6, 2025: 0.45}, 6, 3),
        _programme("719902", {2020: 0.4, 2025: 0.3}, 3),
        _programme("719903", {2023: 0.12, 2025: 0.25}, 2, began=2023),
    ),
    ("A", "73"): (_programme("739901", 0.5, 3), _programme("739902", 0.5, 2)),
    ("A", "77"): (_programme("779901", 1, 4),),
    ("B", "61"): (_programme("619901", 0.5, 4, 2), _programme("619902", 0.5, 3)),
    ("B", "66"): (_programme("669901", 0.4, 5, 2), _programme("669903", 0.6, 4)),
    ("B", "71"): (_programme("719901", 0.5, 4), _programme("719902", 0.5, 3)),
    ("B", "73"): (_programme("739901", 1, 2),),
    ("B", "74"): (_programme("749901", 1, 6, 2),),
    ("B", "77"): (_programme("779901", 0.6, 3), _programme("779902", 0.4, 2)),
    ("C", "69"): (_programme("699901", 0.5, 3), _programme("699902", 0.5, 2)),
    ("C", "72"): (
        _programme("729901", 0.6, 7, 3),
        _programme("729902", 0.25, 3),
        _programme("729903", {2020: 0.2, 2025: 0.1}, 2),
    ),
    ("C", "77"): (_programme("779901", 1, 2),),
    ("C", "79"): (_programme("799901", 1, 0, 0, began=2020),),
    ("D", "71"): (_programme("719901", 0.55, 3), _programme("719904", 0.45, 2)),
    ("D", "73"): (_programme("739902", 1, 2),),
    ("D", "74"): (_programme("749901", 0.5, 3), _programme("749902", 0.5, 2)),
    ("D", "75"): (_programme("759901", 0.7, 2), _programme("759902", {2023: 0.3, 2024: 0.2, 2025: 0.0}, 1)),
    ("E", TOTAL): (_programme("719901", 0.4, 0, 0), _programme("739903", 0.3, 0, 0), _programme("779902", 0.3, 0, 0)),
    ("F", "61"): (_programme("619901", 0.5, 2), _programme("619902", 0.5, 1)),
    ("F", "66"): (_programme("669901", 0.4, 3), _programme("669903", 0.6, 2)),
    ("F", "73"): (_programme("739901", 1, 1),),
}
"""What each school (letter) teaches in each of its groups; school E returns students without a group, and neither
enterprises nor bases."""


def programmes(edition: Edition) -> pd.DataFrame:
    """The dataset `programmes` of a release."""

    def entries() -> Iterator[tuple[SampleUnit, Row]]:
        counts = group_counts(edition)
        units = {school.letter: school.unit for school in VOCATIONAL}
        for letter, group, year in dict.fromkeys((letter, group, year) for letter, group, year, _ in counts):
            if year < FIRST:
                continue
            of_group = {
                measure: value
                for measure in _PERSONS
                if (value := counts.get((letter, group, year, measure))) is not None
            }
            for programme, row in _rows(letter, group, year, of_group):
                named = {"programme_code": programme.code, "programme_name": programme.name, "year": year}
                yield units[letter], {**named, "provisional": edition.provisional(year), **row}

    return table("programmes", edition, entries())


def _rows(letter: str, group: str, year: int, counts: Mapping[str, int]) -> Iterator[tuple[Programme, Row]]:
    """Every number of the programmes of a school's group in a year; of persons they add up to the group's."""
    taught = [programme for programme in TAUGHT[letter, group] if programme.began <= year]
    entrants = split(counts.get("entrants", 0), [programme.part_in(year) for programme in taught])
    staying = [
        sum(part * programme.part_in(year - age) for age, part in enumerate(_STAYING, start=1)) for programme in taught
    ]
    older = split(counts.get("enrolment", 0) - sum(entrants), staying)
    parts = {
        "entrants": entrants,
        "enrolment": [new + old for new, old in zip(entrants, older, strict=True)],
        "graduates": split(counts.get("graduates", 0), [programme.part_in(year - 3) for programme in taught]),
    }
    for place, programme in enumerate(taught):
        for measure in counts:
            yield (
                programme,
                {"measure": measure, **cell(parts[measure][place], _reason(letter, programme, year, measure))},
            )
        if group != TOTAL and "enrolment" in counts:
            yield programme, {"measure": "partner_enterprises", **number(since(programme.enterprises, year))}
            yield programme, {"measure": "training_bases", **number(programme.bases)}


def _reason(letter: str, programme: Programme, year: int, measure: str) -> Symbol:
    """Why a school gives no number: it never reported the measure, or the programme is too young for graduates."""
    if (letter, year, measure) in NEVER_REPORTED:
        return Symbol.NOT_REPORTED
    too_young = measure == "graduates" and year - 3 < programme.began
    return Symbol.NOT_APPLICABLE if too_young else Symbol.PRESENT


def split(total: int, weights: list[float]) -> list[int]:
    """Whole numbers that add up to `total`, as near to the weights as can be; all of it for the first one where no
    weight is above zero."""
    whole = sum(weights)
    exact = [total * weight / whole for weight in weights] if whole else [float(total), *([0.0] * (len(weights) - 1))]
    parts = [int(part) for part in exact]
    largest = sorted(range(len(parts)), key=lambda place: (parts[place] - exact[place], place))
    for place in largest[: total - sum(parts)]:
        parts[place] += 1
    return parts
