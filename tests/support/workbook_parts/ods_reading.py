"""Reads an .ods file made by hand: its sheets with what is seen of them, or the reason why it is refused."""

from __future__ import annotations

import pytest

from core.intake.workbook.errors import WorkbookError
from core.intake.workbook.limits import Limits
from core.intake.workbook.other_kinds.ods_sheets import read_ods_sheets
from core.intake.workbook.other_kinds.shown import BookShown
from core.intake.workbook.other_kinds.values import SheetValues
from core.intake.workbook.package import Package

RAISED = '<style:text-properties style:text-position="super"/>'
STRUCK = '<style:text-properties style:text-line-through-style="solid"/>'


def read(content: bytes, limits: Limits | None = None) -> tuple[list[SheetValues], BookShown]:
    return read_ods_sheets(Package(content, limits or Limits()))


def refusal_of(content: bytes, limits: Limits | None = None) -> tuple[str, dict[str, str]]:
    with pytest.raises(WorkbookError) as refused:
        read(content, limits)
    return refused.value.code, refused.value.values
