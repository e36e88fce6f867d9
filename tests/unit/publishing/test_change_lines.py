"""What a return changes, in words: which figure of which unit, both values, and where."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from types import SimpleNamespace
from typing import Any

import pytest

from core.commands.reports.return_report import print_report
from core.context import plan
from core.intake.publishing.change_words import ChangeLine, change_lines
from core.intake.rows import UnitEntry
from core.language import Language, catalogue
from core.panels.intake.changes import changes
from core.plan.plan import Plan
from tests.support.claims import fixed
from tests.support.intake.returned_rows import SCHOOL, HandMadeReturn
from tests.support.intake_files import ZH, newest

EN = catalogue(Language.EN)


def words(sent: HandMadeReturn, of: Plan | None = None) -> list[str]:
    """The changes in Chinese: kind, figure, both values and place."""
    return [
        f"{line.kind} {line.figure}: {line.old} → {line.new} ({line.place})"
        for line in change_lines(sent.checked(), ZH, of)
    ]


def test_a_figure_is_added_changed_and_removed() -> None:
    sent = HandMadeReturn().adds("teachers", year=2026, full_time=1500)
    sent.revises("teachers", {"full_time": 60}, year=2025, full_time=None)
    sent.removes("teachers", year=2024, full_time=7)
    assert words(sent) == [
        "added 2026年 专任教师数:  → 1,500 (teachers E2)",
        "changed 2025年 专任教师数: 60 → 未报 (teachers E3)",
        "removed 2024年 专任教师数: 7 →  ()",
    ]


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ({"provisional": True}, {"provisional": False}, "60 快报 → 60"),
        ({"provisional": False}, {"provisional": True}, "60 → 60 快报"),
        ({"status": "illustrative"}, {"status": "reported"}, "60 → 60"),
        ({"provisional": True, "full_time": 59}, {"provisional": False}, "59 → 60"),
    ],
)
def test_equal_values_are_told_apart_by_their_standing(old: dict[str, Any], new: dict[str, Any], said: str) -> None:
    sent = HandMadeReturn().revises("teachers", old, year=2025, full_time=60, **new)
    assert words(sent) == [f"changed 2025年 专任教师数: {said} (teachers E2)"]


@pytest.mark.parametrize(
    ("dataset", "columns", "figure"),
    [
        (
            "enrolment",
            {"level": "general_high", "programme_group": "71", "year": 2025, "entrants": 5},
            "71 {group} 2025年 招生数",
        ),
        ("conditions", {"school_class": "general", "year": 2025, "students": 5}, "2025年 学历教育在校生数"),
        ("colleges", {"stage": "built", "planned_places": 5}, "建成"),
        (
            "training",
            {"target_group": "veterans", "training_type": "job_skill", "year": 2025, "certificates_intermediate": 5},
            "退役军人 就业技能培训 2025年 中级工",
        ),
        (
            "training",
            {"target_group": "veterans", "training_type": "job_skill", "year": 2025, "certificates_total": 5},
            "退役军人 就业技能培训 2025年 {certificates}",
        ),
        (
            "training",
            {"target_group": "veterans", "training_type": "job_skill", "year": 2025, "persons": 5},
            "退役军人 就业技能培训 2025年 培训人数",
        ),
    ],
)
def test_a_figure_is_named_by_its_keys_without_the_kind_of_school(
    dataset: str, columns: dict[str, Any], figure: str
) -> None:
    named = figure.format(group=ZH("programme_group.71"), certificates=ZH("intake.head.certificates_total"))
    (line,) = change_lines(HandMadeReturn().adds(dataset, **columns).checked(), ZH)
    assert line.figure == named


def test_codes_of_the_plan_are_shown_as_names_where_the_plan_has_them() -> None:
    in_force = plan(newest())
    indicator, milestone, task = in_force.indicators[0], in_force.milestones[0], in_force.tasks[0]
    sent = HandMadeReturn().adds("observations", indicator=indicator.id, year=2025, unit="persons", value=5)
    sent.adds("observations", indicator="x", year=2025, unit="persons", value=5)
    sent.adds("tasks", task=task.number, stage="proposed").adds("tasks", task=999, stage="proposed")
    sent.adds("milestones", milestone=milestone.id, indicator=indicator.id, task=task.number)
    names = [line.figure for line in change_lines(sent.checked(), ZH, in_force)]
    persons = ZH("observation_unit.persons")
    label = f"{task.number} {ZH.of(task.label)}"
    assert names[:2] == [f"{ZH.of(indicator.short_label)} 2025年 {persons}", f"指标代码 x 2025年 {persons}"]
    assert names[2:] == [label, "任务序号 999", f"{ZH.of(milestone.name)} {label}"]
    plain = [line.figure for line in change_lines(sent.checked(), ZH)]
    assert plain[0] == f"指标代码 {indicator.id} 2025年 {persons}"
    assert plain[2] == f"任务序号 {task.number}"


@pytest.mark.parametrize(
    ("columns", "said"),
    [
        (
            {"stage": "proposed", "confirmation": None, "owner": None, "evidence": "none"},
            "任务序号 6 2025年上半年:  → 立项 / 无",
        ),
        (
            {"stage": "under_way", "confirmation": "unchanged", "evidence": "data", "owner": "甲科"},
            "任务序号 6 2025年上半年:  → 推进 / 甲科 / 确认无变化 / 数据",
        ),
    ],
)
def test_a_report_on_a_task_is_named_by_its_period_and_may_be_confirmed_by_nobody(
    columns: dict[str, Any], said: str
) -> None:
    sent = HandMadeReturn().adds("tasks", task=6, period="2025-H1", **columns)
    assert words(sent) == [f"added {said} (tasks 2)"]


@pytest.mark.parametrize(("name_en", "english"), [("School A (en)", "School A (en)"), ("", "School A")])
def test_a_unit_is_named_in_the_language_of_the_reader_where_it_has_a_name(name_en: str, english: str) -> None:
    school = UnitEntry("a", "School A", name_en, SCHOOL.valid_from, None)
    checked = HandMadeReturn().adds("teachers", school=school, year=2025, full_time=5).checked()
    assert [change_lines(checked, texts)[0].unit for texts in (EN, ZH)] == [english, "School A"]


def test_a_return_with_personal_data_changes_nothing() -> None:
    checked = HandMadeReturn().adds("teachers", year=2025, full_time=5).checked()
    assert change_lines(replace(checked, merged=None), ZH) == ()
    (line,) = change_lines(checked, ZH)
    assert line == ChangeLine(line.kind, "teachers", "School A", "2025年 专任教师数", "", "5", "teachers E2")
    assert fixed(line)


def test_a_stage_says_its_days_and_places() -> None:
    sent = HandMadeReturn().adds("colleges", stage="built", actual_date=date(2024, 7, 31), planned_places=4000)
    assert words(sent) == ["added 建成:  → 建成 / 2024-07-31 / 4,000 (colleges 2)"]


def test_a_first_return_is_held_against_nothing(capsys: pytest.CaptureFixture[str]) -> None:
    sent = HandMadeReturn().adds("teachers", year=2026, full_time=1500, specialised=900)
    print_report(sent.checked(), {}, EN)
    assert "There is no release yet: this would be the first, with 2 values" in capsys.readouterr().out
    first = changes(sent.checked(), EN)
    assert (first.headline, first.subtitle, first.source) == (
        "A first release: 2 values", "There is no release before it to compare with", "Source: return.xlsx.",
    )  # fmt: skip
    base = SimpleNamespace(id="2025-12-31", unit_lists=())
    print_report(sent.checked(base=base), {}, EN)
    assert "Against the release: 2 added, 0 changed, 0 removed" in capsys.readouterr().out
    later = changes(sent.checked(base=base), EN)
    assert later.headline == "Against 2025-12-31: 2 values new, 0 revised, 0 removed"
    assert later.source == "Source: return.xlsx, held against release 2025-12-31."
