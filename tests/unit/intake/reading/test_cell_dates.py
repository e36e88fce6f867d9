"""A year or a day in a cell: which one it is, how it was understood, and what is said of a cell that holds none."""

from __future__ import annotations

from datetime import date

import pytest

from core.cells.misread import MisreadError
from core.intake.reading.cell_values import day_of, seen_year_of, year_of
from core.intake.workbook.grid import Cell, Doubt
from tests.support.intake.grids import cell_of

NO_VALUE = [
    (Cell("b", True), "error_cell", {"found": "TRUE"}),
    (Cell("e", "#REF!"), "error_cell", {"found": "#REF!"}),
    (Cell("f", "", "A1"), "formula_without_value", {}),
    (Cell("s", "\u202e6202"), "turned_round", {"found": "[U+202E]6202"}),  # seen as 2026
]


@pytest.mark.parametrize(
    ("written", "year", "how"),
    [
        (2023, 2023, ""),
        ("2023", 2023, ""),
        ("２０２３", 2023, "tidied"),
        ("2023.0", 2023, ""),
        ("二〇一四", 2014, "tidied"),
        ("二零二三年", 2023, "tidied"),
        ("二○五六", 2056, "tidied"),
        ("一九七八年", 1978, "tidied"),
        ("一九九三年秋季学期", 1993, "school_year"),
        ("二〇二三-2024学年", 2023, "school_year"),
        ("2023-2024", 2023, "school_year"),
        ("2023-24", 2023, "school_year"),
        ("1999/00学年度", 1999, "school_year"),
        ("2023秋", 2023, "school_year"),
        (date(2023, 9, 1), 2023, "tidied"),
    ],
)
def test_a_year_in_figures_or_words(written: object, year: int, how: str) -> None:
    assert year_of(cell_of(written)) == (year, how)


@pytest.mark.parametrize(
    ("written", "code", "values"),
    [
        ("2024年春", "spring_term", {"found": "2024年春", "year": 2023}),
        ("2023-2022", "school_year_span", {"found": "2023-2022"}),
        ("2023-2023", "school_year_span", {"found": "2023-2023"}),
        ("2023-2025", "school_year_span", {"found": "2023-2025"}),
        ("2023-22", "school_year_span", {"found": "2023-22"}),
        ("2023-25", "school_year_span", {"found": "2023-25"}),
        ("一九八九年级", "not_a_year", {"found": "一九八九年级"}),
        (45170, "serial_for_year", {"found": "45170", "day": date(2023, 9, 1)}),
        ("46266", "serial_for_year", {"found": "46266", "day": date(2026, 9, 1)}),
        (29_219, "not_a_year", {"found": "29219"}),  # a day of 1979
        (73_416, "not_a_year", {"found": "73416"}),  # a day of 2101
        (20_261, "not_a_year", {"found": "20261"}),
        ("2023①", "footnote_mark", {"found": "2023①", "mark": "①", "shown": "2023"}),
        ("20 23", "spaces_within", {"found": "20 23"}),
        (date(2023, 9, 2), "date_for_year", {"found": "2023-09-02"}),
        (date(2023, 10, 1), "date_for_year", {"found": "2023-10-01"}),
        *NO_VALUE,
    ],
)
def test_a_cell_without_a_year_is_refused_with_what_stands_in_it(
    written: object, code: str, values: dict[str, object]
) -> None:
    with pytest.raises(MisreadError) as refused:
        year_of(cell_of(written))
    assert (refused.value.code, refused.value.values) == (code, values)


@pytest.mark.parametrize(
    ("written", "day", "how"),
    [
        (date(2023, 9, 30), date(2023, 9, 30), ""),
        ("2023-09-30", date(2023, 9, 30), ""),
        ("2023年9月30日", date(2023, 9, 30), ""),
        ("２０２３-09-30", date(2023, 9, 30), "tidied"),
        ("20230930", date(2023, 9, 30), ""),
        (20_230_930, date(2023, 9, 30), "tidied"),
        ("2023-09-30T00:00:00", date(2023, 9, 30), "tidied"),
        (367, date(1901, 1, 1), "serial"),
        (1949, date(1905, 5, 2), "serial"),
        (2101, date(1905, 10, 1), "serial"),
        (45_199, date(2023, 9, 30), "serial"),
        (73_415, date(2100, 12, 31), "serial"),
    ],
)
def test_a_day_in_figures_words_or_as_a_spreadsheet_keeps_it(written: object, day: date, how: str) -> None:
    assert day_of(cell_of(written)) == (day, how)


@pytest.mark.parametrize(
    ("written", "code", "values"),
    [
        ("2023-02-30", "no_such_day", {"found": "2023-02-30"}),
        ("2023-13-01", "no_such_day", {"found": "2023-13-01"}),
        ("2023年9月", "month_for_day", {"found": "2023年9月"}),
        ("2023", "month_for_day", {"found": "2023"}),
        (1950, "month_for_day", {"found": "1950"}),
        (2100, "not_a_date", {"found": "2100"}),
        ("明年", "not_a_date", {"found": "明年"}),
        ("45199", "not_a_date", {"found": "45199"}),  # as text nobody's day
        ("2023-09-0①", "not_a_date", {"found": "2023-09-0①"}),
        (366, "not_a_date", {"found": "366"}),
        (45_199.5, "not_a_date", {"found": "45199.5"}),
        (73_416, "day_too_late", {"day": date(2101, 1, 1), "found": "73416"}),
        (2_958_465, "day_too_late", {"day": date(9999, 12, 31), "found": "2958465"}),
        (2_958_466, "not_a_date", {"found": "2958466"}),
        (12_345_678, "not_a_date", {"found": "12345678"}),
        *NO_VALUE,
    ],
)
def test_a_cell_without_a_day_is_refused_with_what_stands_in_it(
    written: object, code: str, values: dict[str, object]
) -> None:
    with pytest.raises(MisreadError) as refused:
        day_of(cell_of(written))
    assert (refused.value.code, refused.value.values) == (code, values)


@pytest.mark.parametrize(
    ("value", "shown", "code"),
    [
        (26.0, "2026", "year_only_shown"),
        (2026000.0, "2026", "year_only_shown"),
        (115.0, "民国115年", "year_only_shown"),
        (26.0, "26年", "not_a_year"),
        (2.0, "", "not_a_year"),
    ],
)
def test_a_number_that_a_format_makes_a_year_of_is_told_once(value: float, shown: str, code: str) -> None:
    with pytest.raises(MisreadError) as refused:
        seen_year_of(Cell("n", value, doubts=(Doubt("scaled", shown),) if shown else ()))
    assert refused.value.code == code


def test_a_year_with_words_of_its_format_is_the_year() -> None:
    assert seen_year_of(Cell("n", 2026.0, doubts=(Doubt("worded", "2026年"),))) == (2026, "")
