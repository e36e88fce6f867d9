"""Which names match letters typed for Chinese characters: whole readings, first sounds, and both mixed."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from core.search.entries import Signs
from core.search.readings import readings

LONGEST_READING = 6  # zhuang, shuang, chuang
LETTERS_OF_WHOLE = 2
"""A sign takes so many letters or more when it was typed by its whole reading."""


@dataclass(frozen=True, slots=True)
class SignMatch:
    """Where typed letters match: the entry, which of its names, the first and last sign (of it), how many of these."""

    entry: int
    name: int
    start: int
    length: int


def sign_matches(signs: Signs, typed: str, *, by_sound: bool = False) -> list[SignMatch]:
    """The best match of every entry for what was typed, without spaces; `by_sound`: for a character any of its sound.

    Every way to divide the letters is tried at once: for each place of the row, whether the first letters typed can end
    there, and where that began.
    """
    size = len(signs.sign)
    begun = [np.full(size + 1, -1, dtype=np.int32) for _ in range(len(typed) + 1)]
    begun[0][:-1] = np.arange(size, dtype=np.int32)
    for at in range(len(typed)):
        if not (begun[at] >= 0).any():
            continue
        for end in range(at + 1, min(at + LONGEST_READING, len(typed)) + 1):
            places = _places(signs, typed[at:end], is_last=end == len(typed), by_sound=by_sound)
            if places:
                fits = np.zeros(len(signs.different), dtype=bool)
                fits[places] = True
                here = np.where(fits[signs.sign], begun[at][:-1], -1)
                np.maximum(begun[end][1:], here, out=begun[end][1:])
    return _best_of_entries(signs, begun[-1], len(typed))


def _places(signs: Signs, letters: str, *, is_last: bool, by_sound: bool) -> list[int]:
    """Which different signs, by their places, the letters may stand for."""
    if by_sound and len(letters) == 1 and not letters.isascii():
        return [place for reading in readings(letters) for place in signs.typed.get(reading, ())]
    return (signs.begun if is_last else signs.typed).get(letters, [])


def _best_of_entries(signs: Signs, begun: npt.NDArray[np.int32], letters: int) -> list[SignMatch]:
    """Of each entry one match: by whole readings rather than first sounds, where a name begins, in its first name, with
    the fewest signs."""
    ends = np.flatnonzero(begun >= 0)
    starts = begun[ends]
    entry, name, start, length = signs.entry[starts], signs.name[starts], starts - signs.start[starts], ends - starts
    order = np.lexsort((length, name, start > 0, letters < LETTERS_OF_WHOLE * length, entry))
    first = order[np.diff(entry[order], prepend=-1) > 0]
    columns = (column[first].tolist() for column in (entry, name, start, length))
    return [SignMatch(*match) for match in zip(*columns, strict=True)]
