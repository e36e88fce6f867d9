"""The pages while returns arrive one by one: what is not whole says so, and a planner may fill it in."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.support.app_pages import open_page, page_text
from tests.support.rounds.partial_release import partial_release


@pytest.fixture
def partial_workspace(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A workspace whose release holds the return of one school for a year after the demonstration."""
    partial_release(tmp_path / "snapshots", {"500110-sv-a"})
    monkeypatch.setenv("DASHBOARD_HOME", str(tmp_path))


FILLED_IN = "15 units have not reported everything; what is missing counts with their last reported values"


@pytest.mark.usefixtures("partial_workspace")
def test_the_overview_shows_the_whole_year_and_how_far_the_next_one_is() -> None:
    text = page_text(open_page())
    assert "9,639" in text
    assert "2026: 1 of 5 reported" in text
    assert "2,745" not in text


@pytest.mark.usefixtures("partial_workspace")
def test_the_page_of_enrolment_names_who_is_missing() -> None:
    text = page_text(open_page("enrolment"))
    assert "Vocational enrolment, 2025: 9,639 people" in text
    assert "2026: 1 of 5 units have reported in full; in all 2,745 people so far, not comparable with other" in text
    assert "1 vocational school" not in text
    # Who is missing is said once for those that miss the same schools, and then where it stands.
    assert text.count('<p class="note">2026, still to report: Sample vocational school B') == 1
    assert "further up" not in text


@pytest.mark.usefixtures("partial_workspace")
@pytest.mark.parametrize(("address", "said"), [({}, False), ({"fill": "last_year"}, True)])
def test_a_planner_is_asked_what_missing_units_count_as(address: dict[str, str], said: bool) -> None:
    app = open_page("scenario", section="schools", **address)
    (choice,) = [control for control in app.get("button_group") if control.key == "fill"]
    assert [option.content for option in choice.proto.options] == [
        "Complete years only", "Missing units at their last value",
    ]  # fmt: skip
    assert (FILLED_IN in page_text(app)) is said


@pytest.mark.usefixtures("partial_workspace")
def test_a_saved_scenario_is_opened_with_what_missing_units_counted_as() -> None:
    app = open_page("scenario", section="saved", fill="last_year")
    app.text_input(key="scenario_name").set_value("Plan A")
    app.text_input(key="scenario_author").set_value("Li")
    app.text_area(key="scenario_reason").set_value("a try")
    app.button(key="scenario_save").click().run()
    app = open_page("scenario", section="saved")
    assert FILLED_IN not in page_text(app)
    assert "It was saved with units that had not reported counting with their last values." in page_text(app)
    app.button(key="open_Plan A_1").click().run()
    assert app.query_params["fill"] == "last_year"
    assert FILLED_IN in page_text(app)


def test_without_anything_missing_nothing_is_asked() -> None:
    app = open_page("scenario")
    assert [control.key for control in app.get("button_group") if control.key == "fill"] == []
