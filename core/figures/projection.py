"""Where the past points to: the forecast of an assessment as a lighter, dashed line with its band."""

from __future__ import annotations

from core.assessment import Assessment
from core.figures.base_layout import Spec
from core.figures.marks import line
from core.figures.palette import BAND, PROJECTED
from core.forecast import SHOWN_LEVEL
from core.formats import Formats


def projection(assessment: Assessment, formats: Formats, *, card: bool = False) -> list[Spec]:
    """The central path from the value the forecast starts from, over its band; on a card the path alone. Empty without
    a forecast."""
    ahead, start, texts = assessment.forecast, assessment.start, formats.texts
    if ahead is None or start is None or start.value is None:
        return []
    years = (start.year, *(int(year) for year in ahead.years))
    mean = (start.value, *(float(value) for value in ahead.mean))
    traces: list[Spec] = []
    band = None if card else ahead.interval(SHOWN_LEVEL)
    if band is not None:
        low, high = ((start.value, *(float(value) for value in side)) for side in band)
        # Out along the upper edge and back along the lower one: a closed shape, filled.
        trace = line(
            "band",
            texts("figure.band", level=formats.plain(SHOWN_LEVEL * 100)),
            (*years, *reversed(years)),
            (*high, *reversed(low)),
            BAND,
            0,
            formats,
            assessment,
        )
        traces.append({**trace, "fill": "toself", "fillcolor": BAND, "hoverinfo": "skip", "hovertemplate": None})
    path = line("projected", texts("figure.projected"), years, mean, PROJECTED, 2, formats, assessment, dash="dash")
    return [*traces, path]
