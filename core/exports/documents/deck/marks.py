"""The marks of every slide: at the foot what it is about and its page, in the corner that numbers are made up."""

from __future__ import annotations

from copy import deepcopy
from typing import Any

from lxml import etree
from pptx.enum.text import PP_ALIGN
from pptx.oxml.ns import qn
from pptx.slide import Slide
from pptx.text.text import TextFrame

from core.exports.documents.charts.figure_parts import hex_colour
from core.exports.documents.deck.template import FOOT, MARGIN, WIDTH
from core.exports.documents.deck.text import Words, add_run, add_text, set_fonts
from core.exports.documents.document import Document, View
from core.exports.documents.text_size import Box, cut_to_fit
from core.figures.palette import MUTED, STATE_AMBER
from core.language import Language, Texts

_TAG = Box(WIDTH - MARGIN - 200, 16, 200, 18)
_SIZE = 11.0
_FIELD = "{5BCAD085-E8A6-8845-BD4E-CB4CCA059FC4}"
"""Any id: a field needs one."""


def add_marks(slide: Slide, document: Document, view: View | None, total: int, texts: Texts) -> None:
    """Copy the placeholders at the foot of the layout onto a slide, and fill them."""
    language = document.language
    marks = document.page_marks(view)
    words = cut_to_fit(texts("document.mark_separator").join(marks), FOOT, _SIZE)
    placeholders: Any = slide.slide_layout.placeholders
    for shape in placeholders:
        kind = shape._element.ph.get("type")
        if kind not in ("ftr", "sldNum"):
            continue
        element: Any = deepcopy(shape._element)
        element.nvSpPr.cNvPr.set("id", str(max(one.shape_id for one in slide.shapes) + 1))
        slide.shapes._spTree.append(element)
        paragraph = _emptied(element)
        if kind == "ftr":
            add_run(paragraph, Words(words, _SIZE, hex_colour(MUTED)), language)
        else:
            paragraph.alignment = PP_ALIGN.RIGHT
            _add_number(paragraph, language)
            add_run(paragraph, Words(f" / {total}", _SIZE, hex_colour(MUTED)), language)
    if document.marks.illustrative and document.marks.illustrative in marks:
        tag = [Words(document.marks.illustrative, 14, hex_colour(STATE_AMBER), bold=True)]
        add_text(slide, _TAG, tag, language, align=PP_ALIGN.RIGHT)


def _emptied(element: Any) -> Any:
    """The one paragraph of a placeholder, without text."""
    body = element.find(qn("p:txBody"))
    for paragraph in body.findall(qn("a:p")):
        body.remove(paragraph)
    etree.SubElement(body, qn("a:p"))
    return TextFrame(body, None).paragraphs[0]  # type: ignore[arg-type]


def _add_number(paragraph: Any, language: Language) -> None:
    """The number of the slide as a field: it stays right when somebody moves the slide."""
    field = etree.SubElement(paragraph._p, qn("a:fld"), id=_FIELD, type="slidenum")
    properties = etree.SubElement(field, qn("a:rPr"), sz=str(round(_SIZE * 100)))
    fill = etree.SubElement(properties, qn("a:solidFill"))
    etree.SubElement(fill, qn("a:srgbClr"), val=hex_colour(MUTED))
    set_fonts(properties, language)
    etree.SubElement(field, qn("a:t")).text = "‹#›"
