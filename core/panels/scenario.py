"""A scenario as a page shows it: prepared once for a set of levers; a sentence and a figure for every goal."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from functools import lru_cache

import numpy as np
import numpy.typing as npt

from core.figures import Figure
from core.figures.scenario import Course, Line, scenario
from core.figures.template import Canvas
from core.forecast import SHOWN
from core.indicators import Indicator, Kind
from core.panels.context import Context
from core.panels.goals import number_cell
from core.panels.opinions import odds
from core.panels.panel import Cell, Column, Panel, Table
from core.panels.planning import basis_of
from core.panels.scenario_words import gap_sentence, goal_sentence
from core.panels.wording import unit_name
from core.plan import Goal
from core.scenario.basis import Basis
from core.scenario.levers import LAST_YEAR, MODEL_VERSION, settle
from core.scenario.run import Outcome, Path, run
from core.scenario.uncertainty import DRAWS, LEVELS, Spread, draw

Floats = npt.NDArray[np.float64]

SHOWN_UNTIL = 2030
"""How far a scenario is shown unless a reader asks for more."""
LIVE_DRAWS = 1_000
"""Draws while a hand is on a slider: the bands then look as they will, and the picture keeps up."""


@dataclass(frozen=True, slots=True)
class Scenario:
    """One set of lever values for one release, and what follows: complete for cards, figures, tables and exports."""

    context: Context
    basis: Basis
    values: Floats
    outcome: Outcome
    current: Outcome
    until: int
    spread: Spread | None

    @property
    def moved(self) -> dict[str, float]:
        return self.basis.moved(self.values)


@dataclass(frozen=True, slots=True)
class GoalCard:
    """One goal: its name, the value in the year looked at, a plain sentence, its chance, a small figure.

    `moving` are the values of the scenario's line in the figure: all that changes of it while a slider moves.
    """

    id: str
    title: str
    value: str
    sentence: str
    chance: str
    figure: Figure | None
    moving: tuple[float, ...]
    strength: str
    best_effort: bool


def prepared(
    context: Context,
    moved: Mapping[str, float],
    *,
    until: int | None = None,
    draws: int = DRAWS,
    indicators: Collection[str] | None = None,
) -> Scenario:
    """All models for the levers in `moved`, those unknown to the release left out.

    No draws when `draws` is 0; `indicators` are those whose spread is wanted, all goals by default.
    """
    basis = basis_of(context)
    usable, _ = settle(basis.levers, moved)
    values = basis.values(usable)
    spread = draw(basis, values, draws=draws, indicators=indicators) if draws and basis.levers else None
    return Scenario(context, basis, values, run(basis, values), _current(basis), shown_until(basis, until), spread)


def shown_until(basis: Basis, asked: int | None) -> int:
    """The last year to show: the one asked for, else `SHOWN_UNTIL` or at least a few years ahead."""
    first = basis.as_of.year + 1
    return min(max(SHOWN_UNTIL if asked is None else asked, first), LAST_YEAR)


@lru_cache(maxsize=32)
def _current(basis: Basis) -> Outcome:
    return run(basis, basis.defaults)


@lru_cache(maxsize=32)
def limits(basis: Basis) -> Mapping[str, tuple[float, float]]:
    """The lowest and highest value of each path while any one lever goes from end to end, or all within what is
    plausible: the axes hold them from the start, so that the picture does not jump while a slider moves."""
    table = np.repeat(basis.defaults[None], 2 * len(basis.levers) + 3, axis=0)
    for place, each in enumerate(basis.levers):
        table[2 * place, place], table[2 * place + 1, place] = each.low, each.high
        for row, better in ((-2, True), (-1, False)):
            end = (each.declared.favourable == "higher") is better
            table[row, place] = each.plausible[1] if end else each.plausible[0]
    outcome = run(basis, table)
    return {
        id: (float(path.values[: SHOWN_UNTIL + 5 - path.first].min()), float(path.values.max()))
        for id, path in outcome.paths.items()
    }


def goal_cards(found: Scenario, *, figures: bool = True) -> tuple[GoalCard, ...]:
    """Every goal of the plan in its order; one without a model says so. Without `figures` only their moving lines."""
    return tuple(_card(found, id, figures) for id in found.context.plan.goal_ids)


def _card(found: Scenario, id: str, figures: bool) -> GoalCard:
    context = found.context
    texts, formats = context.texts, context.formats
    indicator, goal, path = context.plan.indicator(id), found.basis.goal(id), found.outcome.path(id)
    at = None if path is None else path.at(found.until)
    return GoalCard(
        id=id,
        title=texts.of(indicator.short_label),
        value="" if at is None else formats.quantity(float(at[0]), indicator.unit),
        sentence=goal_words(found, goal, indicator),
        chance=_chance(found, goal),
        figure=_figure(found, indicator, goal, context.canvas(64, card=True)) if figures and path is not None else None,
        moving=() if path is None else tuple(value for _, value in _ahead(found, id, path)),
        strength="" if goal is None or goal.binding else texts(f"strength.{goal.strength.value}"),
        best_effort=goal is not None and not goal.binding,
    )


def _chance(found: Scenario, goal: Goal | None) -> str:
    if goal is None or found.spread is None:
        return ""
    year = max(goal.target_year, found.until) if goal.target_year <= found.context.as_of.year else goal.target_year
    chance = found.spread.probability(goal.indicator, year)
    if chance is None:
        return ""
    context = found.context
    return context.texts("scenario.chance", odds=odds(chance, context, short=True), year=context.formats.year(year))


def _figure(
    found: Scenario,
    indicator: Indicator,
    goal: Goal | None,
    canvas: Canvas,
    others: tuple[tuple[str, Outcome], ...] = (),
) -> Figure:
    return scenario(
        _course(found, indicator, goal, others, card=canvas.card), found.context.formats, canvas, tag=found.context.tag
    )


def _course(
    found: Scenario,
    indicator: Indicator,
    goal: Goal | None,
    others: tuple[tuple[str, Outcome], ...] = (),
    *,
    card: bool = False,
) -> Course:
    formats, texts = found.context.formats, found.context.texts
    path = found.outcome.path(indicator.id)
    assert path is not None
    observed = [each for each in found.basis.history.get(indicator.id, ()) if each.year < path.first]
    current = found.current.path(indicator.id)

    def line(one: Path | None, values: Floats | None = None) -> Line:
        return () if one is None else _ahead(found, indicator.id, one, values)

    bands = []
    if found.spread is not None and not card:
        for level in sorted(LEVELS, reverse=True):
            fan = found.spread.fans.get(indicator.id)
            if fan is not None:
                low_edge, high_edge = fan.band(level)
                bands.append((round(level * 100), line(path, low_edge), line(path, high_edge)))
    low, high = limits(found.basis)[indicator.id]
    shown = [value for _, value in (*line(path), *line(current))] + [p.value for p in observed if p.value is not None]
    reach = (min(low, *shown), max(high, *shown))
    flag = None
    if goal is not None:
        value = formats.quantity(goal.value, indicator.unit)
        flag = (
            goal.target_year,
            goal.value,
            value if card else texts("figure.goal_flag", goal=value, clause=texts.of(goal.clauses[0].text)),
        )
        reach = (min(reach[0], goal.value), max(reach[1], goal.value))
    return Course(
        unit=indicator.unit,
        observed=tuple((each.year, each.value) for each in observed),
        provisional=frozenset(each.year for each in observed if each.provisional),
        current=line(current),
        scenario=line(path),
        goal=flag,
        limits=reach,
        stepped=indicator.kind is Kind.COUNT_OF_STEPS,
        bands=tuple(bands),
        others=tuple((name, line(each.path(indicator.id))) for name, each in others),
    )


def _ahead(found: Scenario, id: str, path: Path, values: Floats | None = None) -> Line:
    """The years ahead up to the last one shown, from the last observed value on; `values` instead of the path's own."""
    taken = path.values[:, 0] if values is None else values
    years = [year for year in path.years if year <= found.until]
    ahead = tuple(zip(years, taken.tolist(), strict=False))
    for point in reversed(found.basis.history.get(id, ())):
        if point.year < path.first and point.value is not None:
            return ((point.year, point.value), *ahead)
    return ahead


def choices(found: Scenario, **more: str) -> tuple[tuple[str, str], ...]:
    """The address parameters that rebuild this scenario: every lever that differs, the model's version, the horizon."""
    moved = {id: lever_text(value) for id, value in found.moved.items()}
    return tuple({**moved, "until": str(found.until), **more}.items())


def lever_text(value: float) -> str:
    """A lever's value in an address: as short as it can be without changing."""
    return repr(float(value)).removesuffix(".0")


def goal_words(found: Scenario, goal: Goal | None, indicator: Indicator) -> str:
    """When the goal is reached, or the value of the last year shown when there is no goal on this date yet."""
    formats, texts = found.context.formats, found.context.texts
    if goal is not None:
        return goal_sentence(found.basis, found.outcome, goal, indicator, formats, until=found.until)
    path = found.outcome.path(indicator.id)
    at = None if path is None else path.at(found.until)
    if at is None:
        return texts("scenario.goal.no_model", label=texts.of(indicator.short_label))
    value = formats.quantity(float(at[0]), indicator.unit)
    return texts(
        "scenario.goal.none_yet", label=texts.of(indicator.short_label), year=formats.year(found.until), value=value
    )


def model_line(found: Scenario) -> str:
    """Where a scenario comes from: release, its status, the model's version."""
    context = found.context
    return context.texts(
        "scenario.source",
        release=found.basis.release,
        status=context.texts(f"status.row.{context.snapshot.status}"),
        version=MODEL_VERSION,
    )


def goal_panel(found: Scenario, id: str) -> Panel:
    """One goal under the scenario: the finding, the large figure with bands, the years ahead as a table."""
    context = found.context
    texts = context.texts
    indicator, goal, path = context.plan.indicator(id), found.basis.goal(id), found.outcome.path(id)
    headline = goal_words(found, goal, indicator)
    notes = [gap_sentence(each, context.texts) for each in found.basis.gaps]
    if found.spread is not None:
        notes.insert(0, texts("scenario.draws", draws=f"{found.spread.draws:,}", seed=found.spread.seed))
    return Panel(
        id="scenario_goal",
        headline=headline,
        subtitle=context.subtitle(texts.of(indicator.label), unit_name(indicator, context)),
        source=model_line(found),
        figure=None if path is None else _figure(found, indicator, goal, context.canvas(320)),
        alt=headline,
        table=Table(*_rows(found, indicator, goal, path)),
        notes=tuple(notes),
        indicator=indicator,
        goal=goal,
        illustrative=context.tag is not None,
        choices=choices(found, goal=id),
        place="scenario",
    )


def _rows(
    found: Scenario, indicator: Indicator, goal: Goal | None, path: Path | None
) -> tuple[tuple[Column, ...], tuple[tuple[Cell, ...], ...]]:
    context = found.context
    texts, share = context.texts, indicator.unit.is_share
    names = ["observed", "current", "scenario"]
    band = None
    if found.spread is not None and path is not None:
        fan = found.spread.fans.get(indicator.id)
        band = None if fan is None else fan.band(SHOWN)
        names += ["low", "high"] if band is not None else []
    level = round(SHOWN * 100)
    columns = (
        Column("year", texts("column.year"), True),
        *(Column(name, texts(f"scenario.column.{name}", level=level), True) for name in names),
        *((Column("goal", texts("figure.goal"), True),) if goal is not None else ()),
    )
    observed = {each.year: each for each in found.basis.history.get(indicator.id, ())}
    current = found.current.path(indicator.id)
    ahead = set() if path is None else {year for year in path.years if year <= found.until}
    goal_value = None if goal is None else goal.value
    rows = []

    def cell(value: float | None, symbol: str = "") -> Cell:
        return Cell("—", None) if value is None else number_cell(value, symbol, share, context, goal_value)

    for year in sorted({*observed, *ahead}):
        point = observed.get(year)
        is_ahead = path is not None and year >= path.first
        seen = Cell("—", None)
        if point is not None and not is_ahead:
            seen = number_cell(point.value, point.symbol, share, context, goal_value)
        cells = [Cell(str(year), year), seen]
        for one in (current, path):
            at = one.at(year) if one is not None and is_ahead else None
            cells.append(cell(None if at is None else float(at[0])))
        if band is not None and path is not None:
            for side in band:
                cells.append(cell(float(side[year - path.first]) if is_ahead else None))
        if goal is not None:
            cells.append(cell(goal.value if year == goal.target_year else None))
        rows.append(tuple(cells))
    return columns, tuple(rows)
