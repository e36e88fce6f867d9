"""The students and teachers of one school by year."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import pandas as pd

from core.context import Context
from core.figures import lines
from core.figures.lines import LineSeries
from core.panels.cells import cell, year_cell
from core.panels.conditions.matrix_panel import nothing
from core.panels.conditions.school.find_school import Unit, unit_meant
from core.panels.missing_value_notes import suppressed_in_frame
from core.panels.panel import Column, Panel, Table
from core.panels.rows import Observations, observations, value_of
from core.plan.indicators import MeasureUnit
from core.queries import college_students, teachers
from core.queries.enrolment import by_school
from core.queries.schools.planned_entrants import planned_entrants
from core.text_ids.datasets import MEASURE_TEXT, PART_TEXT

STUDENTS, TEACHERS = "school_students", "school_teachers"
_STUDENT_MEASURES = ("planned_entrants", "entrants", "enrolment", "graduates")
_TEACHER_MEASURES = (
    "full_time", "specialised", "dual_qualified", "industry_part_time", "senior_title", "intermediate_title",
    "junior_title", "no_title",
)  # fmt: skip
_DRAWN = {STUDENTS: ("enrolment", "entrants", "graduates"), TEACHERS: ("full_time", "specialised", "dual_qualified")}


def students_panel(context: Context, address: Mapping[str, str]) -> Panel:
    """One row a year: planned entrants, entrants, students and graduates, all programme groups together."""
    unit = unit_meant(context, address.get("school", ""))
    if unit is None:
        return nothing(STUDENTS, context, None, of_school=True)
    frames = [by_school(context.returns, level) for level in ("secondary_vocational", "general_high")]
    colleges = college_students(context.returns).assign(measure="enrolment")
    dataset = "enrolment"
    frames.append(planned_entrants(context.returns))
    frame = pd.concat([one[one["unit_id"] == unit.id] for one in frames])
    if frame.empty:
        frame, dataset = colleges[colleges["unit_id"] == unit.id], "college_enrolment"
    return _by_year(STUDENTS, frame, _STUDENT_MEASURES, unit, dataset, context)


def teachers_panel(context: Context, address: Mapping[str, str]) -> Panel:
    """One row a year: teachers by what they teach and by title."""
    unit = unit_meant(context, address.get("school", ""))
    if unit is None:
        return nothing(TEACHERS, context, None, of_school=True)
    frame = teachers.by_school(context.returns)
    return _by_year(TEACHERS, frame[frame["unit_id"] == unit.id], _TEACHER_MEASURES, unit, "teachers", context)


def _by_year(
    id: str, frame: pd.DataFrame, measures: Sequence[str], unit: Unit, dataset: str, context: Context
) -> Panel:
    texts = context.texts
    rows = observations(frame, "measure")
    years = sorted({key[0] for key in rows}, reverse=True)
    there = [measure for measure in measures if any((year, measure) in rows for year in years)]
    title = {measure: _title(measure, context) for measure in measures}
    drawn = [measure for measure in _DRAWN[id] if measure in there]
    return Panel(
        id=id,
        headline=_headline(id, rows, drawn, unit, context),
        subtitle=context.subtitle(texts(f"panel_name.{id}"), texts("unit_name.persons")),
        figure=lines(
            [_line(_name(measure, context), measure, rows, years) for measure in drawn],
            MeasureUnit.PERSONS,
            context.formats,
            context.canvas(240),
            tag=context.tag(dataset),
        )
        if drawn
        else None,
        alt=texts("conditions.years.alt", name=texts.of(unit.name)),
        source=context.source(dataset),
        rows_of=(dataset,),
        table=Table(
            (
                Column("year", texts("column.year"), True),
                *(Column(measure, title[measure], True) for measure in there),
            ),
            tuple(
                (year_cell(year), *(cell(rows.get((year, measure)), context) for measure in there)) for year in years
            ),
        ),
        notes=suppressed_in_frame(frame, context) if not frame.empty else (),
        illustrative=context.tag(dataset) is not None,
        card=_card(dataset, context),
        choices=(("school", unit.id),),
    )


def _headline(id: str, rows: Observations, drawn: Sequence[str], unit: Unit, context: Context) -> str:
    texts, name = context.texts, context.texts.of(unit.name)
    leading = drawn[0] if drawn else ""
    years = sorted(key[0] for key, row in rows.items() if key[-1] == leading and row.value is not None)
    if not years:
        return texts("conditions.years.none", name=name, what=texts(f"panel_name.{id}"))
    return texts(
        "conditions.years.headline",
        name=name,
        year=context.formats.year(years[-1]),
        measure=_name(leading, context),
        value=context.formats.quantity(value_of(rows[years[-1], leading]) or 0.0, MeasureUnit.PERSONS),
    )


def _card(dataset: str, context: Context) -> tuple[tuple[str, str], ...]:
    """The definition of a college's students; what schools report is defined where all panels are."""
    if dataset != "college_enrolment":
        return ()
    indicator = context.plan.indicator("college_students")
    return ((context.texts.of(indicator.label), context.texts.of(indicator.definition)),)


def _name(measure: str, context: Context) -> str:
    """What is counted, without a unit: that of teachers differs from a mode of studies of the same code."""
    return context.texts(PART_TEXT["full_time_teachers" if measure == "full_time" else measure])


def _title(measure: str, context: Context) -> str:
    texts = context.texts
    return texts(MEASURE_TEXT[measure]) if measure in MEASURE_TEXT else texts(f"column.{measure}")


def _line(name: str, measure: str, rows: Observations, years: Sequence[int]) -> LineSeries:
    points = tuple((year, value_of(rows.get((year, measure)))) for year in sorted(years))
    hollow = frozenset(key[0] for key, row in rows.items() if key[-1] == measure and row.provisional)
    return LineSeries(name, points, hollow)
