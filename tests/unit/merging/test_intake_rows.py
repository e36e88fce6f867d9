"""Rows of a release and entries of the register: what tells them apart, and which entry is in force in a year."""

from __future__ import annotations

from datetime import date

import pytest

from core.datasets import DATASETS
from core.intake.findings import Place
from core.intake.rows import (
    RowEntry,
    UnitEntry,
    content_of,
    entries_in_force,
    entry_in_force,
    key_of,
    no_rows,
    unit_of,
    units_of,
)
from tests.support.form.written_sheets import data_row, unit_entry

A = unit_entry("a")
EARLY, LATE = unit_entry("b", "旧校", date(2000, 9, 1), date(2024, 8, 31)), unit_entry("b", "新校", date(2024, 9, 1))


def test_a_row_stands_under_the_entry_of_its_unit() -> None:
    row = data_row("teachers", EARLY, year=2020)
    assert unit_of(row) == UnitEntry("u-b", "旧校", "School b", date(2000, 9, 1), date(2024, 8, 31)) == EARLY
    assert EARLY.fields() == {
        "unit_id": "u-b",
        "unit_name": "旧校",
        "unit_name_en": "School b",
        "unit_valid_from": date(2000, 9, 1),
        "unit_valid_to": date(2024, 8, 31),
    }


def test_the_register_of_an_area_is_in_the_order_of_codes_and_first_days() -> None:
    """Not of names: the last entry of a code is the one a unit has now, whatever it is called."""
    rows = {
        "teachers": [data_row("teachers", entry) for entry in (LATE, EARLY, LATE)],
        "tasks": [data_row("tasks", A), data_row("tasks", unit_entry("c"), area="500101")],
    }
    assert units_of(rows, "500110") == [A, EARLY, LATE]
    assert units_of(rows, "500101") == [unit_entry("c")]
    assert units_of(no_rows(), "500110") == []


def test_a_first_return_is_compared_with_every_dataset_without_rows() -> None:
    assert no_rows() == {name: [] for name in DATASETS}


def test_a_row_is_known_by_the_key_of_its_dataset_and_says_all_but_where_it_came_from() -> None:
    row = data_row("teachers", A, ownership="public", year=2025, measure="full_time", value=12.0)
    assert key_of("teachers", row) == ("500110", "u-a", 2025, "full_time")
    content = (
        "500110",
        "u-a",
        "甲a",
        "School a",
        A.valid_from,
        None,
        "public",
        2025,
        "full_time",
        12.0,
        "",
        "reported",
        False,
    )
    assert content_of("teachers", row) == content
    moved = {**row, "source_file": "b.xlsx", "source_sheet": "表", "source_row": 7}
    assert content_of("teachers", moved) == content


@pytest.mark.parametrize(
    ("first", "last", "in_force"),
    [
        (date(2025, 9, 1), None, True),  # on the very day
        (date(2025, 9, 2), None, False),
        (date(2025, 8, 31), None, True),
        (date(2000, 9, 1), date(2025, 9, 1), True),
        (date(2000, 9, 1), date(2025, 8, 31), False),
        (date(2000, 9, 1), date(2025, 9, 2), True),
        (date(2026, 1, 1), date(2026, 12, 31), False),
    ],
)
def test_an_entry_is_in_force_on_the_first_of_september(first: date, last: date | None, in_force: bool) -> None:
    entry = unit_entry("b", "校", first, last)
    assert entries_in_force([A, entry], 2025, ("u-b",)) == ([entry] if in_force else [])
    assert entry_in_force([A, entry], "u-b", 2025) == (entry if in_force else None)


def test_only_the_codes_asked_for_are_in_force_and_the_last_entry_of_several() -> None:
    assert entries_in_force([A, EARLY, LATE], 2025, ("u-a", "u-b")) == [A, LATE]
    assert entries_in_force([A, EARLY, LATE], 2023, ("u-a", "u-b")) == [A, EARLY]
    assert entry_in_force([unit_entry("b", "甲"), unit_entry("b", "乙")], "u-b", 2025) == unit_entry("b", "乙")
    assert entry_in_force([A], "u-b", 2025) is None


def test_a_row_of_a_return_is_at_its_value_and_each_key_at_its_own_cell() -> None:
    entry = RowEntry("teachers", {}, "表5", 7, {"year": "D", "full_time": "E"}, "E", "full_time", None)
    assert [entry.place(), entry.place("year"), entry.place("ownership")] == [
        Place("表5", 7, "E"),
        Place("表5", 7, "D"),
        Place("表5", 7, ""),
    ]
