"""A total without its suppressed parts is a lower bound: marked wherever it stands, and its verdict with it."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pandas as pd
import pytest

from core.assess_release import assessment_of
from core.context import Context, context_for
from core.datasets import Symbol
from core.language import Language
from core.panels.judgement.closing import closing_panel
from core.panels.pages.overview import overview
from core.panels.registry import PANELS
from core.panels.scenario.goals import goal_panel
from core.panels.scenario.scenario import prepare_scenario
from core.queries.suppressed import years_without_bound
from tests.support.release_frames import frame, row, tiny_release, tiny_release_frames


def with_small_school(root: Path, students: int, language: Language, *before: int) -> Context:
    """Students of school A in 2024, while those of B are too few to show; B had the number `before` in 2023."""
    kind = {"level": "secondary_vocational", "ownership": "public", "programme_group": "total", "measure": "enrolment"}
    rows = [
        row("secondary-a", year=2020, value=5000, **kind),
        row("secondary-a", year=2024, value=students, **kind),
        row("secondary-b", year=2024, value=None, **kind) | {"symbol": Symbol.SUPPRESSED},
        *(row("secondary-b", year=2023, value=value, **kind) for value in before),
    ]
    frames = {**tiny_release_frames(), "enrolment": frame("enrolment", rows)}
    return context_for(tiny_release(root, date(2024, 12, 31), frames), language)


@pytest.mark.slow
@pytest.mark.parametrize(
    ("language", "mark", "tag", "note", "verdict"),
    [
        (
            Language.EN,
            "(at least)",
            "at least",
            "The totals of 2024 leave out 1 suppressed cell (fewer than 10 persons) and are lower bounds, at most 9"
            " short in a year.",
            "If the suppressed cells were as large as they can be, the verdict would be “Met” instead of “On track”.",
        ),
        (
            Language.ZH,
            "（下限）",
            "下限",
            "2024年合计未含1项因人数过少（每项不足10人）而不公布的数据，为下限；一年最多少计9人。",
            "被抑制的数若取最大值，结论将是“已达成”，而不是“进度正常”。",
        ),
    ],
)
def test_a_lower_bound_is_called_one_in_finding_card_table_and_notes(
    tmp_path: Path, language: Language, mark: str, tag: str, note: str, verdict: str
) -> None:
    context = with_small_school(tmp_path, 9_995, language)
    panel = PANELS["secondary_vocational_enrolment"](context, {})
    assert mark in panel.headline
    (status,) = [line[-1].text for line in panel.table.rows if line[0].text == "2024"]
    assert status.endswith(context.texts("status.row.lower_bound", status=""))
    assert note in panel.notes
    assert verdict in panel.notes
    cards = {card.indicator: card for card in overview(context).cards}
    assert cards["secondary_vocational_enrolment"].tags == (tag,)


@pytest.mark.parametrize(
    ("language", "note", "left_out"),
    [
        (
            Language.EN,
            "The totals of 2024 leave out 1 suppressed cell and are lower bounds; how far they fall short is not known,"
            " since what is suppressed there had 10 persons or more in another year.",
            "Of 2024 only a lower bound is known: forecast, momentum, pace and the record of past forecasts",
        ),
        (
            Language.ZH,
            "2024年合计未含1项不公布的数据，为下限；这些年份不公布的数据中有的在其他年份不少于10人，少计多少无从得知。",
            "2024年只知下限，推算、势头、进度和以往预测的检验都不用",
        ),
    ],
)
def test_beside_a_school_that_is_not_small_no_bound_is_said(
    tmp_path: Path, language: Language, note: str, left_out: str
) -> None:
    """B had 2,745 students the year before: nine more are not the most its suppressed number can hide."""
    context = with_small_school(tmp_path, 9_995, language, 2_745)
    notes = PANELS["secondary_vocational_enrolment"](context, {}).notes
    assert note in notes
    assert any(text.startswith(left_out) for text in notes)
    assert not any(f" {context.formats.plain(9)} " in text for text in notes)


@pytest.mark.parametrize(("before", "is_bound"), [(9, True), (10, False)])
def test_a_cell_is_small_while_no_other_year_shows_ten_persons(tmp_path: Path, before: int, is_bound: bool) -> None:
    context = with_small_school(tmp_path, 9_000, Language.EN, before)
    assert years_without_bound(context.returns) == (frozenset() if is_bound else frozenset({2024}))


def test_the_arithmetic_marks_a_lower_bound_and_the_evaluation_says_no_share_of_the_way(tmp_path: Path) -> None:
    """5,000 in 2020, at least 9,000 in 2025 of the 10,000 of the goal: 80 % of the way, or more."""
    context = with_small_school(tmp_path, 9_000, Language.EN)
    arithmetic = [text for _, text in PANELS["secondary_vocational_enrolment"](context, {}).card if "required" in text]
    assert any("2020: 5,000 people; 2024 (at least): 9,000 people." in text for text in arithmetic)
    kind = {"level": "secondary_vocational", "ownership": "public", "programme_group": "total", "measure": "enrolment"}
    rows = [row("secondary-a", year=2020, value=5000, **kind), row("secondary-a", year=2025, value=9000, **kind)]
    small = row("secondary-b", year=2025, value=None, **kind) | {"symbol": Symbol.SUPPRESSED}
    for name, more, said in (("whole", [], True), ("part", [small], False)):
        frames = {**tiny_release_frames(), "enrolment": frame("enrolment", [*rows, *more])}
        closed = context_for(tiny_release(tmp_path / name, date(2025, 12, 31), frames), Language.EN)
        headline = closing_panel(closed, "secondary_vocational_enrolment").headline
        assert ("80% of the way" in headline) is said


def test_where_nothing_can_turn_nothing_is_said_of_it(tmp_path: Path) -> None:
    panel = PANELS["secondary_vocational_enrolment"](with_small_school(tmp_path, 9_000, Language.EN), {})
    assert "(at least)" in panel.headline
    assert not [note for note in panel.notes if "the verdict would be" in note]


def test_a_scenario_that_starts_from_a_lower_bound_says_so(tmp_path: Path) -> None:
    context = with_small_school(tmp_path, 9_000, Language.EN)
    panel = goal_panel(prepare_scenario(context, {}, draws=0), "secondary_vocational_enrolment")
    assert [note for note in panel.notes if "leave out 1 suppressed cell" in note]
    other = goal_panel(prepare_scenario(context, {}, draws=0), "dual_qualified_share")
    assert not [note for note in other.notes if "suppressed cell" in note and "2024" in note]


# What is divided by a lower bound, or taken from it, is unknown


def with_rows(root: Path, dataset: str, rows: list[tuple[str, int, str, float | None]], **kind: str) -> Context:
    """A release whose dataset holds these values by unit, year and measure; None is too few to show."""
    table = [
        row(unit, year=year, measure=measure, value=value, **kind)
        | ({"symbol": Symbol.SUPPRESSED} if value is None else {})
        for unit, year, measure, value in rows
    ]
    frames = {**tiny_release_frames(), dataset: frame(dataset, table)}
    return context_for(tiny_release(root, date(2025, 12, 31), frames), Language.EN)


OTHER_TITLES = ("intermediate_title", "junior_title", "no_title")
TEACHERS = [
    ("secondary-a", 2024, "full_time", 80.0),
    ("secondary-a", 2024, "senior_title", 20.0),
    ("secondary-a", 2024, "industry_part_time", 16.0),
    ("secondary-a", 2025, "full_time", 100.0),
    ("secondary-a", 2025, "senior_title", 30.0),
    ("secondary-a", 2025, "industry_part_time", 25.0),
    *(("secondary-a", year, title, 5.0) for year in (2024, 2025) for title in OTHER_TITLES),
]


def with_b(hidden: str) -> list[tuple[str, int, str, float | None]]:
    """School B has nobody in 2025, but for one measure of which it has too few to show."""
    measures = ("full_time", "senior_title", "industry_part_time", *OTHER_TITLES)
    return [*TEACHERS, *(("secondary-b", 2025, name, None if name == hidden else 0.0) for name in measures)]


@pytest.mark.parametrize("hidden", ["full_time", "senior_title", "industry_part_time"])
def test_shares_of_teachers_with_a_suppressed_part_are_unknown(tmp_path: Path, hidden: str) -> None:
    """2025: 30 of 100 and 25 to 100, were B's part not suppressed; 2024: 20 of 80 are 25 %, 16 to 80 are 20 %."""
    context = with_rows(tmp_path, "teachers", with_b(hidden), ownership="public")
    titles, industry = PANELS["teacher_titles"](context, {}), PANELS["industry_part_time"](context, {})
    senior_known, part_time_known = hidden == "industry_part_time", hidden == "senior_title"
    assert [line[-1].text for line in titles.table.rows] == ["25.0", "30.0" if senior_known else "suppressed"]
    assert [line[-1].text for line in industry.table.rows] == ["20.0", "25.0" if part_time_known else "suppressed"]
    assert ("2025" in titles.headline) is senior_known
    assert ("25%" in industry.headline) is part_time_known
    assert ("(at least)" in industry.headline) is (hidden == "industry_part_time")
    assert titles.figure is not None
    caps = [note["text"] for note in titles.figure.layout["annotations"] if note.get("name") == "total"]
    assert caps == ["25%", "30%" if senior_known else "○ suppressed"]


def test_what_a_standard_asks_of_a_lower_bound_is_not_drawn(tmp_path: Path) -> None:
    """20 % of 80 full-time teachers are 16; of at least 100 nobody can say."""
    context = with_rows(tmp_path, "teachers", with_b("full_time"), ownership="public")
    shown = PANELS["industry_part_time"](context, {})
    assert shown.figure is not None
    (mark,) = [trace for trace in shown.figure.data if trace["meta"]["role"] == "mark"]
    assert list(mark["y"]) == [16, None]


def test_the_cross_check_takes_nothing_from_a_lower_bound(tmp_path: Path) -> None:
    """At least 9,000 vocational students in 2024 and 2,400 general ones, beside 10,000 and 15,000 of the goals."""
    kind = {"ownership": "public", "programme_group": "total", "measure": "enrolment", "year": 2024}
    rows = [
        row("secondary-a", level="secondary_vocational", value=9000, **kind),
        row("secondary-b", level="secondary_vocational", value=None, **kind) | {"symbol": Symbol.SUPPRESSED},
        row("general-a", level="general_high", value=2400, **kind),
    ]
    frames = {**tiny_release_frames(), "enrolment": frame("enrolment", rows)}
    shown = PANELS["upper_secondary_cross_check"](
        context_for(tiny_release(tmp_path, date(2024, 12, 31), frames), Language.EN), {}
    )
    vocational, general, everyone = (line[0].value for line in shown.table.rows)
    assert (vocational, general) == ("Vocational enrolment (at least)", "General high enrolment")
    assert str(everyone).endswith(" (at least)")
    assert [[cell.text for cell in line[1:]] for line in shown.table.rows] == [
        ["9,000 (at least)", "10,000", "suppressed"],
        ["2,400", "15,000", "-12,600"],
        ["11,400 (at least)", "25,000", "suppressed"],
    ]
    assert [note for note in shown.notes if note.startswith("The totals of 2024 leave out")]


def test_a_number_taken_apart_speaks_of_its_own_year(tmp_path: Path) -> None:
    """Asked for 2025, the senior share of 2024 is no answer; nor is what is suppressed in 2025 one about 2024."""
    context = with_rows(tmp_path, "teachers", with_b("full_time"), ownership="public")
    share = PANELS["number"](context, {"indicator": "senior_title_share", "year": "2025"})
    assert share.headline == "Senior-title share: no value for 2025 (suppressed)"
    heads = {
        year: PANELS["number"](context, {"indicator": "full_time_teachers", "year": year}) for year in ("2024", "2025")
    }
    assert heads["2024"].headline.endswith("2024: 80 people")
    assert heads["2024"].notes == ()
    assert [note for note in heads["2025"].notes if note.startswith("The totals of 2025 leave out 1 suppressed cell")]


def test_the_largest_college_has_no_share_of_a_lower_bound(tmp_path: Path) -> None:
    students = [("college-a", 2025, "enrolment", 7500.0), ("college-b", 2025, "enrolment", 2500.0)]
    kind = {"study_mode": "full_time"}
    whole = with_rows(tmp_path / "whole", "college_enrolment", students, **kind)
    headline = PANELS["college_students_by_institution"](whole, {}).headline
    assert headline == "Demonstration college A is the largest in 2025: 7,500 people, 75% of all"
    hidden = with_rows(
        tmp_path / "hidden", "college_enrolment", [*students[:1], ("college-b", 2025, "enrolment", None)], **kind
    )
    headline = PANELS["college_students_by_institution"](hidden, {}).headline
    assert headline == "Demonstration college A is the largest in 2025: 7,500 people"


LEVELS_HIDDEN = "80 certificates in 2024 (at least); some levels are suppressed"


@pytest.mark.parametrize(
    ("hidden", "headline", "sums"),
    [
        ("apprentice", LEVELS_HIDDEN, ["80 (at least)", "20", "suppressed"]),
        ("technician", LEVELS_HIDDEN, ["80 (at least)", "20 (at least)", "suppressed"]),
        ("", "80 certificates in 2024, 20 of them at senior worker or above (25%)", ["80", "20", "25.0"]),
    ],
)  # fmt: skip
def test_the_highly_skilled_have_no_share_of_a_lower_bound(
    tmp_path: Path, hidden: str, headline: str, sums: list[str]
) -> None:
    rows = [
        row("district", target_group="veterans", training_type="job_skill", certificate_level=level, year=2024,
            measure="certificates", value=value, symbol=Symbol.SUPPRESSED if value is None else Symbol.PRESENT)
        for level, value in (("intermediate", 60.0), ("senior", 20.0), *(((hidden, None),) if hidden else ()))
    ]  # fmt: skip
    frames = {**tiny_release_frames(), "training": frame("training", rows)}
    context = context_for(tiny_release(tmp_path, date(2025, 12, 31), frames), Language.EN)
    shown = PANELS["training_certificate_levels"](context, {})
    assert shown.headline.startswith(headline)
    assert [cell.text for cell in shown.table.rows[0][-3:]] == sums


def test_a_part_of_a_share_that_lacks_suppressed_students_is_no_share_so_far(tmp_path: Path) -> None:
    """General school A has reported 2,400, vocational school A 1,200 and a part it suppressed; B owes its return."""
    context = context_for(tiny_release(tmp_path, date(2026, 9, 1), _with_2026(None)), Language.EN)
    point = assessment_of(context, "vocational_share").at(2026)
    assert point is not None
    assert point.coverage is not None
    assert (point.value, point.coverage.so_far) == (None, None)
    context = context_for(tiny_release(tmp_path / "all", date(2026, 9, 1), _with_2026(400.0)), Language.EN)
    point = assessment_of(context, "vocational_share").at(2026)
    assert point is not None
    assert point.coverage is not None
    assert point.coverage.so_far == pytest.approx(1600 / 4000)


def _with_2026(of_group_61: float | None) -> dict[str, pd.DataFrame]:
    """The returns of vocational and general school A for 2026; the students of programme group 61 may be too few."""
    frames = tiny_release_frames()
    rows = [
        row(unit, ownership="public", level=level, programme_group=group, year=2026, measure="enrolment", value=value,
            symbol=Symbol.SUPPRESSED if value is None else Symbol.PRESENT)
        for unit, level, group, value in (
            ("secondary-a", "secondary_vocational", "71", 1200.0),
            ("secondary-a", "secondary_vocational", "61", of_group_61),
            ("general-a", "general_high", "total", 2400.0),
        )
    ]  # fmt: skip
    return {**frames, "enrolment": pd.concat([frames["enrolment"], frame("enrolment", rows)], ignore_index=True)}
