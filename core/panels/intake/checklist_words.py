"""The checklist before publishing in words, what blocks first."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from core.intake.finding_words import message_words
from core.intake.publishing.checked_return import CheckedReturn
from core.intake.publishing.checklist import ChecklistItem, checklist
from core.language import Texts


@dataclass(frozen=True, slots=True)
class ChecklistLine:
    """One item of the checklist in words: `word` says whether it blocks, `text` what it is about."""

    blocks: bool
    word: str
    text: str


def checklist_lines(
    checked: CheckedReturn, note: str, explanations: Mapping[str, str], *, by: str, day_is_valid: bool, texts: Texts
) -> tuple[ChecklistLine, ...]:
    """The checklist of a return, and that whoever publishes gives a name and an as-of date that exists."""
    items = list(checklist(checked, note, explanations))
    if not by.strip():
        items.append(ChecklistItem("no_name", True))
    if not day_is_valid:
        items.append(ChecklistItem("no_day", True))
    return tuple(
        ChecklistLine(
            item.blocks,
            texts("intake.item_blocks" if item.blocks else "intake.item_warns"),
            message_words(f"intake.item.{item.code}", item.values, texts),
        )
        for item in sorted(items, key=lambda item: not item.blocks)
    )
