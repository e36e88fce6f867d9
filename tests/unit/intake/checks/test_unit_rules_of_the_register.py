"""Rules about entries of the register: new, renamed, closed and merged units, day by day."""

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest

from core.datasets import ListState
from core.intake.checks.candidate_release import PlanCodes
from core.intake.rows import UnitEntry
from core.snapshots import UnitList
from tests.support.intake.returned_rows import HandMadeReturn, rule

NEW_UNIT, PERIODS, SUCCESSOR = (rule(kind) for kind in ("new_unit", "periods", "successor"))


def entry(
    name: str = "School A", since: str = "2000-09-01", last: str = "", name_en: str = "", id: str = "a"
) -> UnitEntry:
    return UnitEntry(id, name, name_en, date.fromisoformat(since), date.fromisoformat(last) if last else None)


# --- new entries and changed ones


@pytest.mark.parametrize(
    ("new", "others", "said"),
    [
        (entry(), (), "new_unit: id=a; unit=School A; first=2000-09-01; last="),
        (entry(last="2026-08-31"), (), "new_unit: id=a; unit=School A; first=2000-09-01; last=2026-08-31"),
        (
            entry("Centre", "2026-09-01"),
            (entry("Old", last="2026-08-31"),),
            "unit_renamed_since: id=a; unit=Centre; old=Old; first=2026-09-01",
        ),
        (
            entry("Centre", "2026-09-01"),
            (entry("Older", "1990-09-01", "2000-08-31"), entry("Old", last="2026-08-31")),
            "unit_renamed_since: id=a; unit=Centre; old=Old; first=2026-09-01",
        ),
        (entry("Centre", "2026-09-01"), (entry(),), ""),  # both in force: reported by the rule about periods
    ],
)
def test_a_new_entry_is_a_new_unit_or_another_name_of_a_known_one(
    new: UnitEntry, others: tuple[UnitEntry, ...], said: str
) -> None:
    sent = HandMadeReturn().registers(new, None, *others)
    assert sent.breaks(NEW_UNIT) == ([f"register B2 {said}"] if said else [])


LISTED = UnitList(ListState.COMPLETE, "Office", datetime(2026, 9, 20, 8, tzinfo=UTC))
UNLISTED = "new_unit_unlisted: id={}; unit=School A; first={}; last=; by=Office; day=2026-09-20"


@pytest.mark.parametrize(
    ("id", "since", "said"),
    [
        ("500110-z", "2000-09-01", UNLISTED.format("500110-z", "2000-09-01")),
        ("500110-z", "2026-09-20", UNLISTED.format("500110-z", "2026-09-20")),
        ("z", "2000-09-01", UNLISTED.format("z", "2000-09-01")),
        ("500110-z", "2026-09-21", "new_unit: id=500110-z; unit=School A; first=2026-09-21; last="),
        (
            "330108-a",
            "2000-09-01",
            "new_unit_elsewhere: id=330108-a; unit=School A; first=2000-09-01; last=; area=330108; own=500110",
        ),
    ],
)
def test_a_new_unit_of_a_complete_list_or_of_another_area_is_said_to_be_one(id: str, since: str, said: str) -> None:
    sent = HandMadeReturn().registers(entry(since=since, id=id), None)
    assert sent.breaks(NEW_UNIT, codes=PlanCodes(area="500110", list_complete=LISTED)) == [f"register B2 {said}"]


@pytest.mark.parametrize(
    ("before", "new", "others", "said"),
    [
        (entry("Old"), entry("New"), (), "unit_renamed: id=a; unit=New; old=Old; new=New"),
        (entry(name_en="Old"), entry(name_en="New"), (), "unit_renamed: id=a; unit=School A; old=Old; new=New"),
        (
            entry("Old", name_en="Old"),
            entry("New", last="2026-08-31"),
            (),
            "unit_renamed: id=a; unit=New; old=Old; new=New",
        ),
        (entry(), entry(last="2026-08-31"), (), "unit_ends: id=a; unit=School A; last=2026-08-31"),
        (
            entry(),
            entry(last="2026-08-31"),
            (entry("Older", "1990-09-01", "2000-08-31"),),
            "unit_ends: id=a; unit=School A; last=2026-08-31",
        ),
        (entry(), entry(last="2026-08-31"), (entry("New", "2026-09-01"),), ""),  # it goes on under another name
        (
            entry(),
            entry(since="2001-09-01"),
            (),
            "unit_dates: id=a; unit=School A; old=2000-09-01 –; new=2001-09-01 –",
        ),
        (
            entry(),
            entry(since="2001-09-01", last="2026-08-31"),
            (),
            "unit_dates: id=a; unit=School A; old=2000-09-01 –; new=2001-09-01 – 2026-08-31",
        ),
        (
            entry(last="2025-08-31"),
            entry(last="2026-08-31"),
            (),
            "unit_dates: id=a; unit=School A; old=2000-09-01 – 2025-08-31; new=2000-09-01 – 2026-08-31",
        ),
        (
            entry(last="2025-08-31"),
            entry(),
            (),
            "unit_dates: id=a; unit=School A; old=2000-09-01 – 2025-08-31; new=2000-09-01 –",
        ),
        (entry(last="2025-08-31"), entry(last="1999-08-31"), (), ""),  # reported by the rule about periods
    ],
)
def test_an_entry_that_was_written_over_is_renamed_closed_or_dated_anew(
    before: UnitEntry, new: UnitEntry, others: tuple[UnitEntry, ...], said: str
) -> None:
    sent = HandMadeReturn().registers(new, before, *others)
    assert sent.breaks(NEW_UNIT) == ([f"register B2 {said}"] if said else [])


def test_an_entry_with_wrong_days_does_not_hide_the_next_one() -> None:
    sent = HandMadeReturn().registers(entry(last="1999-08-31"), None).registers(entry("B", id="b"), None)
    (finding,) = sent.findings(NEW_UNIT)
    assert (finding.place.row, finding.subject, finding.rule, finding.severity) == (
        3,
        ("b", "2000-09-01", ""),
        "r",
        "hard",
    )


# --- periods


@pytest.mark.parametrize(
    ("new", "other", "overlaps"),
    [
        (entry("N", "2026-09-01"), entry("O", last="2026-09-01"), True),
        (entry("N", "2026-09-02"), entry("O", last="2026-09-01"), False),
        (entry("N", "2000-09-01", "2026-09-01"), entry("O", "2026-09-01"), True),
        (entry("N", "2000-09-01", "2026-08-31"), entry("O", "2026-09-01"), False),
        (entry("N", "2010-09-01", "2012-08-31"), entry("O", "2011-09-01", "2011-09-30"), True),
        (entry("N", "2010-09-01"), entry("O", "2000-09-01"), True),
    ],
)
def test_two_entries_of_a_unit_are_in_force_one_after_the_other(
    new: UnitEntry, other: UnitEntry, overlaps: bool
) -> None:
    sent = HandMadeReturn().registers(new, other, other)
    days, other_days = (f"{unit.valid_from} – {unit.valid_to or ''}".strip() for unit in (new, other))
    expected = f"register B2 unit_overlap: id=a; unit=N; period={days}; other=O; other_period={other_days}"
    assert sent.breaks(PERIODS) == ([expected] if overlaps else [])


def test_two_new_entries_that_overlap_are_reported_once() -> None:
    one, two = entry("One"), entry("Two")
    sent = HandMadeReturn().registers(one, None, two).registers(two, None, one)
    assert [line[:24] for line in sent.breaks(PERIODS)] == ["register B2 unit_overlap"]


def test_an_entry_may_last_one_day_and_not_end_before_it_begins() -> None:
    assert HandMadeReturn().registers(entry(last="2000-09-01"), entry()).breaks(PERIODS) == []
    backwards = HandMadeReturn().registers(entry(last="2000-08-31"), entry())
    period = "2000-09-01 – 2000-08-31"
    values = f"id=a; unit=School A; period={period}; other=School A; other_period={period}"
    assert backwards.breaks(PERIODS) == [f"register B2 unit_backwards: {values}"]


@pytest.mark.parametrize(
    ("replaced", "others", "is_used", "said"),
    [
        (None, (entry("Old", last="2026-08-31"),), False, ["register B2 unit_unused: id=a; unit=New"]),
        (None, (entry("Old", last="2026-08-31"),), True, []),
        (None, (), False, []),
        (entry("Old", "2026-09-01"), (entry("Old", last="2026-08-31"),), False, []),
    ],
)
def test_another_name_of_a_unit_is_used_by_a_figure(
    replaced: UnitEntry | None, others: tuple[UnitEntry, ...], is_used: bool, said: list[str]
) -> None:
    new = entry("New", "2026-09-01")
    sent = HandMadeReturn().released("teachers", school=others[0] if others else entry(), year=2025, full_time=5)
    if is_used:
        sent.released("teachers", school=new, year=2026, full_time=5)
    assert sent.registers(new, replaced, *others).breaks(PERIODS) == said


@pytest.mark.parametrize(
    ("new", "as_of", "day"),
    [
        (entry(since="2025-09-01"), date(2025, 12, 31), "2025-09-01"),
        (entry(since="2024-06-01"), date(2025, 8, 31), "2024-09-01"),  # the autumn of 2025 is still to come
        (entry(since="2025-09-02"), date(2025, 12, 31), ""),  # it owes nothing before 2026
        (entry(since="2025-09-02"), date(2026, 9, 1), "2026-09-01"),
        (entry(last="2025-09-01"), date(2025, 12, 31), "2025-09-01"),
        (entry(last="2025-08-31"), date(2025, 12, 31), ""),
        (entry("Whole district", id="500110"), date(2025, 12, 31), ""),
    ],
)
def test_a_new_unit_of_a_complete_list_that_sends_nothing_is_not_lost_in_silence(
    new: UnitEntry, as_of: date, day: str
) -> None:
    codes = PlanCodes(area="500110", list_complete=LISTED)
    sent = HandMadeReturn().registers(new, None)
    said = f"register B2 unit_silent: id={new.unit_id}; unit={new.name}; day={day}"
    assert sent.breaks(PERIODS, as_of, codes) == ([said] if day else [])
    assert sent.breaks(PERIODS, as_of, PlanCodes(area="500110")) == []  # while the list is open
    assert sent.released("teachers", school=new, year=2024, full_time=None).breaks(PERIODS, as_of, codes) == []


def test_what_overlaps_is_not_said_to_be_unused_too() -> None:
    sent = HandMadeReturn().registers(entry("New", "2026-09-01"), None, entry())
    assert [line.split()[2] for line in sent.breaks(PERIODS)] == ["unit_overlap:"]


# --- mergers


@pytest.mark.parametrize(
    ("since", "last", "is_there"),
    [
        ("2000-09-01", "", True),
        ("2025-09-01", "", True),
        ("2025-09-02", "", False),
        ("2000-09-01", "2025-09-01", True),
        ("2000-09-01", "2025-08-31", False),
        ("2026-09-01", "2025-09-01", False),
    ],
)
def test_a_successor_is_there_on_the_day_after_the_last_one(since: str, last: str, is_there: bool) -> None:
    sent = HandMadeReturn(entry(last="2025-08-31"), entry("B", since, last, id="b")).merges("a", "b")
    expected = ["register F2 successor_not_there: unit=School A; into=B; day=2025-09-01"]
    assert sent.breaks(SUCCESSOR) == ([] if is_there else expected)


@pytest.mark.parametrize(
    ("register", "into", "said"),
    [
        ((entry(last="2025-08-31"),), "x", "successor_unknown: unit=School A; into=x"),
        ((entry(last="2025-08-31"),), "a", "successor_unknown: unit=School A; into=School A"),
        ((entry(), entry("B", id="b")), "b", "successor_open: unit=School A; into=B"),
        ((entry("B", id="b"),), "b", "successor_open: unit=a; into=B"),  # a unit nobody knows
        (
            (entry("Old", last="2024-08-31"), entry("New", "2024-09-01"), entry("B", id="b"), entry("C", id="b")),
            "b",
            "successor_open: unit=New; into=C",
        ),
        (  # the last of the days of all its entries
            (entry("O", last="2024-08-31"), entry("N", "2024-09-01", "2025-08-31"), entry("B", "2025-01-01", id="b")),
            "b",
            "",
        ),
    ],
)
def test_a_unit_is_merged_into_one_the_register_knows_and_has_a_last_day(
    register: tuple[UnitEntry, ...], into: str, said: str
) -> None:
    sent = HandMadeReturn(*register).merges("a", into)
    assert sent.breaks(SUCCESSOR) == ([f"register F2 {said}"] if said else [])
    assert [finding.subject for finding in sent.findings(SUCCESSOR)] == ([("a", into)] if said else [])


def test_one_of_the_entries_of_a_successor_is_in_force() -> None:
    register = (entry(last="2025-08-31"), entry("B", last="2010-08-31", id="b"), entry("C", "2010-09-01", id="b"))
    assert HandMadeReturn(*register).merges("a", "b").breaks(SUCCESSOR) == []
