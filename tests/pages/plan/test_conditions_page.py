"""The page of conditions: the district's verdict, the matrix and its filters, one school in full, and bad addresses."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

import pytest

from core.datasets import Symbol
from tests.support.app_pages import fetched, open_page, page_text
from tests.support.district.invented import invented_district
from tests.support.former_releases import release_of_schema_1
from tests.support.release_frames import frame, row, tiny_release, tiny_release_frames

DISTRICT = "2025, of 2 schools: 0 meet every column, 1 fail at least one, 1 cannot be said"


def _rows_of_b() -> list[dict[str, Any]]:
    """600 students, 40 teachers in the other return, and no word of the rest."""
    measures = {"campus_area": None, "building_area": None, "equipment_value": None, "books": None, "students": 600}
    return [
        row("secondary-b", ownership="private", school_class="general", year=2025, measure=name, value=value)
        | {"symbol": Symbol.PRESENT if value else Symbol.NOT_REPORTED}
        for name, value in measures.items()
    ]


@pytest.fixture(scope="module")
def workspace(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A: 1,500 students and 30,000 books where 45,000 are asked, all else met; B did not report most."""
    folder = tmp_path_factory.mktemp("home")
    frames = tiny_release_frames()
    frames["conditions"] = frame("conditions", [*frames["conditions"].to_dict("records"), *_rows_of_b()])
    tiny_release(folder / "snapshots", date(2025, 12, 31), frames)
    return folder


@pytest.fixture(autouse=True)
def home(workspace: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DASHBOARD_HOME", str(workspace))


def test_the_district_is_said_in_one_sentence_and_what_is_not_known_is_counted_apart() -> None:
    text = page_text(open_page("conditions"))
    assert DISTRICT in text
    assert "10 short, 15,000 books in all" in text
    assert "cannot be judged: " in text


def test_the_failing_column_stands_first_and_its_course_is_one_link_away() -> None:
    text = page_text(open_page("conditions"))
    assert text.index("vocational school A</a>") < text.index("vocational school B</a>")
    assert "school=secondary-a&amp;column=books_per_student" in text.replace("&amp;as_of=2025-12-31", "")


@pytest.mark.parametrize(
    ("address", "shown"),
    [
        ({"verdict": "fails"}, "(1 shown by these choices)"),
        ({"verdict": "meets"}, "No school is left by these choices."),
        ({"ownership": "private"}, "(1 shown by these choices)"),
        ({"class": "skilled_worker"}, "No school is left by these choices."),
        ({"column": "books_per_student", "verdict": "fails"}, "(1 shown by these choices)"),
        ({"find": "school b"}, "(1 shown by these choices)"),
        ({"standard": "moe-2010-setting"}, "Setting standard for secondary vocational schools, 2010"),
    ],
)
def test_filters_are_in_the_address(address: dict[str, str], shown: str) -> None:
    assert shown in page_text(open_page("conditions", **address))


@pytest.mark.parametrize(
    ("name", "value"),
    [("standard", "x"), ("verdict", "good"), ("column", "x"), ("class", "x"), ("ownership", "x"), ("year", "1999")],
)
def test_what_an_address_says_wrongly_is_said_and_left_out(name: str, value: str) -> None:
    text = page_text(open_page("conditions", **{name: value}))
    assert f"“{value}”" in text
    assert DISTRICT in text


def test_one_school_says_what_it_lacks_what_it_can_take_and_every_number_with_its_place() -> None:
    text = page_text(open_page("conditions", school="secondary-a"))
    assert "Books per student 10 volumes per student short, 15,000 books in all" in text
    assert "It has 1,500 students, 500 too many by Books per student." in text
    assert "With 45 more it would need Books per student: 16,350 books." in text
    assert "60 numbers from 2020 to 2025" in text
    assert "returns.xlsx" in text


def test_a_school_can_be_named_and_one_that_is_not_there_is_answered_with_the_nearest_names() -> None:
    assert "15,000 books in all" in page_text(open_page("conditions", school="示例中职学校 A"))
    text = page_text(open_page("conditions", school="中职学校"))
    assert "There is no school “中职学校”. Did you mean:" in text
    assert DISTRICT in text


def test_the_download_holds_what_the_filters_leave() -> None:
    status, body = fetched("/export/conditions_matrix.csv?lang=en&verdict=fails&column=books_per_student")
    rows = [line for line in body.decode("utf-8-sig").splitlines() if line.startswith("2025,Demonstration")]
    assert status == 200
    assert len(rows) == 1
    assert "Books per student,20,volumes per student" in rows[0]
    assert "-10" in rows[0]


def test_of_many_schools_a_page_is_shown_and_the_next_one_is_a_link(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    frames = tiny_release_frames()
    of_a = frames["conditions"].to_dict("records")
    many = [
        {**entry, "unit_id": f"many-{place:02}", "unit_name": f"{place:02}号学校", "unit_name_en": f"School {place:02}"}
        for place in range(61)
        for entry in of_a
    ]
    frames["conditions"] = frame("conditions", many)
    tiny_release(tmp_path / "snapshots", date(2025, 12, 31), frames)
    monkeypatch.setenv("DASHBOARD_HOME", str(tmp_path))
    text = page_text(open_page("conditions"))
    assert "Page 1 of 3, 61 schools" in text
    assert "School 29</a>" in text
    assert "School 30</a>" not in text
    app = open_page("conditions")
    app.query_params["page"] = "9"
    last = page_text(app.run())
    assert "Page 3 of 3, 61 schools" in last
    assert "School 60</a>" in last
    status, body = fetched("/export/conditions_matrix.csv?lang=en&column=books_per_student")
    assert status == 200
    assert body.decode("utf-8-sig").count("Books per student,20,") == 61
    assert "2 schools reported students and never their conditions" in text


def test_a_release_of_the_first_schema_version_shows_its_schools_and_has_no_plans_or_colleges(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    release_of_schema_1(tmp_path / "snapshots")
    monkeypatch.setenv("DASHBOARD_HOME", str(tmp_path))
    text = page_text(open_page("conditions"))
    assert "2024, of 5 schools: 4 meet every column, 1 fail at least one, 0 cannot be said" in text
    assert "No school has sent its planned entrants" in text
    one = page_text(open_page("conditions", school="500110-sv-e"))
    assert "Sample vocational school E, 2024, fails:" in one
    assert "numbers from 2015 to 2024" in one
    colleges = page_text(open_page("conditions", standard="moe-2004-college-conditions"))
    assert "No school to which “Basic conditions for vocational colleges, 2004, qualified level” applies" in colleges


def test_a_plan_without_a_standard_judges_nothing_and_still_shows_every_number_of_a_school(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    invented_district(tmp_path)
    monkeypatch.setenv("DASHBOARD_HOME", str(tmp_path))
    text = page_text(open_page("conditions", lang="en", school="secondary-a"))
    assert "The plan names no standard, so nothing can be judged" in text
    assert "Once a standard is entered in standards.toml of the plan" in text
    assert "Chengwan First Vocational School, 2025: students" in text
