"""The plan of a district that does not exist, as such plans are written: 26 tasks in 11 sections, four safeguards."""

from __future__ import annotations

from core.cells.chinese_numbers import written

TASKS_OF_SECTIONS = (3, 2, 2, 2, 2, 3, 3, 3, 2, 2, 2)
"""How many tasks each of the eleven sections has."""
SAFEGUARDS = ("加强领导", "压实责任", "落实资金", "做好宣传")
GOALS = (
    "——院校更多。到2025年，落户高校力争达到8所，大学生尽量达到5万人。",
    "——结构更优。职普比由3.2∶6.8提高到4∶6，中职在校生达到1万人。",
    "——师资更强。双师型教师占专业课教师的比例不低于60%；中职学校全部达到国家设置标准。",
    "——覆盖更广。建成一所老年教育示范校。",
)
WORDS = {
    4: "推动中职、高职、本科相衔接，职普规模大体相当。",
    6: "引进高校落户，高校达到8所。新城建设职教园。",
    9: "双师型教师占专业课教师的比例达到60%以上。每年安排教师到企业实践。",
    10: "中职学校全部达标，2023年建成三个建设项目。",
    13: "建设30个校外实训基地。",
}
"""What the tasks with something to say in them say; the others have a sentence of the same kind."""


def plan_lines(district: str = "澄湾区", point: str = "．", sections: tuple[int, ...] = TASKS_OF_SECTIONS) -> list[str]:
    """The lines of the plan: title, goals, tasks that run through the sections, safeguards."""
    lines = [
        f"{district}教育局文件",
        f"关于印发《{district}职业教育五年实施方案》的通知",
        "各街镇，各学校：",
        "一、总体要求",
        "（一）指导思想。面向全区产业，办好职业教育。",
        "（二）基本原则",
        "——坚持育人为本。",
        "（三）主要目标",
        *GOALS,
        "二、重点任务",
    ]
    number = 0
    for section, count in enumerate(sections, start=1):
        lines.append(f"（{written(section)}）办好第{written(section)}方面的事")
        for _ in range(count):
            number += 1
            lines.append(f"{number}{point}{WORDS.get(number, '做好这一项工作，明确分工，按期完成。')}")
    lines.append("三、保障措施")
    lines += [f"（{written(number)}）{name}。各单位落实。" for number, name in enumerate(SAFEGUARDS, start=1)]
    return [*lines, "附件：分工表", "1．附件里的编号"]


def plan_text(**how: object) -> str:
    """The same as a text file holds it."""
    return "\n".join(plan_lines(**how))  # type: ignore[arg-type]
