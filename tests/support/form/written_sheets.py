"""Sheets of the form written from rows made by hand, and read back cell by cell: what stands there and how it looks."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, fields
from datetime import date
from io import BytesIO
from typing import Any

import xlsxwriter
from openpyxl import load_workbook

from core.datasets import DATASETS
from core.intake.form.data_sheet import Names, write_sheet
from core.intake.form.layout import SHEET_OF
from core.intake.form.styles import TemplateStyles
from core.intake.rows import UnitEntry
from core.language import Language, catalogue

OPENING = date(2000, 9, 1)


def unit_entry(letter: str, name: str = "", first: date = OPENING, last: date | None = None) -> UnitEntry:
    """An entry of the register: the school u-a is called 甲a unless it has another name."""
    return UnitEntry(f"u-{letter}", name or f"甲{letter}", f"School {letter}", first, last)


def data_row(dataset: str, entry: UnitEntry, /, **values: Any) -> dict[str, Any]:
    """A row of a dataset as it stands in a release: reported and final unless said otherwise."""
    standing = {
        "status": "reported",
        "provisional": False,
        "source_file": "a.xlsx",
        "source_sheet": "",
        "source_row": 0,
    }
    row = {
        **dict.fromkeys(DATASETS[dataset].schema.names),
        "period": "",
        "area": "500110",
        **entry.fields(),
        **standing,
        **values,
    }
    row = {name: row[name] for name in DATASETS[dataset].schema.names}
    if "value" in row:
        symbol = row["value"] if isinstance(row["value"], str) else ""
        row |= {"symbol": symbol, "value": None if symbol else row["value"]}
    return row


def measure_rows(dataset: str, entry: UnitEntry, measures: Mapping[str, Any], /, **keys: Any) -> list[dict[str, Any]]:
    """A row for each measure; a text instead of a number is the reason why there is none."""
    return [data_row(dataset, entry, measure=measure, value=value, **keys) for measure, value in measures.items()]


def named_styles(book: Any) -> TemplateStyles:
    """Styles that a cell is read back with by their name: each has a number format of its own."""
    names = [field.name for field in fields(TemplateStyles)]
    formats = {name: f'yyyy"{name}"' if name.endswith("_date") else f'"{name}"' for name in names}
    return TemplateStyles(**{name: book.add_format({"num_format": text}) for name, text in formats.items()})


@dataclass(frozen=True, slots=True)
class WrittenSheet:
    """A sheet as openpyxl reads it: once with formulas, once with their stored results."""

    formulas: Any
    results: Any

    def grid(self, first: int, last: int) -> list[list[str]]:
        """The cells of these rows (from 1, both included) as `value style`; `-` is a cell that was never written."""
        return [[looks(cell) for cell in row] for row in self.formulas.iter_rows(min_row=first, max_row=last)]

    def stored(self, row: int) -> list[Any]:
        """What the cells of a row show before a spreadsheet works anything out."""
        return [cell.value for cell in self.results[row]]


def looks(cell: Any) -> str:
    style = "" if cell.number_format == "General" else cell.number_format.removeprefix("yyyy").strip('"')
    value = cell.value.date().isoformat() if hasattr(cell.value, "date") else cell.value
    return " ".join(str(part) for part in (value, style) if part not in (None, "")) or "-"


def written_sheet(
    dataset: str,
    rows: Iterable[dict[str, Any]],
    year: int | None = None,
    names: Names | None = None,
    language: Language = Language.ZH,
    units: Iterable[UnitEntry] = (),
) -> WrittenSheet:
    """The sheet of a dataset in a workbook of its own."""
    out = BytesIO()
    book = xlsxwriter.Workbook(out, {"in_memory": True})
    texts = catalogue(language)
    write_sheet(book, named_styles(book), SHEET_OF[dataset], "表", rows, year, names or {}, texts, units)
    book.close()
    return WrittenSheet(*(load_workbook(out, data_only=stored)["表"] for stored in (False, True)))


def widths_of(page: Any, columns: int) -> list[float]:
    """The widths of the first columns in characters, without the 0.71 a spreadsheet adds for the edges of a cell.

    Equal neighbours are kept as one entry; a column that was never set is 0 wide here.
    """
    widths = [0.0] * columns
    for dimension in page.column_dimensions.values():
        for number in range(dimension.min, min(dimension.max, columns) + 1):
            widths[number - 1] = round(dimension.width - 0.7109375, 4)
    return widths


def rules_of(page: Any) -> dict[str, tuple[str, ...]]:
    """What a column takes, by its cells: kind, formulas, kind of error, and both messages."""
    rules = {}
    for rule in page.data_validations.dataValidation:
        texts = (rule.type, rule.formula1, rule.formula2, rule.errorStyle, rule.errorTitle, rule.error, rule.prompt)
        assert rule.allow_blank
        rules[str(rule.sqref)] = tuple(text or "" for text in texts)
    return rules
