"""`snapshots`, `verify` and `units`: list and check releases, and state whose figures they hold."""

from __future__ import annotations

import argparse
import getpass
from collections.abc import Iterable, Sequence
from datetime import UTC, datetime
from pathlib import Path

from core import snapshots
from core.commands.command_list import CommandList, add_root_option
from core.commands.exit_codes import FAILED, OK, fail, warn
from core.context import no_release_sentence, plan
from core.datasets import ListState
from core.intake.finding_words import refusal
from core.intake.findings import IntakeError
from core.intake.publishing.publish_lock import newer_damaged_release
from core.intake.publishing.unit_list import state_unit_list, units_of_release
from core.language import Language, Texts
from core.panels.intake.unit_list import list_sentence, tables_sent
from core.problem_sentences import problem_sentence
from core.queries import Returns
from core.snapshots import Snapshot
from core.text_ids.datasets import LIST_STATE_TEXT, ROW_STATUS_TEXT
from core.workspace import workspace


def add_commands(commands: CommandList) -> None:
    """Add `snapshots`, `verify` and `units` to the parser of `python -m core`."""
    listing = commands.add(
        "snapshots",
        _snapshots,
        summary="list the releases and what is wrong with them",
        description="List every release with its status, rows, digest and note, and report releases that cannot be\n"
        "used. The exit code is 1 when there is no release or one has a problem.",
        example="  python -m core snapshots",
    )
    add_root_option(listing)

    verify = commands.add(
        "verify",
        _verify,
        summary="check releases in full: hashes, columns, codes, keys",
        description="Read every file of one, several or all releases and check hashes, columns, types, codes and\n"
        "keys. The exit code is 1 when anything is wrong.",
        example="  python -m core verify 2025-12-31",
    )
    verify.add_argument("release", nargs="*", help="release ids (default: all)")
    add_root_option(verify)

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
    units.add_argument("--by", default="", help="who says so (default: the user of this machine)")
    units.add_argument("--root", type=Path, help="folder of releases (default: the workspace's)")


def _snapshots(arguments: argparse.Namespace, texts: Texts) -> int:
    releases = snapshots.releases(arguments.root)
    for snapshot in releases.snapshots:
        _print_release(snapshot, texts)
    if releases.demonstration:
        print(texts("cli.demonstration"))
    if releases.beside:
        print(texts("cli.demonstration_beside"))
        for snapshot in releases.beside:
            _print_release(snapshot, texts)
    for problem in releases.problems:
        warn(problem_sentence(problem, texts))
    if not releases.snapshots:
        return fail(no_release_sentence(releases, texts))
    return FAILED if releases.problems else OK


def _print_release(snapshot: Snapshot, texts: Texts) -> None:
    print(
        texts(
            "cli.release",
            release=snapshot.id,
            status=texts(ROW_STATUS_TEXT[snapshot.status]),
            rows=sum(file.rows for file in snapshot.datasets),
            digest=snapshot.digest[:12],
            note=snapshot.note if texts.language is Language.ZH else snapshot.note_en,
        )
    )


def _verify(arguments: argparse.Namespace, texts: Texts) -> int:
    roots = [arguments.root] if arguments.root is not None else _own_roots()
    if not any(root.is_dir() for root in roots):
        if arguments.root is None:
            return fail(no_release_sentence(snapshots.releases(), texts))
        return fail(texts("problem.root_missing", file=roots[0].name))
    names = arguments.release or sorted(_folder_names(roots[0]))
    if not names:
        return fail(no_release_sentence(snapshots.releases(arguments.root), texts))
    return max([_verify_one(roots, name, texts) for name in names])


def _verify_one(roots: Sequence[Path], name: str, texts: Texts) -> int:
    """Check one release, in the first folder that has it, and print the result; the exit code for it."""
    directory = next((root / name for root in roots if (root / name).is_dir()), None)
    if directory is None:
        return fail(texts("cli.unknown_release", release=name))
    problems = snapshots.verify_release(directory)
    for problem in problems:
        warn(problem_sentence(problem, texts))
    print(texts("cli.bad", release=name, count=len(problems)) if problems else texts("cli.good", release=name))
    return FAILED if problems else OK


def _folder_names(root: Path) -> Iterable[str]:
    return (folder.name for folder in root.iterdir() if folder.is_dir() and not folder.name.startswith("."))


def _own_roots() -> list[Path]:
    """Where the releases on show lie: the own ones first, then the demonstration, as far as they are shown."""
    releases = snapshots.releases()
    own = [] if releases.demonstration else [workspace() / "snapshots"]
    return [*own, *([snapshots.demonstration_root()] if releases.demonstration or releases.beside else [])]


def _units(arguments: argparse.Namespace, texts: Texts) -> int:
    releases = snapshots.releases(arguments.root)
    release = releases.latest()
    if release is None:
        return fail(no_release_sentence(releases, texts))
    area = plan(release).area
    known = units_of_release(release, area, releases)
    sentence = texts("cli.units.state", release=release.id, state=list_sentence(known, Returns(release, area), texts))
    if arguments.state is None:
        for unit in known.units:
            print(texts("cli.units.unit", unit=unit.unit_id, name=texts.of(unit.name), tables=tables_sent(unit, texts)))
        print(sentence)
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
    return _state(release, arguments, texts)


def _state(release: Snapshot, arguments: argparse.Namespace, texts: Texts) -> int:
    """State what is known of the list of units of the newest release."""
    try:
        written = state_unit_list(
            release,
            arguments.root or workspace() / "snapshots",
            arguments.state,
            arguments.by.strip() or getpass.getuser(),
            datetime.now(UTC),
        )
    except IntakeError as error:
        return fail(refusal(error, texts))
    print(texts("cli.units.stated", release=written.id, state=texts(LIST_STATE_TEXT[arguments.state])))
    return OK
