"""What a page shows in a meeting: its panels in order, with the numbers of the page, and the place an address names."""

from __future__ import annotations

import json
from collections.abc import Mapping
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from core.context import Context, context_for
from core.language import Language, catalogue
from core.panels.registry import PANELS, build_panel
from core.panels.screens.screen import Layout
from core.panels.screens.sequence import SCREENS, screens
from core.snapshots import Releases
from core.ui.frame import PAGE_NAMES
from core.ui.meeting.live_answer import answer_screens
from tests.support.release_frames import tiny_release, tiny_release_frames


@pytest.fixture(scope="module")
def context(tmp_path_factory: pytest.TempPathFactory) -> Context:
    root = tmp_path_factory.mktemp("screens")
    return context_for(tiny_release(root, date(2025, 12, 31), tiny_release_frames()), Language.EN)


def answered(context: Context | None, **parameters: str) -> dict[str, Any]:
    none = Releases((), (), False)
    snapshot = None if context is None else context.snapshot
    answer = answer_screens(parameters, catalogue(Language.EN), snapshot, none if context is None else context.releases)
    body: dict[str, Any] = json.loads(bytes(answer.body))
    return body


def keys(page: str, context: Context, address: Mapping[str, str]) -> list[str]:
    return [screen.key for screen in screens(page, context, address)]


def test_the_screens_go_through_the_pages_in_the_order_of_the_navigation() -> None:
    assert list(SCREENS) == [name for name in PAGE_NAMES if name not in ("meeting", "intake", "sources")]


@pytest.mark.parametrize("page", SCREENS)
def test_every_screen_has_a_name_of_its_own_and_the_finding_of_its_panel(page: str, context: Context) -> None:
    shown = screens(page, context, {})
    assert shown
    assert len({screen.key for screen in shown}) == len(shown)
    for screen in shown:
        assert screen.panel.headline
        if screen.panel.id in PANELS and screen.layout is Layout.PANEL:
            choices = {**dict(screen.panel.choices), "indicator": screen.goals[0] if screen.goals else ""}
            built = build_panel(screen.panel.id, context, choices)
            assert (built.headline, built.table) == (screen.panel.headline, screen.panel.table)


def test_a_goal_is_followed_by_why_it_is_missed_and_how_it_ended(context: Context) -> None:
    assert keys("enrolment", context, {})[:3] == [
        "secondary_vocational_enrolment",
        "why_secondary_vocational_enrolment",
        "closing_secondary_vocational_enrolment",
    ]
    about = {screen.key: screen.goals for screen in screens("enrolment", context, {})}
    assert about["why_secondary_vocational_enrolment"] == ("secondary_vocational_enrolment",)
    assert about["feeder"] == ()


def test_an_address_narrows_the_screens_as_it_narrows_the_page(context: Context) -> None:
    assert keys("tasks", context, {}) == ["task_list", "task_timeline_1"]
    one = screens("tasks", context, {"task": "1"})
    assert [screen.key for screen in one[:3]] == ["task", "task_milestones", "task_reports"]
    assert {screen.task for screen in one} == {"1"}
    assert keys("conditions", context, {"school": "secondary-a"})[0] == "school_conditions"
    assert keys("sources", context, {}) == []
    assert keys("sources", context, {"indicator": "projects_2023"})[0] == "number"
    assert keys("intake", context, {}) == []


@pytest.mark.parametrize(
    ("named", "at"), [("", 0), ("3", 2), ("dual_qualified_schools", 2), ("closing_dual_qualified_share", 1)]
)
def test_an_address_names_a_screen_by_its_name_or_its_number(context: Context, named: str, at: int) -> None:
    answer = answered(context, page="teachers", screen=named)
    assert (answer["at"], answer["refused"]) == (at, "")


@pytest.mark.parametrize("named", ["0", "99", "-1", "nonsense", "1e9", "三"])
def test_a_screen_that_a_page_does_not_have_is_refused_in_a_sentence(context: Context, named: str) -> None:
    answer = answered(context, page="teachers", screen=named)
    assert answer["at"] == 0
    assert (
        answer["refused"]
        == f"The address says screen “{named}”, which this page does not have; the first screen is shown."
    )


def test_a_page_of_forms_says_that_it_has_no_screens_and_where_they_begin(context: Context) -> None:
    answer = answered(context, page="intake")
    assert answer["screens"] == []
    assert answer["said"].startswith("This page has no screens for a meeting")
    assert answer["pages"][0] == "overview"


def test_without_a_release_one_sentence_says_so() -> None:
    answer = answered(None, page="overview")
    assert answer["screens"] == []
    assert answer["said"]


def test_the_text_of_a_release_is_never_markup(tmp_path: Path) -> None:
    frames = tiny_release_frames()
    frames["tasks"].loc[0, "owner"] = frames["tasks"].loc[0, "owner_en"] = "<img src=x onerror=alert(1)>"
    marked = context_for(tiny_release(tmp_path, date(2025, 12, 31), frames), Language.EN)
    body = json.dumps(answered(marked, page="tasks", task="1")["screens"])
    assert "&lt;img src=x" in body
    assert "<img src=x" not in "".join(json.dumps(one["head"] + one["body"]) for one in json.loads(body))


def test_a_meeting_that_nobody_has_frozen_is_said_in_a_sentence(
    context: Context, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("DASHBOARD_HOME", str(tmp_path))
    answer = answered(context, page="meeting", section="meeting")
    assert (answer["screens"], answer["pages"]) == ([], ["meeting"])
    assert answer["said"].startswith("There is no meeting yet")
