"""What the rules of early warning say of a programme, and when they say that nothing can be said."""

from __future__ import annotations

from math import inf
from pathlib import Path

import pytest

from core.programmes.early_warning import Bounds, Outcome, Verdict, judge
from core.programmes.warning_rules import WarningKind, WarningRule, WarningSeverity, warning_rules
from core.toml_entries import PlanError, Words

LABEL = Words(zh="规则", en="A rule")


def rule(kind: WarningKind, years: int = 1, at_most: float = 0) -> WarningRule:
    return WarningRule(
        id="rule",
        kind=kind,
        years=years,
        at_most=at_most,
        severity=WarningSeverity.WARNING,
        label=LABEL,
        basis=LABEL,
    )


def known(**numbers: float) -> dict[int, Bounds]:
    return {int(year.removeprefix("y")): Bounds(number, number) for year, number in numbers.items()}


ONE = Bounds(1, 1)
SHRINKING = rule(WarningKind.FALLING, years=3)
EMPTY = rule(WarningKind.AT_MOST)


def shrinking(**numbers: float) -> Verdict:
    return judge(SHRINKING, 2025, known(**numbers), ONE)


def test_three_falls_in_a_row_need_four_years() -> None:
    assert shrinking(y2022=40, y2023=39, y2024=38, y2025=37).outcome is Outcome.FOUND
    verdict = shrinking(y2023=39, y2024=38, y2025=37)
    assert verdict.outcome is Outcome.UNSAID
    assert verdict.years == (2022, 2023, 2024, 2025)
    assert verdict.numbers == (Bounds(0, inf), Bounds(39, 39), Bounds(38, 38), Bounds(37, 37))


def test_one_year_as_large_as_the_one_before_clears_a_programme_whatever_is_missing() -> None:
    assert shrinking(y2022=40, y2023=39, y2024=39, y2025=37).outcome is Outcome.CLEAR
    assert shrinking(y2024=38, y2025=38).outcome is Outcome.CLEAR


def test_a_missing_year_is_no_zero() -> None:
    assert judge(EMPTY, 2025, known(y2024=12), ONE).outcome is Outcome.UNSAID
    assert judge(EMPTY, 2025, known(y2024=12, y2025=0), ONE).outcome is Outcome.FOUND
    assert judge(EMPTY, 2025, known(y2025=1), ONE).outcome is Outcome.CLEAR


def test_two_years_without_entrants_are_asked_for_where_the_rule_says_two() -> None:
    twice = rule(WarningKind.AT_MOST, years=2)
    assert judge(twice, 2025, known(y2024=3, y2025=0), ONE).outcome is Outcome.CLEAR
    assert judge(twice, 2025, known(y2024=0, y2025=0), ONE).outcome is Outcome.FOUND


def test_a_suppressed_number_is_between_one_and_nine() -> None:
    few = {**known(y2022=40, y2023=30, y2024=20), 2025: Bounds(1, 9)}
    assert judge(EMPTY, 2025, few, ONE).outcome is Outcome.CLEAR
    assert judge(SHRINKING, 2025, few, ONE).outcome is Outcome.FOUND
    assert judge(SHRINKING, 2025, {**few, 2024: Bounds(5, 5)}, ONE).outcome is Outcome.UNSAID


def test_a_part_of_a_number_decides_where_the_rest_cannot_change_it() -> None:
    rest_missing = {**known(y2025=10), 2024: Bounds(30, inf), 2023: Bounds(35, 35)}
    assert judge(rule(WarningKind.FALLING), 2025, rest_missing, ONE).outcome is Outcome.FOUND
    assert judge(rule(WarningKind.FALLING), 2024, rest_missing, ONE).outcome is Outcome.UNSAID
    assert judge(EMPTY, 2024, rest_missing, ONE).outcome is Outcome.CLEAR


def test_schools_that_did_not_report_may_teach_the_programme_too() -> None:
    one_school = rule(WarningKind.FEW_SCHOOLS, at_most=1)
    assert judge(one_school, 2025, {}, ONE).outcome is Outcome.FOUND
    assert judge(one_school, 2025, {}, Bounds(1, 3)).outcome is Outcome.UNSAID
    assert judge(one_school, 2025, {}, Bounds(2, 3)).outcome is Outcome.CLEAR


def test_a_programme_that_no_school_teaches_is_not_taught_at_few() -> None:
    one_school = rule(WarningKind.FEW_SCHOOLS, at_most=1)
    assert judge(one_school, 2025, {}, Bounds(0, 0)).outcome is Outcome.CLEAR
    assert judge(one_school, 2025, {}, Bounds(0, 1)).outcome is Outcome.UNSAID
    no_school = rule(WarningKind.FEW_SCHOOLS, at_most=0)
    assert judge(no_school, 2025, {}, Bounds(0, 0)).outcome is Outcome.FOUND
    assert judge(no_school, 2025, {}, ONE).outcome is Outcome.CLEAR


def test_what_cannot_have_fallen_whatever_is_missing_is_said() -> None:
    assert shrinking(y2022=10, y2024=10, y2025=0).outcome is Outcome.CLEAR
    assert shrinking(y2022=10, y2024=9, y2025=0).outcome is Outcome.CLEAR  # no whole number between the two
    assert shrinking(y2022=10, y2024=8, y2025=0).outcome is Outcome.UNSAID
    assert shrinking(y2022=2, y2025=0).outcome is Outcome.CLEAR
    assert shrinking(y2022=3, y2025=0).outcome is Outcome.UNSAID
    at_least = {**known(y2022=30, y2025=20), 2023: Bounds(28, inf), 2024: Bounds(29, inf)}
    assert judge(SHRINKING, 2025, at_least, ONE).outcome is Outcome.CLEAR


def test_the_program_comes_with_four_rules_of_which_two_warn(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("DASHBOARD_HOME", str(tmp_path))
    severities = {rule.id: rule.severity.value for rule in warning_rules()}
    assert severities == {
        "shrinking": "warning",
        "without_entrants": "warning",
        "without_enterprise": "notice",
        "one_school": "notice",
    }


def test_a_district_sets_its_own_threshold(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("DASHBOARD_HOME", str(tmp_path))
    own = tmp_path / "plan" / "warnings.toml"
    own.parent.mkdir()
    words = '{ zh = "自定", en = "Own" }'
    entry = f"""[[warning]]
id = "shrinking"
kind = "falling"
years = 2
severity = "warning"
label = {words}
basis = {words}
"""
    own.write_text(entry, "utf-8")
    assert [(rule.id, rule.years) for rule in warning_rules()][:2] == [("shrinking", 2), ("without_entrants", 1)]
    own.write_text(entry + entry, "utf-8")
    with pytest.raises(PlanError, match=r"plan/warnings.toml, warning\[shrinking\].id: shrinking occurs twice"):
        warning_rules()
