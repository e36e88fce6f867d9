"""Works out conditional formats that strike cells out or hide them.

Where a condition is not worked out (other functions, other sheets), the cells that it may hide are in doubt.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, field, replace

from core.intake.workbook.errors import WorkbookError
from core.intake.workbook.grid import Cell, Doubt, GridRow
from core.intake.workbook.looks.colours import Palette
from core.intake.workbook.looks.conditions import (
    SIGNS,
    Condition,
    Lookup,
    Operand,
    Value,
    condition_of,
    is_less,
    operand_of,
    place_of,
    value_of,
)
from core.intake.workbook.looks.doubts import doubts_of_fonts, doubts_of_format
from core.intake.workbook.looks.styles_part import CellStyle, ConditionalStyle
from core.intake.workbook.references import Span, span_of

_LIGHT = 200  # of 255
_OPERATORS = {
    "equal": "=",
    "notEqual": "<>",
    "lessThan": "<",
    "greaterThan": ">",
    "lessThanOrEqual": "<=",
    "greaterThanOrEqual": ">=",
}
_NO = ("0", "false")
_UNJUDGED = Doubt("unjudged")


@dataclass(slots=True)
class _Rule:
    spans: list[Span]
    attributes: Mapping[str, str]
    style: ConditionalStyle
    formulas: list[str] = field(default_factory=list)
    condition: Condition | None = None
    bounds: list[Operand | None] = field(default_factory=list)


class ConditionalFormats:
    """The conditional formats of one sheet that may strike out or hide a cell, and the styles of its cells."""

    def __init__(self, styles: Sequence[ConditionalStyle], palette: Palette, most: int) -> None:
        """`most` cells times rules are judged."""
        self._styles, self._palette, self._most = styles, palette, most
        self._spans: list[Span] = []
        self._rule: _Rule | None = None
        self._rules: list[_Rule] = []
        self._without_values: list[Span] = []
        self.are_of_interest = any(map(self._may_hide, styles))
        """Whether the styles of the cells have to be known."""
        self.cell_styles: dict[tuple[int, int], str] = {}

    def start_range(self, attributes: Mapping[str, str]) -> None:
        """Note the cells to which the next rules apply."""
        self._spans = []
        with suppress(WorkbookError):  # a range that is none is no reason to refuse a file
            self._spans = [span_of(part) for part in attributes.get("sqref", "").split()]

    def start_rule(self, attributes: Mapping[str, str]) -> None:
        """Note a rule, if its format is one that may strike out or hide."""
        number = attributes.get("dxfId", "")
        style = self._styles[int(number)] if number.isdecimal() and int(number) < len(self._styles) else None
        self._rule = None
        if style is not None and self._spans and self._may_hide(style):
            self._rule = _Rule(self._spans, attributes, style)
            self._rules.append(self._rule)

    def note_picture(self, attributes: Mapping[str, str]) -> None:
        """Note a bar or icons in the cells, which may stand in place of their values."""
        if attributes.get("showValue", "1") in _NO:
            self._without_values += self._spans

    def add_formula(self, text: str) -> None:
        """Note a formula of the rule."""
        if self._rule is not None:
            self._rule.formulas.append(text.strip().lstrip("="))

    def judge(self, rows: Sequence[GridRow], style_of: Callable[[str], CellStyle]) -> None:
        """Judge the cells for which a rule holds once more, in the format it gives them."""
        if not self._rules and not self._without_values:
            return
        cells = {row.number: row.cells for row in rows}
        numbers = list(cells)
        room = self._most
        for y, x in _filled_cells(self._without_values, numbers, cells):
            room -= 1
            if room >= 0 and x in cells[y]:
                cells[y][x] = cells[y][x]._replace(doubts=(*cells[y][x].doubts, Doubt("unseen")))
        for rule in self._rules:
            rule.condition = condition_of(rule.formulas[0]) if rule.formulas else None
            rule.bounds = [operand_of(formula) for formula in rule.formulas[:2]]
            for y, x in _filled_cells(rule.spans, numbers, cells):
                room -= 1
                if x in cells[y] and room >= 0:
                    self._judge_cell(rule, y, x, cells, style_of)
                elif x in cells[y]:  # more than is worked out: one cell stands for those that are left
                    cells[y][x] = _unjudged(cells[y][x])
                    return

    def _judge_cell(
        self,
        rule: _Rule,
        y: int,
        x: int,
        cells: Mapping[int, dict[int, Cell]],
        style_of: Callable[[str], CellStyle],
    ) -> None:
        holds = _holds(rule, y, x, cells)
        if holds is False:
            return
        cell = cells[y][x]
        judged = self._judged(cell, style_of(self.cell_styles.get((y, x), "0")), rule.style)
        if holds:
            cells[y][x] = judged
        elif not set(judged.doubts) <= set(cell.doubts):
            cells[y][x] = _unjudged(cell)

    def _judged(self, cell: Cell, base: CellStyle, style: ConditionalStyle) -> Cell:
        font = base.font
        if style.font is not None:
            font = font._replace(
                struck=font.struck or style.font.struck,
                tiny=font.tiny or style.font.tiny,
                colour=style.font.colour or font.colour,
            )
        code = base.code if style.code is None else style.code
        look = replace(base, font=font, fill=style.fill or base.fill, code=code)
        of_runs = tuple(doubt for doubt in cell.doubts if doubt.kind.startswith("part_") or doubt == _UNJUDGED)
        return cell._replace(
            doubts=(*of_runs, *doubts_of_fonts(look, (), self._palette), *doubts_of_format(cell, look))
        )

    def _may_hide(self, style: ConditionalStyle) -> bool:
        font = style.font
        if style.code is not None or (font is not None and (font.struck or font.tiny)):
            return True
        ink = self._palette.rgb(font.colour) if font is not None and font.colour is not None else None
        return ink is not None and (min(ink) >= _LIGHT or style.fill is not None)


def _filled_cells(
    spans: Sequence[Span], numbers: Sequence[int], cells: Mapping[int, Mapping[int, Cell]]
) -> Iterator[tuple[int, int]]:
    """The cells of some ranges that hold something, and in each of their rows one place at least."""
    for top, left, bottom, right in spans:
        for y in numbers[bisect_left(numbers, top) : bisect_right(numbers, bottom)]:
            yield y, left
            yield from [(y, x) for x in cells[y] if left < x <= right]


def _unjudged(cell: Cell) -> Cell:
    return cell if _UNJUDGED in cell.doubts else cell._replace(doubts=(*cell.doubts, _UNJUDGED))


def _holds(rule: _Rule, y: int, x: int, cells: Mapping[int, Mapping[int, Cell]]) -> bool | None:
    """Whether the condition of a rule holds for a cell; None where that is not worked out."""
    kind, formulas = rule.attributes.get("type", ""), rule.formulas
    cell, text = cells[y][x], rule.attributes.get("text", "")
    match kind:
        case "expression":
            return _formula_holds(rule, y, x, cells)
        case "cellIs" if formulas:
            operator = rule.attributes.get("operator", "")
            return _is_as_compared(value_of(cell), operator, _bounds(rule, y, x, cells))
        case "containsText":
            return text.casefold() in str(value_of(cell))
        case "notContainsText":
            return text.casefold() not in str(value_of(cell))
        case "beginsWith":
            return str(value_of(cell)).startswith(text.casefold())
        case "endsWith":
            return str(value_of(cell)).endswith(text.casefold())
        case "containsBlanks":
            return False
        case "notContainsBlanks":
            return True
        case "containsErrors":
            return cell.kind == "e"
        case "notContainsErrors":
            return cell.kind != "e"
    return None


def _bounds(rule: _Rule, y: int, x: int, cells: Mapping[int, Mapping[int, Cell]]) -> list[Value | None]:
    """What a cell is compared with; None for what is not worked out, zero for an empty cell."""
    lookup = _lookup(rule, y, x, cells)
    return [
        None if operand is None else 0.0 if (value := operand(lookup)) is None else value for operand in rule.bounds
    ]


def _is_as_compared(value: Value, operator: str, bounds: Sequence[Value | None]) -> bool | None:
    first, last = bounds[0], bounds[-1]
    if first is None or last is None:
        return None
    if operator in ("between", "notBetween"):
        is_between = not is_less(value, first) and not is_less(last, value)
        return is_between is (operator == "between")
    return SIGNS[_OPERATORS[operator]](value, first) if operator in _OPERATORS else None


def _formula_holds(rule: _Rule, y: int, x: int, cells: Mapping[int, Mapping[int, Cell]]) -> bool | None:
    """Whether a formula holds for a cell."""
    return None if rule.condition is None else rule.condition(_lookup(rule, y, x, cells))


def _lookup(rule: _Rule, y: int, x: int, cells: Mapping[int, Mapping[int, Cell]]) -> Lookup:
    """Finds the cells that formulas mean, which are written for the first cell of a range, for one further on."""
    down, right = y - rule.spans[0][0], x - rule.spans[0][1]

    def lookup(reference: re.Match[str]) -> Cell | None:
        row, column = place_of(reference, down, right)
        return cells.get(row, {}).get(column)

    return lookup
