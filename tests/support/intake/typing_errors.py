"""Typing errors for the tests of the checks: a sound return of a year the release lacks, one cell typed wrongly."""

from __future__ import annotations

import random
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date
from functools import cache
from io import BytesIO
from typing import Any

from openpyxl import Workbook

from core.context import plan
from core.datasets import DATASETS, RowStatus
from core.intake.findings import Finding, Severity
from core.intake.form.columns import Kind, Sheet
from core.intake.form.filled_lines import FormRow, form_rows
from core.intake.form.layout import SHEETS
from core.intake.form.words import heading, sheet_title, status_words, words_of
from core.intake.publishing.check_return import check_return
from core.intake.publishing.checked_return import CheckedReturn
from core.intake.rows import Rows, key_of
from core.snapshots import Releases
from tests.support.intake_files import ZH, demonstration, newest, rows_of

BEFORE, AS_OF = date(2024, 9, 1), date(2025, 12, 31)
"""The release the return goes onto, and the day of the one it makes."""


@dataclass(frozen=True, slots=True)
class Typed:
    """One cell of the sound return that holds a number: where it is and what it should be."""

    dataset: str
    kind: Kind
    row: int
    column: int
    value: float


@dataclass(frozen=True, slots=True)
class Slip:
    """What one error led to: which cell, which error, what was typed, and whether a finding told of it.

    `previewed` says that the preview of changes showed the wrong number.
    """

    dataset: str
    column: str
    error: str
    was: float
    typed: tuple[object, ...]
    told: bool
    previewed: bool


def _doubled(number: int, chance: random.Random) -> int:
    text = str(number)
    at = chance.randrange(len(text))
    return int(text[: at + 1] + text[at:])


def _dropped(number: int, chance: random.Random) -> int:
    text = str(number)
    at = chance.randrange(len(text))
    return int(text[:at] + text[at + 1 :] or "0")


def _swapped(number: int, chance: random.Random) -> int | None:
    """Two neighbouring digits the wrong way round; None unless that changes the number by more than 30 %."""
    text = str(number)
    found = [int(text[:at] + text[at + 1] + text[at] + text[at + 2 :]) for at in range(len(text) - 1)]
    far = [each for each in found if abs(each - number) > 0.3 * number]
    return chance.choice(far) if far else None


ERRORS: dict[str, Callable[[int, random.Random], float | None]] = {
    "digit doubled": _doubled,
    "digit dropped": _dropped,
    "digits swapped": _swapped,
    "times 10": lambda number, _: number * 10,
    "divided by 10": lambda number, _: number / 10,
    "times 10,000": lambda number, _: number * 10_000,
    "sign": lambda number, _: -number,
}
"""What is typed instead of a number; None where this error cannot be made with it."""

MOVED = "column shifted"
YEAR = "year off by one"


@cache
def _before() -> Releases:
    return Releases(tuple(each for each in demonstration() if each.as_of <= BEFORE), (), True)


@cache
def new_rows() -> Rows:
    """What the newest demonstration release holds beyond the one before: a year of every sheet; lists in full."""
    old = rows_of(_before().snapshots[-1])
    known = {name: {key_of(name, row) for row in rows} for name, rows in old.items()}
    return {
        name: [
            {**row, "status": RowStatus.ILLUSTRATIVE.value}
            for row in rows
            if "year" not in row or key_of(name, row) not in known[name]
        ]
        for name, rows in rows_of(newest()).items()
    }


@cache
def sound_sheets() -> tuple[tuple[str, list[list[Any]]], ...]:
    """The sheets of the sound return, headings first."""
    return tuple((sheet_title(number, sheet, ZH), _lines(sheet)) for number, sheet in enumerate(SHEETS, start=1))


def _columns(sheet: Sheet) -> list[Any]:
    return [column for column in sheet.columns if column.kind is not Kind.DERIVED]


def _lines(sheet: Sheet) -> list[list[Any]]:
    columns = _columns(sheet)
    found: list[list[Any]] = [[heading(column, ZH) for column in columns]]
    for line in form_rows(sheet, new_rows()[sheet.dataset]):
        found.append([_cell(column, line) for column in columns])
    return found


def _cell(column: Any, line: FormRow) -> Any:
    if column.kind is Kind.UNIT_ID:
        return line.unit.unit_id
    if column.kind is Kind.UNIT_NAME:
        return line.unit.name
    if column.kind is Kind.STATUS:
        return status_words(line.status, line.provisional, ZH)
    if column.kind is Kind.MEASURE:
        value = line.cells.get(column.id)
        return ZH(f"symbol.{value}") if isinstance(value, str) else value
    value = line.keys[column.field]
    return words_of(column, str(value), ZH) if column.kind is Kind.CODE and value is not None else value


@cache
def numbers(over: float = 100) -> tuple[Typed, ...]:
    """Every cell of the sound return that may be typed wrongly: larger numbers that are no keys."""
    found = []
    for sheet, (_, lines) in zip(SHEETS, sound_sheets(), strict=True):
        for y, line in enumerate(lines[1:], start=1):
            for x, column in enumerate(_columns(sheet)):
                value = line[x]
                wanted = column.kind in (Kind.MEASURE, Kind.WHOLE, Kind.NUMBER) and column.id != "task"
                if wanted and isinstance(value, int | float) and value > over:
                    found.append(Typed(sheet.dataset, column.kind, y, x, value))
    return tuple(found)


def returned(change: Callable[[dict[str, list[list[Any]]]], None] | None = None) -> CheckedReturn:
    """The return, changed in some cells, read against the release before and checked."""
    sheets = {
        sheet.dataset: (title, [list(line) for line in lines])
        for sheet, (title, lines) in zip(SHEETS, sound_sheets(), strict=True)
    }
    if change is not None:
        change({dataset: lines for dataset, (_, lines) in sheets.items()})
    book, out = Workbook(write_only=True), BytesIO()
    for title, lines in sheets.values():
        page = book.create_sheet(title)
        for line in lines:
            page.append(line)
    book.save(out)
    return check_return(out.getvalue(), "return.xlsx", _before(), plan(newest()), AS_OF)


@cache
def sound() -> frozenset[tuple[str, ...]]:
    """What is told of the return when nothing is wrong in it."""
    return frozenset(_told(returned()))


def _told(prepared: CheckedReturn) -> Iterator[tuple[str, ...]]:
    for each in prepared.findings:
        if each.severity is not Severity.NOTE:
            yield _what(each)


def _what(each: Finding) -> tuple[str, ...]:
    values = (value for _, value in each.values)
    return each.code, each.rule, each.place.sheet, str(each.place.row), each.place.column, *values


def slip(chance: random.Random, cell: Typed, error: str) -> Slip | None:
    """Make one error in one cell and see what becomes of it; None where it cannot be made there."""
    place = next(number for number, sheet in enumerate(SHEETS) if sheet.dataset == cell.dataset)
    columns, line = _columns(SHEETS[place]), sound_sheets()[place][1][cell.row]
    edits: dict[int, Any] = {}
    if error == YEAR:
        edits = {x: line[x] + chance.choice((-1, 1)) for x, column in enumerate(columns) if column.kind is Kind.YEAR}
    elif error == MOVED:
        last = max(x for x, column in enumerate(columns) if column.kind is not Kind.STATUS)
        if cell.column < last:
            edits = {cell.column: None} | {x: line[x - 1] for x in range(cell.column + 1, last + 1)}
    else:
        wrong = ERRORS[error](int(cell.value), chance)
        if wrong is not None and wrong != cell.value:
            edits = {cell.column: wrong}
    if not edits:
        return None

    def change(sheets: dict[str, list[list[Any]]]) -> None:
        for x, value in edits.items():
            sheets[cell.dataset][cell.row][x] = value

    prepared = returned(change)
    told = not set(_told(prepared)) <= sound()
    changes = () if prepared.merged is None else prepared.merged.changes
    new = [each.new for each in changes if each.dataset == cell.dataset and each.new is not None]
    previewed = any(
        row.get(columns[x].field) == value for row in new for x, value in edits.items() if value is not None
    )
    return Slip(cell.dataset, columns[cell.column].id, error, cell.value, tuple(edits.values()), told, previewed)


def slips(seed: int, number: int, over: float = 100) -> Iterator[Slip]:
    """As many random errors in numbers larger than `over`, the sheets with few numbers as often as the others."""
    chance = random.Random(seed)
    by_sheet: dict[str, list[Typed]] = {}
    for each in numbers(over):
        by_sheet.setdefault(each.dataset, []).append(each)
    errors = (*ERRORS, MOVED, YEAR)
    made = 0
    while made < number:
        cell = chance.choice(by_sheet[chance.choice(list(by_sheet))])
        found = slip(chance, cell, chance.choice(errors))
        if found is not None:
            made += 1
            yield found


def shares(found: list[Slip]) -> dict[str, tuple[int, int]]:
    """Per dataset how many errors a finding told of, and how many there were."""
    told, made = Counter(each.dataset for each in found if each.told), Counter(each.dataset for each in found)
    return {name: (told[name], made[name]) for name in DATASETS if made[name]}
