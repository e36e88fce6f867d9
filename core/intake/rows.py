"""Rows of a release as dictionaries, rows of a return with their cells, and entries of the register of units."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from operator import itemgetter
from typing import Any, NamedTuple

from core.datasets import DATASETS, IDENTITY, autumn
from core.intake.findings import Place
from core.snapshots import Snapshot, stored_table

Row = dict[str, Any]
"""One row of a dataset: every column of its contract by name; absent values are None."""

Rows = dict[str, list[Row]]
"""Rows by dataset."""

SOURCE = ("source_file", "source_sheet", "source_row")
IDENTITY_FIELDS = tuple(field.name for field in IDENTITY)
UNIT_FIELDS = IDENTITY_FIELDS[1:]
_UNIT = itemgetter(*UNIT_FIELDS)

_KEYS: dict[str, Callable[[Mapping[str, Any]], tuple[Any, ...]]] = {
    name: itemgetter(*dataset.key) for name, dataset in DATASETS.items()
}
_CONTENT: dict[str, Callable[[Mapping[str, Any]], tuple[Any, ...]]] = {
    dataset.name: itemgetter(*(name for name in dataset.schema.names if name not in SOURCE))
    for dataset in DATASETS.values()
}


def release_rows(snapshot: Snapshot) -> Rows:
    """Every row of a release. Raises OSError or pyarrow.ArrowException when a file cannot be read."""
    return {name: rows_of(snapshot, name) for name in DATASETS}


def rows_of(snapshot: Snapshot, dataset: str) -> list[Row]:
    """Every row of one dataset of a release. Raises as `release_rows`."""
    rows: list[Row] = stored_table(snapshot, dataset).to_pylist()
    return rows


def no_rows() -> Rows:
    """Every dataset without a row: what a first return is compared with."""
    return {name: [] for name in DATASETS}


def key_of(dataset: str, row: Mapping[str, Any]) -> tuple[Any, ...]:
    """What tells this row of the dataset from every other."""
    return _KEYS[dataset](row)


def content_of(dataset: str, row: Mapping[str, Any]) -> tuple[Any, ...]:
    """Everything a row says, without the file it came from."""
    return _CONTENT[dataset](row)


class UnitEntry(NamedTuple):
    """One entry of the register of units, in the order of `UNIT_FIELDS`: a unit under one name, from day to day.

    Both days are included; `valid_to` is None for an entry that is still in force.
    """

    unit_id: str
    name: str
    name_en: str
    valid_from: date
    valid_to: date | None

    def fields(self) -> dict[str, Any]:
        """The entry as the columns of a row."""
        return dict(zip(UNIT_FIELDS, self, strict=True))


def unit_of(row: Mapping[str, Any]) -> UnitEntry:
    """The entry of the register a row stands under."""
    return UnitEntry._make(_UNIT(row))


def units_of(rows: Mapping[str, Iterable[Row]], area: str) -> list[UnitEntry]:
    """Every entry of the register of an area, by code and first day."""
    units = {_UNIT(row) for dataset_rows in rows.values() for row in dataset_rows if row["area"] == area}
    return sorted(map(UnitEntry._make, units), key=lambda unit: (unit.unit_id, unit.valid_from, str(unit)))


DeclaredStatus = tuple[str, bool]
"""Status and provisional mark as a line states them."""


@dataclass(frozen=True, slots=True)
class RowEntry:
    """One row of a dataset as read, and where: `letters` by column id; `cell` is the letter of its value.

    The row has no status yet when the line does not state one.
    """

    dataset: str
    row: Row
    sheet: str
    line: int
    letters: Mapping[str, str]
    cell: str
    column: str
    declared: DeclaredStatus | None

    def place(self, column_id: str = "") -> Place:
        """The cell of a column, or of the value."""
        return Place(self.sheet, self.line, self.letters.get(column_id, "") if column_id else self.cell)


def entries_in_force(entries: Iterable[UnitEntry], year: int, codes: Collection[str]) -> list[UnitEntry]:
    """Entries of these codes that are in force on 1 September of the year."""
    day = autumn(year)
    return [
        entry
        for entry in entries
        if entry.unit_id in codes and entry.valid_from <= day and (entry.valid_to is None or entry.valid_to >= day)
    ]


def entry_in_force(units: Iterable[UnitEntry], code: str, year: int) -> UnitEntry | None:
    """The entry of a code on 1 September of the year; None when the unit is not there then."""
    return next(iter(reversed(entries_in_force(units, year, (code,)))), None)
