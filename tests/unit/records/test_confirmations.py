"""What people confirm is kept with name and time, by many at once, and asking makes no file."""

from __future__ import annotations

import sqlite3
import threading
import time
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime
from pathlib import Path

import pytest

from core.records.confirmations import FILE, Confirmation, confirm, confirmations
from core.records.database import database

NOON, LATER = datetime(2026, 9, 10, 12, tzinfo=UTC), datetime(2026, 9, 12, 9, tzinfo=UTC)


@pytest.fixture(autouse=True)
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("DASHBOARD_HOME", str(tmp_path / "home"))
    return tmp_path / "home"


def test_asking_before_anybody_confirmed_anything_gives_nothing_and_makes_no_file(home: Path) -> None:
    assert confirmations(2026) == ()
    assert not home.exists()


def test_the_last_word_on_a_unit_counts_and_years_are_kept_apart() -> None:
    confirm("teachers", "school-a", 2026, "张三", NOON)
    confirm("teachers", "school-a", 2026, "李四", LATER)
    confirm("conditions", "school-a", 2025, "张三", NOON)
    assert confirmations(2026) == (Confirmation("teachers", "school-a", 2026, "李四", LATER),)
    assert confirmations(2025) == (Confirmation("conditions", "school-a", 2025, "张三", NOON),)


def test_a_confirmation_needs_a_name(home: Path) -> None:
    with pytest.raises(ValueError, match="name"):
        confirm("teachers", "school-a", 2026, "  ", NOON)
    assert not (home / FILE).exists()


def test_many_may_confirm_at_once_and_none_is_lost() -> None:
    units = [f"school-{number}" for number in range(24)]
    with ThreadPoolExecutor(8) as pool:
        list(pool.map(lambda unit: confirm("teachers", unit, 2026, "张三", NOON), units))
    assert sorted(each.unit_id for each in confirmations(2026)) == sorted(units)


def test_who_comes_first_to_a_file_waits_for_whoever_is_writing_in_it(tmp_path: Path) -> None:
    """A fresh file is switched to its log while another connection still writes the tables of its own."""
    path = tmp_path / "records.sqlite"
    writer = sqlite3.connect(path, isolation_level=None, check_same_thread=False)
    writer.execute("CREATE TABLE notes (text TEXT)")
    writer.execute("BEGIN IMMEDIATE")
    threading.Timer(0.3, writer.execute, ("COMMIT",)).start()
    start = time.monotonic()
    with database(path, "CREATE TABLE IF NOT EXISTS notes (text TEXT);", to_write=True) as records:
        assert time.monotonic() - start >= 0.25
        records.execute("INSERT INTO notes VALUES ('kept')")
        assert records.execute("SELECT text FROM notes").fetchall() == [("kept",)]
    writer.close()
