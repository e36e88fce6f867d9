"""Own releases and the demonstration: which opens, which are compared, and putting the demonstration away."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from core.commands.exit_codes import FAILED, MISUSED, OK
from core.commands.main import main
from core.snapshots import Releases, Snapshot, demonstration_removal, demonstration_root, has_demonstration, releases
from core.snapshots.demonstration_removal import (
    REMOVED,
    is_demonstration_removed,
    remove_demonstration,
    restore_demonstration,
)
from core.toml_entries import PlanError, PlanProblem
from tests.support.claims import every
from tests.support.district.invented import invented_plan
from tests.support.release_frames import tiny_release

DEMONSTRATION = (
    "2019-09-01",
    "2020-09-01",
    "2021-09-01",
    "2022-09-01",
    "2023-09-01",
    "2024-09-01",
    "2025-09-01",
    "2025-12-31",
)


@pytest.fixture
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("DASHBOARD_HOME", str(tmp_path))
    return tmp_path


def own(home: Path, day: date) -> Snapshot:
    return tiny_release(home / "snapshots", day)


def ids(snapshots: tuple[Snapshot, ...]) -> list[str]:
    return [snapshot.id for snapshot in snapshots]


def opened(known: Releases, id: str) -> Snapshot:
    snapshot = known.by_id(id)
    assert snapshot is not None
    return snapshot


def test_the_first_own_release_opens_and_the_demonstration_stays_beside_it(home: Path) -> None:
    first = own(home, date(2026, 9, 1))
    known = releases()
    assert known.snapshots == (first,)
    assert not known.demonstration
    assert ids(known.beside) == list(DEMONSTRATION)
    assert known.latest() == first
    closing = opened(known, "2025-12-31")
    assert closing.directory == demonstration_root() / "2025-12-31"
    assert known.is_demonstration(closing)
    assert not known.is_demonstration(first)


def test_an_own_release_older_than_the_demonstration_is_still_the_newest_one(home: Path) -> None:
    older = own(home, date(2024, 3, 1))
    assert releases().latest() == older
    assert releases().as_of(date(2025, 12, 31)) == older
    assert releases().as_of(date(2024, 2, 29)) == opened(releases(), "2023-09-01")
    assert releases().as_of(date(2019, 8, 31)) is None


def test_releases_of_the_same_day_are_told_apart(home: Path) -> None:
    same = own(home, date(2025, 9, 1))
    known = releases()
    assert known.by_id("2025-09-01") == same
    other = opened(known, "2025-09-01.demo")
    assert (other.id, other.directory) == ("2025-09-01.demo", demonstration_root() / "2025-09-01")
    assert opened(known, "2025-12-31.demo").id == "2025-12-31"
    assert known.by_id("2030-01-01.demo") is None
    assert known.as_of(date(2025, 9, 1)) == same


def test_only_releases_of_one_kind_are_compared(home: Path) -> None:
    first, second = own(home, date(2025, 3, 1)), own(home, date(2026, 9, 1))
    known = releases()
    assert known.alike(second) == (first, second)
    assert ids(known.alike(opened(known, "2025-12-31"))) == list(DEMONSTRATION)


def test_without_own_releases_the_demonstration_is_what_is_shown(home: Path) -> None:
    known = releases()
    assert (ids(known.snapshots), known.demonstration, known.beside) == (list(DEMONSTRATION), True, ())
    assert known.by_id("2025-12-31.demo") == known.latest()
    assert every(known.is_demonstration(snapshot) for snapshot in known.snapshots)


def test_no_release_of_the_demonstration_stands_in_for_a_damaged_own_one(home: Path) -> None:
    before = own(home, date(2025, 9, 1))
    (home / "snapshots" / "2025-12-31").mkdir()
    known = releases()
    assert known.by_id("2025-12-31") is None
    assert known.as_of(date(2025, 12, 31)) == before
    assert opened(known, "2025-12-31.demo").directory == demonstration_root() / "2025-12-31"


def test_a_damaged_own_release_hides_no_date_of_the_demonstration(home: Path) -> None:
    (home / "snapshots" / "2026-09-01").mkdir(parents=True)
    known = releases()
    assert (known.snapshots, known.demonstration, known.latest()) == ((), False, None)
    assert opened(known, "2025-12-31").id == "2025-12-31"


# --- removing it


def files_of_the_program() -> list[tuple[str, int]]:
    return sorted((str(path), path.stat().st_mtime_ns) for path in demonstration_root().rglob("*"))


def test_removing_the_demonstration_leaves_its_files_alone_and_can_be_undone(home: Path) -> None:
    first = own(home, date(2026, 9, 1))
    before = files_of_the_program()
    assert remove_demonstration()
    assert not remove_demonstration()
    assert is_demonstration_removed()
    assert releases() == Releases((first,), (), False)
    assert files_of_the_program() == before
    assert restore_demonstration()
    assert not restore_demonstration()
    assert ids(releases().beside) == list(DEMONSTRATION)
    assert not (home / REMOVED).exists()


def test_without_demonstration_and_own_releases_there_is_nothing(home: Path) -> None:
    remove_demonstration()
    assert releases() == Releases((), (), False)


def test_the_command_says_what_it_did_each_time(home: Path, capsys: pytest.CaptureFixture[str]) -> None:
    tiny_release(home / "snapshots", date(2026, 9, 1))  # its rows are all made up
    said = []
    for option in ("--remove", "--remove", "--restore", "--restore"):
        assert main(["--lang", "en", "demo", option]) == OK
        said.append(capsys.readouterr().out.splitlines())
    again = "python -m core demo --restore shows it again."
    assert [lines[0] for lines in said] == [
        f"The demonstration (8 releases) is no longer shown. No file was deleted; {again}",
        f"The demonstration (8 releases) was removed before; nothing changed. {again}",
        "The demonstration (8 releases) is shown again.",
        "The demonstration (8 releases) is shown already; nothing changed.",
    ]
    assert "2026-09-01" in said[0][1]
    assert "--demo leave" in said[0][1]


@pytest.mark.parametrize("option", ["--remove", "--restore"])
def test_in_another_district_the_command_says_that_nothing_is_shown_there(
    home: Path, option: str, capsys: pytest.CaptureFixture[str]
) -> None:
    invented_plan(home)
    assert main(["--lang", "en", "demo", option]) == OK
    assert capsys.readouterr().out == (
        "The plan of this workspace is of another district, which never shows the demonstration; nothing changed.\n"
    )
    assert not (home / REMOVED).exists()


def test_the_command_does_one_thing_at_a_time(home: Path) -> None:
    with pytest.raises(SystemExit) as stopped:
        main(["demo", "--remove", "--restore"])
    assert stopped.value.code == MISUSED
    assert not is_demonstration_removed()


def test_a_workspace_that_cannot_be_written_is_named(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "home").write_text("a file", encoding="utf-8")
    monkeypatch.setenv("DASHBOARD_HOME", str(tmp_path / "home"))
    assert main(["--lang", "en", "demo", "--remove"]) == FAILED
    assert REMOVED in capsys.readouterr().err


# --- the other commands


def test_commands_say_where_to_begin_when_there_is_nothing(home: Path, capsys: pytest.CaptureFixture[str]) -> None:
    remove_demonstration()
    for command in (["snapshots"], ["verify"], ["assess"], ["scenario"], ["template"]):
        assert main(["--lang", "en", *command]) == FAILED
        assert capsys.readouterr().err.startswith("There are no data of Qijiang"), command


def test_the_list_of_releases_keeps_the_demonstration_apart(home: Path, capsys: pytest.CaptureFixture[str]) -> None:
    own(home, date(2025, 9, 1))
    assert main(["--lang", "en", "snapshots"]) == OK
    lines = capsys.readouterr().out.splitlines()
    assert lines[0].startswith("2025-09-01  ")
    assert lines[1] == "(these are the demonstration releases, kept apart from your own)"
    assert [line.split()[0] for line in lines[2:]] == [
        id if id != "2025-09-01" else "2025-09-01.demo" for id in DEMONSTRATION
    ]


def test_a_command_on_the_demonstration_says_so_beside_own_releases(
    home: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    own(home, date(2026, 9, 1))
    for date_of, warned in (("2025-12-31", True), ("2026-09-01", False)):
        assert main(["--lang", "en", "assess", "--as-of", date_of]) == OK
        assert ("2025-12-31 is a release of the demonstration" in capsys.readouterr().err) is warned


def test_a_release_of_the_demonstration_is_verified_beside_own_ones(
    home: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    own(home, date(2026, 9, 1))
    assert main(["--lang", "en", "verify", "2025-12-31", "2026-09-01"]) == OK
    assert main(["--lang", "en", "verify", "2027-09-01"]) == FAILED
    remove_demonstration()
    assert main(["--lang", "en", "verify", "2025-12-31"]) == FAILED
    capsys.readouterr()


def test_while_the_plan_cannot_be_read_the_demonstration_stays(monkeypatch: pytest.MonkeyPatch) -> None:
    def unreadable() -> bool:
        raise PlanError(PlanProblem.MISSING_FILE, "plan/goals.toml")

    for district, shown in ((lambda: True, True), (lambda: False, False), (unreadable, True)):
        monkeypatch.setattr(demonstration_removal, "is_program_district", district)
        assert has_demonstration() is shown
