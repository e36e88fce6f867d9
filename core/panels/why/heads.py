"""Gaps in heads: students against the places planned for each college, others against equal growth of all."""

from __future__ import annotations

from collections.abc import Collection, Mapping

import pandas as pd

from core import queries
from core.assessment import Contribution, close_waterfall
from core.context import Context
from core.datasets import CollegeStage, Symbol
from core.panels.rows import names_of_units, number_or_none
from core.panels.why.gap import Explanation, Gap, with_rest
from core.plan.indicators import MeasureUnit
from core.queries import enrolment, training
from core.queries.suppressed import years_without_bound
from core.text_ids.datasets import TARGET_GROUP_TEXT


def students_against_places(context: Context, gap: Gap) -> Explanation | None:
    """Each college that was to be here by the year: its students less the places planned for it.

    One whose places were not reported, or whose students are missing, makes no bar.
    """
    pipeline, texts, formats = queries.college_pipeline(context.returns), context.texts, context.formats
    names = names_of_units(pipeline, context)
    students = _of_year(queries.college_students(context.returns), gap.year, "unit_id", ())
    parts = []
    for unit, stages in pipeline.groupby("unit_id", sort=True):
        opening = stages[stages["stage"] == CollegeStage.ENROLLING]
        places = number_or_none(stages["planned_places"].max())
        due = any(_by(opening, column, gap.year) for column in ("planned_date", "actual_date"))
        count = students.get(str(unit), 0.0)
        if places is None or count is None or not due:
            continue
        detail = texts(
            "why.detail.places",
            students=formats.quantity(count, MeasureUnit.PERSONS),
            places=formats.plain(places),
        )
        parts.append(Contribution(names[str(unit)], count - places, detail))
    if not parts:
        return None
    rest = with_rest(parts, gap, texts("why.rest.places"))
    return Explanation(rest, (texts("why.note.places"),), ((gap.indicator.id, gap.year),))


def growth_of_schools(context: Context, gap: Gap) -> Explanation | None:
    """Each vocational school against what it would have, had all grown alike since the base year."""
    frame = enrolment.by_school(context.returns)
    frame = frame[frame["measure"] == "enrolment"]
    into = {merger.unit: merger.into for merger in context.snapshot.successors}
    hidden = years_without_bound(context.returns, ("enrolment",), "enrolment", ("secondary_vocational",))
    return _equal_growth(frame, "unit_id", names_of_units(frame, context), into, hidden, context, gap)


def growth_of_groups(context: Context, gap: Gap) -> Explanation | None:
    """Each target group of training against what it would have, had all grown alike since the base year."""
    frame = training.by_group(context.returns)
    measure = gap.indicator.id.removeprefix("training_")
    frame = frame[frame["measure"] == measure]
    hidden = years_without_bound(context.returns, ("training",), measure)
    names = {str(group): context.texts(TARGET_GROUP_TEXT[str(group)]) for group in frame["target_group"].unique()}
    return _equal_growth(frame, "target_group", names, {}, hidden, context, gap)


def _equal_growth(
    frame: pd.DataFrame,
    category: str,
    names: Mapping[str, str],
    into: Mapping[str, str],
    hidden: Collection[int],
    context: Context,
    gap: Gap,
) -> Explanation | None:
    """The value due, shared out by what each had in the base year, against what each has.

    `into` names what a merged one became: what it had counts there. One whose value is missing in either year, or only
    known as a lower bound in a year of `hidden`, makes no bar, and what was due is then shared out among the others.
    """
    texts, formats, unit = context.texts, context.formats, gap.indicator.unit
    now = _of_year(frame, gap.year, category, hidden)
    # To what one has that did not exist in the base year nothing is unknown: all of it is growth.
    earlier = _of_year(frame[frame["symbol"] != Symbol.NOT_APPLICABLE], gap.base_year, category, hidden)
    unknown = {id for id, value in now.items() if value is None}
    unknown |= {into.get(id, id) for id, value in earlier.items() if value is None}
    before: dict[str, float] = {}
    for id, value in earlier.items():
        heir = into.get(id, id)
        if value is not None and heir not in unknown:
            before[heir] = before.get(heir, 0.0) + value
    due = due_at_one_rate(before, gap.due)
    if due is None:
        return None
    parts, gone = [], []
    for id in sorted({*before, *now}):
        value = now.get(id, 0.0)
        if value is None or id in unknown:
            continue
        # A school that is gone left its students to another; a group of trainees without a row has none.
        is_gone = category == "unit_id" and id not in now
        if is_gone:
            gone.append(names[id])
        detail = texts(
            "why.detail.growth",
            base_year=formats.year(gap.base_year),
            base=formats.plain(before.get(id, 0.0)),
            year=formats.year(gap.year),
            value=formats.plain(value),
            due=formats.quantity(due.get(id, 0.0), unit),
        )
        parts.append(Contribution(names[id], value - due.get(id, 0.0), detail, is_gone=is_gone))
    notes = [texts("why.note.growth", base_year=formats.year(gap.base_year))]
    if gone:
        notes.append(texts("why.note.gone", names=texts.listed(gone), year=formats.year(gap.year)))
    numbers = ((gap.indicator.id, gap.year), (gap.indicator.id, gap.base_year))
    return Explanation(with_rest(parts, gap, texts("why.rest.unknown")), tuple(notes), numbers)


def due_at_one_rate(before: Mapping[str, float], due: float) -> dict[str, float] | None:
    """What each would have, had all grown at the one rate that makes them `due` together, in whole heads that add up to
    it; what is nothing then is left out. None where there was nothing to grow."""
    whole = sum(before.values())
    if not whole:
        return None
    shares = [Contribution(id, size * due / whole) for id, size in before.items()]
    return {part.name: float(heads) for part, heads in close_waterfall(0.0, due, shares, 1.0).parts}


def _of_year(frame: pd.DataFrame, year: int, category: str, hidden: Collection[int]) -> dict[str, float | None]:
    """Values of one year by category: None where one is missing, or a lower bound in a year of `hidden`; nothing where
    there is no row."""
    rows = frame[frame["year"] == year]
    columns = (rows[name].tolist() for name in (category, "value", "suppressed_parts"))
    return {
        str(id): None if suppressed and year in hidden else number_or_none(value)
        for id, value, suppressed in zip(*columns, strict=True)
    }


def _by(rows: pd.DataFrame, column: str, year: int) -> bool:
    """Whether a stage was, or was to be, reached by the end of a year."""
    days = pd.to_datetime(rows[column].dropna())
    return bool((days.dt.year <= year).any())
