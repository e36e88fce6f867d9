"""How Chinese characters are read, in pinyin without tones, and what a hand types for them."""

from __future__ import annotations

import os
import re
from functools import lru_cache
from itertools import chain

_CONFUSED = re.compile(r"([zcs])h|(?<=[aei]n)g")
_TWO_LETTERS = ("zh", "ch", "sh")


@lru_cache(maxsize=16_384)
def readings(sign: str) -> tuple[str, ...]:
    """Every reading of one character, of all its meanings: 行 is xing, hang and heng. Empty for any other sign.

    ü is typed as v, and by some as u.
    """
    if sign.isascii():
        return ()
    # The library's dictionary of phrases, 45 MB that nobody asks here, stays away.
    os.environ.setdefault("PYPINYIN_NO_PHRASES", "1")
    from pypinyin import Style, pinyin

    syllables = chain.from_iterable(pinyin(sign, style=Style.NORMAL, heteronym=True, errors="ignore"))
    return tuple(dict.fromkeys(chain.from_iterable((one, one.replace("v", "u")) for one in syllables)))


@lru_cache(maxsize=16_384)
def typed_for(sign: str) -> frozenset[str]:
    """What may stand for a character within a word that is typed: a whole reading, or its first sound; or the sign."""
    first_sounds = ([one[:1], *([one[:2]] if one.startswith(_TWO_LETTERS) else [])] for one in readings(sign))
    return frozenset((sign, *readings(sign), *chain.from_iterable(first_sounds)))


@lru_cache(maxsize=16_384)
def begun_for(sign: str) -> frozenset[str]:
    """What may stand for a character at the end, where a reading may be unfinished."""
    return typed_for(sign) | {one[:length] for one in readings(sign) for length in range(1, len(one))}


def alike(text: str) -> str:
    """Pinyin without what many speakers do not tell apart: zh and z, ang and an."""
    return _CONFUSED.sub(lambda match: match[1] or "", text)
