"""What a return changes in the release, in words, one line for each changed row."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from core.intake.finding_words import value_words
from core.intake.form.columns import Column, Kind
from core.intake.form.layout import SHEET_OF
from core.intake.form.words import words_of
from core.intake.merging.merge import Change, ChangeKind
from core.intake.merging.row_content import row_content
from core.intake.publishing.checked_return import CheckedReturn
from core.intake.rows import Row
from core.language import Language, Texts
from core.plan.plan import Plan
from core.tasks.period_words import period_words
from core.text_ids.datasets import CERTIFICATE_LEVEL_TEXT

_ATTRIBUTE_CODES = ("ownership", "level", "school_class", "institution_type")
_PLAN_CODES = ("indicator", "milestone", "task")
_IN_CONTENT = ("task_stage", "confirmation", "evidence")
"""Codes that are what a row says, not what it is about: `row_content` has them, where there are any."""


@dataclass(frozen=True, slots=True)
class ChangeLine:
    """One change in words: its kind, the figure and the unit it is about, both values, and its place in the file.

    `old` is empty for an added row and `new` for a removed one.
    """

    kind: ChangeKind
    dataset: str
    unit: str
    figure: str
    old: str
    new: str
    place: str


def change_lines(checked: CheckedReturn, texts: Texts, plan: Plan | None = None) -> tuple[ChangeLine, ...]:
    """Every change of a return in words, in the order of the sheets; with `plan` its codes are shown as names.

    An English reader gets the English name of a unit, where the register has one.
    """
    changes = () if checked.merged is None else checked.merged.changes
    names = {} if plan is None else _plan_names(plan, texts)
    return tuple(_change_line(change, names, texts) for change in changes)


def _plan_names(plan: Plan, texts: Texts) -> dict[str, str]:
    """The names of the codes of a plan, by column and code."""
    return {
        **{f"indicator {indicator.id}": texts.of(indicator.short_label) for indicator in plan.indicators},
        **{f"milestone {milestone.id}": texts.of(milestone.name) for milestone in plan.milestones},
        **{f"task {task.number}": f"{task.number} {texts.of(task.label)}" for task in plan.tasks},
    }


def _change_line(change: Change, names: Mapping[str, str], texts: Texts) -> ChangeLine:
    row = change.new or change.old or {}
    old, new = (value_words(row_content(side), texts) if side else "" for side in (change.old, change.new))
    if change.old is not None and change.new is not None and old == new:
        old, new = (_with_standing(text, side, texts) for text, side in ((old, change.old), (new, change.new)))
    entry = change.entry
    place = "" if entry is None else f"{entry.sheet} {entry.cell}{entry.line}"
    unit = (texts.language is Language.EN and row["unit_name_en"]) or row["unit_name"]
    figure = _figure_words(change.dataset, row, names, texts)
    return ChangeLine(change.happened, change.dataset, unit, figure, old, new, place)


def _with_standing(text: str, row: Row, texts: Texts) -> str:
    """A value followed by the provisional tag, where it has one."""
    return f"{text} {texts('tag.provisional') if row['provisional'] else ''}".strip()


def _figure_words(dataset: str, row: Row, names: Mapping[str, str], texts: Texts) -> str:
    """What a row is about: its keys in words, the year, the measure."""
    parts = [_key_words(column, row.get(column.field), names, texts) for column in SHEET_OF[dataset].keys]
    if "measure" in row:
        parts.append(_measure_words(dataset, row, texts))
    return " ".join(part for part in parts if part is not None)


def _key_words(column: Column, value: object, names: Mapping[str, str], texts: Texts) -> str | None:
    """One key in words; None for a key that needs no words beside the others."""
    if column.kind is Kind.CODE and column.id not in (*_ATTRIBUTE_CODES, *_IN_CONTENT):
        return words_of(column, str(value), texts)
    if column.kind is Kind.PERIOD:
        return period_words(str(value), texts) if value else None
    if column.kind is Kind.YEAR:
        return texts("format.year", year=value)
    if column.id in _PLAN_CODES:
        return names.get(f"{column.id} {value}") or f"{texts(f'intake.head.{column.id}')} {value}"
    return None


def _measure_words(dataset: str, row: Row, texts: Texts) -> str:
    measure = row["measure"]
    if measure == "certificates":
        measure = f"certificates_{row.get('certificate_level', 'total')}"
    column = next(column for column in SHEET_OF[dataset].columns if column.id == measure)
    if column.level not in ("", "total"):
        return texts(CERTIFICATE_LEVEL_TEXT[column.level])
    return texts(f"intake.head.{column.id}")
