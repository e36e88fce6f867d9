"""What nobody knows of a school is never claimed to hold: its room, its plan, its verdict and the goal counting it."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

import pytest

from core.assess_release import assessment_of
from core.context import Context, context_for
from core.language import Language
from core.panels.conditions.judged_schools import INDICATOR
from core.panels.judgement.goals import goal_panel
from core.panels.panel import Cell
from core.panels.registry import build_panel
from tests.support.rounds.partial_release import demonstration_rows, release_of_rows

SCHOOL = "500110-sv-a"


@pytest.fixture(scope="module")
def rows() -> dict[str, list[dict[str, Any]]]:
    return demonstration_rows()


def context_of(root: Path, rows: dict[str, list[dict[str, Any]]], **changes: object) -> Context:
    """The demonstration with some of the conditions of one school in 2025 changed: a measure hidden or not sent, its
    class, or what it has."""
    hidden, school_class = changes.get("hidden"), changes.get("school_class")
    changed = []
    for row in rows["conditions"]:
        one = dict(row)
        if one["unit_id"] == SCHOOL and one["year"] == 2025:
            if one["measure"] == hidden:
                one |= {"value": None, "symbol": "suppressed"}
            if one["measure"] == changes.get("unsent"):
                one |= {"value": None, "symbol": "not_reported"}
            if one["measure"] in changes:
                one |= {"value": changes[one["measure"]], "symbol": ""}
            if school_class is not None:
                one["school_class"] = school_class
        changed.append(one)
    release = release_of_rows(root, {**rows, "conditions": changed}, date(2025, 12, 31))
    return context_for(release, Language.EN)


def row_of(context: Context, panel: str) -> dict[str, Cell]:
    table = build_panel(panel, context, {"year": "2025"}).table
    name = "Sample vocational school A"
    row = next(row for row in table.rows if any(cell.text == name for cell in row))
    return dict(zip((column.id for column in table.columns), row, strict=True))


def test_the_room_of_a_school_with_a_hidden_column_is_at_most_that_of_the_known_ones(
    tmp_path: Path, rows: dict[str, list[dict[str, Any]]]
) -> None:
    whole, part = context_of(tmp_path / "a", rows), context_of(tmp_path / "b", rows, hidden="books")
    before, after = row_of(whole, "conditions_growth"), row_of(part, "conditions_growth")
    assert isinstance(before["room"].value, int)
    assert before["not_known"].text == "—"
    assert after["room"].text.startswith("≤ ")
    assert after["not_known"].text == "Books per student"
    notes = " ".join(build_panel("school_conditions", part, {"school": SCHOOL, "year": "2025"}).notes)
    assert "can take at most" in notes
    assert "Books per student cannot be said" in notes
    assert "no column newly fails" not in notes


def test_a_plan_that_fits_the_known_columns_only_cannot_be_said_to_fit(
    tmp_path: Path, rows: dict[str, list[dict[str, Any]]]
) -> None:
    whole, part = context_of(tmp_path / "a", rows), context_of(tmp_path / "b", rows, hidden="books")
    before, after = row_of(whole, "conditions_plan"), row_of(part, "conditions_plan")
    assert isinstance(before["over"].value, int)
    assert before["over"].value <= 0
    assert (after["over"].text, after["most_students"].text[:2]) == ("—", "≤ ")
    notes = build_panel("conditions_plan", part, {"year": "2025"}).notes
    assert any("cannot be worked out" in note and "Sample vocational school A" in note for note in notes)


def test_a_school_of_a_class_whose_thresholds_were_not_all_read_leaves_the_goal_open(
    tmp_path: Path, rows: dict[str, list[dict[str, Any]]]
) -> None:
    context = context_of(tmp_path, rows, school_class="skilled_worker")
    point = assessment_of(context, INDICATOR).at(2025)
    assert point is not None
    assert point.value is None
    goal = goal_panel(context, INDICATOR, "conditions")
    assert "2025: cannot be judged, thresholds not read" in goal.headline
    assert not any("not applicable" in cell.text for row in goal.table.rows for cell in row)
    asked = "Full-time teachers, Students per teacher, Equipment value per student, Books per student"
    (said_who,) = (note for note in goal.notes if "No return can change that" in note)
    assert f"shows what it asks of the class of Sample vocational school A: {asked}." in said_who
    assert (
        "Of the schools that can be judged in 2025 (4), 100% meet the standard; those that cannot are not counted."
        in (goal.notes)
    )
    report = build_panel("quality_report", context, {"year": "2025"})
    assert "keeper of the plan (thresholds of the standard): 1" in report.subtitle
    assert any("Thresholds of the standard were not read" in line[-1].text for line in report.table.rows)
    assert "1 cannot be said" in build_panel("conditions_matrix", context, {"year": "2025"}).headline
    cells = build_panel("conditions_matrix", context, {"year": "2025", "find": "school A"}).table.rows
    said = {row[5].text: (row[8].text, row[11].text) for row in cells}
    assert said["Books per student"] == ("threshold not read", "threshold not read")
    assert said["Campus area"] == ("at least 30,000 m²", "meets")


def test_a_school_without_teachers_fails_and_is_not_asked_again(
    tmp_path: Path, rows: dict[str, list[dict[str, Any]]]
) -> None:
    # School A of five sent that it has no teacher; its books it did not send.
    context = context_of(tmp_path, rows, full_time_teachers=0.0, students=900.0, unsent="books")
    panel = build_panel("school_conditions", context, {"school": SCHOOL, "year": "2025"})
    said = {row[0].text: (row[1].text, row[4].text) for row in panel.table.rows}
    assert said["Students per teacher"] == ("✕ fails", "900 students, 0 teachers: 45 teachers short")
    course = build_panel("school_course", context, {"school": SCHOOL, "year": "2025"})
    assert course.headline.startswith("Full-time teachers: ")  # 0 of 60 is the furthest below
    columns = build_panel("conditions_columns", context, {"year": "2025"})
    assert columns.headline.endswith("by 1 school; 1 school has columns that cannot be said")
    lacking = {row[0].text: row[6].text for row in columns.table.rows}
    assert (lacking["Students per teacher"], lacking["Books per student"]) == ("45 teachers", "—")
    # All five can be judged, for one failure is enough, so the year has a share though books are owed.
    point = assessment_of(context, INDICATOR).at(2025)
    assert point is not None
    assert (point.numerator, point.denominator) == (4, 5)


def test_a_part_says_of_how_many_schools_it_is(tmp_path: Path, rows: dict[str, list[dict[str, Any]]]) -> None:
    context = context_of(tmp_path, rows, unsent="books")
    notes = goal_panel(context, INDICATOR, "conditions").notes
    assert any("4 of 5 units have reported in full" in note and "(4), 100% meet" in note for note in notes)
    assert "2025, still to report: Sample vocational school A." in notes
    headline = build_panel("conditions_columns", context, {"year": "2025"}).headline
    assert headline == (
        "No column is failed by the 4 schools that can be judged; 1 school has columns that cannot be said"
    )
    whole = build_panel("conditions_columns", context, {"year": "2025", "verdict": "meets"}).headline
    assert whole == "No column is failed by any school"
    nobody = build_panel("conditions_columns", context, {"year": "2025", "find": "nobody"})
    assert nobody.headline == "No school is left by these choices"
