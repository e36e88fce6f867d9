"""The ready-made scenarios that come with the program, read once."""

from __future__ import annotations

from functools import lru_cache

from core.scenario.presets import Preset, read_presets
from core.workspace import DATA

PRESETS_FILE = DATA / "plan" / "presets.toml"


@lru_cache(maxsize=1)
def presets() -> tuple[Preset, ...]:
    """The ready-made scenarios, in the order of their file. Raises PlanError."""
    return read_presets(PRESETS_FILE)
