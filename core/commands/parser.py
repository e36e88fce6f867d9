"""Reads the command line, runs one command, and turns every failure into one sentence and an exit code."""

from __future__ import annotations

import argparse
from collections.abc import Sequence
from pathlib import Path

from core import snapshots
from core.annual_series import SeriesError
from core.commands import assess, passphrase, releases, returns, scenario
from core.commands.exit_codes import OK, fail
from core.language import Language, catalogue
from core.queries import QueryError
from core.sentences import plan_sentence, problem_sentence, series_sentence
from core.toml_entries import PlanError

DESCRIPTION = "Work with the dashboard's data from a terminal: releases, returns, goals and scenarios."


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command and return its exit code; every failure is one sentence on standard error."""
    chosen = command_parser().parse_args(arguments)
    texts = catalogue(Language(chosen.lang))
    try:
        return int(chosen.run(chosen, texts))
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


def command_parser() -> argparse.ArgumentParser:
    """The parser of the command line with every command."""
    parser = argparse.ArgumentParser(prog="python -m core", description=DESCRIPTION)
    parser.add_argument(
        "--lang", choices=[language.value for language in Language], default="zh", help="language of what is printed"
    )
    commands = parser.add_subparsers(required=True, metavar="command")
    for room in (releases, assess, scenario, returns, passphrase):
        room.add_commands(commands)
    return parser
