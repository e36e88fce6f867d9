"""Dual-qualified teachers by school: both parts of the share, the distance to the goal, what would reach it."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from math import ceil

import pandas as pd

from core.assess_release import assessment_of
from core.assessment import meets_target
from core.context import Context
from core.datasets import Symbol
from core.figures import grouped_bars
from core.figures.bars import Part
from core.panels.bars import bar_canvas, goal_mark
from core.panels.cells import cell, dash, share_cell, words, year_cell
from core.panels.missing_value_notes import empty_panel, provisional_mark, suppressed_in_frame, with_missing_mark
from core.panels.panel import Cell, Column, Panel, Table
from core.panels.rows import Observation, descending, exact, names_of_units, observations, share, value_of
from core.panels.units_not_reported import coverage_notes, of_part
from core.plan.entries import Goal
from core.plan.indicators import Better, MeasureUnit
from core.queries import is_whole, newest_complete_year, teachers

INDICATOR = "dual_qualified_share"
MOST_DRAWN = 30
"""Schools in the chart: of more those with the lowest share, which lack most; the table holds all."""


def needed(dual: float, specialised: float, goal: float) -> int:
    """How many more dual-qualified teachers bring a school to the goal, its specialised-course teachers unchanged.

    `goal` is a share from 0 to 1, taken as the decimal it is written as, so that 60 % of 35 are exactly 21.
    """
    return max(0, ceil(Fraction(repr(goal)) * Fraction(repr(specialised)) - Fraction(repr(dual))))


@dataclass(frozen=True, slots=True)
class _School:
    """A school in one year with both parts of its share; a part is None when the school has no row of it."""

    name: str
    dual_qualified: Observation | None
    specialised: Observation | None

    @property
    def share(self) -> float | None:
        return share(self.dual_qualified, self.specialised)

    @property
    def is_suppressed(self) -> bool:
        """Whether it has no share because a part was suppressed."""
        symbols = {row.symbol for row in (self.dual_qualified, self.specialised) if row is not None}
        return self.share is None and Symbol.SUPPRESSED in symbols

    def needed(self, goal: float) -> int:
        """How many more dual-qualified teachers bring it to a goal; none when a part is missing."""
        dual, specialised = exact(self.dual_qualified), exact(self.specialised)
        return 0 if dual is None or specialised is None else needed(dual, specialised, goal)


def by_school(context: Context) -> Panel:
    """The share of every school of the newest year with both its parts, against the goal."""
    texts, formats = context.texts, context.formats
    frame = teachers.by_school(context.returns)
    frame = frame[frame["measure"].isin(["specialised", "dual_qualified"])]
    assessment = assessment_of(context, INDICATOR)
    goal = assessment.goal
    newest = newest_complete_year(frame)
    if newest is None:
        return empty_panel(
            "dual_qualified_schools",
            "teachers.schools.empty",
            "teachers.schools.measure",
            "unit_name.share",
            "teachers",
            context,
            column="school",
            indicator=INDICATOR,
        )
    frame = frame[frame["year"] == newest]
    schools = _schools(frame, context)
    drawn = schools[-MOST_DRAWN:]
    hidden = sum(school.is_suppressed for school in schools)
    unjudged = sum(school.share is None for school in schools) - hidden
    return Panel(
        id="dual_qualified_schools",
        headline=of_part(
            _headline(schools, goal, newest, provisional_mark(frame, newest, context), context),
            context,
            "teachers",
            is_whole=is_whole(frame, newest),
        ),
        subtitle=context.subtitle(texts("teachers.schools.measure"), texts("unit_name.share")),
        figure=grouped_bars(
            [_label(school, context) for school in drawn],
            [Part(texts.of(assessment.indicator.short_label), tuple(school.share for school in drawn))],
            MeasureUnit.SHARE,
            formats,
            bar_canvas(len(drawn), context),
            goal=goal_mark(goal, MeasureUnit.SHARE, formats),
            tag=context.tag("teachers", measure=("dual_qualified", "specialised")),
        ),
        alt=texts("teachers.schools.alt", number=len(drawn), year=formats.year(newest)),
        table=_table(schools, goal, newest, context),
        source=context.source("teachers", year=newest),
        rows_of=("teachers",),
        notes=(
            texts("teachers.denominator"),
            *_not_drawn(len(schools), len(drawn), context),
            *coverage_notes(context, INDICATOR),
            *(() if goal is None else (texts("teachers.schools.needed_note"),)),
            *((texts("teachers.schools.unjudged", count=unjudged),) if unjudged else ()),
            *((texts("teachers.schools.unjudged_suppressed", count=hidden),) if hidden else ()),
            *suppressed_in_frame(frame, context),
        ),
        indicator=assessment.indicator,
        goal=goal,
        illustrative=context.tag("teachers", measure=("dual_qualified", "specialised")) is not None,
    )


def _not_drawn(all_schools: int, drawn: int, context: Context) -> tuple[str, ...]:
    """Which schools the chart shows, where it does not show all."""
    if drawn == all_schools:
        return ()
    return (context.texts("teachers.schools.lowest", shown=drawn, number=all_schools),)


def _schools(frame: pd.DataFrame, context: Context) -> list[_School]:
    """The schools of one year, the largest share first, those without a share last."""
    rows = observations(frame, "measure", "unit_id")
    names = names_of_units(frame, context)
    schools = [
        _School(names[unit], rows.get((year, "dual_qualified", unit)), rows.get((year, "specialised", unit)))
        for year, unit in sorted({(key[0], key[-1]) for key in rows})
    ]
    return [schools[place] for place in descending([school.share for school in schools])]


def _table(schools: list[_School], goal: Goal | None, year: int, context: Context) -> Table:
    texts = context.texts
    columns = [
        Column("year", texts("column.year"), True),
        Column("school", texts("column.school")),
        Column("specialised", texts("column.specialised"), True),
        Column("dual_qualified", texts("column.dual_qualified"), True),
        Column("share", texts("column.share"), True),
    ]
    if goal is not None:
        gap = texts("column.gap_points", goal=context.formats.number(goal.value, MeasureUnit.SHARE))
        columns += [Column("gap", gap, True), Column("needed", texts("column.needed_teachers"), True)]
    return Table(
        tuple(columns),
        tuple(
            (
                year_cell(year),
                words(school.name),
                cell(school.specialised, context),
                cell(school.dual_qualified, context),
                share_cell(school.dual_qualified, school.specialised, context),
                *(() if goal is None else _distance(school, goal.value, context)),
            )
            for school in schools
        ),
    )


def _headline(schools: list[_School], goal: Goal | None, year: int, mark: str, context: Context) -> str:
    """How many schools meet the goal and how many teachers the others lack; without a goal the range of shares."""
    texts, formats = context.texts, context.formats
    judged = [(school, part) for school in schools if (part := school.share) is not None]
    values: dict[str, object] = {"year": formats.year(year), "mark": mark, "number": len(judged)}
    if goal is None:
        (best, high), (last, low) = judged[0], judged[-1]
        return texts(
            "teachers.schools.range",
            **values,
            best=best.name,
            high=formats.number(high, MeasureUnit.SHARE),
            last=last.name,
            low=formats.number(low, MeasureUnit.SHARE),
        )
    values["number"] = len(schools)
    hidden = sum(school.is_suppressed for school in schools)
    unknown = len(schools) - len(judged) - hidden
    values["unknown"] = texts("teachers.schools.unknown", count=unknown) if unknown else ""
    if hidden:
        values["unknown"] = f"{values['unknown']}{texts('teachers.schools.unknown_suppressed', count=hidden)}"
    values["goal"] = formats.number(goal.value, MeasureUnit.SHARE)
    values["met"] = sum(meets_target(part, goal.value, Better.HIGHER) for _, part in judged)
    missing = sum(school.needed(goal.value) for school, _ in judged)
    if not missing:
        return texts("teachers.schools.all_met", **values)
    return texts("teachers.schools.headline", count=missing, **values)


def _label(school: _School, context: Context) -> str:
    """The school with both parts of its share, or with the reason it has none."""
    parts = (school.dual_qualified, school.specialised)
    if any(value_of(row) is None for row in parts):
        return with_missing_mark(school.name, parts, context)
    return f"{school.name} {' / '.join(context.formats.plain(value_of(row) or 0.0) for row in parts)}"


def _distance(school: _School, goal: float, context: Context) -> tuple[Cell, Cell]:
    """Percentage points above (positive) or below the goal, and how many more dual-qualified teachers reach it."""
    if school.share is None:
        return dash(), dash()
    points = (school.share - goal) * 100
    digits = next((digits for digits in (1, 2, 3) if round(points, digits)), 1)
    shown = context.formats.plain(points, digits) if round(points, digits) else "0"
    more = school.needed(goal)
    return Cell(shown, float(shown.replace(",", ""))), Cell(context.formats.plain(more), more)
