"""What to offer when nothing matches: the same sound written otherwise, a slip of a letter, a word spelt nearly so."""

from __future__ import annotations

from collections.abc import Iterator
from difflib import SequenceMatcher, get_close_matches

from core.search.entries import Index
from core.search.find import LONGEST_TYPED, Closeness, Found, Hit, find, grouped
from core.search.pinyin_matches import LETTERS_OF_WHOLE, sign_matches
from core.search.plain_text import has_chinese, plain

MOST_NEAR = 8
"""Entries that are offered."""
_LONGEST_SLIP = 20
"""Letters of a word that is tried with a slip in it."""
_NEAR_WORD = 0.72
_NEAR_NAME = 0.5
"""Shares of a word or a name that must be the same."""


def near_misses(index: Index, typed: str) -> tuple[Found, ...]:
    """The entries nearest to what was typed, where `find` finds none; best first, at most MOST_NEAR."""
    wanted = plain(typed[:LONGEST_TYPED])
    hits: dict[int, Hit] = {}
    for hit in _near(index, wanted) if wanted else ():
        hits.setdefault(id(hit.entry), hit)
        if len(hits) == MOST_NEAR:
            break
    return grouped(hits.values())


def _near(index: Index, wanted: str) -> Iterator[Hit]:
    letters = wanted.replace(" ", "")
    if has_chinese(wanted):
        yield from _of_the_same_sound(index, letters)
        yield from _with_the_same_signs(index, letters)
        return
    for words in _respelt(index, wanted):
        yield from (hit for found in find(index, words) for hit in found.hits)
    if 3 < len(letters) <= _LONGEST_SLIP and letters.isalpha():
        for slip in _slips(letters):
            yield from _of_the_same_sound(index, slip)


def _of_the_same_sound(index: Index, typed: str) -> Iterator[Hit]:
    for match in sign_matches(index.signs, typed, by_sound=True):
        if len(typed) >= LETTERS_OF_WHOLE * match.length or has_chinese(typed):
            name = index.keys[match.entry].names[match.name]
            signs = name.replace(" ", "")
            matched = signs[match.start : match.start + match.length]
            yield Hit(index.entries[match.entry], Closeness.READING_HOLDS, name, matched, len(name))


def _with_the_same_signs(index: Index, wanted: str) -> Iterator[Hit]:
    """Names that share at least half of the characters typed with what was typed, the most alike first."""
    signs = set(wanted)
    names = [
        (at, name)
        for at, keys in enumerate(index.keys)
        for name in keys.names
        if 2 * len(signs & set(name)) >= max(len(signs), 3)
    ]
    alike = [(SequenceMatcher(None, wanted, name, autojunk=False).ratio(), at, name) for at, name in names[:500]]
    for share, at, name in sorted(alike, reverse=True)[:MOST_NEAR]:
        if share >= _NEAR_NAME:
            yield Hit(index.entries[at], Closeness.WORDS_OF_NAMES, name, "", round(100 * (1 - share)))


def _respelt(index: Index, wanted: str) -> Iterator[str]:
    """What was typed with each unknown word replaced by a known one that is spelt nearly so."""
    words = wanted.split()
    near = [get_close_matches(word, index.vocabulary, n=2, cutoff=_NEAR_WORD) for word in words]
    if all(near):
        yield " ".join(choices[0] for choices in near)
        yield from (choice for choices in near for choice in choices)


def _slips(letters: str) -> Iterator[str]:
    """The letters with one left out, and with two exchanged."""
    for at in range(len(letters)):
        yield letters[:at] + letters[at + 1 :]
    for at in range(len(letters) - 1):
        yield letters[:at] + letters[at + 1] + letters[at] + letters[at + 2 :]
