"""An unpublished file kept for its browser: found again, never anybody else's, gone after a day and told so."""

import stat
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from core.records import drafts

ME, OTHER = drafts.new_secret(), drafts.new_secret()


@pytest.fixture(autouse=True)
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("DASHBOARD_HOME", str(tmp_path))
    return tmp_path


def test_a_file_is_found_again_with_what_was_typed_by_its_own_browser_only() -> None:
    now = datetime.now(UTC)
    id = drafts.keep(ME, "填报.xlsx", b"content", now)
    drafts.keep_texts(ME, id, {"intake_note": "秋季数", "intake_by": ""}, {"ab12": "属实"})
    drafts.keep_texts(ME, "another", {"intake_note": "not this file"}, {})
    found = drafts.read_draft(ME, now)
    assert found is not None
    assert (found.name, found.content, found.sent_at) == ("填报.xlsx", b"content", now)
    assert (found.typed, found.explained) == ({"intake_note": "秋季数"}, {"ab12": "属实"})
    assert drafts.read_draft(OTHER, now) is None


def test_neither_the_secret_nor_a_personal_number_is_on_the_disk(home: Path) -> None:
    id = drafts.keep(ME, "a.csv", b"content", datetime.now(UTC))
    drafts.keep_texts(ME, id, {"intake_note": "电话 13812345678"}, {"ab12": "身份证 500222199001011234"})
    kept = list((home / "drafts").iterdir())
    assert len(kept) == 2
    assert stat.S_IMODE((home / "drafts").stat().st_mode) == 0o700
    for path in kept:
        assert stat.S_IMODE(path.stat().st_mode) == 0o600
        assert ME not in path.name
        assert ME not in path.read_text("utf-8")
        assert "13812345678" not in path.read_text("utf-8")
        assert "500222199001011234" not in path.read_text("utf-8")


def test_after_a_day_the_file_is_gone_and_for_a_week_it_is_told(home: Path) -> None:
    now = datetime.now(UTC)
    drafts.keep(ME, "填报.xlsx", b"content", now)
    later = drafts.read_draft(ME, now + timedelta(hours=25))
    assert later is not None
    assert (later.name, later.content) == ("填报.xlsx", None)
    assert len(list((home / "drafts").iterdir())) == 1
    assert drafts.read_draft(ME, now + timedelta(days=8)) is None
    assert list((home / "drafts").iterdir()) == []


def test_only_the_file_that_was_published_is_forgotten() -> None:
    now = datetime.now(UTC)
    first = drafts.keep(ME, "one.csv", b"1", now)
    second = drafts.keep(ME, "two.csv", b"2", now)
    drafts.forget(ME, first)
    found = drafts.read_draft(ME, now)
    assert found is not None
    assert found.name == "two.csv"
    drafts.forget(ME, second)
    assert drafts.read_draft(ME, now) is None


def test_no_more_than_so_many_files_are_kept(monkeypatch: pytest.MonkeyPatch, home: Path) -> None:
    monkeypatch.setattr(drafts, "MOST_FILES", 3)
    now = datetime.now(UTC)
    for number in range(6):
        drafts.keep(drafts.new_secret(), f"{number}.csv", b"x", now)
    drafts.sweep(now)
    assert len(list((home / "drafts").glob("*.bin"))) == 3


def test_a_spoilt_note_is_no_draft(home: Path) -> None:
    now = datetime.now(UTC)
    drafts.keep(ME, "a.csv", b"x", now)
    next((home / "drafts").glob("*.json")).write_text("[1", "utf-8")
    assert drafts.read_draft(ME, now) is None
    assert drafts.is_secret(ME)
    assert not drafts.is_secret("../../etc/passwd-etc-passwd-etc-passwd")
    assert not drafts.is_secret(None)
