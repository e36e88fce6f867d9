"""Safeguards are reported under numbers of their own."""

from pathlib import Path

import pytest

from core.plan.plan import load_plan
from core.plan.safeguard_numbers import safeguards_by_number
from core.toml_entries import PlanError, PlanProblem
from tests.support.serving import ROOT


def plan_with(tmp_path: Path, safeguards: str) -> dict[int, str]:
    """The numbers of the safeguards written, by their ids."""
    folder = tmp_path / "qijiang-14th"
    folder.mkdir()
    for file in (ROOT / "data" / "plan" / "qijiang-14th").glob("*.toml"):
        text = file.read_text("utf-8")
        if file.name == "tasks.toml":
            text = text[: text.index("[[safeguard]]")] + safeguards
        (folder / file.name).write_text(text, "utf-8")
    plan = load_plan(folder, ROOT / "data" / "plan" / "indicators.toml")
    return {number: safeguard.id for number, safeguard in safeguards_by_number(plan).items()}


def entry(id: str, number: int | None = None) -> str:
    numbered = "" if number is None else f"number = {number}\n"
    return f'[[safeguard]]\nid = "{id}"\n{numbered}label = {{ zh = "甲", en = "A" }}\n'


def test_the_plan_in_the_box_numbers_them_from_101() -> None:
    plan = load_plan(ROOT / "data" / "plan" / "qijiang-14th", ROOT / "data" / "plan" / "indicators.toml")
    assert [*safeguards_by_number(plan)] == [101, 102, 103, 104]


def test_one_without_a_number_takes_the_next_that_is_free(tmp_path: Path) -> None:
    assert plan_with(tmp_path, entry("a") + entry("b", 101) + entry("c")) == {102: "a", 101: "b", 103: "c"}


@pytest.mark.parametrize("second", [102, 7])
def test_no_two_are_reported_under_one_number_nor_one_under_that_of_a_task(tmp_path: Path, second: int) -> None:
    with pytest.raises(PlanError) as refused:
        plan_with(tmp_path, entry("a", 102) + entry("b", second))
    assert refused.value.code in (PlanProblem.REPEATED_ID, PlanProblem.WRONG_VALUE)
