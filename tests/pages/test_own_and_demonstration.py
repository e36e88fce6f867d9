"""Own releases beside the demonstration on every page: what opens, what is marked, and what is never compared."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from core.context import Context, context_for
from core.exports.table import csv_bytes
from core.language import Language
from core.panels.judgement.closing import closing_of
from core.panels.pages import colleges, enrolment, feeder, teachers, training
from core.panels.pages.overview import overview
from core.panels.pages.release_changes import changes, history
from core.panels.scenario.goals import goal_panel
from core.panels.scenario.scenario import prepare_scenario
from core.snapshots import releases
from core.snapshots.demonstration_removal import remove_demonstration, restore_demonstration
from core.ui.frame import PAGES
from tests.support.app_pages import open_page, page_text
from tests.support.release_frames import own_release

NAMES = [name for names in PAGES.values() for name in names]
BAND = "This is the demonstration that comes with the program"
TAG = '<span class="tag illustrative">Demonstration data</span>'


@pytest.fixture
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("DASHBOARD_HOME", str(tmp_path))
    return tmp_path


def shown(release: str) -> Context:
    known = releases()
    snapshot = known.by_id(release)
    assert snapshot is not None
    return context_for(snapshot, Language.EN, releases=known)


def as_of_options(app: AppTest) -> list[list[str]]:
    (control,) = [element for element in app.get("bidi_component") if element.proto.id.endswith("as_of")]
    options: list[list[str]] = json.loads(control.proto.json)["options"]
    return options


def test_the_own_release_opens_and_the_demonstration_where_its_date_is_asked_for(home: Path) -> None:
    own_release(home)
    app = open_page()
    assert app.query_params["as_of"] == "2026-03-01"
    assert BAND not in page_text(app)
    assert TAG not in page_text(app)
    options = as_of_options(app)
    assert options[:3] == [
        ["2026-03-01", "As of 2026-03-01"],
        ["2025-12-31", "Demo 2025-12-31"],
        ["2025-09-01", "Demo 2025-09-01"],
    ]
    assert len(options) == 9
    app = open_page(as_of="2025-12-31")
    assert app.query_params["as_of"] == "2025-12-31"
    assert f"{BAND}: schools and figures are made up" in page_text(app)
    assert "Your own latest release is 2026-03-01" in page_text(app)
    assert TAG in page_text(app)


def test_a_date_before_all_own_releases_opens_the_demonstration_known_then(home: Path) -> None:
    own_release(home)
    app = open_page(as_of="2024-10-01")
    assert app.query_params["as_of"] == "2024-09-01"
    assert BAND in page_text(app)


def test_an_own_release_of_the_same_day_wins_and_the_demonstration_keeps_an_address(home: Path) -> None:
    own_release(home, date(2025, 12, 31))
    app = open_page(as_of="2025-12-31")
    assert BAND not in page_text(app)
    assert ["2025-12-31.demo", "Demo 2025-12-31"] in as_of_options(app)
    app = open_page(as_of="2025-12-31.demo")
    assert app.query_params["as_of"] == "2025-12-31.demo"
    assert BAND in page_text(app)


def test_a_removed_demonstration_is_refused_by_name_and_comes_back(home: Path) -> None:
    own_release(home)
    remove_demonstration()
    app = open_page(as_of="2025-12-31")
    assert "The address asks for the as-of date “2025-12-31”, for which there is no release" in page_text(app)
    assert app.query_params["as_of"] == "2026-03-01"
    assert [value for value, _ in as_of_options(app)] == ["2026-03-01"]
    restore_demonstration()
    assert open_page(as_of="2025-12-31").query_params["as_of"] == "2025-12-31"


# --- marks


PANELS = {
    "enrolment": (
        enrolment.students,
        lambda context: enrolment.ratio(context, "enrolment"),
        enrolment.by_school,
        enrolment.by_programme,
    ),
    "teachers": (teachers.dual_qualified, teachers.by_school, teachers.titles, teachers.industry_part_time),
    "training": (
        training.person_times,
        training.persons,
        training.by_group,
        training.by_type,
        training.change,
        training.certificates,
        training.employment,
    ),
    "colleges": (colleges.college_count, colleges.pipeline),
    "college_enrolment": (colleges.college_students, colleges.students_by_institution),
}


@pytest.mark.parametrize("made_up", PANELS)
def test_a_panel_is_marked_when_it_rests_on_a_row_of_the_demonstration_and_only_then(home: Path, made_up: str) -> None:
    own_release(home, made_up=(made_up,))
    context = shown("2026-03-01")
    for dataset, makers in PANELS.items():
        for make in makers:
            panel = make(context)
            assert panel.table.rows or panel.figure is None, panel.id
            if panel.table.rows:
                assert panel.illustrative is (dataset == made_up), panel.id
    assert feeder.feeder(context).illustrative is (made_up == "enrolment")


def test_a_scenario_is_marked_by_what_its_goal_starts_from(home: Path) -> None:
    own_release(home, made_up=("teachers",))
    scenario = prepare_scenario(shown("2026-03-01"), {}, draws=0)
    marks = {
        id: goal_panel(scenario, id).illustrative
        for id in scenario.outcome.paths
        if id in scenario.context.plan.goal_ids
    }
    assert {id for id, marked in marks.items() if marked} <= {"dual_qualified_share", "schools_meeting_standard"}
    assert marks["secondary_vocational_enrolment"] is False


def test_a_download_says_what_the_panel_says(home: Path) -> None:
    own_release(home, made_up=("teachers",))
    context = shown("2026-03-01")
    caution = "Demonstration data; it describes no real school."
    assert caution in csv_bytes(teachers.titles(context), context.texts).decode("utf-8-sig")
    assert caution not in csv_bytes(enrolment.students(context), context.texts).decode("utf-8-sig")


def test_the_source_line_names_the_status_of_the_rows_and_not_of_the_whole_release(home: Path) -> None:
    own_release(home, made_up=("teachers",))
    context = shown("2026-03-01")
    assert teachers.titles(context).source.endswith("kind: demonstration.")
    assert enrolment.students(context).source.endswith("kind: reported.")
    assert goal_panel(prepare_scenario(context, {}, draws=0), "college_students").source.count("demonstration") == 1


def test_the_overview_marks_single_goals_where_others_rest_on_real_rows(home: Path) -> None:
    own_release(home, made_up=("teachers",))
    mixed = overview(shown("2026-03-01"))
    assert mixed.tag == "Demonstration data"
    assert [card.indicator for card in mixed.cards if card.tag] == ["dual_qualified_share"]
    assert page_text(open_page()).count(TAG) == 2  # the line above, and one card
    everything = overview(shown("2025-12-31"))
    assert everything.tag == "Demonstration data"
    assert not any(card.tag for card in everything.cards)


def test_the_overview_marks_tasks_alone(home: Path) -> None:
    own_release(home, made_up=("tasks",))
    alone = overview(shown("2026-03-01"))
    assert (alone.tag, alone.tasks_tag) == (None, "Demonstration data")
    own_release(home, date(2026, 4, 1))
    assert overview(shown("2026-04-01")).tasks_tag is None


# --- never mixed


def test_a_closing_evaluation_looks_back_on_releases_of_its_own_kind(home: Path) -> None:
    own_release(home, date(2024, 3, 1))
    own_release(home, date(2026, 3, 1))
    closing = closing_of(shown("2026-03-01"), "secondary_vocational_enrolment")
    assert closing is not None
    known = {year.vintage.release for year in closing.years if year.vintage is not None}
    assert known <= {"2024-03-01", "2026-03-01", None}
    assert "2024-03-01" in known
    closing = closing_of(shown("2025-12-31"), "secondary_vocational_enrolment")
    assert closing is not None
    known = {year.vintage.release for year in closing.years if year.vintage is not None}
    assert "2025-09-01" in known
    assert not known & {"2024-03-01", "2026-03-01"}


def test_the_first_own_release_is_compared_with_nothing(home: Path) -> None:
    own_release(home)
    panel = changes(shown("2026-03-01"))
    assert panel.headline == "There is no earlier release to compare with"
    assert changes(shown("2026-03-01"), "2025-12-31").headline == panel.headline
    number = history(shown("2026-03-01"), "secondary_vocational_enrolment", 2024)
    assert [line[0].text for line in number.table.rows] == ["2026-03-01"]
    assert not number.illustrative
    before = changes(shown("2025-12-31"))
    assert before.choices == (("since", "2025-09-01"),)
    assert before.illustrative
