"""Plans as programs and people lay them out: lists within tasks, headings within lines, marks of converters, cells."""

from __future__ import annotations

import re
from collections.abc import Callable

import pytest

from core.clauses.clause_parser import Clauses, parse_clauses
from core.clauses.task_numbering import NumberedLine, task_lines
from tests.support.plan_copies.invented_plan import plan_lines, plan_text

BASE = plan_text()
LISTS = {
    "finished by semicolons": "\n1.甲事；\n2.乙事；\n3.丙事。",
    "whole sentences": "\n1．甲事。\n2．乙事。\n3．丙事。",
    "of two": "\n1.甲事；\n2.乙事。",
    "of four and a word after it": "\n1．甲事；\n2．乙事；\n3．丙事；\n4．丁事。\n以上各项抓好落实。",
    "in brackets": "\n（1）甲事；\n（2）乙事。",
    "within the line": "1.甲事；2.乙事；3.丙事。",
}


def shape(clauses: Clauses) -> tuple[int, int, int]:
    return len(clauses.tasks), len(clauses.sections), len(clauses.safeguards)


@pytest.mark.parametrize("list_within", LISTS.values(), ids=LISTS)
def test_a_list_within_every_task_is_none_of_the_tasks(list_within: str) -> None:
    clauses = parse_clauses(BASE.replace("按期完成。", f"按期完成。具体为：{list_within}"))
    assert shape(clauses) == (26, 11, 4)
    assert [task.text[:5] for task in clauses.tasks if "做好这一项" not in task.text] == [
        f"{number}．{words}"[:5]
        for number, words in ((4, "推动中"), (6, "引进高"), (9, "双师型"), (10, "中职"), (13, "建设"))
    ]
    assert clauses.of("task 1")[0].text.count("乙事") == 1


def appended(lines: list[str], pattern: str) -> str:
    """The lines, those that match put behind the one before."""
    whole: list[str] = []
    for line in lines:
        if re.match(pattern, line) and whole:
            whole[-1] += line
        else:
            whole.append(line)
    return "\n".join(whole)


LAYOUTS: dict[str, Callable[[str], str]] = {
    "a section and its tasks in one paragraph": lambda _: appended(plan_lines(), r"\d+．"),
    "every section behind the line before": lambda _: appended(plan_lines(), "（"),
    "two tasks a paragraph": lambda text: re.sub(r"\n(?=\d*[02468]．)", "", text),
    "no line breaks at all": lambda text: text.replace("\n", ""),
    "spaces instead of line breaks": lambda text: text.replace("\n", " "),
    "bold type of Markdown": lambda text: re.sub("^(.*)$", r"**\1**", text, flags=re.M),
    "headings of Markdown": lambda text: re.sub("^([一二三]、|（)", r"## \1", text, flags=re.M),
    "escaped points": lambda text: re.sub(r"^(\d+)．", r"\1\\. ", text, flags=re.M),
    "numbers in cells": lambda text: re.sub(r"^(\d+)．(.*)$", r"\1\t\2\t某科室", text, flags=re.M),
    "a cell a line": lambda text: re.sub(r"^(\d+)．(.*)$", r"\1．\n\2\n某科室\n2025年", text, flags=re.M),
    "page numbers": lambda text: re.sub(r"\n(?=\d*5．)", "\n— 3 —\n4\n", text),
    "who is responsible behind each": lambda text: re.sub(r"^(\d+．.*)$", r"\1（责任单位：某局）", text, flags=re.M),
    "tasks named as such": lambda text: re.sub(r"^(\d+)．", r"任务\1：", text, flags=re.M),
    "numbers in brackets": lambda text: re.sub(r"^(\d+)．", r"（\1）", text, flags=re.M),
    "numbers before a bracket": lambda text: re.sub(r"^(\d+)．", r"\1）", text, flags=re.M),
    "named tasks with lists": lambda text: re.sub(
        r"^(\d+)．(.*)$", r"任务\1：\2\n1．甲。\n2．乙。\n3．丙。", text, flags=re.M
    ),
    "radicals that look like numerals": lambda text: text.replace("一", "⼀").replace("二", "⼆").replace("十", "⼗"),
    "a table of contents": lambda text: "目录\n一、总体要求\t1\n（一）指导思想\t1\n二、重点任务\t2\n" + text,
    "tasks once more in an appendix": lambda text: text + "\n附件1\n" + "\n".join(re.findall(r"^\d+．.*$", text, re.M)),
}


@pytest.mark.parametrize("layout", LAYOUTS.values(), ids=LAYOUTS)
def test_the_plan_has_26_tasks_in_11_sections_however_it_is_laid_out(layout: Callable[[str], str]) -> None:
    clauses = parse_clauses(layout(BASE))
    assert shape(clauses) == (26, 11, 4)
    assert [task.number for task in clauses.tasks] == list(range(1, 27))
    assert "比例达到60%以上" in clauses.of("task 9")[0].text


def lines(*numbers: int, within: tuple[int, ...] = ()) -> list[NumberedLine]:
    return [NumberedLine(number, True, at in within) for at, number in enumerate(numbers)]


@pytest.mark.parametrize(
    ("numbered", "tasks"),
    [
        (lines(1, 2, 3), {0, 1, 2}),
        (lines(1, 1, 2, 2, 3, within=(1,)), {0, 3, 4}),  # 1 2 within the first
        (lines(1, 2, 3, 1, 2, 3, 4, within=(3,)), {0, 1, 2, 6}),
        (lines(1, 2, 5, 6), {0, 1, 2, 3}),  # two are missing
        (lines(1, 2, 9), {0, 1}),  # six would be
        (lines(2, 3), set()),
        ([], set()),
    ],
)
def test_of_several_numberings_the_longest_and_least_mixed_is_that_of_the_tasks(
    numbered: list[NumberedLine], tasks: set[int]
) -> None:
    assert task_lines(numbered) == tasks


def test_many_numbered_lines_are_judged_at_once() -> None:
    assert len(task_lines(lines(*range(1, 1000)) * 20)) == 999
