"""`demo`, `snapshots` and `verify`: write, list and check releases."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path
from typing import Any

from core import snapshots
from core.commands.exit_codes import FAILED, OK, fail
from core.language import Texts
from core.sentences import problem_sentence
from core.workspace import workspace


def add_commands(commands: Any) -> None:
    """Add `demo`, `snapshots` and `verify` to the parser of `python -m core`."""
    demo = commands.add_parser("demo", help="write the demonstration releases")
    demo.add_argument(
        "--into", type=Path, help="folder of releases (default: the one the program shows when there is no other)"
    )
    demo.set_defaults(run=_demo)

    listing = commands.add_parser("snapshots", help="list the releases and what is wrong with them")
    listing.add_argument("--root", type=Path, help="folder of releases (default: the one the dashboard reads)")
    listing.set_defaults(run=_snapshots)

    verify = commands.add_parser("verify", help="check releases in full: hashes, columns, codes, keys")
    verify.add_argument("release", nargs="*", help="release ids (default: all)")
    verify.add_argument("--root", type=Path, help="folder of releases (default: the one the dashboard reads)")
    verify.set_defaults(run=_verify)


def _demo(chosen: argparse.Namespace, texts: Texts) -> int:
    from core import demonstration

    into = chosen.into or snapshots.demonstration_root()
    for snapshot in demonstration.publish_demonstration(into):
        print(texts("cli.written", release=snapshot.id, rows=sum(item.rows for item in snapshot.datasets)))
    print(texts("cli.written_into", folder=into))
    return OK


def _snapshots(chosen: argparse.Namespace, texts: Texts) -> int:
    found = snapshots.releases(chosen.root)
    for snapshot in found.snapshots:
        print(
            texts(
                "cli.release",
                release=snapshot.id,
                status=texts(f"status.row.{snapshot.status}"),
                rows=sum(item.rows for item in snapshot.datasets),
                digest=snapshot.digest[:12],
                note=texts.side(snapshot.note, snapshot.note_en),
            )
        )
    if found.demonstration:
        print(texts("cli.demonstration"))
    for problem in found.problems:
        print(problem_sentence(problem, texts), file=sys.stderr)
    if not found.snapshots:
        return fail(texts("frame.no_release"))
    return FAILED if found.problems else OK


def _verify(chosen: argparse.Namespace, texts: Texts) -> int:
    root = chosen.root or _root()
    if not root.is_dir():
        return fail(texts("problem.root_missing", file=root.name))
    names = chosen.release or sorted(
        folder.name for folder in root.iterdir() if folder.is_dir() and not folder.name.startswith(".")
    )
    if not names:
        return fail(texts("frame.no_release"))
    worst = OK
    for name in names:
        if not (root / name).is_dir():
            worst = fail(texts("cli.unknown_release", release=name))
            continue
        problems = snapshots.verify_release(root / name)
        for problem in problems:
            print(problem_sentence(problem, texts), file=sys.stderr)
        print(texts("cli.bad", release=name, count=len(problems)) if problems else texts("cli.good", release=name))
        worst = FAILED if problems else worst
    return worst


def _root() -> Path:
    found = snapshots.releases()
    return snapshots.demonstration_root() if found.demonstration else workspace() / "snapshots"
