"""Ready-made scenarios: what each moves, and that a favourable lever favours."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from core.plan.indicators import Better
from core.scenario.basis import Basis
from core.scenario.presets import Rule, end, preset_values, read_presets
from core.scenario.run import run
from core.toml_entries import PlanError, PlanProblem
from tests.support.claims import every
from tests.support.scenario_basis import RELEASE_IDS, demonstration_basis

FILE = Path(__file__).resolve().parents[3] / "data" / "plan" / "presets.toml"
PRESETS = {preset.id: preset for preset in read_presets(FILE)}
GOALS = (
    "colleges", "college_students", "vocational_share", "secondary_vocational_enrolment", "dual_qualified_share",
    "schools_meeting_standard", "projects_2023", "elder_demonstration_schools",
)  # fmt: skip
"""Every goal of the plan; higher is better for each."""

COHORT = {
    "graduates_per_birth", "continuation_share", "net_inflow", "vocational_entrant_share", "retention_second_year",
    "retention_third_year", "places_per_school",
}  # fmt: skip
HARMS = (
    # More vocational students need more land, buildings, books and teachers: schools may miss their standard.
    {(id, "schools_meeting_standard") for id in COHORT}
    # More entrants of both kinds: where places are short, or entrants less vocational than the stock, the share falls.
    | {(id, "vocational_share") for id in ("graduates_per_birth", "continuation_share", "net_inflow")}
    # New teachers are not dual-qualified yet, so the share among all falls at first.
    | {("teachers_hired", "dual_qualified_share")}
)
"""The known exceptions: a lever that serves one goal and may harm another."""

each_release = pytest.mark.parametrize("release", RELEASE_IDS)


def gain(basis: Basis, moved: dict[str, float]) -> dict[str, tuple[float, float]]:
    """The least and the largest change of each goal over all years, as a part of the current course if above 1."""
    now, then = run(basis, basis.defaults), run(basis, basis.values(moved))
    paths = {id: (now.paths[id].values, then.paths[id].values) for id in GOALS if id in now.paths}
    change = {id: (after - before) / np.maximum(before, 1.0) for id, (before, after) in paths.items()}
    return {id: (float(values.min()), float(values.max())) for id, values in change.items()}


@pytest.mark.slow
@each_release
def test_the_favourable_direction_of_a_lever_harms_no_goal_but_the_known_ones(release: str) -> None:
    basis = demonstration_basis(release)
    for lever in basis.levers:
        up = lever.declaration.favourable is Better.HIGHER
        for value, sign in ((lever.high if up else lever.low, 1), (lever.low if up else lever.high, -1)):
            for goal, (least, most) in gain(basis, {lever.id: value}).items():
                if (lever.declaration.id, goal) not in HARMS:
                    worst = least if sign > 0 else -most
                    assert worst >= -1e-9, (lever.id, value, goal)


@each_release
def test_cautious_is_never_better_and_optimistic_never_worse_than_the_current_course(release: str) -> None:
    basis = demonstration_basis(release)
    cautious, optimistic = (gain(basis, preset_values(PRESETS[id], basis)) for id in ("cautious", "optimistic"))
    for goal in cautious:
        # Fewer students strain schools less and leave them less: which weighs more, no rule can say.
        if goal != "schools_meeting_standard":
            assert cautious[goal][1] <= 1e-9, goal
            assert optimistic[goal][0] >= -1e-9, goal


@each_release
def test_every_preset_moves_levers_within_their_bounds_and_the_current_course_none(release: str) -> None:
    basis = demonstration_basis(release)
    presets = [preset_values(preset, basis, seek=lambda *_: None) for preset in PRESETS.values()]
    moves = [move for preset in presets for move in preset.items()]
    assert every(basis.lever(id).low <= value <= basis.lever(id).high for id, value in moves)
    assert preset_values(PRESETS["current"], basis) == {}
    assert preset_values(PRESETS["required"], basis, seek=lambda *_: None) == {}


def test_the_ends_are_those_of_what_is_plausible_and_a_preset_leaves_what_it_says() -> None:
    basis = demonstration_basis(RELEASE_IDS[-1])
    share = basis.lever("vocational_entrant_share")
    assert end(share, favourable=False) == share.plausible[0] < share.default
    opening = basis.lever("opening_year_500110-co-h")
    assert (end(opening, favourable=True), end(opening, favourable=False)) == (2027, 2029)
    moved = preset_values(PRESETS["cautious"], basis)
    assert moved["opening_year_500110-co-h"] == 2029
    assert "teachers_hired" not in moved


def test_as_approved_opens_colleges_in_their_planned_year_or_the_next_autumn() -> None:
    basis = demonstration_basis(RELEASE_IDS[-1])
    assert basis.colleges is not None
    coming = tuple(
        replace(college, planned_year=year, planned_places=places)
        for college, year, places in zip(basis.colleges.coming, (2021, 2029, None), (4500.0, None, None), strict=True)
    )
    planned = replace(basis, colleges=replace(basis.colleges, coming=coming))
    assert preset_values(PRESETS["approved"], planned) == {
        "opening_year_500110-co-g": 2026,  # 2021 is past
        "places_500110-co-g": 4500,
        "opening_year_500110-co-h": 2029,
    }


def test_what_goals_need_is_sought_goal_by_goal_and_kept_for_the_next() -> None:
    basis = demonstration_basis(RELEASE_IDS[-1])
    requests: list[tuple[str, int, float]] = []

    def seek(given: Basis, values: np.ndarray, indicator: str, year: int) -> dict[str, float] | None:
        inflow = float(values[given.places["net_inflow"]])
        requests.append((indicator, year, inflow))
        return {"net_inflow": inflow + 10} if indicator in ("colleges", "vocational_share") else None

    assert preset_values(PRESETS["required"], basis, seek=seek) == {"net_inflow": 20}
    assert [request[0] for request in requests] == [goal.indicator for goal in basis.goals]
    assert [request[1] for request in requests[:3]] == [2030] * 3  # the goals were for 2025
    assert [request[2] for request in requests[:4]] == [0, 10, 10, 20]
    with pytest.raises(ValueError, match="seek"):
        preset_values(PRESETS["required"], basis)


def test_a_preset_that_occurs_twice_is_refused_and_every_rule_has_one(tmp_path: Path) -> None:
    assert sorted(preset.rule for preset in PRESETS.values()) == sorted(Rule)
    twice = tmp_path / "presets.toml"
    twice.write_text(FILE.read_text("utf-8").replace('id = "cautious"', 'id = "current"'), "utf-8")
    with pytest.raises(PlanError) as caught:
        read_presets(twice)
    assert caught.value.code is PlanProblem.REPEATED_ID
