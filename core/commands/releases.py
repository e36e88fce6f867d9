"""`snapshots` and `verify`: list and check releases."""

from __future__ import annotations

import argparse
from collections.abc import Iterable, Sequence
from pathlib import Path

from core import snapshots
from core.commands.arguments.command_list import CommandList, add_root_option
from core.commands.exit_codes import FAILED, OK, fail, warn
from core.context import no_release_sentence
from core.language import Language, Texts
from core.problem_sentences import problem_sentence
from core.snapshots import Snapshot
from core.text_ids.datasets import ROW_STATUS_TEXT
from core.workspace import workspace


def add_commands(commands: CommandList) -> None:
    """Add `snapshots` and `verify` to the parser of `python -m core`."""
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
