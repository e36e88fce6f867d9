"""What one unit calls not yet published is still to be reported; the district is not therefore unpublished."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

import pandas as pd
import pytest

from core.datasets import Symbol
from core.queries import Returns, series
from core.queries.completeness.missing_returns import unit_returns
from core.queries.completeness.observed_series import Adding, observed_series
from tests.support.rounds.handmade_returns import returns, row, students, teachers, value

WAITS: dict[str, Any] = {"symbol": Symbol.NOT_PUBLISHED}


def money(unit: str, amount: float | None, **more: Any) -> dict[str, Any]:
    names = {"unit_id": unit, "unit_name": f"学校{unit}", "unit_name_en": f"School {unit}"}
    cell = {"indicator": "money", "year": 2025, "unit": "ten_thousand_yuan", "value": amount}
    return row("secondary-a", **names, **cell, **more)


def observed(release: Returns) -> dict[str, Any]:
    (line,) = observed_series(release, {"money": Adding(of_schools=True)}).to_dict("records")
    return line


def named(line: dict[str, Any]) -> list[str]:
    return [unit["en"] for unit in line["missing"]]


@pytest.mark.parametrize(
    ("amounts", "symbol", "so_far", "still_to_report"),
    [
        ((1.5, 2.25, (None, WAITS)), "not_reported", 3.75, ["School c"]),
        ((0, (None, WAITS), (None, {"symbol": Symbol.NOT_REPORTED})), "not_reported", 0, ["School b", "School c"]),
        (((None, {"symbol": Symbol.SUPPRESSED}), 2, (None, WAITS)), "not_reported", 2, ["School c"]),
        (((None, {"symbol": Symbol.NOT_APPLICABLE}), (None, WAITS), 1), "not_reported", 1, ["School b"]),
    ],
)
def test_of_an_observed_indicator_it_is_still_to_be_reported(
    tmp_path: Path, amounts: tuple[Any, ...], symbol: str, so_far: float, still_to_report: list[str]
) -> None:
    cells = [cell if isinstance(cell, tuple) else (cell, {}) for cell in amounts]
    sent = [money(unit, amount, **more) for unit, (amount, more) in zip("abc", cells, strict=True)]
    enrolment = [students(unit, 2025, 100) for unit in "abc"]
    line = observed(returns(tmp_path, enrolment=enrolment, observations=sent))
    assert (line["symbol"], line["so_far"], line["units"]) == (symbol, so_far, 3)
    assert pd.isna(line["value"])
    assert named(line) == still_to_report


def test_what_everybody_calls_not_yet_published_is_that(tmp_path: Path) -> None:
    sent = [money(unit, None, **WAITS) for unit in "ab"]
    line = observed(returns(tmp_path, enrolment=[students(unit, 2025, 100) for unit in "ab"], observations=sent))
    assert line["symbol"] == "not_published"


def test_of_students_and_teachers_it_is_still_to_be_reported(tmp_path: Path) -> None:
    both = [teachers("b", 2025, measure, **WAITS) | {"value": None} for measure in ("specialised", "dual_qualified")]
    release = returns(
        tmp_path,
        enrolment=[students("a", 2025, 100), students("b", 2025, None, **WAITS)],
        teachers=[teachers("a", 2025, "specialised", 20), teachers("a", 2025, "dual_qualified", 8), *both],
    )
    total, share = value(release, 2025), value(release, 2025, "dual_qualified_share")
    assert [(line["symbol"], line["so_far"], named(line)) for line in (total, share)] == [
        ("not_reported", 100, ["School b"]),
        ("not_reported", 0.4, ["School b"]),
    ]
    sent = {
        unit.unit_id: (unit.cells, unit.reported, unit.complete) for unit in unit_returns(release, "enrolment", 2025)
    }
    assert sent == {"a": (1, 1, True), "b": (1, 0, False)}


def test_general_schools_that_all_wait_do_not_say_so_of_the_vocational_ones(tmp_path: Path) -> None:
    """Each kind of school by itself: nothing of one is published yet, the other is whole."""
    waits = students("g", 2025, None, level="general_high", **WAITS)
    release = returns(tmp_path, enrolment=[students("a", 2025, 100), waits])
    assert value(release, 2025)["value"] == 100
    assert value(release, 2025, "general_high_enrolment")["symbol"] == "not_published"


def test_before_the_end_of_a_year_counted_over_it_the_year_is_under_way(tmp_path: Path) -> None:
    names = {"year": 2026, "measure": "person_times", "target_group": "veterans", "training_type": "job_skill"}
    sent = [
        row("secondary-a", unit_id=unit, **names, certificate_level="total", value=amount, **more)
        for unit, amount, more in TRAINED
    ]
    open_year, over = (
        returns(tmp_path / f"{day}", day, training=sent) for day in (date(2026, 9, 1), date(2026, 12, 31))
    )
    symbols = [series(release, "training_person_times")["symbol"].tolist() for release in (open_year, over)]
    assert symbols == [["not_published"], ["not_reported"]]


TRAINED: tuple[tuple[str, float | None, dict[str, Any]], ...] = (("a", 30, {}), ("b", None, WAITS))
