"""`assess` on workbooks: a sheet is read like a CSV table, whatever program wrote it."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from openpyxl import Workbook

from core.commands.exit_codes import FAILED, OK
from tests.support.commands.assess import Runner
from tests.support.intake_files import saved
from tests.support.workbook_parts.other_kinds import number_cell, ods, text_cell, wide, xls

HEAD = ("series", "better", "target", "target_year", 2015, 2020)
LINES: tuple[tuple[Any, ...], ...] = (HEAD, ("A", "higher", 100, 2025, 0, 47.5), ("B", "higher", 100, 2025, 0, "30 e"))


@pytest.fixture
def run(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> Runner:
    return Runner(tmp_path, capsys)


def as_xlsx(**more: bool) -> bytes:
    """The table below a title; `more` are other sheets, and whether they are hidden."""
    book = Workbook()
    sheet: Any = book.active
    sheet.title = "Data"
    for line in (("Title",), *LINES):
        sheet.append(line)
    for name, hidden in more.items():
        other: Any = book.create_sheet(name)
        other.append(["x"])
        other.sheet_state = "hidden" if hidden else "visible"
    return saved(book)


def as_xls() -> bytes:
    texts = [value for line in LINES for value in line if isinstance(value, str)]
    cells = [
        text_cell(row, x, texts.index(value)) if isinstance(value, str) else number_cell(row, x, value)
        for row, line in enumerate(LINES)
        for x, value in enumerate(line)
    ]
    return xls(cells, map(wide, texts))


def as_ods() -> bytes:
    def cell(value: Any) -> str:
        kind = "string" if isinstance(value, str) else f'float" office:value="{value}'
        return f'<table:table-cell office:value-type="{kind}"><text:p>{value}</text:p></table:table-cell>'

    rows = "".join(f"<table:table-row>{''.join(map(cell, line))}</table:table-row>" for line in LINES)
    return ods(f'<table:table table:name="a">{rows}</table:table>')


@pytest.mark.parametrize("content", [as_xlsx(), as_xls(), as_ods(), as_xlsx(Notes=True)])
def test_a_workbook_is_read_like_a_table_of_text(run: Runner, content: bytes) -> None:
    output = run(content)
    assert (output.code, output.outcomes, output.errors) == (OK, ["on_track", "lagging"], "")


def test_of_several_sheets_one_is_named(run: Runner) -> None:
    content = as_xlsx(Notes=False)
    asked = run(content)
    assert (asked.code, asked.out) == (FAILED, "")
    assert "Data, Notes" in asked.errors
    assert "--sheet" in asked.errors
    assert run(content, "--sheet", "Data").outcomes == ["on_track", "lagging"]
    assert run(content, "--sheet", "Date").code == FAILED


def test_a_percentage_of_a_workbook_is_one(run: Runner) -> None:
    book = Workbook()
    sheet: Any = book.active
    for line in (HEAD, ("A", "higher", 1, 2025, 0, 0.475)):
        sheet.append(line)
    for column in "CEF":
        sheet[f"{column}2"].number_format = "0.0%"
    output = run(saved(book))
    assert (output.code, output.outcomes) == (OK, ["on_track"])
    assert "47.5%" in output.out


def test_what_is_no_table_is_named_for_what_it_is(run: Runner) -> None:
    assert "PDF" in run(b"%PDF-1.7").errors
    assert run(as_xls()[:-1]).code == FAILED
