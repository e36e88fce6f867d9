"""`python -m core template | check | publish`: a return from the command line."""

from __future__ import annotations

import argparse
import getpass
import sys
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import pyarrow as pa

from core import snapshots
from core.atomic_file import write_file
from core.commands.exit_codes import FAILED, MISUSED, OK, fail
from core.intake.finding_words import refusal, sentence
from core.intake.findings import IntakeError, Severity
from core.intake.form.template import TemplateScope, write_template
from core.intake.marked_copy import marked_copy
from core.intake.merging.merge import ChangeKind
from core.intake.publishing.changes import change_lines
from core.intake.publishing.check_return import check_return, with_demonstration
from core.intake.publishing.checked_return import CheckedReturn
from core.intake.publishing.checklist import checklist, unexplained
from core.intake.publishing.publish import publish_return
from core.intake.publishing.reporting_round import round_year
from core.language import Texts
from core.plan.plan import Plan, load_plan_in_force
from core.plan.roots import plan_roots
from core.workspace import workspace

_SHOWN = 50  # findings; the whole list is in the returned workbook


def add_commands(commands: Any) -> None:
    """Add the three commands to the parser of `python -m core`."""
    template = commands.add_parser("template", help="write the workbook that clerks fill in")
    template.add_argument("--unit", metavar="ID", help="one reporting unit (default: the whole district)")
    template.add_argument("--year", type=int, help="open lines for this year (default: the year after the last)")
    template.add_argument("--blank", action="store_true", help="headings only, without the values of the last release")
    template.add_argument("--out", type=Path, help="file to write (default: named after unit and release)")
    template.add_argument("--root", type=Path, help="folder of releases (default: the one the dashboard reads)")
    template.set_defaults(run=_template)

    checked = commands.add_parser("check", help="read and check a return; nothing is published")
    _of_a_return(checked)
    checked.add_argument("--out", type=Path, help="write the file back with its mistakes marked")
    checked.set_defaults(run=_check)

    published = commands.add_parser("publish", help="publish a return as a release")
    _of_a_return(published)
    published.add_argument("--note", default="", help="what changed and why; a release needs one")
    published.add_argument("--note-en", default="", help="the same in English")
    published.add_argument("--by", default="", help="who publishes (default: the user of this machine)")
    published.set_defaults(run=_publish)


def _of_a_return(command: argparse.ArgumentParser) -> None:
    command.add_argument("file", type=Path, help="the return, .xlsx or .csv")
    command.add_argument("--as-of", metavar="DATE", help="the as-of date of the release to be")
    command.add_argument("--provisional", action="store_true", help="mark what changes as provisional (快报)")
    command.add_argument(
        "--explain", action="append", default=[], metavar="ID=TEXT", help="why an unusual value is right; repeat it"
    )
    command.add_argument("--root", type=Path, help="folder of releases (default: the workspace's)")


def _template(chosen: argparse.Namespace, texts: Texts) -> int:
    found = snapshots.releases(chosen.root)
    release = None if chosen.blank else found.latest()
    if release is None and not chosen.blank:
        return fail(texts("frame.no_release"))
    plan = _plan(release.as_of if release is not None else None)
    year = chosen.year or (round_year(datetime.now(UTC).date()) if release is not None else None)
    try:
        content = write_template(
            release, TemplateScope(plan.id, plan.area, chosen.unit), texts.language, year=year, plan=plan
        )
    except IntakeError as error:
        return fail(refusal(error, texts))
    except pa.ArrowException:
        return fail(texts("cli.unreadable", file=release.id if release is not None else ""))
    whose = chosen.unit or plan.area
    out = chosen.out or Path(
        f"{texts('cli.template_name', unit=whose, release=release.id if release else 'blank')}.xlsx"
    )
    try:
        write_file(out, content)
    except OSError:
        return fail(texts("cli.unwritable", file=out.name))
    print(texts("cli.template_written", file=out.name))
    return OK


def _plan(day: date | None) -> Plan:
    """The plan in force on a day; without one, the last there is."""
    return load_plan_in_force(plan_roots(), day or date.max)


def _prepared(chosen: argparse.Namespace, texts: Texts) -> tuple[CheckedReturn, dict[str, str], bytes] | int:
    """The return read, merged and checked, with its explanations; or an exit code, once it was said why."""
    try:
        day = date.fromisoformat(chosen.as_of) if chosen.as_of else None
    except ValueError:
        print(texts("cli.not_a_date", value=chosen.as_of), file=sys.stderr)
        return MISUSED
    explained = {}
    for each in chosen.explain:
        id, sign, text = each.partition("=")
        if not sign or not text.strip():
            print(texts("cli.bad_explanation", value=each), file=sys.stderr)
            return MISUSED
        explained[id.strip()] = text.strip()
    try:
        content = chosen.file.read_bytes()
    except OSError:
        return fail(texts("cli.no_file", file=chosen.file.name))
    there = chosen.root is None or chosen.root.is_dir()
    found = snapshots.releases(chosen.root) if there else snapshots.Releases((), (), False)
    latest = found.latest()
    try:
        plan = _plan(day or (latest.as_of if latest is not None else None))
        known = with_demonstration(found)
        prepared = check_return(content, chosen.file.name, known, plan, day, provisional=chosen.provisional)
        explained = {**prepared.reading.explanations, **explained}
    except IntakeError as error:
        return fail(refusal(error, texts))
    except pa.ArrowException:
        return fail(texts("cli.unreadable", file=latest.id if latest is not None else ""))
    return prepared, explained, content


def _check(chosen: argparse.Namespace, texts: Texts) -> int:
    ready = _prepared(chosen, texts)
    if isinstance(ready, int):
        return ready
    prepared, explained, content = ready
    _tell(prepared, explained, texts)
    if chosen.out is not None:
        try:
            write_file(chosen.out, marked_copy(content, chosen.file.name, prepared.findings, texts.language, explained))
            print(texts("cli.returned", file=chosen.out.name))
        except IntakeError as error:
            return fail(refusal(error, texts))
        except OSError:
            return fail(texts("cli.unwritable", file=chosen.out.name))
    hard = any(each.severity is Severity.HARD for each in prepared.findings)
    return FAILED if hard else OK


def _publish(chosen: argparse.Namespace, texts: Texts) -> int:
    ready = _prepared(chosen, texts)
    if isinstance(ready, int):
        return ready
    prepared, explained, _ = ready
    _tell(prepared, explained, texts)
    items = checklist(prepared, chosen.note, explained)
    for item in items:
        print(texts(f"intake.item.{item.code}", **_values(item.values)), file=sys.stderr if item.blocks else sys.stdout)
    if any(item.blocks for item in items):
        return fail(refusal(IntakeError("not_ready"), texts))
    root = chosen.root or workspace() / "snapshots"
    try:
        release = publish_return(
            prepared,
            root,
            note=chosen.note,
            note_en=chosen.note_en,
            published_by=chosen.by.strip() or getpass.getuser(),
            published_at=datetime.now(UTC),
            explanations=explained,
        )
    except IntakeError as error:
        return fail(refusal(error, texts))
    print(texts("cli.written", release=release.id, rows=sum(file.rows for file in release.datasets)))
    return OK


def _tell(prepared: CheckedReturn, explained: dict[str, str], texts: Texts) -> None:
    """What was understood, what would change, and every finding with its place."""
    for table in prepared.reading.tables:
        name = texts(f"intake.sheet.{table.dataset}")
        print(texts("cli.table_read", sheet=table.sheet, dataset=name, rows=table.rows, head=table.head))
    if prepared.merged is not None:
        numbers: dict[str, Any] = {each.value: str(prepared.count(each)) for each in ChangeKind}
        faulty = prepared.mistakes
        print(texts("cli.changes_faulty", number=faulty) if faulty else texts("cli.changes", **numbers))
        if numbers[ChangeKind.CONFIRMED] != "0" and not faulty:
            print(texts("intake.preview.confirmed", number=numbers[ChangeKind.CONFIRMED]))
        changes = change_lines(prepared, texts)
        for line in changes[:_SHOWN]:
            values = {"unit": line.unit, "figure": line.figure, "old": line.old, "new": line.new, "place": line.place}
            print(texts(f"cli.change.{line.kind.value}", **_values(tuple(values.items()))))
        if len(changes) > _SHOWN:
            print(texts("cli.more_changes", number=len(changes) - _SHOWN))
    waiting = {each.id for each in unexplained(prepared, explained)}
    shown = [each for each in prepared.findings if each.severity is not Severity.SOFT or each.id in waiting]
    for each in shown[:_SHOWN]:
        stream = sys.stdout if each.severity is Severity.NOTE else sys.stderr
        severity = texts(f"intake.severity.{each.severity.value}")
        id = each.id if each.severity is Severity.SOFT else ""
        print(texts("cli.finding", severity=severity, id=id, sentence=sentence(each, texts)), file=stream)
    if len(shown) > _SHOWN:
        print(texts("cli.more_findings", number=len(shown) - _SHOWN), file=sys.stderr)


def _values(values: tuple[tuple[str, str], ...]) -> dict[str, Any]:
    return dict(values)
