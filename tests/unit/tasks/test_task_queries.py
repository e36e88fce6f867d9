"""What a release answers about tasks: the newest report of each, who was named before, which file is cited."""

from datetime import date
from pathlib import Path
from typing import Any

from core.queries import Returns
from core.queries.provenance import dataset_rows
from core.queries.tasks import (
    cited_evidence,
    milestones_of_task,
    milestones_of_tasks,
    periods,
    recorded_columns,
    reports_of_task,
    task_reports,
)
from tests.support.release_frames import frame, row, tiny_release, tiny_release_frames

SHA = "0F" * 32


def report(task: int, period: str, unit: str = "district", **values: object) -> dict[str, Any]:
    return row(unit, task=task, period=period, stage="under_way", evidence="none", **values)


def milestone(id: str, task: int, planned: date | None, **values: object) -> dict[str, Any]:
    plain = {"milestone": id, "indicator": "", "task": task, "planned_date": planned, "evidence": "none"}
    return row("district", **plain, **values)


def returns(folder: Path, tasks: list[dict[str, Any]], milestones: list[dict[str, Any]] | None = None) -> Returns:
    frames = tiny_release_frames()
    frames["tasks"] = frame("tasks", tasks)
    frames["milestones"] = frame("milestones", milestones or [])
    return Returns(tiny_release(folder, frames=frames))


def test_the_newest_report_of_each_task_counts_however_its_period_is_cut(tmp_path: Path) -> None:
    asked = returns(
        tmp_path,
        [
            report(1, "2024-09"),
            report(1, "2024-Q4", owner="甲"),
            report(1, "2024-H1"),
            report(2, ""),
            report(2, "2023"),
        ],
    )
    assert periods(asked) == ("", "2023", "2024-H1", "2024-09", "2024-Q4")
    assert task_reports(asked)[["task", "period", "owner"]].values.tolist()[0] == [1, "2024-Q4", "甲"]
    assert task_reports(asked)["period"].tolist() == ["2024-Q4", "2023"]
    assert reports_of_task(asked, 1)["period"].tolist() == ["2024-Q4", "2024-09", "2024-H1"]


def test_an_owner_who_left_is_still_known_by_the_last_report_that_named_one(tmp_path: Path) -> None:
    asked = returns(
        tmp_path,
        [
            report(1, "2024-H1", owner="甲", owner_en="A"),
            report(1, "2024-H2", owner="乙", owner_en="B"),
            report(1, "2025-H1"),
            report(2, "2024-H1", owner="丙"),
            report(2, "2025-H1", owner="丁"),
            report(3, "2025-H1"),
        ],
    )
    names = task_reports(asked)[["former_owner", "former_owner_en", "former_period"]].astype(object)
    assert names.where(names.notna(), None).values.tolist() == [["乙", "B", "2024-H2"], [None] * 3, [None] * 3]


def test_of_several_units_that_report_on_one_task_the_last_report_counts(tmp_path: Path) -> None:
    asked = returns(
        tmp_path,
        [
            report(1, "2025-H1", owner="甲", reported_on=date(2025, 7, 1)),
            report(1, "2025-H1", "secondary-a", owner="乙", reported_on=date(2025, 7, 9)),
            report(1, "2025-H1", "secondary-b", owner="丙"),
        ],
    )
    assert task_reports(asked)[["owner", "units"]].values.tolist() == [["乙", 3]]


def test_a_column_that_no_report_fills_in_is_not_recorded(tmp_path: Path) -> None:
    asked = returns(tmp_path, [report(1, "2025-H1", owner="甲"), report(2, "2025-H1", due_date=date(2025, 1, 1))])
    assert recorded_columns(asked) == {"owner", "due_date"}
    assert recorded_columns(returns(tmp_path / "empty", [])) == frozenset()
    assert periods(returns(tmp_path / "none", [])) == ()


def test_a_file_is_found_by_its_fingerprint_in_reports_and_milestones(tmp_path: Path) -> None:
    asked = returns(
        tmp_path,
        [report(1, "2025-H1", evidence_file="a.pdf", evidence_sha256=SHA), report(2, "2025-H1")],
        [milestone("first", 3, None, milestone_name="首批", evidence_file="b.pdf", evidence_sha256=SHA.lower())],
    )
    cited = cited_evidence(asked, SHA)
    assert cited[["task", "period", "milestone", "evidence_file"]].values.tolist() == [
        [1, "2025-H1", "", "a.pdf"],
        [3, "", "first", "b.pdf"],
    ]
    assert cited_evidence(asked, "00" * 32).empty


def test_milestones_come_by_task_and_planned_day_those_without_one_last(tmp_path: Path) -> None:
    days = [date(2025, 5, 1), None, date(2024, 5, 1)]
    asked = returns(tmp_path, [], [milestone(f"m{place}", 9, day) for place, day in enumerate(days)])
    assert [(id, planned) for id, _, _, _, planned, _ in milestones_of_tasks(asked)] == [
        ("m2", date(2024, 5, 1)),
        ("m0", date(2025, 5, 1)),
        ("m1", None),
    ]
    assert milestones_of_task(asked, 9)["milestone"].tolist() == ["m2", "m0", "m1"]
    assert milestones_of_task(asked, 8).empty


def test_the_source_rows_of_one_task_are_listed_newest_first(tmp_path: Path) -> None:
    asked = returns(
        tmp_path, [report(1, "2024"), report(1, "2025"), report(2, "2025")], [milestone("a", 2, date(2025, 5, 1))]
    )
    assert dataset_rows(asked, "tasks", task=1)[0][["part", "source_row"]].values.tolist() == [
        ["task 1/2025/under_way", 3],
        ["task 1/2024/under_way", 2],
    ]
    assert len(dataset_rows(asked, "tasks")[0]) == 3
    assert dataset_rows(asked, "milestones", task=2)[0]["part"].tolist() == ["task 2/2025-05-01"]
