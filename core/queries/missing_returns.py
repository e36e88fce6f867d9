"""What a release should hold and does not: a row for everything a unit owed for a year and did not report.

A figure of the district is whole only when every unit in force that year reported it. What is missing is therefore
added where rows are read, as a row without a value and with the symbol `not_reported`: every sum over it is absent.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache

import pyarrow as pa

from core.datasets import DATASETS, TOTAL, Symbol
from core.queries.database import Returns, select
from core.toml_entries import Words


@dataclass(frozen=True, slots=True)
class OwedReturn:
    """How a dataset is owed by the units that report it.

    `kind` is a column whose values a unit owes separately, each from its first year on (a level of schools). `part` is
    a column of which a unit owes what it had the year before (its programme groups). `members` is a SELECT of units
    that came after the dataset was first collected and owe it for another reason: area · unit_id · the kind · first,
    the first year owed.
    """

    kind: str = ""
    part: str = ""
    members: str = ""


# A vocational school reports its students, teachers and conditions. One that teaches general classes as well may have
# neither teachers nor premises of its own for the vocational ones, so it owes only what it has reported before.
_VOCATIONAL_SCHOOLS = """
SELECT area, unit_id, min(year) AS first FROM (
    SELECT area, unit_id, year, level FROM returns($enrolment)
    UNION ALL SELECT area, unit_id, year, 'secondary_vocational' FROM returns($teachers)
    UNION ALL SELECT area, unit_id, year, 'secondary_vocational' FROM returns($conditions)
) GROUP BY area, unit_id HAVING bool_and(level = 'secondary_vocational')
"""
_ENROLLING_COLLEGES = """
SELECT area, unit_id, min(year(actual_date) + (actual_date > make_date(year(actual_date), 9, 1))::INTEGER) AS first
FROM returns($colleges) WHERE stage = 'enrolling' AND actual_date <= $as_of GROUP BY area, unit_id
"""

OWED: dict[str, OwedReturn] = {
    "enrolment": OwedReturn(
        "level",
        "programme_group",
        f"SELECT area, unit_id, 'secondary_vocational' AS level, first FROM ({_VOCATIONAL_SCHOOLS})",
    ),
    "college_enrolment": OwedReturn(part="study_mode", members=_ENROLLING_COLLEGES),
    "training": OwedReturn(part="target_group"),
    "teachers": OwedReturn(members=_VOCATIONAL_SCHOOLS),
    "conditions": OwedReturn(members=_VOCATIONAL_SCHOOLS),
    "cohorts": OwedReturn(),
}
"""The datasets of which every unit in force owes a return each year."""

SCHOOL_YEARS = 3
"""A school has graduates once its first entrants have been there so many years; before that it owes no number."""

_REGISTER = f"""
SELECT area, unit_id, unit_name, unit_name_en, unit_valid_from, unit_valid_to
FROM ({
    " UNION ".join(
        f"SELECT area, unit_id, unit_name, unit_name_en, unit_valid_from, unit_valid_to FROM returns(${name})"
        for name in DATASETS
    )
})
"""

# {same} compares the owed kind of two rows, {kind} lists its column; `register` is what `_REGISTER` gives.
_MISSING = """
WITH reported AS (SELECT * FROM returns(${dataset})),
known AS (
    SELECT area, unit_id{kind}, min(first) AS first FROM (
        SELECT area, unit_id{kind}, min(year) AS first FROM reported GROUP BY area, unit_id{kind}
        {members}
    ) GROUP BY area, unit_id{kind}
),
-- A year is asked for as soon as anybody reported the measure in it. The district as one unit stands for all others.
asked AS (SELECT DISTINCT area, year, measure FROM reported),
reporters AS (
    SELECT area, year{kind}, measure, bool_or(unit_id = area) AS by_district, bool_or(unit_id <> area) AS by_unit
    FROM reported GROUP BY area, year{kind}, measure
),
owed AS (
    SELECT asked.area, known.unit_id, asked.year, asked.measure{known_kind}
    FROM known JOIN asked ON asked.area = known.area AND asked.year >= known.first
         LEFT JOIN reporters ON reporters.area = asked.area AND reporters.year = asked.year
              AND reporters.measure = asked.measure {same_reporters}
    WHERE NOT coalesce(CASE WHEN known.unit_id = asked.area THEN by_unit ELSE by_district END, false)
      AND (asked.measure <> 'graduates' OR asked.year >= known.first + {school_years})
      AND EXISTS (
          SELECT 1 FROM register WHERE register.area = known.area AND register.unit_id = known.unit_id
             AND unit_valid_from <= make_date(asked.year, 9, 1)
             AND coalesce(unit_valid_to >= make_date(asked.year, 9, 1), true)
      )
),
absent AS (
    SELECT owed.*, (
        SELECT max(year) FROM reported AS earlier WHERE earlier.area = owed.area AND earlier.unit_id = owed.unit_id
           AND earlier.measure = owed.measure {same_earlier} AND earlier.year < owed.year
    ) AS last_year
    FROM owed ANTI JOIN reported AS now ON now.area = owed.area AND now.unit_id = owed.unit_id
         AND now.measure = owed.measure AND now.year = owed.year {same_now}
),
missing AS (
    -- Nothing of the measure: the rows of the last year it was reported, unless it did not apply then ...
    SELECT 'not_reported' AS reason, absent.year AS owed_year, earlier.*
    FROM absent JOIN reported AS earlier ON earlier.area = absent.area AND earlier.unit_id = absent.unit_id
         AND earlier.measure = absent.measure AND earlier.year = absent.last_year {same_absent}
    WHERE earlier.symbol <> 'not_applicable'
    UNION ALL
    -- ... or, never reported so far, a row like another unit's, for the unit as a whole.
    SELECT 'not_reported', absent.year, other.* REPLACE (absent.unit_id AS unit_id {as_whole})
    FROM absent JOIN reported AS other ON other.area = absent.area AND other.measure = absent.measure
         AND other.year = absent.year {same_other}
    WHERE absent.last_year IS NULL
    QUALIFY row_number() OVER (
        PARTITION BY absent.area, absent.unit_id, absent.measure, absent.year ORDER BY other.unit_id, other.source_row
    ) = 1
    {lost}
    {unfinished}
)
SELECT missing.* EXCLUDE (reason, owed_year) REPLACE (
    owed_year AS year, NULL::DOUBLE AS value, reason AS symbol, 'published' AS status, false AS provisional,
    '' AS source_file, '' AS source_sheet, 0 AS source_row,
    unit.unit_name AS unit_name, unit.unit_name_en AS unit_name_en, unit.unit_valid_from AS unit_valid_from,
    unit.unit_valid_to AS unit_valid_to
)
FROM missing JOIN LATERAL (
    SELECT unit_name, unit_name_en, unit_valid_from, unit_valid_to FROM register
    WHERE register.area = missing.area AND register.unit_id = missing.unit_id
    ORDER BY (unit_valid_from <= make_date(owed_year, 9, 1)) DESC, unit_valid_from DESC LIMIT 1
) AS unit ON true
ORDER BY ALL
"""

# A unit that was there before the dataset was first collected and never reported it is not one that owes it.
_MEMBERS = """
        UNION ALL SELECT area, unit_id{kind}, first FROM ({members})
        WHERE first > (SELECT min(year) FROM reported)
"""

# A part with a value the year before and no row now, although the unit reported others and not only their total.
_LOST = """
    UNION ALL
    SELECT 'not_reported', owed.year, earlier.*
    FROM owed JOIN reported AS earlier ON earlier.area = owed.area AND earlier.unit_id = owed.unit_id
         AND earlier.measure = owed.measure AND earlier.year = owed.year - 1 {same_earlier}
    SEMI JOIN reported AS now ON now.area = owed.area AND now.unit_id = owed.unit_id
         AND now.measure = owed.measure AND now.year = owed.year {same_now}
    ANTI JOIN reported AS now ON now.area = owed.area AND now.unit_id = owed.unit_id AND now.measure = owed.measure
         AND now.year = owed.year AND (now.{part} = earlier.{part} OR now.{part} = '{total}') {same_now}
    WHERE earlier.{part} <> '{total}' AND (earlier.value > 0 OR earlier.symbol = 'suppressed')
"""

# What is counted over a calendar year is not whole before the year is over.
_UNFINISHED = """
    UNION ALL
    SELECT 'not_published', reported.year, reported.* FROM reported WHERE make_date(reported.year, 12, 31) > $as_of
"""


def missing_rows(returns: Returns, dataset: str) -> pa.Table:
    """The rows a dataset of `OWED` lacks, in the columns of its contract: no value, symbol `not_reported`, no source.

    A unit owes a measure for a year when somebody reported it for that year, the unit is in force on 1 September and
    it belongs to those who report the dataset. Training is counted over the calendar year: before its end every row
    of the year has a second one with the symbol `not_published`.
    """
    return _missing_rows(returns, dataset)


def missing_units(returns: Returns, dataset: str, year: int) -> tuple[Words, ...]:
    """The names of the units that owe a dataset of `OWED` for a year and did not report all of it, by unit id."""
    rows = [row for row in missing_rows(returns, dataset).to_pylist() if row["year"] == year]
    names = {row["unit_id"]: row for row in rows if row["symbol"] == Symbol.NOT_REPORTED}
    return tuple(
        Words(zh=row["unit_name"], en=row["unit_name_en"] or row["unit_name"]) for _, row in sorted(names.items())
    )


@lru_cache(maxsize=256)
def _missing_rows(returns: Returns, dataset: str) -> pa.Table:
    owed = OWED[dataset]

    def same(left: str, right: str) -> str:
        return f"AND {left}.{owed.kind} = {right}.{owed.kind}" if owed.kind else ""

    lost = ""
    if owed.part:
        lost = _LOST.format(
            part=owed.part, total=TOTAL, same_earlier=same("earlier", "owed"), same_now=same("now", "owed")
        )
    sql = _MISSING.format(
        dataset=dataset,
        kind=f", {owed.kind}" if owed.kind else "",
        known_kind=f", known.{owed.kind}" if owed.kind else "",
        members=_MEMBERS.format(kind=f", {owed.kind}" if owed.kind else "", members=owed.members)
        if owed.members
        else "",
        school_years=SCHOOL_YEARS,
        same_reporters=same("reporters", "known"),
        same_earlier=same("earlier", "owed"),
        same_now=same("now", "owed"),
        same_absent=same("earlier", "absent"),
        same_other=same("other", "absent"),
        as_whole=f", '{TOTAL}' AS programme_group" if dataset == "enrolment" else "",
        lost=lost,
        unfinished=_UNFINISHED if dataset == "training" else "",
    )
    with select(returns, sql, tuple(DATASETS), {"register": _register(returns)}) as rows:
        return rows.to_arrow_table()


@lru_cache(maxsize=64)
def _register(returns: Returns) -> pa.Table:
    """Every entry of the register of units over all datasets: a unit may be closed in one that it reports no more."""
    with select(returns, _REGISTER, tuple(DATASETS), {}) as rows:
        return rows.to_arrow_table()
