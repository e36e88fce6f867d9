"""What people confirm is kept with name and time, by many at once, and asking makes no file."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime
from pathlib import Path

import pytest

from core.records.confirmations import FILE, Confirmation, confirm, confirmations

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
