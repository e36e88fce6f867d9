"""Where plans lie: those that come with the program, and the installation's own; which district they are for."""

from __future__ import annotations

import contextlib
import hashlib
import os
from functools import lru_cache
from pathlib import Path

from core.plan.entries import PlanHead
from core.plan.plans_of_district import DistrictPlans, district_plans, plan_directories
from core.workspace import DATA, workspace

PlanMarks = tuple[tuple[str, int, int], ...]


def plan_roots() -> tuple[Path, ...]:
    """Where plans lie: those that come with the program, then the installation's own."""
    own = workspace() / "plan"
    return (DATA / "plan", own) if own.is_dir() else (DATA / "plan",)


def plan_marks(roots: tuple[Path, ...]) -> PlanMarks:
    """Name, time and size of every plan file: a changed plan is read again, an unchanged one never."""
    marks = []
    for root in roots:
        for folder, _, files in os.walk(root):
            for name in files:
                # An editor's lock beside a file it is writing is a dangling link, and a file may go while we look.
                if not name.endswith(".toml") or name.startswith("."):
                    continue
                with contextlib.suppress(FileNotFoundError):
                    stat = os.stat(os.path.join(folder, name))
                    marks.append((os.path.join(folder, name), stat.st_mtime_ns, stat.st_size))
    return tuple(sorted(marks))


def plan_digest(plan_id: str) -> str:
    """The sha256 of the files of a plan: equal ones mean the same goals, tasks and standards. Empty when there is no
    such plan. Raises OSError."""
    directory = plan_directories(plan_roots()).get(plan_id)
    if directory is None:
        return ""
    content = hashlib.sha256()
    for path in sorted(directory.glob("*.toml")):
        content.update(path.name.encode() + b"\0" + hashlib.sha256(path.read_bytes()).digest())
    return content.hexdigest()


def plans() -> DistrictPlans:
    """The plans of this installation's district. Raises PlanError."""
    roots = plan_roots()
    return _plans(roots, plan_marks(roots))


def district() -> PlanHead:
    """The head of the newest plan of this installation's district, which names the district. Raises PlanError."""
    return plans().heads[-1]


def is_program_district() -> bool:
    """Whether this installation is for the district whose plan and demonstration come with the program.

    Raises PlanError.
    """
    roots = plan_roots()
    if len(roots) == 1:
        return True
    return district().area == _plans(roots[:1], plan_marks(roots[:1])).heads[-1].area


@lru_cache(maxsize=16)
def _plans(roots: tuple[Path, ...], _marks: PlanMarks) -> DistrictPlans:
    return district_plans(roots)
