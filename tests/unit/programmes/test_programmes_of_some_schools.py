"""Programmes that only some schools returned: which year is on show, what is a part, of how many nothing is said."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

import pytest

from core.context import Context
from core.datasets import ListState
from core.panels.panel import Panel
from core.panels.programmes.groups import groups
from core.panels.programmes.industries import industries
from core.panels.programmes.narrowing import Narrowing
from core.panels.programmes.programme_list import programmes
from core.panels.programmes.taught import taught
from core.panels.programmes.warnings import warnings
from tests.support.programmes.small_release import Entrants, Numbers, small_context

ALL = Narrowing()


@pytest.fixture
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("DASHBOARD_HOME", str(tmp_path))
    return tmp_path


def enrolling(letters: str, years: Iterable[int]) -> Entrants:
    """A hundred entrants in electronics at each of these schools in each of these years."""
    return {(letter, "71", year): 100.0 for year in years for letter in letters}


def entrants(letter: str, code: str, **numbers: int) -> Numbers:
    return {(letter, code, int(year.removeprefix("y")), "entrants"): number for year, number in numbers.items()}


def shown(panel: Panel, code: str) -> dict[str, str]:
    """The cells of the first line with a code, by column."""
    row = next(row for row in panel.table.rows if any(cell.text.startswith(code) for cell in row))
    return {column.id: cell.text for column, cell in zip(panel.table.columns, row, strict=True)}


def number_of_schools(context: Context, code: str) -> str:
    """On which number of schools the line about a single school rests."""
    rows = [[cell.text for cell in row] for row in warnings(context, ALL).table.rows]
    return next(row[-1] for row in rows if "one school" in row[1] and code in row)


def test_no_year_is_whole_before_anybody_sent_its_students_and_the_newest_leads(home: Path) -> None:
    numbers = {
        **entrants("a", "719901", y2022=60, y2023=50, y2024=40, y2025=30),
        **entrants("a", "719902", y2022=20, y2023=20),  # left out from 2024 on
    }
    context = small_context(home, enrolling("ab", (2024, 2025)), numbers, list_state=ListState.COMPLETE)
    listed = programmes(context, ALL)
    assert listed.headline.startswith("2025: 1 programme in 1 group")
    assert listed.headline.endswith("(of 1 of the 2 vocational schools with students)")
    line = shown(listed, "719901")
    assert [line[f"entrants_{year}"] for year in (2025, 2024, 2023, 2022)] == [
        "at least 30",
        "at least 40",
        "at least 50",
        "at least 60",
    ]


def test_a_number_that_was_sent_is_a_part_where_another_school_left_its_own_out(home: Path) -> None:
    numbers = {
        **entrants("a", "719901", y2024=40, y2025=30),
        **entrants("b", "719901", y2024=20),
        **entrants("b", "719902", y2024=10, y2025=10),
    }
    context = small_context(home, enrolling("ab", (2024, 2025)), numbers, [("electronics", "719901")])
    assert taught(context).year == 2024
    assert shown(programmes(context, ALL), "719901")["entrants_2024"] == "60"
    assert shown(industries(context), "719901")["entrants"] == "at least 30"


def test_a_later_year_is_named_while_it_is_not_whole(home: Path) -> None:
    numbers = {
        **entrants("a", "719901", y2024=40, y2025=30),
        **entrants("b", "719901", y2024=20),
        **entrants("b", "719903", y2024=20),
    }
    context = small_context(home, enrolling("abc", (2024, 2025)), numbers)  # school c returns none
    listed = programmes(context, ALL)
    assert listed.headline.startswith("2024: 2 programmes in 1 group")
    assert listed.headline.endswith("(of 2 of the 3 vocational schools with students)")
    assert listed.notes[1] == (
        "Of 2025, 1 of 3 vocational schools with students have returned programmes and not all is there yet: "
        "the lists show 2024."
    )


def test_a_school_that_may_teach_a_programme_is_counted_once(home: Path) -> None:
    numbers = {
        **entrants("a", "719901", y2024=40, y2025=30),
        **entrants("b", "719901", y2024=20),
        **entrants("d", "719902", y2025=20),
    }
    context = small_context(home, enrolling("abcd", (2024, 2025)), numbers)
    assert taught(context).year == 2025
    assert number_of_schools(context, "719901") == "between 1 and 3 schools"  # b and c, not d


def test_of_schools_nobody_knows_of_no_number_is_given(home: Path) -> None:
    numbers = {**entrants("a", "719901", y2024=40, y2025=30), ("a", "719901", 2025, "partner_enterprises"): 0}
    context = small_context(home, enrolling("a", (2024, 2025)), numbers, list_state=ListState.OPEN)
    assert shown(programmes(context, ALL), "719901")["partner_enterprises"] == "at least 0"
    assert number_of_schools(context, "719901") == "at least 1 school"
    assert shown(programmes(context, ALL), "719901")["entrants_2025"] == "at least 30"


@pytest.mark.parametrize(
    ("others", "headline"),
    [
        ({}, "of the 1 programme it cannot be said, for want of numbers, whether it calls for a warning"),
        (
            entrants("a", "719902", y2024=30, y2025=30),
            "1 of 2 programmes calls for no warning; of 1 other it cannot be said for want of numbers",
        ),
        (
            entrants("a", "719902", y2024=30, y2025=0),  # without entrants, and not falling three years running
            "of 2 programmes: 1 without entrants; of 1 other it cannot be said for want of numbers",
        ),
    ],
)
def test_no_programme_is_counted_twice(home: Path, others: Numbers, headline: str) -> None:
    numbers = {**entrants("a", "719901", y2025=30), **others}
    context = small_context(home, enrolling("a", (2024, 2025)), numbers, list_state=ListState.COMPLETE)
    assert warnings(context, ALL).headline.removeprefix("2025").lstrip(":, ") == headline


@pytest.mark.parametrize(
    ("others", "said"),
    [
        ({}, "; whether any group calls for a warning cannot be said for want of numbers"),
        (
            {("a", "74", 2024): 20.0, ("a", "74", 2025): 20.0},
            "; 1 group calls for no warning; of 1 other it cannot be said for want of numbers",
        ),
        (
            {("a", "74", 2024): 20.0, ("a", "74", 2025): 0.0},
            "; Tourism: Without entrants; of 1 other it cannot be said for want of numbers",
        ),
    ],
)
def test_of_a_group_that_falls_in_two_years_nothing_is_said_of_three(home: Path, others: Entrants, said: str) -> None:
    panel = groups(small_context(home, {("a", "71", 2024): 50.0, ("a", "71", 2025): 40.0, **others}, {}))
    assert panel.headline.endswith(said)
    assert shown(panel, "Electronics")["early_warning"] == "? Shrinking year after year: cannot be said"


def test_a_code_that_another_year_has_was_returned(home: Path) -> None:
    numbers = {**entrants("a", "719901", y2023=40), **entrants("a", "719902", y2023=20, y2024=20, y2025=20)}
    numbers[("a", "719901", 2024, "entrants")] = 0
    context = small_context(home, enrolling("a", (2023, 2024, 2025)), numbers, [("electronics", "719901")])
    assert taught(context).year == 2025
    assert not any("719901" in note for note in industries(context).notes)
