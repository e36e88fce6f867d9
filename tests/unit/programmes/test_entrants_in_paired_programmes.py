"""How many entrants are in paired programmes, in others, and of how many that cannot be said."""

from __future__ import annotations

from pathlib import Path

import pytest

from core.datasets import Symbol
from core.panels.panel import Panel
from core.panels.programmes.industries import industries
from core.panels.programmes.matched import Entrants, matched, pairs_of, split_entrants
from tests.support.programmes.small_release import Numbers, small_context

ENTRANTS = {
    ("a", "61", 2024): 40.0,
    ("a", "61", 2025): 50.0,
    ("a", "71", 2024): 90.0,
    ("a", "71", 2025): 100.0,
    ("b", "74", 2024): 30.0,
    ("b", "74", 2025): 30.0,
    ("c", "total", 2024): 20.0,
    ("c", "total", 2025): 20.0,
}
"""2025: 200 entrants, 150 of them at school a."""
NUMBERS: Numbers = {
    ("a", "719901", 2024, "entrants"): 60,
    ("a", "719902", 2024, "entrants"): 30,
    ("a", "719901", 2025, "entrants"): 60,
    ("a", "719902", 2025, "entrants"): 40,
}
PAIRS = (("farming", "61"), ("electronics", "719901"))


@pytest.fixture
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("DASHBOARD_HOME", str(tmp_path))
    return tmp_path


def parts(entrants: Entrants) -> tuple[float | None, ...]:
    return tuple(row.value for row in (entrants.everyone, entrants.matched, entrants.unmapped, entrants.unsaid))


def cells(panel: Panel, row: int) -> list[str]:
    return [cell.text for cell in panel.table.rows[row]]


def test_a_group_counts_whole_and_of_a_group_with_paired_programmes_only_these(home: Path) -> None:
    context = small_context(home, ENTRANTS, NUMBERS, PAIRS)
    split = split_entrants(context, pairs_of(context))
    assert parts(split.years[2025]) == (200, 50 + 60, 40 + 30, 20)
    assert parts(split.years[2024]) == (180, 40 + 60, 30 + 30, 20)
    assert split.years[2025].share == pytest.approx(0.55)
    assert split.years[2025].is_at_least


def test_the_finding_names_the_share_as_at_least_that(home: Path) -> None:
    panel = matched(small_context(home, ENTRANTS, NUMBERS, PAIRS))
    assert panel.headline.startswith("2025: of 200 people")
    for words in ("at least 55% (110 people)", "70 people in programmes not mapped", "of 20 people it cannot be said"):
        assert words in panel.headline
    assert cells(panel, 0) == ["2025", "200", "110", "at least 55%", "70", "20"]


def test_without_a_pair_everybody_is_not_mapped_and_there_is_no_share(home: Path) -> None:
    context = small_context(home, ENTRANTS, NUMBERS)
    assert parts(split_entrants(context, ()).years[2025]) == (200, 0, 200, 0)
    panel = matched(context)
    assert "all 200 people who entered vocational schools count as not mapped" in panel.headline
    assert "2 key industries" in panel.headline
    assert cells(panel, 0) == ["2025", "200", "—", "—", "200", "—"]


def test_a_school_that_returned_no_programmes_leaves_it_open_how_many_are_in_a_paired_one(home: Path) -> None:
    context = small_context(home, ENTRANTS, {}, PAIRS)
    assert parts(split_entrants(context, pairs_of(context)).years[2025]) == (200, 50, 30, 100 + 20)
    assert "whether any school teaches these codes cannot be compared: 719901" in " ".join(industries(context).notes)


def test_a_school_that_returns_programmes_but_no_groups_is_split_by_its_programmes(home: Path) -> None:
    numbers = {**NUMBERS, ("c", "719901", 2025, "entrants"): 12.0, ("c", "610101", 2025, "entrants"): 5.0}
    context = small_context(home, ENTRANTS, numbers, PAIRS)
    assert parts(split_entrants(context, pairs_of(context)).years[2025]) == (200, 110 + 17, 70, 3)


def test_a_year_that_is_not_whole_has_no_share(home: Path) -> None:
    entrants = {**ENTRANTS, ("b", "74", 2025): Symbol.NOT_REPORTED}
    context = small_context(home, entrants, NUMBERS, PAIRS)
    split = split_entrants(context, pairs_of(context))
    assert split.newest == 2024
    assert parts(split.years[2025]) == (None, None, None, None)
    assert split.years[2025].share is None


def test_a_suppressed_number_is_no_part_of_the_whole_and_no_share_is_made_of_it(home: Path) -> None:
    entrants = {**ENTRANTS, ("b", "74", 2025): Symbol.SUPPRESSED}
    context = small_context(home, entrants, NUMBERS, PAIRS)
    year = split_entrants(context, pairs_of(context)).years[2025]
    assert parts(year) == (170, 110, 40, 20)
    assert (year.everyone.suppressed_parts, year.share) == (1, None)


def test_a_programme_paired_twice_is_counted_once(home: Path) -> None:
    context = small_context(home, ENTRANTS, NUMBERS, (*PAIRS, ("farming", "719901"), ("electronics", "71")))
    assert parts(split_entrants(context, pairs_of(context)).years[2025]) == (200, 150, 30, 20)


def test_every_pair_stands_with_its_source_and_its_entrants(home: Path) -> None:
    panel = industries(small_context(home, ENTRANTS, NUMBERS, (*PAIRS, ("electronics", "719999"))))
    assert "2 key industries; 2 of them" in panel.headline
    assert [cells(panel, place)[0] for place in range(3)] == ["Farming", "Electronics", "Electronics"]
    assert cells(panel, 0)[4].startswith("61 ")
    assert "task 1" in cells(panel, 0)[5]
    assert cells(panel, 0)[-1] == "50"
    assert cells(panel, 1)[4] == "719901 专业719901"
    assert cells(panel, 1)[-1] == "at least 60"  # a school with entrants of this group returned no programmes
    assert cells(panel, 2)[-1] == "not reported"
    assert "No school has returned these codes" in " ".join(panel.notes)
    assert "719999" in " ".join(panel.notes)
