"""The rules of the house: which room may import which, what a page may contain, how large a file may grow."""

import ast
import re
import shlex
import subprocess
import sys
import tomllib
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.gate.source_files import PROGRAM, TESTS, for_every_file, imported, name, nodes, tree
from tests.support.claims import every
from tests.support.serving import ROOT

FORBIDDEN_NAMES = {"utils", "util", "helpers", "helper", "common", "constants", "manager", "service", "misc"}
PAGES = sorted((ROOT / "pages").rglob("*.py"))

pytestmark = pytest.mark.skipif(not PROGRAM, reason="the program is not beside its tests")


each_file = for_every_file(PROGRAM)
each_page = for_every_file(PAGES)


def when_imported(body: list[ast.stmt]) -> Iterator[ast.AST]:
    """Everything that runs when a module is imported: not the insides of functions, but their defaults."""
    for statement in body:
        if isinstance(statement, ast.FunctionDef | ast.AsyncFunctionDef):
            for part in (*statement.decorator_list, *statement.args.defaults, *statement.args.kw_defaults):
                if part is not None:
                    yield from ast.walk(part)
        elif isinstance(statement, ast.ClassDef):
            yield from when_imported(statement.body)
        else:
            pending: list[ast.AST] = [statement]
            while pending:
                node = pending.pop()
                yield node
                if not isinstance(node, ast.Lambda):
                    pending.extend(ast.iter_child_nodes(node))


def test_the_import_rules_hold() -> None:
    command = "from importlinter.cli import lint_imports_command as run; run(['--no-logo', '--no-cache'])"
    found = subprocess.run([sys.executable, "-c", command], cwd=ROOT, capture_output=True, text=True, check=False)
    assert found.returncode == 0, found.stdout + found.stderr
    assert " 0 broken" in found.stdout


def test_the_import_rules_name_every_boundary() -> None:
    contracts = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["tool"]["importlinter"]["contracts"]
    protected = {module for contract in contracts for module in contract.get("protected_modules", ())}
    assert {"core.ui", "streamlit", "duckdb", "plotly"} <= protected


def test_no_rule_can_be_passed_by_importing_the_server() -> None:
    """The import linter sees packages only, and `app.py` is none."""
    assert [name(path) for path in PROGRAM if "app" in set(imported(path)) or "tests" in set(imported(path))] == []


def test_the_server_imports_only_the_screen() -> None:
    ours = {module for module in imported(ROOT / "app.py") if module.split(".")[0] in ("core", "pages")}
    assert ours
    assert every(module.startswith("core.ui") for module in ours)


@for_every_file([*PROGRAM, *TESTS])
def test_every_file_says_what_it_is_for(path: Path) -> None:
    said = ast.get_docstring(tree(path))
    assert said, f"{name(path)} has no docstring"
    assert said.splitlines()[0].rstrip().endswith((".", "?", "!")), f"{name(path)} begins with half a sentence: {said}"


def test_no_file_is_called_after_nothing() -> None:
    parts = {part for path in [*PROGRAM, *TESTS] for part in (*path.relative_to(ROOT).parent.parts, path.stem)}
    assert parts & FORBIDDEN_NAMES == set()


@each_file
def test_importing_a_room_reads_no_clock_and_no_environment(path: Path) -> None:
    clock = {("date", "today"), ("datetime", "now"), ("datetime", "utcnow"), ("time", "time")}
    found = []
    for node in when_imported(tree(path).body):
        if isinstance(node, ast.Attribute):
            owner = node.value.attr if isinstance(node.value, ast.Attribute) else getattr(node.value, "id", "")
            if (owner, node.attr) in clock or (owner, node.attr) in (("os", "environ"), ("os", "getenv")):
                found.append(f"{name(path)}:{node.lineno}: {owner}.{node.attr}")
    assert found == []


@each_file
def test_no_room_falls_back_on_the_shared_connection_of_duckdb(path: Path) -> None:
    """`duckdb.sql()` and its like answer one thread with another thread's rows."""
    calls = [
        f"{name(path)}:{node.lineno}"
        for node in nodes(path)
        if isinstance(node, ast.Attribute)
        and isinstance(node.value, ast.Name)
        and node.value.id == "duckdb"
        and node.attr in ("sql", "query", "execute", "read_parquet", "read_csv", "from_df", "default_connection")
    ]
    assert calls == []


@each_file
def test_sql_is_never_put_together_from_values(path: Path) -> None:
    """What is handed to `execute` or `rows` is a name or a plain text, never one formatted on the spot."""
    found = []
    for node in nodes(path):
        if not isinstance(node, ast.Call):
            continue
        called = node.func.attr if isinstance(node.func, ast.Attribute) else getattr(node.func, "id", "")
        if called in ("execute", "executemany", "rows"):
            for argument in node.args:
                for part in ast.walk(argument):
                    formatted = isinstance(part, ast.JoinedStr) or (
                        isinstance(part, ast.BinOp) and isinstance(part.op, ast.Mod | ast.Add)
                    )
                    if formatted:
                        found.append(f"{name(path)}:{node.lineno}")
    assert found == []


@each_page
def test_a_page_is_a_table_of_contents(path: Path) -> None:
    """Words and order only: no arithmetic, no function of its own, no SQL."""
    forbidden = (ast.BinOp, ast.AugAssign, ast.While, ast.FunctionDef, ast.ClassDef, ast.Lambda)
    found = [f"{name(path)}:{node.lineno}" for node in nodes(path) if isinstance(node, forbidden)]
    assert found == []
    constants = [node.value for node in nodes(path) if isinstance(node, ast.Constant)]
    texts = [value for value in constants if isinstance(value, str)]
    assert [text for text in texts if text.lstrip().upper().startswith(("SELECT ", "WITH "))] == []


@each_page
def test_a_page_imports_panels_and_the_screen_only(path: Path) -> None:
    assert [module for module in imported(path) if not module.startswith(("core.panels", "core.ui"))] == []


def test_every_page_of_the_navigation_has_its_file_and_every_file_is_in_the_navigation() -> None:
    from core.ui.frame import BESIDE
    from core.ui.frame import PAGES as NAVIGATION

    listed = [page for group in (*NAVIGATION.values(), BESIDE) for page in group]
    assert len(listed) == len(set(listed))
    assert listed[0] == "overview"
    assert set(listed) == {path.stem for path in PAGES} - {"frame"}


def test_the_top_level_holds_only_what_the_design_gives_it() -> None:
    given = {
        "app.py",
        "pages",
        "core",
        "data",
        "tests",
        "requirements.txt",
        "README.md",
        "pyproject.toml",
        "LICENSE",
    } | {
        "CONTRIBUTING.md",
        "CHANGELOG.md",
    }
    tracked = subprocess.run(
        ["git", "ls-files"], cwd=ROOT, capture_output=True, text=True, check=False
    ).stdout.splitlines()
    if not tracked:
        pytest.skip("not a git checkout")
    top = {line.split("/")[0] for line in tracked}
    assert {entry for entry in top if not entry.startswith(".")} - given == set()


@pytest.mark.parametrize("name", ["README.md", "CONTRIBUTING.md", "CHANGELOG.md"])
def test_the_documents_point_at_things_that_exist(name: str) -> None:
    """Every path in back quotes or a command that looks like one of ours is there."""
    text = (ROOT / name).read_text("utf-8")
    paths = set(re.findall(r"(?<![\w/.])((?:core|pages|data|tests)/[\w./-]+\w/?)", text))
    # A release or workspace of somebody else, and generated files, are spoken of but not part of the repository.
    ours = {path for path in paths if not path.startswith("data/workspace")}
    assert ours
    assert sorted(path for path in ours if not (ROOT / path).exists()) == []


def test_the_readme_names_every_page() -> None:
    from core.ui.frame import PAGES as NAVIGATION

    text = (ROOT / "README.md").read_text("utf-8")
    pages = [page for group in NAVIGATION.values() for page in group]
    assert pages
    assert [page for page in pages if page not in text.lower()] == []


def test_the_readme_shows_commands_and_options_that_exist() -> None:
    """Each `python -m core …` of the documents is understood by the parser; nothing is run."""
    from core.commands.parser import command_parser

    lines = [
        line.split("  #")[0].strip()
        for name in ("README.md", "CONTRIBUTING.md")
        for line in (ROOT / name).read_text("utf-8").splitlines()
        if line.startswith("python -m core ")
    ]
    assert len(lines) >= 10
    for line in lines:
        command_parser().parse_args(shlex.split(line)[3:])  # exits when it does not understand


def test_the_readme_is_short_enough_to_read() -> None:
    assert len((ROOT / "README.md").read_text("utf-8").splitlines()) < 250


def test_the_contributing_guide_names_every_room() -> None:
    text = (ROOT / "CONTRIBUTING.md").read_text("utf-8")
    rooms = [
        path.relative_to(ROOT).as_posix()
        for path in sorted((ROOT / "core").iterdir())
        if (path.is_dir() and path.name not in ("__pycache__", "texts")) or path.suffix == ".py"
    ]
    assert rooms
    assert [room for room in rooms if not room.rsplit("/", 1)[1].startswith("__") and room not in text] == []


def test_the_requirements_are_pinned_exactly() -> None:
    for listed in (ROOT / "requirements.txt", ROOT / "tests" / "requirements.txt"):
        lines = [line.split("#")[0].strip() for line in listed.read_text("utf-8").splitlines()]
        assert [line for line in lines if line and not line.startswith("-r") and "==" not in line] == []
