"""What the release on show holds: whose rows, and from which files."""

from __future__ import annotations

from core.context import Context
from core.panels.cells import number_cell, verbatim_cell, words
from core.panels.panel import Cell, Panel
from core.panels.sources.listing import listing
from core.queries.provenance import ROWS_OF
from core.queries.release_contents import file_rows, unit_rows
from core.text_ids.datasets import SHEET_TEXT


def units(context: Context, find: str = "") -> Panel:
    """Every school, college and other unit with the sheets it has rows in; a sheet leads to its rows."""
    texts = context.texts
    rows = tuple(
        (
            words(texts.side(str(row.unit_name), str(row.unit_name_en))),
            _sheet(str(row.dataset), context),
            number_cell(float(row.rows), "", False, context),
        )
        for row in unit_rows(context.returns).itertuples(index=False)
    )
    return _contents("units", ("unit", "sheet", "rows"), rows, find, context, len({row[0].text for row in rows}))


def files(context: Context, find: str = "") -> Panel:
    """Every file the rows came from with its sheets; a sheet leads to its rows."""
    rows = tuple(
        (
            verbatim_cell(str(row.source_file)),
            verbatim_cell(str(row.source_sheet)),
            _sheet(str(row.dataset), context),
            number_cell(float(row.rows), "", False, context),
        )
        for row in file_rows(context.returns).itertuples(index=False)
    )
    columns = ("file", "sheet_of_file", "sheet", "rows")
    return _contents("files", columns, rows, find, context, len({row[0].text for row in rows}))


def _contents(
    name: str, columns: tuple[str, ...], rows: tuple[tuple[Cell, ...], ...], find: str, context: Context, count: int
) -> Panel:
    made_up = context.tag(*ROWS_OF) is not None
    return listing(name, columns, rows, find, context, numeric=("rows",), count=count, illustrative=made_up)


def _sheet(dataset: str, context: Context) -> Cell:
    text = context.texts(SHEET_TEXT[dataset])
    return Cell(text, text, leads=(("section", "origin"), ("dataset", dataset)))
