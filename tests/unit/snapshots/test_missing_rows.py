"""What stands in the rows of a table that a unit never sent."""

from __future__ import annotations

from pathlib import Path

from core.queries.completeness.missing_returns import missing_rows
from tests.support.rounds.handmade_returns import returns, students, teachers

TEACHERS = ("full_time", "specialised", "dual_qualified")


def test_who_runs_a_school_that_never_sent_a_table_is_taken_from_its_other_returns(tmp_path: Path) -> None:
    release = returns(
        tmp_path,
        enrolment=[
            {**students(unit, year, 100), "ownership": ownership}
            for unit, year, ownership in (("a", 2025, "public"), ("a", 2026, "public"), ("b", 2026, "private"))
        ],
        teachers=[teachers("a", year, measure) for year in (2025, 2026) for measure in TEACHERS],
    )
    behind = {(line["unit_id"], line["ownership"]) for line in missing_rows(release, "teachers").to_pylist()}
    assert behind == {("b", "private")}
