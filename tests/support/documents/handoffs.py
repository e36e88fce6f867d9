"""Hand-off files of the demonstration releases, as a program reads them back."""

from dataclasses import replace
from functools import cache
from typing import Any

from lxml import html

from core.exports.documents.document import Document
from core.exports.documents.handoff.handoff import handoff_bytes
from core.language import Language
from tests.support.documents.reports import CODE
from tests.support.documents.review_decks import review_of

LINK = f"https://goals.example/sources?code={CODE}"


def in_both_languages(day: str, first: Language = Language.ZH) -> Document:
    return replace(review_of(day, first).signed(CODE, LINK), other=review_of(day, first.other).signed(CODE, LINK))


@cache
def handoff_of(day: str) -> Any:
    return html.fromstring(handoff_bytes(in_both_languages(day)).decode())


def side_of(page: Any, language: Language) -> Any:
    """Everything in one language."""
    return page.get_element_by_id(language.value)


def words_of(element: Any) -> str:
    """What an element says, each run of space as one."""
    return " ".join(element.text_content().split())


def tables_in(part: Any) -> list[list[list[str]]]:
    """The texts of every table, row by row."""
    return [[[words_of(cell) for cell in row] for row in table.iter("tr")] for table in part.iter("table")]
