"""The plan's own words on the pages: a click from the number of a clause, marked, as data; without a copy labels."""

from __future__ import annotations

import os
import re
from datetime import date
from html import unescape
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from core.records import passphrase
from core.records.plan_copies import PlanCopy, plan_copies, plan_copy, save_plan_copy
from tests.support.app_pages import fetched, open_page, page_text
from tests.support.plan_copies.invented_plan import plan_text
from tests.support.release_frames import tiny_release

PLAN = "qijiang-14th"


@pytest.fixture(scope="module")
def workspace(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("home")
    tiny_release(folder / "snapshots", date(2025, 12, 31))
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


def supply(app: AppTest, content: bytes, name: str = "方案.txt", *, by: str = "规划科", replace: bool = False) -> str:
    """Put a file into the form, press the button, and what the page says then."""
    app.get("file_uploader")[0].set_value((name, content, "text/plain")).run()
    app.text_input("copy_by").set_value(by)
    if replace:
        app.checkbox("copy_replace").check()
    app.button("copy_save").click().run()
    assert not app.exception
    return page_text(app)


@pytest.mark.usefixtures("home")
def test_a_copy_is_previewed_supplied_replaced_and_removed_on_the_page() -> None:
    app = open_page("sources", section="clauses")
    text = plan_text(district="某区").replace("某区", "綦江区").encode()
    app.get("file_uploader")[0].set_value(("方案.txt", text, "text/plain")).run()
    assert "方案.txt: recognised 26 tasks, 11 sections, 4 safeguards, 4 goals led by dashes" in page_text(app)
    assert plan_copy(PLAN) is None
    assert "say who does it" in supply(app, text, by="  ")
    assert plan_copy(PLAN) is None
    said = supply(app, text)
    assert "Kept as the copy of the plan: 26 tasks, 11 sections, 4 safeguards" in said
    assert "1 thing is said otherwise than in the data" in said
    first = plan_copy(PLAN)
    assert first is not None
    assert (first.file, first.supplied_by) == ("方案.txt", "规划科")

    later = text.replace("．".encode(), b".")
    assert "tick the box to confirm" in supply(app, later, "新.txt")
    assert plan_copy(PLAN) == first
    supply(app, later, "新.txt", replace=True)
    assert [record.file for record in plan_copies(PLAN).records] == ["方案.txt", "新.txt"]

    app.button("copy_remove").click().run()
    assert plan_copy(PLAN) is not None
    app.checkbox("copy_removal").check()
    app.button("copy_remove").click().run()
    assert "The copy was removed" in page_text(app)
    assert "No copy of the plan has been supplied" in page_text(app)
    copies = plan_copies(PLAN)
    assert copies.copy is None
    assert [record.is_removal for record in copies.records] == [False, False, True]
    assert first.sha256 in page_text(app)  # the records are listed
    stored = next(Path(os.environ["DASHBOARD_HOME"]).glob("plan_copies/*.json")).read_text("utf-8")
    assert "双师型" not in stored


@pytest.mark.usefixtures("home")
@pytest.mark.parametrize(
    ("content", "sentence"),
    [
        (b"%PDF-1.7 and more", "PDF"),
        (b"\x89PNG\r\n\x1a\n" + bytes(100), "a.docx"),
        (plan_text(district="别处区").encode(), "it is the plan of another district"),
        ("一份没有条款的文字。\n".encode() * 50, "no numbered headings"),
        (bytes(11_000_000), "10 MB"),
        (b"", "empty"),
    ],
    ids=["a PDF", "a picture", "another district", "no plan", "11 MB", "nothing"],
)
def test_a_file_that_is_no_copy_is_refused_in_a_sentence_and_not_kept(content: bytes, sentence: str) -> None:
    app = open_page("sources", section="clauses")
    said = supply(app, content, "a.docx")
    assert sentence in said
    assert plan_copy(PLAN) is None
    assert not list(Path(os.environ["DASHBOARD_HOME"]).glob("plan_copies/*"))


@pytest.mark.usefixtures("home")
def test_where_a_passphrase_is_set_nothing_is_kept_without_it(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(passphrase, "GATE", passphrase.Gate())
    passphrase.set_passphrase("correct horse battery")
    try:
        app = open_page("sources", section="clauses")
        text = plan_text(district="綦江区").encode()
        assert "passphrase" in supply(app, text)
        assert plan_copy(PLAN) is None
        app.text_input("copy_passphrase").set_value("correct horse battery")
        assert "Kept as the copy" in supply(app, text)
    finally:
        passphrase.remove_passphrase()


@pytest.mark.usefixtures("home")
def test_a_name_with_a_number_of_a_person_is_not_kept() -> None:
    app = open_page("sources", section="clauses")
    assert "mobile number" in supply(app, plan_text(district="綦江区").encode(), by="李 13812345678")
    assert plan_copy(PLAN) is None


def test_a_damaged_copy_is_replaced_without_more_ado(home: Path) -> None:
    (home / "plan_copies").mkdir(exist_ok=True)
    (home / "plan_copies" / f"{PLAN}.json").write_text("{", "utf-8")
    assert "Kept as the copy" in supply(open_page("sources", section="clauses"), plan_text(district="綦江区").encode())


@pytest.mark.usefixtures("copy")
def test_a_card_of_the_overview_leads_to_the_clauses_of_its_goal_and_a_scenario_holds_them() -> None:
    text = page_text(open_page("overview"))
    links = re.findall(r'<span class="card-clause"><a href="sources\?([^"]*)">([^<]*)</a>', text)
    assert len(links) == 8
    (dual,) = [name for address, name in links if "indicator=dual_qualified_share" in address]
    assert dual == "1(3), task 9"
    assert list(passages("scenario", goal="dual_qualified_share")) == [
        "The plan's own words: 1(3)",
        "The plan's own words: task 9",
    ]


@pytest.mark.usefixtures("home")
def test_without_a_copy_a_card_shows_the_numbers_of_its_clauses_alone() -> None:
    text = page_text(open_page("overview"))
    assert '<span class="card-clause">1(3), task 9</span>' in text
    assert 'class="card-clause"><a' not in text
