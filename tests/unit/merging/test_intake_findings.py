"""Findings: how many of a kind are kept, what their id depends on, and how they and their values are worded."""

from __future__ import annotations

from datetime import date

import pytest

from core.intake.finding_words import message, message_words, place_words, refusal, sentence, tally, value_words
from core.intake.findings import Finding, Findings, IntakeError, Place, Severity, finding
from core.intake.message_values import (
    ColumnChoices,
    Joined,
    MessageInput,
    MessageValue,
    TextId,
    TextList,
    key_of_value,
    message_value,
    text_list,
)
from core.language import Language, catalogue

ZH, EN = catalogue(Language.ZH), catalogue(Language.EN)
CELL = Place("表5 教师", 12, "E")


# How many are kept


def flood(number: int, severity: Severity = Severity.HARD, limit: int | None = None) -> tuple[Finding, ...]:
    findings = Findings() if limit is None else Findings(limit)
    for row in range(1, number + 1):
        findings.add(finding("blank_value", severity, Place("表5", row)))
    return findings.all()


@pytest.mark.parametrize(("number", "kept"), [(0, 0), (1, 1), (199, 199), (200, 200), (201, 200), (350, 200)])
def test_two_hundred_of_a_kind_are_kept_and_the_others_counted(number: int, kept: int) -> None:
    items = flood(number)
    assert [item.place.row for item in items if item.code == "blank_value"] == list(range(1, kept + 1))
    more = [item for item in items if item.code == "and_more"]
    assert more == (
        [finding("and_more", Severity.HARD, Place("表5"), number=number - 200, shown=200)] if number > 200 else []
    )


def test_a_note_beyond_the_limit_is_dropped_and_anything_unusual_counted() -> None:
    assert [item.code for item in flood(4, Severity.NOTE, limit=2)] == ["blank_value"] * 2
    assert [item.code for item in flood(2, Severity.SOFT, limit=2)] == ["blank_value"] * 2
    soft = flood(4, Severity.SOFT, limit=2)
    assert soft[2:] == (finding("and_more", Severity.SOFT, Place("表5"), number=2, shown=2),)


def test_code_rule_sheet_and_severity_are_counted_apart() -> None:
    findings = Findings(1)
    items = [
        Finding("a", Severity.HARD, Place("表1")),
        Finding("b", Severity.HARD, Place("表1")),
        Finding("a", Severity.SOFT, Place("表1")),
        Finding("a", Severity.HARD, Place("表2")),
        Finding("a", Severity.HARD, Place("表1"), rule="r"),
    ]
    for item in items:
        findings.add(item)
    assert findings.all() == tuple(items)


# The id


def test_the_id_of_a_finding_is_eight_characters_that_depend_on_values_and_place() -> None:
    """Explanations refer to it: sha256 of code, rule, values and place, or subject, between unit separators."""
    item = finding("sum", Severity.SOFT, CELL, part=3)
    assert item.id == "3c04edb3"
    assert finding("sum", Severity.HARD, CELL, part=3).id == item.id
    others = [
        finding("sum", Severity.SOFT, CELL, part=4),
        finding("sum", Severity.SOFT, Place("表5 教师", 13, "E"), part=3),
        finding("sum", Severity.SOFT, Place("表5 教师", 12, "F"), part=3),
        finding("sum", Severity.SOFT, Place("表6", 12, "E"), part=3),
        Finding("sum", Severity.SOFT, CELL, (("part", "3"),), rule="r"),
    ]
    assert len({item.id, *(other.id for other in others)}) == 6


def test_a_finding_with_a_subject_keeps_its_id_when_rows_move() -> None:
    item = Finding("sum", Severity.SOFT, CELL, (("part", "3"),), "rule", ("teachers", "u-a"))
    moved = Finding("sum", Severity.SOFT, Place("表9", 1, "A"), (("part", "3"),), "rule", ("teachers", "u-a"))
    assert item.id == moved.id == "7143475f"
    assert Finding("sum", Severity.SOFT, CELL, (("part", "3"),), "rule", ("teachers", "u-b")).id != item.id


def test_a_refusal_is_printed_with_its_values_when_it_has_any() -> None:
    assert str(IntakeError("template_damaged")) == "template_damaged"
    error = IntakeError("unknown_unit", unit=12)
    assert (str(error), error.values) == ("unknown_unit {'unit': '12'}", {"unit": "12"})


# Where


@pytest.mark.parametrize(
    ("place", "zh", "en"),
    [
        (Place(), "", ""),
        (Place("表5 教师"), "表5 教师", "表5 教师"),
        (Place("表5 教师", 12), "表5 教师 第12行", "表5 教师, row 12"),
        (CELL, "表5 教师 第12行 E列", "表5 教师, row 12, column E"),
    ],
)
def test_a_place_is_as_exact_as_it_is_known(place: Place, zh: str, en: str) -> None:
    assert (place_words(place, ZH), place_words(place, EN)) == (zh, en)


def test_a_sentence_begins_with_the_place_where_there_is_one() -> None:
    item = finding("unfilled", Severity.NOTE, Place("表5 教师"), number=3)
    what = message(item, ZH)
    assert sentence(item, ZH) == f"表5 教师：{what}"
    nowhere = finding("unfilled", Severity.NOTE, Place(), number=3)
    assert sentence(nowhere, ZH) == message(nowhere, ZH) == what
    assert "3" in what


def test_mistakes_and_what_is_unusual_are_counted_in_one_line() -> None:
    assert tally(2, 1, EN) == "2 mistakes to put right, 1 unusual value to check"
    assert tally(2, 0, EN) == "2 mistakes to put right"
    assert tally(0, 3, ZH) == "3处异常须核对"


# Values


@pytest.mark.parametrize(
    ("given", "value", "key", "words"),
    [
        ("写了什么", "写了什么", "写了什么", "写了什么"),
        ("intake.total", "intake.total", "intake.total", "intake.total"),  # what a clerk wrote is never looked up
        (3, "3", "3", "3"),
        (0.5, "0.5", "0.5", "0.5"),
        (date(2025, 9, 1), "2025-09-01", "2025-09-01", "2025-09-01"),
        (None, "None", "None", "None"),
        (TextId("intake.total"), TextId("intake.total"), "@intake.total", "合计"),
        (
            Joined(("3", TextId("intake.total"))),
            Joined(("3", TextId("intake.total"))),
            "3 / @intake.total",
            "3 / 合计",
        ),
        (
            TextList(("a|b", TextId("intake.total"))),
            TextList(("a|b", TextId("intake.total"))),
            "@list:a/b|@intake.total",
            "a|b、合计",
        ),
        (TextList(("a", "b"), "a, b"), TextList(("a", "b"), "a, b"), "a, b", "a、b"),
        (
            ColumnChoices("ownership", "teachers"),
            ColumnChoices("ownership", "teachers"),
            "@choices:teachers.ownership",
            "公办、民办",
        ),
        (
            ColumnChoices("status"),
            ColumnChoices("status"),
            "@choices:status",
            "公开发布、公开发布 · 快报、填报（已审核）、填报（已审核） · 快报、快报、示例、示例 · 快报",
        ),
        # Eight are named at once (the eight units of an observation) and no more.
        (
            ColumnChoices("unit", "observations"),
            ColumnChoices("unit", "observations"),
            "@choices:observations.unit",
            "人、人次、高校（所）、学校（所）、项目（个）、证书（本）、企业（家）、基地（个），另有14个",
        ),
        (
            ColumnChoices("target_group", "training"),
            ColumnChoices("target_group", "training"),
            "@choices:training.target_group",
            "脱贫人口、毕业年度高校毕业生、两后生、农村转移就业劳动者、城镇登记失业人员、残疾人、退役军人、企业职工，另有1个",
        ),
    ],
)
def test_a_value_is_kept_keyed_and_worded_by_its_type(
    given: MessageInput, value: MessageValue, key: str, words: str
) -> None:
    kept = message_value(given)
    assert (kept, key_of_value(kept), value_words(kept, ZH)) == (value, key, words)
    assert finding("x", Severity.NOTE, Place(), it=given).values == (("it", value),)
    assert text_list([given]) == TextList((value,))


def test_a_refusal_and_any_other_text_take_their_values_in_words() -> None:
    assert refusal(IntakeError("unknown_unit", unit="u-z"), ZH) == "现有数据中没有单位 u-z；请核对单位代码。"
    assert message_words("intake.heading", [("name", TextId("intake.total")), ("unit", "x")], ZH) == "合计（x）"
