"""A status, its arithmetic and its paths, on series short enough to judge in the head."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.assessment import Assessment, Point, Reason, Status, assess, path, reached
from core.datasets import RowStatus, Symbol
from core.indicators import Better, Indicator
from core.plan import Goal

WORDS = {"zh": "词", "en": "word"}
OPEN, CLOSED = date(2023, 12, 31), date(2026, 3, 1)


def indicator(better: str = "higher") -> Indicator:
    return Indicator(
        id="students",
        unit="persons",
        better=better,
        kind="stock",
        path="linear",
        page="enrolment",
        decimals=0,
        label=WORDS,
        short_label=WORDS,
        definition=WORDS,
        reference_date=WORDS,
    )


def goal(value: float, **changes: Any) -> Goal:
    given: dict[str, Any] = {
        "indicator": "students",
        "value": value,
        "label": WORDS,
        "short_label": WORDS,
        "clauses": [{"id": "1", "text": WORDS}],
        "strength": "stated",
        "in_force_from": date(2021, 1, 1),
        "due": date(2025, 12, 31),
        "target_year": 2025,
        "baseline_year": 2020,
        "baseline_assumed": False,
        **changes,
    }
    return Goal(**given)


def points(values: dict[int, float | None]) -> list[Point]:
    return [
        Point(
            year,
            value,
            None,
            None,
            Symbol.PRESENT if value is not None else Symbol.NOT_REPORTED,
            RowStatus.REPORTED,
            provisional=False,
        )
        for year, value in values.items()
    ]


def judged(values: dict[int, float | None], target: float, as_of: date = OPEN, **changes: Any) -> Assessment:
    better = changes.pop("better", "higher")
    return assess(indicator(better), points(values), goal(target, **changes), as_of)


@pytest.mark.parametrize(
    ("latest", "status", "ratio"),
    [
        (157.0, Status.ON_TRACK, 0.95),  # needs 20 a year, gave 19
        (156.9, Status.LAGGING, 0.9483),
        (136.0, Status.LAGGING, 0.60),
        (135.9, Status.FAR_BEHIND, 0.5983),
        (100.0, Status.FAR_BEHIND, 0.0),
        (90.0, Status.FAR_BEHIND, -0.1667),
        (200.0, Status.MET, 1.6667),
    ],
)
def test_the_pace_since_the_baseline_decides_before_the_due_date(latest: float, status: Status, ratio: float) -> None:
    found = judged({2020: 100.0, 2023: latest}, 200.0)
    assert found.status is status
    assert found.pace_ratio == pytest.approx(ratio, abs=1e-4)


def test_the_arithmetic_of_a_lagging_goal_can_be_followed() -> None:
    found = judged({2020: 100.0, 2021: 110.0, 2022: None, 2023: 145.0}, 200.0)
    assert (found.required_pace, found.observed_pace) == (20.0, 15.0)
    assert found.gap == -55.0
    assert found.shortfall == 55.0
    assert found.needed_pace == 27.5
    assert found.extra_factor == pytest.approx(27.5 / 15)
    assert found.required_from_base == ((2020, 100), (2021, 120), (2022, 140), (2023, 160), (2024, 180), (2025, 200))
    assert found.required_from_now == ((2023, 145.0), (2024, 172.5), (2025, 200.0))
    assert found.expected(2023) == 160.0


def test_a_missing_year_stays_a_gap_and_gives_no_zero() -> None:
    found = judged({2020: 100.0, 2021: None, 2022: None, 2023: None}, 200.0)
    assert [point.value for point in found.observed] == [100.0, None, None, None]
    assert found.status is Status.INSUFFICIENT_DATA
    assert found.reason is Reason.ONE_POINT


@pytest.mark.parametrize(
    ("values", "status", "reason"),
    [
        ({2020: 100.0, 2025: 200.0}, Status.MET, Reason.REACHED_AT_CLOSE),
        ({2020: 100.0, 2025: 199.9}, Status.MISSED, Reason.MISSED_AT_CLOSE),
        ({2020: 100.0, 2024: 210.0, 2025: 190.0}, Status.MISSED, Reason.MISSED_AT_CLOSE),
        ({2020: 100.0, 2024: 210.0}, Status.NOT_PUBLISHED, Reason.NOT_PUBLISHED_AT_CLOSE),
        ({2020: 100.0, 2024: 210.0, 2025: None}, Status.NOT_PUBLISHED, Reason.NOT_PUBLISHED_AT_CLOSE),
        ({}, Status.NOT_PUBLISHED, Reason.NOT_PUBLISHED_AT_CLOSE),
    ],
)
def test_from_the_due_date_on_only_the_target_year_counts(
    values: dict[int, float | None], status: Status, reason: Reason
) -> None:
    found = judged(values, 200.0, CLOSED)
    assert (found.status, found.reason, found.closed) == (status, reason, True)


def test_a_value_not_yet_published_leaves_no_gap_to_quote() -> None:
    found = judged({2020: 100.0, 2024: 150.0}, 200.0, CLOSED)
    assert found.gap is None
    assert found.latest is not None
    assert found.latest.year == 2024


def test_the_due_date_itself_is_closed_and_the_day_before_is_not() -> None:
    values: dict[int, float | None] = {2020: 100.0, 2025: 150.0}
    assert judged(values, 200.0, date(2025, 12, 31)).status is Status.MISSED
    assert judged(values, 200.0, date(2025, 12, 30)).status is Status.FAR_BEHIND


def test_without_a_goal_in_force_values_are_shown_and_nothing_is_judged() -> None:
    found = assess(indicator(), points({2020: 100.0, 2021: 110.0}), None, OPEN)
    assert found.status is Status.NO_GOAL
    assert found.latest is not None
    assert found.latest.value == 110.0
    assert found.required_from_base == ()


def test_the_baseline_the_plan_prints_comes_before_the_observed_one() -> None:
    found = judged({2020: 100.0, 2023: 160.0}, 200.0, baseline_value=120.0, baseline_source=WORDS)
    assert found.base is not None
    assert found.base.value == 120.0
    assert found.required_pace == 16.0


def test_without_a_value_in_the_baseline_year_there_is_no_verdict() -> None:
    found = judged({2021: 100.0, 2023: 160.0}, 200.0)
    assert (found.status, found.reason) == (Status.INSUFFICIENT_DATA, Reason.NO_BASELINE)
    assert found.gap == -40.0


def test_a_baseline_at_the_goal_that_fell_back_is_far_behind_not_divided_by_zero() -> None:
    found = judged({2020: 200.0, 2023: 180.0}, 200.0)
    assert (found.status, found.reason) == (Status.FAR_BEHIND, Reason.NO_PACE_NEEDED)
    assert found.pace_ratio is None


def test_fewer_can_be_better() -> None:
    assert judged({2020: 100.0, 2023: 70.0}, 50.0, better="lower").status is Status.ON_TRACK
    assert judged({2020: 100.0, 2023: 110.0}, 50.0, better="lower").reason is Reason.MOVING_AWAY
    assert judged({2020: 100.0, 2023: 50.0}, 50.0, better="lower").status is Status.MET
    assert judged({2020: 100.0, 2023: 60.0}, 50.0, better="lower").shortfall == 10.0


def test_shares_that_differ_by_rounding_of_the_machine_only_have_reached_the_goal() -> None:
    assert reached(0.1 + 0.2, 0.3, Better.HIGHER)
    assert reached(0.3, 0.1 + 0.2, Better.HIGHER)
    assert not reached(0.2999, 0.3, Better.HIGHER)


def test_a_path_has_one_value_a_year_and_none_backwards() -> None:
    assert path(2020, 1.0, 2022, 2.0) == ((2020, 1.0), (2021, 1.5), (2022, 2.0))
    assert path(2025, 1.0, 2025, 2.0) == ()


@given(
    base=st.floats(1, 1e6),
    latest=st.floats(0, 1e6),
    target=st.floats(1, 1e6),
    scale=st.sampled_from([0.001, 0.01, 10.0, 1000.0]),
)
def test_the_unit_of_a_value_never_changes_its_status(base: float, latest: float, target: float, scale: float) -> None:
    plain = judged({2020: base, 2023: latest}, target)
    scaled = judged({2020: base * scale, 2023: latest * scale}, target * scale)
    edges = (0.95, 0.60, 0.0)
    if plain.pace_ratio is None or min(abs(plain.pace_ratio - edge) for edge in edges) > 1e-9:
        assert scaled.status is plain.status
