"""A document as a deck: a cover, then a slide or more a view, each with its marks, its page and its notes."""

from __future__ import annotations

from io import BytesIO
from typing import Any

from pptx.enum.text import MSO_ANCHOR
from pptx.presentation import Presentation
from pptx.slide import Slide

from core.exports.documents.charts.figure_parts import hex_colour
from core.exports.documents.deck.charts import add_chart
from core.exports.documents.deck.marks import add_marks
from core.exports.documents.deck.notes import write_notes
from core.exports.documents.deck.pages import Page, pages_of
from core.exports.documents.deck.places import SUBTITLE_SIZE, places_of
from core.exports.documents.deck.qr_shape import add_qr
from core.exports.documents.deck.tables import add_table
from core.exports.documents.deck.template import BELOW, COVER, FINDING, INNER, MARGIN, QR, WIDTH, empty_deck
from core.exports.documents.deck.text import Words, add_runs, add_text, height_of, write
from core.exports.documents.document import Document, View
from core.exports.documents.text_size import Box, cut_to_fit, size_that_fits
from core.figures.palette import ACCENT, INK, MUTED, SECONDARY
from core.language import Language, Texts, catalogue

_SOURCE = Box(MARGIN, 487, BELOW, 16)
_COVER_QR = Box(WIDTH - MARGIN - 84, 36, 84, 84)
"""Larger on the cover, which a room sees before anybody begins."""
_SIDE = 268.0
"""The width of the words beside a chart."""
_SIDE_SIZES = (18.0, 16.0, 14.0, 12.0)
_NOTE = 11.0
"""The size of source and marks, which are looked up and not read out."""


def deck_bytes(document: Document) -> bytes:
    """The deck of a document as the bytes of a PPTX file."""
    texts = catalogue(document.language)
    deck = empty_deck()
    deck.core_properties.title = document.title
    deck.core_properties.author = ""
    deck.core_properties.language = document.language.tag
    pages = pages_of(document, texts)
    total = len(pages) + 1
    _add_cover(deck, document, total, texts)
    for page in pages:
        _add_page(deck, page, document, total, texts)
    out = BytesIO()
    deck.save(out)
    return out.getvalue()


def _add_cover(deck: Presentation, document: Document, total: int, texts: Texts) -> None:
    slide = deck.slides.add_slide(deck.slide_layouts[COVER])
    language = document.language
    title: Any = slide.shapes.title
    box = Box(MARGIN, 120, INNER, 100)
    size = size_that_fits(document.title, box, 44, 28)
    write(
        title.text_frame,
        [Words(cut_to_fit(document.title, box, size), size, hex_colour(ACCENT), bold=True)],
        language,
        anchor=MSO_ANCHOR.BOTTOM,
    )
    for shape in list(slide.placeholders):
        if shape is not title and shape.placeholder_format.idx == 1:
            shape._element.getparent().remove(shape._element)
    below = Box(MARGIN, 250, INNER, 220)
    of_finding, of_line = Box(0, 0, INNER, 80), Box(0, 0, INNER, 46)
    size = size_that_fits(document.finding, of_finding, 26, 18)
    words = [Words(cut_to_fit(document.finding, of_finding, size), size, hex_colour(INK))]
    lines = [cut_to_fit(line, of_line, 16) for line in (document.subject, *document.lines) if line]
    words += [Words(line, 16, hex_colour(SECONDARY), before=10) for line in lines]
    add_text(slide, below, words, language)
    add_marks(slide, document, None, total, texts)
    _add_qr(slide, _COVER_QR, document, texts)
    write_notes(slide, None, document, texts)


def _add_page(deck: Presentation, page: Page, document: Document, total: int, texts: Texts) -> None:
    slide = deck.slides.add_slide(deck.slide_layouts[FINDING])
    language, view = document.language, page.view
    heading = page.heading
    if page.of > 1:
        heading = texts("document.continued", heading=heading, place=page.place, of=page.of)
    add_text(slide, Box(MARGIN, 16, INNER - 220, 18), [Words(heading, 12, hex_colour(MUTED))], language)
    places = places_of(view)
    title: Any = slide.shapes.title
    write(title.text_frame, [Words(places.finding, places.size, hex_colour(INK), bold=True)], language)
    subtitle = cut_to_fit(view.panel.subtitle, places.subtitle, SUBTITLE_SIZE)
    add_text(slide, places.subtitle, [Words(subtitle, SUBTITLE_SIZE, hex_colour(SECONDARY))], language)
    if page.chart is not None:
        _add_chart(slide, page, places.body, texts)
    elif page.sheet is not None:
        add_table(slide, page.sheet, places.body, language)
    else:
        notes = [Words(note, 16, hex_colour(SECONDARY), before=6) for note in view.panel.notes]
        add_text(slide, places.body, notes, language)
    source = texts.joined([page.left_out, view.panel.source])
    add_text(slide, _SOURCE, [Words(cut_to_fit(source, _SOURCE, _NOTE), _NOTE, hex_colour(MUTED))], language)
    add_marks(slide, document, view, total, texts)
    _add_qr(slide, QR, document, texts)
    write_notes(slide, view, document, texts)


def _add_qr(slide: Slide, box: Box, document: Document, texts: Texts) -> None:
    if document.marks.link:
        add_qr(slide, box, document.marks.link, texts("document.qr", link=document.marks.link))


def _add_chart(slide: Slide, page: Page, body: Box, texts: Texts) -> None:
    """The chart, beside it why it is so and what would change it, below it what holds for single years."""
    chart, view, language = page.chart, page.view, texts.language
    assert chart is not None
    words = _beside(view, body.height, texts)
    width = body.width - (_SIDE + 20 if words else 0)
    remarks = [Words(remark, 12, hex_colour(SECONDARY)) for remark in chart.remarks]
    foot, head = height_of(remarks, width), 20.0 if chart.legend else 0.0
    if chart.legend:
        _add_legend(slide, Box(body.x, body.y, width, head), chart.legend, language)
    box = Box(body.x, body.y + head, width, body.height - head - foot)
    add_chart(slide, chart, box, language)
    if remarks:
        add_text(slide, Box(body.x, body.y + body.height - foot, width, foot), remarks, language)
    if words:
        add_text(slide, Box(body.x + width + 20, body.y + 6, _SIDE, body.height - 6), words, language)


def _add_legend(slide: Slide, box: Box, entries: tuple[tuple[str, str], ...], language: Language) -> None:
    runs = []
    for colour, words in entries:
        runs += [Words("■ ", 12, colour)] if colour else []
        runs.append(Words(f"{words}    ", 12, hex_colour(SECONDARY)))
    add_runs(slide, box, runs, language)


def _beside(view: View, height: float, texts: Texts) -> list[Words]:
    """The verdict with its sign, the reason and what would change it, in the largest type for which there is room, and
    cut where even the smallest takes more."""
    verdict = next((opinion for opinion in view.panel.opinions if opinion.id == "verdict"), None)
    head = []
    if verdict is not None:
        head.append(Words(f"{verdict.shape} {verdict.word}", 24, hex_colour(verdict.colour), bold=True))
    named = [
        (texts("document.reason"), view.reason),
        (texts("document.next_step"), view.next_step),
        ("", view.comment),
    ]
    said = [(name, words) for name, words in named if words]
    for size in _SIDE_SIZES:
        paragraphs = [*head, *(one for name, words in said for one in _said(name, words, size))]
        if height_of(paragraphs, _SIDE) <= height - 6:
            return paragraphs
    names = [one for name, _ in said for one in _said(name, "", _SIDE_SIZES[-1])[:1]]
    room = Box(0, 0, _SIDE, (height - 6 - height_of([*head, *names], _SIDE)) / len(said) - 4)
    cut = ((name, cut_to_fit(words, room, _SIDE_SIZES[-1])) for name, words in said)
    return [*head, *(one for name, words in cut for one in _said(name, words, _SIDE_SIZES[-1]))]


def _said(name: str, words: str, size: float) -> list[Words]:
    """Words under their name, or without one where they begin with it."""
    if not name:
        return [Words(words, size, hex_colour(INK), before=14)]
    return [Words(name, 12, hex_colour(MUTED), before=14), Words(words, size, hex_colour(INK), before=2)]
