"""The first round of a district: a few schools, whose teachers are known, and nothing of who else there is."""

from __future__ import annotations

from datetime import UTC, date, datetime
from pathlib import Path

import pandas as pd

from core.context import Context, context_for
from core.datasets import DATASETS, ListState, RowStatus
from core.language import Language
from core.snapshots import UnitList, releases
from tests.support.release_frames import frame, row, tiny_release

OPEN, COMPLETE = (
    (UnitList(state, "Office", datetime(2026, 9, 1, tzinfo=UTC)),) for state in (ListState.OPEN, ListState.COMPLETE)
)


def teachers_of(units: int, years: tuple[int, ...] = (2026,)) -> dict[str, pd.DataFrame]:
    """A: 30 of 50 specialised teachers are dual-qualified, B: 20 of 60; of 80 and 90 in all."""
    figures = {"secondary-a": (80, 50, 30), "secondary-b": (90, 60, 20)}
    rows = [
        row(unit, ownership="public", year=year, measure=measure, value=value, status="reported")
        for unit in list(figures)[:units]
        for year in years
        for measure, value in zip(("full_time", "specialised", "dual_qualified"), figures[unit], strict=True)
    ]
    return {name: frame(name, rows if name == "teachers" else []) for name in DATASETS}


def context_of(
    root: Path,
    *rounds: int,
    years: tuple[int, ...] = (2026,),
    language: Language = Language.EN,
    unit_lists: tuple[UnitList, ...] = (),
) -> Context:
    """The newest of releases of so many schools each, a fortnight apart."""
    for place, units in enumerate(rounds):
        day, frames = date(2026, 9, 1 + 14 * place), teachers_of(units, years)
        tiny_release(root, day, frames, status=RowStatus.REPORTED, unit_lists=unit_lists)
    return newest(root, language)


def newest(root: Path, language: Language = Language.EN) -> Context:
    """The newest release of a folder."""
    own = releases(root)
    return context_for(own.latest(), language, releases=own)
