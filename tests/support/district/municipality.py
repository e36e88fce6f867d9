"""A municipality that does not exist, as large as they come: its plan and one release, the same at every call."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd
import pyarrow as pa

from core.datasets import DATASETS, PROGRAMME_GROUPS, RowStatus
from core.snapshots import Snapshot, publish
from tests.support.district.municipality_plan import AREA, INDICATORS, PLAN_ID, TASKS, indicator_id, write_plan

AS_OF = date(2025, 12, 31)
YEARS = tuple(range(2020, 2026))
SCHOOLS, MILESTONES, PROGRAMMES = 400, 5000, 1000
PERIODS = ("2024-H1", "2024-H2", "2025-H1", "2025-H2")
_SEED = 20251231
_SURNAMES = "澄澜川岭泽湖原溪谷湾"
_EVIDENCE = ("document", "data", "photograph", "statement", "none")
_STAGES = ("proposed", "under_way", "finished", "closed")

Columns = dict[str, Any]


def municipality(home: Path) -> Snapshot:
    """Write plan and release into a workspace: 500 tasks in 60 sections, 300 indicators of which 30 have a goal, with
    observations of six years, 400 schools over six years, 5,000 milestones, programme rows of 1,000 programmes."""
    write_plan(home / "plan" / PLAN_ID)
    frames = {name: _frame(name, parts) for name, parts in _parts().items()}
    return publish(
        {name: frames.get(name, _frame(name, [])) for name in DATASETS},
        as_of=AS_OF,
        root=home / "snapshots",
        published_by="bench",
        published_at=datetime(2026, 1, 15, 8, 0, tzinfo=UTC),
        note="虚构直辖市",
        note_en="An invented municipality",
        plan=PLAN_ID,
        rules="1",
        status=RowStatus.ILLUSTRATIVE,
    )


def _parts() -> dict[str, list[Columns]]:
    """The rows of each dataset as tables of columns, each made by a generator of its own."""
    return {
        "enrolment": list(_enrolment(np.random.default_rng(_SEED))),
        "teachers": list(_teachers(np.random.default_rng(_SEED + 1))),
        "conditions": list(_conditions(np.random.default_rng(_SEED + 2))),
        "observations": list(_observations(np.random.default_rng(_SEED + 3))),
        "tasks": list(_tasks(np.random.default_rng(_SEED + 4))),
        "milestones": [_milestones(np.random.default_rng(_SEED + 5))],
        "colleges": list(_colleges()),
        "college_enrolment": list(_college_enrolment(np.random.default_rng(_SEED + 6))),
        "cohorts": list(_cohorts()),
        "training": list(_training(np.random.default_rng(_SEED + 7))),
        **({"programmes": list(_programmes(np.random.default_rng(_SEED + 8)))} if "programmes" in DATASETS else {}),
    }


def _schools(count: int = SCHOOLS, kind: str = "s", word: str = "职业学校") -> Columns:
    numbers = range(count)
    return {
        "unit_id": [f"{AREA}-{kind}-{number:03}" for number in numbers],
        "unit_name": [f"虚构{_SURNAMES[n % 10]}{_SURNAMES[n // 10 % 10]}{word}{n:03}" for n in numbers],
        "unit_name_en": [f"Invented vocational school {number:03}" for number in numbers],
        "ownership": ["private" if number % 4 == 3 else "public" for number in numbers],
    }


def _district(rows: int) -> Columns:
    return {
        "unit_id": [f"{AREA}-district"] * rows,
        "unit_name": ["虚构市"] * rows,
        "unit_name_en": ["Invented city"] * rows,
    }


def _enrolment(draws: np.random.Generator) -> Iterator[Columns]:
    """Three programme groups a vocational school; one figure a general one."""
    for level, schools, groups in (
        ("secondary_vocational", _schools(), 3),
        ("general_high", _schools(120, "g", "普通高中"), 1),
    ):
        count = len(schools["unit_id"])
        for year in YEARS:
            for group in range(groups):
                students = draws.integers(150, 900, count) * (1 if groups > 1 else 4)
                codes = (
                    [PROGRAMME_GROUPS[(n * 3 + group * 5) % 19] for n in range(count)]
                    if groups > 1
                    else ["total"] * count
                )
                for measure, part in (("enrolment", 1), ("entrants", 3), ("graduates", 4)):
                    yield {
                        **schools,
                        "level": level,
                        "programme_group": codes,
                        "year": year,
                        "measure": measure,
                        "value": students // part,
                    }
                if groups > 1 and _has("enrolment", "planned_entrants"):
                    yield {
                        **schools,
                        "level": level,
                        "programme_group": codes,
                        "year": year,
                        "measure": "planned_entrants",
                        "value": students // 3 + 10,
                    }


def _has(dataset: str, measure: str) -> bool:
    return measure in DATASETS[dataset].codes.get("measure", ())


def _teachers(draws: np.random.Generator) -> Iterator[Columns]:
    schools = _schools()
    for year in YEARS:
        full = draws.integers(60, 180, SCHOOLS)
        for measure, share in (
            ("full_time", 1.0),
            ("specialised", 0.5),
            ("dual_qualified", 0.3),
            ("senior_title", 0.25),
        ):
            yield {**schools, "year": year, "measure": measure, "value": (full * share).astype(int)}


def _conditions(draws: np.random.Generator) -> Iterator[Columns]:
    schools = {**_schools(), "school_class": ["skilled_worker" if n % 10 == 9 else "general" for n in range(SCHOOLS)]}
    for year in YEARS:
        students = draws.integers(800, 3000, SCHOOLS)
        per_student = {
            "students": np.ones(SCHOOLS),
            "campus_area": draws.uniform(25, 50, SCHOOLS),
            "building_area": draws.uniform(14, 28, SCHOOLS),
            "full_time_teachers": draws.uniform(0.04, 0.08, SCHOOLS),
            "equipment_value": draws.uniform(2000, 6000, SCHOOLS),
            "books": draws.uniform(20, 50, SCHOOLS),
            "graduate_degree_teachers": draws.uniform(0.005, 0.02, SCHOOLS),
            "teaching_area": draws.uniform(8, 14, SCHOOLS),
            "dormitory_area": draws.uniform(4, 8, SCHOOLS),
        }
        for measure, each in per_student.items():
            if _has("conditions", measure):
                yield {**schools, "year": year, "measure": measure, "value": np.rint(students * each)}


def _observations(draws: np.random.Generator) -> Iterator[Columns]:
    numbers = range(1, INDICATORS + 1)
    for step, year in enumerate(YEARS):
        yield {
            **_district(INDICATORS),
            "indicator": [indicator_id(number) for number in numbers],
            "year": year,
            "unit": "projects",
            "value": [60 + step * 8 + int(draw) for draw in draws.integers(0, 60, INDICATORS)],
        }


def _tasks(draws: np.random.Generator) -> Iterator[Columns]:
    periods = PERIODS if "period" in DATASETS["tasks"].schema.names else PERIODS[-1:]
    for step, period in enumerate(periods):
        stages = np.minimum(draws.integers(0, 4, TASKS), 1 + step)
        owners = [None if number % 11 == 0 else f"虚构{_SURNAMES[number % 10]}局" for number in range(TASKS)]
        yield {
            **_district(TASKS),
            "task": range(1, TASKS + 1),
            "period": period,
            "owner": owners,
            "owner_en": [None if owner is None else "An invented office" for owner in owners],
            "co_units": ["虚构甲局、虚构乙局" if number % 3 == 0 else None for number in range(TASKS)],
            "stage": [_STAGES[stage] for stage in stages],
            "proposed_on": [date(2021, 1 + number % 12, 1) for number in range(TASKS)],
            "under_way_on": [date(2022, 1 + number % 12, 1) if stage else None for number, stage in enumerate(stages)],
            "finished_on": [date(2025, 1 + n % 12, 1) if stage > 1 else None for n, stage in enumerate(stages)],
            "closed_on": [date(2025, 12, 20) if stage > 2 else None for stage in stages],
            "due_date": [date(2024 + number % 3, 1 + number % 12, 28) for number in range(TASKS)],
            "reported_on": date(2024 + step // 2, 12 if step % 2 else 6, 30),
            "confirmation": [("changed", "unchanged", None)[number % 3] for number in range(TASKS)],
            "progress": [f"虚构进展：第{number}项按计划推进，已完成一部分。" for number in range(TASKS)],
            "problem": ["虚构问题：经费未到位。" if number % 5 == 0 else None for number in range(TASKS)],
            "next_step": ["虚构打算：下一步验收。" if number % 2 == 0 else None for number in range(TASKS)],
            "evidence": [_EVIDENCE[number % 5] for number in range(TASKS)],
        }


def _milestones(draws: np.random.Generator) -> Columns:
    numbers = range(MILESTONES)
    planned = [date(2021 + number % 5, 1 + number % 12, 15) for number in numbers]
    slips = draws.integers(-60, 200, MILESTONES)
    done = draws.random(MILESTONES) < 0.6
    return {
        **_district(MILESTONES),
        "milestone": [f"milestone-{number:04}" for number in numbers],
        "milestone_name": [f"虚构节点{number:04}" for number in numbers],
        "milestone_name_en": [f"Invented milestone {number:04}" for number in numbers],
        "indicator": [indicator_id(1 + number % INDICATORS) for number in numbers],
        "task": [1 + number % TASKS for number in numbers],
        "planned_date": planned,
        "actual_date": [
            min(day + pd.Timedelta(days=int(slip)), AS_OF) if is_done else None
            for day, slip, is_done in zip(planned, slips, done, strict=True)
        ],
        "evidence": [_EVIDENCE[number % 5] for number in numbers],
    }


def _colleges() -> Iterator[Columns]:
    stages = DATASETS["colleges"].codes["stage"]
    for place, stage in enumerate(stages):
        yield {
            **_schools(60, "c", "学院"),
            "institution_type": "vocational_college",
            "stage": stage,
            "planned_date": date(2016 + place, 9, 1),
            "actual_date": [date(2016 + place, 9, 1) if number % 6 >= place - 3 else None for number in range(60)],
            "planned_places": 8000,
        }


def _college_enrolment(draws: np.random.Generator) -> Iterator[Columns]:
    for year in YEARS:
        for measure, part in (("enrolment", 1), ("entrants", 3)):
            yield {
                **_schools(60, "c", "学院"),
                "study_mode": "full_time",
                "year": year,
                "measure": measure,
                "value": draws.integers(3000, 9000, 60) // part,
            }


def _cohorts() -> Iterator[Columns]:
    for step, year in enumerate(range(2005, 2026)):
        for measure, value in (("births", 160_000 - 2_000 * step), ("junior_graduates", 170_000 - 1_000 * step)):
            yield {**_district(1), "year": year, "measure": measure, "value": value}


def _training(draws: np.random.Generator) -> Iterator[Columns]:
    for year in YEARS:
        for group in DATASETS["training"].codes["target_group"]:
            for measure in ("person_times", "persons"):
                yield {
                    **_district(1),
                    "target_group": group,
                    "training_type": "job_skill",
                    "certificate_level": "total",
                    "year": year,
                    "measure": measure,
                    "value": int(draws.integers(5_000, 20_000)),
                }


def _programmes(draws: np.random.Generator) -> Iterator[Columns]:
    """1,000 programmes of the schools, two measures in each of three years: 6,000 rows."""
    schools = _schools()
    places = [number % SCHOOLS for number in range(PROGRAMMES)]
    codes = [
        f"{PROGRAMME_GROUPS[number % 19]}{number // 19 % 10}{number // 190 % 10}{number % 10:02}"
        for number in range(PROGRAMMES)
    ]
    for year in YEARS[-3:]:
        for measure, least in (("entrants", 0), ("enrolment", 60)):
            yield {
                **{name: [column[place] for place in places] for name, column in schools.items()},
                "programme_code": codes,
                "programme_name": [f"虚构专业{number % 300:03}" for number in range(PROGRAMMES)],
                "year": year,
                "measure": measure,
                "value": draws.integers(least, least + 150, PROGRAMMES),
            }


def _frame(dataset: str, parts: Sequence[Mapping[str, Any]]) -> pd.DataFrame:
    """Parts as the frame of a dataset: columns it does not name are empty, those the dataset lacks are left out."""
    schema = DATASETS[dataset].schema
    usual: Columns = {
        "area": AREA,
        "unit_valid_from": date(2015, 9, 1),
        "symbol": "",
        "status": RowStatus.ILLUSTRATIVE.value,
        "provisional": False,
        "source_file": "municipality.xlsx",
        "source_sheet": dataset,
    }
    frames = [pd.DataFrame({**usual, **part}) for part in parts]
    frame = pd.concat(frames, ignore_index=True) if frames else pd.DataFrame()
    empty = {field.name: "" if pa.types.is_string(field.type) and not field.nullable else None for field in schema}
    frame = frame.assign(**{name: value for name, value in empty.items() if name not in frame})
    frame["source_row"] = range(2, len(frame) + 2)
    return frame[schema.names]
