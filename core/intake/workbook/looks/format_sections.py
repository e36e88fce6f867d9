"""Takes number formats apart: their sections, and where in them the digits stand."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

from core.intake.workbook.looks.colours import Colour

BUILT_IN = {
    1: "0",
    2: "0.00",
    3: "#,##0",
    4: "#,##0.00",
    9: "0%",
    10: "0.00%",
    **dict.fromkeys((5, 6), "¥#,##0;¥-#,##0"),
    **dict.fromkeys((7, 8), "¥#,##0.00;¥-#,##0.00"),
    11: "0.00E+00",
    37: "#,##0;-#,##0",
    38: "#,##0;-#,##0",
    39: "#,##0.00;-#,##0.00",
    40: "#,##0.00;-#,##0.00",
    41: '#,##0;-#,##0;"-"',
    42: '¥#,##0;¥-#,##0;¥"-"',
    43: '#,##0.00;-#,##0.00;"-"',
    44: '¥#,##0.00;¥-#,##0.00;¥"-"',
    48: "##0.0E+0",
    49: "@",
}
"""The formats that every program knows by number, as China has them, if they show a plain number or a text."""

_TOKEN = re.compile(
    r"\"(?P<quoted>[^\"]*)\"?|[\\!](?P<escaped>.)|(?P<space>_.)|(?P<fill>\*.)|\[(?P<bracket>[^\]]*)\]"
    r"|(?P<general>general|G/通用格式)|(?P<exponent>e[+-])|(?P<sign>[0#?.,%@/;])|(?P<plain>.)",
    re.I | re.S,
)
_COLOURS = (
    ("black", "黑色"), ("white", "白色"), ("red", "红色"), ("green", "绿色"),
    ("blue", "蓝色"), ("yellow", "黄色"), ("magenta", "洋红"), ("cyan", "蓝绿色"),
)  # fmt: skip
_NUMBERED_COLOUR = re.compile(r"(?:colou?r|颜色)\s*(\d{1,2})", re.I)
_DIGITS = ("0", "#", "?")
_CONDITION = re.compile(r"(<=|>=|<>|=|<|>)\s*(-?[0-9.]+)")


@dataclass(frozen=True, slots=True)
class Section:
    """One of the up to four parts of a format: when it holds, its tokens as (kind, text), and its colour, if any."""

    tokens: tuple[tuple[str, str], ...]
    condition: tuple[str, float] | None
    is_unknown: bool
    colour: Colour | None = None

    def has(self, *kinds: str) -> bool:
        """Whether there is a token of one of these kinds."""
        return any(kind in kinds for kind, _ in self.tokens)


@lru_cache(maxsize=1024)
def sections_of(code: str) -> tuple[Section, ...]:
    """The sections of a format code."""
    sections: list[Section] = []
    tokens: list[tuple[str, str]] = []
    condition: tuple[str, float] | None = None
    is_unknown = False
    colour: Colour | None = None
    for match in _TOKEN.finditer(code + ";"):
        kind, text = str(match.lastgroup), match[str(match.lastgroup)]
        if kind == "sign" and text == ";":
            sections.append(Section(tuple(tokens), condition, is_unknown, colour))
            tokens, condition, is_unknown, colour = [], None, False, None
        elif kind == "bracket":
            bounds = _CONDITION.fullmatch(text)
            if bounds:
                condition = bounds[1], float(bounds[2])
            elif text.startswith("$"):
                tokens.append(("text", text[1:].partition("-")[0]))
            elif text.upper().startswith("DBNUM"):
                is_unknown = True
            colour = _colour_of(text) or colour
        elif kind == "sign":
            is_unknown |= text == "/"
            tokens.append((text, text))
        else:
            shown = {"fill": "", "space": " "}.get(kind, text)
            tokens.append((kind if kind in ("general", "exponent") else "text", shown))
    return tuple(sections)


def _colour_of(bracket: str) -> Colour | None:
    """The colour that brackets name, in English or Chinese; [Color 1] is number 8 of the palette."""
    number = _NUMBERED_COLOUR.fullmatch(bracket)
    if number is not None:
        return Colour("indexed", str(int(number[1]) + 7))
    return next((Colour("indexed", str(at)) for at, names in enumerate(_COLOURS) if bracket.lower() in names), None)


@dataclass(frozen=True, slots=True)
class Layout:
    """Where the digits of a section stand: places before and behind the point, by position among the tokens.

    `power` is what the number is multiplied by, as a power of ten.
    """

    whole: tuple[int, ...]
    fraction: tuple[int, ...]
    power: int
    is_grouped: bool
    is_scientific: bool


@lru_cache(maxsize=1024)
def layout_of(section: Section) -> Layout:
    """Where the digits of a section stand."""
    kinds = [kind for kind, _ in section.tokens]
    end = len(kinds)
    exponent = kinds.index("exponent") if "exponent" in kinds else end
    point = kinds.index(".") if "." in kinds else end
    places = [at for at in range(exponent) if kinds[at] in _DIGITS]
    whole = places[: bisect_left(places, point)]
    scaling = [at for at in range(end) if kinds[at] == "," and _scales(kinds[:at], kinds[at:exponent])]
    is_grouped = bool(whole) and "," in kinds[whole[0] : whole[-1]]
    power = 2 * kinds.count("%") - 3 * len(scaling)
    return Layout(tuple(whole), tuple(places[len(whole) :]), power, is_grouped, exponent < end)


def _scales(before: Sequence[str], behind: Sequence[str]) -> bool:
    """Whether a comma between these kinds of tokens divides by a thousand: no digit stands between it and the point,
    or the end of the number, but one before it."""
    following = next((kind for kind in behind if kind in (*_DIGITS, ".")), ".")
    return following == "." and any(kind in _DIGITS for kind in before)
