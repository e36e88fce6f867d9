"""Years of which only a part was reported, in words: of how many units the part is, how much, and who is missing."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import pandas as pd

from core.assess_release import assessment_of, standard_of
from core.assessment import Assessment, Coverage, Point, Status
from core.context import Context
from core.datasets import Symbol
from core.panels.cells import dash, number_cell
from core.panels.panel import Cell, NamesNote
from core.panels.rows import first_names
from core.panels.unread_thresholds import judged_share, unread_notes
from core.plan.indicators import MeasureUnit
from core.queries import newest_complete_year
from core.queries.completeness.missing_returns import units_behind
from core.queries.completeness.unknown_units import is_list_open
from core.queries.indicators import dataset_owed, newest_year_counted
from core.queries.reported_in_part import reported_in_part
from core.text_ids.datasets import COUNTED_PARTS_TEXT, SHEET_TEXT
from core.toml_entries import Words


def coverage_notes(context: Context, *indicators: str) -> tuple[str, ...]:
    """The sentences of `incomplete_notes` for indicators by id, of several each by name; names are said once."""
    notes: list[str] = []
    for indicator in indicators:
        for note in incomplete_notes(assessment_of(context, indicator), context):
            if len(indicators) == 1 or isinstance(note, NamesNote):
                notes.append(note)
            else:
                notes.append(context.texts("note.of_indicator", label=context.called(indicator), note=note))
    return tuple(dict.fromkeys(notes))


def incomplete_notes(assessment: Assessment, context: Context, only: int | None = None) -> tuple[str, ...]:
    """For each year that is not whole how many units reported and what they come to, and who is missing; the years
    that should be there by now and nobody reported; what cannot be said since thresholds were not read. With `only` a
    year what concerns that one."""
    notes: list[str] = []
    for point in assessment.observed:
        coverage = point.partial
        if coverage is not None and not point.nobody_reported and only in (None, point.year):
            notes.append(part_sentence(point, coverage, assessment.indicator.unit, context))
            if coverage.missing and point.symbol is not Symbol.NOT_PUBLISHED:
                notes += _who_is_missing(assessment.indicator.id, point.year, coverage, context)
    return (*notes, *unread_notes(assessment, context, only), *_nobody(assessment, context, only))


def _who_is_missing(indicator: str, year: int, coverage: Coverage, context: Context) -> Iterator[str]:
    """Which units sent only a part, which is in the figure of what came so far, and which sent nothing of it."""
    texts, shown = context.texts, context.formats.year(year)
    partly = [unit for unit in reported_in_part(context.returns, indicator, year) if unit.name in coverage.missing]
    dataset = dataset_owed(indicator)
    if partly and dataset is not None:
        parts = texts(COUNTED_PARTS_TEXT[dataset])
        names = [
            texts("coverage.parts", unit=texts.of(unit.name), reported=unit.reported, owed=unit.owed, parts=parts)
            for unit in partly
        ]
        yield texts("note.reported_in_part", year=shown, names=first_names(names, context))
    nothing = [unit for unit in coverage.missing if unit not in {part.name for part in partly}]
    if nothing:
        yield NamesNote(texts("note.still_to_report", year=shown, names=named_units(nothing, context)))


def _nobody(assessment: Assessment, context: Context, only: int | None) -> tuple[str, ...]:
    """A sentence when nobody has reported a year that is counted by now, whatever came after it."""
    years = [year for year in years_nobody_reported(assessment, context) if only in (None, year)]
    if not years:
        return ()
    return (context.texts("note.nobody", years=context.texts.listed(context.formats.year(year) for year in years)),)


def years_nobody_reported(assessment: Assessment, context: Context) -> tuple[int, ...]:
    """The years since the first one that are counted by now, or owed, and of which no unit has reported anything."""
    id = assessment.indicator.id
    newest = newest_year_counted(id, context.as_of, by_standard=standard_of(context, id) is not None)
    if not assessment.observed or newest is None:
        return ()
    nobody = {point.year for point in assessment.observed if point.nobody_reported}
    years = range(assessment.observed[0].year, newest + 1)
    return tuple(sorted(nobody | {year for year in years if assessment.at(year) is None}))


def newest_incomplete(assessment: Assessment, context: Context) -> str:
    """In a few words of how many units the newest year is that came after the last one with a value; else empty."""
    last = max((point.year for point in assessment.observed if point.value is not None), default=0)
    coverages = dict.fromkeys(years_nobody_reported(assessment, context), context.texts("coverage.nobody"))
    coverages |= {point.year: short_coverage(point, context) for point in assessment.observed if point.partial}
    # Where the goal itself waits for such a year its card says so already.
    is_said = assessment.status in (Status.NOT_PUBLISHED, Status.INSUFFICIENT_DATA)
    unread = (point.year for point in assessment.observed if point.symbol is Symbol.THRESHOLD_UNREAD)
    coverages |= dict.fromkeys(unread, "" if is_said else context.formats.missing_reason(Symbol.THRESHOLD_UNREAD))
    newest = max(coverages, default=0)
    if newest <= last or not coverages[newest]:
        return ""
    return context.texts("coverage.of_year", year=context.formats.year(newest), coverage=coverages[newest])


def absent_symbol(assessment: Assessment, year: int, context: Context) -> Symbol | None:
    """Why a year without a row has no value: not reported although it is counted by now, or still to come; None for one
    before the newest that nobody owed."""
    id, observed = assessment.indicator.id, assessment.observed
    if year in years_nobody_reported(assessment, context):
        return Symbol.NOT_REPORTED
    if observed:
        return Symbol.NOT_PUBLISHED if year > observed[-1].year else None
    # What nobody has ever sent is not on its way.
    counted = newest_year_counted(id, context.as_of, by_standard=standard_of(context, id) is not None)
    return Symbol.NOT_REPORTED if year <= (counted or context.as_of.year) else Symbol.NOT_PUBLISHED


def absent_cell(assessment: Assessment, year: int, context: Context) -> Cell:
    """The reason of `absent_symbol` in a table; a dash without one."""
    symbol = absent_symbol(assessment, year, context)
    return dash() if symbol is None else number_cell(None, symbol, False, context)


def part_sentence(point: Point, coverage: Coverage, unit: MeasureUnit, context: Context) -> str:
    """Of how many units the figure of a year is that is not whole, and what it comes to so far; a share of those that
    can be judged says of how many it is, for they are not those that reported."""
    texts, formats = context.texts, context.formats
    so_far = "" if coverage.so_far is None else formats.quantity(coverage.so_far, unit)
    year = formats.year(point.year)
    if coverage.judged is not None:
        return texts.joined((_who_reported(point, coverage, context), judged_share(point, context)))
    if not so_far and not coverage.reported:
        return texts("note.nobody", years=year)
    if point.symbol is Symbol.NOT_PUBLISHED:
        return texts("note.year_under_way", year=year, as_of=formats.day(context.as_of), so_far=so_far)
    if coverage.is_open:
        text = "note.list_open" if so_far else "note.list_open_without_value"
        return texts(text, year=year, count=coverage.reported, so_far=so_far)
    return texts(
        "note.incomplete" if so_far else "note.incomplete_without_value",
        year=year,
        units=formats.plain(coverage.units),
        reported=formats.plain(coverage.reported),
        so_far=so_far,
    )


def _who_reported(point: Point, coverage: Coverage, context: Context) -> str:
    """Of how many units those are that reported in full, without a value."""
    texts, formats = context.texts, context.formats
    year = formats.year(point.year)
    if coverage.is_open:
        return texts("note.list_open_in_full", year=year, count=coverage.reported)
    units, reported = formats.plain(coverage.units), formats.plain(coverage.reported)
    return texts("note.incomplete_without_value", year=year, units=units, reported=reported)


def named_units(units: Sequence[Words], context: Context) -> str:
    """Units by name, the first of them one by one."""
    return first_names([context.texts.of(unit) for unit in units], context)


def filling_sentence(context: Context) -> str:
    """Which units count with their last value, and for which year, or that none had to; empty when it was not asked."""
    if not context.filled:
        return ""
    texts, behind = context.texts, units_behind(context.returns)
    if not behind:
        return texts("scenario.filled_none")
    return texts.joined(
        texts(
            "scenario.filled",
            count=len(units),
            year=context.formats.year(year),
            units=first_names(
                [
                    texts("named.with_detail", name=texts.of(unit), detail=texts.listed(map(texts, tables)))
                    for unit, tables in units
                ],
                context,
            ),
        )
        for year, units in (
            (year, [(unit.name, [SHEET_TEXT[dataset] for dataset in unit.datasets]) for unit in of_year])
            for year, of_year in behind.items()
        )
    )


def short_coverage(point: Point, context: Context) -> str:
    """In a few words of how many units the figure of a year is, or that its year is not over; empty for a whole one."""
    coverage = point.partial
    if point.nobody_reported:
        return context.texts("coverage.nobody")
    if coverage is None:
        return ""
    if point.symbol is Symbol.NOT_PUBLISHED:
        return context.texts("coverage.under_way")
    return context.formats.coverage(coverage.reported, None if coverage.is_open else coverage.units)


def none_whole(assessment: Assessment, context: Context) -> str:
    """That no year of an indicator is whole, with how many units have reported the newest; empty when none has a
    part."""
    part = next((point for point in reversed(assessment.observed) if point.partial is not None), None)
    if part is None:
        return ""
    year, coverage = context.formats.year(part.year), short_coverage(part, context)
    coverage = context.texts("coverage.of_year", year=year, coverage=coverage)
    label = context.texts.of(assessment.indicator.short_label)
    return context.texts("headline.in_part", label=label, coverage=coverage)


def of_part(headline: str, context: Context, *datasets: str, is_whole: bool = True) -> str:
    """The headline of a panel over units; that it speaks of those that have reported only, where others owe the same or
    may be there of whom nobody knows."""
    if not is_whole or any(is_list_open(context.returns, dataset) for dataset in datasets):
        return context.texts("headline.of_part", headline=headline)
    return headline


def years_drawn(frame: pd.DataFrame) -> list[int]:
    """The years of a chart of parts: all up to the newest complete one. A newer one would show parts as the whole."""
    newest = newest_complete_year(frame)
    return sorted(int(year) for year in frame["year"].unique() if newest is None or year <= newest)
