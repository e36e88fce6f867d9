"""A frozen meeting keeps its numbers, decisions keep the value they were based on, and what changed is told."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime
from io import BytesIO
from pathlib import Path

import docx
import pytest
from pptx import Presentation

from core import snapshots
from core.context import Context, context_for
from core.exports.documents.agenda import NoDocumentError, document_asked, item_of_address, item_view, ready_made
from core.exports.documents.deck.deck import deck_bytes
from core.exports.documents.document import Length
from core.exports.documents.report.report import report_bytes
from core.exports.documents.review import review
from core.language import Language, catalogue
from core.panels.meetings.commentary import comment_notes
from core.panels.meetings.decisions import decision_cards, decisions_panel
from core.panels.meetings.frozen import frozen_context, pins, problem_of
from core.panels.meetings.since_last_meeting import since_last_meeting
from core.panels.meetings.subjects import value_of
from core.panels.registry import build_panel
from core.records.meetings.agendas import Agenda, AgendaItem, Meeting, freeze
from core.records.meetings.decisions import Comment, Decision, DecisionState, save_comment, save_decision
from tests.support.release_frames import frame, row, tiny_release, tiny_release_frames

NOON = datetime(2025, 10, 20, 12, tzinfo=UTC)
SHARE = AgendaItem("teachers", "dual_qualified_share")
AUTUMN, WINTER = date(2025, 9, 1), date(2025, 12, 31)


@pytest.fixture
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("DASHBOARD_HOME", str(tmp_path))
    (tmp_path / "snapshots").mkdir()
    tiny_release(tmp_path / "snapshots", AUTUMN)
    return tmp_path


def seen(release: str | None = None) -> Context:
    """What somebody sees who opens the dashboard now, on a release or the newest."""
    releases = snapshots.releases()
    snapshot = releases.at(release)
    assert snapshot is not None
    return context_for(snapshot, Language.ZH, releases=releases)


def publish_winter(home: Path) -> None:
    """A later release in which there are half as many dual-qualified teachers, and task 1 is proven by a document."""
    frames = tiny_release_frames()
    teachers = frames["teachers"].copy()
    teachers.loc[teachers["measure"] == "dual_qualified", "value"] /= 2
    tasks = frame(
        "tasks", [row("district", task=1, period="2025-H2", stage="finished", evidence="document", owner="甲")]
    )
    tiny_release(home / "snapshots", WINTER, {**frames, "teachers": teachers, "tasks": tasks})


def held(*items: AgendaItem) -> Meeting:
    context = seen()
    return freeze("一季度会", Agenda("a1", "议程", items), pins(context, items), "张三", NOON)


def test_a_frozen_meeting_shows_its_numbers_whatever_is_published_afterwards(home: Path) -> None:
    meeting = held(SHARE)
    before = item_view(seen(), SHARE).finding
    publish_winter(home)
    now = seen()
    frozen = frozen_context(meeting, now)
    assert frozen is not None
    assert problem_of(meeting, now.releases, now.texts) == ""
    assert item_view(frozen, meeting.items[0]).finding == before
    assert item_view(now, SHARE).finding != before
    afterwards = since_last_meeting(now, {"since": meeting.pins.release})
    assert afterwards.headline.startswith("自2025-10-20“一季度会”以来（2025-09-01期）：")
    assert "任务新增佐证" in afterwards.headline


def test_a_meeting_whose_release_is_altered_says_so_and_shows_nothing(home: Path) -> None:
    meeting = held(SHARE)
    altered = replace(meeting, pins=replace(meeting.pins, releases={"2025-09-01": "0" * 64}))
    now = seen()
    assert problem_of(altered, now.releases, now.texts) == (
        "会议冻结的2025-09-01期数据（指纹00000000）已不在或已被改动，因此不显示数字。"
    )
    assert frozen_context(altered, now) is None


def test_a_meeting_whose_plan_was_edited_says_so(home: Path) -> None:
    meeting = held(SHARE)
    altered = replace(meeting, pins=replace(meeting.pins, plans={"qijiang-14th": "0"}))
    now = seen()
    assert "qijiang-14th" in problem_of(altered, now.releases, catalogue(Language.EN))


def test_a_decision_keeps_the_value_it_was_based_on_and_stands_beside_the_present_one(home: Path) -> None:
    about = "goal:dual_qualified_share"
    then = value_of(about, seen())
    decision = Decision("d1", "认定一次", "进修学校", date(2025, 12, 1), about, basis=then)
    first = save_decision(decision, "张三", NOON)
    publish_winter(home)
    now = seen()
    save_decision(replace(first, note="推进中", basis=value_of(about, now)), "李四", NOON)
    (card,) = decision_cards(now, date(2025, 12, 4))
    assert card.decision.basis == then
    assert then.number == pytest.approx(50 / 60)
    assert (card.then, card.then_release) == (then.zh, "2025-09-01")
    assert card.now.startswith("41.7%")
    assert (card.state, card.decision.note) == ("逾期3天", "推进中")
    assert [cell.text for cell in decisions_panel(now, {}).table.rows[0]][5] == f"{then.zh} · 2025-09-01"


def test_a_decision_is_overdue_the_day_after_its_day_and_not_once_it_is_done(home: Path) -> None:
    first = save_decision(Decision("d1", "认定一次", "进修学校", date(2025, 12, 1)), "张三", NOON)
    assert not first.is_overdue(date(2025, 12, 1))
    assert first.is_overdue(date(2025, 12, 2))
    assert not replace(first, state=DecisionState.DONE).is_overdue(date(2026, 12, 2))


def test_the_newest_comment_of_a_period_that_has_begun_stands_with_the_goal(home: Path) -> None:
    code = "goal:dual_qualified_share"
    save_comment(Comment(code, "2025", progress="认定150人", problem="经费不足。"), "张三", NOON)
    save_comment(Comment(code, "2024", progress="认定90人"), "李四", NOON)
    save_comment(Comment(code, "2026", progress="以后的事"), "王五", NOON)
    said = "情况说明（2025年，张三，2025-10-20）：进展：认定150人。问题：经费不足。"
    assert comment_notes(code, seen()) == (said,)
    assert said in build_panel("dual_qualified_share", seen(), {}).notes


def test_a_view_that_stays_on_a_release_keeps_it_and_one_that_is_gone_is_a_sentence(home: Path) -> None:
    publish_winter(home)
    fixed = replace(SHARE, as_of="2025-09-01", caption="当时")
    view = item_view(seen(), fixed)
    assert (view.finding, view.panel.headline) == ("当时", item_view(seen("2025-09-01"), SHARE).finding)
    gone = item_view(seen(), replace(SHARE, as_of="2020-01-01"))
    assert gone.finding == "此视图固定在2020-01-01期数据与方案“qijiang-14th”，其中之一已不在。"


def test_the_link_at_the_foot_of_a_panel_names_the_view(home: Path) -> None:
    item = item_of_address("enrolment/vocational_share?basis=entrants&as_of=2025-09-01")
    assert item == AgendaItem("enrolment", "vocational_share", (("basis", "entrants"),), as_of="2025-09-01")
    assert item_of_address("enrolment/no_such_panel") is None
    assert item_of_address("<script>") is None


def test_decisions_and_what_was_said_of_a_goal_stand_in_the_review(home: Path) -> None:
    code = "goal:dual_qualified_share"
    save_decision(
        Decision("d1", "认定一次", "进修学校", date(2025, 12, 1), code, basis=value_of(code, seen())), "张三", NOON
    )
    save_comment(Comment(code, "2025", problem="经费不足", next_step="十二月再认定一批。"), "李四", NOON)
    held(SHARE)
    publish_winter(home)
    document = review(seen())
    decided, changed = document.sections[-3:-1]
    assert decided.views[0].table.rows[0][0].text == "认定一次"
    assert changed.views[0].finding.startswith("自2025-10-20“一季度会”以来")
    goal = next(view for view in document.sections[1].views if view.panel.id == "dual_qualified_share")
    said = f"情况说明（2025年，李四，{NOON:%Y-%m-%d}）：问题：经费不足。下一步：十二月再认定一批。"
    assert goal.comment == said
    words = [
        shape.text_frame.text
        for slide in Presentation(BytesIO(deck_bytes(document))).slides
        for shape in slide.shapes
        if shape.has_text_frame
    ]
    assert any(said in text for text in words), "it stands on the slide of its goal"
    for length in (Length.BRIEF, Length.FULL):
        report = docx.Document(BytesIO(report_bytes(document.of_length(length, ""))))
        written = [paragraph.text for paragraph in report.paragraphs]
        assert written.count(said) == 1, "it stands once in the report, in a paragraph of its own"


def test_a_document_of_a_meeting_holds_its_views_on_its_own_numbers(home: Path) -> None:
    meeting = held(SHARE, AgendaItem("colleges", "colleges", caption="高校"))
    before = item_view(seen(), SHARE).finding
    publish_winter(home)
    document = document_asked(seen(), meeting_id=meeting.id)
    assert [view.finding for view in document.views] == [before, "高校"]
    assert "数据期次 2025-09-01" in document.marks.words
    with pytest.raises(NoDocumentError, match="没有名为“x”的议程"):
        document_asked(seen(), agenda_id="x")


def test_the_ready_made_agenda_goes_through_every_goal(home: Path) -> None:
    items = ready_made(seen()).items
    assert items[0] == AgendaItem("overview", "goals_at_a_glance")
    assert AgendaItem("sources", "number", (("indicator", "projects_2023"),)) in items
    assert len(items) == 13
