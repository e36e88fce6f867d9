"""Which unit a code and a name mean, and what the sheet of units adds to the register."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

import pytest

from core.cells.misread import MisreadError
from core.intake.findings import Findings, Place
from core.intake.message_values import text_list
from core.intake.reading.register.register_sheet import read_register
from core.intake.reading.register.unit_register import Register
from core.intake.rows import UnitEntry
from core.intake.workbook.grid import Cell, Doubt
from tests.support.intake.grids import grid_of, lines_of_findings

START = date(2000, 9, 1)
OLD = UnitEntry("u-1", "农业学校", "Farm School", START, date(2020, 8, 31))
NEW = UnitEntry("u-1", "生态学校", "Eco School", date(2020, 9, 1), None)
TWIN_CLOSED = UnitEntry("u-2", "第一学校", "First School", START, date(2019, 8, 31))
TWIN_OPEN = UnitEntry("u-3", "第一学校", "Other School", START, None)
NAMELESS = UnitEntry("u-4", "无英文学校", "", START, None)
TWINS = [TWIN_CLOSED, TWIN_OPEN]


def register() -> Register:
    return Register([OLD, NEW, *TWINS, NAMELESS])


@pytest.mark.parametrize(
    ("id", "name", "year", "entry"),
    [
        ("u-1", "", None, NEW),
        ("U－1", "", None, NEW),
        ("u-1", "", 2019, OLD),
        ("u-1", "", 2020, NEW),
        ("u-1", "", 1999, NEW),  # before there was one
        ("", "农业学校", None, OLD),
        ("", "农业学校", 2019, OLD),
        ("", "农业学校", 2024, NEW),  # the old name of a unit that goes on
        ("", "Eco school", 2019, OLD),
        ("u-1", "农业学校", 2024, NEW),
        ("u-1", "生态学校", 2019, OLD),
        ("u-3", "第一学校", None, TWIN_OPEN),
        ("", "第一学校", 2024, TWIN_OPEN),
        ("", "Other School", None, TWIN_OPEN),
        ("u-4", "", None, NAMELESS),
    ],
)
def test_a_code_or_a_name_means_a_unit_as_it_was_called_in_the_year(
    id: str, name: str, year: int | None, entry: UnitEntry
) -> None:
    assert register().find(id, name, year) == entry


@pytest.mark.parametrize(
    ("id", "name", "year", "code", "values"),
    [
        ("u-1", "林业大学", None, "unit_renamed", {"id": "u-1", "found": "林业大学", "expected": "生态学校"}),
        ("u-4", "第一学校", None, "unit_renamed", {"id": "u-4", "found": "第一学校", "expected": "无英文学校"}),
        ("u-9", "无英文学校", None, "unit_code", {"found": "u-9", "name": "无英文学校", "expected": "u-4"}),
        ("u-9", "第一学校", None, "unit_code", {"found": "u-9", "name": "第一学校", "expected": "u-3"}),
        ("", "第一学校", None, "unit_unclear", {"found": "第一学校"}),
        ("", "第一学校", 2018, "unit_unclear", {"found": "第一学校"}),
        ("", "农业学小", None, "unit_near", {"found": "农业学小", "near": "农业学校"}),
        ("", "第二学校", None, "unit_near", {"found": "第二学校", "near": "第一学校"}),
        ("", "农业学校、第一学校", None, "several_in_one_cell", {"found": "农业学校、第一学校"}),
        ("", "农业学校和第一学校", None, "several_in_one_cell", {"found": "农业学校和第一学校"}),
        ("农业学校\n第一学校", "", None, "several_in_one_cell", {"found": "农业学校 第一学校"}),
        ("无英文学小", "", None, "unit_near", {"found": "无英文学小", "near": "无英文学校"}),
        ("", "Есо School", None, "unit_near", {"found": "Есо School", "near": "Eco School"}),  # Cyrillic Е, с and о
        ("", "Óther School", None, "unit_near", {"found": "Óther School", "near": "Other School"}),
        ("u-l", "", None, "unit_near", {"found": "u-l", "near": "u-1"}),  # the letter l
        ("", "业学校", None, "unit_near", {"found": "业学校", "near": "农业学校"}),
        ("", "大学", None, "unit_unknown", {"found": "大学", "near": ""}),
        ("u-9", "", None, "unit_unknown", {"found": "u-9", "near": ""}),
        ("u-9", "大学", None, "unit_unknown", {"found": "大学", "near": ""}),
    ],
)
def test_what_means_no_unit_or_two_is_told_with_the_nearest_one(
    id: str, name: str, year: int | None, code: str, values: dict[str, str]
) -> None:
    with pytest.raises(MisreadError) as refused:
        register().find(id, name, year)
    assert (refused.value.code, refused.value.values) == (code, values)


def test_sixty_characters_are_compared_with_the_names_there_are() -> None:
    """36 of 60 characters the same, as in a name of 60, are just near enough; a 61st would be too many."""
    name = "甲" * 36 + "乙" * 24
    with pytest.raises(MisreadError, match="unit_near"):
        Register([UnitEntry("u-1", name, "", START, None)]).find("", "甲" * 36 + "丙" * 25, None)
    with pytest.raises(MisreadError, match="unit_unknown"):
        Register([UnitEntry("u-1", name, "", START, None)]).find("", "甲" * 35 + "丙" * 25, None)


def test_an_entry_that_is_known_is_listed_and_adds_nothing() -> None:
    units, place = register(), Place("单位名录", 2, "B")
    units.add(NEW, place)
    assert (units.listed, units.added, len(units.entries)) == ({NEW}, {}, 5)
    fresh = UnitEntry("u-5", "新学校", "New School", START, None)
    units.add(fresh, place)
    units.add(fresh, Place("单位名录", 3, "B"))
    assert (units.listed, units.added, len(units.entries)) == ({NEW, fresh}, {fresh: place}, 6)
    assert [units.find(id, name, None) for id, name in (("u-5", ""), ("", "new school"))] == [fresh, fresh]


HEADS = ("单位代码", "单位名称", "英文名称", "设立日期", "撤销或并入日期", "并入单位")


def read_into(units: Register, *rows: Sequence[object]) -> tuple[bool, list[str]]:
    findings = Findings()
    is_register = read_register(grid_of(*rows, name="单位名录"), units, findings)
    return is_register, lines_of_findings(findings.items)


def test_lines_of_the_register_become_entries_and_mergers() -> None:
    units = Register([])
    rows = (
        ("单位名录",),
        HEADS,
        ("u-1", " 甲校 ", "School A", date(2000, 9, 1), date(2020, 8, 31), "乙校"),
        (None, None, None, None, None, None, "手写"),
        ("u-2", "乙校", None, "2020年9月1日"),
    )
    assert read_into(units, *rows) == (True, [])
    first = UnitEntry("u-1", "甲校", "School A", date(2000, 9, 1), date(2020, 8, 31))
    second = UnitEntry("u-2", "乙校", "乙校", date(2020, 9, 1), None)
    assert units.added == {first: Place("单位名录", 3, "B"), second: Place("单位名录", 5, "B")}
    assert units.mergers == {"u-1": ("u-2", Place("单位名录", 3, "F"))}  # entered below it


def test_lines_of_the_register_that_nobody_sees_or_that_are_struck_out_are_asked_about() -> None:
    struck = Cell("s", "甲校", doubts=(Doubt("struck"),))
    line = ("u-2", "乙校", "B", date(2000, 9, 1))
    grid = grid_of(HEADS, ("u-1", struck, "A", date(2000, 9, 1)), line, (), name="单位名录", hidden_rows=[3, 4])
    findings = Findings()
    assert read_register(grid, Register([]), findings)
    assert lines_of_findings(findings.items) == [
        "soft hidden_rows 单位名录!0 rows=@list:3",
        "soft struck_cells 单位名录!B2 found=甲校 cells=@list:B2",
    ]


def test_what_a_line_of_the_register_lacks_is_told_with_its_place() -> None:
    units = Register([])
    rows = (
        HEADS,
        ("u-1", None, "School A", date(2000, 9, 1)),
        (None, "乙校", "School B", date(2000, 9, 1), None, "u-3"),
        ("u-3", "丙校", None, None, None, None),
        ("u-4", "丁校", None, "2000年9月", Cell("e", "#REF!"), None),
    )
    assert read_into(units, *rows) == (
        True,
        [
            "hard blank_key 单位名录!B2 expected=@intake.head.unit_name",
            "hard blank_key 单位名录!A3 expected=@intake.head.unit_id",
            "hard blank_key 单位名录!D4 expected=@intake.head.unit_valid_from",
            "hard month_for_day 单位名录!D5 found=2000年9月",
            "hard error_cell 单位名录!E5 found=#REF!",
        ],
    )
    assert (units.added, units.mergers) == ({}, {})


def test_a_register_needs_three_columns_only() -> None:
    units = Register([])
    assert read_into(units, ("设立日期", "学校名称", "学校代码"), (date(2000, 9, 1), "甲校", "u-1")) == (True, [])
    assert units.added == {UnitEntry("u-1", "甲校", "甲校", START, None): Place("单位名录", 2, "B")}


def test_a_sheet_without_these_columns_is_no_register() -> None:
    units = Register([])
    assert read_into(units, ("单位代码", "单位名称"), ("u-1", "甲校")) == (False, [])
    assert read_into(units) == (False, [])
    assert units.added == {}


@pytest.mark.parametrize(("above", "is_register"), [(9, True), (10, False)])
def test_the_headings_of_the_register_are_looked_for_in_ten_filled_lines(above: int, is_register: bool) -> None:
    assert read_into(Register([]), *[("说明",)] * above, HEADS) == (is_register, [])


def test_names_that_are_equally_near_are_all_named_up_to_three() -> None:
    units = [UnitEntry(f"u-{x}", f"示例中职学校{x}", "", START, None) for x in "ABCDE"]
    with pytest.raises(MisreadError) as refused:
        Register(units[:2]).find("", "示例中职学校甲", None)
    assert refused.value.values == {"found": "示例中职学校甲", "near": text_list(["示例中职学校B", "示例中职学校A"])}
    with pytest.raises(MisreadError) as refused:
        Register(units).find("", "示例中职学校甲", None)
    assert len(refused.value.values["near"].parts) == 3


def test_ten_thousand_names_are_compared_with_those_a_file_does_not_know() -> None:
    for number, code in ((10_000, "unit_near"), (10_001, "unit_unknown")):
        with pytest.raises(MisreadError, match=code):
            Register([NEW] * number).find("", "生态学小", None)
