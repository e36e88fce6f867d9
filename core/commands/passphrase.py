"""`passphrase`: set or remove what the page asks for before it publishes or confirms."""

from __future__ import annotations

import argparse
import getpass
import sys
from typing import Any

from core.commands.exit_codes import OK, fail
from core.language import Texts
from core.records import passphrase as access


def add_commands(commands: Any) -> None:
    """Add `passphrase` to the parser of `python -m core`."""
    passphrase = commands.add_parser(
        "passphrase", help="set the passphrase that the page asks for before it publishes or confirms"
    )
    passphrase.add_argument("--remove", action="store_true", help="ask for no passphrase any more")
    passphrase.set_defaults(run=_passphrase)


def _passphrase(chosen: argparse.Namespace, texts: Texts) -> int:
    """Set or remove the passphrase; typed twice and unseen at a terminal, a line of standard input otherwise."""
    if chosen.remove:
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
