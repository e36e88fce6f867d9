"""Which sign stands before the decimals of a file's numbers, and where that is left open."""

from __future__ import annotations

import pytest

from core.cells.decimal_marks import is_point_unclear, number_with_unclear_mark, with_decimal_point


@pytest.mark.parametrize(
    ("texts", "is_unclear"),
    [
        (["1.234", "1.500"], True),
        (["A", "-1.234.567", "64"], True),
        (["1.234p", "11.900%"], True),
        (["1.234", "1.5"], False),
        (["1.2345", "1.234"], False),
        (["64", "1234.567"], False),
        (["0.125", "1.234"], False),
        (["01.09.2026"], False),
        ([], False),
    ],
)
def test_points_are_unclear_where_three_digits_follow_every_one(texts: list[str], is_unclear: bool) -> None:
    assert is_point_unclear(texts, ";") is is_unclear
    assert is_point_unclear(texts, "\t") is is_unclear
    assert not is_point_unclear(texts, ",")


@pytest.mark.parametrize(
    ("texts", "found"),
    [
        (["a", "1.234", "1,234"], "1.234"),
        (["1.234,5", "1.5"], "1.234,5"),
        (["12,5"], "12,5"),
        (["12,5%"], "12,5%"),
        (["1,5 p"], "1,5 p"),
        (["1 234,5", "1\u202f234,567"], "1 234,5"),
        (["0,125"], "0,125"),
        (["1,234", "12,345,678"], ""),
        (["1, 2 and 3", "1,23,4"], ""),
    ],
)
def test_the_first_number_with_an_unclear_sign_is_named(texts: list[str], found: str) -> None:
    assert number_with_unclear_mark(texts, ";") == found
    assert number_with_unclear_mark(texts, ",") == (found if "," in found else "")


@pytest.mark.parametrize(
    ("text", "point"),
    [
        ("1.234,5", "1234.5"),
        ("-12,5%", "-12.5%"),
        ("1.234 b", "1234 b"),
        ("2015", "2015"),
        ("1 234,5", "1234.5"),
        ("1'234'567,5", "1234567.5"),
        ("0,125", "0.125"),
        ("01.09.2026", "01.09.2026"),
        ("A, B", "A, B"),
        ("1.5", "1.5"),
    ],
)
def test_a_number_with_a_decimal_comma_gets_a_point(text: str, point: str) -> None:
    assert with_decimal_point(text) == point
