"""A revised goal, a plan's own indicator and the next plan: data alone, each used from its own date."""

from __future__ import annotations

import shutil
from datetime import date
from pathlib import Path

import pytest

from core.plan.indicators import MeasureUnit
from core.plan.plan import Plan
from core.plan.plan_in_force import load_plan_in_force
from core.plan.plans_of_district import plan_directories
from core.toml_entries import PlanError, PlanProblem

ROOT = Path(__file__).resolve().parents[3] / "data" / "plan"
GOALS, HEAD = "qijiang-14th/goals.toml", "qijiang-14th/plan.toml"
CLOSE = date(2025, 12, 31)

REVISED = """
[[goal]]
indicator = "colleges"
value = 6
label = { zh = "高校调整为6所", en = "6 colleges after revision" }
short_label = { zh = "高校6所", en = "6 colleges" }
clauses = [{ id = "task 6", text = { zh = "任务6", en = "task 6" } }]
strength = "stated"
in_force_from = 2024-07-01
due = 2025-12-31
target_year = 2025
baseline_year = 2020
baseline_assumed = true
"""


@pytest.fixture
def root(tmp_path: Path) -> Path:
    """A copy of the committed plans, free to be spoilt."""
    return Path(shutil.copytree(ROOT, tmp_path / "plan"))


def append(path: Path, text: str) -> None:
    path.write_text(path.read_text("utf-8") + text, "utf-8")


def end_first_goal(path: Path, end: str) -> None:
    text = path.read_text("utf-8")
    path.write_text(
        text.replace("in_force_from = 2023-03-24", f"in_force_from = 2023-03-24\nin_force_to = {end}", 1), "utf-8"
    )


def colleges_goal(plan: Plan, on: date) -> float | None:
    goal = plan.goal_in_force("colleges", on)
    return None if goal is None else goal.value


def test_a_revised_goal_is_used_from_its_own_date(root: Path) -> None:
    append(root / GOALS, REVISED)
    plan = load_plan_in_force([root], CLOSE)
    assert colleges_goal(plan, date(2024, 6, 30)) == 8
    assert colleges_goal(plan, date(2024, 7, 1)) == 6
    assert [goal.indicator for goal in plan.goals_in_force(CLOSE)][:2] == ["colleges", "college_students"]
    assert len(plan.goals_in_force(CLOSE)) == 8


def test_a_goal_that_ends_leaves_no_goal_until_the_next_begins(root: Path) -> None:
    end_first_goal(root / GOALS, "2024-05-31")
    append(root / GOALS, REVISED)
    plan = load_plan_in_force([root], CLOSE)
    days = (date(2024, 5, 31), date(2024, 6, 1), date(2024, 7, 1))
    assert [colleges_goal(plan, day) for day in days] == [8, None, 6]


@pytest.mark.parametrize(
    ("end", "start"), [("2024-07-01", "2024-07-01"), ("2025-12-31", "2024-07-01"), (None, "2023-03-24")]
)
def test_two_goals_for_one_indicator_may_not_overlap(root: Path, end: str | None, start: str) -> None:
    if end:
        end_first_goal(root / GOALS, end)
    append(root / GOALS, REVISED.replace("2024-07-01", start))
    with pytest.raises(PlanError, match=start) as caught:
        load_plan_in_force([root], CLOSE)
    assert (caught.value.code, caught.value.key) == (PlanProblem.OVERLAPPING_GOALS, "goal[colleges].in_force_from")


def test_a_plan_declares_an_indicator_by_data_alone(root: Path) -> None:
    catalogue = (root / "indicators.toml").read_text("utf-8")
    entry = next(part for part in catalogue.split("[[indicator]]") if 'id = "births"' in part).split("\n#")[0]
    own = "[[indicator]]" + entry.replace('"births"', '"research_contracts"')
    append(root / "qijiang-14th/indicators.toml", own)
    append(root / GOALS, REVISED.replace('"colleges"', '"research_contracts"'))
    plan = load_plan_in_force([root], CLOSE)
    assert plan.goals_in_force(CLOSE)[-1].indicator == "research_contracts"
    assert plan.indicator("research_contracts").unit is MeasureUnit.PERSONS
    assert len(plan.indicators) == 116


def next_plan(root: Path, into: Path) -> None:
    """The plan of 2026–2030 as files alone: issued in December 2025, fewer tasks, one goal."""
    directory = into / "qijiang-15th"
    directory.mkdir(parents=True)
    head = (root / HEAD).read_text("utf-8")
    for old, new in (("14th", "15th"), ("2023-03-24", "2025-12-20"), ("= 2021", "= 2026"), ("= 2025\n", "= 2030\n")):
        assert old in head
        head = head.replace(old, new)
    (directory / "plan.toml").write_text(head, "utf-8")
    goal = REVISED.replace("2024-07-01", "2026-01-01").replace("2025-12-31", "2030-12-31").replace("= 2025", "= 2030")
    (directory / "goals.toml").write_text(goal.replace("value = 6", "value = 9"), "utf-8")
    (directory / "tasks.toml").write_text(
        '[[section]]\nid = "一"\nlabel = { zh = "布局", en = "Layout" }\n'
        + "".join(
            f'[[task]]\nnumber = {n}\nsection = "一"\nlabel = {{ zh = "任务", en = "Task" }}\nquantified = false\n'
            for n in range(1, 7)
        ),
        "utf-8",
    )


@pytest.mark.parametrize("elsewhere", [False, True])
def test_the_next_plan_loads_without_code_and_is_used_from_its_dates(
    root: Path, tmp_path: Path, elsewhere: bool
) -> None:
    own = tmp_path / "workspace" / "plan"
    next_plan(root, own if elsewhere else root)
    roots = [root, own]
    assert list(plan_directories(roots)) == ["qijiang-14th", "qijiang-15th"]
    assert load_plan_in_force(roots, CLOSE).id == "qijiang-14th"
    following = load_plan_in_force(roots, date(2026, 1, 1))
    assert (following.id, len(following.tasks), following.standards) == ("qijiang-15th", 6, ())
    assert [goal.value for goal in following.goals_in_force(date(2026, 1, 1))] == [9]


@pytest.mark.parametrize("on", [date(2019, 9, 1), date(2023, 3, 24), date(2027, 1, 1)])
def test_a_single_plan_is_used_before_its_issue_and_after_its_horizon(on: date) -> None:
    assert load_plan_in_force([ROOT], on).id == "qijiang-14th"


def test_a_later_root_replaces_a_plan_of_the_same_id(root: Path) -> None:
    text = (root / GOALS).read_text("utf-8")
    (root / GOALS).write_text(text.replace("value = 8", "value = 7"), "utf-8")
    (root / "indicators.toml").unlink()
    assert plan_directories([ROOT, root])["qijiang-14th"] == root / "qijiang-14th"
    assert colleges_goal(load_plan_in_force([ROOT, root], CLOSE), CLOSE) == 7
