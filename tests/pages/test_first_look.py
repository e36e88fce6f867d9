"""The first finding of a page, which stands in the page as it is served: what the frame shows afterwards."""

import json
import re
from html import unescape
from urllib.parse import parse_qsl

import pytest

from core.ui.frame import PAGE_NAMES
from core.ui.server.first_look import first_look, with_first_look
from tests.support.app_pages import open_page, page_text, run_apart
from tests.support.claims import every

ENGLISH = {"lang": "en"}
SERVED = '<html><body><noscript></noscript><div id="root"></div></body></html>'
FINDING = re.compile(
    r'<h2>(.*?)</h2>|class="card-value">(.*?)<|class="task-total"[^>]*>(.*?)<|<p class="message offer"[^>]*>(.*?)</p>'
)
SUBTITLE = re.compile(r'<p class="subtitle">(.*?)</p>', re.S)


def findings(markup: str) -> list[str]:
    return [unescape("".join(groups)) for groups in FINDING.findall(markup)]


@pytest.mark.parametrize(
    "address",
    [
        *PAGE_NAMES,
        "tasks?task=9",
        "conditions?school=nobody",
        "conditions?school=secondary-a",
        "indicators?section=quality_report",
        "sources?find=2025",
        "sources?section=standards",
        "sources?indicator=colleges",
        "search?find=colleges",
        "teachers?as_of=2021-09-01",
    ],
)
def test_the_first_look_is_the_first_finding_of_the_page(address: str) -> None:
    name, _, query = address.partition("?")
    parameters = dict(parse_qsl(query))
    look = first_look(name, {"lang": "en", **parameters}, None)
    app = open_page(name, **parameters)
    page = page_text(app) + "".join(
        json.dumps(json.loads(one.proto.json), ensure_ascii=False) for one in app.get("bidi_component")
    )
    assert findings(look)
    assert every(finding in unescape(page) for finding in findings(look))
    subtitles = [unescape(subtitle.partition(" <span")[0]) for subtitle in SUBTITLE.findall(look)]
    assert [subtitle for subtitle in subtitles if subtitle not in unescape(page)] == []
    assert ('class="tag illustrative"' in look) <= ('class="tag illustrative"' in page)
    title = re.search(r'<h1 class="page-title">(.*?)</h1>', look)
    assert title is not None
    assert title[0] in page


def test_it_stands_in_the_served_page_right_before_the_frame() -> None:
    first_look("teachers", ENGLISH, None)
    page = run_apart(with_first_look(SERVED, "teachers", "lang=en", None))
    assert page == SERVED.replace('<div id="root">', first_look("teachers", ENGLISH, None) + '<div id="root">')


def test_eight_goals_with_their_lights_are_read_before_the_frame_has_started() -> None:
    look = first_look("overview", ENGLISH, None)
    assert len(findings(look)) == 8
    assert len(re.findall('class="card-status"', look)) == 8
    assert "Demonstration data" in look or "Illustrative" in look


def test_another_date_is_named_and_its_number_shown() -> None:
    """2021 had another share of dual-qualified teachers, and the reader is told that it is not the newest."""
    newest, former = (
        first_look("teachers", ENGLISH, None),
        first_look("teachers", {**ENGLISH, "as_of": "2021-09-01"}, None),
    )
    assert findings(newest) != findings(former)
    assert "2021-09-01" in former
    assert 'class="message amber"' in former
    assert 'class="message amber"' not in newest


@pytest.mark.parametrize(
    ("name", "query"),
    [
        ("nowhere", ""),
        ("sources", "section=verify"),
        ("sources", "section=nowhere"),
        ("teachers/below", ""),
        ("teachers", "present=1"),
        ("teachers", "find=" + "x" * 3000),
        ("sources", "find=%00nothing%ff"),
    ],
)
def test_where_nothing_can_be_said_ahead_the_page_is_served_as_it_was(name: str, query: str) -> None:
    assert run_apart(with_first_look(SERVED, name, query, "en")) == SERVED


@pytest.mark.parametrize(("name", "parameter"), [("search", "find"), ("sources", "indicator"), ("teachers", "colour")])
def test_what_an_address_says_is_text_and_never_markup(name: str, parameter: str) -> None:
    assert first_look(name, {**ENGLISH, parameter: "<script>alert(1)</script>"}, None) == ""
    assert "&amp;lt;b" in first_look("search", {**ENGLISH, "find": "a&lt;b"}, None)
