"""What number formats make of a value on the screen, and where that is not what is stored."""

from __future__ import annotations

import pytest

from core.intake.workbook.looks.format_sections import BUILT_IN
from core.intake.workbook.looks.number_formats import (
    difference,
    difference_of,
    seen_number,
    seen_text,
    words_beside,
    words_in,
)


@pytest.mark.parametrize(
    ("code", "value", "seen"),
    [
        ("", 150.5, "150.5"),
        ("General", 150.0, "150"),
        ('General"人"', 150.0, "150人"),
        ("G/通用格式", 150.0, "150"),
        ("0", 149.6, "150"),
        ("0", 0.5, "1"),
        ("0", -149.6, "-150"),
        ("#,##0", 9453000.0, "9,453,000"),
        ("#,##0", 150.0, "150"),
        ("#", 0.0, ""),
        ("0.00", 1.005, "1.01"),
        ("0.##", 0.5, "0.5"),
        ("#.00", 0.5, ".50"),
        ("000", 7.0, "007"),
        ("??0", 7.0, "  7"),
        ("0%", 0.1234, "12%"),
        ("0.0%", 0.1234, "12.3%"),
        ("0,", 9453000.0, "9453"),
        ("0.0,,", 9453000.0, "9.5"),
        ("0,.0", 1500.0, "1.5"),
        ("0.0,0", 1.25, "1.25"),
        ("0,.0,", 1500000.0, "1.5"),
        ("0.,", 1500.0, "2."),
        (",0.0", 1500.0, "1500.0"),
        (",.0", 0.5, ".5"),
        ('0" x",', 1500.0, "2 x"),
        ("#,", 1500.0, "2"),
        ("#,##0,", 9453000.0, "9,453"),
        ('0!.0,"万"', 9453000.0, "945.3万"),
        ("0\\.0,", 9453000.0, "945.3"),
        ('0"."0,', 9453000.0, "945.3"),
        ("0!.0000", 9453000.0, "945.3000"),
        ('0!.0,"万"', 9000.0, "0.9万"),
        ("0.00E+00", 9453000.0, "9.45E+06"),
        ("##0.0E+0", 9453000.0, "9.5E+06"),
        ("##0.0E+0", 64.0, "64.0E+00"),
        ("##0.0E+0", 999960.0, "1.0E+06"),
        ("##0.0E+0", 0.0064, "6.4E-03"),
        ("##0.0E+0", 0.0, "0.0E+00"),
        ("#,##0;(#,##0)", -150.0, "(150)"),
        ("0;-0;;@", 0.0, ""),
        (";;;", 150.0, ""),
        ('0;0;"无"', 0.0, "无"),
        ('[>=10000]0!.0,"万";0', 15000.0, "1.5万"),
        ('[>=10000]0!.0,"万";0', 150.0, "150"),
        ("[Red]0", 3.0, "3"),
        ("[$¥-804]#,##0.00", 1234.5, "¥1,234.50"),
        ("_ * #,##0_ ", 150.0, " 150 "),
        ('"√"', 1.0, "√"),
        ("@", 12.5, "12.5"),
    ],
)
def test_a_number_is_shown_as_a_spreadsheet_program_shows_it(code: str, value: float, seen: str) -> None:
    assert seen_number(code, value) == seen


@pytest.mark.parametrize("code", ["# ?/?", "[DBNum1]General", "yyyy/mm/dd"])
def test_formats_that_are_not_worked_out_say_so(code: str) -> None:
    assert seen_number(code, 0.5) is None
    assert difference(code, 0.5) == ("", "")


@pytest.mark.parametrize(
    ("code", "value", "kind", "shown"),
    [
        ("0", 150.0, "", ""),
        ('0"人"', 150.0, "", ""),
        ("0%", 0.12, "", ""),
        ('0!.0,"万"', 9453000.0, "in_units", "945.3万"),  # which is what is stored
        ('0.0,"千"', 9453000.0, "in_units", "9453.0千"),
        ("#,##0;(#,##0)", -150.0, "", ""),
        ('0;-0;"-"', 0.0, "", ""),
        ('_-* #,##0_-;-* #,##0_-;_-* "-"_-;_-@_-', 0.0, "", ""),
        ('0!.0,"万"', 9453200.0, "in_units", "945.3万"),
        ("0", 149.6, "rounded", "150"),
        ("0%", 0.6737, "rounded", "67%"),
        ("0%", 0.1234, "scaled", "12%"),
        ("0", 2.4, "scaled", "2"),
        ("0", 100.5, "rounded", "101"),
        ("0", 49.5, "scaled", "50"),  # off by 1.01 in a hundred
        ("0", 50.5, "rounded", "51"),  # off by 0.99
        ("0.0", 1e-9, "", ""),
        ("0.0", 2e-9, "scaled", "0.0"),
        ("0.0", 900_000_000.300_000_1, "", ""),
        ("0.0", 0.300_000_01, "rounded", "0.3"),
        ('"' + "a" * 61 + '"', 0.5, "scaled", "a" * 60),
        ('"2025"', 2026.0, "scaled", "2025"),  # off by less than a hundredth, yet it is no rounding
        ('"220"', 219.0, "scaled", "220"),
        ('#,##0,",000"', 98_600.0, "scaled", "99,000"),
        ('0".4"', 219.0, "scaled", "219.4"),
        ("0.0E+00", 219.0, "scaled", "2.2E+02"),
        ("0.00E+00", 219.0, "", ""),
        ('0!.0,"万"', 98_600.0, "in_units", "9.9万"),
        ("0,", 9453000.0, "scaled", "9453"),
        ("0!.0,", 9453000.0, "scaled", "945.3"),
        ("0.0,,", 9453000.0, "scaled", "9.5"),
        ('0"0"', 15.0, "scaled", "150"),
        ('0.0"%"', 0.5, "scaled", "0.5%"),
        ('"√"', 1.0, "scaled", "√"),
        ('_("$"* #,##0_);_("$"* (#,##0);_("$"* "-"??_);_(@_)', 0.0, "", ""),
        ('0;-0;"-"', 150.0, "", ""),
        ('"-"', 150.0, "scaled", "-"),
        (";;;", 150.0, "unseen", ""),
        ('"约"0', 64.0, "scaled", "约64"),
        ('0"多"', 64.0, "scaled", "64多"),
        ('0"±1"', 64.0, "scaled", "64±1"),
        ('0"/2"', 64.0, "scaled", "64/2"),
        ('0" 000"', 64.0, "scaled", "64 000"),
        ("# ##0", 1234567.0, "", ""),
        ('0"m²"', 64.0, "", ""),
        ('0.0" km2"', 64.0, "", ""),
        ('#,##0"元/人"', 1234.0, "", ""),
        ("0;-0;;@", 0.0, "unseen", ""),
        ("#", 0.0, "unseen", ""),
    ],
)
def test_a_shown_number_is_compared_with_the_stored_one(code: str, value: float, kind: str, shown: str) -> None:
    assert difference(code, value) == (kind, shown)


@pytest.mark.parametrize(
    ("code", "value", "kind"),
    [("0%", 0.1234, "rounded"), ("0", 2.4, "rounded"), ("0,", 9453000.0, "scaled"), ("0", 0.4, "rounded"),
     ("0.00", 0.0049, "rounded"), ("0.000", -0.00049, "rounded"), ("0%", 0.0049, "rounded"), ("0,", 400.0, "scaled"),
     ("0!.0,", 9453000.0, "scaled"), ("0.0E+00", 9453000.0, "rounded"), (";;;", 5.0, "unseen"),
     ("[>5]0", 2.4, "scaled"), ("[<0]0", 2.4, "scaled"), ("0.00,", 1004.9, "scaled"), ("0.0%", 0.12349, "rounded")],
)  # fmt: skip
def test_digits_of_a_number_that_is_worked_out_may_be_hidden(code: str, value: float, kind: str) -> None:
    assert difference(code, value, is_typed=False)[0] == kind


SEEN_BY_NUMBER = {
    "1235": (1,), "1234.57": (2,), "1,235": (3, 37, 38, 41), "1,234.57": (4, 39, 40, 43),
    "¥1,235": (5, 6, 42), "¥1,234.57": (7, 8, 44),
    "123457%": (9,), "123456.70%": (10,), "1.23E+03": (11,), "1.2E+03": (48,), "1234.567": (49,),
}  # fmt: skip
"""What 1234.567 looks like in the formats that every program knows by number (ECMA-376 part 1, 18.8.30).

Money is shown as in China.
"""


def test_formats_known_by_number_alone_show_what_the_standard_says() -> None:
    numbers = {number: seen for seen, numbers in SEEN_BY_NUMBER.items() for number in numbers}
    assert {number: seen_number(code, 1234.567) for number, code in BUILT_IN.items()} == numbers
    assert [number for number, code in BUILT_IN.items() if seen_number(code, 0.0) in ("-", "¥-")] == [41, 42, 43, 44]
    assert [number for number in (41, 42, 43, 44) if difference(BUILT_IN[number], 0.0) != ("", "")] == []


@pytest.mark.parametrize(
    ("code", "seen"),
    [
        ("General", "甲"),
        ("0", "甲"),
        ("@", "甲"),
        ('@"校"', "甲校"),
        ("0;-0;;@", "甲"),
        (";;;", ""),
        (";;", ""),
        ('0;0;0;"***"', "***"),
    ],
)
def test_a_text_is_shown_by_the_fourth_section(code: str, seen: str) -> None:
    assert seen_text(code, "甲") == seen


@pytest.mark.parametrize(
    ("text", "value", "kind"),
    [("1万亿", 1e12, "in_units"), ("2亿", 2e8, "in_units"), ("3千万", 3e7, "in_units"), ("3百万", 3e6, "in_units"),
     ("3十万", 3e5, "in_units"), ("3万", 3e4, "in_units"), ("3千", 3e3, "in_units"), ("7百", 700.0, "in_units"),
     ("2w", 2e4, "in_units"), ("2k", 2e3, "in_units"), ("2m", 2e6, "in_units"), ("3%", 0.03, ""), ("5‰", 0.005, "")],
)  # fmt: skip
def test_a_word_behind_a_number_multiplies_it(text: str, value: float, kind: str) -> None:
    assert difference(f'"{text}"', value) == (kind, text if kind else "")
    assert difference(f'"{text}"', 0.991 * value)[0] == (kind or "rounded")
    assert "scaled" == difference(f'"{text}"', 0.989 * value)[0] == difference(f'"{text}"', 2 * value)[0]


@pytest.mark.parametrize(
    ("sign", "holds"), [("<", "4"), (">", "6"), ("<=", "45"), (">=", "56"), ("=", "5"), ("<>", "46")]
)
def test_a_section_holds_on_its_side_of_the_bound(sign: str, holds: str) -> None:
    assert "".join(at for at in "456" if seen_number(f'[{sign}5]"a";"b"', float(at)) == "a") == holds


def test_zero_has_the_first_of_two_sections_and_a_plain_number_ten_digits() -> None:
    assert seen_number("0;-0", 0.0) == "0"
    assert seen_number("General", 0.12345678949) == "0.1234567895"


def test_a_text_in_place_of_a_number_is_held_to_the_whole_number() -> None:
    assert difference_of("65", 64.0) == ("scaled", "65")
    assert difference_of("64", 64.4) == ("rounded", "64")


def test_the_sign_of_a_negative_number_is_no_word_wherever_it_stands_before_it() -> None:
    assert words_in("-¥64人", is_negative=True) == words_in("¥-64人", is_negative=True) == ("¥", "人")
    assert words_in("-64人", is_negative=False) == ("-", "人")
    assert words_beside('¥0;-"¥"0', -64.0) == words_beside('¥0;"¥"-0', -64.0) == ("¥",)


def test_a_dash_in_place_of_a_number_has_no_words_beside_it() -> None:
    assert words_in(" - ", is_negative=False) == ()
