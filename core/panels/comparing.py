"""Scenarios side by side: the lines of one goal, what each reaches of every goal, and only where they differ."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from core.panels.goals import number_cell
from core.panels.panel import Cell, Column, Panel, Table
from core.panels.scenario import Scenario, choices, model_line
from core.panels.scenario_goals import figure_of, goal_words
from core.panels.scenario_words import lever_name, lever_value
from core.panels.wording import unit_name

MOST = 4
"""How many scenarios stand side by side; more cannot be told apart in one figure."""


@dataclass(frozen=True, slots=True)
class Named:
    """A scenario under the name a reader knows it by."""

    name: str
    found: Scenario


def side_by_side(several: Sequence[Named], id: str) -> Panel:
    """The goal's line in each scenario, and what each reaches of every goal in the last year shown."""
    first = several[0].found
    context = first.context
    texts, formats = context.texts, context.formats
    indicator = context.plan.indicator(id)
    others = tuple((each.name, each.found.outcome) for each in several[1:])
    rows = []
    for goal_id in context.plan.goal_ids:
        about, goal = context.plan.indicator(goal_id), first.basis.goal(goal_id)
        cells = [Cell(texts.of(about.short_label), goal_id)]
        for each in several:
            path = each.found.outcome.path(goal_id)
            at = None if path is None else path.at(first.until)
            if at is None:
                cells.append(Cell("—", None))
            else:
                cells.append(
                    number_cell(float(at[0]), "", about.unit.is_share, context, None if goal is None else goal.value)
                )
        rows.append(tuple(cells))
    path = first.outcome.path(id)
    sentences = [
        texts(
            "scenario.compare.sentence",
            name=each.name,
            sentence=goal_words(each.found, first.basis.goal(id), indicator),
        )
        for each in several
    ]
    return Panel(
        id="scenario_compare",
        headline=texts(
            "scenario.compare.headline", label=texts.of(indicator.short_label), year=formats.year(first.until)
        ),
        subtitle=context.subtitle(texts.of(indicator.label), unit_name(indicator, context)),
        source=model_line(first),
        figure=None if path is None else figure_of(first, id, others=others, name=several[0].name),
        alt=texts.joined(sentences),
        table=Table(
            (
                Column("goal", texts("scenario.compare.goal", year=formats.year(first.until))),
                *(Column(f"scenario_{place}", each.name, True) for place, each in enumerate(several, start=1)),
            ),
            tuple(rows),
        ),
        notes=tuple(sentences),
        indicator=indicator,
        goal=first.basis.goal(id),
        illustrative=context.tag is not None,
    )


def differing(several: Sequence[Named]) -> Panel:
    """The levers on which the scenarios differ, and no others."""
    first = several[0].found
    context, basis = first.context, first.basis
    texts, formats = context.texts, context.formats
    rows = []
    for place, lever in enumerate(basis.levers):
        values = [float(each.found.values[place]) for each in several]
        if max(values) - min(values) <= 1e-9:
            continue
        words = [lever_value(lever, value, formats) for value in values]
        rows.append((Cell(lever_name(lever, texts), lever.id), *(Cell(each, each) for each in words)))
    headline = texts("scenario.differing.headline", number=len(rows), count=len(rows), all=len(basis.levers))
    return Panel(
        id="scenario_differing",
        headline=headline if rows else texts("scenario.differing.none"),
        subtitle=context.subtitle(texts("scenario.assumptions.measure"), texts("scenario.assumptions.unit")),
        source=model_line(first),
        table=Table(
            (
                Column("lever", texts("scenario.column.lever")),
                *(Column(f"scenario_{place}", each.name) for place, each in enumerate(several, start=1)),
            ),
            tuple(rows),
        ),
        illustrative=context.tag is not None,
        choices=choices(first),
    )
