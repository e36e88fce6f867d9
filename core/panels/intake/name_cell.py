"""A cell for a name from somebody's file or the register, which is never translated."""

from __future__ import annotations

from core.panels.panel import Cell


def name_cell(text: str) -> Cell:
    """The name as it is, tagged as Chinese where it is not ASCII; a dash when it is empty."""
    return Cell(text or "—", text or None, tag="" if text.isascii() else "zh")
