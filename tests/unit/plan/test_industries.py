"""The key industries of a plan and their pairs: what is declared, cited and dated, and what is named and left out."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from core.commands.exit_codes import FAILED
from core.commands.main import main
from core.language import Language, catalogue
from core.plan.new_plan import NewPlan, write_new_plan
from core.plan.plan import Plan, load_plan
from core.plan.plan_in_force import load_plan_in_force
from core.problem_sentences import plan_sentence
from core.toml_entries import PlanError, PlanProblem
from core.workspace import DATA

INDUSTRY = """
[[industry]]
id = "machinery"
label = { zh = "机械", en = "Machinery" }
clause = { id = "task 1", text = { zh = "任务1", en = "task 1" } }
valid_from = 2021-03-01
"""
ENDED = INDUSTRY.replace("machinery", "textiles") + "valid_to = 2022-12-31\n"


def pairing(code: str, industry: str = "machinery", more: str = "") -> str:
    source = 'clause = { id = "task 1", text = { zh = "任务1", en = "task 1" } }'
    return f'\n[[pairing]]\nindustry = "{industry}"\ncode = "{code}"\n{source}\nvalid_from = 2021-03-01\n{more}'


def plan_with(home: Path, text: str) -> Plan:
    root = home / "plan"
    if not root.exists():
        write_new_plan(NewPlan("339901", "澄湾区", "Chengwan", 2021, 2025), root)
    folder = root / "339901-2021-2025"
    (folder / "industries.toml").write_text(text, "utf-8")
    return load_plan(folder, DATA / "plan" / "indicators.toml")


def test_the_plan_that_comes_with_the_program_pairs_no_programme() -> None:
    plan = load_plan_in_force([DATA / "plan"], date(2025, 12, 31))
    industries = plan.industries.in_force(date(2025, 12, 31))
    assert [industry.id for industry in industries] == ["new_technology", "agriculture", "ecology", "tourism", "health"]
    assert {industry.clause.id for industry in industries} == {"task 6"}
    assert plan.industries.pairing == ()
    assert plan.industries.in_force(date(2023, 3, 23)) == ()


def test_a_group_covers_its_programmes_and_a_programme_only_itself(tmp_path: Path) -> None:
    plan = plan_with(tmp_path, INDUSTRY + pairing("66") + pairing("710201"))
    group, programme = plan.industries.pairs_in_force(date(2025, 9, 1))
    assert (group.is_group, programme.is_group) == (True, False)
    assert [group.covers(code) for code in ("66", "660101", "670101")] == [True, True, False]
    assert [programme.covers(code) for code in ("71", "710201", "710202")] == [False, True, False]


def test_a_pair_counts_from_its_first_to_its_last_day_and_while_its_industry_does(tmp_path: Path) -> None:
    text = INDUSTRY + ENDED + pairing("66", more="valid_to = 2023-08-31\n") + pairing("68", "textiles")
    industries = plan_with(tmp_path, text).industries
    days = (
        date(2021, 2, 28),
        date(2021, 3, 1),
        date(2022, 12, 31),
        date(2023, 1, 1),
        date(2023, 8, 31),
        date(2023, 9, 1),
    )
    counted = [[pair.code for pair in industries.pairs_in_force(day)] for day in days]
    assert counted == [[], ["66", "68"], ["66", "68"], ["66"], ["66"], []]
    assert [pair.code for pair in industries.pairs_in_force(date(2022, 1, 1), "textiles")] == ["68"]


@pytest.mark.parametrize("code", ["60", "80", "6", "661", "66010", "6601011", "600101", "66010a", "total", "６６"])
def test_a_pair_with_a_programme_that_is_not_in_the_catalogue_is_named_and_left_out(tmp_path: Path, code: str) -> None:
    plan = plan_with(tmp_path, INDUSTRY + pairing(code) + pairing("66"))
    assert [pair.code for pair in plan.industries.pairs] == ["66"]
    (mistake,) = plan.left_out
    assert (mistake.code, mistake.key) == (PlanProblem.UNKNOWN_PROGRAMME, f"pairing[{code}].code")
    for language in Language:
        sentence = plan_sentence(mistake, catalogue(language))
        assert "339901-2021-2025/industries.toml" in sentence
        assert code in sentence


def test_a_pair_of_an_industry_nobody_declared_is_named_by_the_command(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("DASHBOARD_HOME", str(tmp_path))
    assert plan_with(tmp_path, INDUSTRY + pairing("66", "mining")).industries.pairs == ()
    assert main(["--lang", "en", "plan", "check"]) == FAILED
    assert "the industry mining is declared nowhere" in capsys.readouterr().err


@pytest.mark.parametrize(
    ("text", "code", "key"),
    [
        (INDUSTRY + INDUSTRY, PlanProblem.REPEATED_ID, "industry[machinery].id"),
        (INDUSTRY.replace("task 1", "task 30", 1), PlanProblem.UNKNOWN_ID, "industry[machinery].clause"),
        (INDUSTRY + pairing("66", more="valid_to = 2020-01-01\n"), PlanProblem.WRONG_ORDER, "pairing[66].valid_to"),
        (
            INDUSTRY + '\n[[pairing]]\nindustry = "machinery"\ncode = "66"\nvalid_from = 2021-03-01\n',
            PlanProblem.MISSING_KEY,
            "pairing[66].clause",
        ),
    ],
)
def test_what_cannot_be_read_stops_the_plan_with_file_and_key(
    tmp_path: Path, text: str, code: PlanProblem, key: str
) -> None:
    with pytest.raises(PlanError) as caught:
        plan_with(tmp_path, text)
    assert (caught.value.code, caught.value.key) == (code, key)
