"""`demo`: write the demonstration releases, put them away, or show them again."""

from __future__ import annotations

import argparse
from pathlib import Path

from core import snapshots
from core.commands.arguments.command_list import CommandList
from core.commands.exit_codes import OK, CommandError, fail
from core.context import no_release_sentence
from core.datasets import RowStatus
from core.language import Texts
from core.snapshots.demonstration_removal import REMOVED, remove_demonstration, restore_demonstration


def add_commands(commands: CommandList) -> None:
    """Add `demo` to the parser of `python -m core`."""
    demo = commands.add(
        "demo",
        _demo,
        summary="write the demonstration releases, remove them from view, or restore them",
        description="Write the demonstration releases, which contain made-up figures and are marked so everywhere.\n"
        "With --remove this installation shows them no more; no file is deleted, and --restore shows them again.",
        example="  python -m core demo --remove\n  python -m core demo --restore",
    )
    work = demo.add_mutually_exclusive_group()
    work.add_argument(
        "--into", type=Path, help="folder of releases (default: the one the program shows when there is no other)"
    )
    work.add_argument("--remove", action="store_true", help="show the demonstration no more; safe to repeat")
    work.add_argument("--restore", action="store_true", help="show the demonstration again; safe to repeat")


def _demo(arguments: argparse.Namespace, texts: Texts) -> int:
    if arguments.remove or arguments.restore:
        return _show_or_hide(texts, remove=arguments.remove)
    # Reads the plan that comes with the program, which no other command depends on.
    from core.demonstration.make_releases import publish_demonstration

    if arguments.into is None and not snapshots.has_demonstration():
        return fail(texts("cli.demonstration_elsewhere"))
    into = arguments.into or snapshots.demonstration_root()
    for snapshot in publish_demonstration(into):
        print(texts("cli.written", release=snapshot.id, rows=sum(file.rows for file in snapshot.datasets)))
    print(texts("cli.written_into", folder=into))
    return OK


def _show_or_hide(texts: Texts, *, remove: bool) -> int:
    """Remove the demonstration from view or restore it, and say what is to be seen from now on.

    A workspace whose plan is of another district never shows it: there nothing changes.
    """
    if not snapshots.has_demonstration():
        print(texts("cli.demo_of_another_district"))
        return OK
    number = len(snapshots.releases(snapshots.demonstration_root()).snapshots)
    try:
        changed = remove_demonstration() if remove else restore_demonstration()
    except OSError:
        raise CommandError(texts("cli.unwritable", file=REMOVED)) from None
    if remove:
        print(texts("cli.demo_removed" if changed else "cli.demo_removed_before", number=number))
        releases = snapshots.releases()
        if not releases.snapshots:
            print(no_release_sentence(releases, texts))
        resting = [snapshot.id for snapshot in releases.snapshots if snapshot.status == RowStatus.ILLUSTRATIVE]
        if resting:
            print(texts("cli.demo_rows_remain", releases=texts.listed(resting)))
    else:
        print(texts("cli.demo_restored" if changed else "cli.demo_restored_before", number=number))
    return OK
