"""Records that several people edit: the later writer is told and loses nothing, and a kill loses nothing confirmed."""

from __future__ import annotations

import sqlite3
import subprocess
import sys
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest

from core.records.meetings.agendas import Agenda, AgendaItem, agenda, agenda_history, agendas, save_agenda
from core.records.meetings.decisions import (
    Comment,
    Decision,
    DecisionState,
    comment_at,
    decision_history,
    decisions,
    save_comment,
    save_decision,
)
from core.records.meetings.versions import (
    FILE,
    MeetingRecordsError,
    RecordKind,
    RefusedTextError,
    StaleVersionError,
    newest_version,
)

ROOT = Path(__file__).resolve().parents[3]
NOON = datetime(2026, 3, 1, 12, tzinfo=UTC)
ONE = AgendaItem("teachers", "dual_qualified_share", (("year", "2025"),), caption="双师")


@pytest.fixture(autouse=True)
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("DASHBOARD_HOME", str(tmp_path / "home"))
    return tmp_path / "home"


def a_decision(**changes: object) -> Decision:
    return replace(Decision("d1", "增加学位", "区教委", date(2026, 6, 30)), **changes)  # type: ignore[arg-type]


def test_of_two_who_edit_one_agenda_the_later_is_told_by_whom_and_what_and_can_go_on() -> None:
    first = save_agenda(Agenda("a1", "一季度", (ONE,)), "张三", NOON)
    save_agenda(replace(first, name="第一季度"), "李四", NOON + timedelta(minutes=5))
    mine = replace(first, items=(ONE, ONE))
    with pytest.raises(StaleVersionError) as refused:
        save_agenda(mine, "王五", NOON + timedelta(minutes=6))
    newest = refused.value.newest
    assert (newest.by, newest.at, newest.number) == ("李四", NOON + timedelta(minutes=5), 2)
    assert (refused.value.changed, newest.content["name"]) == (("name",), "第一季度")
    assert agenda("a1") == replace(first, name="第一季度", version=2, by="李四", at=NOON + timedelta(minutes=5))
    save_agenda(replace(mine, version=newest.number), "王五", NOON + timedelta(minutes=7))
    assert [(one.version, one.by, one.name, len(one.items)) for one in agenda_history("a1")] == [
        (1, "张三", "一季度", 1),
        (2, "李四", "第一季度", 1),
        (3, "王五", "一季度", 2),
    ]


def test_two_who_comment_on_one_goal_and_period_at_once_are_one_record_and_both_texts_are_there() -> None:
    save_comment(Comment("goal:colleges", "2025-H2", progress="已签约"), "张三", NOON)
    with pytest.raises(StaleVersionError) as refused:
        save_comment(Comment("goal:colleges", "2025-H2", progress="用地未批"), "李四", NOON)
    assert refused.value.newest.content["progress"] == "已签约"
    kept = comment_at("goal:colleges", "2025-H2")
    assert kept is not None
    assert (kept.by, kept.progress) == ("张三", "已签约")


def test_an_agenda_that_was_deleted_is_gone_from_the_list_and_kept_on_record() -> None:
    first = save_agenda(Agenda("a1", "一季度", (ONE,)), "张三", NOON)
    save_agenda(replace(first, is_deleted=True), "张三", NOON)
    assert agendas() == ()
    assert [one.is_deleted for one in agenda_history("a1")] == [False, True]


def test_every_state_of_a_decision_stays_on_record_and_no_program_can_change_one(home: Path) -> None:
    first = save_decision(a_decision(), "张三", NOON)
    save_decision(replace(first, state=DecisionState.DONE, note="已落实"), "李四", NOON + timedelta(days=9))
    assert [(one.state, one.by, one.note) for one in decision_history("d1")] == [
        (DecisionState.OPEN, "张三", ""),
        (DecisionState.DONE, "李四", "已落实"),
    ]
    with sqlite3.connect(home / FILE) as records, pytest.raises(sqlite3.IntegrityError, match="never changed"):
        records.execute("UPDATE versions SET content = '{}'")
    with sqlite3.connect(home / FILE) as records, pytest.raises(sqlite3.IntegrityError, match="never removed"):
        records.execute("DELETE FROM versions")
    records.close()


@pytest.mark.parametrize(
    ("changes", "by", "field", "reason"),
    [
        ({"text": " "}, "张三", "text", "missing"),
        ({"owner": "甲" * 81}, "张三", "owner", "long"),
        ({"note": "联系13800138000"}, "张三", "note", "personal"),
        ({}, "", "by", "missing"),
        ({}, "110101199003074514", "by", "personal"),
    ],
)
def test_a_text_that_is_missing_too_long_or_holds_the_number_of_a_person_is_not_kept(
    home: Path, changes: dict[str, object], by: str, field: str, reason: str
) -> None:
    with pytest.raises(RefusedTextError) as refused:
        save_decision(a_decision(**changes), by, NOON)
    assert (refused.value.field, refused.value.reason) == (field, reason)
    assert not (home / FILE).exists()


def test_an_agenda_has_a_limit_for_captions_and_for_views() -> None:
    with pytest.raises(RefusedTextError, match="caption: long"):
        save_agenda(Agenda("a1", "一季度", (replace(ONE, caption="双" * 201),)), "张三", NOON)
    with pytest.raises(ValueError, match="60 items"):
        save_agenda(Agenda("a1", "一季度", (ONE,) * 61), "张三", NOON)
    assert agendas() == ()


def test_a_damaged_file_is_one_plain_error_and_is_left_as_it_is(home: Path) -> None:
    home.mkdir()
    (home / FILE).write_bytes(b"not a database at all, but long enough to be read as one" * 20)
    before = (home / FILE).read_bytes()
    for ask in (agendas, decisions, lambda: save_decision(a_decision(), "张三", NOON)):
        with pytest.raises(MeetingRecordsError) as error:
            ask()
        assert str(home) not in str(error.value)
    assert (home / FILE).read_bytes() == before


def test_what_was_confirmed_before_a_process_is_killed_is_there_and_writing_goes_on() -> None:
    """The process says of each version that it is written; it is killed in the middle of the next ones."""
    script = (
        "import itertools\nfrom datetime import UTC, datetime\n"
        "from core.records.meetings.versions import RecordKind, write\n"
        "for n in itertools.count():\n"
        "    write(RecordKind.COMMENT, 'x', n, {'said': '长' * 2000, 'n': n}, '甲', datetime.now(UTC))\n"
        "    print(n + 1, flush=True)\n"
    )
    writer = subprocess.Popen([sys.executable, "-c", script], cwd=ROOT, stdout=subprocess.PIPE, text=True)
    assert writer.stdout is not None
    with writer:
        confirmed = [int(writer.stdout.readline()) for _ in range(25)]
        writer.kill()
        confirmed += [int(line) for line in writer.stdout.read().splitlines()]
    newest = newest_version(RecordKind.COMMENT, "x")
    assert newest is not None
    assert newest.number in (confirmed[-1], confirmed[-1] + 1)
    assert newest.content == {"said": "长" * 2000, "n": newest.number - 1}
    save_decision(a_decision(), "张三", NOON)
    assert len(decisions()) == 1
