"""The share of schools that meet every threshold of their standard, by year."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import reduce
from itertools import chain
from typing import Any

import pandas as pd

from core.assessment import COVERAGE, JUDGED, SERIES
from core.conditions.school_against_thresholds import Margin, judged_margins, weaker_status
from core.datasets import OWED, Symbol
from core.plan.standards import Standard


def share_meeting_standard(conditions: pd.DataFrame, standard: Standard) -> pd.DataFrame:
    """The share of schools that meet every monitored threshold, in the columns of `core.queries.series` and `judged`.

    A year in which one school cannot be judged, because a part was not reported or is suppressed or the thresholds of
    its class were not read, has no share; `so_far` is that of the `judged` schools that can be judged: one that fails
    on what it sent fails, whatever the rest. `missing` names exactly those that owe a value a threshold compares.
    """
    names: dict[str, dict[str, str]] = {}
    years: dict[int, dict[str, list[Margin]]] = {}
    for margin in judged_margins(conditions, standard, True):
        names[margin.unit_id] = {"id": margin.unit_id, "zh": margin.unit_name, "en": margin.unit_name_en}
        years.setdefault(margin.year, {}).setdefault(margin.unit_id, []).append(margin)
    rows = [_share_of_year(year, schools) for year, schools in years.items()]
    for row in rows:
        row["missing"] = [names[school] for school in row["missing"]]
    return pd.DataFrame(rows, columns=[*SERIES, *COVERAGE, JUDGED])


def _share_of_year(year: int, schools: Mapping[str, Sequence[Margin]]) -> dict[str, Any]:
    """A year from what each school meets; `missing` are codes."""
    verdicts = {school: all_met([margin.meets for margin in margins]) for school, margins in schools.items()}
    reasons = {school: _reasons(margins) for school, margins in schools.items()}
    values = list(verdicts.values())
    met, judged = values.count(True), len(values) - values.count(None)
    unknown = judged < len(values)
    return {
        "year": year,
        "value": None if unknown else met / len(values),
        "numerator": None if unknown else float(met),
        "denominator": float(len(values)),
        "symbol": _why([reasons[school] for school, verdict in verdicts.items() if verdict is None]),
        "suppressed_parts": 0,
        "so_far": met / judged if judged else None,
        "units": sum(map(bool, schools)),
        # A school that fails on what it sent still owes the rest.
        "missing": [school for school, why in reasons.items() if not why.isdisjoint(OWED)],
        **_of_rows(judged, list(chain.from_iterable(schools.values()))),
    }


def _of_rows(judged: int, margins: Sequence[Margin]) -> dict[str, Any]:
    """How certain the rows of a year are together, and of how many schools its share is: None when nobody sent any."""
    return {
        "status": reduce(weaker_status, dict.fromkeys(margin.status for margin in margins)),
        "provisional": any(margin.provisional for margin in margins),
        "judged": judged if any(map(_says_anything, margins)) else None,
    }


def _reasons(margins: Sequence[Margin]) -> set[Symbol]:
    """Why values of a school are absent; what a threshold that was not read would compare decides nothing, so nobody
    owes it."""
    return {margin.reason for margin in margins if margin.threshold is not None and margin.reason is not None}


def _says_anything(margin: Margin) -> bool:
    """Whether a school sent what one threshold compares, or why it has none."""
    return margin.value is not None or margin.meets is not None or margin.reason not in (None, *OWED)


def _why(reasons: Sequence[set[Symbol]]) -> str:
    """Why schools cannot be judged: what can still be sent in before what was withheld. Where nothing is lacking only
    thresholds are not known, and no return can change that. Empty when all can be judged."""
    if not reasons:
        return ""
    every = set().union(*reasons)
    if not every.isdisjoint(OWED):
        return Symbol.NOT_REPORTED.value
    order = (Symbol.SUPPRESSED, Symbol.NOT_APPLICABLE)
    return next((symbol for symbol in order if symbol in every), Symbol.THRESHOLD_UNREAD).value


def all_met(verdicts: Sequence[bool | None]) -> bool | None:
    """False when a threshold fails, None when none fails but one is unknown."""
    if False in verdicts:
        return False
    return None if None in verdicts else True
