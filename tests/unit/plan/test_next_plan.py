"""Two plans of one district: which counts on a day, how they follow each other, and a bad one beside a good one."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from core.commands.exit_codes import FAILED, OK
from core.commands.main import main
from core.plan.plan_in_force import load_plan_of
from core.plan.plans_of_district import DistrictPlans, district_plans
from core.plan.roots import plan_roots
from core.plan.succession import Break, succession_notes
from core.toml_entries import PlanProblem
from tests.support.district.next_plan import NEXT_ID, next_plan

OLD = "qijiang-14th"


@pytest.fixture
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("DASHBOARD_HOME", str(tmp_path))
    return tmp_path


def plans() -> DistrictPlans:
    return district_plans(plan_roots())


def breaks() -> list[tuple[Break, str, int, int]]:
    """The places where a plan does not simply follow another, without the plan that comes with the program."""
    notes = succession_notes(plans().heads)
    return [(note.kind, note.plan.id, note.first, note.last) for note in notes if note.plan.id != OLD]


@pytest.mark.parametrize(
    ("day", "id"),
    [
        (date(2022, 6, 1), OLD),
        (date(2025, 12, 31), OLD),
        (date(2026, 2, 28), OLD),
        (date(2026, 3, 1), NEXT_ID),
        (date(2032, 1, 1), NEXT_ID),
    ],
)
def test_the_old_plan_counts_until_the_next_one_is_issued(home: Path, day: date, id: str) -> None:
    next_plan(home)
    assert plans().in_force(day).id == id


def test_the_next_plan_has_its_own_goals_tasks_and_no_section(home: Path) -> None:
    next_plan(home)
    head = plans().head(NEXT_ID)
    assert head is not None
    plan = load_plan_of(plan_roots(), head)
    assert plan.goal_ids == ("secondary_vocational_enrolment", "vocational_share", "training_person_times")
    assert [(task.number, task.section) for task in plan.tasks] == [(1, None), (2, None), (3, None)]
    assert (plan.sections, plan.first_day) == ((), date(2026, 3, 1))


def test_a_plan_issued_late_a_gap_and_an_overlap_are_each_named_with_their_years(home: Path) -> None:
    next_plan(home)
    assert breaks() == []  # issued in its first year
    next_plan(home, id="late", issued=date(2032, 5, 1), years=(2031, 2035))
    assert breaks() == [(Break.ISSUED_LATE, "late", 2031, 2032)]
    next_plan(home, id="over", issued=date(2034, 1, 1), years=(2034, 2036))
    next_plan(home, id="after", issued=date(2039, 1, 1), years=(2039, 2040))
    assert breaks()[1:] == [(Break.OVERLAP, "over", 2034, 2035), (Break.GAP, "after", 2037, 2038)]


def test_a_note_concerns_the_days_it_is_about(home: Path) -> None:
    next_plan(home, issued=date(2027, 5, 1))
    (late,) = (note for note in succession_notes(plans().heads) if note.plan.id == NEXT_ID)
    assert [late.concerns(day) for day in (date(2025, 12, 31), date(2026, 1, 1), date(2027, 4, 30))] == [
        False,
        True,
        True,
    ]
    assert not late.concerns(date(2027, 5, 1))


@pytest.mark.parametrize(
    ("name", "old", "new", "code"),
    [
        ("plan.toml", f'id = "{NEXT_ID}"', 'id = "qijiang-14th"', PlanProblem.WRONG_DIRECTORY),
        ("plan.toml", "horizon_to = 2030", "horizon_to = 2025", PlanProblem.WRONG_ORDER),
        ("plan.toml", "horizon_from", "horizont", PlanProblem.UNKNOWN_KEY),
    ],
)
def test_a_plan_whose_head_is_wrong_is_named_and_stops_no_other(
    home: Path, name: str, old: str, new: str, code: PlanProblem
) -> None:
    next_plan(home)
    next_plan(home, id="good", years=(2031, 2035), issued=date(2031, 1, 1))
    file = home / "plan" / NEXT_ID / name
    file.write_text(file.read_text("utf-8").replace(old, new), "utf-8")
    assert [head.id for head in plans().heads] == [OLD, "good"]
    assert [(mistake.code, mistake.file) for mistake in plans().mistakes] == [(code, f"{NEXT_ID}/{name}")]


def test_the_command_checks_every_plan_and_says_how_they_follow(home: Path, capsys: pytest.CaptureFixture[str]) -> None:
    next_plan(home, issued=date(2027, 1, 1), years=(2027, 2030))
    assert main(["--lang", "en", "plan", "check"]) == OK
    said = capsys.readouterr()
    assert f"The plan {NEXT_ID} (Invented vocational education plan 2026–2030) has no mistake." in said.out
    assert "No plan covers 2026: until the Plan 2027–2030 is issued, the results of the Plan 2021–2025" in said.err
    next_plan(home, id="stray", years=(2031, 2035), issued=date(2031, 1, 1), goals={"colleges": 9, "no_such_thing": 1})
    assert main(["--lang", "en", "plan", "check"]) == FAILED
    assert "no_such_thing" in capsys.readouterr().err


def test_the_command_writes_the_next_plan_of_the_district_without_a_question(
    home: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["--lang", "en", "plan", "new"]) == OK
    assert main(["--lang", "en", "plan", "new"]) == OK
    capsys.readouterr()
    assert [head.id for head in plans().heads] == [OLD, "500110-2026-2030", "500110-2031-2035"]
    assert {head.district.zh for head in plans().heads} == {"綦江区"}
