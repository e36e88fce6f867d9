"""What units report of an indicator becomes one figure by its declared rule, and a part is never the whole."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pandas as pd
import pytest

from core.assessment import Point
from core.assessment.points import points
from core.datasets import Symbol
from core.queries import Returns
from core.queries.completeness.observed_series import Adding, observed_series
from tests.support.release_frames import AREA, frame, row, tiny_release, tiny_release_frames

OF_SCHOOLS, WHOLE_ONLY, ADDED = Adding(of_schools=True), Adding(whole_only=True), Adding()


def seen(folder: Path, rows: list[dict[str, Any]], rule: Adding = ADDED, indicator: str = "x") -> dict[int, Point]:
    """The points of one indicator by year, in a release with these observations."""
    frames = tiny_release_frames()
    observed = frame("observations", rows)
    frames["observations"] = observed.assign(unit_id=observed["unit_id"].replace("district", AREA))
    found = observed_series(Returns(tiny_release(folder, frames=frames), AREA), {indicator: rule})
    return {point.year: point for point in points(found[found["indicator"] == indicator])}


def of(who: str, value: float | None = None, year: int = 2024, **more: Any) -> dict[str, Any]:
    return row(who, **{"indicator": "x", "year": year, "unit": "bases", "value": value, **more})


def share(unit: str, part: float, whole: float, year: int = 2024) -> dict[str, Any]:
    return of(unit, part / whole, year, unit="share", numerator=part, denominator=whole)


def test_numbers_of_units_are_added_and_shares_by_their_parts(tmp_path: Path) -> None:
    assert seen(tmp_path / "sum", [of("secondary-a", 7), of("secondary-b", 5)])[2024].value == 12
    both = seen(tmp_path / "share", [share("secondary-a", 90, 100), share("secondary-b", 5, 50)])[2024]
    assert (both.numerator, both.denominator) == (95, 150)
    assert both.value == pytest.approx(95 / 150)  # and not the mean of 90 % and 10 %


def test_one_school_of_two_is_no_figure_of_the_district(tmp_path: Path) -> None:
    point = seen(tmp_path, [of("secondary-a", 7)], OF_SCHOOLS)[2024]
    assert (point.value, point.symbol) == (None, Symbol.NOT_REPORTED)
    assert point.partial is not None
    assert (point.partial.reported, point.partial.units, point.partial.so_far) == (1, 2, 7)
    assert [name.zh for name in point.partial.missing] == ["示例中职学校 B"]


def test_who_reported_it_before_owes_it_from_then_on(tmp_path: Path) -> None:
    rows = [of("college-a", 3, 2023), of("college-b", 4, 2024), of("college-a", 2, 2025), of("college-b", 4, 2025)]
    found = seen(tmp_path, rows)
    assert {year: point.value for year, point in found.items()} == {2023: 3, 2024: None, 2025: 6}
    assert [name.zh for name in found[2024].coverage.missing] == ["示例高校 A"]  # type: ignore[union-attr]


def test_what_is_stated_for_the_whole_district_counts_alone(tmp_path: Path) -> None:
    rows = [of("district", 20), of("secondary-a", 7), of("secondary-b", 5)]
    point = seen(tmp_path, rows, OF_SCHOOLS)[2024]
    assert (point.value, point.partial) == (20, None)


def test_an_indicator_that_is_not_added_up_ignores_what_schools_send(tmp_path: Path) -> None:
    assert seen(tmp_path / "school", [of("secondary-a", 7)], WHOLE_ONLY) == {}
    assert seen(tmp_path / "office", [of("college-a", 7), of("secondary-a", 9)], WHOLE_ONLY)[2024].value == 7
    assert seen(tmp_path / "two", [of("college-a", 7), of("college-b", 9)], WHOLE_ONLY) == {}


def test_what_is_suppressed_is_left_out_of_a_sum_and_leaves_a_share_open(tmp_path: Path) -> None:
    hidden = of("secondary-b", None, symbol=Symbol.SUPPRESSED)
    point = seen(tmp_path / "sum", [of("secondary-a", 7), hidden])[2024]
    assert (point.value, point.lower_bound, point.is_unbounded) == (7, True, True)
    point = seen(tmp_path / "share", [share("secondary-a", 9, 10), {**hidden, "unit": "share"}])[2024]
    assert (point.value, point.symbol) == (None, Symbol.SUPPRESSED)


def test_a_school_it_does_not_apply_to_takes_no_part(tmp_path: Path) -> None:
    point = seen(tmp_path, [of("secondary-a", 7), of("secondary-b", None, symbol=Symbol.NOT_APPLICABLE)], OF_SCHOOLS)
    assert (point[2024].value, point[2024].symbol) == (7, Symbol.PRESENT)


def test_two_shares_of_nothing_have_no_share(tmp_path: Path) -> None:
    nothing = {"unit": "share", "numerator": 0.0, "denominator": 0.0}
    point = seen(tmp_path, [of("secondary-a", 0.0, **nothing), of("secondary-b", 0.0, **nothing)])[2024]
    assert (point.value, point.symbol) == (None, Symbol.NOT_APPLICABLE)


def test_nobody_has_reported_what_is_not_there(tmp_path: Path) -> None:
    assert isinstance(observed_series(Returns(tiny_release(tmp_path)), {"y": OF_SCHOOLS}), pd.DataFrame)
    assert seen(tmp_path / "other", [of("secondary-a", 7)], OF_SCHOOLS, "y") == {}


def test_a_sum_is_the_same_to_the_last_digit_in_whatever_order_the_rows_come(tmp_path: Path) -> None:
    """Added as they come, 0.1 + 0.2 + 0.3 is 0.6000000000000001, and 0.3 + 0.2 + 0.1 is 0.6."""
    rows = [of(who, value) for who, value in (("secondary-a", 0.1), ("secondary-b", 0.2), ("college-a", 0.3))]
    sums = [seen(tmp_path / str(place), order)[2024].value for place, order in enumerate((rows, rows[::-1]))]
    assert sums == [0.6, 0.6]
