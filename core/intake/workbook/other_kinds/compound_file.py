"""Takes a stream out of a compound file, the container of .xls and .et: sectors in chains, and a list of streams."""

from __future__ import annotations

import struct
from collections.abc import Callable, Sequence

from core.intake.workbook.errors import WorkbookError

_END = 0xFFFFFFFA  # this sector and those above are no sectors
_HEADER = 512
_ENTRY = 128


def stream_names(content: bytes) -> list[str]:
    """The names of the streams and folders. Raises WorkbookError (`damaged`)."""
    return [name for name, *_ in _CompoundFile(content).entries]


def read_stream(content: bytes, *names: str) -> bytes:
    """The stream with the first of these names that there is, in any letters. Raises WorkbookError (`damaged`)."""
    return _CompoundFile(content).stream(names)


class _CompoundFile:
    """Sectors are never followed further than there are any, so that a chain that bites its tail comes to an end."""

    def __init__(self, content: bytes) -> None:
        try:
            self._read(content)
        except (struct.error, IndexError) as error:
            raise WorkbookError("damaged") from error

    def _read(self, content: bytes) -> None:
        self._content = content
        shift, mini_shift = struct.unpack_from("<HH", content, 30)
        if shift not in (9, 12) or mini_shift > shift:
            raise WorkbookError("damaged")
        self._sector, self._mini_sector = 1 << shift, 1 << mini_shift
        (first_entry,) = struct.unpack_from("<I", content, 48)
        self._smallest, first_mini, _, first_list, _ = struct.unpack_from("<5I", content, 56)
        self._most = len(content) // self._sector  # with the header no fewer than there are sectors
        self._next = self._table(first_list)
        self.entries = self._entries(self._chain(first_entry, self._next, self._sector_at))
        table = self._chain(first_mini, self._next, self._sector_at)
        self._next_mini = _numbers(table)
        root = next((start for _, kind, start, _ in self.entries if kind == 5), _END)
        self._mini = self._chain(root, self._next, self._sector_at)

    def stream(self, names: Sequence[str]) -> bytes:
        by_name = {name.casefold(): (start, size) for name, kind, start, size in reversed(self.entries) if kind == 2}
        place = next((by_name[name.casefold()] for name in names if name.casefold() in by_name), None)
        if place is None:
            raise WorkbookError("damaged")
        start, size = place
        is_small = size < self._smallest
        following, read = (self._next_mini, self._mini_sector_at) if is_small else (self._next, self._sector_at)
        try:
            stream = self._chain(start, following, read)
        except IndexError as error:
            raise WorkbookError("damaged") from error
        if len(stream) < size:
            raise WorkbookError("damaged")
        return stream[:size]

    def _sector_at(self, number: int) -> bytes:
        start = max(_HEADER, self._sector) + number * self._sector
        return self._content[start : start + self._sector]

    def _mini_sector_at(self, number: int) -> bytes:
        return self._mini[number * self._mini_sector : (number + 1) * self._mini_sector]

    def _table(self, sector: int) -> Sequence[int]:
        """Which sector follows each, from the sectors that the header and the lists behind it name."""
        sectors = list(struct.unpack_from("<109I", self._content, 76))
        for _ in range(self._most):
            if sector >= _END:
                break
            words = struct.unpack(f"<{self._sector // 4}I", self._sector_at(sector))
            sectors += words[:-1]
            sector = words[-1]
        return _numbers(b"".join(map(self._sector_at, sectors[: self._most])))  # nothing where there is no sector

    def _chain(self, sector: int, following: Sequence[int], read: Callable[[int], bytes]) -> bytes:
        pieces: list[bytes] = []
        while sector < _END and len(pieces) < len(following):
            pieces.append(read(sector))
            sector = following[sector]
        return b"".join(pieces)

    def _entries(self, directory: bytes) -> list[tuple[str, int, int, int]]:
        """Name, kind (2: a stream, 5: the root), first sector and size of each entry."""
        entries = []
        for at in range(0, len(directory) - _ENTRY + 1, _ENTRY):
            length, kind = struct.unpack_from("<HB", directory, at + 64)
            start, size = struct.unpack_from("<II", directory, at + 116)
            name = directory[at : at + max(0, min(length, 64) - 2)].decode("utf-16-le", "replace")
            entries.append((name, kind, start, size))
        return entries


def _numbers(data: bytes) -> Sequence[int]:
    return [number for (number,) in struct.iter_unpack("<I", data[: len(data) // 4 * 4])]
