"""Colours, shapes and type: declared once, read by figures, pages and exports."""

from __future__ import annotations

from dataclasses import dataclass

from core.assessment import Status

INK = "#1F2933"
SECONDARY = "#52606D"
MUTED = "#6B7280"
HAIRLINE = "#D9E2EC"
PANEL = "#F7F9FB"
WHITE = "#FFFFFF"
ACCENT = "#0B4F7D"
GOAL = "#B3261E"
"""Only ever the goal line and its label."""
SERIES = ("#0B4F7D", "#D98E04", "#2E8B7A", "#8A5A9E", "#9AA5B1")
"""At most four series, then grey for the rest."""
COMPARISON = "#9AA5B1"
PROJECTED = "#5B8DB1"
"""What is computed from the past, never observed."""
BAND = "rgba(91,141,177,0.20)"
"""The interval around it."""
AMBER_BAND = "#FFF4DC"

FONTS = (
    '"Segoe UI", Inter, Arial, "PingFang SC", "Microsoft YaHei", "Noto Sans CJK SC", "Source Han Sans SC", sans-serif'
)


@dataclass(frozen=True, slots=True)
class Light:
    """How a status looks: a shape that survives grey print, and a colour of at least 4.5 : 1 on white."""

    shape: str
    colour: str


LIGHTS: dict[Status, Light] = {
    Status.MET: Light("✔", "#1B7F5C"),
    Status.ON_TRACK: Light("▲", "#2A6FB0"),
    Status.LAGGING: Light("◆", "#9A5B00"),
    Status.FAR_BEHIND: Light("▼", "#B3261E"),
    Status.MOVING_AWAY: Light("◀", "#B3261E"),
    Status.MISSED: Light("✕", "#8C1D18"),
    Status.INSUFFICIENT_DATA: Light("○", MUTED),
    Status.NOT_PUBLISHED: Light("○", MUTED),
    Status.NO_GOAL: Light("–", MUTED),
}
BEST_EFFORT: dict[Status, Light] = {
    Status.FAR_BEHIND: Light("▽", "#9A5B00"),
    Status.MOVING_AWAY: Light("◁", "#9A5B00"),
    Status.MISSED: Light("✕", "#9A5B00"),
}
"""A best effort that falls short breaks no commitment: it is never red, and its sign is hollow where there is one."""


def light_of(status: Status, binding: bool = True) -> Light:
    """The light of a goal: a commitment's, or a best effort's."""
    return LIGHTS[status] if binding else BEST_EFFORT.get(status, LIGHTS[status])
