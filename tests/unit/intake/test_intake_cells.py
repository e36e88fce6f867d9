"""One cell: the number, year or day that a person typed, or the reason why it cannot be told."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest

from core.cells.misread import MisreadError
from core.intake.reading.cell_values import amount_of, day_of, year_of
from core.intake.workbook.grid import Cell
from core.personal_numbers import is_credit_code, personal_numbers


def typed(value: object) -> Cell:
    return Cell("n", float(value)) if isinstance(value, int | float) else Cell("s", value)


@pytest.mark.parametrize(
    ("text", "value"),
    [
        (1234, 1234),
        ("１２３４", 1234),
        ("1,234", 1234),
        ("８，６００", 8600),
        ("1.2万", 12_000),
        ("0.86万人", 8600),
        ("0.86亿", 86_000_000),
        ("123人", 123),
        ("'88", 88),
        (" 1234\u00a0", 1234),
        ("+5", 5),
        ("0", 0),
        (28.999999999999996, 29),
    ],
)
def test_a_number_is_read_the_way_it_was_meant(text: object, value: float) -> None:
    assert amount_of(typed(text), whole=True).value == value


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("12%", "percent_for_count"),
        ("1,23", "words_with_number"),
        ("1,2345", "words_with_number"),
        ("1.234,5", "words_with_number"),
        ("约120", "hedged"),
        ("120左右", "hedged"),
        ("100-120", "range_for_number"),
        ("100～120", "range_for_number"),
        ("—", "mark_for_missing"),
        ("/", "mark_for_missing"),
        ("无", "mark_for_missing"),
        ("12.5", "not_whole"),
        (12.5, "not_whole"),
        ("0.00001万", "not_whole"),
        ("120（含外聘5人）", "words_with_number"),
        ("O12", "not_a_number"),
        ("l20", "not_a_number"),
        ("1²", "footnote_mark"),
        ("③", "not_a_number"),
        ("٣", "not_a_number"),
        ("½", "words_with_number"),
        ("12 34", "spaces_within"),
        ("12\n34", "spaces_within"),
        ("一百", "number_in_words"),
        ("(12)", "not_a_number"),
        ("0x10", "words_with_number"),
        ("1e99", "shortened"),
        ("9.45E+06", "shortened"),
    ],
)
def test_what_may_mean_two_things_is_refused(text: object, code: str) -> None:
    with pytest.raises(MisreadError) as refused:
        amount_of(typed(text), whole=True)
    assert refused.value.code == code


def test_a_heading_in_ten_thousand_yuan_multiplies_exactly() -> None:
    assert amount_of(typed("945.3"), whole=False, scale=Decimal(10_000)).value == 9_453_000
    assert amount_of(typed(0.1), whole=False, scale=Decimal(10_000)).value == 1000


def test_a_percentage_is_a_number_only_where_a_share_is_asked_for() -> None:
    assert amount_of(typed("58.3%"), whole=False, share=True).value == 0.583
    assert amount_of(Cell("n", 0.583, "", True), whole=False, share=True).value == 0.583
    with pytest.raises(MisreadError, match="percent_for_count"):
        amount_of(Cell("n", 0.583, "", True), whole=False)


@pytest.mark.parametrize(
    "text",
    [
        "2023",
        2023,
        "2023年",
        "２０２３",
        "2023年度",
        "二〇二三年",
        "2023-2024学年",
        "2023—2024学年度",
        "2023/24",
        "2023年秋",
        "2023年秋季学期",
    ],
)
def test_a_year_is_the_one_whose_first_of_september_is_meant(text: object) -> None:
    assert year_of(typed(text))[0] == 2023


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("23年", "not_a_year"),
        ("2024年春", "spring_term"),
        ("2023-2025学年", "school_year_span"),
        ("20230901", "not_a_year"),
        ("2023.5", "not_a_year"),
        ("20 23", "spaces_within"),
        ("去年", "not_a_year"),
    ],
)
def test_a_year_that_is_none_is_refused(text: object, code: str) -> None:
    with pytest.raises(MisreadError) as refused:
        year_of(typed(text))
    assert refused.value.code == code


def test_a_year_in_a_cell_formatted_as_a_date_is_refused_unless_it_is_the_first_of_september() -> None:
    assert year_of(Cell("d", date(2023, 9, 1)))[0] == 2023
    with pytest.raises(MisreadError, match="date_for_year"):
        year_of(Cell("d", date(1905, 7, 15)))  # 2023 as a serial number


@pytest.mark.parametrize(
    "text",
    [
        "2023-09-01",
        "2023年9月1日",
        "2023.9.1",
        "2023/9/1",
        "20230901",
        "２０２３－０９－０１",
        "2023-09-01 00:00:00",
        45170,
    ],
)
def test_a_day_is_read_as_text_or_serial_number(text: object) -> None:
    assert day_of(typed(text))[0] == date(2023, 9, 1)


@pytest.mark.parametrize(
    ("text", "code"),
    [("2023-02-30", "no_such_day"), ("2023年9月", "month_for_day"), ("明年", "not_a_date"), (1.5, "not_a_date")],
)
def test_a_day_that_is_none_is_refused(text: object, code: str) -> None:
    with pytest.raises(MisreadError) as refused:
        day_of(typed(text))
    assert refused.value.code == code


def test_identity_and_mobile_numbers_are_found_however_they_are_written_and_shown_masked() -> None:
    assert personal_numbers("张三 500110200001011234") == [("identity", "500…34")]
    assert personal_numbers("电话：138-1234-5678") == [("mobile", "138…78")]
    assert personal_numbers("１３８１２３４５６７８") == [("mobile", "138…78")]
    assert personal_numbers("023-48661234") == []
    assert personal_numbers("9450000") == []
    assert personal_numbers("身份证：500110750101123。") == [("identity", "500…23")]
    assert personal_numbers("11010519491231002X") == [("identity", "110…2X")]


def test_a_long_fraction_is_no_identity_number() -> None:
    assert personal_numbers("47.3684210526316%") == []
    assert personal_numbers("0.340425531914891") == []
    assert personal_numbers("340425.531914891") == []


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("说明" * 60 + "手机 138 1234 5678，请联系", "mobile"),
        ("说明" * 60 + "手机 138-12345678", "mobile"),
        ("说明" * 60 + "证号 500110 20000101 1234", "identity"),
        ("说明" * 60 + "证号 5001 1020 0001 0112 34", "identity"),
        ("联系人：张三 023-48661234", "phone"),
        ("填报人李四，电话：48661234", "phone"),
    ],
)
def test_numbers_of_persons_are_found_in_long_texts_and_beside_names(text: str, kind: str) -> None:
    assert [found for found, _ in personal_numbers(text)] == [kind]


@pytest.mark.parametrize(
    "text",
    [
        "12500119200101123D",  # letters: a code of an organisation
        "2150011012",  # 学校标识码
        "45038451-2",  # 组织机构代码
        "12000000000",
        "90000000000",
        "2023-2024学年在校生 1350 1820 1958 人" + "，" * 80,
        "綦府发〔2021〕12号，2021年12月31日印发" * 5,
        "47.3684210526316%",
        "办公电话见官网；占地 138000 平方米",
    ],
)
def test_codes_of_organisations_and_ordinary_numbers_are_nobodys(text: str) -> None:
    assert personal_numbers(text) == []


def test_a_code_of_an_organisation_is_told_from_an_identity_number_by_its_check_digit() -> None:
    digits = next(
        code
        for number in range(10_000)
        if is_credit_code(code := f"1250011920{'0101'}{number % 1000:03d}{number // 1000}")
    )
    assert personal_numbers(digits) == []
    assert personal_numbers("11010519491231002X") == [("identity", "110…2X")]
