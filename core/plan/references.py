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
