"""Yellow and red cards over years, and the size a plan of enrolment leads to."""

from __future__ import annotations

import pytest

from core.conditions.cards import Card, cards_by_year
from core.conditions.planned_size import PlannedSize, planned_size
from core.conditions.school_verdicts import judge_schools
from core.plan.plan import load_plan
from core.plan.standards import Cards
from core.workspace import DATA
from tests.support.schools.school_rows import frame, school, standard, threshold

RULES = standard(
    threshold("books", "at_least", 60, "books", "students", school_class="engineering_college"),
    threshold("area", "at_least", 16, "building_area", "students", school_class="engineering_college"),
)
CARDS = Cards(restricted=1, suspended=2, years_running=3)
FAILING = {"": (60, 16), "b": (59, 16), "ba": (59, 15), "?": ("not_reported", 16), "?a": ("suppressed", 15)}
"""What is failed (b books, a area) or unknown, and the values of 1 student that make it so."""


@pytest.mark.parametrize(
    ("years", "cards"),
    [
        (["", "b", "ba"], [Card.NONE, Card.RESTRICTED, Card.SUSPENDED]),
        (["b", "b", "b"], [Card.RESTRICTED, Card.RESTRICTED, Card.SUSPENDED_BY_YEARS]),
        (["b", "b", "", "b"], [Card.RESTRICTED, Card.RESTRICTED, Card.NONE, Card.RESTRICTED]),
        (["ba", "b", "b"], [Card.SUSPENDED, Card.RESTRICTED, Card.SUSPENDED_BY_YEARS]),
        (["?", "?a"], [Card.UNKNOWN, Card.AT_LEAST_RESTRICTED]),
        (["b", "?", "b"], [Card.RESTRICTED, Card.UNKNOWN, Card.RESTRICTED]),
        (["b", "?a", "b"], [Card.RESTRICTED, Card.AT_LEAST_RESTRICTED, Card.SUSPENDED_BY_YEARS]),
    ],
)
def test_one_failure_restricts_two_suspend_and_so_do_three_years_running(years: list[str], cards: list[Card]) -> None:
    rows = [
        school(year=2020 + place, of_class="engineering_college", students=1, books=books, building_area=area)
        for place, (books, area) in enumerate(FAILING[year] for year in years)
    ]
    judged = {one.year: one for one in judge_schools(frame(*rows), RULES, monitored_only=False)}
    assert list(cards_by_year(judged, CARDS).values()) == cards


def test_a_year_that_is_missing_breaks_the_run() -> None:
    rows = [
        school(year=year, of_class="engineering_college", students=1, books=59, building_area=16)
        for year in (2021, 2022, 2024, 2025)
    ]
    judged = {one.year: one for one in judge_schools(frame(*rows), RULES, monitored_only=False)}
    assert set(cards_by_year(judged, CARDS).values()) == {Card.RESTRICTED}


def test_the_standard_of_colleges_judges_five_columns_of_two_classes_and_carries_its_cards() -> None:
    rules = load_plan(DATA / "plan" / "qijiang-14th", DATA / "plan" / "indicators.toml").standard(
        "moe-2004-college-conditions"
    )
    assert rules.cards == CARDS
    for of_class in ("comprehensive_college", "engineering_college"):
        assert [threshold.numerator is not None for threshold in rules.thresholds_for(of_class)] == [True] * 5
    assert rules.thresholds_for("general") == ()


def test_the_size_by_a_plan_is_who_was_there_less_who_leaves_and_who_is_to_enter() -> None:
    assert planned_size(400, 1_000, 300, None, None, None) == PlannedSize(1_000, 300, 400, False)
    assert PlannedSize(1_000, 300, 400, False).students == 1_100


def test_graduates_not_reported_yet_are_expected_as_of_the_cohort_before_and_never_more_than_entered() -> None:
    # 270 of 300 graduated a year earlier, so of 350 entrants 315.
    assert planned_size(400, 1_000, None, 270, 300, 350) == PlannedSize(1_000, 315, 400, True)
    assert planned_size(400, 1_000, None, 330, 300, 350) == PlannedSize(1_000, 350, 400, True)


@pytest.mark.parametrize(
    "parts",
    [(None, 1_000, 300, 1, 1, 1), (400, None, 300, 1, 1, 1), (400, 1_000, None, None, 300, 350), (4, 9, None, 1, 0, 3)],
)
def test_a_plan_of_which_a_part_is_missing_gives_no_size(parts: tuple[float | None, ...]) -> None:
    assert planned_size(*parts) is None
