"""The values of a message to a clerk, by type: plain text as it is, and what is put into words for its reader."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from core.language import Bilingual


@dataclass(frozen=True, slots=True)
class TextId:
    """A text of the catalogues, named by its id."""

    id: str

    @property
    def key(self) -> str:
        return f"@{self.id}"


@dataclass(frozen=True, slots=True)
class ColumnChoices:
    """What may stand in a coded column: all its codes in words. Without a dataset: in the column of the row status."""

    column: str
    dataset: str = ""

    @property
    def key(self) -> str:
        return f"@choices:{self.dataset}.{self.column}" if self.dataset else f"@choices:{self.column}"


@dataclass(frozen=True, slots=True)
class TextList:
    """Several values, separated as the language of the reader separates them.

    `earlier_key` is the key of a list that was one text before it had this type: explanations that were written
    for such a finding still refer to it.
    """

    parts: tuple[MessageValue, ...]
    earlier_key: str = ""

    @property
    def key(self) -> str:
        return self.earlier_key or "@list:" + "|".join(key_of_value(part).replace("|", "/") for part in self.parts)


@dataclass(frozen=True, slots=True)
class Joined:
    """The parts of one value, such as the stage and the day of a row, with a slash between them in any language."""

    parts: tuple[MessageValue, ...]

    @property
    def key(self) -> str:
        return JOINT.join(key_of_value(part) for part in self.parts)


JOINT = " / "


@dataclass(frozen=True, slots=True)
class NameInBoth:
    """A name that came with the plan, in both languages."""

    zh: str
    en: str

    @property
    def key(self) -> str:
        return self.zh


@dataclass(frozen=True, slots=True)
class TaskName:
    """A task by its number, 任务9, or a safeguard by its place among the safeguards, 保障1; `number` is what either is
    reported under, `place` 0 for a task."""

    number: int
    place: int = 0

    @property
    def key(self) -> str:
        return str(self.number)


MessageValue = str | NameInBoth | TextId | ColumnChoices | TextList | Joined | TaskName
"""A value of a message. A `str` is shown as it is, whatever it holds: nothing in it is ever looked up."""

MessageInput = MessageValue | int | float | date | None
"""What may be given as a value: numbers and days are turned into plain text."""


def message_value(given: MessageInput) -> MessageValue:
    """The value of a message for what was given."""
    return str(given) if given is None or isinstance(given, int | float | date) else given


def task_name(number: int, safeguards: Sequence[int]) -> TaskName:
    """The name of what is reported under a number; `safeguards` are the numbers of the safeguards, in their order."""
    return TaskName(number, safeguards.index(number) + 1 if number in safeguards else 0)


def name_in_both(words: Bilingual) -> NameInBoth:
    """The name a plan gives to something, to be read in either language."""
    return NameInBoth(words.zh, words.en)


def key_of_value(value: MessageValue) -> str:
    """A text that stays the same for the same value in every version: the id of a finding is made of it."""
    return value if isinstance(value, str) else value.key


def text_list(parts: Iterable[MessageInput]) -> TextList:
    """A list of values."""
    return TextList(tuple(message_value(part) for part in parts))
