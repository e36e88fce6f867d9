"""The panel that says why a goal is missed, or is behind its path: a waterfall of the parts that make the gap."""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal
from functools import lru_cache

from core.assess_release import assessment_of, standard_of
from core.assessment import Contribution, Status, Waterfall, close_waterfall
from core.context import Context
from core.datasets import DATASETS
from core.figures import Figure, waterfall
from core.figures.waterfall import FloatingBar, Level
from core.panels.bars import bar_canvas
from core.panels.cells import words
from core.panels.judgement.definition_card import card
from core.panels.judgement.words import column_unit, unit_name
from core.panels.missing_value_notes import suppressed_in_points
from core.panels.panel import Cell, Column, Panel, Table
from core.panels.why import cohorts, heads, projects, shares
from core.panels.why.gap import Explanation, Gap, gap_of
from core.queries.provenance import source_files, source_rows

PANEL, BY_COHORTS = "why", "why_cohorts"
MOST = 12
"""Parts with a bar of their own; the smaller ones stand together."""
NAMED = 3
"""Parts that the finding names, the largest first."""
_Explain = Callable[[Context, Gap], Explanation | None]
_EXPLAIN: dict[str, tuple[_Explain, tuple[str, ...]]] = {
    "colleges": (projects.colleges_not_open, ("colleges",)),
    "college_students": (heads.students_against_places, ("college_enrolment", "colleges")),
    "secondary_vocational_enrolment": (heads.growth_of_schools, ("enrolment",)),
    "vocational_share": (shares.vocational_against_general, ("enrolment",)),
    "dual_qualified_share": (shares.dual_qualified_by_school, ("teachers",)),
    "training_person_times": (heads.growth_of_groups, ("training",)),
    "training_persons": (heads.growth_of_groups, ("training",)),
}
"""How the gap of an indicator is taken apart, and the datasets that say so; any other has milestones or nothing."""
_EXPLAIN_BY_COHORTS: dict[str, _Explain] = {
    "secondary_vocational_enrolment": cohorts.growth_of_cohorts,
    "vocational_share": cohorts.share_of_cohorts,
}
"""How it is taken apart by the years in which students entered."""


def is_made_for(indicator_id: str, panel_id: str) -> bool:
    """Whether a panel takes the gap of an indicator apart: that by cohorts only what counts students."""
    return panel_id == PANEL or indicator_id in _EXPLAIN_BY_COHORTS


def why_panels(context: Context, *indicator_ids: str) -> tuple[Panel, ...]:
    """The panels of each of these goals that is missed or behind its path, as far as its gap can be taken apart."""
    panels = (_panel_of(context, id, panel) for id in indicator_ids for panel in (PANEL, BY_COHORTS))
    return tuple(panel for panel in panels if panel is not None)


def why_panel(context: Context, indicator_id: str, panel_id: str = PANEL) -> Panel:
    """One panel of a goal, `PANEL` or `BY_COHORTS`; an empty one where nothing is missing or can be told apart."""
    panel = _panel_of(context, indicator_id, panel_id)
    if panel is not None:
        return panel
    texts, assessment = context.texts, assessment_of(context, indicator_id)
    label = texts.of(assessment.indicator.short_label)
    unknown = "why.unknown" if panel_id == PANEL else "why.unknown_cohorts"
    latest, headline = assessment.latest, texts("why.nothing" if gap_of(assessment) is None else unknown, label=label)
    if latest is not None and not latest.is_start and assessment.status is not Status.MET:
        headline = texts("why.lower_bound", label=label, year=context.formats.year(latest.year))
    return Panel(
        id=panel_id,
        headline=headline,
        subtitle=context.subtitle(texts("why.measure"), unit_name(assessment.indicator, context)),
        source=context.source(*_datasets(indicator_id, panel_id, context)),
        table=Table((), ()),
        card=card(assessment, context),
        illustrative=assessment.illustrative,
        choices=(("indicator", indicator_id),),
    )


# Kept, since the parts of a gap are looked for school by school; they follow from release and plan alone.
@lru_cache(maxsize=64)
def _panel_of(context: Context, indicator_id: str, panel_id: str) -> Panel | None:
    assessment = assessment_of(context, indicator_id)
    gap = gap_of(assessment)
    if gap is None:
        return None
    explanation, datasets = _explanation(context, gap, panel_id), _datasets(indicator_id, panel_id, context)
    if explanation is None or not explanation.parts:
        return None
    years = tuple(year for _, year in explanation.numbers)
    tag = context.tag(*datasets, **({"year": years} if years else {}))
    observed = [assessment_of(context, id).at(year) for id, year in explanation.numbers]
    step = 10.0 ** -(_digits(gap, context) + (2 if gap.indicator.unit.is_share else 0))
    closed = close_waterfall(gap.due, gap.value, _ranked(explanation, gap, context), step)
    headline = _headline(closed, gap, context)
    return Panel(
        id=panel_id,
        headline=headline,
        subtitle=context.subtitle(_measure(gap, panel_id, context), unit_name(gap.indicator, context)),
        figure=_figure(closed, gap, context, tag),
        alt=headline,
        table=_table(closed, gap, context),
        source=_source(explanation, datasets, context),
        rows_of=datasets,
        notes=(*explanation.notes, *suppressed_in_points([point for point in observed if point is not None], context)),
        card=card(assessment, context),
        indicator=gap.indicator,
        goal=assessment.goal,
        illustrative=tag is not None,
        choices=(("indicator", indicator_id),),
        place=f"{panel_id}_{indicator_id}",
    )


def _datasets(indicator_id: str, panel_id: str, context: Context) -> tuple[str, ...]:
    """The datasets that say how the gap of an indicator is made up."""
    if panel_id == BY_COHORTS:
        return ("enrolment",)
    if indicator_id in _EXPLAIN:
        return _EXPLAIN[indicator_id][1]
    return ("milestones",) if standard_of(context, indicator_id) is None else ("conditions", "teachers")


def _explanation(context: Context, gap: Gap, panel_id: str) -> Explanation | None:
    """How the gap is made up; None when that cannot be told."""
    id = gap.indicator.id
    if panel_id == BY_COHORTS:
        explain_by = _EXPLAIN_BY_COHORTS.get(id)
        return None if explain_by is None else explain_by(context, gap)
    if id in _EXPLAIN:
        return _EXPLAIN[id][0](context, gap)
    standard = standard_of(context, id)
    if standard is not None:
        return projects.schools_below_standard(context, gap, standard)
    return projects.projects_not_done(context, gap)


def _source(explanation: Explanation, datasets: tuple[str, ...], context: Context) -> str:
    """The source line of exactly the rows that make the parts: those of their numbers, and those that have no years."""
    files: list[str] = []
    for id, year in explanation.numbers:
        rows = source_rows(context.returns, id, year, by_standard=standard_of(context, id) is not None)
        files += [file for file in rows["source_file"] if file]
    for dataset in datasets:
        if "year" not in DATASETS[dataset].schema.names:
            files += source_files(context.returns, dataset)
    years = tuple(year for _, year in explanation.numbers)
    return context.source_of(files, *datasets, **({"year": years} if years else {}))


def _measure(gap: Gap, panel_id: str, context: Context) -> str:
    """What is shown: from the goal, or the path's value of the year, to what is there, part by part or by cohorts."""
    if panel_id == BY_COHORTS:
        return context.texts("why.measure_goal_cohorts" if gap.is_goal else "why.measure_path_cohorts")
    return context.texts("why.measure_goal" if gap.is_goal else "why.measure_path")


def _ranked(explanation: Explanation, gap: Gap, context: Context) -> list[Contribution]:
    """The parts that make the gap first, the largest on top; the smallest of many together."""
    sign = -1 if gap.value < gap.due else 1
    parts = list(explanation.parts)
    if len(parts) > MOST:
        parts.sort(key=lambda part: -abs(part.value))
        small = parts[MOST - 1 :]
        name = context.texts("why.rest.small", count=len(small), number=len(small))
        parts = [*parts[: MOST - 1], Contribution(name, sum(part.value for part in small))]
    return sorted(parts, key=lambda part: -sign * part.value)


def _headline(closed: Waterfall, gap: Gap, context: Context) -> str:
    """By how much, and the parts that make most of it; what they and the rest add up to is that."""
    texts, formats, unit = context.texts, context.formats, gap.indicator.unit
    shown = formats.comparison(gap.value, gap.due, unit)
    named = [(part, size) for part, size in closed.parts if (size < 0) is (closed.change < 0)][:NAMED]
    rest = closed.change - sum(size for _, size in named)
    clauses = [
        texts("why.part_gone" if part.is_gone else "why.part", name=part.name, change=_signed(size, gap, context))
        for part, size in named
    ]
    if rest:
        clauses.append(texts("why.rest", change=_signed(rest, gap, context)))
    return texts(
        "why.headline_goal" if gap.is_goal else "why.headline_path",
        year=formats.year(gap.year),
        label=texts.of(gap.indicator.short_label),
        value=formats.with_unit(shown.value, unit),
        due=formats.with_unit(shown.other, unit),
        gap=shown.difference,
        parts=texts.listed(clauses),
    )


def _digits(gap: Gap, context: Context) -> int:
    """The decimals of the difference in the finding, to which every part is rounded."""
    return context.formats.comparison(gap.value, gap.due, gap.indicator.unit).digits


def _signed(size: Decimal, gap: Gap, context: Context) -> str:
    """A part with its sign and unit: −3.2 points, +12 people."""
    formats, unit = context.formats, gap.indicator.unit
    sign, digits = "+" if size > 0 else "−", _digits(gap, context)
    if unit.is_share:
        return sign + context.texts("unit.points", number=formats.plain(float(abs(size) * 100), digits, trim=True))
    return sign + formats.with_unit(formats.plain(float(abs(size)), digits, trim=True), unit)


def _short(size: Decimal, gap: Gap, context: Context) -> str:
    """A part with its sign beside its bar: the unit of a count stands over the figure."""
    if gap.indicator.unit.is_share:
        return _signed(size, gap, context)
    return ("+" if size > 0 else "−") + context.formats.plain(float(abs(size)), _digits(gap, context), trim=True)


def _levels(closed: Waterfall, gap: Gap, context: Context) -> tuple[Level, Level]:
    """What was due and what is there, as the marks of the figure."""
    texts, formats, unit = context.texts, context.formats, gap.indicator.unit
    shown = formats.comparison(gap.value, gap.due, unit)
    name = texts("why.goal" if gap.is_goal else "why.path", year=formats.year(gap.year))
    return (
        Level(name, float(closed.start), formats.with_unit(shown.other, unit), goal=True),
        Level(
            texts("why.observed", year=formats.year(gap.year)),
            float(closed.end),
            formats.with_unit(shown.value, unit),
        ),
    )


def _figure(closed: Waterfall, gap: Gap, context: Context, tag: str | None) -> Figure:
    start, end = _levels(closed, gap, context)
    bars = [
        FloatingBar(part.name, float(size), _signed(size, gap, context), _short(size, gap, context))
        for part, size in closed.parts
    ]
    canvas = bar_canvas(len(bars) + 2, context)
    return waterfall(start, bars, end, gap.indicator.unit, context.formats, canvas, tag=tag)


def _table(closed: Waterfall, gap: Gap, context: Context) -> Table:
    """The goal, a row a part with where it leads to, and what is there."""
    texts, unit = context.texts, column_unit(gap.indicator, context)
    points = texts("unit_name.points") if gap.indicator.unit.is_share else unit
    start, end = _levels(closed, gap, context)
    rows = [(words(start.name), Cell("—", None), _number(closed.start, gap, context), words("—"))]
    level = closed.start
    for part, size in closed.parts:
        level += size
        rows.append(
            (
                words(part.name),
                _number(size, gap, context),
                _number(level, gap, context),
                words(part.detail or "—"),
            )
        )
    rows.append((words(end.name), Cell("—", None), _number(closed.end, gap, context), words("—")))
    return Table(
        (
            Column("part", texts("why.column.part")),
            Column("change", texts("why.column.change", unit=points), True),
            Column("level", texts("why.column.level", unit=unit), True),
            Column("detail", texts("why.column.detail")),
        ),
        tuple(rows),
    )


def _number(size: Decimal, gap: Gap, context: Context) -> Cell:
    """A number of the table: a share as percent, with the decimals of the finding."""
    share = gap.indicator.unit.is_share
    digits = _digits(gap, context)
    shown = context.formats.plain(float(size * 100 if share else size), digits)
    return Cell(shown, float(shown.replace(",", "")) if digits else int(shown.replace(",", "")))
