"""Numbers of persons in a text, and digits that are nobody's: of identifiers, fractions and the codes of programs."""

from __future__ import annotations

import pytest

from core.personal_numbers import personal_numbers

MOBILE, IDENTITY = ("mobile", "138…78"), ("identity", "110…34")


@pytest.mark.parametrize(
    "text",
    [
        "13812345678",
        "电话13812345678，备用",
        "Tel13812345678",
        "mobilephone:13812345678",
        "wx13812345678",
        "13812345678@qq.com",
        "138-1234-5678",
        "+86 138 1234 5678",
        "=13812345678+0",
        "\uff11\uff13\uff18\uff11\uff12\uff13\uff14\uff15\uff16\uff17\uff18",
        "张13812345678李",
    ],
)
def test_a_mobile_number_in_a_text(text: str) -> None:
    assert personal_numbers(text) == [MOBILE]


@pytest.mark.parametrize("text", ["110101199003071234", "身份证110101199003071234。", "ID110101199003071234"])
def test_an_identity_number_in_a_text(text: str) -> None:
    assert personal_numbers(text) == [IDENTITY]


@pytest.mark.parametrize(
    "text",
    [
        "Z_0A1B2C3D_4E5F_4A6B_8C7D_F13812345678_.wvu.FilterData",
        "{0A1B2C3D-4E51-3812-3456-781381234567}",
        "0A1B2C3D-4E5F-4A6B-8C7D-138123456789",
        "{13812345-1381-2345-6781-138123456781}",
        "E13812345678D35A0B1C2D3E4F506172",
        "a110101199003071234f00000000000a",
        "F13812345678",
        "ABC_13812345678",
        "_Hlk13812345678",
        "ExternalData_13812345678",
        "IMG13812345678",
        "13812345678F",
        "13812345678_2",
        "47.13812345678",
        "13812345678.5",
        "138123456789",
        "91110101199003071234",
    ],
)
def test_digits_of_identifiers_are_nobodys_number(text: str) -> None:
    assert personal_numbers(text) == []
