"""A format may write a day or a text in the colour of its cell, so that nobody sees it."""

from __future__ import annotations

from datetime import date

import pytest

from core.intake.workbook.grid import Cell, Doubt
from core.intake.workbook.looks.doubts import doubts_of_format
from core.intake.workbook.looks.styles_part import CellStyle


@pytest.mark.parametrize(
    ("code", "cell", "is_seen"),
    [
        ("[White]yyyy-mm-dd", Cell("d", date(2026, 9, 1)), False),
        ("[White]0;0;0;[White]@", Cell("s", "甲"), False),
        ("[White]@", Cell("s", "甲"), False),
        ("[White]0", Cell("s", "甲"), True),
        ("[White]0;0;0;@", Cell("s", "甲"), True),
    ],
)
def test_a_format_hides_days_and_texts_as_well(code: str, cell: Cell, *, is_seen: bool) -> None:
    assert doubts_of_format(cell, CellStyle(code=code, shown_as="d")) == (() if is_seen else (Doubt("unseen"),))
