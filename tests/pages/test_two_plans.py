"""A second plan beside the first: both are shown, each judged by its own goals, and everything says which one it is."""

from __future__ import annotations

import csv
import io
import json
import re
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import parse_qs, urlparse

import pytest
from streamlit.testing.v1 import AppTest

from core.commands.exit_codes import MISUSED, OK
from core.commands.main import main
from core.ui.frame import PAGES
from tests.support.app_pages import fetched, open_page, page_text
from tests.support.district.invented import PLAN, RELEASES, invented_district
from tests.support.district.next_plan import NEXT_ID, next_plan

OLD = "qijiang-14th"
TITLES = {
    OLD: {"zh": "綦江区“十四五”职业教育发展提升方案", "en": "Qijiang vocational education plan 2021–2025"},
    NEXT_ID: {"zh": "虚构区职业教育规划（2026—2030年）", "en": "Invented vocational education plan 2026–2030"},
}
PAGE_NAMES = [name for names in PAGES.values() for name in names]


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """The demonstration's district with a next plan of its own."""
    folder = tmp_path_factory.mktemp("next")
    next_plan(folder)
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("DASHBOARD_HOME", str(folder))
        yield folder


def plain(app: AppTest) -> str:
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", page_text(app)))


def address(app: AppTest) -> dict[str, str]:
    return {name: value[0] if isinstance(value, list) else value for name, value in app.query_params.items()}


def control(app: AppTest, key: str) -> dict[str, object] | None:
    """What a choice of the header offers; None where there is none."""
    for element in app.get("bidi_component"):
        if element.proto.component_name.endswith("select_control") and key in element.proto.id:
            return dict(json.loads(element.proto.json))
    return None


def statement(path: str) -> dict[str, str]:
    """The lines under the rows of a downloaded CSV, by name."""
    status, body = fetched(path)
    assert status == 200
    rows = list(csv.reader(io.StringIO(body.decode("utf-8-sig"))))
    return {row[0]: row[1] for row in rows[rows.index([]) + 1 :]}


@pytest.mark.usefixtures("home")
def test_without_asking_the_plan_of_the_date_is_shown_and_the_other_offered() -> None:
    app = open_page()
    assert address(app)["plan"] == OLD
    offered = control(app, "plan")
    assert offered is not None
    assert offered["options"] == [[NEXT_ID, "Plan 2026–2030"], [OLD, "Plan 2021–2025"]]
    assert "Plan 2021–2025 · 6 stated goals" in plain(app)
    assert "were shown under" not in plain(app)


@pytest.mark.usefixtures("home")
def test_under_the_next_plan_only_its_goals_stand_there_and_the_page_says_why() -> None:
    text = plain(open_page(plan=NEXT_ID))
    assert "Plan 2026–2030 · 3 goals: 3 without enough data" in text
    assert text.count(" stated ") == 3
    assert "as of 2025-12-31, when the Plan 2021–2025 was in force" in text
    assert "whose goals count from 2026-03-01" in text
    # 9,639 students in 2025 of 12,000; the old plan's 10,000 is no goal here
    assert "9,639 / 12,000 people" in text
    assert "/ 10,000" not in text
    assert "3 tasks; this release reports those of the Plan 2021–2025" in text
    assert "Closing evaluation of the Plan 2021–2025" in text


@pytest.mark.usefixtures("home")
def test_the_series_runs_on_and_each_goal_line_carries_its_plan_and_year() -> None:
    app = open_page("enrolment", plan=NEXT_ID)
    charts = [json.loads(element.proto.json) for element in app.get("bidi_component")]
    figure = next(
        chart["figure"]
        for chart in charts
        if "figure" in chart
        and any(t["meta"]["role"] == "goal_of_plan" and t["y"][0] == 10000 for t in chart["figure"]["data"])
    )
    lines = {trace["meta"]["role"]: trace for trace in figure["data"]}
    assert (lines["goal_of_plan"]["x"], lines["goal_of_plan"]["y"]) == ([2020, 2025], [10000, 10000])
    assert (lines["goal"]["x"], lines["goal"]["y"]) == ([2025, 2030], [12000, 12000])
    assert lines["observed"]["x"][0] < 2020 < lines["observed"]["x"][-1] == 2025
    words = [note["text"] for note in figure["layout"]["annotations"]]
    assert "Plan 2021–2025: 10,000 people by 2025" in words
    assert "Goal 12,000 people by 2030 · task 1 · Plan 2026–2030" in words
    assert "The Plan 2021–2025 has a goal for the same indicator, 10,000 people by 2025" in plain(app)


@pytest.mark.usefixtures("home")
def test_an_indicator_of_one_plan_alone_has_a_goal_line_and_a_light_under_that_plan_only() -> None:
    text = plain(open_page("colleges", plan=NEXT_ID))
    assert "The Plan 2026–2030 has no goal for this indicator; the Plan 2021–2025 has one: 8 colleges by 2025." in text
    assert "fell short" not in text.lower()
    assert "Fell short" in plain(open_page("colleges"))


@pytest.mark.usefixtures("home")
@pytest.mark.parametrize("page", PAGE_NAMES)
@pytest.mark.parametrize("lang", ["zh", "en"])
def test_every_page_works_under_both_plans_and_names_the_one_on_show(page: str, lang: str) -> None:
    for plan, titles in TITLES.items():
        app = open_page(page, plan=plan, lang=lang)
        assert address(app)["plan"] == plan
        assert titles[lang] in plain(app)


@pytest.mark.usefixtures("home")
def test_an_address_of_a_plan_that_does_not_exist_is_refused_in_a_sentence() -> None:
    text = plain(open_page(plan="no-such-plan"))
    assert "asks for the plan “no-such-plan”, which this district does not have; the Plan 2021–2025 is shown" in text
    status, body = fetched("/export/vocational_share.csv?lang=en&plan=no-such-plan")
    assert (status, body.decode()) == (404, "This district has no plan “no-such-plan”.")


@pytest.mark.usefixtures("home")
def test_every_link_of_a_page_keeps_the_plan() -> None:
    app = open_page("enrolment", plan=NEXT_ID, as_of="2024-09-01")
    links = re.findall(r'href="((?:export|sources|template)[^"]+)"', page_text(app).replace("&amp;", "&"))
    assert links
    asked = [parse_qs(urlparse(link).query) for link in links]
    assert {(one["plan"][0], one["as_of"][0]) for one in asked} == {(NEXT_ID, "2024-09-01")}


@pytest.mark.usefixtures("home")
def test_downloads_say_the_plan_and_judge_by_it() -> None:
    for plan, goal in ((OLD, "10,000 students"), (NEXT_ID, "An invented goal")):
        title = TITLES[plan]["en"]
        lines = statement(f"/export/secondary_vocational_enrolment.csv?lang=en&plan={plan}")
        assert lines["Plan"] == title
        assert lines["Goal"].startswith(goal)
        assert statement(f"/export/evaluation.csv?lang=en&plan={plan}")["Plan"] == title
        assert statement(f"/export/scenario_goal.csv?lang=en&plan={plan}")["Plan"] == title


@pytest.mark.usefixtures("home")
def test_the_closing_evaluation_of_the_old_plan_is_one_click_from_the_new_one() -> None:
    page = page_text(open_page(plan=NEXT_ID)).replace("&amp;", "&")
    href = next(link for link in re.findall(r'class="closing-more" href="([^"]+)"', page) if OLD in link)
    asked = {name: value[0] for name, value in parse_qs(urlparse(href).query).items()}
    text = plain(open_page("sources", **asked))
    assert "Plan 2021–2025" in text
    assert "10,000 people" in text


@pytest.mark.usefixtures("home")
def test_a_search_finds_the_task_of_the_plan_on_show_and_says_which_that_is() -> None:
    for plan, label, word in ((OLD, "", "Plan 2021–2025"), (NEXT_ID, "Invented task 1", "Plan 2026–2030")):
        status, body = fetched(f"/search.json?lang=en&find=task+1&plan={plan}")
        assert status == 200
        text = body.decode()
        assert label in text
        assert word in text
        assert f"plan={plan}" in text


@pytest.mark.usefixtures("home")
def test_tasks_are_those_of_the_plan_on_show_and_reports_on_other_tasks_are_not_theirs() -> None:
    shown = plain(open_page("tasks", plan=NEXT_ID))
    assert "3 Not reported on" in shown
    assert "This release reports the tasks of the Plan 2021–2025" in shown
    assert "The plan has no task “9”; its tasks are 1 to 3." in plain(open_page("tasks", plan=NEXT_ID, task="9"))
    old = plain(open_page("tasks", plan=OLD, task="9"))
    assert "Task 9: " in old
    assert "Invented task" not in old
    status, body = fetched(f"/export/task_list.csv?lang=en&plan={NEXT_ID}")
    assert status == 200
    assert "Invented task 3" in body.decode("utf-8-sig")


@pytest.mark.usefixtures("home")
def test_every_indicator_is_listed_with_the_goal_of_the_plan_on_show() -> None:
    assert "3 with a goal of the plan" in plain(open_page("indicators", plan=NEXT_ID))
    assert "8 with a goal of the plan" in plain(open_page("indicators", plan=OLD))


@pytest.mark.usefixtures("home")
def test_the_commands_say_the_plan(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["--lang", "en", "assess", "--plan", NEXT_ID]) == OK
    rows = list(csv.DictReader(io.StringIO(capsys.readouterr().out)))
    assert [(row["indicator"], row["plan"]) for row in rows] == [
        ("secondary_vocational_enrolment", NEXT_ID),
        ("vocational_share", NEXT_ID),
        ("training_person_times", NEXT_ID),
    ]
    assert main(["--lang", "en", "scenario", "--json", "--plan", NEXT_ID]) == OK
    report = json.loads(capsys.readouterr().out)
    assert (report["plan"], [goal["target_year"] for goal in report["goals"]]) == (NEXT_ID, [2030, 2030, 2030])
    assert f"plan={NEXT_ID}" in report["parameters"]
    assert main(["--lang", "en", "assess", "--plan", "no-such-plan"]) == MISUSED


def test_a_damaged_next_plan_is_named_on_the_page_and_the_rest_works(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("DASHBOARD_HOME", str(tmp_path))
    folder = next_plan(tmp_path)
    (folder / "goals.toml").write_text("[[goal]]\nindicator = 3\n", "utf-8")
    text = plain(open_page())
    assert f"{NEXT_ID}/goals.toml" in text
    assert "6 stated goals" in text
    assert f"{NEXT_ID}/goals.toml" in plain(open_page(plan=NEXT_ID))
    head = (folder / "plan.toml").read_text("utf-8")
    (folder / "plan.toml").write_text(head.replace("horizon_from", "horizon"), "utf-8")
    text = plain(open_page())
    assert f"{NEXT_ID}/plan.toml" in text
    assert "6 stated goals" in text
    assert control(open_page(), "plan") is None
    (folder / "plan.toml").write_text("nothing that says of which district", "utf-8")
    assert f"{NEXT_ID}/plan.toml" in plain(open_page())


def test_a_next_plan_of_an_indicator_nobody_declared_says_so_and_shows_its_other_goals(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("DASHBOARD_HOME", str(tmp_path))
    next_plan(tmp_path, goals={"colleges": 9, "no_such_thing": 1})
    text = plain(open_page(plan=NEXT_ID))
    assert "no_such_thing" in text
    assert "Plan 2026–2030 · 1 goal" in text


def test_the_plan_follows_the_date_unless_a_reader_chose_one(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DASHBOARD_HOME", str(tmp_path))
    invented_district(tmp_path)
    early, late = (release.isoformat() for release in RELEASES)
    next_plan(tmp_path, PLAN.area, issued=RELEASES[1], years=(2025, 2029), goals={"vocational_share": 0.45})
    assert address(open_page(as_of=early))["plan"] == PLAN.id
    assert address(open_page(as_of=late))["plan"] == NEXT_ID
    text = plain(open_page(as_of=late))
    assert "The Plan 2021–2025 and the Plan 2025–2029 both cover 2025" in text
    assert "綦" not in text
    chosen = open_page(as_of=late, plan=PLAN.id)
    assert "was in force" not in plain(open_page(as_of=late))
    assert "when the Plan 2025–2029 was in force" in plain(chosen)
