"""Who does something that is recorded: the name in the command, or the user of this machine."""

from __future__ import annotations

import argparse
import getpass

from core.commands.exit_codes import MISUSED, CommandError
from core.language import Texts


def add_author_option(command: argparse.ArgumentParser, verb: str) -> None:
    """Add `--by` to a command; `verb` is what somebody does with it, such as `publishes`."""
    command.add_argument("--by", default="", help=f"who {verb} (default: the user of this machine)")


def author(arguments: argparse.Namespace, texts: Texts) -> str:
    """The name to be recorded. Raises CommandError where there is none and the machine knows no user."""
    try:
        return str(arguments.by).strip() or getpass.getuser()
    except (KeyError, OSError, ImportError) as error:  # which of them depends on the system and the Python
        raise CommandError(texts("cli.no_author"), MISUSED) from error
