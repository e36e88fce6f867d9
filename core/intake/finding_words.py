"""Findings in words: where, what is wrong and what is expected, in the language of the reader."""

from __future__ import annotations

from collections.abc import Iterable

from core.intake.findings import Finding, IntakeError, Place
from core.intake.form.words import choices
from core.intake.message_values import JOINT, ColumnChoices, Joined, MessageValue, TextId, TextList
from core.language import Texts

_CHOICES_NAMED = 8


def place_words(place: Place, texts: Texts) -> str:
    """Where, as a clerk would say it: `表3 第12行 E列`."""
    if not place.sheet:
        return ""
    if not place.row:
        return texts("intake.place.sheet", sheet=place.sheet)
    if not place.column:
        return texts("intake.place.row", sheet=place.sheet, row=place.row)
    return texts("intake.place.cell", sheet=place.sheet, row=place.row, column=place.column)


def message(finding: Finding, texts: Texts) -> str:
    """What is wrong and what is expected, without the place."""
    words: dict[str, object] = {name: value_words(value, texts) for name, value in finding.values}
    return texts(f"intake.finding.{finding.code}", **words)


def sentence(finding: Finding, texts: Texts) -> str:
    """Place and message: `表5 教师 第12行 E列：双师型教师数 31 > 专业课教师数 28`."""
    where, what = place_words(finding.place, texts), message(finding, texts)
    return texts("intake.sentence", place=where, message=what) if where else what


def tally(mistakes: int, unusual: int, texts: Texts) -> str:
    """How much there is to put right and to explain, in one line."""
    return texts(
        "intake.returned.title",
        errors=texts("count.mistakes", number=mistakes),
        unusual=texts("count.unusual", number=unusual),
    )


def refusal(error: IntakeError, texts: Texts) -> str:
    """Why a file cannot be read or published, and what to do."""
    values: dict[str, object] = {**error.values}
    return texts(f"intake.refused.{error.code}", **values)


def message_words(id: str, values: Iterable[tuple[str, MessageValue]], texts: Texts) -> str:
    """The text with this id, its values in words."""
    return texts(id, **{name: value_words(value, texts) for name, value in values})


def value_words(value: MessageValue, texts: Texts) -> str:
    """A value of a message in words. Plain text is shown as it is: what a clerk wrote is never looked up."""
    match value:
        case str():
            return value
        case TextId(id):
            return texts(id)
        case TextList(parts):
            return texts("list.separator").join(value_words(part, texts) for part in parts)
        case Joined(parts):
            return JOINT.join(value_words(part, texts) for part in parts)
        case ColumnChoices():
            return _choice_words(value, texts)


def _choice_words(column: ColumnChoices, texts: Texts) -> str:
    words = choices(column, texts)
    units = texts("list.separator").join(words[:_CHOICES_NAMED])
    more = len(words) - _CHOICES_NAMED
    return texts("list.and_more", items=units, number=more) if more > 0 else units
