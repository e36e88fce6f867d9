"""The words that a number format writes beside a number or a text: 64 shown as 64十 is read as another number."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable
from functools import lru_cache

from core.intake.workbook.looks.format_sections import Section

_DIGITS = ("0", "#", "?", "general", "@")
_MEANS_NOTHING = " ()[]【】'’,"


@lru_cache(maxsize=1024)
def words_of_section(section: Section, *, is_positive: bool) -> tuple[str, ...]:
    """The words before, between and behind the digits of a section; the sign of a negative number is none."""
    places = [at for at, (kind, _) in enumerate(section.tokens) if kind in _DIGITS]
    if not places:
        return ()
    first, last, tokens = places[0], places[-1], section.tokens
    before, between, behind = (
        "".join(text for kind, text in part if kind == "text")
        for part in (tokens[:first], tokens[first:last], tokens[last:])
    )
    return words_named((before if is_positive else before.strip("-−－ "), between, behind))


def words_beside_text(shown: str, text: str) -> tuple[str, ...]:
    """The words before and behind a text as it is shown."""
    before, _, behind = shown.partition(text)
    return words_named((before, behind))


def words_named(words: Iterable[str]) -> tuple[str, ...]:
    """The words without brackets, spaces and separators at their ends; none for what is nothing else."""
    plain = (unicodedata.normalize("NFKC", word).strip(_MEANS_NOTHING) for word in words)
    return tuple(word for word in plain if word)
