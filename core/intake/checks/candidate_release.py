"""The release as it would be with a return in it, laid out so that rules can look across lines, years and tables."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from functools import cache
from operator import itemgetter
from typing import Any

from core.datasets import DATASETS, TOTAL
from core.formats import written_out
from core.intake.checks.rules import Rule
from core.intake.findings import Finding, Place, message_values
from core.intake.form.layout import SHEET_OF
from core.intake.form.words import head_of
from core.intake.merging.merge import Change, Key, MergeResult
from core.intake.message_values import MessageInput, TextId
from core.intake.rows import Row, RowEntry, key_of
from core.intake.rows_of_plan import RowKey
from core.plan.entries import PlanHead
from core.plan.indicators import Indicator
from core.snapshots import UnitList
from core.tasks.of_plan import MadeUnder

LineKey = tuple[Any, ...]
"""Unit and everything of a key but the measure: what one line of a sheet is about."""


@dataclass(frozen=True, slots=True)
class PlanCodes:
    """What the plan knows: ids an observation or milestone may name, numbers of tasks (None: no plan was given).

    `indicators` are the declared ones by id, with unit and bounds; `area` is its area. `list_complete` is the statement
    that the list of units is complete, if it was made. In a district with several plans `made_under` tells reports of
    one from those of another, and `of_others` are the rows the release has of others. `earliest` is the district's
    first plan: nothing is reported of years before it. `safeguards` are those numbers of `task` that are of safeguards.
    """

    indicator: frozenset[str] | None = None
    task: frozenset[str] | None = None
    indicators: Mapping[str, Indicator] = field(default_factory=dict)
    area: str = ""
    list_complete: UnitList | None = None
    made_under: MadeUnder | None = None
    of_others: frozenset[RowKey] = frozenset()
    earliest: PlanHead | None = None
    safeguards: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class TouchedRow:
    """One row that the return adds or changes: as the release has it (None: it is added), as it will be, and where."""

    dataset: str
    key: Key
    old: Row | None
    new: Row
    entry: RowEntry

    @property
    def place(self) -> Place:
        """The cell of its value."""
        return self.entry.place()


class CandidateRelease:
    """Every row of the merged release by line and measure, and which of them the return touches."""

    def __init__(self, merged: MergeResult, as_of: date, codes: PlanCodes, failed: Iterable[RowEntry] = ()) -> None:
        self.merged, self.as_of, self.codes = merged, as_of, codes
        self.touched: tuple[TouchedRow, ...] = tuple(
            TouchedRow(change.dataset, change.key, change.old, change.new, change.entry)
            for change in merged.changes
            if change.new is not None and change.entry is not None
        )
        self._failed: set[tuple[str, str | None, str, int | None]] = {
            (entry.dataset, entry.row.get("measure"), entry.row["unit_id"], entry.row.get("year")) for entry in failed
        }
        self._changes: dict[str, list[TouchedRow]] = {}
        for change in self.touched:
            self._changes.setdefault(change.dataset, []).append(change)
        self._lines: dict[str, dict[LineKey, dict[str, Row]]] = {}
        self._places: dict[str, dict[LineKey, dict[str, TouchedRow]]] = {}
        self._units: dict[tuple[str, tuple[str, ...]], dict[tuple[str, int], TouchedRow]] = {}
        self._sums: dict[tuple[str, str], dict[tuple[str, int], tuple[float, bool]]] = {}

    def changes(self, dataset: str) -> list[TouchedRow]:
        """What the return adds to or changes in a dataset."""
        return self._changes.get(dataset, [])

    def released(self, dataset: str) -> Iterator[Row]:
        """The rows of a dataset as the release has them now."""
        changes = [change for change in self.merged.changes if change.dataset == dataset]
        touched = {change.key for change in changes}
        yield from (change.old for change in changes if change.old is not None)
        yield from (row for row in self.merged.rows[dataset] if key_of(dataset, row) not in touched)

    def lines(self, dataset: str) -> dict[LineKey, dict[str, Row]]:
        """The rows of a dataset with values, by line and figure.

        A figure is a measure, certificates of one level (`certificates_junior`), or a part of an observation
        (`numerator`), which then stands as the value of its row.
        """
        if dataset not in self._lines:
            lines: dict[LineKey, dict[str, Row]] = {}
            for row in self.merged.rows[dataset]:
                lines.setdefault(line_key(dataset, row), {}).update(_figures(dataset, row))
            self._lines[dataset] = lines
        return self._lines[dataset]

    def touched_lines(self, dataset: str) -> dict[LineKey, dict[str, TouchedRow]]:
        """The changes of a dataset by line and figure."""
        if dataset not in self._places:
            lines: dict[LineKey, dict[str, TouchedRow]] = {}
            for change in self.changes(dataset):
                line = lines.setdefault(line_key(dataset, change.new), {})
                line.update({name: replace(change, new=row) for name, row in _figures(dataset, change.new).items()})
            self._places[dataset] = lines
        return self._places[dataset]

    def sums(self, dataset: str, measure: str) -> dict[tuple[str, int], tuple[float, bool]]:
        """Per unit and year the sum of a measure over its lines, and whether one of them is absent or misread."""
        if (dataset, measure) not in self._sums:
            sums: dict[tuple[str, int], tuple[float, bool]] = {}
            for measures in self.lines(dataset).values():
                row = measures.get(measure)
                if row is not None:
                    place = row["unit_id"], row["year"]
                    total, missing = sums.get(place, (0.0, False))
                    is_failed = (dataset, measure, *place) in self._failed
                    sums[place] = total + (row["value"] or 0.0), missing or is_failed or row["value"] is None
            self._sums[dataset, measure] = sums
        return self._sums[dataset, measure]

    def touched_units(self, dataset: str, measures: tuple[str, ...]) -> dict[tuple[str, int], TouchedRow]:
        """Per unit and year one change of these measures, to say where the return touches it."""
        if (dataset, measures) not in self._units:
            changes: dict[tuple[str, int], TouchedRow] = {}
            for change in self.changes(dataset):
                row = change.new
                if row["measure"] in measures:
                    changes.setdefault((row["unit_id"], row["year"]), change)
            self._units[dataset, measures] = changes
        return self._units[dataset, measures]


def line_key(dataset: str, row: Row) -> LineKey:
    """Unit and key of a row without area, measure and certificate level."""
    return _line_of(dataset)(row)


@cache
def _line_of(dataset: str) -> Callable[[Row], LineKey]:
    names = (name for name in DATASETS[dataset].key if name not in ("area", "measure", "certificate_level"))
    return itemgetter(*names)


def at_year(key: LineKey, year: int) -> LineKey:
    """The same line in another year: every line with a year ends with it."""
    return (*key[:-1], year)


def _figures(dataset: str, row: Row) -> dict[str, Row]:
    if dataset == "observations":
        return {name: {**row, "value": row[name]} for name in ("value", "numerator", "denominator")}
    level = row.get("certificate_level", TOTAL)
    return {row["measure"] if level == TOTAL else f"{row['measure']}_{level}": row}


def place_of(change: TouchedRow, figure: str) -> Place:
    """The cell a figure stands in: that of the value, or a column of its own."""
    columns = (column.id for column in SHEET_OF[change.dataset].columns if figure in (column.id, column.field))
    return change.entry.place(next((id for id in columns if id in change.entry.letters), ""))


def report(
    check: Rule, change: TouchedRow | Change, code: str, place: Place | None = None, /, **values: MessageInput
) -> Finding:
    """A finding of a rule about a change, with its values as text."""
    subject = (change.dataset, *(str(part) for part in change.key))
    return Finding(f"check_{code}", check.severity, place or change.place, message_values(values), check.id, subject)


def number_text(value: float | None) -> str:
    """A number as it stands in a sentence: 1,234 or 0.583."""
    return "–" if value is None else written_out(value)


def measure_heading(dataset: str, measure: str) -> TextId:
    """The heading of a measure, to be put into words later."""
    headings = (head_of(column) for column in SHEET_OF[dataset].columns if column.id == measure)
    return next(headings, TextId(f"intake.head.{measure}"))
