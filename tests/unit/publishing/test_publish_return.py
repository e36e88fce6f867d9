"""What a release says of the return it was made from: its standing, its rules, its files, its mergers."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest

from core.datasets import ListState
from core.intake.findings import IntakeError, Place, Severity, finding
from core.intake.publishing.checked_return import CheckedReturn
from core.intake.publishing.publish import publish_return, stage_release
from core.intake.rows import release_rows
from core.snapshots import Explanation, Merger, Snapshot, SourceReturn, UnitList
from tests.support.intake.returned_rows import HandMadeReturn

AT = datetime(2026, 1, 5, tzinfo=UTC)


def sent(**columns: Any) -> HandMadeReturn:
    return HandMadeReturn().adds("teachers", year=2025, full_time=150, **columns)


def published(checked: CheckedReturn, root: Path, note_en: str = "", **explanations: str) -> Snapshot:
    return publish_return(
        checked,
        root,
        note=" 教师数 ",
        note_en=note_en,
        published_by="tests",
        published_at=AT,
        explanations=explanations,
    )


def test_the_first_release_is_judged_by_the_rules_in_force(tmp_path: Path) -> None:
    release = published(sent().checked(), tmp_path)
    assert (release.id, release.plan, release.rules) == ("2025-12-31", "plan", "linear-pace-1")
    assert (release.note, release.note_en, release.published_by) == ("教师数", "教师数", "tests")
    assert (release.published_at, release.status) == (AT, "reported")
    assert release.returned == (SourceReturn("return.xlsx", "5" * 64, "other", ""),)
    assert (release.explanations, release.successors) == ((), ())
    (row,) = release_rows(release)["teachers"]
    assert (row["unit_name"], row["measure"], row["value"]) == ("School A", "full_time", 150)
    origins = {file.name: (file.origin_file, file.origin_sha256, file.origin_sheet) for file in release.datasets}
    assert origins["teachers"] == ("return.xlsx", "5" * 64, "teachers")
    assert {origin for name, origin in origins.items() if name != "teachers"} == {("", "", "")}


def base_of(**changes: Any) -> Any:
    """A release a return goes onto, as far as it is asked: its own files are as they were."""
    names = ("teachers", "training")
    files = [
        SimpleNamespace(name=name, origin_file=f"{name}.xlsx", origin_sha256="6" * 64, origin_sheet="old")
        for name in names
    ]
    fields = {"as_of": date(2025, 12, 31), "id": "r", "rules": "older-rules", "status": "provisional", "unit_lists": ()}
    return SimpleNamespace(**{**fields, "datasets": files, "directory": Path("/elsewhere/r"), **changes})


def test_a_first_release_knows_only_who_reported_and_a_later_one_what_was_said_last(tmp_path: Path) -> None:
    stated = (UnitList(ListState.COMPLETE, "Office", AT, ("a",)),)
    made = sent().released("training", year=2025, persons=9)
    first = published(made.checked(base=None), tmp_path / "first", "Teachers")
    assert [(item.state, item.stated_by) for item in first.unit_lists] == [(ListState.OPEN, first.published_by)]
    base = base_of(unit_lists=stated)
    assert published(made.checked(base=base), tmp_path / "next", "Teachers").unit_lists == stated
    left = replace(made.checked(base=base), left_out=3)
    assert published(left, tmp_path / "clean", "Teachers").list_state is ListState.OPEN


def test_a_release_keeps_the_rules_and_the_files_of_the_one_before(tmp_path: Path) -> None:
    made = sent().released("training", year=2025, persons=9)
    checked = made.checked(base=base_of(), unfilled={"training": ()})
    release = published(checked, tmp_path, " Teachers ")
    assert (release.rules, release.note_en) == ("older-rules", "Teachers")
    origins = {file.name: (file.origin_file, file.origin_sha256, file.origin_sheet) for file in release.datasets}
    assert origins["teachers"] == ("return.xlsx", "5" * 64, "teachers")
    assert origins["training"] == ("training.xlsx", "6" * 64, "old")  # in the file, and nothing changed


@pytest.mark.parametrize(
    ("columns", "provisional", "status"),
    [
        ({}, False, "reported"),
        ({"status": "published"}, False, "reported"),
        ({"provisional": True, "status": "provisional"}, False, "provisional"),
        ({}, True, "provisional"),
        ({"status": "illustrative"}, False, "illustrative"),
        ({"status": "illustrative"}, True, "illustrative"),
    ],
)
def test_a_release_is_as_good_as_its_weakest_row(
    columns: dict[str, Any], provisional: bool, status: str, tmp_path: Path
) -> None:
    made = sent(**columns).released("training", year=2025, persons=9)
    assert published(made.checked(provisional=provisional), tmp_path).status == status


def test_a_release_keeps_why_a_value_is_unusual_and_every_merger(tmp_path: Path) -> None:
    jump = replace(finding("blank_value", Severity.SOFT, Place("teachers", 2, "E")), rule="teachers_jump")
    plain = finding("blank_value", Severity.SOFT, Place("teachers", 3, "F"))
    note = finding("blank_value", Severity.NOTE, Place("teachers", 4, "F"))
    checked = sent().merges("z", "a").merges("b", "a").checked(jump, note, plain)
    with pytest.raises(IntakeError, match="not_ready"):
        published(checked, tmp_path, **{jump.id: "moved"})
    release = published(checked, tmp_path, **{jump.id: " moved ", plain.id: "new"})
    kept = [(each.check, each.sheet, each.row, each.column, each.text) for each in release.explanations]
    assert kept == [("teachers_jump", "teachers", 2, "E", "moved"), ("blank_value", "teachers", 3, "F", "new")]
    assert isinstance(release.explanations[0], Explanation)
    assert release.successors == (Merger("b", "a"), Merger("z", "a"))


@pytest.mark.parametrize("field", ["note_en", "published_by"])
def test_a_number_of_a_person_does_not_get_into_a_release(field: str, tmp_path: Path) -> None:
    texts = {"note": "n", "note_en": "n", "published_by": "n", field: "Li 13812345678"}
    with pytest.raises(IntakeError, match="personal_note"):
        publish_return(sent().checked(), tmp_path, **texts, published_at=AT, explanations={})
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("is_first", [True, False])
def test_the_release_to_be_has_the_standing_of_the_one_before(is_first: bool, tmp_path: Path) -> None:
    staged = stage_release(sent().checked(base=None if is_first else base_of()), tmp_path)
    assert (staged.status, staged.rules) == (("reported", "-") if is_first else ("provisional", "older-rules"))
    assert (staged.as_of, staged.published_at) == (date(2025, 12, 31), datetime(2025, 12, 31, tzinfo=UTC))
    assert (staged.published_by, staged.note, staged.plan) == ("preview", "", "plan")
    assert len(release_rows(staged)["teachers"]) == 1


def test_a_file_with_personal_data_is_neither_published_nor_staged(tmp_path: Path) -> None:
    unread = replace(sent().checked(), merged=None)
    for attempt in (published, stage_release):
        with pytest.raises(IntakeError, match="not_ready"):
            attempt(unread, tmp_path)
    assert list(tmp_path.iterdir()) == []
