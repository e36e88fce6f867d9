"""`export`: write the whole review as a file that is handed over."""

from __future__ import annotations

import argparse
from pathlib import Path

from core.atomic_file import write_file
from core.commands.arguments.command_list import CommandList, add_release_options
from core.commands.arguments.selected_release import selected_context
from core.commands.exit_codes import OK, fail, warn
from core.exports.documents.agenda import NoDocumentError
from core.exports.documents.document import Length
from core.exports.documents.kinds import KINDS, document_to_write, hand_over
from core.exports.documents.not_made import NotMadeError
from core.exports.documents.steps import Step, step_words
from core.language import Language, Texts
from core.records.public_address import PublicAddressError, public_address


def add_commands(commands: CommandList) -> None:
    """Add `export` to the parser of `python -m core`."""
    command = commands.add(
        "export",
        _export,
        summary="write the whole review as a file to hand over",
        description="Write the whole review of a release as a file: deck, a PPTX with native charts and tables; "
        "report and pdf, a DOCX and a PDF in the layout of official documents; handoff, one HTML file in both "
        "languages that opens on any computer without a server; workbook, an XLSX with a sheet a view, its numbers "
        "real and its charts native, then definitions, sources, fingerprints and checks.",
        example="  python -m core export deck --as-of 2025-12-31 --lang zh --out 汇报.pptx\n"
        "  python -m core export report --length page --out 一页纸.docx\n"
        "  python -m core export workbook --as-of 2025-12-31 --out 数据.xlsx",
    )
    command.add_argument("kind", choices=list(KINDS), help="the kind of file")
    command.add_argument(
        "--agenda", default="", help="the id of an agenda of the page of meetings, instead of the review"
    )
    command.add_argument(
        "--length",
        choices=[length.value for length in Length],
        default=Length.FULL.value,
        help="how much of it is written on paper (report, pdf; default: full)",
    )
    command.add_argument("--out", type=Path, help="file to write (default: named after content and release)")
    add_release_options(command)
    # Also behind the command; without a default of its own, which would undo the one before it.
    command.add_argument(
        "--lang",
        choices=[language.value for language in Language],
        default=argparse.SUPPRESS,
        help="language of the file and of what is printed",
    )


def _export(arguments: argparse.Namespace, texts: Texts) -> int:
    context = selected_context(arguments, texts)
    kind = KINDS[arguments.kind]

    def report(step: Step) -> None:
        warn(step_words(step, texts))

    report(Step.COLLECT)
    try:
        document = document_to_write(kind, Length(arguments.length), context, arguments.agenda)
    except NoDocumentError as error:
        return fail(str(error))
    out = arguments.out or Path(f"{document.name}.{kind.ending}")
    try:
        write_file(out, hand_over(document, kind, context, _server(texts), report))
    except NotMadeError as error:
        return fail(texts(str(error)))
    except OSError:
        return fail(texts("cli.unwritable", file=out.name))
    print(texts("cli.export.written", name=out.name))
    return OK


def _server(texts: Texts) -> str:
    """Where the QR code leads; a command knows no browser that came by an address."""
    try:
        return public_address()
    except PublicAddressError as error:
        warn(texts("cli.export.address", name=error.file))
        return ""
