"""Every finding and refusal as a clerk reads it: where, what stands there, what is expected and what to do."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from string import Formatter

import pytest
from babel.messages.pofile import read_po

from core.intake.finding_words import message, refusal, sentence
from core.intake.findings import Finding, IntakeError, Place, Severity, finding
from core.language import CATALOGUES, Language, Texts, catalogue
from tests.support.intake.faulty_returns import faulty_findings
from tests.support.intake.other_findings import OTHERS

LONGEST = {Language.ZH: 160, Language.EN: 330}
"""Characters of a finding with its place: it must be read in a comment beside a cell and at a command line."""

"""What `faulty_returns` does not give: it takes a release behind it, parts beside the cells, other kinds of files."""

OF_THE_FILE = {
    "embedded_files",
    "external_links",
    "has_macros",
    "no_code",
    "other_kind",
    "read_as_gb18030",
    "sheet_missing",
    "signed",
    "read_as_western",
    "read_as_big5",
}
OF_A_SHEET = {
    *("and_more", "becomes_final", "check_removed", "check_removed_line", "hidden_rows", "hidden_sheet"),
    *("ignored_rows", "no_table", "removed_meanwhile", "unfilled"),
}
OF_A_ROW = {
    *("duplicate_key", "measure_columns_missing", "missing_column", "struck_rows", "template_columns_missing"),
    "year_from_title",
}
"""Findings on more than a cell."""

WITHOUT_A_VALUE = {
    *("beyond_columns", "external_formula", "external_links", "formula_without_value", "has_macros", "hidden_sheet"),
    *(
        "column_without_heading",
        "no_code",
        "no_rows",
        "no_table",
        "read_as_gb18030",
        "read_as_western",
        "read_as_big5",
        "signed",
        "total_not_compared",
    ),
}
"""Findings on what holds nothing that could be quoted, or more than a sentence can."""

TO_DO = {
    Language.ZH: re.compile("请"),
    Language.EN: re.compile(
        r"\b(add|build|ask|check|choose|convert|copy|correct|deal|delete|download|enter|explain|fill|format|give|keep|open|paste"
        r"|put|remove|save|say|send|set|shorten|show|take|try|unmerge|use|write)\b"
    ),
}
EXPLAINED = {
    Language.ZH: re.compile("请说明|或说明|说明即可|说明差额|说明可以"),
    Language.EN: re.compile(r"\b(explain|say (so|that))\b"),
}
HOUSE_WORDS = {
    Language.ZH: re.compile("照读|口径|键|字段|解析|快照|主键|数据集"),
    Language.EN: re.compile(r"\b(if (it|they) holds?|ground|dataset|key|snapshot|parse|null|not un\w+)\b"),
}


@cache
def wordings(prefix: str, language: Language = Language.ZH) -> dict[str, str]:
    """The texts of findings or refusals by their code; of a plural the first form."""
    with (CATALOGUES / language.value / "findings.po").open("rb") as source:
        read = read_po(source, locale=language.value)
    texts = {(message.id if isinstance(message.id, str) else message.id[0]): message.string for message in read}
    return {
        id.removeprefix(prefix): text if isinstance(text, str) else text[0]
        for id, text in texts.items()
        if id.startswith(prefix)
    }


@cache
def examples() -> tuple[Finding, ...]:
    """Every finding there is: those of real files, and those made up with what the program says of others."""
    place = Place("表5 教师", 12, "E")
    others = (finding(code, Severity(severity), place, **values) for code, severity, values in OTHERS)
    return (*faulty_findings(), *others)


def worded() -> Iterator[tuple[Finding, Texts, str]]:
    for item in examples():
        for language in Language:
            yield item, catalogue(language), message(item, catalogue(language))


def test_every_kind_of_finding_has_an_example() -> None:
    assert {item.code for item in examples()} == set(wordings("intake.finding."))
    assert {item.code for item in faulty_findings()} & {code for code, _, _ in OTHERS} == set()


def test_a_finding_names_the_sheet_and_the_cell() -> None:
    for item in faulty_findings():
        place = item.place
        if item.code not in OF_THE_FILE:
            assert place.sheet, item
        if item.code not in OF_THE_FILE | OF_A_SHEET:
            assert place.row, item
        if item.code not in OF_THE_FILE | OF_A_SHEET | OF_A_ROW:
            assert place.column, item
        zh = sentence(item, catalogue(Language.ZH))
        assert zh.startswith(place.sheet)
        assert not place.column or f"第{place.row}行 {place.column}列：" in zh


def test_a_finding_quotes_what_stands_there() -> None:
    for item, _, words in worded():
        quoted = [value for _, value in item.values if isinstance(value, str) and value]
        if item.code not in WITHOUT_A_VALUE and quoted:
            assert any(value in words for value in quoted), (item, words)
        assert quoted or item.code in WITHOUT_A_VALUE or item.values, item


def test_a_finding_says_what_to_do_and_a_mistake_is_never_to_be_explained() -> None:
    for item, texts, words in worded():
        language = texts.language
        if item.severity is Severity.NOTE:
            continue
        assert TO_DO[language].search(words), (item.code, words)
        is_explained = EXPLAINED[language].search(words) is not None
        if item.code != "and_more":
            assert is_explained == (item.severity is Severity.SOFT), (item.code, words)


def test_a_finding_is_one_or_two_short_sentences_in_the_words_of_a_clerk() -> None:
    for item, texts, words in worded():
        language, bare = texts.language, re.sub("“[^”]*”", "“”", words)
        assert len(sentence(item, texts)) <= LONGEST[language], (item.code, len(sentence(item, texts)))
        assert words.endswith("。" if language is Language.ZH else "."), words
        assert not HOUSE_WORDS[language].search(bare), words
        assert "{" not in bare, words
        assert "intake." not in words, words
        assert words.isprintable(), words
        assert "“”" not in words, words


@pytest.mark.parametrize("language", Language)
@pytest.mark.parametrize("code", wordings("intake.refused."))
def test_a_refusal_says_in_a_sentence_or_two_what_to_do(code: str, language: Language) -> None:
    names = {name for _, name, _, _ in Formatter().parse(wordings("intake.refused.", language)[code]) if name}
    words = refusal(IntakeError(code, **dict.fromkeys(names, "2026-09-01")), catalogue(language))
    assert TO_DO[language].search(words)
    assert words.endswith("。" if language is Language.ZH else ".")
    assert len(words) <= LONGEST[language]
    assert not HOUSE_WORDS[language].search(words)
    assert "{" not in words
