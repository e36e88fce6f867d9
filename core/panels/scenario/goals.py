"""The goals under a scenario: a card each, and the large panel of the one looked at."""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial

from core.context import Context
from core.figures import Figure
from core.figures.base_layout import Canvas
from core.figures.scenario import Course, YearValues, scenario_figure
from core.forecast import SHOWN_LEVEL
from core.panels.cells import number_cell, words
from core.panels.judgement.opinions import odds
from core.panels.judgement.passages import goal_passages
from core.panels.judgement.words import unit_name
from core.panels.missing_value_notes import provisional_years
from core.panels.panel import Cell, Column, Panel, Table
from core.panels.scenario.scenario import (
    Scenario,
    address_parameters,
    axis_limits,
    lower_bound_notes,
    points_ahead,
    source_line,
)
from core.panels.scenario.start_notes import filled_years, part_notes
from core.panels.scenario.words import course_sentence, gap_sentence
from core.plan.entries import Goal
from core.plan.indicators import Indicator, IndicatorKind
from core.scenario.levers import LAST_YEAR
from core.scenario.run import Outcome, Path, reaches
from core.scenario.uncertainty import LEVELS
from core.text_ids.judgement import STRENGTH_TEXT

EMPTY = Cell("—", None)
"""The cell of a value there is not."""


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
    best_effort: bool


def goal_cards(scenario: Scenario, *, figures: bool = True) -> tuple[GoalCard, ...]:
    """Every goal of the plan in its order; one without a model says so. Without `figures` only their moving lines."""
    return tuple(_card(scenario, id, figures) for id in scenario.context.plan.goal_ids)


def _card(scenario: Scenario, id: str, figures: bool) -> GoalCard:
    context = scenario.context
    texts, formats = context.texts, context.formats
    indicator, goal, path = context.plan.indicator(id), scenario.basis.goal(id), scenario.outcome.path(id)
    at = None if path is None else path.at(scenario.until)
    canvas = context.canvas(64, card=True)
    return GoalCard(
        id=id,
        title=texts.of(indicator.short_label),
        value="" if at is None else formats.beside_goal(float(at[0]), goal, indicator.unit),
        sentence=goal_words(scenario, goal, indicator),
        chance=_chance(scenario, goal),
        figure=_figure(scenario, indicator, goal, canvas) if figures and path is not None else None,
        moving=() if path is None else tuple(value for _, value in points_ahead(scenario, id, path)),
        best_effort=goal is not None and not goal.binding,
    )


def _chance(scenario: Scenario, goal: Goal | None) -> str:
    if goal is None or scenario.spread is None:
        return ""
    year = (
        max(goal.target_year, scenario.until) if goal.target_year <= scenario.context.as_of.year else goal.target_year
    )
    chance = scenario.spread.probability(goal.indicator, year)
    if chance is None:
        return ""
    context, path = scenario.context, scenario.outcome.path(goal.indicator)
    at = None if path is None else path.at(year)
    better, enough = scenario.basis.better[goal.indicator], scenario.basis.enough(goal.indicator, goal.value)
    # What is reached as set may be missed as often as not: both stand in one sentence.
    reached = at is not None and bool(reaches(at, enough, better)[0])
    words = context.texts(
        "scenario.chance.reached" if reached else "scenario.chance.missed",
        odds=odds(chance, context, short=True),
        year=context.formats.year(year),
    )
    if goal.binding:
        return words
    strength = context.texts(STRENGTH_TEXT[goal.strength])
    return context.texts("scenario.chance_of", strength=strength, chance=words)


def _figure(
    scenario: Scenario,
    indicator: Indicator,
    goal: Goal | None,
    canvas: Canvas,
    others: tuple[tuple[str, Outcome], ...] = (),
) -> Figure:
    return scenario_figure(
        _course(scenario, indicator, goal, others, card=canvas.card),
        scenario.context.formats,
        canvas,
        tag=scenario.tag(indicator.id),
    )


def _course(
    scenario: Scenario,
    indicator: Indicator,
    goal: Goal | None,
    others: tuple[tuple[str, Outcome], ...] = (),
    *,
    card: bool = False,
) -> Course:
    path = scenario.outcome.path(indicator.id)
    assert path is not None
    observed = scenario.basis.observed_before(indicator.id, path.first)

    def line(path: Path | None) -> YearValues:
        return () if path is None else points_ahead(scenario, indicator.id, path)

    ahead, current = line(path), line(scenario.current.path(indicator.id))
    low, high = axis_limits(scenario.basis)[indicator.id]
    values = [low, high, *(value for _, value in (*ahead, *current))]
    values += [point.value for point in observed if point.value is not None]
    if goal is not None:
        values.append(goal.value)
    return Course(
        unit=indicator.unit,
        observed=tuple((point.year, point.value) for point in observed),
        provisional=frozenset(point.year for point in observed if point.provisional),
        current=current,
        scenario=ahead,
        goal=None if goal is None else (goal.target_year, goal.value, _goal_flag(scenario, goal, indicator, card)),
        limits=(min(values), max(values)),
        stepped=indicator.kind is IndicatorKind.COUNT_OF_STEPS,
        bands=() if card else _bands(scenario, indicator.id, path),
        others=tuple((name, line(outcome.path(indicator.id))) for name, outcome in others),
    )


def _goal_flag(scenario: Scenario, goal: Goal, indicator: Indicator, card: bool) -> str:
    """What stands at the line of the goal: its value, and its clause where there is room."""
    formats = scenario.context.formats
    return formats.goal_value(goal.value, indicator.unit) if card else formats.goal_flag(goal, indicator.unit)


def _bands(scenario: Scenario, id: str, path: Path) -> tuple[tuple[int, YearValues, YearValues], ...]:
    """The bands of the draws, widest first; none without draws of this indicator."""
    fan = None if scenario.spread is None else scenario.spread.fans.get(id)
    if fan is None:
        return ()
    bands = []
    for level in sorted(LEVELS, reverse=True):
        low, high = (points_ahead(scenario, id, path, edge) for edge in fan.band(level))
        bands.append((round(level * 100), low, high))
    return tuple(bands)


def goal_words(scenario: Scenario, goal: Goal | None, indicator: Indicator) -> str:
    """When the goal is reached, or the value of the last year shown when there is no goal on this date yet."""
    path, formats = scenario.outcome.path(indicator.id), scenario.context.formats
    return course_sentence(scenario.basis, path, goal, indicator, formats, until=scenario.until)


def figure_of(scenario: Scenario, id: str, *, others: tuple[tuple[str, Outcome], ...] = (), name: str = "") -> Figure:
    """The large figure of one goal, other scenarios drawn beside it; `name` is what this one is called."""
    context = scenario.context
    figure = _figure(scenario, context.plan.indicator(id), scenario.basis.goal(id), context.canvas(330), others)
    for trace in figure.data:
        if name and trace["meta"]["role"] == "scenario":
            trace["name"] = name
    return figure


def goal_panel(scenario: Scenario, id: str, *, rows: bool = True) -> Panel:
    """One goal under the scenario: the finding, the large figure with bands, the years ahead as a table.

    Without `rows` there are neither table nor notes: while a slider is moved nobody reads them.
    """
    context = scenario.context
    texts = context.texts
    indicator, goal, path = context.plan.indicator(id), scenario.basis.goal(id), scenario.outcome.path(id)
    headline = goal_words(scenario, goal, indicator)
    return Panel(
        id="scenario_goal",
        headline=headline,
        subtitle=context.subtitle(texts.of(indicator.label), unit_name(indicator, context)),
        source=source_line(scenario),
        figure=None if path is None else _figure(scenario, indicator, goal, context.canvas(320)),
        alt=headline,
        table=_table(scenario, indicator, goal, path) if rows else Table((), ()),
        notes=_notes(scenario, id, path) if rows else (),
        indicator=indicator,
        goal=goal,
        illustrative=scenario.tag(id) is not None,
        choices=address_parameters(scenario, goal=id),
        place="scenario",
        passages=goal_passages(goal, context) if rows else (),
    )


def _notes(scenario: Scenario, id: str, path: Path | None) -> tuple[str, ...]:
    """What a reader must know: the draws, the years it starts from, what is provisional, what cannot be worked out."""
    context, basis, spread = scenario.context, scenario.basis, scenario.spread
    observed = basis.observed_before(id, LAST_YEAR + 1 if path is None else path.first)
    drawn = () if spread is None else (context.texts("scenario.draws", draws=f"{spread.draws:,}", seed=spread.seed),)
    return (
        *drawn,
        *part_notes(basis, context, id),
        *lower_bound_notes(basis, (id,), context),
        *provisional_years(observed, context),
        *(gap_sentence(gap, context.texts) for gap in basis.gaps),
    )


def _table(scenario: Scenario, indicator: Indicator, goal: Goal | None, path: Path | None) -> Table:
    """Observed years and the years ahead up to the last one shown, one row each."""
    edges = _edges(scenario, indicator.id, path)
    observed = {point.year: point for point in scenario.basis.history.get(indicator.id, ())}
    current = scenario.current.path(indicator.id)
    years_ahead = _years_shown(path, scenario.until)
    kinds = _kinds(scenario, indicator.id, path)
    lines = (current, path, *edges)
    cell = partial(_cell, indicator=indicator, goal=goal, context=scenario.context)
    rows = []
    for year in sorted({*observed, *years_ahead}):
        point = observed.get(year)
        is_ahead = path is not None and year >= path.first
        seen = cell(point.value, point.symbol) if point is not None and not is_ahead else EMPTY
        values = [_value_in(year, line) if is_ahead else None for line in lines]
        if goal is not None:
            values.append(goal.value if year == goal.target_year else None)
        kind = (words(kinds[year]) if year in kinds else EMPTY,) if kinds else ()
        ahead = (EMPTY if value is None else cell(value) for value in values)
        rows.append((Cell(str(year), year), seen, *kind, *ahead))
    return Table(_columns(scenario, goal, with_band=bool(edges), with_kind=bool(kinds)), tuple(rows))


def _kinds(scenario: Scenario, id: str, path: Path | None) -> dict[int, str]:
    """What an observed value is when it is not simply what all units reported, by year."""
    texts = scenario.context.texts
    points = scenario.basis.observed_before(id, LAST_YEAR + 1 if path is None else path.first)
    kinds = {point.year: texts("tag.lower_bound") for point in points if point.lower_bound}
    filled = filled_years(scenario.basis, id, scenario.context)
    return kinds | dict.fromkeys(filled, texts("scenario.filled_value"))


def _years_shown(path: Path | None, until: int) -> tuple[int, ...]:
    return () if path is None else tuple(year for year in path.years if year <= until)


def _edges(scenario: Scenario, id: str, path: Path | None) -> tuple[Path, ...]:
    """Both edges of the band of the table as paths of one run; none without draws of this indicator."""
    fan = None if scenario.spread is None or path is None else scenario.spread.fans.get(id)
    if fan is None or path is None:
        return ()
    return tuple(Path(path.first, edge[:, None]) for edge in fan.band(SHOWN_LEVEL))


def _cell(value: float | None, symbol: str = "", *, indicator: Indicator, goal: Goal | None, context: Context) -> Cell:
    unit, target = indicator.unit, None if goal is None else goal.value
    return number_cell(value, symbol, unit.is_share, context, target, whole=unit.is_heads)


def _columns(scenario: Scenario, goal: Goal | None, *, with_band: bool, with_kind: bool) -> tuple[Column, ...]:
    texts = scenario.context.texts
    names = ("current", "scenario", *(("low", "high") if with_band else ()))
    level = round(SHOWN_LEVEL * 100)
    return (
        Column("year", texts("column.year"), True),
        Column("observed", texts("scenario.column.observed"), True),
        *((Column("status", texts("column.status")),) if with_kind else ()),
        *(Column(name, texts(f"scenario.column.{name}", level=level), True) for name in names),
        *((Column("goal", texts("figure.goal"), True),) if goal is not None else ()),
    )


def _value_in(year: int, path: Path | None) -> float | None:
    """The value of a year ahead in the first run."""
    values = None if path is None else path.at(year)
    return None if values is None else float(values[0])
