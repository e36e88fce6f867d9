"""A district of three vocational schools whose entrants and programmes can be added up in the head."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

from core.context import Context, context_for
from core.datasets import ListState, RowStatus, Symbol
from core.language import Language
from core.snapshots import UnitList
from tests.support.district.invented import PLAN, invented_plan
from tests.support.release_frames import frame, row, tiny_release, tiny_release_frames

Cell = float | Symbol
"""A number, or the reason why there is none."""
Entrants = Mapping[tuple[str, str, int], Cell]
"""By school (letter), programme group and year."""
Numbers = Mapping[tuple[str, str, int, str], Cell]
"""By school (letter), programme code, year and measure."""

INDUSTRIES = """
[[industry]]
id = "farming"
label = { zh = "农业", en = "Farming" }
zone = { zh = "东片", en = "East" }
clause = { id = "task 1", text = { zh = "任务1", en = "task 1" } }
valid_from = 2021-01-01

[[industry]]
id = "electronics"
label = { zh = "电子", en = "Electronics" }
clause = { id = "task 2", text = { zh = "任务2", en = "task 2" } }
valid_from = 2021-01-01
"""


def pairing(industry: str, code: str) -> str:
    """A pair with a clause for its source."""
    source = 'clause = { id = "task 1", text = { zh = "任务1", en = "task 1" } }'
    return f'\n[[pairing]]\nindustry = "{industry}"\ncode = "{code}"\n{source}\nvalid_from = 2021-01-01\n'


def small_context(
    home: Path,
    entrants: Entrants,
    numbers: Numbers,
    pairs: Iterable[tuple[str, str]] = (),
    language: Language = Language.EN,
    as_of: date = date(2025, 12, 31),
    list_state: ListState | None = None,
) -> Context:
    """A release of these rows and nothing else, in a workspace (`DASHBOARD_HOME`) with a plan of two industries;
    `list_state` is what was stated of its list of units."""
    if not (home / "plan").exists():
        plan = invented_plan(home)
        (plan / "industries.toml").write_text(INDUSTRIES + "".join(pairing(*pair) for pair in pairs), "utf-8")
    frames = {name: rows.head(0) for name, rows in tiny_release_frames().items()}
    frames["enrolment"] = frame("enrolment", list(_enrolment(entrants)))
    frames["programmes"] = frame("programmes", list(_programmes(numbers)))
    stated = () if list_state is None else (UnitList(list_state, "Office", datetime(2025, 12, 1, tzinfo=UTC)),)
    snapshot = tiny_release(
        home / "snapshots", as_of, frames, plan=PLAN.area, status=RowStatus.REPORTED, unit_lists=stated
    )
    return context_for(snapshot, language)


def _enrolment(entrants: Entrants) -> Iterator[dict[str, Any]]:
    for (letter, group, year), value in entrants.items():
        named = {"ownership": "public", "level": "secondary_vocational", "programme_group": group}
        yield _row(letter, value, **named, year=year, measure="entrants")


def _programmes(numbers: Numbers) -> Iterator[dict[str, Any]]:
    for (letter, code, year, measure), value in numbers.items():
        yield _row(letter, value, programme_code=code, programme_name=f"专业{code}", year=year, measure=measure)


def _row(letter: str, value: Cell, **columns: object) -> dict[str, Any]:
    there = not isinstance(value, Symbol)
    return row(
        "secondary-a",
        area=PLAN.area,
        unit_id=f"school-{letter}",
        unit_name=f"学校{letter}",
        unit_name_en=f"School {letter}",
        value=float(value) if there else None,
        symbol=Symbol.PRESENT if there else value,
        status=RowStatus.REPORTED,
        **columns,
    )
