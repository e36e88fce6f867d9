"""The list of commands of the command line, each with what it does, its arguments and an example."""

from __future__ import annotations

import argparse
from collections.abc import Callable
from pathlib import Path

from core.language import Texts

Run = Callable[[argparse.Namespace, Texts], int]


class CommandList:
    """Adds commands to a parser."""

    def __init__(self, parser: argparse.ArgumentParser) -> None:
        self._commands = parser.add_subparsers(
            required=True, title="commands", metavar="command", help="what to do; see the help of each command"
        )

    def add(self, name: str, run: Run, *, summary: str, description: str, example: str) -> argparse.ArgumentParser:
        """A command that is done by `run`. `summary` is its line in the list, `description` what its own help says;
        `example` holds one or more command lines."""
        command: argparse.ArgumentParser = self._commands.add_parser(
            name,
            help=summary,
            description=description,
            epilog=f"example:\n{example}",
            formatter_class=argparse.RawDescriptionHelpFormatter,
        )
        command.set_defaults(run=run)
        return command


def add_release_options(command: argparse.ArgumentParser) -> None:
    """Add `--as-of`, `--plan` and `--root`: which release a command works on, under which plan."""
    command.add_argument("--as-of", metavar="DATE", help="a date or release id (default: the latest release)")
    command.add_argument("--plan", metavar="ID", help="the plan to judge by (default: the one in force on that date)")
    add_root_option(command)


def add_root_option(command: argparse.ArgumentParser) -> None:
    """Add `--root`: the folder of releases."""
    command.add_argument("--root", type=Path, help="folder of releases (default: the one the dashboard reads)")
