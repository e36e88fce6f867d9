"""Gaps by cohorts: the students of a year are those who entered in the last three, less those who left on the way."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from core.assess_release import assessment_of
from core.assessment import Contribution, Point
from core.context import Context
from core.panels.rows import exact
from core.panels.why.gap import Explanation, Gap, with_rest
from core.panels.why.heads import due_at_one_rate
from core.plan.indicators import MeasureUnit
from core.scenario.models.cohort_flow import STUDY_YEARS

_LEFT = "left"
"""What students are more than all that entered: fewer than nothing when more left than joined on the way."""
_AGES = {str(age): age for age in range(STUDY_YEARS)}
"""The cohorts in school by how many years ago they entered."""


def growth_of_cohorts(context: Context, gap: Gap) -> Explanation | None:
    """Each year of entry against what it would be, had all grown alike since the base year, and who left or joined.

    That adds up to the gap exactly. None where a year of entrants, or the students of the base year, are not known.
    """
    texts, formats = context.texts, context.formats
    kinds = ("secondary_vocational_enrolment", "secondary_vocational_entrants")
    now, before = (_cohorts(context, *kinds, year, _start) for year in (gap.year, gap.base_year))
    due = None if before is None else due_at_one_rate(before, gap.due)
    if now is None or before is None or due is None:
        return None
    parts = []
    for cohort, value in now.items():
        age = _AGES.get(cohort)
        detail = texts(
            "why.detail.left" if age is None else "why.detail.growth",
            base_year=formats.year(gap.base_year - (age or 0)),
            base=formats.plain(before[cohort]),
            year=formats.year(gap.year - (age or 0)),
            value=formats.plain(value),
            due=formats.quantity(due.get(cohort, 0.0), MeasureUnit.PERSONS),
        )
        parts.append(Contribution(_name(age, gap, context), value - due.get(cohort, 0.0), detail))
    note = texts("why.note.cohorts", study_years=STUDY_YEARS, base_year=formats.year(gap.base_year))
    return Explanation(
        with_rest(parts, gap, texts("why.rest.unknown")), (note,), _numbers(*kinds, gap.year, gap.base_year)
    )


def share_of_cohorts(context: Context, gap: Gap) -> Explanation | None:
    """Each year of entry: its vocational entrants less those the share asks of all of it, over all students.

    With who left or joined that adds up to the gap exactly. None where a year of entrants is not known.
    """
    texts, formats = context.texts, context.formats
    vocational = _cohorts(context, "secondary_vocational_enrolment", "secondary_vocational_entrants", gap.year, exact)
    general = _cohorts(context, "general_high_enrolment", "general_high_entrants", gap.year, exact)
    if vocational is None or general is None:
        return None
    everyone = sum(vocational.values()) + sum(general.values())
    parts = []
    for cohort, part in vocational.items():
        age, whole = _AGES.get(cohort), part + general[cohort]
        if age is None:
            detail = texts(
                "why.detail.left_share", vocational=formats.plain(part), general=formats.plain(general[cohort])
            )
        else:
            detail = texts(
                "why.detail.share",
                part=formats.plain(part),
                whole=formats.quantity(whole, MeasureUnit.PERSONS),
                share=formats.number(part / whole, MeasureUnit.SHARE) if whole else "—",
            )
        parts.append(Contribution(_name(age, gap, context), (part - gap.due * whole) / everyone, detail))
    note = texts("why.note.cohorts_share", study_years=STUDY_YEARS)
    numbers = _numbers("vocational_share", "vocational_share_of_entrants", gap.year)
    return Explanation(with_rest(parts, gap, texts("why.rest.unknown")), (note,), numbers)


def _cohorts(
    context: Context, students: str, entrants: str, year: int, known_value: Callable[[Point | None], float | None]
) -> Mapping[str, float] | None:
    """Who entered in each of the last `STUDY_YEARS` years up to a year, and what its students are more than all of
    them; None when one of these numbers is not known: `exact` if a lower bound is not enough, else `_start`."""
    stock = known_value(assessment_of(context, students).at(year))
    entered = {cohort: known_value(assessment_of(context, entrants).at(year - age)) for cohort, age in _AGES.items()}
    known = {cohort: value for cohort, value in entered.items() if value is not None}
    if stock is None or len(known) < STUDY_YEARS:
        return None
    return {**known, _LEFT: stock - sum(known.values())}


def _start(point: Point | None) -> float | None:
    """The value of a year, but none where nobody knows how far a lower bound falls short."""
    return None if point is None else point.start_value


def _name(age: int | None, gap: Gap, context: Context) -> str:
    if age is None:
        return context.texts("why.left")
    return context.texts("why.cohort", year=context.formats.year(gap.year - age))


def _numbers(students: str, entrants: str, *years: int) -> tuple[tuple[str, int], ...]:
    """The numbers that make the students of years, by indicator and year."""
    cohorts = ((entrants, year - age) for year in years for age in _AGES.values())
    return (*((students, year) for year in years), *cohorts)
