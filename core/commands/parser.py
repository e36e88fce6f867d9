"""Reads the command line: every command, with what it does, its options and an example."""

from __future__ import annotations

import argparse
from functools import cache

from core.commands import (
    assess,
    check,
    clauses,
    demonstration,
    passphrase,
    plan,
    publish,
    rebuild_published,
    releases,
    scenario,
    template,
    units,
)
from core.commands.arguments.command_list import CommandList
from core.commands.documents import export, signing_key
from core.commands.exit_codes import EXIT_CODES
from core.language import Language

DESCRIPTION = """\
Work with the dashboard's data from a terminal: list, check and write releases, assess goals, read, check and
publish returns, calculate scenarios, and begin a plan. `python -m core COMMAND --help` describes one command with an
example."""


_MODULES = (
    demonstration,
    releases,
    units,
    assess,
    scenario,
    export,
    template,
    check,
    publish,
    plan,
    clauses,
    rebuild_published,
    passphrase,
    signing_key,
)
"""In the order of the list of commands."""


@cache
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
    for module in _MODULES:
        module.add_commands(commands)
    return parser
