"""The publishing passphrase: a hash for this account only, asked for in the publish step itself, slow to guess."""

import hashlib
import io
import stat
from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from core.commands.main import main
from core.intake.publishing.publish import publish_with_passphrase
from core.intake.publishing.reporting_round import confirm_unchanged, round_reports
from core.records import passphrase as access
from core.records.passphrase import AccessError, Gate
from tests.support.intake_files import TEACHERS, demonstration_context, prepared, workbook
from tests.support.returns import SCHOOL_A
from tests.support.serving import ROOT


@pytest.fixture(autouse=True)
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("DASHBOARD_HOME", str(tmp_path))
    monkeypatch.setattr(access, "GATE", Gate())
    return tmp_path


class Clock:
    now = 0.0

    def __call__(self) -> float:
        return self.now


def refused(gate: Gate, given: str) -> tuple[str, int]:
    with pytest.raises(AccessError) as caught:
        gate.admit(given)
    return caught.value.code, caught.value.seconds


def test_nobody_is_asked_while_no_passphrase_is_set() -> None:
    assert not access.is_set()
    access.admit("")


def test_only_the_passphrase_opens_and_a_chinese_keyboard_types_the_same_one() -> None:
    access.set_passphrase("綦江 2026 职教")
    assert access.is_set()
    access.admit("綦江 2026 职教")
    access.admit(" 綦江\u3000２０２６ 职教 ")
    with pytest.raises(AccessError, match="missing"):
        access.admit("  ")
    with pytest.raises(AccessError, match="wrong"):
        access.admit("綦江 2026 职")
    access.remove_passphrase()
    access.admit("")


def test_what_is_kept_is_a_salted_hash_that_this_account_alone_may_read(home: Path) -> None:
    access.set_passphrase("correct horse")
    first = (home / access.FILE).read_text("utf-8")
    access.set_passphrase("correct horse")
    second = (home / access.FILE).read_text("utf-8")
    assert first != second
    assert "correct horse" not in first + second
    assert stat.S_IMODE((home / access.FILE).stat().st_mode) == 0o600
    assert [each.name for each in home.iterdir()] == [access.FILE]
    with pytest.raises(ValueError, match="at least 8"):
        access.set_passphrase("short  ")


@pytest.mark.parametrize("content", ["", "{}", '{"n":2,"r":8,"p":1,"salt":"","scrypt":""}', "[1]", "\x00"])
def test_a_damaged_file_opens_nothing(home: Path, content: str) -> None:
    (home / access.FILE).write_text(content, "utf-8")
    assert access.is_set()
    with pytest.raises(AccessError, match="unreadable"):
        access.admit("anything at all")


def quick_hash(text: bytes, *, salt: bytes, **_: int) -> bytes:
    """Of the same length as the slow one, for what is claimed of the waits beside it."""
    return hashlib.sha256(salt + text).digest()


def test_every_wrong_try_doubles_the_wait_and_the_right_one_ends_it(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(hashlib, "scrypt", quick_hash)
    access.set_passphrase("correct horse")
    clock = Clock()
    gate = Gate(clock)
    waits = []
    for _ in range(8):
        code, seconds = refused(gate, "guess")
        assert code == "wrong"
        waits.append(seconds)
        assert refused(gate, "correct horse") == ("waiting", seconds)
        clock.now += seconds
    assert waits == [1, 2, 4, 8, 16, 32, 60, 60]
    gate.admit("correct horse")
    assert refused(gate, "guess") == ("wrong", 1)


def test_publishing_from_the_page_asks_and_a_wrong_answer_leaves_no_release(home: Path) -> None:
    access.set_passphrase("correct horse")
    ready = prepared(workbook([TEACHERS, ("示例中职学校A", "公办", 2026, 150, 95, 64)]))
    given = {
        "note": "教师数",
        "note_en": "",
        "published_by": "张三",
        "published_at": datetime(2026, 9, 2, tzinfo=UTC),
        "explanations": {each.id: "属实" for each in ready.findings},
    }
    for wrong in ("", "guess"):
        with pytest.raises(AccessError):
            publish_with_passphrase(ready, wrong, **given)
    assert not (home / "snapshots").exists()
    access.GATE = Gate()
    assert publish_with_passphrase(ready, "correct horse", **given).id == "2026-09-01"


def test_confirming_asks_as_well() -> None:
    access.set_passphrase("correct horse")
    context, noon = demonstration_context(), datetime(2026, 9, 25, 12, tzinfo=UTC)
    with pytest.raises(AccessError, match="missing"):
        confirm_unchanged(context.snapshot, context.plan.area, SCHOOL_A, "Li", noon)
    assert SCHOOL_A in round_reports(context.snapshot, context.plan.area, date(2026, 9, 25)).outstanding()
    confirm_unchanged(context.snapshot, context.plan.area, SCHOOL_A, "Li", noon, "correct horse")
    assert SCHOOL_A not in round_reports(context.snapshot, context.plan.area, date(2026, 9, 25)).outstanding()


def test_the_page_has_no_way_round_the_question() -> None:
    paths = sorted((ROOT / "core" / "ui").rglob("*.py"))
    assert len(paths) > 10
    for path in paths:
        text = path.read_text("utf-8")
        assert "publish_return" not in text, path
        assert "core.records.confirmations" not in text, path


def test_the_administrator_sets_and_removes_it_from_the_command_line(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr("sys.stdin", io.StringIO("short\n"))
    assert main(["passphrase"]) == 1
    assert "至少8个字" in capsys.readouterr().err
    assert not access.is_set()
    monkeypatch.setattr("sys.stdin", io.StringIO("correct horse\n"))
    assert main(["--lang", "en", "passphrase"]) == 0
    assert "is set" in capsys.readouterr().out
    access.admit("correct horse")
    assert main(["passphrase", "--remove"]) == 0
    assert not access.is_set()
