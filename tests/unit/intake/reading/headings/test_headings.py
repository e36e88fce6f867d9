"""What a heading names: its column, the scale and the unit of its numbers; titles, codes and reasons in words."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest

from core.cells.text import word_key
from core.intake.form.layout import REGISTER, SHEET_OF, SHEETS
from core.intake.form.words import heading as written_heading
from core.intake.reading.column_numbers import numbers_columns
from core.intake.reading.headings import (
    Heading,
    code_by_word,
    dataset_of_title,
    heading_key,
    heading_of,
    reason_by_word,
    scale_of,
    status_by_word,
    with_notes,
    word_in_brackets,
)
from core.language import Language, catalogue
from tests.support.intake.grids import grid_of

ONE = Decimal(1)


def heading(dataset: str, column_id: str, scale: int, text: str, strange: str = "") -> Heading:
    columns = REGISTER if dataset == "units" else SHEET_OF[dataset].columns
    return Heading(next(column for column in columns if column.id == column_id), Decimal(scale), text, strange)


@pytest.mark.parametrize(
    ("word", "units", "scale"),
    [
        ("元", {"yuan"}, 1),
        ("百元", {"yuan"}, 100),
        ("千元", {"yuan"}, 1_000),
        ("万元", {"yuan"}, 10_000),
        ("十万元", {"yuan"}, 100_000),
        ("百万元", {"yuan"}, 1_000_000),
        ("千万元", {"yuan"}, 10_000_000),
        ("亿元", {"yuan"}, 100_000_000),
        ("人", {"persons"}, 1),
        ("万 人", {"persons"}, 10_000),
        ("人次", {"person_times"}, 1),
        ("本", {"certificates", "volumes"}, 1),
        ("万册", {"volumes"}, 10_000),
        ("㎡", {"square_metres"}, 1),
        ("Square metres", {"square_metres"}, 1),
    ],
)
def test_a_unit_in_words_and_how_many_it_stands_for(word: str, units: set[str], scale: int) -> None:
    assert scale_of(word) == (units, Decimal(scale))


@pytest.mark.parametrize("word", ["亩", "万", "", "人数", "万万元"])
def test_a_word_that_is_no_unit(word: str) -> None:
    assert scale_of(word) is None


@pytest.mark.parametrize("language", Language)
def test_every_heading_of_the_template_names_its_column(language: Language) -> None:
    texts = catalogue(language)
    for sheet in SHEETS:
        for column in sheet.columns:
            if column.group:  # its heading stands in two lines
                continue
            text = written_heading(column, texts)
            known = heading_of(sheet.dataset, text)
            assert known is not None, text
            assert (known.column.id, known.scale, known.strange) == (column.id, 1, ""), text


@pytest.mark.parametrize(
    ("dataset", "text", "column", "scale", "strange"),
    [
        ("teachers", "专任教师数", "full_time", 1, ""),
        ("teachers", " 其中：专任教师数* ", "full_time", 1, ""),
        ("teachers", "专任教师数（人）", "full_time", 1, ""),
        ("teachers", "Full-time teachers (persons)", "full_time", 1, ""),
        ("teachers", "Full-time teachers/persons", "full_time", 1, ""),
        ("teachers", "专任教师数（万人）", "full_time", 10_000, ""),
        ("teachers", "专任教师数（单位：人）", "full_time", 1, ""),
        ("teachers", "专任教师数，单位：人", "full_time", 1, ""),
        ("teachers", "专任教师数/人", "full_time", 1, ""),
        ("teachers", "专任教师数【人】", "full_time", 1, ""),
        ("teachers", "专任教师数〔⼈〕", "full_time", 1, ""),
        ("teachers", "专任教师数\n人", "full_time", 1, ""),
        ("teachers", "专任教师数\u200b（人）", "full_time", 1, ""),
        ("conditions", "仪器设备总值/万元", "equipment_value", 10_000, ""),
        ("conditions", "校园面积，亩", "campus_area", 1, "亩"),
        ("teachers", "专任教师数（万元）", "full_time", 1, "万元"),
        ("teachers", "专任教师", "full_time", 1, ""),
        ("conditions", "专任教师", "full_time_teachers", 1, ""),
        ("conditions", "学校占地面积（亩）", "campus_area", 1, "亩"),
        ("conditions", "Campus area (m2)", "campus_area", 1, ""),
        ("observations", "指标名称（自动）", "indicator_name", 1, ""),
        ("training", "取得证书", "certificates_total", 1, ""),
        ("training", "证书，不分级", "certificates_total", 1, ""),
        ("training", "初级工", "certificates_junior", 1, ""),
        ("training", "取得证书初级工", "certificates_junior", 1, ""),
        ("training", "取得证书首席技师（万本）", "certificates_chief_technician", 10_000, ""),
        ("training", "Chief technician", "certificates_chief_technician", 1, ""),
        ("units", "设立日期", "unit_valid_from", 1, ""),
        ("units", "学校名称", "unit_name", 1, ""),
    ],
)
def test_a_heading_names_a_column_with_its_scale(
    dataset: str, text: str, column: str, scale: int, strange: str
) -> None:
    known = heading_of(dataset, text)
    assert known is not None
    assert replace(known, named="") == heading(dataset, column, scale, text, strange)


@pytest.mark.parametrize(
    ("dataset", "text"),
    [
        ("enrolment", "专任教师数"),
        ("teachers", "专任教师数（校外）"),
        ("teachers", "专任教师数/校外"),
        ("teachers", "专任教师数 校外"),
        ("teachers", "外聘教师（人）"),
        ("teachers", "外聘教师（亩）"),
        ("training", "*"),
        ("training", ""),
        ("training", "intake.head.certificates_junior"),
        ("conditions", "full_time"),
    ],
)
def test_a_heading_that_names_no_column(dataset: str, text: str) -> None:
    assert heading_of(dataset, text) is None


def test_a_unit_above_the_table_counts_where_the_heading_has_none_of_its_own() -> None:
    texts = ("仪器设备总值", "仪器设备总值（元）", "图书", "学校占地面积", "校舍建筑面积（平方米）")
    own = {x: known for x, text in enumerate(texts) if (known := heading_of("conditions", text)) is not None}
    headings = with_notes(own, ["元", "亩", "万元"]).values()
    assert [(int(known.scale), known.strange, known.named) for known in headings] == [
        (10_000, "", "万元"),
        (1, "", "元"),
        (1, "", ""),
        (1, "亩", "亩"),
        (1, "", "平方米"),
    ]


def test_a_value_in_units_of_its_own_is_asked_about_beside_a_multiple_above_the_table_not_beside_a_plain_unit() -> None:
    value = heading_of("observations", "数值")
    assert value is not None
    named = [with_notes({0: value}, units)[0].named for units in (["人"], ["百人"], ["百人", "元"], ["对"])]
    assert named == ["", "百人", "百人", ""]


def test_a_heading_is_looked_up_without_signs_numbers_and_case() -> None:
    assert [heading_key(text) for text in (" 2、School：Code*", "其中 女生", "十二")] == ["schoolcode", "女生", "十二"]


@pytest.mark.parametrize(
    ("title", "dataset"),
    [
        ("表5 教师", "teachers"),
        ("教师", "teachers"),
        ("附表1在校生", "enrolment"),
        ("表10 建设项目", "milestones"),
        ("T5 Teachers", "teachers"),
        ("表5", None),
        ("教师情况", None),
        ("", None),
    ],
)
def test_the_title_of_a_sheet_names_its_dataset(title: str, dataset: str | None) -> None:
    assert dataset_of_title(title) == dataset


def test_a_code_is_known_by_itself_its_words_and_its_number_with_them() -> None:
    codes = code_by_word("enrolment", "programme_group")
    assert [codes[word] for word in ("66", "66装备制造", "装备制造", "装备制造大类", "total")] == [*["66"] * 4, "total"]
    assert set(codes.values()) == {*(str(code) for code in range(61, 80)), "total"}
    words = code_by_word("teachers", "ownership")
    assert [words[word] for word in ("公办", "public", "民办", "private")] == ["public", "public", "private", "private"]


def test_reasons_and_statuses_are_known_in_both_languages() -> None:
    assert [reason_by_word()[word] for word in ("未报", "notreported", "已抑制", "suppressed", "未发布")] == [
        "not_reported",
        "not_reported",
        "suppressed",
        "suppressed",
        "not_published",
    ]
    assert [status_by_word()[word] for word in ("快报", "公开发布", "published·provisional")] == [
        ("provisional", True),
        ("published", False),
        ("published", True),
    ]


@pytest.mark.parametrize(
    ("line", "is_numbering"),
    [
        (("甲", "乙", 1, 2, 3), True),
        ((1, 2, 3), True),
        (("甲", "乙", date(2026, 9, 1), 1, 2, 3), False),  # no line that numbers columns holds a day
        (("甲", "乙", 1, 2, 3, "1" * 17), False),
        (("甲", "乙", 1, 2, 3, "4=1+1+1+1+1+1+11"), True),
        (("甲", "乙", 1, 2, 3, "4=1+1+1+1+1+1+1+1"), False),  # longer than any label
        (("甲", "乙", 1, 3, 2), False),
        ((1, 2), False),
        (("甲", "乙", 99, 100, 101), True),
        (("甲", "乙", 100, 101, 102), False),  # no form has so many columns
    ],
)
def test_a_line_numbers_the_columns_with_nothing_but_names_and_numbers(
    line: tuple[object, ...], is_numbering: bool
) -> None:
    (row,) = grid_of(line).rows
    assert numbers_columns(row.cells) is is_numbering


@pytest.mark.parametrize(
    ("dataset", "text", "column"),
    [
        ("enrolment", "在校生数 Enrolment", "enrolment"),
        ("enrolment", "在校生数（人）\nEnrolment (persons)", "enrolment"),
        ("enrolment", "Enrolment / 在校生数", "enrolment"),
        ("enrolment", "畢業生數（人）", "graduates"),
        ("conditions", "儀器設備總值（萬元）", "equipment_value"),
    ],
)
def test_a_heading_may_be_in_two_languages_or_in_traditional_characters(dataset: str, text: str, column: str) -> None:
    heading = heading_of(dataset, text)
    assert heading is not None
    assert (heading.column.id, heading.strange) == (column, "")
    assert heading.scale == (10_000 if "萬" in text else 1)


@pytest.mark.parametrize("text", ["在校生数 Entrants", "在校生数 Female", "在校生数（人） 其中：女"])
def test_a_heading_whose_languages_differ_names_no_column(text: str) -> None:
    assert heading_of("enrolment", text) is None
    assert word_in_brackets("enrolment", text) is None


def test_reasons_and_codes_are_known_in_traditional_characters() -> None:
    assert reason_by_word()[word_key("不 適 用")] == reason_by_word()["不适用"]
    assert reason_by_word()[word_key("未報")] == reason_by_word()["未报"]
