"""Checks a return: reads the file, merges it into the newest release and applies the rules; nothing is written."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from core.intake.checks.apply_rules import apply_rules
from core.intake.checks.candidate_release import PlanCodes
from core.intake.checks.rules import rules
from core.intake.findings import IntakeError
from core.intake.merging.merge import merge
from core.intake.publishing.checked_return import CheckedReturn
from core.intake.publishing.publish_lock import newer_damaged_release
from core.intake.reading.read_return import Reading, ReadingBasis, read_return
from core.intake.rows import Rows, no_rows, release_rows
from core.intake.workbook.limits import LIMITS, Limits
from core.plan.in_force import load_plan_in_force
from core.plan.plan import Plan
from core.plan.roots import plan_roots
from core.snapshots import Releases, Snapshot, demonstration_root, has_demonstration, releases


def check_return(
    content: bytes,
    name: str,
    releases: Releases,
    plan: Plan,
    as_of: date | None = None,
    *,
    provisional: bool = False,
    limits: Limits = LIMITS,
) -> CheckedReturn:
    """Read a return, merge it into the newest of `releases`, and check it as of `as_of` (default: of that release).

    Raises IntakeError for a file that cannot be accepted, PlanError when the rules are wrong, OSError or
    pyarrow.ArrowException when the release cannot be read.
    """
    damaged = newer_damaged_release(releases)
    if damaged is not None:
        raise IntakeError("release_damaged", release=damaged.file.split("/")[0])
    base = releases.latest()
    rows = no_rows() if base is None else release_rows(base)
    successors = () if base is None else base.successors
    day = as_of or _default_day(base, plan)
    reading = read_return(content, name, ReadingBasis(plan.area, plan.id, rows, successors), limits)
    if reading.personal:
        return CheckedReturn(reading, None, reading.findings, base, plan.id, day, provisional)
    returned = [file for release in releases.snapshots for file in release.returned]
    template_rows = _template_rows(reading, releases, base, rows)
    merged = merge(reading, rows, template_rows, provisional=provisional, sent=returned)
    findings = (*reading.findings, *merged.findings, *apply_rules(merged, day, rules(), _codes(plan)))
    return CheckedReturn(reading, merged, findings, base, plan.id, day, provisional, _undefined(reading, plan))


def check_return_in_force(
    content: bytes, name: str, own_releases: Releases, day: date, *, provisional: bool
) -> CheckedReturn:
    """Check a return by the plan in force on `day`, against the newest release. Raises as `check_return`."""
    plan = load_plan_in_force(plan_roots(), day)
    return check_return(content, name, with_demonstration(own_releases), plan, day, provisional=provisional)


def with_demonstration(own_releases: Releases) -> Releases:
    """Own releases preceded by the demonstration releases; the newest stays an own one.

    Templates that were made while the demonstration was on show stay valid after the first own release. A district
    without a demonstration has its own releases alone.
    """
    if not own_releases.snapshots or own_releases.demonstration or not has_demonstration():
        return own_releases
    demonstration = releases(demonstration_root()).snapshots
    return replace(own_releases, snapshots=(*demonstration, *own_releases.snapshots))


def _default_day(base: Snapshot | None, plan: Plan) -> date:
    return base.as_of if base is not None else date(plan.horizon_to, 12, 31)


def _codes(plan: Plan) -> PlanCodes:
    """The codes a return may use: of indicators and milestones, and the numbers of tasks."""
    return PlanCodes(
        frozenset(indicator.id for indicator in plan.indicators) | {milestone.id for milestone in plan.milestones},
        frozenset(str(task.number) for task in plan.tasks),
        {indicator.id: indicator for indicator in plan.indicators},
    )


def _undefined(reading: Reading, plan: Plan) -> tuple[str, ...]:
    """Indicators with an observation in the return that the plan does not define, by code."""
    rows = [entry.row for entry in reading.entries]
    observed = {row["indicator"] for row in rows if "indicator" in row and "year" in row}
    return tuple(sorted(observed - {indicator.id for indicator in plan.indicators}))


def _template_rows(reading: Reading, releases: Releases, base: Snapshot | None, rows: Rows) -> Rows | None:
    """The rows of the release the template was made from. Raises IntakeError when that release no longer exists."""
    version = reading.version
    if version is None or not version.release:
        return None
    if base is not None and base.digest.startswith(version.digest):
        return rows
    release = next((release for release in releases.snapshots if release.digest.startswith(version.digest)), None)
    if release is None:
        raise IntakeError("template_release_gone", release=version.release)
    return release_rows(release)
