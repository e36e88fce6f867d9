"""Every page run as Streamlit runs it, each with a claim about a number, on a release one can add up in the head."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from streamlit.testing.v1 import AppTest

from core.ui.frame import PAGES
from tests.support.app_pages import open_page, page_text
from tests.support.claims import every
from tests.support.release_frames import tiny_release

NAMES = [name for names in PAGES.values() for name in names]


def two_releases(folder: Path) -> Path:
    """A workspace with two releases: September 2024, known to 2025 rows all the same, and the close-out."""
    for day in (date(2024, 9, 1), date(2025, 12, 31)):
        tiny_release(folder / "snapshots", day)
    return folder


@pytest.fixture(scope="module")
def workspace(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return two_releases(tmp_path_factory.mktemp("home"))


@pytest.fixture
def home(workspace: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The two releases, for tests that change nothing of them."""
    monkeypatch.setenv("DASHBOARD_HOME", str(workspace))
    return workspace


@pytest.fixture
def own_home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The two releases, for a test that damages them."""
    monkeypatch.setenv("DASHBOARD_HOME", str(tmp_path))
    return two_releases(tmp_path)


def chart(app: AppTest, key: str) -> dict[str, Any]:
    for element in app.get("bidi_component"):
        if element.proto.id.endswith(f"chart_{key}"):
            spec: dict[str, Any] = json.loads(element.proto.json)
            return spec
    raise AssertionError(f"no chart {key}")


def trace(app: AppTest, key: str, role: str) -> dict[str, Any]:
    return next(trace for trace in chart(app, key)["figure"]["data"] if trace["meta"]["role"] == role)


@pytest.mark.usefixtures("home")
def test_the_overview_says_of_every_goal_where_it_stands() -> None:
    app = open_page()
    text = page_text(app)
    # met: ratio, dual-qualified teachers; not yet published: elder education; the two college goals are best effort
    assert "6 stated goals: 2 met, 3 missed, 1 without a value; 2 best-effort goals: 2 fell short" in text
    assert '<span class="card-value">2,600</span><span class="card-goal">/ 10,000 people</span>' in text
    assert '<span class="card-value">5.2 : 4.8</span>' in text


@pytest.mark.usefixtures("home")
def test_the_enrolment_page_shows_the_students_it_adds_up() -> None:
    app = open_page("enrolment")
    assert "Vocational enrolment, 2025: 2,600 people – 7,400 people short of the goal of 10,000 people" in page_text(
        app
    )
    observed = trace(app, "secondary_vocational_enrolment", "observed")
    assert dict(zip(observed["x"], observed["y"], strict=True))[2020] == 1600


@pytest.mark.usefixtures("home")
def test_the_ratio_follows_the_choice_of_entrants() -> None:
    app = open_page("enrolment", basis="entrants")
    observed = trace(app, "vocational_share", "observed")
    vocational = 1000 // 3 + 500 // 3 + 1100 // 3
    assert observed["y"][-1] == pytest.approx(vocational / (vocational + 800))


@pytest.mark.usefixtures("home")
def test_the_colleges_page_counts_only_enrolling_colleges() -> None:
    app = open_page("colleges")
    assert "Colleges, 2025: 1 college – 7 colleges short of the best-effort goal of 8 colleges" in page_text(app)
    assert "1 enrolling, 1 under construction" in page_text(app)


@pytest.mark.usefixtures("home")
def test_the_training_page_keeps_persons_and_person_times_apart() -> None:
    text = page_text(open_page("training"))
    assert "1,700 person-times" in text
    assert "1,000 people" in text
    assert "2,700" not in text


@pytest.mark.usefixtures("home")
def test_the_teachers_page_divides_by_specialised_teachers() -> None:
    app = open_page("teachers")
    assert "83.3%" in page_text(app)
    observed = trace(app, "dual_qualified_share", "observed")
    assert observed["y"][-1] == pytest.approx(50 / 60)
    assert observed["y"][-2] is None


@pytest.mark.usefixtures("home")
def test_the_sources_page_takes_a_number_apart_to_its_rows() -> None:
    text = page_text(open_page("sources", indicator="vocational_share", year="2020"))
    assert "4 source rows in release 2025-12-31" in text
    assert "returns.xlsx" in text
    assert "1(3)" in text


@pytest.mark.usefixtures("home")
@pytest.mark.parametrize("page", NAMES)
def test_every_page_follows_the_as_of_date_and_says_that_it_is_not_the_latest(page: str) -> None:
    app = open_page(page, as_of="2024-09-01")
    assert app.query_params["as_of"] in (["2024-09-01"], "2024-09-01")
    assert "release of 2024-09-01, not the latest one (2025-12-31)" in page_text(app)


@pytest.mark.usefixtures("home")
def test_the_control_offers_every_release_and_another_date_gives_other_numbers() -> None:
    app = open_page()
    assert "3 missed, 1 without a value; 2 best-effort goals: 2 fell short" in page_text(app)
    control = next(element for element in app.get("bidi_component") if element.proto.id.endswith("-as_of"))
    offered = json.loads(control.proto.json)
    assert [release for release, _ in offered["options"]][:2] == ["2025-12-31", "2024-09-01"]
    assert every(words.startswith("Demo ") for _, words in offered["options"][2:])
    assert offered["chosen"] == "2025-12-31"
    # In September 2024 only the projects of 2023 are due.
    assert "1 missed" in page_text(open_page(as_of="2024-09-01"))


@pytest.mark.usefixtures("home")
@pytest.mark.parametrize("page", NAMES)
def test_pages_of_demonstration_rows_say_so(page: str) -> None:
    assert "Demonstration data" in page_text(open_page(page)) or page == "sources"


@pytest.mark.usefixtures("home")
@pytest.mark.parametrize(
    ("address", "sentence"),
    [
        ({"as_of": "1999-01-01"}, "asks for the as-of date “1999-01-01”, for which there is no release"),
        ({"as_of": "yesterday"}, "asks for the as-of date “yesterday”"),
        ({"lang": "fr"}, "“fr”"),
        ({"present": "yes"}, "says present “yes”"),
        ({"lever_unknown": "3"}, "parameter “lever_unknown”"),
    ],
)
def test_what_an_address_asks_for_in_vain_is_refused_by_name(address: dict[str, str], sentence: str) -> None:
    text = page_text(open_page(**address))
    assert sentence in text
    assert "2,600" in text


def test_a_damaged_release_is_named_and_the_others_stay(own_home: Path) -> None:
    path = own_home / "snapshots" / "2025-12-31" / "teachers.parquet"
    path.write_bytes(path.read_bytes()[:-20])
    text = page_text(open_page())
    assert "2025-12-31/teachers.parquet does not match the hash" in text
    assert str(own_home) not in text
    assert "6 stated goals" in text


def test_without_any_usable_release_one_sentence_says_what_to_do(own_home: Path) -> None:
    for release in ("2024-09-01", "2025-12-31"):
        (own_home / "snapshots" / release / "manifest.toml").unlink()
    text = page_text(open_page())
    assert "There is no usable release" in text
    assert "2024-09-01/manifest.toml is missing" in text


def test_a_mistake_in_the_plan_is_one_sentence_naming_file_and_key(own_home: Path) -> None:
    from core.workspace import DATA

    own = own_home / "plan" / "qijiang-14th"
    own.mkdir(parents=True)
    for file in (DATA / "plan" / "qijiang-14th").iterdir():
        (own / file.name).write_text(file.read_text("utf-8").replace("value = 50000", 'value = "many"'), "utf-8")
    text = page_text(open_page())
    assert "qijiang-14th/goals.toml" in text
    assert "value" in text
    assert "Traceback" not in text
