"""`template`: write the workbook that clerks fill in."""

from __future__ import annotations

import argparse
from datetime import UTC, datetime
from pathlib import Path

import pyarrow as pa

from core import snapshots
from core.atomic_file import write_file
from core.commands.arguments.command_list import CommandList, add_root_option
from core.commands.exit_codes import OK, CommandError, fail
from core.context import no_release_sentence
from core.intake.finding_words import refusal
from core.intake.findings import IntakeError
from core.intake.publishing.form_of_year import form_of_year, plan_of_form
from core.intake.publishing.reporting_round import round_year
from core.language import Texts
from core.plan.plan import Plan
from core.snapshots import Snapshot


def add_commands(commands: CommandList) -> None:
    """Add `template` to the parser of `python -m core`."""
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


def _template(arguments: argparse.Namespace, texts: Texts) -> int:
    releases = snapshots.releases(arguments.root)
    release = None if arguments.blank else releases.latest()
    if release is None and not arguments.blank:
        return fail(no_release_sentence(releases, texts))
    year = arguments.year or (round_year(datetime.now(UTC).date()) if release is not None else None)
    plan = plan_of_form(release, year)
    content = _template_content(release, releases, year, plan, arguments, texts)
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


def _template_content(
    release: Snapshot | None,
    releases: snapshots.Releases,
    year: int | None,
    plan: Plan,
    arguments: argparse.Namespace,
    texts: Texts,
) -> bytes:
    try:
        return form_of_year(release, releases, arguments.unit, texts.language, year, plan)
    except IntakeError as error:
        raise CommandError(refusal(error, texts)) from None
    except pa.ArrowException:
        raise CommandError(texts("cli.unreadable", file=release.id if release is not None else "")) from None
