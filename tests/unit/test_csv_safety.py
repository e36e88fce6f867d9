"""No text out of somebody's data becomes a formula in a file this application writes; negative numbers stay numbers."""

from __future__ import annotations

import csv
from io import BytesIO, StringIO
from pathlib import Path

import pytest
from openpyxl import load_workbook

from core.commands.main import main
from core.exports.csv_safety import without_formula
from core.exports.table import csv_bytes, xlsx_bytes
from core.panels.panel import Cell, Column, Panel, Table
from tests.support.intake_files import ZH

FORMULAS = ("=1+1", "+1+cmd", "-1+2", "@SUM(A1)", "\t=1", "＝1+1", '=HYPERLINK("http://x")')


@pytest.mark.parametrize("text", FORMULAS)
def test_what_would_be_a_formula_gets_an_apostrophe_and_a_number_does_not(text: str) -> None:
    assert without_formula(text) == "'" + text
    assert [without_formula(value) for value in (-5, -0.5, "-5", "-1,200.5", "+3%", "学校")] == [
        -5,
        -0.5,
        "-5",
        "-1,200.5",
        "+3%",
        "学校",
    ]


@pytest.mark.parametrize("text", FORMULAS)
def test_downloads_of_a_table_hold_texts_as_texts(text: str) -> None:
    table = Table((Column("unit", text), Column("value", "数", True)), ((Cell(text, text), Cell("-5", -5)),))
    panel = Panel(id="changes", headline=text, subtitle="", source=text, table=table)
    rows = list(csv.reader(StringIO(csv_bytes(panel, ZH).decode("utf-8-sig"), newline="")))
    assert rows[:2] == [["'" + text, "数"], ["'" + text, "-5"]]
    book = load_workbook(BytesIO(xlsx_bytes(panel, ZH)))
    cells = [cell for sheet in book for line in sheet.iter_rows() for cell in line if cell.value is not None]
    assert [cell.coordinate for cell in cells if cell.data_type == "f"] == []
    assert book.worksheets[0]["B2"].value == -5


def test_a_table_judged_on_the_command_line_gives_texts_back_as_texts(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file = tmp_path / "a.csv"
    head = "series,better,base_year,base_value,latest_year,latest_value,target_year,target,note"
    file.write_text(f"{head}\n=1+1,higher,2015,-4,2020,-2,2030,0,@x\n", encoding="utf-8")
    main(["assess", str(file), "--rule", "linear"])
    row = list(csv.reader(StringIO(capsys.readouterr().out, newline="")))[1]
    assert (row[0], row[3], row[8]) == ("'=1+1", "-4", "'@x")
