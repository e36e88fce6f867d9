"""Where plans lie: those that come with the program, and the installation's own."""

from __future__ import annotations

from pathlib import Path

from core.workspace import DATA, workspace


def plan_roots() -> tuple[Path, ...]:
    """Where plans lie: those that come with the program, then the installation's own."""
    own = workspace() / "plan"
    return (DATA / "plan", own) if own.is_dir() else (DATA / "plan",)
