"""`publish`: publish a return as a release."""

from __future__ import annotations

import argparse
import sys
from datetime import UTC, datetime

from core.commands.arguments.author import add_author_option, author
from core.commands.arguments.command_list import CommandList
from core.commands.arguments.sent_return import add_return_options, checked_return, plan_on
from core.commands.exit_codes import OK, fail
from core.commands.reports.return_report import print_report
from core.intake.finding_words import message_words, refusal
from core.intake.findings import IntakeError
from core.intake.publishing.checklist import checklist
from core.intake.publishing.publish import publish_return
from core.language import Texts
from core.panels.intake.unit_list import list_sentence
from core.queries import Returns
from core.workspace import workspace


def add_commands(commands: CommandList) -> None:
    """Add `publish` to the parser of `python -m core`."""
    publish = commands.add(
        "publish",
        _publish,
        summary="publish a return as a release",
        description="Check a return and publish the latest release with the return in it as a new release. Nothing is\n"
        "published while there is a mistake, an unusual value without an explanation, or no note.",
        example='  python -m core publish return.xlsx --as-of 2026-09-01 --note "autumn figures of 2026"',
    )
    add_return_options(publish)
    publish.add_argument("--note", default="", help="what changed and why; a release needs one")
    publish.add_argument("--note-en", default="", help="the same in English")
    add_author_option(publish, "publishes")


def _publish(arguments: argparse.Namespace, texts: Texts) -> int:
    sent = checked_return(arguments, texts)
    print_report(sent.checked, sent.explanations, texts)
    items = checklist(sent.checked, arguments.note, sent.explanations)
    for item in items:
        stream = sys.stderr if item.blocks else sys.stdout
        print(message_words(f"intake.item.{item.code}", item.values, texts), file=stream)
    if any(item.blocks for item in items):
        return fail(refusal(IntakeError("not_ready"), texts))
    try:
        release = publish_return(
            sent.checked,
            arguments.root or workspace() / "snapshots",
            note=arguments.note,
            note_en=arguments.note_en,
            published_by=author(arguments, texts),
            published_at=datetime.now(UTC),
            explanations=sent.explanations,
        )
    except IntakeError as error:
        return fail(refusal(error, texts))
    print(texts("cli.written", release=release.id, rows=sum(file.rows for file in release.datasets)))
    if sent.checked.units is not None and sent.checked.units.is_asked:
        returns = Returns(release, plan_on(release.as_of).area)
        print(texts("cli.units.state", release=release.id, state=list_sentence(sent.checked.units, returns, texts)))
        print(texts("cli.units.ask"))
    return OK
