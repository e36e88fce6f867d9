"""Cells of tasks: periods, sentences, names and hashes of files, and what a table without a column says."""

from __future__ import annotations

from datetime import date

import pytest

from core.cells.misread import MisreadError
from core.intake.form.layout import SHEET_OF
from core.intake.reading.text_cells import period_code, task_in, task_number, text_in
from core.intake.workbook.grid import Cell

COLUMNS = {column.id: column for column in SHEET_OF["tasks"].columns}
HASH = "0123456789abcdef" * 4


def refusal(id: str, cell: Cell) -> tuple[str, dict[str, object]]:
    with pytest.raises(MisreadError) as caught:
        period_code(cell) if id == "period" else text_in(COLUMNS[id], cell)
    return caught.value.code, caught.value.values


@pytest.mark.parametrize(
    ("cell", "read"),
    [
        (Cell("s", "2024-H1"), ("2024-H1", "")),
        (Cell("s", "2024年上半年"), ("2024-H1", "tidied")),
        (Cell("s", " ２０２４年第三季度 "), ("2024-Q3", "tidied")),
        (Cell("n", 2024.0), ("2024", "")),
        (Cell("d", date(2024, 9, 1)), ("2024-09", "tidied")),  # what a spreadsheet makes of 2024-09
    ],
)
def test_a_period_is_read_in_the_usual_spellings(cell: Cell, read: tuple[str, str]) -> None:
    assert period_code(cell) == read


@pytest.mark.parametrize(
    ("cell", "shown"),
    [
        (Cell("s", "上半年"), "上半年"),
        (Cell("n", 2024.1), "2024.1"),  # January or October
        (Cell("d", date(2024, 9, 15)), "2024-09-15"),
    ],
)
def test_what_may_be_several_periods_is_asked_about(cell: Cell, shown: str) -> None:
    assert refusal("period", cell) == ("not_a_period", {"found": shown})


@pytest.mark.parametrize(
    ("written", "kept"),
    [
        ("  第一行\n第二行 ", "第一行\n第二行"),
        ("=SUM(A1) 是文字", "=SUM(A1) 是文字"),
        ("<b>粗</b> & “引号”", "<b>粗</b> & “引号”"),
        ("“双师”培训已办", "“双师”培训已办"),
        ('"整段带引号"', '"整段带引号"'),
        ("零\u200b宽", "零宽"),
        ("长" * 2000, "长" * 2000),
    ],
)
def test_sentences_are_kept_as_they_were_written(written: str, kept: str) -> None:
    assert text_in(COLUMNS["progress"], Cell("s", written)) == kept


def test_a_text_has_a_limit_that_is_said() -> None:
    code, values = refusal("progress", Cell("s", "长" * 2001))
    assert (code, values["length"], values["limit"]) == ("too_long", 2001, 2000)
    assert refusal("owner", Cell("s", "科" * 201))[1]["limit"] == 200
    assert refusal("evidence_file", Cell("s", "a" * 256))[1]["limit"] == 255


@pytest.mark.parametrize("path", ["D:\\材料\\佐证.pdf", "/tmp/佐证.pdf", "材料/佐证.pdf"])
def test_a_file_is_named_without_its_folder(path: str) -> None:
    assert refusal("evidence_file", Cell("s", path)) == ("file_with_folder", {"found": path, "shown": "佐证.pdf"})
    assert text_in(COLUMNS["evidence_file"], Cell("s", "佐证 (1).pdf")) == "佐证 (1).pdf"


@pytest.mark.parametrize(
    "written", [HASH, HASH.upper(), f" {HASH[:32]} {HASH[32:]} ", f"SHA256:{HASH}", f"sha-256={HASH}"]
)
def test_a_hash_is_read_however_it_was_copied(written: str) -> None:
    assert text_in(COLUMNS["evidence_sha256"], Cell("s", written)) == HASH


@pytest.mark.parametrize("written", ["已上传", HASH[:-1], f"{HASH}0", "g" * 64])
def test_what_is_no_hash_is_refused(written: str) -> None:
    assert refusal("evidence_sha256", Cell("s", written))[0] == "not_a_hash"


@pytest.mark.parametrize(
    ("written", "read"),
    [
        *(("任务9", 9), ("第9项", 9), ("任务九", 9), ("task 9", 9), ("第 ９ 项任务", 9), ("任务99", 99)),
        *(("保障1", 101), ("保障措施四", 104), ("第2项保障", 102), ("safeguard 3", 103)),
        *(("9", None), ("９", None), ("双师", None)),  # numbers are read as in any other cell
    ],
)
def test_a_task_may_be_named_in_words_and_a_safeguard_by_its_place(written: str, read: int | None) -> None:
    assert task_number(Cell("s", written), (101, 102, 103, 104)) == read


def test_a_safeguard_the_plan_does_not_have_is_named() -> None:
    with pytest.raises(MisreadError) as caught:
        task_number(Cell("s", "保障5"), (101, 102, 103, 104))
    assert (caught.value.code, caught.value.values) == ("unknown_safeguard", {"found": "保障5", "count": 4})


@pytest.mark.parametrize(
    ("cell", "read"),
    [
        *((Cell("n", 9.0), (9, "")), (Cell("s", "９"), (9, "tidied")), (Cell("n", 32_767.0), (32_767, ""))),
        *((Cell("s", "任务9"), (9, "tidied")), (Cell("s", "保障1"), (101, "tidied"))),
    ],
)
def test_a_cell_names_one_task(cell: Cell, read: tuple[int, str]) -> None:
    assert task_in(cell, (101,)) == read


@pytest.mark.parametrize(
    "value", ["任务9、10", "无", "双师", "2,0", "约9", "9%", -1.0, 9.5, 32_768.0, date(2026, 9, 10)]
)
def test_what_names_no_task_is_told_what_does(value: str | float | date) -> None:
    kind = "s" if isinstance(value, str) else "n" if isinstance(value, float) else "d"
    with pytest.raises(MisreadError) as caught:
        task_in(Cell(kind, value), (101,))
    assert caught.value.code == "not_a_task"
