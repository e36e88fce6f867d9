"""Exit codes of the commands, and how a failure is told: one sentence on standard error."""

from __future__ import annotations

import sys

OK, FAILED, MISUSED = 0, 1, 2
"""Exit codes: done · something is wrong with the data · the command was not understood."""


def fail(sentence: str, code: int = FAILED) -> int:
    """Print one sentence on standard error and return the exit code."""
    print(sentence, file=sys.stderr)
    return code
