"""Leaves out the empty cells and rows of a sheet before it is parsed: a formatted column may have a million of them."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import IO, NamedTuple

_BLOCK = 1 << 18  # bytes
_LONGEST_ROW = 1 << 21  # bytes; a longer one is passed on as it is
_CELLS_BEGIN = re.compile(rb"<([A-Za-z]\w*:)?sheetData[ />]")
_LEAST_EMPTY = 400  # bytes for each closed element; of an ordinary sheet nothing need be left out


class FilledCells:
    """The bytes of a sheet without what is empty. `count` is told how many bytes were unpacked."""

    def __init__(self, packed: IO[bytes], count: Callable[[int], None]) -> None:
        self._packed, self._count = packed, count
        self._rest = b""
        self._ready = bytearray()
        self._is_at_end = False
        self._patterns: _Patterns | None = None
        self._must_stay = False

    def read(self, size: int = 1 << 16, /) -> bytes:
        """The next `size` bytes; fewer at the end. Raises what `count` raises."""
        while len(self._ready) < size and not self._is_at_end:
            self._fill()
        data = bytes(self._ready[:size])
        del self._ready[:size]
        return data

    def _fill(self) -> None:
        block = self._packed.read(_BLOCK)
        self._count(len(block))
        self._is_at_end = not block
        text = self._rest + block
        end = len(text) if self._is_at_end else _end_of_rows(text)
        self._rest = text[end:]
        self._ready += self._without_empty(text[:end])

    def _without_empty(self, text: bytes) -> bytes:
        if self._patterns is None:
            start = _CELLS_BEGIN.search(text)
            if start is None:
                return text
            self._patterns = _patterns(start[1] or b"")
        cells, rows, without_place = self._patterns
        if self._must_stay or text.count(b"/") * _LEAST_EMPTY < len(text):
            return text
        if b"<!" in text or without_place.search(text):
            self._must_stay = True
            return text
        return rows.sub(b"", cells.sub(b"", text))


class _Patterns(NamedTuple):
    """Runs of empty cells and of empty rows, and a cell or row that does not say where it stands.

    Such a one follows what is before it, which then has to stay. Runs, because one match for each cell would take as
    long as parsing it.
    """

    cells: re.Pattern[bytes]
    rows: re.Pattern[bytes]
    without_place: re.Pattern[bytes]


def _patterns(prefix: bytes) -> _Patterns:
    cell, row = prefix + b"c", prefix + b"row"
    # No group is repeated possessively: before Python 3.11.5 the last, failed attempt at one stays in what is matched.
    cells = rb'(?:<%b r="[A-Z]{1,3}+[0-9]{1,7}+"(?: s="[0-9]*+")?(?: t="n")?(?: ?/>|></%b>)\s*+)+' % (cell, cell)
    rows = rb'(?:<%b r="[0-9]{1,7}+"(?: [A-Za-z0-9:]++="[^"<>]*+")*(?: ?/>|>\s*+</%b>)\s*+)+' % (row, row)
    without_place = rb'<(?:%b|%b)(?:[/>]| (?!r="))' % (cell, row)
    return _Patterns(re.compile(cells), re.compile(rows), re.compile(without_place))


def _end_of_rows(text: bytes) -> int:
    """Where the last whole row ends; of a very long row, where its last whole element does."""
    end = text.rfind(b"row>") + len(b"row>")
    start = text.rfind(b"<", 0, text.rfind(b"row ") + 1)
    last = max(end if end >= len(b"row>") else 0, start)
    if last <= 0 and len(text) >= _LONGEST_ROW:
        last = text.rfind(b"<")
        return last if last > 0 else len(text)
    return max(last, 0)
