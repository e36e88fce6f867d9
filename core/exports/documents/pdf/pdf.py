"""A document as the bytes of a PDF file."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import typst

from core.exports.documents.charts.drawing import drawing
from core.exports.documents.document import Document
from core.exports.documents.paper import sheet
from core.exports.documents.paper.blocks import Block, Grid, Heading, Paper, Picture
from core.exports.documents.paper.grids import PADDING, ROOM, WHOLE
from core.exports.documents.paper.outline import paper_of
from core.exports.documents.pdf.fonts import installed_fonts
from core.exports.documents.qr_code import qr_svg
from core.exports.documents.text_size import readable
from core.language import Language, catalogue

_SETTING = Path(__file__).with_name("paper.typ")
_SMALLER = 0.75
"""The size of words and signs of a chart on paper beside those on a slide."""


def pdf_bytes(document: Document) -> bytes:
    """The PDF of a document in its length: tagged, its texts searchable. Raises NotMadeError without a Chinese font."""
    fonts = installed_fonts()
    paper = paper_of(document, catalogue(document.language))
    data = json.dumps(_data(paper, fonts.families), ensure_ascii=False)
    content = typst.compile(
        _SETTING.read_bytes(), font_paths=fonts.searched, format="pdf", sys_inputs={"paper": data}, timestamp=0
    )
    assert isinstance(content, bytes)
    return content


def _data(paper: Paper, families: dict[str, tuple[str, ...]]) -> dict[str, Any]:
    """Everything that is set, as data."""
    chinese = paper.language is Language.ZH
    closer = sheet.INNER_WIDTH / sheet.CHARACTERS - paper.size if chinese and not paper.one_page else 0.0
    return {
        "title": paper.title,
        "below_title": paper.below_title,
        "foot": paper.foot,
        "qr": qr_svg(paper.link) if paper.link else "",
        "qr_alt": readable(catalogue(paper.language)("document.qr", link=paper.link)),
        "size": paper.size,
        "pitch": paper.pitch,
        "lang": "zh" if chinese else "en",
        "region": "cn" if chinese else "gb",
        "tracking": closer,
        "justify": chinese,
        "bold": not chinese,
        "fonts": families,
        "sheet": {
            "width": sheet.WIDTH,
            "height": sheet.HEIGHT,
            "top": sheet.TOP,
            "bottom": sheet.BOTTOM,
            "left": sheet.LEFT,
            "right": sheet.RIGHT,
            "title": sheet.TITLE,
            "page_number": sheet.PAGE_NUMBER,
            "small": sheet.SMALL,
            "foot": sheet.FOOT,
            "qr": sheet.QR,
            "qr_below": sheet.QR_BELOW,
        },
        "blocks": [_block(block) for block in paper.blocks],
    }


def _block(block: Block) -> dict[str, Any]:
    if isinstance(block, Heading):
        return {"kind": "heading", "text": block.text, "level": block.level}
    if isinstance(block, Picture):
        return {
            "kind": "picture",
            "caption": block.caption,
            "alt": readable(block.chart.alt),
            "height": block.height,
            "legend": [[colour, readable(words)] for colour, words in block.chart.legend],
            "parts": drawing(block.chart, sheet.INNER_WIDTH, block.height, _SMALLER),
            "foot": block.foot,
        }
    if isinstance(block, Grid):
        return {
            "kind": "grid",
            "caption": block.caption,
            "heads": block.heads,
            "rows": block.rows,
            "numeric": block.numeric,
            "widths": block.widths,
            "size": block.size,
            "padding": PADDING,
            "room": ROOM,
            "whole": len(block.rows) <= WHOLE,
            "foot": block.foot,
        }
    return {"kind": "paragraph", "text": block.text, "strong": block.strong}
