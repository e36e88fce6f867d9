"""Growth against the standard: which school breaks which threshold in which year, and what must be built first."""

from __future__ import annotations

from core.formats import Formats
from core.judgement import standard_of
from core.panels.panel import Cell, Column, Panel, Table
from core.panels.scenario.scenario import Scenario, address_parameters, source_line
from core.panels.scenario.words import gap_sentence
from core.plan.indicators import MeasureUnit
from core.scenario.levers import LeverGroup
from core.scenario.models.compliance import breaches, capacities, totals
from core.scenario.models.compliance import building_needs as needs_of_breaches
from core.scenario.models.facilities import Resource


def broken_thresholds(scenario: Scenario) -> Panel:
    """One row a school and threshold that the scenario breaks up to the last year shown."""
    context, basis, growth = scenario.context, scenario.basis, scenario.outcome.growth
    texts, formats = context.texts, context.formats
    path = scenario.outcome.path("schools_meeting_standard")
    gaps = tuple(gap_sentence(each, texts) for each in basis.gaps if each.group is LeverGroup.CONDITIONS)
    columns = tuple(
        Column(name, texts(f"scenario.broken.{name}"))
        for name in ("school", "threshold", "first", "worst", "need", "short")
    )
    if basis.facilities is None or growth is None or path is None:
        return _panel(scenario, "scenario_broken", texts("scenario.broken.unknown"), Table(columns, ()), gaps)
    standard = standard_of(context, "schools_meeting_standard")
    names = {} if standard is None else {each.item: texts.of(each.label) for each in standard.threshold}
    rows = []
    for each in breaches(basis.facilities, growth, path.first, scenario.until):
        need, short = (amount(each.resource, value, formats) for value in (each.need, each.short))
        rows.append(
            (
                Cell(texts.of(each.name), each.unit_id),
                Cell(names[each.item], each.item),
                Cell(str(each.first), each.first),
                Cell(str(each.worst), each.worst),
                Cell(need, need),
                Cell(short, short),
            )
        )
    schools = len({row[0].value for row in rows})
    said = {"until": formats.year(scenario.until), "all": len(basis.facilities.schools)}
    headline = texts("scenario.broken.headline", number=schools, count=schools, **said)
    if not rows:
        headline = texts("scenario.broken.none", **said)
    held = [
        texts(
            "scenario.broken.room" if each.binding is not None else "scenario.broken.room_free",
            school=texts.of(each.name),
            students=formats.plain(int(each.students)) if each.students < float("inf") else "",
            resource="" if each.binding is None else texts(f"scenario.resource.{each.binding[1]}"),
        )
        for each in capacities(basis.facilities)
    ]
    note = texts("scenario.broken.rooms", schools=texts.listed(held))
    return _panel(scenario, "scenario_broken", headline, Table(columns, tuple(rows)), (note, *gaps))


def building_needs(scenario: Scenario) -> Panel:
    """What must be built, by when, first breach first."""
    context, basis, growth = scenario.context, scenario.basis, scenario.outcome.growth
    texts, formats = context.texts, context.formats
    path = scenario.outcome.path("schools_meeting_standard")
    columns = tuple(Column(name, texts(f"scenario.built.{name}")) for name in ("by", "school", "what", "amount"))
    if basis.facilities is None or growth is None or path is None:
        return _panel(scenario, "scenario_built", texts("scenario.broken.unknown"), Table(columns, ()), ())
    needed = needs_of_breaches(breaches(basis.facilities, growth, path.first, scenario.until))
    rows = []
    for each in needed:
        words = amount(each.resource, each.amount, formats)
        rows.append(
            (
                Cell(str(each.first), each.first),
                Cell(texts.of(each.name), each.unit_id),
                Cell(texts(f"scenario.resource.{each.resource[1]}"), each.resource[1]),
                Cell(words, words),
            )
        )
    whole = [
        texts("scenario.built.total", what=texts(f"scenario.resource.{one[1]}"), amount=amount(one, value, formats))
        for one, value in totals(needed).items()
    ]
    headline = texts("scenario.built.none", until=formats.year(scenario.until))
    if whole:
        headline = texts("scenario.built.headline", until=formats.year(scenario.until), all=texts.listed(whole))
    return _panel(scenario, "scenario_built", headline, Table(columns, tuple(rows)), (texts("scenario.built.note"),))


def amount(resource: Resource, value: float, formats: Formats) -> str:
    """An amount of a resource with its unit: what is missing is rounded up, half a teacher teaches nobody."""
    rounded = -int(-value // 1)
    number = formats.number(rounded, MeasureUnit.PERSONS)
    return formats.texts(f"scenario.amount.{resource[1]}", number=number, count=1 if number == "1" else 2)


def _panel(scenario: Scenario, id: str, headline: str, table: Table, notes: tuple[str, ...]) -> Panel:
    context = scenario.context
    return Panel(
        id=id,
        headline=headline,
        subtitle=context.subtitle(context.texts("scenario.built.measure"), context.texts("scenario.assumptions.unit")),
        source=source_line(scenario),
        table=table,
        notes=notes,
        illustrative=context.tag is not None,
        choices=address_parameters(scenario),
    )
