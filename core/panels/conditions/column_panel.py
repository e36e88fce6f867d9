"""Which threshold fails most, and what all schools together lack of it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping

from core.conditions.school_verdicts import CellState, JudgedCell, JudgedSchool
from core.context import Context
from core.panels.cells import dash, words
from core.panels.conditions.choices import choices_of, selection
from core.panels.conditions.matrix_panel import DATASETS, nothing, of_those_known
from core.panels.conditions.quantities import amount, asked
from core.panels.panel import Cell, Column, Panel, Table
from core.published.schema import Qualifier
from core.text_ids.judgement import SCHOOL_CLASS_TEXT

PANEL = "conditions_columns"
_COUNTED = {
    "meets": CellState.MEETS,
    "fails": CellState.FAILS,
    "unknown": CellState.UNKNOWN,
    "not_asked": CellState.NOT_ASKED,
}
"""The columns that count schools, by what can be said of them."""


def column_panel(context: Context, address: Mapping[str, str]) -> Panel:
    """One row a threshold: how many of the schools shown meet it, fail it or cannot be judged, and what they lack."""
    choices = choices_of(context, address)
    chosen = None if choices is None else selection(context, choices)
    if choices is None or chosen is None:
        return nothing(PANEL, context, choices)
    texts = context.texts
    by_item: dict[tuple[str, float | None], list[JudgedCell]] = {}
    for school in chosen.schools:
        for cell in school.cells:
            value = None if cell.unread else cell.threshold.value
            by_item.setdefault((cell.threshold.item, value), []).append(cell)
    rows = sorted(by_item.values(), key=lambda cells: -_count(cells, CellState.FAILS))
    failing = [cells for cells in rows if _count(cells, CellState.FAILS) and cells[0].decides]
    most = [cells for cells in failing if _count(cells, CellState.FAILS) == _count(failing[0], CellState.FAILS)]
    return Panel(
        id=PANEL,
        headline=of_those_known(_headline(most, chosen.schools, context), chosen, context),
        subtitle=context.subtitle(
            texts("conditions.columns.measure", standard=texts.of(choices.standard.title)), texts("unit_name.schools")
        ),
        source=context.source(*DATASETS, year=chosen.judged.year),
        rows_of=DATASETS,
        table=_table(rows, context),
        illustrative=context.tag(*DATASETS, year=chosen.judged.year) is not None,
        choices=choices.parameters,
    )


def _headline(most: list[list[JudgedCell]], schools: tuple[JudgedSchool, ...], context: Context) -> str:
    """The columns failed most, or that none is, and of how many schools that cannot be said in full."""
    texts = context.texts
    if not schools:
        return texts("conditions.columns.empty")
    unknown = sum(any(cell.decides and cell.state is CellState.UNKNOWN for cell in school.cells) for school in schools)
    if most:
        sentence = texts(
            "conditions.columns.headline",
            columns=texts.listed(texts.of(cells[0].threshold.label) for cells in most),
            count=_count(most[0], CellState.FAILS),
        )
    elif not unknown:
        sentence = texts("conditions.columns.none")
    elif unknown < len(schools):
        sentence = texts("conditions.columns.none_of_judged", count=len(schools) - unknown)
    else:
        sentence = texts("conditions.columns.none_known")
    return sentence + texts("conditions.columns.unknown", count=unknown) if unknown else sentence


def _count(cells: list[JudgedCell], state: CellState) -> int:
    return sum(cell.state is state for cell in cells)


def _table(rows: list[list[JudgedCell]], context: Context) -> Table:
    names = ("item", "threshold", "meets", "fails", "unknown", "not_asked", "lacking")
    columns = tuple(Column(name, context.texts(f"column.{name}"), name in _COUNTED) for name in names)
    items = Counter(cells[0].threshold.item for cells in rows)
    return Table(columns, tuple(_row(cells, items[cells[0].threshold.item] > 1, context) for cells in rows))


def _row(cells: list[JudgedCell], by_class: bool, context: Context) -> tuple[Cell, ...]:
    first = cells[0]
    label = context.texts.of(first.threshold.label)
    if by_class and not first.unread:
        of_class = context.texts(SCHOOL_CLASS_TEXT[first.threshold.school_class])
        label = context.texts("named.with_detail", name=label, detail=of_class)
    counts = [_count(cells, state) for state in _COUNTED.values()]
    short = sum(-cell.in_all for cell in cells if cell.state is CellState.FAILS and cell.in_all is not None)
    lacking = "" if not short or first.resource is None else _lacking(cells, short, context)
    return (
        words(label),
        words(asked(first, context)),
        *(Cell(context.formats.plain(count), count) for count in counts),
        words(lacking) if lacking else dash(),
    )


def _lacking(cells: list[JudgedCell], short: int, context: Context) -> str:
    """What the failing schools lack together: at least that where others cannot be judged."""
    measure = next(cell.resource[1] for cell in cells if cell.resource is not None)
    shown = amount(measure, short, context)
    if _count(cells, CellState.UNKNOWN):
        return context.formats.with_qualifier(shown, Qualifier.AT_LEAST)
    return shown
