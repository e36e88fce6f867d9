"""Works out the formulas of conditional formats as far as they compare cells with values or ask what a cell holds."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence

from core.intake.workbook.grid import Cell
from core.intake.workbook.references import column_number

Value = str | float
Lookup = Callable[[re.Match[str]], Cell | None]
"""Finds the cell that a reference of a formula means for the cell that is judged; None for an empty one."""
Condition = Callable[[Lookup], bool]
Operand = Callable[[Lookup], Value | None]
"""Finds a value; None for that of an empty cell."""

_LONGEST, _DEEPEST = 500, 8  # characters; brackets within brackets
REFERENCE = re.compile(r"(?P<fixed_column>\$?)(?P<column>[A-Z]{1,3})(?P<fixed_row>\$?)(?P<row>[0-9]{1,7})")
_CALL = re.compile(r"([A-Z]+)\((.*)\)", re.S)
_SIGN = re.compile(r"<=|>=|<>|=|<|>")
SIGNS: dict[str, Callable[[Value, Value], bool]] = {
    "=": lambda one, other: one == other,
    "<>": lambda one, other: one != other,
    "<": lambda one, other: is_less(one, other),
    ">": lambda one, other: is_less(other, one),
    "<=": lambda one, other: not is_less(other, one),
    ">=": lambda one, other: not is_less(one, other),
}
_QUESTIONS: dict[str, Callable[[Cell | None], bool]] = {
    "ISBLANK": lambda cell: cell is None,
    "ISERROR": lambda cell: cell is not None and cell.kind == "e",
    "ISNA": lambda cell: cell is not None and cell.text == "#N/A",
    "ISERR": lambda cell: cell is not None and cell.kind == "e" and cell.text != "#N/A",
    "ISNUMBER": lambda cell: cell is not None and cell.kind in ("n", "d"),
    "ISTEXT": lambda cell: cell is not None and cell.kind == "s",
    "ISNONTEXT": lambda cell: cell is None or cell.kind != "s",
}


def condition_of(formula: str) -> Condition | None:
    """The condition a formula states; None where it is not worked out."""
    return _condition(formula.strip().removeprefix("="), 0) if len(formula) <= _LONGEST else None


def _constant(formula: str) -> Value | None:
    """The value of a formula that is a text or a number; None for any other."""
    if formula[:1] == '"' and formula[-1:] == '"' and len(formula) > 1:
        return formula[1:-1].casefold()
    try:
        return float(formula.removesuffix("%")) / (100 if formula.endswith("%") else 1)
    except ValueError:
        return None


def value_of(cell: Cell) -> Value:
    """The value of a cell as conditions compare it: texts without regard to capitals."""
    return float(cell.value) if isinstance(cell.value, float | bool) else cell.text.casefold()


def is_less(one: object, other: object) -> bool:
    """Whether one value comes before another: every number comes before every text."""
    if isinstance(one, float) and isinstance(other, float):
        return one < other
    if isinstance(one, str) and isinstance(other, str):
        return one < other
    return isinstance(one, float)


def place_of(reference: re.Match[str], down: int, right: int) -> tuple[int, int]:
    """The row and column that a reference means, written for the first cell, for one further `down` and `right`."""
    row = int(reference["row"]) + (0 if reference["fixed_row"] else down)
    return row, column_number(reference["column"]) + (0 if reference["fixed_column"] else right)


def _condition(text: str, depth: int) -> Condition | None:
    text = _bare(text)
    if depth > _DEEPEST or not text:
        return None
    if text.upper() in ("TRUE", "1", "TRUE()"):
        return lambda _: True
    if text.upper() in ("FALSE", "0", "FALSE()"):
        return lambda _: False
    pieces = _split(text, _SIGN)
    if len(pieces) == 3:
        return _comparison(*pieces)
    call = _CALL.fullmatch(text) or _CALL.fullmatch(text.upper())
    return _called(call[1].upper(), _split(call[2], re.compile("[,;]"))[::2], depth) if call else None


def _called(name: str, arguments: Sequence[str], depth: int) -> Condition | None:
    """AND, OR and NOT of conditions, and questions to one cell."""
    if name in _QUESTIONS and len(arguments) == 1:
        reference, question = REFERENCE.fullmatch(arguments[0].strip()), _QUESTIONS[name]
        return None if reference is None else lambda cells: question(cells(reference))
    conditions = [_condition(argument, depth + 1) for argument in arguments]
    all_known = [condition for condition in conditions if condition is not None]
    if len(all_known) < len(conditions):
        return None
    match name:
        case "AND":
            return lambda cells: all(condition(cells) for condition in all_known)
        case "OR":
            return lambda cells: any(condition(cells) for condition in all_known)
        case "NOT" if len(all_known) == 1:
            return lambda cells: not all_known[0](cells)
    return None


def _comparison(left: str, sign: str, right: str) -> Condition | None:
    first, second, compare = operand_of(left), operand_of(right), SIGNS[sign]
    if first is None or second is None:
        return None

    def holds(cells: Lookup) -> bool:
        one, other = first(cells), second(cells)
        if one is None:
            one = "" if isinstance(other, str) else 0.0
        return compare(one, ("" if isinstance(one, str) else 0.0) if other is None else other)

    return holds


def operand_of(text: str) -> Operand | None:
    """A value, a cell, or what LEN and TRIM make of one; None for a formula that is not worked out."""
    text = _bare(text[:_LONGEST])
    constant = _constant(text)
    if constant is not None:
        return lambda _: constant
    reference = REFERENCE.fullmatch(text)
    if reference is not None:
        return lambda cells: None if (cell := cells(reference)) is None else value_of(cell)
    call = _CALL.fullmatch(text)
    inner = operand_of(call[2]) if call is not None and call[1] in ("LEN", "TRIM") else None
    if call is None or inner is None:
        return None
    if call[1] == "LEN":
        return lambda cells: float(len(_as_text(inner(cells))))
    return lambda cells: _as_text(inner(cells)).strip()


def _as_text(value: Value | None) -> str:
    return "" if value is None else value if isinstance(value, str) else f"{value:g}"


def _bare(text: str) -> str:
    """A formula without the brackets round the whole of it."""
    text = text.strip()
    for _ in range(_DEEPEST):
        if not (text.startswith("(") and text.endswith(")") and len(_split(text[1:-1], re.compile(r"\)"))) == 1):
            break
        text = text[1:-1].strip()
    return text


def _split(text: str, signs: re.Pattern[str]) -> list[str]:
    """A formula cut at signs that stand in no bracket and no text; the signs stay between the pieces."""
    pieces, depth, start, at, in_text = [], 0, 0, 0, False
    while at < len(text):
        match = None if depth or in_text else signs.match(text, at)
        if match is not None:
            pieces += [text[start:at], match[0]]
            start = at = match.end()
            continue
        in_text ^= text[at] == '"'
        depth += 0 if in_text else (text[at] == "(") - (text[at] == ")")
        at += 1
    return [*pieces, text[start:]]
