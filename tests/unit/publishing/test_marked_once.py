"""A look at a return marks its workbook once; it is marked again only for other explanations."""

from __future__ import annotations

from io import BytesIO

import pytest
from openpyxl import load_workbook

from core.intake.findings import Severity
from core.language import Language
from core.ui.intake import check_upload
from core.ui.intake.check_upload import MarkedWorkbook
from tests.support.intake.small_demonstration import prepared
from tests.support.intake_files import TEACHERS, workbook

CONTENT = workbook([TEACHERS, ("示例中职学校A", "公办", 2026, 150, 95, 64)])


@pytest.fixture
def marks(monkeypatch: pytest.MonkeyPatch) -> list[dict[str, str]]:
    """The explanations each call of `mark` was given."""
    calls: list[dict[str, str]] = []
    mark = check_upload.marked_copy

    def counted(*arguments: object) -> bytes:
        calls.append(dict(arguments[4]))  # type: ignore[call-overload]  # the explanations
        return mark(*arguments)  # type: ignore[arg-type]  # passed on as they came

    monkeypatch.setattr(check_upload, "marked_copy", counted)
    return calls


def test_a_workbook_is_marked_once_and_again_only_for_other_explanations(marks: list[dict[str, str]]) -> None:
    checked = prepared(CONTENT)
    (finding,) = checked.findings_of(Severity.SOFT)
    written: dict[str, str] = {}
    marked = MarkedWorkbook(CONTENT, checked, Language.ZH, written)
    first = marked.content(written)
    assert marked.content(written) is first
    assert marks == [{}]
    written[finding.id] = "新聘教师已核实"
    explained = marked.content(written)
    assert marked.content(written) is explained
    assert marks == [{}, {finding.id: "新聘教师已核实"}]
    values = [cell.value for sheet in load_workbook(BytesIO(explained)) for row in sheet for cell in row]
    assert "新聘教师已核实" in values
