"""Units that reported only some parts of what a figure adds up: what they sent is in the figure of what came so far."""

from __future__ import annotations

from dataclasses import dataclass

from core.queries.completeness.owed_returns import OWED
from core.queries.database import Returns
from core.queries.indicators import DERIVED
from core.queries.query import query
from core.toml_entries import Words

_PARTS = """
WITH parts AS (
    SELECT unit_id, any_value(unit_name) AS unit_name, any_value(unit_name_en) AS unit_name_en,
           bool_and(symbol <> 'not_reported') AS reported
    FROM {dataset}_counted(${dataset})
    WHERE year = $year AND measure = $measure AND unit_id <> '' {levels}
    GROUP BY unit_id, {part} {kind}
)
SELECT any_value(unit_name) AS zh, any_value(unit_name_en) AS en,
       count(*) FILTER (WHERE reported) AS reported, count(*) AS owed
FROM parts GROUP BY unit_id HAVING bool_or(reported) AND NOT bool_and(reported) ORDER BY unit_id
"""


@dataclass(frozen=True, slots=True)
class PartReported:
    """How many of the parts it owes a unit reported: at least one, and not all."""

    name: Words
    reported: int
    owed: int


def reported_in_part(returns: Returns, indicator: str, year: int) -> tuple[PartReported, ...]:
    """The units that reported only some parts of an indicator for a year, by unit id.

    Only of what is added up over parts: programme groups, study modes, target groups. The two figures of a share are
    paired unit by unit, and of a unit with one of them nothing counts.
    """
    derived = DERIVED.get(indicator)
    owed = None if derived is None else OWED.get(derived.dataset)
    if derived is None or owed is None or not owed.part or "measure" not in derived.parameters:
        return ()
    sql = _PARTS.format(
        dataset=derived.dataset,
        part=owed.part,
        kind=f", {owed.kind}" if owed.kind else "",
        levels="AND list_contains($levels, level)"
        if "levels" in derived.parameters
        else "AND list_contains($groups, target_group)"
        if derived.groups
        else "",
    )
    frame = query(returns, sql, derived.dataset, **derived.parameters, year=year)
    columns = (frame[name].tolist() for name in ("zh", "en", "reported", "owed"))
    return tuple(
        PartReported(Words(zh=zh, en=en or zh), int(reported), int(owes))
        for zh, en, reported, owes in zip(*columns, strict=True)
    )
