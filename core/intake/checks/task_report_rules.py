"""Rules over what is reported of tasks, period by period: dates of steps, owners, confirmations."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from itertools import pairwise

from core.cells.text import word_key
from core.intake.checks.candidate_release import CandidateRelease, place_of, report
from core.intake.checks.rules import Rule
from core.intake.findings import Finding, Severity
from core.intake.message_values import MessageInput, TaskName, TextId, task_name
from core.intake.rows import Row
from core.intake.rows_of_plan import plan_of_milestone, plan_of_report
from core.plan.entries import PlanHead
from core.tasks.periods import period_of, sort_key

_SIGNS = str.maketrans("", "", "()[]（）【】·・.-、,，")


def future_periods(rule: Rule, release: CandidateRelease) -> Iterator[Finding]:
    """A period that begins after the release: nothing can be reported of it."""
    (column,) = rule.measures
    for change in release.changes(rule.dataset):
        period = period_of(change.new[column])
        if period is not None and period.first_day > release.as_of:
            place = place_of(change, column)
            yield report(rule, change, "period", place, found=period.code, upper=release.as_of)


def blank_periods(rule: Rule, release: CandidateRelease) -> Iterator[Finding]:
    """A row that does not say its period although others of its task do: it counts as older than all of them."""
    (column,) = rule.measures
    reported = _reports(release, rule)
    for change in release.changes(rule.dataset):
        newest = reported[_task(change.new, release)][-1]
        if not change.new[column] and newest[column]:
            values: dict[str, MessageInput] = {"found": newest[column], "task": _name(change.new, release)}
            yield report(rule, change, "period_blank", place_of(change, column), **values)


def _name(row: Row, release: CandidateRelease) -> TaskName:
    return task_name(row["task"], release.codes.safeguards)


def steps(rule: Rule, release: CandidateRelease) -> Iterator[Finding]:
    """Days that come before one they should follow; those that are blank are passed over."""
    for change in release.changes(rule.dataset):
        days = [(column, change.new[column]) for column in rule.measures if change.new[column] is not None]
        for (first, before), (second, day) in pairwise(days):
            if day < before:
                names = {"first": TextId(f"intake.head.{first}"), "second": TextId(f"intake.head.{second}")}
                code = "steps" if rule.severity is Severity.HARD else "steps_unusual"
                yield report(rule, change, code, place_of(change, second), **names, before=before, day=day)
                break


def contradictions(rule: Rule, release: CandidateRelease) -> Iterator[Finding]:
    """A row that says nothing changed, and says something else than the period before."""
    reported = _reports(release, rule)
    for change in release.changes(rule.dataset):
        row, before = change.new, _before(reported[_task(change.new, release)], change.new)
        if row["confirmation"] != "unchanged" or before is None:
            continue
        columns = [name for name in rule.measures if row[name] is not None and row[name] != before[name]]
        if columns:
            values: dict[str, MessageInput] = {
                "name": TextId(f"intake.head.{columns[0]}"),
                "before": before["period"] or "–",
            }
            yield report(rule, change, "unchanged", place_of(change, columns[0]), **values)


def owners(rule: Rule, release: CandidateRelease) -> Iterator[Finding]:
    """An owner who is not named any more, who is written in another way elsewhere, or is a unit that was closed."""
    (column,) = rule.measures
    reported = _reports(release, rule)
    spellings: dict[str, set[str]] = {}
    for row in release.merged.rows[rule.dataset]:
        if row[column]:
            spellings.setdefault(_word(row[column]), set()).add(row[column])
    for change in release.changes(rule.dataset):
        owner, before, place = (
            change.new[column],
            _before(reported[_task(change.new, release)], change.new),
            place_of(change, column),
        )
        if owner is None:
            if before is not None and before[column] and column in change.entry.letters:
                values: dict[str, MessageInput] = {"found": before[column], "before": before["period"] or "–"}
                yield report(rule, change, "owner_gone", place, **values)
            continue
        others = sorted(spellings[_word(owner)] - {owner})
        if others:
            yield report(rule, change, "owner_spelt", place, found=owner, near=others[0])
        closed = _closed_on(release, owner)
        until = period_of(change.new["period"])
        if closed is not None and closed < (release.as_of if until is None else min(until.last_day, release.as_of)):
            yield report(rule, change, "owner_closed", place, found=owner, day=closed)


def periods_before_plans(rule: Rule, release: CandidateRelease) -> Iterator[Finding]:
    """A report for a period (where none is said: of a day) before the district's earliest plan: on no task of it."""
    earliest = release.codes.earliest
    for change in release.changes(rule.dataset):
        if earliest is not None and _is_before(change.new, earliest):
            period, day = change.new["period"], change.new["reported_on"]
            values: dict[str, MessageInput] = {"task": _name(change.new, release), "found": period or day}
            plan = f"{earliest.horizon_from}–{earliest.horizon_to}"
            yield report(
                rule,
                change,
                "plan_before",
                place_of(change, "period" if period else "reported_on"),
                **values,
                plan=plan,
            )


def _is_before(row: Row, plan: PlanHead | None) -> bool:
    """Whether a report is about a year before the horizon of a plan."""
    period, day = period_of(row.get("period", "")), row.get("reported_on")
    year = period.year if period is not None else None if day is None else day.year
    return plan is not None and year is not None and year < plan.horizon_from


def clashes(rule: Rule, release: CandidateRelease) -> Iterator[Finding]:
    """A row that would overwrite what was reported under another plan: the same number, the same period. And one that
    is about a task of another plan, since the form names the tasks of this one."""
    under = release.codes.made_under
    for change in release.changes(rule.dataset):
        if _is_before(change.new, release.codes.earliest):
            continue  # a rule of its own asks about it
        if under is not None and rule.dataset == "tasks" and plan_of_report(change.new, under) != under.release.id:
            other = under.of_report(change.new["period"], change.new["reported_on"])
            about: dict[str, MessageInput] = {
                "task": _name(change.new, release),
                "found": change.new["period"] or "–",
                "plan": f"{other.horizon_from}–{other.horizon_to}",
                "form": f"{under.release.horizon_from}–{under.release.horizon_to}",
            }
            yield report(rule, change, "plan_former", place_of(change, "period"), **about)
        elif under is None or change.old is None or (rule.dataset, change.key) not in release.codes.of_others:
            continue
        if rule.dataset == "tasks" and plan_of_report(change.new, under) == under.release.id:
            values: dict[str, MessageInput] = {"task": _name(change.new, release), "found": change.new["period"] or "–"}
            yield report(rule, change, "plan_clash", place_of(change, "period"), **values)
        elif rule.dataset == "milestones" and plan_of_milestone(change.new, under) == under.release.id:
            place = place_of(change, "milestone")
            yield report(rule, change, "milestone_clash", place, found=change.new["milestone"])


Task = tuple[str, str, int, str]
"""Area, unit and number of a task, and the plan it is one of where there are several."""


def _task(row: Row, release: CandidateRelease) -> Task:
    under = release.codes.made_under
    plan = "" if under is None else plan_of_report(row, under)
    return row["area"], row["unit_id"], row["task"], plan


def _reports(release: CandidateRelease, rule: Rule) -> dict[Task, list[Row]]:
    """The rows of every task by their periods, the newest last."""
    reported: dict[Task, list[Row]] = {}
    for row in sorted(release.merged.rows[rule.dataset], key=lambda row: sort_key(row["period"])):
        reported.setdefault(_task(row, release), []).append(row)
    return reported


def _before(reported: list[Row], row: Row) -> Row | None:
    """What was reported of a task for the period before that of a row."""
    earlier = [other for other in reported if sort_key(other["period"]) < sort_key(row["period"])]
    return earlier[-1] if earlier else None


def _word(name: str) -> str:
    return word_key(name).translate(_SIGNS)


def _closed_on(release: CandidateRelease, name: str) -> date | None:
    """The last day of a unit of this name in the register; None for one that is still there, or is not in it."""
    codes = {entry.unit_id for entry in release.merged.register if entry.name == name}
    days = [entry.valid_to for entry in release.merged.register if entry.unit_id in codes]
    return max((day for day in days if day is not None), default=None) if None not in days else None
