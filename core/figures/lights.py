"""How the light of a goal looks: shape and colour of every status, never red for a best effort."""

from __future__ import annotations

from dataclasses import dataclass

from core.assessment import Status
from core.figures.palette import MUTED, STATE_AMBER, STATE_BLUE, STATE_GREEN, STATE_RED


@dataclass(frozen=True, slots=True)
class Light:
    """How a status looks: a shape that survives grey print, and a colour of at least 4.5 : 1 on white."""

    shape: str
    colour: str


LIGHTS: dict[Status, Light] = {
    Status.MET: Light("✔", STATE_GREEN),
    Status.ON_TRACK: Light("▲", STATE_BLUE),
    Status.LAGGING: Light("◆", STATE_AMBER),
    Status.FAR_BEHIND: Light("▼", STATE_RED),
    Status.MOVING_AWAY: Light("◀", STATE_RED),
    Status.MISSED: Light("✕", "#8C1D18"),
    Status.INSUFFICIENT_DATA: Light("○", MUTED),
    Status.NOT_PUBLISHED: Light("○", MUTED),
    Status.NO_GOAL: Light("–", MUTED),
}
BEST_EFFORT: dict[Status, Light] = {
    Status.FAR_BEHIND: Light("▽", STATE_AMBER),
    Status.MOVING_AWAY: Light("◁", STATE_AMBER),
    Status.MISSED: Light("✕", STATE_AMBER),
}
"""A best effort that falls short breaks no commitment: it is never red, and its sign is hollow where there is one."""


def light_of(status: Status, binding: bool = True) -> Light:
    """The light of a goal: a commitment's, or a best effort's."""
    return LIGHTS[status] if binding else BEST_EFFORT.get(status, LIGHTS[status])
