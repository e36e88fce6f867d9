"""How many more students each school can take, what one more class does, and what it would need."""

from __future__ import annotations

from collections.abc import Mapping
from functools import lru_cache

from core.conditions.growth import ColumnRoom, Growth, growth
from core.conditions.resource_needs import ExactNeed, exact_needs, unread_needs
from core.conditions.school_verdicts import JudgedSchool
from core.context import Context
from core.panels.cells import dash, words
from core.panels.conditions.choices import Choices, choices_of, selection
from core.panels.conditions.judged_schools import monitored_only
from core.panels.conditions.matrix_panel import DATASETS, nothing, of_those_known, schools_in_words
from core.panels.conditions.quantities import amount, name_of
from core.panels.kept import kept
from core.panels.panel import Cell, Column, Panel, Table
from core.panels.rows import first_names
from core.plan.standards import Standard

PANEL = "conditions_growth"


def school_growth(context: Context, standard: Standard, school: JudgedSchool, more: int) -> Growth | None:
    """What a school can take and lacks with `more` students; None while its students or all it has are unknown, or its
    standard ties nothing to the number of students."""
    return growths(context, standard, (school,), more)[school.unit_id]


def growths(
    context: Context, standard: Standard, schools: tuple[JudgedSchool, ...], more: int
) -> dict[str, Growth | None]:
    """The same of several schools of one year, by code."""
    only = monitored_only(context, standard)
    needs = {of: _needs(standard, of, only) for of in {school.school_class for school in schools}}
    return {school.unit_id: _growth(school, *needs[school.school_class], more) for school in schools}


@lru_cache(maxsize=64)
def _needs(standard: Standard, of: str, only: bool) -> tuple[tuple[ExactNeed, ...], tuple[tuple[str, bool], ...]]:
    return exact_needs(standard, of, monitored_only=only), unread_needs(standard, of, monitored_only=only)


def _growth(
    school: JudgedSchool, needs: tuple[ExactNeed, ...], unread: tuple[tuple[str, bool], ...], more: int
) -> Growth | None:
    found = growth(school.amounts, needs, more, unread)
    return found if found is not None and found.columns else None


@kept
def growth_panel(context: Context, address: Mapping[str, str]) -> Panel:
    """The schools that the filters leave, the fullest first: how many more students, what decides, what would break."""
    choices = choices_of(context, address)
    chosen = None if choices is None else selection(context, choices)
    if choices is None or chosen is None:
        return nothing(PANEL, context, choices)
    texts, standard = context.texts, choices.standard
    by_code = growths(context, standard, chosen.schools, choices.more)
    grown = [(school, by_code[school.unit_id]) for school in chosen.schools]
    known = [(school, found) for school, found in grown if found is not None]
    known.sort(key=lambda pair: (pair[1].room is None, pair[1].room or 0, pair[0].name))
    unknown = [name_of(school, context) for school, found in grown if found is None]
    notes = [texts("conditions.growth.rule")]
    if unknown:
        notes.append(texts("conditions.growth.unknown", count=len(unknown), names=first_names(unknown, context)))
    in_part = [name_of(school, context) for school, found in known if found.unknown]
    if in_part:
        notes.append(texts("conditions.growth.in_part", count=len(in_part), names=first_names(in_part, context)))
    return Panel(
        id=PANEL,
        headline=of_those_known(
            _headline(known, choices, context), chosen, context, is_all=not known or len(known) == len(grown)
        ),
        subtitle=context.subtitle(
            texts("conditions.growth.measure", standard=texts.of(standard.title)), texts("unit_name.persons")
        ),
        source=context.source(*DATASETS, year=chosen.judged.year),
        rows_of=DATASETS,
        table=_table(known, standard, choices.more, context),
        notes=tuple(notes),
        illustrative=context.tag(*DATASETS, year=chosen.judged.year) is not None,
        choices=choices.parameters,
    )


def _headline(known: list[tuple[JudgedSchool, Growth]], choices: Choices, context: Context) -> str:
    texts = context.texts
    if not known:
        return texts("conditions.growth.none")
    breaking = [name_of(school, context) for school, found in known if found.broken]
    values = {
        "more": context.formats.plain(choices.more),
        "schools": schools_in_words(len(known), choices.standard, context),
    }
    if breaking:
        named = first_names(breaking, context)
        sentence = texts("conditions.growth.headline", **values, count=len(breaking), names=named)
    else:
        sentence = texts("conditions.growth.headline_none", **values)
    unsure = sum(bool(found.unknown) and not found.broken for _, found in known)
    return sentence + texts("conditions.growth.unsure", count=unsure) if unsure else sentence


def _table(known: list[tuple[JudgedSchool, Growth]], standard: Standard, more: int, context: Context) -> Table:
    texts, labels = context.texts, labels_of(standard, context)
    names = ("school", "students_now", "most_students", "room", "binding", "broken", "needed", "not_known")
    titles = {name: texts(f"column.{name}", more=context.formats.plain(more)) for name in ("broken", "needed")}
    columns = tuple(
        Column(name, titles.get(name) or texts(f"column.{name}"), name in ("students_now", "most_students", "room"))
        for name in names
    )
    return Table(columns, tuple(_row(school, found, labels, context) for school, found in known))


def _row(school: JudgedSchool, found: Growth, labels: Mapping[str, str], context: Context) -> tuple[Cell, ...]:
    room = found.room
    most = None if room is None else found.students + room
    return (
        words(name_of(school, context)),
        heads(found.students, context),
        heads(most, context, at_most=found.is_at_most),
        heads(room, context, at_most=found.is_at_most),
        words(context.texts.listed(labels[column.item] for column in found.binding) or "—"),
        words(context.texts.listed(labels[column.item] for column in found.broken) or "—"),
        words(needs_in_words(found.columns, labels, context) or "—"),
        words(context.texts.listed(labels[item] for item in found.unknown) or "—"),
    )


def heads(number: int | None, context: Context, *, at_most: bool = False, at_least: bool = False) -> Cell:
    """So many persons, at most or at least; negative ones with a minus sign."""
    if number is None:
        return dash()
    shown = context.formats.plain(number).replace("-", "−")
    if at_most or at_least:
        return words(("≤ " if at_most else "≥ ") + shown)
    return Cell(shown, number)


def labels_of(standard: Standard, context: Context) -> dict[str, str]:
    """What the columns of a standard are called, by item."""
    return {threshold.item: context.texts.of(threshold.label) for threshold in standard.threshold}


def needs_in_words(columns: tuple[ColumnRoom, ...], labels: Mapping[str, str], context: Context) -> str:
    """What is lacking with the students asked about, each resource once: the larger of two columns."""
    largest: dict[tuple[str, str], ColumnRoom] = {}
    for column in columns:
        known = largest.get(column.resource)
        if column.needed and (known is None or column.needed > known.needed):
            largest[column.resource] = column
    return context.texts.listed(
        context.texts(
            "conditions.growth.need",
            column=labels[column.item],
            amount=amount(column.resource[1], column.needed, context),
        )
        for column in largest.values()
    )
