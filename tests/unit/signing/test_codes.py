"""Codes that are read out and typed in again."""

import pytest

from core.exports.signing.codes import ALPHABET, MistypedCodeError, code_of, codes_in, link_of, read_code

CODE = code_of(b"what was handed over", b"key of this workspace")


def test_the_same_content_has_the_same_code_and_another_key_another_one() -> None:
    assert code_of(b"what was handed over", b"key of this workspace") == CODE
    assert code_of(b"what was handed over", b"another key") != CODE
    assert code_of(b"What was handed over", b"key of this workspace") != CODE


def test_a_code_is_three_groups_of_four_without_letters_taken_for_others() -> None:
    groups = CODE.split("-")
    assert [len(group) for group in groups] == [4, 4, 4]
    assert set("".join(groups)) <= set(ALPHABET)
    assert set("ILOU").isdisjoint(ALPHABET)


@pytest.mark.parametrize(
    "typed",
    [
        CODE.lower(),
        CODE.replace("-", " "),
        CODE.replace("-", ""),
        CODE.replace("-", "—"),
        f"  {CODE}\n",
        "".join(chr(ord(sign) + 0xFEE0) if sign != "-" else "－" for sign in CODE),
        CODE.replace("0", "O").replace("1", "l"),
        link_of(CODE),
        link_of(CODE, "https://zj.example.cn:8501/goals/"),
        f"https://zj.example.cn/sources?section=verify&code={CODE}&lang=zh",
    ],
)
def test_however_it_is_typed_it_is_the_code(typed: str) -> None:
    assert read_code(typed) == CODE


def test_one_wrong_character_anywhere_is_noticed() -> None:
    signs = CODE.replace("-", "")
    wrong = [signs[:at] + other + signs[at + 1 :] for at in range(12) for other in ALPHABET if other != signs[at]]
    assert len(wrong) == 12 * 31
    for typed in wrong:
        with pytest.raises(MistypedCodeError):
            read_code(typed)


@pytest.mark.parametrize("typed", ["", "K7Q2", CODE + "A", CODE[:-1], "核验码", "\x00" * 12, "-" * 12, "9" * 500])
def test_what_has_not_the_shape_of_a_code_is_none(typed: str) -> None:
    with pytest.raises(MistypedCodeError):
        read_code(typed)


def test_codes_within_a_text_are_found_each_once_and_nothing_else() -> None:
    wrong = CODE[:-1] + ("A" if CODE[-1] != "A" else "B")
    text = f"截至 2025-12-31 · 核验码 {CODE} · {CODE}\n{wrong} ABCD{CODE} 2025-2026-2027"
    assert codes_in(text) == (CODE,)
