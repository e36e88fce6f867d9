"""Writes the folder of a new plan: every file with its comments and five draft goals, which loads as it is."""

from __future__ import annotations

import json
import os
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from string import Template
from tempfile import TemporaryDirectory

from core.plan.plan import CATALOGUE, load_plan
from core.workspace import DATA

_SKELETON = Path(__file__).parent / "skeleton"


@dataclass(frozen=True, slots=True)
class NewPlan:
    """What a new plan is of: a district by its code of GB/T 2260 and its names, and a first and a last year."""

    area: str
    name_zh: str
    name_en: str
    first: int
    last: int

    @property
    def id(self) -> str:
        """The name of its folder."""
        return f"{self.area}-{self.first}-{self.last}"


def five_years(day: date) -> tuple[int, int]:
    """The first and the last year of the national five-year period a day lies in: 2026 to 2030, and so on."""
    first = day.year - (day.year - 1) % 5
    return first, first + 4


def write_new_plan(plan: NewPlan, root: Path) -> Path:
    """Write the plan into a new folder of `root` and return that folder.

    The folder is there whole or not at all. Raises FileExistsError when there is one of this name, PlanError when the
    plan would not load (years in the wrong order), and OSError.
    """
    folder = root / plan.id
    if folder.exists():
        raise FileExistsError(folder)
    root.mkdir(parents=True, exist_ok=True)
    with TemporaryDirectory(dir=root, prefix=".") as temporary:
        draft = Path(temporary) / plan.id
        draft.mkdir()
        for file in sorted(_SKELETON.glob("*.toml")):
            (draft / file.name).write_text(Template(file.read_text("utf-8")).substitute(_values(plan)), "utf-8")
        load_plan(draft, DATA / "plan" / CATALOGUE)
        os.rename(draft, folder)
    return folder


def _values(plan: NewPlan) -> dict[str, str]:
    """What stands for each name in the skeleton, as TOML."""
    texts = {
        "id": plan.id,
        "area": plan.area,
        "name_zh": plan.name_zh,
        "name_en": plan.name_en,
        "title_zh": f"{plan.name_zh}职业教育发展规划（{plan.first}—{plan.last}年，草案）",
        "title_en": f"{plan.name_en} vocational education plan {plan.first}–{plan.last} (draft)",
    }
    return {
        **{name: json.dumps(text, ensure_ascii=False).replace("\x7f", "\\u007f") for name, text in texts.items()},
        "first": str(plan.first),
        "last": str(plan.last),
        "baseline": str(plan.first - 1),
        "issued": date(plan.first, 1, 1).isoformat(),
        "due": date(plan.last, 12, 31).isoformat(),
    }
