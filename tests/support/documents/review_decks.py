"""Documents of the demonstration releases, each put together once, and their decks as a program reads them back."""

from functools import cache
from io import BytesIO
from typing import Any

from openpyxl import load_workbook
from pptx import Presentation

from core import snapshots
from core.context import Context, context_for
from core.exports.documents.deck.deck import deck_bytes
from core.exports.documents.document import Document
from core.exports.documents.review import review
from core.language import Language

FIRST, PARTIAL, LAST = "2019-09-01", "2021-09-01", "2025-12-31"
"""Before the plan, before its goals, and the release in which all goals are due."""


def context_of(day: str, language: Language = Language.ZH) -> Context:
    releases = snapshots.releases()
    snapshot = releases.at(day)
    assert snapshot is not None
    return context_for(snapshot, language, releases=releases)


@cache
def review_of(day: str, language: Language = Language.ZH) -> Document:
    return review(context_of(day, language))


@cache
def slides_of(day: str, language: Language = Language.ZH) -> list[Any]:
    """The slides of the deck of the whole review."""
    return list(Presentation(BytesIO(deck_bytes(review_of(day, language)))).slides)


def shapes(slides: list[Any], kind: str) -> list[Any]:
    """Every shape that is a `chart` or a `table`."""
    return [shape for slide in slides for shape in slide.shapes if getattr(shape, f"has_{kind}")]


def sheet_of(chart: Any) -> list[tuple[Any, ...]]:
    """The rows of the data sheet of a chart, the head first."""
    book = load_workbook(BytesIO(chart.part.chart_workbook.xlsx_part.blob))
    return list(book.active.iter_rows(values_only=True))
