"""Keeps a text out of somebody's data from being run as a formula when a spreadsheet program opens a CSV file."""

from __future__ import annotations

_FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")


def without_formula(value: float | int | str) -> float | int | str:
    """The value with an apostrophe before what would begin a formula (OWASP); numbers, written as text too, stay."""
    if not isinstance(value, str) or not value.startswith(_FORMULA):
        return value
    try:
        float(value.replace(",", "").removesuffix("%"))
    except ValueError:
        return "'" + value
    return value
