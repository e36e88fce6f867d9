"""Made-up reports on the 26 tasks, their milestones, and the safeguards."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

import pandas as pd

from core.demonstration.editions import AREA, DISTRICT, PLAN, Edition, Row, SampleUnit, table
from core.demonstration.task_reports import Report, evidence_file, period_row, periods

_END = date(2025, 12, 31)
_SUMMER_2024, _SUMMER_2025 = date(2024, 6, 30), date(2025, 6, 30)

REPORTS = {
    1: Report("document", "A", 2023, 2023, 2025, with_offices="BC", due=_SUMMER_2025),
    2: Report("statement", "A", 2024, 2023, with_offices="B", due=_END, unchanged=("2025-H1", "2025-H2")),
    3: Report("photograph", "B", 2023, 2023, 2025, with_offices="A", due=_END),
    4: Report("document", "C", 2023, 2023, with_offices="D", due=_END, unconfirmed=("2025-H2",)),
    5: Report("statement", began=2024, due=_END),
    6: Report("data", "D", 2023, 2023, with_offices="CE", due=_END),
    7: Report("data", "C", 2024, 2024, with_offices="D", due=_END, unchanged=("2025-H2",)),
    8: Report("document", "E", 2023, 2023, 2024, closed=True, due=_SUMMER_2024),
    9: Report("data", "E", 2023, 2023, 2025, with_offices="AF", due=_SUMMER_2025),
    10: Report("data", "F", 2023, 2023, 2025, with_offices="C", due=date(2023, 12, 31)),
    11: Report("photograph", "F", 2024, 2023, with_offices="G", due=_SUMMER_2025),
    12: Report("document", began=2024, due=_SUMMER_2025),
    13: Report("photograph", "G", 2023, 2023, 2025, due=_END),
    14: Report("data", "G", 2024, 2023, former="F", with_offices="C", due=_END, unconfirmed=("2024-H2", "2025-H2")),
    15: Report("none"),
    16: Report("document", "E", 2025, 2024, due=_END),
    17: Report("data", "C", 2024, 2023, 2025, due=_END),
    18: Report("document", began=2024),
    19: Report("data", "C", 2023, 2023, with_offices="F", due=_END, unchanged=("2024-H2", "2025-H1")),
    20: Report("statement", began=2025, due=_END),
    21: Report("none"),
    22: Report("none"),
    23: Report("data", "H", 2023, 2023, 2025, with_offices="A", due=_END),
    24: Report("statement", began=2024),
    25: Report("none"),
    26: Report("photograph", "H", 2025, 2024, with_offices="B", due=date(2025, 10, 31), unconfirmed=("2025-H2",)),
}
SAFEGUARDS = {
    101: Report("document", "A", 2023, 2023, with_offices="BC", due=_END),
    102: Report("data", "C", 2023, 2023, with_offices="D", due=_END, unchanged=("2025-H2",)),
    103: Report("document", "D", 2024, 2024, due=_END, unconfirmed=("2025-H2",)),
    104: Report("statement", "F", 2024, 2024, due=_END),
}
"""The same for the safeguards of the plan, which come after all tasks."""


def tasks(edition: Edition) -> pd.DataFrame:
    """The dataset `tasks` of a release: empty before the plan was issued, one row a task and half-year afterwards."""
    known = periods(edition) if edition.as_of >= PLAN.issued else []
    rows = (
        period_row(task, report, period, edition)
        for reports in (REPORTS, SAFEGUARDS)
        for period in known
        for task, report in reports.items()
    )
    return table("tasks", edition, ((DISTRICT, row) for row in rows))


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
    (DISTRICT, "sample_courses_agreed", "", 1, date(2024, 3, 31), date(2024, 3, 12), "document"),
    (DISTRICT, "sample_programmes_reviewed", "", 7, date(2024, 12, 31), date(2025, 4, 22), "data"),
    (DISTRICT, "sample_programmes_listed", "", 7, date(2025, 12, 15), None, "none"),
    (DISTRICT, "sample_teachers_assessed", "", 9, date(2025, 3, 31), date(2025, 5, 16), "data"),
    (DISTRICT, "sample_base_agreed", "", 11, date(2024, 11, 30), date(2024, 11, 30), "statement"),
    (DISTRICT, "sample_base_open", "", 11, date(2025, 6, 30), None, "none"),
    (DISTRICT, "sample_checks_done", "", 17, date(2025, 5, 31), date(2025, 5, 20), "data"),
)
_NAMES = {
    "dual_qualified_rules_issued": ("示例：双师型认定办法印发", "Sample: rules of recognition issued"),
    "elder_education_base_open": ("示例：老年教育基地启用", "Sample: base for elder education open"),
    "sample_courses_agreed": ("示例：课程安排商定", "Sample: courses agreed"),
    "sample_programmes_reviewed": ("示例：专业评议完成", "Sample: programmes reviewed"),
    "sample_programmes_listed": ("示例：专业清单公布", "Sample: list of programmes published"),
    "sample_teachers_assessed": ("示例：教师认定完成", "Sample: teachers assessed"),
    "sample_base_agreed": ("示例：基地共建商定", "Sample: shared base agreed"),
    "sample_base_open": ("示例：共享基地启用", "Sample: shared base open"),
    "sample_checks_done": ("示例：抽查完成", "Sample: random checks done"),
}
"""What milestones of the district are called; those of a project are called as it is."""


def milestones(edition: Edition) -> pd.DataFrame:
    """The dataset `milestones` of a release; like the plan that set them, they are unknown before it was issued."""

    def entries() -> Iterator[tuple[SampleUnit, Row]]:
        for unit, milestone, indicator, task, planned, actual, evidence in (
            _MILESTONES if edition.as_of >= PLAN.issued else ()
        ):
            reached = actual is not None and actual <= edition.as_of
            name, name_en = _NAMES.get(milestone, (None, None))
            yield (
                unit,
                {
                    "milestone": milestone,
                    "milestone_name": name,
                    "milestone_name_en": name_en,
                    "indicator": indicator,
                    "task": task,
                    "planned_date": planned,
                    "actual_date": actual if reached else None,
                    "evidence": evidence if reached else "none",
                    **evidence_file(f"节点-{milestone}", evidence if reached else "none"),
                },
            )

    return table("milestones", edition, entries())
