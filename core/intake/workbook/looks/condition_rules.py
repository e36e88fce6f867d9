"""Collects the conditional formats of a sheet: their ranges, rules and looks, those of 2010 and later as well.

The later ones stand behind the cells, say their looks themselves, and name their range last.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, field

from core.intake.workbook.errors import WorkbookError
from core.intake.workbook.looks.colours import Colour, colour_of
from core.intake.workbook.looks.conditions import Condition, Operand
from core.intake.workbook.looks.fonts import font_of
from core.intake.workbook.looks.styles_part import ConditionalStyle
from core.intake.workbook.references import Span, span_of

_NO = ("0", "false")
_PLAIN = ConditionalStyle()
_SCALE = {"type": "colorScale"}
_ALWAYS = {"type": "notContainsBlanks"}


@dataclass(slots=True)
class Rule:
    """When cells of some ranges get another look. `spans` may be filled after the rule is known."""

    spans: list[Span]
    attributes: Mapping[str, str]
    style: ConditionalStyle
    formulas: list[str] = field(default_factory=list)
    condition: Condition | None = None
    bounds: list[Operand | None] = field(default_factory=list)


class Rules:
    """The rules of one sheet, as they are gone through."""

    def __init__(self, styles: Sequence[ConditionalStyle], most_spans: int) -> None:
        self._styles, self._spans_left = styles, most_spans
        self._spans: list[Span] = []
        self._rule: Rule | None = None
        self._font: list[tuple[str, Mapping[str, str]]] | None = None
        self._fill: Colour | None = None
        self._code: str | None = None
        self._scale: list[Colour] | None = None
        self.rules: list[Rule] = []
        self.without_values: list[list[Span]] = []

    def start_range(self, attributes: Mapping[str, str]) -> None:
        """Note the cells to which the next rules apply."""
        self._spans = []
        self.add_range(attributes.get("sqref", ""))

    def end_range(self) -> None:
        """What names a range from now on, such as a list of choices, is none of these rules."""
        self._spans = []

    def add_range(self, text: str) -> None:
        """Note more cells to which the rules apply. Raises WorkbookError (`much_work`) for too many ranges."""
        parts = text.split()
        self._spans_left -= len(parts)
        if self._spans_left < 0:
            raise WorkbookError("much_work")
        with suppress(WorkbookError):  # a range that is none is no reason to refuse a file
            self._spans += [span_of(part) for part in parts]

    def start_rule(self, attributes: Mapping[str, str]) -> None:
        """Note a rule."""
        number = attributes.get("dxfId", "")
        style = self._styles[int(number)] if number.isdecimal() and int(number) < len(self._styles) else _PLAIN
        self._rule = Rule(self._spans, attributes, style)
        self.rules.append(self._rule)

    def end_rule(self) -> None:
        """The rule is complete; a formula from now on is none of its."""
        self._rule = None

    def start_style(self, _attributes: Mapping[str, str]) -> None:
        """The look of the rule begins."""
        self._font, self._fill, self._code = [], None, None

    def add_font_property(self, name: str, attributes: Mapping[str, str]) -> None:
        """Note a property of its font, or a colour of a scale."""
        if self._scale is not None and name == "color":
            colour = colour_of(attributes)
            self._scale += [colour] if colour is not None else []
        elif self._font is not None:
            self._font.append((name, attributes))

    def add_fill(self, attributes: Mapping[str, str]) -> None:
        """Note the colour of its ground."""
        if self._font is not None:
            self._fill = colour_of(attributes)

    def add_code(self, attributes: Mapping[str, str]) -> None:
        """Note its number format."""
        if self._font is not None:
            self._code = attributes.get("formatCode", "")

    def end_style(self) -> None:
        """The look of the rule is complete."""
        if self._rule is not None and self._font is not None:
            self._rule.style = ConditionalStyle(font_of(self._font) if self._font else None, self._fill, self._code)
        self._font = None

    def start_scale(self, _attributes: Mapping[str, str]) -> None:
        """Colours begin, between which the grounds of the cells lie."""
        self._scale = []

    def end_scale(self) -> None:
        """Note a rule for each of the colours; where there is but one, every cell has it."""
        colours = dict.fromkeys(self._scale or ())
        priority = {} if self._rule is None else {"priority": self._rule.attributes.get("priority", "")}
        kind = (_SCALE if len(colours) > 1 else _ALWAYS) | priority
        self.rules += [Rule(self._spans, kind, ConditionalStyle(fill=colour)) for colour in colours]
        self._scale = None

    def note_picture(self, attributes: Mapping[str, str]) -> None:
        """Note a bar or icons in the cells, which may stand in place of their values."""
        if attributes.get("showValue", "1") in _NO:
            self.without_values.append(self._spans)

    def add_formula(self, text: str) -> None:
        """Note a formula of the rule."""
        if self._rule is not None:
            self._rule.formulas.append(text.strip().lstrip("="))


RULE_STARTS: dict[str, Callable[[Rules, Mapping[str, str]], None]] = {
    "conditionalFormatting": Rules.start_range,
    "cfRule": Rules.start_rule,
    "x14:conditionalFormatting": Rules.start_range,
    "x14:cfRule": Rules.start_rule,
    "x14:dxf": Rules.start_style,
    "x14:dataBar": Rules.note_picture,
    "x14:iconSet": Rules.note_picture,
    "bgColor": Rules.add_fill,
    "numFmt": Rules.add_code,
    "dataBar": Rules.note_picture,
    "iconSet": Rules.note_picture,
    "colorScale": Rules.start_scale,
}
"""What to do where an element of a sheet begins."""
RULE_ENDS: dict[str, Callable[[Rules], None]] = {
    **dict.fromkeys(("conditionalFormatting", "x14:conditionalFormatting"), Rules.end_range),
    **dict.fromkeys(("cfRule", "x14:cfRule"), Rules.end_rule),
    "x14:dxf": Rules.end_style,
    "colorScale": Rules.end_scale,
}
"""What to do where one ends."""
