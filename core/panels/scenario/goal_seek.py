"""What it would take: each lever alone, the least-effort combination, and which lever matters most."""

from __future__ import annotations

from functools import lru_cache

import numpy as np

from core.figures.tornado import Bar, tornado
from core.panels.cells import number_cell
from core.panels.judgement.words import unit_name
from core.panels.panel import Cell, Column, Panel, Table
from core.panels.scenario.prepared import Floats, Scenario, choices, model_line
from core.panels.scenario.words import lever_name, lever_pair
from core.scenario import goal_seek
from core.scenario import tornado as swings
from core.scenario.basis import Basis
from core.scenario.goal_seek import Sought
from core.scenario.levers import Lever
from core.scenario.presets import Preset, moved_by

EFFORTS = ("plausible", "equal")
"""How far a lever goes in a sensitivity: over its plausible range, or a tenth of its slider either way."""
WIDEST = 10
"""How many levers the figure of sensitivities shows; the table holds them all."""


def year_of(found: Scenario, id: str) -> int:
    """The year a goal is sought for: its own while that is ahead, else the last one shown."""
    goal, path = found.basis.goal(id), found.outcome.path(id)
    first = found.until if path is None else path.first
    return goal.target_year if goal is not None and goal.target_year >= first else found.until


@lru_cache(maxsize=64)
def _sought(basis: Basis, values: bytes, id: str, year: int) -> Sought:
    return goal_seek.seek(basis, np.frombuffer(values), id, year)


def sought(found: Scenario, id: str) -> Sought | None:
    """What reaches a goal from the levers as set; None without a goal or a model. Kept: nothing it depends on moves."""
    if found.basis.goal(id) is None or found.outcome.path(id) is None:
        return None
    return _sought(found.basis, found.values.tobytes(), id, year_of(found, id))


def alone(found: Scenario, id: str) -> Panel:
    """For each lever alone the value that reaches the goal, or that none does and how far it gets."""
    context = found.context
    texts, formats = context.texts, context.formats
    indicator = context.plan.indicator(id)
    result = sought(found, id)
    if result is None:
        return _without(found, id, "scenario_alone")
    columns = tuple(
        Column(name, texts(f"scenario.alone.{name}")) for name in ("lever", "now", "needed", "plausible", "outcome")
    )
    rows = []
    for one in sorted(result.alone, key=lambda each: (each.value is None, not each.plausible)):
        lever, now = found.basis.lever(one.lever), float(found.values[found.basis.places[one.lever]])
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
    able = [each for each in result.alone if each.moves and each.value is not None]
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
        source=model_line(found),
        table=Table(columns, tuple(rows)),
        indicator=indicator,
        goal=found.basis.goal(id),
        illustrative=context.tag is not None,
        choices=choices(found, goal=id),
    )


def together(found: Scenario, id: str) -> Panel:
    """The combination of levers that reaches the goal and asks least of each, measured by how far it moved before."""
    context = found.context
    texts, formats = context.texts, context.formats
    indicator = context.plan.indicator(id)
    result = sought(found, id)
    if result is None:
        return _without(found, id, "scenario_combination")
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
            lever = found.basis.lever(move.lever)
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
        source=model_line(found),
        table=Table(
            tuple(Column(name, texts(f"scenario.together.{name}")) for name in ("lever", "now", "then", "share")),
            tuple(rows),
        ),
        notes=tuple(notes),
        indicator=indicator,
        goal=found.basis.goal(id),
        illustrative=context.tag is not None,
        choices=choices(found, goal=id),
    )


def sensitivity(found: Scenario, id: str, effort: str = EFFORTS[0]) -> Panel:
    """Each lever moved both ways (see `EFFORTS`), all others as set: which of them matters for the goal."""
    context = found.context
    texts, formats = context.texts, context.formats
    indicator, goal = context.plan.indicator(id), found.basis.goal(id)
    path, year = found.outcome.path(id), year_of(found, id)
    at = None if path is None else path.at(year)
    if at is None:
        return _without(found, id, "scenario_sensitivity")
    moved = swings.equal_effort if effort == "equal" else swings.tornado
    bars = moved(found.basis, found.values, id, year)
    shown = [_bar(found.basis.lever(each.lever), each, found) for each in bars]
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
        source=model_line(found),
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
        choices=choices(found, goal=id, effort=effort),
    )


def preset_moves(preset: Preset, basis: Basis, until: int) -> dict[str, float]:
    """The levers a ready-made scenario moves; goals whose year is past are taken to `until`."""

    def found(basis: Basis, values: Floats, id: str, year: int) -> dict[str, float] | None:
        result = goal_seek.seek(basis, values, id, year)
        return {} if result.reached else None if result.combination is None else moves_of(result)

    return moved_by(preset, basis, seek=found, horizon=until)


def moves_of(result: Sought | None) -> dict[str, float]:
    """The levers of the least-effort combination and where to set them; empty without one."""
    if result is None or result.combination is None:
        return {}
    return {move.lever: move.end for move in result.combination.moves}


def _bar(lever: Lever, each: swings.Bar, found: Scenario) -> Bar:
    low, high = lever_pair(lever, each.low, each.high, found.context.formats)
    return Bar(lever_name(lever, found.context.texts), each.at_low, each.at_high, low, high)


def _without(found: Scenario, id: str, panel: str) -> Panel:
    texts = found.context.texts
    label = texts.of(found.context.plan.indicator(id).short_label)
    reason = "no_model" if found.outcome.path(id) is None else "no_goal"
    return Panel(
        id=panel,
        headline=texts(f"scenario.reaching.{reason}", label=label),
        subtitle="",
        source=model_line(found),
        table=Table((), ()),
        choices=choices(found, goal=id),
    )
