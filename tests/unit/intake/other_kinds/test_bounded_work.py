"""Work is bounded by what it costs: small files that would take minutes are answered, or read within seconds."""

from __future__ import annotations

import random
import time

import pytest

from core.cells.misread import MisreadError
from core.cells.separated import NotSeparatedError, separated_rows
from core.cells.text import fold
from core.intake.reading.register.unit_register import Register
from core.intake.rows import units_of
from core.intake.workbook.errors import WorkbookError
from core.intake.workbook.grid import Cell
from core.intake.workbook.limits import Limits
from core.intake.workbook.looks.doubts import FormatWork
from core.intake.workbook.looks.styles_part import CellStyle
from core.intake.workbook.read_file import read_file
from core.personal_numbers import personal_numbers
from tests.support.intake_files import newest, rows_of
from tests.support.workbook_parts.small_workbooks import packed, small_parts

SECONDS = 3.0  # of processor time, many times what is needed


def code_of(content: bytes, name: str, limits: Limits | None = None) -> str:
    with pytest.raises(WorkbookError) as refused:
        read_file(content, name, limits or Limits())
    return refused.value.code


def test_boxes_of_a_drawing_that_never_end_are_looked_for_once() -> None:
    digits = random.Random(1)
    boxes = "".join(f'<v:textbox s="{digits.randrange(1000)}">' for _ in range(60_000))
    parts = {**small_parts("<row><c><v>1</v></c></row>"), "xl/drawings/vmlDrawing1.vml": f"<xml>{boxes}</xml>"}
    began = time.process_time()
    assert read_file(packed(parts), "a.xlsx").outside_texts == ()
    assert time.process_time() - began < SECONDS


def test_a_text_of_ligatures_is_compared_by_its_beginning() -> None:
    began = time.process_time()
    assert fold("\ufdfa" * 100_000) == fold("\ufdfa" * 2_000)
    assert personal_numbers("\ufdfa" * 100_000 + " 13800138000") == [("mobile", "138…00")]
    assert time.process_time() - began < SECONDS


@pytest.mark.slow
def test_thousands_of_unknown_names_are_not_all_searched_for_similar_ones() -> None:
    register = Register(units_of(rows_of(newest()), "500110"))

    def code(name: str) -> str:
        with pytest.raises(MisreadError) as unknown:
            register.find("", name, None)
        return unknown.value.code

    like_one = register.entries[0].name + "校"
    assert code(like_one + "区") == "unit_near"
    began = time.process_time()
    assert {code(f"陌生学校{number}号") for number in range(20_000)} <= {"unit_near", "unit_unknown"}
    assert time.process_time() - began < 4 * SECONDS
    assert code(like_one) == "unit_unknown"  # nothing is compared any more
    assert code(like_one + "区") == "unit_near"


def test_a_csv_file_has_so_many_lines_and_none_is_as_long_as_a_file() -> None:
    assert code_of(b"a,b\n" + b"\n" * 30, "a.csv", Limits(rows=30)) == "too_many_rows"
    assert len(read_file(b"a,b\n" + b"\n" * 29, "a.csv", Limits(rows=30)).grids[0].rows) == 1
    with pytest.raises(NotSeparatedError, match="long_line"):
        list(separated_rows("," * 3_000_001))


def test_texts_beside_the_cells_are_counted() -> None:
    comments = "".join(f"<comment><text><t>abc{number}</t></text></comment>" for number in range(9))
    parts = {**small_parts("<row><c><v>1</v></c></row>"), "xl/comments1.xml": f"<c>{comments}</c>"}
    assert len(read_file(packed(parts), "a.xlsx", Limits(cells=9, characters=36)).outside_texts) == 9
    assert code_of(packed(parts), "a.xlsx", Limits(cells=8)) == "bomb"
    assert code_of(packed(parts), "a.xlsx", Limits(characters=35)) == "much_text"


def test_number_formats_are_worked_out_for_so_many_characters() -> None:
    work, style = FormatWork(), CellStyle(code="0" * 500 + ".0")
    for number in range(4_000_000 // 502):
        work.doubts(Cell("n", 0.5) if number < 20 else Cell("b", True), style)
    for _ in range(30):
        work.doubts(Cell("n", 5.0), style)  # a whole number takes no time
    with pytest.raises(WorkbookError, match="bomb"):
        work.doubts(Cell("n", 0.5), style)
