"""Ready-made scenarios: declared as rules in a file, their values worked out from the basis of a release."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from enum import StrEnum
from pathlib import Path

import numpy as np
import numpy.typing as npt

from core.plan.indicators import Better
from core.scenario.basis import Basis
from core.scenario.levers import Lever
from core.scenario.run import run
from core.toml_entries import (
    Identifier,
    ListOf,
    NonEmptyListOf,
    OneOf,
    PlanError,
    PlanProblem,
    TomlEntry,
    Words,
    file_name,
    read_toml,
)

Floats = npt.NDArray[np.float64]

Seek = Callable[[Basis, Floats, str, int], Mapping[str, float] | None]
"""`seek(basis, values, indicator, year)`: what to set which levers to, from `values` on, so that the indicator's goal
is reached in the year; None when nothing within the levers' bounds does, empty when it is reached already."""

HORIZON = 2030
"""The year goals are taken to whose own year is past: the end of the next five-year plan."""


class Rule(StrEnum):
    """How the values of a preset follow from a basis."""

    NOTHING_MOVED = "nothing_moved"
    UNFAVOURABLE_END = "unfavourable_end"
    FAVOURABLE_END = "favourable_end"
    AS_PLANNED = "as_planned"
    WHAT_GOALS_NEED = "what_goals_need"


class Preset(TomlEntry):
    """One ready-made scenario; `leaves` are declared levers its rule does not move."""

    id: Identifier
    rule: OneOf[Rule]
    label: Words
    rationale: Words
    leaves: ListOf[Identifier] = ()


class _Presets(TomlEntry):
    preset: NonEmptyListOf[Preset]


def read_presets(path: Path) -> tuple[Preset, ...]:
    """The presets of a file, in its order. Raises PlanError, also for an id that occurs twice."""
    presets = read_toml(path, _Presets).preset
    ids = [preset.id for preset in presets]
    for id in ids:
        if ids.count(id) > 1:
            raise PlanError(PlanProblem.REPEATED_ID, file_name(path), f"preset[{id}]", found=id)
    return presets


def preset_values(
    preset: Preset, basis: Basis, *, seek: Seek | None = None, horizon: int = HORIZON
) -> dict[str, float]:
    """The levers a preset moves away from the current course, by id, every value within its lever's bounds.

    `seek` is needed by the rule "what_goals_need" alone, `horizon` is the year it takes past goals to. Raises
    ValueError without it.
    """
    values = basis.defaults.copy()
    if preset.rule is Rule.AS_PLANNED:
        wanted = _planned(basis)
    elif preset.rule is Rule.WHAT_GOALS_NEED:
        if seek is None:
            raise ValueError(f"{preset.id} needs a way to seek goals")
        wanted = _needed(basis, seek, horizon)
    elif preset.rule is Rule.NOTHING_MOVED:
        wanted = {}
    else:
        wanted = {lever.id: end(lever, favourable=preset.rule is Rule.FAVOURABLE_END) for lever in basis.levers}
    for id, value in wanted.items():
        lever = basis.lever(id)
        if lever.declaration.id not in preset.leaves:
            values[basis.places[id]] = min(max(value, lever.low), lever.high)
    return basis.moved(values)


def end(lever: Lever, *, favourable: bool) -> float:
    """One end of what is plausible for a lever."""
    return lever.plausible[int((lever.declaration.favourable is Better.HIGHER) == favourable)]


def _planned(basis: Basis) -> dict[str, float]:
    """Colleges as planned; projects stand at their planned years by default. A year that is past is the next one."""
    values: dict[str, float] = {}
    for college in basis.colleges.coming if basis.colleges is not None else ():
        if college.planned_year is not None:
            values[f"opening_year_{college.unit_id}"] = float(college.planned_year)
        if college.planned_places is not None:
            values[f"places_{college.unit_id}"] = college.planned_places
    return values


def _needed(basis: Basis, seek: Seek, horizon: int) -> dict[str, float]:
    values = basis.defaults.copy()
    for goal in basis.goals:
        path = run(basis, values).path(goal.indicator)
        year = goal.target_year if path is not None and path.at(goal.target_year) is not None else horizon
        for id, value in (seek(basis, values.copy(), goal.indicator, year) or {}).items():
            values[basis.places[id]] = value
    return basis.moved(values)
