"""Single-operator mutants of the pure rooms: which there are, and a random sample of them."""

from __future__ import annotations

import random
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import libcst
from mutmut.mutation import mutators

ROOMS = {
    "assessment": "core/assessment",
    "forecast": "core/forecast",
    "conditions": "core/conditions",
    "scenario": "core/scenario",
    "queries": "core/queries",
    "formats": "core/formats",
    "intake": "core/intake",
    "snapshots": "core/snapshots",
}
"""The rooms that are mutated: a module or a package, without its suffix."""

Mutator = Callable[[Any], Iterable[libcst.CSTNode]]
OPERATORS: tuple[tuple[tuple[type, ...], Mutator], ...] = (
    ((libcst.Integer, libcst.Float), mutators.operator_number),
    ((libcst.Name,), mutators.operator_name),
    ((libcst.AugAssign,), mutators.operator_augmented_assignment),
    ((libcst.UnaryOperation,), mutators.operator_remove_unary_ops),
    (
        (libcst.Is, libcst.IsNot, libcst.In, libcst.NotIn, libcst.Break, libcst.Continue),
        mutators.operator_keywords,
    ),
    (
        (
            libcst.BinaryOperation,
            libcst.UnaryOperation,
            libcst.BooleanOperation,
            libcst.ComparisonTarget,
            libcst.AugAssign,
        ),
        mutators.operator_swap_op,
    ),
    ((libcst.IfExp,), mutators.operator_if_exp),
)
"""The operators of mutmut that change one operator, keyword, branch or number; its changes of texts, arguments and
whole assignments are left out: most of them fail at the first call."""

NOT_RUN = (libcst.Annotation, libcst.ImportFrom, libcst.Import)
"""Nodes whose content decides nothing when the program runs."""


@dataclass(frozen=True, slots=True)
class Mutant:
    """One changed source file."""

    room: str
    file: str
    line: int
    before: str
    """The line as it stands, without indentation."""
    after: str
    """The line of the mutant."""
    source: str
    """The whole file of the mutant."""

    def __str__(self) -> str:
        return f"{self.file}:{self.line}\n    - {self.before}\n    + {self.after}"


def room_files(root: Path, room: str) -> list[Path]:
    """The source files of a room, sorted."""
    path = root / ROOMS[room]
    return sorted(path.rglob("*.py")) if path.is_dir() else [path.with_suffix(".py")]


def _changed_line(before: list[str], after: list[str]) -> tuple[int, str, str]:
    """The number and both texts, without indentation, of the first line that differs."""
    pairs = enumerate(zip(before, after, strict=False), 1)
    return next((number, old.strip(), new.strip()) for number, (old, new) in pairs if old != new)


@dataclass(frozen=True, slots=True)
class Site:
    """One change that can be made to one source file; the mutant itself is only written when it is drawn."""

    room: str
    path: Path
    module: libcst.Module
    node: libcst.CSTNode
    replacement: libcst.CSTNode

    def mutant(self, root: Path) -> Mutant:
        """The changed file."""
        changed = self.module.deep_replace(self.node, self.replacement)
        assert isinstance(changed, libcst.Module)
        line, before, after = _changed_line(self.module.code.splitlines(), changed.code.splitlines())
        return Mutant(self.room, self.path.relative_to(root).as_posix(), line, before, after, changed.code)


class _Sites(libcst.CSTVisitor):
    """Collects the changes of one file in the order of its source."""

    def __init__(self) -> None:
        super().__init__()
        self.changes: list[tuple[libcst.CSTNode, libcst.CSTNode]] = []

    def on_visit(self, node: libcst.CSTNode) -> bool:
        if isinstance(node, NOT_RUN):
            return False
        for kinds, mutate in OPERATORS:
            if isinstance(node, kinds):
                self.changes += [(node, replacement) for replacement in mutate(node)]
        return True


def sites(path: Path, room: str) -> Iterator[Site]:
    """Every change of one source file, in the order of the source."""
    module = libcst.parse_module(path.read_text(encoding="utf-8"))
    collector = _Sites()
    module.visit(collector)
    return (Site(room, path, module, node, replacement) for node, replacement in collector.changes)


def draw(root: Path, rooms: Iterable[str], count: int, seed: int, only: str = "") -> tuple[list[Mutant], int]:
    """`count` mutants of the rooms, all equally likely, and how many there are; `only` keeps files holding that text.

    The same tree, rooms and seed give the same sample.
    """
    every = [
        site
        for room in rooms
        for path in room_files(root, room)
        if only in path.as_posix()
        for site in sites(path, room)
    ]
    return [site.mutant(root) for site in random.Random(seed).sample(every, min(count, len(every)))], len(every)
