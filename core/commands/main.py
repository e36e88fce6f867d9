"""Runs one command of the command line."""

from __future__ import annotations

from collections.abc import Sequence

from core.commands.exit_codes import exit_code
from core.commands.parser import command_parser
from core.language import Language, catalogue


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command and return its exit code; every failure is one sentence on standard error."""
    parsed = command_parser().parse_args(arguments)
    texts = catalogue(Language(parsed.lang))
    return exit_code(lambda: int(parsed.run(parsed, texts)), texts)
