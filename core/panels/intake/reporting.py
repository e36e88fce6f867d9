"""Who has reported, who has not, and by how many days that is overdue, as a panel."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date

from core.context import Context
from core.formats import Formats
from core.intake.form.layout import SHEETS
from core.intake.publishing.reporting_round import (
    YEARS,
    ReportState,
    RoundReports,
    UnitReport,
    due_day,
    reference_day,
    round_reports,
)
from core.language import Texts
from core.panels.cells import dash, words
from core.panels.panel import Cell, Column, Panel, Table
from core.queries.completeness.unknown_units import is_round_open
from core.records.confirmations import Confirmation
from core.text_ids.datasets import SHEET_TEXT

NAMES_SHOWN = 6
"""Units named in the sentence about missing returns; the table has them all."""

_STATE_TEXT: Mapping[str, str] = {
    ReportState.REPORTED: "intake.reporting.sent",
    ReportState.PARTLY: "intake.reporting.partly",
    ReportState.NOTHING_REPORTED: "intake.reporting.nothing_reported",
    ReportState.OWED: "intake.reporting.never",
}
"""What a unit sent of a table; one that it never sent stands without a year."""


def reporting(context: Context, reports: RoundReports) -> Panel:
    """Every unit that has to report for the current round: what it sent, what is missing, and by how many days."""
    texts, formats, year = context.texts, context.formats, reports.year
    datasets = _datasets(reports)
    days_late = (reports.today - due_day(year)).days
    is_open = any(is_round_open(context.returns, dataset, year) for dataset in datasets)
    complete, incomplete = _unit_rows(context, reports, datasets, days_late, is_open=is_open)
    return Panel(
        id="reporting",
        headline=texts(
            _headline_id(len(incomplete), days_late, is_open=is_open),
            count=len(complete) + len(incomplete),
            year=formats.year(year),
            expected=len(complete) + len(incomplete),
            done=len(complete),
            left=len(incomplete),
            days=texts("count.days", number=max(days_late, 0)),
        ),
        subtitle=texts(
            "intake.reporting.subtitle",
            reference=formats.day(reference_day(year)),
            due=formats.day(due_day(year)),
        ),
        source=context.source(*datasets),
        table=Table(
            (
                Column("unit", texts("intake.head.unit_name")),
                *(Column(dataset, texts(SHEET_TEXT[dataset])) for dataset in datasets),
                Column("standing", texts("intake.reporting.standing")),
            ),
            (*incomplete, *complete),
        ),
        notes=(
            *((texts("intake.reporting.list_open"),) if is_open else ()),
            *(
                (texts("intake.reporting.owing", units=first_names([row[0].text for row in incomplete], texts)),)
                if incomplete
                else ()
            ),
        ),
        illustrative=context.tag(*datasets) is not None,
        choices=(("day", reports.today.isoformat()),),
    )


def _headline_id(incomplete: int, days_late: int, *, is_open: bool) -> str:
    if not incomplete:
        return "intake.reporting.first" if is_open else "intake.reporting.done"
    return "intake.reporting.overdue" if days_late > 0 else "intake.reporting.open"


def _datasets(reports: RoundReports) -> list[str]:
    """The datasets that any unit reports to, in the order of the sheets."""
    reported = {report.dataset for report in reports.reports}
    return [sheet.dataset for sheet in SHEETS if sheet.dataset in reported]


def _unit_rows(
    context: Context, reports: RoundReports, datasets: list[str], days_late: int, *, is_open: bool
) -> tuple[list[tuple[Cell, ...]], list[tuple[Cell, ...]]]:
    """The rows of the units whose return is complete, and of the others."""
    texts, formats = context.texts, context.formats
    complete: list[tuple[Cell, ...]] = []
    incomplete: list[tuple[Cell, ...]] = []
    for unit_reports in reports.by_unit().values():
        is_complete = all(report.reported or reports.confirmation(report) for report in unit_reports.values())
        row = (
            words(texts.of(next(iter(unit_reports.values())).unit_name)),
            *(_report_cell(unit_reports.get(dataset), reports, texts, formats) for dataset in datasets),
            words(_standing(is_complete, days_late, texts, is_open=is_open)),
        )
        (complete if is_complete else incomplete).append(row)
    return complete, incomplete


def first_names(names: list[str], texts: Texts) -> str:
    """The first names, and how many more there are."""
    units = texts.listed(names[:NAMES_SHOWN])
    further = len(names) - NAMES_SHOWN
    return texts("list.and_more", items=units, number=further) if further > 0 else units


def _report_cell(report: UnitReport | None, reports: RoundReports, texts: Texts, formats: Formats) -> Cell:
    if report is None:
        return dash()
    confirmation = reports.confirmation(report)
    if confirmation is not None and not report.reported:
        return words(_confirmation_words(confirmation, report, texts, formats))
    if report.state is ReportState.OWED and report.since is not None:
        return words(texts("intake.reporting.owed", since=formats.year(report.since)))
    return words(texts(_STATE_TEXT[report.state]))


def _confirmation_words(confirmation: Confirmation, report: UnitReport, texts: Texts, formats: Formats) -> str:
    values = {"name": confirmation.confirmed_by, "day": formats.day(confirmation.confirmed_at.date())}
    if report.since is None or report.since == report.year:  # a part of it was sent: the rest is as it was
        return texts("intake.reporting.confirmed_rest", **values)
    return texts("intake.reporting.confirmed", since=formats.year(report.since), **values)


def _standing(is_complete: bool, days_late: int, texts: Texts, *, is_open: bool) -> str:
    if is_complete:
        return texts("intake.reporting.first_standing" if is_open else "intake.reporting.complete")
    if days_late > 0:
        return texts("intake.reporting.late", days=days_late)
    return texts("intake.reporting.waiting", days=-days_late)


def _day_of_address(text: str, context: Context) -> date:
    """The day in an address; without a valid one, that of the release."""
    try:
        day = date.fromisoformat(text)
    except ValueError:
        return context.as_of
    return day if day.year in YEARS else context.as_of


def reports_on_show(context: Context, today: date) -> RoundReports:
    """The round of the release on show; raises as `round_reports`."""
    demonstration = context.releases.is_demonstration(context.snapshot)
    return round_reports(context.snapshot, context.plan.area, today, demonstration=demonstration)


def _reporting_of_address(context: Context, parameters: Mapping[str, str]) -> Panel:
    return reporting(context, reports_on_show(context, _day_of_address(parameters.get("day", ""), context)))


PANELS: dict[str, Callable[[Context, Mapping[str, str]], Panel]] = {"reporting": _reporting_of_address}
"""Panels of this folder that can be downloaded; `day` is the day they were shown on."""
