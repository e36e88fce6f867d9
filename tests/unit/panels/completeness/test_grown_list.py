"""A list of units that has grown since it was stated complete: open again for the years of the new unit alone."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from itertools import permutations
from pathlib import Path

import pytest

from core.assess_release import assessment_of
from core.assessment import Status
from core.commands.exit_codes import OK
from core.commands.main import main
from core.context import Context
from core.datasets import RowStatus
from core.panels.intake.reporting import reporting, reports_on_show
from core.panels.intake.unit_list import unit_list
from core.queries.completeness.unknown_units import is_list_open, open_years
from core.snapshots import UnitList
from tests.support.release_frames import tiny_release
from tests.support.rounds.first_round import COMPLETE, newest, teachers_of

OF_A = (replace(COMPLETE[0], units=("secondary-a",)),)
"""The list was stated complete with school A."""
SHARE_A, SHARE_BOTH = 0.6, 50 / 110
"""30 of 50; and 20 of 60 more of school B."""


def grown(
    root: Path,
    begun: date,
    years_of_b: tuple[int, ...],
    unit_lists: tuple[UnitList, ...] = OF_A,
    years: tuple[int, ...] = (2024, 2025, 2026),
) -> Context:
    """A has sent every year; B, in the register from a day on, comes after the statement."""
    frames = teachers_of(2, years)
    teachers = frames["teachers"]
    of_b = teachers["unit_id"] == "secondary-b"
    teachers.loc[of_b, "unit_valid_from"] = begun
    frames["teachers"] = teachers[~of_b | teachers["year"].isin(years_of_b)]
    tiny_release(root, date(2026, 9, 1), frames, status=RowStatus.REPORTED, unit_lists=unit_lists)
    return newest(root)


def judged(context: Context) -> tuple[list[tuple[int, float | None]], Status]:
    assessment = assessment_of(context, "dual_qualified_share")
    return [(point.year, point.value) for point in assessment.observed], assessment.status


@pytest.mark.parametrize(
    ("begun", "years_of_b", "values"),
    [
        # B opened for the autumn of 2026: the years before are whole as they were.
        (date(2026, 9, 1), (2026,), [SHARE_A, SHARE_A, None]),
        (date(2025, 9, 2), (2026,), [SHARE_A, SHARE_A, None]),
        (date(2025, 9, 1), (2026,), [SHARE_A, None, None]),
        # B says that it was there long before: every year is open again.
        (date(2010, 9, 1), (2026,), [None, None, None]),
        (date(2010, 9, 1), (2024,), [None, None, None]),
        # It opened after 1 September and reports the year all the same.
        (date(2026, 9, 2), (2026,), [SHARE_A, SHARE_A, None]),
    ],
)
def test_a_unit_that_came_after_the_statement_opens_the_years_it_is_in_force(
    tmp_path: Path, begun: date, years_of_b: tuple[int, ...], values: list[float | None]
) -> None:
    context = grown(tmp_path, begun, years_of_b)
    assert judged(context)[0] == list(zip((2024, 2025, 2026), values, strict=True))
    expected = {year for year, value in zip((2024, 2025, 2026), values, strict=True) if value is None}
    assert open_years(context.returns, "teachers") == expected
    assert is_list_open(context.returns, "teachers") is (values == [None] * 3)


def test_once_stated_again_the_years_say_who_owes_them(tmp_path: Path) -> None:
    """B was founded in 2010 and has sent 2026 only: 2026 is whole, 2024 and 2025 are 1 of 2."""
    both = (replace(COMPLETE[0], units=("secondary-a", "secondary-b")),)
    context = grown(tmp_path, date(2010, 9, 1), (2026,), both)
    assert judged(context)[0] == [(2024, None), (2025, None), (2026, SHARE_BOTH)]
    assessment = assessment_of(context, "dual_qualified_share")
    parts = {point.year: point.partial for point in assessment.observed if point.partial is not None}
    assert [(year, part.reported, part.units, part.is_open) for year, part in parts.items()] == [
        (2024, 1, 2, False), (2025, 1, 2, False),
    ]  # fmt: skip
    assert {unit.en for part in parts.values() for unit in part.missing} == {
        "Demonstration secondary vocational school B"
    }


def test_every_place_says_the_same_of_a_list_that_has_grown(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    context = grown(tmp_path, date(2026, 9, 1), (2026,))
    assert "1 more (Demonstration secondary vocational school B)" in unit_list(context).headline
    shown = reporting(context, reports_on_show(context, date(2026, 9, 20)))
    assert "whether others are missing is not known yet" in shown.headline
    before = reporting(context, reports_on_show(context, date(2026, 8, 20)))
    assert before.headline == "2025: 1 of 1 unit has reported"
    assert main(["--lang", "en", "assess", "--root", str(tmp_path)]) == OK
    line = next(line for line in capsys.readouterr().out.splitlines() if line.startswith("dual_qualified_share"))
    assert line.startswith("dual_qualified_share,2025,60%,")
    assert "2026: 2 units have reported so far (45.5%); how many units there are is not known" in line


def test_a_statement_from_before_its_units_were_kept_holds_for_all(tmp_path: Path) -> None:
    context = grown(tmp_path, date(2010, 9, 1), (2024, 2025, 2026), COMPLETE)
    assert judged(context)[0] == [(year, SHARE_BOTH) for year in (2024, 2025, 2026)]
    assert "1 more" not in unit_list(context).headline


@pytest.mark.parametrize("order", list(permutations((2024, 2025, 2026))))
def test_in_any_order_of_returns_a_year_before_the_new_unit_stays_as_it_was(
    tmp_path: Path, order: tuple[int, ...]
) -> None:
    """A sends three years one by one, B 2026 with the last of them: 2024 and 2025 are A's 60% throughout."""
    for number in range(1, 4):
        years = tuple(sorted(order[:number]))
        b_years = (2026,) if number == 3 else ()
        context = grown(tmp_path / str(number), date(2026, 9, 1), b_years, years=years)
        values = dict(judged(context)[0])
        assert {year: values[year] for year in years if year < 2026} == dict.fromkeys(
            (year for year in years if year < 2026), SHARE_A
        )
    assert values[2026] is None
