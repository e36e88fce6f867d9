"""The course of one threshold of one school over the years, and what earlier releases said of it."""

from __future__ import annotations

from collections.abc import Mapping

from core.conditions.school_verdicts import CellState, JudgedCell, JudgedSchool
from core.context import Context
from core.figures import lines
from core.figures.lines import LineSeries
from core.figures.palette import GOAL
from core.panels.cells import dash, words, year_cell
from core.panels.conditions.choices import ALL, Choices
from core.panels.conditions.judged_schools import judged_of_release
from core.panels.conditions.matrix_panel import DATASETS, nothing
from core.panels.conditions.quantities import asked, margin, number, parts_in_words, state_words, with_unit
from core.panels.conditions.school.find_school import Unit
from core.panels.conditions.school.one_school import choices_for, judged_of, school_parameters
from core.panels.pages.release_changes import earlier
from core.panels.panel import Cell, Column, Panel, Table
from core.plan.indicators import MeasureUnit
from core.plan.standards import Comparison
from core.text_ids.judgement import SCHOOL_CLASS_TEXT

PANEL = "school_course"
MOST_RELEASES = 12
"""Earlier releases that are compared."""


def column_shown(school: JudgedSchool | None, choices: Choices) -> str | None:
    """The column asked for; else the one nearest to failing, or furthest below. None where nothing can be judged."""
    if choices.column != ALL:
        return choices.column
    cells = () if school is None else school.cells
    degrees = [(part, cell.threshold.item) for cell in cells if (part := degree(cell)) is not None]
    return min(degrees)[1] if degrees else None


def degree(cell: JudgedCell) -> float | None:
    """How far a threshold is met: 1 at the threshold, more where there is something to spare; None where unknown or
    where the standard says "about"."""
    value, threshold = cell.value, cell.threshold
    if value is None and cell.state is CellState.FAILS:
        return 0.0  # nobody for what is asked
    if value is None or cell.unread or threshold.comparison is Comparison.ABOUT or not threshold.value:
        return None
    if threshold.comparison is Comparison.AT_LEAST:
        return value / threshold.value
    return threshold.value / value if value else None


def course_panel(context: Context, address: Mapping[str, str]) -> Panel:
    """One row a year: value, threshold, margin, class, and what earlier releases gave otherwise."""
    choices, unit = choices_for(context, address)
    if choices is None or unit is None:
        return nothing(PANEL, context, choices, of_school=unit is None)
    school, history = judged_of(context, choices, unit)
    item = column_shown(school, choices)
    cells = {year: (of, cell) for year, of in sorted(history.items()) if item and (cell := of.cell(item)) is not None}
    if not cells:
        return nothing(PANEL, context, choices)
    texts = context.texts
    label = texts.of(next(iter(cells.values()))[1].threshold.label)
    return Panel(
        id=PANEL,
        headline=_headline(label, cells, context),
        subtitle=context.subtitle(texts("conditions.course.measure", column=label), "%"),
        figure=lines(
            _series(cells, context),
            MeasureUnit.SHARE,
            context.formats,
            context.canvas(240),
            tag=context.tag(*DATASETS),
        ),
        alt=texts("conditions.course.alt", column=label, name=texts.of(unit.name)),
        source=context.source(*DATASETS),
        rows_of=DATASETS,
        table=_table(cells, unit, choices, item or "", context),
        notes=_notes(cells, context),
        illustrative=context.tag(*DATASETS) is not None,
        choices=(*(pair for pair in school_parameters(choices, unit) if pair[0] != "column"), ("column", item or "")),
    )


Cells = Mapping[int, tuple[JudgedSchool, JudgedCell]]


def _headline(label: str, cells: Cells, context: Context) -> str:
    texts = context.texts
    known = [(year, cell) for year, (_, cell) in cells.items() if cell.value is not None or cell.parts is not None]
    if not known:
        return texts("conditions.course.none", column=label)
    (first, before), (last, now) = known[0], known[-1]
    values = {
        "column": label,
        "last": context.formats.year(last),
        "value": _value(now, context),
        "state": state_words(now, context),
    }
    if first == last or (before.threshold, before.unread) != (now.threshold, now.unread):
        return texts("conditions.course.one", **values)
    return texts(
        "conditions.course.headline", **values, first=context.formats.year(first), before=_value(before, context)
    )


def _with_unit(cell: JudgedCell, context: Context) -> str:
    return with_unit(number(cell.value or 0.0, cell.threshold, context.formats), cell.threshold, context)


def _series(cells: Cells, context: Context) -> list[LineSeries]:
    """A line for each class the school was in, never joined; and the threshold itself at 100 %."""
    texts = context.texts
    runs: list[tuple[str, float | None, list[tuple[int, float | None]], set[int]]] = []
    for year, (school, cell) in cells.items():
        if not runs or runs[-1][:2] != (school.school_class, _asked_value(cell)):
            runs.append((school.school_class, _asked_value(cell), [], set()))
        runs[-1][2].append((year, degree(cell)))
        if school.provisional:
            runs[-1][3].add(year)
    several = len(runs) > 1
    series = [
        LineSeries(
            texts(SCHOOL_CLASS_TEXT[of]) if several and of in SCHOOL_CLASS_TEXT else texts("conditions.course.school"),
            tuple(points),
            frozenset(provisional),
        )
        for of, _, points, provisional in runs
    ]
    years = list(cells)
    line = tuple((year, 1.0) for year in years)
    return [*series, LineSeries(texts("conditions.course.threshold"), line, dash="dash", colour=GOAL)]


def _asked_value(cell: JudgedCell) -> float | None:
    return None if cell.unread else cell.threshold.value


def _notes(cells: Cells, context: Context) -> tuple[str, ...]:
    notes = [context.texts("conditions.course.note")]
    if len({(school.school_class, _asked_value(cell)) for school, cell in cells.values()}) > 1:
        notes.append(context.texts("conditions.course.break"))
    return tuple(notes)


def _table(cells: Cells, unit: Unit, choices: Choices, item: str, context: Context) -> Table:
    names = ("year", "measured", "threshold", "margin", "state", "school_class", "earlier")
    texts = context.texts
    columns = tuple(Column(name, texts(f"column.{name}"), name == "year") for name in names)
    others = _earlier_values(unit, choices, item, context)
    return Table(
        columns,
        tuple(_row(year, *cells[year], others.get(year, {}), context) for year in sorted(cells, reverse=True)),
    )


def _row(
    year: int, school: JudgedSchool, cell: JudgedCell, others: Mapping[str, JudgedCell], context: Context
) -> tuple[Cell, ...]:
    texts = context.texts
    said = [
        texts("conditions.course.earlier", release=release, value=_value(other, context))
        for release, other in others.items()
        if (other.value, other.parts) != (cell.value, cell.parts)
    ]
    return (
        year_cell(year),
        words(_value(cell, context)),
        words(asked(cell, context)),
        words(margin(cell, context, units=True) or "—"),
        words(state_words(cell, context)),
        words(texts(SCHOOL_CLASS_TEXT[school.school_class]) if school.school_class in SCHOOL_CLASS_TEXT else "—"),
        words(texts.listed(said)) if said else dash(),
    )


def _value(cell: JudgedCell, context: Context) -> str:
    """The value with its unit; with nobody to divide by both sides, else why there is none."""
    if cell.value is not None:
        return _with_unit(cell, context)
    return state_words(cell, context) if cell.parts is None else parts_in_words(cell, context)


def _earlier_values(unit: Unit, choices: Choices, item: str, context: Context) -> dict[int, dict[str, JudgedCell]]:
    """What earlier releases said of the column, by year and release, newest release first."""
    values: dict[int, dict[str, JudgedCell]] = {}
    for release in earlier(context)[:MOST_RELEASES]:
        for school in judged_of_release(context, choices.standard, release, unit.id):
            cell = school.cell(item)
            if cell is not None and cell.state is not CellState.NOT_COLLECTED:
                values.setdefault(school.year, {})[release.id] = cell
    return values
