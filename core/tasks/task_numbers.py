"""Which task somebody means who writes "9", "任务九", "第9项", "task 9" or "保障1"."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Collection
from dataclasses import dataclass

from core.cells.chinese_numbers import NUMERALS, value_of

_TASK = re.compile(r"(?:第|tasks?|任务|no\.?|#|№)*(\d{1,9})(?:(?:项|号)(?:任务)?)?")
_SAFEGUARD = re.compile(r"(?:safeguards?|保障(?:措施)?)第?(\d{1,9})(?:项|号)?|第(\d{1,9})项保障(?:措施)?")


@dataclass(frozen=True, slots=True)
class Reference:
    """A task by its number, or a safeguard by its place among the safeguards, from 1."""

    number: int
    is_safeguard: bool = False


def reference_in(text: str) -> Reference | None:
    """What a text refers to; None when it is no number. Full-width and Chinese digits and spaces are allowed."""
    bare = re.sub(r"\s", "", unicodedata.normalize("NFKC", text)).casefold()
    bare = re.sub(f"[{NUMERALS}]+", lambda numeral: str(value_of(numeral[0])), bare)
    if match := _SAFEGUARD.fullmatch(bare):
        return Reference(int(match[1] or match[2]), is_safeguard=True)
    task = _TASK.fullmatch(bare)
    return Reference(int(task[1])) if task else None


def nearest(number: int, numbers: Collection[int]) -> int | None:
    """The number among `numbers` that is nearest, of two the lower; None without any."""
    return min(numbers, key=lambda known: (abs(known - number), known), default=None)
