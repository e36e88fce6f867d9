"""Schools merged into others: which one is meant, what the release knew already, and what a line says of none."""

from __future__ import annotations

from datetime import date

import pytest

from core.intake.findings import Place
from core.intake.reading.register.school_mergers import MergerLine, known_mergers, merger_of_line, note_mergers
from core.intake.reading.register.unit_register import Register
from core.intake.rows import UnitEntry
from core.snapshots import Merger

START = date(2000, 9, 1)
COLUMNS = {"unit_id": 0, "successor": 5}


def test_a_unit_is_merged_into_one_by_its_code_or_its_only_name() -> None:
    first, second = Place("单位名录", 2, "F"), Place("单位名录", 3, "F")
    farm = UnitEntry("u-1", "农业学校", "Farm School", START, date(2020, 8, 31))
    eco = UnitEntry("u-1", "生态学校", "Eco School", date(2020, 9, 1), None)
    twins = [UnitEntry(id, "第一学校", "", START, None) for id in ("u-2", "u-3")]
    units = Register([farm, eco, *twins, UnitEntry("u-4", "无英文学校", "", START, None)])
    note_mergers(units, [MergerLine("u-8", "u-1", first)])
    note_mergers(units, [MergerLine("u-8", "农业学校", second)])  # said already
    note_mergers(units, [MergerLine("u-7", "Eco School", second)])
    note_mergers(units, [MergerLine("u-6", "第一学校", second)])  # two are called so
    note_mergers(units, [MergerLine("u-5", "某大学", second)])
    assert units.mergers == {
        "u-8": ("u-1", first),
        "u-7": ("u-1", second),
        "u-6": ("第一学校", second),
        "u-5": ("某大学", second),
    }
    note_mergers(units, [MergerLine("u-8", "u-4", second)])
    assert units.mergers["u-8"] == ("u-4", second)


def test_a_merger_the_release_knows_stands_nowhere_in_the_return() -> None:
    units = Register([], mergers=known_mergers([Merger("u-8", "u-1")]))
    note_mergers(units, [MergerLine("u-8", "u-1", Place("单位名录", 2, "F"))])
    assert units.mergers == {"u-8": ("u-1", Place())}


@pytest.mark.parametrize(
    ("unit_id", "into", "line"),
    [
        ("u-1", "乙校", MergerLine("u-1", "乙校", Place("单位名录", 4, "F"))),
        ("u-1", None, None),
        (None, "乙校", None),
        ("", "乙校", None),
    ],
)
def test_a_line_says_of_a_merger_who_and_into_whom(
    unit_id: str | None, into: str | None, line: MergerLine | None
) -> None:
    assert merger_of_line({"unit_id": unit_id, "successor": into}, COLUMNS, "单位名录", 4) == line
