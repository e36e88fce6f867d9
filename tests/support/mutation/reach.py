"""Which fast tests can notice a change of a line: learned once for a tree from a run of each test file."""

from __future__ import annotations

import ast
import hashlib
import json
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from pathlib import Path

FAST_TESTS = "tests/unit"
"""Where the tests are that need neither a browser nor a server; those marked as slow are left out."""
OF_THE_SOURCE = ("test_architecture.py", "test_texts.py")
"""Tests that read the source and the catalogues, not what they do."""
OF_EVERY_CLASS = "test_frozen_values.py"
"""Looks at every dataclass, also at those of files that were imported before it began."""

Tests = list[tuple[str, dict[str, float]]]
"""Test files in the order to run them, each with its tests and their seconds, in the order to run them."""


def tree_key(root: Path) -> str:
    """A key of everything the tests read, so that what was learned about one tree is not used for another."""
    digest = hashlib.sha256()
    for folder in ("core", "tests", "pages", "data/plan", "data/reference"):
        for path in sorted((root / folder).rglob("*")):
            if path.is_file() and "__pycache__" not in path.parts and ".artifacts" not in path.parts:
                digest.update(path.relative_to(root).as_posix().encode() + b"\0" + path.read_bytes() + b"\0")
    return digest.hexdigest()[:16]


def test_files(root: Path) -> list[str]:
    """The fast test files."""
    paths = sorted((root / FAST_TESTS).rglob("test_*.py"))
    return [path.relative_to(root).as_posix() for path in paths if path.name not in OF_THE_SOURCE]


def imported_modules(source: str) -> set[str]:
    """The modules a source file imports, as paths without their suffix."""
    modules = set()
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.Import):
            modules |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom) and node.module:
            modules |= {node.module} | {f"{node.module}.{alias.name}" for alias in node.names}
    return {module.replace(".", "/") for module in modules}


@dataclass(slots=True)
class ReachMap:
    """For each source file and line the tests that run it."""

    root: Path
    durations: dict[str, float] = field(default_factory=dict)
    direct: dict[tuple[str, int], set[str]] = field(default_factory=dict)
    """The tests that run the line themselves."""
    shared: dict[tuple[str, int], set[str]] = field(default_factory=dict)
    """The test files that run the line while a fixture is made or the file is imported."""

    def add(
        self, recording: Mapping[str, Mapping[str, Mapping[str, list[str]]]], durations: Mapping[str, float]
    ) -> None:
        """Take in what the worker wrote about one test file."""
        self.durations.update(durations)
        own = next(iter(durations), "").split("::")[0]
        for file, lines in recording["lines"].items():
            for line, contexts in lines.items():
                for context in contexts:
                    if context in durations:
                        self.direct.setdefault((file, int(line)), set()).add(context)
                    elif context and own and "::" not in context:
                        self.shared.setdefault((file, int(line)), set()).add(own)

    def _header_of(self, file: str, line: int) -> tuple[int, int] | None:
        """The body of the function whose header (its defaults) the line belongs to."""
        for node in ast.walk(ast.parse((self.root / file).read_text(encoding="utf-8"))):
            if isinstance(node, ast.FunctionDef) and node.lineno <= line < node.body[0].lineno:
                return node.body[0].lineno, node.end_lineno or node.lineno
        return None

    def _in_function(self, file: str, line: int) -> tuple[int, int] | None:
        """The first and last line of the statement in a function that the line belongs to."""
        tree = ast.parse((self.root / file).read_text(encoding="utf-8"))
        inside = [
            (statement.lineno, statement.end_lineno or statement.lineno)
            for function in ast.walk(tree)
            if isinstance(function, ast.FunctionDef | ast.Lambda)
            for statement in ast.walk(function)
            if isinstance(statement, ast.stmt)
            and not isinstance(statement, ast.FunctionDef | ast.ClassDef)
            and statement.lineno <= line <= (statement.end_lineno or statement.lineno)
        ]
        return max(inside) if inside else None

    def _tests_of_file(self, files: set[str]) -> set[str]:
        """The tests that run any line of the files."""
        return {test for (file, _), tests in self.direct.items() if file in files for test in tests}

    def tests_for(self, room: str, file: str, line: int) -> Tests:
        """The tests that can notice a change of the line, the most likely first.

        A line of a function: the tests that run its statement. A default in a header: those that run the function.
        Anything else (constants, classes): those that run the file or a file that imports it.
        """
        span = self._header_of(file, line) or self._in_function(file, line)
        if span:
            keys = [(file, number) for number in range(span[0], span[1] + 1)]
            first = set().union(*(self.direct.get(key, set()) for key in keys))
            shared = set().union(*(self.shared.get(key, set()) for key in keys))
            later = {test for test in self.durations if test.split("::")[0] in shared} - first
        else:
            first = self._tests_of_file({file})
            stem = re.sub(r"(/__init__)?\.py$", "", file)
            importers = {
                path.relative_to(self.root).as_posix()
                for folder in ("core", FAST_TESTS)
                for path in (self.root / folder).rglob("*.py")
                if stem in imported_modules(path.read_text(encoding="utf-8"))
            }
            # A test that looks at a constant of the module it imports runs no line of it.
            lookers = {
                test
                for test in self.durations
                if test.split("::")[0] in importers or test.split("::")[0].endswith(OF_EVERY_CLASS)
            }
            later = (self._tests_of_file(importers) | lookers) - first
        return [*self._ordered(room, first), *self._ordered(room, later)]

    def _ordered(self, room: str, tests: Iterable[str]) -> Tests:
        """Test files of the room itself first, then those whose tests are quick; in a file the quick tests first."""
        files: dict[str, dict[str, float]] = {}
        for test in sorted(tests, key=lambda test: (self.durations[test], test)):
            files.setdefault(test.split("::")[0], {})[test] = self.durations[test]
        return sorted(
            files.items(), key=lambda item: (room not in item[0], sum(item[1].values()) / len(item[1]), item[0])
        )


def within(tests: Tests, seconds: float) -> Tests:
    """The first tests that take so many seconds together."""
    chosen: Tests = []
    for file, durations in tests:
        kept: dict[str, float] = {}
        for test, duration in durations.items():
            if duration > seconds:
                break
            seconds -= duration
            kept[test] = duration
        if kept:
            chosen.append((file, kept))
    return chosen


def load(root: Path, recordings: Iterable[Path]) -> ReachMap:
    """The map from the recordings of all test files."""
    reach_map = ReachMap(root)
    for path in recordings:
        recording = json.loads(path.read_text(encoding="utf-8"))
        reach_map.add(recording, recording["durations"])
    return reach_map
