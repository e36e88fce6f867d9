"""Colours and type: declared once, read by figures, pages and exports."""

from __future__ import annotations

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
STATE_GREEN, STATE_BLUE, STATE_AMBER, STATE_RED = "#1B7F5C", "#2A6FB0", "#9A5B00", "#B3261E"
"""How something stands, always with a sign or word beside it: the lights of goals, the states of tasks."""

FONTS = (
    '"Segoe UI", Inter, Arial, "PingFang SC", "Microsoft YaHei", "Noto Sans CJK SC", "Source Han Sans SC", sans-serif'
)
