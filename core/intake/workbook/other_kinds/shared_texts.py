"""Finds the fonts within the texts that the cells of an .xls file share."""

from __future__ import annotations

import struct
from collections.abc import Mapping, Sequence

from core.intake.workbook.looks.fonts import Font, Run
from core.intake.workbook.other_kinds.shown import runs_of


def shared_text_runs(records: Sequence[bytes], fonts: Mapping[int, Font]) -> dict[int, tuple[Run, ...]]:
    """The runs of the texts with several fonts, by the number of the text.

    `records` are the record of the texts and those that continue it. Raises struct.error, IndexError.
    """
    source = _Source(records)
    runs: dict[int, tuple[Run, ...]] = {}
    (number,) = struct.unpack("<I", records[0][4:8])
    for place in range(number):
        if source.is_empty:
            break
        length, options = struct.unpack("<HB", source.take(3))
        pieces = struct.unpack("<H", source.take(2))[0] if options & 8 else 0
        more = struct.unpack("<I", source.take(4))[0] if options & 4 else 0
        text = source.characters(length, wide=bool(options & 1))
        starts = [struct.unpack("<HH", source.take(4)) for _ in range(pieces)]
        source.skip(more)
        if starts:
            runs[place] = runs_of(text, starts, fonts)
    return runs


class _Source:
    """The bytes of several records in a row; characters that go on in the next record begin there with new options."""

    def __init__(self, records: Sequence[bytes]) -> None:
        self._records, self._record, self._at = records, 0, 8

    @property
    def is_empty(self) -> bool:
        self._go_on()
        return self._record >= len(self._records)

    def _go_on(self) -> None:
        while self._record < len(self._records) and self._at >= len(self._records[self._record]):
            self._record, self._at = self._record + 1, 0

    def take(self, size: int) -> bytes:
        """The next bytes, also across two records. Raises IndexError at the end."""
        pieces = b""
        while len(pieces) < size:
            self._go_on()
            piece = self._records[self._record][self._at : self._at + size - len(pieces)]
            self._at += len(piece)
            pieces += piece
        return pieces

    def skip(self, size: int) -> None:
        """Pass over bytes. Raises IndexError at the end."""
        while size > 0:
            self._go_on()
            step = min(size, len(self._records[self._record]) - self._at)
            self._at += step
            size -= step

    def characters(self, length: int, *, wide: bool) -> str:
        """So many characters. Raises IndexError at the end."""
        units = b""
        while len(units) < 2 * length:
            if self._at >= len(self._records[self._record]):
                self._go_on()
                wide = bool(self.take(1)[0] & 1)
            size = 1 + wide
            end = self._at + size * (length - len(units) // 2)
            piece = self._records[self._record][self._at : end]
            if not piece or len(piece) % size:
                raise IndexError(length)
            units += piece if wide else piece.decode("latin-1").encode("utf-16-le")
            self._at += len(piece)
        return units.decode("utf-16-le", "replace")
