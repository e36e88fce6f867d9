"""Names the place in which two texts differ that look alike: a person cannot see it, or hardly."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable
from difflib import SequenceMatcher
from functools import lru_cache
from typing import NamedTuple

from core.cells.text import normalise, visible

_SHORT, _LONGEST = 2, 60  # characters; two short words that differ in one look like each other by their script only


_LOOKS = str.maketrans(
    "АВЕЅІЈКМНОРСТУХЗаеорсухѕіјΑΒΕΖΗΙΚΜΝΟΡΤΥΧονρ0Il|1ロ一ー二ニ力カ工エ卜ト夕タ八ハ",
    "ABESIJKMHOPCTYX3aeopcyxsijABEZHIKMNOPTYXovpOllll口一一二二力力工工卜卜夕夕八八",
)
"""Characters of several scripts and those they look like."""


_AS_DIGIT = {
    **dict.fromkeys("OoОоΟοՕօ〇○", "0"),
    **dict.fromkeys("lI|ІіΙ丨", "1"),
    **dict.fromkeys("ЗзƷʒ", "3"),
}
"""Characters that look like a digit, as somebody types them or a reader of scanned pages takes them."""


class Difference(NamedTuple):
    """The first place (from 1) where two texts differ, what stands there in each, and in how many places they do.

    Where one of them has a character more, the other has nothing there.
    """

    place: int
    found: str
    wanted: str
    places: int = 1


def difference(found: str, wanted: str) -> Difference | None:
    """Where a text differs from the one that was wanted, when it is one character, or any number that look alike.

    None when they differ in more. Of texts that only differ in capitals, white space or look-alike forms, there is
    nothing to tell.
    """
    first, second = normalise(found), normalise(wanted)
    lengths = (len(first), len(second))
    if first.casefold() == second.casefold() or max(lengths) > _LONGEST:
        return None
    if lengths[0] == lengths[1] and looks_like(first, second):
        return _first_difference(first, second)
    item = _only_difference(first, second)
    if item is None or min(lengths) > _SHORT:
        return item
    return item if item.found and item.wanted and is_of_another_script(item.found, item.wanted) else None


def _first_difference(first: str, second: str) -> Difference:
    """The first of the places in which two texts of one length differ."""
    pairs = list(zip(first, second, strict=True))
    places = [place for place, (sign, other) in enumerate(pairs) if sign.casefold() != other.casefold()]
    return Difference(places[0] + 1, *pairs[places[0]], len(places))


def _only_difference(first: str, second: str) -> Difference | None:
    """The place in which two texts differ when it is one character in each at most; None for any more."""
    changes = [change for change in SequenceMatcher(None, first, second, False).get_opcodes() if change[0] != "equal"]
    if len(changes) != 1:
        return None
    _, start, end, wanted_start, wanted_end = changes[0]
    if end - start > 1 or wanted_end - wanted_start > 1:
        return None
    return Difference(start + 1, first[start:end], second[wanted_start:wanted_end])


def digit_difference(text: str) -> Difference | None:
    """The first character of a number that is no digit and looks like one, with that digit: O for 0, ² for 2.

    It stands beside a digit, or the text is nothing else.
    """
    signs = visible(text).strip()
    digits = [_digit_like(sign) for sign in signs]
    beside = [(signs[place - 1 : place], signs[place + 1 : place + 2]) for place in range(len(signs))]
    places = [
        place
        for place, digit in enumerate(digits)
        if digit and (len(signs) == 1 or any(map(str.isdigit, beside[place])))
    ]
    return Difference(places[0] + 1, signs[places[0]], digits[places[0]], len(places)) if places else None


def _digit_like(sign: str) -> str:
    """The digit a character looks like; nothing for a digit, and for what looks like none."""
    if _is_digit(sign):
        return ""
    if sign.isdigit():
        return str(unicodedata.digit(sign))
    return _AS_DIGIT.get(unicodedata.normalize("NFKC", sign), "")


def _is_digit(sign: str) -> bool:
    """Whether a character is one of the ordinary digits, be it a wide one."""
    return "0" <= sign <= "9" or "０" <= sign <= "９"


def looks_like(found: str, wanted: str) -> bool:
    """Whether two texts look the same and differ only by letters of other alphabets, by marks on letters, or by O and
    0, l and 1.
    """
    return _looks(found) == _looks(wanted)


@lru_cache(maxsize=4096)
def _looks(text: str) -> str:
    """A text with one character for all that look alike."""
    bare = "".join(sign for sign in unicodedata.normalize("NFD", normalise(text)) if unicodedata.category(sign) != "Mn")
    return bare.translate(_LOOKS).casefold()


def near_word(found: str, words: Iterable[str]) -> str:
    """The first word that looks like a text, else the first that differs from it in one character; nothing for none."""
    known = list(words)
    same = (word for word in known if looks_like(found, word))
    return next(same, "") or next((word for word in known if difference(found, word) is not None), "")


def is_of_another_script(sign: str, other: str) -> bool:
    """Whether two characters are of different scripts or kinds, as the letter O and the digit 0 are."""
    return _script(sign) != _script(other)


def _script(sign: str) -> str:
    return unicodedata.name(sign, "?").split(" ")[0].split("-")[0]
