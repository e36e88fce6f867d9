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
        "Tel.138 1234 5678",
        "电话.13812345678",
        "0086-13812345678",
        "0086 138 1234 5678",
        "手机一三八一二三四五六七八",
        "幺叁捌壹贰叁肆伍陆柒捌",
        "\u0661\u0663\u0668\u0661\u0662\u0663\u0664\u0665\u0666\u0667\u0668",  # Arabic figures
        "mobilephone:13812345678",
        "wx13812345678",
        "13812345678@qq.com",
        "138-1234-5678",
        "+86 138 1234 5678",
        "=13812345678+0",
        "\uff11\uff13\uff18\uff11\uff12\uff13\uff14\uff15\uff16\uff17\uff18",
        "张13812345678李",
        "138\u200b12345678",
        "138\u206012345678",
        "138123\u00ad45678",
        "138.1234.5678",
        "电话：138.1234.5678",
        "138/1234/5678",
        "138_1234_5678",
        "138·1234·5678",
        "138 / 1234 / 5678",
        "\uff11\uff13\uff18．1234．5678",
        "说明" * 60 + "手机138.1234.5678，",
        "mailto:zhang13812345678@163.com",
    ],
)
def test_a_mobile_number_in_a_text(text: str) -> None:
    assert personal_numbers(text) == [MOBILE]


@pytest.mark.parametrize(
    "text",
    [
        "110101199003071234",
        "身份证110101199003071234。",
        "ID110101199003071234",
        "110101\u200b199003071234",
        "110101.19900307.1234",
        "https://a.cn/?id=110101199003071234",
        "https://a.cn/s/110101199003071234.pdf",
        "file:///D:/张三110101199003071234.docx",
    ],
)
def test_an_identity_number_in_a_text(text: str) -> None:
    assert personal_numbers(text) == [IDENTITY]


@pytest.mark.parametrize("sign", ["X", "x", "×", "Х", "х", "Χ", "\u2169"])
@pytest.mark.parametrize("start", ["11010519491231002", "110105 19491231 002", "说明" * 60 + "110105 19491231 002"])
def test_the_last_sign_may_look_like_an_x(start: str, sign: str) -> None:
    assert [kind for kind, _ in personal_numbers(start + sign)] == ["identity"]


@pytest.mark.parametrize(
    ("text", "is_personal"),
    [
        ("110105199003071239b", True),
        ("a110105199003071239b", True),
        ("ab110105199003071239ab", True),
        ("110105199003071238b", False),  # the check digit is another: a piece of an identifier
        ("abc110105199003071239b", False),
        ("110105199003071239abc", False),
    ],
)
def test_a_letter_or_two_at_an_identity_number_make_no_identifier_of_it(text: str, is_personal: bool) -> None:
    assert bool(personal_numbers(text)) is is_personal


@pytest.mark.parametrize(
    "text",
    [
        "经费13812345678元",
        "13812345678 万元",
        "13,812,345,678.00",
        "13812345678.00",
        "138.1234/5678",
        "138.1234.56789",
        "1.138.1234.5678",
        "138.1234.5678.1",
        "IMG_138_1234_5678",
        "https://a.cn/order/2026013812345678123",
        "https://docs.qq.com/sheet/DQ13812345678",
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
        "项目编号：G500110198001011233",
        "JS500110198001011233",  # no check digit of a person
    ],
)
def test_digits_of_identifiers_are_nobodys_number(text: str) -> None:
    assert personal_numbers(text) == []


@pytest.mark.parametrize(
    "text",
    [
        "学籍号G11010519491231002X",
        "L11010519491231002X",
        "学籍号 G500110198001011233",  # its check digit is wrong, and it is somebody's all the same
        "学籍号g500110198001011233",
        "L500110198001011233",
        "JS500110198001011231",
        "张三_11010519491231002X_毕业证",
        "11010519491231002 X",
        "永居证911124198108030024",
    ],
)
def test_an_identity_number_with_letters_signs_or_a_gap_at_it(text: str) -> None:
    assert [kind for kind, _ in personal_numbers(text)] == ["identity"]


@pytest.mark.parametrize(
    "text",
    [
        "(138)0013-8000",
        "138、0013、8000",
        "手机：138,0013,8000",
        "138*0013*8000",
        "138\u20430013\u20438000",
        "微信号zhang13800138000",
        "Wangxiaoming13800138000",
    ],
)
def test_a_mobile_number_listed_bracketed_or_behind_a_name(text: str) -> None:
    assert personal_numbers(text) == [("mobile", "138…00")]


@pytest.mark.parametrize(
    ("text", "is_personal"),
    [
        ("项目编号：500110202609010001", False),
        ("备案编号：500110-20260901-0012", False),
        ("项目编号：11010519491231002X", True),  # the check digit is right
        ("身份证号：500110202609010001", True),
        ("500110202609010001", True),
        ("135、2025、2026", False),  # a count and two years
        ("1,380,013,8000", False),
    ],
)
def test_a_number_of_a_project_is_nobodys_unless_its_check_digit_is_right(text: str, is_personal: bool) -> None:
    assert bool(personal_numbers(text)) is is_personal
