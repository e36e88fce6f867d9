"""Text on a slide: both fonts named, a size that fits its box, never a link."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from pptx.dml.color import RGBColor
from pptx.enum.text import MSO_ANCHOR, MSO_AUTO_SIZE, PP_ALIGN
from pptx.oxml.ns import qn
from pptx.slide import Slide
from pptx.util import Pt

from core.exports.documents.office_fonts import EAST_ASIAN, LATIN
from core.exports.documents.text_size import Box, readable, text_height
from core.language import Language


@dataclass(frozen=True, slots=True)
class Words:
    """A paragraph: its text, size in points, colour as six hexadecimal digits, and the room before it in points."""

    text: str
    size: float
    colour: str
    bold: bool = False
    before: float = 0.0


def height_of(paragraphs: Iterable[Words], width: float) -> float:
    """The height of paragraphs in this width."""
    return sum(text_height(words.text, words.size, width) + words.before for words in paragraphs)


def add_text(
    slide: Slide,
    box: Box,
    paragraphs: Sequence[Words],
    language: Language,
    *,
    align: PP_ALIGN = PP_ALIGN.LEFT,
    anchor: MSO_ANCHOR = MSO_ANCHOR.TOP,
) -> None:
    """A box of text."""
    shape = slide.shapes.add_textbox(Pt(box.x), Pt(box.y), Pt(box.width), Pt(box.height))
    write(shape.text_frame, paragraphs, language, align=align, anchor=anchor)


def write(
    frame: Any,
    paragraphs: Sequence[Words],
    language: Language,
    *,
    align: PP_ALIGN = PP_ALIGN.LEFT,
    anchor: MSO_ANCHOR = MSO_ANCHOR.TOP,
) -> None:
    """Write paragraphs into the frame of a shape or a cell, without margins, wrapped."""
    frame.word_wrap, frame.auto_size, frame.vertical_anchor = True, MSO_AUTO_SIZE.NONE, anchor
    frame.margin_left = frame.margin_right = frame.margin_top = frame.margin_bottom = 0
    fill_paragraphs(frame, paragraphs, language, align)


def fill_paragraphs(
    frame: Any, paragraphs: Sequence[Words], language: Language, align: PP_ALIGN = PP_ALIGN.LEFT
) -> None:
    """Write paragraphs into a frame that has its margins."""
    for place, words in enumerate(paragraphs):
        paragraph = frame.paragraphs[0] if place == 0 else frame.add_paragraph()
        paragraph.alignment = align
        if words.before:
            paragraph.space_before = Pt(words.before)
        add_run(paragraph, words, language)


def add_runs(slide: Slide, box: Box, runs: Sequence[Words], language: Language) -> None:
    """A box with one paragraph of several runs."""
    shape = slide.shapes.add_textbox(Pt(box.x), Pt(box.y), Pt(box.width), Pt(box.height))
    write(shape.text_frame, (), language)
    for words in runs:
        add_run(shape.text_frame.paragraphs[0], words, language)


def add_run(paragraph: Any, words: Words, language: Language) -> None:
    """Words at the end of a paragraph."""
    run = paragraph.add_run()
    run.text = readable(words.text)
    run.font.size, run.font.bold = Pt(words.size), words.bold
    run.font.color.rgb = rgb(words.colour)
    set_fonts(run._r.get_or_add_rPr(), language)


def rgb(colour: str) -> RGBColor:
    """Six hexadecimal digits as a colour of the library."""
    red, green, blue = bytes.fromhex(colour)
    return RGBColor(red, green, blue)  # type: ignore[no-untyped-call]


def set_fonts(properties: Any, language: Language) -> None:
    """Name both fonts and the language in the properties of a run or of a chart's text."""
    properties.set("lang", language.tag if language is Language.ZH else "en-GB")
    properties.set("altLang", "en-GB" if language is Language.ZH else "zh-CN")
    for tag, font in (("a:latin", LATIN), ("a:ea", EAST_ASIAN)):
        found = properties.find(qn(tag))
        if found is None:
            found = properties.makeelement(qn(tag), {})
            properties.append(found)
        found.set("typeface", font)
