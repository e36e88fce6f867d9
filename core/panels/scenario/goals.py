"""The goals under a scenario: a card each, and the large panel of the one looked at."""

from __future__ import annotations

from dataclasses import dataclass

from core.context import PRESENTING
from core.figures import Figure
from core.figures.scenario import Course, Line, scenario_figure
from core.figures.template import Canvas
from core.forecast import SHOWN_LEVEL
from core.panels.cells import number_cell
from core.panels.judgement.opinions import odds
from core.panels.judgement.words import unit_name
from core.panels.panel import Cell, Column, Panel, Table
from core.panels.scenario.scenario import Floats, Scenario, address_parameters, axis_limits, line_ahead, source_line
from core.panels.scenario.words import gap_sentence, goal_sentence
from core.plan.entries import Goal
from core.plan.indicators import Indicator, IndicatorKind
from core.scenario.run import Outcome, Path
from core.scenario.uncertainty import LEVELS


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
    canvas = context.canvas(round(64 * PRESENTING) if context.presenting else 64, card=True)
    return GoalCard(
        id=id,
        title=texts.of(indicator.short_label),
        value="" if at is None else formats.number(float(at[0]), indicator.unit),
        sentence=goal_words(scenario, goal, indicator),
        chance=_chance(scenario, goal),
        figure=_figure(scenario, indicator, goal, canvas) if figures and path is not None else None,
        moving=() if path is None else tuple(value for _, value in line_ahead(scenario, id, path)),
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
    context = scenario.context
    words = context.texts("scenario.chance", odds=odds(chance, context, short=True), year=context.formats.year(year))
    if goal.binding:
        return words
    strength = context.texts(f"strength.{goal.strength.value}")
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
        tag=scenario.context.tag,
    )


def _course(
    scenario: Scenario,
    indicator: Indicator,
    goal: Goal | None,
    others: tuple[tuple[str, Outcome], ...] = (),
    *,
    card: bool = False,
) -> Course:
    formats, texts = scenario.context.formats, scenario.context.texts
    path = scenario.outcome.path(indicator.id)
    assert path is not None
    observed = [each for each in scenario.basis.history.get(indicator.id, ()) if each.year < path.first]
    current = scenario.current.path(indicator.id)

    def line(one: Path | None, values: Floats | None = None) -> Line:
        return () if one is None else line_ahead(scenario, indicator.id, one, values)

    bands = []
    if scenario.spread is not None and not card:
        for level in sorted(LEVELS, reverse=True):
            fan = scenario.spread.fans.get(indicator.id)
            if fan is not None:
                low_edge, high_edge = fan.band(level)
                bands.append((round(level * 100), line(path, low_edge), line(path, high_edge)))
    low, high = axis_limits(scenario.basis)[indicator.id]
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
        stepped=indicator.kind is IndicatorKind.COUNT_OF_STEPS,
        bands=tuple(bands),
        others=tuple((name, line(each.path(indicator.id))) for name, each in others),
    )


def goal_words(scenario: Scenario, goal: Goal | None, indicator: Indicator) -> str:
    """When the goal is reached, or the value of the last year shown when there is no goal on this date yet."""
    formats, texts = scenario.context.formats, scenario.context.texts
    if goal is not None:
        return goal_sentence(scenario.basis, scenario.outcome, goal, indicator, formats, until=scenario.until)
    path = scenario.outcome.path(indicator.id)
    at = None if path is None else path.at(scenario.until)
    if at is None:
        return texts("scenario.goal.no_model", label=texts.of(indicator.short_label))
    value = formats.quantity(float(at[0]), indicator.unit)
    return texts(
        "scenario.goal.none_yet", label=texts.of(indicator.short_label), year=formats.year(scenario.until), value=value
    )


def figure_of(scenario: Scenario, id: str, *, others: tuple[tuple[str, Outcome], ...] = (), name: str = "") -> Figure:
    """The large figure of one goal, other scenarios drawn beside it; `name` is what this one is called."""
    context = scenario.context
    figure = _figure(scenario, context.plan.indicator(id), scenario.basis.goal(id), context.canvas(330), others)
    for trace in figure.data:
        if name and trace["meta"]["role"] == "scenario":
            trace["name"] = name
    return figure


def goal_panel(scenario: Scenario, id: str) -> Panel:
    """One goal under the scenario: the finding, the large figure with bands, the years ahead as a table."""
    context = scenario.context
    texts = context.texts
    indicator, goal, path = context.plan.indicator(id), scenario.basis.goal(id), scenario.outcome.path(id)
    headline = goal_words(scenario, goal, indicator)
    notes = [gap_sentence(each, context.texts) for each in scenario.basis.gaps]
    if scenario.spread is not None:
        notes.insert(0, texts("scenario.draws", draws=f"{scenario.spread.draws:,}", seed=scenario.spread.seed))
    return Panel(
        id="scenario_goal",
        headline=headline,
        subtitle=context.subtitle(texts.of(indicator.label), unit_name(indicator, context)),
        source=source_line(scenario),
        figure=None if path is None else _figure(scenario, indicator, goal, context.canvas(320)),
        alt=headline,
        table=Table(*_rows(scenario, indicator, goal, path)),
        notes=tuple(notes),
        indicator=indicator,
        goal=goal,
        illustrative=context.tag is not None,
        choices=address_parameters(scenario, goal=id),
        place="scenario",
    )


def _rows(
    scenario: Scenario, indicator: Indicator, goal: Goal | None, path: Path | None
) -> tuple[tuple[Column, ...], tuple[tuple[Cell, ...], ...]]:
    context = scenario.context
    texts, share = context.texts, indicator.unit.is_share
    names = ["observed", "current", "scenario"]
    band = None
    if scenario.spread is not None and path is not None:
        fan = scenario.spread.fans.get(indicator.id)
        band = None if fan is None else fan.band(SHOWN_LEVEL)
        names += ["low", "high"] if band is not None else []
    level = round(SHOWN_LEVEL * 100)
    columns = (
        Column("year", texts("column.year"), True),
        *(Column(name, texts(f"scenario.column.{name}", level=level), True) for name in names),
        *((Column("goal", texts("figure.goal"), True),) if goal is not None else ()),
    )
    observed = {each.year: each for each in scenario.basis.history.get(indicator.id, ())}
    current = scenario.current.path(indicator.id)
    years_ahead = set() if path is None else {year for year in path.years if year <= scenario.until}
    goal_value = None if goal is None else goal.value
    rows = []

    def cell(value: float | None, symbol: str = "") -> Cell:
        return Cell("—", None) if value is None else number_cell(value, symbol, share, context, goal_value)

    for year in sorted({*observed, *years_ahead}):
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
