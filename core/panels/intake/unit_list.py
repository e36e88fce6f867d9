"""The list of units: how many are known and which, and whether somebody stated that these are all of the district."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from core.context import Context
from core.formats import Formats
from core.intake.publishing.unit_list_statement import KnownUnit, KnownUnits, units_of_release
from core.language import Texts
from core.panels.cells import words
from core.panels.intake.reporting import first_names
from core.panels.panel import Column, Panel, Table
from core.queries import Returns
from core.queries.completeness.owed_returns import OWED
from core.queries.completeness.unknown_units import is_list_open
from core.text_ids.datasets import SHEET_TEXT


def unit_list(context: Context) -> Panel:
    """Every unit of the release on show that owes returns, what it sent, and what was stated of the list."""
    texts = context.texts
    known = units_of_release(context.snapshot, context.plan.area)
    return Panel(
        id="unit_list",
        headline=list_sentence(known, context.returns, texts),
        subtitle=texts("intake.units.subtitle"),
        source=context.source(*OWED, "colleges"),
        table=unit_table(known, texts),
        illustrative=context.tag(*OWED, "colleges") is not None,
    )


def unit_table(known: KnownUnits, texts: Texts) -> Table:
    """A row for each unit: code, name, the tables it sent with the newest year of each, and its last day."""
    formats = Formats(texts)
    return Table(
        (
            Column("unit_id", texts("intake.head.unit_id")),
            Column("unit", texts("intake.head.unit_name")),
            Column("sent", texts("intake.units.sent")),
            Column("standing", texts("intake.units.standing")),
        ),
        tuple(
            (
                words(unit.unit_id),
                words(texts.of(unit.name)),
                words(tables_sent(unit, texts)),
                words(
                    texts("intake.units.closed", day=formats.day(unit.last))
                    if unit.last is not None
                    else texts("intake.units.since" if unit in known.added else "intake.units.in_force")
                ),
            )
            for unit in known.units
        ),
    )


def tables_sent(unit: KnownUnit, texts: Texts) -> str:
    """The tables a unit sent, with the newest year of each that has years."""
    return texts.listed(
        texts(SHEET_TEXT[dataset])
        if year is None
        else texts("intake.units.table", table=texts(SHEET_TEXT[dataset]), year=str(year))
        for dataset, year in unit.years.items()
    )


def list_sentence(known: KnownUnits, returns: Returns, texts: Texts) -> str:
    """How many units a release knows, and what was stated of them; no full stop."""
    if known.is_complete:
        return stated_sentence(known, texts)
    is_open = known.statement is not None or any(is_list_open(returns, dataset) for dataset in OWED)
    return texts("intake.units.open" if is_open else "intake.units.unasked", count=len(known.in_force))


def stated_sentence(known: KnownUnits, texts: Texts) -> str:
    """Who stated when that the list of units is complete, and which units came since; no full stop."""
    if known.statement is None:
        raise ValueError("nobody stated anything")
    stated = {"by": known.statement.stated_by, "day": Formats(texts).day(known.statement.stated_at.date())}
    if not known.added:
        return texts("intake.units.complete", count=len(known.in_force), **stated)
    return texts(
        "intake.units.added",
        stated=sum(unit not in known.added for unit in known.in_force),
        added=len(known.added),
        names=unit_names(known.added, texts),
        **stated,
    )


def unit_names(units: tuple[KnownUnit, ...], texts: Texts) -> str:
    """The names of the first units, and how many more there are."""
    return first_names([texts.of(unit.name) for unit in units], texts)


PANELS: dict[str, Callable[[Context, Mapping[str, str]], Panel]] = {"unit_list": lambda context, _: unit_list(context)}
"""The panel of this file, which can be downloaded."""
