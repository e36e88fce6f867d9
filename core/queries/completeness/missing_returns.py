"""What a release should hold and does not: a row for everything a unit owed for a year and did not report.

A figure of the district is whole only when every unit in force that year reported it. What is missing is therefore
added where rows are read, as a row without a value and with the symbol `not_reported`: every sum over it is absent.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date
from functools import lru_cache, partial
from types import MappingProxyType

import pyarrow as pa

from core.datasets import TOTAL, ListState, Symbol
from core.queries.completeness.last_value_fill import FILLED, year_to_fill
from core.queries.completeness.owed_returns import OWED, MissingCell, ReportedCell, Unit, missing_cells
from core.queries.completeness.unit_register import (
    OF_SCHOOLS,
    VOCATIONAL,
    first_years_of_schools,
    name_of,
    names_on,
    register_of,
    reported_cells,
    unit_entries,
)
from core.queries.completeness.unknown_units import UNKNOWN, unknown_rows
from core.queries.database import Returns, arrow_table, records, select
from core.toml_entries import Words

_ENROLLING = """
SELECT area, unit_id, min(year(actual_date) + (actual_date > make_date(year(actual_date), 9, 1))::INTEGER) AS first
FROM returns($colleges) WHERE stage = 'enrolling' AND actual_date <= $as_of GROUP BY area, unit_id
"""
_SENT = """
SELECT area, unit_id, count(*) FILTER (WHERE year = $year),
       count(*) FILTER (WHERE year = $year AND symbol NOT IN ('not_reported', 'not_published')),
       max(year) FILTER (WHERE symbol NOT IN ('not_reported', 'not_published'))
FROM {dataset}_owed(${dataset}) WHERE year <= $year GROUP BY area, unit_id
"""
# The rows a missing cell is like, with the names under which the unit stands in the register that year.
_ROWS = """
WITH {ownerships} alike AS (
    SELECT missing.year AS owed_year, missing.unit_id AS owed_unit, reason, alike, earlier.*
    FROM missing JOIN {dataset}_owed(${dataset}) AS earlier ON earlier.area = missing.area
         AND earlier.unit_id = missing.source_unit AND earlier.measure = missing.measure
         AND earlier.year = missing.source_year {same_kind} {same_part}
    QUALIFY NOT alike OR row_number() OVER (
        PARTITION BY missing.area, missing.unit_id, missing.measure, missing.year, missing.kind
        ORDER BY earlier.source_row
    ) = 1
)
SELECT alike.* EXCLUDE (reason, owed_year, owed_unit, alike) REPLACE (
    owed_unit AS unit_id, owed_year AS year, {filling},
    entry.unit_name AS unit_name, entry.unit_name_en AS unit_name_en,
    entry.unit_valid_from AS unit_valid_from, entry.unit_valid_to AS unit_valid_to {as_whole} {own}
)
FROM alike JOIN LATERAL (
    SELECT unit_name, unit_name_en, unit_valid_from, unit_valid_to FROM register
    WHERE register.area = alike.area AND register.unit_id = owed_unit
    ORDER BY (unit_valid_from <= make_date(owed_year, 9, 1)) DESC, unit_valid_from DESC LIMIT 1
) AS entry ON true
ORDER BY ALL
"""


# Who runs a unit that never sent the dataset is not who runs the unit its missing rows are like.
_OWNERSHIPS = """ownerships AS (
    SELECT area, unit_id, arg_max(ownership, year) AS ownership FROM (
        SELECT area, unit_id, ownership, year FROM returns($enrolment)
        UNION ALL SELECT area, unit_id, ownership, year FROM returns($teachers)
        UNION ALL SELECT area, unit_id, ownership, year FROM returns($conditions)
    ) GROUP BY area, unit_id
),"""
_OWN = """, CASE WHEN alike THEN coalesce((
    SELECT ownerships.ownership FROM ownerships
    WHERE ownerships.area = alike.area AND ownerships.unit_id = owed_unit
), '') ELSE ownership END AS ownership"""
_WITH_OWNERSHIP = ("enrolment", "teachers", "conditions")

_MISSING = """NULL::DOUBLE AS value, reason AS symbol, 'published' AS status, false AS provisional,
    '' AS source_file, '' AS source_sheet, 0 AS source_row"""


def missing_rows(returns: Returns, dataset: str) -> pa.Table:
    """The rows a dataset of `OWED` lacks, in the columns of its contract: no value, symbol `not_reported`, no source.

    Who owes what is the rule of `owed_returns.missing_cells`. A vocational school that came after a table was first
    collected owes all three tables of schools; a college owes its students from the first 1 September on which it
    enrols. Before the end of a calendar year every row of what is counted over it has a second one with the symbol
    `not_published`. Who runs a unit that never sent the dataset is taken from its other returns, and empty without any.

    With `returns.filled` each row holds the last value its unit reported, with its source, and is provisional; a unit
    that never reported stays missing. All tables that are counted on the same day are then filled up to the newest year
    that any of them was reported for, so that whatever rests on them starts from one year. While the list of units is
    open, units nobody knows of owe all that is there.
    """
    return _missing_rows(returns, dataset)


@dataclass(frozen=True, slots=True)
class UnitReturn:
    """What a unit sent of a dataset for one year: `cells` in all, `reported` of them with a value or a reason
    why there is none.

    `complete`: nothing of what it owes is missing. `since` is the newest year up to it of which it reported anything.
    """

    unit_id: str
    name: Words
    cells: int
    reported: int
    complete: bool
    since: int | None


def unit_returns(returns: Returns, dataset: str, year: int) -> tuple[UnitReturn, ...]:
    """Every unit that owes a dataset of `OWED` for a year, by id, also while nobody has reported the year."""
    entries, owed = unit_entries(returns), OWED[dataset]
    register = register_of(entries)
    missing = missing_cells(
        reported_cells(returns, dataset), _members(returns, dataset), register, parts=bool(owed.part), asked_for=year
    )
    behind = {cell.unit_id for cell in missing if cell.year == year}
    rows = select(records, returns, _SENT.format(dataset=dataset), (dataset,), year=year)
    sent = {(area, unit): counts for area, unit, *counts in rows}
    names = names_on(entries, date(year, 9, 1))
    units = {unit for unit, (cells, *_) in sent.items() if cells} | {
        (cell.area, cell.unit_id) for cell in missing if cell.year == year
    }
    result = []
    for unit in sorted(units):
        cells, reported, since = sent.get(unit, (0, 0, None))
        if register.in_force(unit, year):
            complete = unit[1] not in behind and reported == cells
            result.append(UnitReturn(unit[1], names[unit], cells, reported, complete, since))
    return tuple(result)


@dataclass(frozen=True, slots=True)
class UnitBehind:
    """A unit whose last values count when what is missing is filled in, and the datasets they stand in."""

    name: Words
    datasets: tuple[str, ...]


def units_behind(returns: Returns) -> Mapping[int, tuple[UnitBehind, ...]]:
    """The units whose last values count when what is missing is filled in, over all datasets of `OWED`, by year."""
    return _units_behind(replace(returns, filled=True))


# Kept like every answer about a release: a page of scenarios asks at each run, and each of its panels again.
@lru_cache(maxsize=64)
def _units_behind(returns: Returns) -> Mapping[int, tuple[UnitBehind, ...]]:
    entries = unit_entries(returns.as_reported)
    behind: dict[int, dict[Unit, list[str]]] = {}
    for dataset in OWED:
        for cell in _owed_cells(returns, dataset):
            if not cell.alike:
                datasets = behind.setdefault(cell.year, {}).setdefault((cell.area, cell.unit_id), [])
                if dataset not in datasets:
                    datasets.append(dataset)
    names = {year: names_on(entries, date(year, 9, 1)) for year in behind}
    return MappingProxyType(
        {
            year: tuple(UnitBehind(names[year][unit], tuple(behind[year][unit])) for unit in sorted(behind[year]))
            for year in sorted(behind)
        }
    )


def missing_units(returns: Returns, dataset: str, year: int) -> tuple[Words, ...]:
    """The names of the units that owe a dataset of `OWED` for a year and did not report all of it, by unit id."""
    rows = [row for row in missing_rows(returns, dataset).to_pylist() if row["year"] == year]
    names = {row["unit_id"]: row for row in rows if row["unit_id"] != UNKNOWN and row["symbol"] == Symbol.NOT_REPORTED}
    return tuple(name_of(row) for _, row in sorted(names.items()))


@lru_cache(maxsize=256)
def _missing_rows(returns: Returns, dataset: str) -> pa.Table:
    owed, reported = OWED[dataset], returns.as_reported
    missing = _owed_cells(returns, dataset)
    if owed.yearly:
        missing += _under_way(reported_cells(reported, dataset), returns.as_of)
    unknown = unknown_rows(reported, dataset)
    if not missing:
        return unknown
    ask_ownership = dataset in _WITH_OWNERSHIP and any(cell.alike for cell in missing)
    sql = _ROWS.format(
        dataset=dataset,
        filling=FILLED if returns.filled else _MISSING,
        same_kind=f"AND earlier.{owed.kind} = missing.kind" if owed.kind else "",
        same_part=f"AND coalesce(missing.source_part = earlier.{owed.part}, true)" if owed.part else "",
        as_whole=f", CASE WHEN alike THEN '{TOTAL}' ELSE programme_group END AS programme_group"
        if dataset == "enrolment"
        else "",
        ownerships=_OWNERSHIPS if ask_ownership else "",
        own=_OWN if ask_ownership else "",
    )
    tables = {"missing": pa.Table.from_pylist([cell._asdict() for cell in missing]), "register": unit_entries(reported)}
    rows = select(records, returns, sql, _WITH_OWNERSHIP if ask_ownership else (dataset,), tables)
    return pa.concat_tables([arrow_table(rows, unknown.schema), unknown])


def _owed_cells(returns: Returns, dataset: str) -> list[MissingCell]:
    """What units owe a dataset and did not report."""
    reported, parts = returns.as_reported, bool(OWED[dataset].part)
    cells, register = reported_cells(reported, dataset), register_of(unit_entries(reported))
    asked_for = year_to_fill(dataset, partial(reported_cells, reported)) if returns.filled else None
    return missing_cells(cells, _members(reported, dataset), register, parts=parts, asked_for=asked_for)


def _members(returns: Returns, dataset: str) -> dict[tuple[str, str, str], int]:
    """Units that owe a dataset for another reason than having reported it: by area, unit and kind, the first year owed.

    A unit that was there before the dataset was first collected and never reported it is not one that owes it, and none
    owes a year before its own first return. Once the list of units was said to be complete, every unit owes what it has
    to report from the day on which it is in force: past years are often sent later, by one unit after another.
    """
    cells = reported_cells(returns, dataset)
    first_collected = min((cell.year for cell in cells), default=None)
    if first_collected is None:
        return {}
    colleges = _enrolling(returns) if dataset == "college_enrolment" else {}
    kind = VOCATIONAL if dataset == "enrolment" else ""
    schools = first_years_of_schools(returns, kind) if dataset in OF_SCHOOLS else {}
    if returns.snapshot.list_state is ListState.COMPLETE:
        register = register_of(unit_entries(returns))
        owing = {*schools, *_kinds_from_the_start(cells)}
        return {member: register.first_year(member[:2]) for member in owing} | colleges
    return {member: first for member, first in (schools | colleges).items() if first > first_collected}


def _enrolling(returns: Returns) -> dict[tuple[str, str, str], int]:
    """The year of the first 1 September on which every college enrols."""
    rows = select(records, returns, _ENROLLING, ("colleges",))
    return {(area, unit, ""): int(first) for area, unit, first in rows}


def _kinds_from_the_start(cells: tuple[ReportedCell, ...]) -> set[tuple[str, str, str]]:
    """Every unit with the kinds of its first year: one it reports only later may have begun only then."""
    first: dict[Unit, int] = {}
    for cell in cells:
        unit = (cell.area, cell.unit_id)
        first[unit] = min(cell.year, first.get(unit, cell.year))
    return {(cell.area, cell.unit_id, cell.kind) for cell in cells if cell.year == first[cell.area, cell.unit_id]}


def _under_way(cells: tuple[ReportedCell, ...], as_of: date) -> list[MissingCell]:
    """The rest of a calendar year that is not over on the as-of date."""
    open_years = {
        (cell.area, cell.unit_id, cell.kind, cell.measure, cell.year)
        for cell in cells
        if date(cell.year, 12, 31) > as_of
    }
    return [
        MissingCell(area, unit, kind, measure, year, Symbol.NOT_PUBLISHED, unit, year, None, False)
        for area, unit, kind, measure, year in sorted(open_years)
    ]
