"""The plan's own words on the pages: a click from the number of a clause, marked, as data; without a copy labels."""

from __future__ import annotations

import re
from datetime import date
from html import unescape
from pathlib import Path

import pytest

from core.records.plan_copies import PlanCopy, save_plan_copy
from tests.support.app_pages import fetched, open_page, page_text
from tests.support.plan_copies.invented_plan import plan_text
from tests.support.release_frames import copied_release

PLAN = "qijiang-14th"


@pytest.fixture(scope="module")
def workspace(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("home")
    copied_release(folder / "snapshots", date(2025, 12, 31))
    return folder


@pytest.fixture
def home(workspace: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("DASHBOARD_HOME", str(workspace))
    (workspace / "plan_copies" / f"{PLAN}.json").unlink(missing_ok=True)
    return workspace


@pytest.fixture
def copy(home: Path) -> None:
    text = plan_text(district="某区").replace("9．双师型", "9．<b>“双师型”&双师型")
    save_plan_copy(PLAN, PlanCopy("方案.docx", "ab" * 32, date(2026, 3, 1), text))


def passages(page: str, **address: str) -> dict[str, tuple[str, list[str]]]:
    """Every clause that a page holds: its attributes and words, and which of these are marked, by its title."""
    text = page_text(open_page(page, **address))
    shown = re.findall(
        r'<details class="passage"([^>]*)><summary>([^<]*)</summary><p lang="zh-CN">(.*?)</p>', text, re.S
    )
    return {
        unescape(title): (opened.strip(), re.findall("<mark>(.*?)</mark>", words)) for opened, title, words in shown
    }


@pytest.mark.usefixtures("copy")
def test_the_card_of_a_goal_holds_its_clauses_folded_with_its_sentence_marked() -> None:
    dual = passages("teachers")
    assert dual["The plan's own words: 1(3)"] == ("", ["双师型教师占专业课教师的比例不低于60%；"])
    assert dual["The plan's own words: task 9"] == (
        "",
        ["9．&lt;b&gt;“双师型”&amp;双师型教师占专业课教师的比例达到60%以上。"],
    )
    assert passages("sources", indicator="dual_qualified_share") == dual


@pytest.mark.usefixtures("copy")
def test_the_number_of_a_task_leads_to_its_words_and_these_are_open() -> None:
    text = page_text(open_page("sources", section="meaning"))
    links = re.findall(r'<a href="sources\?([^"]*section=clauses[^"]*)">([^<]*)</a>', text)
    assert ("task 9", True) in [(name, "clause=task+9" in address) for address, name in links]
    assert ("1(3), task 9", True) in [(name, "indicator=dual_qualified_share" in address) for address, name in links]
    opened = passages("sources", section="clauses", clause="task 9")
    assert [state for state, _ in opened.values()] == ["open"]
    goal = passages("sources", section="clauses", indicator="colleges")
    assert list(goal) == ["The plan's own words: 1(3)", "The plan's own words: task 6"]
    assert goal["The plan's own words: task 6"] == ("open", ["6．引进高校落户，高校达到8所。"])


@pytest.mark.usefixtures("copy")
def test_the_section_of_clauses_names_the_copy_lists_its_clauses_and_asks() -> None:
    text = page_text(open_page("sources", section="clauses"))
    assert "The copy of the plan, 方案.docx, was supplied on 2026-03-01; SHA-256 " + "ab" * 32 in text
    assert "Copy and data differ in 1 place" in text
    assert "The words of task 13 have “30个”" in text
    assert "52 clauses of the plan" in text  # 3 parts, 18 sections, 26 tasks, 5 lines led by dashes
    assert "&lt;b&gt;“双师型”" in text
    assert "<b>“" not in text


@pytest.mark.usefixtures("copy")
def test_a_search_finds_clauses_by_their_words() -> None:
    text = page_text(open_page("sources", find="校外实训"))
    assert "13．建设30个校外实训基地。" in text
    assert "1 row holds “校外实训”: Clauses of the plan 1." in text


@pytest.mark.usefixtures("copy")
def test_a_clause_that_the_plan_does_not_have_is_refused_by_name() -> None:
    text = page_text(open_page("sources", section="clauses", clause="task <99>"))
    assert "The clause “task &lt;99&gt;” in the address is not in the plan." in text
    text = page_text(open_page("sources", section="clauses", indicator="no_such"))
    assert "no_such" in text
    assert "52 clauses of the plan" in text


@pytest.mark.usefixtures("copy")
def test_the_lists_and_the_clause_are_downloads() -> None:
    for panel, words in (("clauses", "校外实训"), ("clause_questions", "30个"), ("clause", "双师型")):
        status, content = fetched(f"/export/{panel}.csv?lang=en&as_of=2025-12-31&clause=task+9")
        assert (status, words in content.decode("utf-8-sig")) == (200, True), panel


@pytest.mark.usefixtures("home")
def test_without_a_copy_numbers_and_labels_show_and_how_to_supply_one() -> None:
    text = page_text(open_page("sources", section="clauses", clause="task 9"))
    assert "No copy of the plan has been supplied" in text
    assert "26 clauses of the plan" in text
    assert "Dual-qualified teachers" in text
    assert "in the address is not in the plan" not in text
    assert "task 9: Dual-qualified teachers" in text
    assert "1(3)" in page_text(open_page("sources", section="clauses", clause="一(三)"))
    assert passages("teachers") == {}
    assert "section=clauses" not in page_text(open_page("sources", section="meaning"))


def test_a_damaged_copy_stops_no_page(home: Path) -> None:
    (home / "plan_copies").mkdir(exist_ok=True)
    (home / "plan_copies" / f"{PLAN}.json").write_text("{", "utf-8")
    assert f"The copy of the plan, {PLAN}.json, cannot be read" in page_text(open_page("sources", section="clauses"))
    assert passages("teachers") == {}
