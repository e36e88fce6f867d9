"""Made-up college projects, planned against actual stage by stage, and the students of those that opened."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date

import pandas as pd

from core.datasets import CollegeStage, Symbol
from core.demonstration.editions import AREA, FIRST_YEAR, Edition, Row, SampleUnit, cell, table

_YEARS = range(FIRST_YEAR, 2026)
_LEAVING = 0.30  # of a year's students are gone the next autumn
_NEVER_REPORTED = {("B", "part_time", 2020, "entrants")}


@dataclass(frozen=True, slots=True)
class Project:
    """A college with the planned and the actual day of each stage, and its students in consecutive autumns.

    `stages` holds (planned, actual), either of them None; a stage that is neither planned nor reached is left out.
    The numbers of students end with 2025.
    """

    letter: str
    institution_type: str
    planned_places: int | None
    stages: Mapping[CollegeStage, tuple[date | None, date | None]]
    full_time: tuple[int, ...] = ()
    part_time: tuple[int, ...] = field(default=())

    @property
    def unit(self) -> SampleUnit:
        return SampleUnit(
            f"{AREA}-co-{self.letter.lower()}",
            f"示例学院{self.letter}",
            f"Sample college {self.letter}",
            min(actual for _, actual in self.stages.values() if actual is not None),
        )


def _days(*stages: tuple[str, str]) -> dict[CollegeStage, tuple[date | None, date | None]]:
    """(planned, actual) in the order of the stages, beginning with the intention; an empty text is no date."""
    return {
        stage: (date.fromisoformat(planned) if planned else None, date.fromisoformat(actual) if actual else None)
        for stage, (planned, actual) in zip(CollegeStage, stages, strict=False)
    }


PROJECTS = (
    Project(  # older than the records: only its opening is known
        "A",
        "vocational_college",
        12_000,
        {CollegeStage.ENROLLING: (date(2014, 9, 1), date(2014, 9, 1))},
        (8_214, 8_496, 8_803, 9_021, 9_338, 9_592, 9_867, 10_164, 10_487, 11_412, 12_023),
        (612, 655, 640, 688, 704, 731, 776, 802, 868, 1_034, 1_126),
    ),
    Project(
        "B",
        "independent_undergraduate",
        10_000,
        _days(
            ("2014-03-31", "2014-03-18"),
            ("2014-09-30", "2014-09-12"),
            ("2015-04-30", "2015-06-24"),
            ("2015-07-31", "2015-09-10"),
            ("2017-07-31", "2017-08-11"),
            ("2017-09-01", "2017-09-01"),
        ),
        (1_586, 3_371, 5_208, 5_864, 6_297, 6_588, 6_931, 7_866, 8_694),
        (308, 322, 351, 377, 412, 566, 648),
    ),
    Project(
        "C",
        "campus",
        8_000,
        _days(
            ("2015-06-30", "2015-05-27"),
            ("2015-12-31", "2016-03-15"),
            ("2016-06-30", "2016-11-08"),
            ("2016-10-31", "2017-03-20"),
            ("2018-07-31", "2019-08-09"),
            ("2018-09-01", "2019-09-01"),
        ),
        (2_316, 3_908, 4_722, 5_117, 5_426, 6_573, 7_412),
    ),
    Project(
        "D",
        "vocational_college",
        6_000,
        _days(
            ("2017-03-31", "2017-03-02"),
            ("2017-12-31", "2017-10-26"),
            ("2018-12-31", "2018-07-19"),
            ("2019-09-30", "2019-03-12"),
            ("2022-07-31", "2021-08-16"),
            ("2022-09-01", "2021-09-01"),
        ),
        (894, 1_913, 2_894, 4_238, 4_996),
    ),
    Project(
        "E",
        "campus",
        6_000,
        _days(
            ("2018-04-30", "2018-05-22"),
            ("2018-12-31", "2019-01-17"),
            ("2019-09-30", "2020-04-28"),
            ("2020-03-31", "2020-11-05"),
            ("2022-07-31", "2023-08-04"),
            ("2022-09-01", "2023-09-01"),
        ),
        (603, 1_788, 3_014),
    ),
    Project(
        "F",
        "vocational_college",
        5_000,
        _days(
            ("2019-05-31", "2019-05-20"),
            ("2020-03-31", "2020-09-16"),
            ("2021-03-31", "2022-02-23"),
            ("2021-09-30", "2022-10-12"),
            ("2023-07-31", "2025-07-28"),
            ("2023-09-01", "2025-09-01"),
        ),
        (1_187,),
    ),
    Project(
        "G",
        "vocational_college",
        4_000,
        _days(
            ("2020-06-30", "2020-06-11"),
            ("2021-06-30", "2021-12-09"),
            ("2022-06-30", "2024-03-27"),
            ("2022-12-31", "2024-11-14"),
            ("2024-07-31", ""),
            ("2024-09-01", ""),
        ),
    ),
    Project(
        "H",
        "independent_undergraduate",
        5_000,
        _days(
            ("2021-09-30", "2021-10-21"),
            ("2022-12-31", "2024-06-05"),
            ("2023-12-31", ""),
            ("2024-06-30", ""),
            ("2025-07-31", ""),
            ("2025-09-01", ""),
        ),
    ),
    Project("I", "cooperative", None, _days(("2023-06-30", "2023-05-16"), ("2024-12-31", ""))),
)


def colleges(edition: Edition) -> pd.DataFrame:
    """The dataset `colleges` of a release: the projects whose first step was taken, with all six stages each."""

    def entries() -> Iterator[tuple[SampleUnit, Row]]:
        for project in PROJECTS:
            if project.unit.valid_from > edition.as_of:
                continue
            for stage in CollegeStage:
                planned, actual = project.stages.get(stage, (None, None))
                yield (
                    project.unit,
                    {
                        "institution_type": project.institution_type,
                        "stage": stage.value,
                        "planned_date": planned,
                        "actual_date": actual if actual is not None and actual <= edition.as_of else None,
                        "planned_places": project.planned_places,
                    },
                )

    return table("colleges", edition, entries()).astype({"planned_places": "Int32"})


def full_time_students(project: Project, edition: Edition) -> dict[int, int]:
    """The full-time students of a college by year, as this release knows them."""
    numbers = dict(zip(reversed(_YEARS), reversed(project.full_time), strict=False))
    known = (year for year in sorted(numbers) if year in edition.years())
    return {year: edition.first_return(numbers[year], year, ord(project.letter)) for year in known}


def college_enrolment(edition: Edition) -> pd.DataFrame:
    """The dataset `college_enrolment` of a release; entrants are this autumn's students who were not there before."""

    def entries() -> Iterator[tuple[SampleUnit, Row]]:
        for project in PROJECTS:
            for mode, numbers in (("full_time", project.full_time), ("part_time", project.part_time)):
                confirmed = dict(zip(reversed(_YEARS), reversed(numbers), strict=False))
                for year in (autumn for autumn in sorted(confirmed) if autumn in edition.years()):
                    before = confirmed.get(year - 1)
                    if before is None and year == FIRST_YEAR:
                        before = confirmed[year]  # an older college: as many students the year before
                    entrants = round(confirmed[year] - (1 - _LEAVING) * (before or 0))
                    for measure, value in (("entrants", entrants), ("enrolment", confirmed[year])):
                        missing = (project.letter, mode, year, measure) in _NEVER_REPORTED
                        returned = edition.first_return(value, year, ord(project.letter))
                        yield (
                            project.unit,
                            {
                                "study_mode": mode,
                                "year": year,
                                "measure": measure,
                                "provisional": edition.provisional(year),
                                **cell(returned, Symbol.NOT_REPORTED if missing else Symbol.PRESENT),
                            },
                        )

    return table("college_enrolment", edition, entries())
