"""Dual-qualified teachers by school: both parts of the share, the distance to the goal, what would reach it."""

from __future__ import annotations

from collections.abc import Mapping
from fractions import Fraction
from math import ceil
from typing import Any

from core.assessment import meets_target
from core.context import Context
from core.figures import grouped_bars
from core.figures.bars import GoalMark, Part
from core.judgement import assessment_of
from core.panels.cells import (
    bar_canvas,
    cell,
    dash,
    descending,
    index_by,
    known,
    number_cell,
    reason,
    share,
    suppressed,
    unit_name,
)
from core.panels.panel import Cell, Column, Panel, Table
from core.plan.entries import Goal
from core.plan.indicators import Better, MeasureUnit
from core.queries import teachers

INDICATOR = "dual_qualified_share"


def needed(dual: float, specialised: float, goal: float) -> int:
    """How many more dual-qualified teachers bring a school to the goal, its specialised-course teachers unchanged.

    `goal` is a share from 0 to 1, taken as the decimal it is written as, so that 60 % of 35 are exactly 21.
    """
    return max(0, ceil(Fraction(repr(goal)) * Fraction(repr(specialised)) - Fraction(repr(dual))))


def by_school(context: Context) -> Panel:
    """The share of every school of the newest year with both its parts, against the goal."""
    texts, formats = context.texts, context.formats
    frame = teachers.by_school(context.returns)
    frame = frame[frame["measure"].isin(["specialised", "dual_qualified"])]
    assessment = assessment_of(context, INDICATOR)
    goal = assessment.goal
    rows = index_by(frame, "year", "measure", "unit_id")
    shares = {
        (year, unit): _share_of(rows, year, unit) for year, unit in sorted({(year, unit) for year, _, unit in rows})
    }
    years = sorted({year for (year, _), value in shares.items() if value is not None})
    if not years:
        return Panel(
            id="dual_qualified_schools",
            headline=texts("teachers.schools.empty"),
            subtitle=context.subtitle(texts("teachers.schools.measure"), texts("unit_name.share")),
            source=context.source("teachers"),
            rows_of=("teachers",),
            table=Table((Column("school", texts("column.school")),), ()),
            illustrative=context.tag is not None,
        )
    newest = years[-1]
    found = [unit for year, unit in shares if year == newest]
    schools = [found[place] for place in descending([shares[newest, unit] for unit in found])]
    unjudged = sum(shares[newest, unit] is None for unit in schools)
    names = {unit: _name(rows, newest, unit, context) for unit in schools}
    canvas = bar_canvas(len(schools), context)
    mark = None
    if goal is not None:
        flag = texts(
            "figure.goal_flag",
            goal=formats.quantity(goal.value, MeasureUnit.SHARE),
            clause=texts.of(goal.clauses[0].text),
        )
        mark = GoalMark(goal.value, goal.target_year, flag)
    return Panel(
        id="dual_qualified_schools",
        headline=_finding(rows, {unit: shares[newest, unit] for unit in schools}, names, goal, newest, context),
        subtitle=context.subtitle(texts("teachers.schools.measure"), texts("unit_name.share")),
        figure=grouped_bars(
            [_label(rows, newest, unit, names[unit], context) for unit in schools],
            [Part(texts.of(assessment.indicator.short_label), tuple(shares[newest, unit] for unit in schools))],
            MeasureUnit.SHARE,
            formats,
            canvas,
            goal=mark,
            tag=context.tag,
        ),
        alt=texts("teachers.schools.alt", number=len(schools), year=formats.year(newest)),
        table=Table(
            (
                Column("year", texts("column.year"), True),
                Column("school", texts("column.school")),
                Column("specialised", texts("column.specialised"), True),
                Column("dual_qualified", texts("column.dual_qualified"), True),
                Column("share", texts("column.share"), True),
                *(
                    ()
                    if goal is None
                    else (
                        Column(
                            "gap", texts("column.gap_points", goal=formats.number(goal.value, MeasureUnit.SHARE)), True
                        ),
                        Column("needed", texts("column.needed_teachers"), True),
                    )
                ),
            ),
            tuple(
                (
                    Cell(str(newest), newest),
                    Cell(names[unit], names[unit]),
                    cell(rows.get((newest, "specialised", unit)), context),
                    cell(rows.get((newest, "dual_qualified", unit)), context),
                    dash() if shares[newest, unit] is None else number_cell(shares[newest, unit], "", True, context),
                    *(() if goal is None else _distance(rows, newest, unit, shares[newest, unit], goal.value, context)),
                )
                for unit in schools
            ),
        ),
        source=context.source("teachers"),
        rows_of=("teachers",),
        notes=(
            texts("teachers.denominator"),
            *(() if goal is None else (texts("teachers.schools.needed_note"),)),
            *((texts("teachers.schools.unjudged", count=unjudged),) if unjudged else ()),
            *suppressed(frame[frame["year"] == newest], context),
        ),
        indicator=assessment.indicator,
        goal=goal,
        illustrative=context.tag is not None,
    )


def _finding(
    rows: Mapping[tuple[Any, ...], Any],
    shares: Mapping[str, float | None],
    names: Mapping[str, str],
    goal: Goal | None,
    newest: int,
    context: Context,
) -> str:
    texts, formats = context.texts, context.formats
    judged = {unit: value for unit, value in shares.items() if value is not None}
    said: dict[str, Any] = {
        "year": formats.year(newest),
        "mark": _mark(rows, newest, context),
        "number": len(judged),
    }
    if goal is None:
        best, last = next(iter(judged)), list(judged)[-1]
        said |= {
            "best": names[best],
            "high": formats.number(judged[best], MeasureUnit.SHARE),
            "last": names[last],
            "low": formats.number(judged[last], MeasureUnit.SHARE),
        }
        return texts("teachers.schools.range", **said)
    said["goal"] = formats.number(goal.value, MeasureUnit.SHARE)
    said["met"] = sum(meets_target(value, goal.value, Better.HIGHER) for value in judged.values())
    missing = sum(_needed(rows, newest, unit, goal.value) for unit in judged)
    if not missing:
        return texts("teachers.schools.all_met", **said)
    return texts("teachers.schools.headline", count=missing, **said)


def _mark(rows: Mapping[tuple[Any, ...], Any], newest: int, context: Context) -> str:
    """The mark after a year in which a school's values are not yet confirmed."""
    marked = any(row.provisional for (year, _, _), row in rows.items() if year == newest)
    return context.texts("mark.provisional") if marked else ""


def _share_of(rows: Mapping[tuple[Any, ...], Any], year: int, unit: str) -> float | None:
    return share(known(rows.get((year, "dual_qualified", unit))), known(rows.get((year, "specialised", unit))))


def _needed(rows: Mapping[tuple[Any, ...], Any], year: int, unit: str, goal: float) -> int:
    dual, specialised = (known(rows.get((year, measure, unit))) for measure in ("dual_qualified", "specialised"))
    return 0 if dual is None or specialised is None else needed(dual, specialised, goal)


def _name(rows: Mapping[tuple[Any, ...], Any], year: int, unit: str, context: Context) -> str:
    row = rows.get((year, "specialised", unit)) or rows.get((year, "dual_qualified", unit))
    return unit_name(row, context)


def _label(rows: Mapping[tuple[Any, ...], Any], year: int, unit: str, name: str, context: Context) -> str:
    """The school with both parts of its share, or with the reason it has none."""
    parts = [rows.get((year, measure, unit)) for measure in ("dual_qualified", "specialised")]
    values = [known(row) for row in parts]
    for row, value in zip(parts, values, strict=True):
        if value is None:
            return f"{name} ○ {reason(row, context)}"
    return f"{name} {' / '.join(context.formats.plain(value or 0.0) for value in values)}"


def _distance(
    rows: Mapping[tuple[Any, ...], Any], year: int, unit: str, value: float | None, goal: float, context: Context
) -> tuple[Cell, Cell]:
    """Percentage points above (positive) or below the goal, and how many more dual-qualified teachers reach it."""
    if value is None:
        return dash(), dash()
    points = (value - goal) * 100
    digits = next((digits for digits in (1, 2, 3) if round(points, digits)), 1)
    shown = context.formats.plain(points, digits) if round(points, digits) else "0"
    more = _needed(rows, year, unit, goal)
    return Cell(shown, float(shown.replace(",", ""))), Cell(context.formats.plain(more), more)
