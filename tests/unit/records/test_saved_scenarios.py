"""Saved scenarios stay as they were saved, by many at once, and say when they no longer show what they showed."""

from __future__ import annotations

import sqlite3
import subprocess
import sys
from contextlib import closing
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from core.records.saved_scenarios import (
    FILE,
    SavedScenario,
    ScenarioRecordsError,
    differences,
    save_scenario,
    saved_scenario,
    saved_scenarios,
)

NOON = datetime(2026, 3, 1, 12, tzinfo=UTC)
ROOT = Path(__file__).resolve().parents[3]


@pytest.fixture(autouse=True)
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("DASHBOARD_HOME", str(tmp_path / "home"))
    return tmp_path / "home"


def keep(name: str = "更多学位", moved: dict[str, float] | None = None, **changes: Any) -> SavedScenario:
    given: dict[str, Any] = {
        "author": "张三", "reason": "试算", "release": "2025-12-31", "data": "abc", "model": "1", "saved_at": NOON,
        "moved": moved or {}, **changes,
    }  # fmt: skip
    return save_scenario(name, given.pop("author"), given.pop("reason"), **given)


@dataclass
class One:
    id: str


@dataclass
class Now:
    release: str = "2025-12-31"
    data: str = "abc"
    levers: tuple[One, ...] = (One("net_inflow"),)


def test_asking_before_anybody_saved_gives_nothing_and_makes_no_file(home: Path) -> None:
    assert saved_scenarios() == ()
    assert saved_scenario("x") is None
    assert not home.exists()


def test_what_units_that_had_not_reported_counted_as_is_kept_also_beside_files_from_before(home: Path) -> None:
    keep()
    with closing(sqlite3.connect(home / FILE)) as records:
        records.execute("DROP TABLE filled_scenarios")  # as the file was before there was the choice
    assert [each.filled for each in saved_scenarios()] == [False]
    later = keep(filled=True)
    keep()
    assert later.filled
    assert {each.version: each.filled for each in saved_scenarios()} == {1: False, 2: True, 3: False}


def test_the_plan_it_was_looked_at_for_is_kept_also_beside_files_from_before(home: Path) -> None:
    keep()
    with closing(sqlite3.connect(home / FILE, isolation_level=None)) as records:
        records.execute("DROP TABLE plans_of_scenarios")  # as the file was before there were two plans
    assert [each.plan for each in saved_scenarios()] == [""]
    assert keep(plan="invented-2026-2030").plan == "invented-2026-2030"
    assert {each.version: each.plan for each in saved_scenarios()} == {1: "", 2: "invented-2026-2030"}


def test_the_same_name_is_the_next_version_and_the_first_stays(home: Path) -> None:
    first = keep(moved={"net_inflow": 0.1 + 0.2})
    second = keep(" 更多学位 ", {"net_inflow": 5.0}, copied_from=("更多学位", 1))
    assert (first.version, second.version) == (1, 2)
    assert saved_scenario("更多学位", 1) == first
    assert saved_scenario("更多学位") == second
    assert second.copied_from == ("更多学位", 1)
    assert {each.version for each in saved_scenarios()} == {1, 2}
    with sqlite3.connect(home / FILE) as records, pytest.raises(sqlite3.IntegrityError, match="never changed"):
        records.execute("UPDATE scenarios SET reason = ''")
    with sqlite3.connect(home / FILE) as records, pytest.raises(sqlite3.IntegrityError, match="never removed"):
        records.execute("DELETE FROM scenarios")
    records.close()
    assert saved_scenario("更多学位", 1) == first


@pytest.mark.parametrize("wrong", [{"name": " "}, {"author": ""}, {"reason": "\n"}, {"name": "x" * 81}])
def test_a_scenario_needs_name_author_and_reason(home: Path, wrong: dict[str, str]) -> None:
    with pytest.raises(ValueError, match=next(iter(wrong))):
        keep(**wrong)
    assert not (home / FILE).exists()


def test_a_scenario_is_not_copied_from_nothing_and_holds_no_value_that_is_no_number() -> None:
    with pytest.raises(ValueError, match="copy"):
        keep(copied_from=("无", 1))
    with pytest.raises(ValueError, match="JSON"):
        keep(moved={"net_inflow": float("nan")})
    assert saved_scenarios() == ()


def test_it_says_when_data_model_or_levers_are_others() -> None:
    one = keep(moved={"net_inflow": 10.0})
    assert not differences(one, Now(), "1")
    assert differences(one, Now(data="abd"), "1").data
    assert differences(one, Now(release="2026-09-01"), "1").data
    assert differences(one, Now(), "2").model
    assert differences(one, Now(levers=()), "1").missing_levers == ("net_inflow",)


def test_a_damaged_file_is_one_plain_error_and_is_left_as_it_is(home: Path) -> None:
    home.mkdir()
    (home / FILE).write_bytes(b"not a database at all, but long enough to be read as one" * 20)
    before = (home / FILE).read_bytes()
    for ask in (saved_scenarios, lambda: saved_scenario("x"), keep):
        with pytest.raises(ScenarioRecordsError) as told:
            ask()
        assert str(told.value).startswith(FILE)
        assert str(home) not in str(told.value)
    assert (home / FILE).read_bytes() == before


def test_two_processes_that_save_at_once_lose_nothing_and_share_no_version() -> None:
    script = (
        "from datetime import UTC, datetime\nfrom core.records.saved_scenarios import save_scenario\nimport sys\n"
        "for n in range(15):\n    save_scenario('x', sys.argv[1], str(n), release='r', data='d', model='1',"
        " moved={'a': n}, saved_at=datetime.now(UTC))\n"
    )
    both = [subprocess.Popen([sys.executable, "-c", script, who], cwd=ROOT) for who in ("甲", "乙")]
    assert [each.wait(60) for each in both] == [0, 0]
    found = saved_scenarios()
    assert sorted(each.version for each in found) == list(range(1, 31))
    assert {(each.author, each.reason) for each in found} == {(a, str(n)) for a in ("甲", "乙") for n in range(15)}
