"""The files of the program and of its tests as syntax trees, for the tests of how they are written."""

from __future__ import annotations

import ast
from collections.abc import Callable, Iterator, Sequence
from functools import cache
from pathlib import Path

from tests.support.serving import ROOT

PROGRAM = sorted([*(ROOT / "core").rglob("*.py"), *(ROOT / "pages").rglob("*.py"), ROOT / "app.py"])
TESTS = sorted((ROOT / "tests").rglob("*.py"))


def name(path: Path) -> str:
    """The path of a file below the top level."""
    return path.relative_to(ROOT).as_posix()


def for_every_file(files: Sequence[Path]) -> Callable[[Callable[[Path], None]], Callable[[], None]]:
    """Makes one test of a check of a file: every file is checked, and those that fail are named together.

    A case a file would be three thousand, whose coming and going takes longer than the checks.
    """

    def decorate(check: Callable[[Path], None]) -> Callable[[], None]:
        def test() -> None:
            assert files
            problems = []
            for path in files:
                try:
                    check(path)
                except AssertionError as error:
                    problems.append(f"{name(path)}: {error}")
            assert not problems, "\n".join(problems)

        test.__doc__, test.__name__ = check.__doc__, check.__name__
        return test

    return decorate


@cache
def tree(path: Path) -> ast.Module:
    """The syntax tree of a file."""
    return ast.parse(path.read_text("utf-8"), str(path))


@cache
def nodes(path: Path) -> tuple[ast.AST, ...]:
    """Every node of the syntax tree of a file."""
    return tuple(ast.walk(tree(path)))


def imported(path: Path) -> Iterator[str]:
    """Every module a file imports, anywhere in it."""
    for node in nodes(path):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"{name(path)}:{node.lineno}: write the full name of the module"
            yield node.module or ""
