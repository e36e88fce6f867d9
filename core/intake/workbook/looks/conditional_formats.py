"""Works out conditional formats that strike cells out or hide them, as far as their conditions are simple comparisons.

A condition that is not worked out (other functions, other sheets) speaks against no cell.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, field, replace

from core.intake.workbook.errors import WorkbookError
from core.intake.workbook.grid import Cell, GridRow
from core.intake.workbook.looks.colours import Palette
from core.intake.workbook.looks.doubts import doubts_of_fonts, doubts_of_format
from core.intake.workbook.looks.styles_part import CellStyle, ConditionalStyle
from core.intake.workbook.references import Span, column_number, span_of

_MOST_JUDGED = 1_000_000  # cells times rules of a file
_LIGHT = 200  # of 255
_COMPARISON = re.compile(
    r"\(*(?P<fixed_column>\$?)(?P<column>[A-Z]{1,3})(?P<fixed_row>\$?)(?P<row>[0-9]{1,7})\s*"
    r"(?P<sign><=|>=|<>|=|<|>)\s*(?P<value>\"[^\"]*\"|-?[0-9.]+%?)\)*"
)
_SIGNS: dict[str, Callable[[object, object], bool]] = {
    "=": lambda one, other: one == other,
    "<>": lambda one, other: one != other,
    "<": lambda one, other: _is_less(one, other),
    ">": lambda one, other: _is_less(other, one),
    "<=": lambda one, other: not _is_less(other, one),
    ">=": lambda one, other: not _is_less(one, other),
}
_OPERATORS = {
    "equal": "=",
    "notEqual": "<>",
    "lessThan": "<",
    "greaterThan": ">",
    "lessThanOrEqual": "<=",
    "greaterThanOrEqual": ">=",
}
_ALWAYS = ("TRUE", "1", "TRUE()")
_Value = str | float


@dataclass(slots=True)
class _Rule:
    spans: list[Span]
    attributes: Mapping[str, str]
    style: ConditionalStyle
    formulas: list[str] = field(default_factory=list)


class ConditionalFormats:
    """The conditional formats of one sheet that may strike out or hide a cell, and the styles of its cells."""

    def __init__(self, styles: Sequence[ConditionalStyle], palette: Palette) -> None:
        self._styles, self._palette = styles, palette
        self._spans: list[Span] = []
        self._rule: _Rule | None = None
        self._rules: list[_Rule] = []
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

    def add_formula(self, text: str) -> None:
        """Note a formula of the rule."""
        if self._rule is not None:
            self._rule.formulas.append(text.strip().lstrip("="))

    def judge(self, rows: Sequence[GridRow], style_of: Callable[[str], CellStyle]) -> None:
        """Judge the cells for which a rule holds once more, in the format it gives them."""
        if not self._rules:
            return
        cells = {row.number: row.cells for row in rows}
        numbers = list(cells)
        room = _MOST_JUDGED
        for rule in self._rules:
            for y, x in _filled_cells(rule.spans, numbers, cells):
                room -= 1
                if room < 0:
                    return
                if x in cells[y] and _holds(rule, y, x, cells):
                    base = style_of(self.cell_styles.get((y, x), "0"))
                    cells[y][x] = self._judged(cells[y][x], base, rule.style)

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
        of_runs = tuple(doubt for doubt in cell.doubts if doubt.kind.startswith("part_"))
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


def _holds(rule: _Rule, y: int, x: int, cells: Mapping[int, Mapping[int, Cell]]) -> bool:
    """Whether the condition of a rule holds for a cell, where that can be worked out."""
    kind, formulas = rule.attributes.get("type", ""), rule.formulas
    value, text = _value(cells[y][x]), rule.attributes.get("text", "")
    match kind:
        case "expression" if formulas:
            return _formula_holds(formulas[0], y - rule.spans[0][0], x - rule.spans[0][1], cells)
        case "cellIs" if formulas:
            return _is_as_compared(value, rule.attributes.get("operator", ""), [_constant(text) for text in formulas])
        case "containsText":
            return text in str(value)
        case "notContainsText":
            return text not in str(value)
        case "beginsWith":
            return str(value).startswith(text)
        case "endsWith":
            return str(value).endswith(text)
        case "notContainsBlanks":
            return True
        case "containsErrors":
            return cells[y][x].kind == "e"
        case "notContainsErrors":
            return cells[y][x].kind != "e"
    return False


def _is_as_compared(value: _Value, operator: str, bounds: Sequence[_Value | None]) -> bool:
    first, last = bounds[0], bounds[-1]
    if first is None or last is None:
        return False
    if operator in ("between", "notBetween"):
        is_between = not _is_less(value, first) and not _is_less(last, value)
        return is_between is (operator == "between")
    return operator in _OPERATORS and _SIGNS[_OPERATORS[operator]](value, first)


def _formula_holds(formula: str, down: int, right: int, cells: Mapping[int, Mapping[int, Cell]]) -> bool:
    """Whether a formula, written for the first cell of a range, holds for one that lies further `down` and `right`."""
    if formula.upper() in _ALWAYS:
        return True
    match = _COMPARISON.fullmatch(formula)
    other = None if match is None else _constant(match["value"])
    if match is None or other is None:
        return False
    row = int(match["row"]) + (0 if match["fixed_row"] else down)
    column = column_number(match["column"]) + (0 if match["fixed_column"] else right)
    cell = cells.get(row, {}).get(column)
    blank: _Value = "" if isinstance(other, str) else 0.0
    return _SIGNS[match["sign"]](blank if cell is None else _value(cell), other)


def _constant(formula: str) -> _Value | None:
    """The value of a formula that is a text or a number; None for any other."""
    if formula[:1] == '"' and formula[-1:] == '"' and len(formula) > 1:
        return formula[1:-1].casefold()
    try:
        return float(formula.removesuffix("%")) / (100 if formula.endswith("%") else 1)
    except ValueError:
        return None


def _value(cell: Cell) -> _Value:
    return float(cell.value) if isinstance(cell.value, float | bool) else cell.text.casefold()


def _is_less(one: object, other: object) -> bool:
    """Whether one value comes before another: every number comes before every text."""
    if isinstance(one, float) and isinstance(other, float):
        return one < other
    if isinstance(one, str) and isinstance(other, str):
        return one < other
    return isinstance(one, float)
