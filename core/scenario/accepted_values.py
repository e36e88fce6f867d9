"""What a link or a command asks of the levers: the values that can be used, and what was refused and why."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from math import isfinite

from core.scenario.levers import Lever


class Refusal(StrEnum):
    """Why a lever's value was not used; the catalogues hold a sentence for each."""

    UNKNOWN = "unknown"
    NOT_A_NUMBER = "not_a_number"
    TOO_LOW = "too_low"
    TOO_HIGH = "too_high"
    UNREADABLE = "unreadable"
    """The rest of a short link."""


@dataclass(frozen=True, slots=True)
class Refused:
    """A value that was asked for and not used; `used` is what stands instead, None for an unknown lever."""

    id: str
    text: str
    reason: Refusal
    lever: Lever | None = None


RENAMED: dict[str, str] = {}
"""Former ids of levers and their ids today, so that a link of any age opens."""


def accepted_values(
    levers: tuple[Lever, ...], requests: Mapping[str, str | float]
) -> tuple[dict[str, float], tuple[Refused, ...]]:
    """What a link or a command asks of the levers: the values that can be used, and what was refused and why.

    A value outside a lever's bounds is refused, not moved to the bound: the picture would not be what was sent.
    """
    known = {lever.id: lever for lever in levers}
    values: dict[str, float] = {}
    refused: list[Refused] = []
    for id, given in requests.items():
        current = RENAMED.get(id, id)
        lever = known.get(current)
        text = str(given)[:60]
        if lever is None:
            refused.append(Refused(id, text, Refusal.UNKNOWN))
            continue
        try:
            # float() takes "1_000" and full-width digits; neither is what a link of ours writes.
            value = float(given) if not isinstance(given, str) or (given.isascii() and "_" not in given) else None
        except ValueError:
            value = None
        if value is None or not isfinite(value):
            refused.append(Refused(id, text, Refusal.NOT_A_NUMBER, lever))
        elif value < lever.low - 1e-9:
            refused.append(Refused(id, text, Refusal.TOO_LOW, lever))
        elif value > lever.high + 1e-9:
            refused.append(Refused(id, text, Refusal.TOO_HIGH, lever))
        else:
            values[current] = min(max(value, lever.low), lever.high)
    return values, tuple(refused)
