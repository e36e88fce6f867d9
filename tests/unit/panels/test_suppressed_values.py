"""A total without its suppressed parts is a lower bound: marked wherever it stands, and its verdict with it."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from core.context import Context, context_for
from core.datasets import Symbol
from core.language import Language
from core.panels.missing_value_notes import suppressed_in_points
from core.panels.pages.overview import overview
from core.panels.registry import PANELS
from core.panels.scenario.goals import goal_panel
from core.panels.scenario.scenario import prepare_scenario
from tests.support.goals import points
from tests.support.release_frames import frame, row, tiny_release, tiny_release_frames


def with_small_school(root: Path, students: int, language: Language) -> Context:
    """Students of school A in 2024, while those of B are too few to show."""
    kind = {"level": "secondary_vocational", "ownership": "public", "programme_group": "total", "measure": "enrolment"}
    rows = [
        row("secondary-a", year=2020, value=5000, **kind),
        row("secondary-a", year=2024, value=students, **kind),
        row("secondary-b", year=2024, value=None, **kind) | {"symbol": Symbol.SUPPRESSED},
    ]
    frames = {**tiny_release_frames(), "enrolment": frame("enrolment", rows)}
    return context_for(tiny_release(root, date(2024, 12, 31), frames), language)


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


def test_where_nothing_can_turn_nothing_is_said_of_it(tmp_path: Path) -> None:
    panel = PANELS["secondary_vocational_enrolment"](with_small_school(tmp_path, 9_000, Language.EN), {})
    assert "(at least)" in panel.headline
    assert not [note for note in panel.notes if "the verdict would be" in note]


def test_a_scenario_that_starts_from_a_lower_bound_says_so(tmp_path: Path) -> None:
    context = with_small_school(tmp_path, 9_000, Language.EN)
    panel = goal_panel(prepare_scenario(context, {}, draws=0), "secondary_vocational_enrolment")
    assert [note for note in panel.notes if "leave out 1 suppressed cell" in note]
    other = goal_panel(prepare_scenario(context, {}, draws=0), "college_students")
    assert not [note for note in other.notes if "suppressed cell" in note and "2024" in note]


def test_a_year_without_a_total_has_no_lower_bound(tmp_path: Path) -> None:
    context = with_small_school(tmp_path, 9_000, Language.EN)
    empty = points({2024: None})[0]
    assert suppressed_in_points([replace(empty, suppressed_parts=3)], context) == ()
