"""Runs test files in forked copies of one warm process: once to learn what each test reaches, then per mutant.

Started by `mutants.py` with a copy of the tree as its folder; reads one job a line and answers one line, both JSON.
"""

from __future__ import annotations

import contextlib
import gc
import importlib
import json
import os
import signal
import sys
import time
import traceback
from collections.abc import Callable, Iterator, Mapping
from functools import _lru_cache_wrapper
from pathlib import Path
from typing import Any

import coverage
import pytest

WARM = ("numpy", "pandas", "duckdb", "scipy.optimize", "scipy.stats", "plotly.graph_objects", "babel.numbers")
WARM += ("pydantic", "xlsxwriter", "openpyxl", "hypothesis", "streamlit.testing.v1")
"""Loaded once: what takes longest to import. Nothing of the program itself, which differs from mutant to mutant."""
PYTEST = ("-q", "-m", "not slow", "-p", "no:cacheprovider", "-W", "ignore::pytest.PytestAssertRewriteWarning")
SURVIVED, KILLED, TIMEOUT = 0, 1, 2
PASSED = (pytest.ExitCode.OK, pytest.ExitCode.NO_TESTS_COLLECTED)
PATIENCE = 10
"""A test that takes so many times as long as without a change has run away, ..."""
ALLOWANCE = 20
"""... but never before so many seconds: the machine may be busy."""


class Reach:
    """Records which lines each test runs, with every cache of the program emptied before it."""

    def __init__(self, measure: coverage.Coverage) -> None:
        self.measure = measure
        self.durations: dict[str, float] = {}

    @pytest.hookimpl(hookwrapper=True)
    def pytest_runtest_setup(self, item: pytest.Item) -> Iterator[None]:
        modules = [module for name, module in sys.modules.items() if name.startswith("core.")]
        for value in [value for module in modules for value in vars(module).values()]:
            if isinstance(value, _lru_cache_wrapper):
                value.cache_clear()
        self.measure.switch_context("setup")
        yield

    @pytest.hookimpl(hookwrapper=True)
    def pytest_runtest_call(self, item: pytest.Item) -> Iterator[None]:
        self.measure.switch_context(item.nodeid)
        start = time.perf_counter()
        outcome = yield
        if outcome.excinfo is None:  # type: ignore[attr-defined]
            self.durations[item.nodeid] = time.perf_counter() - start
        self.measure.switch_context("setup")


class Chosen:
    """Runs the named tests of a file in the given order and ends the process when one runs away."""

    def __init__(self, tests: Mapping[str, float]) -> None:
        self.tests = tests

    def pytest_collection_modifyitems(self, items: list[pytest.Item]) -> None:
        order = {test: place for place, test in enumerate(self.tests)}
        items[:] = sorted((item for item in items if item.nodeid in order), key=lambda item: order[item.nodeid])

    @pytest.hookimpl(hookwrapper=True)
    def pytest_runtest_protocol(self, item: pytest.Item) -> Iterator[None]:
        signal.alarm(int(ALLOWANCE + PATIENCE * self.tests[item.nodeid]) + 1)
        yield
        signal.alarm(0)


def reach(job: Mapping[str, Any]) -> int:
    """Run one test file and write, for each source line, the tests that run it; a test that fails is left out."""
    root = Path.cwd()
    measure = coverage.Coverage(data_file=None, include=[f"{root}/core/*"], config_file=False, messages=False)
    plugin = Reach(measure)
    measure.start()
    measure.switch_context("import")
    code = pytest.main([*PYTEST, job["tests"]], plugins=[plugin])
    measure.stop()
    lines: dict[str, dict[str, list[str]]] = {}
    data = measure.get_data()
    for path in data.measured_files():
        contexts = data.contexts_by_lineno(path)
        lines[Path(path).relative_to(root).as_posix()] = {str(line): sorted(names) for line, names in contexts.items()}
    Path(job["output"]).write_text(json.dumps({"durations": plugin.durations, "lines": lines}), encoding="utf-8")
    return SURVIVED if code in PASSED else KILLED


def judge(job: Mapping[str, Any]) -> int:
    """Run the tests of a mutant, file by file, until one fails."""
    for file, tests in job["tests"]:
        if pytest.main([*PYTEST, "-x", file], plugins=[Chosen(tests)]) not in PASSED:
            return KILLED
    return SURVIVED


def in_fork(task: Callable[[Mapping[str, Any]], int], job: Mapping[str, Any], log: Path, limit: float) -> int:
    """The exit code of the task in a process group of its own; `TIMEOUT` when it takes more than `limit` seconds."""
    child = os.fork()
    if child == 0:
        code = KILLED
        try:
            os.setsid()
            output = os.open(log, os.O_WRONLY | os.O_CREAT | os.O_TRUNC)
            os.dup2(output, 1)
            os.dup2(output, 2)
            signal.signal(signal.SIGALRM, lambda *_: os._exit(TIMEOUT))
            code = task(job)
            sys.stdout.flush()
        except BaseException:
            os.write(2, traceback.format_exc().encode())
        finally:
            os._exit(code)
    end = time.monotonic() + limit
    status = None
    while status is None and time.monotonic() < end:
        done, value = os.waitpid(child, os.WNOHANG)
        status = os.waitstatus_to_exitcode(value) if done else None
        if not done:
            time.sleep(0.02)
    with contextlib.suppress(ProcessLookupError):
        os.killpg(child, signal.SIGKILL)
    if status is None:
        os.waitpid(child, 0)
        return TIMEOUT
    return status if status in (SURVIVED, KILLED, TIMEOUT) else KILLED


def main() -> None:
    """Answer jobs until the input ends."""
    answers = os.fdopen(os.dup(1), "w", encoding="utf-8")
    os.dup2(2, 1)
    sys.path[:0] = [os.getcwd()]
    for name in WARM:
        importlib.import_module(name)
    gc.freeze()
    for line in sys.stdin:
        job = json.loads(line)
        log = Path(job["log"])
        if "source" not in job:
            code = in_fork(reach, job, log, job["limit"])
        else:
            path = Path(job["file"])
            original = path.read_text(encoding="utf-8")
            path.write_text(job["source"], encoding="utf-8")
            for compiled in path.parent.glob(f"__pycache__/{path.stem}.*.pyc"):
                compiled.unlink()
            sys.dont_write_bytecode = True
            code = in_fork(judge, job, log, job["limit"])
            path.write_text(original, encoding="utf-8")
        print(json.dumps(code), file=answers, flush=True)
    os._exit(0)


if __name__ == "__main__":
    main()
