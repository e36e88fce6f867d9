"""Findings in words: where, what is wrong and what is expected, in the language of the reader."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from core.intake.findings import Finding, IntakeError, Place
from core.intake.form.words import choices
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


def message(each: Finding, texts: Texts) -> str:
    """What is wrong and what is expected, without the place."""
    return texts(f"intake.finding.{each.code}", **_worded(dict(each.values), texts))


def sentence(each: Finding, texts: Texts) -> str:
    """Place and message: `表5 教师 第12行 E列：双师型教师数 31 > 专业课教师数 28`."""
    where = place_words(each.place, texts)
    return texts("intake.sentence", place=where, message=message(each, texts)) if where else message(each, texts)


def tally(mistakes: int, unusual: int, texts: Texts) -> str:
    """How much there is to put right and to explain, in one line."""
    return texts(
        "intake.returned.title",
        errors=texts("count.mistakes", number=mistakes),
        unusual=texts("count.unusual", number=unusual),
    )


def refusal(refused: IntakeError, texts: Texts) -> str:
    """Why a file cannot be taken, and what to do."""
    return texts(f"intake.refused.{refused.code}", **_worded(refused.values, texts))


def listed(parts: Iterable[object]) -> str:
    """Several values as one that is put into words, and joined, in the language of the reader."""
    return "@list:" + "|".join(str(part).replace("|", "/") for part in parts)


def worded(text: str, texts: Texts) -> str:
    """A value in words: those of its parts (`@stage.approved / 2024-06-30`) that name a text, several values
    (`@list:…|…`), or the choices of a column (`@choices:teachers.ownership`); anything else as it is."""
    if text.startswith("@list:"):
        return texts.listed(worded(part, texts) for part in text.removeprefix("@list:").split("|"))
    if text.startswith("@choices:"):
        words = choices(text.removeprefix("@choices:"), texts)
        more = len(words) - _CHOICES_NAMED
        named = texts.listed(words[:_CHOICES_NAMED])
        return texts("intake.reporting.and_more", units=named, number=more) if more > 0 else named or text
    return " / ".join(texts(part[1:]) if part.startswith("@") else part for part in text.split(" / "))


def _worded(values: Mapping[str, str], texts: Texts) -> dict[str, Any]:
    return {name: worded(value, texts) for name, value in values.items()}
