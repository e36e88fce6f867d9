"""Gaps in shares: which schools hold a share down, and whether its upper or its lower part moved it."""

from __future__ import annotations

from core.assess_release import assessment_of
from core.assessment import Contribution
from core.context import Context
from core.panels.rows import exact, names_of_units, observations
from core.panels.why.gap import Explanation, Gap, with_rest
from core.plan.indicators import MeasureUnit
from core.queries import teachers


def dual_qualified_by_school(context: Context, gap: Gap) -> Explanation | None:
    """Each school's dual-qualified teachers less what the share asks of its teachers, over all teachers.

    That adds up to the gap of the district exactly. A school with a part missing makes no bar.
    """
    frame, texts, formats = teachers.by_school(context.returns), context.texts, context.formats
    rows, names = observations(frame, "measure", "unit_id"), names_of_units(frame, context)
    schools = []
    for unit in sorted(names):
        upper, lower = (exact(rows.get((gap.year, part, unit))) for part in ("dual_qualified", "specialised"))
        if upper is not None and lower is not None:
            schools.append((unit, upper, lower))
    everyone = sum(lower for _, _, lower in schools)
    if not everyone:
        return None
    parts = [
        Contribution(
            names[unit],
            (upper - gap.due * lower) / everyone,
            texts(
                "why.detail.share",
                part=formats.plain(upper),
                whole=formats.quantity(lower, MeasureUnit.PERSONS),
                share=formats.number(upper / lower, MeasureUnit.SHARE) if lower else "—",
            ),
        )
        for unit, upper, lower in schools
    ]
    rest = with_rest(parts, gap, texts("why.rest.unknown"))
    return Explanation(rest, (texts("why.note.share"),), ((gap.indicator.id, gap.year),))


def vocational_against_general(context: Context, gap: Gap) -> Explanation | None:
    """The vocational share had general schools stayed as large as in the base year, and what their change did to it."""
    texts, formats = context.texts, context.formats
    assessment = assessment_of(context, gap.indicator.id, "vocational_share")
    heads = {
        point.year: (point.numerator, point.denominator - point.numerator)
        for point in assessment.observed
        if point.numerator is not None and point.denominator is not None
    }
    year = min((year for year in heads if gap.base_year <= year < gap.year), default=None)
    if year is None or gap.year not in heads:
        return None
    (vocational_then, general_then), (vocational, general) = heads[year], heads[gap.year]
    if not vocational + general_then:
        return None
    unmoved = vocational / (vocational + general_then)

    def detail(before: float, after: float) -> str:
        return texts(
            "why.detail.change",
            base_year=formats.year(year),
            base=formats.plain(before),
            year=formats.year(gap.year),
            value=formats.quantity(after, MeasureUnit.PERSONS),
        )

    parts = [
        Contribution(texts("why.vocational"), unmoved - gap.due, detail(vocational_then, vocational)),
        Contribution(texts("why.general"), gap.value - unmoved, detail(general_then, general)),
    ]
    note = texts("why.note.ratio", base_year=formats.year(year))
    numbers = ((gap.indicator.id, gap.year), (gap.indicator.id, year))
    return Explanation(with_rest(parts, gap, texts("why.rest.unknown")), (note,), numbers)
