"""What a reader must know of values: which are missing, suppressed or not yet confirmed; and a panel without any."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence

import pandas as pd

from core.assess_release import assessment_of
from core.assessment import Point
from core.context import Context
from core.datasets import FEWEST_SHOWN, MOST_SUPPRESSED, Symbol
from core.panels.panel import Column, Panel, Table
from core.panels.rows import Valued, is_part, value_of
from core.panels.units_not_reported import coverage_notes, none_whole
from core.plan.indicators import MeasureUnit
from core.published.schema import Qualifier
from core.queries import is_whole
from core.queries.completeness.unknown_units import is_list_open
from core.queries.suppressed import years_without_bound


def missing_reason(row: Valued | None, context: Context) -> str:
    """Why a row has no value, in words; that there are no data when there is no row."""
    return context.texts("symbol.no_row") if row is None else context.formats.missing_reason(row.symbol)


def with_missing_mark(name: str, rows: Iterable[Valued | None], context: Context) -> str:
    """A category with the reason behind its name when a bar of it is missing, so that no gap is read as zero."""
    mark = first_missing_mark(rows, context)
    return f"{name} {mark}" if mark else name


def with_bound_mark(name: str, rows: Iterable[Valued | None], context: Context) -> str:
    """A category with the mark of a lower bound behind its name when a bar of it is one."""
    is_bound = any(row is not None and row.value is not None and (row.suppressed_parts or is_part(row)) for row in rows)
    return name + context.formats.value_mark(False, is_bound)


def quantity_of(row: Valued | None, unit: MeasureUnit, context: Context) -> str:
    """The value of a row with its unit, of a lower bound at least that; a dash where there is none."""
    value = value_of(row)
    if row is None or value is None:
        return "—"
    shown = context.formats.quantity(value, unit)
    return context.formats.with_qualifier(shown, Qualifier.AT_LEAST) if row.suppressed_parts or is_part(row) else shown


def first_missing_mark(rows: Iterable[Valued | None], context: Context) -> str:
    """The sign and reason of the first row without a value; empty when all have one."""
    for row in rows:
        if value_of(row) is None:
            return context.texts("mark.missing", reason=missing_reason(row, context))
    return ""


def suppressed_in_frame(frame: pd.DataFrame, context: Context) -> tuple[str, ...]:
    """A sentence when suppressed cells were left out of the sums of a frame (`year`, `suppressed_parts`)."""
    totals = frame[frame["value"].notna()]
    large = years_without_bound(context.returns)
    return _suppressed(
        (
            (int(year), int(parts), year in large)
            for year, parts in zip(totals["year"].tolist(), totals["suppressed_parts"].tolist(), strict=True)
        ),
        context,
    )


def suppressed_in_points(points: Sequence[Point], context: Context) -> tuple[str, ...]:
    """A sentence when suppressed cells were left out of the sums of a series."""
    bounds = (point for point in points if point.lower_bound)
    return _suppressed(((point.year, point.suppressed_parts, point.is_unbounded) for point in bounds), context)


def of_known(headline: str, frame: pd.DataFrame, year: int, context: Context, indicator: str = "") -> str:
    """The headline of a panel that says which of its parts is the largest in a year; that those left out are not
    compared where values are suppressed of which nobody knows how large they are.

    With the id of the `indicator` that its parts add up to: where the year is not whole, that none is.
    """
    if indicator and not is_whole(frame, year):
        return none_whole(assessment_of(context, indicator), context)
    of_year = frame[frame["year"] == year]
    is_suppressed = (of_year["symbol"] == Symbol.SUPPRESSED).any() or (of_year["suppressed_parts"] > 0).any()
    if is_suppressed and year in years_without_bound(context.returns):
        return context.texts("headline.apart_from_suppressed", headline=headline)
    return headline


def _suppressed(parts: Iterable[tuple[int, int, bool]], context: Context) -> tuple[str, ...]:
    """One sentence for the years of which the bound is known, one for the others; `parts`: year, how many suppressed
    cells, and whether nobody knows how many persons they hold."""
    cells = [(year, count, is_large) for year, count, is_large in parts if count > 0]
    notes = []
    for of_large in (True, False):
        counts: Counter[int] = Counter()
        for year, count, is_large in cells:
            if is_large is of_large:
                counts[year] += count
        if not counts:
            continue
        years, number = context.texts.listed(map(context.formats.year, sorted(counts))), counts.total()
        if of_large:
            notes.append(context.texts("note.suppressed_large", count=number, years=years, fewest=FEWEST_SHOWN))
            continue
        values = {"fewest": FEWEST_SHOWN, "most": context.formats.plain(max(counts.values()) * MOST_SUPPRESSED)}
        notes.append(context.texts("note.suppressed", count=number, years=years, **values))
    return tuple(notes)


def provisional_mark(frame: pd.DataFrame, year: int, context: Context, row: Valued | None = None) -> str:
    """The mark after a year whose values are not yet confirmed, or of which `row` is a lower bound; else empty."""
    return context.formats.value_mark(_provisional(frame, year), row is not None and row.suppressed_parts > 0)


def provisional_years(points: Iterable[Point], context: Context) -> tuple[str, ...]:
    """A sentence when values of a series are not yet confirmed."""
    years = [context.formats.year(point.year) for point in points if point.provisional and point.value is not None]
    return (context.texts("note.provisional", years=context.texts.listed(years)),) if years else ()


def provisional_note(frame: pd.DataFrame, year: int, context: Context) -> tuple[str, ...]:
    """A sentence when the values of a year are not yet confirmed."""
    return (context.texts("note.provisional", years=context.formats.year(year)),) if _provisional(frame, year) else ()


def _provisional(frame: pd.DataFrame, year: int) -> bool:
    return bool(frame.loc[frame["year"] == year, "provisional"].any())


def empty_headline(headline: str, dataset: str, context: Context, indicator: str = "") -> str:
    """The text `headline` for a panel without a value; that no year is whole while units may be there of whom nobody
    knows, or where only some have reported the indicator (by id) it adds up to."""
    if is_list_open(context.returns, dataset):
        return context.texts("headline.list_open")
    assessment = assessment_of(context, indicator) if indicator else None
    if assessment is None or any(point.value is not None for point in assessment.observed):
        return context.texts(headline)
    return none_whole(assessment, context) or context.texts(headline)


def empty_panel(
    id: str,
    headline: str,
    measure: str,
    unit: str,
    dataset: str,
    context: Context,
    column: str = "year",
    indicator: str = "",
) -> Panel:
    """A panel for which the release holds no value; `headline`, `measure`, `unit` and `column` are ids of texts. With
    the id of an `indicator` it says which units have reported a part of it."""
    texts = context.texts
    return Panel(
        id=id,
        headline=empty_headline(headline, dataset, context, indicator),
        subtitle=context.subtitle(texts(measure), texts(unit)),
        source=context.source(dataset),
        rows_of=(dataset,),
        notes=coverage_notes(context, indicator) if indicator else (),
        table=Table((Column(column, texts(f"column.{column}"), column == "year"),), ()),
        illustrative=context.tag(dataset) is not None,
    )
