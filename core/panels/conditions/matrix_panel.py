"""Schools by thresholds as a panel: the finding for the district, what decides, and the rows that are downloaded."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import replace

from core.conditions.school_verdicts import CellState, JudgedCell, JudgedSchool, Verdict
from core.context import Context
from core.datasets import COLLEGE_CLASSES
from core.formats import agreeing_digits
from core.panels.cells import dash, words, year_cell
from core.panels.conditions.choices import ALL, Choices, Selection, choices_of, selection
from core.panels.conditions.judged_schools import INDICATOR, JudgedYear, judged_year, monitored_only, years
from core.panels.conditions.quantities import amount, asked, name_of, state_words
from core.panels.conditions.text_ids import VERDICT_TEXT
from core.panels.kept import kept
from core.panels.panel import Cell, Column, Panel, Table
from core.panels.rows import first_names, names_of_units
from core.plan.standards import Standard, ThresholdUnit
from core.queries.schools.school_conditions import schools_with_students
from core.text_ids.datasets import OWNERSHIP_TEXT
from core.text_ids.judgement import SCHOOL_CLASS_TEXT, THRESHOLD_UNIT_TEXT

DATASETS = ("conditions", "teachers")
PANEL = "conditions_matrix"


@kept
def matrix_panel(context: Context, address: Mapping[str, str]) -> Panel:
    """The district's verdict, and every school and threshold that the filters leave, a row each."""
    choices = choices_of(context, address)
    chosen = None if choices is None else selection(context, choices)
    if choices is None or chosen is None:
        return nothing(PANEL, context, choices)
    return replace(matrix_head(chosen, context), table=_table(chosen, context))


def matrix_head(chosen: Selection, context: Context) -> Panel:
    """The same without its rows, which the page shows as a matrix."""
    judged, choices = chosen.judged, chosen.choices
    return Panel(
        id=PANEL,
        headline=headline(chosen, context),
        subtitle=context.subtitle(
            context.texts("conditions.matrix.measure", standard=context.texts.of(choices.standard.title)),
            context.texts("conditions.matrix.unit"),
        ),
        source=context.source(*DATASETS, year=judged.year),
        rows_of=DATASETS,
        table=Table((), ()),
        notes=_notes(chosen, context),
        illustrative=context.tag(*DATASETS, year=judged.year) is not None,
        choices=choices.parameters,
    )


def headline(chosen: Selection, context: Context) -> str:
    """The district's verdict; with filters, of how many schools the matrix speaks."""
    texts, judged, choices = context.texts, chosen.judged, chosen.choices
    everyone = len(judged.with_thresholds)
    nobody = sum(school.verdict is Verdict.MEETS and school.has_no_students for school in judged.schools)
    values = {
        "year": context.formats.year(judged.year),
        "standard": texts.of(choices.standard.title),
        "schools": schools_in_words(everyone, choices.standard, context),
        "number": everyone,
    }
    if not everyone:
        sentence = texts("conditions.headline.none", **values)
    else:
        sentence = texts(
            "conditions.headline.verdict",
            **values,
            meets=judged.count(Verdict.MEETS),
            nobody=texts("conditions.headline.no_students", count=nobody) if nobody else "",
            fails=judged.count(Verdict.FAILS),
            unknown=judged.count(Verdict.UNKNOWN),
        )
    sentence = of_those_known(sentence, chosen, context)
    if len(chosen.schools) != everyone:
        shown = texts("conditions.headline.shown", count=len(chosen.schools))
        return texts.joined((sentence, shown))
    return sentence


def of_those_known(headline: str, chosen: Selection, context: Context, *, is_all: bool = True) -> str:
    """The headline of a panel over the schools shown; that it speaks of those that reported only, where others may be
    there of whom nobody knows, or `is_all` says that it does not speak of all."""
    if is_all and not chosen.judged.is_open:
        return headline
    return context.texts("headline.of_part", headline=headline)


def schools_in_words(number: int, standard: Standard, context: Context) -> str:
    """So many schools, or colleges, in words."""
    if standard.is_for_colleges:
        return context.texts("conditions.colleges", count=number)
    return context.texts("conditions.schools", count=number)


def _notes(chosen: Selection, context: Context) -> tuple[str, ...]:
    texts, standard, judged = context.texts, chosen.choices.standard, chosen.judged
    notes = []
    if monitored_only(context, standard):
        notes.append(texts("conditions.note.as_goal", label=context.called(INDICATOR)))
    notes += _newer_years(judged, standard, context)
    notes += _without_conditions(judged, standard, context)
    notes += _without_thresholds(judged, standard, context)
    notes += _reasons(judged, context)
    notes += _deciding_nothing(chosen, context)
    if not standard.is_for_colleges:
        notes.append(texts("conditions.note.scope", scope=texts.of(standard.scope)))
    if standard.gaps:
        notes.append(
            texts(
                "conditions.note.gaps",
                gaps=texts.joined(f"{texts.of(gap)}{texts('conditions.stop')}" for gap in standard.gaps),
            )
        )
    return tuple(dict.fromkeys(notes))


def _newer_years(judged: JudgedYear, standard: Standard, context: Context) -> list[str]:
    """The years after the one shown of which only a part of the schools can be judged: a part is never the whole."""
    notes = []
    for year in years(context):
        newer = judged_year(context, standard, year) if year > judged.year else None
        if newer is not None and not newer.is_whole:
            known = len(newer.with_thresholds) - newer.count(Verdict.UNKNOWN)
            values = {"year": context.formats.year(year), "known": known, "number": len(newer.with_thresholds)}
            notes.append(context.texts("conditions.note.newer", **values))
    return notes


def _without_conditions(judged: JudgedYear, standard: Standard, context: Context) -> list[str]:
    """The vocational schools that reported students of the year and no conditions: nobody judges them. Colleges are
    among those that cannot be said."""
    if standard.is_for_colleges:
        silent = [name_of(school, context) for school in judged.schools if _sent_nothing(school)]
        if not silent:
            return []
        listed = first_names(silent, context)
        return [context.texts("conditions.note.silent_colleges", count=len(silent), names=listed)]
    frame = schools_with_students(context.returns, judged.year)
    known = {school.unit_id for school in judged.schools}
    names = list(names_of_units(frame[~frame["unit_id"].isin(known)], context).values())
    if not names:
        return []
    return [context.texts("conditions.note.no_conditions", count=len(names), names=first_names(names, context))]


def _sent_nothing(school: JudgedSchool) -> bool:
    """Whether there is no value, nor a reason why one is absent."""
    return not school.amounts and all(cell.reason is None for cell in school.cells)


def _without_thresholds(judged: JudgedYear, standard: Standard, context: Context) -> list[str]:
    """The schools for whose class the standard has no thresholds, by class and by name; colleges beside a standard of
    schools, and schools beside one of colleges, are none of its schools and not named."""
    texts = context.texts
    by_class: dict[str, list[str]] = {}
    for school in judged.schools:
        is_other = (school.school_class in COLLEGE_CLASSES) is not standard.is_for_colleges
        if school.verdict is Verdict.NO_THRESHOLDS and not is_other:
            by_class.setdefault(school.school_class, []).append(name_of(school, context))
    return [
        texts(
            "conditions.note.no_thresholds",
            standard=texts.of(standard.title),
            school_class=texts(SCHOOL_CLASS_TEXT[school_class]) if school_class in SCHOOL_CLASS_TEXT else school_class,
            count=len(names),
            names=first_names(names, context),
        )
        for school_class, names in by_class.items()
    ]


def _reasons(judged: JudgedYear, context: Context) -> list[str]:
    """How many values are not known, by reason."""
    counts: Counter[str] = Counter()
    for school in judged.with_thresholds:
        counts.update(
            state_words(cell, context) for cell in school.cells if cell.decides and cell.state is CellState.UNKNOWN
        )
    if not counts:
        return []
    parts = [context.texts("conditions.note.reason", reason=reason, number=count) for reason, count in counts.items()]
    return [context.texts("conditions.note.unknown", number=counts.total(), parts=context.texts.listed(parts))]


def _deciding_nothing(chosen: Selection, context: Context) -> list[str]:
    """The thresholds that are listed and decide nothing, with why."""
    texts = context.texts
    by_reason: dict[str, dict[str, None]] = {}
    for school in chosen.judged.with_thresholds:
        for cell in school.cells:
            label = texts.of(cell.threshold.label)
            if cell.state in (CellState.UNVERIFIED, CellState.NOT_COLLECTED):
                by_reason.setdefault(state_words(cell, context), {})[label] = None
            elif not cell.decides:
                by_reason.setdefault(texts("conditions.state.not_monitored"), {})[label] = None
    return [
        texts("conditions.note.deciding_nothing", reason=reason, columns=texts.listed(labels))
        for reason, labels in by_reason.items()
    ]


def _table(chosen: Selection, context: Context) -> Table:
    """Every school and threshold that the filters leave."""
    texts = context.texts
    names = ("year", "school", "school_class", "ownership", "verdict", "item", "value", "unit_name", "threshold")
    titles = {"value": texts("column.bare_value")}
    columns = tuple(
        Column(name, titles.get(name) or texts(f"column.{name}"), name in ("year", "value", "margin"))
        for name in (*names, "margin", "in_all", "state")
    )
    rows = []
    for school in chosen.schools:
        head = _head(school, chosen.judged, context)
        cells = [cell for cell in school.cells if chosen.choices.column in (ALL, cell.threshold.item)]
        rows += [(*head, *table_cells(cell, context)) for cell in cells]
        if not cells:
            rows.append((*head, *(dash() for _ in range(6)), words(texts(VERDICT_TEXT[school.verdict]))))
    return Table(columns, tuple(rows))


def _head(school: JudgedSchool, judged: JudgedYear, context: Context) -> tuple[Cell, ...]:
    texts, ownership = context.texts, judged.ownership.get(school.unit_id, "")
    return (
        year_cell(school.year),
        Cell(name_of(school, context), name_of(school, context), leads=()),
        words(texts(SCHOOL_CLASS_TEXT[school.school_class]) if school.school_class in SCHOOL_CLASS_TEXT else "—"),
        words(texts(OWNERSHIP_TEXT[ownership]) if ownership in OWNERSHIP_TEXT else "—"),
        words(texts(VERDICT_TEXT[school.verdict])),
    )


def table_cells(cell: JudgedCell, context: Context) -> tuple[Cell, ...]:
    """Item, value, unit, threshold, margin, the margin of the whole school, and what can be said."""
    texts, threshold = context.texts, cell.threshold
    is_share = threshold.unit is ThresholdUnit.SHARE
    in_all = ""
    if cell.in_all is not None and cell.resource is not None:
        in_all = ("−" if cell.in_all < 0 else "") + amount(cell.resource[1], abs(cell.in_all), context)
    return (
        words(texts.of(threshold.label)),
        _bare(cell.value, threshold.value, cell, context),
        words("%" if is_share else texts(THRESHOLD_UNIT_TEXT[threshold.unit])),
        words(asked(cell, context)),
        _bare(cell.margin, 0.0, cell, context),
        words(in_all or "—"),
        words(state_words(cell, context)),
    )


def _bare(value: float | None, other: float, cell: JudgedCell, context: Context) -> Cell:
    """A value or margin as a number of the unit of its column, with as many decimals as tell it from `other`; shares in
    percent, money in yuan."""
    if value is None:
        return dash() if cell.state is not CellState.UNKNOWN else Cell(state_words(cell, context), None, missing=True)
    scale = 100 if cell.threshold.unit is ThresholdUnit.SHARE else 1
    digits = agreeing_digits(value * scale, other * scale, 2)
    text = context.formats.plain(value * scale, digits, trim=True)
    bare = text.replace(",", "")
    return Cell(text.replace("-", "−"), float(bare) if "." in bare else int(bare))


def nothing(id: str, context: Context, choices: Choices | None, *, of_school: bool = False) -> Panel:
    """That there is no standard, that no school has reported conditions, or that no school of the release was named."""
    texts = context.texts
    if choices is None:
        reason = texts("conditions.headline.no_standard")
    else:
        reason = texts("conditions.headline.no_data", standard=texts.of(choices.standard.title))
    return Panel(
        id=id,
        headline=texts("conditions.headline.no_school") if of_school else reason,
        notes=() if choices is not None or of_school else (texts("conditions.no_standard_note"),),
        subtitle=context.subtitle(texts("conditions.matrix.plain_measure"), texts("conditions.matrix.unit")),
        source=context.source(*DATASETS),
        rows_of=DATASETS,
        table=Table((Column("school", texts("column.school")),), ()),
        choices=() if choices is None else choices.parameters,
    )
