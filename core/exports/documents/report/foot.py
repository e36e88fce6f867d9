"""The foot of every page: its number at the outer side, and the marks of the document below it."""

from __future__ import annotations

from typing import Any

from docx.document import Document as Report
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Pt

from core.exports.documents.paper.blocks import Paper
from core.exports.documents.paper.sheet import FOOT, PAGE_NUMBER

_DASHES = "— ", " —"


def add_foot(report: Report, paper: Paper) -> None:
    """Odd pages have their number to the right, even ones to the left, one sign from the edge."""
    section = report.sections[0]
    sides = ((section.footer, WD_ALIGN_PARAGRAPH.RIGHT), (section.even_page_footer, WD_ALIGN_PARAGRAPH.LEFT))
    for footer, side in sides:
        footer.is_linked_to_previous = False
        number = footer.paragraphs[0]
        number.style = report.styles["Footer"]
        number.alignment = side
        edge = "right_indent" if side is WD_ALIGN_PARAGRAPH.RIGHT else "left_indent"
        setattr(number.paragraph_format, edge, Pt(PAGE_NUMBER))
        number.add_run(_DASHES[0])
        _add_number(number)
        number.add_run(_DASHES[1])
        marks = footer.add_paragraph(style=report.styles["Footer"])
        marks.alignment = WD_ALIGN_PARAGRAPH.CENTER
        marks.add_run(paper.foot).font.size = Pt(FOOT)


def _add_number(paragraph: Any) -> None:
    """The number of the page as a field, which stays right when somebody adds a page."""
    field = OxmlElement("w:fldSimple")
    field.set(qn("w:instr"), "PAGE")
    paragraph._p.append(field)
    run = OxmlElement("w:r")
    text = OxmlElement("w:t")
    text.text = "1"
    run.append(text)
    field.append(run)
