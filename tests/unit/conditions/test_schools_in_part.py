"""A part of the schools, and a school without students: every headline of the page of conditions says so."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from core.context import Context, context_for
from core.language import Language
from core.panels.conditions.choices import choices_of, selection
from core.panels.conditions.matrix import matrix
from core.panels.registry import build_panel
from tests.support.release_frames import tiny_release, tiny_release_frames
from tests.support.rounds.first_round import OPEN

_PANELS = ("conditions_matrix", "conditions_columns", "conditions_growth")


@pytest.mark.parametrize("panel", _PANELS)
def test_while_the_list_of_units_is_open_every_headline_is_of_those_that_reported(tmp_path: Path, panel: str) -> None:
    release = tiny_release(tmp_path, date(2025, 12, 31), unit_lists=OPEN)
    assert build_panel(panel, context_for(release, Language.ZH), {}).headline.startswith("仅就已报单位：")


def _without_students(root: Path, language: Language) -> Context:
    """School A of the small release meets what is asked of a whole school, and has nobody to teach."""
    frames = tiny_release_frames()
    conditions = frames["conditions"]
    conditions.loc[conditions["measure"] == "students", "value"] = 0.0
    return context_for(tiny_release(root, date(2025, 12, 31), frames), language)


@pytest.mark.parametrize(
    ("language", "words", "verdict", "headline"),
    [
        (Language.ZH, "– 不适用", "没有学生，其余达标", "其中1所没有学生，按人数的指标不适用"),
        (
            Language.EN,
            "– not applicable",
            "No students; meets the rest",
            "1 of them has no students, so nothing is asked per student",
        ),
    ],
)
def test_what_asks_nothing_of_a_school_without_students_is_not_met_but_not_applicable(
    tmp_path: Path, language: Language, words: str, verdict: str, headline: str
) -> None:
    context = _without_students(tmp_path, language)
    choices = choices_of(context, {"year": "2025"})
    chosen = None if choices is None else selection(context, choices)
    assert chosen is not None
    assert [row.verdict for row in matrix(chosen, context).rows] == [verdict]
    assert headline in build_panel("conditions_matrix", context, {"year": "2025"}).headline
    rows = build_panel("school_conditions", context, {"school": "secondary-a", "year": "2025"}).table.rows
    assert [row[1].text for row in rows].count(words) == 5  # land, floor, teachers, equipment and books for each
    columns = build_panel("conditions_columns", context, {"year": "2025"}).table
    places = {column.id: place for place, column in enumerate(columns.columns)}
    assert sum(row[places["not_asked"]].value for row in columns.rows) == 5
