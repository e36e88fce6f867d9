"""The newest year of which every owed return came, and the rows up to it."""

from __future__ import annotations

import pandas as pd

from core.datasets import OWED


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


def whole_years(frame: pd.DataFrame) -> pd.DataFrame:
    """The rows up to the newest complete year: some units of a later one are not all of them."""
    newest = newest_complete_year(frame)
    return frame if newest is None else frame[frame["year"] <= newest]
