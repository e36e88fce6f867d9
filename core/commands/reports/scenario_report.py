"""A scenario beside the current course as lines of text and as JSON, and levers in words."""

from __future__ import annotations

from collections.abc import Sequence

from core.assessment import Point
from core.formats import Formats, width_of
from core.panels.scenario.scenario import Scenario, lower_bound_notes
from core.panels.scenario.start_notes import part_notes
from core.panels.scenario.text_ids import LEVER_UNIT_NAME_TEXT
from core.panels.scenario.words import (
    course_sentence,
    gap_sentence,
    lever_name,
    lever_pair,
    lever_range,
    lever_value,
    link_parameters,
    origin_sentence,
    refusal_sentence,
)
from core.panels.units_not_reported import filling_sentence
from core.plan.entries import Goal
from core.plan.indicators import Indicator
from core.scenario.accepted_values import Refused
from core.scenario.levers import LAST_YEAR, MODEL_VERSION, Lever
from core.scenario.run import Path, year_reached
from core.scenario_basis.from_release import READ_DATASETS


def years_of_table(scenario: Scenario) -> range:
    """The years of the table: from the first one any indicator is worked out for to the last one shown."""
    first = min((path.first for path in scenario.outcome.paths.values()), default=LAST_YEAR + 1)
    return range(first, scenario.until + 1)


def report_lines(scenario: Scenario) -> list[str]:
    """What is moved, every goal in a sentence, its values year by year, and what could not be calculated."""
    basis, formats = scenario.basis, scenario.context.formats
    texts = formats.texts
    lines = [texts("cli.scenario.title", **_head(scenario))]
    if scenario.context.filled:
        lines.append(filling_sentence(scenario.context))
    goals = scenario.context.plan.goal_ids
    lines += [*part_notes(basis, scenario.context), *lower_bound_notes(basis, goals, scenario.context)]
    if scenario.context.tag(*READ_DATASETS) is not None:
        lines.append(texts("export.illustrative"))
    moved = basis.moved(scenario.values)
    lines += ["", texts("cli.scenario.changed" if moved else "cli.scenario.current")]
    for id, value in moved.items():
        lever = basis.lever(id)
        before, after = lever_pair(lever, lever.default, value, formats)
        lines.append(texts("cli.scenario.change", name=lever_name(lever, texts), id=id, before=before, after=after))
    lines += ["", texts("cli.scenario.goals")]
    lines += [f"  {_sentence(scenario, id)}" for id in goals]
    lines += ["", texts("cli.scenario.years"), *_aligned(_table(scenario, both=bool(moved)))]
    lines += _reported_legend(scenario)
    if basis.gaps:
        lines += ["", texts("cli.scenario.gaps"), *(f"  {gap_sentence(gap, texts)}" for gap in basis.gaps)]
    return lines


def _sentence(scenario: Scenario, id: str) -> str:
    """The sentence of one indicator of the plan, as the page says it."""
    basis, indicator = scenario.basis, scenario.context.plan.indicator(id)
    path = scenario.outcome.path(id)
    return course_sentence(basis, path, basis.goal(id), indicator, scenario.context.formats, until=scenario.until)


def _table(scenario: Scenario, *, both: bool) -> list[list[str]]:
    """A header of years, then for every indicator of the plan with a path its values, and those of the current course
    if it differs; a year before the path has the value observed, marked as that."""
    texts, formats = scenario.context.formats.texts, scenario.context.formats
    years = years_of_table(scenario)
    rows = [[texts("cli.scenario.indicator"), texts("cli.scenario.course"), *map(str, years)]]
    courses = [("cli.scenario.with_this", scenario.outcome)] if both else []
    for id in scenario.context.plan.goal_ids:
        indicator, goal = scenario.context.plan.indicator(id), scenario.basis.goal(id)
        for name, outcome in (*courses, ("cli.scenario.as_is", scenario.current)):
            path = outcome.path(id)
            if path is None:
                continue
            points = {point.year: point for point in scenario.basis.observed_before(id, path.first)}
            cells = {year: _observed_cell(point, goal, indicator, formats) for year, point in points.items()}
            for year, value in zip(path.years, path.values[:, 0].tolist(), strict=True):
                cells[year] = formats.beside_goal(value, goal, indicator.unit)
            rows.append([texts.of(indicator.short_label), texts(name), *(cells.get(year, "") for year in years)])
    return rows


def _observed_cell(point: Point, goal: Goal | None, indicator: Indicator, formats: Formats) -> str:
    """A value as reported, with its marks, or why there is none."""
    if point.value is None:
        return formats.missing_reason(point.symbol)
    value = formats.beside_goal(point.value, goal, indicator.unit)
    marks = formats.value_mark(point.provisional, point.lower_bound)
    return formats.texts("cli.scenario.reported_value", value=value + marks)


def _reported_legend(scenario: Scenario) -> list[str]:
    """What the mark of values as reported says, when the table has one."""
    shown = years_of_table(scenario)
    seen = (
        point.value is not None and point.year in shown
        for id in scenario.context.plan.goal_ids
        if (path := scenario.outcome.path(id)) is not None
        for point in scenario.basis.observed_before(id, path.first)
    )
    return [f"  {scenario.context.texts('cli.scenario.reported')}"] if any(seen) else []


def _aligned(rows: list[list[str]]) -> list[str]:
    """Columns under each other, words to the left and numbers to the right; a Chinese character is two wide."""
    widths = [max(width_of(row[x]) for row in rows) for x in range(len(rows[0]))]
    lines = []
    for row in rows:
        cells = [(text, " " * (width - width_of(text))) for text, width in zip(row, widths, strict=True)]
        lines.append("  ".join(text + room if x < 2 else room + text for x, (text, room) in enumerate(cells)))
    return [f"  {line}".rstrip() for line in lines]


def lever_sentence(lever: Lever, formats: Formats) -> str:
    """A lever with its name, unit, range, default, plausible range and origin."""
    texts = formats.texts
    return texts(
        "cli.scenario.lever",
        id=lever.id,
        name=lever_name(lever, texts),
        unit=texts(LEVER_UNIT_NAME_TEXT[lever.unit]),
        range=lever_range(lever, (lever.low, lever.high), formats),
        value=lever_value(lever, lever.default, formats),
        plausible=lever_range(lever, lever.plausible, formats),
        origin=origin_sentence(lever, texts, formats),
    )


def _head(scenario: Scenario) -> dict[str, str]:
    basis = scenario.basis
    day, plan = scenario.context.formats.day(basis.as_of), scenario.context.plan.id
    return {"release": basis.release, "as_of": day, "version": MODEL_VERSION, "data": basis.data, "plan": plan}


def lever_json(lever: Lever, formats: Formats) -> dict[str, object]:
    """A lever for another program."""
    return {
        "id": lever.id,
        "name": lever_name(lever, formats.texts),
        "group": lever.group.value,
        "unit": lever.unit.value,
        "low": lever.low,
        "high": lever.high,
        "default": lever.default,
        "plausible": list(lever.plausible),
        "origin": origin_sentence(lever, formats.texts, formats),
        "verified": lever.origin.verified,
    }


def report_json(scenario: Scenario, refused: Sequence[Refused]) -> dict[str, object]:
    """The same for another program, with the settings that were refused."""
    basis, texts, formats = scenario.basis, scenario.context.formats.texts, scenario.context.formats
    goals = []
    for id in scenario.context.plan.goal_ids:
        goal, path = basis.goal(id), scenario.outcome.path(id)
        better = scenario.context.plan.indicator(id).better
        first = None if path is None or goal is None else year_reached(basis, path, goal, better)
        goals.append(
            {
                "indicator": id,
                "goal": None if goal is None else goal.value,
                "target_year": None if goal is None else goal.target_year,
                "reached_in": first if first is not None and first <= scenario.until else None,
                "sentence": _sentence(scenario, id),
                "observed": _observed_by_year(scenario, id, path),
                "scenario": _by_year(path, scenario.until),
                "current_course": _by_year(scenario.current.path(id), scenario.until),
            }
        )
    return {
        **_head(scenario),
        "illustrative": scenario.context.tag(*READ_DATASETS) is not None,
        "filled": filling_sentence(scenario.context),
        "in_part": list(part_notes(basis, scenario.context)),
        "parameters": link_parameters(basis, scenario.values, scenario.context.plan.id),
        "changed": [
            {"id": id, "unit": basis.lever(id).unit.value, "from": basis.lever(id).default, "to": value}
            for id, value in basis.moved(scenario.values).items()
        ],
        "refused": [
            {"id": refusal.id, "value": refusal.text, "why": refusal_sentence(refusal, texts, formats)}
            for refusal in refused
        ],
        "goals": goals,
        "gaps": [{"part": gap.group.value, "why": gap_sentence(gap, texts)} for gap in basis.gaps],
    }


def _observed_by_year(scenario: Scenario, id: str, path: Path | None) -> dict[str, float]:
    points = scenario.basis.observed_before(id, LAST_YEAR + 1 if path is None else path.first)
    return {str(point.year): point.value for point in points if point.value is not None}


def _by_year(path: Path | None, until: int) -> dict[str, float]:
    if path is None:
        return {}
    pairs = zip(path.years, path.values[:, 0].tolist(), strict=True)
    return {str(year): value for year, value in pairs if year <= until}
