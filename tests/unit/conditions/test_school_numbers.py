"""One school in full: every number in the unit of its measure, a share in percent, and the unit beside it."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from core.context import context_for
from core.datasets import DATASETS
from core.language import Language
from core.panels.conditions.school.school_numbers import numbers_panel
from core.plan.unit_texts import MEASURE_UNIT
from tests.support.claims import every
from tests.support.release_frames import frame, row, tiny_release, tiny_release_frames


@pytest.mark.parametrize(
    ("language", "employed", "books"),
    [(Language.ZH, ("83.3", "%"), ("30,000", "册")), (Language.EN, ("83.3", "%"), ("30,000", "volumes"))],
)
def test_a_share_stands_in_percent_and_every_number_beside_its_unit(
    tmp_path: Path, language: Language, employed: tuple[str, str], books: tuple[str, str]
) -> None:
    frames = tiny_release_frames()
    share = {"indicator": "graduates_employed_share", "unit": "share", "numerator": 100, "denominator": 120}
    frames["observations"] = frame("observations", [row("secondary-a", year=2025, value=100 / 120, **share)])
    release = tiny_release(tmp_path, date(2025, 12, 31), frames)
    table = numbers_panel(context_for(release, language), {"school": "secondary-a"}).table
    places = {column.id: place for place, column in enumerate(table.columns)}
    rows = [[line[places[name]].text for name in ("year", "part", "value", "measured_in")] for line in table.rows]
    assert tuple(next(line[2:] for line in rows if "率" in line[1] or "mployed" in line[1])) == employed
    assert tuple(next(line[2:] for line in rows if line[2] == "30,000" and line[0] == "2025")) == books
    assert every(line[3] != "—" for line in rows)


def test_every_measure_of_the_returns_has_a_unit() -> None:
    measures = {code for dataset in DATASETS.values() for code in dataset.codes.get("measure", ())}
    assert measures - {"full_time"} <= set(MEASURE_UNIT)  # shown as full_time_teachers
