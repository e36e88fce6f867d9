"""The rules for tests: nothing private, nothing from another test, nothing that passes without a check."""

import ast
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

from tests.gate.source_files import TESTS, for_every_file, imported, name, nodes


def test_no_test_imports_another_test() -> None:
    """What several tests need is in tests/support, or in tests/bench when it is a command, too."""
    pairs = [(name(path), module) for path in TESTS for module in imported(path) if module.startswith("tests.")]
    assert pairs
    shared = ("tests.support", "tests.bench", "tests.gate")
    assert [(path, module) for path, module in pairs if not module.startswith(shared)] == []


def test_no_two_test_files_have_one_name() -> None:
    """pytest would refuse to collect the second, in whatever folder it lies."""
    files = Counter(path.name for path in TESTS if path.name.startswith("test_"))
    assert len(files) > 100
    assert [file for file, times in files.items() if times > 1] == []


def is_private(name: str) -> bool:
    return name.startswith("_") and not name.startswith("__")


def private_names(path: Path) -> Iterator[str]:
    """Private names of somebody else that a file touches: imported, read, called or replaced."""
    for node in nodes(path):
        names: list[str] = []
        if isinstance(node, ast.ImportFrom):
            ours = (node.module or "").split(".")[0] in ("core", "pages", "tests")
            names = [alias.name for alias in node.names] + (node.module or "").split(".") if ours else []
        elif isinstance(node, ast.Attribute):
            owner = node.value.id if isinstance(node.value, ast.Name) else ""
            names = [] if owner in ("self", "cls", "os", "functools") else [node.attr]
        elif isinstance(node, ast.Call) and ast.unparse(node.func).split(".")[-1] in ("setattr", "getattr", "delattr"):
            texts = [part.value for part in node.args if isinstance(part, ast.Constant) and isinstance(part.value, str)]
            names = [part for text in texts for part in text.split(".")]
        yield from (f"{name(path)}:{node.lineno}: {text}" for text in names if is_private(text))


@for_every_file(TESTS)
def test_no_test_touches_a_private_name(path: Path) -> None:
    assert list(private_names(path)) == []


@for_every_file(TESTS)
def test_no_test_can_pass_without_having_checked_anything(path: Path) -> None:
    """`assert all(…)` of nothing holds, and so does a loop over what a search did not find."""
    empty = [
        f"{name(path)}:{node.lineno}: use tests.support.claims.every"
        for node in nodes(path)
        if isinstance(node, ast.Assert)
        and isinstance(node.test, ast.Call)
        and isinstance(node.test.func, ast.Name)
        and node.test.func.id == "all"
        and path.name != "claims.py"
    ]
    searches = ("glob", "rglob", "iterdir", "findall", "finditer")
    for loop in (node for node in nodes(path) if isinstance(node, ast.For)):
        calls = [node for node in ast.walk(loop.iter) if isinstance(node, ast.Call)]
        searched = any(isinstance(call.func, ast.Attribute) and call.func.attr in searches for call in calls)
        if searched and any(isinstance(node, ast.Assert) for part in loop.body for node in ast.walk(part)):
            empty.append(f"{name(path)}:{loop.lineno}: give the result a name and assert that there is one")
    assert empty == []
