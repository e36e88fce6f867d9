"""A return put into a release, row by row: one school, one figure a year, and what each line does to it."""

from __future__ import annotations

from datetime import date

import pytest

from core.intake.findings import Findings
from core.intake.merging.blank_cells import check_blank_cells
from core.intake.merging.merge import ChangeKind
from core.intake.rows import Rows
from core.snapshots import SourceReturn
from tests.support.form.small_returns import (
    DISTRICT_FORM,
    FORM,
    MINE,
    SCHOOL,
    THEIRS,
    codes,
    kinds,
    line,
    outcome,
    reading,
    release,
    row,
)


def test_a_line_adds_changes_or_repeats_a_row() -> None:
    now = release(row(2024, 100.0), row(2025, 110.0))
    result = outcome(reading(line(2024, 100.0), line(2025, 120.0), line(2026, 130.0)), now, now)
    assert kinds(result) == [("changed", 2025, 120.0), ("added", 2026, 130.0)]
    assert (result.unchanged, result.renewed, result.differs) == (1, 0, True)
    assert [(each["year"], each["value"]) for each in result.rows["enrolment"]] == [
        (2024, 100),
        (2025, 120),
        (2026, 130),
    ]
    assert codes(result) == []
    same = outcome(reading(line(2024, 100.0), line(2025, 110.0)), now, now)
    assert (kinds(same), same.unchanged, same.differs) == ([], 2, False)


def test_a_row_missing_from_a_whole_form_is_removed_and_from_any_other_table_not() -> None:
    now = release(row(2024, 100.0), row(2025, 110.0))
    assert kinds(outcome(reading(line(2025, 110.0)), now, now)) == [("removed", 2024, None)]
    assert outcome(reading(line(2025, 110.0)), now, now).rows["enrolment"] == [now["enrolment"][1]]
    assert kinds(outcome(reading(line(2025, 110.0), complete=False), now, now)) == []
    assert kinds(outcome(reading(line(2025, 110.0), version=None), now, None)) == []
    # Nor where another school, or a line that could not be placed, may be it.
    other = release(row(2024, 100.0, unit_id="other"), row(2025, 110.0))
    assert kinds(outcome(reading(line(2025, 110.0)), other, other)) == []
    assert kinds(outcome(reading(line(2025, 110.0), misread=(7,)), now, now)) == []
    # A blank cell is a line.
    assert kinds(outcome(reading(line(2025, 110.0), blanks=[line(2024, 0.0)]), now, now)) == []


def test_what_another_return_changed_since_the_form_is_named_and_not_undone() -> None:
    then = release(row(2025, 110.0))
    now = release(row(2025, 115.0, source_file=THEIRS))
    repeated = outcome(reading(line(2025, 110.0)), now, then)
    assert (kinds(repeated), repeated.unchanged, codes(repeated)) == ([], 1, [])
    conflict = outcome(reading(line(2025, 120.0)), now, then)
    assert (kinds(conflict), conflict.unchanged, codes(conflict)) == ([], 0, ["changed_meanwhile"])
    assert conflict.rows == now
    # The same value as theirs is none.
    assert codes(outcome(reading(line(2025, 115.0)), now, then)) == []
    gone = outcome(reading(line(2025, 120.0)), release(), then)
    assert (kinds(gone), codes(gone)) == ([], ["gone_meanwhile"])
    removed = outcome(reading(), now, then)
    assert (kinds(removed), codes(removed)) == ([], ["removed_meanwhile"])


def test_a_row_added_meanwhile_is_not_missing_from_the_form() -> None:
    now = release(row(2024, 100.0), row(2025, 115.0, source_file=THEIRS))
    result = outcome(reading(line(2024, 100.0)), now, release(row(2024, 100.0)))
    assert (kinds(result), codes(result)) == ([], [])


def test_a_return_sent_again_corrects_what_it_brought_itself() -> None:
    then = release(row(2024, 100.0), row(2025, 110.0))
    now = release(row(2024, 104.0, source_file=MINE), row(2025, 115.0, source_file=MINE))
    # It repeats one of the two values it brought, so the other, back at the template's, is a correction.
    result = outcome(reading(line(2024, 104.0), line(2025, 110.0)), now, then, sent=[FORM])
    assert (kinds(result), codes(result)) == ([("changed", 2025, 110.0)], [])
    # A line it brought and leaves out is taken back.
    assert kinds(outcome(reading(line(2024, 104.0)), now, then, sent=[FORM])) == [("removed", 2025, None)]
    # A fresh copy of the form repeats none of them: they stay, and that is noted.
    fresh = outcome(reading(line(2024, 100.0), line(2025, 110.0)), now, then, sent=[FORM])
    assert (kinds(fresh), codes(fresh), fresh.unchanged) == ([], ["kept_as_sent"] * 2, 2)
    # A line left out of a fresh copy says nothing about one's own later value.
    assert codes(outcome(reading(line(2024, 100.0)), now, then, sent=[FORM])) == ["kept_as_sent"]
    # A new value needs no copy of the old one.
    assert kinds(outcome(reading(line(2024, 109.0), line(2025, 110.0)), now, then, sent=[FORM])) == [
        ("changed", 2024, 109.0)
    ]


@pytest.mark.parametrize(
    ("sent", "own"),
    [
        ([], True),  # before forms were noted down the name is all there is
        ([FORM], True),
        ([SourceReturn(MINE, "0" * 64, "unit", "other")], False),
        ([FORM, SourceReturn(MINE, "0" * 64, "district", "")], False),
        ([SourceReturn("earlier.xlsx", "0" * 64, "unit", SCHOOL.unit_id)], True),
    ],
)
def test_a_file_is_its_own_by_name_and_form(sent: list[SourceReturn], own: bool) -> None:
    then, now = release(row(2025, 110.0)), release(row(2025, 115.0, source_file=MINE))
    result = outcome(reading(line(2025, 120.0)), now, then, sent=sent)
    assert codes(result) == ([] if own else ["changed_meanwhile"])


def test_the_form_of_a_unit_is_its_own_under_any_name_and_that_of_the_district_is_not() -> None:
    then, now = release(row(2025, 110.0)), release(row(2025, 115.0, source_file="earlier.xlsx"))
    unit = [SourceReturn("earlier.xlsx", "0" * 64, "unit", SCHOOL.unit_id)]
    assert codes(outcome(reading(line(2025, 120.0)), now, then, sent=unit)) == []
    district = [SourceReturn("earlier.xlsx", "0" * 64, "district", "")]
    whole = reading(line(2025, 120.0), version=DISTRICT_FORM)
    assert codes(outcome(whole, now, then, sent=district)) == ["changed_meanwhile"]


# Standing


@pytest.mark.parametrize(
    ("declared", "provisional", "status", "marked"),
    [
        (None, False, "reported", False),
        (None, True, "provisional", True),
        (("illustrative", False), False, "illustrative", False),
        (("illustrative", False), True, "illustrative", True),
        (("published", True), False, "published", True),
        (("published", False), True, "provisional", True),
    ],
)
def test_a_row_stands_as_its_line_declares_or_as_the_return_is_sent(
    declared: tuple[str, bool] | None, provisional: bool, status: str, marked: bool
) -> None:
    (change,) = outcome(reading(line(2025, 120.0, declared)), release(), None, provisional).changes
    assert change.new is not None
    assert (change.happened, change.new["status"], change.new["provisional"]) == (ChangeKind.ADDED, status, marked)


@pytest.mark.parametrize(
    ("status", "declared", "sent_provisional", "confirmed"),
    [
        ("provisional", None, False, True),
        ("provisional", ("provisional", True), False, True),  # only because the form said so
        ("reported", ("reported", True), False, True),
        ("provisional", None, True, False),
        ("published", ("published", True), False, False),
        ("illustrative", None, False, False),
    ],
)
def test_a_provisional_row_that_a_final_return_repeats_becomes_final(
    status: str, declared: tuple[str, bool] | None, sent_provisional: bool, confirmed: bool
) -> None:
    now = release(row(2025, 110.0, status=status, provisional=True))
    result = outcome(reading(line(2025, 110.0, declared)), now, now, sent_provisional)
    assert kinds(result) == ([("confirmed", 2025, 110.0)] if confirmed else [])
    assert result.unchanged == (0 if confirmed else 1)
    if confirmed:
        assert (result.rows["enrolment"][0]["status"], result.rows["enrolment"][0]["provisional"]) == (
            "reported",
            False,
        )


def test_a_mark_that_the_form_did_not_bring_is_kept() -> None:
    now = release(row(2025, 110.0, status="provisional", provisional=True))
    (change,) = outcome(reading(line(2025, 120.0, ("provisional", True))), now, None).changes
    assert change.new is not None
    assert (change.new["status"], change.new["provisional"]) == ("provisional", True)
    (brought,) = outcome(reading(line(2025, 120.0, ("provisional", True))), now, now).changes
    assert brought.new is not None
    assert (brought.happened, brought.new["status"], brought.new["provisional"]) == (
        ChangeKind.CHANGED,
        "reported",
        False,
    )


def test_the_form_of_the_district_asks_before_figures_of_every_school_become_final() -> None:
    now = release(*(row(year, 100.0, status="provisional", provisional=True) for year in (2024, 2025)))
    lines = [line(year, 100.0, ("provisional", True)) for year in (2024, 2025)]
    whole = outcome(reading(*lines, version=DISTRICT_FORM), now, now)
    assert codes(whole) == ["becomes_final"]
    assert [str(value) for name, value in whole.findings[0].values if name == "number"] == ["2"]
    assert codes(outcome(reading(*lines), now, now)) == []


def test_two_lines_about_one_row_are_named_and_the_first_one_counts() -> None:
    result = outcome(reading(line(2025, 120.0), line(2025, 130.0)), release(), None)
    assert (kinds(result), codes(result)) == ([("added", 2025, 120.0)], ["duplicate_key"])


# Blank cells


@pytest.mark.parametrize(
    ("closed", "found"),
    [
        (None, ["blank_value"]),
        (date(2025, 8, 31), []),  # closed in the summer: its graduates stand alone
        (date(2025, 9, 1), ["blank_value"]),
    ],
)
def test_a_blank_cell_is_no_mistake_for_a_school_that_closed_before_the_term(
    closed: date | None, found: list[str]
) -> None:
    findings = Findings()
    check_blank_cells(reading(blanks=[line(2025, 0.0, unit_valid_to=closed)]), release(), findings)
    assert [item.code for item in findings.items] == found


def test_a_cell_may_be_blank_where_the_release_never_had_it_beside_figures_it_has() -> None:
    def found(now: Rows) -> list[str]:
        findings = Findings()
        blank = line(2025, 0.0, measure="other")
        check_blank_cells(reading(line(2025, 110.0), blanks=[blank]), now, findings)
        return [item.code for item in findings.items]

    assert found(release(row(2025, 110.0))) == []
    assert found(release(row(2025, 5.0, measure="other"))) == ["blank_had_value"]
    assert found(release(row(2024, 110.0))) == ["blank_value"]
