"""Where a number, a year and a day in a cell begin and end to be one, and how many findings are listed."""

from __future__ import annotations

from datetime import date

import pytest

from core.cells.misread import MisreadError
from core.cells.text import excerpt
from core.intake.findings import Findings, Place, Severity, finding
from core.intake.reading.cell_values import amount_of, day_of, year_of
from core.intake.workbook.grid import Cell


def number(value: float) -> Cell:
    return Cell("n", value)


def words(text: str) -> Cell:
    return Cell("s", text)


@pytest.mark.parametrize(
    ("cell", "day"),
    [
        (number(367.0), date(1901, 1, 1)),
        (number(73_415.0), date(2100, 12, 31)),
        (number(366.0), None),
        (number(73_416.0), None),
        (number(1949.0), date(1905, 5, 2)),
        (number(1950.0), None),  # a year alone
        (number(2100.0), None),
        (number(2101.0), date(1905, 10, 1)),
        (words("1801-01-31"), date(1801, 1, 31)),
        (words("2024-02-29"), date(2024, 2, 29)),
        (words("2023-13-01"), None),
    ],
)
def test_a_day_is_a_serial_number_of_1901_to_2100_that_is_no_year(cell: Cell, day: date | None) -> None:
    if day is None:
        with pytest.raises(MisreadError):
            day_of(cell)
    else:
        assert day_of(cell)[0] == day


@pytest.mark.parametrize(
    ("text", "year", "how"),
    [
        ("2023", 2023, ""),
        (" 2023", 2023, ""),
        ("2023年", 2023, ""),
        ("二〇二三", 2023, "tidied"),
        ("2023-2024学年", 2023, "school_year"),
        ("1999/00", 1999, "school_year"),
        ("2023年秋", 2023, "school_year"),
    ],
)
def test_a_year_says_how_it_was_understood(text: str, year: int, how: str) -> None:
    assert year_of(words(text)) == (year, how)


@pytest.mark.parametrize(
    ("cell", "value", "how"),
    [
        (words("1,234"), 1234.0, "tidied"),
        (words("12"), 12.0, ""),
        (words("12人"), 12.0, "tidied"),
        (words("1.2万"), 12_000.0, "scaled"),
        (words("3千"), 3_000.0, "scaled"),
        (words("0.5亿"), 50_000_000.0, "scaled"),
        (number(12.000_000_000_001), 12.0, ""),
        (number(-0.0), 0.0, ""),
    ],
)
def test_a_count_is_whole_after_all_that_was_done_to_its_text(cell: Cell, value: float, how: str) -> None:
    found = amount_of(cell, whole=True)
    assert (found.value, found.how) == (value, how)


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("12.5", "not_whole"),
        ("12人左右", "hedged"),
        ("12学生们", "words_with_number"),
        ("10-20", "range_for_number"),
        ("约12", "hedged"),
        ("(约12)", "not_a_number"),
        ("12%", "percent_for_count"),
        ("1²", "footnote_mark"),
        ("12 34", "spaces_within"),
        ("—", "mark_for_missing"),
    ],
)
def test_a_text_that_is_no_count_is_refused_by_its_code(text: str, code: str) -> None:
    with pytest.raises(MisreadError) as refused:
        amount_of(words(text), whole=True)
    assert refused.value.code == code


def test_a_share_may_be_a_percentage_and_never_one_of_ten_thousands() -> None:
    found = amount_of(words("45%"), whole=False, share=True)
    assert (found.value, found.how) == (0.45, "percent")
    with pytest.raises(MisreadError, match="percent_for_count"):
        amount_of(words("45%万"), whole=False, share=True)
    assert amount_of(Cell("n", 0.45, percent=True), whole=False, share=True).how == "percent"
    with pytest.raises(MisreadError) as refused:
        amount_of(Cell("n", 0.45, percent=True), whole=False)
    assert dict(refused.value.values) == {"found": "45%"}


def test_an_excerpt_shows_forty_characters() -> None:
    assert excerpt("a" * 40) == "a" * 40
    assert excerpt("a" * 41) == "a" * 39 + "…"


def test_of_one_kind_on_a_sheet_so_many_are_listed_and_the_rest_counted() -> None:
    findings = Findings(limit=3)
    for sheet, count in (("A", 3), ("B", 5)):
        for _ in range(count):
            findings.add(finding("not_a_number", Severity.HARD, Place(sheet)))
    for _ in range(9):
        findings.add(finding("tidied", Severity.NOTE, Place("A")))
    listed = [(item.code, item.place.sheet) for item in findings.all()]
    assert [listed.count(key) for key in (("not_a_number", "A"), ("not_a_number", "B"), ("tidied", "A"))] == [3, 3, 3]
    (more,) = [item for item in findings.all() if item.code == "and_more"]
    assert (more.place, more.severity) == (Place("B"), Severity.HARD)
    assert {name: int(str(value)) for name, value in more.values} == {"number": 2, "shown": 3}
    assert findings.all()[-1] is not None
    assert len(findings.all()) == 10
