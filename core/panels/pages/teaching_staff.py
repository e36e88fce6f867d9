"""Who else the schools' staff is: titles of the full-time teachers, and part-time teachers from industry."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from core.context import Context
from core.figures import stacked_bars
from core.figures.bars import Part
from core.panels.cells import cell, dash, index_by, known, number_cell, provisional, reason, share, suppressed
from core.panels.panel import Cell, Column, Panel, Table
from core.plan.indicators import MeasureUnit
from core.plan.standards import Measure, Threshold
from core.queries import teachers

TITLES = ("senior_title", "intermediate_title", "junior_title", "no_title")


@dataclass(frozen=True, slots=True)
class Asked:
    """What a standard asks of one teacher measure over another."""

    title: str
    threshold: Threshold


def asked(context: Context, numerator: str, denominator: str) -> Asked | None:
    """The first standard of the plan with a verified threshold for this share of teachers; None when none has one."""
    for standard in context.plan.standards:
        for threshold in standard.threshold:
            if (
                not threshold.unverified
                and _is(threshold.numerator, numerator)
                and _is(threshold.denominator, denominator)
            ):
                return Asked(context.texts.of(standard.title), threshold)
    return None


def titles(context: Context) -> Panel:
    """Full-time teachers stacked by title over the years, the senior share above each bar."""
    texts, formats = context.texts, context.formats
    frame = teachers.by_year(context.returns)
    rows = index_by(frame, "year", "measure")
    years = sorted({year for year, measure in rows if measure in TITLES})
    if not years:
        return _empty("teacher_titles", "teachers.titles.empty", "teachers.titles.measure", context)
    names = {measure: texts(f"measure.{measure}") for measure in TITLES}
    senior = {year: _share(rows, year, "senior_title") for year in years}
    caps = [
        _reason(rows, year, TITLES, context) or ("" if part is None else formats.number(part, MeasureUnit.SHARE))
        for year, part in senior.items()
    ]
    newest = next((year for year in reversed(years) if senior[year] is not None), None)
    standard = asked(context, "senior_title", "full_time")
    return Panel(
        id="teacher_titles",
        headline=texts("teachers.titles.empty")
        if newest is None
        else texts(
            "teachers.titles.headline",
            year=formats.year(newest),
            mark=provisional(frame, newest, context),
            senior=formats.plain(known(rows[newest, "senior_title"]) or 0.0),
            everyone=formats.plain(known(rows[newest, "full_time"]) or 0.0),
            share=formats.number(senior[newest] or 0.0, MeasureUnit.SHARE),
        ),
        subtitle=context.subtitle(texts("teachers.titles.measure"), texts("unit_name.persons")),
        figure=stacked_bars(
            years,
            [Part(names[measure], tuple(known(rows.get((year, measure))) for year in years)) for measure in TITLES],
            MeasureUnit.PERSONS,
            formats,
            context.canvas(),
            caps=caps,
            tag=context.tag,
        ),
        alt=texts("teachers.titles.alt", first=formats.year(years[0]), last=formats.year(years[-1])),
        table=Table(
            (
                Column("year", texts("column.year"), True),
                *(Column(measure, names[measure], True) for measure in TITLES),
                Column("full_time", texts("column.full_time"), True),
                Column("senior_share", texts("column.senior_share"), True),
            ),
            tuple(
                (
                    Cell(str(year), year),
                    *(cell(rows.get((year, measure)), context) for measure in (*TITLES, "full_time")),
                    dash() if senior[year] is None else number_cell(senior[year], "", True, context),
                )
                for year in years
            ),
        ),
        source=context.source("teachers"),
        rows_of=("teachers",),
        notes=(
            *(() if standard is None else (_standard_note(standard, context),)),
            *suppressed(frame[frame["measure"].isin([*TITLES, "full_time"])], context),
        ),
        illustrative=context.tag is not None,
    )


def industry_part_time(context: Context) -> Panel:
    """Part-time teachers from industry: their number, and in relation to full-time teachers above each bar."""
    texts, formats = context.texts, context.formats
    frame = teachers.by_year(context.returns)
    rows = index_by(frame, "year", "measure")
    years = sorted({year for year, measure in rows if measure == "industry_part_time"})
    if not years:
        return _empty("industry_part_time", "teachers.industry.empty", "teachers.industry.measure", context)
    counts = {year: known(rows.get((year, "industry_part_time"))) for year in years}
    full_time = {year: known(rows.get((year, "full_time"))) for year in years}
    ratios = {year: _share(rows, year, "industry_part_time") for year in years}
    newest = next((year for year in reversed(years) if counts[year] is not None), None)
    standard = asked(context, "industry_part_time", "full_time")
    said: dict[str, Any] = (
        {}
        if newest is None
        else {
            "year": formats.year(newest),
            "mark": provisional(frame, newest, context),
            "value": formats.quantity(counts[newest] or 0.0, MeasureUnit.PERSONS),
        }
    )
    ratio = None if newest is None else ratios[newest]
    marks = None
    if standard is not None:
        share_asked = standard.threshold.value
        marks = Part(
            texts("teachers.industry.mark", limit=_limit(standard.threshold, context)),
            tuple(None if (heads := full_time[year]) is None else heads * share_asked for year in years),
        )
    return Panel(
        id="industry_part_time",
        headline=texts("teachers.industry.empty")
        if newest is None
        else texts("teachers.industry.headline.alone", **said)
        if ratio is None
        else texts("teachers.industry.headline", **said, share=formats.number(ratio, MeasureUnit.SHARE)),
        subtitle=context.subtitle(texts("teachers.industry.measure"), texts("unit_name.persons")),
        figure=stacked_bars(
            years,
            [Part(texts("measure.industry_part_time"), tuple(counts[year] for year in years))],
            MeasureUnit.PERSONS,
            formats,
            context.canvas(),
            caps=[_cap(rows, year, counts[year], ratios[year], context) for year in years],
            marks=marks,
            tag=context.tag,
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
                    Cell(str(year), year),
                    *(cell(rows.get((year, measure)), context) for measure in ("industry_part_time", "full_time")),
                    dash() if ratios[year] is None else number_cell(ratios[year], "", True, context),
                )
                for year in years
            ),
        ),
        source=context.source("teachers"),
        rows_of=("teachers",),
        notes=(
            *(() if standard is None else (_standard_note(standard, context),)),
            *suppressed(frame[frame["measure"].isin(["industry_part_time", "full_time"])], context),
        ),
        illustrative=context.tag is not None,
    )


def _is(measure: Measure | None, name: str) -> bool:
    return measure is not None and (measure.dataset, measure.name) == ("teachers", name)


def _limit(threshold: Threshold, context: Context) -> str:
    return context.texts(
        f"limit.{threshold.comparison.value}", value=context.formats.number(threshold.value, MeasureUnit.SHARE)
    )


def _standard_note(standard: Asked, context: Context) -> str:
    return context.texts(
        "teachers.standard",
        title=standard.title,
        item=context.texts.of(standard.threshold.label),
        limit=_limit(standard.threshold, context),
    )


def _share(rows: Mapping[tuple[Any, ...], Any], year: int, measure: str) -> float | None:
    return share(known(rows.get((year, measure))), known(rows.get((year, "full_time"))))


def _reason(rows: Mapping[tuple[Any, ...], Any], year: int, measures: tuple[str, ...], context: Context) -> str:
    """Why a bar is missing or incomplete; empty when it is whole."""
    absent = [rows.get((year, measure)) for measure in measures if known(rows.get((year, measure))) is None]
    return f"○ {reason(absent[0], context)}" if absent else ""


def _cap(
    rows: Mapping[tuple[Any, ...], Any], year: int, count: float | None, ratio: float | None, context: Context
) -> str:
    if count is None:
        return _reason(rows, year, ("industry_part_time",), context)
    number = context.formats.number(count, MeasureUnit.PERSONS)
    return number if ratio is None else f"{number}<br>{context.formats.number(ratio, MeasureUnit.SHARE)}"


def _empty(panel: str, headline: str, measure: str, context: Context) -> Panel:
    return Panel(
        id=panel,
        headline=context.texts(headline),
        subtitle=context.subtitle(context.texts(measure), context.texts("unit_name.persons")),
        source=context.source("teachers"),
        rows_of=("teachers",),
        table=Table((Column("year", context.texts("column.year"), True),), ()),
        illustrative=context.tag is not None,
    )
