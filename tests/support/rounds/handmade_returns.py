"""Releases of a few hand-made returns, what is missing in them, and the year of an indicator."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from pathlib import Path
from typing import Any

from core.queries import Returns, series
from core.queries.completeness.missing_returns import missing_rows
from tests.support.release_frames import AREA, frame, row, tiny_release, tiny_release_frames

AS_OF = date(2026, 9, 1)


def students(unit: str, year: int, value: float | None, group: str = "71", **values: object) -> dict[str, Any]:
    return row(
        "secondary-a",
        unit_id=unit,
        unit_name=f"学校{unit}",
        unit_name_en=f"School {unit}",
        ownership="public",
        level=values.pop("level", "secondary_vocational"),
        programme_group=group,
        year=year,
        measure=values.pop("measure", "enrolment"),
        value=value,
        **values,
    )


def teachers(unit: str, year: int, measure: str = "full_time", value: float = 10, **values: object) -> dict[str, Any]:
    return row(
        "secondary-a",
        unit_id=unit,
        unit_name=f"学校{unit}",
        unit_name_en=f"School {unit}",
        ownership="public",
        year=year,
        measure=measure,
        value=value,
        **values,
    )


def returns(root: Path, as_of: date = AS_OF, **datasets: Iterable[dict[str, Any]]) -> Returns:
    """A release that holds these rows and nothing else."""
    frames = {name: frame(name, list(datasets.get(name, ()))) for name in tiny_release_frames()}
    return Returns(tiny_release(root, as_of, frames), AREA)


def missing(release: Returns, dataset: str = "enrolment") -> list[tuple[object, ...]]:
    """Unit, year, measure and symbol of what is missing, and the programme group of students."""
    names = ("unit_id", "year", "measure", "symbol") + (("programme_group",) if dataset == "enrolment" else ())
    return [tuple(line[name] for name in names) for line in missing_rows(release, dataset).to_pylist()]


def value(release: Returns, year: int, indicator: str = "secondary_vocational_enrolment") -> dict[str, Any]:
    lines = series(release, indicator)
    (line,) = lines[lines["year"] == year].to_dict("records")
    return line
