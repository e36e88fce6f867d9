"""Every assumption of a scenario: what stands now, the current course, what is plausible, and where it comes from."""

from __future__ import annotations

from core.panels.panel import Cell, Column, Panel, Table
from core.panels.scenario.scenario import Scenario, address_parameters, source_line
from core.panels.scenario.text_ids import LEVER_GROUP_TEXT
from core.panels.scenario.words import lever_name, lever_range, lever_value, origin_sentence


def assumptions(scenario: Scenario) -> Panel:
    """One row a lever, those that differ first in their part, then what the models take as given."""
    context, basis = scenario.context, scenario.basis
    texts, formats = context.texts, context.formats
    columns = tuple(
        Column(name, texts(f"scenario.column.{name}"))
        for name in ("part", "lever", "value", "current", "plausible", "origin", "verified")
    )
    verified_words = {True: texts("scenario.verified"), False: texts("scenario.not_verified")}
    moved = scenario.moved
    rows = []
    for lever, value in zip(basis.levers, scenario.values.tolist(), strict=True):
        words = (
            texts(LEVER_GROUP_TEXT[lever.group]),
            lever_name(lever, texts),
            lever_value(lever, value, formats) if lever.id in moved else texts("scenario.as_current"),
            lever_value(lever, lever.default, formats),
            lever_range(lever, lever.plausible, formats),
            origin_sentence(lever, texts, formats),
            verified_words[lever.origin.verified],
        )
        rows.append(tuple(Cell(text, text) for text in words))
    for assumption in basis.declarations.assumption:
        shown = context.formats.plain(assumption.value * (100 if assumption.unit.value == "share" else 1), 1, trim=True)
        value_words = (
            f"{shown}%"
            if assumption.unit.value == "share"
            else texts("scenario.years", count=1 if shown == "1" else 2, number=shown)
        )
        words = (
            texts("scenario.group.given"),
            texts.of(assumption.label),
            texts("scenario.as_current"),
            value_words,
            "—",
            texts.of(assumption.source),
            verified_words[assumption.verified],
        )
        rows.append(tuple(Cell(text, text) for text in words))
    unverified = sum(not lever.origin.verified for lever in basis.levers)
    unverified += sum(not assumption.verified for assumption in basis.declarations.assumption)
    return Panel(
        id="scenario_assumptions",
        headline=texts("scenario.assumptions.headline", count=unverified, number=unverified, all=len(rows)),
        subtitle=context.subtitle(texts("scenario.assumptions.measure"), texts("scenario.assumptions.unit")),
        source=source_line(scenario),
        table=Table(columns, tuple(rows)),
        illustrative=scenario.tag() is not None,
        choices=address_parameters(scenario),
    )
