"""The yearly round of returns: reference and due dates, who has reported, who has not, and confirming no change."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime
from functools import lru_cache

from core.intake.rows import Row, Rows, release_rows, units_of
from core.queries import Returns
from core.queries.missing_returns import missing_unit_ids
from core.records import passphrase as access
from core.records.confirmations import Confirmation, confirm, confirmations
from core.snapshots import Releases, Snapshot

REFERENCE = (9, 1)
"""Month and day on which stocks are counted."""
DUE = (9, 20)
"""Month and day by which the return of the year is due, inclusive."""
YEARS = range(1990, 2101)
"""Years a return may be asked for."""

_UNIT_DATASETS = ("enrolment", "college_enrolment", "teachers", "conditions")


@dataclass(frozen=True, slots=True)
class ReportingUnit:
    """A school or college as the list of templates offers it, with its name in both languages."""

    id: str
    zh: str
    en: str


@dataclass(frozen=True, slots=True)
class UnitReport:
    """Whether a unit that has ever reported to `dataset` has reported `year`; `since` is the newest year it has."""

    dataset: str
    unit_id: str
    unit_name: str
    year: int
    reported: bool
    since: int


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


def unit_reports(rows: Rows, year: int) -> tuple[UnitReport, ...]:
    """Per dataset of schools and colleges: every unit that exists on the reference date of `year` and has ever
    reported, and whether it has reported `year`."""
    day = reference_day(year)
    # By all tables: a unit that was renamed keeps its old name wherever it has not reported since.
    existing = {
        row["unit_id"]
        for table in rows.values()
        for row in table
        if row["unit_valid_to"] is None or row["unit_valid_to"] >= day
    }
    reports = []
    for dataset in _UNIT_DATASETS:
        for id, row in sorted(_newest_rows(rows[dataset], year).items()):
            if id in existing:
                reports.append(UnitReport(dataset, id, row["unit_name"], year, row["year"] == year, row["year"]))
    return tuple(reports)


def _newest_rows(table: list[Row], year: int) -> dict[str, Row]:
    """A row of the newest year up to `year` for each unit, by code."""
    newest: dict[str, Row] = {}
    for row in table:
        known = newest.get(row["unit_id"])
        if row["year"] <= year and (known is None or row["year"] > known["year"]):
            newest[row["unit_id"]] = row
    return newest


@lru_cache(maxsize=8)
def area_reports(release: Snapshot, area: str, year: int) -> tuple[UnitReport, ...]:
    """What each unit of an area has reported for a year, dataset by dataset; a part of what it owes is no report."""
    rows = {name: [row for row in table if row["area"] == area] for name, table in release_rows(release).items()}
    behind = {name: missing_unit_ids(Returns(release, area), name, year) for name in _UNIT_DATASETS}
    return tuple(
        replace(report, reported=report.reported and report.unit_id not in behind[report.dataset])
        for report in unit_reports(rows, year)
    )


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
    """Record that everything a unit has not reported is as it was; no row is copied or invented.

    With `demonstration` the release is one of the demonstration, and nothing is recorded about own data.

    Raises ValueError without a name, AccessError without the passphrase when one is set, sqlite3.Error or OSError
    when it cannot be written.
    """
    if not confirmed_by.strip():
        raise ValueError("a confirmation needs a name")
    access.admit(passphrase)
    reports = round_reports(release, area, confirmed_at.date(), demonstration=demonstration)
    for report in reports.outstanding().get(unit_id, ()):
        confirm(report.dataset, unit_id, report.year, confirmed_by, confirmed_at, demonstration=demonstration)
