"""The plan of a municipality that does not exist: 500 tasks in 60 sections, 300 indicators, 30 goals."""

from __future__ import annotations

import json
from pathlib import Path

AREA, PLAN_ID = "339900", "municipality-2021-2025"
TASKS, SECTIONS, INDICATORS = 500, 60, 300
GOALS = 24
"""How many of the invented indicators have a goal, beside the usual ones."""
_BASIC_GOALS = {
    "colleges": 80.0,
    "college_students": 500_000.0,
    "vocational_share": 0.45,
    "secondary_vocational_enrolment": 400_000.0,
    "dual_qualified_share": 0.6,
    "schools_meeting_standard": 1.0,
}


def write_plan(folder: Path) -> None:
    """Write the plan into a folder that is not there yet."""
    folder.mkdir(parents=True)
    (folder / "plan.toml").write_text(
        f'id = "{PLAN_ID}"\ntitle = {_words("虚构直辖市职业教育规划", "Invented municipal plan 2021–2025")}\n'
        f"document = {_words('虚构1号', 'Invented no. 1')}\nissuer = {_words('虚构市', 'Invented city')}\n"
        f'issued = 2021-01-01\nhorizon_from = 2021\nhorizon_to = 2025\narea = "{AREA}"\n'
        f"district = {_words('虚构市', 'Invented city')}\n",
        "utf-8",
    )
    goals = _BASIC_GOALS | {indicator_id(number): 100.0 + number for number in range(1, GOALS + 1)}
    (folder / "indicators.toml").write_text("".join(map(_indicator_entry, range(1, INDICATORS + 1))), "utf-8")
    (folder / "goals.toml").write_text("".join(_goal_entry(*pair) for pair in goals.items()), "utf-8")
    (folder / "tasks.toml").write_text(
        "".join(
            f'[[section]]\nid = "{number}"\nlabel = {_words(f"第{number}部分", f"Section {number}")}\n'
            for number in range(1, SECTIONS + 1)
        )
        + "".join(map(_task_entry, range(1, TASKS + 1))),
        "utf-8",
    )
    (folder / "standards.toml").write_text(_standard(), "utf-8")


def _words(zh: str, en: str) -> str:
    return f"{{ zh = {json.dumps(zh, ensure_ascii=False)}, en = {json.dumps(en)} }}"


def indicator_id(number: int) -> str:
    """The id of one of the invented indicators, counted from 1."""
    return f"measure_{number:03}"


def _indicator_entry(number: int) -> str:
    return (
        f'[[indicator]]\nid = "{indicator_id(number)}"\nunit = "projects"\nbetter = "higher"\nkind = "stock"\n'
        f'path = "linear"\npage = "sources"\ndecimals = 0\nlower = 0\n'
        f"label = {_words(f'虚构指标第{number}项：建成数量', f'Invented indicator {number}: how many are built')}\n"
        f"short_label = {_words(f'指标{number}', f'Indicator {number}')}\n"
        f"definition = {_words(f'虚构的第{number}项。', f'Invented, number {number}.')}\n"
        f"reference_date = {_words('12月31日', '31 December')}\n\n"
    )


def _goal_entry(indicator: str, value: float) -> str:
    standard = 'standard = "moe-2022-conditions"\n' if indicator == "schools_meeting_standard" else ""
    return (
        f'[[goal]]\nindicator = "{indicator}"\nvalue = {value}\nlabel = {_words("虚构目标", "An invented goal")}\n'
        f"short_label = {_words('虚构', 'Invented')}\n"
        f'clauses = [{{ id = "task 1", text = {_words("任务1", "task 1")} }}]\n'
        'strength = "stated"\nin_force_from = 2021-01-01\ndue = 2025-12-31\ntarget_year = 2025\nbaseline_year = 2020\n'
        f"baseline_assumed = false\n{standard}\n"
    )


def _task_entry(number: int) -> str:
    section = 1 + (number - 1) * SECTIONS // TASKS
    goals = [indicator_id(number)] if number <= GOALS else []
    label = _words(f"虚构任务第{number}项：建设与改革", f"Invented task {number}: building and reform")
    return (
        f'[[task]]\nnumber = {number}\nsection = "{section}"\nlabel = {label}\n'
        f"quantified = {str(bool(goals)).lower()}\ngoals = {json.dumps(goals)}\n"
    )


def _standard() -> str:
    """The standard of the plan that comes with the program."""
    shipped = Path(__file__).resolve().parents[3] / "data" / "plan" / "qijiang-14th" / "standards.toml"
    return shipped.read_text("utf-8")
