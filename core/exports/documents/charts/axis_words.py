"""The numbers at an axis in words, as an office program writes them by the format of the axis."""

from __future__ import annotations

from datetime import date, timedelta

_DAY_ZERO = date(1899, 12, 30)
"""The day from which spreadsheets count."""


def axis_words(value: float, number_format: str) -> str:
    """A number in one of the formats that axes of charts have: shares, numbers with decimals, ten thousands, years."""
    if number_format == "yyyy":
        return str((_DAY_ZERO + timedelta(days=value)).year)
    if "万" in number_format:
        return "0" if value == 0 else f"{value / 10_000:.1f}万"
    digits = len(number_format.rstrip("%").partition(".")[2])
    if number_format.endswith("%"):
        return f"{value * 100:.{digits}f}%"
    return f"{value:,.{digits}f}"
