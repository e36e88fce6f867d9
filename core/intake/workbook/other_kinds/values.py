"""The values of a workbook that calamine reads, in a process of its own with limits of memory and time."""

from __future__ import annotations

import json
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from core.intake.workbook.errors import WorkbookError
from core.intake.workbook.limits import Limits

_PROGRAM = Path(__file__).with_name("values_process.py")
_MEMORY = 500_000_000  # bytes of addresses, of which a reader of an ordinary file takes a tenth
_PROCESSOR = 8  # seconds
_CLOCK = 60  # seconds, on a machine that is busy


@dataclass(slots=True)
class SheetValues:
    """A sheet as it is read: cells as (row from 0, column from 0, kind, value); None where it is no table of cells."""

    title: str
    hidden: bool
    cells: list[tuple[int, int, str, Any]] | None


def read_values(content: bytes, limits: Limits) -> list[SheetValues]:
    """Every sheet in order.

    Raises WorkbookError: `damaged`, `encrypted`, `too_many_cells`, `much_text`, or `much_work` when it takes more
    memory or time than any return does.
    """
    bounds = (_MEMORY, _PROCESSOR, limits.cells, limits.characters)
    command = [sys.executable, "-P", str(_PROGRAM), *map(str, bounds)]
    try:
        run = subprocess.run(command, input=content, capture_output=True, timeout=_CLOCK, check=False)
        answer = json.loads(run.stdout)
    except (subprocess.TimeoutExpired, ValueError) as error:
        raise WorkbookError("much_work") from error
    if "error" in answer:
        code = answer["error"]
        known = {"too_many_cells": limits.cells, "much_text": limits.characters}
        raise WorkbookError(code, **({"limit": known[code]} if code in known else {}))
    return [SheetValues(**sheet) for sheet in answer["sheets"]]
