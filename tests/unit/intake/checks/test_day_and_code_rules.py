"""Rules over the years, days and codes of one line: the last one that is right, the first one that is wrong."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from core.intake.checks.candidate_release import CandidateRelease, PlanCodes
from core.plan.indicators import Indicator
from tests.support.claims import fixed
from tests.support.intake.returned_rows import TODAY, HandMadeReturn, rule

# --- years and days


@pytest.mark.parametrize(
    ("dataset", "as_of", "newest"),
    [
        ("enrolment", date(2025, 8, 31), 2024),
        ("enrolment", date(2025, 9, 1), 2025),
        ("college_enrolment", date(2025, 8, 31), 2024),
        ("teachers", date(2025, 8, 31), 2024),
        ("conditions", date(2025, 8, 31), 2024),
        ("conditions", date(2025, 12, 31), 2025),
        ("cohorts", date(2025, 1, 1), 2025),
        ("training", date(2025, 8, 31), 2025),
        ("observations", date(2025, 8, 31), 2025),
    ],
)
def test_a_year_can_be_known_on_the_day_of_the_release(dataset: str, as_of: date, newest: int) -> None:
    sent = HandMadeReturn()
    for year in (1989, 1990, newest, newest + 1):
        sent.adds(dataset, year=year)
    said = [line.partition(" ")[2] for line in sent.breaks(rule("year", dataset, lower=1990), as_of)]
    column = {"enrolment": "F", "college_enrolment": "D", "teachers": "D", "conditions": "E"}.get(dataset, "E")
    column = "C" if dataset == "cohorts" else column
    assert said == [
        f"{column}2 year: year=1989; lower=1990; upper={newest}",
        f"{column}5 year: year={newest + 1}; lower=1990; upper={newest}",
    ]


def test_a_wrong_year_is_told_once_a_line_or_at_each_number_of_a_sheet_without_a_column_of_years() -> None:
    sent = HandMadeReturn().adds("teachers", year=2026, full_time=10, specialised=6)
    assert [line[:11] for line in sent.breaks(rule("year", "teachers"))] == ["teachers D2"]
    sent = HandMadeReturn()
    sent.without = ("year",)
    sent.adds("teachers", year=2026, full_time=10, specialised=6)
    assert [line[:11] for line in sent.breaks(rule("year", "teachers"))] == ["teachers E2", "teachers F2"]


def test_a_rule_without_a_first_year_takes_any_until_now() -> None:
    sent = HandMadeReturn().adds("teachers", year=0, full_time=10).adds("teachers", year=2026, full_time=10)
    assert sent.breaks(rule("year", "teachers")) == ["teachers D3 year: year=2026; lower=0; upper=2025"]


@pytest.mark.parametrize(
    ("bounds", "days", "said"),
    [
        (
            {"lower": 1990},
            (date(1989, 12, 31), date(1990, 1, 1)),
            "day: day=1989-12-31; lower=1990-01-01; upper=2025-09-01",
        ),
        (
            {"lower": 1990},
            (date(2025, 9, 2), date(2025, 9, 1)),
            "day: day=2025-09-02; lower=1990-01-01; upper=2025-09-01",
        ),
        ({}, (date(2025, 9, 2), date(1, 1, 1)), "day: day=2025-09-02; lower=0001-01-01; upper=2025-09-01"),
        (
            {"lower": 2010, "upper": 2030},
            (date(2031, 1, 1), date(2030, 12, 31)),
            "planned_day: day=2031-01-01; lower=2010-01-01; upper=2030-12-31",
        ),
    ],
)
def test_a_day_lies_within_its_years(bounds: dict[str, int], days: tuple[date, date], said: str) -> None:
    wrong, right = days
    sent = HandMadeReturn().adds("milestones", milestone="none", actual_date=None)
    sent.adds("milestones", milestone="right", actual_date=right)
    sent.adds("milestones", milestone="wrong", actual_date=wrong)
    day = rule("day", "milestones", measures=["actual_date"], **bounds)
    assert sent.breaks(day, date(2025, 9, 1)) == [f"milestones K4 {said}"]


# --- codes and units of the plan

KNOWN = PlanCodes(indicator=frozenset({"known"}), task=frozenset({"7"}))


@pytest.mark.parametrize(
    ("dataset", "column", "columns", "said"),
    [
        ("observations", "indicator", {"indicator": "known", "year": 2025, "unit": "share"}, ""),
        ("observations", "indicator", {"indicator": "x", "year": 2025, "unit": "share"}, "C2 known: found=x"),
        ("observations", "indicator", {"indicator": "", "year": 2025, "unit": "share"}, ""),
        ("milestones", "indicator", {"milestone": "m", "indicator": "x"}, "G2 known: found=x"),
        ("milestones", "task", {"milestone": "m", "task": 8}, "H2 known_task: found=8; near=7; count=0"),
        ("milestones", "task", {"milestone": "m", "task": 7}, ""),
        ("tasks", "task", {"task": 8}, "C2 known_task: found=8; near=7; count=0"),
        ("tasks", "task", {"task": 7}, ""),
    ],
)
def test_a_code_is_one_the_plan_knows(dataset: str, column: str, columns: dict[str, Any], said: str) -> None:
    known = rule("known", dataset, measures=[column])
    sent = HandMadeReturn().adds(dataset, **columns)
    assert sent.breaks(known, codes=KNOWN) == ([f"{dataset} {said}"] if said else [])
    assert sent.breaks(known) == []  # no plan was given


def indicator(id: str, unit: str, **bounds: float) -> Indicator:
    words = {"zh": "字", "en": "word"}
    names = ("label", "short_label", "definition", "reference_date", "numerator", "denominator")
    fields = {"id": id, "unit": unit, "better": "higher", "path": "linear", "page": "sources", "decimals": 0}
    kind = "share" if unit == "share" else "stock"
    return Indicator.model_validate({**fields, "kind": kind, **dict.fromkeys(names, words), **bounds})


@pytest.mark.parametrize(
    ("code", "unit", "value", "said"),
    [
        ("n", "persons", 9, "I3 under: name=@value; value=9; lower=10"),
        ("n", "persons", 10, ""),
        ("n", "persons", 20, ""),
        ("n", "persons", 21, "I3 over: name=@value; value=21; upper=20"),
        ("n", "persons", None, ""),
        (
            "n",
            "schools",
            9,
            "F3 unit: found=@observation_unit.schools; expected=@observation_unit.persons; indicator=n",
        ),
        ("s", "share", 5, ""),  # has a rule of its own
        ("x", "schools", 9, ""),  # not declared
    ],
)
def test_an_observation_is_in_the_unit_and_bounds_of_its_indicator(
    code: str, unit: str, value: float | None, said: str
) -> None:
    declared = {"n": indicator("n", "persons", lower=10, upper=20), "s": indicator("s", "share")}
    sent = HandMadeReturn().adds("observations", indicator="n", year=2024, unit="persons", value=15)
    sent.adds("observations", indicator=code, year=2025, unit=unit, value=value)
    assert sent.breaks(rule("unit", "observations"), codes=PlanCodes(indicators=declared)) == (
        [f"observations {said}"] if said else []
    )


def test_a_line_in_another_unit_or_of_no_indicator_does_not_hide_the_next_one() -> None:
    codes = PlanCodes(indicators={"n": indicator("n", "persons", upper=20), "s": indicator("s", "share")})
    sent = HandMadeReturn().adds("observations", indicator="x", year=2025, unit="persons", value=99)
    sent.adds("observations", indicator="n", year=2024, unit="share", value=99)
    sent.adds("observations", indicator="s", year=2024, unit="share", value=99)
    sent.adds("observations", indicator="n", year=2025, unit="persons", value=99)
    said = [line.split(":")[0] for line in sent.breaks(rule("unit", "observations"), codes=codes)]
    assert said == ["observations F3 unit", "observations I5 over"]


def test_what_rules_look_at_is_fixed() -> None:
    sent = HandMadeReturn().adds("teachers", year=2025, full_time=5)
    (change,) = CandidateRelease(sent.merged(), TODAY, KNOWN).touched
    assert (change.dataset, change.old, change.new["value"], change.place.column) == ("teachers", None, 5, "E")
    assert fixed(change)
    assert fixed(KNOWN)
