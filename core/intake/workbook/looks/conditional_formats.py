"""Works out conditional formats that strike cells out or hide them.

Where a condition is not worked out (other functions, other sheets), the cells that it may hide are in doubt.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from itertools import chain, islice

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
_UNJUDGED, _UNSEEN = Doubt("unjudged"), Doubt("unseen")
_NOWHERE = -1  # a column without cells
_LAST = 1 << 31


@dataclass(slots=True)
class _Look:
    """What the rules gone through so far change about a cell, and what others may that are not worked out."""

    style: ConditionalStyle = field(default_factory=ConditionalStyle)
    possible: list[ConditionalStyle] = field(default_factory=list)
    is_final: bool = False

    def take(self, style: ConditionalStyle) -> None:
        """Change what no rule before has changed."""
        self.style = self.with_style(style)

    def with_style(self, style: ConditionalStyle) -> ConditionalStyle:
        """The look with what a further rule changes."""
        own, font = self.style.font, style.font
        if own is not None and font is not None:
            font = own._replace(
                struck=own.struck or font.struck, tiny=own.tiny or font.tiny, colour=own.colour or font.colour
            )
        code = style.code if self.style.code is None else self.style.code
        return ConditionalStyle(font or own, self.style.fill or style.fill, code)


class ConditionalFormats:
    """The conditional formats of one sheet that change what is seen of a cell, and the styles of its cells."""

    def __init__(self, styles: Styles, palette: Palette, most: int) -> None:
        """`most` cells times rules are judged, and so many ranges are read."""
        self._palette, self._most = palette, most
        self._looks = {(style.font.colour, style.fill) for style in styles.cells} or {(None, NO_FILL)}
        self.rules = Rules(styles.conditional, most)
        self.are_of_interest = any(map(self._is_of_interest, styles.conditional))
        """Whether the styles of the cells have to be known."""
        self.cell_styles: dict[tuple[int, int], str] = {}

    def judge(self, rows: Sequence[GridRow], style_of: Callable[[str], CellStyle]) -> None:
        """Judge the cells for which a rule holds once more, in the format it gives them."""
        rules = self._rules_of_interest()
        without_values = chain.from_iterable(self.rules.without_values)
        if not rows or not (rules or self.rules.without_values):
            return
        cells = {row.number: row.cells for row in rows}
        numbers = list(cells)
        looks: dict[tuple[int, int], _Look] = {}
        left = self._apply(rules, numbers, cells, looks)
        for (y, x), look in looks.items():
            base = style_of(self.cell_styles.get((y, x), "0"))
            cells[y][x] = self._judged_cell(cells[y][x], base, look)
        if left is not None:  # more than is worked out: one cell stands for those that are left
            cells[left[0]][left[1]] = _with_doubt(cells[left[0]][left[1]], _UNJUDGED)
        _hide_values(_filled_cells(without_values, numbers, cells), cells, self._most)

    def _apply(
        self,
        rules: Sequence[Rule],
        numbers: Sequence[int],
        cells: Mapping[int, dict[int, Cell]],
        looks: dict[tuple[int, int], _Look],
    ) -> tuple[int, int] | None:
        """Give each cell the looks of the rules that hold, the first before the others.

        Returns the first cell for which there was no time left.
        """
        room = self._most
        for rule in rules:
            for y, x in _filled_cells(rule.spans, numbers, cells):
                room -= 1
                if room < 0:
                    return y, x if x in cells[y] else min(cells[y])
                if x not in cells[y]:
                    continue
                look = looks.setdefault((y, x), _Look())
                if not look.is_final:
                    holds = _holds(rule, y, x, cells)
                    if holds and self.are_of_interest:
                        look.take(rule.style)
                        look.is_final = rule.attributes.get("stopIfTrue") in ("1", "true")
                    elif holds is not False:
                        look.possible.append(look.with_style(rule.style))
        return None

    def _rules_of_interest(self) -> list[Rule]:
        """The rules that may change what is seen of a cell, the first to be heeded first, with their formulas.

        Where one may, the others count as well: of two colours a cell has that of the first rule.
        """
        rules = [rule for rule in self.rules.rules if rule.spans]
        if not any(self._is_of_interest(rule.style) for rule in rules):
            return []
        rules = [rule for rule in rules if rule.style != ConditionalStyle() or "stopIfTrue" in rule.attributes]
        rules.sort(key=lambda rule: _priority(rule.attributes))
        for rule in rules:
            rule.condition = condition_of(rule.formulas[0]) if rule.formulas else None
            rule.bounds = [operand_of(formula) for formula in rule.formulas[:2]]
        return rules

    def _judged_cell(self, cell: Cell, base: CellStyle, look: _Look) -> Cell:
        """The cell in the look it has, and in doubt where another one that it may have would change more."""
        judged = self._judged(cell, base, look.style) if look.style != ConditionalStyle() else cell
        for style in look.possible:
            if not set(self._judged(cell, base, style).doubts) <= set(judged.doubts):
                return _with_doubt(judged, _UNJUDGED)
        return judged

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


def _priority(attributes: Mapping[str, str]) -> int:
    """The place of a rule among all of its sheet; the last for one that names none."""
    text = attributes.get("priority", "")
    return int(text) if text.isdecimal() else _LAST


def _hide_values(places: Iterable[tuple[int, int]], cells: Mapping[int, dict[int, Cell]], most: int) -> None:
    """Note of cells that a picture stands in their place, as far as they are among the first `most` places."""
    for y, x in islice(places, most):
        if x in cells[y]:
            cells[y][x] = _with_doubt(cells[y][x], _UNSEEN)


def _filled_cells(
    spans: Iterable[Span], numbers: Sequence[int], cells: Mapping[int, Mapping[int, Cell]]
) -> Iterator[tuple[int, int]]:
    """The cells of some ranges that hold something; every row and every range is a place at least, as all is work."""
    for top, left, bottom, right in spans:
        rows = numbers[bisect_left(numbers, top) : bisect_right(numbers, bottom)]
        if not rows:
            yield numbers[0], _NOWHERE
        for y in rows:
            yield y, left
            yield from [(y, x) for x in cells[y] if left < x <= right]


def _with_doubt(cell: Cell, doubt: Doubt) -> Cell:
    return cell if doubt in cell.doubts else cell._replace(doubts=(*cell.doubts, doubt))


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
