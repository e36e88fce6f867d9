"""When colleges on the way open, and what the stocks of teachers say about those who came and were certified."""

from __future__ import annotations

from datetime import date

import pytest

from core.datasets import CollegeStage
from core.scenario.levers import Origin
from core.scenario.models import teachers
from core.scenario.models.college_history import College
from core.scenario.models.college_openings import expected_openings
from core.toml_entries import Words
from tests.support.scenario_basis import DECLARATIONS

INTENTION, SIGNED, ENROLLING = CollegeStage.INTENTION, CollegeStage.SIGNED, CollegeStage.ENROLLING
EARLIEST = 2026


def college(unit_id: str, reached: dict[CollegeStage, date], planned: int | None = None) -> College:
    plan = {} if planned is None else {ENROLLING: date(planned, 9, 1)}
    return College(unit_id, Words(zh=unit_id, en=unit_id), "vocational_college", reached, plan, None, {}, {})


OTHERS = [
    college("x", {SIGNED: date(2015, 3, 1), ENROLLING: date(2018, 9, 1)}),  # 3.5 years
    college("y", {SIGNED: date(2014, 2, 1), ENROLLING: date(2018, 9, 1)}),  # 4.58
    college("z", {INTENTION: date(2011, 9, 1), SIGNED: date(2014, 2, 1), ENROLLING: date(2018, 9, 1)}),  # 4.58 and 7
]
BY_STAGE = Origin("opening_by_stage", (("stage", "signed"), ("year", 2024), ("colleges", 3), ("took", 4.6)))


def test_a_college_takes_as_long_from_its_stage_as_the_middle_one_of_the_others() -> None:
    # Signed on 1 March 2024, and 4.58 years: 2028.74, the autumn of 2028; the fastest would be there in that of 2027.
    signed = college("a", {SIGNED: date(2024, 3, 1)})
    assert expected_openings([signed], OTHERS, EARLIEST) == {"a": (2028.0, (2027.0, 2028.0), BY_STAGE)}
    assert expected_openings([signed], OTHERS, 2030) == {"a": (2030.0, (2030.0, 2030.0), BY_STAGE)}


def test_a_college_opens_never_before_its_plan() -> None:
    planned = college("a", {SIGNED: date(2024, 3, 1)}, planned=2031)
    assert expected_openings([planned], OTHERS, EARLIEST) == {"a": (2031.0, (2031.0, 2031.0), BY_STAGE)}


@pytest.mark.parametrize("reached", [{}, {CollegeStage.BUILT: date(2025, 1, 1)}])
def test_without_others_to_go_by_the_plan_stands_for_three_years_or_it_is_open(
    reached: dict[CollegeStage, date],
) -> None:
    openings = expected_openings([college("a", reached, planned=2029), college("b", reached)], OTHERS, EARLIEST)
    assert openings["a"] == (2029.0, (2029.0, 2032.0), Origin("opening_planned", verified=True))
    if not reached:
        assert openings["b"] == (2026.0, (2026.0, 2029.0), Origin("opening_unknown", verified=False))
    late = expected_openings([college("a", reached, planned=2034)], OTHERS, EARLIEST)
    assert late["a"][:2] == (2034.0, (2034.0, 2035.0))


def test_one_that_has_not_signed_opens_with_the_last_of_those_that_have() -> None:
    # From intention 7 years: 2018.67 + 7 − 0.67 is 2025, so 2026; the one that signed opens in 2028 (2027 at best).
    signed = college("a", {SIGNED: date(2024, 3, 1)})
    unsigned = college("b", {INTENTION: date(2018, 9, 1)})
    openings = expected_openings([signed, unsigned], OTHERS, EARLIEST)
    assert openings["a"] == (2028.0, (2027.0, 2028.0), BY_STAGE)
    assert openings["b"] == (2028.0, (2027.0, 2028.0), Origin("opening_unsigned", (("year", 2028),)))
    alone = expected_openings([unsigned], OTHERS, EARLIEST)["b"]
    assert alone[:2] == (2026.0, (2026.0, 2026.0))


def test_who_came_and_who_was_certified_follows_from_stocks_and_four_in_a_hundred_who_leave() -> None:
    series = {
        "full_time_teachers": {2022: 100.0, 2023: 110.0, 2024: 120.0},
        "specialised_teachers": {2021: 60.0, 2023: 80.0, 2024: 90.0},
        "dual_qualified_teachers": {2021: 30.0, 2022: 35.0, 2023: 40.0, 2024: 50.0},
    }
    hired, certified, attrition = teachers.levers_of(series, 2024, DECLARATIONS)
    # 110 − 96 and 120 − 105.6
    assert (hired.default, *hired.plausible) == pytest.approx((14.4, 14.0, 14.4))
    # 2022: (35 − 28.8) / 28.8; 2024: (50 − 38.4) / 38.4; before 2023 nothing is known of the others
    assert (certified.default, *certified.plausible) == pytest.approx((11.6 / 38.4, 6.2 / 28.8, 11.6 / 38.4))
    assert (attrition.default, attrition.plausible) == (0.04, (0.02, 0.07))
