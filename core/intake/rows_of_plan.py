"""Which reports and milestones of a release are about another plan: numbers of tasks begin again with every plan."""

from __future__ import annotations

from typing import Any

from core.intake.rows import Row, Rows, key_of, rows_of
from core.plan.plans_of_district import DistrictPlans
from core.snapshots import Releases, Snapshot
from core.tasks.of_plan import MadeUnder

RowKey = tuple[str, tuple[Any, ...]]
"""A row by its dataset and key."""


def made_under(release: Snapshot, releases: Releases, plans: DistrictPlans) -> MadeUnder:
    """What the rows of a release are told apart by."""
    plan = plans.head(release.plan) or plans.in_force(release.as_of)
    former = releases.last_under_another_plan(plan.id, release.as_of)
    return MadeUnder(plans, plan, release.as_of, None if former is None else plans.head(former.plan))


def rows_of_other_plans(
    release: Snapshot | None, releases: Releases, plans: DistrictPlans | None, plan: str
) -> frozenset[RowKey]:
    """The reports and milestones of a release that belong to another plan of the district than `plan`: no form of that
    one holds them, and what a form does not hold is not taken away by it. Raises as `release_rows`."""
    if release is None or plans is None or len(plans.heads) == 1:
        return frozenset()
    under = made_under(release, releases, plans)
    former = None if under.before is None else releases.last_under_another_plan(under.release.id, release.as_of)
    carried = set() if former is None else {key_of("milestones", row) for row in rows_of(former, "milestones")}
    keys = [("tasks", key_of("tasks", row)) for row in rows_of(release, "tasks") if plan_of_report(row, under) != plan]
    for row in rows_of(release, "milestones"):
        key = key_of("milestones", row)
        if plan_of_milestone(row, under, carried=key in carried) != plan:
            keys.append(("milestones", key))
    return frozenset(keys)


def without(rows: Rows, keys: frozenset[RowKey]) -> Rows:
    """The rows without those of these keys."""
    if not keys:
        return rows
    return {name: [row for row in of if (name, key_of(name, row)) not in keys] for name, of in rows.items()}


def plan_of_report(row: Row, under: MadeUnder) -> str:
    """The id of the plan that a report on a task is about."""
    return under.of_report(row["period"], row["reported_on"]).id


def plan_of_milestone(row: Row, under: MadeUnder, *, carried: bool = False) -> str:
    """The id of the plan that a milestone belongs to."""
    return under.of_milestone(row["planned_date"], row["actual_date"], carried=carried).id
