"""The texts that the cells of a workbook share: their runs joined, escapes undone, the work bounded."""

from __future__ import annotations

import pytest

from core.intake.workbook.errors import WorkbookError
from core.intake.workbook.limits import Limits
from core.intake.workbook.package import Package
from core.intake.workbook.shared_parts import read_shared_strings, unescape_text
from tests.support.workbook_parts.small_workbooks import STRINGS, packed, small_parts


def strings_of(inside: str, limits: Limits | None = None) -> list[str]:
    bounds = limits or Limits()
    return read_shared_strings(Package(packed(small_parts(strings=inside)), bounds), STRINGS, bounds).texts


def refusal(inside: str, limits: Limits) -> tuple[str, dict[str, str]]:
    with pytest.raises(WorkbookError) as error:
        strings_of(inside, limits)
    return error.value.code, error.value.values


@pytest.mark.parametrize(
    ("inside", "strings"),
    [
        ("", []),
        ("<si><t>a</t></si><si><t/></si><si/><si><t> b\n</t></si>", ["a", "", "", " b\n"]),
        ("<si><r><t>a</t></r><r><rPr><b/></rPr><t>b</t></r></si><si><t>c</t></si>", ["ab", "c"]),
        ("<si><t>a</t><rPh><t>no</t></rPh><t>b</t></si><si><t>c</t></si>", ["ab", "c"]),
        ("<si>no<t>&lt;a&gt;</t>no</si>", ["<a>"]),
        ('<o:si xmlns:o="other"><o:t>no</o:t></o:si><si><t>a</t></si>', ["a"]),
    ],
)
def test_the_texts_come_in_order_with_their_runs_joined(inside: str, strings: list[str]) -> None:
    assert strings_of(inside) == strings


def test_a_workbook_may_share_nothing() -> None:
    package = Package(packed(small_parts()))
    for path in (None, STRINGS):
        assert read_shared_strings(package, path, Limits()).texts == []


def test_texts_are_bounded_in_length_and_number() -> None:
    texts = "<si><t>abc</t></si><si><t>de</t></si>"
    assert strings_of(texts, Limits(text=3, strings=2, characters=5)) == ["abc", "de"]
    assert refusal(texts, Limits(characters=4)) == ("much_text", {"limit": "4"})
    assert refusal(texts, Limits(text=2)) == ("long_text", {"limit": "2"})
    assert refusal(texts, Limits(strings=1)) == ("bomb", {})


def test_elements_are_counted_one_by_one() -> None:
    texts = "<si><t>a</t></si><si><t>b</t></si>"  # and the list itself: 5
    assert strings_of(texts, Limits(elements=5)) == ["a", "b"]
    assert refusal(texts, Limits(elements=4)) == ("bomb", {})


@pytest.mark.parametrize("before", ["", "<x/>", "<x><y/></x><x/>"])
def test_elements_may_lie_64_deep(before: str) -> None:
    def nested(depth: int) -> str:
        return f"<x>{before}{'<x>' * depth}{'</x>' * depth}</x><si><t>a</t></si>"

    assert strings_of(nested(62)) == ["a"]
    assert refusal(nested(63), Limits()) == ("bomb", {})


@pytest.mark.parametrize(
    ("stored", "text"),
    [
        ("a_x000D_\nb", "a\r\nb"),
        ("_x005F_x000D_", "_x000D_"),
        ("_x4E2D__x6587_", "中文"),
        ("_xD83D__xDE00_", "\U0001f600"),
        ("a_xD83D_b", "ab"),
        ("a_x0000__x0007_b", "ab"),
        ("a_x000_b_x00zz_", "a_x000_b_x00zz_"),
        ("max_x", "max_x"),
    ],
)
def test_escaped_characters_are_those_they_stand_for(stored: str, text: str) -> None:
    assert unescape_text(stored) == text
    assert strings_of(f"<si><t>{stored}</t></si>") == [text]
