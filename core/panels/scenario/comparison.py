"""Scenarios side by side: the lines of one goal, what each reaches of every goal, and only where they differ."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass

from core.context import Context
from core.language import Texts
from core.panels.judgement.words import unit_name
from core.panels.panel import Cell, Column, Panel, Table
from core.panels.scenario.goal_seek import preset_moves
from core.panels.scenario.goals import figure_of, goal_words
from core.panels.scenario.scenario import (
    Scenario,
    address_parameters,
    last_year_shown,
    prepare_scenario,
    scenario_of_address,
    source_line,
)
from core.panels.scenario.words import lever_name, lever_value
from core.records import saved_scenarios as scenario_records
from core.records.saved_scenarios import SavedScenario
from core.scenario.accepted_values import accepted_values
from core.scenario_basis.from_release import basis_of
from core.scenario_basis.preset_declarations import presets

PRESET, SAVED = "preset.", "saved."
"""How a reference begins."""
WITH, BETWEEN = "with", "|"
"""The address parameter that holds references, and what stands between them."""
MOST = 4
"""How many scenarios stand side by side; more cannot be told apart in one figure."""


@dataclass(frozen=True, slots=True)
class NamedScenario:
    """A scenario under the name a reader knows it by."""

    name: str
    scenario: Scenario
    reference: str = ""


def references(context: Context) -> dict[str, str]:
    """What can be put beside a scenario: references of the ready-made and the saved ones, with their names.

    Raises ScenarioRecordsError when the saved ones cannot be read.
    """
    texts = context.texts
    names = {f"{PRESET}{preset.id}": texts.of(preset.label) for preset in presets()}
    for version in scenario_records.saved_scenarios():
        names[f"{SAVED}{version.version}.{version.name}"] = saved_label(version, texts)
    return names


def saved_label(one: SavedScenario, texts: Texts) -> str:
    return texts("scenario.saved.label", name=one.name, version=one.version)


def scenario_of_reference(reference: str, context: Context, until: int | None) -> NamedScenario | None:
    """The scenario behind a reference; None when there is none of that name (any more)."""
    basis, texts = basis_of(context), context.texts
    if reference.startswith(PRESET):
        preset = next((preset for preset in presets() if preset.id == reference.removeprefix(PRESET)), None)
        if preset is None:
            return None
        moved, name = preset_moves(preset, basis, last_year_shown(basis, until)), texts.of(preset.label)
    else:
        version, _, title = reference.removeprefix(SAVED).partition(".")
        one = scenario_records.saved_scenario(title, int(version)) if version.isascii() and version.isdigit() else None
        if one is None:
            return None
        moved, name = accepted_values(basis.levers, dict(one.moved))[0], saved_label(one, texts)
    return NamedScenario(name, prepare_scenario(context, moved, until=until, draws=0), reference)


def references_of_address(
    parameters: Mapping[str, str], known: Collection[str]
) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Which of the known scenarios an address puts beside its own, and what it asks for in vain: those there are not,
    and those too many. Where it says nothing, the first two ready-made ones with levers."""
    if WITH not in parameters:
        return tuple(known)[1:3], ()
    asked = tuple(dict.fromkeys(reference for reference in parameters[WITH].split(BETWEEN) if reference))
    picked = tuple(reference for reference in asked if reference in known)[: MOST - 1]
    return picked, tuple(reference for reference in asked if reference not in picked)


def scenarios_of_address(context: Context, parameters: Mapping[str, str]) -> tuple[NamedScenario, ...]:
    """The scenarios an address puts side by side: its own, then those in `with`."""
    scenario = scenario_of_address(context, parameters)
    wanted = [reference for reference in parameters.get(WITH, "").split(BETWEEN) if reference][: MOST - 1]
    others = [
        named
        for reference in wanted
        if (named := scenario_of_reference(reference, context, scenario.until)) is not None
    ]
    return (NamedScenario(context.texts("scenario.line.scenario"), scenario), *others)


def comparison(several: Sequence[NamedScenario], id: str) -> Panel:
    """The goal's line in each scenario, and what each reaches of every goal in the last year shown."""
    first = several[0].scenario
    context = first.context
    texts, formats = context.texts, context.formats
    indicator = context.plan.indicator(id)
    others = tuple((named.name, named.scenario.outcome) for named in several[1:])
    rows = []
    for goal_id in context.plan.goal_ids:
        about, goal = context.plan.indicator(goal_id), first.basis.goal(goal_id)
        cells = [Cell(texts.of(about.short_label), goal_id)]
        for named in several:
            path = named.scenario.outcome.path(goal_id)
            at = None if path is None else path.at(first.until)
            if at is None:
                cells.append(Cell("—", None))
                continue
            aim = float(at[0]) if goal is None else goal.value
            words = formats.with_unit(formats.comparison(float(at[0]), aim, about.unit).value, about.unit)
            cells.append(Cell(words, words))
        rows.append(tuple(cells))
    path = first.outcome.path(id)
    sentences = [
        texts(
            "scenario.compare.sentence",
            name=named.name,
            sentence=goal_words(named.scenario, first.basis.goal(id), indicator),
        )
        for named in several
    ]
    return Panel(
        id="scenario_compare",
        headline=texts(
            "scenario.compare.headline", label=texts.of(indicator.short_label), year=formats.year(first.until)
        ),
        subtitle=context.subtitle(texts.of(indicator.label), unit_name(indicator, context)),
        source=source_line(first),
        figure=None if path is None else figure_of(first, id, others=others, name=several[0].name),
        alt=texts.joined(sentences),
        table=Table(
            (
                Column("goal", texts("scenario.compare.goal", year=formats.year(first.until))),
                *(Column(f"scenario_{place}", named.name, True) for place, named in enumerate(several, start=1)),
            ),
            tuple(rows),
        ),
        notes=tuple(sentences),
        indicator=indicator,
        goal=first.basis.goal(id),
        illustrative=first.tag() is not None,
        choices=_choices(several, goal=id),
    )


def lever_differences(several: Sequence[NamedScenario]) -> Panel:
    """The levers on which the scenarios differ, and no others."""
    first = several[0].scenario
    context, basis = first.context, first.basis
    texts, formats = context.texts, context.formats
    rows = []
    for place, lever in enumerate(basis.levers):
        values = [float(named.scenario.values[place]) for named in several]
        if max(values) - min(values) <= 1e-9:
            continue
        words = [lever_value(lever, value, formats) for value in values]
        rows.append((Cell(lever_name(lever, texts), lever.id), *(Cell(text, text) for text in words)))
    headline = texts("scenario.differing.headline", number=len(rows), count=len(rows), all=len(basis.levers))
    return Panel(
        id="scenario_differing",
        headline=headline if rows else texts("scenario.differing.none"),
        subtitle=context.subtitle(texts("scenario.assumptions.measure"), texts("scenario.assumptions.unit")),
        source=source_line(first),
        table=Table(
            (
                Column("lever", texts("scenario.column.lever")),
                *(Column(f"scenario_{place}", named.name) for place, named in enumerate(several, start=1)),
            ),
            tuple(rows),
        ),
        illustrative=first.tag() is not None,
        choices=_choices(several),
    )


def _choices(several: Sequence[NamedScenario], **more: str) -> tuple[tuple[str, str], ...]:
    return (
        *address_parameters(several[0].scenario, **more),
        (WITH, BETWEEN.join(named.reference for named in several[1:])),
    )
