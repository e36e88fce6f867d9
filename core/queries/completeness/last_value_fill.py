"""Missing units at the value they sent last: what a row that is filled in holds, and up to which year it is."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from core.queries.completeness.owed_returns import OWED, ReportedCell

FILLED = """CASE WHEN alike OR reason <> 'not_reported' THEN NULL ELSE alike.value END AS value,
    CASE WHEN alike OR reason <> 'not_reported' THEN reason ELSE symbol END AS symbol,
    CASE WHEN status = 'illustrative' THEN status ELSE 'provisional' END AS status, true AS provisional"""


def year_to_fill(dataset: str, cells: Callable[[str], Sequence[ReportedCell]]) -> int | None:
    """The newest year of any dataset counted on the same day, when this one was not reported for it by anybody."""
    day = OWED[dataset].counted_on
    alike = [other for other, owed in OWED.items() if owed.counted_on == day and not owed.yearly]
    newest = max((cell.year for other in alike for cell in cells(other)), default=None)
    is_reported = any(cell.year == newest for cell in cells(dataset))
    return None if is_reported or dataset not in alike else newest
