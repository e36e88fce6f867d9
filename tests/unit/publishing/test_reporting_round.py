"""The yearly round of returns: its dates, who is asked for a return, who has reported and who has confirmed."""

from __future__ import annotations

from datetime import UTC, date, datetime
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest

from core.intake.publishing import reporting_round
from core.intake.publishing.reporting_round import (
    YEARS,
    ReportingUnit,
    RoundReports,
    UnitReport,
    area_reports,
    confirm_unchanged,
    default_as_of,
    due_day,
    reference_day,
    reporting_units,
    round_reports,
    round_year,
    unit_reports,
)
from core.intake.rows import UnitEntry
from core.records.confirmations import Confirmation
from tests.support.claims import fixed
from tests.support.intake.returned_rows import HandMadeReturn

CLOSED_BEFORE, CLOSED_ON = (
    UnitEntry(id, f"School {id}", "", date(2000, 9, 1), last)
    for id, last in (("b", date(2025, 8, 31)), ("c", date(2025, 9, 1)))
)
ELSEWHERE = {"area": "500111"}


@pytest.mark.parametrize(
    ("today", "year"),
    [
        (date(2025, 1, 1), 2024),
        (date(2025, 8, 31), 2024),
        (date(2025, 9, 1), 2025),
        (date(2025, 9, 2), 2025),
        (date(2025, 12, 31), 2025),
    ],
)
def test_the_return_of_a_year_is_asked_for_from_the_first_of_september(today: date, year: int) -> None:
    assert round_year(today) == year


def test_stocks_are_of_the_first_and_returns_due_on_the_twentieth_of_september() -> None:
    assert (reference_day(2025), due_day(2025)) == (date(2025, 9, 1), date(2025, 9, 20))
    assert (YEARS[0], YEARS[-1]) == (1990, 2100)


@pytest.mark.parametrize(
    ("latest", "today", "as_of"),
    [
        (None, date(2025, 8, 31), date(2024, 9, 1)),
        (date(2024, 12, 31), date(2025, 8, 31), date(2024, 12, 31)),
        (date(2024, 12, 31), date(2025, 9, 5), date(2025, 9, 1)),
    ],
)
def test_a_return_is_as_of_the_last_reference_day_and_not_before_the_newest_release(
    latest: date | None, today: date, as_of: date
) -> None:
    release = None if latest is None else SimpleNamespace(as_of=latest)
    releases: Any = SimpleNamespace(latest=lambda: release)
    assert default_as_of(releases, today) == as_of


@pytest.fixture
def release(monkeypatch: pytest.MonkeyPatch) -> Any:
    """A release of three schools and one of another district; nobody's return of 2025 is in it but that of school a."""
    made = HandMadeReturn()
    for year in (2024, 2025):
        made.released("teachers", year=year, full_time=100)
    made.released("teachers", school=CLOSED_BEFORE, year=2024, full_time=50)
    made.released("teachers", school=CLOSED_ON, year=2023, full_time=50)
    made.released("enrolment", year=2024, entrants=50)
    made.released("teachers", school=UnitEntry("z", "School z", "", date(2000, 9, 1), None), year=2024, **ELSEWHERE)
    monkeypatch.setattr(reporting_round, "release_rows", lambda _: made.rows)
    monkeypatch.setattr(reporting_round, "missing_unit_ids", lambda *_: frozenset())
    return object()


def test_units_that_exist_on_the_reference_day_are_asked_for_a_return(release: Any) -> None:
    assert reporting_units(release, "500110", 2025) == (
        ReportingUnit("a", "School A", "School A (en)"),
        ReportingUnit("c", "School c", ""),
    )
    assert [unit.id for unit in reporting_units(release, "500110", 2024)] == ["a", "b", "c"]
    assert [unit.id for unit in reporting_units(release, "500111", 2025)] == ["z"]


def test_the_reports_of_an_area_are_those_of_its_units(release: Any) -> None:
    assert area_reports(release, "500110", 2025) == (
        UnitReport("enrolment", "a", "School A", 2025, False, 2024),
        UnitReport("teachers", "a", "School A", 2025, True, 2025),
        UnitReport("teachers", "c", "School c", 2025, False, 2023),
    )
    assert [report.unit_id for report in area_reports(release, "500111", 2025)] == ["z"]


def test_a_unit_that_gave_a_part_of_what_it_owes_has_not_reported(
    release: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    behind = {("teachers", 2025): frozenset({"a"})}
    monkeypatch.setattr(
        reporting_round, "missing_unit_ids", lambda _, dataset, year: behind.get((dataset, year), frozenset())
    )
    area_reports.cache_clear()
    assert [(report.dataset, report.unit_id, report.reported) for report in area_reports(release, "500110", 2025)] == [
        ("enrolment", "a", False), ("teachers", "a", False), ("teachers", "c", False),
    ]  # fmt: skip


def test_a_unit_has_reported_when_it_has_a_row_of_the_year_whatever_came_later() -> None:
    made = HandMadeReturn()
    for year in (2023, 2026, 2022):
        made.released("teachers", year=year, full_time=100)
    assert unit_reports(made.rows, 2026) == (UnitReport("teachers", "a", "School A", 2026, True, 2026),)
    assert unit_reports(made.rows, 2025) == (UnitReport("teachers", "a", "School A", 2025, False, 2023),)
    assert unit_reports(made.rows, 2021) == ()


@pytest.mark.parametrize(
    ("last", "exists"), [(date(2025, 8, 31), False), (date(2025, 9, 1), True), (date(2025, 9, 2), True), (None, True)]
)
def test_a_unit_is_asked_for_a_report_while_it_exists(last: date | None, exists: bool) -> None:
    made = HandMadeReturn().released("conditions", school=UnitEntry("a", "A", "", date(2000, 9, 1), last), year=2024)
    assert len(unit_reports(made.rows, 2025)) == exists


def test_a_unit_that_goes_on_under_another_name_exists_in_every_table() -> None:
    old, new = (
        UnitEntry("a", name, "", date(2000, 9, 1), last) for name, last in (("Old", date(2024, 8, 31)), ("New", None))
    )
    made = HandMadeReturn().released("teachers", school=old, year=2023).released("conditions", school=new, year=2025)
    assert [(report.dataset, report.unit_name, report.since) for report in unit_reports(made.rows, 2025)] == [
        ("teachers", "Old", 2023),
        ("conditions", "New", 2025),
    ]


def test_schools_and_colleges_report_four_tables_and_nobody_the_others() -> None:
    made = HandMadeReturn()
    for dataset in ("conditions", "teachers", "college_enrolment", "enrolment", "cohorts", "training"):
        made.released(dataset, year=2025)
    assert [report.dataset for report in unit_reports(made.rows, 2025)] == [
        "enrolment",
        "college_enrolment",
        "teachers",
        "conditions",
    ]


def test_what_is_neither_reported_nor_confirmed_is_outstanding() -> None:
    reports = tuple(
        UnitReport(dataset, unit, unit, 2025, reported, 2024)
        for unit, dataset, reported in (
            ("a", "teachers", True),
            ("a", "conditions", False),
            ("b", "enrolment", False),
            ("b", "teachers", False),
            ("b", "conditions", False),
        )
    )
    confirmed = Confirmation("teachers", "b", 2025, "Li", datetime(2025, 9, 5, tzinfo=UTC))
    current = RoundReports(2025, date(2025, 9, 10), reports, {("teachers", "b"): confirmed})
    assert [current.confirmation(report) for report in reports] == [None, None, None, confirmed, None]
    assert current.outstanding() == {"a": (reports[1],), "b": (reports[2], reports[4])}
    assert current.by_unit() == {
        "a": {"teachers": reports[0], "conditions": reports[1]},
        "b": {"enrolment": reports[2], "teachers": reports[3], "conditions": reports[4]},
    }
    assert [fixed(value) for value in (current, reports[0], ReportingUnit("a", "甲", "A"))] == [True] * 3


def test_confirming_puts_what_is_outstanding_on_record(
    release: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("DASHBOARD_HOME", str(tmp_path))
    now = datetime(2025, 9, 5, 8, tzinfo=UTC)
    with pytest.raises(ValueError, match="needs a name"):
        confirm_unchanged(release, "500110", "nobody", "  ", now)
    confirm_unchanged(release, "500110", "nobody", "Li", now)
    assert round_reports(release, "500110", now.date()).confirmations == {}
    confirm_unchanged(release, "500110", "a", "Li", now)
    current = round_reports(release, "500110", now.date())
    assert (current.year, current.today) == (2025, now.date())
    assert dict(current.confirmations) == {("enrolment", "a"): Confirmation("enrolment", "a", 2025, "Li", now)}
    assert list(current.outstanding()) == ["c"]
