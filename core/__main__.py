"""`python -m core`: the commands of the dashboard."""

from __future__ import annotations

import sys

from core.commands.parser import main

if __name__ == "__main__":
    sys.exit(main())
