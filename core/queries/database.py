"""The one in-memory DuckDB of the process, and how a SELECT reads the Parquet files of a release with it."""

from __future__ import annotations

import hashlib
import re
import threading
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from functools import cache, lru_cache
from types import MappingProxyType
from typing import Any, TypeVar

import duckdb
import pandas as pd
import pyarrow as pa

from core.datasets import COLLEGE_CLASSES, DATASETS
from core.snapshots import Snapshot, is_stored_as_now, stored_table

MEASURED = tuple(name for name, dataset in DATASETS.items() if "measure" in dataset.schema.names)
"""The datasets that units report measure by measure, year by year."""


def _owed(dataset: str) -> str:
    """The SQL condition of a row that units owe: no optional measure, no conditions of a college."""
    unowed = {"measure": DATASETS[dataset].optional}
    if "school_class" in DATASETS[dataset].codes:
        unowed["school_class"] = COLLEGE_CLASSES
    lists = ((column, ", ".join(f"'{code}'" for code in codes)) for column, codes in unowed.items() if codes)
    return " AND ".join((*(f"{column} NOT IN ({codes})" for column, codes in lists), "true"))


# What every sum over rows must agree on, declared once as macros:
# a total is absent as soon as one part was not reported or not yet published; a suppressed part (fewer than ten
# persons) is left out and counted; a part that does not apply is no part at all.
_MACROS = """
-- The rows of one area: a release may hold several districts, and none may be added into another.
CREATE MACRO returns(file) AS TABLE
    SELECT * FROM every_area(file) WHERE getvariable('area') IS NULL OR area = getvariable('area');
CREATE MACRO total(value, symbol) AS
    CASE WHEN count(*) FILTER (WHERE symbol IN ('not_reported', 'not_published')) > 0 THEN NULL
         WHEN count(value) = 0 THEN NULL
         ELSE sum(value) END;
-- A sum that is the same to the last digit in whatever order the rows come: for figures that have decimals.
CREATE MACRO exact_sum(value) AS fsum(value ORDER BY value);
CREATE MACRO total_symbol(value, symbol) AS
    CASE WHEN count(*) FILTER (WHERE symbol = 'not_reported') > 0 THEN 'not_reported'
         WHEN count(*) FILTER (WHERE symbol = 'not_published') > 0 THEN 'not_published'
         WHEN count(value) > 0 THEN ''
         WHEN count(*) FILTER (WHERE symbol = 'suppressed') > 0 THEN 'suppressed'
         ELSE 'not_applicable' END;
-- Of how many units the rows are, and the names of those that did not report everything they owed.
CREATE MACRO missing_units(unit_id, unit_name, unit_name_en, symbol) AS
    list_sort(
        list(DISTINCT {'id': unit_id, 'zh': unit_name, 'en': unit_name_en}) FILTER (WHERE symbol = 'not_reported')
    );
-- The year of the newest 1 September up to a day.
CREATE MACRO last_autumn(day) AS year(day) - (day < make_date(year(day), 9, 1))::INTEGER;
-- Orders periods as `core.tasks.periods` does: by their end, then their length; first of all one that is not said.
CREATE MACRO period_rank(period) AS CASE WHEN period = '' THEN 0 ELSE
    100 * (12 * period[1:4]::INTEGER + CASE period[6:6] WHEN '' THEN 12 WHEN 'H' THEN 6 * period[7:7]::INTEGER
           WHEN 'Q' THEN 3 * period[7:7]::INTEGER ELSE period[6:7]::INTEGER END)
    + CASE period[6:6] WHEN '' THEN 12 WHEN 'H' THEN 6 WHEN 'Q' THEN 3 ELSE 1 END END;
CREATE MACRO suppressed_parts(symbol) AS count(*) FILTER (WHERE symbol = 'suppressed');
CREATE MACRO weakest(status) AS
    CASE WHEN bool_or(status = 'illustrative') THEN 'illustrative'
         WHEN bool_or(status = 'provisional') THEN 'provisional'
         WHEN bool_or(status = 'reported') THEN 'reported'
         ELSE 'published' END;
"""

# `owed`: the rows of what units owe, so not the measures nobody need report, nor the conditions of colleges; `returns`:
# these and those that are missing, which whoever runs the SELECT hands in as a table.
_MACROS += "".join(
    f"CREATE MACRO {name}_owed(file) AS TABLE SELECT * FROM returns(file) WHERE {_owed(name)};\n"
    for name, dataset in DATASETS.items()
    if "year" in dataset.schema.names
)
_MACROS += "".join(
    f"""
CREATE MACRO {name}_returns(file) AS TABLE
    SELECT * FROM {name}_owed(file) UNION ALL BY NAME SELECT * FROM missing_{name};
"""
    for name in MEASURED
)

# `counted`: the same for figures of the district. What one unit calls not yet published while others have reported the
# year, or owe it still, is not reported; not so before the end of a year that is counted over it.
_MACROS += "".join(
    f"""
CREATE MACRO {name}_counted(file) AS TABLE
    SELECT * REPLACE (CASE WHEN symbol = 'not_published' AND ({key}) IN (
        SELECT ({key}) FROM {name}_returns(file) WHERE symbol <> 'not_published' AND ({key}) IN (
            SELECT ({key}) FROM {name}_owed(file) WHERE symbol = 'not_published'
        )
    ) AND year NOT IN (SELECT year FROM missing_{name} WHERE symbol = 'not_published')
    THEN 'not_reported' ELSE symbol END AS symbol)
    FROM {name}_owed(file) UNION ALL BY NAME SELECT * FROM missing_{name};
"""
    for name in MEASURED
    for key in [", ".join(c for c in ("area", "level", "measure", "year") if c in DATASETS[name].schema.names)]
)

_EVERY_AREA = "CREATE MACRO every_area(file) AS TABLE SELECT * FROM {source}(file);"
_STORED, _CONVERTED = "read_parquet", "query_table"
"""What a dataset is read from: its file, or a table that was converted from a file of a former schema version."""

_NO_TABLES: Mapping[str, pa.Table] = MappingProxyType({})
_Rows = TypeVar("_Rows")

_opening = threading.Lock()


@dataclass(frozen=True, slots=True)
class Returns:
    """The rows of one area (GB/T 2260 code; None: every area) in one release.

    `filled`: what a unit owes and did not report counts with its last value; else it is missing.
    """

    snapshot: Snapshot
    area: str | None = None
    filled: bool = False

    @property
    def as_of(self) -> date:
        return self.snapshot.as_of

    @property
    def as_reported(self) -> Returns:
        """The same rows for what does not depend on filling, so that it is worked out once for both."""
        return replace(self, filled=False)


class QueryError(Exception):
    """A release's file could not be read while a page was made.

    Attributes:
        file: the file, relative to the folder of releases.
    """

    def __init__(self, file: str, reason: str) -> None:
        super().__init__(f"{file}: {reason}")
        self.file = file


@cache
def connection_for(source: str) -> duckdb.DuckDBPyConnection:
    """The connection of this process to releases whose datasets are read from `source`: files, or converted tables."""
    connection = duckdb.connect(":memory:")
    connection.execute(_EVERY_AREA.format(source=source))
    connection.execute(_MACROS)
    return connection


def probe_release(snapshot: Snapshot) -> int:
    """Ask a release for its enrolment rows past the cache of earlier results: the number of rows.

    Raises:
        QueryError: the file cannot be read now.
    """
    count = _question(records, Returns(snapshot), "SELECT count(*) FROM every_area($enrolment)", ("enrolment",), {})
    return int(_ask(count)[0][0])


def records(cursor: duckdb.DuckDBPyConnection) -> list[tuple[Any, ...]]:
    """The rows of a SELECT as tuples."""
    return cursor.fetchall()


def frame(cursor: duckdb.DuckDBPyConnection) -> pd.DataFrame:
    """The rows of a SELECT as a frame."""
    return cursor.df()


def arrow_table(rows: Sequence[tuple[Any, ...]], schema: pa.Schema) -> pa.Table:
    """Rows whose columns are those of the schema, in its order."""
    if not rows:
        return schema.empty_table()
    columns = zip(zip(*rows, strict=True), schema, strict=True)
    return pa.Table.from_arrays([pa.array(values, column.type) for values, column in columns], schema=schema)


def select(
    rows_as: Callable[[duckdb.DuckDBPyConnection], _Rows],
    returns: Returns,
    sql: str,
    datasets: tuple[str, ...],
    tables: Mapping[str, pa.Table] = _NO_TABLES,
    **parameters: object,
) -> _Rows:
    """The rows of one SELECT over the files of a release, as `records` or `frame`; they are not to be changed.

    In `sql` the rows of a dataset as they lie in the file are `returns($<dataset>)`; `tables` are further ones by
    name; other `$names` come from `parameters` (hashable; a tuple arrives as a list), `$as_of` from the release.
    Rows are cached by the content of the files: of a new release only what is new in it is asked for.

    Raises:
        QueryError: a file is gone or damaged since the release was checked.
    """
    rows: _Rows = rows_of_question(_question(rows_as, returns, sql, datasets, tables, **parameters))
    return rows


@dataclass(frozen=True, slots=True)
class _Question:
    """A SELECT and all that its answer depends on; where the files lie is no part of that."""

    sql: str
    rows_as: Callable[[duckdb.DuckDBPyConnection], Any]
    area: str | None
    datasets: tuple[str, ...]
    contents: tuple[str, ...]
    values: tuple[tuple[str, object], ...]
    snapshot: Snapshot = field(compare=False)
    tables: Mapping[str, pa.Table] = field(compare=False)


def _question(
    rows_as: Callable[[duckdb.DuckDBPyConnection], Any],
    returns: Returns,
    sql: str,
    datasets: tuple[str, ...],
    tables: Mapping[str, pa.Table],
    **parameters: object,
) -> _Question:
    values = {"as_of": returns.as_of, **parameters}
    return _Question(
        sql,
        rows_as,
        returns.area,
        datasets,
        contents=(
            *(_content(returns.snapshot, dataset) for dataset in datasets),
            *(content for name, table in tables.items() for content in (name, _digest(table))),
        ),
        values=tuple((name, value) for name, value in values.items() if re.search(rf"\${name}\b", sql)),
        snapshot=returns.snapshot,
        tables=tables,
    )


def _content(snapshot: Snapshot, dataset: str) -> str:
    """What stands for the rows of a dataset: the hash of its file, which may be of a former schema version."""
    return next((file.sha256 for file in snapshot.datasets if file.name == dataset), "")


def _digest(table: pa.Table) -> str:
    content = pa.BufferOutputStream()
    with pa.ipc.new_stream(content, table.schema) as stream:
        stream.write_table(table)
    return hashlib.sha256(content.getvalue()).hexdigest()


@lru_cache(maxsize=512)
def rows_of_question(question: _Question) -> Any:
    """The rows that `select` answers with."""
    return _ask(question)


def _ask(question: _Question) -> Any:
    # Every call has a cursor of its own: a connection shared between threads hands one thread's rows to another.
    snapshot = question.snapshot
    is_stored = all(is_stored_as_now(snapshot, dataset) for dataset in question.datasets)
    with _opening:
        cursor = connection_for(_STORED if is_stored else _CONVERTED).cursor()
    read = [name for name in question.datasets if re.search(rf"\${name}\b", question.sql)]
    values = {name: list(value) if isinstance(value, tuple) else value for name, value in question.values}
    try:
        cursor.execute("SET VARIABLE area = $area", {"area": question.area})
        files = _files(snapshot, read) if is_stored else _converted_tables(snapshot, read, cursor)
        for name, table in question.tables.items():
            cursor.register(name, table)
        # Not as a relation, which is planned once to know its columns and once more to be run.
        cursor.execute(question.sql, {**files, **values})
        return question.rows_as(cursor)
    except duckdb.Error as error:
        paths = ((file.name, str(file.path)) for file in snapshot.datasets if file.name in question.datasets)
        dataset = next((name for name, path in paths if path in str(error)), question.datasets[0])
        raise QueryError(f"{snapshot.id}/{dataset}.parquet", type(error).__name__) from error
    finally:
        cursor.close()


def _files(snapshot: Snapshot, datasets: Iterable[str]) -> dict[str, str]:
    """The file that each dataset of a release is read from."""
    return {dataset: str(snapshot.path(dataset)) for dataset in datasets}


def _converted_tables(snapshot: Snapshot, datasets: Iterable[str], cursor: duckdb.DuckDBPyConnection) -> dict[str, str]:
    """The table, handed to DuckDB here, that each dataset of a release of a former schema version is read from."""
    names = {dataset: f"stored_{dataset}" for dataset in datasets}
    for dataset, name in names.items():
        try:
            cursor.register(name, stored_table(snapshot, dataset))
        except (OSError, pa.ArrowException) as error:
            raise QueryError(f"{snapshot.id}/{dataset}.parquet", type(error).__name__) from error
    return names
