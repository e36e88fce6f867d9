"""The plans of one district: those in its own folder put aside those of another district that came with the program."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from pathlib import Path

from core.plan.entries import PlanHead
from core.plan.plan import read_head
from core.toml_entries import PlanError, PlanProblem


def plan_directories(roots: Sequence[Path]) -> dict[str, Path]:
    """The directory of every plan by its id, sorted; a later root replaces a plan of the same id in an earlier one.

    A root that does not exist holds no plan; every directory in a root, unless hidden, is one.
    """
    directories: dict[str, Path] = {}
    for root in roots:
        directories |= {path.name: path for path in _directories(root)}
    return dict(sorted(directories.items()))


def plan_heads(roots: Sequence[Path]) -> tuple[PlanHead, ...]:
    """The heads of the plans of one district, the earliest first.

    The district is that of the plan issued last in the last root that holds one. So a plan in an installation's own
    folder puts those of another district aside, also for days before it was issued. Raises PlanError, also when no root
    holds a plan.
    """
    heads = {id: read_head(path) for id, path in plan_directories(roots).items()}
    if not heads:
        raise PlanError(PlanProblem.NO_PLAN, roots[0].name if roots else "plan")
    last_root = next(root for root in reversed(roots) if _directories(root))
    newest = max((heads[path.name] for path in _directories(last_root)), key=_order)
    return tuple(sorted((head for head in heads.values() if head.area == newest.area), key=_order))


def _directories(root: Path) -> list[Path]:
    if not root.is_dir():
        return []
    return [path for path in root.iterdir() if path.is_dir() and not path.name.startswith(".")]


def _order(head: PlanHead) -> tuple[date, str]:
    return head.issued, head.id
