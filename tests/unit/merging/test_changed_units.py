"""What a return does to the register of units, and under which entry rows stand afterwards."""

from __future__ import annotations

from datetime import date

import pytest

from core.intake.findings import Place
from core.intake.merging.changed_units import RegisterChanges, UnitChange, find_register_changes
from core.intake.reading.register.unit_register import Register
from core.intake.rows import UnitEntry, unit_of
from tests.support.form.small_returns import SCHOOL, UNIT_FORM, kinds, line, outcome, reading, release, row
from tests.support.form.written_sheets import data_row, unit_entry

A = unit_entry("a", "甲校")
CLOSED_A = unit_entry("a", "甲校", last=date(2025, 8, 31))
NEXT_A = unit_entry("a", "乙校", date(2025, 9, 1))
OVERWRITTEN_A = unit_entry("a", "乙校")
B, Z = unit_entry("b"), unit_entry("z", first=date(2026, 9, 1))
HERE, THERE = Place("单位名录", 4), Place("单位名录", 5)


def register(*known: UnitEntry, **listed: UnitEntry) -> Register:
    """The register of a release, and what the sheet of units lists: row4=…, row5=…"""
    units = Register(list(known))
    for name, entry in listed.items():
        units.add(entry, Place("单位名录", int(name.removeprefix("row"))))
    return units


def test_a_sheet_that_lists_what_is_known_changes_nothing() -> None:
    changes = find_register_changes(register(A, B, row4=A, row5=B), [A, B])
    assert changes == RegisterChanges((), (A, B), {}, {})
    rows = release(row(2025, 1.0))
    assert changes.rows(rows) is rows


def test_an_entry_written_over_is_replaced_by_the_new_one() -> None:
    changes = find_register_changes(register(A, B, row4=OVERWRITTEN_A, row5=B), [A, B])
    assert changes == RegisterChanges(
        (UnitChange(OVERWRITTEN_A, A, (), HERE),), (B, OVERWRITTEN_A), {"u-a": (OVERWRITTEN_A,)}, {A: OVERWRITTEN_A}
    )


def test_a_renamed_unit_is_closed_under_its_old_name_and_goes_on_under_the_new_one() -> None:
    changes = find_register_changes(register(A, B, row4=CLOSED_A, row5=NEXT_A), [A, B])
    assert changes == RegisterChanges(
        (UnitChange(CLOSED_A, A, (NEXT_A,), HERE), UnitChange(NEXT_A, None, (CLOSED_A,), THERE)),
        (B, CLOSED_A, NEXT_A),
        {"u-a": (CLOSED_A, NEXT_A)},
        {A: CLOSED_A},
    )
    # In whichever order the sheet lists them.
    turned = find_register_changes(register(A, B, row4=NEXT_A, row5=CLOSED_A), [A, B])
    assert (turned.changed_units, turned.replaced) == (changes.changed_units, changes.replaced)


def test_new_units_come_by_code_with_the_other_entries_of_the_same_code_only() -> None:
    changes = find_register_changes(register(A, row4=Z, row5=B, row6=A), [A])
    assert [(change.new, change.replaced, change.others) for change in changes.changes] == [
        (B, None, ()),
        (Z, None, ()),
    ]
    assert (changes.units, changes.changed_units, changes.replaced) == ((A, Z, B), {"u-b": (B,), "u-z": (Z,)}, {})


def test_name_and_first_day_together_tell_best_which_entry_was_written_over_then_the_day_then_the_name() -> None:
    first, second, third = (
        unit_entry("a", "甲", date(2000, 9, 1)),
        unit_entry("a", "乙", date(2010, 9, 1)),
        unit_entry("a", "丙", date(2020, 9, 1)),
    )
    same_name = unit_entry("a", "乙", date(2011, 9, 1))
    same_day = unit_entry("a", "丁", date(2020, 9, 1))
    same_both = unit_entry("a", "甲", date(2000, 9, 1), date(2010, 8, 31))
    stranger = unit_entry("b", "甲", date(2000, 9, 1))  # like the first, but of another code
    neither = unit_entry("a", "戊", date(1999, 9, 1))
    known = register(first, second, third, row4=stranger, row5=same_name, row6=neither, row7=same_day, row8=same_both)
    changes = find_register_changes(known, [])
    assert {change.new: change.replaced for change in changes.changes} == {
        same_both: first,
        same_day: third,
        same_name: second,
        neither: None,
        stranger: None,
    }
    assert changes.replaced == {first: same_both, third: same_day, second: same_name}
    assert changes.changed_units["u-a"] == (neither, same_both, same_name, same_day)


def test_two_entries_with_the_day_of_one_earlier_replace_it_once() -> None:
    other = unit_entry("a", "丙")
    changes = find_register_changes(register(A, row4=OVERWRITTEN_A, row5=other), [A])
    assert [(change.new, change.replaced) for change in changes.changes] == [(OVERWRITTEN_A, A), (other, None)]
    pair = register(A, unit_entry("a", "丙", date(2010, 9, 1)), row4=unit_entry("a", "丙"))
    # The first day counts before the name, and one new entry is written over one earlier one only.
    assert find_register_changes(pair, [A]).replaced == {A: unit_entry("a", "丙")}


def test_what_a_template_only_repeats_changes_nothing_even_when_the_release_says_otherwise_by_now() -> None:
    changes = find_register_changes(register(OVERWRITTEN_A, B, row4=A, row5=B), [A, B])
    assert (changes.changes, changes.units, changes.replaced) == ((), (OVERWRITTEN_A, B), {})
    # But its rows stand under the entry of today.
    assert changes.changed_units == {"u-a": (OVERWRITTEN_A,)}


# Rows under their entries


LAST = unit_entry("a", "丙校", date(2027, 9, 1), date(2030, 8, 31))
CHANGES = RegisterChanges((), (), {"u-a": (CLOSED_A, NEXT_A, LAST)}, {A: CLOSED_A})


@pytest.mark.parametrize(
    ("year", "before", "after"),
    [
        (2024, A, CLOSED_A),  # in force on 1 September of the year
        (2025, A, NEXT_A),
        (2026, A, NEXT_A),
        (2028, NEXT_A, LAST),  # of two in force the last
        (2024, CLOSED_A, CLOSED_A),
        (1999, A, CLOSED_A),  # nobody in force: what its own entry was replaced by, ...
        (1999, LAST, LAST),
        (1999, unit_entry("a", "丁", NEXT_A.valid_from), NEXT_A),  # ... or one with the same first day, ...
        (1999, unit_entry("a", "丁", date(1990, 9, 1)), LAST),  # ... or the last one
    ],
)
def test_a_row_stands_under_the_entry_of_its_year_or_the_nearest(
    year: int, before: UnitEntry, after: UnitEntry
) -> None:
    old = data_row("enrolment", before, year=year, value=1.0)
    new = CHANGES.row(old)
    assert (unit_of(new), {**new, **before.fields()}) == (after, old)
    assert (new is old) is (before == after)


def test_a_row_without_a_year_stands_under_the_entry_that_is_still_in_force() -> None:
    assert unit_of(CHANGES.row(data_row("tasks", A, task=3))) == NEXT_A
    closed = RegisterChanges((), (), {"u-a": (CLOSED_A, LAST)}, {})
    assert unit_of(closed.row(data_row("tasks", LAST, task=3))) == LAST
    assert unit_of(closed.row(data_row("tasks", A, task=3))) == CLOSED_A  # the same first day


def test_rows_of_other_units_and_lines_that_stay_are_handed_on_as_they_are() -> None:
    other, own = data_row("tasks", B, task=3), data_row("tasks", A, task=3)
    rows = CHANGES.rows({"tasks": [other, own], "cohorts": []})
    assert rows == {"tasks": [other, {**own, **NEXT_A.fields()}], "cohorts": []}
    assert CHANGES.row(other) is other
    entry = line(2025, 1.0)
    moved = RegisterChanges((), (), {"u-a": (NEXT_A,)}, {}).entry(entry)
    assert (moved.row, moved.line) == ({**entry.row, **NEXT_A.fields()}, entry.line)
    assert RegisterChanges((), (), {"u-a": (SCHOOL,)}, {}).entry(entry) is entry


# In a whole return


def test_a_new_name_renews_the_rows_of_the_release_and_is_a_difference_of_its_own() -> None:
    renamed = unit_entry("a", "新校")
    now = release(row(2024, 100.0), row(2025, 110.0))
    sheet = register(SCHOOL, row4=renamed)
    result = outcome(reading(line(2024, 100.0), line(2025, 110.0), register=sheet), now, now)
    assert (kinds(result), result.unchanged, result.renewed, result.differs) == ([], 2, 2, True)
    assert (result.register, [change.new for change in result.units]) == ((renamed,), [renamed])
    assert [unit_of(kept) for kept in result.rows["enrolment"]] == [renamed, renamed]


def test_a_form_that_lists_the_former_name_does_not_bring_it_back() -> None:
    former = unit_entry("a", "旧校")
    then, now = release(row(2025, 110.0, unit_name="旧校")), release(row(2025, 110.0))
    sheet = register(SCHOOL, row4=former)
    result = outcome(reading(line(2025, 110.0, unit_name="旧校"), register=sheet), now, then)
    assert (result.units, result.register, result.renewed, result.differs) == ((), (SCHOOL,), 0, False)
    assert (kinds(result), result.unchanged) == ([], 1)
    # The same sheet of nobody's form says that the school is called so.
    own = outcome(reading(line(2025, 110.0, unit_name="旧校"), version=None, register=sheet), now, None)
    assert [change.new for change in own.units] == [former]
    empty = outcome(reading(line(2025, 110.0, unit_name="旧校"), version=UNIT_FORM, register=sheet), now, None)
    assert [change.new for change in empty.units] == [former]


@pytest.mark.parametrize(("sheet", "differs"), [("", False), ("单位名录", True)])
def test_a_merger_differs_where_the_return_says_so(sheet: str, differs: bool) -> None:
    now = release(row(2025, 110.0))
    units = Register([SCHOOL], mergers={"u-a": ("u-b", Place(sheet))})
    result = outcome(reading(line(2025, 110.0), register=units), now, now)
    assert (result.differs, result.renewed, result.changes) == (differs, 0, ())
    assert outcome(reading(line(2025, 111.0), register=units), now, now).differs
