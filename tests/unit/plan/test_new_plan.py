"""`python -m core plan new`: a plan that loads as it is, and whose district the dashboard is of from then on."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from core.commands.exit_codes import FAILED, MISUSED, OK
from core.commands.main import main
from core.plan.new_plan import NewPlan, five_years, write_new_plan
from core.plan.plan import Plan, load_plan
from core.plan.plan_in_force import head_in_force, load_plan_in_force
from core.plan.roots import plan_roots
from core.snapshots import has_demonstration, releases
from core.toml_entries import PlanError, PlanProblem
from core.workspace import DATA

OWN_DISTRICT, ELSEWHERE = "500110", "339901"


@pytest.fixture
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("DASHBOARD_HOME", str(tmp_path))
    return tmp_path


def in_force(day: date) -> Plan:
    return load_plan_in_force(plan_roots(), day)


def test_a_new_plan_loads_with_five_goals_and_no_standard(home: Path) -> None:
    names = ["--name-zh", '澄"湾\\区', "--name-en", "Chengwan"]
    assert main(["plan", "new", ELSEWHERE, *names, "--first", "2026"]) == OK
    plan = load_plan(home / "plan" / "339901-2026-2030", DATA / "plan" / "indicators.toml")
    assert (plan.area, plan.district.zh, plan.district.en) == (ELSEWHERE, '澄"湾\\区', "Chengwan")
    assert (plan.issued, plan.horizon_from, plan.horizon_to) == (date(2026, 1, 1), 2026, 2030)
    assert len(plan.goals_in_force(date(2026, 1, 1))) == 5
    assert {(goal.target_year, goal.baseline_year, goal.due) for goal in plan.goals} == {
        (2030, 2025, date(2030, 12, 31))
    }
    assert (plan.standards, plan.milestones, plan.colleges) == ((), (), ())
    assert "projects_2023" not in {indicator.id for indicator in plan.indicators}


def test_without_names_the_code_stands_in_for_them(home: Path) -> None:
    assert main(["plan", "new", ELSEWHERE]) == OK
    assert in_force(date.today()).district.en == "District 339901"  # noqa: DTZ011


def test_the_years_are_those_of_the_five_year_period() -> None:
    assert five_years(date(2025, 12, 31)) == (2021, 2025)
    assert five_years(date(2026, 1, 1)) == (2026, 2030)


def test_a_plan_that_is_there_is_not_overwritten(home: Path, capsys: pytest.CaptureFixture[str]) -> None:
    folder = write_new_plan(NewPlan(ELSEWHERE, "澄湾区", "Chengwan", 2026, 2030), home / "plan")
    (folder / "goals.toml").write_text("# my own", "utf-8")
    before = {path.name: path.read_bytes() for path in folder.iterdir()}
    assert main(["--lang", "en", "plan", "new", ELSEWHERE, "--first", "2026"]) == FAILED
    assert "339901-2026-2030 is there already and was not changed" in capsys.readouterr().err
    assert {path.name: path.read_bytes() for path in folder.iterdir()} == before
    assert [path.name for path in (home / "plan").iterdir()] == ["339901-2026-2030"]


@pytest.mark.parametrize(
    "arguments",
    [
        ["33990"],
        ["3399o1"],
        ["３３９９０１"],
        [ELSEWHERE, "--first", "2026", "--last", "2026"],
        [ELSEWHERE, "--first", "20"],
    ],
)
def test_a_code_or_years_that_cannot_be_are_refused_and_nothing_is_written(home: Path, arguments: list[str]) -> None:
    assert main(["plan", "new", *arguments]) == MISUSED
    assert not (home / "plan").exists()


def test_a_plan_of_another_district_puts_the_one_of_the_program_aside_also_before_its_first_day(home: Path) -> None:
    assert in_force(date(2024, 9, 1)).id == "qijiang-14th"
    assert has_demonstration()
    write_new_plan(NewPlan(ELSEWHERE, "澄湾区", "Chengwan", 2026, 2030), home / "plan")
    for day in (date(2024, 9, 1), date(2026, 1, 1), date(2040, 1, 1)):
        assert in_force(day).id == "339901-2026-2030"
    assert in_force(date(2024, 9, 1)).goals_in_force(date(2024, 9, 1)) == ()
    assert not has_demonstration()
    assert releases().snapshots == ()


def test_the_next_plan_of_the_same_district_follows_the_one_of_the_program(home: Path) -> None:
    write_new_plan(NewPlan(OWN_DISTRICT, "綦江区", "Qijiang", 2026, 2030), home / "plan")
    assert in_force(date(2025, 12, 31)).id == "qijiang-14th"
    assert in_force(date(2026, 1, 1)).id == "500110-2026-2030"
    assert len(releases().snapshots) == 8


def test_of_two_districts_in_one_folder_the_one_with_the_newest_plan_counts_on_every_day(tmp_path: Path) -> None:
    write_new_plan(NewPlan("110101", "甲", "One", 2021, 2025), tmp_path)
    write_new_plan(NewPlan(ELSEWHERE, "乙", "Two", 2026, 2030), tmp_path)
    assert [head_in_force((tmp_path,), date(year, 6, 1)).area for year in (2022, 2027)] == [ELSEWHERE, ELSEWHERE]


def test_without_any_plan_there_is_a_mistake_to_name(tmp_path: Path) -> None:
    with pytest.raises(PlanError) as caught:
        head_in_force((tmp_path,), date(2024, 1, 1))
    assert caught.value.code is PlanProblem.NO_PLAN
