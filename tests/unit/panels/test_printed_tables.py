"""What a downloaded workbook prints at the top and bottom of every page."""

from __future__ import annotations

from dataclasses import replace
from io import BytesIO

import pytest
from openpyxl import load_workbook

from core.context import context_for
from core.exports.table import xlsx_bytes
from core.language import Language
from core.panels.registry import PANELS
from core.snapshots import releases


@pytest.mark.parametrize(
    ("headline", "printed"),
    [
        ("Books & buildings: 3", "Books && buildings: 3"),
        ("甲校 −5,000人，" * 40, "甲校 −5,000人，" * 22 + "甲校…"),
        ("ten chars " * 40, ("ten chars " * 24).strip() + " ten…"),
    ],
)
def test_a_finding_is_printed_whole_or_ends_after_a_word_and_says_so(headline: str, printed: str) -> None:
    newest = releases().latest()
    assert newest is not None
    context = context_for(newest, Language.ZH)
    panel = replace(PANELS["secondary_vocational_enrolment"](context, {}), headline=headline)
    sheet = load_workbook(BytesIO(xlsx_bytes(panel, context.texts))).worksheets[0]
    assert sheet.oddHeader.left.text == printed
    assert (sheet.oddFooter.left.text, sheet.oddFooter.right.text) == ("&A", "&P / &N")
    assert "示例" in sheet.title
