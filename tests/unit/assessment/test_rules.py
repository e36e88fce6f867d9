"""The named rules: what was published must come out again, and every branch on figures small enough to follow."""

from __future__ import annotations

import csv
from collections.abc import Sequence
from math import inf, isfinite, nan
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.annual_series import SeriesError, SeriesProblem
from core.assessment import NOT_AVAILABLE, RULES, RuleInput, RuleResult, apply_rule, rule_input
from core.plan.indicators import Better

REFERENCE = Path(__file__).resolve().parents[2] / "reference"


def published(file: str) -> list[dict[str, str]]:
    with (REFERENCE / file).open(encoding="utf-8", newline="") as opened:
        return list(csv.DictReader(opened))


def known(cell: str) -> float | None:
    return float(cell) if cell else None


def direction(cell: str) -> Better:
    return Better.HIGHER if float(cell) > 0 else Better.LOWER


def weather(
    years: Sequence[object],
    values: Sequence[object],
    target_year: int | None,
    target: float | None,
    better: Better | str,
) -> RuleResult:
    return apply_rule("weather", rule_input(years, values, better, target=target, target_year=target_year))


def progress_chart(years: Sequence[Any], values: Sequence[Any], better: Better | str, **given: Any) -> RuleResult:
    return apply_rule("un_2023", rule_input(years, values, better, **given))


def progress_measure(years: Sequence[Any], values: Sequence[Any], better: Better | str, **given: Any) -> RuleResult:
    return apply_rule("statcan", rule_input(years, values, better, **given))


# What was published


def test_every_published_measure_of_statistics_canada_comes_out_again() -> None:
    rows = published("statcan_sdg_progress.csv")
    assert len(rows) == 135
    for row in rows:
        pairs = ((row["base_year"], row["base_value"]), (row["current_year"], row["current_value"]))
        series = {float(year): float(value) for year, value in pairs if value}
        result = progress_measure(
            list(series),
            list(series.values()),
            direction(row["direction"]),
            target=known(row["target"]),
            target_year=known(row["target_year"]),
            limit=known(row["limit"]),
        )
        assert result.outcome == row["status"], row["series"]
        for mine, theirs in ((result.value, known(row["progress_value"])), (result.score, known(row["score"]))):
            assert mine == (None if theirs is None else pytest.approx(theirs, rel=0, abs=1e-9)), row["series"]


def test_every_published_weather_symbol_that_can_be_computed_comes_out_again() -> None:
    rows = [row for row in published("dns_weather.csv") if row["reproducible"] == "1"]
    assert len(rows) == 155
    for row in rows:
        due = known(row["target_year"])
        result = weather(
            [float(row[f"yr{place}"]) for place in range(1, 7)],
            [float(row[f"v{place}"]) for place in range(1, 7)],
            None if due is None else int(due),
            known(row["target"]),
            direction(row["direction"]),
        )
        assert result.outcome == row["published_symbol"], (row["name"], row["assess_year"])


# Weather symbols


def rising(change: float, last: float = 150, points: int = 6) -> tuple[range, list[float]]:
    """Years to 2023 and values that end at `last`, by `change` a year."""
    return range(2024 - points, 2024), [last - change * back for back in reversed(range(points))]


@pytest.mark.parametrize(
    ("change", "symbol"),
    [
        (6, "sun"),
        (5, "sun"),
        (4.8, "sun"),  # 4 % of the way is missing
        (4.75, "sun_cloud"),  # 5 %
        (4, "sun_cloud"),  # 20 %
        (3.9, "cloud"),  # 22 %
        (0.1, "cloud"),
        (0, "storm"),
        (-1, "storm"),
    ],
)
def test_the_symbol_says_how_much_of_the_way_will_be_missing(change: float, symbol: str) -> None:
    # From 150 to 200 in ten years takes 5 a year.
    result = weather(*rising(change), 2033, 200, "higher")
    assert result.outcome == symbol
    assert result.value == pytest.approx(change)
    assert (result.rule, result.years, result.score) == ("weather", (2018, 2023), None)


def test_a_way_down_has_the_same_symbols() -> None:
    assert weather(*rising(-5), 2033, 100, "lower").outcome == "sun"
    assert weather(*rising(-4), 2033, 100, "lower").outcome == "sun_cloud"
    assert weather(*rising(-3.9), 2033, 100, "lower").outcome == "cloud"
    assert weather(*rising(1), 2033, 100, "lower").outcome == "storm"


@pytest.mark.parametrize("due", [None, 2022, 2023])
@pytest.mark.parametrize(
    ("change", "target", "symbol"),
    [
        (1, 150, "sun"),
        (0, 150, "sun"),
        (-1, 150, "sun_cloud"),
        (1, 151, "cloud"),
        (0, 151, "storm"),
        (-1, 151, "storm"),
    ],
)
def test_a_target_to_be_kept_or_already_due_counts_where_it_is_and_where_it_goes(
    change: float, target: float, symbol: str, due: int | None
) -> None:
    assert weather(*rising(change), due, target, "higher").outcome == symbol


def test_a_dated_target_that_is_reached_early_has_to_be_kept() -> None:
    assert weather(*rising(1), 2033, 150, "higher").outcome == "sun"
    assert weather(*rising(-1), 2033, 150, "higher").outcome == "sun_cloud"


@pytest.mark.parametrize(
    ("values", "symbol"),
    [
        ([10, 11, 12, 13], "sun"),
        ([10, 11, 15, 13], "sun_cloud"),
        ([10, 11, 13, 13], "sun_cloud"),
        ([10, 11, 5, 8], "cloud"),
        ([10, 11, 5, 10], "cloud"),
        ([10, 11, 9, 8], "storm"),
        ([10, 11, 10, 10], "storm"),
    ],
)
def test_without_a_target_the_average_and_the_last_direction_decide(values: list[float], symbol: str) -> None:
    assert weather(range(2020, 2024), values, None, None, "higher").outcome == symbol
    assert weather(range(2020, 2024), [-value for value in values], None, None, "lower").outcome == symbol


@pytest.mark.parametrize("points", [0, 1, 3])
def test_below_four_points_there_is_no_symbol(points: int) -> None:
    result = weather(*rising(5, points=points), 2033, 200, "higher")
    assert result == RuleResult("weather", "not_available")
    assert weather(*rising(5, points=4), 2033, 200, "higher").outcome == "sun"


def test_of_eight_points_the_last_six_count() -> None:
    years, values = rising(5, points=8)
    result = weather(years, [9000, -9000, *values[2:]], 2033, 200, "higher")
    assert (result.outcome, result.value, result.years) == ("sun", 5.0, (2018, 2023))


def test_a_gap_counts_its_years_and_is_not_filled() -> None:
    # 50 over ten years, though there are three steps.
    result = weather([2013, 2014, 2020, 2023], [100, 120, 130, 150], 2033, 200, "higher")
    assert (result.outcome, result.value) == ("sun", 5.0)
    missing = weather(range(2013, 2024), [100, 120, *[None] * 5, 130, nan, None, 150], 2033, 200, "higher")
    assert missing == result


# The United Nations' progress chart


@pytest.mark.parametrize(
    ("target", "outcome", "gone"),
    [
        (200, "met", None),
        (400, "met", 1.0),
        (415, "met", 300 / 315),
        (420, "fair", 0.9375),
        (3100, "fair", 0.1),
        (3200, "stagnation", 300 / 3100),
    ],
)
def test_the_chart_carries_growth_on_to_the_target_year(target: float, outcome: str, gone: float | None) -> None:
    # From 100 to 200, so 400 a year later.
    result = progress_chart([2020, 2021], [100, 200], "higher", target=target, target_year=2022)
    assert result.outcome == outcome
    assert result.value == (None if gone is None else pytest.approx(gone))
    assert (result.rule, result.years) == ("un_2023", (2020, 2021))


def test_the_chart_calls_a_step_back_stagnation() -> None:
    result = progress_chart([2020, 2021], [100, 50], "higher", target=200, target_year=2022)
    assert (result.outcome, result.value) == ("stagnation", -0.75)


@pytest.mark.parametrize(
    ("latest", "outcome"), [(103, "met"), (102, "met"), (101, "fair"), (100.5, "fair"), (100.4, "stagnation")]
)
def test_without_a_target_the_chart_goes_by_growth(latest: float, outcome: str) -> None:
    result = progress_chart([2020, 2021], [100, latest], "higher")
    assert result.outcome == outcome
    assert result.value == pytest.approx(latest / 100 - 1)
    assert progress_chart([2020, 2021], [-100, -latest], "lower").outcome == outcome
    assert progress_chart([2020, 2021], [100, latest], "lower").outcome == "stagnation"


def test_losses_that_shrink_are_growth_in_the_better_direction() -> None:
    assert progress_chart([2020, 2021], [-100, -98], "higher").outcome == "met"
    assert progress_chart([2020, 2021], [100, 98], "lower").outcome == "met"


def test_from_zero_the_chart_has_no_growth_unless_the_target_is_reached() -> None:
    assert progress_chart([2020, 2023], [0, 4], "higher", target=5, target_year=2025).outcome == "not_available"
    assert progress_chart([2020, 2023], [4, 0], "higher", target=5, target_year=2025).outcome == "not_available"
    assert progress_chart([2020, 2023], [-4, 4], "higher").outcome == "not_available"
    assert progress_chart([2020, 2023], [0, 5], "higher", target=5, target_year=2025).outcome == "met"


def test_growth_beyond_any_number_is_not_available() -> None:
    result = progress_chart([2020, 2021], [0.001, 1e9], "higher", target=1e10, target_year=2050)
    assert result == RuleResult("un_2023", "not_available")


@pytest.mark.parametrize(
    ("target", "due", "outcome", "covered"),
    [
        (150, 2025, "met", (121 * 1.331 - 100) / 50),  # three years on: 161.05
        (200, 2024, "fair", (121 * 1.21 - 100) / 100),  # two years on: 146.41
        (200, 2022, "fair", 0.21),
        (200, 2021, "fair", 0.21),  # due already: what there is counts
    ],
)
def test_growth_is_that_of_a_year_and_carried_on_for_the_years_left(
    target: float, due: int, outcome: str, covered: float
) -> None:
    # From 100 to 121 in two years: a tenth a year.
    result = progress_chart([2020, 2022], [100, 121], "higher", target=target, target_year=due)
    assert (result.outcome, result.value) == (outcome, pytest.approx(covered))
    plain = progress_chart([2020, 2022], [100, 121], "higher")
    assert (plain.outcome, plain.value) == ("met", pytest.approx(0.1))


@pytest.mark.parametrize("unit", [1, 0.01])
def test_within_one_point_of_its_natural_limit_a_target_counts_as_met(unit: float) -> None:
    def chart(latest: float, limit: float | None) -> str:
        series = [98.8 * unit, latest * unit]
        return progress_chart(
            [2020, 2021], series, "higher", target=100 * unit, target_year=2022, limit=limit and limit * unit
        ).outcome

    assert chart(99, 100) == "met"
    assert chart(98.9, 100) == "fair"
    assert chart(99, None) == "fair"
    assert chart(99, 101) == "fair"


def test_within_one_point_of_nothing_a_share_counts_as_met() -> None:
    series = [0.012, 0.01]
    assert progress_chart([2020, 2021], series, "lower", target=0, target_year=2099, limit=0).outcome == "met"
    assert progress_chart([2020, 2021], [0.012, 0.0119], "lower", target=0, target_year=2022, limit=0).value is not None
    # A quarter less a year: 1.125 % in 2022, of the 2 % to go 0.875 points.
    further = progress_chart([2020, 2021], [0.02, 0.015], "lower", target=0, target_year=2022, limit=0)
    assert (further.outcome, further.value) == ("fair", pytest.approx(0.4375))


def test_a_baseline_at_the_target_or_beyond_that_fell_back_stagnates() -> None:
    assert progress_chart([2020, 2021], [100, 90], "higher", target=100, target_year=2022).outcome == "stagnation"
    # By the arithmetic alone, the way down from 120 to 81 would be more than all of the way to 100.
    result = progress_chart([2020, 2021], [120, 90], "higher", target=100, target_year=2022)
    assert (result.outcome, result.value) == ("stagnation", pytest.approx((67.5 - 120) / -20))


# Statistics Canada's measure


@pytest.mark.parametrize(
    ("latest", "outcome", "ratio", "score"),
    [
        (500, "target_achieved", 4.0, 5.0),
        (400, "target_achieved", 3.0, 5.0),
        (230, "substantial_progress", 1.3, 5.0),
        (195, "substantial_progress", 0.95, 2.5),
        (194, "moderate_progress", 0.94, 2.43),
        (160, "moderate_progress", 0.60, 0.0),
        (130, "limited_progress", 0.30, -1.25),
        (100, "limited_progress", 0.0, -2.5),
        (99, "deterioration", -0.01, -2.54),
        (40, "deterioration", -0.6, -5.0),
        (10, "deterioration", -0.9, -5.0),
    ],
)
def test_growth_over_the_growth_required_gives_status_and_score(
    latest: float, outcome: str, ratio: float, score: float
) -> None:
    # A doubling each year is required.
    result = progress_measure([2020, 2021], [100, latest], "higher", target=400, target_year=2022)
    assert (result.rule, result.outcome, result.years) == ("statcan", outcome, (2020, 2021))
    assert result.value == pytest.approx(ratio)
    assert result.score == pytest.approx(score, abs=0.005)


@pytest.mark.parametrize(
    ("latest", "outcome", "score"),
    [
        (103, "substantial_progress", 5.0),
        (102, "substantial_progress", 5.0),
        (101.5, "substantial_progress", 2.5),
        (101, "moderate_progress", 1.25),
        (100.5, "moderate_progress", 0.0),
        (100, "limited_progress", -2.5),
        (99, "deterioration", -3.75),
        (98, "deterioration", -5.0),
        (90, "deterioration", -5.0),
    ],
)
def test_without_a_target_growth_itself_gives_status_and_score(latest: float, outcome: str, score: float) -> None:
    result = progress_measure([2020, 2021], [100, latest], "higher")
    assert result.outcome == outcome
    assert result.value == pytest.approx(latest / 100 - 1)
    assert result.score == pytest.approx(score)


def test_a_target_reached_from_where_no_growth_was_required_has_a_score_and_no_ratio() -> None:
    result = progress_measure([2020, 2021], [100, 100], "higher", target=100, target_year=2022)
    assert (result.outcome, result.value, result.score) == ("target_achieved", None, 5.0)
    fell = progress_measure([2020, 2021], [100, 90], "higher", target=100, target_year=2022)
    assert (fell.outcome, fell.value) == ("deterioration", None)
    # A target of nothing is taken as 0.001, which was the first value: nothing is required, and it is not there yet.
    halved = progress_measure([2020, 2021], [0.001, 0.0005], "lower", target=0, target_year=2022)
    assert (halved.outcome, halved.value, halved.years) == ("not_available", None, (2020, 2021))


def test_a_target_that_is_reached_overrides_all_else() -> None:
    one = progress_measure([2020], [100], "higher", target=100, target_year=2022)
    assert (one.outcome, one.value, one.score) == ("target_achieved", None, 5.0)
    through_zero = progress_measure([2020, 2021], [-5, 5], "higher", target=1, target_year=2022)
    assert (through_zero.outcome, through_zero.value) == ("target_achieved", None)


def test_near_its_natural_limit_less_growth_is_asked_for() -> None:
    # Half way to the limit 1 - 0.5^4.44 = 0.954 of 1.5 %, so 1.431 %.
    plain = progress_measure([2020, 2021], [50, 50.72], "higher")
    near = progress_measure([2020, 2021], [50, 50.72], "higher", limit=100)
    assert plain.value == near.value == pytest.approx(0.0144)
    assert (plain.outcome, near.outcome) == ("moderate_progress", "substantial_progress")
    assert near.score is not None
    assert near.score > 2.5


def test_a_lower_limit_is_as_near_as_an_upper_one() -> None:
    # 50 over a lower limit of 100 is as far as 50 below an upper one; at twice the limit and beyond it has no effect.
    down = progress_measure([2020, 2021], [150, 150 * (1 - 0.0144)], "lower", limit=100)
    up = progress_measure([2020, 2021], [50, 50 * (1 + 0.0144)], "higher", limit=100)
    assert (down.outcome, down.score) == ("substantial_progress", pytest.approx(up.score))
    for base in (200, 300):
        far = progress_measure([2020, 2021], [base, base * (1 - 0.0144)], "lower", limit=100)
        assert far.outcome == "moderate_progress"


def test_at_its_natural_limit_staying_is_enough() -> None:
    stayed = progress_measure([2020, 2021], [100, 100], "higher", limit=100)
    assert (stayed.outcome, stayed.value, stayed.score) == ("substantial_progress", 0.0, 5.0)
    assert progress_measure([2020, 2021], [100, 99], "higher", limit=100).outcome == "deterioration"


def test_where_all_values_are_negative_the_direction_of_growth_turns() -> None:
    assert progress_measure([2020, 2021], [-100, -90], "higher").outcome == "substantial_progress"
    assert progress_measure([2020, 2021], [-100, -110], "higher").outcome == "deterioration"
    result = progress_measure([2020, 2021], [-400, -200], "higher", target=-100, target_year=2022)
    assert (result.outcome, result.value) == ("substantial_progress", 1.0)


def test_a_zero_in_the_baseline_or_the_target_counts_as_a_thousandth() -> None:
    result = progress_measure([2020, 2021], [0, 0.002], "higher")
    assert (result.outcome, result.value) == ("substantial_progress", pytest.approx(1.0))
    against = progress_measure([2020, 2021], [0, 0.002], "higher", target=0.004, target_year=2022)
    assert (against.outcome, against.value) == ("substantial_progress", pytest.approx(1.0))
    half = progress_measure([2020, 2021], [0.004, 0.002], "lower", target=0, target_year=2022)
    assert (half.outcome, half.value) == ("substantial_progress", pytest.approx(1.0))


def test_a_latest_value_of_zero_stays_a_zero() -> None:
    gone = progress_measure([2020, 2021], [5, 0], "lower")
    assert (gone.outcome, gone.value, gone.score) == ("substantial_progress", 1.0, 5.0)
    assert progress_measure([2020, 2021], [5, 0], "higher").value == -1.0


@pytest.mark.parametrize("rule", ["linear", "cagr"])
@pytest.mark.parametrize("given", [{"target": 200}, {"target_year": 2025}, {}])
def test_a_pace_needs_a_target_and_its_year(rule: str, given: dict[str, Any]) -> None:
    result = apply_rule(rule, rule_input([2020, 2023], [100, 150], "higher", **given))
    assert (result.outcome, result.reason, result.value) == ("insufficient_data", "no_target", None)


def test_through_zero_there_is_no_growth() -> None:
    assert progress_measure([2020, 2021], [-5, 5], "higher") == RuleResult("statcan", "not_available")
    result = progress_measure([2020, 2021], [-5, -4], "higher", target=5, target_year=2022)
    assert result == RuleResult("statcan", "not_available")


def test_one_point_is_not_available_anywhere() -> None:
    for rule in (progress_measure, progress_chart):
        assert rule([2020], [100], "higher", target=150, target_year=2025).outcome == "not_available"
        assert rule([2020], [100], "higher").outcome == "not_available"
        assert rule([], [], "higher").outcome == "not_available"


def test_the_baseline_year_may_be_named_and_must_then_have_a_value() -> None:
    years, values = [2015, 2020, 2021], [1000, 100, 102]
    assert progress_chart(years, values, "higher").outcome == "stagnation"
    assert progress_chart(years, values, "higher", base_year=2020).years == (2020, 2021)
    assert progress_chart(years, values, "higher", base_year=2020).outcome == "met"
    assert progress_chart(years, values, "higher", base_year=2018).outcome == "not_available"


# The table of rules


def test_the_table_names_every_rule_with_its_outcomes_and_its_source() -> None:
    assert list(RULES) == ["linear", "cagr", "weather", "un_2023", "statcan"]
    assert {id: dict(rule.thresholds) for id, rule in RULES.items()} == {
        "linear": {"on_track": 0.95, "lagging": 0.6},
        "cagr": {"on_track": 0.95, "lagging": 0.6},
        "weather": {"points": 6, "fewest": 4, "sun": 0.05, "cloud": 0.2},
        "un_2023": {"met": 0.95, "fair": 0.1, "growth_met": 0.02, "growth_fair": 0.005},
        "statcan": {"on_track": 0.95, "lagging": 0.6, "growth_on_track": 0.015, "growth_lagging": 0.005},
    }
    for name, rule in RULES.items():
        assert rule.id == name
        assert rule.address.startswith("https://")
        assert len(set(rule.outcomes)) == len(rule.outcomes) >= 4
        assert rule.thresholds


def test_our_own_rules_are_in_the_table_too() -> None:
    given_case = rule_input([2021, 2022], [100, 130], "higher", target=400, target_year=2025)
    assert apply_rule("linear", given_case) == RuleResult(
        "linear", "far_behind", 0.4, years=(2021, 2022), reason="pace"
    )
    assert apply_rule("cagr", given_case).outcome == "lagging"
    over = rule_input([2020, 2025], [100, 199], "higher", target=200, target_year=2025, due_passed=True)
    assert apply_rule("linear", over).outcome == "missed"
    assert apply_rule("linear", rule_input([2020, 2023], [1, 2], "higher")).outcome == "insufficient_data"


@pytest.mark.parametrize(("rule", "named"), [("guess", "guess"), ("a" * 40, "a" * 40), ("a" * 41, "a" * 40)])
def test_a_rule_that_is_not_in_the_table_is_named(rule: str, named: str) -> None:
    with pytest.raises(SeriesError) as caught:
        apply_rule(rule, rule_input([2020], [1], "higher"))
    assert caught.value.values["found"] == named
    assert (caught.value.problem, caught.value.field) == (SeriesProblem.UNKNOWN_CHOICE, "rule")
    assert caught.value.values["choices"] == "linear, cagr, weather, un_2023, statcan"


@pytest.mark.parametrize(
    ("years", "values", "problem", "field", "row"),
    [
        ([2020, 2021, 2022], [1, "two", 3], SeriesProblem.TEXT, "values", 2),
        ([2020, 2021, 2022], [1, 2, inf], SeriesProblem.INFINITE, "values", 3),
        ([2020, 2021, 2021], [1, 2, 3], SeriesProblem.DUPLICATE_YEAR, "years", 3),
        ([2020, 2022, 2021], [1, 2, 3], SeriesProblem.UNSORTED_YEARS, "years", 3),
        ([2020, "2021", 2022], [1, 2, 3], SeriesProblem.NOT_A_YEAR, "years", 2),
        ([2020.5, 2021, 2022], [1, 2, 3], SeriesProblem.NOT_A_YEAR, "years", 1),
        ([2020, 2021], [1, 2, 3], SeriesProblem.LENGTHS_DIFFER, "years", None),
    ],
)
def test_what_is_wrong_with_a_series_is_named_with_its_row(
    years: Sequence[object], values: Sequence[object], problem: SeriesProblem, field: str, row: int | None
) -> None:
    for rule in (
        lambda: weather(years, values, None, None, "higher"),
        lambda: progress_chart(years, values, "higher"),
        lambda: progress_measure(years, values, "higher"),
    ):
        with pytest.raises(SeriesError) as caught:
            rule()
        assert (caught.value.problem, caught.value.field, caught.value.row) == (problem, field, row)


@pytest.mark.parametrize(
    ("changes", "problem", "field"),
    [
        ({"target": "much"}, SeriesProblem.TEXT, "target"),
        ({"target": inf}, SeriesProblem.INFINITE, "target"),
        ({"limit": -inf}, SeriesProblem.INFINITE, "limit"),
        ({"target_year": 2024.5}, SeriesProblem.NOT_A_YEAR, "target_year"),
        ({"target_year": 2020}, SeriesProblem.TARGET_BEFORE_BASE, "target_year"),
        ({"target_year": 2021, "base_year": 2021}, SeriesProblem.TARGET_BEFORE_BASE, "target_year"),
        ({"base_year": "2020"}, SeriesProblem.NOT_A_YEAR, "base_year"),
        ({"better": "up"}, SeriesProblem.UNKNOWN_DIRECTION, "better"),
    ],
)
def test_what_is_wrong_with_a_target_is_named(changes: dict[str, Any], problem: SeriesProblem, field: str) -> None:
    with pytest.raises(SeriesError) as caught:
        rule_input([2020, 2021], [1, 2], **{"better": "higher", **changes})
    assert (caught.value.problem, caught.value.field) == (problem, field)


def test_a_share_above_one_is_named_with_its_row_and_year() -> None:
    with pytest.raises(SeriesError) as caught:
        rule_input([2020, 2021], [0.9, 1.1], "higher", bounds=(0, 1))
    assert (caught.value.problem, caught.value.row, caught.value.year) == (SeriesProblem.OUTSIDE_LIMITS, 2, 2021)


# What holds for every case

WHOLE = st.integers(-1000, 1000)
VALUES = WHOLE | st.sampled_from([0.0, 0.001, -0.001, 1e9, -1e9]) | st.floats(-1e9, 1e9, allow_subnormal=False)
EITHER = st.sampled_from((Better.HIGHER, Better.LOWER))


@st.composite
def cases(draw: st.DrawFn, values: st.SearchStrategy[float] = VALUES) -> RuleInput:
    years = sorted(draw(st.sets(st.integers(2000, 2023), max_size=8)))
    series = draw(st.lists(values, min_size=len(years), max_size=len(years)))
    target = draw(st.none() | values)
    limit = draw(st.none() | values | st.just(target))
    due = draw(st.none() | st.integers(2024, 2050) | st.integers(years[0] + 1 if years else 2000, 2030))
    base_year = draw(st.none() | st.sampled_from(years)) if years else None
    if due is not None and base_year is not None and due <= base_year:
        due = base_year + 1
    return rule_input(
        years,
        series,
        draw(EITHER),
        base_year=base_year,
        target=target,
        target_year=due,
        limit=limit,
        due_passed=draw(st.booleans()),
    )


@given(cases())
@pytest.mark.parametrize("name", list(RULES))
def test_every_rule_answers_in_its_own_words_and_with_numbers(name: str, given_case: RuleInput) -> None:
    result = apply_rule(name, given_case)
    assert result.rule == name
    assert result.outcome in RULES[name].outcomes
    assert [number for number in (result.value, result.score) if number is not None and not isfinite(number)] == []
    if result.years is not None:
        assert set(result.years) <= set(given_case.years)


def times(given_case: RuleInput, factor: float, better: Better) -> RuleInput:
    """The same case with every value multiplied."""
    return rule_input(
        given_case.years,
        [value * factor for value in given_case.values],
        better,
        base_year=given_case.base_year,
        target=None if given_case.target is None else given_case.target * factor,
        target_year=given_case.target_year,
        limit=None if given_case.limit is None else given_case.limit * factor,
    )


@given(cases(WHOLE), st.sampled_from([0.001, 0.01, 3.0, 1e6]))
@pytest.mark.parametrize("name", ["weather", "un_2023"])
def test_another_unit_never_changes_an_outcome(name: str, given_case: RuleInput, scale: float) -> None:
    # One point from nothing is a point of what it is counted in.
    if name == "un_2023" and given_case.limit == given_case.target == 0:
        return
    plain, scaled = apply_rule(name, given_case), apply_rule(name, times(given_case, scale, given_case.better))
    assert (scaled.outcome, scaled.years) == (plain.outcome, plain.years)


@given(cases(WHOLE))
@pytest.mark.parametrize("name", ["weather", "un_2023"])
def test_the_mirror_image_has_the_same_outcome(name: str, given_case: RuleInput) -> None:
    other = Better.LOWER if given_case.better is Better.HIGHER else Better.HIGHER
    plain, mirrored = apply_rule(name, given_case), apply_rule(name, times(given_case, -1, other))
    assert (mirrored.outcome, mirrored.years) == (plain.outcome, plain.years)


@pytest.mark.parametrize(("target", "target_year"), [(None, None), (8.0, 2010)])
def test_a_baseline_of_next_to_nothing_has_no_growth(target: float | None, target_year: int | None) -> None:
    tiny = RuleInput((2000, 2007), (1e-308, 4.0), Better.HIGHER, target=target, target_year=target_year)
    assert apply_rule("statcan", tiny).outcome == NOT_AVAILABLE
    assert apply_rule("un_2023", tiny).outcome == NOT_AVAILABLE


@pytest.mark.parametrize(
    ("name", "first", "last", "target"),
    [("cagr", 2e-308, 4.0, 1.0), ("cagr", 2e-308, 4.0, 9.0), ("linear", 0.0, -4.0, 2e-308)],
)
def test_a_pace_beyond_all_numbers_is_no_pace(name: str, first: float, last: float, target: float) -> None:
    tiny = RuleInput((2000, 2007), (first, last), Better.HIGHER, target=target, target_year=2024)
    result = apply_rule(name, tiny)
    assert result.value is None
    assert result.outcome == ("met" if last > target else "insufficient_data")
