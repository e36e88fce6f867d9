"""The list of changes that are equal in effect, each with its reason: read without what draws changes."""

from __future__ import annotations

import re
import tomllib
from pathlib import Path

EQUAL = Path(__file__).parents[1] / "equal_mutants.toml"


def equal_mutants() -> dict[tuple[str, str, str], str]:
    """The reason of each change that is equal in effect, by file, line and changed line."""
    entries = tomllib.loads(EQUAL.read_text(encoding="utf-8"))["equal"]
    return {(entry["file"], entry["line"], entry["mutant"]): entry["reason"] for entry in entries}


def equal_kinds() -> dict[re.Pattern[str], str]:
    """The reason of each kind of changes that is equal in effect, by what the line matches before and after."""
    entries = tomllib.loads(EQUAL.read_text(encoding="utf-8"))["kind"]
    return {re.compile(entry["line"]): entry["reason"] for entry in entries}
