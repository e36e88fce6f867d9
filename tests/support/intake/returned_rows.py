"""Returns and releases of a few rows made by hand, for tests of single rules: no file is read or written."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import Any

from core.datasets import DATASETS, TOTAL
from core.intake.checks.apply_rules import apply_rules
from core.intake.checks.candidate_release import PlanCodes
from core.intake.checks.rules import Rule
from core.intake.findings import Finding, Place
from core.intake.form.columns import Column
from core.intake.form.layout import SHEET_OF
from core.intake.merging.changed_units import UnitChange
from core.intake.merging.merge import Change, ChangeKind, MergeResult
from core.intake.message_values import key_of_value
from core.intake.publishing.checked_return import CheckedReturn
from core.intake.publishing.unit_list_statement import units_of_rows
from core.intake.reading.read_return import Reading, TableRead
from core.intake.reading.register.unit_register import Register
from core.intake.rows import UNIT_FIELDS, Row, RowEntry, UnitEntry, key_of, no_rows
from core.intake.workbook.references import column_letter

SCHOOL = UnitEntry("a", "School A", "School A (en)", date(2000, 9, 1), None)
TODAY = date(2025, 12, 31)
CONTENT = {
    "value": None,
    "numerator": None,
    "denominator": None,
    "evidence": "document",
    "owner": "office",
    "task": 1,
    "period": "",
}


def rule(kind: str, dataset: str = "", **options: Any) -> Rule:
    """A rule with the id `r` whose findings must be put right."""
    return Rule.model_validate({"id": "r", "severity": "hard", "kind": kind, "dataset": dataset, **options})


def row(dataset: str, school: UnitEntry = SCHOOL, **columns: Any) -> Row:
    """A final row; of a coded column that is not given it has the first code, of any other nothing."""
    fields = DATASETS[dataset]
    codes = {name: "total" if name == "certificate_level" else str(of[0]) for name, of in fields.codes.items()}
    content = dict.fromkeys(fields.schema.names) | CONTENT | codes | {"area": "500110", "indicator": ""}
    content |= dict(zip(UNIT_FIELDS, school, strict=True))
    content |= {"status": "reported", "provisional": False, "source_file": "f", "source_sheet": "s", "source_row": 1}
    content |= columns
    if "value" in fields.schema.names:
        content["symbol"] = columns.get("symbol", "not_reported" if content["value"] is None else "")
    return {name: content[name] for name in fields.schema.names}


def rows_of_line(dataset: str, columns: dict[str, Any]) -> Iterator[tuple[Column | None, Row]]:
    """The rows of one line of a sheet: one for each measure among the columns, or the only one there is."""
    measures = [column for column in SHEET_OF[dataset].measures if column.measure and column.id in columns]
    others = {name: value for name, value in columns.items() if name not in [column.id for column in measures]}
    for column in measures:
        level = {"certificate_level": column.level or TOTAL}
        yield column, row(dataset, **others, **level, measure=column.measure, value=columns[column.id])
    if not measures:
        yield next(iter(SHEET_OF[dataset].measures), None), row(dataset, **others)


class HandMadeReturn:
    """A return merged into a release. Lines are given as on a sheet: `full_time=150` is one row of the dataset.

    The lines of the return are numbered from 2; its sheets are called like their datasets.
    """

    def __init__(self, *register: UnitEntry) -> None:
        self.register = register or (SCHOOL,)
        self.rows = no_rows()
        self.changes: list[Change] = []
        self.units: list[UnitChange] = []
        self.mergers: dict[str, tuple[str, Place]] = {}
        self.entries: dict[tuple[str, tuple[Any, ...]], RowEntry] = {}
        self.line = 1
        self.without: tuple[str, ...] = ()
        """Columns that the sheets of the return do not have."""

    def released(self, dataset: str, **columns: Any) -> HandMadeReturn:
        """A line of the release that the return does not touch."""
        self.rows[dataset] += [line_row for _, line_row in rows_of_line(dataset, columns)]
        return self

    def adds(self, dataset: str, **columns: Any) -> HandMadeReturn:
        """A line the release does not have."""
        return self._sends(dataset, None, columns)

    def revises(self, dataset: str, old: dict[str, Any], **columns: Any) -> HandMadeReturn:
        """A line of the return, and what the release says otherwise of it."""
        return self._sends(dataset, {**columns, **old}, columns)

    def removes(self, dataset: str, **columns: Any) -> HandMadeReturn:
        """A line of the release that is not in the return any more."""
        for _, old in rows_of_line(dataset, columns):
            self.changes.append(Change(ChangeKind.REMOVED, dataset, key_of(dataset, old), old, None, None))
        return self

    def registers(self, new: UnitEntry, replaced: UnitEntry | None, *others: UnitEntry) -> HandMadeReturn:
        """An entry of the register, in a line of its own."""
        self.line += 1
        self.units.append(UnitChange(new, replaced, others, Place("register", self.line, "B")))
        return self

    def merges(self, unit: str, into: str) -> HandMadeReturn:
        """A unit that is said to be merged into another, in a line of its own."""
        self.line += 1
        self.mergers[unit] = into, Place("register", self.line, "F")
        return self

    def _sends(self, dataset: str, before: dict[str, Any] | None, columns: dict[str, Any]) -> HandMadeReturn:
        self.line += 1
        old_rows = [old for _, old in rows_of_line(dataset, before)] if before is not None else []
        headings = enumerate(column.id for column in SHEET_OF[dataset].columns)
        letters = {id: column_letter(x) for x, id in headings if id not in self.without}
        for number, (column, new) in enumerate(rows_of_line(dataset, columns)):
            id = "" if column is None else column.id
            entry = RowEntry(dataset, new, dataset, self.line, letters, letters.get(id, ""), id, None)
            old = old_rows[number] if old_rows else None
            kind = ChangeKind.ADDED if old is None else ChangeKind.CHANGED
            self.changes.append(Change(kind, dataset, key_of(dataset, new), old, new, entry))
            self.entries[dataset, key_of(dataset, new)] = entry
            self.rows[dataset].append(new)
        return self

    def merged(self) -> MergeResult:
        """The release as it would be."""
        changes, units = tuple(self.changes), tuple(self.units)
        return MergeResult(self.rows, changes, units, 0, 0, self.entries, self.register, self.mergers, ())

    def checked(
        self,
        *findings: Finding,
        base: Any = None,
        as_of: date = TODAY,
        provisional: bool = False,
        name: str = "return.xlsx",
        unfilled: dict[str, tuple[int, ...]] | None = None,
        undefined: tuple[str, ...] = (),
    ) -> CheckedReturn:
        """The return as checked against the release `base`; `unfilled` are lines without a value by dataset."""
        datasets = dict.fromkeys([dataset for dataset, _ in self.entries] + list(unfilled or {}))
        tables = tuple(
            TableRead(dataset, dataset, 1, 1, 0, 0, (unfilled or {}).get(dataset, ()), False, ())
            for dataset in datasets
        )
        register = Register(list(self.register), mergers=self.mergers)
        entries = tuple(self.entries.values())
        reading = Reading(name, "5" * 64, None, tables, entries, (), register, findings)
        units = units_of_rows(self.rows, "500110", as_of, base)
        return CheckedReturn(reading, self.merged(), findings, base, "plan", as_of, provisional, undefined, units=units)

    def findings(self, check: Rule, as_of: date = TODAY, codes: PlanCodes | None = None) -> tuple[Finding, ...]:
        """What breaks a rule."""
        return apply_rules(self.merged(), as_of, (check,), codes)

    def breaks(self, check: Rule, as_of: date = TODAY, codes: PlanCodes | None = None) -> list[str]:
        """What breaks a rule, in one line each: place, code and all values."""
        return [summary(finding) for finding in self.findings(check, as_of, codes)]


def summary(finding: Finding) -> str:
    """A finding in one line: `teachers D3 jump: value=140; before=100`."""
    values = "; ".join(f"{name}={key_of_value(value)}" for name, value in finding.values)
    place = f"{finding.place.sheet} {finding.place.column}{finding.place.row or ''}".strip()
    said = f"{place} {finding.code.removeprefix('check_')}: {values}".lstrip()
    return said.replace("@intake.head.", "@")
