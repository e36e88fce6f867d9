"""Made-up reports on the 26 tasks and their milestones, and the counts that no other dataset holds."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta

import pandas as pd

from core.datasets import Symbol
from core.demonstration.editions import AREA, DISTRICT, PLAN, Edition, Row, SampleUnit, number, table

_STAGES = ("proposed", "under_way", "finished", "closed")


@dataclass(frozen=True, slots=True)
class Report:
    """The report on a task: the office (a letter) from the release of `owner_since` on, and the years of its stages.

    `began` and `finished` are years; absent when that has not happened by the close-out. `closed`: closed then.
    """

    evidence: str
    office: str = ""
    owner_since: int = 0
    began: int = 0
    finished: int = 0
    closed: bool = False


REPORTS = {
    1: Report("document", "A", 2023, 2023, 2025),
    2: Report("statement", "A", 2024, 2023),
    3: Report("photograph", "B", 2023, 2023, 2025),
    4: Report("document", "C", 2023, 2023),
    5: Report("statement", began=2024),
    6: Report("data", "D", 2023, 2023),
    7: Report("data", "C", 2024, 2024),
    8: Report("document", "E", 2023, 2023, 2024, closed=True),
    9: Report("data", "E", 2023, 2023, 2025),
    10: Report("data", "F", 2023, 2023, 2025),
    11: Report("photograph", "F", 2024, 2023),
    12: Report("document", began=2024),
    13: Report("photograph", "G", 2023, 2023, 2025),
    14: Report("data", "G", 2024, 2023),
    15: Report("none"),
    16: Report("document", "E", 2025, 2024),
    17: Report("data", "C", 2024, 2023, 2025),
    18: Report("document", began=2024),
    19: Report("data", "C", 2023, 2023),
    20: Report("statement", began=2025),
    21: Report("none"),
    22: Report("none"),
    23: Report("data", "H", 2023, 2023, 2025),
    24: Report("statement", began=2024),
    25: Report("none"),
    26: Report("photograph", "H", 2025, 2024),
}


def _stage(report: Report, edition: Edition) -> str:
    """The stage a release reports; what is dated with the year of the release had happened by its September."""
    year = edition.as_of.year
    if report.closed and edition.closing:
        return _STAGES[3]
    if report.finished and report.finished <= year:
        return _STAGES[2]
    return _STAGES[1] if report.began and report.began <= year else _STAGES[0]


def tasks(edition: Edition) -> pd.DataFrame:
    """The dataset `tasks` of a release: empty before the plan was issued, one row a task afterwards."""

    def entries() -> Iterator[tuple[SampleUnit, Row]]:
        for task, report in REPORTS.items() if edition.as_of >= PLAN.issued else ():
            stage = _stage(report, edition)
            has_owner = bool(report.office) and report.owner_since <= edition.as_of.year
            begun = stage != _STAGES[0]
            yield (
                DISTRICT,
                {
                    "task": task,
                    "owner": f"示例科室{report.office}" if has_owner else None,
                    "owner_en": f"Sample office {report.office}" if has_owner else None,
                    "stage": stage,
                    "reported_on": edition.as_of - timedelta(days=5 + 3 * task % 17) if begun else None,
                    "evidence": report.evidence if begun else "none",
                },
            )

    return table("tasks", edition, entries())


def _project(letter: str) -> SampleUnit:
    return SampleUnit(
        f"{AREA}-pr-{letter.lower()}",
        f"示例建设项目{letter}",
        f"Sample construction project {letter}",
        date(2021, 6, 1),
    )


# unit, milestone, indicator, task, planned, actual, evidence once reached
_MILESTONES = (
    (_project("A"), "project_a_complete", "projects_2023", 10, date(2023, 11, 30), date(2023, 10, 18), "document"),
    (_project("B"), "project_b_complete", "projects_2023", 10, date(2023, 10, 31), date(2023, 11, 27), "photograph"),
    (_project("C"), "project_c_complete", "projects_2023", 10, date(2023, 12, 31), date(2023, 12, 20), "document"),
    (DISTRICT, "dual_qualified_rules_issued", "", 9, date(2024, 6, 30), date(2024, 9, 10), "document"),
    (DISTRICT, "elder_education_base_open", "", 26, date(2025, 10, 31), None, "none"),
)


def milestones(edition: Edition) -> pd.DataFrame:
    """The dataset `milestones` of a release; like the plan that set them, they are unknown before it was issued."""

    def entries() -> Iterator[tuple[SampleUnit, Row]]:
        for unit, milestone, indicator, task, planned, actual, evidence in (
            _MILESTONES if edition.as_of >= PLAN.issued else ()
        ):
            reached = actual is not None and actual <= edition.as_of
            yield (
                unit,
                {
                    "milestone": milestone,
                    "indicator": indicator,
                    "task": task,
                    "planned_date": planned,
                    "actual_date": actual if reached else None,
                    "evidence": evidence if reached else "none",
                },
            )

    return table("milestones", edition, entries())


def observations(edition: Edition) -> pd.DataFrame:
    """The dataset `observations` of a release: no base for elder education yet, and the last year not yet published."""

    def entries() -> Iterator[tuple[SampleUnit, Row]]:
        for year in (known_year for known_year in edition.years(whole=True) if known_year >= 2019):
            unpublished = edition.closing and year == edition.as_of.year
            yield (
                DISTRICT,
                {
                    "indicator": "elder_demonstration_schools",
                    "year": year,
                    "unit": "schools",
                    "numerator": None,
                    "denominator": None,
                    "provisional": edition.provisional(year, whole=True),
                    **({"value": None, "symbol": Symbol.NOT_PUBLISHED.value} if unpublished else number(0)),
                },
            )

    return table("observations", edition, entries())
