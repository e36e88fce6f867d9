"""Training year on year: what changed from the year before, for every target group and every type."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from core.assessment import Point
from core.context import Context
from core.datasets import TARGET_GROUPS, TRAINING_TYPES
from core.figures import grouped_bars
from core.figures.bars import Part
from core.judgement import assessment_of
from core.panels.cells import (
    bar_canvas,
    cell,
    dash,
    descending,
    index_by,
    known,
    newest_known,
    number_cell,
    provisional,
    share,
    suppressed,
)
from core.panels.panel import Cell, Column, Panel, Table
from core.plan.indicators import MeasureUnit
from core.queries import training

MEASURES = ("person_times", "persons")


def change(context: Context) -> Panel:
    """Person-times of every target group against the year before; persons, types and totals in the table."""
    texts, formats = context.texts, context.formats
    frame = training.by_group(context.returns)
    groups = index_by(frame, "year", "measure", "target_group")
    types = index_by(training.by_type(context.returns), "year", "measure", "training_type")
    newest = newest_known(frame)
    found = [] if newest is None else [(group, _change(groups, newest, group)) for group in TARGET_GROUPS]
    changes = {group: value for group, value in found if value is not None}
    columns = _columns(newest, context)
    if newest is None or not changes:
        return Panel(
            id="training_change",
            headline=texts("training.change.empty"),
            subtitle=context.subtitle(texts("training.change.measure"), texts("unit_name.person_times")),
            source=context.source("training"),
            rows_of=("training",),
            table=Table(columns, ()),
            illustrative=context.tag is not None,
        )
    ranked = [list(changes)[place] for place in descending(list(changes.values()))]
    left_out = [group for group in TARGET_GROUPS if group not in changes]
    furthest = max(changes, key=lambda group: abs(changes[group]))
    canvas = bar_canvas(len(TARGET_GROUPS), context, len(MEASURES))  # as high as the groups it stands beside
    said: dict[str, Any] = {
        "year": formats.year(newest),
        "mark": provisional(frame, newest, context),
        "previous": formats.year(newest - 1),
        "number": len(changes),
        "more": sum(value > 0 for value in changes.values()),
        "fewer": sum(value < 0 for value in changes.values()),
        "group": texts(f"target_group.{furthest}"),
        "change": formats.pace(changes[furthest], MeasureUnit.PERSON_TIMES),
    }
    return Panel(
        id="training_change",
        headline=texts("training.change.headline", **said),
        subtitle=context.subtitle(texts("training.change.measure"), texts("unit_name.person_times")),
        figure=grouped_bars(
            [texts(f"target_group.{group}") for group in ranked],
            [Part(texts("column.change"), tuple(changes[group] for group in ranked))],
            MeasureUnit.PERSON_TIMES,
            formats,
            canvas,
            signed=True,
            tag=context.tag,
        ),
        alt=texts("training.change.alt", number=len(ranked), previous=said["previous"], year=said["year"]),
        table=Table(
            columns,
            (
                _total_row(newest, context),
                *(
                    _row(groups, newest, group, texts("column.target_group"), texts(f"target_group.{group}"), context)
                    for group in TARGET_GROUPS
                ),
                *(
                    _row(types, newest, kind, texts("column.training_type"), texts(f"training_type.{kind}"), context)
                    for kind in TRAINING_TYPES
                ),
            ),
        ),
        source=context.source("training"),
        rows_of=("training",),
        notes=(
            *((texts("training.change.left_out", groups=_names(left_out, context)),) if left_out else ()),
            *suppressed(frame[frame["year"] >= newest - 1], context),
        ),
        illustrative=context.tag is not None,
    )


def _change(rows: Mapping[tuple[Any, ...], Any], newest: int, category: str) -> float | None:
    now = known(rows.get((newest, "person_times", category)))
    before = known(rows.get((newest - 1, "person_times", category)))
    return None if now is None or before is None else now - before


def _names(groups: list[str], context: Context) -> str:
    return context.texts.listed(context.texts(f"target_group.{group}") for group in groups)


def _columns(newest: int | None, context: Context) -> tuple[Column, ...]:
    texts, formats = context.texts, context.formats
    columns = [Column("dimension", texts("column.dimension")), Column("category", texts("column.category"))]
    for measure in MEASURES if newest is not None else ():
        for offset, name in ((1, "previous"), (0, "newest")):
            year = formats.year((newest or 0) - offset)
            title = texts("column.of_year", measure=texts(f"column.{measure}"), year=year)
            columns.append(Column(f"{measure}_{name}", title, True))
        columns.append(Column(f"{measure}_change", texts("column.change"), True))
        columns.append(Column(f"{measure}_relative", texts("column.relative_change"), True))
    return tuple(columns)


def _row(
    rows: Mapping[tuple[Any, ...], Any], newest: int, category: str, dimension: str, name: str, context: Context
) -> tuple[Cell, ...]:
    cells = [Cell(dimension, dimension), Cell(name, name)]
    for measure in MEASURES:
        before, now = (rows.get((year, measure, category)) for year in (newest - 1, newest))
        cells += [cell(before, context), cell(now, context), *_changes(known(before), known(now), context)]
    return tuple(cells)


def _total_row(newest: int, context: Context) -> tuple[Cell, ...]:
    total = context.texts("column.total")
    cells = [Cell(total, total), Cell(total, total)]
    for measure in MEASURES:
        assessment = assessment_of(context, f"training_{measure}")
        before, now = assessment.at(newest - 1), assessment.at(newest)
        cells += [
            _point_cell(before, context),
            _point_cell(now, context),
            *_changes(before.value if before else None, now.value if now else None, context),
        ]
    return tuple(cells)


def _point_cell(point: Point | None, context: Context) -> Cell:
    return dash() if point is None else number_cell(point.value, point.symbol, False, context)


def _changes(before: float | None, now: float | None, context: Context) -> tuple[Cell, Cell]:
    """The difference, and in percent of the year before; a dash when a part of it is missing."""
    if before is None or now is None:
        return dash(), dash()
    relative = share(now - before, before)
    return (
        number_cell(now - before, "", False, context),
        dash() if relative is None else number_cell(relative, "", True, context),
    )
