"""Divides the text of a plan into numbered clauses: parts 一、, sections （一）, tasks 1．, goals led by dashes."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from functools import lru_cache
from itertools import pairwise

from core.cells.chinese_numbers import NUMERALS, value_of, written
from core.cells.text import visible
from core.clauses.task_numbering import MOST_SKIPPED, NumberedLine, task_lines


class ClauseKind(StrEnum):
    """What kind of clause a line begins."""

    PART = "part"
    SECTION = "section"
    TASK = "task"
    GOAL = "goal"
    LISTED = "listed"  # numbered as tasks are, after them; it counts as a section


@dataclass(frozen=True, slots=True)
class Clause:
    """One clause with its own words, without those of the clauses below it.

    `part`, `section` and `number` are 0 where there is none: （三）in 一、 is part 1, section 3. A task has the number
    it carries, a goal its place among the goals there.
    """

    kind: ClauseKind
    part: int
    section: int
    number: int
    text: str

    @property
    def id(self) -> str:
        """The number as it is cited: 一, 一(三), task 9; a goal is cited by the clause it stands in."""
        if self.kind is ClauseKind.TASK:
            return f"task {self.number}"
        return heading_id(self.part, self.section)


@dataclass(frozen=True, slots=True)
class Clauses:
    """A plan in clauses, in their order. `head` is what stands before the first one: title, number, addressees."""

    head: str
    clauses: tuple[Clause, ...]

    @property
    def tasks(self) -> tuple[Clause, ...]:
        return tuple(clause for clause in self.clauses if clause.kind is ClauseKind.TASK)

    @property
    def goals(self) -> tuple[Clause, ...]:
        return tuple(clause for clause in self.clauses if clause.kind is ClauseKind.GOAL)

    @property
    def sections(self) -> tuple[Clause, ...]:
        """The headings that tasks stand under directly."""
        above = {(task.part, task.section) for task in self.tasks}
        return tuple(clause for clause in self._headings if (clause.part, clause.section) in above)

    @property
    def safeguards(self) -> tuple[Clause, ...]:
        """The sections of the first part with sections that follows the tasks."""
        last = max((task.part for task in self.tasks), default=None)
        later = [heading for heading in self._headings if last is not None and heading.part > last and heading.section]
        return tuple(heading for heading in later if heading.part == later[0].part)

    def of(self, id: str) -> tuple[Clause, ...]:
        """The clause cited by this number and the goals that stand in it; empty when there is none."""
        wanted = normal_id(id)
        return tuple(clause for clause in self.clauses if wanted and clause.id == wanted)

    @property
    def _headings(self) -> tuple[Clause, ...]:
        return tuple(clause for clause in self.clauses if clause.kind in (ClauseKind.PART, ClauseKind.SECTION))


def heading_id(part: int, section: int) -> str:
    """How a heading is cited: 一 for a part, 一(三) for a section."""
    return (written(part) if part else "") + (f"({written(section)})" if section else "")


def normal_id(id: str) -> str:
    """A number as a plan file cites it, in the form of `Clause.id`; empty when it is none."""
    bare = re.sub(r"\s", "", id).replace("（", "(").replace("）", ")").replace("、", "")
    task = re.fullmatch(r"(?:task|任务)(\d+)", bare)
    if task:
        return f"task {int(task[1])}"
    heading = re.fullmatch(rf"([{NUMERALS}]*)(?:\(([{NUMERALS}]+)\))?", bare)
    return heading_id(value_of(heading[1]) or 0, value_of(heading[2] or "") or 0) if heading else ""


_BOOKMARKS = re.compile(
    r"(?:\[\])?\{#[\w.-]+(?:\s+\.[\w-]+)*\}|<a\s+(?:name|id)=[^<>]{1,80}>(?:</a>)?|</a>"
    r"|[\[【〔{]?\s*(?:书签|bookmark)\s*[:：]\s*[A-Za-z0-9_.-]{1,40}\s*[\]】〕}]?|[\[【〔{]?\s*(?:bookmark\d+|_(?:Toc|Ref|Hlk)\d+|_GoBack|OLE_LINK\d+)\s*[\]】〕}]?"
    r"|(?:错误|Error)\s*[!！]\s*(?:未定义书签|Bookmark not defined)\s*[。.]?",
    re.I,
)
_FORMS = str.maketrans(
    {chr(0xFF10 + digit): str(digit) for digit in range(10)}
    | {chr(0x2488 + number): f"{number + 1}．" for number in range(20)}  # ⒈
    | {chr(0x3220 + number): f"（{written(number + 1)}）" for number in range(10)}  # ㈠
    | {chr(radical): unicodedata.normalize("NFKC", chr(radical)) for radical in range(0x2F00, 0x2FD6)}  # ⼀
)
# What converters write around words: headings, quotations and bold type of Markdown, and its escapes.
_MARKUP = re.compile(r"^\s*(?:#{1,6}|>)\s+|\*\*|__|\\(?=[.\[\]()#*_\-])")
_NUMBER_CELL = re.compile(r"^\s*(\d{1,3})\t\s*(?=\D)")  # a number in a cell of its own
_CJK = r"[\u2e80-\u9fff\uf900-\ufaff\uff00-\uffef\u3000-\u303f“”‘’—…·]"
_LOOSE = re.compile(rf"(?<={_CJK})\s+|\s+(?={_CJK})")
_SPACES = re.compile(r"\s+")
_PART = re.compile(rf"(?:([{NUMERALS}]{{1,3}})\s*[、．.,，]|第([{NUMERALS}]{{1,3}})(?:部分|章))\s*(?=\D|$)")
_SECTION = re.compile(rf"[（(﹙]\s*([{NUMERALS}]{{1,3}})\s*[）)﹚]\s*[、．.]?")
_TASK_FORMS = (
    re.compile(rf"(?:重点)?任务\s*(\d{{1,3}}|[{NUMERALS}]{{1,3}})\s*[．.、:：]\s*(?!\d)"),
    re.compile(r"(\d{1,3})\s*[．.、﹒·。]\s*(?!\d)"),
    re.compile(r"[（(]\s*(\d{1,3})\s*[）)]"),
    re.compile(r"(\d{1,3})\s*[）)]"),
)
"""How tasks are numbered, and lists within them: 任务1： 1． （1） 1）.

The first form that numbers a few lines is that of the tasks.
"""
_FEWEST_TASKS = 3
_GOAL = re.compile(r"[—―─━]{1,4}\s*|[–－-]{2,4}\s*")
_ENDS = ("。", "！", "？", "；", "：", "!", "?", ";", ":", "”", "）", ")")
_AFTER_THE_PLAN = re.compile(r"(?:附件|附表|抄送|联系人)\s*\d*\s*[:：]|(?:附件|附表)\s*\d*$")
_FEWEST_SECTIONS = 2
_GOES_ON = ("；", "：", ";", ":")
"""After these a list within a clause begins or goes on."""
_HEADING_WITHIN = re.compile(
    rf"(?<=[。；！？!?;”])\s*(?=\d{{1,3}}\s*[．.、]\s*(?!\d)|[{NUMERALS}]{{1,3}}、|[—―─━]{{2}})"
    rf"|(?<=[\u4e00-\u9fff。；！？”])(?=[（(][{NUMERALS}]{{1,3}}[）)]|\d{{1,3}}．)"
)


@lru_cache(maxsize=4)
def parse_clauses(text: str) -> Clauses:
    """A plan in clauses. Where several texts lie in one file (a notice, a table of contents, appendices), the one with
    the most tasks, of equals the longest. Where clauses are missing headings within lines count as well, if that gives
    more of them."""
    lines = [line for line in map(_clean, text.splitlines()) if line]
    clauses = _longest(lines)
    if _lacks_some(clauses):
        divided = _longest([part for line in lines for part in map(str.strip, _HEADING_WITHIN.split(line)) if part])
        return max(clauses, divided, key=lambda one: (len(one.tasks), len(one.sections)))
    return clauses


def _longest(lines: Sequence[str]) -> Clauses:
    starts = [index for index, line in enumerate(lines) if _number_of(_PART, line) == 1] or [0]
    texts = [(start, *_clauses(lines[start:end])) for start, end in pairwise([*starts, len(lines)])]
    start, clauses, before = max(texts, key=lambda one: (_tasks_in(one[1]), sum(len(clause.text) for clause in one[1])))
    return Clauses("\n".join([*lines[:start], *before]), clauses)


def _lacks_some(clauses: Clauses) -> bool:
    """Whether numbers are missing among the tasks, or tasks stand in hardly any section."""
    numbers = [task.number for task in clauses.tasks]
    return numbers != list(range(1, len(numbers) + 1)) or len(clauses.sections) < _FEWEST_SECTIONS


def _tasks_in(clauses: Iterable[Clause]) -> int:
    return sum(clause.kind is ClauseKind.TASK for clause in clauses)


def _clean(line: str) -> str:
    """A line without what a word processor or a converter left in it, with ordinary figures, no space beside a Chinese
    sign."""
    bare = _MARKUP.sub("", _BOOKMARKS.sub("", _SPACES.sub(" ", _NUMBER_CELL.sub(r"\1．", line))))
    return _LOOSE.sub("", visible(bare).translate(_FORMS)).strip()


@dataclass(slots=True)
class _Line:
    """A line that begins a clause, with those that go on with it."""

    kind: ClauseKind
    number: int
    words: list[str]
    form: int = 0  # which of the forms of numbers of tasks it has
    is_fresh: bool = True  # it stands where a sentence begins
    is_within: bool = False  # of a list within a clause, as the line before has it


def _clauses(lines: Sequence[str]) -> tuple[tuple[Clause, ...], list[str]]:
    """The clauses of one text, and the lines before the first of them."""
    begun, before = _begun(lines)
    forms = [_tasks_of_form(begun, form) for form in range(len(_TASK_FORMS))]
    tasks = next((tasks for tasks in forms if len(tasks) >= _FEWEST_TASKS), max(forms, key=len))
    return tuple(_placed(_merged(begun, tasks))), before


def _tasks_of_form(begun: Sequence[_Line], form: int) -> frozenset[int]:
    """The lines, by their places, that would be the tasks if these are numbered in this form."""
    numbered = [at for at, line in enumerate(begun) if line.kind is ClauseKind.TASK and line.form == form]
    chosen = task_lines([NumberedLine(begun[at].number, begun[at].is_fresh, begun[at].is_within) for at in numbered])
    return frozenset(numbered[place] for place in chosen)


def _merged(begun: Sequence[_Line], tasks: Collection[int]) -> list[_Line]:
    """The lines that begin a clause of the plan: a list, or dashes, within a clause are part of its words.

    `tasks` are the places of the tasks. A list of its own in a part after them holds what other plans number as
    sections.
    """
    last_task = max(tasks, default=len(begun))
    merged: list[_Line] = []
    is_later_part = False
    for at, line in enumerate(begun):
        is_later_part = is_later_part or (at > last_task and line.kind is ClauseKind.PART)
        is_list = line.kind is ClauseKind.TASK and at not in tasks
        if is_list and is_later_part and line.is_fresh and merged[-1].kind in (ClauseKind.PART, ClauseKind.LISTED):
            merged.append(_Line(ClauseKind.LISTED, line.number, line.words))
        elif merged and (is_list or (line.kind is ClauseKind.GOAL and merged[-1].kind is ClauseKind.TASK)):
            merged[-1].words += line.words
        else:
            merged.append(line)
    return merged


def _placed(lines: Iterable[_Line]) -> Iterator[Clause]:
    part = section = goal = 0
    for line in lines:
        if line.kind is ClauseKind.PART:
            part, section, goal = line.number, 0, 0
        elif line.kind in (ClauseKind.SECTION, ClauseKind.LISTED):
            section, goal = line.number, 0
        elif line.kind is ClauseKind.GOAL:
            goal += 1
        kind = ClauseKind.SECTION if line.kind is ClauseKind.LISTED else line.kind
        number = {ClauseKind.TASK: line.number, ClauseKind.GOAL: goal}.get(kind, 0)
        yield Clause(kind, part, section, number, _joined(line.words))


def _begun(lines: Sequence[str]) -> tuple[list[_Line], list[str]]:
    """The lines that begin a clause or a list, each with what goes on with it, and what stands before the first."""
    begun: list[_Line] = []
    before: list[str] = []
    last = {ClauseKind.PART: 0, ClauseKind.SECTION: 0}
    is_fresh, is_within = True, False
    for line in lines:
        if _AFTER_THE_PLAN.match(line) and any(one.kind is ClauseKind.TASK for one in begun):
            break
        start = _start(line, last, is_fresh)
        if start is None and not begun:
            before.append(line)
        elif start is None:
            begun[-1].words.append(line)
        else:
            begins_again = start.number == 1 and bool(begun) and begun[-1].kind is start.kind
            begun.append(replace(start, is_fresh=is_fresh, is_within=is_within or begins_again))
        is_fresh, is_within = start is not None or line.endswith(_ENDS), line.endswith(_GOES_ON)
    return begun, before


def _start(line: str, last: dict[ClauseKind, int], is_fresh: bool) -> _Line | None:
    """What a line begins, if anything; notes the number of a heading as the last one of its kind."""
    number = _number_of(_PART, line)
    if number is not None and _follows(number, last[ClauseKind.PART], is_fresh):
        last[ClauseKind.PART], last[ClauseKind.SECTION] = number, 0
        return _Line(ClauseKind.PART, number, [line])
    number = _number_of(_SECTION, line)
    if number is not None and (number == 1 or _follows(number, last[ClauseKind.SECTION], is_fresh)):
        last[ClauseKind.SECTION] = number
        return _Line(ClauseKind.SECTION, number, [line])
    for form, pattern in enumerate(_TASK_FORMS):
        number = _number_of(pattern, line)
        if number is not None:
            return _Line(ClauseKind.TASK, number, [line], form)
    return _Line(ClauseKind.GOAL, 0, [line]) if _GOAL.match(line) else None


def _follows(number: int, last: int, is_fresh: bool) -> bool:
    """Whether a number is the next one, or one a little later at the beginning of a sentence."""
    return number == last + 1 or (is_fresh and last < number <= last + 1 + MOST_SKIPPED)


def _number_of(pattern: re.Pattern[str], line: str) -> int | None:
    match = pattern.match(line)
    return None if match is None else value_of(next(filter(None, match.groups())))


def _joined(lines: Sequence[str]) -> str:
    """The lines of a clause as one text; between Latin words there is a space."""
    return lines[0] + "".join(
        f" {line}" if before[-1].isascii() and before[-1].isalpha() and line[0].isascii() else line
        for before, line in pairwise(lines)
    )
