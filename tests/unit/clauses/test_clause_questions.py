"""What a copy of the plan says otherwise than the data, and the sentence that carries a goal."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from pathlib import Path

import pytest

from core.clauses.clause_parser import parse_clauses
from core.clauses.clause_questions import questions
from core.clauses.clause_words import clause_name, question_sentence
from core.clauses.goal_sentences import goal_sentence, sentences
from core.clauses.numbers_in_text import NumberKind, numbers
from core.language import Language, catalogue
from core.plan.plan import Plan
from core.plan.plan_in_force import load_plan_in_force
from core.workspace import DATA
from tests.support.plan_copies.invented_plan import plan_text

ENGLISH, CHINESE = catalogue(Language.EN), catalogue(Language.ZH)
SHARE, COUNT, YEAR = NumberKind.SHARE, NumberKind.COUNT, NumberKind.YEAR
THIRTY = "The words of task 13 have “30个”, and no goal in the data has that number: should there be a goal for it?"


@pytest.fixture(scope="module")
def plan() -> Plan:
    """The plan that comes with the program: its numbers are those of the invented text."""
    return load_plan_in_force((DATA / "plan",), date(2025, 12, 31))


def asked(plan: Plan, changed: Callable[[str], str] = str) -> list[str]:
    """What is asked of the invented text after a change, beside the number of task 13, which no goal carries."""
    sentences = [
        question_sentence(question, plan, ENGLISH)
        for question in questions(parse_clauses(changed(plan_text(district="某区"))), plan)
    ]
    assert sentences.count(THIRTY) == 1
    return [sentence for sentence in sentences if sentence != THIRTY]


def replaced(old: str, new: str) -> Callable[[str], str]:
    return lambda text: text.replace(old, new)


def test_a_copy_with_the_numbers_of_the_data_raises_one_question(plan: Plan) -> None:
    assert asked(plan) == []


@dataclass(frozen=True)
class Case:
    old: str
    new: str
    sentences: tuple[str, ...]


CASES = {
    "another number in Chinese numerals": Case(
        "建成一所老年教育示范校",
        "建成三所老年教育示范校",
        ("The words of 1(3) have “三所”, and no goal in the data has that number: should there be a goal for it?",),
    ),
    "another number": Case(
        "5万人",
        "6万人",
        (
            "The number of the goal “50,000 college students in the district”, 50,000 people, is not in the words of "
            "1(3): is the value or the number of the clause wrong?",
            "The words of 1(3) have “6万人”, and no goal in the data has that number: should there be a goal for it?",
        ),
    ),
    "another year": Case(
        "——院校更多。到2025年",
        "——院校更多。到2027年",
        (
            "The data sets the goal “8 colleges and universities in the district” for 2025, the words of 1(3) say "
            "2027: which is right?",
            "The data sets the goal “50,000 college students in the district” for 2025, the words of 1(3) say 2027: "
            "which is right?",
        ),
    ),
    "a task is missing": Case(
        "\n7．做好这一项工作，明确分工，按期完成。",
        "",
        ("The data has task 7, the copy has not: is the copy complete?",),
    ),
    "a task more": Case(
        "三、保障措施",
        "27．另一项。\n三、保障措施",
        ("The copy has task 27, the data has not: does the list of tasks lack one?",),
    ),
    "a safeguard less": Case(
        "（四）做好宣传。", "做好宣传。", ("The data has 4 safeguards, the copy has 3: which is right?",)
    ),
    "a task without its number": Case(
        "10．中职学校全部达标，2023年建成三个建设项目。",
        "10．改善条件。",
        (
            "The number of the goal “Three construction projects complete in 2023”, 3 projects, is not in the words of "
            "task 10: is the value or the number of the clause wrong?",
            "The data says that task 10 has a number, and there is none in its words: which is right?",
        ),
    ),
}


@pytest.mark.parametrize("case", CASES.values(), ids=CASES)
def test_what_differs_is_asked(case: Case, plan: Plan) -> None:
    assert asked(plan, replaced(case.old, case.new)) == list(case.sentences)


def test_a_clause_that_a_goal_cites_and_the_copy_lacks_is_asked_once_a_goal(plan: Plan) -> None:
    without = asked(plan, replaced("（三）主要目标", "主要目标"))
    cites = [sentence for sentence in without if "cites 1(3), which the copy has not" in sentence]
    assert len(cites) == 7
    assert len(without) == 7 + 1  # the other clause of one of them has no number in it


def test_a_section_that_is_missing_is_asked_with_the_tasks_that_stand_elsewhere(plan: Plan) -> None:
    without = asked(plan, replaced("（四）办好第四方面的事\n", ""))
    assert without == [
        "The data has section 4, the copy has not: is the copy complete?",
        "The data has task 8 in section 4, in the copy it stands under 2(3): which is right?",
        "The data has task 9 in section 4, in the copy it stands under 2(3): which is right?",
    ]


def test_both_languages_ask_the_same(plan: Plan) -> None:
    question = questions(parse_clauses(plan_text()), plan)[0]
    assert question_sentence(question, plan, CHINESE) == (
        "任务13的原文写有“30个”，数据中没有目标带有这个数字：是否应增加一个目标？"
    )
    assert [clause_name(id, ENGLISH) for id in ("一(三)", "task 9", "第十条")] == ["1(3)", "task 9", "第十条"]
    assert [clause_name(id, CHINESE) for id in ("一（三）", "task 9")] == ["一(三)", "任务9"]


@pytest.mark.parametrize(
    ("indicator", "clause", "sentence"),
    [
        ("colleges", "一(三)", "到2025年，落户高校力争达到8所，大学生尽量达到5万人。"),
        ("colleges", "task 6", "6．引进高校落户，高校达到8所。"),
        ("college_students", "一(三)", "到2025年，落户高校力争达到8所，大学生尽量达到5万人。"),
        ("vocational_share", "一(三)", "职普比由3.2∶6.8提高到4∶6，中职在校生达到1万人。"),
        ("dual_qualified_share", "一(三)", "双师型教师占专业课教师的比例不低于60%；"),
        ("dual_qualified_share", "task 9", "9．双师型教师占专业课教师的比例达到60%以上。"),
        ("schools_meeting_standard", "一(三)", "中职学校全部达到国家设置标准。"),
        ("elder_demonstration_schools", "一(三)", "建成一所老年教育示范校。"),
        ("projects_2023", "task 10", "10．中职学校全部达标，2023年建成三个建设项目。"),
        ("projects_2023", "task 1", ""),
    ],
)
def test_the_sentence_of_a_goal_is_the_one_with_its_number(
    indicator: str, clause: str, sentence: str, plan: Plan
) -> None:
    goal = plan.goal_in_force(indicator, date(2025, 12, 31))
    assert goal is not None
    assert goal_sentence(goal, plan, parse_clauses(plan_text()).of(clause)) == sentence


def test_the_sentences_of_a_text_are_the_text() -> None:
    for text in ("甲。乙；丙", "甲！！", "。", "没有句号", ""):
        assert "".join(sentences(text)) == text
    assert sentences("甲。乙；丙") == ["甲。", "乙；", "丙"]


@pytest.mark.parametrize(
    ("text", "read"),
    [
        ("达到8所", [(COUNT, 8)]),
        ("达到5万人、1.2亿元", [(COUNT, 50_000), (COUNT, 120_000_000)]),
        ("50,000人，50，000人", [(COUNT, 50_000), (COUNT, 50_000)]),
        ("约2万", [(COUNT, 20_000)]),
        ("100余家", [(COUNT, 100)]),
        ("三个、两百名", [(COUNT, 3), (COUNT, 200)]),
        ("60%、60 ％、百分之六十", [(SHARE, 0.6)] * 3),
        ("4:6、4：6、4∶6", [(SHARE, 0.4)] * 3),
        ("2025年、2021—2025年", [(YEAR, 2025), (YEAR, 2021), (YEAR, 2025)]),
        ("第3个、第十五个、〔2023〕17号、1+X、0:0", []),
        ("“十四五”、五育并举、产教融合", []),
        ("百分之九十五点五、六成以上、三分之一", [(SHARE, 0.955), (SHARE, 1 / 3), (SHARE, 0.6)]),
        ("4比6、四比六", [(SHARE, 0.4), (SHARE, 0.4)]),
        ("60%—70%、60至70%", [(SHARE, 0.6), (SHARE, 0.7)] * 2),
        ("3—5所、10至12人", [(COUNT, 3), (COUNT, 5), (COUNT, 10), (COUNT, 12)]),
        ("提高10个百分点、100万人次、5000余万元", [(COUNT, 10), (COUNT, 1_000_000), (COUNT, 50_000_000)]),
        ("每名500元、3平方公里", [(COUNT, 500), (COUNT, 3)]),
        ("前3名、第1—3名、7×24小时、4.0版、3A级、5G", []),
        ("《2025年建成8所高校的意见》、《行动计划（2020—2023年）》", []),
        ("8:30—17:00、12个月、2023年12月31日、国发〔2019〕4号、百分之百", [(YEAR, 2023)]),
        ("师生比1:20，", [(SHARE, 1 / 21)]),
        ("形成合力、完成任务、三成为重点", []),
    ],
)
def test_numbers_of_a_sentence_are_read_as_what_they_are(text: str, read: list[tuple[NumberKind, float]]) -> None:
    assert [(number.kind, pytest.approx(number.value)) for number in numbers(text)] == read


def test_a_plan_of_another_size_is_compared_with_its_own_list(tmp_path: Path) -> None:
    """Seven tasks in three sections: the data of the invented plan is written for the test."""
    folder = tmp_path / "seven"
    folder.mkdir()
    shipped = DATA / "plan" / "qijiang-14th"
    head = (shipped / "plan.toml").read_text("utf-8").replace('"qijiang-14th"', '"seven"')
    (folder / "plan.toml").write_text(head, "utf-8")
    sections = "".join(f'[[section]]\nid = "{id}"\nlabel = {{ zh = "甲", en = "A" }}\n' for id in "一二三")
    tasks = "".join(
        f'[[task]]\nnumber = {number}\nsection = "{section}"\nlabel = {{ zh = "乙", en = "B" }}\nquantified = false\n'
        for number, section in enumerate("一一一二二三三", start=1)
    )
    (folder / "tasks.toml").write_text(sections + tasks, "utf-8")
    goals = (shipped / "goals.toml").read_text("utf-8")
    one = next(entry for entry in goals.split("[[goal]]") if '"college_students"' in entry)
    (folder / "goals.toml").write_text(f"[[goal]]{one}", "utf-8")
    seven = load_plan_in_force((DATA / "plan", tmp_path), date(2025, 1, 1))
    assert len(seven.tasks) == 7
    said = [
        question_sentence(question, seven, ENGLISH)
        for question in questions(parse_clauses(plan_text(sections=(3, 2, 2))), seven)
    ]
    # The text has goals that this plan does not carry; its tasks and sections are as the data has them.
    assert said[0] == "The data has 0 safeguards, the copy has 4: which is right?"
    assert [sentence for sentence in said[1:] if "should there be a goal for it" not in sentence] == []
    assert sum("words of 1(3)" in sentence for sentence in said) == 6


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("达到九所", 9),
        ("达到一万二千人", 12_000),
        ("达到一万零五十人", 10_050),
        ("达到五万人", 50_000),
        ("一千二百三十四家企业", 1_234),
        ("二十万人次", 200_000),
        ("一亿三千万人", 130_000_000),
    ],
)
def test_a_chinese_numeral_of_any_size_is_read(text: str, value: int) -> None:
    assert [number.value for number in numbers(text)] == [value]
