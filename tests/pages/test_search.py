"""The search box and its page: one address answers what is typed, with links that keep release and language."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path
from typing import Any
from urllib.parse import quote

import pytest

from core.records.plan_copies import PlanCopy, save_plan_copy
from core.ui.frame import PAGES
from tests.support.app_pages import fetched, open_page, page_text
from tests.support.claims import every
from tests.support.former_releases import release_of_schema_1
from tests.support.plan_copies.invented_plan import plan_text
from tests.support.release_frames import frame, row, tiny_release, tiny_release_frames


@pytest.fixture(scope="module")
def workspace(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("home")
    tiny_release(folder / "snapshots", date(2025, 12, 31))
    return folder


@pytest.fixture
def home(workspace: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("DASHBOARD_HOME", str(workspace))
    (workspace / "plan_copies" / "qijiang-14th.json").unlink(missing_ok=True)
    return workspace


def answer(typed: str, **address: str) -> Any:
    query = "".join(f"&{name}={value}" for name, value in {"lang": "en", **address}.items())
    status, body = fetched(f"/search.json?find={quote(typed)}{query}")
    assert status == 200
    return json.loads(body)


def groups(typed: str, **address: str) -> dict[str, list[str]]:
    """The titles found, by the name of their group."""
    return {
        group["title"]: ["".join(text for text, _ in result["title"]) for result in group["results"]]
        for group in answer(typed, **address)["groups"]
    }


@pytest.mark.usefixtures("home")
def test_what_is_typed_is_answered_by_kind_with_the_matched_part_marked() -> None:
    assert groups("9")["Tasks"] == ["Task 9: Dual-qualified teachers"]
    first = answer("ssx", lang="zh")["groups"][0]
    assert first["title"] == "任务"
    assert first["results"][0]["title"] == [["任务9 ", False], ["双师型", True], ["教师", False]]
    assert list(groups("dual"))[:2] == ["Tasks", "Indicators"]


@pytest.mark.usefixtures("home")
def test_every_link_keeps_release_and_language_and_a_kind_with_more_offers_all() -> None:
    found = answer("zhiye", as_of="2025-12-31")
    links = [result["address"] for group in found["groups"] for result in group["results"]]
    assert every("lang=en" in link and "as_of=2025-12-31" in link for link in links)
    (sources,) = [group for group in found["groups"] if group["title"] == "Sources and published figures"]
    assert len(sources["results"]) == 5
    assert sources["more"].startswith("All ")
    assert sources["all"] == "search?find=zhiye&lang=en&as_of=2025-12-31"


@pytest.mark.usefixtures("home")
def test_where_nothing_matches_the_answer_says_so_and_offers_the_nearest() -> None:
    near = answer("techers")
    assert near["note"] == "Nothing holds “techers”; the nearest:"
    assert near["groups"] != []
    assert answer("qqqqqq") == {"note": "Nothing holds “qqqqqq”, and nothing is near it.", "groups": []}
    assert answer("  ") == {"note": "", "groups": []}


@pytest.mark.parametrize("typed", ["任务九", "第9项", "九", "No. 9", "＃９"])
@pytest.mark.usefixtures("home")
def test_a_task_is_found_by_its_number_in_every_way_that_its_address_takes(typed: str) -> None:
    assert groups(typed)["Tasks"][0] == "Task 9: Dual-qualified teachers"


@pytest.mark.usefixtures("home")
def test_a_safeguard_is_found_by_its_place_in_chinese_numerals() -> None:
    assert groups("保障一") == groups("保障1") == {"Safeguards": ["Safeguard 1: Party leadership"]}


@pytest.mark.parametrize("typed", ["50000", "50,000", "50,000 students"])
@pytest.mark.usefixtures("home")
def test_a_goal_is_found_by_its_value(typed: str) -> None:
    assert groups(typed)["Goals"] == ["50,000 college students in the district"]


@pytest.mark.usefixtures("home")
def test_the_clauses_of_a_supplied_copy_are_found_by_their_words() -> None:
    assert "Clauses" not in groups("校外实训基地")
    save_plan_copy("qijiang-14th", PlanCopy("方案.docx", "ab" * 32, date(2026, 3, 1), plan_text(district="某区")))
    (clause,) = [group for group in answer("校外实训基地")["groups"] if group["title"] == "Clauses"]
    assert "clause=task+13" in clause["results"][0]["address"]
    assert ["校外实训基地", True] in clause["results"][0]["also"]


@pytest.mark.usefixtures("home")
def test_an_unknown_release_is_refused_and_the_answer_is_never_kept() -> None:
    status, body = fetched("/search.json?find=9&as_of=nonsense&lang=en")
    assert status == 404
    assert b"nonsense" in body


def test_an_empty_workspace_finds_tasks_and_pages(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DASHBOARD_HOME", str(tmp_path))
    (tmp_path / "demonstration-removed").touch()
    assert groups("9")["Tasks"] == ["Task 9: Dual-qualified teachers"]
    assert "as_of" not in answer("9")["groups"][0]["results"][0]["address"]


def test_a_release_of_schema_version_1_is_searched_as_any_other(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("DASHBOARD_HOME", str(tmp_path))
    release_of_schema_1(tmp_path / "snapshots")
    found = answer("slzz", lang="zh", as_of="2024-09-01")["groups"][0]
    assert found["title"] == "学校"
    assert found["results"][0]["title"] == [["示例中职", True], ["学校A", False]]
    assert "conditions?school=500110-sv-a" in found["results"][0]["address"]


def test_programmes_are_found_by_code_and_name_and_schools_by_a_name_that_looks_like_markup(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("DASHBOARD_HOME", str(tmp_path))
    frames = tiny_release_frames()
    taught = [
        row("secondary-a", programme_code=code, programme_name=name, year=2025, measure="enrolment", value=40.0)
        for code, name in (("720201", "护理"), ("730301", "会计事务"))
    ]
    frames["programmes"] = frame("programmes", taught)
    frames["teachers"].loc[frames["teachers"]["unit_id"] == "secondary-b", "unit_name"] = "<img onerror=alert(1)>校"
    tiny_release(tmp_path / "snapshots", frames=frames)
    assert groups("huli", lang="zh")["专业"] == ["护理"]
    (programme,) = answer("730301", lang="zh")["groups"][0]["results"]
    assert programme["title"] == [["会计事务", False]]
    assert programme["address"].startswith("programmes?group=73")
    found = answer("onerror", lang="zh")["groups"][0]["results"][0]
    assert "".join(text for text, _ in (*found["title"], *found["also"])).count("<img onerror=alert(1)>校") == 1


def box(page: str, **address: str) -> list[Any]:
    elements = open_page(page, **address).get("bidi_component")
    return [json.loads(one.proto.json) for one in elements if one.proto.id.endswith("-search_box")]


@pytest.mark.usefixtures("home")
def test_the_box_stands_on_every_page() -> None:
    names = [name for members in PAGES.values() for name in members]
    assert every(len(box(name)) == 1 for name in names)
    assert box("overview")[0]["address"] == "search.json?lang=en&as_of=2025-12-31"
    assert box("search", find="九")[0]["typed"] == "九"
    assert box("sources", find="九")[0]["typed"] == ""


@pytest.mark.usefixtures("home")
def test_the_page_of_results_lists_everything_as_links_and_names_as_text() -> None:
    text = page_text(open_page("search", find="zhiye"))
    assert "“zhiye”: " in text
    assert text.count("<li>") > 30
    assert "&lt;img onerror&gt;" in page_text(open_page("search", find="<img onerror>"))
    assert "Type what you look for" in page_text(open_page("search"))


def test_what_stands_around_a_match_is_of_the_same_words(home: Path) -> None:
    """A task is searched by goals and people in both languages: beside the one that matched none of the others."""
    result = answer("示例单位", lang="zh")["groups"][0]["results"][0]
    assert [text for text, _ in result["also"] if text] == ["示例单位"]
