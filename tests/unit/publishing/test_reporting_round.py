"""The yearly round of returns: its dates, who is asked for a return, who has reported and who has confirmed."""

from __future__ import annotations

from datetime import UTC, date, datetime
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest

from core.datasets import Symbol
from core.intake.publishing.reporting_round import (
    YEARS,
    ReportingUnit,
    ReportState,
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
)
from core.queries import Returns
from core.records.confirmations import Confirmation
from core.snapshots import Snapshot
from core.toml_entries import Words
from tests.support.claims import fixed
from tests.support.release_frames import AREA
from tests.support.rounds.handmade_returns import returns, students, teachers

REPORTED, PARTLY, NOTHING_REPORTED, OWED = ReportState
NAMED = {id: Words(zh=f"学校{id}", en=f"School {id}") for id in ("a", "b", "c")}


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


@pytest.fixture(scope="module")
def release(tmp_path_factory: pytest.TempPathFactory) -> Snapshot:
    """A release of three schools and one of another district; nobody's return of 2025 is in it but that of school a."""
    rows = [
        *(teachers("a", year, value=100) for year in (2024, 2025)),
        teachers("b", 2024, value=50, unit_valid_to=date(2025, 8, 31)),
        teachers("c", 2023, value=50, unit_valid_to=date(2025, 9, 1)),
        teachers("z", 2024, value=50, area="500111"),
    ]
    students_2024 = students("a", 2024, 50, measure="entrants")
    return returns(tmp_path_factory.mktemp("round"), teachers=rows, enrolment=[students_2024]).snapshot


def test_units_that_exist_on_the_reference_day_are_asked_for_a_return(release: Snapshot) -> None:
    assert reporting_units(release, "500110", 2025) == (
        ReportingUnit("a", "学校a", "School a"),
        ReportingUnit("c", "学校c", "School c"),
    )
    assert [unit.id for unit in reporting_units(release, "500110", 2024)] == ["a", "b", "c"]
    assert [unit.id for unit in reporting_units(release, "500111", 2025)] == ["z"]


def test_the_reports_of_an_area_are_those_of_its_units(release: Snapshot) -> None:
    assert area_reports(release, "500110", 2025) == (
        UnitReport("enrolment", "a", NAMED["a"], 2025, OWED, 2024),
        UnitReport("teachers", "a", NAMED["a"], 2025, REPORTED, 2025),
        UnitReport("teachers", "c", NAMED["c"], 2025, OWED, 2023),
    )
    assert [report.unit_id for report in area_reports(release, "500111", 2025)] == ["z"]


def states(snapshot: Returns, year: int = 2026) -> dict[tuple[str, str], tuple[ReportState, int | None]]:
    """What each unit sent of each table it owes, and the newest year it reported."""
    reports = area_reports(snapshot.snapshot, AREA, year)
    return {(report.unit_id, report.dataset): (report.state, report.since) for report in reports}


def test_a_unit_that_gave_a_part_of_what_it_owes_has_not_reported(tmp_path: Path) -> None:
    measures = ("full_time", "specialised")
    rows = [teachers(unit, 2025, measure) for unit in ("a", "b") for measure in measures]
    rows += [*(teachers("a", 2026, measure) for measure in measures), teachers("b", 2026)]
    assert states(returns(tmp_path, teachers=rows)) == {
        ("a", "teachers"): (REPORTED, 2026),
        ("b", "teachers"): (PARTLY, 2026),
    }


def test_the_first_to_report_a_part_of_a_year_has_not_reported_all_of_it(tmp_path: Path) -> None:
    rows = [teachers("a", 2025, measure) for measure in ("full_time", "specialised")] + [teachers("a", 2026)]
    assert states(returns(tmp_path, teachers=rows)) == {("a", "teachers"): (PARTLY, 2026)}


def test_a_return_that_says_not_reported_everywhere_is_no_report(tmp_path: Path) -> None:
    silent = {"value": None, "symbol": Symbol.NOT_REPORTED}
    measures = ("full_time", "specialised")
    rows = [teachers(unit, 2025, measure) for unit in ("a", "b", "c") for measure in measures]
    rows += [teachers("a", 2026, measure, **silent) for measure in measures]
    rows += [teachers("b", 2026), teachers("b", 2026, "specialised", **silent)]
    assert states(returns(tmp_path, teachers=rows)) == {
        ("a", "teachers"): (NOTHING_REPORTED, 2025),
        ("b", "teachers"): (PARTLY, 2026),
        ("c", "teachers"): (OWED, 2025),
    }


@pytest.mark.parametrize(
    ("symbol", "state"),
    [
        (Symbol.SUPPRESSED, (REPORTED, 2026)),
        (Symbol.NOT_APPLICABLE, (REPORTED, 2026)),
        (Symbol.NOT_PUBLISHED, (NOTHING_REPORTED, 2025)),
    ],
)
def test_what_is_suppressed_or_does_not_apply_was_reported_and_what_is_not_yet_published_was_not(
    tmp_path: Path, symbol: Symbol, state: tuple[ReportState, int]
) -> None:
    rows = [teachers("a", 2025), teachers("a", 2026, value=None, symbol=symbol)]
    assert states(returns(tmp_path, teachers=rows)) == {("a", "teachers"): state}


def test_a_new_school_that_sent_one_table_owes_the_others(tmp_path: Path) -> None:
    begun = {"unit_valid_from": date(2026, 8, 1)}
    release = returns(
        tmp_path,
        enrolment=[students("a", 2025, 50)],
        teachers=[teachers("a", 2025), teachers("new", 2026, **begun)],
    )
    assert states(release) == {
        ("a", "enrolment"): (OWED, 2025),
        ("new", "enrolment"): (OWED, None),
        ("a", "teachers"): (OWED, 2025),
        ("new", "teachers"): (REPORTED, 2026),
    }


def test_a_unit_owes_the_years_of_which_it_was_there_on_the_first_of_september(tmp_path: Path) -> None:
    """It opens, closes or is merged within the year: before that day, on it or after it."""
    rows = [teachers(unit, 2025) for unit in ("stays",)]
    for unit, first, last in (
        ("closed_before", date(2015, 9, 1), date(2026, 8, 31)),
        ("closed_after", date(2015, 9, 1), date(2026, 12, 31)),
        ("merged_after", date(2015, 9, 1), date(2026, 9, 1)),
    ):
        rows.append(teachers(unit, 2025, unit_valid_from=first, unit_valid_to=last))
    rows += [
        teachers("opened_after", 2026, unit_valid_from=date(2026, 9, 2)),
        teachers("opened_before", 2026, unit_valid_from=date(2026, 9, 1)),
    ]
    release = returns(tmp_path, teachers=rows)
    assert {unit: state for (unit, _), (state, _) in states(release).items()} == {
        "stays": OWED, "closed_after": OWED, "merged_after": OWED, "opened_before": REPORTED,
    }  # fmt: skip
    assert {unit for unit, _ in states(release, 2027)} == {"stays", "opened_after", "opened_before"}


def test_every_year_has_its_own_round(tmp_path: Path) -> None:
    rows = [teachers("a", year) for year in (2023, 2024, 2026)] + [teachers("b", 2023)]
    release = returns(tmp_path, teachers=rows)
    assert [states(release, year)["a", "teachers"] for year in (2024, 2025, 2026, 2027)] == [
        (REPORTED, 2024), (OWED, 2024), (REPORTED, 2026), (OWED, 2026),
    ]  # fmt: skip
    assert [states(release, year)["b", "teachers"] for year in (2023, 2024, 2027)] == [
        (REPORTED, 2023), (OWED, 2023), (OWED, 2023),
    ]  # fmt: skip
    assert states(release, 2022) == {}


def test_the_district_as_one_unit_is_asked_instead_of_its_schools(tmp_path: Path) -> None:
    rows = [teachers(unit, 2024) for unit in ("a", "b")] + [teachers(AREA, 2025)]
    assert states(returns(tmp_path, teachers=rows)) == {(AREA, "teachers"): (OWED, 2025)}


def test_a_unit_that_goes_on_under_another_name_is_called_by_the_new_one(tmp_path: Path) -> None:
    renamed = {**teachers("a", 2025), "unit_name": "新名", "unit_name_en": "New", "unit_valid_from": date(2025, 9, 1)}
    old = teachers("a", 2024, unit_valid_to=date(2025, 8, 31))
    enrolled = students("a", 2024, 50, unit_valid_to=date(2025, 8, 31))
    release = returns(tmp_path, teachers=[old, renamed], enrolment=[enrolled])
    reports = area_reports(release.snapshot, AREA, 2025)
    assert [(report.dataset, report.unit_name.en, report.since) for report in reports] == [
        ("enrolment", "New", 2024),
        ("teachers", "New", 2025),
    ]


def test_what_is_neither_reported_nor_confirmed_is_outstanding() -> None:
    reports = tuple(
        UnitReport(dataset, unit, Words(zh=unit, en=unit), 2025, REPORTED if reported else OWED, since)
        for unit, dataset, reported, since in (
            ("a", "teachers", True, 2025),
            ("a", "conditions", False, None),
            ("b", "enrolment", False, 2024),
            ("b", "teachers", False, 2024),
            ("b", "conditions", False, 2024),
        )
    )
    confirmed = Confirmation("teachers", "b", 2025, "Li", datetime(2025, 9, 5, tzinfo=UTC))
    current = RoundReports(2025, date(2025, 9, 10), reports, {("teachers", "b"): confirmed})
    assert [current.confirmation(report) for report in reports] == [None, None, None, confirmed, None]
    assert current.outstanding() == {"a": (reports[1],), "b": (reports[2], reports[4])}
    # School a never reported its conditions: there is nothing that could be unchanged.
    assert current.confirmable() == {"b": (reports[2], reports[4])}
    assert current.by_unit() == {
        "a": {"teachers": reports[0], "conditions": reports[1]},
        "b": {"enrolment": reports[2], "teachers": reports[3], "conditions": reports[4]},
    }
    assert [fixed(value) for value in (current, reports[0], ReportingUnit("a", "甲", "A"))] == [True] * 3


def test_confirming_puts_what_is_outstanding_on_record(
    release: Snapshot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
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
