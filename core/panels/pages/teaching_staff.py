"""Who else the schools' staff is: titles of the full-time teachers, and part-time teachers from industry."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import pandas as pd

from core.context import Context
from core.datasets import Symbol
from core.figures import stacked_bars
from core.figures.bars import Part
from core.panels.cells import cell, share_cell, year_cell
from core.panels.missing_value_notes import (
    empty_headline,
    empty_panel,
    first_missing_mark,
    provisional_mark,
    suppressed_in_frame,
)
from core.panels.panel import Column, Panel, Table
from core.panels.rows import Observation, Observations, exact, observations, share, value_of
from core.panels.units_not_reported import coverage_notes, years_drawn
from core.plan.indicators import MeasureUnit
from core.plan.standards import Measure, Threshold
from core.queries import teachers
from core.text_ids.datasets import MEASURE_TEXT
from core.text_ids.judgement import LIMIT_TEXT

TITLES = ("senior_title", "intermediate_title", "junior_title", "no_title")


@dataclass(frozen=True, slots=True)
class Requirement:
    """What a standard asks of one teacher measure over another."""

    title: str
    threshold: Threshold


def requirement(context: Context, numerator: str, denominator: str) -> Requirement | None:
    """The first standard of the plan with a verified threshold for this share of teachers; None when none has one."""
    for standard in context.plan.standards:
        for threshold in standard.threshold:
            if (
                not threshold.unverified
                and _is(threshold.numerator, numerator)
                and _is(threshold.denominator, denominator)
            ):
                return Requirement(context.texts.of(standard.title), threshold)
    return None


def titles(context: Context) -> Panel:
    """Full-time teachers stacked by title over the years, the senior share above each bar."""
    texts, formats = context.texts, context.formats
    frame = teachers.by_year(context.returns)
    rows = observations(frame, "measure")
    years = _years(rows, *TITLES)
    if not years:
        return _empty("teacher_titles", "teachers.titles.empty", "teachers.titles.measure", context)
    senior = {year: share(*_parts(rows, year, "senior_title")) for year in years}
    newest = next((year for year in reversed(years) if senior[year] is not None), None)
    drawn = _years_drawn(frame, TITLES, years)
    return Panel(
        id="teacher_titles",
        headline=empty_headline("teachers.titles.empty", "teachers", context, "full_time_teachers")
        if newest is None
        else texts(
            "teachers.titles.headline",
            year=formats.year(newest),
            mark=provisional_mark(frame, newest, context),
            senior=formats.plain(value_of(rows[newest, "senior_title"]) or 0.0),
            everyone=formats.plain(value_of(rows[newest, "full_time"]) or 0.0),
            share=formats.number(senior[newest] or 0.0, MeasureUnit.SHARE),
        ),
        subtitle=context.subtitle(texts("teachers.titles.measure"), texts("unit_name.persons")),
        figure=stacked_bars(
            drawn,
            [_part(rows, drawn, measure, context) for measure in TITLES],
            MeasureUnit.PERSONS,
            formats,
            context.canvas(),
            caps=[_senior_cap(rows, year, context) for year in drawn],
            tag=context.tag("teachers", measure=("full_time", *TITLES)),
        ),
        alt=texts("teachers.titles.alt", first=formats.year(years[0]), last=formats.year(years[-1])),
        table=Table(
            (
                Column("year", texts("column.year"), True),
                *(Column(measure, texts(MEASURE_TEXT[measure]), True) for measure in TITLES),
                Column("full_time", texts("column.full_time"), True),
                Column("senior_share", texts("column.senior_share"), True),
            ),
            tuple(
                (
                    year_cell(year),
                    *(cell(rows.get((year, measure)), context) for measure in (*TITLES, "full_time")),
                    share_cell(*_parts(rows, year, "senior_title"), context),
                )
                for year in years
            ),
        ),
        source=context.source("teachers"),
        rows_of=("teachers",),
        notes=(
            *_standard_note(requirement(context, "senior_title", "full_time"), context),
            *coverage_notes(context, "full_time_teachers"),
            *suppressed_in_frame(frame[frame["measure"].isin([*TITLES, "full_time"])], context),
        ),
        illustrative=context.tag("teachers", measure=("full_time", *TITLES)) is not None,
    )


def industry_part_time(context: Context) -> Panel:
    """Part-time teachers from industry: their number, and in relation to full-time teachers above each bar."""
    texts, formats = context.texts, context.formats
    frame = teachers.by_year(context.returns)
    rows = observations(frame, "measure")
    years = _years(rows, "industry_part_time")
    if not years:
        return _empty("industry_part_time", "teachers.industry.empty", "teachers.industry.measure", context)
    ratios = {year: share(*_parts(rows, year, "industry_part_time")) for year in years}
    standard = requirement(context, "industry_part_time", "full_time")
    drawn = _years_drawn(frame, ("industry_part_time",), years)
    return Panel(
        id="industry_part_time",
        headline=_part_time_headline(rows, ratios, frame, context),
        subtitle=context.subtitle(texts("teachers.industry.measure"), texts("unit_name.persons")),
        figure=stacked_bars(
            drawn,
            [_part(rows, drawn, "industry_part_time", context)],
            MeasureUnit.PERSONS,
            formats,
            context.canvas(),
            caps=[_part_time_cap(rows, year, ratios[year], context) for year in drawn],
            marks=None if standard is None else _required_part(rows, drawn, standard, context),
            tag=context.tag("teachers", measure=("full_time", "industry_part_time")),
        ),
        alt=texts("teachers.industry.alt", first=formats.year(years[0]), last=formats.year(years[-1])),
        table=Table(
            (
                Column("year", texts("column.year"), True),
                Column("industry_part_time", texts("measure.industry_part_time"), True),
                Column("full_time", texts("column.full_time"), True),
                Column("ratio", texts("column.part_time_ratio"), True),
            ),
            tuple(
                (
                    year_cell(year),
                    *(cell(rows.get((year, measure)), context) for measure in ("industry_part_time", "full_time")),
                    share_cell(*_parts(rows, year, "industry_part_time"), context),
                )
                for year in years
            ),
        ),
        source=context.source("teachers"),
        rows_of=("teachers",),
        notes=(
            *_standard_note(standard, context),
            *coverage_notes(context, "industry_part_time_teachers"),
            *suppressed_in_frame(frame[frame["measure"].isin(["industry_part_time", "full_time"])], context),
        ),
        illustrative=context.tag("teachers", measure=("full_time", "industry_part_time")) is not None,
    )


def _part_time_headline(
    rows: Observations, ratios: Mapping[int, float | None], frame: pd.DataFrame, context: Context
) -> str:
    """The newest number of part-time teachers, in relation to the full-time teachers where that is known."""
    texts, formats = context.texts, context.formats
    counts = {year: value_of(rows.get((year, "industry_part_time"))) for year in ratios}
    newest = next((year for year in reversed(counts) if counts[year] is not None), None)
    if newest is None:
        return empty_headline("teachers.industry.empty", "teachers", context)
    values = {
        "year": formats.year(newest),
        "mark": provisional_mark(frame, newest, context, rows[newest, "industry_part_time"]),
        "value": formats.quantity(counts[newest] or 0.0, MeasureUnit.PERSONS),
    }
    ratio = ratios[newest]
    if ratio is None:
        return texts("teachers.industry.headline.alone", **values)
    return texts("teachers.industry.headline", **values, share=formats.number(ratio, MeasureUnit.SHARE))


def _required_part(rows: Observations, years: Sequence[int], standard: Requirement, context: Context) -> Part:
    """The number of part-time teachers that the standard requires of each year's full-time teachers."""
    full_time = [exact(rows.get((year, "full_time"))) for year in years]
    return Part(
        context.texts("teachers.industry.mark", limit=_limit(standard.threshold, context)),
        tuple(None if count is None else count * standard.threshold.value for count in full_time),
    )


def _part(rows: Observations, years: Sequence[int], measure: str, context: Context) -> Part:
    return Part(context.texts(MEASURE_TEXT[measure]), tuple(value_of(rows.get((year, measure))) for year in years))


def _years(rows: Observations, *measures: str) -> list[int]:
    """The years with a row of any of these measures, in order."""
    return sorted({key[0] for key in rows if key[1] in measures})


def _years_drawn(frame: pd.DataFrame, measures: Sequence[str], years: Sequence[int]) -> list[int]:
    """Those of `years` that a chart of the measures shows: none that is not whole."""
    return [year for year in years_drawn(frame[frame["measure"].isin(measures)]) if year in years]


def _is(measure: Measure | None, name: str) -> bool:
    return measure is not None and (measure.dataset, measure.name) == ("teachers", name)


def _limit(threshold: Threshold, context: Context) -> str:
    return context.texts(
        LIMIT_TEXT[threshold.comparison], value=context.formats.number(threshold.value, MeasureUnit.SHARE)
    )


def _standard_note(standard: Requirement | None, context: Context) -> tuple[str, ...]:
    if standard is None:
        return ()
    return (
        context.texts(
            "teachers.standard",
            title=standard.title,
            item=context.texts.of(standard.threshold.label),
            limit=_limit(standard.threshold, context),
        ),
    )


def _parts(rows: Observations, year: int, measure: str) -> tuple[Observation | None, Observation | None]:
    """A measure of a year, and the full-time teachers that it is compared with."""
    return rows.get((year, measure)), rows.get((year, "full_time"))


def _senior_cap(rows: Observations, year: int, context: Context) -> str:
    """The senior share above a bar; the reason instead when the bar lacks a part, or there is no share."""
    mark = first_missing_mark([rows.get((year, measure)) for measure in TITLES], context)
    part = share_cell(*_parts(rows, year, "senior_title"), context)
    if mark or part.missing:
        return mark or context.formats.missing_mark(Symbol.SUPPRESSED)
    known = share(*_parts(rows, year, "senior_title"))
    return "" if known is None else context.formats.number(known, MeasureUnit.SHARE)


def _part_time_cap(rows: Observations, year: int, ratio: float | None, context: Context) -> str:
    row = rows.get((year, "industry_part_time"))
    count = value_of(row)
    if count is None:
        return first_missing_mark([row], context)
    number = context.formats.number(count, MeasureUnit.PERSONS)
    return number if ratio is None else f"{number}<br>{context.formats.number(ratio, MeasureUnit.SHARE)}"


def _empty(panel: str, headline: str, measure: str, context: Context) -> Panel:
    return empty_panel(panel, headline, measure, "unit_name.persons", "teachers", context)
