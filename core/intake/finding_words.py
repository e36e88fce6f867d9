"""Findings in words: where, what is wrong and what is expected, in the language of the reader."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Final

from core.alike_words import difference_words, digit_words
from core.intake.findings import Finding, IntakeError, Place, Severity
from core.intake.form.words import choices
from core.intake.message_values import (
    JOINT,
    ColumnChoices,
    Joined,
    MessageValue,
    NameInBoth,
    TaskName,
    TextId,
    TextList,
)
from core.language import Language, Texts, catalogue

_CHOICES_NAMED = 8
_COMPARED = {
    "check_known": "near",
    "heading_near": "near",
    "unit_code": "expected",
    "unit_near": "near",
    "unit_renamed": "expected",
    "unknown_word": "expected",
}
"""Findings on a text that is none of those known, each with the value that names what was wanted."""

_IF_UNUSUAL: Final[Mapping[str, str]] = {
    "check_order": "intake.unusual.right",
    "check_planned_day": "intake.unusual.right",
    "check_range": "intake.unusual.right",
    "hidden_sheet": "intake.unusual.unneeded",
    "no_table": "intake.unusual.unneeded",
}
"""What else may be done about findings that are a mistake in one place and only unusual in another."""

_COUNTS = ("limit", "number")
"""Values of a refusal that are numbers of things."""

_UNNAMED = ("check_known",)
"""Those whose sentence does not name what may be wanted."""

_FIGURES = ("not_a_date", "not_a_number", "not_a_year", "words_with_number")
"""Findings on a text that should be written in digits."""


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
    may_stay = finding.severity is Severity.SOFT and finding.code in _IF_UNUSUAL
    return texts.joined(
        (
            texts(f"intake.finding.{finding.code}", **words),
            texts(_IF_UNUSUAL[finding.code]) if may_stay else "",
            _alike_words(finding, texts),
        )
    )


def _alike_words(finding: Finding, texts: Texts) -> str:
    """Which character differs where what stands there is nearly what is wanted."""
    values = dict(finding.values)
    found, wanted = values.get("found"), values.get(_COMPARED.get(finding.code, ""))
    if not isinstance(found, str):
        return ""
    if finding.code in _FIGURES:
        return digit_words(found, texts)
    if isinstance(wanted, ColumnChoices):
        words = [word for language in Language for word in choices(wanted, catalogue(language))]
        return difference_words(found, words, texts, name=True)
    if wanted is None:
        return ""
    return difference_words(found, [value_words(wanted, texts)], texts, name=finding.code in _UNNAMED)


def sentence(finding: Finding, texts: Texts) -> str:
    """Place and message: `表5 教师 第12行 E列：双师型教师数 31 > 专业课教师数 28`."""
    where, what = place_words(finding.place, texts), message(finding, texts)
    return texts("intake.sentence", place=where, message=what) if where else what


def tally(mistakes: int, unusual: int, texts: Texts) -> str:
    """How much there is to put right and to explain, in one line; what there is none of is left out."""
    errors, values = texts("count.mistakes", number=mistakes), texts("count.unusual", number=unusual)
    if not mistakes or not unusual:
        return errors if mistakes else values
    return texts("intake.returned.title", errors=errors, unusual=values)


def refusal(error: IntakeError, texts: Texts) -> str:
    """Why a file cannot be read or published, and what to do."""
    values = {name: _with_separators(value) if name in _COUNTS else value for name, value in error.values.items()}
    return texts(f"intake.refused.{error.code}", **values)


def _with_separators(number: str) -> str:
    return f"{int(number):,}" if number.isdecimal() else number


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
        case NameInBoth():
            return texts.of(value)
        case TextList(parts):
            return texts("list.separator").join(value_words(part, texts) for part in parts)
        case Joined(parts):
            return JOINT.join(value_words(part, texts) for part in parts)
        case TaskName(place=0):
            return texts("tasks.task", number=str(value.number))
        case TaskName():
            return texts("tasks.safeguard", number=str(value.place))
        case ColumnChoices():
            return _choice_words(value, texts)


def _choice_words(column: ColumnChoices, texts: Texts) -> str:
    words = choices(column, texts)
    units = texts("list.separator").join(words[:_CHOICES_NAMED])
    more = len(words) - _CHOICES_NAMED
    return texts("list.and_more", items=units, number=more) if more > 0 else units
