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
from core.intake.message_values import Joined, MessageValue, NameInBoth, TextId, text_list
from core.language import CATALOGUES, Language, Texts, catalogue
from tests.support.intake.faulty_returns import faulty_findings

LONGEST = {Language.ZH: 160, Language.EN: 330}
"""Characters of a finding with its place: it must be read in a comment beside a cell and at a command line."""

A, E, F = "示例中职学校A", "示例中职学校E", "示例中职学校F"
ENTRANTS, VALUE = TextId("intake.head.upper_secondary_entrants"), TextId("intake.head.value")
CLOSED, STAGE = TextId("intake.head.closed_on"), TextId("intake.head.task_stage")
PART = NameInBoth("生产性实训基地", "Productive bases")
LINE = Joined((TextId("stage.approved"), "2022-06-30", "2024-03-27", "4,000"))
OTHERS: tuple[tuple[str, str, dict[str, MessageValue]], ...] = (
    ("and_more", "soft", {"number": "3", "shown": "200"}),
    ("becomes_final", "soft", {"number": "8"}),
    ("check_capacity", "soft", {"first": VALUE, "second": VALUE, "value": "23,149", "planned": "12,000"}),
    ("check_closed_into", "hard", {"unit": E, "year": "2026", "day": "2026-08-31", "into": A}),
    ("check_code_form", "hard", {"code": "7102"}),
    ("check_code_group", "soft", {"code": "090100", "first": "61", "last": "79"}),
    (
        "check_group_sum",
        "soft",
        {
            "unit": "School A",
            "year": "2025",
            "group": TextId("programme_group.71"),
            "name": ENTRANTS,
            "sum": "59",
            "table": TextId("intake.sheet.enrolment"),
            "other": "60",
        },
    ),
    ("check_district", "soft", {"name": ENTRANTS, "year": "2025", "value": "9,250", "sum": "8,950"}),
    ("check_gone", "soft", {"name": TextId("certificate_level.junior"), "before": "164"}),
    ("check_jump_suppressed", "soft", {"name": VALUE, "fewest": "10", "before": "15", "since": "2023"}),
    ("check_known_task", "hard", {"found": "99", "near": "26"}),
    ("check_levels", "soft", {"sum": "3,160", "name": VALUE, "value": "1,812"}),
    ("check_made_real", "soft", {"year": "2020", "value": "32"}),
    ("check_reached", "soft", {"given": CLOSED, "name": STAGE, "stage": TextId("task_stage.proposed")}),
    ("check_needs", "soft", {"given": TextId("intake.head.stage"), "name": TextId("intake.head.evidence")}),
    ("check_new_unit", "soft", {"id": "500110-xx-37", "unit": A, "first": "2000-09-01", "last": ""}),
    (
        "check_new_unit_elsewhere",
        "soft",
        {"id": "330108-a", "unit": A, "first": "2000-09-01", "last": "", "area": "330108", "own": "500110"},
    ),
    (
        "check_new_unit_unlisted",
        "soft",
        {"id": "500110-z", "unit": A, "first": "2000-09-01", "last": "", "by": "Office", "day": "2026-09-20"},
    ),
    (
        "check_part",
        "soft",
        {"name": PART, "value": "4", "whole": NameInBoth("实训基地", "Training bases"), "other": "3"},
    ),
    ("check_over", "hard", {"name": VALUE, "value": "99", "upper": "20"}),
    ("check_steps", "hard", {"first": VALUE, "second": VALUE, "before": "2025-06-03", "day": "2025-05-08"}),
    ("check_steps_unusual", "soft", {"first": VALUE, "second": VALUE, "before": "2025-06-03", "day": "2025-05-08"}),
    ("check_unchanged", "soft", {"name": TextId("intake.head.progress"), "before": "2025-H1"}),
    ("check_owner_gone", "soft", {"found": "示例科室A", "before": "2025-H1"}),
    ("check_owner_spelt", "soft", {"found": "示例科室Ａ", "near": "示例科室A"}),
    ("check_owner_closed", "soft", {"found": "示例中职学校F", "day": "2022-08-31"}),
    ("check_period_blank", "soft", {"found": "2025-H1", "task": "9"}),
    *(("check_plan_clash", "soft", {"task": "9", "found": "2026"}), ("check_milestone_clash", "soft", {"found": "m1"})),
    ("check_plan_before", "soft", {"task": "14", "found": "2019", "plan": "2021–2025"}),
    ("check_plan_former", "soft", {"task": "1", "found": "2025", "plan": "2021–2025", "form": "2026–2030"}),
    ("check_period", "hard", {"found": "2026-H2", "upper": "2026-06-30"}),
    ("check_removed_line", "soft", {"unit": E, "old": LINE, "name": TextId("intake.head.stage")}),
    ("check_successor_not_there", "hard", {"unit": E, "into": F, "day": "2026-09-01"}),
    ("check_successor_open", "hard", {"unit": E, "into": A}),
    ("check_under", "hard", {"name": VALUE, "value": "-1", "lower": "0"}),
    ("check_unit_dates", "soft", {"id": "500110-sv-a", "unit": A, "old": "1984-09-01 –", "new": "1985-09-01 –"}),
    ("check_unit_ends", "soft", {"id": "500110-sv-e", "unit": E, "last": "2024-08-31"}),
    ("check_unit_overlap", "hard", {"id": "a", "unit": E, "period": "2026 –", "other": A, "other_period": "1984 –"}),
    ("check_unit_renamed_since", "soft", {"id": "500110-sv-a", "unit": E, "old": A, "first": "2026-09-01"}),
    (
        "check_unit_rows_before",
        "hard",
        {"unit": A, "first": "2024-11-01", "years": text_list(["2024"]), "table": TextId("intake.sheet.teachers")},
    ),
    ("check_unit_silent", "hard", {"id": "500110-sv-a", "unit": A, "day": "2026-09-01"}),
    ("check_unit_unused", "hard", {"id": "500110-sv-a", "unit": A}),
    ("covered_cells", "soft", {"found": E, "cells": text_list(["A3"]), "shown": A}),
    ("embedded_files", "soft", {"files": text_list(["oleObject1.bin"])}),
    ("day_of_other_calendar", "hard", {"found": "民国73年9月1日", "day": "1984-09-01"}),
    ("day_written_for_year", "hard", {"found": "2026-10-01", "due": "2026", "next": "2027"}),
    ("footnote_mark", "hard", {"found": "219①", "mark": "①", "shown": "219"}),
    ("missing_year_column", "hard", {"year": "2026"}),
    ("tables_side_by_side", "hard", {"found": "单位名称"}),
    ("month_for_year", "hard", {"found": "2026年6月", "due": "2026"}),
    ("number_in_words", "hard", {"found": "二百一十九"}),
    ("too_large_number", "hard", {"limit": "1,000,000,000,000,000"}),
    ("external_links", "soft", {}),
    ("foreign_register", "hard", {"expected": "500110-sv-a", "found": "500110-sv-b"}),
    ("gone_meanwhile", "hard", {"mine": "120"}),
    ("has_macros", "note", {}),
    ("no_rows", "hard", {}),
    (
        "heading_unit",
        "soft",
        {"found": "专任教师数（女）", "word": "女", "near": "专任教师数", "unit": TextId("intake.unit.persons")},
    ),
    ("heading_merged", "hard", {"found": "专任教师数", "range": "D1:E1"}),
    ("heading_with_word", "soft", {"found": "办学性质（新）", "word": "新", "near": "办学性质"}),
    ("ignored_rows", "note", {"rows": text_list(["9", "10"])}),
    ("kept_as_sent", "note", {"mine": "60", "theirs": "59", "file": "a.xlsx"}),
    ("merged_copied", "soft", {"found": "4000", "range": "C2:C3"}),
    ("former_form", "note", {"found": "1", "expected": "2"}),
    ("too_long", "hard", {"found": "示例：已开会……", "length": "2400", "limit": "2000"}),
    ("file_with_folder", "hard", {"found": "D:\\材料\\佐证.pdf", "shown": "佐证.pdf"}),
    *(("not_a_period", "hard", {"found": "上半年"}), ("not_a_number", "hard", {"found": "暂缺"})),
    *(("not_a_hash", "hard", {"found": "已上传"}), ("unknown_safeguard", "hard", {"found": "保障9", "count": "4"})),
    ("not_whole_shown", "hard", {"found": "63.6", "shown": "64"}),
    ("other_kind", "note", {"kind": ".ods"}),
    ("part_raised", "hard", {"found": "甲2", "shown": "甲"}),
    ("part_struck", "hard", {"found": "6064", "shown": "64"}),
    ("part_unseen", "hard", {"found": "64", "shown": "6"}),
    ("personal_identity", "hard", {"found": "500…34"}),
    ("personal_mobile_outside", "hard", {"found": "138…78", "part": TextId("intake.part.sheet")}),
    ("personal_phone_outside", "hard", {"found": "486…23", "part": TextId("intake.part.comment")}),
    ("read_as_gb18030", "note", {}),
    ("read_as_western", "note", {}),
    ("read_as_big5", "note", {}),
    ("dotted_cells", "soft", {"found": "2.000", "cells": text_list(["F2", "F3"])}),
    ("removed_meanwhile", "hard", {"key": LINE, "theirs": "115", "file": "theirs.xlsx"}),
    ("serial_for_year", "hard", {"found": "46266", "day": "2026-09-01"}),
    ("several_in_one_cell", "hard", {"found": "甲校、乙校"}),
    ("scaled_cells", "soft", {"found": "9453000", "cells": text_list(["F2", "F3"]), "shown": "945.3"}),
    ("signed", "note", {}),
    ("total_not_compared", "soft", {}),
    ("understood_percent", "note", {"found": "60%", "value": "0.6"}),
    ("understood_tidied", "note", {"found": "1,500人", "value": "1,500"}),
    ("unfilled", "note", {"number": "5"}),
    ("unjudged_cells", "soft", {"found": "64", "cells": text_list(["F2", "F3"])}),
    ("unit_in_cell_and_heading", "hard", {"found": "9453000", "shown": "945.3万"}),
    ("unit_notes_differ", "hard", {"found": "百人", "column": "专任教师数（人）", "unit": "人"}),
    ("title_of_other_unit", "soft", {"found": "第二学校 教师情况", "name": "第二学校", "unit": "第一学校"}),
    ("title_of_other_year", "soft", {"found": "表5 教师（2025年）", "year": "2026"}),
    ("turned_round", "hard", {"found": "[U+202E]46"}),
    ("unit_twice", "hard", {"found": "960.5万", "scale": "10,000"}),
    ("unit_unclear", "hard", {"found": "第一学校"}),
    ("year_of_other_calendar", "hard", {"found": "民国115年", "year": "2026"}),
    ("year_only_shown", "hard", {"found": "26", "shown": "2026"}),
    ("year_from_title", "note", {"year": "2026"}),
)
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
