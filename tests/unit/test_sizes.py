"""How long a file, how full a folder and how branched a function may be."""

from collections import Counter
from pathlib import Path

from radon.complexity import cc_visit

from tests.gate.source_files import PROGRAM, TESTS, for_every_file, name

LONGEST = 300  # lines: beyond this a room is two rooms
FULLEST = 15  # files of a folder, beside its __init__.py
COMPLEXITY = 15
"""Paths through a function (McCabe, as radon counts them): beyond this it is two functions."""

TOO_LONG = {
    "tests/bench/pages.py",
    "tests/browser/test_browser.py",
    "tests/browser/test_intake_page.py",
    "tests/pages/test_closing_panels.py",
    "tests/pages/test_scenario_page.py",
    "tests/pages/test_server.py",
    "tests/support/intake/mutations.py",
    "tests/unit/assessment/test_assessment.py",
    "tests/unit/assessment/test_forecast.py",
    "tests/unit/assessment/test_pace.py",
    "tests/unit/assessment/test_rules.py",
    "tests/unit/assessment/series_table/test_series_table.py",
    "tests/unit/panels/test_opinions.py",
    "tests/unit/plan/test_published.py",
    "tests/unit/publishing/test_intake_publishing.py",
    "tests/unit/scenario/test_scenario_methods.py",
    "tests/unit/scenario/test_scenario_models.py",
    "tests/unit/scenario/test_scenario_starts.py",
    "tests/unit/scenario/test_scenario_workbook.py",
    "tests/unit/snapshots/test_demonstration.py",
    "tests/unit/snapshots/test_publishing.py",
    "tests/unit/snapshots/test_snapshots.py",
    "tests/unit/test_texts.py",
}
"""Files that are still to be divided; whoever divides one takes it off."""


def too_complex(path: Path) -> set[str]:
    """Functions of a file with more paths than allowed, those inside classes and functions included."""
    pending = list(cc_visit(path.read_text("utf-8")))
    names = set()
    while pending:
        block = pending.pop()
        pending.extend(getattr(block, "methods", []))
        pending.extend(getattr(block, "closures", []))
        pending.extend(getattr(block, "inner_classes", []))
        if block.letter != "C" and block.complexity > COMPLEXITY:
            names.add(f"{name(path)}: {block.name}")
    return names


@for_every_file(PROGRAM)
def test_a_function_has_few_enough_paths_to_follow(path: Path) -> None:
    assert too_complex(path) == set()


def test_what_is_known_to_be_too_long_is_there() -> None:
    assert TOO_LONG - {name(path) for path in [*PROGRAM, *TESTS]} == set()


@for_every_file([*PROGRAM, *TESTS])
def test_a_room_stays_small_enough_to_read(path: Path) -> None:
    lines = len(path.read_text("utf-8").splitlines())
    if name(path) in TOO_LONG:
        assert lines > LONGEST, "take it off TOO_LONG"
    else:
        assert lines <= LONGEST, f"{name(path)} has {lines} lines: make it two rooms"


def test_a_folder_stays_small_enough_to_look_through() -> None:
    folders = Counter(path.parent for path in [*PROGRAM, *TESTS] if path.name != "__init__.py")
    assert {name(folder): count for folder, count in folders.items() if count > FULLEST} == {}
