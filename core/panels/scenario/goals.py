"""The goals under a scenario: a card each, and the large panel of the one looked at."""

from __future__ import annotations

from dataclasses import dataclass

from core.context import PRESENTING
from core.figures import Figure
from core.figures.scenario import Course, Line, scenario
from core.figures.template import Canvas
from core.forecast import SHOWN_LEVEL
from core.panels.cells import number_cell
from core.panels.judgement.opinions import odds
from core.panels.judgement.words import unit_name
from core.panels.panel import Cell, Column, Panel, Table
from core.panels.scenario.prepared import Floats, Scenario, ahead, choices, limits, model_line
from core.panels.scenario.words import gap_sentence, goal_sentence
from core.plan.indicators import Indicator, Kind
from core.plan.plan import Goal
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


def goal_cards(found: Scenario, *, figures: bool = True) -> tuple[GoalCard, ...]:
    """Every goal of the plan in its order; one without a model says so. Without `figures` only their moving lines."""
    return tuple(_card(found, id, figures) for id in found.context.plan.goal_ids)


def _card(found: Scenario, id: str, figures: bool) -> GoalCard:
    context = found.context
    texts, formats = context.texts, context.formats
    indicator, goal, path = context.plan.indicator(id), found.basis.goal(id), found.outcome.path(id)
    at = None if path is None else path.at(found.until)
    canvas = context.canvas(round(64 * PRESENTING) if context.presenting else 64, card=True)
    return GoalCard(
        id=id,
        title=texts.of(indicator.short_label),
        value="" if at is None else formats.number(float(at[0]), indicator.unit),
        sentence=goal_words(found, goal, indicator),
        chance=_chance(found, goal),
        figure=_figure(found, indicator, goal, canvas) if figures and path is not None else None,
        moving=() if path is None else tuple(value for _, value in ahead(found, id, path)),
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
    words = context.texts("scenario.chance", odds=odds(chance, context, short=True), year=context.formats.year(year))
    if goal.binding:
        return words
    strength = context.texts(f"strength.{goal.strength.value}")
    return context.texts("scenario.chance_of", strength=strength, chance=words)


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
        return () if one is None else ahead(found, indicator.id, one, values)

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


def figure_of(found: Scenario, id: str, *, others: tuple[tuple[str, Outcome], ...] = (), name: str = "") -> Figure:
    """The large figure of one goal, other scenarios drawn beside it; `name` is what this one is called."""
    context = found.context
    figure = _figure(found, context.plan.indicator(id), found.basis.goal(id), context.canvas(330), others)
    for trace in figure.data:
        if name and trace["meta"]["role"] == "scenario":
            trace["name"] = name
    return figure


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
        band = None if fan is None else fan.band(SHOWN_LEVEL)
        names += ["low", "high"] if band is not None else []
    level = round(SHOWN_LEVEL * 100)
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
