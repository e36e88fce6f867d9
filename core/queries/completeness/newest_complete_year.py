"""Which years every owed return came for: the newest, the rows up to it, and what is only a part of a year."""

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


def is_whole(frame: pd.DataFrame, year: int) -> bool:
    """Whether everything owed for a year was reported; `frame` as of `newest_complete_year`."""
    return not frame.loc[frame["year"] == year, "symbol"].isin(OWED).any()


def with_parts(frame: pd.DataFrame) -> pd.DataFrame:
    """The same rows with `is_part`: of a year (and measure) that is not whole each value may be of some units only.

    For sums over units by group, type or level: nobody knows of which groups those are that have not reported.
    """
    keys = [frame[name] for name in ("year", "measure") if name in frame]
    is_open = frame["symbol"].isin(OWED).groupby(keys).transform("any")
    return frame.assign(is_part=is_open.astype(bool) & frame["value"].notna())


def whole_years(frame: pd.DataFrame) -> pd.DataFrame:
    """The rows up to the newest complete year: some units of a later one are not all of them."""
    newest = newest_complete_year(frame)
    return frame if newest is None else frame[frame["year"] <= newest]
