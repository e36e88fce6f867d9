"""The yearly series of every indicator: SQL for the derived ones, the dataset `observations` for the rest."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date

import pandas as pd

from core.queries.completeness.observed_series import Adding, observed_series
from core.queries.completeness.owed_returns import OWED
from core.queries.database import Returns
from core.queries.query import query
from core.queries.suppressed import years_without_bound

# The sum of a measure by year. `so_far` is what was reported of it, whole or not; see `core.queries.database` for sums.
_TOTAL = """
SELECT year, total(value, symbol) AS value, NULL::DOUBLE AS numerator, NULL::DOUBLE AS denominator,
       total_symbol(value, symbol) AS symbol, weakest(status) AS status,
       bool_or(provisional) AS provisional, suppressed_parts(symbol) AS suppressed_parts,
       sum(value) AS so_far, count(DISTINCT nullif(unit_id, '')) AS units,
       missing_units(unit_id, unit_name, unit_name_en, symbol) AS missing
FROM {dataset}_counted(${dataset}) WHERE measure = $measure {levels} GROUP BY year ORDER BY year
"""

# Schools are counted by what they return; while the list of units is open there may be others.
_SCHOOLS = """
SELECT year, CASE WHEN bool_or(unit_id = '') THEN NULL ELSE count(DISTINCT unit_id)::DOUBLE END AS value,
       NULL::DOUBLE AS numerator, NULL::DOUBLE AS denominator,
       CASE WHEN bool_or(unit_id = '') THEN 'not_reported' ELSE '' END AS symbol, weakest(status) AS status,
       bool_or(provisional) AS provisional, 0 AS suppressed_parts,
       count(DISTINCT nullif(unit_id, ''))::DOUBLE AS so_far, count(DISTINCT nullif(unit_id, '')) AS units,
       CASE WHEN bool_or(unit_id = '') THEN [{'id': '', 'zh': '', 'en': ''}] END AS missing
FROM enrolment_returns($enrolment)
WHERE measure = $measure AND list_contains($levels, level) AND unit_id <> area
  AND list_contains($ownerships, ownership)
GROUP BY year ORDER BY year
"""

# Secondary vocational students among those of both kinds of school; a year without one of the kinds has no share.
_ENROLMENT_SHARE = """
WITH returned AS (SELECT * FROM enrolment_counted($enrolment) WHERE measure = $measure),
parts AS (
    SELECT year, level, total(value, symbol) AS part, total_symbol(value, symbol) AS part_symbol,
           suppressed_parts(symbol) AS hidden
    FROM returned GROUP BY year, level
), years AS (
    SELECT year, max(part) FILTER (WHERE level = 'secondary_vocational') AS numerator, sum(part) AS denominator,
           CASE WHEN count(part) < 2 THEN coalesce(max(nullif(part_symbol, '')), 'not_reported')
                WHEN sum(hidden) > 0 THEN 'suppressed'
                WHEN sum(part) = 0 THEN 'not_applicable'
                ELSE '' END AS symbol
    FROM parts GROUP BY year
), coverage AS (
    SELECT year, weakest(status) AS status, bool_or(provisional) AS provisional,
           CASE WHEN count(DISTINCT level) FILTER (WHERE value IS NOT NULL) = 2 AND suppressed_parts(symbol) = 0
                THEN sum(value) FILTER (WHERE level = 'secondary_vocational') / nullif(sum(value), 0) END AS so_far,
           count(DISTINCT nullif(unit_id, '')) AS units,
           missing_units(unit_id, unit_name, unit_name_en, symbol) AS missing
    FROM returned GROUP BY year
)
SELECT year, CASE WHEN symbol = '' THEN numerator / denominator END AS value,
       CASE WHEN symbol = '' THEN numerator END AS numerator,
       CASE WHEN symbol = '' THEN denominator END AS denominator,
       symbol, status, provisional, 0 AS suppressed_parts, so_far, units, missing
FROM years JOIN coverage USING (year) ORDER BY year
"""

# A share pairs the two parts of every unit. A unit with one part only did not report the other; a suppressed part
# makes the share unknown, since it can be bounded on neither side; a unit it does not apply to is left out.
_SHARE = """
WITH cells AS (
    SELECT year, unit_id, measure, any_value(unit_name) AS unit_name, any_value(unit_name_en) AS unit_name_en,
           total(value, symbol) AS part, total_symbol(value, symbol) AS part_symbol,
           suppressed_parts(symbol) AS hidden, weakest(status) AS status, bool_or(provisional) AS provisional
    FROM {dataset}_counted(${dataset}) WHERE measure IN ($upper_part, $lower_part) GROUP BY year, unit_id, measure
), units AS (
    SELECT year, unit_id, any_value(unit_name) AS unit_name, any_value(unit_name_en) AS unit_name_en,
           max(part) FILTER (WHERE measure = $upper_part) AS upper_value,
           max(part) FILTER (WHERE measure = $lower_part) AS lower_value,
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
           weakest(status) AS status, bool_or(provisional) AS provisional,
           count(*) FILTER (WHERE unit_id <> '') AS units,
           missing_units(unit_id, unit_name, unit_name_en, reason) AS missing
    FROM units GROUP BY year
)
SELECT year, CASE WHEN symbol = '' THEN numerator / denominator END AS value,
       CASE WHEN symbol = '' THEN numerator END AS numerator,
       CASE WHEN symbol = '' THEN denominator END AS denominator,
       symbol, status, provisional, 0 AS suppressed_parts, numerator / nullif(denominator, 0) AS so_far, units, missing
FROM years ORDER BY year
"""

# Colleges enrol in autumn: what a year has at its end is not known before, and said to be provisional from then on.
_COLLEGES = """
WITH enrolling AS (SELECT * FROM returns($colleges) WHERE stage = 'enrolling'),
     years AS (
         SELECT unnest(generate_series(min(year(least(planned_date, actual_date))), last_autumn($as_of))) AS year
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


@dataclass(frozen=True, slots=True)
class Derived:
    """How one indicator is computed: the SELECT, the dataset it reads, its parameters; of a total also the measure it
    adds up, the levels of school it is of and the target groups of training (empty: all)."""

    sql: str
    dataset: str
    parameters: dict[str, object] = field(default_factory=dict)
    measure: str = ""
    levels: tuple[str, ...] = ()
    groups: tuple[str, ...] = ()


_VOCATIONAL, _GENERAL = ("secondary_vocational",), ("general_high",)


def _total(dataset: str, measure: str, levels: tuple[str, ...] = ()) -> Derived:
    if not levels:
        return Derived(_TOTAL.format(dataset=dataset, levels=""), dataset, {"measure": measure}, measure)
    sql = _TOTAL.format(dataset=dataset, levels="AND list_contains($levels, level)")
    return Derived(sql, dataset, {"measure": measure, "levels": levels}, measure, levels)


def _of_groups(*groups: str) -> Derived:
    sql = _TOTAL.format(dataset="training", levels="AND list_contains($groups, target_group)")
    return Derived(sql, "training", {"measure": "person_times", "groups": groups}, "person_times", groups=groups)


def _schools(*ownerships: str) -> Derived:
    return Derived(_SCHOOLS, "enrolment", {"measure": "enrolment", "levels": _VOCATIONAL, "ownerships": ownerships})


def _share(dataset: str, upper_part: str, lower_part: str) -> Derived:
    return Derived(_SHARE.format(dataset=dataset), dataset, {"upper_part": upper_part, "lower_part": lower_part})


DERIVED: dict[str, Derived] = {
    "colleges": Derived(_COLLEGES, "colleges"),
    "college_students": _total("college_enrolment", "enrolment"),
    "vocational_share": Derived(_ENROLMENT_SHARE, "enrolment", {"measure": "enrolment"}),
    "vocational_share_of_entrants": Derived(_ENROLMENT_SHARE, "enrolment", {"measure": "entrants"}),
    **{
        indicator: _total("enrolment", measure, levels)
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
    "farmers_trained": _of_groups("rural_migrant_workers", "rural_talent"),
    "veterans_trained": _of_groups("veterans"),
    "unemployed_trained": _of_groups("registered_unemployed"),
    "disabled_trained": _of_groups("disabled"),
    "enterprise_employees_trained": _of_groups("enterprise_employees"),
    "vocational_schools": _schools("public", "private"),
    "public_vocational_schools": _schools("public"),
    "school_campus_area": _total("conditions", "campus_area"),
    "school_building_area": _total("conditions", "building_area"),
    "teaching_equipment_value": _total("conditions", "equipment_value"),
    "school_books": _total("conditions", "books"),
}
"""Indicators computed from detailed rows.

Any other indicator is read from `observations` by its id, else counted from the `milestones` that carry its id, so that
a new plan can declare one by data alone.
"""


_ADDED = Adding()


def dataset_owed(indicator: str, *, by_standard: bool = False) -> str | None:
    """The dataset of `OWED` an indicator is worked out from; None for what units do not report year by year.

    `by_standard` says that it is judged from the conditions of schools.
    """
    derived = DERIVED.get(indicator)
    dataset = "conditions" if by_standard else "" if derived is None else derived.dataset
    return dataset if dataset in OWED else None


def newest_year_counted(indicator: str, as_of: date, *, by_standard: bool = False) -> int | None:
    """The newest year whose counting day has come; None for what units do not report year by year.

    `by_standard` says that the indicator is judged from the conditions of schools.
    """
    dataset = dataset_owed(indicator, by_standard=by_standard)
    if dataset is None:
        return None
    owed = OWED[dataset]
    return as_of.year if as_of >= date(as_of.year, *owed.counted_on) else as_of.year - 1


def series(returns: Returns, indicator: str, rule: Adding = _ADDED) -> pd.DataFrame:
    """The yearly values of one indicator in a release, oldest first; `rule`: how observations of units are added.

    Returns a frame with the columns `core.assessment.SERIES`: year int · value, numerator, denominator float (shares
    0..1; NaN when absent) · symbol, the reason a value is absent · status, the weakest of the rows behind it ·
    provisional bool · suppressed_parts int, cells left out of a sum · where there are such, is_unbounded bool: nobody
    knows how many persons they hold. Empty when the release says nothing about it.
    """
    derived = DERIVED.get(indicator)
    if derived is None:
        observed = observed_series(returns, {indicator: rule})
        if not observed.empty:
            return observed
        derived = Derived(_MILESTONES, "milestones", {"indicator": indicator})
    frame = query(returns, derived.sql, derived.dataset, **derived.parameters)
    lower_bounds = frame["suppressed_parts"] > 0
    if not lower_bounds.any():
        return frame
    years = years_without_bound(returns, (derived.dataset,), derived.measure, derived.levels)
    return frame.assign(is_unbounded=lower_bounds & frame["year"].isin(years))
