"""A second plan of a district, written beside its first one: three goals, two tasks, no sections, 2026 to 2030."""

from __future__ import annotations

from datetime import date
from pathlib import Path

NEXT_ID = "invented-2026-2030"
FIRST_DAY = date(2026, 3, 1)

_HEAD = """
id = "{id}"
title = {{ zh = "虚构区职业教育规划（2026—2030年）", en = "Invented vocational education plan 2026–2030" }}
document = {{ zh = "虚构〔2026〕1号", en = "Invented 2026 no. 1" }}
issuer = {{ zh = "虚构区政府", en = "Invented government" }}
issued = {issued}
horizon_from = {first}
horizon_to = {last}
district = {{ zh = "虚构区", en = "Invented" }}
area = "{area}"
"""
_GOAL = """
[[goal]]
indicator = "{indicator}"
value = {value}
label = {{ zh = "虚构目标", en = "An invented goal" }}
short_label = {{ zh = "虚构", en = "Invented" }}
clauses = [{{ id = "task {task}", text = {{ zh = "任务{task}", en = "task {task}" }} }}]
strength = "stated"
in_force_from = {issued}
due = {last}-12-31
target_year = {last}
baseline_year = {baseline}
baseline_assumed = false
"""
_TASK = """
[[task]]
number = {number}
label = {{ zh = "虚构任务{number}", en = "Invented task {number}" }}
quantified = true
goals = ["{indicator}"]
"""
GOALS = {"secondary_vocational_enrolment": 12000.0, "vocational_share": 0.5, "training_person_times": 30000.0}


def next_plan(
    home: Path,
    area: str = "500110",
    *,
    id: str = NEXT_ID,
    issued: date = FIRST_DAY,
    years: tuple[int, int] = (2026, 2030),
    goals: dict[str, float] | None = None,
) -> Path:
    """Write the plan into a workspace; each goal has a task of its own, and the baseline is the year before the first
    one of the plan."""
    folder = home / "plan" / id
    folder.mkdir(parents=True)
    values = {"id": id, "issued": issued.isoformat(), "first": years[0], "last": years[1], "area": area}
    named = list(enumerate((goals or GOALS).items(), start=1))
    (folder / "plan.toml").write_text(_HEAD.format(**values), "utf-8")
    (folder / "goals.toml").write_text(
        "".join(
            _GOAL.format(indicator=indicator, value=value, task=task, baseline=years[0] - 1, **values)
            for task, (indicator, value) in named
        ),
        "utf-8",
    )
    (folder / "tasks.toml").write_text(
        "".join(_TASK.format(number=task, indicator=indicator) for task, (indicator, _) in named), "utf-8"
    )
    return folder
