"""Tables that several pages lay out alike: measures by year and category."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from core.context import Context
from core.panels.cells import cell, words, year_cell
from core.panels.panel import Column, Table
from core.panels.rows import Observations


def measures_by_category(
    rows: Observations,
    years: Iterable[int],
    category: str,
    names: Mapping[str, str],
    measures: Sequence[str],
    context: Context,
) -> Table:
    """Every year and category that has a row (found by year, measure and category), with a column a measure.

    `category` is the id of the column of categories, `names` their names by id, in the order to be shown.
    """
    texts = context.texts
    return Table(
        (
            Column("year", texts("column.year"), True),
            Column(category, texts(f"column.{category}")),
            *(Column(measure, texts(f"column.{measure}"), True) for measure in measures),
        ),
        tuple(
            (
                year_cell(year),
                words(name),
                *(cell(rows.get((year, measure, id)), context) for measure in measures),
            )
            for year in years
            for id, name in names.items()
            if any((year, measure, id) in rows for measure in measures)
        ),
    )
