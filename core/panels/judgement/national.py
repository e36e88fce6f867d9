"""The national series beside a district's own: only what was public by the as-of date, never joined across a break."""

from __future__ import annotations

from core.assess_release import assessment_of, known_by
from core.context import Context
from core.figures.trajectory import Comparison
from core.published.schema import Basis


def national(context: Context, indicator: str, *bases: Basis, breaks: bool = True) -> tuple[Comparison, ...]:
    """The runs of the national series on one of `bases`, from the district's first year on.

    `breaks` marks the years from which the national figure counts something else. Nothing when the published figures
    cannot be read.
    """
    if context.published is None:
        return ()
    first = min((point.year for point in assessment_of(context, indicator).observed), default=0)
    runs = []
    for series in context.published.national(indicator):
        dated = zip(series.points, series.published_on, strict=True)
        points = tuple(point for point, day in dated if point[0] >= first and known_by(day, context.as_of))
        if series.basis not in bases or not points:
            continue
        marks = tuple((cut.year, context.texts.of(cut.label)) for cut in series.breaks if points[0][0] <= cut.year)
        runs.append(Comparison(context.texts("enrolment.national"), points, marks if breaks else ()))
    return tuple(runs)
