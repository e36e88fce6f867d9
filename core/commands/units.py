"""`units`: list the units that report, and state whether they are all of the district."""

from __future__ import annotations

import argparse
from datetime import UTC, datetime
from pathlib import Path

from core import snapshots
from core.commands.arguments.author import add_author_option, author
from core.commands.arguments.command_list import CommandList
from core.commands.exit_codes import OK, fail
from core.context import no_release_sentence, plan
from core.datasets import ListState
from core.intake.finding_words import refusal
from core.intake.findings import IntakeError
from core.intake.publishing.publish_lock import newer_damaged_release
from core.intake.publishing.unit_list_statement import state_unit_list, units_of_release
from core.language import Texts
from core.panels.intake.unit_list import list_sentence, tables_sent
from core.problem_sentences import problem_sentence
from core.queries import Returns
from core.snapshots import Snapshot
from core.text_ids.datasets import LIST_STATE_TEXT
from core.workspace import workspace


def add_commands(commands: CommandList) -> None:
    """Add `units` to the parser of `python -m core`."""
    units = commands.add(
        "units",
        _units,
        summary="list the units that report, or state that these are all of the district",
        description="List the units the newest release knows, with the newest year of every table they sent. While\n"
        "only those that have reported are known, no value counts as one of the district. --complete states that\n"
        "these are all; a unit that has nothing yet is entered with 未报 in a return first. The statement is recorded\n"
        "with a new revision of the release, and holds for later ones; --open takes it back.",
        example="  python -m core units\n  python -m core units --complete --by Office",
    )
    state = units.add_mutually_exclusive_group()
    state.add_argument("--complete", dest="state", action="store_const", const=ListState.COMPLETE, help="these are all")
    state.add_argument("--open", dest="state", action="store_const", const=ListState.OPEN, help="there may be others")
    add_author_option(units, "says so")
    units.add_argument("--root", type=Path, help="folder of releases (default: the workspace's)")


def _units(arguments: argparse.Namespace, texts: Texts) -> int:
    releases = snapshots.releases(arguments.root)
    release = releases.latest()
    if release is None:
        return fail(no_release_sentence(releases, texts))
    area = plan(release).area
    known = units_of_release(release, area)
    sentence = texts("cli.units.state", release=release.id, state=list_sentence(known, Returns(release, area), texts))
    if arguments.state is None:
        for unit in known.units:
            print(texts("cli.units.unit", unit=unit.unit_id, name=texts.of(unit.name), tables=tables_sent(unit, texts)))
        print(sentence)
        if known.is_asked and not releases.demonstration:
            print(texts("cli.units.ask"))
        return OK
    if releases.demonstration:
        return fail(texts("cli.units.demonstration"))
    damaged = newer_damaged_release(releases)
    if damaged is not None:
        return fail(problem_sentence(damaged, texts))
    stated: ListState = arguments.state
    if release.list_state is stated and not known.added:
        print(texts("cli.units.unchanged", sentence=sentence))
        return OK
    return _state(release, area, arguments, texts)


def _state(release: Snapshot, area: str, arguments: argparse.Namespace, texts: Texts) -> int:
    """State what is known of the list of units of the newest release."""
    try:
        written = state_unit_list(
            release,
            area,
            arguments.root or workspace() / "snapshots",
            arguments.state,
            author(arguments, texts),
            datetime.now(UTC),
        )
    except IntakeError as error:
        return fail(refusal(error, texts))
    print(texts("cli.units.stated", release=written.id, state=texts(LIST_STATE_TEXT[arguments.state])))
    return OK
