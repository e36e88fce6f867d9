"""The page of returns with own data, with the demonstration, and with nothing at all: what a return is put into."""

from __future__ import annotations

import re
from datetime import date
from io import BytesIO
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from core.datasets import DATASETS, ListState
from core.snapshots import releases
from core.snapshots.demonstration_removal import remove_demonstration
from core.ui.frame import PAGES
from tests.support.app_pages import fetched, open_page, page_text
from tests.support.release_frames import own_release
from tests.support.returns import first_return

NAMES = [name for names in PAGES.values() for name in names]


@pytest.fixture
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("DASHBOARD_HOME", str(tmp_path))
    return tmp_path


# --- returns


def test_returns_go_into_own_data_only(home: Path) -> None:
    own_release(home)
    text = page_text(open_page("intake", as_of="2025-12-31"))
    assert "Returns go into your own data only: what follows is of release 2026-03-01" in text
    assert "as_of=2026-03-01" in text
    assert not re.search(r"(?:template|export)[^\"]*as_of=2025-12-31", text)
    assert "demonstration" not in page_text(open_page("intake"))


def test_the_page_of_returns_starts_clean_unless_somebody_tries_out(home: Path) -> None:
    app = open_page("intake")
    text = page_text(app)
    assert "Where your own data begin" in text
    assert "blank=1" in text
    assert [control.value for control in app.segmented_control] == ["leave"]
    app.segmented_control[0].set_value("keep").run()
    text = page_text(app)
    assert "blank=1" not in text
    assert "as_of=2025-12-31" in text
    assert app.query_params["demo"] == "keep"
    app.switch_page("sources.py").run()
    app.switch_page("intake.py").run()
    assert app.query_params["demo"] == "keep"


def test_a_release_built_upon_the_demonstration_offers_to_leave_its_rows_out(home: Path) -> None:
    own_release(home, made_up=tuple(DATASETS))
    text = page_text(open_page("intake"))
    assert "The newest release contains rows of the demonstration" in text
    assert [control.value for control in open_page("intake").segmented_control] == ["keep"]
    own_release(home, date(2026, 4, 1))
    assert "rows of the demonstration" not in page_text(open_page("intake"))


# --- nothing at all


@pytest.mark.parametrize("page", NAMES)
def test_without_any_data_every_page_says_so_and_where_to_begin(home: Path, page: str) -> None:
    remove_demonstration()
    for lang, sentence in (("en", "There are no data of Qijiang"), ("zh", "还没有数据。请打开")):
        text = page_text(open_page(page, lang=lang))
        assert sentence in text
        assert "python -m core template --blank" in text
    assert ("blank=1" in text) is (page == "intake")


def test_without_any_data_the_empty_form_can_be_downloaded_and_nothing_else(home: Path) -> None:
    remove_demonstration()
    status, form = fetched("/template.xlsx?blank=1&year=2026&lang=zh")
    assert status == 200
    book = openpyxl.load_workbook(BytesIO(form))
    cells = [cell.value for sheet in book for line in sheet.iter_rows() for cell in line if isinstance(cell.value, str)]
    assert "单位名录" in book.sheetnames
    assert not [text for text in cells if re.match("示例(中职|普通|高校)", text)]
    assert fetched("/template.xlsx?year=2026&lang=zh") == (200, form)
    for address in ("/export/overview.csv?lang=en", "/scenario.xlsx?lang=en"):
        status, sentence = fetched(address)
        assert (status, sentence.decode().startswith("There are no data of Qijiang")) == (404, True)
    assert fetched("/healthz")[0] == 503


@pytest.mark.parametrize(("removed", "all_units"), [(False, True), (True, False)])
def test_the_first_return_is_sent_and_published_without_a_release_before_it(
    home: Path, removed: bool, all_units: bool
) -> None:
    if removed:
        remove_demonstration()
    app = open_page("intake")
    app.file_uploader[0].upload("first.xlsx", first_return(), "application/octet-stream")
    app.run()
    assert not app.exception
    assert "Against 2025-12-31" not in page_text(app)
    (explanation,) = [box for box in app.text_input if str(box.key).startswith("explain_")]
    app.text_input(key=explanation.key).set_value("新设学校")
    app.text_input(key="intake_as_of").set_value("2026-09-01")
    app.text_input(key="intake_note").set_value("第一期")
    app.text_input(key="intake_by").set_value("张三").run()
    assert "becomes the first release of your own; it holds what was returned and nothing" in page_text(app)
    if all_units:
        app.checkbox(key="intake_all_units").check().run()
    next(button for button in app.button if button.key == "intake_publish").click().run()
    assert not app.exception
    (release,) = releases().snapshots
    assert (release.id, release.status) == ("2026-09-01", "reported")
    assert release.list_state is (ListState.COMPLETE if all_units else ListState.OPEN)
    assert app.query_params["as_of"] == "2026-09-01"
    assert "Published: release 2026-09-01." in page_text(app)
    assert "since=" not in page_text(app)
    if not removed:
        assert 'class="tag illustrative"' in page_text(open_page("teachers", as_of="2025-12-31.demo"))
    teachers = page_text(open_page("teachers"))
    assert 'class="tag illustrative"' not in teachers
    assert ("total not known" in teachers) is not all_units


def publish_first(app: Any, day: str, name: str, content: bytes, *, all_units: bool) -> None:
    """Send a return by its page and publish it, explaining what is unusual."""
    app.file_uploader[0].upload(name, content, "application/octet-stream")
    app.run()
    for box in [box for box in app.text_input if str(box.key).startswith("explain_")]:
        app.text_input(key=box.key).set_value("新设学校")
    app.text_input(key="intake_as_of").set_value(day)
    app.text_input(key="intake_note").set_value(name)
    app.text_input(key="intake_by").set_value("张三").run()
    if all_units:
        app.checkbox(key="intake_all_units").check().run()
    next(button for button in app.button if button.key == "intake_publish").click().run()
    assert not app.exception


def test_who_states_that_a_list_is_complete_sees_it_is_asked_again_when_it_grows_and_may_take_it_back(
    home: Path,
) -> None:
    remove_demonstration()
    app = open_page("intake")
    app.file_uploader[0].upload("first.xlsx", first_return(), "application/octet-stream")
    app.run()
    assert "With this return 1 school or college is in the list: First." in page_text(app)
    publish_first(open_page("intake"), "2026-09-01", "first.xlsx", first_return(), all_units=True)
    app = open_page("intake")
    assert "1 school or college is in the list; 张三 stated on" in page_text(app)
    assert [button.key for button in app.button if "intake_units" in str(button.key)] == ["intake_units_open"]
    # A return of the same school asks nothing; one of another school asks again.
    app.file_uploader[0].upload("first.xlsx", first_return(), "application/octet-stream")
    app.run()
    assert not [box for box in app.checkbox if box.key == "intake_all_units"]
    publish_first(
        open_page("intake"), "2026-09-02", "second.xlsx", first_return("500110-y", "第二校", "Second"), all_units=False
    )
    app = open_page("intake")
    assert re.search(
        r"The list has grown since 张三 stated on [^;]+ with 1: 1 more \(Second\); whether", page_text(app)
    )
    assert releases().latest().list_state is ListState.COMPLETE
    keys = ["intake_units_complete", "intake_units_open"]
    assert [button.key for button in app.button if "intake_units" in str(button.key)] == keys
    app.button(key="intake_units_open").click().run()
    assert "Write first who states it." in page_text(app)
    app.text_input(key="intake_units_by").set_value("李四").run()
    app.button(key="intake_units_complete").click().run()
    assert "2 schools and colleges are in the list; 李四 stated on" in page_text(app)
    app.button(key="intake_units_open").click().run()
    assert "2 schools and colleges are in the list; whether there are others has not been stated" in page_text(app)
    assert [release.list_state for release in releases().snapshots] == ["complete", "complete", "complete", "open"]


def test_a_return_of_a_unit_that_is_new_offers_the_question_again_and_says_that_the_list_has_grown(
    home: Path,
) -> None:
    remove_demonstration()
    publish_first(open_page("intake"), "2026-09-01", "first.xlsx", first_return(), all_units=True)
    app = open_page("intake")
    app.file_uploader[0].upload("b.xlsx", first_return("500110-y", "第二校", "Second"), "application/octet-stream")
    app.run()
    text = page_text(app)
    assert "With this return 2 schools and colleges are in the list: First, Second." in text
    assert "that it was complete with 1: 1 more (Second)" in text
    assert [box.value for box in app.checkbox if box.key == "intake_all_units"] == [False]
    publish_first(app, "2026-09-02", "b.xlsx", first_return("500110-y", "第二校", "Second"), all_units=True)
    latest = releases().latest()
    assert latest is not None
    assert latest.unit_lists[0].stated_at.date() == latest.published_at.date()
    assert "2 schools and colleges are in the list; 张三 stated on" in page_text(open_page("intake"))
