"""Claims about many things at once that cannot hold by there being none."""

from __future__ import annotations

import dataclasses
from collections.abc import Iterable
from typing import Any


def every(outcomes: Iterable[object]) -> bool:
    """Whether all are true, as `all`; there must be at least one."""
    checked = [bool(outcome) for outcome in outcomes]
    assert checked, "nothing was checked"
    return all(checked)


def fixed(instance: Any) -> bool:
    """Whether nothing of a value can be assigned anew: none of its fields, and no attribute beside them."""
    for name in (*(field.name for field in dataclasses.fields(instance)), "anything_else"):
        try:
            setattr(instance, name, None)
        except (AttributeError, TypeError):
            continue
        return False
    return not hasattr(instance, "__dict__")
