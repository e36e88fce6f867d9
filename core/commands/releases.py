"""`demo`, `snapshots` and `verify`: write, list and check releases."""

from __future__ import annotations

import argparse
from collections.abc import Iterable
from pathlib import Path

from core import snapshots
from core.commands.command_list import CommandList, add_root_option
from core.commands.exit_codes import FAILED, OK, fail, warn
from core.context import no_release_sentence
from core.language import Language, Texts
from core.problem_sentences import problem_sentence
from core.text_ids.datasets import ROW_STATUS_TEXT
from core.workspace import workspace


def add_commands(commands: CommandList) -> None:
    """Add `demo`, `snapshots` and `verify` to the parser of `python -m core`."""
    demo = commands.add(
        "demo",
        _demo,
        summary="write the demonstration releases",
        description="Write the demonstration releases, which contain made-up figures and are marked so everywhere.",
        example="  python -m core demo --into demonstration/",
    )
    demo.add_argument(
        "--into", type=Path, help="folder of releases (default: the one the program shows when there is no other)"
    )

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


def _demo(arguments: argparse.Namespace, texts: Texts) -> int:
    from core import demonstration  # reads the plan that comes with the program, which no other command depends on

    if arguments.into is None and not snapshots.has_demonstration():
        return fail(texts("cli.demonstration_elsewhere"))
    into = arguments.into or snapshots.demonstration_root()
    for snapshot in demonstration.publish_demonstration(into):
        print(texts("cli.written", release=snapshot.id, rows=sum(file.rows for file in snapshot.datasets)))
    print(texts("cli.written_into", folder=into))
    return OK


def _snapshots(arguments: argparse.Namespace, texts: Texts) -> int:
    releases = snapshots.releases(arguments.root)
    for snapshot in releases.snapshots:
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
    if releases.demonstration:
        print(texts("cli.demonstration"))
    for problem in releases.problems:
        warn(problem_sentence(problem, texts))
    if not releases.snapshots:
        return fail(no_release_sentence(releases, texts))
    return FAILED if releases.problems else OK


def _verify(arguments: argparse.Namespace, texts: Texts) -> int:
    root = arguments.root or _default_root()
    if not root.is_dir() and arguments.root is None:
        return fail(no_release_sentence(snapshots.releases(), texts))
    if not root.is_dir():
        return fail(texts("problem.root_missing", file=root.name))
    names = arguments.release or sorted(_folder_names(root))
    if not names:
        return fail(no_release_sentence(snapshots.releases(arguments.root), texts))
    return max([_verify_one(root, name, texts) for name in names])


def _verify_one(root: Path, name: str, texts: Texts) -> int:
    """Check one release and print the result; the exit code for it."""
    if not (root / name).is_dir():
        return fail(texts("cli.unknown_release", release=name))
    problems = snapshots.verify_release(root / name)
    for problem in problems:
        warn(problem_sentence(problem, texts))
    print(texts("cli.bad", release=name, count=len(problems)) if problems else texts("cli.good", release=name))
    return FAILED if problems else OK


def _folder_names(root: Path) -> Iterable[str]:
    return (folder.name for folder in root.iterdir() if folder.is_dir() and not folder.name.startswith("."))


def _default_root() -> Path:
    shows_demonstration = snapshots.releases().demonstration
    return snapshots.demonstration_root() if shows_demonstration else workspace() / "snapshots"
