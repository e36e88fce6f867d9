"""What cannot be said of schools because no copy of their standard that was read shows what it asks of their class."""

from __future__ import annotations

from core.assess_release import standard_of
from core.assessment import Assessment, Point
from core.conditions.school_verdicts import JudgedSchool, Verdict
from core.context import Context
from core.datasets import Symbol
from core.panels.conditions.judged_schools import judged_year
from core.panels.conditions.quantities import name_of
from core.panels.rows import first_names

MOST_YEARS = 2
"""Years named one by one; of more in a row the first and the last."""


def unread_notes(assessment: Assessment, context: Context, only: int | None = None) -> tuple[str, ...]:
    """For the years without a value: which thresholds were not read, of which schools nothing can be said for it, and
    who has to supply them; then the share among those that can be judged. With `only` a year what concerns that one."""
    standard = standard_of(context, assessment.indicator.id)
    if standard is None:
        return ()
    texts, formats = context.texts, context.formats
    years: dict[tuple[str, ...], list[Point]] = {}
    names: dict[tuple[str, ...], dict[str, str]] = {}
    for point in reversed(assessment.observed):
        if point.value is not None or only not in (None, point.year):
            continue
        judged = judged_year(context, standard, point.year)
        schools = [] if judged is None else [school for school in judged.schools if _is_open(school)]
        for school in schools:
            items = tuple(texts.of(cell.threshold.label) for cell in school.cells if cell.unread)
            names.setdefault(items, {}).setdefault(school.unit_id, name_of(school, context))
            if point not in years.setdefault(items, []):
                years[items].insert(0, point)
    notes = [
        texts(
            "note.thresholds_unread",
            years=_years(of_years, context),
            standard=texts.of(standard.title),
            schools=first_names(list(names[items].values()), context),
            thresholds=texts.listed(items),
        )
        for items, of_years in years.items()
    ]
    newest = max((point for of_years in years.values() for point in of_years), key=_year, default=None)
    if newest is not None and newest.symbol is Symbol.THRESHOLD_UNREAD and newest.coverage is not None:
        so_far = newest.coverage.so_far
        if so_far is not None:
            share = formats.quantity(so_far, assessment.indicator.unit)
            notes.append(texts("note.of_those_judged", year=formats.year(newest.year), share=share))
    return tuple(notes)


def _years(points: list[Point], context: Context) -> str:
    """The years one by one, of several in a row the first and the last."""
    first, last = context.formats.year(points[0].year), context.formats.year(points[-1].year)
    if len(points) > MOST_YEARS and points[-1].year - points[0].year == len(points) - 1:
        return context.texts("note.from_to", first=first, last=last)
    return context.texts.listed(context.formats.year(point.year) for point in points)


def _is_open(school: JudgedSchool) -> bool:
    return school.verdict is Verdict.UNKNOWN and any(cell.unread for cell in school.cells)


def _year(point: Point) -> int:
    return point.year
