"""The page of meetings: a view goes into an agenda, the agenda is frozen, decisions are recorded, the later is told."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from tests.support.app_pages import fetched, open_page, page_text
from tests.support.release_frames import tiny_release, tiny_release_frames

VIEW = "enrolment/vocational_share?basis=enrolment"


@pytest.fixture(autouse=True)
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("DASHBOARD_HOME", str(tmp_path))
    return tmp_path


def add_view(name: str, by: str) -> AppTest:
    app = open_page("meeting", add=VIEW)
    app.text_input(key="meeting_add_name").set_value(name)
    app.text_input(key="meeting_by").set_value(by)
    app.button(key="meeting_add_button").click().run()
    return app


def parameter(app: AppTest, name: str) -> str:
    """What the address says; AppTest keeps what a test wrote as a text and what the page wrote as a list."""
    value = app.query_params[name]
    return value if isinstance(value, str) else value[0]


def test_a_view_goes_into_an_agenda_that_is_frozen_and_decided_upon() -> None:
    assert "Please fill in “Your name”." in page_text(add_view("First quarter", ""))
    app = add_view("First quarter", "Zhang")
    assert "Added to “First quarter”." in page_text(app)
    assert app.radio(key="item").options == [
        "1\\. Vocational \\: general\\, 2025\\: 3\\.69 \\: 6\\.31 – 3\\.1 pp short of the goal of 4 \\: 6\\, missed"
    ]
    app.text_input(key="meeting_freeze_name").set_value("Spring meeting")
    app.button(key="meeting_freeze").click().run()
    assert "“Spring meeting” was frozen by Zhang" in page_text(app)
    assert "No decision has been recorded yet" in page_text(app)

    app.text_area(key="meeting_decision_text").set_value("More places <b>now</b>")
    app.text_input(key="meeting_decision_owner").set_value("District office")
    app.selectbox(key="meeting_decision_about").set_value("goal:vocational_share")
    app.button(key="meeting_decision_save").click().run()
    shown = page_text(app)
    assert "1 decision: 1 open, 0 of them overdue; 0 done, 0 dropped" in shown
    assert "More places &lt;b&gt;now&lt;/b&gt;" in shown
    assert "3.69 : 6.31, 2025, Missed" in shown
    status, body = fetched("/export/decisions.csv?lang=en")
    assert (status, body.decode("utf-8-sig").splitlines()[1].split(",")[:2]) == (
        200,
        ["More places <b>now</b>", "District office"],
    )


def test_meeting_mode_goes_through_the_agenda_and_nothing_else() -> None:
    app = add_view("First quarter", "Zhang")
    agenda = parameter(app, "agenda")
    status, body = fetched(f"/screens.json?page=meeting&agenda={agenda}&lang=en")
    answer = json.loads(body)
    assert (status, answer["pages"]) == (200, ["meeting"])
    assert len(agenda) == 8
    assert [screen["key"] for screen in answer["screens"]] == ["item_1"]
    assert answer["screens"][0]["headline"].startswith("Vocational : general, 2025: 3.69 : 6.31")


def test_the_link_of_a_meeting_leads_to_its_release_and_afterwards_says_what_would_have_changed(home: Path) -> None:
    (home / "snapshots").mkdir()
    tiny_release(home / "snapshots", date(2025, 9, 1))
    app = add_view("First quarter", "Zhang")
    app.text_input(key="meeting_freeze_name").set_value("Spring meeting")
    app.button(key="meeting_freeze").click().run()
    meeting = parameter(app, "meeting")
    frozen = app.radio(key="item").options
    assert "The frozen release is still the newest one." in page_text(app)
    students = tiny_release_frames()["enrolment"]
    fewer = students.assign(value=students["value"].where(students["level"] != "secondary_vocational", 600))
    tiny_release(home / "snapshots", date(2025, 12, 31), {**tiny_release_frames(), "enrolment": fewer})
    later = open_page("meeting", meeting=meeting)
    assert parameter(later, "as_of") == "2025-09-01"
    assert later.radio(key="item").options == frozen
    assert "Afterwards: release 2025-12-31 was published." in page_text(later)
    assert "Since the meeting “Spring meeting”" in page_text(later)


def test_of_two_who_caption_one_view_the_later_is_told_and_keeps_what_was_typed() -> None:
    add_view("First quarter", "Zhang")
    first, second = open_page("meeting"), open_page("meeting")
    for app, by, caption in ((first, "Li", "How far?"), (second, "Wang", "Why missed?")):
        app.text_input(key="meeting_by").set_value(by)
        app.text_input(key="meeting_caption_caption").set_value(caption)
        app.button(key="meeting_caption_save").click().run()
    assert "Saved." in page_text(first)
    assert "Not saved: Li changed this first" in page_text(second)
    assert second.text_input(key="meeting_caption_caption").value == "Why missed?"
    second.button(key="meeting_caption_save").click().run()
    assert "Saved." in page_text(second)
    assert second.radio(key="item").options == ["1\\. Why missed\\?"]


def test_a_meeting_that_does_not_exist_and_a_view_that_is_none_are_said_in_a_sentence() -> None:
    assert "Nothing to add: “x/y” is no view of this program." in page_text(open_page("meeting", add="x/y"))
    assert "There is no meeting yet" in page_text(open_page("meeting", meeting="0000"))
