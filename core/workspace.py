"""Where files lie: the data that comes with the program, and the installation's own folder (`DASHBOARD_HOME`)."""

from __future__ import annotations

import os
from pathlib import Path

DATA = Path(__file__).resolve().parents[1] / "data"
"""What comes with the program: plans, published figures, demonstration releases."""


def workspace() -> Path:
    """The directory of an installation's own data: DASHBOARD_HOME, or `data/workspace` when that is not set."""
    home = os.environ.get("DASHBOARD_HOME", "").strip()
    return Path(home).expanduser().absolute() if home else DATA / "workspace"
