"""Gaps in what is counted one by one: the colleges, projects and schools that were due and are not there."""

from __future__ import annotations

from datetime import date

import pandas as pd

from core import queries
from core.assessment import Contribution
from core.conditions import judged_margins
from core.context import Context
from core.datasets import CollegeStage
from core.panels.rows import names_of_units
from core.panels.why.gap import Explanation, Gap, with_rest
from core.plan.standards import Standard
from core.text_ids.datasets import STAGE_TEXT


def colleges_not_open(context: Context, gap: Gap) -> Explanation | None:
    """Colleges that were to have students by the year and have none, each one less; and those here unplanned."""
    frame, texts = queries.college_pipeline(context.returns), context.texts
    names, closed = names_of_units(frame, context), queries.closed_colleges(context.returns)
    parts = []
    for unit, stages in frame.groupby("unit_id", sort=True):
        opening = stages[stages["stage"] == CollegeStage.ENROLLING]
        planned, actual = (_first_day(opening, column) for column in ("planned_date", "actual_date"))
        is_open = actual is not None and actual.year <= gap.year and unit not in closed
        due = is_open if planned is None else planned.year <= gap.year
        if due is is_open:
            continue
        reached = stages.loc[stages["actual_date"].notna(), "stage"].tolist()
        stage = texts(STAGE_TEXT[reached[-1]]) if reached else "—"
        parts.append(
            Contribution(
                names[str(unit)],
                float(is_open) - float(due),
                texts("why.detail.college", stage=stage, planned=context.formats.day(planned)),
            )
        )
    if not names:
        return None
    return Explanation(with_rest(parts, gap, texts("why.rest.projects")), (texts("why.note.colleges"),))


def projects_not_done(context: Context, gap: Gap) -> Explanation | None:
    """Projects that were to be complete by the year and are not, each one less; and those done unplanned."""
    frame, texts = queries.milestones(context.returns), context.texts
    frame = frame[frame["indicator"] == gap.indicator.id]
    if frame.empty:
        return None
    parts = []
    for _, row in frame.iterrows():
        planned, actual = _day(row["planned_date"]), _day(row["actual_date"])
        is_done = actual is not None and actual.year <= gap.year
        due = is_done if planned is None else planned.year <= gap.year
        if due is not is_done:
            name = str(row[texts.side("unit_name", "unit_name_en")])
            detail = texts("why.detail.project", planned=context.formats.day(planned))
            parts.append(Contribution(name, float(is_done) - float(due), detail))
    return Explanation(with_rest(parts, gap, texts("why.rest.projects")), (texts("why.note.projects"),))


def schools_below_standard(context: Context, gap: Gap, standard: Standard) -> Explanation | None:
    """Schools that fail a threshold, each one school's share less; the thresholds they fail are the detail."""
    texts = context.texts
    labels = {threshold.item: texts.of(threshold.label) for threshold in standard.threshold}
    names: dict[str, str] = {}
    failing: dict[str, list[str]] = {}
    for margin in judged_margins(queries.conditions(context.returns), standard, True):
        if margin.year == gap.year:
            names[margin.unit_id] = texts.side(margin.unit_name, margin.unit_name_en)
            if margin.meets is False:
                failing.setdefault(margin.unit_id, []).append(labels[margin.item])
    if not names:
        return None
    parts = [
        Contribution(names[unit], -1 / len(names), texts("why.detail.standard", items=texts.listed(items)))
        for unit, items in sorted(failing.items())
    ]
    # Most thresholds are of the conditions of schools, some of their teachers.
    numbers = ((gap.indicator.id, gap.year), ("full_time_teachers", gap.year))
    return Explanation(with_rest(parts, gap, texts("why.rest.standard")), (texts("why.note.standard"),), numbers)


def _first_day(rows: pd.DataFrame, column: str) -> date | None:
    return None if rows.empty else _day(rows[column].iloc[0])


def _day(value: object) -> date | None:
    return None if value is None or pd.isna(value) else pd.Timestamp(value).date()
