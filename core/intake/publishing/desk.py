"""Where returns come and go: whose is due, who has sent one, the template to send out, and a file taken in."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime
from functools import lru_cache

from core.intake.form.template import TemplateScope, write_template
from core.intake.publishing.changes import UnitReport, who_reported
from core.intake.publishing.pipeline import prepare, publish_return
from core.intake.publishing.prepared import Prepared
from core.intake.rows import UNIT_FIELDS, release_rows, units_of
from core.language import Language
from core.plan.plan import Plan, load_plan_in_force
from core.plan.roots import plan_roots
from core.records import passphrase as access
from core.records.confirmations import confirm, confirmations
from core.snapshots import Releases, Snapshot, demonstration_root, releases
from core.workspace import workspace

REFERENCE = (9, 1)
"""Month and day on which stocks are counted."""
DUE = (9, 20)
"""Month and day by which the return of the year is due, inclusive."""


YEARS = range(1990, 2101)
"""Years a return may be asked for."""


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
def reports(release: Snapshot, area: str, year: int) -> tuple[UnitReport, ...]:
    """What each unit of an area sent for a year, table by table."""
    rows = {name: [row for row in each if row["area"] == area] for name, each in release_rows(release).items()}
    return who_reported(rows, year)


def template(release: Snapshot, plan: Plan, unit: str | None, year: int, language: Language) -> bytes:
    """The workbook of the whole district or of one unit, with open lines for `year`.

    Raises IntakeError (`unknown_unit`), OSError or pyarrow.ArrowException when the release cannot be read.
    """
    return write_template(release, TemplateScope(plan.id, plan.area, unit), language, year=year, plan=plan)


def take(content: bytes, name: str, onto: Releases, day: date, *, provisional: bool) -> Prepared:
    """A file taken in onto the newest release. Raises as `core.intake.returns.prepare`.

    Forms that went out while the demonstration was on show stay good after the first release of one's own.
    """
    plan = load_plan_in_force(plan_roots(), day)
    return prepare(content, name, remembering(onto), plan, day, provisional=provisional)


def remembering(found: Releases) -> Releases:
    """Own releases with the demonstration behind them, from which the first forms were made; the newest stays own."""
    if not found.snapshots or found.demonstration:
        return found
    return replace(found, snapshots=(*releases(demonstration_root()).snapshots, *found.snapshots))


def owing(release: Snapshot, area: str, today: date) -> dict[str, tuple[UnitReport, ...]]:
    """What each unit still owes for the year under way and has not confirmed as unchanged, by unit code."""
    year = round_of(today)
    confirmed = {(each.dataset, each.unit_id) for each in confirmations(year)}
    found: dict[str, tuple[UnitReport, ...]] = {}
    for each in reports(release, area, year):
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


def confirm_unchanged(
    release: Snapshot, area: str, unit_id: str, said_by: str, said_at: datetime, passphrase: str = ""
) -> None:
    """Put on record that everything a unit still owes is as it was; no row is copied or invented.

    Raises ValueError without a name, AccessError without the passphrase when there is one, sqlite3.Error or OSError
    when it cannot be written.
    """
    if not said_by.strip():
        raise ValueError("a confirmation needs a name")
    access.admit(passphrase)
    for each in owing(release, area, said_at.date()).get(unit_id, ()):
        confirm(each.dataset, unit_id, each.year, said_by, said_at)
