"""The page of colleges: the count against its goal, the pipeline by stage, students by institution."""

from __future__ import annotations

from collections import Counter
from datetime import date

import pandas as pd

from core import queries
from core.context import Context
from core.datasets import CollegeStage
from core.figures import stacked_bars, timeline
from core.figures.bars import GoalMark, Part
from core.figures.timeline import Row, Step
from core.judgement import assessment_of
from core.panels.cells import known, newest_known, number_cell, share, suppressed, together, unconfirmed, unit_name
from core.panels.judgement.goals import goal_panel
from core.panels.panel import Cell, Column, Panel, Table
from core.plan.indicators import MeasureUnit

NAMED_SERIES = 4
"""Institutions with a colour of their own; the smaller ones are drawn together as the rest and listed in the table."""


def college_count(context: Context) -> Panel:
    """Colleges that enrol students, year by year, as steps against the goal."""
    return goal_panel(context, "colleges", "colleges")


def college_students(context: Context) -> Panel:
    """College students against their goal."""
    return goal_panel(context, "college_students", "college_enrolment")


def pipeline(context: Context) -> Panel:
    """Every college project by stage, planned against actual dates."""
    texts, formats = context.texts, context.formats
    frame = queries.college_pipeline(context.returns)
    rows: list[Row] = []
    cells: list[tuple[Cell, ...]] = []
    stages: Counter[CollegeStage] = Counter()
    late: list[int] = []
    for _, project in frame.groupby("unit_id", sort=True):
        name = unit_name(project.iloc[0], context)
        steps = []
        reached: CollegeStage | None = None
        for item in project.itertuples(index=False):
            stage = CollegeStage(item.stage)
            planned, actual = _day(item.planned_date), _day(item.actual_date)
            steps.append(Step(texts(f"stage.{stage.value}.mark"), texts(f"stage.{stage.value}"), planned, actual))
            slip = (actual - planned).days if planned and actual else None
            if slip is not None and slip > 0:
                late.append(slip)
            if actual is not None:
                reached = stage
            cells.append(
                (
                    Cell(name, name),
                    Cell(texts(f"stage.{stage.value}"), texts(f"stage.{stage.value}")),
                    _date_cell(planned, context),
                    _date_cell(actual, context),
                    Cell("—", None) if slip is None else Cell(formats.plain(slip), slip),
                )
            )
        if reached is not None:
            stages[reached] += 1
        rows.append(Row(name, tuple(steps)))
    counted = texts.listed(
        texts("colleges.at_stage", stage=texts(f"stage.{stage.value}"), number=stages[stage])
        for stage in reversed(CollegeStage)
        if stages[stage]
    )
    height = round(74 + 54 * max(1, len(rows)))
    return Panel(
        id="college_pipeline",
        headline=texts("colleges.pipeline.headline", day=formats.day(context.as_of), count=len(rows), stages=counted)
        if rows
        else texts("colleges.pipeline.empty"),
        subtitle=context.subtitle(texts("colleges.pipeline.measure"), texts("unit_name.date")),
        figure=timeline(rows, context.as_of, formats, context.canvas(height), tag=context.tag) if rows else None,
        alt=texts("colleges.pipeline.alt", number=len(rows), stages=counted),
        table=Table(
            (
                Column("unit", texts("column.college")),
                Column("stage", texts("column.stage")),
                Column("planned", texts("column.planned")),
                Column("actual", texts("column.actual")),
                Column("slip", texts("column.slip_days"), True),
            ),
            tuple(cells),
        ),
        source=context.source("colleges"),
        rows_of=("colleges",),
        notes=(texts("colleges.pipeline.note"),)
        + (
            (
                texts(
                    "colleges.pipeline.late",
                    count=len(late),
                    days=texts("count.days", count=max(late), number=formats.plain(max(late))),
                ),
            )
            if late
            else ()
        ),
        illustrative=context.tag is not None,
    )


def students_by_institution(context: Context) -> Panel:
    """Students stacked by institution, against the goal for all of them together."""
    texts, formats = context.texts, context.formats
    frame = queries.college_students(context.returns)
    assessment = assessment_of(context, "college_students")
    years = sorted(int(year) for year in frame["year"].unique())
    names = {row.unit_id: unit_name(row, context) for row in frame.itertuples(index=False)}
    values = {(int(row.year), row.unit_id): row for row in frame.itertuples(index=False)}
    newest = newest_known(frame) or context.as_of.year
    ranked = sorted(names, key=lambda unit: (-(known(values.get((newest, unit))) or 0.0), unit))
    named, rest = ranked[:NAMED_SERIES], ranked[NAMED_SERIES:]
    parts = [Part(names[unit], tuple(known(values.get((year, unit))) for year in years)) for unit in named]
    if rest:
        parts.append(
            Part(
                texts("colleges.students.rest", count=len(rest)),
                tuple(together([values.get((year, unit)) for unit in rest]) for year in years),
            )
        )
    goal = assessment.goal
    mark = None
    if goal is not None:
        flag = texts(
            "figure.goal_flag",
            goal=formats.quantity(goal.value, MeasureUnit.PERSONS),
            clause=texts.of(goal.clauses[0].text),
        )
        mark = GoalMark(goal.value, goal.target_year, flag)
    largest = known(values.get((newest, ranked[0]))) if ranked else None
    portion = share(largest, together([values.get((newest, unit)) for unit in ranked]))
    return Panel(
        id="college_students_by_institution",
        headline=texts(
            "colleges.students.headline",
            year=formats.year(newest),
            largest=names[ranked[0]],
            value=formats.quantity(largest, MeasureUnit.PERSONS),
            share=formats.number(portion, MeasureUnit.SHARE),
        )
        if largest is not None and portion is not None
        else texts("colleges.students.empty"),
        subtitle=context.subtitle(texts("colleges.students.measure"), texts("unit_name.persons")),
        figure=stacked_bars(years, parts, MeasureUnit.PERSONS, formats, context.canvas(), goal=mark, tag=context.tag)
        if years
        else None,
        alt=texts("colleges.students.alt", number=len(ranked)),
        table=Table(
            (
                Column("year", texts("column.year"), True),
                *(Column(unit, names[unit], True) for unit in ranked),
                Column("total", texts("column.total"), True),
            ),
            tuple(
                (
                    Cell(str(year), year),
                    *(
                        Cell("—", None)
                        if (year, unit) not in values
                        else number_cell(known(values[year, unit]), values[year, unit].symbol, False, context)
                        for unit in ranked
                    ),
                    _total_cell(assessment.at(year), context),
                )
                for year in years
            ),
        ),
        source=context.source("college_enrolment"),
        rows_of=("college_enrolment",),
        notes=(*suppressed(frame, context), *unconfirmed(frame, newest, context)),
        indicator=assessment.indicator,
        goal=goal,
        illustrative=assessment.illustrative,
    )


PANELS = {
    "colleges": lambda context, _: college_count(context),
    "college_pipeline": lambda context, _: pipeline(context),
    "college_students": lambda context, _: college_students(context),
    "college_students_by_institution": lambda context, _: students_by_institution(context),
}


def _day(value: object) -> date | None:
    return None if pd.isna(value) else pd.Timestamp(value).date()  # type: ignore[arg-type]


def _date_cell(day: date | None, context: Context) -> Cell:
    return Cell(context.formats.day(day), day.isoformat() if day else None)


def _total_cell(point: object | None, context: Context) -> Cell:
    if point is None:
        return Cell("—", None)
    return number_cell(point.value, point.symbol, False, context)  # type: ignore[attr-defined]
