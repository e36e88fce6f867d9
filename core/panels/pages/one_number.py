"""One number taken apart: definition, parts, clause, the rule's arithmetic, and every source row behind it."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Final

import pandas as pd

from core.assess_release import assessment_of, standard_of
from core.assessment import Assessment, Point
from core.context import Context
from core.figures import trajectory
from core.panels.cells import dash, number_cell, words
from core.panels.judgement.definition_card import card
from core.panels.judgement.opinions import opinions
from core.panels.judgement.other_plans import goals_of_plans
from core.panels.judgement.passages import goal_passages
from core.panels.judgement.suppressed_notes import suppressed_notes
from core.panels.judgement.words import alt, evidence, headline, not_judged, unit_name, value_sentence
from core.panels.missing_value_notes import suppressed_in_points
from core.panels.panel import Cell, Column, Panel, Table
from core.panels.tasks.plan_tasks import rows_on_show
from core.panels.units_not_reported import incomplete_notes, named_units, part_sentence
from core.plan.indicators import MeasureUnit
from core.plan.unit_texts import MEASURE_UNIT, OBSERVATION_UNIT_TEXT
from core.queries.completeness.missing_returns import missing_units
from core.queries.completeness.owed_returns import OWED
from core.queries.provenance import dataset_rows, source_rows
from core.queries.tasks import EVERY
from core.text_ids.datasets import (
    CERTIFICATE_LEVEL_TEXT,
    PART_TEXT,
    PROGRAMME_GROUP_TEXT,
    SHEET_TEXT,
    STAGE_TEXT,
    TARGET_GROUP_TEXT,
    TASK_STAGE_TEXT,
    TRAINING_TYPE_TEXT,
)

_YEAR = re.compile(r"[0-9]{4}")


def is_year(text: str) -> bool:
    """Whether an address names a year: four plain digits."""
    return _YEAR.fullmatch(text) is not None


def year_of(context: Context, indicator_id: str, year: str | None) -> int:
    """The year asked for, else that of the newest value."""
    if year is not None and is_year(year):
        return int(year)
    newest = assessment_of(context, indicator_id).newest
    return context.as_of.year if newest is None else newest.year


def number_card(context: Context, indicator_id: str, year: str | None = None) -> Panel:
    """One number taken apart: definition, parts, clause, the rule's arithmetic, and every source row behind it."""
    texts, formats = context.texts, context.formats
    assessment = assessment_of(context, indicator_id)
    indicator = assessment.indicator
    chosen = int(year) if year is not None and is_year(year) else None
    point = assessment.newest if chosen is None else assessment.at(chosen)
    frame = _source_rows(context, indicator_id, point.year) if point is not None else None
    return Panel(
        id="number",
        headline=_headline(assessment, point, chosen, context),
        subtitle=context.subtitle(texts.of(indicator.label), unit_name(indicator, context)),
        source=texts("card.rows", number=_source_count(frame), release=context.snapshot.id),
        table=_source_table(frame, context),
        figure=trajectory(
            assessment,
            formats,
            context.canvas(),
            plan=context.plan_on_show,
            plan_goals=goals_of_plans(context, indicator_id),
        ),
        alt=alt(assessment, context),
        notes=(
            *not_judged(assessment, context),
            *incomplete_notes(assessment, context, chosen),
            *(
                suppressed_notes(assessment, context)
                if chosen is None
                else suppressed_in_points([of for of in assessment.observed if of.year == chosen], context)
            ),
        ),
        opinions=opinions(assessment, context),
        card=card(assessment, context),
        evidence=evidence(assessment, context),
        illustrative=assessment.illustrative,
        choices=(("indicator", indicator_id), *((("year", str(point.year)),) if point is not None else ())),
        passages=goal_passages(assessment.goal, context),
    )


def _headline(assessment: Assessment, point: Point | None, chosen: int | None, context: Context) -> str:
    """The finding of the indicator; of a year that was asked for its value, or why there is none."""
    if point is None and chosen is not None:
        label = context.texts.of(assessment.indicator.short_label)
        return context.texts("headline.no_year", year=context.formats.year(chosen), label=label)
    if point is not None and point.partial is not None:
        return part_sentence(point, point.partial, assessment.indicator.unit, context)
    if point is None or point is assessment.newest:
        return headline(assessment, context)
    if point.value is None:
        values = {
            "label": context.texts.of(assessment.indicator.short_label),
            "year": context.formats.year(point.year),
            "reason": context.formats.missing_reason(point.symbol),
        }
        return context.texts("headline.no_value", **values)
    return value_sentence(point, assessment.indicator, context)


def rows_of_dataset(context: Context, dataset: str, year: str | None = None, task: str | None = None) -> Panel:
    """Every row of a dataset in a year (default: its newest) with file, sheet and row; colleges, tasks and milestones
    have no years, and of these two those of one `task` may be asked for."""
    texts = context.texts
    of_year = int(year) if year is not None and is_year(year) else None
    of_task = int(task) if task is not None and task.isascii() and task.isdecimal() and len(task) < 5 else None
    of_plan = EVERY if of_task is None else rows_on_show(context)
    frame, shown = dataset_rows(context.returns, dataset, of_year, of_task, of_plan)
    return Panel(
        id="dataset_rows",
        headline=texts(
            "rows.headline" if shown is None else "rows.headline_year",
            number=len(frame),
            dataset=texts(SHEET_TEXT[dataset]),
            **({} if shown is None else {"year": context.formats.year(shown)}),
        ),
        subtitle=texts("rows.subtitle"),
        source=context.source(dataset, year=shown),
        table=_source_table(frame, context),
        notes=_missing_note(context, dataset, shown),
        illustrative=context.tag(dataset, **({} if shown is None else {"year": shown})) is not None,
        choices=(
            ("dataset", dataset),
            *((("year", str(shown)),) if shown is not None else ()),
            *((("task", str(of_task)),) if of_task is not None else ()),
        ),
        place=f"rows_{dataset}",
    )


def _missing_note(context: Context, dataset: str, year: int | None) -> tuple[str, ...]:
    """Which units have not reported a dataset for a year, or not all of it."""
    if year is None or dataset not in OWED:
        return ()
    missing = missing_units(context.returns, dataset, year)
    if not missing:
        return ()
    names = named_units(missing, context)
    return (context.texts("rows.missing", count=len(missing), year=context.formats.year(year), names=names),)


def _source_rows(context: Context, indicator_id: str, year: int) -> pd.DataFrame:
    return source_rows(context.returns, indicator_id, year, by_standard=standard_of(context, indicator_id) is not None)


def _source_table(frame: pd.DataFrame | None, context: Context) -> Table:
    texts = context.texts
    columns = (
        Column("unit", texts("column.unit")),
        Column("part", texts("column.part")),
        Column("value", texts("column.bare_value"), True),
        Column("measured_in", texts("column.measured_in")),
        Column("file", texts("column.file")),
        Column("sheet", texts("column.sheet")),
        Column("row", texts("column.row"), True),
    )
    if frame is None:
        return Table(columns, ())
    return Table(
        columns,
        tuple(
            (
                words(texts.side(str(row.unit_name), str(row.unit_name_en))),
                words(part_words(str(row.part), context)),
                _value(None if pd.isna(row.value) else float(row.value), row.symbol, context),
                unit_cell(str(row.part), context, OBSERVATION_UNIT_TEXT),
                *place_cells(row.source_file, row.source_sheet, row.source_row),
            )
            for row in frame.itertuples(index=False)
        ),
    )


def _value(value: float | None, symbol: str, context: Context) -> Cell:
    """A number as it was returned, to four decimals."""
    if value is None or value.is_integer():
        return number_cell(value, symbol, False, context)
    return Cell(context.formats.plain(value, 4, trim=True), value)


def place_cells(file: str, sheet: str, row: int) -> tuple[Cell, Cell, Cell]:
    """File, sheet and row of a value; dashes for one that nobody reported."""
    if not file:
        return dash(), dash(), dash()
    return words(file), Cell(sheet, sheet, tag="zh"), Cell(str(row), int(row))


def _source_count(frame: pd.DataFrame | None) -> int:
    """How many rows of files a number was made of; what is missing came from none."""
    return 0 if frame is None else int((frame["source_file"] != "").sum())


def part_words(codes: str, context: Context) -> str:
    """The codes that tell rows of a unit apart, in words."""
    return " · ".join(_code(code, context) for code in codes.split("/"))


def unit_of_part(codes: str, context: Context) -> MeasureUnit | None:
    """The unit of a row by the codes that tell it apart, the last of which is its measure or indicator; None of a row
    that measures nothing."""
    code = codes.split("/")[-1]
    indicator = next((item for item in context.plan.indicators if item.id == code), None)
    return MEASURE_UNIT.get(code) if indicator is None or code in MEASURE_UNIT else indicator.unit


def unit_cell(codes: str, context: Context, names: Mapping[str, str]) -> Cell:
    """That unit in a column beside the numbers by its name in `names` (ids of texts); a dash without one."""
    unit = unit_of_part(codes, context)
    return dash() if unit is None else words(context.texts(names[unit]))


_CODE_TEXT: Final[Mapping[str, str]] = {
    **STAGE_TEXT,
    **TASK_STAGE_TEXT,
    **CERTIFICATE_LEVEL_TEXT,
    **TRAINING_TYPE_TEXT,
    **TARGET_GROUP_TEXT,
    **PROGRAMME_GROUP_TEXT,
    **PART_TEXT,
}
"""The text of a code of any column; where two columns share a code, what it is called as a part of a row."""


def _code(code: str, context: Context) -> str:
    """A code in words; a measure without a name here is called as in the form of a return."""
    if code.startswith("task "):
        return context.texts("named.task", number=code.removeprefix("task "))
    if code in _CODE_TEXT:
        return context.texts(_CODE_TEXT[code])
    indicator = next((item for item in context.plan.indicators if item.id == code), None)
    if indicator is not None:
        return context.texts.of(indicator.label)
    head = f"intake.head.{code}"
    text = context.texts(head)
    return code if text == head else text
