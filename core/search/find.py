"""Finds entries by what was typed: their number, words and parts of names, pinyin, longer words; best first."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from enum import IntEnum

from core.search.entries import Entry, EntryKeys, Index, Kind
from core.search.pinyin_matches import LETTERS_OF_WHOLE, SignMatch, sign_matches
from core.search.plain_text import has_chinese, plain

LONGEST_TYPED = 60
"""Characters of what was typed that count."""


class Closeness(IntEnum):
    """How well an entry matches, best first."""

    NUMBER = 0  # 9, 任务9
    WHOLE_NAME = 1
    NAME_BEGINS = 2
    NAME_HOLDS = 3
    READING_BEGINS = 4  # every character by its whole reading
    READING_HOLDS = 5
    SOUNDS_BEGIN = 6  # by first sounds
    SOUNDS_HOLD = 7
    WORDS_OF_NAMES = 8  # every word somewhere in the names
    TEXT_HOLDS = 9
    WORDS_OF_TEXT = 10


@dataclass(frozen=True, slots=True)
class Hit:
    """An entry that was found, by which of its names (of `EntryKeys`) or, without one, by its longer words.

    `matched` is the part of the name that was typed, as it stands there; empty when no one part was.
    """

    entry: Entry
    closeness: Closeness
    name: str = ""
    matched: str = ""
    length: int = 0

    @property
    def is_by_sound(self) -> bool:
        return Closeness.READING_BEGINS <= self.closeness <= Closeness.SOUNDS_HOLD

    @property
    def rank(self) -> tuple[int, int, int]:
        """Better ones are smaller: closeness, then the shorter name."""
        return self.closeness, self.length, tuple(Kind).index(self.entry.kind)


@dataclass(frozen=True, slots=True)
class Found:
    """The hits of one kind, best first."""

    kind: Kind
    hits: tuple[Hit, ...]


def find(index: Index, typed: str) -> tuple[Found, ...]:
    """The entries that match what was typed, by kind; the kind with the best hit first. Empty for nothing typed."""
    typed = typed[:LONGEST_TYPED]
    words = [part for word in typed.split() for part in plain(word).split()]
    return grouped(_hits(index, plain(typed), words)) if words else ()


def grouped(hits: Iterable[Hit]) -> tuple[Found, ...]:
    """Hits by kind; of equal ones the order in which the entries were declared stays."""
    several = list(hits)
    # Of letters that sound like several words the commonest here is meant: 教师 rather than 教室.
    common = Counter(hit.matched for hit in several if hit.is_by_sound)
    ordered = sorted(
        several, key=lambda hit: (hit.closeness, -common[hit.matched] if hit.is_by_sound else 0, hit.length)
    )
    first = {hit.entry.kind: hit.rank for hit in reversed(ordered)}
    kinds = sorted(first, key=lambda kind: (first[kind][0], tuple(Kind).index(kind)))
    return tuple(Found(kind, tuple(hit for hit in ordered if hit.entry.kind is kind)) for kind in kinds)


def _hits(index: Index, wanted: str, words: Sequence[str]) -> list[Hit]:
    hits = {
        at: hit
        for at, (entry, keys) in enumerate(zip(index.entries, index.keys, strict=True))
        if (hit := _literal_hit(entry, keys, wanted, words)) is not None
    }
    is_word = any(hit.closeness <= Closeness.NAME_HOLDS for hit in hits.values())
    letters = wanted.replace(" ", "")
    for match in sign_matches(index.signs, letters) if _is_typed_by_sound(letters) else ():
        hit = _sound_hit(index, match, letters)
        # Letters that are a word of a name are hardly meant as first sounds of other words.
        if is_word and hit.closeness >= Closeness.SOUNDS_BEGIN:
            continue
        if match.entry not in hits or hit.rank < hits[match.entry].rank:
            hits[match.entry] = hit
    return list(hits.values())


def _is_typed_by_sound(letters: str) -> bool:
    """Whether this may be pinyin: there are letters, and more than one sign."""
    return len(letters) > 1 and any(sign.isascii() and sign.isalpha() for sign in letters)


def _literal_hit(entry: Entry, keys: EntryKeys, wanted: str, words: Sequence[str]) -> Hit | None:
    """How an entry matches by what is written; None when it does not."""
    if wanted.replace(" ", "") in keys.numbers:
        return Hit(entry, Closeness.NUMBER, keys.names[0])
    if not all(word in keys.whole for word in words):  # most entries, at once
        return None
    return _name_hit(entry, keys, wanted, words) or _text_hit(entry, keys, wanted, words)


def _name_hit(entry: Entry, keys: EntryKeys, wanted: str, words: Sequence[str]) -> Hit | None:
    matches = ((_closeness(name, wanted), name) for name in keys.names)
    hits = [Hit(entry, closeness, name, wanted, len(name)) for closeness, name in matches if closeness is not None]
    if hits:
        return min(hits, key=lambda hit: hit.closeness)
    if len(words) > 1 and all(any(_holds(name, word) for name in keys.names) for word in words):
        return Hit(entry, Closeness.WORDS_OF_NAMES, keys.names[0], "", len(keys.names[0]))
    return None


def _text_hit(entry: Entry, keys: EntryKeys, wanted: str, words: Sequence[str]) -> Hit | None:
    if len(wanted) == 1 and wanted.isascii():  # a letter or a digit is in every longer text
        return None
    if _holds(keys.text, wanted):
        return Hit(entry, Closeness.TEXT_HOLDS, "", wanted)
    if len(words) > 1 and all(_holds(keys.whole, word) for word in words):
        return Hit(entry, Closeness.WORDS_OF_TEXT)
    return None


def _closeness(name: str, wanted: str) -> Closeness | None:
    if name == wanted:
        return Closeness.WHOLE_NAME
    if name.startswith(wanted):
        return Closeness.NAME_BEGINS
    return Closeness.NAME_HOLDS if _holds(name, wanted) else None


def _holds(text: str, wanted: str) -> bool:
    """Whether a text holds what is wanted: Chinese anywhere, words in letters where a word begins."""
    at = text.find(wanted)
    if at < 0 or has_chinese(wanted[0]):
        return at >= 0
    while at > 0 and text[at - 1].isascii() and text[at - 1].isalnum():
        at = text.find(wanted, at + 1)
    return at >= 0


def _sound_hit(index: Index, match: SignMatch, letters: str) -> Hit:
    """How a match by sounds counts."""
    name = index.keys[match.entry].names[match.name]
    signs = name.replace(" ", "")
    is_whole = len(letters) >= LETTERS_OF_WHOLE * match.length
    if match.start:
        closeness = Closeness.READING_HOLDS if is_whole else Closeness.SOUNDS_HOLD
    else:
        closeness = Closeness.READING_BEGINS if is_whole else Closeness.SOUNDS_BEGIN
    matched = signs[match.start : match.start + match.length]
    return Hit(index.entries[match.entry], closeness, name, matched, len(name))
