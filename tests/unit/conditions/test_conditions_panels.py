"""The panels of conditions on the demonstration: what they count is what the goal on the overview counts."""

from __future__ import annotations

import pytest

from core import snapshots
from core.assess_release import assessment_of, standard_of
from core.conditions.school_verdicts import Verdict
from core.context import Context, context_for
from core.language import Language
from core.panels.conditions import plan_panel
from core.panels.conditions.choices import choices_of, selection
from core.panels.conditions.judged_schools import INDICATOR, judged_year, years
from core.panels.conditions.matrix import matrix
from core.panels.conditions.plan_panel import plan_years
from core.panels.registry import build_panel
from core.queries.schools.planned_entrants import planned_entrants
from core.workspace import DATA


def demonstration(day: str, language: Language = Language.EN) -> Context:
    releases = snapshots.releases(DATA / "snapshots")
    release = releases.by_id(day)
    assert release is not None
    return context_for(release, language, releases=releases)


@pytest.mark.parametrize("day", ["2019-09-01", "2022-09-01", "2024-09-01", "2025-12-31"])
def test_every_year_counts_the_schools_the_goal_on_the_overview_counts(day: str) -> None:
    context = demonstration(day)
    rules = standard_of(context, INDICATOR)
    assert rules is not None
    assessment = assessment_of(context, INDICATOR)
    shown = judged_year(context, rules)
    newest = assessment.newest
    assert shown is not None
    assert newest is not None
    assert shown.year == newest.year
    for year in years(context):
        judged, point = judged_year(context, rules, year), assessment.at(year)
        assert judged is not None
        assert point is not None
        if point.value is None:
            assert judged.count(Verdict.UNKNOWN) > 0
        else:
            assert judged.count(Verdict.UNKNOWN) == 0
            assert judged.count(Verdict.MEETS) == point.numerator
            assert len(judged.with_thresholds) == point.denominator


def test_a_school_of_the_2010_standard_fails_what_the_nine_columns_do_not_ask() -> None:
    context = demonstration("2025-12-31")
    address = {"standard": "moe-2010-setting", "verdict": "fails"}
    panel = build_panel("conditions_matrix", context, address)
    assert {row[1].text for row in panel.table.rows} == {"Sample vocational school D", "Sample vocational school E"}
    short = [[cell.text for cell in row] for row in panel.table.rows if row[11].text == "fails"]
    assert [row[5] for row in short if row[1].endswith("E")] == ["Enrolment", "Senior titles among full-time teachers"]
    assert next(row for row in short if row[5] == "Enrolment")[9:11] == ["−400", "−400 students"]


def test_a_merged_school_says_into_which_and_the_other_one_from_which() -> None:
    context = demonstration("2025-12-31")
    gone = build_panel("school_conditions", context, {"school": "500110-sv-f"})
    assert any("2022-08-31" in note for note in gone.notes)
    assert "2021" in gone.headline


def test_a_college_is_judged_by_the_standard_that_has_thresholds_for_its_class() -> None:
    context = demonstration("2025-12-31")
    panel = build_panel("school_conditions", context, {"school": "500110-co-d"})
    assert (
        "Teachers with a postgraduate degree 2 pp short, 6 teachers with a postgraduate degree in all" in panel.headline
    )
    other = build_panel("school_conditions", context, {"school": "500110-co-d", "standard": "moe-2022-conditions"})
    assert "No threshold for its class" in other.headline


def test_an_unknown_value_stands_with_the_newest_older_one_and_its_year_and_decides_nothing() -> None:
    context = demonstration("2025-12-31")
    choices = choices_of(context, {"year": "2017"})
    assert choices is not None
    chosen = selection(context, choices)
    assert chosen is not None
    row = next(row for row in matrix(chosen, context).rows if row.unit_id == "500110-sv-e")
    books = row.cells[-1]
    assert (books.item, books.value) == ("books_per_student", "")
    assert books.below == "not reported; 27 in 2016"  # 18,000 books, 667 students


def test_a_plan_is_never_compared_with_conditions_of_long_ago() -> None:
    context = demonstration("2025-12-31")
    assert {row[-1].text for row in build_panel("conditions_plan", context, {"year": "2022"}).table.rows} == {"2023"}
    assert build_panel("conditions_plan", context, {"year": "2017"}).table.rows == ()
    notes = build_panel("conditions_matrix", context, {"year": "2017"}).notes
    assert not any("is not whole" in note for note in notes)


def test_a_college_with_students_that_sent_no_conditions_cannot_be_said() -> None:
    # Of six institutions college B is an undergraduate one; F, with 1,187 students, has never sent its conditions.
    context = demonstration("2025-12-31")
    address = {"standard": "moe-2004-college-conditions", "year": "2025"}
    panel = build_panel("conditions_matrix", context, address)
    assert "of 5 colleges: 1 meet every column, 2 fail at least one, 2 cannot be said" in panel.headline
    assert any("1 college has students" in note and "Sample college F" in note for note in panel.notes)
    assert "Sample college F" in {row[1].text for row in panel.table.rows}
    assert "Sample college B" not in {row[1].text for row in panel.table.rows}
    cards = build_panel("conditions_cards", context, address)
    assert "5 colleges: 1 red, 1 yellow, 1 without, 2 cannot be said" in cards.headline
    assert ["Sample college F", "? Cannot be said"] in [[cell.text for cell in row[1:3]] for row in cards.table.rows]
    choices = choices_of(context, {**address, "verdict": "unknown"})
    assert choices is not None
    chosen = selection(context, choices)
    assert chosen is not None
    assert "500110-co-f" in {row.unit_id for row in matrix(chosen, context).rows}


@pytest.mark.parametrize(("symbol", "counted"), [("suppressed", 1), ("not_published", 0), ("not_reported", 0)])
def test_a_plan_that_is_still_to_come_was_not_sent(monkeypatch: pytest.MonkeyPatch, symbol: str, counted: int) -> None:
    """One school withholds its number or has not published it yet: only the first has sent a plan."""
    context = demonstration("2025-12-31")
    rules = standard_of(context, INDICATOR)
    assert rules is not None
    judged = judged_year(context, rules)
    assert judged is not None
    plans = planned_entrants(context.returns)
    (before, *_) = plan_years(context, judged)
    of_year = plans.index[(plans["year"] == before.year) & plans["value"].notna()]
    plans.loc[of_year[0], ["value", "symbol"]] = [None, symbol]
    monkeypatch.setattr(plan_panel, "planned_entrants", lambda _returns: plans)
    assert plan_years(context, judged)[0].reported == before.reported - 1 + counted
