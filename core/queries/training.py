"""Training: person-times and persons by target group and by type, certificates by skill level."""

from __future__ import annotations

import pandas as pd

from core.datasets import CERTIFICATE_LEVELS
from core.queries.completeness.newest_complete_year import IS_PART, IS_SILENT
from core.queries.database import Returns
from core.queries.query import query

HIGHLY_SKILLED = CERTIFICATE_LEVELS[CERTIFICATE_LEVELS.index("senior") :]
"""高级工 and above: what the national figures count as highly skilled (高技能人才)."""

_BY_GROUP = f"""
SELECT year, measure, target_group, total(value, symbol) AS value, total_symbol(value, symbol) AS symbol,
       bool_or(provisional) AS provisional, suppressed_parts(symbol) AS suppressed_parts,
       {IS_PART.format(year="year, measure")}
FROM (SELECT *, {IS_SILENT} FROM training_counted($training) WHERE measure IN ('person_times', 'persons'))
GROUP BY year, measure, target_group ORDER BY year, measure, target_group
"""

_BY_TYPE = f"""
SELECT year, measure, training_type, total(value, symbol) AS value, total_symbol(value, symbol) AS symbol,
       bool_or(provisional) AS provisional, suppressed_parts(symbol) AS suppressed_parts,
       {IS_PART.format(year="year, measure")}
FROM (SELECT *, {IS_SILENT} FROM training_counted($training) WHERE measure IN ('person_times', 'persons'))
GROUP BY year, measure, training_type ORDER BY year, measure, training_type
"""

_CERTIFICATES = f"""
SELECT year, certificate_level, total(value, symbol) AS value, total_symbol(value, symbol) AS symbol,
       bool_or(provisional) AS provisional, suppressed_parts(symbol) AS suppressed_parts,
       {IS_PART.format(year="year")}
FROM (SELECT *, {IS_SILENT} FROM training_counted($training) WHERE measure = 'certificates')
GROUP BY year, certificate_level ORDER BY year, certificate_level
"""

_HIGHLY_SKILLED = f"""
SELECT year, part, total(value, symbol) AS value, total_symbol(value, symbol) AS symbol,
       bool_or(provisional) AS provisional, suppressed_parts(symbol) AS suppressed_parts,
       {IS_PART.format(year="year")}
FROM (
    SELECT *, {IS_SILENT},
           unnest(CASE WHEN list_contains($levels, certificate_level) THEN ['everyone', 'highly_skilled']
                          ELSE ['everyone'] END) AS part
    FROM training_counted($training) WHERE measure = 'certificates'
) GROUP BY year, part ORDER BY year, part
"""


def by_group(returns: Returns) -> pd.DataFrame:
    """One row a year, measure (person_times, persons) and target group: year · measure · target_group · value ·
    symbol · provisional · suppressed_parts · is_part (others may have more). A combination nobody returned has no
    row."""
    return query(returns, _BY_GROUP, "training")


def by_type(returns: Returns) -> pd.DataFrame:
    """One row a year, measure (person_times, persons) and training type, columns as `by_group`."""
    return query(returns, _BY_TYPE, "training")


def certificates(returns: Returns) -> pd.DataFrame:
    """Certificates of every year and skill level: year · certificate_level · value · symbol · provisional ·
    suppressed_parts · is_part. The level `total` holds certificates returned without a level."""
    return query(returns, _CERTIFICATES, "training")


def highly_skilled_certificates(returns: Returns) -> pd.DataFrame:
    """Certificates of `HIGHLY_SKILLED` levels beside all of a year: year · part (everyone, highly_skilled) · value (NaN
    when a part of it was not reported) · symbol · provisional · suppressed_parts · is_part."""
    return query(returns, _HIGHLY_SKILLED, "training", levels=HIGHLY_SKILLED)
