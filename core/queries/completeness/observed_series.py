"""What units report of any other indicator, put together by its declared rule: a part is never shown as the whole."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import pandas as pd

from core.plan.indicators import Indicator, OverUnits, Supplier
from core.queries.completeness.unit_register import vocational_schools
from core.queries.completeness.unknown_units import open_years
from core.queries.database import Returns, frame, records, select

_YEARS = "SELECT DISTINCT year FROM returns($observations) ORDER BY year"

# The rows that count: of any indicator its units, unless somebody stated the whole district for that year; of one that
# is not added up only what is stated for the whole: under the district's code, or by the one unit that is no school.
_COUNTED = """
asked_for AS (SELECT * FROM returns($observations) WHERE list_contains($indicators, indicator)),
stated AS (SELECT DISTINCT area, indicator, year FROM asked_for WHERE unit_id = area),
alone AS (
    SELECT area, indicator, year FROM asked_for ANTI JOIN schools USING (area, unit_id)
    WHERE list_contains($whole_only, indicator) GROUP BY ALL HAVING count(*) = 1
),
counted AS (
    SELECT * FROM asked_for WHERE unit_id = area
    UNION ALL
    SELECT * FROM asked_for ANTI JOIN stated USING (area, indicator, year)
    WHERE NOT list_contains($whole_only, indicator)
    UNION ALL
    SELECT asked_for.* FROM asked_for SEMI JOIN alone USING (area, indicator, year)
         ANTI JOIN schools USING (area, unit_id)
    WHERE unit_id <> area
)
"""

# What one unit calls not yet published is not reported, unless that is all there is of the year.
# What was reported, and a row without a value for each unit that owes it: every vocational school, where schools supply
# it; any other that reported it before and is still there; units nobody knows of, while the list of units is open.
_OWED = """
asked AS (SELECT DISTINCT area, indicator, year FROM counted WHERE unit_id <> area),
reporters AS (
    SELECT area, indicator, unit_id, min(year) AS first, arg_max(unit_name, year) AS unit_name,
           arg_max(unit_name_en, year) AS unit_name_en,
           CASE WHEN bool_or(unit_valid_to IS NULL) THEN NULL ELSE max(unit_valid_to) END AS last
    FROM counted
    WHERE unit_id <> area AND NOT (
        list_contains($of_schools, indicator) AND unit_id IN (SELECT unit_id FROM schools)
    )
    GROUP BY ALL
),
owed AS (
    SELECT asked.area, asked.indicator, asked.year, unit_id, unit_name, unit_name_en
    FROM asked JOIN reporters USING (area, indicator)
    WHERE first <= asked.year AND coalesce(last >= make_date(asked.year, 9, 1), true)
    UNION ALL
    SELECT asked.area, asked.indicator, asked.year, unit_id, unit_name, unit_name_en
    FROM asked JOIN schools USING (area, year) WHERE list_contains($of_schools, asked.indicator)
    UNION ALL
    SELECT area, indicator, year, '', '', '' FROM asked WHERE list_contains($open_years, year)
),
sent_and_owed AS (
    SELECT indicator, year, unit_id, unit_name, unit_name_en, unit, value, numerator, denominator, symbol, status,
           provisional
    FROM counted
    UNION ALL BY NAME
    SELECT owed.indicator, owed.year, owed.unit_id, owed.unit_name, owed.unit_name_en, 'not_reported' AS symbol,
           'published' AS status, false AS provisional
    FROM owed ANTI JOIN counted USING (area, indicator, year, unit_id)
),
cells AS (
    SELECT * REPLACE (
        CASE WHEN symbol = 'not_published' AND NOT bool_and(symbol = 'not_published') OVER of_year
             THEN 'not_reported' ELSE symbol END AS symbol
    )
    FROM sent_and_owed WINDOW of_year AS (PARTITION BY indicator, year)
)
"""

_SERIES = f"""
WITH {_COUNTED.strip()}, {_OWED.strip()},
sums AS (
    SELECT indicator, year, bool_or(unit IN ('share', 'ratio')) AS is_share, count(value) AS values,
           any_value(value) AS single,
           CASE WHEN is_share AND count(*) FILTER (WHERE value IS NOT NULL AND (denominator IS NULL
                     OR numerator IS NULL)) > 0 AND values > 1 THEN 'not_reported'
                WHEN is_share AND suppressed_parts(symbol) > 0 AND total_symbol(value, symbol) = '' THEN 'suppressed'
                ELSE total_symbol(value, symbol) END AS reason,
           exact_sum(CASE WHEN symbol = '' THEN numerator END) AS upper_part,
           exact_sum(CASE WHEN symbol = '' THEN denominator END) AS lower_part,
           weakest(status) AS status, bool_or(provisional) AS provisional, suppressed_parts(symbol) AS hidden,
           bool_or(unit IN ('persons', 'person_times', 'certificates')) AS is_bounded,
           exact_sum(value) AS so_far, count(DISTINCT nullif(unit_id, '')) AS units,
           missing_units(unit_id, unit_name, unit_name_en, symbol) AS missing
    FROM cells GROUP BY indicator, year
)
SELECT indicator, year,
       CASE WHEN reason <> '' THEN NULL
            WHEN values = 1 THEN single
            WHEN is_share THEN upper_part / nullif(lower_part, 0)
            ELSE so_far END AS value,
       CASE WHEN reason = '' THEN upper_part END AS numerator,
       CASE WHEN reason = '' THEN lower_part END AS denominator,
       CASE WHEN reason = '' AND is_share AND values > 1 AND coalesce(lower_part, 0) = 0 THEN 'not_applicable'
            ELSE reason END AS symbol,
       status, provisional, CASE WHEN is_share OR reason <> '' THEN 0 ELSE hidden END AS suppressed_parts,
       hidden > 0 AND NOT is_bounded AS is_unbounded,
       CASE WHEN values = 1 THEN single WHEN is_share THEN upper_part / nullif(lower_part, 0) ELSE so_far END AS so_far,
       units, missing
FROM sums ORDER BY indicator, year
"""


@dataclass(frozen=True, slots=True)
class Adding:
    """How the rows of several units become one figure: not at all with `whole_only`; `of_schools`: all owe."""

    whole_only: bool = False
    of_schools: bool = False


def adding(indicator: Indicator) -> Adding:
    """The rule an indicator declares."""
    return Adding(indicator.over_units is OverUnits.DISTRICT, indicator.supplied_by is Supplier.SCHOOLS)


def observed_series(returns: Returns, indicators: Mapping[str, Adding]) -> pd.DataFrame:
    """The yearly values of these indicators out of the dataset `observations`, oldest first.

    Columns as of `core.queries.series`, with `indicator` before them; no row for an indicator nobody has reported.
    """
    years = tuple(int(year) for (year,) in select(records, returns, _YEARS, ("observations",)))
    parameters = {
        "indicators": tuple(indicators),
        "whole_only": tuple(id for id, rule in indicators.items() if rule.whole_only),
        "of_schools": tuple(id for id, rule in indicators.items() if rule.of_schools),
        "open_years": tuple(sorted(open_years(returns, "observations"))),
    }
    schools = {"schools": vocational_schools(returns, years)}
    series: pd.DataFrame = select(frame, returns, _SERIES, ("observations",), schools, **parameters)
    return series.copy(deep=False)
