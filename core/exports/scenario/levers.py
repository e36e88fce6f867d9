"""The sheet of levers: one input cell each, its bounds and origin beside it, and what the models take as given."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from xlsxwriter.utility import xl_rowcol_to_cell

from core.context import Context
from core.exports.scenario.formula import Formula
from core.exports.scenario.sheet import Styles, defined_name, set_up_page
from core.formats import width_of
from core.panels.scenario.text_ids import LEVER_SHEET_GROUP_TEXT, LEVER_UNIT_NAME_TEXT
from core.panels.scenario.words import lever_name, lever_range, origin_sentence
from core.scenario.basis import Basis, Floats
from core.scenario.levers import Lever, LeverUnit
from core.scenario_basis.from_release import READ_DATASETS

SHAPES = {
    LeverUnit.SHARE: "share",
    LeverUnit.SHARE_PER_YEAR: "share",
    LeverUnit.RATIO_OF_ONE: "broken",
    LeverUnit.YEAR: "year",
    LeverUnit.YEARS: "broken",
    LeverUnit.PERSONS_PER_YEAR: "broken",
}
"""How a value is shown; whole numbers otherwise."""
INPUT = 1
"""The column of the input cells, from 0."""
_WIDTHS = (42, 13, 13, 13, 7, 12, 12, 25, 62, 34)
_HEADS = ("lever", "value", "lever_unit", "current", "moved", "low", "high", "plausible", "origin", "name")


def write_levers(
    book: Any, page: Any, styles: Styles, context: Context, basis: Basis, values: Floats
) -> dict[str, Formula]:
    """Write every lever with its value as an input; the result are the names formulas use, by lever id."""
    texts = context.texts
    title = texts("scenario_book.sheet_levers")
    page.write_string(0, 0, title, styles.title)
    if context.tag(*READ_DATASETS):
        page.write_string(0, INPUT, context.tag(*READ_DATASETS), styles.caution)
    page.write_string(1, 0, texts("scenario_book.inputs"))
    for column, (head, width) in enumerate(zip(_HEADS, _WIDTHS, strict=True)):
        page.set_column(column, column, width)
        page.write_string(3, column, texts(f"scenario_book.head_{head}"), styles.head)
    page.freeze_panes(4, 2)
    page.repeat_rows(3)
    formulas: dict[str, Formula] = {}
    names: list[str] = []
    row, group = 4, None
    for lever, value in zip(basis.levers, values.tolist(), strict=True):
        if lever.group is not group:
            group = lever.group
            for column in range(len(_HEADS)):
                page.write_blank(row, column, None, styles.group)
            page.write_string(row, 0, texts(LEVER_SHEET_GROUP_TEXT[group]), styles.group)
            row += 1
        name = defined_name(lever.id, names)
        names.append(name)
        cell = xl_rowcol_to_cell(row, INPUT, row_abs=True, col_abs=True)
        book.define_name(name, "='{}'!{}".format(title.replace("'", "''"), cell))
        _lever(page, styles, context, lever, value, row, name)
        formulas[lever.id] = Formula(name, value)
        row += 1
    _assumptions(page, styles, context, basis, row + 1)
    set_up_page(page, context.tag(*READ_DATASETS) or "")
    return formulas


def _lever(page: Any, styles: Styles, context: Context, lever: Lever, value: float, row: int, name: str) -> None:
    texts, formats = context.texts, context.formats
    shape = SHAPES.get(lever.unit, "whole")
    words = (lever_name(lever, texts), origin_sentence(lever, texts, formats))
    page.write_string(row, 0, words[0], styles.label)
    page.write_number(row, INPUT, value, styles.inputs[shape])
    page.write_string(row, 2, texts(LEVER_UNIT_NAME_TEXT[lever.unit]), styles.unit)
    page.write_number(row, 3, lever.default, styles.given[shape])
    moved = abs(value - lever.default) > 1e-9
    page.write_formula(row, 4, f'=IF(ABS(B{row + 1}-D{row + 1})>1E-9,"●","")', styles.label, "●" if moved else "")
    page.write_number(row, 5, lever.low, styles.given[shape])
    page.write_number(row, 6, lever.high, styles.given[shape])
    page.write_string(row, 7, lever_range(lever, lever.plausible, formats), styles.label)
    page.write_string(row, 8, words[1], styles.label)
    page.write_string(row, 9, name, styles.unit)
    page.set_row(row, _height(words, (_WIDTHS[0], _WIDTHS[8])))
    page.data_validation(
        row,
        INPUT,
        row,
        INPUT,
        {
            "validate": "integer" if lever.unit is LeverUnit.YEAR else "decimal",
            "criteria": "between",
            "minimum": lever.low,
            "maximum": lever.high,
            "error_title": texts("scenario_book.refused_title"),
            "error_message": texts("scenario_book.refused", range=lever_range(lever, (lever.low, lever.high), formats)),
        },
    )


def _assumptions(page: Any, styles: Styles, context: Context, basis: Basis, row: int) -> None:
    """What the models take as given and no lever moves; the errors of the bands have no part in this workbook."""
    texts = context.texts
    for column in range(len(_HEADS)):
        page.write_blank(row, column, None, styles.group)
    page.write_string(row, 0, texts("scenario_book.assumptions"), styles.group)
    for assumption in basis.declarations.assumption:
        if assumption.id.startswith("error_"):
            continue
        row += 1
        page.write_string(row, 0, texts.of(assumption.label), styles.label)
        page.write_number(row, INPUT, assumption.value, styles.given[SHAPES.get(assumption.unit, "whole")])
        page.write_string(row, 2, texts(LEVER_UNIT_NAME_TEXT[assumption.unit]), styles.unit)
        source = texts.joined(
            (
                texts.of(assumption.source) + texts("sentence.stop"),
                "" if assumption.verified else texts("lever.not_verified"),
            )
        )
        page.write_string(row, 8, source, styles.label)


def _height(texts: Sequence[str], widths: Sequence[int]) -> int:
    """The height of a row in points that its longest text needs."""
    return 15 * max(-(-width_of(text) * 11 // (width * 10)) for text, width in zip(texts, widths, strict=True))
