"""What the made-up reports on tasks say period by period: steps with their days, words, confirmation and evidence."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from datetime import date, timedelta

from core.demonstration.editions import PLAN, Edition, Row
from core.tasks.periods import Period

STAGES = ("proposed", "under_way", "finished", "closed")
_FIRST = Period(2023, "H", 1)
"""The first half-year that is reported on: the plan was issued in it."""
_FILES = {"document": "pdf", "data": "xlsx", "photograph": "jpg"}
_UNDER_WAY = (
    "示例：已开会研究并印发工作安排，两所学校先行试点。",
    "示例：试点学校已完成摸底，形成问题清单。",
    "示例：本期新增一批试点，按月调度。",
)
_PROBLEMS = ("示例：经费尚未全部落实。", "示例：人员调整，衔接用了两个月。", "示例：校企双方对分工意见不一。")
_NEXT_STEPS = ("示例：下期完成验收材料。", "示例：下期召开一次协调会。", "示例：下期扩大到全部学校。")


@dataclass(frozen=True, slots=True)
class Report:
    """The report on a task: the office (a letter) from the release of `owner_since` on, and the years of its stages.

    `began` and `finished` are years; absent when that has not happened by the close-out. `closed`: closed then.
    `former` is the office that reported the task before, in the half-year before `owner_since`.
    """

    evidence: str
    office: str = ""
    owner_since: int = 0
    began: int = 0
    finished: int = 0
    closed: bool = False
    former: str = ""
    with_offices: str = ""
    due: date | None = None
    unchanged: tuple[str, ...] = ()
    """The periods whose report only confirms the one before."""
    unconfirmed: tuple[str, ...] = ()
    """The periods of which the last report was carried over without a word."""


def periods(edition: Edition) -> list[Period]:
    """The half-years that a release reports on, the newest first."""
    last = Period(edition.as_of.year, "H", 2 if edition.closing else 1)
    known = [_FIRST]
    while known[-1] < last:
        known.append(known[-1].following())
    return known[::-1]


def steps(task: int, report: Report, edition_day: date) -> dict[str, date | None]:
    """The days of the four stages, as far as they were reached by a day."""
    shift = timedelta(days=7 * task % 23)
    days = {
        "proposed_on": PLAN.issued + timedelta(days=20) + shift,
        "under_way_on": date(report.began, 5, 8) + shift if report.began else None,
        "finished_on": date(report.finished, 6, 3) + shift if report.finished else None,
        "closed_on": date(2025, 12, 10) if report.closed else None,
    }
    return {name: day if day is not None and day <= edition_day else None for name, day in days.items()}


def stage_of(days: dict[str, date | None]) -> str:
    """The last stage that was reached."""
    return max((stage for stage, day in zip(STAGES, days.values(), strict=True) if day), key=STAGES.index)


def period_row(task: int, report: Report, period: Period, edition: Edition) -> Row:
    """What a release says of a task for one of its periods."""
    is_newest = period == periods(edition)[0]
    until = edition.as_of if is_newest else period.last_day + timedelta(days=62 if period.number == 1 else 20)
    days = steps(task, report, until)
    stage = stage_of(days)
    return {**_row(task, report, period, stage, until), **days, "stage": stage}


def _row(task: int, report: Report, period: Period, stage: str, until: date) -> Row:
    begun = stage != STAGES[0]
    is_owned = bool(report.office) and report.owner_since <= period.year
    office = report.office if is_owned else report.former if period.code == f"{report.owner_since - 1}-H2" else ""
    confirmation = _confirmation(report, period, is_reported=begun and bool(office))
    evidence = report.evidence if begun else "none"
    return {
        "task": task,
        "period": period.code,
        "owner": f"示例科室{office}" if office else None,
        "owner_en": f"Sample office {office}" if office else None,
        "co_units": "、".join(f"示例科室{letter}" for letter in report.with_offices if office) or None,
        "due_date": report.due,
        "reported_on": until - timedelta(days=5 + 3 * task % 17) if begun else None,
        "confirmation": confirmation,
        **_words(task, period, stage, said=confirmation == "changed"),
        "evidence": evidence,
        **evidence_file(f"任务{task:02d}-{period.code}", evidence),
    }


def _confirmation(report: Report, period: Period, *, is_reported: bool) -> str | None:
    if not is_reported or period.code in report.unconfirmed:
        return None
    return "unchanged" if period.code in report.unchanged else "changed"


def _words(task: int, period: Period, stage: str, *, said: bool) -> Row:
    place = task + 2 * period.year + period.number
    if not said:
        return {"progress": None, "problem": None, "next_step": None}
    if stage in STAGES[2:]:
        return {"progress": "示例：主要内容已完成，材料已归档。", "problem": None, "next_step": None}
    return {
        "progress": _UNDER_WAY[place % len(_UNDER_WAY)],
        "problem": _PROBLEMS[place % len(_PROBLEMS)] if place % 2 else None,
        "next_step": _NEXT_STEPS[place % len(_NEXT_STEPS)],
    }


def evidence_file(about: str, evidence: str) -> Row:
    """Name and hash of a made-up file that shows something; none for a statement."""
    if evidence not in _FILES:
        return {"evidence_file": None, "evidence_sha256": None}
    name = f"示例佐证-{about}.{_FILES[evidence]}"
    return {"evidence_file": name, "evidence_sha256": hashlib.sha256(name.encode()).hexdigest()}
