"""The runs of shared texts of an .xls file ([MS-XLS] 2.5.293), also where they go on in the next record."""

from __future__ import annotations

import struct

import pytest

from core.intake.workbook.looks.fonts import Font
from core.intake.workbook.other_kinds.shared_texts import shared_text_runs
from core.intake.workbook.other_kinds.shown import runs_of
from tests.support.workbook_parts.other_kinds import words

STRUCK, RAISED = Font(struck=True), Font(raised=True)
FONTS = {5: STRUCK, 6: RAISED}
PLAIN = words(2) + b"\0ab"


def texts(*pieces: bytes, number: int = 9) -> tuple[bytes, ...]:
    """The record of the texts and those that continue it."""
    return (struct.pack("<II", 77, number) + pieces[0], *pieces[1:])


def test_a_text_of_single_bytes_or_of_two_says_where_its_fonts_begin() -> None:
    narrow = words(4) + b"\x08" + words(2) + b"6\xe9 1" + words(1, 5, 3, 6)
    wide = words(3) + b"\x09" + words(1) + "甲乙1".encode("utf-16-le") + words(2, 6)
    unmixed = words(1) + b"\x01" + "乙".encode("utf-16-le")
    assert shared_text_runs(texts(PLAIN, narrow + unmixed + wide + PLAIN), FONTS) == {
        1: (("6", None), ("é ", STRUCK), ("1", RAISED)),
        3: (("甲乙", None), ("1", RAISED)),
    }


def test_no_more_texts_are_read_than_the_record_says_or_there_are() -> None:
    text = words(1) + b"\x08" + words(1) + b"a" + words(0, 5)
    run = (("a", STRUCK),)
    assert shared_text_runs(texts(text * 3, number=2), FONTS) == {0: run, 1: run}
    assert shared_text_runs(texts(text * 3, b"", number=4), FONTS) == {0: run, 1: run, 2: run}
    assert shared_text_runs(texts(b"", number=0), FONTS) == {}


def test_what_lies_behind_a_text_for_reading_aids_is_passed_over() -> None:
    aided = words(1) + b"\x04" + struct.pack("<I", 7) + b"a" + b"\x08" * 7
    both = words(1) + b"\x0d" + words(1) + struct.pack("<I", 3) + "乙".encode("utf-16-le") + words(0, 6) + b"\x08" * 3
    expected = {2: (("乙", RAISED),)}
    assert shared_text_runs(texts(PLAIN + aided + both + PLAIN), FONTS) == expected
    cut = PLAIN + aided
    for size in range(len(cut) - 6, len(cut)):
        assert shared_text_runs(texts(cut[:size], cut[size:] + both), FONTS) == expected
    assert shared_text_runs(texts(cut[:-5], cut[-5:-3], cut[-3:] + both), FONTS) == expected
    with pytest.raises(IndexError):
        shared_text_runs(texts(cut[:-1]), FONTS)


def test_characters_that_go_on_in_the_next_record_begin_there_with_new_options() -> None:
    head = words(4) + b"\x08" + words(1)
    expected = {0: (("甲乙", None), ("ab", STRUCK))}
    wide = "甲乙".encode("utf-16-le")
    from_wide = words(4) + b"\x09" + words(1) + wide
    assert shared_text_runs(texts(from_wide, b"\0ab" + words(2, 5)), FONTS) == expected
    assert shared_text_runs(texts(from_wide, b"\x04a", b"\x00b", words(2), words(5)), FONTS) == expected
    narrow = head + b"xy"
    assert shared_text_runs(texts(narrow, b"\x01" + wide + words(2, 5)), FONTS) == {0: (("xy", None), ("甲乙", STRUCK))}
    assert shared_text_runs(texts(head, b"\x01" + wide, b"\xfeab" + words(2, 5)), FONTS) == expected
    with pytest.raises(IndexError):  # a record never ends within a character
        shared_text_runs(texts(from_wide + b"z", b"\0ab" + words(2, 5)), FONTS)


def test_a_head_may_lie_in_two_records() -> None:
    text = words(2) + b"\x08" + words(1) + b"ab" + words(1, 5)
    expected = {0: (("a", None), ("b", STRUCK))}
    for size in (1, 2, 3, 4, 8, 9, 10):
        assert shared_text_runs(texts(text[:size], text[size:]), FONTS) == expected


@pytest.mark.parametrize("size", [1, 2, 4, 6, 7, 10])
def test_a_text_that_is_cut_is_none(size: int) -> None:
    text = words(2) + b"\x08" + words(1) + b"ab" + words(1, 5)
    with pytest.raises(IndexError):
        shared_text_runs(texts(text[:size]), FONTS)
    with pytest.raises(IndexError):
        shared_text_runs(texts(words(2) + b"\x01" + b"\x61\x00\x62"), FONTS)


def test_a_character_of_two_units_counts_as_two() -> None:
    text = words(3) + b"\x09" + words(1) + "𠮷a".encode("utf-16-le") + words(2, 5)
    assert shared_text_runs(texts(text), FONTS) == {0: (("𠮷", None), ("a", STRUCK))}
    assert runs_of("a𠮷b", [(3, 5), (9, 6)], FONTS) == (("a𠮷", None), ("b", STRUCK))


def test_runs_are_cut_where_they_begin_and_those_of_white_space_are_left_out() -> None:
    assert runs_of("abcdef", [(0, 5), (2, 7), (4, 6)], FONTS) == (("ab", STRUCK), ("cd", None), ("ef", RAISED))
    assert runs_of("a bc", [(1, 5), (2, 6)], FONTS) == (("a", None), ("bc", RAISED))
    assert runs_of("abc", [], FONTS) == ()
