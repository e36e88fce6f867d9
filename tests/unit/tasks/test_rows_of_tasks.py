"""Rows of a release as reports: empty cells stay unknown, milestones go to their task."""

from datetime import date

import pandas as pd
import pytest

from core.tasks.from_rows import day_or_none, standings, text_or_empty
from core.tasks.periods import Period
from core.tasks.reports import Confirmation, Stage

AS_OF = date(2025, 12, 31)
EMPTY = {
    **dict.fromkeys(("owner", "owner_en", "co_units", "confirmation", "evidence_file", "evidence_sha256")),
    **dict.fromkeys(("former_owner", "former_owner_en", "former_period")),
    **dict.fromkeys(("proposed_on", "under_way_on", "finished_on", "closed_on", "due_date", "reported_on")),
}


def rows(*reports: dict[str, object]) -> pd.DataFrame:
    plain = {"period": "2025-H2", "stage": "under_way", "evidence": "none", "units": 1, **EMPTY}
    return pd.DataFrame([{**plain, **report} for report in reports])


def test_the_tasks_come_in_the_order_asked_for_and_those_without_a_row_are_unreported() -> None:
    tasks = standings(rows({"task": 2}), [], (1, 2), Period(2025, "H", 2), AS_OF)
    assert [(task.number, task.stage) for task in tasks] == [(1, None), (2, Stage.UNDER_WAY)]


def test_an_empty_row_says_nothing() -> None:
    report = standings(rows({"task": 2}), [], (2,), None, AS_OF)[0].report
    assert report is not None
    assert (report.owner, report.co_units, report.due, dict(report.stages), report.confirmation) == (
        "",
        (),
        None,
        {},
        "",
    )


def test_a_full_row_is_read_whole() -> None:
    full = {
        "task": 9,
        "owner": " 甲科 ",
        "co_units": "乙局、丙局",
        "under_way_on": pd.Timestamp(2024, 3, 1),
        "due_date": date(2025, 6, 30),
        "confirmation": "unchanged",
        "former_owner": "丁科",
        "former_period": "2024-H1",
    }
    task = standings(rows(full), [], (9,), Period(2025, "H", 2), AS_OF)[0]
    assert task.report is not None
    assert (task.report.owner, task.report.owner_en, task.report.co_units) == ("甲科", "甲科", ("乙局", "丙局"))
    assert dict(task.report.stages) == {Stage.UNDER_WAY: date(2024, 3, 1)}
    assert (task.report.former_owner_en, task.report.former_period) == ("丁科", "2024-H1")
    assert (task.days_overdue, task.confirmation) == (184, Confirmation.UNCHANGED)


def test_milestones_go_to_their_task_and_are_called_by_their_id_without_a_name() -> None:
    milestones = [
        ("rules", 9, None, None, date(2024, 6, 30), date(2024, 9, 10)),
        ("first", 9, "首批认定", None, None, None),
        ("other", 3, "别的", "Other", None, None),
    ]
    nine, three = standings(rows({"task": 9}), milestones, (9, 3), None, AS_OF)
    assert [(each.name, each.name_en, each.slip) for each in nine.milestones] == [
        ("rules", "rules", 72),
        ("首批认定", "首批认定", None),
    ]
    assert [each.name_en for each in three.milestones] == ["Other"]


@pytest.mark.parametrize("nothing", [None, pd.NaT, float("nan")])
def test_an_empty_day_is_none(nothing: object) -> None:
    assert day_or_none(nothing) is None


@pytest.mark.parametrize(("cell", "text"), [(None, ""), (float("nan"), ""), ("  ", ""), (" 甲 ", "甲")])
def test_an_empty_text_is_empty(cell: object, text: str) -> None:
    assert text_or_empty(cell) == text
