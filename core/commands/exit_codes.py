"""Exit codes of the commands, and how a failure is reported: one sentence on standard error."""

from __future__ import annotations

import sys

OK, FAILED, MISUSED = 0, 1, 2
"""Exit codes: done · something is wrong with the data or a file · the command was not understood."""

EXIT_CODES = "exit codes: 0 done, 1 something is wrong with the data or a file, 2 the command was not understood"
"""What the help says about them."""


class CommandError(Exception):
    """Ends a command with one sentence on standard error and an exit code."""

    def __init__(self, sentence: str, code: int = FAILED) -> None:
        super().__init__(sentence)
        self.sentence = sentence
        self.code = code


def warn(sentence: str) -> None:
    """Print one sentence on standard error; nothing for an empty one."""
    if sentence:
        print(sentence, file=sys.stderr)


def fail(sentence: str, code: int = FAILED) -> int:
    """Print one sentence on standard error and return the exit code."""
    print(sentence, file=sys.stderr)
    return code
