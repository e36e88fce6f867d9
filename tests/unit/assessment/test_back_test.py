"""What past forecasts say of today's: how many intervals held what came, and whether so many are rare."""

from __future__ import annotations

import pytest

from core.assessment import IntervalRecord, Reading, back_test
from tests.support.goals import indicator, points, share

VALUES: dict[int, float | tuple[int, int] | None] = {**dict.fromkeys(range(2018, 2025), 100.0), 2025: 104.0}
"""Seven years without a change, then 104: every forecast says 100, and its spread is the least, 1 a year."""


@pytest.mark.parametrize(
    ("hits", "tries", "due", "reading"),
    [
        (0, 0, 0, Reading.FEW),
        (2, 2, 2, Reading.FEW),
        (0, 3, 2, Reading.NARROW),  # .2³ = .008
        (1, 3, 2, Reading.FAIR),  # .008 + 3 × .8 × .2² = .104
        (5, 5, 4, Reading.FAIR),  # .8⁵ = .33
        (2, 5, 4, Reading.NARROW),  # .058
        (3, 5, 4, Reading.FAIR),  # .26
        (11, 30, 24, Reading.NARROW),
        (10, 10, 8, Reading.FAIR),  # .8¹⁰ = .107
        (11, 11, 9, Reading.WIDE),  # .8¹¹ = .086
    ],
)
def test_a_record_is_read_by_how_rare_it_would_be_among_sound_intervals(
    hits: int, tries: int, due: int, reading: Reading
) -> None:
    record = IntervalRecord(hits, tries)
    assert (record.due, record.reading) == (due, reading)


def test_a_forecast_counts_from_five_points_on_when_what_it_forecast_has_come() -> None:
    """A year ahead: of 2023 and 2024 it was 100, and 104 of 2025 lies 4 off, more than 1.6.

    Two years ahead: 2024 was 100, and 4 is more than the 3 on either side of 2025.
    """
    assert back_test(indicator(), points(VALUES), 1) == IntervalRecord(2, 3)
    assert back_test(indicator(), points(VALUES), 2) == IntervalRecord(1, 2)
    assert back_test(indicator(), points(VALUES), 4) == IntervalRecord(0, 0)
    assert back_test(indicator(), points(VALUES)[:5], 1) == IntervalRecord(0, 0)


def test_the_end_of_an_interval_belongs_to_it_and_a_year_without_a_value_is_no_try() -> None:
    gap = [point for point in points(VALUES) if point.year != 2023]
    # From 2018 to 2022 the year 2023 has not come; from 2018 to 2024 it is 104.
    assert back_test(indicator(), gap, 1) == IntervalRecord(0, 1)
    still = points(dict.fromkeys(range(2018, 2026), 100.0))
    assert back_test(indicator(), still, 1) == IntervalRecord(3, 3)
    for limit in (0.0, 1.0):  # a share that stays at its limit is at the end of its interval, too
        level = points(dict.fromkeys(range(2018, 2026), limit))
        assert back_test(share(), level, 1) == IntervalRecord(3, 3)
