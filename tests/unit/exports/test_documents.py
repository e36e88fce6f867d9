"""The whole review as a document: every goal of the release, marked on every page, and a sentence for what fails."""

import pytest

from core.exports.documents.view_of import view_of
from core.panels.registry import PANELS
from core.queries import QueryError
from tests.support.documents.review_decks import FIRST, LAST, context_of, review_of


def test_the_review_goes_through_every_goal_of_the_plan() -> None:
    goals = review_of(LAST).sections[1].views
    assert len(goals) == 8
    assert {view.panel.indicator.id for view in goals if view.panel.indicator} == {
        "vocational_share",
        "secondary_vocational_enrolment",
        "dual_qualified_share",
        "schools_meeting_standard",
        "colleges",
        "college_students",
    }
    missed = goals[1]
    assert missed.finding == "2025年中职在校生9,639人，距目标10,000人差361人，未达成"
    assert (missed.reason, missed.next_step) == (
        "目标已到期，目标年份的数值差361人。",
        "2025年当时再多361人，即为“已达成”。",
    )
    assert (
        missed.address == "enrolment?screen=secondary_vocational_enrolment&as_of=2025-12-31&plan=qijiang-14th&lang=zh"
    )


def test_before_the_plan_the_values_stand_without_reasons() -> None:
    document = review_of(FIRST)
    assert [view.reason for view in document.sections[1].views] == [""] * 8
    assert document.finding.startswith("方案于 2023-03-24 印发")


def test_every_page_carries_day_release_plan_and_that_numbers_are_made_up() -> None:
    document = review_of(LAST)
    marks = ("截至 2025-12-31", "数据期次 2025-12-31", "2021—2025年规划", "示例数据")
    assert document.page_marks() == marks
    assert {document.page_marks(view) for view in document.views if view.panel.illustrative} == {marks}
    assert document.signed("ABCD-1234").page_marks()[-1] == "ABCD-1234"


def test_a_page_has_room_for_some_columns_of_the_list_of_tasks() -> None:
    (tasks,) = next(section for section in review_of(LAST).sections if section.heading == "任务").views
    assert [column.title for column in tasks.table.columns][:3] == ["任务", "牵头单位", "进展"]
    assert len(tasks.table.rows) == len(tasks.panel.table.rows) == 30
    assert {len(row) for row in tasks.table.rows} == {6}


def test_a_view_that_cannot_be_made_is_a_sentence(monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(*_: object) -> None:
        raise QueryError("colleges.parquet", "damaged")

    monkeypatch.setitem(PANELS, "college_pipeline", fail)
    view = view_of(context_of(LAST), "colleges", "college_pipeline", {})
    assert view.finding == "此项未能从2025-12-31期数据生成：数据文件或记录无法读取。"
    assert view.table.rows == ()
