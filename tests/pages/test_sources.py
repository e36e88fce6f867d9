"""The page of sources: a section for every question, addresses that open the right one, a search over all of them."""

from __future__ import annotations

import re
from datetime import date
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from core.panels.pages.sources import SECTIONS
from tests.support.app_pages import open_page, page_text
from tests.support.release_frames import tiny_release

pytestmark = pytest.mark.usefixtures("home")


@pytest.fixture(scope="module")
def workspace(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("home")
    for day in (date(2024, 9, 1), date(2025, 12, 31)):
        tiny_release(folder / "snapshots", day)
    return folder


@pytest.fixture
def home(workspace: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DASHBOARD_HOME", str(workspace))


HEADLINES = {
    "meaning": ("8 quantified goals", "Definitions of", "26 tasks in the plan"),
    "clauses": ("26 clauses of the plan", "No copy of the plan yet"),
    "origin": ("units have rows in this release", "The rows of this release come from"),
    "changes": ("Since 2024-09-01",),
    "evaluation": ("Closing evaluation of",),
    "releases": ("releases of the data",),
    "rules": ("rules of judgement", "rules of calculation"),
    "standards": ("thresholds of the school standards",),
    "published": ("published figures", "named by the plan or in public"),
}


def section(app: AppTest) -> str | None:
    return next((control.value for control in app.segmented_control if control.key == "section"), None)


@pytest.mark.parametrize("name", SECTIONS)
def test_a_section_opens_under_its_address_with_its_lists_alone(name: str) -> None:
    app = open_page("sources", section=name)
    assert section(app) == name
    text = page_text(app)
    for other, headlines in HEADLINES.items():
        assert [headline in text for headline in headlines] == [other == name] * len(headlines), other


@pytest.mark.parametrize(
    ("address", "name", "sentence"),
    [
        ({}, "meaning", "8 quantified goals"),
        ({"indicator": "vocational_share", "year": "2020"}, "meaning", "4 source rows in release 2025-12-31"),
        ({"dataset": "teachers", "year": "2025"}, "origin", "Teachers"),
        ({"dataset": "teachers,enrolment"}, "origin", "Teachers"),
        ({"since": "2024-09-01"}, "changes", "Since 2024-09-01"),
        ({"indicator": "no_such"}, "meaning", "no_such"),
        ({"dataset": "no_such"}, "origin", "no_such"),
        ({"section": "rules", "indicator": "colleges"}, "rules", "rules of judgement"),
        ({"section": "cellar"}, "meaning", "cellar"),
    ],
)
def test_addresses_of_before_open_the_section_they_mean(address: dict[str, str], name: str, sentence: str) -> None:
    app = open_page("sources", **address)
    assert section(app) == name
    assert sentence in page_text(app)


def test_a_number_or_a_sheet_is_picked_on_the_page_and_stands_in_the_address() -> None:
    app = open_page("sources")
    app.selectbox(key="indicator").set_value("colleges").run()
    assert app.query_params["indicator"] in ("colleges", ["colleges"])
    assert "source rows in release 2025-12-31" in page_text(app) or "source row in release" in page_text(app)
    app = open_page("sources", section="origin")
    app.selectbox(key="dataset").set_value("teachers").run()
    assert app.query_params["dataset"] in ("teachers", ["teachers"])
    assert "returns.xlsx" in page_text(app)


@pytest.mark.parametrize(
    ("find", "inside", "least"),
    [
        ("returns.xlsx", "Where it comes from", 7),  # seven sheets
        ("vocational school A", "Where it comes from", 3),  # conditions, enrolment, teachers
        ("task 6", "What a number means", 2),  # the task, and a goal that cites it
        ("ＴＡＳＫ 6", "What a number means", 2),
        ("dual-qualified", "What a number means", 3),  # the goal, the indicator, a task
    ],
)
def test_the_search_says_how_many_rows_it_finds_in_all_and_by_section_and_opens_them(
    find: str, inside: str, least: int
) -> None:
    app = open_page("sources", find=find)
    assert section(app) is None
    text = page_text(app)
    said = re.search(r"(\d+) rows? holds? “[^”]+”: (.*?)\.</p>", text)
    assert said is not None
    all_rows, parts = said.groups()
    counts = {name: int(number) for name, number in re.findall(r"([A-Z][a-z ]+?) (\d+)(?:,|$| and)", parts)}
    assert counts[inside] >= least
    assert sum(counts.values()) == int(all_rows)
    assert text.count("<tr><td") == int(all_rows)
    assert {expander.proto.expanded for expander in app.expander} == {True}


def test_where_nothing_holds_a_search_as_it_stands_every_word_of_it_stands_in_a_row() -> None:
    both = page_text(open_page("sources", find="returns.xlsx Teachers"))
    assert "“returns.xlsx Teachers”: Where it comes from 1" in both


def test_a_search_for_nothing_but_spaces_is_none() -> None:
    app = open_page("sources", find="  ")
    assert section(app) == "meaning"
    assert "holds “" not in page_text(app)


def test_a_search_in_vain_says_what_to_try_and_leaves_the_sections() -> None:
    app = open_page("sources", find="xyzzy")
    assert "Nothing holds “xyzzy”. Try a shorter word" in page_text(app)
    assert section(app) == "meaning"
    assert "8 quantified goals" in page_text(app)


def test_a_code_in_the_address_is_verified_and_a_mistyped_one_said_to_be_that() -> None:
    page = page_text(open_page("sources", section="verify", code="0000-0000-0000"))
    assert "The code 0000-0000-0000 was not handed over from here" in page
    assert "one may be mistyped" in page_text(open_page("sources", section="verify", code="0000-0000-0001"))
    assert "Verification code" in str(open_page("sources", section="verify").text_input)
