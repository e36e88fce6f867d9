"""A unit that sent some of its programmes, or some of its tables: what it sent counts, and what it did not is named."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from core.assess_release import assessment_of
from core.context import Context
from core.datasets import DATASETS, RowStatus
from core.language import Language
from core.panels.panel import NamesNote
from core.panels.scenario.start_notes import part_notes
from core.panels.units_not_reported import filling_sentence, incomplete_notes
from core.queries.reported_in_part import PartReported, reported_in_part
from core.scenario_basis.from_release import basis_of
from tests.support.release_frames import frame, row, tiny_release
from tests.support.rounds.first_round import COMPLETE, newest

A, C = "Demonstration secondary vocational school A", "School C"
SENT = {2025: [("a", "64", 1000), ("a", "66", 500), ("b", "64", 800), ("c", "64", 300)]}


def enrolment(
    root: Path, *of_2026: tuple[str, str, float | None], symbol: str = "", language: Language = Language.EN
) -> Context:
    """2025 whole with 2,600; what was sent of 2026 by unit and programme group, None with a reason."""
    lines = [
        _line(unit, year=year, programme_group=group, value=value, symbol="" if value else symbol)
        for year, sent in {**SENT, 2026: of_2026}.items()
        for unit, group, value in sent
    ]
    return _context(root, "enrolment", lines, language)


_CELLS: dict[str, Any] = {
    "ownership": "public", "status": "reported", "level": "secondary_vocational", "measure": "enrolment",
}  # fmt: skip


def _line(unit: str, **values: Any) -> dict[str, Any]:
    school_c = {"unit_id": "secondary-c", "unit_name": "丙校", "unit_name_en": C} if unit == "c" else {}
    return row("secondary-b" if school_c else f"secondary-{unit}", **_CELLS, **school_c, **values)


def _context(root: Path, dataset: str, lines: list[dict[str, Any]], language: Language = Language.EN) -> Context:
    frames = {name: frame(name, lines if name == dataset else []) for name in DATASETS}
    tiny_release(root, date(2026, 12, 31), frames, status=RowStatus.REPORTED, unit_lists=COMPLETE)
    return newest(root, language)


def notes(context: Context, indicator: str = "secondary_vocational_enrolment") -> list[str]:
    return list(incomplete_notes(assessment_of(context, indicator), context))


@pytest.mark.parametrize(
    ("language", "said"),
    [
        (
            Language.EN,
            [
                "2026: 1 of 3 units have reported in full; in all 1,600 people so far, not comparable with other "
                "years.",
                f"2026, reported only in part (what was sent is in the figure so far): {A} (1 of 2 programme groups).",
                f"2026, still to report: {C}.",
            ],
        ),
        (
            Language.ZH,
            [
                "2026年3个单位中1个已报齐，已报部分为1,600人，尚不能与其他年份比较。",
                "2026年只报了一部分的单位，所报已计入已报部分：示例中职学校 A（已报专业大类2项中的1项）。",
                "2026年未报齐：丙校。",
            ],
        ),
    ],
)
def test_what_a_school_sent_of_its_programmes_is_said_to_be_in_the_figure_so_far(
    tmp_path: Path, language: Language, said: list[str]
) -> None:
    """A sent one of two programmes (900), B all of its one (700), C nothing: 1,600 so far."""
    context = enrolment(tmp_path, ("a", "64", 900), ("b", "64", 700), language=language)
    assert notes(context) == said
    assert [isinstance(note, NamesNote) for note in notes(context)] == [False, False, True]


def test_a_scenario_says_it_too(tmp_path: Path) -> None:
    context = enrolment(tmp_path, ("a", "64", 900), ("b", "64", 700))
    said = part_notes(basis_of(context), context, "secondary_vocational_enrolment")
    assert any(f"{A} (1 of 2 programme groups)" in note for note in said)


@pytest.mark.parametrize(
    ("of_a", "symbol", "parts"),
    [
        ([("a", "64", 900), ("a", "66", 400)], "", ()),
        ([("a", "64", 900), ("a", "66", None)], "suppressed", ()),  # suppressed is reported
        ([("a", "64", 900), ("a", "66", None)], "not_reported", ((1, 2),)),
        ([("a", "64", None), ("a", "66", None)], "not_reported", ()),
        ([], "", ()),
        ([("a", "61", 50)], "", ((1, 3),)),  # a new programme, and neither of the two of the year before
    ],
)
def test_a_unit_reported_in_part_what_it_sent_and_not_all_of(
    tmp_path: Path, of_a: list[tuple[str, str, float | None]], symbol: str, parts: tuple[tuple[int, int], ...]
) -> None:
    context = enrolment(tmp_path, *of_a, ("b", "64", 700), ("c", "64", 300), symbol=symbol)
    in_part = reported_in_part(context.returns, "secondary_vocational_enrolment", 2026)
    assert [(part.name.en, part.reported, part.owed) for part in in_part] == [(A, *part) for part in parts]
    assert reported_in_part(context.returns, "secondary_vocational_enrolment", 2025) == ()
    assert reported_in_part(context.returns, "general_high_enrolment", 2026) == ()


@pytest.mark.parametrize("indicator", ["dual_qualified_share", "full_time_teachers", "colleges", "elsewhere"])
def test_only_of_what_is_added_up_over_parts(tmp_path: Path, indicator: str) -> None:
    context = enrolment(tmp_path, ("a", "64", 900))
    assert reported_in_part(context.returns, indicator, 2026) == ()


def test_a_college_that_sent_one_study_mode_of_two(tmp_path: Path) -> None:
    """2025: 700 full-time and 200 part-time; 2026: 750 full-time."""
    lines = [
        row("college-a", year=year, study_mode=mode, value=value, status="reported", measure="enrolment")
        for year, mode, value in ((2025, "full_time", 700), (2025, "part_time", 200), (2026, "full_time", 750))
    ]
    context = _context(tmp_path, "college_enrolment", lines)
    (part,) = reported_in_part(context.returns, "college_students", 2026)
    assert (part.reported, part.owed) == (1, 2)
    assert part == PartReported(part.name, 1, 2)
    assert any("(1 of 2 study modes)" in note for note in notes(context, "college_students"))


def test_what_is_filled_in_is_named_by_unit_and_table(tmp_path: Path) -> None:
    """A sent its teachers of 2026 and not its students: only those are filled in."""
    lines = {
        "enrolment": [row("secondary-a", year=2025, programme_group="64", value=1000, **_CELLS)],
        "teachers": [
            row("secondary-a", year=year, ownership="public", measure="full_time", value=80, status="reported")
            for year in (2025, 2026)
        ],
    }
    frames = {name: frame(name, lines.get(name, [])) for name in DATASETS}
    tiny_release(tmp_path, date(2026, 12, 31), frames, status=RowStatus.REPORTED, unit_lists=COMPLETE)
    assert filling_sentence(replace(newest(tmp_path), filled=True)) == (
        "2026: 1 unit has not reported everything; what is missing counts with its last reported values, "
        f"and the rates of the models rest on these, too: {A} (Enrolment)."
    )
