"""Schools against a standard: which thresholds each meets, by how much, and which share of schools meets them all."""

from __future__ import annotations

import pandas as pd

from core.standards import Comparison, Standard, Threshold

ABOUT = 0.10
"""How far, relative to the threshold, a value may lie on either side when the standard says "about"."""


def margins(conditions: pd.DataFrame, standard: Standard, *, monitored_only: bool = True) -> pd.DataFrame:
    """Every school, year and threshold that the data can judge.

    `conditions` is the frame of `core.queries.conditions`. Returns unit_id · unit_name · unit_name_en · year · item ·
    value · threshold · margin (positive: to spare, in the threshold's unit) · meets (True, False, or None when a part
    was not reported) · status · provisional. Thresholds marked unverified, and those no dataset collects, are left out.
    """
    columns = ["unit_id", "unit_name", "unit_name_en", "year", "item", "value", "threshold", "margin", "meets"]
    if conditions.empty:
        return pd.DataFrame(columns=[*columns, "status", "provisional"])
    schools = conditions[conditions["dataset"] == "conditions"]
    about = schools.groupby(["unit_id", "year"], as_index=False).agg(
        unit_name=("unit_name", "first"),
        unit_name_en=("unit_name_en", "first"),
        school_class=("school_class", "first"),
        status=("status", "first"),
        provisional=("provisional", "max"),
    )
    wide = conditions.pivot_table(
        index=["unit_id", "year"], columns=["dataset", "measure"], values="value", aggfunc="first", dropna=False
    )
    found = []
    for school in about.itertuples(index=False):
        values = wide.loc[(school.unit_id, school.year)]
        for threshold in standard.thresholds_for(school.school_class):
            if threshold.unverified or threshold.numerator is None or (monitored_only and not threshold.monitored):
                continue
            value = _value(values, threshold)
            found.append(
                {
                    "unit_id": school.unit_id,
                    "unit_name": school.unit_name,
                    "unit_name_en": school.unit_name_en,
                    "year": school.year,
                    "item": threshold.item,
                    "value": value,
                    "threshold": threshold.value,
                    "margin": None if value is None else _margin(value, threshold),
                    "meets": None if value is None else _margin(value, threshold) >= 0,
                    "status": school.status,
                    "provisional": bool(school.provisional),
                }
            )
    return pd.DataFrame(found, columns=[*columns, "status", "provisional"]).astype({"meets": object})


def share_meeting_standard(conditions: pd.DataFrame, standard: Standard) -> pd.DataFrame:
    """The share of schools that meet every monitored threshold, in the columns of `core.queries.series`.

    A year in which one school cannot be judged, because a part was not reported, has no share.
    """
    judged = margins(conditions, standard)
    found = []
    for year, schools in judged.groupby("year"):
        verdicts = schools.groupby("unit_id")["meets"].agg(_all_met)
        met, unknown = sum(v is True for v in verdicts), sum(v is None for v in verdicts)
        found.append(
            {
                "year": int(str(year)),
                "value": None if unknown else met / len(verdicts),
                "numerator": None if unknown else float(met),
                "denominator": float(len(verdicts)),
                "symbol": "not_reported" if unknown else "",
                "status": schools["status"].iloc[0],
                "provisional": bool(schools["provisional"].any()),
                "suppressed_parts": 0,
            }
        )
    return pd.DataFrame(
        found,
        columns=["year", "value", "numerator", "denominator", "symbol", "status", "provisional", "suppressed_parts"],
    )


def _all_met(verdicts: pd.Series) -> bool | None:
    """False as soon as one threshold fails, None when none fails but one is unknown."""
    known = list(verdicts)
    if any(verdict is False for verdict in known):
        return False
    return None if any(verdict is None for verdict in known) else True


def _value(values: pd.Series, threshold: Threshold) -> float | None:
    numerator = _part(values, threshold.numerator)
    if threshold.denominator is None or numerator is None:
        return numerator
    denominator = _part(values, threshold.denominator)
    return None if not denominator else numerator / denominator


def _part(values: pd.Series, measure: object) -> float | None:
    value = values.get((measure.dataset, measure.name))  # type: ignore[attr-defined]
    return None if value is None or pd.isna(value) else float(value)


def _margin(value: float, threshold: Threshold) -> float:
    if threshold.comparison is Comparison.AT_LEAST:
        return value - threshold.value
    if threshold.comparison is Comparison.AT_MOST:
        return threshold.value - value
    return ABOUT * threshold.value - abs(value - threshold.value)
