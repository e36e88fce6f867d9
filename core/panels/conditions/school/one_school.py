"""One school against a standard: what it meets and lacks, what it can still take, and what became of it."""

from __future__ import annotations

from collections.abc import Mapping

from core.conditions.school_verdicts import CellState, JudgedCell, JudgedSchool, Verdict
from core.context import Context
from core.panels.cells import words
from core.panels.conditions.choices import Choices, choices_of
from core.panels.conditions.growth_panel import labels_of, needs_in_words, school_growth
from core.panels.conditions.judged_schools import judged_year, judged_years_of
from core.panels.conditions.looks import CELL_LIGHT
from core.panels.conditions.matrix_panel import DATASETS, nothing
from core.panels.conditions.quantities import asked, margin, number, state_words, with_unit
from core.panels.conditions.school.find_school import Unit, unit_meant, units_of
from core.panels.conditions.text_ids import VERDICT_TEXT
from core.panels.panel import Cell, Column, Panel, Table
from core.plan.standards import Standard
from core.text_ids.judgement import SCHOOL_CLASS_TEXT

PANEL = "school_conditions"


def school_parameters(choices: Choices, unit: Unit) -> tuple[tuple[str, str], ...]:
    """What an address must carry to show this school again."""
    return (*choices.parameters, ("school", unit.id))


def choices_for(context: Context, address: Mapping[str, str]) -> tuple[Choices | None, Unit | None]:
    """The choices and the school of an address; where it names no standard, the first with thresholds for its class."""
    choices, unit = choices_of(context, address), unit_meant(context, address.get("school", ""))
    if choices is None or unit is None or address.get("standard"):
        return choices, unit
    history = judged_years_of(context, choices.standard, unit.id).get(unit.id, {})
    if not history or history[max(history)].verdict is not Verdict.NO_THRESHOLDS:
        return choices, unit
    school_class = history[max(history)].school_class
    fitting = next((one for one in context.plan.standards if one.thresholds_for(school_class)), None)
    if fitting is None:
        return choices, unit
    return choices_of(context, {**address, "standard": fitting.id}), unit


def judged_of(context: Context, choices: Choices, unit: Unit) -> tuple[JudgedSchool | None, Mapping[int, JudgedSchool]]:
    """The school in the year asked for, else in the district's year, else in its own newest year with any value; and
    in every year."""
    history = judged_years_of(context, choices.standard, unit.id).get(unit.id, {})
    if choices.year is not None:
        return history.get(choices.year), history
    district = judged_year(context, choices.standard)
    years = [] if district is None else [district.year]
    years += sorted(history, reverse=True)
    return next((history[year] for year in years if year in history and _has_values(history[year])), None), history


def _has_values(school: JudgedSchool) -> bool:
    return any(cell.value is not None for cell in school.cells) or bool(school.amounts)


def school_panel(context: Context, address: Mapping[str, str]) -> Panel:
    """One row a threshold of the school, failing ones first; what it can take and what became of it are notes."""
    choices, unit = choices_for(context, address)
    if choices is None or unit is None:
        return nothing(PANEL, context, choices, of_school=unit is None)
    texts = context.texts
    school, _ = judged_of(context, choices, unit)
    name = texts.of(unit.name)
    standard = texts.of(choices.standard.title)
    return Panel(
        id=PANEL,
        headline=texts("conditions.school.no_conditions", name=name)
        if school is None
        else _headline(school, name, standard, context),
        subtitle=context.subtitle(
            texts("conditions.matrix.measure", standard=standard), texts("conditions.matrix.unit")
        ),
        source=context.source(*DATASETS, year=None if school is None else school.year),
        rows_of=DATASETS,
        table=_table(school, unit, choices, context),
        notes=(*_notes(school, choices, context), *fate(unit, context)),
        illustrative=context.tag(*DATASETS) is not None,
        choices=school_parameters(choices, unit),
    )


def _headline(school: JudgedSchool, name: str, standard: str, context: Context) -> str:
    texts = context.texts
    values = {"name": name, "standard": standard, "year": context.formats.year(school.year)}
    if school.verdict is not Verdict.FAILS:
        return texts("conditions.school.verdict", **values, verdict=texts(VERDICT_TEXT[school.verdict]))
    failing = [
        texts(
            "conditions.school.failing",
            column=texts.of(cell.threshold.label),
            margin=margin(cell, context, units=True),
        )
        for cell in school.failing
    ]
    return texts("conditions.school.fails", **values, failing=texts("conditions.school.separator").join(failing))


def _notes(school: JudgedSchool | None, choices: Choices, context: Context) -> list[str]:
    """Class, and how far the school can grow."""
    if school is None:
        return []
    texts, standard = context.texts, choices.standard
    notes = []
    if school.school_class in SCHOOL_CLASS_TEXT:
        notes.append(texts("conditions.school.class", school_class=texts(SCHOOL_CLASS_TEXT[school.school_class])))
    if any(cell.state in (CellState.UNKNOWN,) for cell in school.cells):
        notes.append(texts("conditions.school.unknown_note"))
    return [*notes, *growth_sentences(school, standard, choices.more, context)]


def growth_sentences(school: JudgedSchool, standard: Standard, more: int, context: Context) -> list[str]:
    """How many more students a school can take and what decides that; what so many more would break or need."""
    found, texts, labels = school_growth(context, standard, school, more), context.texts, labels_of(standard, context)
    if found is None or found.room is None:
        return []
    plain = context.formats.plain
    binding = texts.listed(labels[column.item] for column in found.binding)
    room = found.room
    size = {"students": plain(abs(room)), "count": abs(room), "now": plain(found.students), "binding": binding}
    unknown = texts.listed(labels[item] for item in found.unknown)
    if room < 0:
        sentences = [texts("conditions.school.too_many", **size)]
    elif found.is_at_most:
        unlimited = texts.listed(labels[item] for item in found.unknown_limits)
        sentences = [texts("conditions.school.room_at_most", **size, unknown=unlimited)]
    else:
        sentences = [texts("conditions.school.room", **size)]
    needs = needs_in_words(found.columns, labels, context)
    if found.broken:
        broken = texts.listed(labels[column.item] for column in found.broken)
        sentences.append(texts("conditions.school.more_breaks", more=plain(more), columns=broken, needs=needs))
    elif needs:
        sentences.append(texts("conditions.school.more_needs", more=plain(more), needs=needs))
    elif unknown:
        sentences.append(texts("conditions.school.more_unknown", more=plain(more), unknown=unknown))
    else:
        sentences.append(texts("conditions.school.more_fits", more=plain(more)))
    return sentences


def fate(unit: Unit, context: Context) -> list[str]:
    """When a unit ended, into which it was merged, and which were merged into it."""
    texts, units = context.texts, units_of(context.returns)
    into = {merger.unit: merger.into for merger in context.snapshot.successors}
    sentences = []
    if unit.until is not None and unit.until < context.as_of:
        successor = units.get(into.get(unit.id, ""))
        values = {"name": texts.of(unit.name), "day": context.formats.day(unit.until)}
        if successor is None:
            sentences.append(texts("conditions.school.ended", **values))
        else:
            sentences.append(texts("conditions.school.merged", **values, successor=texts.of(successor.name)))
    before = [texts.of(units[one].name) for one, other in into.items() if other == unit.id and one in units]
    if before:
        sentences.append(texts("conditions.school.took_over", names=texts.listed(before)))
    return sentences


_ORDER = (
    *(CellState.FAILS, CellState.UNKNOWN, CellState.MEETS, CellState.NOT_ASKED),
    *(CellState.UNVERIFIED, CellState.NOT_COLLECTED),
)


def _table(school: JudgedSchool | None, unit: Unit, choices: Choices, context: Context) -> Table:
    names = ("item", "state", "measured", "threshold", "margin")
    columns = tuple(Column(name, context.texts(f"column.{name}")) for name in names)
    if school is None:
        return Table(columns, ())
    cells = sorted(school.cells, key=lambda cell: (not cell.decides, _ORDER.index(cell.state)))
    return Table(columns, tuple(_row(cell, unit, choices, context) for cell in cells))


def _row(cell: JudgedCell, unit: Unit, choices: Choices, context: Context) -> tuple[Cell, ...]:
    threshold = cell.threshold
    value = "—" if cell.value is None else with_unit(number(cell.value, threshold, context.formats), threshold, context)
    label = context.texts.of(threshold.label)
    return (
        words(label),
        words(f"{CELL_LIGHT[cell.state].shape} {state_words(cell, context)}"),
        words(value),
        words(asked(cell, context)),
        words(margin(cell, context, units=True) or "—"),
    )
