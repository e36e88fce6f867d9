"""Programmes: their students by school and year, and how many entrants go into programmes paired with an industry."""

from __future__ import annotations

import pandas as pd

from core.datasets import MOST_SUPPRESSED
from core.queries.database import Returns
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

# Vocational schools with entrants in a year, and whether they returned programmes for it.
_REPORTERS = """
WITH enrolling AS (
    SELECT unit_id, any_value(unit_name) AS unit_name, any_value(unit_name_en) AS unit_name_en
    FROM enrolment_returns($enrolment)
    WHERE level = 'secondary_vocational' AND measure = 'entrants' AND year = $year AND unit_id <> ''
    GROUP BY unit_id HAVING bool_or(coalesce(value > 0, true))
)
SELECT unit_id, unit_name, unit_name_en,
       unit_id IN (SELECT unit_id FROM returns($programmes) WHERE year = $year) AS has_returned
FROM enrolling ORDER BY unit_id
"""

# Groups in which a school that returned no programmes for a year has students, or may have: those of others are then a
# part. A school that does not report by group may have them in any.
_SILENT = """
SELECT DISTINCT year, programme_group AS code FROM enrolment_returns($enrolment)
WHERE level = 'secondary_vocational' AND measure IN ('entrants', 'enrolment') AND unit_id <> ''
  AND coalesce(value > 0, true)
  AND (year, unit_id) NOT IN (SELECT (year, unit_id) FROM returns($programmes)) ORDER BY ALL
"""

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
    suppressed_parts, and `low` and `high`, between which the number lies (`high` infinite where a part is missing).

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


def reporters(returns: Returns, year: int) -> pd.DataFrame:
    """One row a vocational school with entrants in a year, or without a number of them: unit_* · has_returned, whether
    it returned any programme for it."""
    return query(returns, _REPORTERS, "enrolment", DATASET, year=year)


def groups_of_silent_schools(returns: Returns) -> pd.DataFrame:
    """One row a year and group (`total`: any) in which schools that returned no programmes for it may have students:
    year · code."""
    return query(returns, _SILENT, "enrolment", DATASET)


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
