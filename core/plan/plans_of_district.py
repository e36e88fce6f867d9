"""The plans of one district: those in its own folder put aside those of another district that came with the program."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from core.plan.entries import PlanHead
from core.plan.plan import HEAD, read_head
from core.toml_entries import PlanError, PlanProblem


@dataclass(frozen=True, slots=True)
class DistrictPlans:
    """The heads of the plans of a district, the earliest first, at least one; and those that cannot be read."""

    heads: tuple[PlanHead, ...]
    mistakes: tuple[PlanError, ...] = ()

    def in_force(self, on: date) -> PlanHead:
        """The head of the plan for a day: issued by then with that year in its horizon, else the last issued before.

        Before any is issued it is the district's earliest plan, none of whose goals is in force yet.
        """
        issued = [head for head in self.heads if head.issued <= on]
        return ([head for head in issued if head.covers(on)] or issued or self.heads[:1])[-1]

    def reported_on(self, year: int, day: date, made_under: PlanHead) -> PlanHead:
        """The head of the plan whose tasks a report is about: one for a period in `year`, made on `day`, in a release
        made under `made_under`.

        It is the last plan issued by that day whose horizon includes the year, else the last issued before both; never
        one that follows that of the release, which nobody can have reported on yet.
        """
        last = (made_under.horizon_from, made_under.issued)
        heads = [head for head in self.heads if (head.horizon_from, head.issued) <= last]
        issued = [head for head in heads if head.issued <= day]
        covering = [head for head in issued if head.horizon_from <= year <= head.horizon_to]
        return (covering or [head for head in issued if head.issued.year <= year] or heads[:1] or [made_under])[-1]

    def head(self, id: str) -> PlanHead | None:
        """The head of the plan with this id, None for an unknown one."""
        return next((head for head in self.heads if head.id == id), None)


def plan_directories(roots: Sequence[Path]) -> dict[str, Path]:
    """The directory of every plan by its id, sorted; a later root replaces a plan of the same id in an earlier one.

    A root that does not exist holds no plan; every directory in a root, unless hidden, is one.
    """
    directories: dict[str, Path] = {}
    for root in roots:
        directories |= {path.name: path for path in _directories(root)}
    return dict(sorted(directories.items()))


def district_plans(roots: Sequence[Path]) -> DistrictPlans:
    """The plans of one district.

    The district is that of the plan issued last in the last root that holds one. So a plan in an installation's own
    folder puts those of another district aside, also for days before it was issued. A plan whose head cannot be read is
    named in `mistakes` and stops no other one of the district, as far as it says of which it is. Raises PlanError where
    that cannot be told, and when no root holds a plan.
    """
    heads, mistakes = _read_heads(plan_directories(roots))
    last_root = next((_directories(root) for root in reversed(roots) if _directories(root)), None)
    if last_root is None:
        raise PlanError(PlanProblem.NO_PLAN, roots[0].name if roots else "plan")
    newest = max((heads[path.name] for path in last_root if path.name in heads), key=_order, default=None)
    areas = {_area_written(path) for path in last_root} if newest is None else {newest.area}
    of_district = tuple(sorted((head for head in heads.values() if head.area in areas), key=_order))
    if not of_district or len(areas) > 1:
        raise next(mistakes[path.name] for path in sorted(last_root))
    return DistrictPlans(of_district, tuple(mistakes.values()))


def _read_heads(directories: Mapping[str, Path]) -> tuple[dict[str, PlanHead], dict[str, PlanError]]:
    """The heads that can be read, and what is wrong with the others, each by the name of its directory."""
    heads: dict[str, PlanHead] = {}
    mistakes: dict[str, PlanError] = {}
    for id, path in directories.items():
        try:
            heads[id] = read_head(path)
        except PlanError as error:
            mistakes[id] = error
    return heads, mistakes


def _area_written(directory: Path) -> str:
    """The code of the district in a head that cannot be read otherwise; empty where none stands there."""
    try:
        written = re.search(r'^\s*area\s*=\s*"(\d{6})"', (directory / HEAD).read_text("utf-8"), re.MULTILINE)
    except (OSError, UnicodeDecodeError):
        return ""
    return written[1] if written else ""


def _directories(root: Path) -> list[Path]:
    if not root.is_dir():
        return []
    return [path for path in root.iterdir() if path.is_dir() and not path.name.startswith(".")]


def _order(head: PlanHead) -> tuple[date, str]:
    return head.issued, head.id
