"""Reads the command line, runs one command, and turns every failure into one sentence and an exit code."""

from __future__ import annotations

import argparse
from collections.abc import Sequence
from pathlib import Path

from core import snapshots
from core.annual_series import SeriesError
from core.commands import assess, demonstration, passphrase, plan, published, releases, returns, scenario
from core.commands.command_list import CommandList
from core.commands.exit_codes import EXIT_CODES, OK, CommandError, fail
from core.language import Language, catalogue
from core.problem_sentences import plan_sentence, problem_sentence, series_sentence
from core.queries import QueryError
from core.toml_entries import PlanError

DESCRIPTION = """\
Work with the dashboard's data from a terminal: list, check and write releases, assess goals, read, check and
publish returns, calculate scenarios, and begin a plan. `python -m core COMMAND --help` describes one command with an
example."""


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


def command_parser() -> argparse.ArgumentParser:
    """The parser of the command line with every command."""
    parser = argparse.ArgumentParser(
        prog="python -m core",
        description=DESCRIPTION,
        epilog=EXIT_CODES,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    parser.add_argument(
        "--lang",
        choices=[language.value for language in Language],
        default="zh",
        help="language of what is printed, given before the command (default: zh)",
    )
    commands = CommandList(parser)
    for module in (demonstration, releases, assess, scenario, returns, plan, published, passphrase):
        module.add_commands(commands)
    return parser
