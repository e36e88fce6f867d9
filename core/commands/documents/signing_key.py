"""`signing-key`: list the keys that sign what is handed over, or make a new one."""

from __future__ import annotations

import argparse
from datetime import UTC, datetime

from core.commands.arguments.command_list import CommandList
from core.commands.exit_codes import OK, fail, warn
from core.language import Texts
from core.records.signing_keys import FILE, KeyFault, SigningKeyError, add_key, is_open_to_others, signing_keys

_FAULT_TEXT = {
    KeyFault.DAMAGED: "cli.signing_key.damaged",
    KeyFault.UNREADABLE: "cli.signing_key.unreadable",
    KeyFault.UNWRITABLE: "cli.signing_key.unwritable",
}


def add_commands(commands: CommandList) -> None:
    """Add `signing-key` to the parser of `python -m core`."""
    command = commands.add(
        "signing-key",
        _signing_key,
        summary="list the keys that sign what is handed over, or make a new one",
        description="List the keys of the workspace, whose secret is never shown: the newest signs what is handed\n"
        "over from now on, the former ones still verify. The first is made with the first file that is handed over.\n"
        "--new makes another one, at once and without a restart, such as when somebody may have copied the file.",
        example="  python -m core signing-key\n  python -m core signing-key --new",
    )
    command.add_argument("--new", action="store_true", help="make a key that signs from now on")


def _signing_key(arguments: argparse.Namespace, texts: Texts) -> int:
    try:
        if arguments.new:
            print(texts("cli.signing_key.made", key=add_key(datetime.now(UTC).date()).id))
        keys = signing_keys()
    except SigningKeyError as error:
        return fail(texts(_FAULT_TEXT[error.fault], name=FILE))
    for key in reversed(keys):
        id = "cli.signing_key.in_use" if key is keys[-1] else "cli.signing_key.retired"
        print(texts(id, key=key.id, day=key.made_on.isoformat()))
    if not keys:
        print(texts("cli.signing_key.none"))
    if is_open_to_others():
        warn(texts("cli.signing_key.open", name=FILE))
    return OK
