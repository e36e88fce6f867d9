"""A return named on the command line: read, merged and checked as its options say."""

from __future__ import annotations

import argparse
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path

import pyarrow as pa

from core import snapshots
from core.commands.exit_codes import MISUSED, CommandError
from core.intake.finding_words import refusal
from core.intake.findings import IntakeError
from core.intake.publishing.check_return import check_return_in_force
from core.intake.publishing.checked_return import CheckedReturn
from core.intake.publishing.demonstration_rows import DemonstrationRows
from core.language import Texts
from core.plan.plan import Plan
from core.plan.plan_in_force import load_plan_in_force
from core.plan.roots import plan_roots


def add_return_options(command: argparse.ArgumentParser) -> None:
    """Add the file of a return and what is said of it: `--as-of`, `--provisional`, `--explain`, `--demo`, `--root`."""
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


def plan_on(day: date | None) -> Plan:
    """The plan in force on a day; without one, the last there is."""
    return load_plan_in_force(plan_roots(), day or date.max)


@dataclass(frozen=True, slots=True)
class SentReturn:
    """A checked return with its explanations, by the id of the finding, and the bytes of its file."""

    checked: CheckedReturn
    explanations: dict[str, str]
    content: bytes


def checked_return(arguments: argparse.Namespace, texts: Texts) -> SentReturn:
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
    return SentReturn(checked, {**checked.reading.explanations, **typed}, content)


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
