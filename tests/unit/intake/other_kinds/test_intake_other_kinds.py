"""A return as an .xls or .ods file: the rows and findings of the same return as .xlsx, and a sentence on what it is."""

from __future__ import annotations

from typing import Any

import pytest

from core.intake.finding_words import sentence
from core.intake.findings import IntakeError, Severity
from core.intake.marked_copy import marked_copy
from tests.support.intake.small_demonstration import understood
from tests.support.intake_files import TEACHERS, ZH, workbook
from tests.support.workbook_parts.other_kinds import number_cell, ods, text_cell, wide, xls, xlsb

LINES: tuple[tuple[Any, ...], ...] = (
    ("单位名称", "办学性质", "年份", "专任教师数", "专业课教师数", "双师型教师数"),
    ("示例中职学校A", "公办", 2026, 100, 60, 30),
    ("示例中职学校B", "公办", 2026, 80, 40, 50),
    ("示例中职学校C", "公办", 2026, "约70", 40, 20),
)


def as_xls() -> bytes:
    texts = [value for line in LINES for value in line if isinstance(value, str)]
    cells = [
        text_cell(row, x, texts.index(value)) if isinstance(value, str) else number_cell(row, x, value)
        for row, line in enumerate(LINES)
        for x, value in enumerate(line)
    ]
    return xls(cells, map(wide, texts), title="表5 教师")


def as_ods() -> bytes:
    def cell(value: Any) -> str:
        kind = "string" if isinstance(value, str) else f'float" office:value="{value}'
        return f'<table:table-cell office:value-type="{kind}"><text:p>{value}</text:p></table:table-cell>'

    rows = "".join(f"<table:table-row>{''.join(map(cell, line))}</table:table-row>" for line in LINES)
    return ods(f'<table:table table:name="表5 教师">{rows}</table:table>')


@pytest.mark.parametrize(("content", "kind"), [(as_xls(), ".xls / .et"), (as_ods(), ".ods")])
def test_a_return_of_another_kind_is_understood_like_the_same_return_as_xlsx(content: bytes, kind: str) -> None:
    assert LINES[0] == TEACHERS
    expected, reading = understood(workbook(LINES)), understood(content)
    assert [(entry.dataset, entry.row) for entry in reading.entries] == [
        (entry.dataset, entry.row) for entry in expected.entries
    ]
    assert reading.entries
    own = [item for item in reading.findings if item.code != "other_kind"]
    assert [sentence(item, ZH) for item in own] == [sentence(item, ZH) for item in expected.findings]
    assert any(item.severity is Severity.HARD for item in own)
    (note,) = [item for item in reading.findings if item.code == "other_kind"]
    assert sentence(note, ZH).startswith(f"这是 {kind} 格式的文件")
    again = understood(marked_copy(content, "return.et", reading.findings), "return.xlsx")
    assert [(entry.dataset, entry.row) for entry in again.entries] == [
        (entry.dataset, entry.row) for entry in expected.entries
    ]
    assert "other_kind" not in {item.code for item in again.findings}


@pytest.mark.parametrize(
    ("content", "code"),
    [
        ("单位名称\t年份\n甲校\t2026\n".encode(), ""),
        (b"<html><table><tr><td>1</td></tr></table></html>", "web_page"),
        (b'<?xml version="1.0"?><Workbook xmlns="urn:schemas-microsoft-com:office:spreadsheet"/>', "old_xml"),
        (as_xls()[:-1], "damaged"),
        (as_ods()[:300], "damaged"),
        (xlsb([])[:300], "damaged"),
    ],
)
def test_what_is_only_called_xls_is_answered_for_what_it_is(content: bytes, code: str) -> None:
    if not code:
        assert understood(content, "return.xls").sha256
        return
    with pytest.raises(IntakeError) as refused:
        understood(content, "return.xls")
    assert refused.value.code == code
