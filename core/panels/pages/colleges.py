"""The page of colleges: the count against its goal, the pipeline by stage, students by institution."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

import pandas as pd

from core import queries
from core.assess_release import assessment_of
from core.context import Context
from core.datasets import CollegeStage
from core.figures import stacked_bars, timeline
from core.figures.timelines.project_stages import Project, Step
from core.panels.bars import goal_mark, parts_by_unit
from core.panels.cells import cell, dash, words, year_cell
from core.panels.judgement.goals import goal_panel
from core.panels.missing_value_notes import of_known, provisional_note, quantity_of, suppressed_in_frame
from core.panels.panel import Cell, Column, Panel, Table
from core.panels.rows import Observation, names_of_units, observations, share, total, value_of
from core.panels.units_not_reported import coverage_notes, of_part, years_drawn
from core.panels.why.gap import gap_of
from core.panels.why.projects import colleges_not_open
from core.plan.indicators import MeasureUnit
from core.queries import is_whole, newest_complete_year
from core.text_ids.datasets import STAGE_MARK_TEXT, STAGE_TEXT

_STATE_TEXT = {
    "reached": "colleges.stage.reached",
    "overdue": "colleges.stage.overdue",
    "open": "colleges.stage.open",
}
NAMED_SERIES = 4
"""Institutions with a colour of their own; the smaller ones are drawn together as the rest and listed in the table."""


@dataclass(frozen=True, slots=True)
class _StageDates:
    """When a college project was to reach a stage and when it did; None: not planned, not reached."""

    stage: CollegeStage
    planned: date | None
    actual: date | None

    @property
    def slip(self) -> int | None:
        """Days from the planned to the actual date; None without both."""
        return (self.actual - self.planned).days if self.planned and self.actual else None

    def overdue(self, as_of: date) -> int | None:
        """Days since the planned date of a stage that is not reached yet; None before that day, or once reached."""
        if self.planned is None or self.actual is not None or self.planned >= as_of:
            return None
        return (as_of - self.planned).days

    def late(self, as_of: date) -> int | None:
        """Days it was reached late, or is overdue so far; None when it is neither planned nor due."""
        return self.overdue(as_of) if self.slip is None else self.slip


@dataclass(frozen=True, slots=True)
class _College:
    """A college project with the dates of its stages, in order."""

    name: str
    dates: tuple[_StageDates, ...]

    @property
    def reached(self) -> CollegeStage | None:
        """The last stage it has reached."""
        return next((dates.stage for dates in reversed(self.dates) if dates.actual is not None), None)


def college_count(context: Context) -> Panel:
    """Colleges that enrol students, year by year, as steps against the goal."""
    return goal_panel(context, "colleges", "colleges")


def college_students(context: Context) -> Panel:
    """College students against their goal."""
    return goal_panel(context, "college_students", "college_enrolment")


def pipeline(context: Context) -> Panel:
    """Every college project by stage, planned against actual dates."""
    texts, formats = context.texts, context.formats
    colleges = _colleges(queries.college_pipeline(context.returns), context)
    reached = Counter(college.reached for college in colleges)
    at_stage = texts.listed(
        texts("colleges.at_stage", stage=texts(STAGE_TEXT[stage]), number=reached[stage])
        for stage in reversed(CollegeStage)
        if reached[stage]
    )
    projects = [
        Project(
            college.name,
            tuple(
                Step(
                    texts(STAGE_MARK_TEXT[dates.stage]),
                    texts(STAGE_TEXT[dates.stage]),
                    dates.planned,
                    dates.actual,
                )
                for dates in college.dates
            ),
        )
        for college in colleges
    ]
    canvas = context.canvas(round(74 + 54 * max(1, len(projects))))
    return Panel(
        id="college_pipeline",
        headline=_pipeline_headline(len(colleges), at_stage, context),
        subtitle=context.subtitle(texts("colleges.pipeline.measure"), texts("unit_name.date")),
        figure=timeline(projects, context.as_of, formats, canvas, tag=context.tag("colleges")) if projects else None,
        alt=texts("colleges.pipeline.alt", number=len(colleges), stages=at_stage),
        table=Table(
            (
                Column("unit", texts("column.college")),
                Column("stage", texts("column.stage")),
                Column("planned", texts("column.planned")),
                Column("actual", texts("column.actual")),
                Column("slip", texts("column.slip_days"), True),
                Column("state", texts("column.stage_state")),
            ),
            tuple(_stage_row(college, dates, context) for college in colleges for dates in college.dates),
        ),
        source=context.source("colleges"),
        rows_of=("colleges",),
        notes=(texts("colleges.pipeline.note", colleges=context.called("colleges")), *_late_note(colleges, context)),
        illustrative=context.tag("colleges") is not None,
    )


def _colleges(frame: pd.DataFrame, context: Context) -> list[_College]:
    """The projects of `core.queries.college_pipeline`, by id, each with its stages in order."""
    names = names_of_units(frame, context)
    dates: dict[str, list[_StageDates]] = {unit: [] for unit in sorted(names)}
    columns = (frame[name].tolist() for name in ("unit_id", "stage", "planned_date", "actual_date"))
    for unit, stage, planned, actual in zip(*columns, strict=True):
        dates[unit].append(_StageDates(CollegeStage(stage), _day(planned), _day(actual)))
    return [_College(names[unit], tuple(stages)) for unit, stages in dates.items()]


def _pipeline_headline(projects: int, at_stage: str, context: Context) -> str:
    """How many projects are at which stage, and which of them make the gap to the goal."""
    texts, formats = context.texts, context.formats
    if not projects:
        return texts("colleges.pipeline.empty")
    stages = texts("colleges.pipeline.headline", day=formats.day(context.as_of), count=projects, stages=at_stage)
    gap = gap_of(assessment_of(context, "colleges"))
    explanation = None if gap is None else colleges_not_open(context, gap)
    if gap is None or explanation is None:
        return stages
    shown = formats.comparison(gap.value, gap.due, MeasureUnit.COLLEGES)
    return texts(
        "colleges.pipeline.gap_goal" if gap.is_goal else "colleges.pipeline.gap_path",
        stages=stages,
        due=formats.with_unit(shown.other, MeasureUnit.COLLEGES),
        gap=shown.difference,
        colleges=texts.listed(
            texts("colleges.pipeline.missing", name=part.name, detail=part.detail)
            if part.detail
            else texts("colleges.pipeline.unplanned", gap=formats.difference(part.value, MeasureUnit.COLLEGES))
            for part in explanation.parts
            if part.value < 0
        ),
    )


def _stage_row(college: _College, dates: _StageDates, context: Context) -> tuple[Cell, ...]:
    late, overdue = dates.late(context.as_of), dates.overdue(context.as_of)
    state = "reached" if dates.actual is not None else "overdue" if overdue is not None else "open"
    return (
        words(college.name),
        words(context.texts(STAGE_TEXT[dates.stage])),
        words(context.formats.day(dates.planned)),
        words(context.formats.day(dates.actual)),
        dash() if late is None else Cell(context.formats.plain(late), late),
        words(context.texts(_STATE_TEXT[state]) if dates.planned or dates.actual else "—"),
    )


def _late_note(colleges: Sequence[_College], context: Context) -> tuple[str, ...]:
    """How many stages are later than planned, and how many of these are not finished, each with the longest."""
    stages = [dates for college in colleges for dates in college.dates]
    late = [days for dates in stages if (days := dates.late(context.as_of)) is not None and days > 0]
    overdue = [days for dates in stages if (days := dates.overdue(context.as_of)) is not None]
    return tuple(
        context.texts(
            text,
            count=len(days),
            days=context.texts("count.days", count=max(days), number=context.formats.plain(max(days))),
        )
        for text, days in (("colleges.pipeline.late", late), ("colleges.pipeline.overdue", overdue))
        if days
    )


def students_by_institution(context: Context) -> Panel:
    """Students stacked by institution, against the goal for all of them together."""
    texts, formats = context.texts, context.formats
    frame = queries.college_students(context.returns)
    assessment = assessment_of(context, "college_students")
    years = sorted(int(year) for year in frame["year"].unique())
    names = names_of_units(frame, context)
    values = {(key[0], key[1]): row for key, row in observations(frame, "unit_id").items()}
    newest = newest_complete_year(frame) or context.as_of.year
    drawn = years_drawn(frame)
    ranked = sorted(names, key=lambda unit: (-(value_of(values.get((newest, unit))) or 0.0), unit))
    parts = parts_by_unit(values, drawn, ranked, names, NAMED_SERIES, "colleges.students.rest", context)
    mark = goal_mark(assessment.goal, MeasureUnit.PERSONS, formats)
    return Panel(
        id="college_students_by_institution",
        headline=of_part(
            of_known(
                _largest_institution([(names[unit], values.get((newest, unit))) for unit in ranked], newest, context),
                frame,
                newest,
                context,
            ),
            context,
            "college_enrolment",
            is_whole=is_whole(frame, newest),
        ),
        subtitle=context.subtitle(texts("colleges.students.measure"), texts("unit_name.persons")),
        figure=stacked_bars(
            drawn,
            parts,
            MeasureUnit.PERSONS,
            formats,
            context.canvas(),
            goal=mark,
            tag=context.tag_of(assessment.observed),
        )
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
                    year_cell(year),
                    *(cell(values.get((year, unit)), context) for unit in ranked),
                    cell(assessment.at(year), context),
                )
                for year in years
            ),
        ),
        source=context.source("college_enrolment"),
        rows_of=("college_enrolment",),
        notes=(
            *coverage_notes(context, "college_students"),
            *suppressed_in_frame(frame, context),
            *provisional_note(frame, newest, context),
        ),
        indicator=assessment.indicator,
        goal=assessment.goal,
        illustrative=assessment.illustrative,
    )


def _largest_institution(ranked: Sequence[tuple[str, Observation | None]], year: int, context: Context) -> str:
    """The largest institution of a year and its share of all students; `ranked` are names and values, largest first."""
    texts, formats = context.texts, context.formats
    row = ranked[0][1] if ranked else None
    largest = value_of(row)
    if largest is None:
        return texts("colleges.students.empty")
    values = {
        "year": formats.year(year),
        "largest": ranked[0][0],
        "value": quantity_of(row, MeasureUnit.PERSONS, context),
    }
    part = share(row, total(row for _, row in ranked))
    if part is None:
        return texts("colleges.students.headline.alone", **values)
    return texts("colleges.students.headline", **values, share=formats.number(part, MeasureUnit.SHARE))


PANELS: dict[str, Callable[[Context, Mapping[str, str]], Panel]] = {
    "colleges": lambda context, _: college_count(context),
    "college_pipeline": lambda context, _: pipeline(context),
    "college_students": lambda context, _: college_students(context),
    "college_students_by_institution": lambda context, _: students_by_institution(context),
}


def _day(value: date | None) -> date | None:
    """A date of a frame; None where it has none."""
    return None if pd.isna(value) else pd.Timestamp(value).date()
