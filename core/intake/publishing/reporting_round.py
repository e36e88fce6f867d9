"""The yearly round of returns: reference and due dates, who has reported, who has not, and confirming no change."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from functools import lru_cache

from core.intake.rows import release_rows, units_of
from core.queries import Returns
from core.queries.completeness.missing_returns import UnitReturn, unit_returns
from core.records import passphrase as access
from core.records.confirmations import Confirmation, confirm, confirmations
from core.snapshots import Releases, Snapshot
from core.toml_entries import Words

REFERENCE = (9, 1)
"""Month and day on which stocks are counted."""
DUE = (9, 20)
"""Month and day by which the return of the year is due, inclusive."""
YEARS = range(1990, 2101)
"""Years a return may be asked for."""

_UNIT_DATASETS = ("enrolment", "college_enrolment", "teachers", "conditions", "programmes")


@dataclass(frozen=True, slots=True)
class ReportingUnit:
    """A school or college as the list of templates offers it, with its name in both languages."""

    id: str
    zh: str
    en: str


class ReportState(StrEnum):
    """What a unit sent of a table it owes."""

    REPORTED = "reported"
    PARTLY = "partly"
    """Something of it is missing, or was sent as not reported."""
    NOTHING_REPORTED = "nothing_reported"
    """It was sent in, and says "not reported" in every cell."""
    OWED = "owed"


@dataclass(frozen=True, slots=True)
class UnitReport:
    """What a unit that owes `dataset` for `year` sent of it; `since` is the newest year it reported, if any."""

    dataset: str
    unit_id: str
    unit_name: Words
    year: int
    state: ReportState
    since: int | None

    @property
    def reported(self) -> bool:
        """Whether nothing of it is missing."""
        return self.state is ReportState.REPORTED


def round_year(today: date) -> int:
    """The year whose return is asked for: from its reference date on."""
    return today.year if today >= reference_day(today.year) else today.year - 1


def reference_day(year: int) -> date:
    """The day on which the stocks of a year are counted."""
    return date(year, *REFERENCE)


def due_day(year: int) -> date:
    """The last day for the return of a year."""
    return date(year, *DUE)


def default_as_of(releases: Releases, today: date) -> date:
    """The as-of date a return gets unless another one is typed: the last reference date, or that of the newest
    release when it is later."""
    day, latest = reference_day(round_year(today)), releases.latest()
    return day if latest is None else max(day, latest.as_of)


@lru_cache(maxsize=8)
def reporting_units(release: Snapshot, area: str, year: int) -> tuple[ReportingUnit, ...]:
    """The units of an area that still exist on the reference date of `year`, by code.

    Raises OSError or pyarrow.ArrowException when the release cannot be read.
    """
    day = reference_day(year)
    units = {}
    for entry in units_of(release_rows(release), area):
        if entry.valid_to is None or entry.valid_to >= day:
            units[entry.unit_id] = ReportingUnit(entry.unit_id, entry.name, entry.name_en)
    return tuple(units[id] for id in sorted(units))


@lru_cache(maxsize=8)
def area_reports(release: Snapshot, area: str, year: int) -> tuple[UnitReport, ...]:
    """What each unit of an area that owes a table of schools or colleges for a year has sent of it, table by table.

    Who owes what is the one rule of `core.queries.completeness`; raises QueryError when the release cannot be read.
    """
    returns = Returns(release, area)
    return tuple(
        UnitReport(dataset, sent.unit_id, sent.name, year, _state(sent), sent.since)
        for dataset in _UNIT_DATASETS
        for sent in unit_returns(returns, dataset, year)
    )


def _state(sent: UnitReturn) -> ReportState:
    if sent.complete:
        return ReportState.REPORTED
    if sent.reported:
        return ReportState.PARTLY
    return ReportState.NOTHING_REPORTED if sent.cells else ReportState.OWED


@dataclass(frozen=True, slots=True)
class RoundReports:
    """The current round of an area on one day: the reports of its units, and what was confirmed as unchanged."""

    year: int
    today: date
    reports: tuple[UnitReport, ...]
    confirmations: Mapping[tuple[str, str], Confirmation]
    """By dataset and unit code."""

    def confirmation(self, report: UnitReport) -> Confirmation | None:
        """The confirmation that stands in for a report."""
        return self.confirmations.get((report.dataset, report.unit_id))

    def by_unit(self) -> dict[str, dict[str, UnitReport]]:
        """The reports by unit code and dataset."""
        units: dict[str, dict[str, UnitReport]] = {}
        for report in self.reports:
            units.setdefault(report.unit_id, {})[report.dataset] = report
        return units

    def outstanding(self) -> dict[str, tuple[UnitReport, ...]]:
        """What each unit has neither reported nor confirmed as unchanged, by unit code."""
        outstanding: dict[str, tuple[UnitReport, ...]] = {}
        for report in self.reports:
            if not report.reported and self.confirmation(report) is None:
                outstanding[report.unit_id] = (*outstanding.get(report.unit_id, ()), report)
        return outstanding

    def confirmable(self) -> dict[str, tuple[UnitReport, ...]]:
        """Of that what was reported before and so can be as it was, by unit code; a first return cannot."""
        outstanding = self.outstanding().items()
        known = {id: tuple(report for report in reports if report.since is not None) for id, reports in outstanding}
        return {id: reports for id, reports in known.items() if reports}


def round_reports(release: Snapshot, area: str, today: date, *, demonstration: bool = False) -> RoundReports:
    """The round of an area under way on `today`; raises as `area_reports`, and sqlite3.Error for damaged records.

    What was confirmed while trying out on the demonstration counts with `demonstration` only.
    """
    year = round_year(today)
    known = confirmations(year, demonstration=demonstration)
    confirmed = {(confirmation.dataset, confirmation.unit_id): confirmation for confirmation in known}
    return RoundReports(year, today, area_reports(release, area, year), confirmed)


def confirm_unchanged(
    release: Snapshot,
    area: str,
    unit_id: str,
    confirmed_by: str,
    confirmed_at: datetime,
    passphrase: str = "",
    *,
    demonstration: bool = False,
) -> None:
    """Record that everything a unit has not reported, and had before, is as it was; no row is copied or invented.

    With `demonstration` the release is one of the demonstration, and nothing is recorded about own data.

    Raises ValueError without a name, AccessError without the passphrase when one is set, sqlite3.Error or OSError
    when it cannot be written.
    """
    if not confirmed_by.strip():
        raise ValueError("a confirmation needs a name")
    access.admit(passphrase)
    reports = round_reports(release, area, confirmed_at.date(), demonstration=demonstration)
    for report in reports.confirmable().get(unit_id, ()):
        confirm(report.dataset, unit_id, report.year, confirmed_by, confirmed_at, demonstration=demonstration)
