"""`python -m core units`: which units are known, and the statement that these are all of the district."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pyarrow as pa
import pytest

from core.commands.exit_codes import FAILED, MISUSED, OK
from core.commands.main import main
from core.datasets import DATASETS, ListState, RowStatus
from core.formats import Formats
from core.intake.publishing.unit_list_statement import state_with_passphrase, units_of_release
from core.intake.rows import release_rows
from core.language import Language, catalogue
from core.records.passphrase import AccessError, set_passphrase
from core.snapshots import UnitList, releases
from tests.support.release_frames import frame, row, tiny_release


@pytest.fixture
def root(tmp_path: Path) -> Path:
    """One release of one school with its teachers, as a first return leaves it."""
    lines = [
        row("secondary-a", ownership="public", year=2026, measure=measure, value=value, status="reported")
        for measure, value in (("full_time", 80), ("specialised", 50), ("dual_qualified", 30))
    ]
    frames = {name: frame(name, lines if name == "teachers" else []) for name in DATASETS}
    first = (UnitList(ListState.OPEN, "tests", datetime(2026, 9, 1, tzinfo=UTC)),)
    tiny_release(tmp_path, date(2026, 9, 1), frames, status=RowStatus.REPORTED, unit_lists=first)
    return tmp_path


def run(root: Path, *arguments: str) -> int:
    return main(["--lang", "en", "units", *arguments, "--root", str(root)])


def test_units_are_listed_with_the_newest_year_of_each_table(root: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(root) == OK
    assert capsys.readouterr().out.splitlines() == [
        "secondary-a  Demonstration secondary vocational school A: Teachers (2026)",
        "2026-09-01: 1 school or college is in the list; whether there are others has not been stated.",
        "If these are all of the district, say so with python -m core units --complete --by NAME, or on the page of "
        "returns.",
    ]


def test_the_statement_is_a_revision_with_the_same_rows_and_can_be_taken_back(
    root: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    before = releases(root).snapshots[-1]
    assert run(root, "--complete", "--by", "Office") == OK
    after = releases(root).snapshots[-1]
    assert (after.id, after.list_state, after.unit_lists[0].stated_by) == ("2026-09-01.r2", "complete", "Office")
    assert release_rows(after) == release_rows(before)
    assert (after.note, after.note_en) == (
        "单位名录已齐全，所列即全区全部单位",
        "The list of units is complete: these are all units of the district",
    )
    capsys.readouterr()
    assert run(root, "--complete") == OK
    assert "That is so already; nothing was written." in capsys.readouterr().out
    assert len(releases(root).snapshots) == 2
    assert run(root, "--open") == OK
    assert releases(root).snapshots[-1].list_state is ListState.OPEN


def test_a_number_of_a_person_is_not_kept_with_a_statement(root: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(root, "--complete", "--by", "13912345678") == FAILED
    assert capsys.readouterr().err
    assert len(releases(root).snapshots) == 1


def test_there_is_nothing_to_state_without_a_release(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(tmp_path, "--complete") == FAILED
    assert capsys.readouterr().err


def test_a_unit_that_came_after_the_statement_is_named_and_the_list_can_be_stated_again(
    root: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(root, "--complete", "--by", "Office") == OK
    stated = releases(root).snapshots[-1]
    rows = release_rows(stated)
    other = {"unit_id": "secondary-b", "unit_name": "乙校", "unit_name_en": "School B"}
    rows["teachers"] += [{**line, **other} for line in rows["teachers"]]
    tables = {name: pa.Table.from_pylist(rows[name], schema=DATASETS[name].schema) for name in DATASETS}
    later = stated.published_at + timedelta(days=1)
    tiny_release(
        root,
        date(2026, 9, 15),
        tables,
        published_at=later,
        status=RowStatus.REPORTED,
        unit_lists=stated.unit_lists,
    )
    capsys.readouterr()
    assert run(root) == OK
    day = Formats(catalogue(Language.EN)).day(stated.unit_lists[0].stated_at.date())
    assert capsys.readouterr().out.splitlines()[-2] == (
        f"2026-09-15: The list has grown since Office stated on {day} that it was complete with 1: 1 more (School B); "
        "whether it is complete with them has not been stated."
    )
    assert run(root, "--complete", "--by", "Office") == OK
    capsys.readouterr()
    assert run(root) == OK
    assert capsys.readouterr().out.splitlines()[-1] == (
        f"2026-09-15.r2: 2 schools and colleges are in the list; Office stated on {day} that these are all of the "
        "district."
    )


def test_units_of_another_area_are_none_of_the_district_and_a_closed_one_does_not_count(
    root: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    rows = release_rows(releases(root).snapshots[-1])
    elsewhere = {"area": "330108", "unit_id": "330108-a"}
    closed = {"unit_id": "secondary-c", "unit_valid_to": date(2026, 3, 1)}
    lines = rows["teachers"]
    rows["teachers"] = [{**line, **change} for line in lines for change in ({}, elsewhere, closed)]
    tables = {name: pa.Table.from_pylist(rows[name], schema=DATASETS[name].schema) for name in DATASETS}
    tiny_release(root, date(2026, 9, 15), tables, status=RowStatus.REPORTED)
    release = releases(root).snapshots[-1]
    known = units_of_release(release, "500110")
    assert [(unit.unit_id, unit.last) for unit in known.units] == [
        ("secondary-a", None), ("secondary-c", date(2026, 3, 1)),
    ]  # fmt: skip
    assert [unit.unit_id for unit in known.in_force] == ["secondary-a"]
    # Nothing is stated of the list, and there is but one year to go by: it is open, as on the pages.
    assert run(root) == OK
    assert "1 school or college is in the list; whether there are others" in capsys.readouterr().out


def test_on_the_page_the_passphrase_is_asked_for_before_anything_is_stated(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("DASHBOARD_HOME", str(tmp_path))
    frames = {name: frame(name, []) for name in DATASETS}
    own = tmp_path / "snapshots"
    base = tiny_release(own, date(2026, 9, 1), frames, status=RowStatus.REPORTED)
    set_passphrase("open sesame 2026")
    stated_at = datetime(2026, 9, 2, tzinfo=UTC)
    with pytest.raises(AccessError):
        state_with_passphrase(base, "500110", "", ListState.COMPLETE, "Office", stated_at)
    assert [release.id for release in releases(own).snapshots] == ["2026-09-01"]
    written = state_with_passphrase(base, "500110", "open sesame 2026", ListState.COMPLETE, "Office", stated_at)
    assert (written.id, written.list_state) == ("2026-09-01.r2", ListState.COMPLETE)


@pytest.mark.parametrize("error", [KeyError, OSError, ImportError])
def test_where_the_machine_knows_no_user_a_name_is_asked_for(
    root: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch, error: type[Exception]
) -> None:
    """As in a container that runs under a number that nobody has."""

    def no_user() -> str:
        raise error

    monkeypatch.setattr("getpass.getuser", no_user)
    assert run(root, "--complete") == MISUSED
    assert "add --by with a name" in capsys.readouterr().err
    assert run(root, "--complete", "--by", "Office") == OK
