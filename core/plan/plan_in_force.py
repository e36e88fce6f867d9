"""Which of the plans of a district counts on a day."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from pathlib import Path

from core.plan.entries import PlanHead
from core.plan.plan import CATALOGUE, Plan, load_plan
from core.plan.plans_of_district import district_plans, plan_directories


def head_in_force(roots: Sequence[Path], on: date) -> PlanHead:
    """The head of the plan for a day, see `DistrictPlans.in_force`. Raises PlanError."""
    return district_plans(roots).in_force(on)


def load_plan_in_force(roots: Sequence[Path], on: date) -> Plan:
    """The whole plan of `head_in_force`. Raises PlanError."""
    return load_plan_of(roots, head_in_force(roots, on))


def load_plan_of(roots: Sequence[Path], head: PlanHead) -> Plan:
    """The whole plan with this head. Catalogues are the `indicators.toml` of each root that has one.

    Raises PlanError.
    """
    directory = plan_directories(roots)[head.id]
    catalogues = [root / CATALOGUE for root in roots if (root / CATALOGUE).exists()]
    return load_plan(directory, *catalogues)
