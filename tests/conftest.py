"""What all tests share: a workspace of their own, and a browser where there is one."""

import atexit
import gc
import os
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import settings

from tests.support.prepared_process import offer_prepared_process
from tests.support.serving import ROOT, Server, chromium, serving, serving_all

# Whole workbooks are held in memory: looking so often for cycles among their cells takes a sixth of the time.
gc.set_threshold(100_000, 50, 100)

# A slow machine must not turn a property into a failure, nor chance: the gate tries the same cases every time, and
# `--hypothesis-profile=search` looks for new ones.
settings.register_profile("gate", deadline=None, derandomize=True)
settings.register_profile("search", deadline=None, max_examples=2_000)
settings.load_profile("gate")


offer_prepared_process()


SLOW_FOLDERS = ("browser", "pages")
SLOW_FILES = (
    "test_answers.py",
    "test_demonstration.py",
    "test_demonstration_rows.py",
    "test_deck.py",
    "test_documents.py",
    "test_report.py",
    "test_pdf.py",
    "test_grown_list.py",
    "test_handing_over.py",
    "test_intake_again.py",
    "test_intake_crash.py",
    "test_intake_fuzz.py",
    "test_intake_template.py",
    "test_intake_typing.py",
    "test_intake_units.py",
    "test_many_schools.py",
    "test_observed_series.py",
    "test_passphrase.py",
    "test_reporting_round.py",
    "test_reported_in_part.py",
    "test_reported_years_stand.py",
    "test_returns_one_by_one.py",
    "test_scenario_filled.py",
    "test_scenario_gaps.py",
    "test_scenario_of_a_part.py",
    "test_scenario_workbook.py",
    "test_starts_whole.py",
    "test_why_cohorts.py",
)
"""What is slow as a whole; a slow case among fast ones carries the mark itself."""
RELEASES_BEFORE = sorted(path.name for path in (ROOT / "data" / "snapshots").iterdir() if path.is_dir())[:-1]
"""Of the cases of every demonstration release the fast tests take the newest alone."""


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    for item in items:
        if item.path.name in SLOW_FILES or item.path.parent.name in SLOW_FOLDERS or _is_release_before(item):
            item.add_marker(pytest.mark.slow)


def pytest_sessionfinish() -> None:
    """At its very end pytest looks five times for cycles among all there is, which would take seconds."""
    gc.freeze()
    atexit.register(gc.unfreeze)


def _is_release_before(item: pytest.Item) -> bool:
    case = getattr(item, "callspec", None)
    return case is not None and case.params.get("release") in RELEASES_BEFORE


@pytest.fixture(autouse=True, scope="session")
def _empty_workspace(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """Every test starts from an empty workspace: the demonstration releases, never this installation's own."""
    home = tmp_path_factory.mktemp("workspace")
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("DASHBOARD_HOME", str(home))
        yield home


@pytest.fixture(scope="session")
def chromium_path() -> str:
    """The installed Chromium. Without one a test that needs it is skipped, but fails where CI=true promises one."""
    path = chromium()
    if path is None:
        reason = "no Chromium: install it (apt-get install chromium fonts-noto-cjk) to run the browser tests"
        if os.environ.get("CI", "").lower() in ("true", "1"):
            pytest.fail(reason)
        pytest.skip(reason)
    return path


@pytest.fixture(scope="session")
def server() -> Iterator[Server]:
    """The dashboard with its demonstration releases; tests read from it and change nothing."""
    with serving_all() as running:
        yield running
        assert "Traceback" not in running.log.read_text("utf-8")


@pytest.fixture(scope="session")
def _workspace_server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Server, Path]]:
    home = tmp_path_factory.mktemp("own")
    with serving(home, prepared=True) as running:
        yield running, home
        assert "Traceback" not in running.log.read_text("utf-8")


@pytest.fixture
def own(_workspace_server: tuple[Server, Path]) -> Iterator[tuple[Server, Path]]:
    """A dashboard and its own workspace, empty at first; whatever a test puts into it is gone afterwards."""
    server, home = _workspace_server
    yield server, home
    for entry in home.iterdir():
        if entry.is_dir():
            shutil.rmtree(entry)
        else:
            entry.unlink()
