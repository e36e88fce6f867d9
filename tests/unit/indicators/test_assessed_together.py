"""Many indicators of a release are judged together as each of them alone."""

from __future__ import annotations

from collections.abc import Mapping

import pytest

from core.assess_release import assessment_of, assessments_of
from core.assessment import Assessment
from tests.support.intake_files import demonstration_context

KINDS = ("vocational_share", "schools_meeting_standard", "projects_2023", "colleges")
"""Worked out from detailed rows, judged by a standard, counted from milestones, and one of the goals besides."""


def verdicts(assessments: Mapping[str, Assessment]) -> dict[str, tuple[object, ...]]:
    return {id: (each.indicator, each.goal, each.status) for id, each in assessments.items()}


def values(assessments: Mapping[str, Assessment]) -> dict[tuple[str, int], float | None]:
    return {(id, point.year): point.value for id, each in assessments.items() for point in each.observed}


def test_indicators_asked_together_are_judged_as_each_alone() -> None:
    context = demonstration_context()
    observed = [item for item in context.plan.indicators if item.id not in KINDS][:3]
    asked = [*(item for item in context.plan.indicators if item.id in KINDS), *observed]
    together = assessments_of(context, asked)
    assert list(together) == [item.id for item in asked]
    alone = {item.id: assessment_of(context, item.id) for item in asked}
    assert len(alone) > len(observed)
    assert verdicts(together) == verdicts(alone)
    assert values(together) == pytest.approx(values(alone), nan_ok=True)
