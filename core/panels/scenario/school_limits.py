"""Growth against the standard: which school breaks which threshold in which year, and what must be built first."""

from __future__ import annotations

from core.assess_release import standard_of
from core.context import Context
from core.formats import Formats
from core.panels.panel import Cell, Column, Panel, Table
from core.panels.scenario.scenario import Scenario, address_parameters, source_line
from core.panels.scenario.words import gap_sentence
from core.plan.indicators import MeasureUnit
from core.scenario.levers import LeverGroup
from core.scenario.models.facilities import Facilities, Resource, School
from core.scenario.models.school_capacity import SchoolCapacity, capacities
from core.scenario.models.school_shortfalls import breaches, totals
from core.scenario.models.school_shortfalls import building_needs as needs_of_breaches
from core.text_ids.datasets import RESOURCE_AMOUNT_TEXT, RESOURCE_TEXT


def broken_thresholds(scenario: Scenario) -> Panel:
    """One row a school and threshold that the scenario breaks up to the last year shown."""
    context, basis, growth = scenario.context, scenario.basis, scenario.outcome.growth
    texts, formats = context.texts, context.formats
    path = scenario.outcome.path("schools_meeting_standard")
    gaps = _gaps(scenario)
    columns = tuple(
        Column(name, texts(f"scenario.broken.{name}"))
        for name in ("school", "threshold", "first", "worst", "need", "short")
    )
    if basis.facilities is None or growth is None or path is None:
        return _panel(scenario, "scenario_broken", texts("scenario.broken.unknown"), Table(columns, ()), gaps)
    standard = standard_of(context, "schools_meeting_standard")
    names = {} if standard is None else {threshold.item: texts.of(threshold.label) for threshold in standard.threshold}
    rows = []
    for breach in breaches(basis.facilities, growth, path.first, scenario.until):
        need, short = (amount(breach.resource, value, formats) for value in (breach.need, breach.short))
        rows.append(
            (
                Cell(texts.of(breach.name), breach.unit_id),
                Cell(names[breach.item], breach.item),
                Cell(str(breach.first), breach.first),
                Cell(str(breach.worst), breach.worst),
                Cell(need, need),
                Cell(short, short),
            )
        )
    schools = len({row[0].value for row in rows})
    values = {"until": formats.year(scenario.until), "all": len(basis.facilities.schools)}
    headline = texts("scenario.broken.headline", number=schools, count=schools, **values)
    if not rows:
        unread = sum(bool(school.unread) for school in basis.facilities.schools)
        of = {"until": values["until"], "all": len(basis.facilities.schools) - unread}
        headline = texts("scenario.broken.none_known" if unread else "scenario.broken.none", count=unread, **of)
    note = texts("scenario.broken.rooms", schools=texts.listed(_capacity_sentences(basis.facilities, context)))
    return _panel(scenario, "scenario_broken", headline, Table(columns, tuple(rows)), (note, *gaps))


def _gaps(scenario: Scenario) -> tuple[str, ...]:
    """Why schools, or all of them, are not carried on."""
    gaps = scenario.basis.gaps
    return tuple(gap_sentence(gap, scenario.context.texts) for gap in gaps if gap.group is LeverGroup.CONDITIONS)


def _capacity_sentences(start: Facilities, context: Context) -> list[str]:
    """How many students each school can hold with what it has."""
    texts, formats = context.texts, context.formats
    return [
        texts(
            _room_text(capacity, school),
            school=texts.of(capacity.name),
            students=formats.plain(int(capacity.students)) if capacity.students < float("inf") else "",
            resource="" if capacity.binding is None else texts(RESOURCE_TEXT[capacity.binding[1]]),
        )
        for capacity, school in zip(capacities(start), start.schools, strict=True)
    ]


def _room_text(capacity: SchoolCapacity, school: School) -> str:
    """The text that says what a school can hold; of one with thresholds that were not read no more than that."""
    if capacity.binding is None:
        return "scenario.broken.room_unknown" if school.unread else "scenario.broken.room_free"
    return "scenario.broken.room_at_most" if school.unread else "scenario.broken.room"


def building_needs(scenario: Scenario) -> Panel:
    """What must be built, by when, first breach first."""
    context, basis, growth = scenario.context, scenario.basis, scenario.outcome.growth
    texts, formats = context.texts, context.formats
    path = scenario.outcome.path("schools_meeting_standard")
    gaps = _gaps(scenario)
    columns = tuple(Column(name, texts(f"scenario.built.{name}")) for name in ("by", "school", "what", "amount"))
    if basis.facilities is None or growth is None or path is None:
        return _panel(scenario, "scenario_built", texts("scenario.broken.unknown"), Table(columns, ()), gaps)
    needed = needs_of_breaches(breaches(basis.facilities, growth, path.first, scenario.until))
    rows = []
    for need in needed:
        words = amount(need.resource, need.amount, formats)
        rows.append(
            (
                Cell(str(need.first), need.first),
                Cell(texts.of(need.name), need.unit_id),
                Cell(texts(RESOURCE_TEXT[need.resource[1]]), need.resource[1]),
                Cell(words, words),
            )
        )
    whole = [
        texts(
            "scenario.built.total",
            what=texts(RESOURCE_TEXT[resource[1]]),
            amount=amount(resource, value, formats),
        )
        for resource, value in totals(needed).items()
    ]
    headline = texts("scenario.built.none", until=formats.year(scenario.until))
    if whole:
        headline = texts("scenario.built.headline", until=formats.year(scenario.until), all=texts.listed(whole))
    return _panel(scenario, "scenario_built", headline, Table(columns, tuple(rows)), (texts("scenario.built.note"),))


def amount(resource: Resource, value: float, formats: Formats) -> str:
    """An amount of a resource with its unit: what is missing is rounded up, half a teacher teaches nobody."""
    rounded = -int(-value // 1)
    number = formats.number(rounded, MeasureUnit.PERSONS)
    return formats.texts(RESOURCE_AMOUNT_TEXT[resource[1]], number=number, count=1 if number == "1" else 2)


def _panel(scenario: Scenario, id: str, headline: str, table: Table, notes: tuple[str, ...]) -> Panel:
    context = scenario.context
    return Panel(
        id=id,
        headline=headline,
        subtitle=context.subtitle(context.texts("scenario.built.measure"), context.texts("scenario.assumptions.unit")),
        source=source_line(scenario),
        table=table,
        notes=notes,
        illustrative=scenario.tag("schools_meeting_standard") is not None,
        choices=address_parameters(scenario),
    )
