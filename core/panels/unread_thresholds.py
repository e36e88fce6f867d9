"""What cannot be said of schools because no copy of their standard that was read shows what it asks of their class."""

from __future__ import annotations

from dataclasses import dataclass, field

from core.assess_release import standard_of
from core.assessment import Assessment, Point
from core.conditions.school_verdicts import JudgedSchool, Verdict
from core.context import Context
from core.datasets import Symbol
from core.panels.conditions.judged_schools import judged_year
from core.panels.conditions.quantities import name_of
from core.panels.rows import first_names
from core.plan.indicators import MeasureUnit
from core.plan.standards import Standard

MOST_YEARS = 2
"""Years named one by one; of more in a row the first and the last."""


@dataclass(slots=True)
class _Unread:
    """The years and the schools, by code, of which nothing can be said for the same thresholds."""

    points: list[Point] = field(default_factory=list)
    schools: dict[str, str] = field(default_factory=dict)


def unread_notes(assessment: Assessment, context: Context, only: int | None = None) -> tuple[str, ...]:
    """For the years without a value: which thresholds were not read, of which schools nothing can be said for it, and
    who has to supply them; then the share among those that can be judged. With `only` a year what concerns that one."""
    standard = standard_of(context, assessment.indicator.id)
    if standard is None:
        return ()
    points = [point for point in assessment.observed if point.value is None and only in (None, point.year)]
    groups = _by_thresholds(points, standard, context)
    notes = [
        context.texts(
            "note.thresholds_unread",
            years=_years(group.points, context),
            standard=context.texts.of(standard.title),
            schools=first_names(list(group.schools.values()), context),
            thresholds=context.texts.listed(thresholds),
        )
        for thresholds, group in groups.items()
    ]
    newest = points[-1] if points else None
    # Of a year that schools still owe the sentence on its part says the same.
    if newest is not None and newest.symbol is Symbol.THRESHOLD_UNREAD and newest.partial is None:
        notes.append(judged_share(newest, context))
    return tuple(filter(None, notes))


def _by_thresholds(points: list[Point], standard: Standard, context: Context) -> dict[tuple[str, ...], _Unread]:
    """What cannot be said, by the labels of the thresholds that were not read; schools of the newest year first."""
    groups: dict[tuple[str, ...], _Unread] = {}
    for point in reversed(points):
        judged = judged_year(context, standard, point.year)
        for school in () if judged is None else filter(_is_open, judged.schools):
            labels = tuple(context.texts.of(cell.threshold.label) for cell in school.cells if cell.unread)
            group = groups.setdefault(labels, _Unread())
            group.schools.setdefault(school.unit_id, name_of(school, context))
            if point not in group.points:
                group.points.insert(0, point)
    return groups


def judged_share(point: Point, context: Context) -> str:
    """The share that meets the standard of the schools that can be judged, and how many those are; empty when none."""
    coverage = point.coverage
    if coverage is None or coverage.so_far is None or coverage.judged is None:
        return ""
    return context.texts(
        "note.of_those_judged",
        year=context.formats.year(point.year),
        number=context.formats.plain(coverage.judged),
        share=context.formats.quantity(coverage.so_far, MeasureUnit.SHARE),
    )


def _years(points: list[Point], context: Context) -> str:
    """The years one by one, of several in a row the first and the last."""
    first, last = context.formats.year(points[0].year), context.formats.year(points[-1].year)
    if len(points) > MOST_YEARS and points[-1].year - points[0].year == len(points) - 1:
        return context.texts("note.from_to", first=first, last=last)
    return context.texts.listed(context.formats.year(point.year) for point in points)


def _is_open(school: JudgedSchool) -> bool:
    return school.verdict is Verdict.UNKNOWN and any(cell.unread for cell in school.cells)
