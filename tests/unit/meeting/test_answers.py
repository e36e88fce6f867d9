"""The answer sheet: six questions, the right numbers, and what nobody has said with who must say it."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from core.context import Context, context_for
from core.language import Language
from core.panels.answers.answers import answers
from core.panels.panel import Panel
from core.panels.registry import build_panel
from core.panels.tasks.plan_tasks import plan_tasks
from tests.support.claims import every
from tests.support.release_frames import frame, row, tiny_release, tiny_release_frames

CLOSED, OPEN = date(2025, 12, 31), date(2024, 9, 1)


@pytest.fixture(scope="module")
def root(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("answers")


@pytest.fixture(scope="module")
def closed(root: Path) -> Context:
    return context_for(tiny_release(root, CLOSED, tiny_release_frames()), Language.EN)


def answer(panel: Panel, place: int) -> str:
    return panel.table.rows[place][1].text


def test_a_goal_is_answered_with_the_numbers_of_its_judgement(closed: Context) -> None:
    sheet = answers(closed, {"indicator": "secondary_vocational_enrolment"})
    assert [row[0].text for row in sheet.table.rows] == [
        *("Why is it so?", "Who is responsible?", "How far is it?", "By when?", "What is needed?", "How sure is that?")
    ]
    # 1,600 students in 2020 and 2,600 in 2025 of 10,000: 1,000 of the 8,400 that were to come.
    assert "7,400 people short; 12% of the way since 2020 is gone." in answer(sheet, 2)
    assert answer(sheet, 0).startswith("Missed: The goal is due, and the value of its year is 7,400 people short.")
    assert "Due on 2025-12-31, decided by the value of 2025; due that very day." in answer(sheet, 3)
    assert "With 7,400 people more in 2025 it would have been “Met”." in answer(sheet, 4)
    assert "It rests on demonstration data." in answer(sheet, 5)
    assert sheet.illustrative


def test_what_is_needed_are_the_levers_of_the_least_effort(closed: Context) -> None:
    sheet = answers(closed, {"indicator": "secondary_vocational_enrolment"})
    needed = build_panel("scenario_combination", closed, {"goal": "secondary_vocational_enrolment"})
    assert needed.headline in answer(sheet, 4)
    lever, now, then, _ = needed.table.rows[0]
    assert f"{lever.text}: {now.text} → {then.text}." in answer(sheet, 4)


def test_an_open_goal_has_its_chance_with_the_interval(root: Path) -> None:
    context = context_for(tiny_release(root, OPEN, tiny_release_frames()), Language.EN)
    chance = next(one for one in build_panel("colleges", context, {}).opinions if one.id == "chance")
    sheet = answers(context, {"indicator": "colleges"})
    assert f"{chance.word}: {chance.sentence}" in answer(sheet, 5)
    assert "486 days left" in answer(sheet, 3)  # 121 days of 2024 after 1 September, and the 365 of 2025
    few = answers(context, {"indicator": "elder_demonstration_schools"})
    assert "Chance of reaching it: unknown; to be supplied by" in answer(few, 5)


def test_what_nobody_has_said_is_unknown_with_who_must_say_it(closed: Context) -> None:
    sheet = answers(closed, {"indicator": "colleges"})
    task = "Task 6: College introduction and location of schools"
    assert f"Owner of {task}: unknown; to be supplied by: the office that leads the plan." in answer(sheet, 1)
    elder = answers(closed, {"indicator": "elder_demonstration_schools"})
    assert "Distance from the goal: unknown; to be supplied by: not stated" in answer(elder, 2)


def test_a_task_is_answered_from_its_newest_report(root: Path) -> None:
    report = row(
        *("district",),
        **{"task": 1, "period": "2025-H2", "stage": "under_way", "owner": "示例科", "owner_en": "Sample office"},
        **{"co_units": "甲局", "due_date": date(2025, 11, 30), "evidence": "statement", "confirmation": "changed"},
        **{"problem": "<b>No money</b>", "next_step": "Ask for it", "progress": "Half of it is there"},
    )
    frames = {**tiny_release_frames(), "tasks": frame("tasks", [report])}
    sheet = answers(context_for(tiny_release(root / "task", CLOSED, frames), Language.EN), {"task": "1"})
    assert answer(sheet, 0) == "As reported: “<b>No money</b>”"
    assert answer(sheet, 1) == "Owner: Sample office. With: 甲局."
    assert answer(sheet, 2) == "Stage: Under way. Milestones reached: 1 of 2. As reported: “Half of it is there”"
    assert answer(sheet, 3).startswith("Due: 2025-11-30 (31 days overdue).")
    assert answer(sheet, 4) == "As reported: “Ask for it”"
    assert answer(sheet, 5).startswith("Evidence: ")


@pytest.mark.parametrize("language", Language)
def test_every_goal_and_task_has_six_answers(root: Path, language: Language) -> None:
    context = context_for(tiny_release(root / language.value, CLOSED, tiny_release_frames()), language)
    asked = [("indicator", goal) for goal in context.plan.goal_ids]
    asked += [("task", str(task.number)) for task in plan_tasks(context)]
    sheets = [answers(context, dict([one])) for one in asked]
    assert every(len(sheet.table.rows) == 6 and every(row[1].text for row in sheet.table.rows) for sheet in sheets)
    assert [sheet.choices for sheet in sheets] == [(one,) for one in asked]
