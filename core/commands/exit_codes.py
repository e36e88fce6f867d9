"""Exit codes of the commands, and how a failure is reported: one sentence on standard error."""

from __future__ import annotations

import sys
from collections.abc import Callable
from pathlib import Path

from core import snapshots
from core.annual_series import SeriesError
from core.language import Texts
from core.problem_sentences import plan_sentence, problem_sentence, series_sentence
from core.queries import QueryError
from core.toml_entries import PlanError

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


def exit_code(command: Callable[[], int], texts: Texts) -> int:
    """Run a command and return its exit code; every failure is one sentence on standard error."""
    try:
        return command()
    except CommandError as error:
        return fail(error.sentence, error.code)
    except snapshots.SnapshotError as error:
        return fail(problem_sentence(error.problem, texts))
    except PlanError as error:
        return fail(plan_sentence(error, texts))
    except QueryError as error:
        return fail(texts("cli.unreadable", file=error.file))
    except SeriesError as error:
        return fail(series_sentence(error, texts))
    except BrokenPipeError:
        return OK
    except OSError as error:
        return fail(texts("cli.unreadable", file=Path(error.filename or "?").name))
