"""What leaves: an agenda with the marks of its own releases, and a file that is whole or a sentence."""

from datetime import UTC, datetime
from io import BytesIO
from pathlib import Path

import pytest
from pptx import Presentation

from core.commands.main import main
from core.exports.documents.agenda import document_asked
from core.exports.documents.kinds import KINDS, hand_over
from core.panels.meetings.frozen import pins
from core.records.issued_documents import issued_documents
from core.records.meetings.agendas import Agenda, AgendaItem, freeze, save_agenda
from core.records.meetings.versions import NEW
from tests.support.documents.review_decks import LAST, PARTIAL, context_of

NOW = datetime(2026, 3, 1, tzinfo=UTC)
CAPTIONED = AgendaItem("teachers", "dual_qualified_share", caption="先看这一项")
ON_ITS_OWN_RELEASE = AgendaItem("colleges", "colleges", as_of=PARTIAL)


@pytest.fixture(autouse=True)
def _own_home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DASHBOARD_HOME", str(tmp_path / "home"))
    (tmp_path / "home").mkdir()


def test_a_view_on_a_release_of_its_own_is_marked_with_it() -> None:
    agenda = save_agenda(Agenda("a" * 12, "三月例会", (CAPTIONED, ON_ITS_OWN_RELEASE), NEW), "甲", NOW)
    document = document_asked(context_of(LAST), agenda.id)
    first, second = document.views
    assert first.reason == "目标已到期，目标年份的数值达到目标。"
    assert document.page_marks(first)[:2] == ("截至 2025-12-31", "数据期次 2025-12-31")
    assert document.page_marks(second)[3:5] == ("截至 2021-09-01", "数据期次 2021-09-01")


def test_what_a_frozen_meeting_showed_is_recorded_with_its_own_release() -> None:
    held = freeze("年中会", Agenda("x", "年中会", (CAPTIONED,)), pins(context_of(PARTIAL), (CAPTIONED,)), "甲", NOW)
    now = context_of(LAST)
    deck = hand_over(document_asked(now, meeting_id=held.id), KINDS["deck"], now)
    cover = Presentation(BytesIO(deck)).slides[0]
    (marks,) = [shape.text_frame.text for shape in cover.placeholders if "核验码" in shape.text_frame.text]
    (issued,) = issued_documents(marks.rsplit(" ", 1)[1])
    assert issued.release == PARTIAL
    assert issued.address.startswith("meeting?section=meeting")


def test_the_command_writes_a_deck_whole_or_says_why_not(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    agenda = save_agenda(Agenda("b" * 12, "三月例会", (CAPTIONED,), NEW), "甲", NOW)
    out, lost = tmp_path / "汇报.pptx", tmp_path / "无此文件夹" / "汇报.pptx"
    assert main(["export", "deck", "--as-of", LAST, "--agenda", agenda.id, "--out", str(out)]) == 0
    assert "已写入 汇报.pptx" in capsys.readouterr().out
    assert len(Presentation(str(out)).slides) == 2
    assert main(["export", "deck", "--as-of", LAST, "--agenda", agenda.id, "--out", str(lost)]) == 1
    assert "写不出 汇报.pptx" in capsys.readouterr().err
    assert main(["export", "deck", "--as-of", LAST, "--agenda", "某会"]) == 1
    assert "没有名为“某会”的议程" in capsys.readouterr().err
    assert list(tmp_path.glob("*.pptx")) == [out]
