"""Where two texts look alike, the one character that differs is named."""

from __future__ import annotations

import pytest

from core.cells.alike import Difference, difference, looks_like
from core.cells.text import unseen
from core.intake.finding_words import message
from core.intake.findings import Place, Severity, finding
from core.intake.message_values import ColumnChoices, MessageValue
from core.language import Language, catalogue

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
            "两者只差第7个字：这里是“\u0410”（字符 U+0410），应有的是“A”（字符 U+0041）。",
            "They differ in character 7 only: “\u0410” (U+0410) here, “A” (U+0041) expected.",
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
            "两者只差第5个字：这里是“只”，应有的是“职”。",
            "They differ in character 5 only: “只” here, “职” expected.",
        ),
    ],
)
def test_a_message_ends_with_the_character_that_differs(
    code: str, values: dict[str, MessageValue], chinese: str, english: str
) -> None:
    item = finding(code, Severity.HARD, Place(), **values)
    assert message(item, catalogue(Language.ZH)).endswith(chinese)
    assert message(item, catalogue(Language.EN)).endswith(" " + english)


@pytest.mark.parametrize(("found", "wanted"), [(CYRILLIC, A), ("5OO11O", "500110"), ("1ab", "lab"), ("ロ腔", "口腔")])
def test_letters_of_other_alphabets_look_alike(found: str, wanted: str) -> None:
    assert looks_like(found, wanted)
    assert not looks_like(found + "B", wanted)


def test_numbers_that_differ_are_no_texts_that_look_alike() -> None:
    item = finding("total_differs", Severity.HARD, Place(), found="151", expected="150")
    assert "只差" not in message(item, catalogue(Language.ZH))


def test_the_characters_nobody_sees_are_named_by_their_numbers() -> None:
    assert unseen("6\u200b4\u200b\ufeff") == ["U+200B", "U+FEFF"]
