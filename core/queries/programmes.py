"""Programmes: their students by school and year, and how many entrants go into programmes paired with an industry."""

from __future__ import annotations

import pandas as pd
import pyarrow as pa

from core.datasets import MOST_SUPPRESSED, ListState
from core.queries.completeness.missing_returns import missing_rows
from core.queries.completeness.unit_register import first_years_of_schools, vocational_schools
from core.queries.database import Returns, frame, records, select
from core.queries.query import query

DATASET = "programmes"

# What nobody owes (enterprises, bases) is there or not; what was owed and is missing has a row of its own. A suppressed
# number is one to nine persons, unless such numbers hide more that year.
_BY_CODE = """
WITH counted AS (
    SELECT * FROM programmes_returns($programmes)
    UNION ALL BY NAME
    SELECT * FROM returns($programmes) WHERE measure IN ('partner_enterprises', 'training_bases')
)
SELECT programme_code AS code, coalesce(mode(programme_name), '') AS name, year, measure,
       total(value, symbol) AS value, total_symbol(value, symbol) AS symbol, bool_or(provisional) AS provisional,
       suppressed_parts(symbol) AS suppressed_parts,
       count(*) FILTER (WHERE symbol IN ('', 'suppressed')) > 0 AS is_sent,
       coalesce(sum(value), 0) + suppressed_parts(symbol) AS low,
       CASE WHEN count(*) FILTER (WHERE symbol IN ('not_reported', 'not_published')) > 0 THEN 'inf'::DOUBLE
            WHEN list_contains($unbounded, year) AND suppressed_parts(symbol) > 0 THEN 'inf'::DOUBLE
            ELSE coalesce(sum(value), 0) + $most * suppressed_parts(symbol) END AS high
FROM counted WHERE $school = '' OR unit_id = $school
GROUP BY code, year, measure ORDER BY code, year, measure
"""

# A school has students of a programme, or may have: one that sent nothing of what it owes for the year.
_SCHOOLS = """
WITH owed AS (
    SELECT programme_code, year, unit_id, unit_name, unit_name_en, value, symbol
    FROM programmes_returns($programmes) WHERE year = $year AND measure IN ('entrants', 'enrolment')
)
SELECT programme_code AS code, unit_id, any_value(unit_name) AS unit_name,
       any_value(unit_name_en) AS unit_name_en,
       bool_or(coalesce(value > 0, false) OR symbol = 'suppressed') AS has_students,
       bool_or(symbol IN ('not_reported', 'not_published')) AS is_missing
FROM owed GROUP BY code, unit_id
HAVING has_students OR is_missing ORDER BY code, unit_id
"""

_NAMES = """
SELECT unit_id, arg_max(unit_name, year) AS unit_name, arg_max(unit_name_en, year) AS unit_name_en
FROM returns($programmes) GROUP BY unit_id ORDER BY unit_name, unit_id
"""

# Vocational schools that have students of a year, or may have, by the groups they have them in; one that does not
# report by group may have them in any. Where nobody sent a year's students, every school that was there may have had
# some.
_SCHOOLS_BY_GROUP = """
WITH students AS (
    SELECT year, unit_id, unit_name, unit_name_en, programme_group AS code,
           coalesce(value > 0, symbol <> 'not_applicable') AS may_teach
    FROM enrolment_returns($enrolment)
    WHERE level = 'secondary_vocational' AND measure IN ('entrants', 'enrolment') AND unit_id <> ''
), places AS (
    SELECT year, unit_id, unit_name, unit_name_en, code FROM students WHERE may_teach
    UNION ALL
    SELECT year, unit_id, unit_name, unit_name_en, 'total' FROM schools
    WHERE (year, unit_id) NOT IN (SELECT (year, unit_id) FROM students)
), sent AS (SELECT DISTINCT year, unit_id FROM returns($programmes))
SELECT year, code, unit_id, any_value(unit_name) AS unit_name, any_value(unit_name_en) AS unit_name_en,
       (year, unit_id) IN (SELECT (year, unit_id) FROM sent) AS has_returned
FROM places WHERE year IN (SELECT year FROM sent)
GROUP BY year, code, unit_id ORDER BY year, unit_id, code
"""
_YEARS = "SELECT DISTINCT year FROM returns($programmes) ORDER BY year"

# Entrants by school and group, what was owed and is missing among them. Where only single programmes of a group are
# paired, or a school does not report by group, its rows by programme say how many; without them nothing can be said.
_MATCHED = """
WITH cells AS (
    SELECT year, unit_id, programme_group AS code, value, symbol, provisional FROM enrolment_returns($enrolment)
    WHERE level = 'secondary_vocational' AND measure = 'entrants'
), programme AS (
    SELECT year, unit_id, left(programme_code, 2) AS code, value,
           list_contains($codes, programme_code) OR list_contains($groups, left(programme_code, 2)) AS is_paired
    FROM returns($programmes) WHERE measure = 'entrants'
), taught AS (
    SELECT year, unit_id, code, coalesce(sum(value) FILTER (WHERE is_paired), 0) AS paired,
           coalesce(sum(value) FILTER (WHERE NOT is_paired), 0) AS unpaired
    FROM (SELECT * FROM programme UNION ALL SELECT year, unit_id, 'total', value, is_paired FROM programme)
    GROUP BY year, unit_id, code
), parts AS (
    SELECT year, cells.value, symbol, provisional,
           CASE WHEN list_contains($groups, cells.code) THEN cells.value
                ELSE least(cells.value, coalesce(paired, 0)) END AS matched,
           cells.code = 'total' OR list_contains($split, cells.code) AS is_open,
           coalesce(unpaired, 0) AS unpaired
    FROM cells LEFT JOIN taught USING (year, unit_id, code)
)
SELECT year, total(value, symbol) AS value, total_symbol(value, symbol) AS symbol, bool_or(provisional) AS provisional,
       suppressed_parts(symbol) AS suppressed_parts, coalesce(sum(matched), 0) AS matched,
       coalesce(sum(CASE WHEN is_open AND $any_pair THEN least(value - matched, unpaired)
                         ELSE value - matched END), 0) AS unmapped
FROM parts GROUP BY year ORDER BY year
"""


def by_code(returns: Returns, school: str = "", unbounded: frozenset[int] = frozenset()) -> pd.DataFrame:
    """One row a programme, year and measure: code · name · year · measure · value · symbol · provisional ·
    suppressed_parts · is_sent, whether any school sent a number, and `low` and `high`, between which the number lies
    (`high` infinite where a part is missing).

    Of one school by its id, or over all. `unbounded` are the years whose suppressed numbers may be large.
    """
    years = tuple(sorted(unbounded)) or (0,)
    return query(returns, _BY_CODE, DATASET, school=school, unbounded=years, most=MOST_SUPPRESSED)


def schools_of_programmes(returns: Returns, year: int) -> pd.DataFrame:
    """One row a programme and school that has students of it in a year, or owes the number of them: code · unit_* ·
    has_students · is_missing."""
    return query(returns, _SCHOOLS, DATASET, year=year)


def schools_with_programmes(returns: Returns) -> pd.DataFrame:
    """One row a school that has ever returned a programme, by its newest Chinese name: unit_*."""
    return query(returns, _NAMES, DATASET)


def vocational_schools_by_group(returns: Returns) -> pd.DataFrame:
    """One row a year of which any programme was returned, a vocational school that has students in it, or may have, and
    a group they are in (`total`: any): year · code · unit_* · has_returned, whether it returned any programme."""
    datasets = ("enrolment", DATASET)
    years = tuple(int(year) for (year,) in select(records, returns, _YEARS, (DATASET,)))
    tables = {"schools": _schools_there(returns, years), "missing_enrolment": missing_rows(returns, "enrolment")}
    schools: pd.DataFrame = select(frame, returns, _SCHOOLS_BY_GROUP, datasets, tables)
    return schools.copy(deep=False)


def _schools_there(returns: Returns, years: tuple[int, ...]) -> pa.Table:
    """The vocational schools of each year; while the list of units was not stated to be complete, from the first year
    of which they returned anything."""
    schools = vocational_schools(returns, years)
    if returns.snapshot.list_state is ListState.COMPLETE:
        return schools
    first = {(area, unit): year for (area, unit, _), year in first_years_of_schools(returns.as_reported, "").items()}
    is_there = [row["year"] >= first[row["area"], row["unit_id"]] for row in schools.to_pylist()]
    return schools.filter(pa.array(is_there, pa.bool_()))


def matched_entrants(returns: Returns, groups: tuple[str, ...], codes: tuple[str, ...]) -> pd.DataFrame:
    """One row a year of the entrants of vocational schools: year · value (persons) · symbol · provisional ·
    suppressed_parts · matched · unmapped; what is neither cannot be said.

    `groups` (two digits) and `codes` (six) are what is paired with an industry.
    """
    return query(
        returns,
        _MATCHED,
        "enrolment",
        DATASET,
        groups=groups or ("",),
        codes=codes or ("",),
        split=tuple(sorted({code[:2] for code in codes} - set(groups))) or ("",),
        any_pair=bool(groups or codes),
    )
