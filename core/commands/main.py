"""Runs one command of the command line, and turns every failure into one sentence and an exit code."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from core import snapshots
from core.annual_series import SeriesError
from core.commands.exit_codes import OK, CommandError, fail
from core.commands.parser import command_parser
from core.language import Language, catalogue
from core.problem_sentences import plan_sentence, problem_sentence, series_sentence
from core.queries import QueryError
from core.toml_entries import PlanError


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command and return its exit code; every failure is one sentence on standard error."""
    parsed = command_parser().parse_args(arguments)
    texts = catalogue(Language(parsed.lang))
    try:
        return int(parsed.run(parsed, texts))
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
