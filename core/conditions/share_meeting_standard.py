"""The share of schools that meet every threshold of their standard, by year."""

from __future__ import annotations

from collections.abc import Sequence

import pandas as pd

from core.assessment import COVERAGE, SERIES
from core.conditions.school_against_thresholds import judged_margins, weaker_status
from core.datasets import Symbol
from core.plan.standards import Standard


def share_meeting_standard(conditions: pd.DataFrame, standard: Standard) -> pd.DataFrame:
    """The share of schools that meet every monitored threshold, in the columns of `core.queries.series`.

    A year in which one school cannot be judged, because a part was not reported or is suppressed, has no share;
    `so_far` is that of the schools that can be judged, `missing` names those that did not report.
    """
    hidden = conditions[conditions["symbol"] == Symbol.SUPPRESSED]
    unreported = conditions[conditions["symbol"] == Symbol.NOT_REPORTED]
    suppressed = {*zip(hidden["unit_id"], hidden["year"], strict=True)} - {
        *zip(unreported["unit_id"], unreported["year"], strict=True)
    }
    names: dict[str, dict[str, str]] = {}
    meets: dict[int, dict[str, list[bool | None]]] = {}
    statuses: dict[int, tuple[str, bool]] = {}
    for margin in judged_margins(conditions, standard, True):
        names[margin.unit_id] = {"id": margin.unit_id, "zh": margin.unit_name, "en": margin.unit_name_en}
        meets.setdefault(margin.year, {}).setdefault(margin.unit_id, []).append(margin.meets)
        status, provisional = statuses.get(margin.year, (margin.status, False))
        if margin.status != status:
            status = weaker_status(status, margin.status)
        statuses[margin.year] = (status, provisional or margin.provisional)
    rows = []
    for year, schools in meets.items():
        verdict_of = {school: all_met(met) for school, met in schools.items()}
        verdicts = list(verdict_of.values())
        met, unknown = verdicts.count(True), None in verdicts
        judged = len(verdicts) - verdicts.count(None)
        missing = [
            names[school]
            for school, verdict in verdict_of.items()
            if verdict is None and (school, year) not in suppressed
        ]
        reason = Symbol.NOT_REPORTED if missing else Symbol.SUPPRESSED
        rows.append(
            {
                "year": year,
                "value": None if unknown else met / len(verdicts),
                "numerator": None if unknown else float(met),
                "denominator": float(len(verdicts)),
                "symbol": reason.value if unknown else "",
                "status": statuses[year][0],
                "provisional": statuses[year][1],
                "suppressed_parts": 0,
                "so_far": met / judged if judged else None,
                "units": sum(bool(school) for school in verdict_of),
                "missing": missing,
            }
        )
    return pd.DataFrame(rows, columns=[*SERIES, *COVERAGE])


def all_met(verdicts: Sequence[bool | None]) -> bool | None:
    """False when a threshold fails, None when none fails but one is unknown."""
    if False in verdicts:
        return False
    return None if None in verdicts else True
