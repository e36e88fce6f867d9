"""The matrix of schools and thresholds as it is seen, a page of it at a time."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from core.conditions.school_verdicts import CellState, JudgedCell, JudgedSchool
from core.context import Context
from core.panels.conditions.choices import ALL, Selection, columns_of
from core.panels.conditions.judged_schools import JudgedYear, judged_years_of
from core.panels.conditions.looks import CELL_LIGHT, VERDICT_LIGHT
from core.panels.conditions.quantities import asked, limit, margin, name_of, number, state_words, verdict_words
from core.plan.standards import Standard, Threshold
from core.text_ids.datasets import OWNERSHIP_TEXT
from core.text_ids.judgement import SCHOOL_CLASS_TEXT

ROWS = 30
"""Schools on a page of the matrix."""


@dataclass(frozen=True, slots=True)
class MatrixCell:
    """One school and threshold as it is seen: a sign with its colour, the value, and the margin or the reason below.

    `item` leads to the course of this very number; empty where there is nothing to say.
    """

    item: str = ""
    shape: str = ""
    colour: str = ""
    value: str = ""
    below: str = ""
    words: str = ""


@dataclass(frozen=True, slots=True)
class MatrixRow:
    """One school as it is seen: its name and verdict, and a cell for each column of the matrix."""

    unit_id: str
    name: str
    detail: str
    shape: str
    colour: str
    verdict: str
    cells: tuple[MatrixCell, ...]


@dataclass(frozen=True, slots=True)
class Matrix:
    """One page of the matrix: the heads with what each column asks, and the rows; `pages` in all."""

    heads: tuple[tuple[str, str, str], ...]
    rows: tuple[MatrixRow, ...]
    page: int
    pages: int


def matrix(chosen: Selection, context: Context) -> Matrix:
    """What the page shows of the matrix; beyond the last page its last one."""
    schools, column = chosen.schools, chosen.choices.column
    pages = max(1, -(-len(schools) // ROWS))
    page = min(chosen.choices.page, pages)
    shown = schools[(page - 1) * ROWS : page * ROWS]
    thresholds = _columns(shown, chosen.choices.standard, column)
    apart = {item for item, of in thresholds.items() if len({(one.value, one.comparison) for one in of}) > 1}
    labels = {cell.threshold.item: cell.threshold.label for school in shown for cell in school.cells}
    heads = tuple(
        (
            item,
            context.texts.of(labels[item]),
            _head_limit(item in apart, of, context),
        )
        for item, of in thresholds.items()
    )
    older = _older_values(shown, chosen, context)
    return Matrix(
        heads, tuple(_row(school, chosen.judged, thresholds, apart, older, context) for school in shown), page, pages
    )


def _columns(schools: Iterable[JudgedSchool], standard: Standard, column: str) -> dict[str, list[Threshold]]:
    """The thresholds of these schools by item, in declared order; only one when a column was chosen. None of an item
    that no copy read shows."""
    thresholds: dict[str, list[Threshold]] = {}
    for school in schools:
        for cell in school.cells:
            if column in (ALL, cell.threshold.item) and (cell.state is not CellState.NOT_COLLECTED or column != ALL):
                of = thresholds.setdefault(cell.threshold.item, [])
                if not cell.unread and cell.threshold not in of:
                    of.append(cell.threshold)
    order = columns_of(standard)
    return dict(sorted(thresholds.items(), key=lambda pair: order.index(pair[0])))


def _head_limit(by_class: bool, thresholds: Sequence[Threshold], context: Context) -> str:
    if by_class:
        return context.texts("conditions.matrix.by_class")
    return limit(thresholds[0], context) if thresholds else context.texts("conditions.state.unread")


def _row(
    school: JudgedSchool,
    judged: JudgedYear,
    items: Iterable[str],
    apart: set[str],
    older: Mapping[tuple[str, str], str],
    context: Context,
) -> MatrixRow:
    texts, light = context.texts, VERDICT_LIGHT[school.verdict]
    detail = [texts(SCHOOL_CLASS_TEXT[school.school_class])] if school.school_class in SCHOOL_CLASS_TEXT else []
    if judged.ownership.get(school.unit_id) in OWNERSHIP_TEXT:
        detail.append(texts(OWNERSHIP_TEXT[judged.ownership[school.unit_id]]))
    return MatrixRow(
        school.unit_id,
        name_of(school, context),
        " · ".join(detail),
        light.shape,
        light.colour,
        verdict_words(school, context),
        tuple(
            _cell(school.cell(item), item in apart, older.get((school.unit_id, item), ""), context) for item in items
        ),
    )


def _older_values(shown: Sequence[JudgedSchool], chosen: Selection, context: Context) -> dict[tuple[str, str], str]:
    """The reason of an unknown value with the newest older one and its year, by school and item.

    Only of the same class and threshold: another definition is never joined. It decides nothing.
    """
    unknown = [(school, cell) for school in shown for cell in school.cells if _may_be_older(cell)]
    units = {school.unit_id for school, _ in unknown}
    histories = judged_years_of(context, chosen.choices.standard, *units) if units else {}
    older = {}
    for school, cell in unknown:
        history = histories.get(school.unit_id, {})
        for year in sorted((year for year in history if year < school.year), reverse=True):
            before = history[year].cell(cell.threshold.item)
            if before is not None and before.value is not None and before.threshold == cell.threshold:
                older[school.unit_id, cell.threshold.item] = context.texts(
                    "conditions.cell.older",
                    reason=state_words(cell, context),
                    year=context.formats.year(year),
                    value=number(before.value, before.threshold, context.formats),
                )
                break
    return older


def _may_be_older(cell: JudgedCell) -> bool:
    return cell.state is CellState.UNKNOWN and not cell.unread


def _cell(cell: JudgedCell | None, with_limit: bool, older: str, context: Context) -> MatrixCell:
    if cell is None:
        return MatrixCell()
    light = CELL_LIGHT[cell.state]
    value = "" if cell.value is None else number(cell.value, cell.threshold, context.formats)
    below = margin(cell, context, units=False) or older or state_words(cell, context)
    if with_limit and not cell.unread:
        below = context.texts("conditions.cell.with_limit", below=below, limit=asked(cell, context))
    return MatrixCell(
        cell.threshold.item,
        light.shape,
        light.colour,
        value,
        below,
        state_words(cell, context),
    )
