"""The page of enrolment: students against the goal, by school, by programme group, and the ratio to general schools."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

import pandas as pd

from core.assess_release import assessment_of
from core.assessment import Assessment
from core.context import Context
from core.datasets import TOTAL
from core.figures import Figure, grouped_bars, stacked_bars
from core.figures.bars import Part
from core.panels.bars import parts_by_unit
from core.panels.judgement.goals import goal_panel
from core.panels.judgement.national import national
from core.panels.missing_value_notes import (
    empty_panel,
    missing_reason,
    of_known,
    provisional_note,
    quantity_of,
    suppressed_in_frame,
    with_bound_mark,
)
from core.panels.pages.cross_check import cross_check
from core.panels.pages.feeder import feeder
from core.panels.panel import Panel
from core.panels.rows import Observations, names_of_units, observations, total, value_of
from core.panels.tables import measures_by_category
from core.panels.units_not_reported import coverage_notes, of_part, years_drawn
from core.plan.indicators import Better, MeasureUnit
from core.published.schema import Basis, Qualifier
from core.queries import enrolment, is_whole, newest_complete_year
from core.text_ids.datasets import MEASURE_TEXT, PROGRAMME_GROUP_TEXT

BASES = ("enrolment", "entrants")
"""The plan does not say whether its ratio is of students or of entrants; the first one drives the light."""

_INDICATOR = {"enrolment": "vocational_share", "entrants": "vocational_share_of_entrants"}
MEASURES = ("enrolment", "entrants", "graduates")
_TOTAL_OF = {measure: f"secondary_vocational_{measure}" for measure in MEASURES}
"""The indicator that all vocational schools together give, by measure."""
MOST_GROUPS = 12
"""Programme groups with a bar of their own; the others together, those without a group apart: the bars add up."""
MOST_SCHOOLS = 5
"""Parts of a stack; of more schools the smaller ones are one part."""


def students(context: Context) -> Panel:
    """Secondary vocational students against their goal."""
    return goal_panel(context, "secondary_vocational_enrolment", "enrolment")


def ratio(context: Context, basis: str) -> Panel:
    """Vocational : general on the chosen basis, both head-counts beside it, the national share behind it."""
    texts, formats = context.texts, context.formats
    indicator = _INDICATOR[basis]
    assessment = assessment_of(context, indicator, "vocational_share")
    latest = assessment.latest
    heads = ""
    if latest is not None and latest.numerator is not None and latest.denominator is not None:
        heads = texts(
            "enrolment.ratio.heads",
            year=formats.year(latest.year),
            vocational=formats.quantity(latest.numerator, MeasureUnit.PERSONS),
            general=formats.quantity(latest.denominator - latest.numerator, MeasureUnit.PERSONS),
        )
    beside = national(context, indicator, Basis.EXCLUDING_SKILLED_WORKER_SCHOOLS)
    return goal_panel(
        context,
        indicator,
        "enrolment",
        panel_id="vocational_share",
        goal_of="vocational_share",
        choices=(("basis", basis),),
        comparisons=beside,
        notes=(
            heads,
            texts(f"enrolment.ratio.basis.{basis}"),
            *(_national_note(runs.points, assessment, context) for runs in beside[-1:]),
        ),
    )


def _national_note(points: Sequence[tuple[int, float]], assessment: Assessment, context: Context) -> str:
    """What the national line is; where it goes the other way than the goal, that it does."""
    (_, first), (_, last) = points[0], points[-1]
    away = last < first if assessment.indicator.better is Better.HIGHER else last > first
    opposite = away and assessment.goal is not None
    return context.texts("enrolment.ratio.national_against" if opposite else "enrolment.ratio.national")


def by_school(context: Context, measure: str = "enrolment") -> Panel:
    """Students, entrants or graduates by school over the years, all three in the table."""
    texts, formats = context.texts, context.formats
    frame = enrolment.by_school(context.returns)
    of_measure = frame[frame["measure"] == measure]
    years = sorted(int(year) for year in of_measure["year"].unique())
    newest = newest_complete_year(of_measure)
    if newest is None:
        return _empty("enrolment_schools", "enrolment.schools.empty", measure, context)
    rows = observations(frame, "measure", "unit_id")
    names = names_of_units(frame, context)
    schools = sorted(names, key=lambda unit: (-(value_of(rows.get((newest, measure, unit))) or 0), unit))
    largest = schools[0]
    return Panel(
        id="enrolment_schools",
        headline=of_part(
            of_known(
                texts(
                    "enrolment.schools.headline",
                    year=formats.year(newest),
                    number=sum((newest, measure, unit) in rows for unit in schools),
                    largest=names[largest],
                    measure=texts(MEASURE_TEXT[measure]),
                    value=quantity_of(rows.get((newest, measure, largest)), MeasureUnit.PERSONS, context),
                ),
                of_measure,
                newest,
                context,
            ),
            context,
            "enrolment",
            is_whole=is_whole(of_measure, newest),
        ),
        subtitle=context.subtitle(
            texts("enrolment.schools.measure", measure=texts(MEASURE_TEXT[measure])), texts("unit_name.persons")
        ),
        figure=_stacked_by_school(
            rows, years_drawn(of_measure), measure, {unit: names[unit] for unit in schools}, context
        ),
        alt=texts("enrolment.schools.alt", number=len(schools)),
        table=measures_by_category(
            rows, reversed(years), "school", {unit: names[unit] for unit in schools}, MEASURES, context
        ),
        source=context.source("enrolment"),
        rows_of=("enrolment",),
        notes=(
            *coverage_notes(context, _TOTAL_OF[measure]),
            *_values_not_given(of_measure, names, context),
            *suppressed_in_frame(of_measure, context),
            *provisional_note(of_measure, newest, context),
        ),
        illustrative=context.tag("enrolment", level="secondary_vocational") is not None,
        choices=(("measure", measure),),
    )


def _stacked_by_school(
    rows: Observations, years: Sequence[int], measure: str, names: Mapping[str, str], context: Context
) -> Figure:
    """One stack a year: the largest schools one by one, with more than five the others together."""
    schools = list(names)
    values = {
        (year, unit): rows[year, measure, unit] for year in years for unit in schools if (year, measure, unit) in rows
    }
    single = len(schools) if len(schools) <= MOST_SCHOOLS else MOST_SCHOOLS - 1
    return stacked_bars(
        years,
        parts_by_unit(values, years, schools, names, single, "enrolment.schools.rest", context),
        MeasureUnit.PERSONS,
        context.formats,
        context.canvas(),
        caps=[_cap(rows, year, measure, schools, context) for year in years],
        tag=context.tag("enrolment", level="secondary_vocational"),
    )


def by_programme(context: Context, measure: str = "enrolment") -> Panel:
    """Students, entrants or graduates by programme group, newest year beside the one before."""
    texts, formats = context.texts, context.formats
    frame = enrolment.by_programme(context.returns)
    of_measure = frame[frame["measure"] == measure]
    newest = newest_complete_year(of_measure)
    if newest is None:
        return _empty("enrolment_programmes", "enrolment.programmes.empty", measure, context)
    rows = observations(frame, "measure", "programme_group")
    years = sorted(int(year) for year in of_measure["year"].unique())
    compared = [newest, newest - 1] if newest - 1 in years else [newest]
    groups = sorted(
        {str(group) for group in frame[frame["year"].isin(compared)]["programme_group"]},
        key=lambda group: (group == TOTAL, -(value_of(rows.get((newest, measure, group))) or 0), group),
    )
    names = {group: texts(PROGRAMME_GROUP_TEXT[group]) for group in groups}
    present = [group for group in groups if any((year, measure, group) in rows for year in compared)]
    bars = _programme_bars(present, names, context)
    return Panel(
        id="enrolment_programmes",
        headline=of_known(
            texts(
                "enrolment.programmes.headline",
                year=formats.year(newest),
                group=bars[0][0],
                measure=texts(MEASURE_TEXT[measure]),
                value=quantity_of(rows.get((newest, measure, bars[0][1][0])), MeasureUnit.PERSONS, context),
            ),
            of_measure,
            newest,
            context,
            _TOTAL_OF[measure],
        ),
        subtitle=context.subtitle(
            texts("enrolment.programmes.measure", measure=texts(MEASURE_TEXT[measure])), texts("unit_name.persons")
        ),
        figure=grouped_bars(
            [
                with_bound_mark(name, (rows.get((year, measure, id)) for year in compared for id in ids), context)
                for name, ids in bars
            ],
            [_programme_part(rows, year, measure, bars, context) for year in compared],
            MeasureUnit.PERSONS,
            formats,
            context.canvas(round(70 + 44 * len(bars))),
            tag=context.tag("enrolment", level="secondary_vocational"),
        ),
        alt=texts("enrolment.programmes.alt", number=len(bars)),
        table=measures_by_category(rows, reversed(years), "programme_group", names, MEASURES, context),
        source=context.source("enrolment"),
        rows_of=("enrolment",),
        notes=(
            *((texts("enrolment.programmes.note"),) if TOTAL in present else ()),
            *coverage_notes(context, _TOTAL_OF[measure]),
            *suppressed_in_frame(of_measure, context),
            *provisional_note(frame, newest, context),
        ),
        illustrative=context.tag("enrolment", level="secondary_vocational") is not None,
        choices=(("measure", measure),),
        page="programmes",
    )


_ProgrammeBars = Sequence[tuple[str, Sequence[str]]]
"""The name of each bar and the programme groups it holds."""


def _programme_bars(groups: Sequence[str], names: Mapping[str, str], context: Context) -> _ProgrammeBars:
    """The largest groups one by one, the others together, last those without a group; `groups` is in that order."""
    grouped = [group for group in groups if group != TOTAL]
    bars = [(names[group], [group]) for group in grouped[:MOST_GROUPS]]
    others = grouped[MOST_GROUPS:]
    if others:
        bars.append((context.texts("enrolment.programmes.rest", count=len(others), number=len(others)), others))
    return [*bars, (names[TOTAL], [TOTAL])] if TOTAL in groups else bars


def _programme_part(rows: Observations, year: int, measure: str, bars: _ProgrammeBars, context: Context) -> Part:
    """One year of the bars; a bar is absent when a group in it has no value."""
    values = (
        total(rows[year, measure, group] for group in groups if (year, measure, group) in rows).value
        for _, groups in bars
    )
    return Part(context.formats.year(year), tuple(values))


def _chosen(choices: Mapping[str, str], name: str, options: tuple[str, ...]) -> str:
    choice = choices.get(name, options[0])
    return choice if choice in options else options[0]


PANELS: dict[str, Callable[[Context, Mapping[str, str]], Panel]] = {
    "secondary_vocational_enrolment": lambda context, _: students(context),
    "vocational_share": lambda context, choices: ratio(context, _chosen(choices, "basis", BASES)),
    "enrolment_schools": lambda context, choices: by_school(context, _chosen(choices, "measure", MEASURES)),
    "enrolment_programmes": lambda context, choices: by_programme(context, _chosen(choices, "measure", MEASURES)),
    "feeder": lambda context, _: feeder(context),
    "upper_secondary_cross_check": lambda context, _: cross_check(context),
}


def _empty(panel: str, headline: str, measure: str, context: Context) -> Panel:
    of, unit = "measure.enrolment", "unit_name.persons"
    return empty_panel(panel, headline, of, unit, "enrolment", context, indicator=_TOTAL_OF[measure])


def _cap(rows: Observations, year: int, measure: str, schools: Sequence[str], context: Context) -> str:
    """The total above a bar; the reason instead when a school has no value, since the bar then lacks a part."""
    of_year = [rows.get((year, measure, unit)) for unit in schools]
    everyone = total(of_year)
    if everyone.value is not None:
        shown = context.formats.number(everyone.value, MeasureUnit.PERSONS)
        return context.formats.with_qualifier(shown, Qualifier.AT_LEAST) if everyone.suppressed_parts else shown
    return next((missing_reason(row, context) for row in of_year if row is not None and row.value is None), "")


def _values_not_given(frame: pd.DataFrame, names: Mapping[str, str], context: Context) -> tuple[str, ...]:
    """Which school left which value open, and why; who did not report is said of the year as a whole."""
    gaps = frame[frame["value"].isna() & ~frame["symbol"].isin(["not_applicable", "not_reported"])]
    columns = (gaps[name].tolist() for name in ("unit_id", "year", "measure", "symbol"))
    return tuple(
        context.texts(
            "enrolment.schools.absent",
            school=names[unit],
            year=context.formats.year(int(year)),
            measure=context.texts(MEASURE_TEXT[measure]),
            reason=context.formats.missing_reason(symbol),
        )
        for unit, year, measure, symbol in zip(*columns, strict=True)
    )
