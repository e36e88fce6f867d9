"""Names the one place in which two texts differ that look alike: a person cannot see it, or hardly."""

from __future__ import annotations

import unicodedata
from difflib import SequenceMatcher
from typing import NamedTuple

from core.cells.text import normalise

_SHORT, _LONGEST = 2, 60  # characters; two short words that differ in one look like each other by their script only


_LOOKS = str.maketrans(
    "АВЕЅІЈКМНОРСТУХЗаеорсухѕіјΑΒΕΖΗΙΚΜΝΟΡΤΥΧονρ0Il|1ロ一ー二ニ力カ工エ卜ト夕タ八ハ",
    "ABESIJKMHOPCTYX3aeopcyxsijABEZHIKMNOPTYXovpOllll口一一二二力力工工卜卜夕夕八八",
)
"""Characters of several scripts and those they look like."""


class Difference(NamedTuple):
    """The first place (from 1) where two texts differ, and what stands there in each; nothing where one has none."""

    place: int
    found: str
    wanted: str


def difference(found: str, wanted: str) -> Difference | None:
    """Where a text differs from the one that was wanted, when that is one character; None when they differ in more.

    Of texts that only differ in capitals, white space or look-alike forms, there is nothing to tell.
    """
    first, second = normalise(found), normalise(wanted)
    lengths = (len(first), len(second))
    if first.casefold() == second.casefold() or max(lengths) > _LONGEST:
        return None
    changes = [change for change in SequenceMatcher(None, first, second, False).get_opcodes() if change[0] != "equal"]
    if len(changes) != 1:
        return None
    _, start, end, wanted_start, wanted_end = changes[0]
    if end - start > 1 or wanted_end - wanted_start > 1:
        return None
    item = Difference(start + 1, first[start:end], second[wanted_start:wanted_end])
    if min(lengths) <= _SHORT and not (item.found and item.wanted and is_of_another_script(item.found, item.wanted)):
        return None
    return item


def looks_like(found: str, wanted: str) -> bool:
    """Whether two texts look the same and differ only by letters of other alphabets, or by O and 0, l and 1."""
    return normalise(found).translate(_LOOKS).casefold() == normalise(wanted).translate(_LOOKS).casefold()


def is_of_another_script(sign: str, other: str) -> bool:
    """Whether two characters are of different scripts or kinds, as the letter O and the digit 0 are."""
    return _script(sign) != _script(other)


def _script(sign: str) -> str:
    return unicodedata.name(sign, "?").split(" ")[0].split("-")[0]
