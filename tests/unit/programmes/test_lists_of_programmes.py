"""The lists of programmes: what early warning finds with its numbers, what it cannot say, and what a reader narrows."""

from __future__ import annotations

from pathlib import Path

import pytest

from core.datasets import Symbol
from core.language import Language
from core.panels.panel import Panel
from core.panels.programmes.groups import groups
from core.panels.programmes.industries import industries
from core.panels.programmes.narrowing import Narrowing, choices_offered, narrowing
from core.panels.programmes.programme_list import programmes
from core.panels.programmes.taught import taught
from core.panels.programmes.warnings import programme_rules, warnings
from core.panels.registry import build_panel
from tests.support.programmes.small_release import Cell, Numbers, small_context

YEARS = (2022, 2023, 2024, 2025)
ENTRANTS = {(letter, group, year): 100.0 for letter, group in (("a", "71"), ("b", "71"), ("b", "74")) for year in YEARS}
ALL = Narrowing()


@pytest.fixture
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("DASHBOARD_HOME", str(tmp_path))
    return tmp_path


def entrants(letter: str, code: str, *values: Cell) -> Numbers:
    """The entrants of a programme up to 2025, one a year."""
    years = YEARS[-len(values) :]
    return {(letter, code, year, "entrants"): value for year, value in zip(years, values, strict=True)}


SHRINKING = entrants("a", "719901", 40, 38, 37, 30)
STEADY = entrants("a", "719902", 60, 60, 60, 60)
EMPTY = entrants("b", "749901", 30, 20, 25, 0)
AT_BOTH = {**entrants("a", "719903", 10, 11, 12, 13), **entrants("b", "719903", 10, 10, 10, 10)}
NUMBERS: Numbers = {
    **SHRINKING,
    **STEADY,
    **EMPTY,
    **AT_BOTH,
    ("a", "719901", 2025, "partner_enterprises"): 0,
    ("a", "719902", 2025, "partner_enterprises"): 3,
}


def lines(panel: Panel) -> list[tuple[str, ...]]:
    """Rule, code and numbers of each line of the list of warnings."""
    places = [
        [column.id for column in panel.table.columns].index(name)
        for name in ("early_warning", "programme_code", "numbers")
    ]
    return [tuple(row[place].text for place in places) for row in panel.table.rows]


def test_each_finding_names_its_rule_its_programme_and_the_numbers_it_rests_on(home: Path) -> None:
    panel = warnings(small_context(home, ENTRANTS, NUMBERS), ALL)
    assert lines(panel)[:2] == [
        ("Shrinking year after year", "719901", "entrants: 2022 40; 2023 38; 2024 37; 2025 30"),
        ("Without entrants", "749901", "entrants: 2025 0"),
    ]
    assert ("Without a partner enterprise", "719901", "partner enterprises: 2025 0") in lines(panel)
    assert ("Taught at one school only", "719902", "1 school") in lines(panel)
    assert [code for rule, code, _ in lines(panel) if "one school" in rule] == ["719901", "719902"]
    assert panel.headline == "2025, of 4 programmes: 1 shrinking year after year, 1 without entrants"


def test_a_programme_without_entrants_is_taught_at_no_school(home: Path) -> None:
    found = {entry.code: list(entry.schools) for entry in taught(small_context(home, ENTRANTS, NUMBERS)).programmes}
    assert found == {"719901": ["school-a"], "719902": ["school-a"], "719903": ["school-a", "school-b"], "749901": []}


def test_what_was_not_returned_is_not_said_and_no_zero(home: Path) -> None:
    young = {**STEADY, **EMPTY, **entrants("a", "719901", 30, 20)}
    panel = warnings(small_context(home, ENTRANTS, young), ALL)
    unsaid = [(rule, code, numbers) for rule, code, numbers in lines(panel) if "cannot be said" in rule]
    years = "entrants: 2022 not reported; 2023 not reported; 2024 30; 2025 20"
    assert unsaid[0] == ("Shrinking year after year: cannot be said", "719901", years)
    assert (
        "Without a partner enterprise: cannot be said",
        "719902",
        "partner enterprises: 2025 not reported",
    ) in unsaid
    assert panel.headline.endswith("; of 1 other it cannot be said for want of numbers")


def test_schools_that_returned_no_programme_are_named_and_may_teach_any(home: Path) -> None:
    only_a = {**SHRINKING, **STEADY}
    panel = warnings(small_context(home, ENTRANTS, only_a), ALL)
    assert "1 of 2 vocational schools with students returned programmes" in panel.notes[0]
    assert "School b" in panel.notes[0]
    schools = [(rule, numbers) for rule, code, numbers in lines(panel) if "one school" in rule and code == "719902"]
    assert schools == [("Taught at one school only: cannot be said", "between 1 and 2 schools")]


def of_column(panel: Panel, name: str, code: str) -> str:
    """The cell of a column in the first line with a code."""
    place = [column.id for column in panel.table.columns].index(name)
    return next(row[place].text for row in panel.table.rows if any(cell.text.startswith(code) for cell in row))


def test_the_programmes_of_some_schools_are_nowhere_the_whole(home: Path) -> None:
    only_a = {**SHRINKING, **STEADY, ("a", "719901", 2025, "enrolment"): 90}
    context = small_context(home, ENTRANTS, only_a, [("electronics", "719901"), ("farming", "719999")])
    listed = programmes(context, ALL)
    assert of_column(listed, "entrants_2025", "719901") == "at least 30"
    assert of_column(listed, "enrolment", "719901") == "at least 90"
    assert "of 1 of the 2 vocational schools" in listed.headline
    assert of_column(industries(context), "entrants", "719901") == "at least 30"
    assert of_column(industries(context), "entrants", "719999") == "not reported"
    assert any("1 of 2 vocational schools" in note for note in industries(context).notes)
    assert of_column(groups(context), "programmes", "Electronics") == "at least 2"
    rules = [(rule, numbers) for rule, code, numbers in lines(warnings(context, ALL)) if code == "719901"]
    falls = "entrants: 2022 at least 40; 2023 at least 38; 2024 at least 37; 2025 at least 30"
    assert ("Shrinking year after year: cannot be said", falls) in rules
    assert "of 1 of the 2 vocational schools" in warnings(context, ALL).headline


def test_of_one_school_its_numbers_are_whole(home: Path) -> None:
    context = small_context(home, ENTRANTS, {**SHRINKING, **STEADY})
    listed = programmes(context, Narrowing(school="school-a"))
    assert of_column(listed, "entrants_2025", "719901") == "30"
    assert "of the 2 vocational schools" not in listed.headline


def test_a_school_that_is_silent_takes_nothing_from_groups_it_has_nobody_in(home: Path) -> None:
    elsewhere = {key: value for key, value in ENTRANTS.items() if key[:2] != ("b", "71")}
    listed = programmes(small_context(home, elsewhere, {**SHRINKING, **STEADY}), ALL)
    assert of_column(listed, "entrants_2025", "719901") == "30"
    assert of_column(listed, "early_warning", "719901").startswith(
        "Shrinking year after year, Taught at one school only"
    )


def test_a_warning_that_cannot_be_said_stands_as_such_in_the_list(home: Path) -> None:
    young = {**STEADY, **EMPTY, **entrants("a", "719901", 30, 20)}
    listed = programmes(small_context(home, ENTRANTS, young), ALL)
    assert "? Shrinking year after year: cannot be said" in of_column(listed, "early_warning", "719901")


def test_a_year_in_which_a_programme_was_left_out_is_not_whole(home: Path) -> None:
    left_out = {key: value for key, value in NUMBERS.items() if key[1:3] != ("719902", 2025)}
    assert taught(small_context(home, ENTRANTS, left_out)).year == 2024


def test_a_suppressed_number_is_between_one_and_nine(home: Path) -> None:
    few = {**STEADY, **EMPTY, **entrants("a", "719904", 9, 8, 7, Symbol.SUPPRESSED)}
    found = [(rule, code) for rule, code, _ in lines(warnings(small_context(home, ENTRANTS, few), ALL))]
    assert ("Without entrants", "719904") not in found
    assert ("Shrinking year after year: cannot be said", "719904") in found


@pytest.mark.parametrize(
    ("chosen", "codes"),
    [
        ({"group": "71"}, ["719901", "719902", "719903"]),
        ({"group": "61"}, []),
        ({"school": "school-b"}, ["719903", "749901"]),
        ({"warning": "shrinking"}, ["719901"]),
        ({"industry": "electronics"}, ["719901", "719902", "719903"]),
        ({"industry": "none"}, ["749901"]),
        ({"industry": "electronics", "school": "school-b"}, ["719903"]),
        (
            {"industry": "mining", "group": "99", "school": "nobody", "warning": "loud"},
            ["719901", "719902", "719903", "749901"],
        ),
    ],
)
def test_the_list_and_its_download_hold_what_was_chosen(home: Path, chosen: dict[str, str], codes: list[str]) -> None:
    context = small_context(home, ENTRANTS, NUMBERS, [("electronics", "71")])
    panel = programmes(context, narrowing(context, chosen))
    assert [row[0].text for row in panel.table.rows] == codes
    assert build_panel("programme_list", context, dict(panel.choices)).table.rows == panel.table.rows


def test_the_numbers_are_those_of_the_school_that_was_chosen(home: Path) -> None:
    context = small_context(home, ENTRANTS, NUMBERS)
    shown = {
        school: [cell.text for cell in programmes(context, Narrowing(school=school, group="71")).table.rows[-1]][5:9]
        for school in ("", "school-b")
    }
    assert shown == {"": ["23", "22", "21", "20"], "school-b": ["10", "10", "10", "10"]}


def test_each_list_offers_what_there_is(home: Path) -> None:
    offered = choices_offered(small_context(home, ENTRANTS, NUMBERS))
    assert list(offered["industry"]) == ["farming", "electronics", "none"]
    assert offered["school"] == {"school-a": "School a", "school-b": "School b"}
    assert len(offered["group"]) == 19
    assert list(offered["warning"]) == ["shrinking", "without_entrants", "without_enterprise", "one_school"]


def test_the_rules_are_printed_with_their_numbers_and_what_they_find(home: Path) -> None:
    panel = programme_rules(small_context(home, ENTRANTS, NUMBERS))
    printed = [[cell.text for cell in row] for row in panel.table.rows]
    assert [row[1] for row in printed] == [
        "entrants: fewer than the year before, 3 years running",
        "entrants: at most 0",
        "partner enterprises: at most 0",
        "Exactly one school has students of it",
    ]
    assert [row[4:] for row in printed][:2] == [["1", "0", "3"], ["1", "0", "3"]]
    assert panel.source.endswith("the counts from release 2025-12-31.")


def test_groups_are_judged_by_the_same_rules_where_no_programme_was_returned(home: Path) -> None:
    falling = {("a", "71", year): value for year, value in zip(YEARS, (50.0, 40.0, 30.0, 20.0), strict=True)}
    context = small_context(home, {**falling, ("b", "74", 2025): 10.0}, {})
    assert "Electronics and information: Shrinking year after year" in groups(context).headline
    assert taught(context).year is None
    assert "No school has returned numbers by programme" in warnings(context, ALL).headline
    assert warnings(context, ALL).table.rows == ()


def test_chinese_says_the_same(home: Path) -> None:
    panel = warnings(small_context(home, ENTRANTS, NUMBERS, language=Language.ZH), ALL)
    assert panel.headline == "2025年4个专业中：1个招生连年下降、1个没有招到新生"
