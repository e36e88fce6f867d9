"""A form of an earlier version that somebody has half filled in is still taken, without the columns added since."""

from __future__ import annotations

from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from core.context import plan
from core.intake.findings import Severity
from core.intake.form.former_forms import (
    ADDED_COLUMNS,
    SCHEMA_OF_FORM,
    columns_of_form,
    columns_since,
    sheets_since,
)
from core.intake.form.layout import SHEETS, TEMPLATE_VERSION
from core.intake.publishing.check_return import check_return
from core.intake.publishing.checked_return import CheckedReturn
from core.intake.publishing.publish import publish_return
from core.intake.reading.headings import code_by_word
from core.snapshots import Releases, releases, verify_release
from tests.support.former_releases import FORM_1, release_of_schema_1
from tests.support.intake.edited_cells import with_cells

DAY = date(2025, 9, 1)


@pytest.fixture
def former(tmp_path: Path) -> Releases:
    release_of_schema_1(tmp_path)
    return releases(tmp_path)


def checked(content: bytes, found: Releases) -> CheckedReturn:
    newest = found.latest()
    assert newest is not None
    return check_return(content, "form.xlsx", found, plan(newest), DAY)


def test_what_a_version_added_may_be_left_out() -> None:
    assert list(ADDED_COLUMNS) == list(range(2, TEMPLATE_VERSION + 1))
    assert list(SCHEMA_OF_FORM) == list(range(1, TEMPLATE_VERSION + 1))
    for sheet in SHEETS:
        added = columns_since(1, sheet.dataset)
        if sheet.dataset not in sheets_since(1):
            assert not any(column.required for column in sheet.columns if column.id in added)


def test_the_columns_of_version_1_are_those_its_forms_were_made_with() -> None:
    assert columns_of_form(1) == "c910152c318d"
    assert columns_of_form() not in ("c910152c318d", "")
    assert "period" in columns_since(1, "tasks")
    assert columns_since(2, "tasks") == frozenset()
    assert (sheets_since(1), sheets_since(2)) == ({"programmes"}, frozenset())


def test_an_untouched_form_of_version_1_changes_nothing_and_says_which_it_is(former: Releases) -> None:
    found = checked(FORM_1.read_bytes(), former)
    assert found.merged is not None
    assert found.merged.changes == ()
    assert [(item.code, dict(item.values)) for item in found.findings if item.code != "unfilled"] == [
        ("former_form", {"found": "1", "expected": "2"})
    ]


def test_what_was_entered_in_a_form_of_version_1_is_published(former: Releases, tmp_path: Path) -> None:
    filled = with_cells(FORM_1.read_bytes(), "表9 任务", {"G4": "办结", "H4": date(2025, 6, 1)})
    found = checked(filled, former)
    assert [item for item in found.findings if item.severity is not Severity.NOTE] == []
    release = publish_return(
        found,
        tmp_path,
        published_by="甲",
        published_at=datetime(2025, 9, 2, tzinfo=UTC),
        note="任务",
        note_en="Tasks",
        explanations={},
    )
    assert (release.schema_version, verify_release(release.directory)) == (2, ())


def test_words_that_stood_in_forms_once_are_still_read() -> None:
    assert code_by_word("tasks", "task_stage")["在办"] == "under_way"
