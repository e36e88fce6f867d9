"""The yearly series of every indicator: SQL for the derived ones, the dataset `observations` for the rest."""

from __future__ import annotations

from dataclasses import dataclass, field

import pandas as pd

from core.queries.database import Returns, query

_ENROLMENT_TOTAL = """
SELECT year, total(value, symbol) AS value, NULL AS numerator, NULL AS denominator,
       total_symbol(value, symbol) AS symbol, weakest(status) AS status,
       bool_or(provisional) AS provisional, suppressed_parts(symbol) AS suppressed_parts
FROM returns($enrolment)
WHERE measure = $measure AND list_contains($levels, level)
GROUP BY year ORDER BY year
"""

_ENROLMENT_SHARE = """
WITH parts AS (
    SELECT year, level, total(value, symbol) AS part, total_symbol(value, symbol) AS part_symbol,
           weakest(status) AS status, bool_or(provisional) AS provisional, suppressed_parts(symbol) AS hidden
    FROM returns($enrolment) WHERE measure = $measure GROUP BY year, level
), years AS (
    SELECT year, max(part) FILTER (WHERE level = 'secondary_vocational') AS numerator, sum(part) AS denominator,
           CASE WHEN count(part) < 2 THEN coalesce(max(nullif(part_symbol, '')), 'not_reported')
                WHEN sum(hidden) > 0 THEN 'suppressed'
                WHEN sum(part) = 0 THEN 'not_applicable'
                ELSE '' END AS symbol,
           weakest(status) AS status, bool_or(provisional) AS provisional
    FROM parts GROUP BY year
)
SELECT year, CASE WHEN symbol = '' THEN numerator / denominator END AS value,
       CASE WHEN symbol = '' THEN numerator END AS numerator,
       CASE WHEN symbol = '' THEN denominator END AS denominator,
       symbol, status, provisional, 0 AS suppressed_parts
FROM years ORDER BY year
"""

_COLLEGES = """
WITH enrolling AS (SELECT * FROM returns($colleges) WHERE stage = 'enrolling'),
     years AS (
         SELECT unnest(generate_series(min(year(least(planned_date, actual_date))), year($as_of))) AS year
         FROM returns($colleges)
     )
SELECT years.year AS year,
       CAST(count(*) FILTER (
           WHERE actual_date <= least(make_date(years.year, 12, 31), $as_of)
             AND coalesce(unit_valid_to >= least(make_date(years.year, 12, 31), $as_of), true)
       ) AS DOUBLE) AS value,
       NULL AS numerator, NULL AS denominator, '' AS symbol, weakest(status) AS status,
       bool_or(provisional) OR (years.year = year($as_of) AND $as_of < make_date(years.year, 12, 31)) AS provisional,
       0 AS suppressed_parts
FROM years CROSS JOIN enrolling GROUP BY years.year ORDER BY years.year
"""

# Five years before the first date lets the required path of a five-year plan start at nothing built.
_MILESTONES = """
WITH projects AS (SELECT * FROM returns($milestones) WHERE indicator = $indicator),
     years AS (
         SELECT unnest(generate_series(min(year(least(planned_date, actual_date))) - 5, year($as_of))) AS year
         FROM projects
     )
SELECT years.year AS year,
       CAST(count(*) FILTER (WHERE actual_date <= least(make_date(years.year, 12, 31), $as_of)) AS DOUBLE) AS value,
       NULL AS numerator, NULL AS denominator, '' AS symbol, weakest(status) AS status,
       bool_or(provisional) OR (years.year = year($as_of) AND $as_of < make_date(years.year, 12, 31)) AS provisional,
       0 AS suppressed_parts
FROM years CROSS JOIN projects GROUP BY years.year ORDER BY years.year
"""

_OBSERVATIONS = """
SELECT year, value, numerator, denominator, symbol, status, provisional, 0 AS suppressed_parts
FROM returns($observations) WHERE indicator = $indicator ORDER BY year
"""


@dataclass(frozen=True, slots=True)
class Derived:
    """How one indicator is computed: the SELECT, the dataset it reads, its parameters."""

    sql: str
    dataset: str
    parameters: dict[str, object] = field(default_factory=dict)
    dated: bool = False  # whether the SELECT needs the as-of date of the release


_VOCATIONAL, _GENERAL = ("secondary_vocational",), ("general_high",)


def _total(dataset: str, measure: str) -> Derived:
    return Derived(f"SELECT * FROM yearly_total(${dataset}, $measure) ORDER BY year", dataset, {"measure": measure})


def _share(dataset: str, upper_part: str, lower_part: str) -> Derived:
    return Derived(
        f"SELECT * FROM yearly_share(${dataset}, $upper_part, $lower_part) ORDER BY year",
        dataset,
        {"upper_part": upper_part, "lower_part": lower_part},
    )


DERIVED: dict[str, Derived] = {
    "colleges": Derived(_COLLEGES, "colleges", dated=True),
    "college_students": _total("college_enrolment", "enrolment"),
    "vocational_share": Derived(_ENROLMENT_SHARE, "enrolment", {"measure": "enrolment"}),
    "vocational_share_of_entrants": Derived(_ENROLMENT_SHARE, "enrolment", {"measure": "entrants"}),
    **{
        indicator: Derived(_ENROLMENT_TOTAL, "enrolment", {"measure": measure, "levels": levels})
        for indicator, measure, levels in (
            ("secondary_vocational_enrolment", "enrolment", _VOCATIONAL),
            ("secondary_vocational_entrants", "entrants", _VOCATIONAL),
            ("secondary_vocational_graduates", "graduates", _VOCATIONAL),
            ("general_high_enrolment", "enrolment", _GENERAL),
            ("general_high_entrants", "entrants", _GENERAL),
            ("upper_secondary_enrolment", "enrolment", _VOCATIONAL + _GENERAL),
        )
    },
    "junior_graduates": _total("cohorts", "junior_graduates"),
    "births": _total("cohorts", "births"),
    "dual_qualified_share": _share("teachers", "dual_qualified", "specialised"),
    "senior_title_share": _share("teachers", "senior_title", "full_time"),
    "full_time_teachers": _total("teachers", "full_time"),
    "specialised_teachers": _total("teachers", "specialised"),
    "dual_qualified_teachers": _total("teachers", "dual_qualified"),
    "industry_part_time_teachers": _total("teachers", "industry_part_time"),
    "training_person_times": _total("training", "person_times"),
    "training_persons": _total("training", "persons"),
    "training_certificates": _total("training", "certificates"),
    "training_employment_share": _share("training", "employed", "persons"),
}
"""Indicators computed from detailed rows.

Any other indicator is read from `observations` by its id, else counted from the `milestones` that carry its id, so that
a new plan can declare one by data alone.
"""


def series(returns: Returns, indicator: str) -> pd.DataFrame:
    """The yearly values of one indicator in a release, oldest first.

    Returns a frame with the columns `core.assessment.SERIES`: year int · value, numerator, denominator float (shares
    0..1; NaN when absent) · symbol, the reason a value is absent · status, the weakest of the rows behind it ·
    provisional bool · suppressed_parts int, cells left out of a sum. Empty when the release says nothing about it.
    """
    derived = DERIVED.get(indicator)
    if derived is None:
        observed = query(returns, _OBSERVATIONS, "observations", indicator=indicator)
        if not observed.empty:
            return observed
        derived = Derived(_MILESTONES, "milestones", {"indicator": indicator}, dated=True)
    dated = {"as_of": returns.as_of} if derived.dated else {}
    return query(returns, derived.sql, derived.dataset, **derived.parameters, **dated)
