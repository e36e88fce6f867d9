"""Rules over what is reported of tasks period by period, on a handful of rows."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from core.intake.checks.candidate_release import PlanCodes
from core.intake.checks.rules import rules
from core.intake.finding_words import message
from core.intake.rows import UnitEntry
from core.language import Language, catalogue
from core.plan.plans_of_district import district_plans
from core.workspace import DATA
from tests.support.intake.returned_rows import SCHOOL, TODAY, HandMadeReturn, rule

STEPS = rule("steps", "tasks", measures=["proposed_on", "under_way_on", "finished_on"])
OWNER = rule("owner", "tasks", measures=["owner"])
UNCHANGED = rule("unchanged", "tasks", measures=["progress", "stage"])
PERIOD = rule("period", "tasks", measures=["period"])
SAID = rule("period_said", "tasks", measures=["period"])
MARCH, APRIL, MAY = date(2025, 3, 1), date(2025, 4, 1), date(2025, 5, 1)


def reported(*periods: dict[str, Any], **now: Any) -> HandMadeReturn:
    """A task with earlier rows in the release, and the row the return adds."""
    sent = HandMadeReturn()
    for row in periods:
        sent.released("tasks", task=1, **row)
    return sent.adds("tasks", task=1, **now)


@pytest.mark.parametrize(
    ("days", "said"),
    [
        ((MARCH, APRIL, MAY), ""),
        ((MARCH, MARCH, None), ""),
        ((None, APRIL, MAY), ""),
        ((APRIL, MARCH, None), "K2 steps: first=@proposed_on; second=@under_way_on; before=2025-04-01; day=2025-03-01"),
        ((APRIL, None, MARCH), "L2 steps: first=@proposed_on; second=@finished_on; before=2025-04-01; day=2025-03-01"),
        ((MAY, APRIL, MARCH), "K2 steps: first=@proposed_on; second=@under_way_on; before=2025-05-01; day=2025-04-01"),
    ],
)
def test_steps_come_one_after_the_other_and_blank_days_are_passed_over(days: tuple[Any, ...], said: str) -> None:
    columns = dict(zip(("proposed_on", "under_way_on", "finished_on"), days, strict=True))
    assert reported(period="2025", **columns).breaks(STEPS) == ([f"tasks {said}"] if said else [])


def test_a_due_day_before_the_start_is_asked_about_and_not_refused() -> None:
    due = rule("steps", "tasks", measures=["under_way_on", "due_date"]).model_copy(update={"severity": "soft"})
    sent = reported(period="2025", under_way_on=APRIL, due_date=MARCH)
    assert [line.split(":")[0] for line in sent.breaks(due)] == ["tasks N2 steps_unusual"]


def test_a_period_that_has_not_begun_cannot_be_reported() -> None:
    assert reported(period="2026-Q1").breaks(PERIOD) == ["tasks E2 period: found=2026-Q1; upper=2025-12-31"]
    assert reported(period="2025").breaks(PERIOD) == []
    assert reported(period="2025").breaks(PERIOD, as_of=date(2025, 1, 1)) == []
    assert reported(period="").breaks(PERIOD) == []


@pytest.mark.parametrize(
    ("when", "said"),
    [
        ({"period": "2019"}, "E2 plan_before: task=1; found=2019; plan=2021–2025"),
        (
            {"period": "2020-12", "reported_on": date(2025, 1, 9)},
            "E2 plan_before: task=1; found=2020-12; plan=2021–2025",
        ),
        ({"period": "", "reported_on": date(2020, 12, 31)}, "O2 plan_before: task=1; found=2020-12-31; plan=2021–2025"),
        ({"period": "2021-01"}, ""),
        ({"period": "2021", "reported_on": date(2020, 12, 31)}, ""),
        ({"period": ""}, ""),
    ],
)
def test_a_period_before_the_first_plan_is_asked_about(when: dict[str, Any], said: str) -> None:
    """The plan of 2021–2025: 2019 is of no plan, though there are tasks of this number."""
    before, codes = rule("before", "tasks"), PlanCodes(earliest=district_plans([DATA / "plan"]).heads[0])
    asked = [f"tasks {said}"] if said else []
    assert reported(**when).breaks(before, codes=codes) == asked
    assert reported(**when).breaks(before) == []  # no plan was given


def test_a_row_that_says_no_period_is_asked_about_where_others_of_its_task_say_one() -> None:
    assert reported({"period": "2025-H1"}, period="").breaks(SAID) == ["tasks E2 period_blank: found=2025-H1; task=1"]
    assert reported({"period": ""}, period="2025-H1").breaks(SAID) == []
    assert HandMadeReturn().released("tasks", task=2, period="2025").adds("tasks", task=1, period="").breaks(SAID) == []


def test_a_safeguard_is_called_by_its_place_and_not_by_the_number_it_is_reported_under() -> None:
    sent = HandMadeReturn().released("tasks", task=102, period="2025-H1").adds("tasks", task=102, period="")
    (finding,) = sent.findings(SAID, codes=PlanCodes(safeguards=(101, 102)))
    assert message(finding, catalogue(Language.ZH)).startswith("保障2已有2025-H1期的填报")
    assert message(finding, catalogue(Language.EN)).startswith("Safeguard 2 has a report for 2025-H1.")
    (of_task,) = reported({"period": "2025-H1"}, period="").findings(SAID, codes=PlanCodes(safeguards=(101,)))
    assert message(of_task, catalogue(Language.ZH)).startswith("任务1已有")


def test_confirmed_unchanged_beside_other_words_or_another_stage_is_asked_about() -> None:
    before = {"period": "2025-H1", "progress": "一", "stage": "under_way"}
    same = {"period": "2025-H2", "confirmation": "unchanged", "stage": "under_way"}
    assert reported(before, **same, progress=None).breaks(UNCHANGED) == []
    assert reported(before, **same, progress="一").breaks(UNCHANGED) == []
    assert reported(before, **same, progress="二").breaks(UNCHANGED) == [
        "tasks Q2 unchanged: name=@progress; before=2025-H1"
    ]
    finished = {**same, "stage": "finished"}
    assert [line.split(":")[0] for line in reported(before, **finished).breaks(UNCHANGED)] == ["tasks I2 unchanged"]
    assert reported(before, **{**same, "confirmation": "changed"}, progress="二").breaks(UNCHANGED) == []
    older = {"period": "2024-H2", "progress": "零", "stage": "proposed"}
    assert reported(older, before, **same, progress="一").breaks(UNCHANGED) == []  # the newest before counts


def test_an_owner_who_is_not_named_any_more_is_asked_about() -> None:
    before = {"period": "2025-H1", "owner": "甲科"}
    assert reported(before, period="2025-H2", owner=None).breaks(OWNER) == [
        "tasks F2 owner_gone: found=甲科; before=2025-H1"
    ]
    assert reported({**before, "owner": None}, period="2025-H2", owner=None).breaks(OWNER) == []
    left_out = HandMadeReturn().released("tasks", task=1, **before)
    left_out.without = ("owner",)
    assert left_out.adds("tasks", task=1, period="2025-H2", owner=None).breaks(OWNER) == []
    assert HandMadeReturn().adds("tasks", task=1, period="2025", owner=None).breaks(OWNER) == []


def test_one_owner_in_two_spellings_is_asked_about_and_two_offices_are_not() -> None:
    before = {"period": "2025-H1", "owner": "职教科（综合）"}
    assert reported(before, period="2025-H2", owner="职教科(综合)").breaks(OWNER) == [
        "tasks F2 owner_spelt: found=职教科(综合); near=职教科（综合）"
    ]
    assert reported(before, period="2025-H2", owner="职教一科").breaks(OWNER) == []


def test_an_owner_that_is_a_closed_unit_is_asked_about() -> None:
    closed = UnitEntry("b", "School B", "School B", date(2000, 9, 1), date(2024, 8, 31))
    sent = HandMadeReturn(SCHOOL, closed)
    sent.adds("tasks", task=1, period="2025-H1", owner="School B").adds(
        "tasks", task=2, period="2024-H1", owner="School B"
    )
    sent.adds("tasks", task=3, period="2025-H1", owner="School A")
    assert sent.breaks(OWNER) == ["tasks F2 owner_closed: found=School B; day=2024-08-31"]


def test_a_task_that_the_plan_does_not_have_is_named_with_the_nearest() -> None:
    known = rule("known", "tasks", measures=["task"])
    codes = PlanCodes(task=frozenset(("1", "26", "101", "102")), safeguards=(101, 102))
    sent = HandMadeReturn()
    for task in (1, 27, 77, 101):
        sent.adds("tasks", task=task, period="2025")
    assert sent.breaks(known, TODAY, codes) == [
        "tasks C3 known_task_or_safeguard: found=27; near=26; count=2",
        "tasks C4 known_task_or_safeguard: found=77; near=26; count=2",
    ]


def test_a_stage_without_its_day_is_asked_about_unless_the_table_never_had_the_column() -> None:
    finished = next(item for item in rules() if item.id == "task_finished_dated")
    sent = HandMadeReturn().adds("tasks", task=1, period="2025", stage="finished")
    assert sent.breaks(finished) == ["tasks L2 needs: given=@task_stage; name=@finished_on"]
    without = HandMadeReturn()
    without.without = ("finished_on",)
    assert without.adds("tasks", task=1, period="2025", stage="finished").breaks(finished) == []


def test_a_file_and_its_hash_belong_together() -> None:
    pairs = [item for item in rules() if item.id in ("task_file_has_hash", "task_hash_has_file")]
    sent = HandMadeReturn().adds("tasks", task=1, period="2025", evidence_file="a.pdf")
    sent.adds("tasks", task=2, period="2025", evidence_sha256="0" * 64)
    sent.adds("tasks", task=3, period="2025", evidence_file="a.pdf", evidence_sha256="0" * 64)
    assert [line.split(":")[0] for item in pairs for line in sent.breaks(item)] == ["tasks V2 needs", "tasks U3 needs"]


def test_a_file_without_a_kind_of_evidence_is_asked_about() -> None:
    kind = next(item for item in rules() if item.id == "task_file_has_kind")
    sent = HandMadeReturn().adds("tasks", task=1, period="2025", evidence="none", evidence_file="a.pdf")
    sent.adds("tasks", task=2, period="2025", evidence="document", evidence_file="a.pdf")
    sent.adds("tasks", task=3, period="2025", evidence="none")
    (line,) = sent.breaks(kind)
    assert line.endswith("2 needs_another: given=@evidence_file; name=@evidence; found=@evidence_kind.none")


def test_the_day_of_a_step_that_the_stage_has_not_reached_is_asked_about() -> None:
    reached = [item for item in rules() if item.kind == "reached"]
    day = date(2024, 5, 1)
    sent = HandMadeReturn().adds("tasks", task=1, period="2025", stage="proposed", under_way_on=day)
    sent.adds("tasks", task=2, period="2025", stage="under_way", under_way_on=day)
    sent.adds("tasks", task=3, period="2025", stage="finished", under_way_on=day, finished_on=day, closed_on=day)
    sent.adds("tasks", task=4, period="2025", stage="closed", under_way_on=day, finished_on=day, closed_on=day)
    said = [line.split(":")[1].split(";")[0] for item in reached for line in sent.breaks(item)]
    assert said == [" given=@under_way_on", " given=@closed_on"]


def test_entrants_may_be_planned_for_the_coming_autumn_and_no_later() -> None:
    year = rule("year", "enrolment", lower=1990)
    line = {"ownership": "public", "level": "secondary_vocational", "programme_group": "total"}
    sent = HandMadeReturn().adds("enrolment", year=2026, planned_entrants=40, **line)
    assert sent.breaks(year, date(2026, 3, 1)) == []
    assert len(sent.breaks(year, date(2024, 12, 31))) == 1
    assert len(HandMadeReturn().adds("enrolment", year=2026, entrants=40, **line).breaks(year, date(2026, 3, 1))) == 1
