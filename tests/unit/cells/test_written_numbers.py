"""A number as people, spreadsheets and statistical offices write it, and what is said of anything else."""

from __future__ import annotations

from decimal import Decimal

import pytest

from core.cells.absence import Absence, absence_of
from core.cells.misread import MisreadError
from core.cells.numbers import number_in
from core.cells.units import fits


@pytest.mark.parametrize(
    ("written", "value"),
    [
        ('="150"', 150),
        ("'150", 150),
        ("¥9,453,000.00", 9_453_000),
        ("￥ 9453000", 9_453_000),
        ("RMB 12", 12),
        ("-¥5", -5),
        ("9\u202f453\u202f000", 9_453_000),  # narrow no-break spaces, as French programs write
        ("9\u00a0453", 9_453),
        ("9’453’000", 9_453_000),
        ("9'453", 9_453),
        ("−5", -5),
        ("－５", -5),
        ("\u202d64\u202c", 64),
        ("6\u200b4", 64),
        ("98600m²", 98_600),
        ("150 人", 150),
    ],
)
def test_a_number_with_what_programs_put_round_it(written: str, value: float) -> None:
    number = number_in(written)
    assert (number.value, number.scale) == (value, 1)


def test_percent_scale_unit_and_currency_are_told_apart_from_the_number() -> None:
    number = number_in("945.3万元")
    assert (number.value, number.scale, number.unit) == (Decimal("945.3"), 10_000, "元")
    assert (number_in("11.9 %").value, number_in("11.9%").percent) == (Decimal("11.9"), True)
    assert number_in("¥5").unit == "元"


@pytest.mark.parametrize(
    ("written", "code"),
    [
        ("9.45E+06", "shortened"),
        ("9.45e6", "shortened"),
        ("9\u202f45", "spaces_within"),
        ("9 453 000", "spaces_within"),
        ("1’23", "words_with_number"),
        ("12,34,567", "words_with_number"),
        ("2①9", "not_a_number"),
        ("①", "not_a_number"),
        ("二百一十九", "number_in_words"),
        ("贰佰壹拾玖人", "number_in_words"),
        ("〇", "number_in_words"),
        ("一", "mark_for_missing"),
        ("ー", "mark_for_missing"),
        ("─", "mark_for_missing"),
        ("(150)", "not_a_number"),
        ("7.8 b", "words_with_number"),
        ("150±5", "words_with_number"),
        ("5以上", "hedged"),
        ("2027-9-1", "range_for_number"),
    ],
)
def test_what_may_mean_two_things_or_has_lost_digits_is_refused(written: str, code: str) -> None:
    with pytest.raises(MisreadError) as refused:
        number_in(written)
    assert (refused.value.code, refused.value.values) == (code, {"found": written.replace("\u202f", " ")})


@pytest.mark.parametrize(
    ("written", "value", "flag"),
    [
        ("7.8 b", "7.8", "b"),
        ("12.3bep", "12.3", "bep"),
        ("7.8*", "7.8", "*"),
        ("7.8 (p)", "7.8", "p"),
        ("7.8[1]", "7.8", "1"),
        ("1.5e-05", "0.000015", ""),
        ("9.45e+06", "9450000", ""),
        ("9.45E6", "9450000", ""),
        ("1.234567E+12", "1234567000000", ""),
        ("1 234.5p", "1234.5", "p"),
        ("1\u202f234\u202f567.5", "1234567.5", ""),
        ("1\u2009234 b", "1234", "b"),
        ("58.8", "58.8", ""),
    ],
)
def test_a_program_adds_flags_and_writes_powers_of_ten(written: str, value: str, flag: str) -> None:
    number = number_in(written, from_program=True)
    assert (number.value, number.flag) == (Decimal(value), flag)


@pytest.mark.parametrize("written", ["9.45E+06", "-9E-05", "1.23457E+11"])
def test_what_a_spreadsheet_shows_in_a_narrow_column_is_not_all_of_a_number(written: str) -> None:
    with pytest.raises(MisreadError, match="shortened"):
        number_in(written, from_program=True)


@pytest.mark.parametrize("written", ["12 34", "1 2345", "1 234 56"])
def test_spaces_elsewhere_than_between_thousands_may_part_two_numbers(written: str) -> None:
    with pytest.raises(MisreadError, match="spaces_within"):
        number_in(written, from_program=True)


@pytest.mark.parametrize("written", ["10k", "10m", "7.8 bxx", "7.8 note"])
def test_other_letters_are_no_flag(written: str) -> None:
    with pytest.raises(MisreadError):
        number_in(written, from_program=True)


@pytest.mark.parametrize(
    ("written", "reason"),
    [
        ("z", Absence.NOT_APPLICABLE),
        ("x", Absence.NOT_AVAILABLE),
        ("c", Absence.CONFIDENTIAL),
        ("[c]", Absence.CONFIDENTIAL),
        (": c", Absence.CONFIDENTIAL),
        ("low", Absence.LOW),
        ("k", Absence.LOW),
        ("u", Absence.UNRELIABLE),
        (":", Absence.NOT_AVAILABLE),
        ("..", Absence.NOT_AVAILABLE),
        ("…", Absence.NOT_AVAILABLE),
        ("–", Absence.NOT_AVAILABLE),
        ("N/A", Absence.NOT_AVAILABLE),
        ("未报", Absence.NOT_REPORTED),
        ("不适用", Absence.NOT_APPLICABLE),
        ("未发布", Absence.NOT_PUBLISHED),
    ],
)
def test_a_sign_for_no_value_has_its_reason_and_is_no_number(written: str, reason: Absence) -> None:
    assert absence_of(written) is reason
    with pytest.raises(MisreadError, match="mark_for_missing"):
        number_in(written)


@pytest.mark.parametrize("written", ["0", "7", "zz", "lower", "", "未"])
def test_anything_else_gives_no_reason(written: str) -> None:
    assert absence_of(written) is None


@pytest.mark.parametrize(
    ("written", "mark", "shown"),
    [
        ("6¹", "¹", "6"),
        ("219①", "①", "219"),
        ("219⑩", "⑩", "219"),  # not 21910
        ("①219人", "①", "219人"),
        ("219⁽¹⁾", "⁽¹⁾", "219"),
    ],
)
def test_a_raised_or_circled_number_beside_digits_is_the_mark_of_a_footnote(
    written: str, mark: str, shown: str
) -> None:
    with pytest.raises(MisreadError) as refused:
        number_in(written)
    values = {"found": written, "mark": mark, "shown": shown}
    assert (refused.value.code, refused.value.values) == ("footnote_mark", values)


def test_traditional_characters_name_the_same_scales() -> None:
    assert (number_in("980萬元").value, number_in("980萬元").scale, number_in("2億").scale) == (980, 10_000, 10**8)


@pytest.mark.parametrize(
    ("written", "unit"),
    [("USD 1,400,000", "usd"), ("$1,400,000", "$"), ("HK$1400000", "hk$"), ("€1,400,000", "€"), ("$1,400,000元", "$")],
)
def test_an_amount_in_another_currency_is_never_one_in_yuan(written: str, unit: str) -> None:
    number = number_in(written)
    assert (number.value, number.unit) == (1_400_000, unit)
    assert not fits(number.unit, "yuan")
    assert not fits(number.unit, "")
