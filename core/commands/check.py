"""`check`: read and check a return, and write it back with its mistakes marked."""

from __future__ import annotations

import argparse
from pathlib import Path

from core.atomic_file import write_file
from core.commands.arguments.command_list import CommandList
from core.commands.arguments.sent_return import add_return_options, checked_return
from core.commands.exit_codes import FAILED, OK, fail
from core.commands.reports.return_report import print_report
from core.intake.finding_words import refusal
from core.intake.findings import IntakeError
from core.intake.marked_copy import marked_copy
from core.intake.marking.mark_file import ending_of
from core.language import Texts


def add_commands(commands: CommandList) -> None:
    """Add `check` to the parser of `python -m core`."""
    check = commands.add(
        "check",
        _check,
        summary="read and check a return; nothing is published",
        description="Read a return, merge it into the latest release and report what it would change and every\n"
        "finding. Impossible values are mistakes and must be corrected; unusual values need an explanation. The exit\n"
        "code is 1 when there is a mistake.",
        example="  python -m core check return.xlsx --as-of 2026-09-01 --out marked.xlsx",
    )
    add_return_options(check)
    check.add_argument("--out", type=Path, help="write the file back with its mistakes marked")


def _check(arguments: argparse.Namespace, texts: Texts) -> int:
    sent = checked_return(arguments, texts)
    print_report(sent.checked, sent.explanations, texts)
    if arguments.out is not None:
        out, name = arguments.out, arguments.file.name
        try:
            checked, lists = sent.checked, sent.checked.reading.lists
            marked = marked_copy(sent.content, name, checked.findings, texts.language, sent.explanations, lists)
            ending = ending_of(marked)
            if ending != ".xlsx":
                out = out.with_suffix(ending)
            write_file(out, marked)
        except IntakeError as error:
            return fail(refusal(error, texts))
        except OSError:
            return fail(texts("cli.unwritable", file=out.name))
        print(texts("cli.returned", file=out.name))
    return FAILED if sent.checked.mistakes else OK
