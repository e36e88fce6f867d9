"""What a number format makes of a value on the screen, and whether that is still the value that is stored."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from decimal import ROUND_HALF_UP, Context, Decimal
from functools import lru_cache
from typing import NamedTuple

from core.intake.workbook.looks.colours import Colour
from core.intake.workbook.looks.format_sections import Section, layout_of, sections_of
from core.intake.workbook.looks.format_words import words_named, words_of_section

_HOLDS = {
    "<": lambda value, bound: value < bound,
    ">": lambda value, bound: value > bound,
    "<=": lambda value, bound: value <= bound,
    ">=": lambda value, bound: value >= bound,
    "=": lambda value, bound: value == bound,
    "<>": lambda value, bound: value != bound,
}
_NUMBER = re.compile(r"\d[\d,]*(?:\.\d+)?(?:E[+-]?\d{1,4})?|\.\d+", re.I)
_POWERS = {
    **{"万亿": 12, "亿": 8, "千万": 7, "百万": 6, "十万": 5, "万": 4, "千": 3, "百": 2, "w": 4, "k": 3, "m": 6},
    **{"%": -2, "‰": -3, "": 0},
}
"""The power of ten by which what stands behind a number multiplies it, the longest words first."""
_CHANGES = re.compile(r"[\d约近超余多±×÷><≥≤≈~^]|左右|以上|以下|不足")  # 64±1 and 约64 are no 64
_GROUP_SPACES = re.compile(r"(?<=\d) (?=\d{3}(?!\d))")
_UNITS = re.compile(r"(?<![A-Za-z])[ck]?m[23](?!\d)")
_DASH = re.compile("[(¥￥$€£ ]*[-‐‑‒–—―−－/]+[) ]*")
_EXACT = Context(prec=400, rounding=ROUND_HALF_UP)  # the longest number has 309 digits before the point
_HARDLY = 0.01  # of the value: by more than this rounding hides too much of a number that somebody typed
_HALF = 0.5001  # of the last place: so much rounding takes away at most
_LEAST = 1e-9  # what is off by less is the same number, worked out in another way
_MOST_SHOWN = 60  # characters


class _Reading(NamedTuple):
    """A number as it is read: 945.3万 is 9,453,000 and (150) is -150.

    `word` is what it was multiplied by, `rounding` half of its last place (500), `has_power` says that it is 9.4E+6.
    """

    number: float
    word: str
    rounding: float
    has_power: bool


def seen_number(code: str, value: float) -> str | None:
    """A number as the format shows it; None for formats not worked out: days, fractions, Chinese numerals."""
    sections = sections_of(code)
    section, is_first = _section_for(sections, value)
    if section is None:
        return "-" if value < 0 else "#"
    if section.is_unknown:
        return None
    sign = "-" if value < 0 and (is_first or section.condition is not None) else ""
    if section.has("general", "@") or (len(sections) == 1 and not section.tokens):
        plain = f"{abs(value):.10g}"
        return sign + "".join(
            plain if kind in ("general", "@") else text for kind, text in section.tokens or (("@", ""),)
        )
    return sign + _digits(section, abs(value))


def ink_of_format(code: str, value: object) -> Colour | None:
    """The colour in which a format writes a number, a day or a text; None where it names none."""
    sections = sections_of(code)
    if isinstance(value, float):
        section, _ = _section_for(sections, value)
        return None if section is None else section.colour
    if not isinstance(value, str):
        return sections[0].colour
    if len(sections) >= 4:
        return sections[3].colour
    return sections[-1].colour if sections[-1].has("@") else None


def words_beside(code: str, value: float) -> tuple[str, ...]:
    """The words that a format writes beside a number."""
    section, _ = _section_for(sections_of(code), value)
    return () if section is None else words_of_section(section, is_positive=value > 0)


def words_in(seen: str, *, is_negative: bool) -> tuple[str, ...]:
    """The words that are shown beside a number; none where there is no number, such as a dash in place of zero."""
    before, number, behind = _around_number(seen).partition("|")
    if not number:
        return ()
    return words_named((before.strip("-−－ ") if is_negative else before, behind.lstrip("%‰")))


def seen_text(code: str, text: str) -> str:
    """A text as the format shows it: as it is, unless the format has a fourth section or says otherwise."""
    sections = sections_of(code)
    if len(sections) >= 4:
        return "".join(text if kind == "@" else part for kind, part in sections[3].tokens)
    if len(sections) == 3 and not any(section.tokens for section in sections):
        return ""
    last = sections[-1]
    return "".join(text if kind == "@" else part for kind, part in last.tokens) if last.has("@") else text


def _section_for(sections: Sequence[Section], value: float) -> tuple[Section | None, bool]:
    """The section that holds for a number, and whether it is one of plain numbers, where the sign is written out."""
    numeric = sections[:3]
    if any(section.condition for section in numeric):
        for section in numeric:
            if section.condition is None or _HOLDS[section.condition[0]](value, section.condition[1]):
                return section, True
        return None, True
    if value < 0 and len(numeric) > 1:
        return numeric[1], False
    if value == 0 and len(numeric) > 2:
        return numeric[2], True
    return numeric[0], True


def _digits(section: Section, value: float) -> str:
    """The digits of a number put in the places of a section, with the texts between them."""
    layout, tokens = layout_of(section), section.tokens
    if layout.is_scientific:
        return _with_power(value, max(1, len(layout.whole)), len(layout.fraction))
    if not layout.whole and not layout.fraction:
        return "".join(text for kind, text in tokens if kind not in (",", "."))
    exact = Decimal(repr(value)).scaleb(layout.power, _EXACT)
    rounded = f"{exact.quantize(Decimal(1).scaleb(-len(layout.fraction)), context=_EXACT):f}"
    integer, _, decimals = rounded.partition(".")
    shown = _whole_places(tokens, layout.whole, integer, is_grouped=layout.is_grouped)
    shown |= _decimal_places(tokens, layout.fraction, decimals)
    pieces = []
    for at, (kind, text) in enumerate(tokens):
        if at in shown:
            pieces.append(shown[at])
        elif kind == ".":
            pieces.append(("" if layout.whole else integer.lstrip("0")) + ".")
        elif kind != ",":
            pieces.append(text)
    return "".join(pieces)


def _with_power(value: float, whole: int, decimals: int) -> str:
    """A number with a power of ten that is a multiple of its `whole` places: 12.3E+3 in ##0.0E+0."""
    exact = Decimal(repr(value))
    power = exact.adjusted() if exact else 0
    power -= power % whole
    step = Decimal(1).scaleb(-decimals)
    figures = exact.scaleb(-power, _EXACT).quantize(step, context=_EXACT)
    if figures >= Decimal(10) ** whole:
        figures, power = figures.scaleb(-whole, _EXACT).quantize(step, context=_EXACT), power + whole
    return f"{figures:f}E{power:+03d}"


def _whole_places(
    tokens: Sequence[tuple[str, str]], places: Sequence[int], integer: str, *, is_grouped: bool
) -> dict[int, str]:
    """The digits before the point by place, from the right; the first place takes all that are left."""
    left = list(integer.lstrip("0"))
    shown: dict[int, str] = {}
    number = 0
    for at in reversed(places):
        digits: list[str] = []
        most = len(left) if at == places[0] else 1
        padding = {"0": ["0"], "?": [" "]}.get(tokens[at][0], [])
        for _ in range(max(1, most)):
            if not left and not padding:
                break
            digits.insert(0, left.pop() if left else padding[0])
            number += 1
            if is_grouped and number % 3 == 0 and left:
                digits.insert(0, ",")
        shown[at] = "".join(digits)
    return shown


def _decimal_places(tokens: Sequence[tuple[str, str]], places: Sequence[int], decimals: str) -> dict[int, str]:
    """The digits behind the point by place, without the zeros at the end that `#` leaves out."""
    shown = dict(zip(places, decimals, strict=False))
    for at in reversed(places):
        if shown.get(at) != "0" or tokens[at][0] == "0":
            break
        shown[at] = ""
    return shown


def difference(code: str, value: float, *, is_typed: bool = True) -> tuple[str, str]:
    """What speaks against a number for how it is shown, and what is shown.

    `unseen`: nothing is; `scaled`: another number, or none; `in_units`: so many 万; `rounded`: some digits are hidden;
    empty: it is shown as it is. Of a number that is worked out (not `is_typed`) digits may well be hidden.
    """
    if value > 0 and value.is_integer() and _shows_whole_numbers(code):
        return "", ""  # nearly every number there is
    seen = seen_number(code, value)
    if seen is None:
        return "", ""
    return difference_of(seen, value, is_typed=is_typed)


def difference_of(seen: str, value: float, *, is_typed: bool = True) -> tuple[str, str]:
    """As `difference`, for a text that is shown in place of a number."""
    shown = seen.strip()[:_MOST_SHOWN]
    if not shown:
        return "unseen", ""
    reading = _number_in(seen)
    if reading is None:
        is_dash = value == 0 and _DASH.fullmatch(shown) is not None
        return ("", "") if is_dash else ("scaled", shown)
    if _CHANGES.search(_around_number(seen)):
        return "scaled", shown
    number, word, rounding, has_power = reading
    off = abs(number - value)
    if is_typed:
        rounding = 0.0 if has_power else min(rounding, _HARDLY * abs(value))
    if off > max(rounding, _LEAST * max(1.0, abs(value))):
        return "scaled", shown
    if word not in ("", "%", "‰"):
        return "in_units", shown
    return ("rounded", shown) if off > _LEAST * max(1.0, abs(value)) else ("", "")


@lru_cache(maxsize=1024)
def _shows_whole_numbers(code: str) -> bool:
    """Whether a format plainly shows every whole number above zero as it is."""
    section = sections_of(code)[0]
    layout = layout_of(section)
    words = "".join(text for kind, text in section.tokens if kind == "text")
    is_plain = not section.condition and not section.is_unknown and not layout.is_scientific and layout.power == 0
    between = section.tokens[layout.whole[0] : layout.whole[-1]] if layout.whole else (("text", ""),)
    return is_plain and not words.strip(" ¥$€人") and all(kind != "text" for kind, _ in between)


def _around_number(seen: str) -> str:
    """What stands before and behind the first number of a text."""
    return _NUMBER.sub("|", _plain_text(seen), count=1)


def _plain_text(seen: str) -> str:
    """A text without the spaces between thousands, and without units such as m²."""
    return _GROUP_SPACES.sub("", _UNITS.sub("", unicodedata.normalize("NFKC", seen)))


def _number_in(seen: str) -> _Reading | None:
    """The number in a text as a person reads it; None when there is none."""
    text = _plain_text(seen)
    match = _NUMBER.search(text)
    if match is None:
        return None
    before, rest = text[: match.start()], text[match.end() :].strip().lower()
    word = next(word for word in _POWERS if rest.startswith(word))
    digits, _, power = match[0].replace(",", "").lower().partition("e")
    scale = 10.0 ** _POWERS[word]
    number = float(f"{digits}e{power or 0}") * scale
    last_place = float(f"1e{int(power or 0) - len(digits.partition('.')[2])}") * scale
    is_negative = "-" in before or ("(" in before and ")" in rest)
    return _Reading(-number if is_negative else number, word, _HALF * last_place, power != "")
