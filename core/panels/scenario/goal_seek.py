"""What it would take: each lever alone, the least-effort combination, and which lever matters most."""

from __future__ import annotations

from functools import lru_cache

import numpy as np

from core.figures.tornado import Bar, tornado
from core.panels.cells import number_cell
from core.panels.judgement.words import unit_name
from core.panels.panel import Cell, Column, Panel, Table
from core.panels.scenario.scenario import Floats, Scenario, address_parameters, source_line
from core.panels.scenario.words import lever_name, lever_pair
from core.scenario import tornado as swings
from core.scenario.basis import Basis
from core.scenario.goal_seek import GoalSeek, seek
from core.scenario.levers import Lever
from core.scenario.presets import Preset, preset_values

EFFORTS = ("plausible", "equal")
"""How far a lever goes in a sensitivity: over its plausible range, or a tenth of its slider either way."""
WIDEST = 10
"""How many levers the figure of sensitivities shows; the table holds them all."""


def year_sought(scenario: Scenario, id: str) -> int:
    """The year a goal is sought for: its own while that is ahead, else the last one shown."""
    goal, path = scenario.basis.goal(id), scenario.outcome.path(id)
    first = scenario.until if path is None else path.first
    return goal.target_year if goal is not None and goal.target_year >= first else scenario.until


@lru_cache(maxsize=64)
def _goal_seek(basis: Basis, values: bytes, id: str, year: int) -> GoalSeek:
    return seek(basis, np.frombuffer(values), id, year)


def goal_seek(scenario: Scenario, id: str) -> GoalSeek | None:
    """What reaches a goal from the levers as set; None without a goal or a model. Kept: nothing it depends on moves."""
    if scenario.basis.goal(id) is None or scenario.outcome.path(id) is None:
        return None
    return _goal_seek(scenario.basis, scenario.values.tobytes(), id, year_sought(scenario, id))


def lever_alone(scenario: Scenario, id: str) -> Panel:
    """For each lever alone the value that reaches the goal, or that none does and how far it gets."""
    context = scenario.context
    texts, formats = context.texts, context.formats
    indicator = context.plan.indicator(id)
    result = goal_seek(scenario, id)
    if result is None:
        return _panel_without_result(scenario, id, "scenario_alone")
    columns = tuple(
        Column(name, texts(f"scenario.alone.{name}")) for name in ("lever", "now", "needed", "plausible", "outcome")
    )
    rows = []
    for one in sorted(result.levers_alone, key=lambda each: (each.value is None, not each.plausible)):
        lever, now = scenario.basis.lever(one.lever), float(scenario.values[scenario.basis.places[one.lever]])
        if not one.moves or result.reached:
            continue
        end = one.best if one.value is None else one.value
        before, after = lever_pair(lever, now, end, formats)
        outcome = one.best_outcome if one.outcome is None else one.outcome
        words = after if one.value is not None else texts("scenario.alone.not_reachable", best=after)
        likely = "" if one.value is None else texts(f"scenario.alone.{'likely' if one.plausible else 'beyond'}")
        rows.append(
            (
                Cell(lever_name(lever, texts), lever.id),
                Cell(before, before),
                Cell(words, words, missing=one.value is None),
                Cell(likely or "—", likely or None),
                number_cell(outcome, "", indicator.unit.is_share, context, result.target),
            )
        )
    able = [each for each in result.levers_alone if each.moves and each.value is not None]
    said = {
        "label": texts.of(indicator.short_label),
        "goal": formats.quantity(result.target, indicator.unit),
        "year": formats.year(result.year),
    }
    if result.reached:
        headline = texts("scenario.alone.reached", **said)
    elif able:
        likely_ones = sum(each.plausible for each in able)
        headline = texts("scenario.alone.some", number=len(able), count=len(able), likely=likely_ones, **said)
    else:
        headline = texts("scenario.alone.none", **said)
    return Panel(
        id="scenario_alone",
        headline=headline,
        subtitle=context.subtitle(texts("scenario.alone.measure"), unit_name(indicator, context)),
        source=source_line(scenario),
        table=Table(columns, tuple(rows)),
        indicator=indicator,
        goal=scenario.basis.goal(id),
        illustrative=context.tag is not None,
        choices=address_parameters(scenario, goal=id),
    )


def least_effort(scenario: Scenario, id: str) -> Panel:
    """The combination of levers that reaches the goal and asks least of each, measured by how far it moved before."""
    context = scenario.context
    texts, formats = context.texts, context.formats
    indicator = context.plan.indicator(id)
    result = goal_seek(scenario, id)
    if result is None:
        return _panel_without_result(scenario, id, "scenario_combination")
    said = {
        "label": texts.of(indicator.short_label),
        "goal": formats.quantity(result.target, indicator.unit),
        "year": formats.year(result.year),
    }
    rows: list[tuple[Cell, ...]] = []
    if result.reached:
        headline = texts("scenario.together.reached", **said)
    elif result.combination is None:
        best = formats.pair(result.best_possible, result.target, indicator.unit)[0]
        headline = texts("scenario.together.none", best=formats.with_unit(best, indicator.unit), **said)
    else:
        moves = result.combination.moves
        kind = "within" if result.combination.plausible else "beyond"
        headline = texts(f"scenario.together.{kind}", number=len(moves), count=len(moves), **said)
        for move in sorted(moves, key=lambda each: -abs(each.share or 0.0)):
            lever = scenario.basis.lever(move.lever)
            before, after = lever_pair(lever, move.start, move.end, formats)
            share = None if move.share is None else abs(move.share)
            words = "—" if share is None else formats.plain(share * 100, 0) + "%"
            rows.append(
                (
                    Cell(lever_name(lever, texts), lever.id),
                    Cell(before, before),
                    Cell(after, after),
                    Cell(words, None if share is None else round(share * 100)),
                )
            )
    notes = [texts("scenario.together.note")]
    if result.combination is not None and not result.combination.plausible:
        best = formats.pair(result.best_plausible, result.target, indicator.unit)[0]
        notes.insert(0, texts("scenario.together.best_plausible", best=formats.with_unit(best, indicator.unit)))
    return Panel(
        id="scenario_combination",
        headline=headline,
        subtitle=context.subtitle(texts("scenario.together.measure"), unit_name(indicator, context)),
        source=source_line(scenario),
        table=Table(
            tuple(Column(name, texts(f"scenario.together.{name}")) for name in ("lever", "now", "then", "share")),
            tuple(rows),
        ),
        notes=tuple(notes),
        indicator=indicator,
        goal=scenario.basis.goal(id),
        illustrative=context.tag is not None,
        choices=address_parameters(scenario, goal=id),
    )


def sensitivity(scenario: Scenario, id: str, effort: str = EFFORTS[0]) -> Panel:
    """Each lever moved both ways (see `EFFORTS`), all others as set: which of them matters for the goal."""
    context = scenario.context
    texts, formats = context.texts, context.formats
    indicator, goal = context.plan.indicator(id), scenario.basis.goal(id)
    path, year = scenario.outcome.path(id), year_sought(scenario, id)
    at = None if path is None else path.at(year)
    if at is None:
        return _panel_without_result(scenario, id, "scenario_sensitivity")
    moved = swings.equal_effort if effort == "equal" else swings.tornado
    bars = moved(scenario.basis, scenario.values, id, year)
    shown = [_bar(scenario.basis.lever(each.lever), each, scenario) for each in bars]
    now = float(at[0])
    said = {"label": texts.of(indicator.short_label), "year": formats.year(year)}
    widest = shown[0].name if shown else ""
    headline = texts("scenario.sensitivity.headline" if bars else "scenario.sensitivity.none", lever=widest, **said)
    share = indicator.unit.is_share
    return Panel(
        id="scenario_sensitivity",
        headline=headline,
        subtitle=context.subtitle(
            texts(f"scenario.sensitivity.measure.{effort if effort in EFFORTS else EFFORTS[0]}"),
            unit_name(indicator, context),
        ),
        source=source_line(scenario),
        figure=tornado(
            shown[:WIDEST],
            now,
            None if goal is None else goal.value,
            indicator.unit,
            formats,
            context.canvas(),
            tag=context.tag,
        )
        if bars
        else None,
        alt=headline,
        table=Table(
            tuple(
                Column(name, texts(f"scenario.sensitivity.{name}"))
                for name in ("lever", "low", "at_low", "high", "at_high")
            ),
            tuple(
                (
                    Cell(bar.name, each.lever),
                    Cell(bar.low_words, bar.low_words),
                    number_cell(each.at_low, "", share, context),
                    Cell(bar.high_words, bar.high_words),
                    number_cell(each.at_high, "", share, context),
                )
                for each, bar in zip(bars, shown, strict=True)
            ),
        ),
        notes=(texts("scenario.sensitivity.note"),),
        indicator=indicator,
        goal=goal,
        illustrative=context.tag is not None,
        choices=address_parameters(scenario, goal=id, effort=effort),
    )


def preset_moves(preset: Preset, basis: Basis, until: int) -> dict[str, float]:
    """The levers a ready-made scenario moves; goals whose year is past are taken to `until`."""

    def found(basis: Basis, values: Floats, id: str, year: int) -> dict[str, float] | None:
        result = seek(basis, values, id, year)
        return {} if result.reached else None if result.combination is None else combination_moves(result)

    return preset_values(preset, basis, seek=found, horizon=until)


def combination_moves(result: GoalSeek | None) -> dict[str, float]:
    """The levers of the least-effort combination and where to set them; empty without one."""
    if result is None or result.combination is None:
        return {}
    return {move.lever: move.end for move in result.combination.moves}


def _bar(lever: Lever, each: swings.LeverSwing, scenario: Scenario) -> Bar:
    low, high = lever_pair(lever, each.low, each.high, scenario.context.formats)
    return Bar(lever_name(lever, scenario.context.texts), each.at_low, each.at_high, low, high)


def _panel_without_result(scenario: Scenario, id: str, panel: str) -> Panel:
    texts = scenario.context.texts
    label = texts.of(scenario.context.plan.indicator(id).short_label)
    reason = "no_model" if scenario.outcome.path(id) is None else "no_goal"
    return Panel(
        id=panel,
        headline=texts(f"scenario.reaching.{reason}", label=label),
        subtitle="",
        source=source_line(scenario),
        table=Table((), ()),
        choices=address_parameters(scenario, goal=id),
    )
