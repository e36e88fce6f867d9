"""What a clerk wrote is quoted as it stands in both languages, even where it looks like the id of a text or a list."""

from __future__ import annotations

import csv
from datetime import date
from functools import cache
from io import BytesIO, StringIO

import pytest
from openpyxl import load_workbook

from core.intake.finding_words import message, value_words
from core.intake.findings import Finding, Place, Severity, finding
from core.intake.message_values import ColumnChoices, Joined, TextId, TextList, key_of_value, text_list
from core.language import Language, catalogue
from tests.support.intake.edited_cells import with_cells
from tests.support.intake.small_demonstration import prepared, template
from tests.support.intake_files import TEACHERS, line_of, saved, workbook

A = "示例中职学校A"
MARKUP = ("@app.name", "@list:a|b", "@choices:status", "@choices:teachers.ownership", "@app.name / @app.name")


def as_csv(rows: tuple[tuple[object, ...], ...]) -> bytes:
    out = StringIO()
    csv.writer(out).writerows(rows)
    return out.getvalue().encode()


@cache
def findings_of(rows: tuple[tuple[object, ...], ...], kind: str) -> tuple[Finding, ...]:
    if kind == "workbook":
        return prepared(workbook(rows)).findings
    return prepared(as_csv(rows), "表5 教师.csv").findings


@pytest.mark.parametrize("language", Language)
@pytest.mark.parametrize("kind", ["csv", pytest.param("workbook", marks=pytest.mark.slow)])
@pytest.mark.parametrize("written", MARKUP)
@pytest.mark.parametrize(
    ("column", "code"), [(0, "unit_unknown"), (1, "unknown_word"), (2, "not_a_year"), (3, "words_with_number")]
)
def test_a_cell_that_looks_like_markup_is_quoted_literally(
    column: int, code: str, written: str, kind: str, language: Language
) -> None:
    row: list[object] = [A, "公办", 2026, 150, 95, 64]
    row[column] = f"12{written}" if code == "words_with_number" else written
    findings = [item for item in findings_of((TEACHERS, tuple(row)), kind) if item.severity is Severity.HARD]
    sentences = [message(item, catalogue(language)) for item in findings if item.code == code]
    assert len(sentences) == 1
    assert f"“{row[column]}”" in sentences[0]
    assert catalogue(language)("app.name") not in sentences[0]


@pytest.mark.parametrize("language", Language)
@pytest.mark.parametrize("written", MARKUP)
def test_a_unit_called_like_markup_keeps_its_name_in_every_sentence(written: str, language: Language) -> None:
    units = (
        ("单位代码", "单位名称", "英文名称", "设立日期", "撤销或并入日期"),
        ("500110-sv-m", written, None, "2026-01-01"),
    )
    heads = ("单位代码", *TEACHERS)
    figures = (
        heads,
        ("500110-sv-m", written, "公办", 2026, 150, 28, 31),
        ("500110-sv-m", written, "公办", 2024, 1, 1, 1),
    )
    book = load_workbook(BytesIO(workbook(figures)))
    register = book.create_sheet("单位名录", 0)
    for row in units:
        register.append(list(row))
    findings = prepared(saved(book)).findings
    texts = catalogue(language)
    sentences = {item.code: message(item, texts) for item in findings}
    assert written in sentences["check_new_unit"]
    assert written in sentences["check_not_open"]
    assert not [sentence for sentence in sentences.values() if texts("app.name") in sentence]


@pytest.mark.parametrize("language", Language)
def test_only_the_type_of_a_value_says_that_it_is_looked_up(language: Language) -> None:
    texts = catalogue(language)
    for written in MARKUP:
        assert value_words(written, texts) == written
        assert value_words(Joined((written, "x")), texts) == f"{written} / x"
        assert value_words(TextList((written,)), texts) == written
    assert value_words(TextId("app.name"), texts) == texts("app.name") != "app.name"


def test_the_id_of_a_finding_is_the_one_explanations_were_written_for() -> None:
    """Explanations lie in returned files and in releases under ids made of these keys: they may never change."""
    assert TextId("intake.head.teachers").key == "@intake.head.teachers"
    assert ColumnChoices("ownership", "teachers").key == "@choices:teachers.ownership"
    assert ColumnChoices("status").key == "@choices:status"
    assert text_list((5, "a|b", TextId("stage.open"))).key == "@list:5|a/b|@stage.open"
    assert Joined((TextId("stage.open"), "2024-09-01")).key == "@stage.open / 2024-09-01"
    assert TextList(("2023", "2024"), earlier_key="2023、2024").key == "2023、2024"
    place = Place("表5 教师", 2, "F")
    unknown = finding(
        "unknown_word", Severity.HARD, place, found="国有", expected=ColumnChoices("ownership", "teachers")
    )
    assert (
        unknown.id
        == finding("unknown_word", Severity.HARD, place, found="国有", expected="@choices:teachers.ownership").id
    )
    assert unknown.id == "444378ad"


def test_years_are_listed_with_commas_in_english() -> None:
    row = line_of(template(), "单位名录", B="示例中职学校E")
    findings = prepared(with_cells(template(), "单位名录", {f"E{row}": date(2023, 8, 31)})).findings
    after = next(item for item in findings if item.code == "check_unit_rows_after")
    assert "2023、2024、2025" in message(after, catalogue(Language.ZH))
    english = message(after, catalogue(Language.EN))
    assert "2023, 2024, 2025" in english
    assert "、" not in english
    assert ("years", "2023、2024、2025") in [(name, key_of_value(value)) for name, value in after.values]
