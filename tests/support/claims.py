"""Claims about many things at once that cannot hold by there being none."""

from __future__ import annotations

from collections.abc import Iterable


def every(outcomes: Iterable[object]) -> bool:
    """Whether all are true, as `all`; there must be at least one."""
    checked = [bool(outcome) for outcome in outcomes]
    assert checked, "nothing was checked"
    return all(checked)
