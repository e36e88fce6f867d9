"""`rebuild-published`: build the file of the published figures again from the text files that people edit."""

from __future__ import annotations

import argparse
from pathlib import Path

from core.commands.arguments.command_list import CommandList
from core.commands.exit_codes import OK, CommandError
from core.language import Texts
from core.published.build import rebuild_published
from core.published.schema import FIGURES, REFERENCE_ROOT, PublishedError


def add_commands(commands: CommandList) -> None:
    """Add `rebuild-published` to the parser of `python -m core`."""
    command = commands.add(
        "rebuild-published",
        _rebuild,
        summary="build the published figures again after editing published.csv",
        description="Check published.csv, sources.toml and terms.toml and build published.parquet and manifest.toml\n"
        "from them. Nothing is written when a file is wrong; the message names the file, row and column.",
        example="  python -m core rebuild-published",
    )
    command.add_argument(
        "--root",
        type=Path,
        default=REFERENCE_ROOT,
        metavar="FOLDER",
        help="folder of the text files, and of the files that are written (default: the one the program reads)",
    )


def _rebuild(arguments: argparse.Namespace, texts: Texts) -> int:
    try:
        manifest = rebuild_published(arguments.root)
    except PublishedError as error:
        # Its own sentence names file, row and column for whoever edits the files, who reads English.
        raise CommandError(str(error)) from None
    print(texts("cli.published_rebuilt", file=FIGURES, rows=manifest.rows))
    return OK
