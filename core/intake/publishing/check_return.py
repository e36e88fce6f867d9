"""Checks a return: reads the file, merges it into the newest release and applies the rules; nothing is written."""

from __future__ import annotations

from datetime import date

from core.datasets import ListState
from core.intake.checks.apply_rules import apply_rules
from core.intake.checks.candidate_release import PlanCodes
from core.intake.checks.rules import rules
from core.intake.findings import IntakeError
from core.intake.merging.merge import merge
from core.intake.publishing.checked_return import CheckedReturn
from core.intake.publishing.demonstration_rows import (
    DemonstrationRows,
    has_demonstration,
    releases_to_continue,
    usual_choice,
    without_demonstration,
)
from core.intake.publishing.publish_lock import newer_damaged_release
from core.intake.publishing.unit_list_statement import units_of_rows
from core.intake.reading.read_return import Reading, ReadingBasis, read_return
from core.intake.rows import Rows, no_rows, release_rows
from core.intake.rows_of_plan import rows_of_other_plans
from core.intake.workbook.limits import LIMITS, Limits
from core.plan.plan import Plan
from core.plan.plan_in_force import load_plan_of
from core.plan.plans_of_district import DistrictPlans
from core.plan.roots import plan_roots, plans
from core.plan.safeguard_numbers import safeguards_by_number
from core.snapshots import Releases, Snapshot
from core.tasks.of_plan import MadeUnder


def check_return(
    content: bytes,
    name: str,
    releases: Releases,
    plan: Plan,
    as_of: date | None = None,
    *,
    provisional: bool = False,
    demonstration: DemonstrationRows = DemonstrationRows.KEEP,
    limits: Limits = LIMITS,
    plans: DistrictPlans | None = None,
) -> CheckedReturn:
    """Read a return, merge it into the newest of `releases`, and check it as of `as_of` (default: of that release).

    `demonstration` says whether rows of the demonstration in that release are kept; `plans` are all of the district,
    None where `plan` is the only one.

    Raises IntakeError for a file that cannot be accepted, PlanError when the rules are wrong, OSError or
    pyarrow.ArrowException when the release cannot be read.
    """
    damaged = newer_damaged_release(releases)
    if damaged is not None:
        raise IntakeError("release_damaged", release=damaged.file.split("/")[0])
    base = releases.latest()
    all_rows = no_rows() if base is None else release_rows(base)
    rows = all_rows if demonstration is DemonstrationRows.KEEP else without_demonstration(all_rows)
    left_out = sum(map(len, all_rows.values())) - sum(map(len, rows.values()))
    mergers = () if base is None else base.successors
    day = as_of or _default_day(base, plan)
    safeguards = tuple(safeguards_by_number(plan))
    basis = ReadingBasis(plan.area, plan.id, rows, _year_due(day), mergers, safeguards)
    reading = read_return(content, name, basis, limits)
    if reading.personal:
        return CheckedReturn(reading, None, reading.findings, base, plan.id, day, provisional)
    returned = [file for release in releases.snapshots for file in release.returned]
    template = _template_release(reading, releases)
    template_rows = all_rows if template is base and base is not None else _rows(template)
    if not has_demonstration(rows):
        _refuse_demonstration_form(reading, releases)
    elsewhere = rows_of_other_plans(template, releases, plans, plan.id)
    merged = merge(reading, rows, template_rows, provisional=provisional, sent=returned, left_out=elsewhere)
    made_under = None if plans is None else MadeUnder(plans, plan, day)
    codes = _codes(plan, base, releases, made_under)
    broken = apply_rules(merged, day, rules(), codes, reading.failed)
    findings = (*reading.findings, *merged.findings, *broken)
    units = units_of_rows(merged.rows, plan.area, day, None if left_out else base)
    undefined = _undefined(reading, plan)
    tasks = frozenset(task.number for task in plan.tasks)
    return CheckedReturn(
        *(reading, merged, findings, base, plan.id, day, provisional, undefined, left_out, units, made_under),
        tasks,
        safeguards,
    )


def check_return_in_force(
    content: bytes,
    name: str,
    releases: Releases,
    day: date | None,
    *,
    provisional: bool,
    demonstration: DemonstrationRows | None = None,
) -> CheckedReturn:
    """Check a return by the plan in force on `day`, against the newest release of one's own.

    `demonstration` says whether rows of the demonstration are kept. By default as `usual_choice`, but a form that was
    filled with the demonstration is tried out on it while there is no release of one's own. Raises as `check_return`.
    """
    if demonstration is None and releases.demonstration:
        try:
            return _check_in_force(content, name, releases, day, provisional, usual_choice(releases))
        except IntakeError as error:
            if error.code != "template_demonstration":
                raise
            demonstration = DemonstrationRows.KEEP
    return _check_in_force(content, name, releases, day, provisional, demonstration or usual_choice(releases))


def _check_in_force(
    content: bytes, name: str, releases: Releases, day: date | None, provisional: bool, choice: DemonstrationRows
) -> CheckedReturn:
    own = releases_to_continue(releases, choice)
    latest = own.latest()
    of_district = plans()
    plan = load_plan_of(plan_roots(), of_district.in_force(day or (latest.as_of if latest is not None else date.max)))
    return check_return(content, name, own, plan, day, provisional=provisional, demonstration=choice, plans=of_district)


def _year_due(day: date) -> int:
    """The newest year whose autumn has begun on a day."""
    return day.year if (day.month, day.day) >= (9, 1) else day.year - 1


def _default_day(base: Snapshot | None, plan: Plan) -> date:
    return base.as_of if base is not None else date(plan.horizon_to, 12, 31)


def _codes(plan: Plan, base: Snapshot | None, releases: Releases, made_under: MadeUnder | None) -> PlanCodes:
    """The codes a return may use: of indicators and milestones, numbers of tasks, area; what was said of the units; and
    what is about another plan, where there is one."""
    several = None if made_under is None or len(made_under.plans.heads) == 1 else made_under
    is_complete = base is not None and base.list_state is ListState.COMPLETE
    return PlanCodes(
        frozenset(indicator.id for indicator in plan.indicators) | {milestone.id for milestone in plan.milestones},
        frozenset(str(number) for number in (*(task.number for task in plan.tasks), *safeguards_by_number(plan))),
        {indicator.id: indicator for indicator in plan.indicators},
        plan.area,
        base.unit_lists[-1] if base is not None and is_complete else None,
        several,
        frozenset() if several is None else rows_of_other_plans(base, releases, several.plans, plan.id),
        plan if made_under is None else made_under.plans.heads[0],
        tuple(safeguards_by_number(plan)),
    )


def _undefined(reading: Reading, plan: Plan) -> tuple[str, ...]:
    """Indicators with an observation in the return that the plan does not define, by code."""
    rows = [entry.row for entry in reading.entries]
    observed = {row["indicator"] for row in rows if "indicator" in row and "year" in row}
    return tuple(sorted(observed - {indicator.id for indicator in plan.indicators}))


def _template_release(reading: Reading, releases: Releases) -> Snapshot | None:
    """The release the template was made from; None for a table of another form and for an empty template. Raises
    IntakeError when that release no longer exists.

    A template that was made while the demonstration was on show stays valid for as long as the demonstration is there.
    """
    version, base = reading.version, releases.latest()
    if version is None or not version.release:
        return None
    if base is not None and base.digest.startswith(version.digest):
        return base
    known = (*releases.snapshots, *releases.beside)
    release = next((release for release in known if release.digest.startswith(version.digest)), None)
    if release is None:
        raise IntakeError("template_release_gone", release=version.release)
    return release


def _rows(release: Snapshot | None) -> Rows | None:
    return None if release is None else release_rows(release)


def _refuse_demonstration_form(reading: Reading, releases: Releases) -> None:
    """Raise IntakeError for a form that is filled with figures of the demonstration, where none of them may go in."""
    version = reading.version
    if version is None or not version.release:
        return
    if any(release.digest.startswith(version.digest) for release in releases.beside):
        raise IntakeError("template_demonstration", release=version.release)
