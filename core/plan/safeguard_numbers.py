"""Under which numbers the safeguards of a plan are reported: like tasks, but never under the number of one."""

from __future__ import annotations

from itertools import count

from core.plan.entries import Safeguard
from core.plan.plan import Plan

FIRST = 101
"""Safeguards are numbered from here on, where the plan says nothing else."""


def safeguards_by_number(plan: Plan) -> dict[int, Safeguard]:
    """The safeguards in their order, by the number each is reported under: its own, else the next one that is free."""
    taken = {*(task.number for task in plan.tasks), *(safeguard.number for safeguard in plan.safeguards)}
    free = (number for number in count(FIRST) if number not in taken)
    return {safeguard.number or next(free): safeguard for safeguard in plan.safeguards}
