"""The checklist of a return made by hand: what blocks publishing, what is only worth a word, with the numbers."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from types import SimpleNamespace
from typing import Any

import pytest

from core.intake.findings import Finding, Place, Severity, finding
from core.intake.merging.merge import ChangeKind
from core.intake.message_values import key_of_value
from core.intake.publishing.checked_return import CheckedReturn
from core.intake.publishing.checklist import checklist, unexplained
from core.intake.rows import UnitEntry
from tests.support.claims import fixed
from tests.support.intake.returned_rows import SCHOOL, TODAY, HandMadeReturn

HARD, SOFT, OTHER_SOFT, NOTE = (
    finding(code, severity, Place("s", line))
    for line, (code, severity) in enumerate(
        (("a", Severity.HARD), ("b", Severity.SOFT), ("c", Severity.SOFT), ("d", Severity.NOTE)), start=1
    )
)


def one_row(**columns: Any) -> HandMadeReturn:
    return HandMadeReturn().adds("teachers", year=2025, full_time=5, **columns)


def items(checked: CheckedReturn, note: str = "figures", **explanations: str) -> list[str]:
    """The items in one line each: a sign, the code and the values."""
    return [
        " ".join(
            [
                ("!" if item.blocks else "?") + item.code,
                *(f"{name}={key_of_value(value).removeprefix('@list:')}" for name, value in item.values),
            ]
        )
        for item in checklist(checked, note, explanations)
    ]


def test_new_units_without_a_row_are_said_not_to_be_kept() -> None:
    other = UnitEntry("b", "School B", "", date(2025, 9, 1), None)
    district = UnitEntry("500110", "District", "", date(2000, 9, 1), None)
    made = one_row().registers(SCHOOL, None).registers(other, None).registers(district, None)
    assert items(made.checked()) == ["?units_without_rows number=1 names=School B"]
    assert items(made.adds("training", school=other, year=2025, persons=9).checked()) == []


def test_nothing_stands_against_a_sound_return_with_a_note() -> None:
    assert items(one_row().checked()) == []
    assert items(one_row().checked(NOTE)) == []


@pytest.mark.parametrize(
    ("findings", "explanations", "said"),
    [
        ((HARD, SOFT, NOTE), {}, ["!errors number=1", "!unexplained number=1"]),
        ((HARD, HARD, SOFT, OTHER_SOFT), {}, ["!errors number=2", "!unexplained number=2"]),
        ((SOFT, OTHER_SOFT), {SOFT.id: "moved"}, ["!unexplained number=1"]),
        ((SOFT, OTHER_SOFT), {SOFT.id: "moved", OTHER_SOFT.id: " \n"}, ["!unexplained number=1"]),
        ((SOFT, OTHER_SOFT), {SOFT.id: "moved", OTHER_SOFT.id: "new"}, []),
        ((HARD,), {HARD.id: "moved"}, ["!errors number=1"]),
    ],
)
def test_mistakes_and_what_is_not_explained_block(
    findings: tuple[Finding, ...], explanations: dict[str, str], said: list[str]
) -> None:
    assert items(one_row().checked(*findings), **explanations) == said


def test_what_is_unexplained_is_named() -> None:
    assert unexplained(one_row().checked(HARD, SOFT, OTHER_SOFT, NOTE), {SOFT.id: "moved"}) == (OTHER_SOFT,)


def test_a_file_with_personal_data_has_nothing_to_publish() -> None:
    unread = replace(one_row().checked(), merged=None)
    assert items(unread) == ["!errors number=0"]


@pytest.mark.parametrize(("note", "said"), [("", ["!no_note"]), (" \n", ["!no_note"]), ("x", [])])
def test_a_note_is_needed(note: str, said: list[str]) -> None:
    assert items(one_row().checked(), note) == said


@pytest.mark.parametrize(
    ("name", "note", "why"),
    [("13812345678.xlsx", "x", "x"), ("a.xlsx", "call 13812345678", "x"), ("a.xlsx", "x", "call 13812345678")],
)
def test_a_number_of_a_person_blocks_wherever_it_is(name: str, note: str, why: str) -> None:
    assert items(one_row().checked(SOFT, name=name), note, **{SOFT.id: why}) == ["!personal"]


@pytest.mark.parametrize(
    ("as_of", "said"),
    [
        (date(2025, 8, 31), ["!before_release as_of=2025-08-31 release=r1"]),
        (date(2025, 9, 1), []),
        (date(2025, 9, 2), []),
    ],
)
def test_a_return_is_not_of_a_day_before_the_release(as_of: date, said: list[str]) -> None:
    base = SimpleNamespace(as_of=date(2025, 9, 1), id="r1", unit_lists=())
    assert items(one_row().checked(base=base, as_of=as_of)) == said


def test_a_return_that_says_nothing_new_makes_no_release() -> None:
    same = HandMadeReturn().released("teachers", year=2025, full_time=5).checked()
    assert same.merged is not None
    assert items(replace(same, merged=replace(same.merged, unchanged=7))) == ["!no_change number=7"]


@pytest.mark.parametrize(
    ("columns", "provisional", "said"),
    [
        ({"status": "illustrative"}, False, ["?illustrative number=2"]),
        ({"provisional": True}, False, ["?still_provisional number=2"]),
        ({"provisional": True}, True, []),
        ({"provisional": True, "status": "illustrative"}, True, ["?illustrative number=2"]),
        ({}, False, []),
    ],
)
def test_rows_that_are_made_up_or_stay_provisional_are_counted(
    columns: dict[str, Any], provisional: bool, said: list[str]
) -> None:
    sent = one_row(**columns).released("conditions", year=2025, students=5, **columns)
    sent.released("conditions", year=2024, students=5)
    assert items(sent.checked(provisional=provisional)) == said


def test_what_is_only_worth_a_word_comes_last_and_in_order() -> None:
    sent = HandMadeReturn().adds("tasks", task=3, stage="proposed", owner="").adds("tasks", task=4, owner=None)
    sent.released("teachers", year=2025, full_time=5, status="illustrative")
    checked = sent.checked(unfilled={"tasks": (7, 8), "teachers": (3,)}, undefined=("p", "q"))
    assert items(checked, "") == [
        "!no_note",
        "?illustrative number=1",
        "?task_owner number=2 names=3|4",
        "?undefined number=2 names=p|q",
        "?unfilled number=3",
    ]
    assert fixed(checklist(checked, "", {})[0])


def test_changes_and_findings_of_a_return_are_counted_by_kind() -> None:
    sent = one_row().adds("teachers", year=2024, full_time=5).removes("teachers", year=2023, full_time=5)
    sent.revises("teachers", {"full_time": 4}, year=2022, full_time=5)
    checked = sent.checked(HARD, SOFT, OTHER_SOFT, NOTE)
    assert [checked.count(kind) for kind in ChangeKind] == [2, 1, 0, 1]
    assert (checked.mistakes, checked.findings_of(Severity.SOFT)) == (1, (SOFT, OTHER_SOFT))
    assert replace(checked, merged=None).count(ChangeKind.ADDED) == 0
    assert checked.as_of == TODAY
    assert fixed(checked)
