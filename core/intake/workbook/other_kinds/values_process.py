"""A program of its own: the values of a workbook from standard input, read by calamine, as JSON on standard output.

It runs apart because calamine is not bounded: a small file may ask it for any memory or time, or end its process.
Called with the bytes of memory, the seconds of processor time, the cells and the characters that it may use.
"""

from __future__ import annotations

import json
import sys
from contextlib import suppress
from datetime import date, datetime, time, timedelta
from io import BytesIO
from typing import Any

from python_calamine import CalamineWorkbook, PasswordError, SheetTypeEnum, SheetVisibleEnum

_DAY = timedelta(days=1)


def main(memory: int, seconds: int, cells: int, characters: int) -> None:
    """Print the sheets with their cells, or the code of the reason why there are none."""
    with suppress(
        ImportError, ValueError, OSError
    ):  # where the system has no such limits, only the clock of the caller
        import resource

        resource.setrlimit(resource.RLIMIT_AS, (memory, memory))
        resource.setrlimit(resource.RLIMIT_CPU, (seconds, seconds))
    sys.stdout.write(json.dumps(answer_to(sys.stdin.buffer.read(), cells, characters)))


def answer_to(content: bytes, cells: int, characters: int) -> dict[str, Any]:
    """The sheets of a workbook with their cells (`sheets`), or the code of the reason why there are none (`error`)."""
    try:
        return {"sheets": _sheets(content, cells, characters)}
    except _LimitError as error:
        return {"error": str(error)}
    except PasswordError:
        return {"error": "encrypted"}
    except MemoryError:
        return {"error": "much_work"}
    except BaseException:  # calamine's own failures are no ordinary exceptions
        return {"error": "damaged"}


class _LimitError(Exception):
    pass


def _sheets(content: bytes, cells: int, characters: int) -> list[dict[str, Any]]:
    """Every sheet in order; of one that is no table of cells, no cells at all (`cells` is null)."""
    sheets: list[dict[str, Any]] = []
    known: set[str] = set()
    with CalamineWorkbook.from_filelike(BytesIO(content)) as book:
        for place, entry in enumerate(book.sheets_metadata):
            sheet: dict[str, Any] = {
                "title": entry.name,
                "hidden": entry.visible != SheetVisibleEnum.Visible,
                "cells": None,
            }
            sheets.append(sheet)
            if entry.typ != SheetTypeEnum.WorkSheet:
                continue
            sheet["cells"] = found = []
            table = book.get_sheet_by_index(place)
            if table.start is None:
                continue
            first = table.start[1]  # it leaves out empty columns, not empty rows
            for y, row in enumerate(table.iter_rows()):
                for x, value in enumerate(row, first):
                    if value == "":
                        continue
                    cells -= 1
                    if isinstance(value, str) and value not in known:
                        known.add(value)
                        characters -= len(value)
                    if cells < 0 or characters < 0:
                        raise _LimitError("too_many_cells" if cells < 0 else "much_text")
                    found.append((y, x, *_plain(value)))
    return sheets


def _plain(value: object) -> tuple[str, object]:
    """The kind of a cell and its value: `d` a day as text, `t` a time as part of a day, `b`, `n`, `s`."""
    match value:
        case bool():
            return "b", value
        case int() | float():
            return "n", value
        case datetime():
            return "d", value.date().isoformat()
        case date():
            return "d", value.isoformat()
        case time():
            return "n", timedelta(hours=value.hour, minutes=value.minute, seconds=value.second) / _DAY
        case timedelta():
            return "n", value / _DAY
    return "s", value


if __name__ == "__main__":
    main(*map(int, sys.argv[1:]))
