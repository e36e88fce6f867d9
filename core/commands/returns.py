"""`template`, `check` and `publish`: a return from the command line."""

from __future__ import annotations

import argparse
import getpass
import sys
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime
from pathlib import Path

import pyarrow as pa

from core import snapshots
from core.atomic_file import write_file
from core.commands.command_list import CommandList, add_root_option
from core.commands.exit_codes import FAILED, MISUSED, OK, CommandError, fail
from core.commands.reports.return_report import print_report
from core.context import no_release_sentence
from core.intake.finding_words import message_words, refusal
from core.intake.findings import IntakeError
from core.intake.form.template import TemplateScope, write_template
from core.intake.marked_copy import marked_copy
from core.intake.marking.mark_file import ending_of
from core.intake.publishing.check_return import check_return_in_force
from core.intake.publishing.checked_return import CheckedReturn
from core.intake.publishing.checklist import checklist
from core.intake.publishing.demonstration_rows import DemonstrationRows
from core.intake.publishing.publish import publish_return
from core.intake.publishing.reporting_round import round_year
from core.language import Texts
from core.panels.intake.unit_list import list_sentence
from core.plan.plan import Plan
from core.plan.plan_in_force import load_plan_in_force
from core.plan.roots import plan_roots
from core.queries import Returns
from core.snapshots import Snapshot
from core.workspace import workspace


def add_commands(commands: CommandList) -> None:
    """Add `template`, `check` and `publish` to the parser of `python -m core`."""
    template = commands.add(
        "template",
        _template,
        summary="write the workbook that clerks fill in",
        description="Write the workbook that a school, or the district, fills in and sends back. It contains the\n"
        "figures of the latest release and empty lines for the new year.",
        example="  python -m core template --unit SCHOOL --out school.xlsx",
    )
    template.add_argument("--unit", metavar="ID", help="one reporting unit (default: the whole district)")
    template.add_argument("--year", type=int, help="open lines for this year (default: the year after the last)")
    template.add_argument("--blank", action="store_true", help="headings only, without the values of the last release")
    template.add_argument("--out", type=Path, help="file to write (default: named after unit and release)")
    add_root_option(template)

    check = commands.add(
        "check",
        _check,
        summary="read and check a return; nothing is published",
        description="Read a return, merge it into the latest release and report what it would change and every\n"
        "finding. Impossible values are mistakes and must be corrected; unusual values need an explanation. The exit\n"
        "code is 1 when there is a mistake.",
        example="  python -m core check return.xlsx --as-of 2026-09-01 --out marked.xlsx",
    )
    _add_return_options(check)
    check.add_argument("--out", type=Path, help="write the file back with its mistakes marked")

    publish = commands.add(
        "publish",
        _publish,
        summary="publish a return as a release",
        description="Check a return and publish the latest release with the return in it as a new release. Nothing is\n"
        "published while there is a mistake, an unusual value without an explanation, or no note.",
        example='  python -m core publish return.xlsx --as-of 2026-09-01 --note "autumn figures of 2026"',
    )
    _add_return_options(publish)
    publish.add_argument("--note", default="", help="what changed and why; a release needs one")
    publish.add_argument("--note-en", default="", help="the same in English")
    publish.add_argument("--by", default="", help="who publishes (default: the user of this machine)")


def _add_return_options(command: argparse.ArgumentParser) -> None:
    command.add_argument("file", type=Path, help="the return, a workbook or a CSV file")
    command.add_argument("--as-of", metavar="DATE", help="the as-of date of the new release")
    command.add_argument("--provisional", action="store_true", help="mark what changes as provisional (快报)")
    command.add_argument(
        "--explain", action="append", default=[], metavar="ID=TEXT", help="why an unusual value is right; repeatable"
    )
    command.add_argument(
        "--demo",
        choices=[choice.value for choice in DemonstrationRows],
        help="leave rows of the demonstration out of the release, or keep them to try things out (default: a first\n"
        "return leaves them out unless its form is filled with them; later what is there is kept)",
    )
    command.add_argument("--root", type=Path, help="folder of releases (default: the workspace's)")


def _template(arguments: argparse.Namespace, texts: Texts) -> int:
    releases = snapshots.releases(arguments.root)
    release = None if arguments.blank else releases.latest()
    if release is None and not arguments.blank:
        return fail(no_release_sentence(releases, texts))
    plan = _plan(release.as_of if release is not None else None)
    content = _template_content(release, plan, arguments, texts)
    name = texts(
        "cli.template_name", unit=arguments.unit or plan.area, release=release.id if release is not None else "blank"
    )
    out = arguments.out or Path(f"{name}.xlsx")
    try:
        write_file(out, content)
    except OSError:
        return fail(texts("cli.unwritable", file=out.name))
    print(texts("cli.template_written", file=out.name))
    return OK


def _template_content(release: Snapshot | None, plan: Plan, arguments: argparse.Namespace, texts: Texts) -> bytes:
    year = arguments.year or (round_year(datetime.now(UTC).date()) if release is not None else None)
    scope = TemplateScope(plan.id, plan.area, arguments.unit)
    try:
        return write_template(release, scope, texts.language, year=year, plan=plan)
    except IntakeError as error:
        raise CommandError(refusal(error, texts)) from None
    except pa.ArrowException:
        raise CommandError(texts("cli.unreadable", file=release.id if release is not None else "")) from None


def _plan(day: date | None) -> Plan:
    """The plan in force on a day; without one, the last there is."""
    return load_plan_in_force(plan_roots(), day or date.max)


@dataclass(frozen=True, slots=True)
class _Return:
    """A checked return with its explanations, by the id of the finding, and the bytes of its file."""

    checked: CheckedReturn
    explanations: dict[str, str]
    content: bytes


def _checked_return(arguments: argparse.Namespace, texts: Texts) -> _Return:
    """The return read, merged and checked. Raises CommandError."""
    day, typed = _as_of(arguments.as_of, texts), _explanations(arguments.explain, texts)
    try:
        content = arguments.file.read_bytes()
    except OSError:
        raise CommandError(texts("cli.no_file", file=arguments.file.name)) from None
    releases = _releases(arguments.root)
    latest = releases.latest()
    try:
        checked = check_return_in_force(
            content,
            arguments.file.name,
            releases,
            day,
            provisional=arguments.provisional,
            demonstration=DemonstrationRows(arguments.demo) if arguments.demo else None,
        )
    except IntakeError as error:
        raise CommandError(refusal(error, texts)) from None
    except pa.ArrowException:
        raise CommandError(texts("cli.unreadable", file=latest.id if latest is not None else "")) from None
    return _Return(checked, {**checked.reading.explanations, **typed}, content)


def _releases(root: Path | None) -> snapshots.Releases:
    """The releases a return may go into, with those of the demonstration, from which its form may come."""
    if root is None:
        return snapshots.releases()
    own = snapshots.releases(root) if root.is_dir() else snapshots.Releases((), (), False)
    if not snapshots.has_demonstration():
        return own
    return snapshots.with_demonstration(own, snapshots.releases(snapshots.demonstration_root()))


def _as_of(text: str | None, texts: Texts) -> date | None:
    try:
        return date.fromisoformat(text) if text else None
    except ValueError:
        raise CommandError(texts("cli.not_a_date", value=text), MISUSED) from None


def _explanations(options: Sequence[str], texts: Texts) -> dict[str, str]:
    """Explanations by the id of the finding, from options such as `1a2b=…`."""
    explanations = {}
    for option in options:
        id, sign, text = option.partition("=")
        if not sign or not text.strip():
            raise CommandError(texts("cli.bad_explanation", value=option), MISUSED)
        explanations[id.strip()] = text.strip()
    return explanations


def _check(arguments: argparse.Namespace, texts: Texts) -> int:
    sent = _checked_return(arguments, texts)
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


def _publish(arguments: argparse.Namespace, texts: Texts) -> int:
    sent = _checked_return(arguments, texts)
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
            published_by=arguments.by.strip() or getpass.getuser(),
            published_at=datetime.now(UTC),
            explanations=sent.explanations,
        )
    except IntakeError as error:
        return fail(refusal(error, texts))
    print(texts("cli.written", release=release.id, rows=sum(file.rows for file in release.datasets)))
    if sent.checked.units is not None and sent.checked.units.is_asked:
        returns = Returns(release, _plan(release.as_of).area)
        print(texts("cli.units.state", release=release.id, state=list_sentence(sent.checked.units, returns, texts)))
    return OK
