"""Findings in words: where, what is wrong and what is expected, in the language of the reader."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from core.intake.findings import Finding, IntakeError, Place
from core.intake.form.words import choices
from core.language import Texts

_CHOICES_NAMED = 8


def place_words(place: Place, say: Texts) -> str:
    """Where, as a clerk would say it: `表3 第12行 E列`."""
    if not place.sheet:
        return ""
    if not place.row:
        return say("intake.place.sheet", sheet=place.sheet)
    if not place.column:
        return say("intake.place.row", sheet=place.sheet, row=place.row)
    return say("intake.place.cell", sheet=place.sheet, row=place.row, column=place.column)


def message(each: Finding, say: Texts) -> str:
    """What is wrong and what is expected, without the place."""
    return say(f"intake.finding.{each.code}", **_worded(dict(each.values), say))


def sentence(each: Finding, say: Texts) -> str:
    """Place and message: `表5 教师 第12行 E列：双师型教师数 31 > 专业课教师数 28`."""
    where = place_words(each.place, say)
    return say("intake.sentence", place=where, message=message(each, say)) if where else message(each, say)


def tally(mistakes: int, unusual: int, say: Texts) -> str:
    """How much there is to put right and to explain, in one line."""
    return say(
        "intake.returned.title",
        errors=say("count.mistakes", number=mistakes),
        unusual=say("count.unusual", number=unusual),
    )


def refusal(refused: IntakeError, say: Texts) -> str:
    """Why a file cannot be taken, and what to do."""
    return say(f"intake.refused.{refused.code}", **_worded(refused.values, say))


def listed(parts: Iterable[object]) -> str:
    """Several values as one that is put into words, and joined, in the language of the reader."""
    return "@list:" + "|".join(str(part).replace("|", "/") for part in parts)


def worded(text: str, say: Texts) -> str:
    """A value in words: those of its parts (`@stage.approved / 2024-06-30`) that name a text, several values
    (`@list:…|…`), or the choices of a column (`@choices:teachers.ownership`); anything else as it is."""
    if text.startswith("@list:"):
        return say("list.separator").join(worded(part, say) for part in text.removeprefix("@list:").split("|"))
    if text.startswith("@choices:"):
        words = choices(text.removeprefix("@choices:"), say)
        more = len(words) - _CHOICES_NAMED
        named = say("list.separator").join(words[:_CHOICES_NAMED])
        return say("intake.reporting.and_more", units=named, number=more) if more > 0 else named or text
    return " / ".join(say(part[1:]) if part.startswith("@") else part for part in text.split(" / "))


def _worded(values: Mapping[str, str], say: Texts) -> dict[str, Any]:
    return {name: worded(value, say) for name, value in values.items()}
