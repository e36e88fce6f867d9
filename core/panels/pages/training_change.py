"""Training year on year: what changed from the year before, for every target group and every type."""

from __future__ import annotations

from collections.abc import Mapping

import pandas as pd

from core.assess_release import assessment_of
from core.context import Context
from core.datasets import TARGET_GROUPS, TRAINING_TYPES
from core.figures import Figure, grouped_bars
from core.figures.bars import Part
from core.panels.bars import bar_canvas
from core.panels.cells import cell, dash, number_cell, value_or_dash, words
from core.panels.missing_value_notes import empty_headline, provisional_mark, suppressed_in_frame
from core.panels.panel import Cell, Column, Panel, Table
from core.panels.rows import Observations, descending, exact, observations
from core.plan.indicators import MeasureUnit
from core.queries import is_whole, newest_complete_year, training
from core.text_ids.datasets import TARGET_GROUP_TEXT, TRAINING_TYPE_TEXT

MEASURES = ("person_times", "persons")


def change(context: Context) -> Panel:
    """Person-times of every target group against the year before; persons, types and totals in the table."""
    texts = context.texts
    frame = training.by_group(context.returns)
    rows = observations(frame, "measure", "target_group")
    newest = newest_complete_year(frame)
    changes = {} if newest is None else _changes_by_group(rows, newest)
    if newest is None or not changes:
        return Panel(
            id="training_change",
            headline=empty_headline("training.change.empty", "training", context, "training_person_times")
            if newest is None or not is_whole(frame, newest)
            else texts("training.change.empty"),
            subtitle=context.subtitle(texts("training.change.measure"), texts("unit_name.person_times")),
            source=context.source("training"),
            rows_of=("training",),
            table=Table(_columns(newest, context), ()),
            illustrative=context.tag("training", measure=("person_times", "persons")) is not None,
        )
    left_out = texts.listed(texts(TARGET_GROUP_TEXT[group]) for group in TARGET_GROUPS if group not in changes)
    return Panel(
        id="training_change",
        headline=_headline(changes, newest, frame, context),
        subtitle=context.subtitle(texts("training.change.measure"), texts("unit_name.person_times")),
        figure=_figure(changes, context),
        alt=texts(
            "training.change.alt",
            number=len(changes),
            previous=context.formats.year(newest - 1),
            year=context.formats.year(newest),
        ),
        table=_table(rows, newest, context),
        source=context.source("training"),
        rows_of=("training",),
        notes=(
            *((texts("training.change.left_out", groups=left_out),) if left_out else ()),
            *suppressed_in_frame(frame[frame["year"] >= newest - 1], context),
        ),
        illustrative=context.tag("training", measure=("person_times", "persons")) is not None,
    )


def _changes_by_group(rows: Observations, newest: int) -> dict[str, float]:
    """The difference of person-times to the year before of every group that has both, and neither as a lower bound."""
    changes = {}
    for group in TARGET_GROUPS:
        before, now = (exact(rows.get((year, "person_times", group))) for year in (newest - 1, newest))
        if before is not None and now is not None:
            changes[group] = now - before
    return changes


def _headline(changes: Mapping[str, float], newest: int, frame: pd.DataFrame, context: Context) -> str:
    """How many groups rose and fell, and the group that changed most."""
    texts, formats = context.texts, context.formats
    furthest = max(changes, key=lambda group: abs(changes[group]))
    return texts(
        "training.change.headline",
        year=formats.year(newest),
        mark=provisional_mark(frame, newest, context),
        previous=formats.year(newest - 1),
        number=len(changes),
        more=sum(value > 0 for value in changes.values()),
        fewer=sum(value < 0 for value in changes.values()),
        group=texts(TARGET_GROUP_TEXT[furthest]),
        change=formats.pace(changes[furthest], MeasureUnit.PERSON_TIMES),
    )


def _figure(changes: Mapping[str, float], context: Context) -> Figure:
    texts = context.texts
    ranked = [list(changes)[place] for place in descending(list(changes.values()))]
    return grouped_bars(
        [texts(TARGET_GROUP_TEXT[group]) for group in ranked],
        [Part(texts("column.change"), tuple(changes[group] for group in ranked))],
        MeasureUnit.PERSON_TIMES,
        context.formats,
        # With every group as high as the figure that it stands beside.
        bar_canvas(len(ranked), context, len(MEASURES)),
        signed=True,
        tag=context.tag("training", measure=("person_times", "persons")),
    )


def _table(groups: Observations, newest: int, context: Context) -> Table:
    """The totals, then every target group and every type of training."""
    texts = context.texts
    types = observations(training.by_type(context.returns), "measure", "training_type")
    return Table(
        _columns(newest, context),
        (
            _total_row(newest, context),
            *(
                _row(groups, newest, group, texts("column.target_group"), texts(TARGET_GROUP_TEXT[group]), context)
                for group in TARGET_GROUPS
            ),
            *(
                _row(types, newest, kind, texts("column.training_type"), texts(TRAINING_TYPE_TEXT[kind]), context)
                for kind in TRAINING_TYPES
            ),
        ),
    )


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
    rows: Observations, newest: int, category: str, dimension: str, name: str, context: Context
) -> tuple[Cell, ...]:
    cells = [words(dimension), words(name)]
    for measure in MEASURES:
        before, now = (rows.get((year, measure, category)) for year in (newest - 1, newest))
        cells += [cell(before, context), cell(now, context), *_changes(exact(before), exact(now), context)]
    return tuple(cells)


def _total_row(newest: int, context: Context) -> tuple[Cell, ...]:
    cells = [words(context.texts("column.total"))] * 2
    for measure in MEASURES:
        assessment = assessment_of(context, f"training_{measure}")
        before, now = assessment.at(newest - 1), assessment.at(newest)
        cells += [cell(before, context), cell(now, context), *_changes(exact(before), exact(now), context)]
    return tuple(cells)


def _changes(before: float | None, now: float | None, context: Context) -> tuple[Cell, Cell]:
    """The difference, and in percent of the year before; a dash when a part of it is missing or a lower bound."""
    if before is None or now is None:
        return dash(), dash()
    return (
        number_cell(now - before, "", False, context),
        value_or_dash((now - before) / before if before else None, True, context),
    )
