"""Where returns come and go: whose is due, who has sent one, the template to send out, and a file taken in."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime
from functools import lru_cache

from core.context import Context
from core.formats import Formats
from core.intake.form.layout import SHEETS
from core.intake.form.template import For, write
from core.intake.publishing.changes import UnitReport, who_reported
from core.intake.publishing.pipeline import prepare, publish_return
from core.intake.publishing.prepared import Prepared
from core.intake.rows import UNIT_FIELDS, release_rows, units_of
from core.language import Language, Texts
from core.panels.cells import dash, words
from core.panels.panel import Cell, Column, Panel, Table
from core.plan.plan import Plan, load_plan_in_force
from core.plan.roots import plan_roots
from core.records import passphrase as access
from core.records.confirmations import Confirmation, confirm, confirmations
from core.snapshots import Releases, Snapshot, demonstration_root, releases
from core.workspace import workspace

REFERENCE = (9, 1)
"""Month and day on which stocks are counted."""
DUE = (9, 20)
"""Month and day by which the return of the year is due, inclusive."""


YEARS = range(1990, 2101)
"""Years a return may be asked for."""

NAMED = 6
"""Units named in the sentence of who still owes a return; the table has them all."""


@dataclass(frozen=True, slots=True)
class Unit:
    """A reporting unit as the list of templates offers it."""

    id: str
    zh: str
    en: str


def round_of(today: date) -> int:
    """The year whose return is asked for: from its reference date on."""
    return today.year if today >= reference(today.year) else today.year - 1


def reference(year: int) -> date:
    """The day on which the stocks of a year are counted."""
    return date(year, *REFERENCE)


def due(year: int) -> date:
    """The last day for the return of a year."""
    return date(year, *DUE)


def proposed(found: Releases, today: date) -> date:
    """The as-of date a return is taken in for unless somebody says otherwise: the last reference date, or that of the
    newest release when it is later."""
    day, latest = reference(round_of(today)), found.latest()
    return day if latest is None else max(day, latest.as_of)


@lru_cache(maxsize=8)
def units(release: Snapshot, area: str, year: int) -> tuple[Unit, ...]:
    """The units of an area that are still there on the reference date of `year`, by code.

    Raises OSError or pyarrow.ArrowException when the release cannot be read.
    """
    day = reference(year)
    found = {}
    for entry in units_of(release_rows(release), area):
        named = dict(zip(UNIT_FIELDS, entry, strict=True))
        if named["unit_valid_to"] is None or named["unit_valid_to"] >= day:
            found[named["unit_id"]] = Unit(named["unit_id"], named["unit_name"], named["unit_name_en"])
    return tuple(found[id] for id in sorted(found))


@lru_cache(maxsize=8)
def _reports(release: Snapshot, area: str, year: int) -> tuple[UnitReport, ...]:
    rows = {name: [row for row in each if row["area"] == area] for name, each in release_rows(release).items()}
    return who_reported(rows, year)


def template(release: Snapshot, plan: Plan, unit: str | None, year: int, language: Language) -> bytes:
    """The workbook of the whole district or of one unit, with open lines for `year`.

    Raises IntakeError (`unknown_unit`), OSError or pyarrow.ArrowException when the release cannot be read.
    """
    return write(release, For(plan.id, plan.area, unit), language, year=year, plan=plan)


def take(content: bytes, name: str, context: Context, day: date, *, provisional: bool) -> Prepared:
    """A file taken in onto the newest release. Raises as `core.intake.returns.prepare`.

    Forms that went out while the demonstration was on show stay good after the first release of one's own.
    """
    plan = load_plan_in_force(plan_roots(), day)
    return prepare(content, name, remembering(context.releases), plan, day, provisional=provisional)


def remembering(found: Releases) -> Releases:
    """Own releases with the demonstration behind them, from which the first forms were made; the newest stays own."""
    if not found.snapshots or found.demonstration:
        return found
    return replace(found, snapshots=(*releases(demonstration_root()).snapshots, *found.snapshots))


def reporting(context: Context, today: date) -> Panel:
    """Every unit that is to report for the year under way: what it sent, what it owes, and how long it is overdue."""
    say, formats = context.texts, context.formats
    year = round_of(today)
    reports = _reports(context.snapshot, context.plan.area, year)
    names = {each.id: each for each in units(context.snapshot, context.plan.area, year)}
    datasets = [sheet.dataset for sheet in SHEETS if any(each.dataset == sheet.dataset for each in reports)]
    late = (today - due(year)).days
    confirmed = {(each.dataset, each.unit_id): each for each in confirmations(year)}
    sent: dict[str, dict[str, UnitReport]] = {}
    for each in reports:
        sent.setdefault(each.unit_id, {})[each.dataset] = each
    open_ones: list[tuple[Cell, ...]] = []
    done: list[tuple[Cell, ...]] = []
    for id, mine in sent.items():
        name = say.of(names[id]) if id in names else next(iter(mine.values())).unit_name
        complete = all(each.reported or (each.dataset, id) in confirmed for each in mine.values())
        row = (
            words(name),
            *(_sent(mine.get(dataset), confirmed.get((dataset, id)), say, formats) for dataset in datasets),
            words(_standing(complete, late, say)),
        )
        (done if complete else open_ones).append(row)
    headline = "done" if not open_ones else "overdue" if late > 0 else "open"
    return Panel(
        id="reporting",
        headline=say(
            f"intake.reporting.{headline}",
            count=len(sent),
            year=formats.year(year),
            expected=len(sent),
            done=len(done),
            left=len(open_ones),
            days=say("count.days", number=max(late, 0)),
        ),
        subtitle=say("intake.reporting.subtitle", reference=formats.day(reference(year)), due=formats.day(due(year))),
        source=context.source(*datasets),
        table=Table(
            (
                Column("unit", say("intake.head.unit_name")),
                *(Column(dataset, say(f"intake.sheet.{dataset}")) for dataset in datasets),
                Column("standing", say("intake.reporting.standing")),
            ),
            tuple(open_ones + done),
        ),
        notes=(say("intake.reporting.owing", units=_listed([row[0].text for row in open_ones], say)),)
        if open_ones
        else (),
        illustrative=context.tag is not None,
        choices=(("day", today.isoformat()),),
    )


def owing(context: Context, today: date) -> dict[str, tuple[UnitReport, ...]]:
    """What each unit still owes for the year under way and has not confirmed as unchanged, by unit code."""
    year = round_of(today)
    confirmed = {(each.dataset, each.unit_id) for each in confirmations(year)}
    found: dict[str, tuple[UnitReport, ...]] = {}
    for each in _reports(context.snapshot, context.plan.area, year):
        if not each.reported and (each.dataset, each.unit_id) not in confirmed:
            found[each.unit_id] = (*found.get(each.unit_id, ()), each)
    return found


def publish(
    prepared: Prepared,
    passphrase: str,
    *,
    note: str,
    note_en: str,
    published_by: str,
    published_at: datetime,
    explanations: Mapping[str, str],
) -> Snapshot:
    """Publish a return for somebody at the page, who must know the passphrase when there is one.

    Raises AccessError before anything else happens; then as `core.intake.returns.publish_return`.
    """
    access.admit(passphrase)
    return publish_return(
        prepared,
        workspace() / "snapshots",
        note=note,
        note_en=note_en,
        published_by=published_by,
        published_at=published_at,
        explanations=explanations,
    )


def confirm_unchanged(context: Context, unit_id: str, said_by: str, said_at: datetime, passphrase: str = "") -> None:
    """Put on record that everything a unit still owes is as it was; no row is copied or invented.

    Raises ValueError without a name, AccessError without the passphrase when there is one, sqlite3.Error or OSError
    when it cannot be written.
    """
    if not said_by.strip():
        raise ValueError("a confirmation needs a name")
    access.admit(passphrase)
    for each in owing(context, said_at.date()).get(unit_id, ()):
        confirm(each.dataset, unit_id, each.year, said_by, said_at)


def _listed(names: list[str], say: Texts) -> str:
    """The first names, and how many more there are."""
    units = say("list.separator").join(names[:NAMED])
    more = len(names) - NAMED
    return say("intake.reporting.and_more", units=units, number=more) if more > 0 else units


def _sent(report: UnitReport | None, word: Confirmation | None, say: Texts, formats: Formats) -> Cell:
    if report is None:
        return dash()
    if report.reported:
        return words(say("intake.reporting.sent"))
    if word is not None:
        day = formats.day(word.said_at.date())
        return words(say("intake.reporting.confirmed", name=word.said_by, day=day, since=formats.year(report.since)))
    return words(say("intake.reporting.owed", since=formats.year(report.since)))


def _standing(complete: bool, late: int, say: Texts) -> str:
    if complete:
        return say("intake.reporting.complete")
    return say("intake.reporting.late", days=late) if late > 0 else say("intake.reporting.waiting", days=-late)


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
