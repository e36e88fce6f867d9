"""The page of tasks, on four tasks one can count in the head."""

import hashlib
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from tests.support.app_pages import fetched, open_page, page_text
from tests.support.former_releases import release_of_schema_1
from tests.support.release_frames import frame, row, tiny_release, tiny_release_frames

AS_OF = date(2025, 12, 31)
SHA = hashlib.sha256(b"rules").hexdigest()


def report(task: int, **values: object) -> dict[str, Any]:
    plain = {"task": task, "period": "2025-H2", "stage": "under_way", "evidence": "document", "owner": "甲科"}
    return row("district", **{**plain, "owner_en": "Office A", **values})


TASKS = [
    # overdue, without owner and unconfirmed at once; the office that had it is gone
    report(1, period="2025-H1", owner="甲科", due_date=date(2025, 6, 30)),
    report(1, owner=None, owner_en=None, due_date=date(2025, 6, 30), progress="<b>完成</b>前期调研"),
    report(2, stage="finished", evidence="statement", confirmation="changed", finished_on=date(2025, 3, 1)),
    report(9, confirmation="unchanged", proposed_on=date(2024, 5, 1), under_way_on=date(2024, 3, 1)),
    report(9, period="2025-H1", evidence_file="办法.pdf", evidence_sha256=SHA, problem="经费不足"),
    report(101, confirmation="unchanged"),
]
MILESTONES = [
    row(
        "district",
        milestone="rules",
        milestone_name="印发认定办法",
        milestone_name_en="Rules of recognition issued",
        indicator="",
        task=9,
        planned_date=date(2024, 6, 30),
        actual_date=date(2024, 9, 10),
        evidence="document",
    ),
    row("district", milestone="first", indicator="", task=9, planned_date=date(2025, 12, 1), evidence="none"),
]


@pytest.fixture(scope="module")
def workspace(tmp_path_factory: pytest.TempPathFactory) -> Path:
    home = tmp_path_factory.mktemp("home")
    frames = tiny_release_frames()
    frames["tasks"], frames["milestones"] = frame("tasks", TASKS), frame("milestones", MILESTONES)
    tiny_release(home / "snapshots", AS_OF, frames)
    return home


@pytest.fixture
def home(workspace: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("DASHBOARD_HOME", str(workspace))
    return workspace


def tiles(text: str) -> dict[str, str]:
    """The counts of the headline by their words."""
    parts = text.split("task-counts")[1].split("task-proof")[0].split("<strong>")[1:]
    return {part.split("<span>")[1].split("</span>")[0]: part.split("</strong>")[0] for part in parts}


@pytest.mark.usefixtures("home")
def test_every_task_stands_in_one_stage_and_each_state_is_counted_on_its_own() -> None:
    text = page_text(open_page("tasks"))
    assert tiles(text) == {
        "Proposed": "0",
        "Under way": "2",
        "Finished": "1",
        "Closed": "0",
        "Not reported on": "23",
        "Overdue": "1",
        "Nobody responsible": "1",
        "Unconfirmed": "1",  # task 1; the 23 without a report are counted under that alone
        "Confirmed unchanged": "1",
    }
    assert "1 finished or closed: 1 on nothing but a statement, 0 on nothing at all" in text
    assert "2 milestones: 1 reached (1 late), 1 overdue" in text
    assert "184 days overdue" in text


@pytest.mark.usefixtures("home")
def test_the_overview_says_the_same_and_leads_here() -> None:
    text = page_text(open_page())
    assert 'href="tasks?lang=en' in text
    assert (
        "26 tasks: 23 not reported on, 2 under way, 1 finished. Counted apart: 1 overdue, 1 nobody responsible" in text
    )


@pytest.mark.usefixtures("home")
@pytest.mark.parametrize("asked", ["9", "９", "任务9", "task 9", "任务九", "双师"])
def test_a_task_is_found_by_its_number_and_stands_in_full(asked: str) -> None:
    text = page_text(open_page("tasks", task=asked))
    assert "Task 9: Dual-qualified teachers – Under way; responsible: Office A" in text
    assert "first, planned for 2025-12-01, 30 days overdue" in text  # the next milestone
    assert "clause=task+9" in text
    assert "Days run backwards: Under way (2024-03-01) is dated before Proposed (2024-05-01)." in text
    assert "2 milestones, 1 reached, 1 overdue" in text
    assert "Dual-qualified share, 2025: 83.3% – the goal of 60% is met" in text
    assert "经费不足" in text
    assert SHA in text


@pytest.mark.usefixtures("home")
def test_an_owner_who_left_and_words_with_signs_of_markup_are_shown_as_they_are() -> None:
    text = page_text(open_page("tasks", task="1"))
    assert "The report for first half of 2025 named Office A; since then nobody is named." in text
    assert "&lt;b&gt;完成&lt;/b&gt;前期调研" in text
    assert "This task has no quantified goal" in text
    assert "%" not in text.split("panel-head")[2].split("panel-foot")[0]


@pytest.mark.usefixtures("home")
@pytest.mark.parametrize(
    ("asked", "said"),
    [
        ("99", "The plan has no task “99”; its tasks are 1 to 26. The nearest:"),
        ("保障7", "The plan has no task “保障7”; its tasks are 1 to 26. The nearest:"),
        ("0x<b>", "The plan has no task “0x&lt;b&gt;”; its tasks are 1 to 26. The nearest:"),
    ],
)
def test_a_task_that_is_not_there_is_refused_in_a_sentence_with_the_nearest(asked: str, said: str) -> None:
    text = page_text(open_page("tasks", task=asked))
    assert said in text
    near = text.split("The nearest:")[1].split("</p>")[0]
    assert ("Task 26" in near, "Safeguard 4" in near) == (asked == "99", asked == "保障7")
    assert "All 26 tasks and 4 safeguards" in text


@pytest.mark.usefixtures("home")
def test_words_that_several_labels_hold_name_all_of_them() -> None:
    text = page_text(open_page("tasks", task="教师"))
    assert "“教师” may be 2 tasks:" in text
    named = text.split("“教师” may be 2 tasks:")[1].split("</p>")[0]
    assert named.count("href=") == 2
    assert "task=9&" in named
    assert "task=16&" in named


@pytest.mark.usefixtures("home")
def test_what_is_filtered_is_in_the_address_and_in_the_download() -> None:
    text = page_text(open_page("tasks", state="overdue", view="table"))
    assert "Overdue: 1 task" in text
    assert "task_list.csv?lang=en&amp;state=overdue" in text
    status, body = fetched("/export/task_list.csv?lang=en&state=overdue")
    rows = body.decode("utf-8-sig").split("\r\n\r\n")[0].splitlines()
    assert (status, len(rows)) == (200, 2)
    assert rows[1].startswith("Task 1: Ideological and political education,")


@pytest.mark.usefixtures("home")
@pytest.mark.parametrize(
    ("name", "value"), [("section", "九十"), ("owner", "nobody"), ("state", "late"), ("view", "x")]
)
def test_a_filter_that_means_nothing_is_named_and_left_out(name: str, value: str) -> None:
    text = page_text(open_page("tasks", **{name: value}))
    assert f"The address says {name} “{value}”, which is not known" in text
    assert "All 26 tasks and 4 safeguards" in text


@pytest.mark.usefixtures("home")
@pytest.mark.parametrize(
    ("panel", "asked"),
    [
        ("task_list", "owner=Nobody%20Ltd"),
        ("task_timeline", "state=nonsense"),
        ("conditions_matrix", "ownership=xx"),
        ("conditions_growth", "students=-5"),
        ("indicator_values", "task=9999"),
        ("programme_list", "group=00"),
        ("programme_warnings", "warning=none"),
    ],
)
def test_a_filter_that_means_nothing_makes_no_file_of_everything(panel: str, asked: str) -> None:
    status, body = fetched(f"/export/{panel}.csv?lang=en&{asked}")
    name, _, value = asked.replace("%20", " ").partition("=")
    assert status == 404
    assert body.decode().startswith(f"No file was made: the address says {name} “{value}”, which is not known.")


@pytest.mark.usefixtures("home")
def test_the_filter_lets_through_a_section_and_an_owner() -> None:
    app = open_page("tasks", section="四", owner="甲科", view="table")
    assert "(4) Teachers; Office A: 1 task" in page_text(app)
    assert [box.value for box in app.selectbox if str(box.key).startswith("task_")] == ["四", "甲科", ""]


@pytest.mark.usefixtures("home")
def test_the_timeline_has_a_row_a_task_and_the_bars_of_those_with_days() -> None:
    app = open_page("tasks", view="timeline")
    assert "Timeline of 30 tasks" in app.get("bidi_component")[-1].proto.json
    status, body = fetched("/export/task_timeline.csv?lang=en")
    assert status == 200
    lines = body.decode("utf-8-sig").splitlines()
    assert lines[9].startswith("Task 9: Dual-qualified teachers,2024-05-01,2024-03-01,")
    assert lines[9].endswith(",2,1,1")


def test_a_release_of_version_1_says_not_recorded_and_never_no(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DASHBOARD_HOME", str(tmp_path))
    release_of_schema_1(tmp_path / "snapshots")
    text = page_text(open_page("tasks"))
    assert "Overdue: not recorded in this release" in text
    assert "Unconfirmed: not recorded in this release" in text
    assert "Due not recorded in this release" in text
    one = page_text(open_page("tasks", task="9"))
    assert "period not stated" in one


def test_without_any_report_all_tasks_are_unreported_and_none_is_at_the_first_stage(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("DASHBOARD_HOME", str(tmp_path))
    frames = tiny_release_frames()
    frames["tasks"], frames["milestones"] = frame("tasks", []), frame("milestones", [])
    tiny_release(tmp_path / "snapshots", AS_OF, frames)
    text = page_text(open_page("tasks"))
    counts = tiles(text)
    assert (counts["Proposed"], counts["Not reported on"]) == ("0", "26")
    assert "26 tasks, none reported on" in text
    assert "Overdue: no task is reported on yet" in text
    assert "not recorded in this release" not in text
    assert "its progress is not known" in page_text(open_page("tasks", task="9"))


@pytest.mark.usefixtures("home")
def test_of_a_file_of_evidence_only_the_fingerprint_is_kept_and_who_cites_it_is_said() -> None:
    app = open_page("tasks")
    app.file_uploader[0].set_value(("办法.pdf", b"rules", "application/pdf")).run()
    text = page_text(app)
    assert "“办法.pdf” is cited in 1 place:" in text
    assert "Task 9: Dual-qualified teachers (report for first half of 2025)" in text
    assert hashlib.sha256(b"rules").hexdigest() in text
    assert app.file_uploader[0].value is None  # a new, empty box: the file is gone


@pytest.mark.usefixtures("home")
@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"another", "This release does not cite “a&lt;b&gt;.bin”. Copy its name and fingerprint into the return."),
        (bytes(20_000_001), "“a&lt;b&gt;.bin” is larger than 20 MB; no fingerprint was computed."),
    ],
)
def test_a_file_that_nobody_cites_or_that_is_too_large_is_told_so(content: bytes, said: str) -> None:
    app = open_page("tasks", task="9")
    app.file_uploader[0].set_value(("a<b>.bin", content, "application/octet-stream")).run()
    assert said in page_text(app)
