"""How many have to come on top of numerator and denominator alike to turn the light of a share."""

from __future__ import annotations

import pytest

from core.assessment import counterfactuals
from tests.support.goals import CLOSED, OPEN, assess_values, share

# A goal of 40 % in 2025 from 30 % in 2020 asks for 33.6 % (lagging) and 35.7 % (on track) in 2023.


@pytest.mark.parametrize(
    ("values", "goal", "better", "closed", "parts", "added"),
    [
        # Of 200 whole persons 68 and 72; on top of both 69 of 205 and 76 of 212 are the first that do.
        ({2020: 0.30, 2023: (64, 200)}, 0.40, "higher", False, [4, 8], [5, 12]),
        # Met: of 85 of 200 five may go; of both eight, for 77 of 192 are 40.1 % and 76 of 191 39.8 %.
        ({2020: 0.30, 2023: (85, 200)}, 0.40, "higher", False, [-5], [-8]),
        # Fewer is better, 36.4 % and 34.3 %: 70 of 194 and 64 of 188.
        ({2020: 0.40, 2023: (76, 200)}, 0.30, "lower", False, [4, 8], [6, 12]),
        # All of them: no number that comes on top would do. None of them: five have to go.
        ({2020: 0.30, 2025: (195, 200)}, 1.0, "higher", True, [5], [None]),
        ({2020: 0.30, 2025: (5, 200)}, 0.0, "lower", True, [5], [5]),
    ],
)
def test_so_many_come_on_top_of_both(
    values: dict[int, float | tuple[int, int] | None],
    goal: float,
    better: str,
    closed: bool,
    parts: list[int],
    added: list[int | None],
) -> None:
    found = assess_values(values, goal, CLOSED if closed else OPEN, measure=share(better, numerator_adds=True))
    assert [(change.parts, change.added) for change in counterfactuals(found)] == list(zip(parts, added, strict=True))


def test_where_the_numerator_is_a_part_of_a_fixed_whole_nothing_comes_on_top() -> None:
    found = assess_values({2020: 0.30, 2023: (64, 200)}, 0.40, measure=share())
    assert [change.added for change in counterfactuals(found)] == [None, None]
