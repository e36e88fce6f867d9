"""Schools and what they reported, as the query of conditions hands them over, and a standard made up for them."""

from __future__ import annotations

from typing import Any

import pandas as pd

from core.plan.standards import Standard

WORDS = {"zh": "字", "en": "words"}
TEACHERS = ("full_time", "senior_title", "industry_part_time")
"""Measures of the dataset `teachers`; all others are conditions."""


def measure(name: str) -> dict[str, str]:
    return {"dataset": "teachers" if name in TEACHERS else "conditions", "name": name}


def threshold(item: str, comparison: str, value: float, upper: str, lower: str = "", **changes: Any) -> dict[str, Any]:
    """A threshold over one measure, or over two; of the unit students and for every class unless said otherwise."""
    entry = {"item": item, "comparison": comparison, "value": value, "school_class": "all", "label": WORDS}
    entry |= {"unit": "students", "monitored": True, "copy_read": "copy"}
    entry |= {"numerator": measure(upper)} if upper else {}
    entry |= {"denominator": measure(lower)} if lower else {}
    return entry | changes


def standard(*thresholds: dict[str, Any], **changes: Any) -> Standard:
    entry = {"id": "made-up", "title": WORDS, "document": "1", "year": 2022, "publisher": WORDS, "scope": WORDS}
    entry |= {"copies": [{"id": "copy", "part": WORDS, "address": "https://example.org/"}]}
    return Standard.model_validate({**entry, "threshold": list(thresholds), **changes}, strict=False)


def school(unit: str = "a", year: int = 2025, of_class: str = "general", **values: float | str) -> list[dict[str, Any]]:
    """One school and year; a text in place of a number is the reason why there is none."""
    return [
        {
            "dataset": "teachers" if name in TEACHERS else "conditions",
            "unit_id": unit,
            "unit_name": f"{unit}校",
            "unit_name_en": f"School {unit}",
            "school_class": "" if name in TEACHERS else of_class,
            "year": year,
            "measure": name,
            "value": None if isinstance(value, str) else float(value),
            "symbol": value if isinstance(value, str) else "",
            "status": "reported",
            "provisional": False,
        }
        for name, value in values.items()
    ]


def frame(*schools: list[dict[str, Any]]) -> pd.DataFrame:
    return pd.DataFrame([row for rows in schools for row in rows])
