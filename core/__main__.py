"""`python -m core`: the commands of the dashboard."""

from __future__ import annotations

import sys

from core.commands.main import main

if __name__ == "__main__":
    sys.exit(main())
