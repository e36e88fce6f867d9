"""Every number one school ever reported: where each stands, and what earlier releases gave in its place."""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple

import pandas as pd

from core.context import Context
from core.panels.cells import dash, number_cell, words, year_cell
from core.panels.conditions.matrix_panel import nothing
from core.panels.conditions.school.course_panel import MOST_RELEASES
from core.panels.conditions.school.find_school import Unit, unit_meant
from core.panels.pages.one_number import part_words, place_cells, unit_cell, unit_of_part
from core.panels.pages.release_changes import earlier
from core.panels.panel import Cell, Column, Panel, Table
from core.panels.rows import number_or_none
from core.plan.unit_texts import COLUMN_UNIT_TEXT
from core.queries import Returns
from core.queries.schools.rows_of_unit import rows_of_unit
from core.snapshots import Snapshot
from core.text_ids.datasets import SHEET_TEXT

PANEL = "school_numbers"


class _Key(NamedTuple):
    dataset: str
    year: int | None
    part: str


class _Row(NamedTuple):
    """One number of a school in a release: its value or why there is none, and its place in a file."""

    value: float | None
    symbol: str
    file: str
    sheet: str
    row: int


def numbers_panel(context: Context, address: Mapping[str, str]) -> Panel:
    """One row a number, newest year first; what only an earlier release holds is among them and says so."""
    unit = unit_meant(context, address.get("school", ""))
    if unit is None:
        return nothing(PANEL, context, None, of_school=True)
    texts = context.texts
    now = _rows(context, context.snapshot, unit)
    before = [(release.id, _rows(context, release, unit)) for release in earlier(context)[:MOST_RELEASES]]
    gone = {key: (row, release) for release, rows in reversed(before) for key, row in rows.items() if key not in now}
    lines = [_line(key, row, "", before, context) for key, row in now.items()]
    lines += [_line(key, row, release, before, context) for key, (row, release) in gone.items()]
    names = ("year", "sheet_of", "part", "value", "measured_in", "earlier", "file", "sheet", "row")
    titles = {"value": texts("column.bare_value")}
    years = sorted({key.year for key in now if key.year is not None})
    return Panel(
        id=PANEL,
        headline=texts("conditions.numbers.none", name=texts.of(unit.name))
        if not years
        else texts(
            "conditions.numbers.headline",
            name=texts.of(unit.name),
            number=len(lines),
            first=context.formats.year(years[0]),
            last=context.formats.year(years[-1]),
        ),
        subtitle=texts("conditions.numbers.subtitle"),
        source=texts("card.rows", number=len(now), release=context.snapshot.id),
        table=Table(
            tuple(
                Column(name, titles.get(name) or texts(f"column.{name}"), name in ("year", "value", "row"))
                for name in names
            ),
            tuple(lines),
        ),
        notes=(texts("conditions.numbers.note", count=min(len(before), MOST_RELEASES)),) if before else (),
        illustrative=context.tag() is not None,
        choices=(("school", unit.id),),
    )


def _rows(context: Context, release: Snapshot, unit: Unit) -> dict[_Key, _Row]:
    frame: pd.DataFrame = rows_of_unit(Returns(release, context.plan.area), unit.id)
    columns = ("dataset", "year", "part", "value", "symbol", "source_file", "source_sheet", "source_row")
    return {
        _Key(dataset, None if pd.isna(year) else int(year), part): _Row(
            number_or_none(value), symbol, file, sheet, int(row)
        )
        for dataset, year, part, value, symbol, file, sheet, row in zip(
            *(frame[column].tolist() for column in columns), strict=True
        )
    }


def _line(
    key: _Key, row: _Row, gone: str, before: list[tuple[str, dict[_Key, _Row]]], context: Context
) -> tuple[Cell, ...]:
    """One number; `gone` is the release that holds it last, where it is not the one on show."""
    texts = context.texts
    said = [texts("conditions.numbers.only", release=gone)] if gone else []
    said += [
        texts("conditions.course.earlier", release=release, value=_value(key, rows[key], context).text)
        for release, rows in before
        if key in rows and release != gone and (rows[key].value, rows[key].symbol) != (row.value, row.symbol)
    ]
    return (
        dash() if key.year is None else year_cell(key.year),
        words(texts(SHEET_TEXT[key.dataset])),
        words(part_words(key.part, context)),
        _value(key, row, context),
        unit_cell(key.part, context, COLUMN_UNIT_TEXT),
        words(texts.listed(said)) if said else dash(),
        *place_cells(row.file, row.sheet, row.row),
    )


def _value(key: _Key, row: _Row, context: Context) -> Cell:
    """A number in the unit of its measure; a share in percent."""
    unit = unit_of_part(key.part, context)
    return number_cell(row.value, row.symbol, unit is not None and unit.is_share, context)
