"""Cohorts carried forward and colleges filling up: published results met, and systems small enough for the head."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from core.annual_series import SeriesError, SeriesProblem
from core.scenario.models.grade_progression import progression_rates, project, smoothed
from core.scenario.models.growth_curve import SATURATING_EXPONENTIAL, GrowthCurve, fit_speed, positive
from tests.support.growth_curves import CURVES, GENERALISED_LOGISTIC, GOMPERTZ, LOGISTIC, by_formula, fit

REFERENCE = Path(__file__).parents[2] / "reference"
NAN = float("nan")
EIGHT = np.arange(1.0, 9.0)

each_model = pytest.mark.parametrize("model", CURVES, ids=lambda model: model.name)
each_model_by_property = pytest.mark.parametrize(
    "model",
    # A fit of four parameters takes as long as all others together.
    [pytest.param(model, id=model.name, marks=[pytest.mark.slow] if model.size == 4 else []) for model in CURVES],
)


# Cohorts


def test_the_published_projection_of_enrolment_by_grade_is_met() -> None:
    rows = pd.read_csv(REFERENCE / "nces_grade_progression.csv")
    grades = list(dict.fromkeys(rows["grade"]))
    actual, published = (
        rows[rows["kind"] == kind].pivot(index="year", columns="grade", values="enrolment_thousand")[grades]
        for kind in ("actual", "projected")
    )
    projection = project(actual.index.tolist(), actual.to_numpy(), published[grades[0]].tolist(), grades=grades)
    assert projection.years == tuple(published.index)
    assert len(grades) >= 5
    assert projection.enrolment == pytest.approx(published.to_numpy(), rel=0.001)


def test_a_rate_is_a_grade_over_the_grade_below_a_year_earlier() -> None:
    rates = progression_rates([[100, 80, 60], [110, 90, 40], [120, 99, 45]])
    assert rates.tolist() == [[0.9, 0.5], [0.9, 0.5]]


def test_smoothing_starts_at_the_first_rate_and_moves_four_tenths_of_the_way() -> None:
    assert smoothed([[1.0], [2.0]]).tolist() == [1.4]
    assert smoothed([1.0, 2.0, 0.4]) == pytest.approx(1.0)
    assert smoothed([1.0, 2.0, 0.4], 1.0) == 0.4
    assert smoothed([1.0, 2.0, 0.4], 0.0) == 1.0


def test_a_missing_rate_is_skipped_by_the_smoothing() -> None:
    assert smoothed([NAN, 1.0, NAN, 2.0, NAN]) == pytest.approx(1.4)
    assert smoothed([[None, 3.0], [2.0, None]]).tolist() == [2.0, 3.0]


def test_a_rate_with_a_missing_part_is_missing() -> None:
    rates = progression_rates([[100, 80], [None, 50], [100, NAN], [100, 70]])
    assert np.isnan(rates[:, 0]).tolist() == [False, True, False]
    assert rates[[0, 2], 0].tolist() == [0.5, 0.7]


def test_across_a_year_left_out_there_is_no_rate() -> None:
    rates = progression_rates([[100, 80], [100, 90], [100, 50]], years=[2018, 2019, 2021])
    assert rates[0, 0] == 0.9
    assert np.isnan(rates[1, 0])
    assert project([2018, 2019, 2021], [[100, 80], [100, 90], [100, 50]], [100]).enrolment.tolist() == [[100, 90]]


def test_a_step_in_entrants_reaches_the_three_year_stock_in_thirds() -> None:
    projection = project([2021, 2022], [[100, 100, 100]] * 2, [130] * 4)
    assert projection.years == (2023, 2024, 2025, 2026)
    assert projection.enrolment.sum(axis=1).tolist() == [330, 360, 390, 390]
    assert projection.rates.tolist() == [1.0, 1.0]


def test_each_cohort_is_carried_on_from_its_own_unrounded_projection() -> None:
    projection = project([2021, 2022], [[8, 6, 3], [8, 4, 3]], [2, 1])
    assert projection.rates.tolist() == [0.5, 0.5]
    assert projection.enrolment.tolist() == [[2, 4, 2], [1, 1, 2]]
    assert project([2021, 2022], [[7, 6], [9, 2]], [1, 1]).enrolment[0, 1] == pytest.approx(9 * 2 / 7)


def test_a_cohort_missing_in_the_last_year_stays_missing_and_never_becomes_zero() -> None:
    projection = project([2021, 2022, 2023], [[10, 10, 10], [10, 10, 10], [None, 10, 10]], [10, 10, 10])
    assert np.isnan(projection.enrolment).tolist() == [[False, True, False], [False, False, True], [False] * 3]


def test_a_grade_of_nobody_is_a_value_and_carries_nobody_on() -> None:
    assert project([2021, 2022], [[10, 5], [0, 5]], [10, 10]).enrolment.tolist() == [[10, 0], [10, 5]]


def test_one_grade_is_only_its_entrants() -> None:
    assert project([2022], [[10]], [11, 12]).enrolment.tolist() == [[11], [12]]


def test_a_projection_cannot_be_written_to() -> None:
    projection = project([2021, 2022], [[10, 5], [10, 5]], [10])
    for values in (projection.enrolment, projection.rates):
        with pytest.raises(ValueError, match="read-only"):
            values[0] = 1.0


counts = st.floats(1, 1e5)


@given(
    data=st.data(),
    grades=st.integers(1, 5),
    years=st.integers(2, 6),
    scale=st.sampled_from([0.001, 0.01, 10.0, 1000.0]),
)
def test_the_unit_of_enrolment_is_the_unit_of_the_projection(
    data: st.DataObject, grades: int, years: int, scale: float
) -> None:
    table = np.array(
        data.draw(st.lists(st.lists(counts, min_size=grades, max_size=grades), min_size=years, max_size=years))
    )
    entrants = np.array(data.draw(st.lists(counts, min_size=1, max_size=6)))
    plain = project(range(years), table, entrants)
    scaled = project(range(years), table * scale, entrants * scale)
    assert scaled.enrolment == pytest.approx(plain.enrolment * scale, rel=1e-9)
    assert scaled.rates == pytest.approx(plain.rates, rel=1e-9)


@given(entry=counts, steps=st.lists(st.floats(0.1, 1.5), min_size=1, max_size=5), years=st.integers(2, 6))
def test_a_system_that_stays_the_same_has_constant_rates_and_goes_on_the_same(
    entry: float, steps: list[float], years: int
) -> None:
    row = np.concatenate(([entry], entry * np.cumprod(steps)))
    table = np.tile(row, (years, 1))
    assert progression_rates(table) == pytest.approx(np.tile(steps, (years - 1, 1)), rel=1e-12)
    assert project(range(years), table, [entry] * 7).enrolment == pytest.approx(np.tile(row, (7, 1)), rel=1e-9)


@given(rates=st.lists(st.floats(0, 2) | st.none(), min_size=1, max_size=9), alpha=st.floats(0, 1))
def test_a_smoothed_rate_lies_between_the_lowest_and_the_highest(rates: list[float | None], alpha: float) -> None:
    known = [rate for rate in rates if rate is not None]
    if known:
        assert min(known) - 1e-12 <= smoothed(rates, alpha) <= max(known) + 1e-12
        assert smoothed(rates, alpha) == smoothed(known, alpha)


@pytest.mark.parametrize(
    ("enrolment", "problem", "field", "row"),
    [
        ([[10, 10], [10, "ten"]], SeriesProblem.TEXT, "second", 2),
        ([[10, 10], [float("inf"), 10]], SeriesProblem.INFINITE, "first", 2),
        ([[10, 10], [10, -1]], SeriesProblem.OUTSIDE_LIMITS, "second", 2),
        ([[10, 10], [0, 10], [10, 10]], SeriesProblem.OUTSIDE_LIMITS, "first", 2),
        ([[1e-300, 1], [1, 1e300]], SeriesProblem.INFINITE, "second", 2),
        ([[10, 10], [10]], SeriesProblem.LENGTHS_DIFFER, "enrolment", 2),
        ([[10, 10, 10]], SeriesProblem.LENGTHS_DIFFER, "grades", None),
        ([], SeriesProblem.TOO_FEW, "enrolment", None),
    ],
)
def test_a_bad_table_of_enrolment_is_named_with_grade_and_row(
    enrolment: list[list[object]], problem: SeriesProblem, field: str, row: int | None
) -> None:
    with pytest.raises(SeriesError) as caught:
        progression_rates(enrolment, grades=["first", "second"])
    assert (caught.value.problem, caught.value.field, caught.value.row) == (problem, field, row)


@pytest.mark.parametrize(
    ("changes", "problem", "field", "row"),
    [
        ({"enrolment": [[10, 10, None], [10, 10, None]]}, SeriesProblem.TOO_FEW, "grade 3", None),
        ({"enrolment": [[10, 10, 10]], "years": [2022]}, SeriesProblem.TOO_FEW, "grade 2", None),
        ({"years": [2022, 2021]}, SeriesProblem.UNSORTED_YEARS, "years", 2),
        ({"years": [2022, 2022]}, SeriesProblem.DUPLICATE_YEAR, "years", 2),
        ({"years": [2022]}, SeriesProblem.LENGTHS_DIFFER, "years", None),
        ({"entrants": [10, None]}, SeriesProblem.MISSING, "entrants", 2),
        ({"entrants": [-10]}, SeriesProblem.OUTSIDE_LIMITS, "entrants", 1),
        ({"entrants": ["ten"]}, SeriesProblem.TEXT, "entrants", 1),
        ({"entrants": []}, SeriesProblem.TOO_FEW, "entrants", None),
        ({"enrolment": [[1, 1e5], [1, 1e5]], "entrants": [1, 1e307, 1]}, SeriesProblem.INFINITE, "projection", 3),
        ({"alpha": 1.1}, SeriesProblem.OUTSIDE_LIMITS, "alpha", None),
        ({"alpha": NAN}, SeriesProblem.MISSING, "alpha", None),
    ],
)
def test_a_projection_that_cannot_be_made_says_why(
    changes: dict[str, Any], problem: SeriesProblem, field: str, row: int | None
) -> None:
    given: dict[str, Any] = {"years": [2021, 2022], "enrolment": [[10, 10, 10]] * 2, "entrants": [10], **changes}
    with pytest.raises(SeriesError) as caught:
        project(**given)
    assert (caught.value.problem, caught.value.field, caught.value.row) == (problem, field, row)


@pytest.mark.parametrize(
    ("changes", "values"),
    [
        ({"enrolment": [[10, 10, None], [10, 10, None]]}, {"found": 0, "needed": 1}),
        ({"enrolment": []}, {"found": 0, "needed": 1}),
        ({"entrants": []}, {"found": 0, "needed": 1}),
        ({"enrolment": [[10, 10, 10], [10, 10]]}, {"found": 2, "needed": 3}),
        ({"grades": ["only"]}, {"grades": 1, "columns": 3}),
        ({"enrolment": [[10, 10, 10], [-1, 10, 10]]}, {"found": -1.0, "low": 0.0, "high": np.inf}),
        ({"entrants": [-10]}, {"found": -10.0, "low": 0.0, "high": np.inf}),
        ({"alpha": 1.1}, {"found": 1.1, "low": 0.0, "high": 1.0}),
        ({"alpha": -0.1}, {"found": -0.1, "low": 0.0, "high": 1.0}),
        ({"enrolment": [[1, 1e5], [1, 1e5]], "entrants": [1, 1e307, 1]}, {"found": np.inf}),
    ],
)
def test_what_is_wrong_with_a_projection_is_counted(changes: dict[str, Any], values: dict[str, object]) -> None:
    given: dict[str, Any] = {"years": [2021, 2022], "enrolment": [[10, 10, 10]] * 2, "entrants": [10], **changes}
    with pytest.raises(SeriesError) as caught:
        project(**given)
    assert caught.value.values == values


def test_a_rate_beyond_any_number_is_named_by_the_grade_it_leads_into() -> None:
    with pytest.raises(SeriesError) as caught:
        progression_rates([[1, 1e-300, 1], [1, 1, 1e300]])
    assert (caught.value.field, caught.value.row, caught.value.values) == ("grade 3", 2, {"found": np.inf})
    with pytest.raises(SeriesError) as caught:
        progression_rates([[1e-300, 1, 1], [1, 1e300, 1]])
    assert (caught.value.field, caught.value.row) == ("grade 2", 2)


def test_a_rate_without_a_name_is_one_into_the_second_grade_or_a_later_one() -> None:
    with pytest.raises(SeriesError) as caught:
        smoothed([[1.0, -1.0]])
    assert (caught.value.field, caught.value.row) == ("grade 3", 1)


# Growth


# NIST, Statistical Reference Datasets, nonlinear regression: data and certified values of Rat42 and Rat43.
RAT42 = (
    "y = b1 / (1+exp[b2-b3*x])  +  e",
    [9, 14, 21, 28, 42, 57, 63, 70, 79],
    [8.93, 10.80, 18.59, 22.33, 39.35, 56.11, 61.73, 64.62, 67.08],
    [72.462237576, 2.6180768402, 0.067359200066],
    8.0565229338,
)
RAT43 = (
    "y = b1 / ((1+exp[b2-b3*x])**(1/b4))  +  e",
    list(range(1, 16)),
    [
        16.08,
        33.83,
        65.80,
        97.20,
        191.55,
        326.20,
        386.87,
        520.53,
        590.03,
        651.92,
        724.93,
        699.56,
        689.96,
        637.56,
        717.41,
    ],
    [699.64151270, 5.2771253025, 0.75962938329, 1.2792483859],
    8786.4049080,
)


def certified() -> list[tuple[str, list[float], list[float], list[float], float]]:
    """Formula, x, y, certified parameters and residual sum of squares of each set: those of the file, and two more."""
    sets = []
    for _, rows in pd.read_csv(REFERENCE / "nist_growth.csv").groupby("dataset"):
        first = rows.iloc[0]
        parameters = first[["cert_b1", "cert_b2", "cert_b3", "cert_b4"]].dropna().astype(float).tolist()
        sets.append((first["model"], rows["x"].tolist(), rows["y"].tolist(), parameters, float(first["cert_rss"])))
    return [*sets, RAT42, RAT43]


def test_the_certified_fits_are_met_without_start_values() -> None:
    for formula, x, y, parameters, rss in certified():
        result = fit(by_formula(formula), x, y)
        assert result.parameters == pytest.approx(parameters, rel=1e-6)
        assert result.rss == pytest.approx(rss, rel=1e-8)
        assert result.determined


@pytest.mark.parametrize("x_scale", [1e-6, 1e6])
@pytest.mark.parametrize("y_scale", [1e-6, 1e6])
def test_the_units_of_x_and_y_change_a_fit_only_in_its_units(x_scale: float, y_scale: float) -> None:
    for formula, x, y, (capacity, *others), _ in certified():
        result = fit(by_formula(formula), np.array(x) * x_scale, np.array(y) * y_scale)
        assert result.parameters[0] == pytest.approx(capacity * y_scale, rel=1e-6)
        speed = min(len(others), 2) - 1
        assert result.parameters[1 + speed] == pytest.approx(others[speed] / x_scale, rel=1e-6)


def test_the_order_of_the_points_does_not_matter_and_a_missing_value_drops_its_point() -> None:
    x, y = list(range(1, 9)), SATURATING_EXPONENTIAL.value(EIGHT, 100.0, 0.5).tolist()
    result = fit(SATURATING_EXPONENTIAL, [*reversed(x), 9, 10], [*reversed(y), None, NAN])
    assert result.parameters == pytest.approx((100.0, 0.5), rel=1e-9)


@pytest.mark.parametrize(
    ("model", "parameters", "x", "y"),
    [
        (SATURATING_EXPONENTIAL, (100.0, np.log(2)), [0, 1, 2, 3], [0, 50, 75, 87.5]),
        (LOGISTIC, (100.0, np.log(9), np.log(3)), [0, 1, 2, 3, 4], [10, 25, 50, 75, 90]),
        (GENERALISED_LOGISTIC, (100.0, np.log(9), np.log(3), 0.5), [0, 1, 2, 3, 4, 5], None),
        (GOMPERTZ, (100.0, np.log(16), np.log(2)), [0, 1, 2, 3, 4], [6.25, 25, 50, 70.7107, 84.0896]),
    ],
)
def test_each_curve_is_the_one_of_its_formula_and_is_found_again(
    model: GrowthCurve, parameters: tuple[float, ...], x: list[int], y: list[float] | None
) -> None:
    curve = model.value(np.array(x, dtype=float), *parameters)
    assert curve == pytest.approx([1, 6.25, 25, 56.25, 81, 92.9847] if y is None else y, rel=1e-5)
    result = fit(model, x, curve)
    assert result.parameters == pytest.approx(parameters, rel=1e-6)
    assert result.evaluate(x) == pytest.approx(curve)
    assert result.evaluate(2) == pytest.approx(curve[2])


@pytest.mark.slow
@each_model_by_property
@settings(max_examples=10)
@given(capacity=st.floats(0.01, 1e5), speed=st.floats(0.3, 1.5), turn=st.floats(1, 5), skew=st.floats(0.3, 3))
def test_a_curve_without_noise_gives_its_parameters_back(
    model: GrowthCurve, capacity: float, speed: float, turn: float, skew: float
) -> None:
    others = {
        SATURATING_EXPONENTIAL: (speed,),
        LOGISTIC: (speed * turn, speed),
        GENERALISED_LOGISTIC: (speed * turn, speed, skew),
        GOMPERTZ: (float(np.exp(speed * turn)), speed),
    }[model]
    y = model.value(EIGHT, capacity, *others)
    assert fit(model, EIGHT, y).parameters == pytest.approx((capacity, *others), rel=1e-4)
    assert fit_speed(model, EIGHT, y, capacity).parameters == pytest.approx((capacity, *others), rel=1e-4)


@pytest.mark.slow
@each_model_by_property
@settings(max_examples=10)
@given(noise=st.lists(st.floats(-10, 10), min_size=8, max_size=8))
def test_no_curve_near_the_truth_fits_better_than_the_fit(model: GrowthCurve, noise: list[float]) -> None:
    truth = {2: (0.5,), 3: (2.0, 0.7), 4: (2.0, 0.7, 1.5)}[model.size]
    curve = model.value(EIGHT, 100.0, *truth)
    least = float(np.sum(np.square(noise))) + 1e-9
    assert fit(model, EIGHT, curve + noise).rss <= least
    assert fit_speed(model, EIGHT, curve + noise, 100.0).rss <= least


def test_three_years_fix_the_speed_once_the_plan_gives_the_capacity() -> None:
    result = fit_speed(SATURATING_EXPONENTIAL, [1, 2, 3], [500, 750, 875], 1000)
    assert result.parameters == pytest.approx((1000, np.log(2)), rel=1e-9)
    assert result.evaluate([4, 5]) == pytest.approx([937.5, 968.75])
    assert result.determined


def test_the_capacity_of_the_plan_stays_as_it_is_when_the_values_point_elsewhere() -> None:
    result = fit_speed(LOGISTIC, EIGHT, [1, 2, 4, 7, 10, 12, 13, 13.5], 40.0)
    assert result.parameters[0] == 40.0
    assert result.rss > fit(LOGISTIC, EIGHT, [1, 2, 4, 7, 10, 12, 13, 13.5]).rss


def test_a_straight_rise_does_not_determine_the_plateau_but_the_speed_towards_a_planned_one() -> None:
    result = fit(SATURATING_EXPONENTIAL, EIGHT, 10 * EIGHT)
    assert not result.determined
    assert result.evaluate(EIGHT) == pytest.approx(10 * EIGHT, rel=0.01)
    assert fit_speed(SATURATING_EXPONENTIAL, EIGHT, 10 * EIGHT, 100).determined


@each_model
@pytest.mark.parametrize("y", [[5.0] * 8, [0.0] * 8, [8.0, 7, 6, 5, 4, 3, 2, 1]], ids=["level", "nobody", "falling"])
def test_values_that_do_not_grow_give_a_curve_of_numbers_and_no_parameters_to_trust(
    model: GrowthCurve, y: list[float]
) -> None:
    result = fit(model, EIGHT, y)
    assert not result.determined
    assert np.isfinite([*result.parameters, result.rss, *result.evaluate(EIGHT)]).all()
    assert np.isfinite(fit_speed(model, EIGHT, y, 10.0).parameters).all()


def test_a_college_full_from_the_first_year_has_no_speed_to_trust() -> None:
    assert not fit_speed(SATURATING_EXPONENTIAL, [1, 2, 3], [100, 100, 100], 100).determined


@pytest.mark.parametrize(
    ("formula", "model"),
    [
        ("y=b1*(1-exp(-b2*x))", SATURATING_EXPONENTIAL),
        ("y = b1*(1-exp[-b2*x])  +  e", SATURATING_EXPONENTIAL),
        ("y=b1/(1+exp(b2-b3*x))", LOGISTIC),
        ("y=b1/((1+exp(b2-b3*x))**(1/b4))", GENERALISED_LOGISTIC),
        ("y=b1/(1+exp(b2-b3*x))**(1/b4)", GENERALISED_LOGISTIC),
        ("Y = b1 * exp(-b2 * exp(-b3 * x))", GOMPERTZ),
    ],
)
def test_a_model_is_known_by_its_formula(formula: str, model: GrowthCurve) -> None:
    assert by_formula(formula) is model


@pytest.mark.parametrize("formula", ["", "y=b1*x", "y=b1*(1-exp(b2*x))", "y=(", "(" * 5000, "\0"])
def test_another_formula_is_no_model(formula: str) -> None:
    with pytest.raises(SeriesError) as caught:
        by_formula(formula)
    assert caught.value.problem is SeriesProblem.UNKNOWN_CHOICE


@pytest.mark.parametrize(
    ("x", "y", "problem", "field", "row"),
    [
        ([1, 2, 3], [1, "two", 3], SeriesProblem.TEXT, "y", 2),
        ([1, "two", 3], [1, 2, 3], SeriesProblem.TEXT, "x", 2),
        ([1, 2, 3], [1, 2, float("inf")], SeriesProblem.INFINITE, "y", 3),
        ([-float("inf"), 2, 3], [1, 2, 3], SeriesProblem.INFINITE, "x", 1),
        ([1, 2, None], [1, 2, 3], SeriesProblem.MISSING, "x", 3),
        ([1, 2], [1, 2, 3], SeriesProblem.LENGTHS_DIFFER, "x", None),
        ([1, 2, 3], [1, 2, None], SeriesProblem.TOO_FEW, "y", None),
        ([], [], SeriesProblem.TOO_FEW, "y", None),
        ([1, 1, 1], [1, 2, 3], SeriesProblem.TOO_FEW, "x", None),
    ],
)
def test_points_that_no_curve_can_be_fitted_to_are_named(
    x: list[object], y: list[object], problem: SeriesProblem, field: str, row: int | None
) -> None:
    with pytest.raises(SeriesError) as caught:
        fit(SATURATING_EXPONENTIAL, x, y)
    assert (caught.value.problem, caught.value.field, caught.value.row) == (problem, field, row)


@each_model
def test_one_point_more_than_parameters_is_needed(model: GrowthCurve) -> None:
    enough, y = model.size + 1, [1.0, 3, 6, 8, 9]
    assert fit(model, EIGHT[:enough], y[:enough]).rss < 10
    with pytest.raises(SeriesError, match="too_few"):
        fit(model, EIGHT[: enough - 1], y[: enough - 1])
    assert fit_speed(model, EIGHT[: enough - 1], y[: enough - 1], 9).rss < 10
    with pytest.raises(SeriesError, match="too_few"):
        fit_speed(model, EIGHT[: enough - 2], y[: enough - 2], 9)


def test_too_few_points_are_counted() -> None:
    with pytest.raises(SeriesError) as caught:
        fit_speed(SATURATING_EXPONENTIAL, [1, 2], [1, None], 9)
    assert (caught.value.field, caught.value.values) == ("y", {"found": 1, "needed": 2})
    with pytest.raises(SeriesError) as caught:
        fit(SATURATING_EXPONENTIAL, [2, 2, 2], [1, 2, 3])
    assert (caught.value.field, caught.value.values) == ("x", {"found": 1, "needed": 2})
    with pytest.raises(SeriesError) as caught:
        fit(SATURATING_EXPONENTIAL, [1, 2, 3], [1, 2])
    assert (caught.value.field, caught.value.values) == ("x", {"x": 3, "y": 2})
    with pytest.raises(SeriesError) as caught:
        fit_speed(SATURATING_EXPONENTIAL, [1, 2, 3], [1, 2, 3], 0)
    assert caught.value.values == {"found": 0.0, "low": 0.0, "high": np.inf}
    assert fit_speed(SATURATING_EXPONENTIAL, [1, 2, 3], [0.1, 0.2, 0.25], 0.3).parameters[0] == 0.3


def test_a_parameter_whose_logarithm_leads_nowhere_stays_a_number() -> None:
    assert positive(np.array([-1000.0, 0.0, 1000.0])).tolist() == [np.exp(-700.0), 1.0, np.exp(700.0)]


@pytest.mark.parametrize(
    ("capacity", "problem"),
    [
        (0, SeriesProblem.OUTSIDE_LIMITS),
        (-5, SeriesProblem.OUTSIDE_LIMITS),
        (NAN, SeriesProblem.MISSING),
        (None, SeriesProblem.MISSING),
        ("many", SeriesProblem.TEXT),
        (float("inf"), SeriesProblem.INFINITE),
    ],
)
def test_a_capacity_must_be_a_number_above_zero(capacity: object, problem: SeriesProblem) -> None:
    with pytest.raises(SeriesError) as caught:
        fit_speed(SATURATING_EXPONENTIAL, [1, 2, 3], [1, 2, 3], capacity)  # type: ignore[arg-type]
    assert (caught.value.problem, caught.value.field) == (problem, "capacity")
