"""The rows of a whole release, small enough to add up in the head, for any test that needs one."""

from __future__ import annotations

import atexit
import hashlib
import pickle
import shutil
import tempfile
from collections.abc import Collection, Iterator, Mapping, Sequence
from datetime import UTC, date, datetime
from functools import cache
from pathlib import Path
from typing import Any

import pandas as pd

from core.datasets import DATASETS, CollegeStage, RowStatus, Symbol
from core.snapshots import Snapshot, manifest, publish

AREA = "500110"
YEARS = (2020, 2021, 2022, 2023, 2024, 2025)
PUBLISHED_AT = datetime(2025, 10, 15, 8, 0, tzinfo=UTC)

_UNITS = {
    "secondary-a": ("示例中职学校 A", "Demonstration secondary vocational school A"),
    "secondary-b": ("示例中职学校 B", "Demonstration secondary vocational school B"),
    "general-a": ("示例普通高中 A", "Demonstration general high school A"),
    "college-a": ("示例高校 A", "Demonstration college A"),
    "college-b": ("示例高校 B", "Demonstration college B"),
    "district": ("綦江区", "Qijiang district"),
}
_Row = dict[str, Any]


def row(unit_id: str, /, **values: object) -> _Row:
    """One row of any dataset: who, the values given, and where it came from (the row number is set by the release)."""
    name, name_en = _UNITS[unit_id]
    return {
        "area": AREA,
        "unit_id": unit_id,
        "unit_name": name,
        "unit_name_en": name_en,
        "unit_valid_from": date(2015, 9, 1),
        "unit_valid_to": None,
        "symbol": Symbol.PRESENT,
        "status": RowStatus.ILLUSTRATIVE,
        "provisional": False,
        "source_file": "returns.xlsx",
        **values,
    }


def _enrolment() -> Iterator[_Row]:
    """2020: 1,000 + 600 vocational and 2,400 general students (share .40); 2025: 1,500 + 1,100 and 2,400 (.52)."""
    for step, year in enumerate(YEARS):
        for unit, ownership, level, group, students in (
            ("secondary-a", "public", "secondary_vocational", "71", 700 + 60 * step),
            ("secondary-a", "public", "secondary_vocational", "61", 300 + 40 * step),
            ("secondary-b", "private", "secondary_vocational", "74", 600 + 100 * step),
            ("general-a", "public", "general_high", "total", 2400),
        ):
            for measure, value in (("enrolment", students), ("entrants", students // 3), ("graduates", students // 4)):
                yield row(
                    unit,
                    ownership=ownership,
                    level=level,
                    programme_group=group,
                    year=year,
                    measure=measure,
                    value=value,
                )


def _colleges() -> Iterator[_Row]:
    """A runs through every stage and enrols in September 2022; B, planned for 2025, is still being built."""
    for unit, first_year, reached in (("college-a", 2017, 6), ("college-b", 2020, 4)):
        for step, stage in enumerate(CollegeStage):
            planned = date(first_year + step, 9, 1)
            yield row(
                unit,
                institution_type="vocational_college",
                stage=stage,
                planned_date=planned,
                actual_date=planned if step < reached else None,
                planned_places=8000,
            )


def _college_enrolment() -> Iterator[_Row]:
    for year, students in zip(YEARS, (0, 0, 2000, 4000, 6000, 7500), strict=True):
        yield row("college-a", study_mode="full_time", year=year, measure="enrolment", value=students)
        yield row(
            "college-a",
            study_mode="part_time",
            year=year,
            measure="enrolment",
            value=None,
            symbol=Symbol.NOT_APPLICABLE if year < 2022 else Symbol.SUPPRESSED,
        )


def _training() -> Iterator[_Row]:
    for step, year in enumerate(YEARS):
        for measure, value in (("person_times", 1200 + 100 * step), ("persons", 1000), ("employed", 600 + 20 * step)):
            yield row(
                "district",
                target_group="rural_migrant_workers",
                training_type="job_skill",
                certificate_level="total",
                year=year,
                measure=measure,
                value=value,
            )
        yield row(
            "district",
            target_group="rural_migrant_workers",
            training_type="job_skill",
            certificate_level="senior",
            year=year,
            measure="certificates",
            value=50,
        )


def _teachers() -> Iterator[_Row]:
    """A: 40 specialised teachers, 20 dual-qualified in 2020 and 4 more a year; B did not report 2024."""
    for step, year in enumerate(YEARS):
        for measure, value in (("full_time", 80), ("specialised", 40), ("dual_qualified", 20 + 4 * step)):
            yield row("secondary-a", ownership="public", year=year, measure=measure, value=value)
        for measure, value in (("full_time", 40), ("specialised", 20), ("dual_qualified", 10)):
            missing = year == 2024
            yield row(
                "secondary-b",
                ownership="private",
                year=year,
                measure=measure,
                value=None if missing else value,
                symbol=Symbol.NOT_REPORTED if missing else Symbol.PRESENT,
            )


def _conditions() -> Iterator[_Row]:
    for measure, value in (
        ("campus_area", 60_000),
        ("building_area", 40_000),
        ("full_time_teachers", 80),
        ("equipment_value", 5_000_000),
        ("books", 30_000),
        ("students", 1500),
    ):
        yield row("secondary-a", ownership="public", school_class="general", year=2025, measure=measure, value=value)


def _cohorts() -> Iterator[_Row]:
    for step, year in enumerate(YEARS):
        for measure, value in (("births", 8000 - 500 * step), ("junior_graduates", 9000 - 200 * step)):
            yield row("district", year=year, measure=measure, value=value)


def _observations() -> Iterator[_Row]:
    """Schools meeting the standard: 1 of 2 until 2023, then 2 of 2; 2025 is not confirmed."""
    for year in YEARS:
        passed = 1 if year < 2024 else 2
        yield row(
            "district",
            indicator="schools_meeting_standard",
            year=year,
            unit="share",
            numerator=passed,
            denominator=2,
            value=passed / 2,
            status=RowStatus.PROVISIONAL if year == 2025 else RowStatus.ILLUSTRATIVE,
            provisional=year == 2025,
        )


def _tasks() -> Iterator[_Row]:
    for task, owner, owner_en, stage in (
        (1, "示例单位", "Demonstration office", "under_way"),
        (2, None, None, "proposed"),
    ):
        yield row(
            "district",
            task=task,
            owner=owner,
            owner_en=owner_en,
            stage=stage,
            reported_on=date(2025, 9, 1) if owner else None,
            evidence="document" if owner else "none",
        )


def _milestones() -> Iterator[_Row]:
    for milestone, actual in (("first", date(2023, 6, 30)), ("second", None)):
        yield row(
            "district",
            milestone=milestone,
            indicator="projects_2023",
            task=1,
            planned_date=date(2023, 12, 31),
            actual_date=actual,
            evidence="document",
        )


_ROWS = {
    "enrolment": _enrolment,
    "colleges": _colleges,
    "college_enrolment": _college_enrolment,
    "training": _training,
    "teachers": _teachers,
    "conditions": _conditions,
    "cohorts": _cohorts,
    "observations": _observations,
    "tasks": _tasks,
    "milestones": _milestones,
    "programmes": lambda: iter(()),
}


def frame(dataset: str, rows: Sequence[Mapping[str, Any]]) -> pd.DataFrame:
    """Rows as the frame of a dataset: its columns in their order, each with the sheet and row it came from."""
    names = DATASETS[dataset].schema.names
    blank = {**dict.fromkeys(names), "period": ""}
    numbered = [
        {**blank, **entry, "source_sheet": dataset, "source_row": number} for number, entry in enumerate(rows, start=2)
    ]
    return pd.DataFrame(numbered, columns=names)


def tiny_release_frames() -> dict[str, pd.DataFrame]:
    """All datasets with a handful of rows each, 2020 to 2025, as `publish` takes them."""
    return {dataset: frame(dataset, list(rows())) for dataset, rows in _ROWS.items()}


def tiny_release(
    root: Path,
    as_of: date = date(2025, 9, 1),
    frames: Mapping[str, pd.DataFrame] | None = None,
    **changes: Any,
) -> Snapshot:
    """The tiny release, or other frames, in `root`; `changes` are further arguments of `publish`.

    What was published before is copied, unless `root` has a release of that date: for tests that read releases.
    """
    content = None if frames is None else dict(frames)
    key = hashlib.sha256(pickle.dumps((as_of, content, changes))).hexdigest()
    earlier = _published_folder() / key
    if any(root.glob(f"{as_of.isoformat()}*")):
        return publish_tiny_release(root, as_of, content, **changes)
    if not earlier.exists():
        published = publish_tiny_release(root, as_of, content, **changes)
        shutil.copytree(published.directory, earlier)
        return published
    name = as_of.isoformat()
    shutil.copytree(earlier, root / name)
    return manifest.read(root.absolute() / name, name)


def publish_tiny_release(
    root: Path,
    as_of: date = date(2025, 9, 1),
    frames: Mapping[str, pd.DataFrame] | None = None,
    **changes: Any,
) -> Snapshot:
    """The same, published in any case: for tests of how a release is written."""
    given: dict[str, Any] = {
        "published_by": "tests",
        "published_at": PUBLISHED_AT,
        "note": "演示",
        "note_en": "Demonstration",
        "plan": "qijiang-14th",
        "rules": "1",
        "status": RowStatus.ILLUSTRATIVE,
        **changes,
    }
    return publish(frames or tiny_release_frames(), as_of=as_of, root=root, **given)


@cache
def _published_folder() -> Path:
    """Where this process keeps a copy of what it has published, by content."""
    root = Path(tempfile.mkdtemp(prefix="tiny-release-"))
    atexit.register(shutil.rmtree, root, ignore_errors=True)
    return root


def own_release(home: Path, day: date = date(2026, 3, 1), made_up: Collection[str] = ()) -> None:
    """The tiny release as a district's own: every row was reported, but those of the datasets `made_up`."""
    frames = tiny_release_frames()
    for name, rows in frames.items():
        if name not in made_up:
            rows["status"] = "reported"
    tiny_release(home / "snapshots", day, frames, status="illustrative" if made_up else "reported")
