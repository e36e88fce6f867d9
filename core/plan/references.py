"""What one file of a plan must keep of another: ids once, references to what is declared, values within bounds."""

from __future__ import annotations

from collections.abc import Iterable

from core.plan.indicators import Indicator
from core.toml_entries import PlanError, PlanProblem


def check_unique(ids: Iterable[str], file: str, table: str) -> None:
    """Each id once in a table. Raises PlanError."""
    seen: set[str] = set()
    for id in ids:
        if id in seen:
            raise PlanError(PlanProblem.REPEATED_ID, file, f"{table}[{id}].id", found=id)
        seen.add(id)


def check_declared(id: str | int, ids: Iterable[str | int], file: str, key: str) -> None:
    """The id at a key is one of those declared. Raises PlanError."""
    choices = list(ids)
    if id not in choices:
        raise PlanError(PlanProblem.UNKNOWN_ID, file, key, found=id, choices=" · ".join(map(str, choices)))


def check_within_bounds(value: float | None, indicator: Indicator, file: str, key: str) -> None:
    """A value at a key can be one of the indicator. Raises PlanError."""
    lower, upper = indicator.bounds
    if value is not None and not lower <= value <= upper:
        raise PlanError(PlanProblem.OUT_OF_BOUNDS, file, key, found=value, lower=lower, upper=upper)


def check_parts(entries: Iterable[Indicator], declared: Iterable[Indicator], file: str) -> None:
    """What an indicator of a file is a part of is declared, and in the same unit. Raises PlanError."""
    units = {indicator.id: indicator.unit for indicator in declared}
    for part in (entry for entry in entries if entry.part_of is not None):
        wholes = [id for id, unit in units.items() if unit is part.unit and id != part.id]
        check_declared(str(part.part_of), wholes, file, f"indicator[{part.id}].part_of")
