"""The levers that come with the program, read once: what a scenario may vary, whatever the release holds."""

from __future__ import annotations

from functools import lru_cache

from core.scenario.levers import Declarations, read_levers
from core.toml_entries import PlanError
from core.workspace import DATA

LEVERS_FILE = DATA / "plan" / "levers.toml"


@lru_cache(maxsize=1)
def declarations() -> Declarations:
    """The levers and assumptions that come with the program, read once. Raises PlanError."""
    return read_levers(LEVERS_FILE)


def is_lever(name: str) -> bool:
    """Whether a parameter of an address can be a lever of some release; False for all when their file is unreadable."""
    try:
        levers = declarations().lever
    except PlanError:
        return False
    return any(name == lever.id or name.startswith(f"{lever.id}_") for lever in levers)
