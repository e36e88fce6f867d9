"""The text of a plan in numbered clauses, in every typography such plans come in."""

from __future__ import annotations

import pytest

from core.cells.chinese_numbers import value_of, written
from core.clauses.clause_parser import ClauseKind, Clauses, parse_clauses
from tests.support.plan_copies.invented_plan import GOALS, plan_lines, plan_text


def shape(clauses: Clauses) -> tuple[int, int, int]:
    return len(clauses.tasks), len(clauses.sections), len(clauses.safeguards)


def test_the_plan_has_26_tasks_in_11_sections_and_four_safeguards() -> None:
    clauses = parse_clauses(plan_text())
    assert shape(clauses) == (26, 11, 4)
    assert [task.number for task in clauses.tasks] == list(range(1, 27))
    assert [section.section for section in clauses.sections] == list(range(1, 12))
    assert [task.section for task in clauses.tasks[:6]] == [1, 1, 1, 2, 2, 3]
    assert clauses.of("task 9")[0].text == "9．双师型教师占专业课教师的比例达到60%以上。每年安排教师到企业实践。"
    assert [clause.text for clause in clauses.of("一(三)")][1:] == list(GOALS)
    assert clauses.head.splitlines()[0] == "澄湾区教育局文件"


def test_a_plan_of_seven_tasks_has_its_own_numbers() -> None:
    clauses = parse_clauses(plan_text(sections=(3, 2, 2)))
    assert shape(clauses) == (7, 3, 4)
    assert [task.section for task in clauses.tasks] == [1, 1, 1, 2, 2, 3, 3]


@pytest.mark.parametrize("point", ["．", ".", "、", "﹒", ". ", "．\u3000", " ．", "\u00a0.\t"])
def test_any_point_may_stand_behind_the_number_of_a_task(point: str) -> None:
    assert shape(parse_clauses(plan_text(point=point))) == (26, 11, 4)


FULL_WIDTH = str.maketrans("0123456789", "０１２３４５６７８９")


@pytest.mark.parametrize(
    "changed",
    [
        lambda text: text.translate(FULL_WIDTH),
        lambda text: text.replace("（", "(").replace("）", ")"),
        lambda text: text.replace("（", "（ ").replace("）", " ） "),
        lambda text: "\n".join(f"\u3000\u3000{line}\u00a0" for line in text.splitlines()),
        lambda text: "\n".join(f"\t{line}" for line in text.splitlines()),
        lambda text: text.replace("\n", "\r\n"),
        lambda text: text.replace("\n", "\v"),
        lambda text: text.replace("\n", "\u2028"),
        lambda text: text.replace("\n", "\n\n\u3000\n"),
        lambda text: text.replace("——", "── ").replace("一、", "一 、 "),
        lambda text: text.replace("——", "--"),
        lambda text: text.replace("（一）", "㈠").replace("（二）", "㈡"),
        lambda text: text.replace("（", "\u200b（").replace("．", "\ufeff．"),
    ],
    ids=[
        "full-width figures",
        "half-width brackets",
        "spaces in brackets",
        "ideographic and non-breaking spaces",
        "tabs",
        "Windows line ends",
        "soft line breaks",
        "line separators",
        "empty lines",
        "other dashes",
        "hyphens",
        "enclosed numbers",
        "characters without width",
    ],
)
def test_the_typography_of_a_word_processor_changes_nothing(changed: object) -> None:
    clauses = parse_clauses(changed(plan_text()))  # type: ignore[operator]
    assert shape(clauses) == (26, 11, 4)
    assert len([goal for goal in clauses.goals if goal.id == "一(三)"]) == 4


@pytest.mark.parametrize(
    "mark",
    [
        "bookmark12",
        "[bookmark3]",
        "书签：_Toc20231",
        "{#bookmark7 .anchor}",
        "[]{#_Toc99}",
        "_GoBack",
        '<a name="bookmark5"></a>',
        "错误！未定义书签。",
    ],
)
def test_marks_of_bookmarks_are_taken_out(mark: str) -> None:
    lines = [line[:2] + mark + line[2:] if line[0].isdecimal() else mark + line for line in plan_lines()]
    clauses = parse_clauses("\n".join(lines))
    assert shape(clauses) == (26, 11, 4)
    assert clauses.of("task 9")[0].text.startswith("9．双师型教师占")
    assert clauses.of("task 10")[0].text.startswith("10．中职学校")


@pytest.mark.parametrize("at", [6, 9, 14, 17])
def test_a_line_broken_anywhere_in_a_sentence_goes_on_in_the_next(at: int) -> None:
    """Also within 60%, and where the next line begins with a number and a point."""
    text = plan_text().replace("比例达到60%以上", "比例达到60%以上，其中5.5年以上教龄的占2.5成")
    whole = parse_clauses(text)
    line = next(line for line in text.splitlines() if line.startswith("9．"))
    broken = parse_clauses(text.replace(line, f"{line[:at]}\n{line[at:]}"))
    assert broken == whole


def test_spaces_between_chinese_signs_and_figures_are_typography() -> None:
    clauses = parse_clauses(plan_text().replace("不低于60%", "不低于 60\u00a0%"))
    assert "不低于60 %" in clauses.of("一(三)")[3].text


def test_a_task_that_is_not_there_leaves_the_others_their_numbers() -> None:
    lines = [line for line in plan_lines() if not line.startswith(("7．", "8．"))]
    clauses = parse_clauses("\n".join(lines))
    assert [task.number for task in clauses.tasks] == [*range(1, 7), *range(9, 27)]


def test_other_numberings_are_words_of_the_clause_they_stand_in() -> None:
    """Principles numbered as tasks are, a list within a task, the numbers of an appendix."""
    lines = plan_lines()
    principles = lines.index("——坚持育人为本。")
    lines[principles : principles + 1] = ["1．坚持育人。", "2．坚持开放。", "3．坚持特色。"]
    twelfth = next(at for at, line in enumerate(lines) if line.startswith("12．"))
    lines[twelfth + 1 : twelfth + 1] = ["1．建机制。", "2．建平台。"]
    clauses = parse_clauses("\n".join(lines))
    assert shape(clauses) == (26, 11, 4)
    assert clauses.of("一(二)")[0].text == "（二）基本原则1．坚持育人。2．坚持开放。3．坚持特色。"
    assert clauses.of("task 12")[0].text.endswith("1．建机制。2．建平台。")
    assert "附件" not in clauses.clauses[-1].text


def test_a_table_of_contents_and_an_appendix_are_not_the_plan() -> None:
    contents = ["目录", *(line[:8] for line in plan_lines() if line[0] in "一二三（123456789")]
    appendix = ["一、填表说明", "（一）范围", "1．全部学校。", "二、时间"]
    clauses = parse_clauses("\n".join([*contents, *plan_lines()[:-2], *appendix]))
    assert shape(clauses) == (26, 11, 4)
    assert clauses.of("task 9")[0].text.endswith("企业实践。")


def test_parts_may_be_the_sections_and_safeguards_a_numbered_list() -> None:
    lines = ["一、目标", "——达到8所。", "二、育人", "1．甲。", "2．乙。", "三、师资", "3．丙。", "4．丁。"]
    lines += ["四、保障措施", "1．领导。", "2．资金。", "3．宣传。"]
    clauses = parse_clauses("\n".join(lines))
    assert shape(clauses) == (4, 2, 3)
    assert [(task.number, task.part) for task in clauses.tasks] == [(1, 2), (2, 2), (3, 3), (4, 3)]
    assert clauses.of("四(三)")[0].text == "3．宣传。"


@pytest.mark.parametrize("id", ["一(三)", "一（三）", "一、（三）", " 一 (三)"])
def test_a_clause_is_found_however_it_is_cited(id: str) -> None:
    assert parse_clauses(plan_text()).of(id)[0].text == "（三）主要目标"


@pytest.mark.parametrize("id", ["", "1", "task", "task 27", "九", "百百(三)", "<b>"])
def test_what_is_no_clause_of_the_plan_is_not_found(id: str) -> None:
    assert parse_clauses(plan_text()).of(id) == ()


@pytest.mark.parametrize("text", ["", "没有编号的一篇文章。", "一、", "1．", "（一）", "——"])
def test_a_text_without_a_plan_has_no_tasks_in_sections(text: str) -> None:
    clauses = parse_clauses(text)
    assert (clauses.sections, clauses.safeguards) == ((), ())


def test_every_clause_stands_in_its_order() -> None:
    kinds = [clause.kind for clause in parse_clauses(plan_text(sections=(1,))).clauses]
    part, section, task, goal = ClauseKind.PART, ClauseKind.SECTION, ClauseKind.TASK, ClauseKind.GOAL
    assert kinds == [part, section, section, goal, section, goal, goal, goal, goal, part, section, task, part] + (
        [section] * 4
    )


@pytest.mark.parametrize(
    ("number", "text"),
    [(1, "一"), (10, "十"), (11, "十一"), (20, "二十"), (26, "二十六"), (99, "九十九"), (100, "100")],
)
def test_numbers_are_written_and_read_as_headings_do(number: int, text: str) -> None:
    assert (written(number), value_of(text), value_of(str(number))) == (text, number, number)


def test_other_numbers_in_words_are_read() -> None:
    assert [value_of(text) for text in ("两百", "一百零五", "三百二十", "", "甲", "1.5")] == [
        200,
        105,
        320,
        None,
        None,
        None,
    ]
