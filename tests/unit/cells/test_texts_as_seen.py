"""Texts are compared by what a person sees: invisible characters, look-alike forms and wrappers change nothing."""

from __future__ import annotations

import pytest

from core.cells.text import excerpt, fold, spaced, unwrapped, visible
from core.cells.units import scale_of, unit_word

INVISIBLE = (
    "\u200b\u200c\u200d\u200e\u200f\u202a\u202c\u202e\u2060\u2066\u2069"
    "\ufeff\u00ad\u061c\u180e\ufe0f\U000e0100\u034f\u3164\x02"
)


@pytest.mark.parametrize("sign", INVISIBLE, ids=lambda sign: f"U+{ord(sign):04X}")
def test_a_character_nobody_can_see_is_not_there(sign: str) -> None:
    assert visible(f"64{sign}") == "64"
    assert fold(f"{sign}示例{sign}学校") == fold("示例学校")


def test_white_space_and_letters_of_any_script_are_seen() -> None:
    assert visible("a b\n\u3000ä示\u0645") == "a b\n\u3000ä示\u0645"


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        ("⼈数", "人数"),  # a Kangxi radical
        ("⻓江学校", "长江学校"),  # a radical of the supplement, which compatibility forms leave alone
        ("⺠办", "民办"),
        ("㇐中", "一中"),  # a stroke
        ("（人）", "(人)"),
        ("Ａ校", "a校"),
        ("㎡", "m2"),
        ("双师型\n教师", "双师型教师"),
        ("2023—2024", "2023-2024"),
        ("豈", "豈"),  # a compatibility ideograph
    ],
)
def test_forms_that_look_alike_are_the_same(written: str, meant: str) -> None:
    assert fold(written) == meant


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        ('="150"', "150"),
        ('= "a ""b"""', 'a "b"'),
        ("'150", "150"),
        ("‘150", "150"),
        ('"150"', "150"),
        ("“150”", "150"),
        ("\t150", "150"),
        ("=A1", "=A1"),
        ('="1"&"2"', '="1"&"2"'),
        ("第“一”中学", "第“一”中学"),
        ('"a" and "b"', '"a" and "b"'),
    ],
)
def test_what_an_export_puts_round_a_text_is_taken_off(written: str, meant: str) -> None:
    assert unwrapped(written) == meant


@pytest.mark.parametrize(
    ("written", "text"),
    [
        ("2027-9-1  00:00:00", "2027-9-1 00:00:00"),
        ("2027 年 9 月 1 日", "2027年9月1日"),
        ("2027 -\n9 - 1", "2027-9-1"),
        ("12\u300034", "12 34"),
    ],
)
def test_a_space_stays_where_it_keeps_digits_apart(written: str, text: str) -> None:
    assert spaced(written) == text


def test_an_excerpt_is_one_line_of_forty_characters() -> None:
    assert excerpt("a\nb") == "a b"
    assert excerpt("x" * 41) == "x" * 39 + "…"


@pytest.mark.parametrize("written", ["（单位：人）", "【人】", "单位:人", "(计量单位：人)", "〔⼈〕", "以人计", "人"])
def test_a_unit_is_the_word_without_brackets_and_introduction(written: str) -> None:
    assert unit_word(written) == "人"


def test_a_scale_is_part_of_a_unit() -> None:
    assert scale_of("万元") == (frozenset({"yuan"}), 10_000)
    assert scale_of("㎡") == (frozenset({"square_metres"}), 1)
    assert scale_of("万") is None
    assert scale_of("亩") is None
