"""Parts that are rounded so that they add up as they are shown: every number worked out beside it."""

from __future__ import annotations

from decimal import Decimal

import pytest

from core.assessment import Contribution, close_waterfall


def sizes(start: float, end: float, step: float = 1.0, **parts: float) -> tuple[Decimal, Decimal, dict[str, Decimal]]:
    """Both ends as they are shown, and the parts that are."""
    closed = close_waterfall(start, end, [Contribution(name, value) for name, value in parts.items()], step)
    assert closed.change == closed.end - closed.start
    return closed.start, closed.end, {part.name: size for part, size in closed.parts}


def test_what_rounding_leaves_goes_to_the_largest_remainders_and_nothing_is_no_part() -> None:
    # 3 + 1.7 + 1.6 + 0.2 - 0.5 = 6: rounded down 3, 1, 1, 0 and -1, so two are left, for 0.7 and 0.6.
    assert sizes(10, 16, a=3, b=1.7, c=1.6, d=0.2, e=-0.5) == (10, 16, {"a": 3, "b": 2, "c": 2, "e": -1})


def test_of_equal_remainders_the_first_comes_first() -> None:
    assert sizes(0, 3, a=1.5, b=1.5)[2] == {"a": 2, "b": 1}


def test_both_ends_are_rounded_halves_up() -> None:
    assert sizes(0.5, 2.4, a=1.9) == (1, 2, {"a": 1})
    assert sizes(-0.5, 1.5, a=2) == (-1, 2, {"a": 3})


def test_a_share_is_counted_in_thousandths() -> None:
    assert sizes(0.6, 0.7, 0.001, a=0.0333, b=0.0667) == (
        Decimal("0.6"),
        Decimal("0.7"),
        {"a": Decimal("0.033"), "b": Decimal("0.067")},
    )
    # As a binary fraction 0.29 is a little less: it still is 29 hundredths.
    assert sizes(0, 0.29, 0.01, a=0.29)[2] == {"a": Decimal("0.29")}


@pytest.mark.parametrize(
    ("end", "parts", "expected"),
    [
        (5, {"a": 1, "b": 1}, {"a": 3, "b": 2}),  # three are missing: one each, and one more for the first
        (1, {"a": 2, "b": 1}, {"a": 1}),  # two are too many: one each, from the last on
        (0, {"a": 2, "b": 2}, {}),
        (1, {"a": 1.2, "b": 1.7}, {"b": 1}),  # one is too many: the smaller remainder loses it
        (1, {}, {}),
    ],
)
def test_parts_that_do_not_add_up_are_made_to(
    end: float, parts: dict[str, float], expected: dict[str, Decimal]
) -> None:
    assert sizes(0, end, **parts) == (0, end, expected)
