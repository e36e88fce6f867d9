"""The lines of a sheet, cell by cell: what was reported, what is due, the sums above and the open lines below."""

from __future__ import annotations

from datetime import date

import pytest

from core.intake.form.data_sheet import first_data_row
from core.intake.form.layout import SHEETS
from tests.support.form.written_sheets import data_row, measure_rows, unit_entry, written_sheet

A, C, D, E = (unit_entry(letter) for letter in "acde")
RENAMED_A = unit_entry("a", "新a", date(2026, 3, 1))
OLD_B, NEW_B = unit_entry("b", "旧b", last=date(2026, 8, 31)), unit_entry("b", "新b", date(2026, 9, 1))
CLOSED_BEFORE, CLOSED_IN = unit_entry("c", last=date(2025, 12, 31)), unit_entry("d", last=date(2026, 1, 1))
NOT_FINAL = {"ownership": "private", "status": "provisional", "provisional": True}
REPORTS = [
    *measure_rows("teachers", A, {"full_time": 146.0, "specialised": 90.0, "dual_qualified": 60.0}, year=2025),
    *measure_rows(
        "teachers", NEW_B, {"full_time": 50.0, "specialised": "suppressed", "no_title": 4.0}, year=2026, **NOT_FINAL
    ),
    *measure_rows("teachers", OLD_B, {"full_time": 48.0, "specialised": 5.0}, year=2025),
    *measure_rows("teachers", CLOSED_BEFORE, {"full_time": 30.0, "dual_qualified": 3.0}, year=2025),
    *measure_rows("teachers", CLOSED_IN, {"full_time": 20.0, "specialised": 0.0, "dual_qualified": 0.0}, year=2025),
    *measure_rows("teachers", E, {"specialised": "not_reported", "dual_qualified": 3.0}, year=2024),
]
TEACHERS = [{**row, "ownership": row["ownership"] or "public"} for row in REPORTS]

OPEN = ["open_text"] * 3 + ["open_year"] + ["open_whole"] * 3 + ["-"] + ["open_whole"] * 5 + ["open_text"]
"""A spare line of the sheet of teachers."""


def teachers_line(row: int, unit: str, year: int, *values: str, style: str, status: str = "") -> list[str]:
    """What a line of teachers is expected to hold: three numbers, and the share of the third in the second."""
    unit_id, name, ownership = unit.split()
    numbers = [f"{value} {style}".strip() for value in values]
    last = f"{status} open_text".strip()
    share = f'=IFERROR(G{row}/F{row},"") share'
    keys = [f"{unit_id} key", f"{name} key", f"{ownership} key", f"{year} key_year"]
    return [*keys, *numbers, share, *[style] * 5, last]


def test_what_is_due_comes_first_then_what_was_reported_and_spare_lines_under_it() -> None:
    sheet = written_sheet("teachers", TEACHERS, 2026, units=(unit_entry("a", last=date(2026, 2, 28)), RENAMED_A))
    reported = "填报（已审核）"
    assert sheet.grid(5, 13) == [
        # Due: those of 2025 that are still there, under the name they have on 1 September; b has reported already,
        # c closed the year before, d in this year, and e has not reported for two years.
        teachers_line(5, "u-a 新a 公办", 2026, "", "", "", style="new_whole"),
        teachers_line(6, "u-d 甲d 公办", 2026, "", "", "", style="new_whole"),
        [
            *teachers_line(7, "u-b 新b 民办", 2026, "50", "已抑制", "", style="new_whole", status="快报")[:12],
            "4 new_whole",
            "快报 open_text",
        ],
        teachers_line(8, "u-a 甲a 公办", 2025, "146", "90", "60", style="open_whole", status=reported),
        teachers_line(9, "u-b 旧b 公办", 2025, "48", "5", "", style="open_whole", status=reported),
        teachers_line(10, "u-c 甲c 公办", 2025, "30", "", "3", style="open_whole", status=reported),
        teachers_line(11, "u-d 甲d 公办", 2025, "20", "0", "0", style="open_whole", status=reported),
        teachers_line(12, "u-e 甲e 公办", 2024, "", "未报", "3", style="open_whole", status=reported),
        OPEN,
    ]
    # Eight lines from row 5 and a hundred spare ones.
    assert sheet.formulas.max_row == 5 + 8 + 100 - 1
    assert sheet.grid(13, 112) == [OPEN] * 100


def test_the_sums_are_of_the_newest_year_and_stand_above_with_their_results() -> None:
    sheet = written_sheet("teachers", TEACHERS, 2026)
    sums = [f"=SUMIFS({letter}5:{letter}112,D5:D112,2026) total" for letter in "EFGIJKLM"]
    assert sheet.grid(4, 4) == [
        ["total", "合计 total", "total", "2026 key_year", *sums[:3], "total", *sums[3:], "total"]
    ]
    # In 2026 only b has reported, and no number of specialised teachers.
    assert sheet.stored(4) == [None, "合计", None, 2026, 50, 0, 0, None, 0, 0, 0, 0, 4, None]
    before = written_sheet("teachers", [row for row in TEACHERS if row["year"] < 2026])
    assert before.stored(4) == [None, "合计", None, 2025, 146 + 48 + 30 + 20, 95, 63, None, 0, 0, 0, 0, 0, None]


def test_a_share_is_stored_where_both_numbers_are_there_and_the_whole_is_not_zero() -> None:
    results = written_sheet("teachers", TEACHERS, 2026)
    # 60 of 90; without a part, without a whole, 0 of 0, and part of what was not reported there is none.
    assert [results.stored(row)[7] for row in range(7, 13)] == pytest.approx([None, 2 / 3, None, None, None, None])


def test_without_a_year_nothing_is_due_and_no_cell_is_yellow() -> None:
    sheet = written_sheet("teachers", TEACHERS)
    lines = sheet.grid(5, 10)
    assert [(line[1], line[3], line[5]) for line in lines] == [
        ("新b key", "2026 key_year", "已抑制 open_whole"),
        ("甲a key", "2025 key_year", "90 open_whole"),
        ("旧b key", "2025 key_year", "5 open_whole"),
        ("甲c key", "2025 key_year", "open_whole"),
        ("甲d key", "2025 key_year", "0 open_whole"),
        ("甲e key", "2024 key_year", "未报 open_whole"),
    ]
    assert sheet.formulas.max_row == 5 + 6 + 100 - 1


def test_a_school_that_has_become_private_and_reported_is_not_asked_again() -> None:
    rows = [
        *measure_rows("teachers", A, {"full_time": 8.0}, year=2025, ownership="public"),
        *measure_rows("teachers", A, {"full_time": 9.0}, year=2026, ownership="private"),
    ]
    assert [line[3] for line in written_sheet("teachers", rows, 2026).grid(5, 7)] == [
        "2026 key_year",
        "2025 key_year",
        "open_year",
    ]


def test_every_programme_group_of_a_school_gets_a_line_of_its_own() -> None:
    keys = {"ownership": "public", "level": "secondary_vocational"}
    rows = [
        *measure_rows("enrolment", A, {"entrants": 1.0}, year=2025, programme_group="61", **keys),
        *measure_rows("enrolment", A, {"entrants": 2.0}, year=2025, programme_group="62", **keys),
        *measure_rows("enrolment", A, {"entrants": 3.0}, year=2026, programme_group="62", **keys),
    ]
    lines = written_sheet("enrolment", rows, 2026).grid(5, 8)
    assert [line[3:7] for line in lines] == [
        ["中职 key", "61 农林牧渔 key", "2026 key_year", "new_whole"],
        ["中职 key", "62 资源环境与安全 key", "2026 key_year", "3 new_whole"],
        ["中职 key", "61 农林牧渔 key", "2025 key_year", "1 open_whole"],
        ["中职 key", "62 资源环境与安全 key", "2025 key_year", "2 open_whole"],
    ]


def test_numerator_and_denominator_are_asked_anew_with_the_value() -> None:
    """They belong to the value of their year: last year's parts under this year's share would be a wrong number."""
    keys = {"indicator": "share", "unit": "share"}
    last_year = data_row("observations", A, year=2025, numerator=12.0, denominator=48.0, value=0.25, **keys)
    lines = written_sheet("observations", [last_year], 2026).grid(4, 6)
    assert [line[4:] for line in lines] == [
        ["2026 key_year", "占比 key", "open_number", "open_number", "new_number", "open_text"],
        [
            "2025 key_year",
            "占比 key",
            "12 open_number",
            "48 open_number",
            "0.25 open_number",
            "填报（已审核） open_text",
        ],
        ["open_year", "open_text", "open_number", "open_number", "open_number", "open_text"],
    ]
    this_year = data_row("observations", A, year=2026, numerator=15.0, denominator=50.0, value=0.3, **keys)
    both = written_sheet("observations", [last_year, this_year], 2026).grid(4, 6)
    assert [line[4] for line in both] == ["2026 key_year", "2025 key_year", "open_year"]


@pytest.mark.parametrize("dataset", ["tasks", "colleges", "milestones"])
def test_a_sheet_without_rows_has_a_hundred_open_lines_right_under_its_headings(dataset: str) -> None:
    sheet = written_sheet(dataset, [], 2026)
    assert sheet.formulas.max_row == 3 + 100
    assert sheet.grid(4, 4)[0][0] == "open_text"


def test_only_the_sheet_with_grouped_headings_begins_a_line_lower() -> None:
    assert [first_data_row(sheet) for sheet in SHEETS] == [3, 3, 3, 4, 3, 3, 3, 3, 3, 3, 3]
