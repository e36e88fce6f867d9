"""`passphrase`: set or remove what the page asks for before it publishes or confirms."""

from __future__ import annotations

import argparse
import getpass
import sys

from core.commands.arguments.command_list import CommandList
from core.commands.exit_codes import OK, fail
from core.language import Texts
from core.records import passphrase as access


def add_commands(commands: CommandList) -> None:
    """Add `passphrase` to the parser of `python -m core`."""
    command = commands.add(
        "passphrase",
        _passphrase,
        summary="set the passphrase that the page asks for before it publishes or confirms",
        description="Set the passphrase that the intake page asks for before it publishes a return or records that\n"
        "figures are unchanged. It is typed twice at a terminal, or read as one line of standard input. Only a\n"
        "hash of it is stored. It applies at once, without a restart.",
        example="  python -m core passphrase\n  python -m core passphrase --remove",
    )
    command.add_argument("--remove", action="store_true", help="ask for no passphrase any more")


def _passphrase(arguments: argparse.Namespace, texts: Texts) -> int:
    """Set or remove the passphrase; typed twice and unseen at a terminal, a line of standard input otherwise."""
    if arguments.remove:
        access.remove_passphrase()
        print(texts("cli.passphrase.removed"))
        return OK
    if sys.stdin.isatty():
        typed = getpass.getpass(texts("cli.passphrase.type"))
        if getpass.getpass(texts("cli.passphrase.again")) != typed:
            return fail(texts("cli.passphrase.different"))
    else:
        typed = sys.stdin.readline().rstrip("\r\n")
    try:
        access.set_passphrase(typed)
    except ValueError:
        return fail(texts("cli.passphrase.short", fewest=access.SHORTEST))
    except OSError:
        return fail(texts("cli.unwritable", file=access.FILE))
    print(texts("cli.passphrase.set"))
    return OK
