"""The page of training: person-times and persons kept apart, by target group, by type, and year on year."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from typing import Any

from core.assessment import Assessment
from core.context import Context
from core.datasets import TARGET_GROUPS, TRAINING_TYPES
from core.figures import grouped_bars, lines
from core.figures.bars import Part
from core.figures.lines import Line
from core.judgement import assessment_of
from core.panels.cells import (
    bar_canvas,
    cell,
    descending,
    index_by,
    known,
    newest_known,
    provisional,
    reason,
    share,
    suppressed,
)
from core.panels.judgement.goals import goal_panel
from core.panels.judgement.words import partial
from core.panels.pages.training_change import change
from core.panels.pages.training_outcomes import certificates, employment
from core.panels.panel import Cell, Column, Panel, Table
from core.plan.indicators import MeasureUnit
from core.queries import training

MEASURES = ("person_times", "persons")
"""A person who takes two courses is two person-times and one person: the two are never added or divided away."""


def person_times(context: Context) -> Panel:
    """Person-times trained, year by year, against the year before."""
    return _volume(context, "training_person_times")


def persons(context: Context) -> Panel:
    """Persons trained, year by year, against the year before."""
    return _volume(context, "training_persons")


def _volume(context: Context, indicator: str) -> Panel:
    panel = goal_panel(context, indicator, "training")
    if panel.goal is not None:  # a later plan may set one: then its verdict is the finding
        return panel
    assessment = assessment_of(context, indicator)
    return replace(
        panel,
        headline=_year_on_year(assessment, context),
        notes=(context.texts("training.kept_apart"), *partial(assessment.observed, context)),
    )


def _year_on_year(assessment: Assessment, context: Context) -> str:
    formats, texts = context.formats, context.texts
    indicator, latest = assessment.indicator, assessment.latest
    label = texts.of(indicator.short_label)
    if latest is None or latest.value is None:
        return texts("headline.nothing", label=label)
    said: dict[str, Any] = {
        "year": formats.year(latest.year),
        "mark": formats.provisional_mark(latest.provisional),
        "label": label,
        "value": formats.quantity(latest.value, indicator.unit),
    }
    before = assessment.at(latest.year - 1)
    if before is None or before.value is None:
        return texts("training.volume.alone", **said)
    said["previous"] = formats.year(before.year)
    difference = latest.value - before.value
    if not difference:
        return texts("training.volume.same", **said)
    said["change"] = formats.number(abs(difference), indicator.unit)
    relative = share(abs(difference), before.value)
    said["share"] = "—" if relative is None else formats.number(relative, MeasureUnit.SHARE)
    return texts("training.volume.more" if difference > 0 else "training.volume.fewer", **said)


def by_group(context: Context) -> Panel:
    """Person-times and persons side by side for every target group, newest year."""
    texts, formats = context.texts, context.formats
    frame = training.by_group(context.returns)
    newest = newest_known(frame)
    if newest is None:
        return _empty("training_groups", "training.groups.empty", "training.groups.measure", context)
    rows = index_by(frame, "year", "measure", "target_group")
    order = descending([known(rows.get((newest, "person_times", group))) for group in TARGET_GROUPS])
    groups = [TARGET_GROUPS[place] for place in order]
    names = {group: texts(f"target_group.{group}") for group in groups}
    parts = [
        Part(texts(f"measure.{measure}"), tuple(known(rows.get((newest, measure, group))) for group in groups))
        for measure in MEASURES
    ]
    missing = [
        texts(
            "training.absent",
            category=names[group],
            year=formats.year(newest),
            measure=texts(f"measure.{measure}"),
            reason=reason(rows.get((newest, measure, group)), context),
        )
        for group in groups
        for measure in MEASURES
        if known(rows.get((newest, measure, group))) is None
    ]
    most, most_persons = parts[0].values[0], parts[1].values[0]
    labels = [
        _marked(names[group], [rows.get((newest, measure, group)) for measure in MEASURES], context) for group in groups
    ]
    canvas = bar_canvas(len(groups), context, len(parts))
    return Panel(
        id="training_groups",
        headline=texts(
            "training.groups.headline",
            year=formats.year(newest),
            mark=provisional(frame, newest, context),
            group=names[groups[0]],
            person_times="—" if most is None else formats.quantity(most, MeasureUnit.PERSON_TIMES),
            persons="—" if most_persons is None else formats.quantity(most_persons, MeasureUnit.PERSONS),
        ),
        subtitle=context.subtitle(texts("training.groups.measure"), _both_units(context)),
        figure=grouped_bars(labels, parts, MeasureUnit.PERSON_TIMES, formats, canvas, tag=context.tag),
        alt=texts("training.groups.alt", number=len(groups), year=formats.year(newest)),
        table=_table(rows, "target_group", names, context),
        source=context.source("training"),
        rows_of=("training",),
        notes=(texts("training.kept_apart"), *missing, *suppressed(frame, context)),
        illustrative=context.tag is not None,
    )


def by_type(context: Context) -> Panel:
    """Person-times of the four training types over the years; persons beside them in the table."""
    texts, formats = context.texts, context.formats
    frame = training.by_type(context.returns)
    counted = frame[frame["measure"] == "person_times"]
    newest = newest_known(counted)
    if newest is None:
        return _empty("training_types", "training.types.empty", "training.types.measure", context)
    rows = index_by(frame, "year", "measure", "training_type")
    years = sorted({year for year, _, _ in rows})
    names = {kind: texts(f"training_type.{kind}") for kind in TRAINING_TYPES}
    series = [
        Line(
            names[kind],
            tuple((year, known(rows.get((year, "person_times", kind)))) for year in years),
            frozenset(
                year
                for year in years
                if (row := rows.get((year, "person_times", kind))) is not None and row.provisional
            ),
        )
        for kind in TRAINING_TYPES
    ]
    values = [known(rows.get((newest, "person_times", kind))) for kind in TRAINING_TYPES]
    largest = descending(values)[0]
    whole = assessment_of(context, "training_person_times").at(newest)
    part = share(values[largest], None if whole is None else whole.value)
    said: dict[str, Any] = {
        "year": formats.year(newest),
        "mark": provisional(counted, newest, context),
        "type": names[TRAINING_TYPES[largest]],
        "value": formats.quantity(values[largest] or 0.0, MeasureUnit.PERSON_TIMES),
    }
    return Panel(
        id="training_types",
        headline=texts("training.types.headline.alone", **said)
        if part is None
        else texts("training.types.headline", **said, share=formats.number(part, MeasureUnit.SHARE)),
        subtitle=context.subtitle(texts("training.types.measure"), texts("unit_name.person_times")),
        figure=lines(series, MeasureUnit.PERSON_TIMES, formats, context.canvas(), tag=context.tag),
        alt=texts("training.types.alt", first=formats.year(years[0]), last=formats.year(years[-1])),
        table=_table(rows, "training_type", names, context),
        source=context.source("training"),
        rows_of=("training",),
        notes=suppressed(frame, context),
        illustrative=context.tag is not None,
    )


PANELS: dict[str, Callable[[Context, Mapping[str, str]], Panel]] = {
    "training_person_times": lambda context, _: person_times(context),
    "training_persons": lambda context, _: persons(context),
    "training_groups": lambda context, _: by_group(context),
    "training_types": lambda context, _: by_type(context),
    "training_certificate_levels": lambda context, _: certificates(context),
    "training_employment_share": lambda context, _: employment(context),
    "training_change": lambda context, _: change(context),
}


def _table(rows: Mapping[tuple[Any, ...], Any], dimension: str, names: Mapping[str, str], context: Context) -> Table:
    """Every year, newest first, and every category that has a row in it: person-times and persons."""
    texts = context.texts
    years = sorted({int(str(key[0])) for key in rows}, reverse=True)
    return Table(
        (
            Column("year", texts("column.year"), True),
            Column(dimension, texts(f"column.{dimension}")),
            *(Column(measure, texts(f"column.{measure}"), True) for measure in MEASURES),
        ),
        tuple(
            (
                Cell(str(year), year),
                Cell(name, name),
                *(cell(rows.get((year, measure, category)), context) for measure in MEASURES),
            )
            for year in years
            for category, name in names.items()
            if any((year, measure, category) in rows for measure in MEASURES)
        ),
    )


def _marked(name: str, found: Sequence[Any | None], context: Context) -> str:
    """A category with the reason behind its name when a bar of it is missing, so that no gap is read as zero."""
    absent = [row for row in found if known(row) is None]
    return f"{name} ○ {reason(absent[0], context)}" if absent else name


def _both_units(context: Context) -> str:
    return context.texts.listed(context.texts(f"unit_name.{measure}") for measure in MEASURES)


def _empty(panel: str, headline: str, measure: str, context: Context) -> Panel:
    return Panel(
        id=panel,
        headline=context.texts(headline),
        subtitle=context.subtitle(context.texts(measure), context.texts("unit_name.person_times")),
        source=context.source("training"),
        rows_of=("training",),
        table=Table((Column("year", context.texts("column.year"), True),), ()),
        illustrative=context.tag is not None,
    )


__all__ = [
    "PANELS",
    "by_group",
    "by_type",
    "certificates",
    "change",
    "employment",
    "person_times",
    "persons",
]
