"""The page of training: person-times and persons kept apart, by target group, by type, and year on year."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace

from core.assess_release import assessment_of
from core.assessment import Assessment
from core.context import Context
from core.datasets import TARGET_GROUPS, TRAINING_TYPES
from core.figures import grouped_bars, lines
from core.figures.bars import Part
from core.figures.lines import LineSeries
from core.panels.bars import bar_canvas
from core.panels.judgement.goals import goal_panel
from core.panels.judgement.words import without_judged_value
from core.panels.missing_value_notes import (
    empty_panel,
    missing_reason,
    of_known,
    provisional_mark,
    quantity_of,
    suppressed_in_frame,
    suppressed_in_points,
    with_bound_mark,
    with_missing_mark,
)
from core.panels.pages.training_change import change
from core.panels.pages.training_outcomes import certificates, employment
from core.panels.panel import Panel
from core.panels.rows import Observations, descending, exact, observations, share, value_of
from core.panels.tables import measures_by_category
from core.panels.units_not_reported import coverage_notes, years_drawn
from core.plan.indicators import MeasureUnit
from core.plan.unit_texts import UNIT_NAME_TEXT
from core.queries import newest_complete_year, training
from core.text_ids.datasets import MEASURE_TEXT, TARGET_GROUP_TEXT, TRAINING_TYPE_TEXT

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
        notes=(
            context.texts("training.kept_apart"),
            *coverage_notes(context, indicator),
            *suppressed_in_points(assessment.observed, context),
        ),
    )


def _year_on_year(assessment: Assessment, context: Context) -> str:
    formats, texts = context.formats, context.texts
    indicator, latest = assessment.indicator, assessment.latest
    label = texts.of(indicator.short_label)
    if latest is None or latest.value is None:
        return without_judged_value(assessment, context)
    values = {
        "year": formats.year(latest.year),
        "mark": formats.value_mark(latest.provisional, latest.lower_bound),
        "label": label,
    }
    before = assessment.at(latest.year - 1)
    if before is None or before.value is None or exact(before) is None or exact(latest) is None:
        return texts("training.volume.alone", value=formats.quantity(latest.value, indicator.unit), **values)
    shown = formats.comparison(latest.value, before.value, indicator.unit)
    values |= {"value": formats.with_unit(shown.value, indicator.unit), "previous": formats.year(before.year)}
    difference = latest.value - before.value
    if not difference:
        return texts("training.volume.same", **values)
    values["change"] = shown.difference
    values["share"] = formats.number(abs(difference) / before.value, MeasureUnit.SHARE) if before.value else "—"
    return texts("training.volume.more" if difference > 0 else "training.volume.fewer", **values)


def by_group(context: Context) -> Panel:
    """Person-times and persons side by side for every target group, newest year."""
    texts, formats = context.texts, context.formats
    frame = training.by_group(context.returns)
    newest = newest_complete_year(frame)
    if newest is None:
        return _empty("training_groups", "training.groups.empty", "training.groups.measure", context)
    rows = observations(frame, "measure", "target_group")
    order = descending([value_of(rows.get((newest, "person_times", group))) for group in TARGET_GROUPS])
    names = {group: texts(TARGET_GROUP_TEXT[group]) for group in (TARGET_GROUPS[place] for place in order)}
    parts = [
        Part(texts(MEASURE_TEXT[measure]), tuple(value_of(rows.get((newest, measure, group))) for group in names))
        for measure in MEASURES
    ]
    largest = next(iter(names))
    return Panel(
        id="training_groups",
        headline=of_known(
            texts(
                "training.groups.headline",
                year=formats.year(newest),
                mark=provisional_mark(frame, newest, context),
                group=names[largest],
                person_times=quantity_of(
                    rows.get((newest, "person_times", largest)), MeasureUnit.PERSON_TIMES, context
                ),
                persons=quantity_of(rows.get((newest, "persons", largest)), MeasureUnit.PERSONS, context),
            ),
            frame[frame["measure"] == "person_times"],
            newest,
            context,
            "training_person_times",
        ),
        subtitle=context.subtitle(
            texts("training.groups.measure"), texts.listed(texts(UNIT_NAME_TEXT[measure]) for measure in MEASURES)
        ),
        figure=grouped_bars(
            [
                with_bound_mark(
                    with_missing_mark(name, [rows.get((newest, measure, group)) for measure in MEASURES], context),
                    [rows.get((newest, measure, group)) for measure in MEASURES],
                    context,
                )
                for group, name in names.items()
            ],
            parts,
            MeasureUnit.PERSON_TIMES,
            formats,
            bar_canvas(len(names), context, len(parts)),
            tag=context.tag("training", measure=("person_times", "persons")),
        ),
        alt=texts("training.groups.alt", number=len(names), year=formats.year(newest)),
        table=measures_by_category(rows, _newest_first(rows), "target_group", names, MEASURES, context),
        source=context.source("training"),
        rows_of=("training",),
        notes=(
            texts("training.kept_apart"),
            *coverage_notes(context, "training_person_times", "training_persons"),
            *_values_not_given(rows, newest, names, context),
            *suppressed_in_frame(frame, context),
        ),
        illustrative=context.tag("training", measure=("person_times", "persons")) is not None,
    )


def by_type(context: Context) -> Panel:
    """Person-times of the four training types over the years; persons beside them in the table."""
    texts, formats = context.texts, context.formats
    frame = training.by_type(context.returns)
    person_times = frame[frame["measure"] == "person_times"]
    newest = newest_complete_year(person_times)
    if newest is None:
        return _empty("training_types", "training.types.empty", "training.types.measure", context)
    rows = observations(frame, "measure", "training_type")
    years = _newest_first(rows)[::-1]
    names = {kind: texts(TRAINING_TYPE_TEXT[kind]) for kind in TRAINING_TYPES}
    values = [value_of(rows.get((newest, "person_times", kind))) for kind in TRAINING_TYPES]
    largest = descending(values)[0]
    everyone = assessment_of(context, "training_person_times").at(newest)
    row = rows.get((newest, "person_times", TRAINING_TYPES[largest]))
    part = share(row, everyone)
    finding = {
        "year": formats.year(newest),
        "mark": provisional_mark(person_times, newest, context, row),
        "type": names[TRAINING_TYPES[largest]],
        "value": formats.quantity(values[largest] or 0.0, MeasureUnit.PERSON_TIMES),
    }
    return Panel(
        id="training_types",
        headline=of_known(
            texts("training.types.headline.alone", **finding)
            if part is None
            else texts("training.types.headline", **finding, share=formats.number(part, MeasureUnit.SHARE)),
            person_times,
            newest,
            context,
            "training_person_times",
        ),
        subtitle=context.subtitle(texts("training.types.measure"), texts("unit_name.person_times")),
        figure=lines(
            [_line(rows, years_drawn(person_times), kind, name) for kind, name in names.items()],
            MeasureUnit.PERSON_TIMES,
            formats,
            context.canvas(),
            tag=context.tag("training", measure=("person_times", "persons")),
        ),
        alt=texts("training.types.alt", first=formats.year(years[0]), last=formats.year(years[-1])),
        table=measures_by_category(rows, reversed(years), "training_type", names, MEASURES, context),
        source=context.source("training"),
        rows_of=("training",),
        notes=(*coverage_notes(context, "training_person_times"), *suppressed_in_frame(frame, context)),
        illustrative=context.tag("training", measure=("person_times", "persons")) is not None,
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


def _line(rows: Observations, years: Sequence[int], kind: str, name: str) -> LineSeries:
    """The person-times of one type of training over the years."""
    of_kind = [(year, rows.get((year, "person_times", kind))) for year in years]
    return LineSeries(
        name,
        tuple((year, value_of(row)) for year, row in of_kind),
        frozenset(year for year, row in of_kind if row is not None and row.provisional),
    )


def _newest_first(rows: Observations) -> list[int]:
    return sorted({key[0] for key in rows}, reverse=True)


def _values_not_given(rows: Observations, year: int, names: Mapping[str, str], context: Context) -> list[str]:
    """Which values of the target groups are missing in a year: a sentence for each reason."""
    texts = context.texts
    missing: dict[str, list[str]] = {}
    for group, name in names.items():
        reasons: dict[str, list[str]] = {}
        for measure in MEASURES:
            row = rows.get((year, measure, group))
            if value_of(row) is None:
                reasons.setdefault(missing_reason(row, context), []).append(texts(MEASURE_TEXT[measure]))
        for reason, measures in reasons.items():
            part = name if len(measures) == len(MEASURES) else texts("named.with_detail", name=name, detail=measures[0])
            missing.setdefault(reason, []).append(part)
    return [
        texts("training.absent", year=context.formats.year(year), reason=reason, names=texts.listed(parts))
        for reason, parts in missing.items()
    ]


def _empty(panel: str, headline: str, measure: str, context: Context) -> Panel:
    return empty_panel(
        panel, headline, measure, "unit_name.person_times", "training", context, indicator="training_person_times"
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
