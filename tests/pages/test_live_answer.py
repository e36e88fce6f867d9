"""A moved slider is answered at once by an address of its own: with what the page would show, or with one sentence."""

from __future__ import annotations

import json
from concurrent.futures import ThreadPoolExecutor
from http.client import HTTPConnection
from pathlib import Path
from urllib.parse import urlencode

import anyio
import pytest
from starlette.requests import Request

from core.context import context_for
from core.language import Language, catalogue
from core.queries.database import rows_of_question
from core.snapshots import Snapshot, releases
from core.ui.scenario import live_answer
from core.ui.scenario.live_answer import LIVE_PATH, answer_move
from core.ui.scenario.view import view_of_address
from tests.support.app_pages import open_page
from tests.support.release_frames import tiny_release
from tests.support.serving import Server

RELEASES = [snapshot.id for snapshot in releases().snapshots]
SEVERAL = {"vocational_entrant_share": "0.45", "college_fill": "0.9", "goal": "college_students", "until": "2033"}
ASKED = (
    (RELEASES[-1], Language.ZH, SEVERAL),
    (RELEASES[-1], Language.EN, {"goal": "schools_meeting_standard"}),
    (RELEASES[0], Language.EN, {"vocational_entrant_share": "0.45"}),
)


def view_on_page(release: str, language: Language, moves: dict[str, str]) -> object:
    """What a run of the page sends to the element of the goals."""
    app = open_page("scenario", lang=language.value, as_of=release, **moves)
    app.session_state["scenario"] = None
    for name, value in moves.items():
        app.query_params[name] = value
    app.run()
    assert not app.exception
    (view,) = [element for element in app.get("bidi_component") if element.proto.id.endswith("-scenario_view")]
    return json.loads(view.proto.json)


@pytest.mark.parametrize(("release", "language", "moves"), ASKED)
def test_a_moved_slider_is_answered_with_what_the_page_shows(
    release: str, language: Language, moves: dict[str, str]
) -> None:
    snapshot = releases().by_id(release)
    assert snapshot is not None
    context = context_for(snapshot, language)
    whole = json.loads(json.dumps(view_of_address(context, {**moves, "whole": "1"})))
    assert whole == view_on_page(release, language, moves)
    live = json.loads(json.dumps(view_of_address(context, moves)))
    assert live["head"] == whole["head"]
    for moving, goal in zip(live["goals"], whole["goals"], strict=True):
        assert moving == {name: goal[name] for name in ("id", "value", "sentence", "moving")}
    lines = [
        [trace["y"] for trace in view["large"]["figure"]["data"] if trace["meta"]["role"] == "scenario"]
        for view in (live, whole)
    ]
    assert lines[0] == lines[1] != []


def address(**query: str) -> str:
    return f"{LIVE_PATH}?{urlencode(query)}"


def test_the_answer_is_of_the_release_and_in_the_language_that_was_asked_for(server: Server) -> None:
    answer = server.get(address(lang="en", as_of=RELEASES[0], vocational_entrant_share="0.45"))
    assert (answer.status, answer.headers["cache-control"]) == (200, "no-store")
    view = json.loads(answer.text)
    assert view["live"] is True
    assert f"as of {RELEASES[0]}" in view["head"]


@pytest.mark.parametrize(
    ("query", "status", "part"),
    [
        ({"as_of": "1999-01-01"}, 404, "1999-01-01"),
        ({"vocational_entrant_share": "7"}, 400, "10% to 70%"),
        ({"vocational_entrant_share": "nan"}, 400, "nan"),
        ({"places_500110-co-zz": "3000"}, 400, "places_500110-co-zz"),
        ({"vocational_entrant_share": "<b>"}, 400, "<b>"),
        ({"s": "95362v.45oabc2030"}, 400, "opening_year_abc"),
        ({"s": "95362f9"}, 400, "50% to 130%"),
        ({"s": "<b>"}, 400, "<b>"),
    ],
)
def test_what_cannot_be_answered_is_refused_in_one_sentence(
    server: Server, query: dict[str, str], status: int, part: str
) -> None:
    answer = server.get(address(lang="en", **query))
    assert answer.status == status
    assert answer.headers["content-type"].startswith("text/plain")
    assert part in answer.text
    assert "\n" not in answer.text


def test_a_short_link_is_answered_as_the_long_one(server: Server) -> None:
    answers = [
        server.get(address(lang="zh", **query)) for query in ({"s": "95362v.45"}, {"vocational_entrant_share": "0.45"})
    ]
    assert [answer.status for answer in answers] == [200, 200]
    assert answers[0].text == answers[1].text


def test_only_reading_is_answered(server: Server) -> None:
    connection = HTTPConnection("127.0.0.1", server.port, timeout=30)
    connection.request("POST", address(lang="zh"), body=b"vocational_entrant_share=0.45")
    assert connection.getresponse().status == 405
    connection.close()


@pytest.mark.parametrize("query", ["goal=nothing", "until=9", "until=99999", "fill=x", "whole=2", "goal=&lang=xx"])
def test_an_odd_address_is_answered_as_the_page_would(server: Server, query: str) -> None:
    answer = server.get(f"{LIVE_PATH}?{query}")
    assert answer.status == 200
    assert json.loads(answer.text)["live"] is True


def answer_without_a_server(snapshot: Snapshot, language: Language) -> tuple[int, str]:
    """Status and words of an answer; in a thread of its own, since a browser test may have left a loop in this one."""
    request = Request({"type": "http", "query_string": b"", "headers": []})
    with ThreadPoolExecutor(1) as thread:
        answer = thread.submit(anyio.run, answer_move, request, catalogue(language), snapshot, releases()).result()
    return answer.status_code, bytes(answer.body).decode()


def test_who_comes_when_too_many_wait_is_sent_back(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(live_answer, "MOST_WAITING", 0)
    texts = catalogue(Language.ZH)
    newest = releases().latest()
    assert newest is not None
    assert answer_without_a_server(newest, Language.ZH) == (503, texts("scenario.live.busy"))


def test_a_release_damaged_since_is_named_and_nothing_is_shown(tmp_path: Path) -> None:
    snapshot = tiny_release(tmp_path)
    for name in ("enrolment", "college_enrolment", "colleges", "teachers"):
        snapshot.path(name).write_bytes(b"PAR1")
    rows_of_question.cache_clear()
    texts = catalogue(Language.EN)
    assert answer_without_a_server(snapshot, Language.EN) == (503, texts("export.unreadable", as_of=snapshot.id))
