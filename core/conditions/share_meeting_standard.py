"""The share of schools that meet every threshold of their standard, by year."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from collections.abc import Set as AbstractSet
from typing import Any

import pandas as pd

from core.assessment import COVERAGE, SERIES
from core.conditions.school_against_thresholds import judged_margins, weaker_status
from core.datasets import Symbol
from core.plan.standards import Standard


def share_meeting_standard(conditions: pd.DataFrame, standard: Standard) -> pd.DataFrame:
    """The share of schools that meet every monitored threshold, in the columns of `core.queries.series`.

    A year in which one school cannot be judged, because a part was not reported or is suppressed or the thresholds of
    its class were not read, has no share; `so_far` is that of the schools that can be judged, `missing` names those
    that did not report.
    """
    hidden = conditions[conditions["symbol"] == Symbol.SUPPRESSED]
    unreported = conditions[conditions["symbol"] == Symbol.NOT_REPORTED]
    suppressed = {*zip(hidden["unit_id"], hidden["year"], strict=True)} - {
        *zip(unreported["unit_id"], unreported["year"], strict=True)
    }
    names: dict[str, dict[str, str]] = {}
    meets: dict[int, dict[str, list[bool | None]]] = {}
    unread: set[tuple[int, str]] = set()
    statuses: dict[int, tuple[str, bool]] = {}
    for margin in judged_margins(conditions, standard, True):
        names[margin.unit_id] = {"id": margin.unit_id, "zh": margin.unit_name, "en": margin.unit_name_en}
        met_so_far = meets.setdefault(margin.year, {}).setdefault(margin.unit_id, [])
        if margin.threshold is None:
            unread.add((margin.year, margin.unit_id))
        else:
            met_so_far.append(margin.meets)
        status, provisional = statuses.get(margin.year, (margin.status, False))
        if margin.status != status:
            status = weaker_status(status, margin.status)
        statuses[margin.year] = (status, provisional or margin.provisional)
    rows = [
        {
            **_share_of_year(
                year,
                schools,
                {school for of, school in unread if of == year},
                {one for one, of in suppressed if of == year},
            ),
            "status": statuses[year][0],
            "provisional": statuses[year][1],
        }
        for year, schools in meets.items()
    ]
    for row in rows:
        row["missing"] = [names[school] for school in row["missing"]]
    return pd.DataFrame(rows, columns=[*SERIES, *COVERAGE])


def _share_of_year(
    year: int, schools: Mapping[str, Sequence[bool | None]], unread: AbstractSet[str], suppressed: AbstractSet[str]
) -> dict[str, Any]:
    """A year from what each school meets; `unread` have thresholds that no copy read shows, and of `suppressed` values
    are hidden and none is owed. `missing` are codes."""
    verdicts = {school: all_met([*met, None] if school in unread else met) for school, met in schools.items()}
    lacking = [school for school, verdict in verdicts.items() if verdict is None and None in schools[school]]
    # A school that fails on what it sent still owes the rest.
    missing = [school for school, met in schools.items() if None in met and school not in suppressed]
    values = list(verdicts.values())
    met, unknown = values.count(True), None in values
    judged = len(values) - values.count(None)
    return {
        "year": year,
        "value": None if unknown else met / len(values),
        "numerator": None if unknown else float(met),
        "denominator": float(len(values)),
        "symbol": _why(lacking, suppressed).value if unknown else "",
        "suppressed_parts": 0,
        "so_far": met / judged if judged else None,
        "units": sum(bool(school) for school in verdicts),
        "missing": missing,
    }


def _why(lacking: Sequence[str], suppressed: AbstractSet[str]) -> Symbol:
    """Why schools cannot be judged: what can still be sent in before what was withheld. Where nothing is lacking only
    thresholds are not known, and no return can change that."""
    if set(lacking) - suppressed:
        return Symbol.NOT_REPORTED
    return Symbol.SUPPRESSED if lacking else Symbol.THRESHOLD_UNREAD


def all_met(verdicts: Sequence[bool | None]) -> bool | None:
    """False when a threshold fails, None when none fails but one is unknown."""
    if False in verdicts:
        return False
    return None if None in verdicts else True
