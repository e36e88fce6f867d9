"""Which years every owed return came for: the newest, the rows up to it; what is a part."""

from __future__ import annotations

import pandas as pd

from core.datasets import OWED

IS_SILENT = """bool_and(symbol IN ('not_reported', 'not_published'))
    OVER (PARTITION BY year, measure, unit_id) AS is_silent"""
"""Of each row of a `_counted` table whether its unit has sent nothing of the measure and year."""
IS_PART = """total(value, symbol) IS NOT NULL AND bool_or(bool_or(is_silent)) OVER (PARTITION BY {year}) AS is_part"""
"""Of sums by group, type or level: whether a unit is silent of whom nobody knows which groups it has."""


def newest_complete_year(frame: pd.DataFrame) -> int | None:
    """The newest year in which everything owed was reported; without one the newest that has any value.

    `frame` has year · value · symbol, one row for each part of a year. None when nothing has a value.
    """
    years = frame.loc[frame["value"].notna(), "year"]
    if years.empty:
        return None
    open_years = frame.loc[frame["symbol"].isin(OWED), "year"]
    complete = years[~years.isin(open_years)]
    return int((years if complete.empty else complete).max())


def is_whole(frame: pd.DataFrame, year: int) -> bool:
    """Whether everything owed for a year was reported; `frame` as of `newest_complete_year`."""
    return not frame.loc[frame["year"] == year, "symbol"].isin(OWED).any()


def whole_years(frame: pd.DataFrame) -> pd.DataFrame:
    """The rows up to the newest complete year: some units of a later one are not all of them."""
    newest = newest_complete_year(frame)
    return frame if newest is None else frame[frame["year"] <= newest]
