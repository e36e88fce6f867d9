"""Which units there are: their entries and names by day, what each reported, the vocational schools among them."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from functools import lru_cache
from typing import Any

import pyarrow as pa

from core.datasets import IDENTITY, TOTAL
from core.queries.completeness.owed_returns import OWED, Register, ReportedCell
from core.queries.database import MEASURED, Returns, arrow_table, records, select
from core.toml_entries import Words

VOCATIONAL = "secondary_vocational"
OF_SCHOOLS = ("enrolment", "teachers", "conditions")
"""What a vocational school reports: its students, teachers and conditions."""

_CELLS = """
SELECT area, unit_id, {kind} AS kind, {part} AS part, measure, year,
       bool_or(coalesce(value > 0, false) OR symbol = 'suppressed') AS counts,
       bool_or(symbol <> 'not_applicable') AS applies
FROM {dataset}_owed(${dataset}) GROUP BY ALL
"""
_REGISTER = pa.schema(IDENTITY)
_SCHOOLS = pa.schema(
    [("year", pa.int16()), *((name, pa.string()) for name in ("area", "unit_id", "unit_name", "unit_name_en"))]
)
_ENTRIES = f"SELECT DISTINCT {', '.join(_REGISTER.names)} FROM returns(${{name}})"


@lru_cache(maxsize=256)
def reported_cells(returns: Returns, dataset: str) -> tuple[ReportedCell, ...]:
    """What every unit reported of a dataset of `OWED`, by kind, part, measure and year."""
    owed = OWED[dataset]
    sql = _CELLS.format(dataset=dataset, kind=owed.kind or "''", part=owed.part or f"'{TOTAL}'")
    return tuple(map(ReportedCell._make, select(records, returns, sql, (dataset,))))


@lru_cache(maxsize=64)
def unit_entries(returns: Returns) -> pa.Table:
    """Every entry of the register of units, over all tables: a unit may be closed in one that it reports no more."""
    names = (*MEASURED, "colleges")
    sql = " UNION ".join(_ENTRIES.format(name=name) for name in names)
    # In a fixed order: what is asked with them is cached by their content.
    return arrow_table(select(records, returns, f"{sql} ORDER BY ALL", names), _REGISTER)


def register_of(entries: pa.Table) -> Register:
    """When each unit of these entries is in force."""
    units: dict[tuple[str, str], list[tuple[date, date | None]]] = {}
    for row in entries.to_pylist():
        units.setdefault((row["area"], row["unit_id"]), []).append((row["unit_valid_from"], row["unit_valid_to"]))
    return Register(units)


def names_on(entries: pa.Table, day: date) -> dict[tuple[str, str], Words]:
    """What every unit is called on a day: by the newest of its entries that has begun by then."""
    rows = sorted(entries.to_pylist(), key=lambda row: (row["unit_valid_from"] <= day, row["unit_valid_from"]))
    return {(row["area"], row["unit_id"]): name_of(row) for row in rows}


def name_of(row: Mapping[str, Any]) -> Words:
    """The name of a unit in a row; without an English one the Chinese stands for both."""
    return Words(zh=row["unit_name"], en=row["unit_name_en"] or row["unit_name"])


def first_years_of_schools(returns: Returns, kind: str) -> dict[tuple[str, str, str], int]:
    """The first year of every vocational school in any table of schools.

    One that teaches general classes as well is left out: it may have neither teachers nor premises of its own for the
    vocational ones.
    """
    first: dict[tuple[str, str, str], int] = {}
    general = set()
    for dataset in OF_SCHOOLS:
        for cell in reported_cells(returns, dataset):
            unit = (cell.area, cell.unit_id, kind)
            first[unit] = min(cell.year, first.get(unit, cell.year))
            if cell.kind not in ("", VOCATIONAL):
                general.add(unit)
    return {unit: year for unit, year in first.items() if unit not in general}


@lru_cache(maxsize=64)
def vocational_schools(returns: Returns, years: tuple[int, ...]) -> pa.Table:
    """The vocational schools in force on 1 September of each of these years, by their names then: year · area ·
    unit_id · unit_name · unit_name_en."""
    entries = unit_entries(returns.as_reported)
    in_force, schools = register_of(entries).in_force, sorted(first_years_of_schools(returns.as_reported, ""))
    rows = []
    for year in years:
        names = names_on(entries, date(year, 9, 1))
        rows += [
            {
                "year": year,
                "area": area,
                "unit_id": unit,
                "unit_name": names[area, unit].zh,
                "unit_name_en": names[area, unit].en,
            }
            for area, unit, _ in schools
            if unit != area and in_force((area, unit), year)
        ]
    return pa.Table.from_pylist(rows, schema=_SCHOOLS)
