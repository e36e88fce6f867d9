"""What a return may say anything about, and how its lines stand: places, standing, scope, own files, blank cells."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from core.intake.findings import Findings, Place, Severity, finding
from core.intake.form.form_code import TemplateIdentity
from core.intake.merging.blank_cells import check_blank_cells
from core.intake.merging.earlier_files import form_of, own_files, repeated_files, same_content
from core.intake.message_values import TextId
from core.intake.rows import RowEntry, key_of, no_rows
from core.snapshots import SourceReturn
from tests.support.form.small_returns import (
    DISTRICT_FORM,
    FORM,
    MINE,
    SCHOOL,
    THEIRS,
    UNIT_FORM,
    codes,
    kinds,
    line,
    outcome,
    reading,
    release,
    row,
    table,
)
from tests.support.form.written_sheets import data_row, unit_entry

PROVISIONAL = {"status": "provisional", "provisional": True}


# Places and counts


def test_a_change_is_at_its_line_and_a_removed_row_nowhere() -> None:
    now = release(row(2024, 100.0), row(2025, 110.0), row(2023, 90.0))
    result = outcome(reading(line(2024, 105.0), line(2026, 120.0), line(2023, 90.0)), now, now)
    assert [(change.happened.value, change.place) for change in result.changes] == [
        ("changed", Place("表1", 24, "G")),
        ("added", Place("表1", 26, "G")),
        ("removed", Place()),
    ]
    assert (result.unchanged, result.renewed, len(result.entries)) == (1, 0, 3)
    assert [(kept["year"], kept["value"]) for kept in result.rows["enrolment"]] == [
        (2024, 105.0),
        (2023, 90.0),
        (2026, 120.0),
    ]


def test_a_line_that_repeats_its_template_does_not_bring_back_what_was_removed_since() -> None:
    result = outcome(reading(line(2025, 110.0)), release(), release(row(2025, 110.0)))
    assert (kinds(result), codes(result), result.unchanged) == ([], [], 1)


def test_whom_a_return_disagrees_with_is_named_with_both_values() -> None:
    then, now = release(row(2025, 1110.0)), release(row(2025, 1115.0, source_file=THEIRS))
    values = {"mine": "1,120", "theirs": "1,115", "file": THEIRS}
    place = Place("表1", 25, "G")
    assert outcome(reading(line(2025, 1120.0)), now, then).findings == (
        finding("changed_meanwhile", Severity.HARD, place, **values),
    )
    assert outcome(reading(line(2025, 1120.0)), release(), then).findings == (
        finding("gone_meanwhile", Severity.HARD, place, mine="1,120"),
    )
    (removed,) = outcome(reading(), now, then).findings
    assert (removed.code, removed.severity, removed.place) == ("removed_meanwhile", Severity.HARD, Place("表1"))
    assert dict(removed.values) | {"key": ""} == {"key": "", "theirs": "1,115", "file": THEIRS}


# Standing


@pytest.mark.parametrize(
    ("status", "provisional", "declared", "stands"),
    [
        # A mark is kept unless the form brought it: then it says how the value stood, and not how it is sent now.
        ("provisional", True, ("provisional", True), ("reported", False)),
        ("reported", True, ("reported", True), ("reported", False)),
        ("published", True, ("published", True), ("published", True)),  # final where it is published
        ("illustrative", True, ("illustrative", True), ("illustrative", True)),
        ("published", False, ("published", False), ("published", False)),
        ("illustrative", False, ("illustrative", False), ("illustrative", False)),
        ("provisional", True, ("reported", True), ("reported", True)),  # somebody wrote it
        ("provisional", True, ("reported", False), ("reported", False)),
        ("reported", False, ("provisional", True), ("provisional", True)),
        ("provisional", True, None, ("reported", False)),
    ],
)
def test_a_changed_value_stands_as_it_is_declared_unless_the_form_brought_that(
    status: str, provisional: bool, declared: tuple[str, bool] | None, stands: tuple[str, bool]
) -> None:
    now = release(row(2025, 110.0, status=status, provisional=provisional))
    (change,) = outcome(reading(line(2025, 120.0, declared)), now, now).changes
    assert change.new is not None
    assert (change.happened.value, change.new["status"], change.new["provisional"]) == ("changed", *stands)


@pytest.mark.parametrize(
    ("before", "declared", "sent_provisional", "happened"),
    [
        (PROVISIONAL, ("reported", False), False, "confirmed"),  # the value stays and becomes final
        (PROVISIONAL, ("reported", True), False, "changed"),  # it stands otherwise and is not final
        ({"status": "reported", "provisional": False}, ("published", False), False, "changed"),  # it was final before
        (PROVISIONAL, ("illustrative", False), True, "changed"),
    ],
)
def test_the_same_value_that_stands_otherwise_is_confirmed_when_it_becomes_final(
    before: dict[str, object], declared: tuple[str, bool], sent_provisional: bool, happened: str
) -> None:
    now = release(row(2025, 110.0, **before))
    assert kinds(outcome(reading(line(2025, 110.0, declared)), now, now, sent_provisional)) == [(happened, 2025, 110.0)]


def test_only_figures_that_the_form_marked_and_that_become_final_are_asked_about_by_sheet() -> None:
    marked, plain = ("provisional", True), ("reported", False)
    now = release(
        row(2020, 1.0, **PROVISIONAL),
        row(2021, 1.0, **PROVISIONAL),
        row(2022, 1.0, **PROVISIONAL),
        row(2023, 1.0),
        row(2024, 1.0, **PROVISIONAL),
        row(2025, 1.0, **PROVISIONAL),
    )
    lines = [
        line(2020, 1.0, marked),
        replace(line(2021, 1.0, marked), sheet="表2"),
        line(2022, 1.0, None),  # confirmed, but nobody was asked by the form
        line(2024, 1.0, plain),  # declared final by the clerk
        line(2025, 2.0, marked),  # changed
        line(2026, 3.0, marked),  # added
        replace(line(2019, 4.0, None), sheet="表2"),
    ]  # and 2023 is removed
    result = outcome(reading(*lines, version=DISTRICT_FORM), now, now)
    assert [kind for kind, _, _ in kinds(result)] == [
        *["confirmed"] * 4,
        "changed",
        "added",
        "added",
        "removed",
    ]
    assert [item for item in result.findings if item.code == "becomes_final"] == [
        finding("becomes_final", Severity.SOFT, Place("表1"), number=1),
        finding("becomes_final", Severity.SOFT, Place("表2"), number=1),
    ]


# Scope


def test_a_form_says_nothing_about_another_district() -> None:
    now = release(row(2025, 110.0), row(2025, 70.0, area="500101"))
    result = outcome(reading(line(2025, 110.0), version=DISTRICT_FORM), now, now)
    assert (kinds(result), result.rows) == ([], now)


def test_a_table_of_another_form_removes_nothing_whatever_it_is_compared_with() -> None:
    now = release(row(2024, 100.0), row(2025, 110.0))
    assert kinds(outcome(reading(line(2025, 110.0), version=None), now, now)) == []


def test_a_missing_row_is_removed_once_from_its_own_dataset_though_other_tables_are_whole_or_misread() -> None:
    now = release(row(2024, 100.0), row(2025, 110.0))
    others = (table("teachers"), table(), table("tasks", misread=(9,)))
    assert kinds(outcome(reading(line(2024, 100.0), tables=others), now, now)) == [("removed", 2025, None)]
    partly = (table("teachers"), table(complete=False))
    assert kinds(outcome(reading(line(2024, 100.0), tables=partly), now, now)) == []
    assert kinds(outcome(reading(line(2024, 100.0), tables=(table("teachers"),)), now, now)) == []


# Own files


@pytest.mark.parametrize(
    ("version", "form"),
    [(None, ("other", "")), (UNIT_FORM, ("unit", SCHOOL.unit_id)), (DISTRICT_FORM, ("district", ""))],
)
def test_a_form_is_known_by_the_unit_it_was_made_for(version: TemplateIdentity | None, form: tuple[str, str]) -> None:
    assert form_of(reading(version=version)) == form


EARLIER = SourceReturn("earlier.xlsx", "0" * 64, "unit", SCHOOL.unit_id)
OTHER_UNIT = SourceReturn("other.xlsx", "0" * 64, "unit", "u-z")


@pytest.mark.parametrize(
    ("version", "sent", "own"),
    [
        (None, [FORM, EARLIER], set()),
        (UNIT_FORM, [], {MINE}),
        (UNIT_FORM, [EARLIER, OTHER_UNIT], {MINE, "earlier.xlsx"}),
        (UNIT_FORM, [replace(OTHER_UNIT, file=MINE), EARLIER], {"earlier.xlsx"}),
        (UNIT_FORM, [EARLIER, replace(EARLIER, form="district", unit="")], {MINE}),
        (DISTRICT_FORM, [replace(FORM, form="district", unit=""), EARLIER], {MINE}),
        (DISTRICT_FORM, [FORM], set()),
    ],
)
def test_the_form_of_a_unit_is_its_own_under_every_name_it_was_sent_by(
    version: TemplateIdentity | None, sent: list[SourceReturn], own: set[str]
) -> None:
    assert own_files(reading(version=version), sent) == own


@pytest.mark.parametrize(
    ("repeated", "number", "mostly"),
    [(0, 1, False), (1, 1, True), (1, 2, True), (1, 3, False), (2, 3, True), (2, 4, True), (2, 5, False), (3, 5, True)],
)
def test_a_return_repeats_an_earlier_one_that_it_holds_half_of(repeated: int, number: int, mostly: bool) -> None:
    """Counted are the rows that the file changed since the template; not those it only repeated, nor other files'."""
    years = range(2000, 2000 + number)
    changed = {key_of("enrolment", row(year, 5.0)): row(year, 5.0, source_file=MINE) for year in years}
    other = row(1990, 1.0, source_file=THEIRS)
    same = row(1991, 1.0, source_file=MINE)
    now = {("enrolment", key_of("enrolment", item)): item for item in (other, same, *changed.values())}
    then = {("enrolment", key_of("enrolment", item)): item for item in (same, row(2000, 4.0))}
    lines = [line(year, 5.0) if place < repeated else line(year, 6.0) for place, year in enumerate(years)][:-1]
    lines += [line(years[-1], 5.0)] if repeated == number else []  # the last one has no line at all
    entries = {("enrolment", key_of("enrolment", entry.row)): entry for entry in lines}
    assert repeated_files(frozenset({MINE}), now, then, entries) == (frozenset({MINE}) if mostly else frozenset())


def test_a_line_says_what_a_row_says_with_the_standing_it_declares() -> None:
    assert same_content(line(2025, 1.0), row(2025, 1.0, **PROVISIONAL))
    assert same_content(line(2025, 1.0, ("provisional", True)), row(2025, 1.0, **PROVISIONAL))
    assert not same_content(line(2025, 1.0, ("reported", True)), row(2025, 1.0, **PROVISIONAL))
    assert not same_content(line(2025, 1.0, ("provisional", False)), row(2025, 1.0, **PROVISIONAL))
    assert not same_content(line(2025, 2.0), row(2025, 1.0))


# Blank cells


def test_every_blank_cell_is_named_after_one_that_is_no_mistake() -> None:
    closed = {"unit_valid_to": date(2025, 8, 31)}
    findings = Findings()
    blanks = [line(2025, 0.0, **closed), line(2024, 0.0), line(2026, 0.0, **closed)]
    check_blank_cells(reading(blanks=blanks), release(row(2024, 3.0)), findings)
    name = TextId("intake.head.enrolment")
    # For 2026 the closing of the year before has passed, too.
    assert findings.all() == (finding("blank_had_value", Severity.HARD, Place("表1", 24, "G"), expected=name),)


def test_a_blank_cell_of_a_sheet_without_years_is_a_mistake_for_a_closed_unit_as_well() -> None:
    entry = unit_entry("a", last=date(2000, 1, 1))
    blank = RowEntry("tasks", data_row("tasks", entry, task=3), "表9", 5, {}, "G", "task_stage", None)
    findings = Findings()
    check_blank_cells(reading(blanks=[blank]), no_rows(), findings)
    name = TextId("intake.head.task_stage")
    assert findings.all() == (finding("blank_value", Severity.HARD, Place("表9", 5, "G"), expected=name),)
