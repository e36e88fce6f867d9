"""A text as it is searched: by what is seen, without case and punctuation, in simplified characters."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

from core.cells.text import simplified, visible

CHINESE = "\u3005\u3007\u3400-\u9fff\uf900-\ufaff"
"""The ranges of Chinese characters, for a class of an expression."""
_NO_WORD = re.compile(r"[\W_]+")
_BESIDE_CHINESE = re.compile(rf"(?<=[{CHINESE}]) | (?=[{CHINESE}])")
_HAS_CHINESE = re.compile(f"[{CHINESE}]")


@lru_cache(maxsize=8192)
def plain(text: str) -> str:
    """A text in lower case, full-width forms made ordinary, one space between words, none beside a Chinese sign."""
    compatible = unicodedata.normalize("NFKC", simplified(visible(text))).casefold()
    return _BESIDE_CHINESE.sub("", _NO_WORD.sub(" ", compatible)).strip()


def has_chinese(text: str) -> bool:
    """Whether a Chinese character is in a text."""
    return _HAS_CHINESE.search(text) is not None
