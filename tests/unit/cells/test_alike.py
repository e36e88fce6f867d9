"""Where two texts look alike, the one character that differs is named."""

from __future__ import annotations

import pytest

from core.annual_series import SeriesError, SeriesProblem
from core.cells.alike import Difference, difference, digit_difference, looks_like, near_word
from core.cells.text import excerpt, fold, unseen
from core.intake.finding_words import message
from core.intake.findings import Place, Severity, finding
from core.intake.message_values import ColumnChoices, MessageValue
from core.language import Language, catalogue
from core.problem_sentences import series_sentence

A = "示例中职学校A"
CYRILLIC = "示例中职学校\u0410"


@pytest.mark.parametrize(
    ("found", "wanted", "item"),
    [
        (CYRILLIC, A, Difference(7, "\u0410", "A")),
        ("5O0110-sv-a", "500110-sv-a", Difference(2, "O", "0")),
        ("示例中学校A", A, Difference(4, "", "职")),
        ("示例中职学校AA", A, Difference(8, "A", "")),
        ("ロ腔", "口腔", Difference(1, "ロ", "口")),  # a syllable and a mouth
    ],
)
def test_one_character_that_differs_is_found(found: str, wanted: str, item: Difference) -> None:
    assert difference(found, wanted) == item


@pytest.mark.parametrize(
    ("found", "wanted"),
    [
        (A, A),
        (f" {A}\u200b", A),
        ("示例中职学校a", A),
        ("示例中只学校B", A),
        ("公助", "公办"),
        ("民", "民办"),
        (A * 9, A * 9 + "B"),
    ],
)
def test_of_the_same_and_of_other_texts_there_is_nothing_to_tell(found: str, wanted: str) -> None:
    assert difference(found, wanted) is None


@pytest.mark.parametrize(
    ("code", "values", "chinese", "english"),
    [
        (
            "unit_near",
            {"found": CYRILLIC, "near": A},
            "两者只差第7个字：这里是“\u0410”（俄文字母 U+0410），应有的是“A”（英文字母 U+0041）。",
            "They differ in character 7 only: "
            "“\u0410” (Cyrillic letter U+0410) here, “A” (Latin letter U+0041) expected.",
        ),
        (
            "unit_code",
            {"found": "500110-sv-aa", "name": A, "expected": "500110-sv-a"},
            "两者只差第12个字：这里多了“a”。",
            "They differ in character 12 only: “a” is one more.",
        ),
        (
            "unknown_word",
            {"found": "一般类中只", "expected": ColumnChoices("school_class", "conditions")},
            "是否为“一般类中职”？两者只差第5个字：这里是“只”，应有的是“职”。",
            "Is “一般类中职” meant? They differ in character 5 only: “只” here, “职” expected.",
        ),
        (
            "unit_near",
            {"found": "5OO110-sv-a", "near": "500110-sv-a"},
            "两者看上去一样，却不止一个字不同，第一处是第2个字："
            "这里是“O”（英文字母 U+004F），应有的是“0”（数字 U+0030）。",
            "They look alike but differ in more than one character, first in character 2: "
            "“O” (Latin letter U+004F) here, “0” (digit U+0030) expected.",
        ),
        (
            "unit_near",
            {"found": "示例·中职学校A", "near": A},
            "两者只差第3个字：这里多了“·”（符号 U+00B7）。",
            "They differ in character 3 only: “·” (sign U+00B7) is one more.",
        ),
        (
            "unit_near",
            {"found": "示例中职学校\ue000", "near": A},
            "两者只差第7个字：这里是看不清的字符（自造字 U+E000），应有的是“A”（英文字母 U+0041）。",
            "They differ in character 7 only: a character without a shape (private character U+E000) here, "
            "“A” (Latin letter U+0041) expected.",
        ),
        (
            "words_with_number",
            {"found": "1O0"},
            "第2个字是“O”（英文字母 U+004F），不是数字0。",
            "Character 2 is “O” (Latin letter U+004F), not the digit 0.",
        ),
        (
            "not_a_number",
            {"found": "15²"},
            "第3个字是“²”（数字 U+00B2），不是数字2。",
            "Character 3 is “²” (digit U+00B2), not the digit 2.",
        ),
    ],
)
def test_a_message_ends_with_the_character_that_differs(
    code: str, values: dict[str, MessageValue], chinese: str, english: str
) -> None:
    item = finding(code, Severity.HARD, Place(), **values)
    assert message(item, catalogue(Language.ZH)).endswith(chinese)
    assert message(item, catalogue(Language.EN)).endswith(" " + english)


@pytest.mark.parametrize(
    ("text", "item"),
    [
        ("1O0", Difference(2, "O", "0")),
        ("1О0", Difference(2, "\u041e", "0")),
        ("1〇0", Difference(2, "〇", "0")),
        ("l50", Difference(1, "l", "1")),
        ("I5人", Difference(1, "I", "1")),
        ("15З", Difference(3, "\u0417", "3")),
        ("15²", Difference(3, "²", "2")),
        ("①5", Difference(1, "①", "1")),
        ("٣٤", Difference(1, "\u0663", "3", 2)),
        ("2O26", Difference(2, "O", "0")),
        ("２０Ｏ", Difference(3, "Ｏ", "0")),
        ("O", Difference(1, "O", "0")),
        ("\u200b1O", Difference(2, "O", "0")),
        ("150", None),
        ("１５０", None),
        ("150人", None),
        ("No", None),
        ("Oslo 12", None),
        ("一百五十", None),
        ("", None),
    ],
)
def test_what_only_looks_like_a_digit_is_found_beside_one(text: str, item: Difference | None) -> None:
    assert digit_difference(text) == item


@pytest.mark.parametrize(
    "written",
    [
        "示例中职学校Ａ",  # a wide letter
        "示例中职学校𝐀",  # a mathematical one
        "示例中职学校A\u00ad",
        "示例\u200b中职学校A",
        "示例\u2060中职学校A",
        "\ufeff示例中职学校A",
        "示例中职学校A\ufe00",
        "示例中职学校A\u200e",
        "示例\u3000中职学校A",
        "示例\u00a0中职学校A",
        "示例中职学校A\u2800",  # braille without a dot
        "示例中职学校A\u3164",
        "⽰例中职学校A",  # a Kangxi radical
        "示例中职学校a",
    ],
)
def test_what_nobody_sees_makes_no_other_name(written: str) -> None:
    assert fold(written) == fold(A)
    assert difference(written, A) is None


@pytest.mark.parametrize(
    ("found", "wanted"),
    [
        (CYRILLIC, A),
        ("5OO11O", "500110"),
        ("1ab", "lab"),
        ("ロ腔", "口腔"),
        ("示例中职学校Á", A),
        ("示例中职学校A\u0301", A),
        ("\u0391", "A"),
    ],
)
def test_letters_of_other_alphabets_look_alike(found: str, wanted: str) -> None:
    assert looks_like(found, wanted)
    assert not looks_like(found + "B", wanted)


def test_numbers_that_differ_are_no_texts_that_look_alike() -> None:
    item = finding("total_differs", Severity.HARD, Place(), found="151", expected="150")
    assert "只差" not in message(item, catalogue(Language.ZH))


def test_the_characters_nobody_sees_are_named_by_their_numbers() -> None:
    assert unseen("6\u200b4\u200b\ufeff") == ["U+200B", "U+FEFF"]


@pytest.mark.parametrize(
    ("text", "quoted"),
    [
        ("15\u200b0", "15[U+200B]0"),
        ("15\ue0000", "15[U+E000]0"),
        ("15\x07", "15[U+0007]"),
        ("15\ud800", "15[U+D800]"),
        ("\ufeff", "[U+FEFF]"),
        ("甲\n乙\t丙\u3000丁", "甲 乙 丙 丁"),
        ("学校é（东区）😀", "学校é（东区）😀"),
    ],
)
def test_a_quoted_text_shows_what_nobody_sees_by_its_number(text: str, quoted: str) -> None:
    assert excerpt(text) == quoted


@pytest.mark.parametrize(
    ("problem", "field", "found", "words"),
    [
        (SeriesProblem.TEXT, "values", "1O0", "不是数字，请改成数字。第2个字是“O”（英文字母 U+004F），不是数字0。"),
        (SeriesProblem.NOT_A_YEAR, "years", "2О22", "请写成四位整数。第2个字是“О”（俄文字母 U+041E），不是数字0。"),
        (SeriesProblem.TEXT, "values", "many", "不是数字，请改成数字。"),
    ],
)
def test_a_table_of_series_is_told_of_it_as_well(problem: SeriesProblem, field: str, found: str, words: str) -> None:
    error = SeriesError(problem, field, 2, found=found)
    assert series_sentence(error, catalogue(Language.ZH)).endswith(words)


@pytest.mark.parametrize(
    ("found", "word"),
    [
        ("dual_quаlified_share", "dual_qualified_share"),  # a Cyrillic а
        ("dual_qualifed_share", "dual_qualified_share"),
        ("col1eges", "colleges"),
        ("schools", ""),
    ],
)
def test_the_nearest_code_is_the_one_that_looks_the_same(found: str, word: str) -> None:
    assert near_word(found, ["collages", "colleges", "dual_qualified_share"]) == word


@pytest.mark.parametrize(("found", "year"), [("平成27", 2015), ("民国104年", 2015), ("令和2", 2020)])
def test_a_year_of_another_calendar_in_a_table_of_series_is_named_in_ours(found: str, year: int) -> None:
    error = SeriesError(SeriesProblem.NOT_A_YEAR, "base_year", 1, found=found)
    assert f"相当于公历{year}年" in series_sentence(error, catalogue(Language.ZH))
    assert f"would be {year}" in series_sentence(error, catalogue(Language.EN))
