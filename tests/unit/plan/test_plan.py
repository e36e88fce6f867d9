"""The committed plan: its goals, tasks, projects and every threshold of the standards."""

from __future__ import annotations

from datetime import date, timedelta
from pathlib import Path

import pytest

from core.datasets import DATASETS
from core.plan.entries import Strength
from core.plan.indicators import Better, MeasureUnit
from core.plan.plan import Plan, load_plan
from tests.support.claims import every

ROOT = Path(__file__).resolve().parents[3] / "data" / "plan"
ISSUED, CLOSE = date(2023, 3, 24), date(2025, 12, 31)


@pytest.fixture(scope="module")
def plan() -> Plan:
    return load_plan(ROOT / "qijiang-14th", ROOT / "indicators.toml")


def test_the_committed_plan_is_complete(plan: Plan) -> None:
    assert (len(plan.goals), len(plan.tasks), len(plan.sections), len(plan.safeguards)) == (8, 26, 11, 4)
    assert [task.number for task in plan.tasks] == list(range(1, 27))
    assert (plan.document.zh, plan.issued, plan.area) == ("綦教〔2023〕17号", ISSUED, "500110")
    assert (plan.horizon_from, plan.horizon_to) == (2021, 2025)


@pytest.mark.parametrize(
    ("indicator", "value", "due", "strength", "unit", "standard"),
    [
        ("colleges", 8, CLOSE, Strength.BEST_EFFORT, MeasureUnit.COLLEGES, None),
        ("college_students", 50_000, CLOSE, Strength.BEST_EFFORT, MeasureUnit.PERSONS, None),
        ("vocational_share", 0.40, CLOSE, Strength.STATED, MeasureUnit.RATIO, None),
        ("secondary_vocational_enrolment", 10_000, CLOSE, Strength.STATED, MeasureUnit.PERSONS, None),
        ("dual_qualified_share", 0.60, CLOSE, Strength.BINDING, MeasureUnit.SHARE, None),
        ("schools_meeting_standard", 1.0, CLOSE, Strength.BINDING, MeasureUnit.SHARE, "moe-2022-conditions"),
        ("projects_2023", 3, date(2023, 12, 31), Strength.DATED, MeasureUnit.PROJECTS, None),
        ("elder_demonstration_schools", 1, CLOSE, Strength.STATED, MeasureUnit.SCHOOLS, None),
    ],
)
def test_every_goal_has_its_number_date_and_strength(
    plan: Plan, indicator: str, value: float, due: date, strength: Strength, unit: MeasureUnit, standard: str | None
) -> None:
    goal = plan.goal_in_force(indicator, CLOSE)
    assert goal is not None
    assert (goal.value, goal.due, goal.strength, goal.standard) == (value, due, strength, standard)
    assert goal.target_year == due.year
    assert (plan.indicator(indicator).unit, plan.indicator(indicator).better) == (unit, Better.HIGHER)
    assert goal.open_questions


def test_goals_are_in_force_from_the_day_the_plan_was_issued(plan: Plan) -> None:
    assert plan.goals_in_force(ISSUED - timedelta(days=1)) == ()
    assert [goal.indicator for goal in plan.goals_in_force(ISSUED)] == [
        "colleges",
        "college_students",
        "vocational_share",
        "secondary_vocational_enrolment",
        "dual_qualified_share",
        "schools_meeting_standard",
        "projects_2023",
        "elder_demonstration_schools",
    ]


def test_the_ratio_starts_from_what_the_plan_prints_and_carries_both_statements(plan: Plan) -> None:
    goal = plan.goal_in_force("vocational_share", CLOSE)
    assert goal is not None
    assert (goal.baseline_value, goal.baseline_year, goal.baseline_assumed) == (0.32, 2020, True)
    assert [(statement.clause.id, statement.value, statement.drives) for statement in goal.statements] == [
        ("一(三)", 0.40, True),
        ("task 4", 0.50, False),
    ]


def test_every_other_baseline_is_observed_in_the_year_assumed(plan: Plan) -> None:
    others = [goal for goal in plan.goals if goal.indicator != "vocational_share"]
    assert {(goal.baseline_value, goal.baseline_year, goal.baseline_assumed) for goal in others} == {(None, 2020, True)}


def test_only_tasks_6_9_and_10_are_quantified(plan: Plan) -> None:
    assert [task.number for task in plan.tasks if task.quantified] == [6, 9, 10]
    assert plan.task(10).goals == ("schools_meeting_standard", "projects_2023")


def test_tasks_lie_in_their_sections(plan: Plan) -> None:
    numbers = {section.id: [t.number for t in plan.tasks if t.section == section.id] for section in plan.sections}
    assert list(numbers) == ["一", "二", "三", "四", "五", "六", "七", "八", "九", "十", "十一"]
    assert [len(value) for value in numbers.values()] == [3, 2, 2, 2, 2, 3, 3, 3, 2, 2, 2]


def test_the_three_projects_are_due_at_the_end_of_2023(plan: Plan) -> None:
    assert [milestone.name.zh for milestone in plan.milestones] == [
        "渝南职教城（一期）",
        "綦江职业技术学校",
        "重庆市医科学校（一期）迁建",
    ]
    assert {(milestone.due, milestone.task, milestone.indicator) for milestone in plan.milestones} == {
        (date(2023, 12, 31), 10, "projects_2023")
    }


def test_task_6_names_five_colleges(plan: Plan) -> None:
    assert len([college for college in plan.colleges if college.task == 6]) == 5


def test_short_labels_fit_a_card(plan: Plan) -> None:
    labels = [goal.short_label.zh for goal in plan.goals] + [indicator.short_label.zh for indicator in plan.indicators]
    assert [label for label in labels if len(label) > 10] == []


SETTING, CONDITIONS, COLLEGE = "moe-2010-setting", "moe-2022-conditions", "moe-2004-college-conditions"
THRESHOLDS = [
    (SETTING, "all", "enrolment", 1200, "at_least", "students"),
    (SETTING, "all", "full_time_teachers", 60, "at_least", "full_time"),
    (SETTING, "all", "students_per_teacher", 20, "at_most", "students/full_time"),
    (SETTING, "all", "senior_title_share", 0.20, "at_least", "senior_title/full_time"),
    (SETTING, "all", "specialised_teacher_share", 0.50, "at_least", "specialised/full_time"),
    (SETTING, "all", "dual_qualified_share", 0.30, "at_least", "dual_qualified/specialised"),
    (SETTING, "all", "mid_title_teachers_per_programme", 2, "at_least", ""),
    (SETTING, "all", "part_time_teacher_share", 0.20, "about", "industry_part_time/full_time"),
    (SETTING, "all", "campus_area", 40_000, "at_least", "campus_area"),
    (SETTING, "all", "campus_area_per_student", 33, "at_least", "campus_area/students"),
    (SETTING, "all", "building_area", 24_000, "at_least", "building_area"),
    (SETTING, "all", "building_area_per_student", 20, "at_least", "building_area/students"),
    (SETTING, "all", "running_track", 200, "at_least", ""),
    (SETTING, "all", "books_per_student", 30, "at_least", "books/students"),
    (SETTING, "all", "periodicals", 80, "at_least", ""),
    (SETTING, "all", "teacher_reading_seats", 0.20, "at_least", ""),
    (SETTING, "all", "student_reading_seats", 0.10, "at_least", ""),
    (SETTING, "engineering_medical", "equipment_value_per_student", 3000, "at_least", "equipment_value/students"),
    (SETTING, "all", "computers_per_100_students", 15, "at_least", ""),
    (CONDITIONS, "general", "campus_area", 40_000, "at_least", "campus_area"),
    (CONDITIONS, "general", "campus_area_per_student", 33, "at_least", "campus_area/students"),
    (CONDITIONS, "general", "building_area", 24_000, "at_least", "building_area"),
    (CONDITIONS, "general", "building_area_per_student", 20, "at_least", "building_area/students"),
    (CONDITIONS, "general", "full_time_teachers", 60, "at_least", "full_time_teachers"),
    (CONDITIONS, "general", "students_per_teacher", 20, "at_most", "students/full_time_teachers"),
    (CONDITIONS, "general", "equipment_value", 3_000_000, "at_least", "equipment_value"),
    (CONDITIONS, "general", "equipment_value_per_student", 2500, "at_least", "equipment_value/students"),
    (CONDITIONS, "general", "books_per_student", 30, "at_least", "books/students"),
    (CONDITIONS, "skilled_worker", "campus_area", 30_000, "at_least", "campus_area"),
    (CONDITIONS, "skilled_worker", "building_area", 18_000, "at_least", "building_area"),
    (CONDITIONS, "skilled_worker", "building_area_per_student", 20, "at_least", "building_area/students"),
    (CONDITIONS, "skilled_worker", "equipment_value", 3_000_000, "at_least", "equipment_value"),
    (CONDITIONS, "senior_skilled_worker", "campus_area", 66_000, "at_least", "campus_area"),
    (COLLEGE, "comprehensive_college", "students_per_teacher", 18, "at_most", "students/full_time_teachers"),
    (
        COLLEGE,
        "comprehensive_college",
        "postgraduate_teacher_share",
        0.15,
        "at_least",
        "graduate_degree_teachers/full_time_teachers",
    ),
    (COLLEGE, "comprehensive_college", "teaching_area_per_student", 14, "at_least", "teaching_area/students"),
    (COLLEGE, "comprehensive_college", "equipment_value_per_student", 4000, "at_least", "equipment_value/students"),
    (COLLEGE, "comprehensive_college", "books_per_student", 80, "at_least", "books/students"),
    (COLLEGE, "engineering_college", "students_per_teacher", 18, "at_most", "students/full_time_teachers"),
    (
        COLLEGE,
        "engineering_college",
        "postgraduate_teacher_share",
        0.15,
        "at_least",
        "graduate_degree_teachers/full_time_teachers",
    ),
    (COLLEGE, "engineering_college", "teaching_area_per_student", 16, "at_least", "teaching_area/students"),
    (COLLEGE, "engineering_college", "equipment_value_per_student", 4000, "at_least", "equipment_value/students"),
    (COLLEGE, "engineering_college", "books_per_student", 60, "at_least", "books/students"),
]


@pytest.mark.parametrize(("standard", "school_class", "item", "value", "comparison", "measure"), THRESHOLDS)
def test_every_threshold_has_the_number_of_its_standard(
    plan: Plan, standard: str, school_class: str, item: str, value: float, comparison: str, measure: str
) -> None:
    [threshold] = [
        threshold
        for threshold in plan.standard(standard).threshold
        if (threshold.school_class, threshold.item) == (school_class, item)
    ]
    parts = [part.name for part in (threshold.numerator, threshold.denominator) if part is not None]
    assert (threshold.value, threshold.comparison, "/".join(parts)) == (value, comparison, measure)


def test_no_threshold_goes_unchecked(plan: Plan) -> None:
    loaded = [
        (standard.id, limit.school_class, limit.item) for standard in plan.standards for limit in standard.threshold
    ]
    assert sorted(loaded) == sorted(row[:3] for row in THRESHOLDS)


def test_only_the_two_values_found_in_no_text_are_unverified(plan: Plan) -> None:
    unverified = [limit.item for standard in plan.standards for limit in standard.threshold if limit.unverified]
    assert unverified == ["equipment_value_per_student", "computers_per_100_students"]


def test_a_general_school_has_nine_monitored_thresholds(plan: Plan) -> None:
    nine = plan.standard(CONDITIONS).thresholds_for("general")
    assert len(nine) == 9
    assert every(limit.monitored and limit.numerator is not None for limit in nine)
    assert {limit.numerator.name for limit in nine if limit.numerator} <= set(DATASETS["conditions"].codes["measure"])


def test_enrolment_and_dual_qualified_share_are_not_among_the_monitored(plan: Plan) -> None:
    unmonitored = {limit.item for limit in plan.standard(SETTING).threshold if not limit.monitored}
    assert {"enrolment", "dual_qualified_share"} <= unmonitored


def test_whatever_is_called_a_part_says_of_what(plan: Plan) -> None:
    called = {indicator.id for indicator in plan.indicators if indicator.label.zh.startswith("其中")}
    assert called == {indicator.id for indicator in plan.indicators if indicator.part_of is not None}
    assert len(called) == 3
