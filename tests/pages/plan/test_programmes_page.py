"""The page of programmes and industries as a reader sees it: what it lists, how it is narrowed, where it is reached."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from tests.support.app_pages import fetched, open_page, page_text
from tests.support.former_releases import release_of_schema_1
from tests.support.programmes.small_release import small_context

ENTRANTS = {("a", "71", year): 100.0 for year in (2022, 2023, 2024, 2025)}
NUMBERS = {
    **{("a", "719901", year, "entrants"): value for year, value in ((2022, 40), (2023, 38), (2024, 37), (2025, 30))},
    **{("a", "719902", year, "entrants"): 60 for year in (2022, 2023, 2024, 2025)},
}


def test_the_page_says_what_is_matched_what_needs_a_look_and_what_is_taught() -> None:
    text = page_text(open_page("programmes"))
    for words in (
        "count as not mapped: the plan names 5 key industries",
        "2025, of 27 programmes: 2 shrinking year after year, 1 without entrants",
        "2025: 27 programmes in 12 groups",
        "4 rules of early warning",
        "Demonstration data",
    ):
        assert words in text


def test_a_choice_narrows_both_lists_and_their_downloads() -> None:
    text = page_text(open_page("programmes", group="72", warning="shrinking"))
    assert "only: Health, Shrinking year after year" in text
    assert "729903" in text
    assert "729901" not in text
    assert re.search(r"export/programme_list\.csv\?[^\"]*group=72&amp;warning=shrinking", text)
    status, body = fetched("/export/programme_list.csv?lang=en&as_of=2025-12-31&group=72&warning=shrinking")
    assert status == 200
    assert [line.split(",")[0] for line in body.decode("utf-8-sig").splitlines() if re.match(r"\d{6},", line)] == [
        "729903"
    ]


@pytest.mark.parametrize("name", ["industry", "group", "school", "warning"])
def test_a_choice_that_is_not_offered_is_refused_by_name_and_all_is_shown(name: str) -> None:
    text = page_text(open_page("programmes", **{name: "mining"}))
    assert f"The address says {name} “mining”, which is not known" in text
    assert "of 27 programmes" in text


def test_the_page_is_reached_from_its_task_and_from_the_groups_of_enrolment() -> None:
    for page, address in (("tasks", {"task": "7"}), ("enrolment", {})):
        assert 'class="page" href="programmes?lang=en' in page_text(open_page(page, **address))


def test_a_release_of_the_first_version_has_groups_and_says_that_programmes_are_missing(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("DASHBOARD_HOME", str(tmp_path))
    release_of_schema_1(tmp_path / "snapshots")
    text = page_text(open_page("programmes"))
    assert "No school has returned numbers by programme in this release" in text
    assert "Entrants of vocational schools by programme group" in text


def test_a_district_with_pairs_sees_the_share_and_each_source(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DASHBOARD_HOME", str(tmp_path))
    small_context(tmp_path, ENTRANTS, NUMBERS, [("electronics", "719901"), ("mining", "71"), ("farming", "999999")])
    text = page_text(open_page("programmes", industry="electronics"))
    assert "of 100 people who entered vocational schools at least 30% (30 people) are in programmes paired" in text
    assert "the industry mining is declared nowhere" in text
    assert "the national catalogue has no programme 999999" in text
    assert "only: Electronics" in text


def test_a_workspace_without_data_has_the_page_too(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DASHBOARD_HOME", str(tmp_path))
    small_context(tmp_path, {}, {})
    text = page_text(open_page("programmes"))
    assert "No entrants of vocational schools in this release" in text
    assert "2 key industries" in text
