"""The declared levers and ready-made scenarios, read once: what a scenario may vary, whatever the release holds."""

from __future__ import annotations

from functools import lru_cache

from core.scenario.levers import Declarations, read_levers
from core.scenario.presets import Preset, read_presets
from core.toml_entries import PlanError
from core.workspace import DATA

DECLARED = DATA / "plan" / "levers.toml"
PRESETS = DECLARED.with_name("presets.toml")


@lru_cache(maxsize=1)
def declarations() -> Declarations:
    """The levers and assumptions that come with the program, read once. Raises PlanError."""
    return read_levers(DECLARED)


@lru_cache(maxsize=1)
def presets() -> tuple[Preset, ...]:
    """The ready-made scenarios that come with the program, read once. Raises PlanError."""
    return read_presets(PRESETS)


def is_lever(name: str) -> bool:
    """Whether a name in an address can be a lever's of some release; none is when their file cannot be read."""
    try:
        declared = declarations().lever
    except PlanError:
        return False
    return any(name == each.id or name.startswith(f"{each.id}_") for each in declared)
