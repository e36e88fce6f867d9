"""Text on a slide: both fonts named, a size that fits its box, never a link."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise
from math import ceil
from typing import Any

from pptx.dml.color import RGBColor
from pptx.enum.text import MSO_ANCHOR, MSO_AUTO_SIZE, PP_ALIGN
from pptx.oxml.ns import qn
from pptx.slide import Slide
from pptx.util import Pt

from core.language import Language

LATIN, EAST_ASIAN = "Arial", "Microsoft YaHei"
"""Fonts of every office program in use; one without the second takes its own Chinese one."""
LINE, CHINESE_LINE = 1.22, 1.42
"""The height of a line of Latin and of Chinese text, of its size."""
_BREAKS = 1.04
"""How much longer lines get because a word is not parted."""
_WIDE = 0x2E7F
"""The last of the signs that are narrow."""
_THIN = " .,:;'!|ijlt()[]"
_NO_TEXT = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f]")


@dataclass(frozen=True, slots=True)
class Box:
    """A place on a slide, in points from its upper left corner."""

    x: float
    y: float
    width: float
    height: float


@dataclass(frozen=True, slots=True)
class Words:
    """A paragraph: its text, size in points, colour as six hexadecimal digits, and the room before it in points."""

    text: str
    size: float
    colour: str
    bold: bool = False
    before: float = 0.0


def readable(text: str) -> str:
    """A text without the signs that no file may hold."""
    return _NO_TEXT.sub("", text)


def text_width(text: str, size: float) -> float:
    """About how wide a line of text is, in points: a Chinese sign is as wide as high, others are about half of that,
    and between the two programs leave a little room."""
    changes = sum((ord(one) > _WIDE) is not (ord(other) > _WIDE) for one, other in pairwise(text))
    return (sum(map(_share_of_size, text)) + changes * 0.2) * size


def _share_of_size(sign: str) -> float:
    if ord(sign) > _WIDE:
        return 1.0
    if sign in _THIN:
        return 0.29
    return 0.68 if sign.isupper() else 0.55


def lines_of(text: str, size: float, width: float) -> int:
    """How many lines a text of this size takes in this width."""
    return sum(max(1, ceil(text_width(part, size) * _BREAKS / width)) for part in text.split("\n"))


def text_height(text: str, size: float, width: float) -> float:
    """The height of a text of this size in this width."""
    line = CHINESE_LINE if any(ord(sign) > _WIDE for sign in text) else LINE
    return lines_of(text, size, width) * size * line


def height_of(paragraphs: Iterable[Words], width: float) -> float:
    """The height of paragraphs in this width."""
    return sum(text_height(words.text, words.size, width) + words.before for words in paragraphs)


def size_that_fits(text: str, box: Box, largest: float, least: float) -> float:
    """The largest size with which a text stays within its box; at least `least`."""
    size = largest
    while size > least and text_height(text, size, box.width) > box.height:
        size -= 1
    return size


def cut_to_fit(text: str, box: Box, size: float) -> str:
    """A text, or as much of it as its box holds in this size, and a sign that it goes on."""
    if text_height(text, size, box.width) <= box.height:
        return text
    low, high = 0, len(text)
    while low < high:
        middle = (low + high + 1) // 2
        if text_height(text[:middle] + "…", size, box.width) <= box.height:
            low = middle
        else:
            high = middle - 1
    return text[:low].rstrip() + "…"


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
