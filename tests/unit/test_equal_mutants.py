"""The list of changes that are equal in effect: every entry is about a line that is there and says why."""

from __future__ import annotations

import pytest

from tests.gate.source_files import ROOT
from tests.support.mutation.equal_mutants import equal_kinds, equal_mutants

ENTRIES = equal_mutants()


def test_there_are_such_changes() -> None:
    assert ENTRIES


@pytest.mark.parametrize(("entry", "reason"), ENTRIES.items(), ids=lambda value: str(value)[:60])
def test_an_equal_change_is_one_of_a_line_that_is_there(entry: tuple[str, str, str], reason: str) -> None:
    file, line, mutant = entry
    lines = [source.strip() for source in (ROOT / file).read_text("utf-8").splitlines()]
    assert line in lines
    assert mutant != line
    assert reason.endswith(".")


def test_a_kind_of_equal_changes_is_one_of_lines_that_are_there() -> None:
    lines = {line.strip() for path in (ROOT / "core").rglob("*.py") for line in path.read_text("utf-8").splitlines()}
    kinds = equal_kinds()
    assert kinds
    for kind, reason in kinds.items():
        assert sum(kind.fullmatch(line) is not None for line in lines) > 5, kind
        assert reason.endswith(".")
