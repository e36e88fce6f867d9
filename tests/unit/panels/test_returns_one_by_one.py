"""Returns arrive one by one: what is shown is a complete year, or a part that says of how many units it is."""

from __future__ import annotations

import random
import re
from collections.abc import Callable
from dataclasses import replace
from functools import cache
from pathlib import Path

import pytest

from core.assess_release import assessment_of
from core.context import Context, context_for
from core.language import Language
from core.panels.registry import PANELS
from core.scenario.run import run
from core.scenario_basis.from_release import basis_of
from tests.support.rounds.partial_release import (
    YEAR,
    demonstration_rows,
    partial_release,
    release_of_rows,
    reporting_units,
)

UNITS = reporting_units(demonstration_rows())
SCHOOLS = {unit for unit in UNITS if "-sv-" in unit}
GENERAL = {unit for unit in UNITS if "-gh-" in unit}
COLLEGES = {unit for unit in UNITS if "-co-" in unit}
OWED_BY = {
    "college_students": COLLEGES,
    "secondary_vocational_enrolment": SCHOOLS,
    "secondary_vocational_entrants": SCHOOLS,
    "secondary_vocational_graduates": SCHOOLS,
    "general_high_enrolment": GENERAL,
    "upper_secondary_enrolment": SCHOOLS | GENERAL,
    "vocational_share": SCHOOLS | GENERAL,
    "vocational_share_of_entrants": SCHOOLS | GENERAL,
    "dual_qualified_share": SCHOOLS,
    "senior_title_share": SCHOOLS,
    "full_time_teachers": SCHOOLS,
    "schools_meeting_standard": SCHOOLS,
}
"""Who has to report before a year of the indicator is whole."""
TOTAL_OF = {
    "college_students_by_institution": "college_students",
    "enrolment_schools": "secondary_vocational_enrolment",
    "enrolment_programmes": "secondary_vocational_enrolment",
    "dual_qualified_schools": "dual_qualified_share",
    "teacher_titles": "full_time_teachers",
    "industry_part_time": "full_time_teachers",
    "dataset_rows": "upper_secondary_enrolment",
    **dict.fromkeys(
        ("conditions_plan", "programme_groups", "programme_list", "programme_match", "programme_warnings"),
        "secondary_vocational_entrants",
    ),
    "conditions_matrix": "schools_meeting_standard",
    "upper_secondary_cross_check": "upper_secondary_enrolment",
    **dict.fromkeys(("scenario_broken", "scenario_built"), "full_time_teachers"),
}
"""The indicator that the parts a panel shows come to."""
LISTS = {"releases", "changes", "history", "reporting", "unit_list", "college_pipeline", "colleges", "number"}
LISTS |= {"indicator_values"}  # its headline counts the indicators whose newest year is not whole
"""Panels that list what is there, release by release or by date, and add nothing up over units."""
ORDERS = [random.Random(seed).sample(UNITS, len(UNITS)) for seed in (1, 2, 3)]
QUICK = ((0, 1), (2, 15))
ROUNDS = [
    pytest.param(order, count, marks=() if (order, count) in QUICK else pytest.mark.slow)
    for order in range(len(ORDERS))
    for count in (1, 2, 8, 15, 16)
]


@pytest.fixture(scope="module")
def round_of(tmp_path_factory: pytest.TempPathFactory) -> Callable[[frozenset[str]], Context]:
    root: Path = tmp_path_factory.mktemp("rounds")

    @cache
    def context(units: frozenset[str]) -> Context:
        return context_for(partial_release(root / str(len(list(root.iterdir()))), units), Language.ZH)

    return context


def reporters(order: int, count: int) -> frozenset[str]:
    return frozenset(ORDERS[order][:count])


@pytest.mark.parametrize(("order", "count"), ROUNDS)
def test_a_year_counts_once_everybody_has_reported_it_and_never_before(
    order: int, count: int, round_of: Callable[[frozenset[str]], Context]
) -> None:
    reported = reporters(order, count)
    context, before = round_of(reported), round_of(frozenset())
    for indicator, owed in OWED_BY.items():
        now, then = assessment_of(context, indicator), assessment_of(before, indicator)
        assert then.newest is not None
        assert now.newest is not None
        assert now.observed[: len(then.observed)] == then.observed, indicator
        if owed <= reported:
            assert now.newest.year == YEAR, indicator
            continue
        # Nothing that is said of the indicator has moved: value, light, pace, forecast.
        assert (now.newest, now.latest, now.status, now.pace_ratio, now.gap) == (
            then.newest,
            then.latest,
            then.status,
            then.pace_ratio,
            then.gap,
        ), indicator
        point = now.at(YEAR)
        others_reported = any(unit in reported for unit in SCHOOLS | GENERAL)
        if not owed & reported and not (indicator.startswith(("secondary", "general")) and others_reported):
            assert point is None, indicator
            continue
        assert point is not None, indicator
        assert point.value is None, indicator
        assert point.coverage is not None, indicator
        assert (point.coverage.units, point.coverage.reported) == (len(owed), len(owed & reported)), indicator


@pytest.mark.slow
@pytest.mark.parametrize(("order", "count"), [(0, 1), (1, 8), (2, 15)])
def test_a_scenario_starts_from_years_that_are_whole(
    order: int, count: int, round_of: Callable[[frozenset[str]], Context]
) -> None:
    reported = reporters(order, count)
    now, then = basis_of(round_of(reported)), basis_of(round_of(frozenset()))
    complete = {indicator for indicator, owed in OWED_BY.items() if owed <= reported}
    if not complete & {"college_students", "dual_qualified_share", "secondary_vocational_enrolment"}:
        paths_now, paths_then = run(now, now.defaults).paths, run(then, then.defaults).paths
        assert paths_now.keys() == paths_then.keys()
        for indicator, path in paths_then.items():
            assert (paths_now[indicator].values == path.values).all(), indicator
    assert now.facilities is not None
    assert len(now.facilities.schools) == len(SCHOOLS)


@pytest.mark.slow
@pytest.mark.parametrize("language", Language)
@pytest.mark.parametrize(("order", "count"), [(0, 1), (1, 2), (2, 8), (0, 15)])
def test_no_panel_speaks_of_the_year_as_if_it_were_whole(
    order: int, count: int, language: Language, round_of: Callable[[frozenset[str]], Context]
) -> None:
    reported = reporters(order, count)
    snapshot, before = round_of(reported).snapshot, round_of(frozenset()).snapshot
    context, earlier = context_for(snapshot, language), context_for(before, language)
    complete = {indicator for indicator, owed in OWED_BY.items() if owed <= reported}
    speaking = 0
    for name, panel in PANELS.items():
        shown, expected = panel(context, {}), panel(earlier, {})
        if name in LISTS or (shown.indicator is not None and shown.indicator.id in complete):
            continue
        if TOTAL_OF.get(name) in complete:
            continue
        assert shown.headline == expected.headline, name
        speaking += str(YEAR) in " ".join(shown.notes)
    assert speaking >= (1 if reported & SCHOOLS else 0)


def test_a_year_that_nobody_reported_has_a_sentence_of_its_own(
    round_of: Callable[[frozenset[str]], Context],
) -> None:
    context = round_of(frozenset())
    for panel in ("secondary_vocational_enrolment", "college_students", "dual_qualified_share"):
        assert "2026年尚无单位报送。" in PANELS[panel](context, {}).notes, panel
    # The year of training is not over on 1 September.
    for panel in ("training_person_times", "training_groups"):
        assert not any("尚无单位报送" in note for note in PANELS[panel](context, {}).notes), panel


def test_the_feeder_names_the_year_its_entrants_are_a_part_of(round_of: Callable[[frozenset[str]], Context]) -> None:
    notes = PANELS["feeder"](round_of(frozenset({"500110-sv-a"})), {}).notes
    assert any(note.startswith("中职招生：2026年5个单位中1个已报齐") for note in notes)


def test_one_school_of_five_is_said_to_be_one_of_five(round_of: Callable[[frozenset[str]], Context]) -> None:
    """2,691 students of the first school times 1.02, by programme group each rounded, are 2,745."""
    shown = PANELS["secondary_vocational_enrolment"](round_of(frozenset({"500110-sv-a"})), {})
    assert shown.headline.startswith("2025年中职在校生9,639人")
    assert shown.notes[:2] == (
        "2026年5个单位中1个已报齐，已报部分为2,745人，尚不能与其他年份比较。",
        "2026年未报齐：示例中职学校B、示例中职学校C、示例中职学校D、示例中职学校E。",
    )
    last = [cell.text for cell in shown.table.rows[-1]]
    assert (last[0], last[1], last[-1]) == ("2026", "未报", "已报1/5")
    assert shown.figure is not None
    traces = {trace["meta"]["role"]: trace for trace in shown.figure.to_dict()["data"]}
    assert (traces["partial"]["x"], traces["partial"]["y"]) == ([2026], [2745])
    assert traces["observed"]["y"][-1] is None
    assert re.search("1/5", traces["partial"]["text"][0])


def test_the_plan_of_one_school_is_not_that_of_all(
    round_of: Callable[[frozenset[str]], Context], tmp_path: Path
) -> None:
    panel = PANELS["conditions_plan"](round_of(frozenset({"500110-sv-a"})), {})
    assert panel.headline.startswith("2025年招生计划：5所中1所超出办学条件")
    assert panel.notes[0] == "2026年招生计划尚未报齐：5所中1所已报，报齐后再核算。"
    rows = demonstration_rows()
    rows["enrolment"] = [
        row for row in rows["enrolment"] if (row["measure"], row["unit_id"]) != ("planned_entrants", "500110-sv-b")
    ]
    never = PANELS["conditions_plan"](context_for(release_of_rows(tmp_path, rows), Language.ZH), {})
    assert never.headline.startswith("仅就已报单位：2025年招生计划：4所中")
    assert never.notes[0] == "5所学校中4所报送了招生计划，仅就这些学校核算。"


@pytest.mark.parametrize("language", Language)
def test_a_planner_may_count_missing_units_with_their_last_value_and_it_is_said(
    language: Language, round_of: Callable[[frozenset[str]], Context]
) -> None:
    """9,639 students in 2025, 2,692 of them of the first school, which has 2,745 in 2026: 9,692 if the others stay."""
    snapshot = round_of(frozenset({"500110-sv-a"})).snapshot
    context = context_for(snapshot, language)
    newest = assessment_of(replace(context, filled=True), "secondary_vocational_enrolment").newest
    assert newest is not None
    assert (newest.year, newest.value, newest.provisional) == (YEAR, 9692, True)
    # Nobody of the colleges has reported: their year is filled in as that of the schools is, whole with 2025's 39,100.
    colleges = assessment_of(replace(context, filled=True), "college_students").newest
    assert colleges is not None
    assert (colleges.year, colleges.value, colleges.provisional) == (YEAR, 39_100, True)
    shown = PANELS["scenario_goal"](context, {"goal": "secondary_vocational_enrolment", "fill": "last_year"})
    plain = PANELS["scenario_goal"](context, {"goal": "secondary_vocational_enrolment"})
    said = {
        Language.ZH: "15个单位，所缺各表按其最近一次上报的数值计",
        Language.EN: "15 units have not reported everything; what is missing counts",
    }
    words = said[language]
    assert words in shown.source
    assert words not in plain.source
    assert ("fill", "last_year") in shown.choices
    assert "fill" not in dict(plain.choices)


def test_a_part_taken_apart_lists_its_own_rows_and_who_is_missing_without_a_file(
    round_of: Callable[[frozenset[str]], Context],
) -> None:
    context = round_of(frozenset({"500110-sv-a"}))
    shown = PANELS["number"](context, {"indicator": "full_time_teachers", "year": "2026"})
    rows = [[cell.text for cell in line] for line in shown.table.rows]
    assert [(line[0], line[2], line[4] != "—") for line in rows] == [
        ("示例中职学校A", "149", True),
        *((f"示例中职学校{letter}", "未报", False) for letter in "BCDE"),
    ]
    assert shown.source == "2026-09-01期数据中的1条来源行。"
    assert shown.headline.startswith("2026年5个单位中1个已报齐，已报部分为149人")
    whole = PANELS["number"](context, {"indicator": "full_time_teachers"})
    assert whole.headline == "2025年专任教师为554人"
    assert len(whole.table.rows) == 5
    (history,) = PANELS["history"](context, {"indicator": "full_time_teachers", "year": "2026"}).table.rows
    assert "示例" not in history[-1].text
    assert history[-1].text.count("行") == 1
