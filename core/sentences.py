"""What is wrong with a release or a plan file, as one sentence a person can act on: what, where, what to do."""

from __future__ import annotations

from core.language import Texts
from core.plan_files import PlanError
from core.published import PublishedError
from core.snapshots import Problem


def problem_sentence(problem: Problem, say: Texts) -> str:
    """A problem of a release in words."""
    return say(f"problem.{problem.code}", **problem.values())


def plan_sentence(error: PlanError, say: Texts) -> str:
    """A mistake in a plan file in words."""
    return say(f"plan_problem.{error.code}", **error.values)


def reference_sentence(error: PublishedError, say: Texts) -> str:
    """A fault in the published figures in words."""
    known = error.code if error.code in ("missing", "damaged") else "other"
    return say(f"reference.{known}", file=error.file)
