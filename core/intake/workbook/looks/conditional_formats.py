"""Works out conditional formats that strike cells out or hide them.

Where a condition is not worked out (other functions, other sheets), the cells that it may hide are in doubt.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import replace

from core.intake.workbook.grid import Cell, Doubt, GridRow
from core.intake.workbook.looks.colours import Palette
from core.intake.workbook.looks.condition_rules import Rule, Rules
from core.intake.workbook.looks.conditions import (
    SIGNS,
    Lookup,
    Value,
    condition_of,
    is_less,
    operand_of,
    place_of,
    value_of,
)
from core.intake.workbook.looks.doubts import doubts_of_fonts, doubts_of_format
from core.intake.workbook.looks.styles_part import NO_FILL, CellStyle, ConditionalStyle, Styles
from core.intake.workbook.references import Span

_OPERATORS = {
    "equal": "=",
    "notEqual": "<>",
    "lessThan": "<",
    "greaterThan": ">",
    "lessThanOrEqual": "<=",
    "greaterThanOrEqual": ">=",
}
_UNJUDGED = Doubt("unjudged")


class ConditionalFormats:
    """The conditional formats of one sheet that change what is seen of a cell, and the styles of its cells."""

    def __init__(self, styles: Styles, palette: Palette, most: int) -> None:
        """`most` cells times rules are judged."""
        self._palette, self._most = palette, most
        self._looks = {(style.font.colour, style.fill) for style in styles.cells} or {(None, NO_FILL)}
        self.rules = Rules(styles.conditional)
        self.are_of_interest = any(map(self._is_of_interest, styles.conditional))
        """Whether the styles of the cells have to be known."""
        self.cell_styles: dict[tuple[int, int], str] = {}

    def judge(self, rows: Sequence[GridRow], style_of: Callable[[str], CellStyle]) -> None:
        """Judge the cells for which a rule holds once more, in the format it gives them."""
        rules = self._rules_of_interest()
        without_values = [span for spans in self.rules.without_values for span in spans]
        if not rules and not without_values:
            return
        cells = {row.number: row.cells for row in rows}
        numbers = list(cells)
        room = self._most
        room -= _hide_values(_filled_cells(without_values, numbers, cells), cells, room)
        for rule in rules:
            for y, x in _filled_cells(rule.spans, numbers, cells):
                room -= 1
                if x in cells[y] and room >= 0:
                    self._judge_cell(rule, y, x, cells, style_of)
                elif x in cells[y]:  # more than is worked out: one cell stands for those that are left
                    cells[y][x] = _unjudged(cells[y][x])
                    return

    def _rules_of_interest(self) -> list[Rule]:
        """The rules that may change what is seen of a cell, with their formulas worked out."""
        rules = [rule for rule in self.rules.rules if rule.spans and self._is_of_interest(rule.style)]
        for rule in rules:
            rule.condition = condition_of(rule.formulas[0]) if rule.formulas else None
            rule.bounds = [operand_of(formula) for formula in rule.formulas[:2]]
        return rules

    def _judge_cell(
        self,
        rule: Rule,
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
        if holds and self.are_of_interest:
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

    def _is_of_interest(self, style: ConditionalStyle) -> bool:
        """Whether a look may strike out, hide or show what is in some cell of the workbook."""
        font = style.font
        if style.code is not None or (font is not None and (font.struck or font.tiny)):
            return True
        ink = None if font is None else font.colour
        if ink is None and style.fill is None:
            return False
        is_lost = self._palette.is_lost
        return any(is_lost(ink or own, style.fill or ground) or is_lost(own, ground) for own, ground in self._looks)


def _hide_values(places: Iterator[tuple[int, int]], cells: Mapping[int, dict[int, Cell]], most: int) -> int:
    """Note of cells that a picture stands in their place; how many places that were, `most` of which count."""
    number = 0
    for number, (y, x) in enumerate(places, 1):
        if number <= most and x in cells[y]:
            cells[y][x] = cells[y][x]._replace(doubts=(*cells[y][x].doubts, Doubt("unseen")))
    return number


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


def _holds(rule: Rule, y: int, x: int, cells: Mapping[int, Mapping[int, Cell]]) -> bool | None:
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


def _bounds(rule: Rule, y: int, x: int, cells: Mapping[int, Mapping[int, Cell]]) -> list[Value | None]:
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


def _formula_holds(rule: Rule, y: int, x: int, cells: Mapping[int, Mapping[int, Cell]]) -> bool | None:
    """Whether a formula holds for a cell."""
    return None if rule.condition is None else rule.condition(_lookup(rule, y, x, cells))


def _lookup(rule: Rule, y: int, x: int, cells: Mapping[int, Mapping[int, Cell]]) -> Lookup:
    """Finds the cells that formulas mean, which are written for the first cell of a range, for one further on."""
    down, right = y - rule.spans[0][0], x - rule.spans[0][1]

    def lookup(reference: re.Match[str]) -> Cell | None:
        row, column = place_of(reference, down, right)
        return cells.get(row, {}).get(column)

    return lookup
