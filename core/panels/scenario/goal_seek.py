"""What it would take: each lever alone, the least-effort combination, and which lever matters most."""

from __future__ import annotations

from functools import lru_cache

import numpy as np

from core.context import Context
from core.figures.tornado import Bar, tornado
from core.panels.cells import number_cell
from core.panels.judgement.words import unit_name
from core.panels.panel import Cell, Column, Panel, Table
from core.panels.scenario.scenario import Floats, Scenario, address_parameters, source_line
from core.panels.scenario.words import gap_sentences, lever_name, lever_pair, unread_sentence
from core.plan.indicators import Indicator
from core.scenario.basis import Basis
from core.scenario.goal_seek import GoalSeek, LeverAlone, Move, seek
from core.scenario.levers import Lever
from core.scenario.presets import Preset, preset_values
from core.scenario.sensitivity import LeverSwing, equal_effort, lever_swings

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
    texts = context.texts
    indicator = context.plan.indicator(id)
    result = goal_seek(scenario, id)
    if result is None:
        return _panel_without_result(scenario, id, "scenario_alone")
    columns = tuple(
        Column(name, texts(f"scenario.alone.{name}")) for name in ("lever", "now", "needed", "plausible", "outcome")
    )
    rows: list[tuple[Cell, ...]] = []
    if not result.reached:
        in_order = sorted(result.levers_alone, key=lambda alone: (alone.value is None, not alone.plausible))
        rows = [_alone_row(alone, result, indicator, scenario) for alone in in_order if alone.moves]
    return Panel(
        id="scenario_alone",
        headline=_with_unread(_alone_headline(result, indicator, context), scenario, id),
        subtitle=context.subtitle(texts("scenario.alone.measure"), unit_name(indicator, context)),
        source=source_line(scenario),
        table=Table(columns, tuple(rows)),
        indicator=indicator,
        goal=scenario.basis.goal(id),
        illustrative=scenario.tag(id) is not None,
        choices=address_parameters(scenario, goal=id),
    )


def _alone_row(alone: LeverAlone, result: GoalSeek, indicator: Indicator, scenario: Scenario) -> tuple[Cell, ...]:
    """One lever: where it stands, where it would have to stand, and what that leads to."""
    context = scenario.context
    texts = context.texts
    lever = scenario.basis.lever(alone.lever)
    now = float(scenario.values[scenario.basis.places[alone.lever]])
    before, after = lever_pair(lever, now, alone.best if alone.value is None else alone.value, context.formats)
    outcome = alone.best_outcome if alone.outcome is None else alone.outcome
    words, likely = after, ""
    if alone.value is None:
        words = texts("scenario.alone.not_reachable", best=after)
    else:
        likely = texts("scenario.alone.likely" if alone.plausible else "scenario.alone.beyond")
    return (
        Cell(lever_name(lever, texts), lever.id),
        Cell(before, before),
        Cell(words, words, missing=alone.value is None),
        Cell(likely or "—", likely or None),
        number_cell(outcome, "", indicator.unit.is_share, context, result.target, whole=indicator.unit.is_heads),
    )


def _alone_headline(result: GoalSeek, indicator: Indicator, context: Context) -> str:
    """How many levers reach the goal on their own."""
    texts, values = context.texts, _goal_values(result, indicator, context)
    if result.reached:
        return texts("scenario.alone.reached", **values)
    able = [alone for alone in result.levers_alone if alone.moves and alone.value is not None]
    if not able:
        return texts("scenario.alone.none", **values)
    likely = sum(alone.plausible for alone in able)
    values |= {"number": len(able), "count": len(able)}
    return (
        texts("scenario.alone.some", likely=likely, **values)
        if likely
        else texts("scenario.alone.beyond_all", **values)
    )


def _with_unread(headline: str, scenario: Scenario, id: str) -> str:
    """A headline, and of how many schools what it says cannot be said."""
    texts = scenario.context.texts
    unread = unread_sentence(scenario.basis, id, texts)
    return texts("scenario.reaching.of_those_judged", headline=headline, unread=unread) if unread else headline


def _goal_values(result: GoalSeek, indicator: Indicator, context: Context) -> dict[str, object]:
    """The goal in the words of a headline: its indicator, its target and the year."""
    formats = context.formats
    return {
        "label": context.texts.of(indicator.short_label),
        "goal": formats.quantity(result.target, indicator.unit),
        "year": formats.year(result.year),
    }


def least_effort(scenario: Scenario, id: str) -> Panel:
    """The combination of levers that reaches the goal and asks least of each, measured by how far it moved before."""
    context = scenario.context
    texts, formats = context.texts, context.formats
    indicator = context.plan.indicator(id)
    result = goal_seek(scenario, id)
    if result is None:
        return _panel_without_result(scenario, id, "scenario_combination")
    moves = () if result.combination is None else result.combination.moves
    notes = [texts("scenario.together.note")]
    if result.combination is not None and not result.combination.plausible:
        best = formats.pair(result.best_plausible, result.target, indicator.unit)[0]
        notes.insert(0, texts("scenario.together.best_plausible", best=formats.with_unit(best, indicator.unit)))
    return Panel(
        id="scenario_combination",
        headline=_with_unread(_combination_headline(result, indicator, context), scenario, id),
        subtitle=context.subtitle(texts("scenario.together.measure"), unit_name(indicator, context)),
        source=source_line(scenario),
        table=Table(
            tuple(Column(name, texts(f"scenario.together.{name}")) for name in ("lever", "now", "then", "share")),
            tuple(_move_row(move, scenario) for move in sorted(moves, key=lambda move: -abs(move.share or 0.0))),
        ),
        notes=tuple(notes),
        indicator=indicator,
        goal=scenario.basis.goal(id),
        illustrative=scenario.tag(id) is not None,
        choices=address_parameters(scenario, goal=id),
    )


def _combination_headline(result: GoalSeek, indicator: Indicator, context: Context) -> str:
    texts, formats = context.texts, context.formats
    values = _goal_values(result, indicator, context)
    if result.reached:
        return texts("scenario.together.reached", **values)
    if result.combination is None:
        best = formats.pair(result.best_possible, result.target, indicator.unit)[0]
        return texts("scenario.together.none", best=formats.with_unit(best, indicator.unit), **values)
    number = len(result.combination.moves)
    text = "scenario.together.within" if result.combination.plausible else "scenario.together.beyond"
    return texts(text, number=number, count=number, **values)


def _move_row(move: Move, scenario: Scenario) -> tuple[Cell, ...]:
    """One lever of the combination, with the move as a share of its plausible range."""
    formats = scenario.context.formats
    lever = scenario.basis.lever(move.lever)
    before, after = lever_pair(lever, move.start, move.end, formats)
    percent = None if move.share is None else abs(move.share) * 100
    return (
        Cell(lever_name(lever, scenario.context.texts), lever.id),
        Cell(before, before),
        Cell(after, after),
        Cell("—", None) if percent is None else Cell(formats.plain(percent, 0) + "%", round(percent)),
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
    moved = equal_effort if effort == "equal" else lever_swings
    bars = moved(scenario.basis, scenario.values, id, year)
    shown = [_bar(scenario.basis.lever(swing.lever), swing, scenario) for swing in bars]
    now = float(at[0])
    values = {"label": texts.of(indicator.short_label), "year": formats.year(year)}
    widest = shown[0].name if shown else ""
    headline = texts("scenario.sensitivity.headline" if bars else "scenario.sensitivity.none", lever=widest, **values)
    share, whole = indicator.unit.is_share, indicator.unit.is_heads
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
            tag=scenario.tag(id),
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
                    Cell(bar.name, swing.lever),
                    Cell(bar.low_words, bar.low_words),
                    number_cell(swing.at_low, "", share, context, whole=whole),
                    Cell(bar.high_words, bar.high_words),
                    number_cell(swing.at_high, "", share, context, whole=whole),
                )
                for swing, bar in zip(bars, shown, strict=True)
            ),
        ),
        notes=(texts("scenario.sensitivity.note"),),
        indicator=indicator,
        goal=goal,
        illustrative=scenario.tag(id) is not None,
        choices=address_parameters(scenario, goal=id, effort=effort),
    )


def preset_moves(preset: Preset, basis: Basis, until: int) -> dict[str, float]:
    """The levers a ready-made scenario moves; goals whose year is past are taken to `until`."""

    def seek_moves(basis: Basis, values: Floats, id: str, year: int) -> dict[str, float] | None:
        result = seek(basis, values, id, year)
        return {} if result.reached else None if result.combination is None else combination_moves(result)

    return preset_values(preset, basis, seek=seek_moves, horizon=until)


def combination_moves(result: GoalSeek | None) -> dict[str, float]:
    """The levers of the least-effort combination and where to set them; empty without one."""
    if result is None or result.combination is None:
        return {}
    return {move.lever: move.end for move in result.combination.moves}


def _bar(lever: Lever, swing: LeverSwing, scenario: Scenario) -> Bar:
    low, high = lever_pair(lever, swing.low, swing.high, scenario.context.formats)
    return Bar(lever_name(lever, scenario.context.texts), swing.at_low, swing.at_high, low, high)


def _panel_without_result(scenario: Scenario, id: str, panel: str) -> Panel:
    texts = scenario.context.texts
    label = texts.of(scenario.context.plan.indicator(id).short_label)
    without_model = scenario.outcome.path(id) is None
    return Panel(
        id=panel,
        headline=texts("scenario.reaching.no_model" if without_model else "scenario.reaching.no_goal", label=label),
        subtitle="",
        source=source_line(scenario),
        table=Table((), ()),
        notes=gap_sentences(scenario.basis, id, texts) if without_model else (),
        choices=address_parameters(scenario, goal=id),
    )
