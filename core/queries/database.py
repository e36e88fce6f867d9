"""The one in-memory DuckDB of the process and how a query reads a release's Parquet files with it."""

from __future__ import annotations

import threading
from dataclasses import dataclass
from datetime import date
from functools import cache, lru_cache

import duckdb
import pandas as pd

from core.snapshots import Snapshot

# What every sum over rows must agree on, declared once as macros:
# a total is absent as soon as one part was not reported or not yet published; a suppressed part (fewer than ten
# persons) is left out and counted; a part that does not apply is no part at all.
_MACROS = """
-- The rows of one area: a release may hold several districts, and none may be added into another.
CREATE MACRO returns(file) AS TABLE
    SELECT * FROM read_parquet(file) WHERE getvariable('area') IS NULL OR area = getvariable('area');
CREATE MACRO total(value, symbol) AS
    CASE WHEN count(*) FILTER (WHERE symbol IN ('not_reported', 'not_published')) > 0 THEN NULL
         WHEN count(value) = 0 THEN NULL
         ELSE sum(value) END;
CREATE MACRO total_symbol(value, symbol) AS
    CASE WHEN count(*) FILTER (WHERE symbol = 'not_reported') > 0 THEN 'not_reported'
         WHEN count(*) FILTER (WHERE symbol = 'not_published') > 0 THEN 'not_published'
         WHEN count(value) > 0 THEN ''
         WHEN count(*) FILTER (WHERE symbol = 'suppressed') > 0 THEN 'suppressed'
         ELSE 'not_applicable' END;
CREATE MACRO suppressed_parts(symbol) AS count(*) FILTER (WHERE symbol = 'suppressed');
CREATE MACRO weakest(status) AS
    CASE WHEN bool_or(status = 'illustrative') THEN 'illustrative'
         WHEN bool_or(status = 'provisional') THEN 'provisional'
         WHEN bool_or(status = 'reported') THEN 'reported'
         ELSE 'published' END;

-- One measure of a dataset summed by year, and one measure over another, in the columns of `core.assessment.SERIES`.
CREATE MACRO yearly_total(file, wanted) AS TABLE
    SELECT year, total(value, symbol) AS value, NULL::DOUBLE AS numerator, NULL::DOUBLE AS denominator,
           total_symbol(value, symbol) AS symbol, weakest(status) AS status,
           bool_or(provisional) AS provisional, suppressed_parts(symbol) AS suppressed_parts
    FROM returns(file) WHERE measure = wanted GROUP BY year;
-- A share pairs the two parts of every unit. A unit with one part only did not report the other; a suppressed part
-- makes the share unknown, since it can be bounded on neither side; a unit it does not apply to is left out.
CREATE MACRO yearly_share(file, upper_part, lower_part) AS TABLE
    WITH cells AS (
        SELECT year, unit_id, measure, total(value, symbol) AS part, total_symbol(value, symbol) AS part_symbol,
               suppressed_parts(symbol) AS hidden, weakest(status) AS status, bool_or(provisional) AS provisional
        FROM returns(file) WHERE measure IN (upper_part, lower_part) GROUP BY year, unit_id, measure
    ), units AS (
        SELECT year, max(part) FILTER (WHERE measure = upper_part) AS upper_value,
               max(part) FILTER (WHERE measure = lower_part) AS lower_value,
               CASE WHEN bool_and(part_symbol = 'not_applicable') THEN 'not_applicable'
                    WHEN count(*) < 2 OR bool_or(part_symbol = 'not_reported') THEN 'not_reported'
                    WHEN bool_or(part_symbol = 'not_published') THEN 'not_published'
                    WHEN bool_or(hidden > 0) THEN 'suppressed'
                    WHEN bool_or(part_symbol = 'not_applicable') THEN 'not_reported'
                    ELSE '' END AS reason,
               weakest(status) AS status, bool_or(provisional) AS provisional
        FROM cells GROUP BY year, unit_id
    ), years AS (
        SELECT year, CASE WHEN bool_or(reason = 'not_reported') THEN 'not_reported'
                          WHEN bool_or(reason = 'not_published') THEN 'not_published'
                          WHEN bool_or(reason = 'suppressed') THEN 'suppressed'
                          WHEN bool_and(reason = 'not_applicable') THEN 'not_applicable'
                          WHEN sum(lower_value) = 0 THEN 'not_applicable'
                          ELSE '' END AS symbol,
               sum(upper_value) FILTER (WHERE reason = '') AS numerator,
               sum(lower_value) FILTER (WHERE reason = '') AS denominator,
               weakest(status) AS status, bool_or(provisional) AS provisional
        FROM units GROUP BY year
    )
    SELECT year, CASE WHEN symbol = '' THEN numerator / denominator END AS value,
           CASE WHEN symbol = '' THEN numerator END AS numerator,
           CASE WHEN symbol = '' THEN denominator END AS denominator,
           symbol, status, provisional, 0 AS suppressed_parts
    FROM years;
"""

_opening = threading.Lock()


@dataclass(frozen=True, slots=True)
class Returns:
    """The rows of one area (GB/T 2260 code; None: every area) in one release."""

    snapshot: Snapshot
    area: str | None = None

    @property
    def as_of(self) -> date:
        return self.snapshot.as_of


class QueryError(Exception):
    """A release's file could not be read while a page was made.

    Attributes:
        file: the file, relative to the folder of releases.
    """

    def __init__(self, file: str, reason: str) -> None:
        super().__init__(f"{file}: {reason}")
        self.file = file


@cache
def _database() -> duckdb.DuckDBPyConnection:
    connection = duckdb.connect(":memory:")
    connection.execute(_MACROS)
    return connection


def query(returns: Returns, sql: str, *datasets: str, **parameters: object) -> pd.DataFrame:
    """Run one SELECT over the named datasets of a release; the result is cached, since a release never changes.

    In `sql` the rows of a dataset are `returns($<dataset>)`; other `$names` come from `parameters` (hashable; a tuple
    arrives as a list). The frame may be changed by the caller: pandas copies on write.

    Raises:
        QueryError: a file is gone or damaged since the release was checked.
    """
    return cached_rows(returns.snapshot, returns.area, sql, datasets, tuple(sorted(parameters.items()))).copy(
        deep=False
    )


def probe_release(snapshot: Snapshot) -> int:
    """Ask a release for its enrolment rows past the cache of earlier results: the number of rows.

    Raises:
        QueryError: the file cannot be read now.
    """
    counted = cached_rows.__wrapped__(
        snapshot, None, "SELECT count(*) AS counted FROM read_parquet($enrolment)", ("enrolment",), ()
    )
    return int(counted["counted"].iloc[0])


@lru_cache(maxsize=512)
def cached_rows(
    snapshot: Snapshot,
    area: str | None,
    sql: str,
    datasets: tuple[str, ...],
    parameters: tuple[tuple[str, object], ...],
) -> pd.DataFrame:
    """The rows of a query as a frame of the cache, which the caller copies before changing anything."""
    # Every call has a cursor of its own: a connection shared between threads hands one thread's rows to another.
    with _opening:
        cursor = _database().cursor()
    paths = {dataset: str(snapshot.path(dataset)) for dataset in datasets}
    try:
        cursor.execute("SET VARIABLE area = $area", {"area": area})
        return cursor.execute(sql, {**paths, **dict(parameters)}).df()
    except duckdb.Error as error:
        dataset = next((name for name, path in paths.items() if path in str(error)), datasets[0])
        raise QueryError(f"{snapshot.id}/{dataset}.parquet", type(error).__name__) from error
    finally:
        cursor.close()
