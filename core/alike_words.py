"""Names the character that differs where what a cell holds is nearly what is wanted: it may look the same."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Mapping
from typing import Final

from core.cells.alike import Difference, difference, digit_difference, is_of_another_script
from core.cells.text import code_point
from core.language import Texts

_KIND_TEXT: Final[Mapping[str, str]] = {
    "LATIN": "alike.kind.latin",
    "CYRILLIC": "alike.kind.cyrillic",
    "GREEK": "alike.kind.greek",
    "ARMENIAN": "alike.kind.armenian",
    "CJK": "alike.kind.ideograph",
    "IDEOGRAPHIC": "alike.kind.ideograph",
    "KATAKANA": "alike.kind.kana",
    "HIRAGANA": "alike.kind.kana",
    "BOPOMOFO": "alike.kind.bopomofo",
    "HANGUL": "alike.kind.hangul",
    "COMBINING": "alike.kind.mark",
    "?": "alike.kind.private",
}
"""What a character is called by the first word of its Unicode name; any other is a sign."""


def difference_words(found: str, wanted: Iterable[str], texts: Texts, *, name: bool = False) -> str:
    """How a text differs from the first wanted one that it looks like, which is named on demand; nothing for none."""
    for text in wanted:
        item = difference(found, text)
        if item is not None:
            meant = texts("alike.meant", wanted=text) if name else ""
            return texts.joined(part for part in (meant, _place_words(item, texts)) if part)
    return ""


def digit_words(found: str, texts: Texts) -> str:
    """Which character of a number only looks like a digit; nothing when none does."""
    item = digit_difference(found)
    if item is None:
        return ""
    return texts("alike.digit", place=item.place, found=_numbered(item.found, texts), wanted=item.wanted)


def _place_words(item: Difference, texts: Texts) -> str:
    if not item.wanted:
        return texts("alike.extra", place=item.place, found=_words(item.found, item.found, texts))
    if not item.found:
        return texts("alike.left_out", place=item.place, wanted=_words(item.wanted, item.wanted, texts))
    found, wanted = _words(item.found, item.wanted, texts), _words(item.wanted, item.found, texts)
    if item.places > 1:
        return texts("alike.others", place=item.place, found=found, wanted=wanted)
    return texts("alike.other", place=item.place, found=found, wanted=wanted)


def _words(sign: str, other: str, texts: Texts) -> str:
    """A character, with what it is where that is not plain, or the other one is of another script."""
    is_plain = _is_plain(sign) and _is_plain(other) and not is_of_another_script(sign, other)
    return texts("alike.sign", sign=sign) if is_plain else _numbered(sign, texts)


def _is_plain(sign: str) -> bool:
    """Whether everybody sees which character it is: a letter or digit of the keyboard, or a Chinese character."""
    return (sign.isascii() and sign.isprintable()) or "\u4e00" <= sign <= "\u9fff"


def _numbered(sign: str, texts: Texts) -> str:
    """A character with its kind and number; without its shape where it has none of its own."""
    kind, number = texts(_kind_text(sign)), code_point(sign)
    if unicodedata.category(sign)[0] in "CM":
        return texts("alike.shapeless_sign", kind=kind, number=number)
    return texts("alike.numbered_sign", sign=sign, kind=kind, number=number)


def _kind_text(sign: str) -> str:
    if sign.isdigit():
        return "alike.kind.digit"
    script = unicodedata.name(sign, "?").split(" ")[0].split("-")[0]
    is_letter = unicodedata.category(sign)[0] not in "PSZ"
    return _KIND_TEXT.get(script, "alike.kind.other") if is_letter else "alike.kind.other"
