"""A scenario beside the current course as lines of text and as JSON, and levers in words."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from core.context import Context
from core.formats import Formats, width_of
from core.panels.scenario.scenario import lower_bound_notes
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
from core.scenario.basis import Basis, Floats
from core.scenario.levers import LAST_YEAR, MODEL_VERSION, Lever, Refused
from core.scenario.run import Outcome, Path, year_reached
from core.scenario_basis.from_release import READ_DATASETS


@dataclass(frozen=True, slots=True)
class ScenarioReport:
    """One scenario beside the current course, to be shown up to the year `until`."""

    context: Context
    basis: Basis
    values: Floats
    outcome: Outcome
    current: Outcome
    until: int

    @property
    def formats(self) -> Formats:
        return self.context.formats

    @property
    def years(self) -> range:
        first = min((path.first for path in self.outcome.paths.values()), default=LAST_YEAR + 1)
        return range(first, self.until + 1)


def report_lines(report: ScenarioReport) -> list[str]:
    """What is moved, every goal in a sentence, its values year by year, and what could not be calculated."""
    basis, formats = report.basis, report.formats
    texts = formats.texts
    lines = [texts("cli.scenario.title", **_head(report))]
    if report.context.filled:
        lines.append(filling_sentence(report.context))
    goals = report.context.plan.goal_ids
    lines += [*part_notes(basis, report.context), *lower_bound_notes(basis, goals, report.context)]
    if report.context.tag(*READ_DATASETS) is not None:
        lines.append(texts("export.illustrative"))
    moved = basis.moved(report.values)
    lines += ["", texts("cli.scenario.changed" if moved else "cli.scenario.current")]
    for id, value in moved.items():
        lever = basis.lever(id)
        before, after = lever_pair(lever, lever.default, value, formats)
        lines.append(texts("cli.scenario.change", name=lever_name(lever, texts), id=id, before=before, after=after))
    lines += ["", texts("cli.scenario.goals")]
    lines += [f"  {_sentence(report, id)}" for id in goals]
    lines += ["", texts("cli.scenario.years"), *_aligned(_table(report, bool(moved)))]
    if basis.gaps:
        lines += ["", texts("cli.scenario.gaps"), *(f"  {gap_sentence(gap, texts)}" for gap in basis.gaps)]
    return lines


def _sentence(report: ScenarioReport, id: str) -> str:
    """The sentence of one indicator of the plan, as the page says it."""
    basis, indicator = report.basis, report.context.plan.indicator(id)
    path = report.outcome.path(id)
    return course_sentence(basis, path, basis.goal(id), indicator, report.formats, until=report.until)


def _table(report: ScenarioReport, both: bool) -> list[list[str]]:
    """A header of years, then for every indicator of the plan with a path its values, and those of the current course
    if it differs."""
    texts, formats = report.formats.texts, report.formats
    rows = [[texts("cli.scenario.indicator"), texts("cli.scenario.course"), *map(str, report.years)]]
    courses = [("cli.scenario.with_this", report.outcome)] if both else []
    for id in report.context.plan.goal_ids:
        indicator, goal = report.context.plan.indicator(id), report.basis.goal(id)
        for name, outcome in (*courses, ("cli.scenario.as_is", report.current)):
            path = outcome.path(id)
            if path is None:
                continue
            values = [None if (at := path.at(year)) is None else float(at[0]) for year in report.years]
            cells = ["" if value is None else formats.beside_goal(value, goal, indicator.unit) for value in values]
            rows.append([texts.of(indicator.short_label), texts(name), *cells])
    return rows


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


def _head(report: ScenarioReport) -> dict[str, str]:
    basis = report.basis
    day = report.formats.day(basis.as_of)
    return {"release": basis.release, "as_of": day, "version": MODEL_VERSION, "data": basis.data}


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


def report_json(report: ScenarioReport, refused: Sequence[Refused]) -> dict[str, object]:
    """The same for another program, with the settings that were refused."""
    basis, texts, formats = report.basis, report.formats.texts, report.formats
    goals = []
    for id in report.context.plan.goal_ids:
        goal, path = basis.goal(id), report.outcome.path(id)
        better = report.context.plan.indicator(id).better
        first = None if path is None or goal is None else year_reached(basis, path, goal, better)
        goals.append(
            {
                "indicator": id,
                "goal": None if goal is None else goal.value,
                "target_year": None if goal is None else goal.target_year,
                "reached_in": first if first is not None and first <= report.until else None,
                "sentence": _sentence(report, id),
                "scenario": _by_year(path, report.until),
                "current_course": _by_year(report.current.path(id), report.until),
            }
        )
    return {
        **_head(report),
        "illustrative": report.context.tag(*READ_DATASETS) is not None,
        "filled": filling_sentence(report.context),
        "in_part": list(part_notes(basis, report.context)),
        "parameters": link_parameters(basis, report.values),
        "changed": [
            {"id": id, "unit": basis.lever(id).unit.value, "from": basis.lever(id).default, "to": value}
            for id, value in basis.moved(report.values).items()
        ],
        "refused": [
            {"id": refusal.id, "value": refusal.text, "why": refusal_sentence(refusal, texts, formats)}
            for refusal in refused
        ],
        "goals": goals,
        "gaps": [{"part": gap.group.value, "why": gap_sentence(gap, texts)} for gap in basis.gaps],
    }


def _by_year(path: Path | None, until: int) -> dict[str, float]:
    if path is None:
        return {}
    pairs = zip(path.years, path.values[:, 0].tolist(), strict=True)
    return {str(year): value for year, value in pairs if year <= until}
