"""Which school an address means: its code, or its name; else the names nearest to what it says."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from difflib import get_close_matches
from functools import lru_cache

import pandas as pd

from core.cells.text import fold
from core.context import Context
from core.queries import Returns
from core.queries.schools.rows_of_unit import entries
from core.toml_entries import Words

NEAREST = 3
"""Names offered where there is no such school."""


@dataclass(frozen=True, slots=True)
class Unit:
    """A school or college: its names on the day of the release, and from when to when it is in force (None: open)."""

    id: str
    name: Words
    since: date
    until: date | None


@lru_cache(maxsize=32)
def units_of(returns: Returns) -> Mapping[str, Unit]:
    """Every school and college of a release by code, with its newest entry that has begun."""
    frame = entries(returns)
    units: dict[str, Unit] = {}
    for id, name, name_en, since, until in zip(*(frame[column].tolist() for column in frame.columns), strict=True):
        begun, ended = pd.Timestamp(since).date(), None if pd.isna(until) else pd.Timestamp(until).date()
        if id not in units or begun <= returns.as_of:
            units[id] = Unit(id, Words(zh=name, en=name_en or name), begun, ended)
    return units


def unit_meant(context: Context, said: str) -> Unit | None:
    """The school of this code or name; None without exactly one."""
    units = units_of(context.returns)
    if said in units:
        return units[said]
    wanted = fold(said)
    matches = [unit for unit in units.values() if wanted in (fold(unit.id), fold(unit.name.zh), fold(unit.name.en))]
    return matches[0] if len(matches) == 1 else None


def nearest(context: Context, said: str) -> tuple[Unit, ...]:
    """The schools whose code or name is most like what was said, at most `NEAREST`."""
    by_word: dict[str, Unit] = {}
    for unit in units_of(context.returns).values():
        for word in (unit.id, unit.name.zh, unit.name.en):
            by_word.setdefault(fold(word), unit)
    wanted = fold(said)
    close = [word for word in by_word if wanted and wanted in word]
    close += get_close_matches(wanted, by_word, n=NEAREST * 2, cutoff=0.3)
    return tuple({by_word[word].id: by_word[word] for word in close}.values())[:NEAREST]
