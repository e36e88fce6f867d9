"""Who has reported, who still owes a return and how long it is overdue, as a panel."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date

from core.context import Context
from core.formats import Formats
from core.intake.form.layout import SHEETS
from core.intake.publishing.changes import UnitReport
from core.intake.publishing.desk import YEARS, due, reference, reports, round_of, units
from core.language import Texts
from core.panels.cells import dash, words
from core.panels.panel import Cell, Column, Panel, Table
from core.records.confirmations import Confirmation, confirmations

NAMED = 6
"""Units named in the sentence of who still owes a return; the table has them all."""


def reporting(context: Context, today: date) -> Panel:
    """Every unit that is to report for the year under way: what it sent, what it owes, and how long it is overdue."""
    texts, formats = context.texts, context.formats
    year = round_of(today)
    unit_reports = reports(context.snapshot, context.plan.area, year)
    names = {each.id: each for each in units(context.snapshot, context.plan.area, year)}
    datasets = [sheet.dataset for sheet in SHEETS if any(each.dataset == sheet.dataset for each in unit_reports)]
    late = (today - due(year)).days
    confirmed = {(each.dataset, each.unit_id): each for each in confirmations(year)}
    sent: dict[str, dict[str, UnitReport]] = {}
    for each in unit_reports:
        sent.setdefault(each.unit_id, {})[each.dataset] = each
    open_ones: list[tuple[Cell, ...]] = []
    done: list[tuple[Cell, ...]] = []
    for id, mine in sent.items():
        name = texts.of(names[id]) if id in names else next(iter(mine.values())).unit_name
        complete = all(each.reported or (each.dataset, id) in confirmed for each in mine.values())
        row = (
            words(name),
            *(_sent(mine.get(dataset), confirmed.get((dataset, id)), texts, formats) for dataset in datasets),
            words(_standing(complete, late, texts)),
        )
        (done if complete else open_ones).append(row)
    headline = "done" if not open_ones else "overdue" if late > 0 else "open"
    return Panel(
        id="reporting",
        headline=texts(
            f"intake.reporting.{headline}",
            count=len(sent),
            year=formats.year(year),
            expected=len(sent),
            done=len(done),
            left=len(open_ones),
            days=texts("count.days", number=max(late, 0)),
        ),
        subtitle=texts("intake.reporting.subtitle", reference=formats.day(reference(year)), due=formats.day(due(year))),
        source=context.source(*datasets),
        table=Table(
            (
                Column("unit", texts("intake.head.unit_name")),
                *(Column(dataset, texts(f"intake.sheet.{dataset}")) for dataset in datasets),
                Column("standing", texts("intake.reporting.standing")),
            ),
            tuple(open_ones + done),
        ),
        notes=(texts("intake.reporting.owing", units=_listed([row[0].text for row in open_ones], texts)),)
        if open_ones
        else (),
        illustrative=context.tag is not None,
        choices=(("day", today.isoformat()),),
    )


def _listed(names: list[str], texts: Texts) -> str:
    """The first names, and how many more there are."""
    units = texts.listed(names[:NAMED])
    more = len(names) - NAMED
    return texts("intake.reporting.and_more", units=units, number=more) if more > 0 else units


def _sent(report: UnitReport | None, word: Confirmation | None, texts: Texts, formats: Formats) -> Cell:
    if report is None:
        return dash()
    if report.reported:
        return words(texts("intake.reporting.sent"))
    if word is not None:
        day = formats.day(word.said_at.date())
        return words(texts("intake.reporting.confirmed", name=word.said_by, day=day, since=formats.year(report.since)))
    return words(texts("intake.reporting.owed", since=formats.year(report.since)))


def _standing(complete: bool, late: int, texts: Texts) -> str:
    if complete:
        return texts("intake.reporting.complete")
    return texts("intake.reporting.late", days=late) if late > 0 else texts("intake.reporting.waiting", days=-late)


def _shown_on(day: str, context: Context) -> date:
    """The day an address names; without one, that of the release."""
    try:
        asked = date.fromisoformat(day)
    except ValueError:
        return context.as_of
    return asked if asked.year in YEARS else context.as_of


PANELS: dict[str, Callable[[Context, Mapping[str, str]], Panel]] = {
    "reporting": lambda context, choices: reporting(context, _shown_on(choices.get("day", ""), context)),
}
"""Panels of this room that can be downloaded; `day` is the day they were shown on."""
