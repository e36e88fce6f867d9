"""A district that does not exist, in another province: five goals, three schools, two releases of its own."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pandas as pd

from core.datasets import RowStatus
from core.plan.new_plan import NewPlan, write_new_plan
from tests.support.release_frames import tiny_release, tiny_release_frames

PLAN = NewPlan("339901", "澄湾区", "Chengwan", 2021, 2025)
RELEASES = (date(2024, 9, 1), date(2025, 12, 31))
NAMES = {
    "secondary-a": ("澄湾一中专", "Chengwan First Vocational School"),
    "secondary-b": ("澄湾二中专", "Chengwan Second Vocational School"),
    "secondary-c": ("澄湾三中专", "Chengwan Third Vocational School"),
    "general-a": ("澄湾高级中学", "Chengwan General High School"),
    "college-a": ("澄湾学院", "Chengwan College"),
    "college-b": ("东澄学院", "East Chengwan College"),
    "district": ("澄湾区", "Chengwan"),
}
OFFICE = ("澄湾教育局", "Chengwan education office")


def invented_plan(home: Path) -> Path:
    """Write the plan into a workspace, as `python -m core plan new` does."""
    return write_new_plan(PLAN, home / "plan")


def invented_frames() -> dict[str, pd.DataFrame]:
    """The rows of the tiny release, all of this district: a third school as large as the second, no milestone."""
    frames = {dataset: _renamed(_with_third_school(rows)) for dataset, rows in tiny_release_frames().items()}
    frames["milestones"] = frames["milestones"].head(0)
    return frames


def invented_district(home: Path) -> None:
    """The whole installation: the plan and both releases, every figure reported by the district."""
    plan = invented_plan(home)
    for as_of in RELEASES:
        tiny_release(
            home / "snapshots",
            as_of,
            invented_frames(),
            plan=plan.name,
            note="澄湾区填报",
            note_en="Returns of Chengwan",
            status=RowStatus.REPORTED,
        )


def _with_third_school(rows: pd.DataFrame) -> pd.DataFrame:
    return pd.concat([rows, rows[rows["unit_id"] == "secondary-b"].assign(unit_id="secondary-c")], ignore_index=True)


def _renamed(rows: pd.DataFrame) -> pd.DataFrame:
    sides = [rows["unit_id"].map({unit: names[side] for unit, names in NAMES.items()}) for side in (0, 1)]
    renamed = rows.assign(area=PLAN.area, unit_name=sides[0], unit_name_en=sides[1], source_file="澄湾填报.xlsx")
    renamed = renamed.assign(status=renamed["status"].replace(RowStatus.ILLUSTRATIVE, RowStatus.REPORTED))
    if "owner" in renamed:
        owned = renamed["owner"].notna()
        renamed.loc[owned, ["owner", "owner_en"]] = list(OFFICE)
    return renamed
