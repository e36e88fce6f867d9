"""Runs `python -m core assess` on a table of its own and says what it came to."""

from __future__ import annotations

import csv
import io
from dataclasses import dataclass
from pathlib import Path

import pytest

from core.commands.main import main

WIDE = "series,better,base_year,base_value,latest_year,latest_value,target_year,target\n"
LONG = "series,year,value,better,target,target_year\n"


@dataclass(frozen=True)
class Said:
    """What one run of the command came to."""

    code: int
    out: str
    errors: str

    @property
    def rows(self) -> list[dict[str, str]]:
        return list(csv.DictReader(io.StringIO(self.out)))

    @property
    def outcomes(self) -> list[str]:
        return [row["outcome"] for row in self.rows]


class Runner:
    """Writes a table into a file of its own and runs the command on it."""

    def __init__(self, folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
        self.file, self._capsys = folder / "table.csv", capsys

    def __call__(self, table: str | bytes, *options: str, lang: str = "en") -> Said:
        self.file.write_bytes(table if isinstance(table, bytes) else table.encode("utf-8"))
        return self.on(self.file, *options, lang=lang)

    def on(self, file: Path, *options: str, lang: str = "en") -> Said:
        code = main(["--lang", lang, "assess", str(file), *options])
        printed = self._capsys.readouterr()
        return Said(code, printed.out, printed.err)
