"""The foot of every page: its number at the outer side, the marks of the document below it, its QR code beside them."""

from __future__ import annotations

from io import BytesIO
from typing import Any

from docx.document import Document as Report
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml import OxmlElement, parse_xml
from docx.oxml.ns import nsdecls, qn
from docx.shared import Pt

from core.exports.documents.paper.blocks import Paper
from core.exports.documents.paper.sheet import FOOT, HEIGHT, PAGE_NUMBER, QR, QR_BELOW
from core.exports.documents.qr_code import qr_png
from core.exports.documents.text_size import readable
from core.language import catalogue

_DASHES = "— ", " —"


def add_foot(report: Report, paper: Paper) -> None:
    """Odd pages have their number to the right, even ones to the left, one sign from the edge; the QR code stands on
    the other side."""
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
        opposite = "left" if side is WD_ALIGN_PARAGRAPH.RIGHT else "right"
        for line in paper.foot:
            marks = footer.add_paragraph(style=report.styles["Footer"])
            marks.alignment = WD_ALIGN_PARAGRAPH.CENTER
            marks.add_run(line).font.size = Pt(FOOT)
            if paper.link:
                setattr(marks.paragraph_format, f"{opposite}_indent", Pt(QR + 4))
        if paper.link:
            _add_qr(number, paper, opposite)


def _add_qr(paragraph: Any, paper: Paper, side: str) -> None:
    """The QR code as a picture at this side of the text, so many points above the lower edge of every page.

    A drawing would not do: programs of offices show none that they did not make themselves.
    """
    run = paragraph.add_run()
    run.add_picture(BytesIO(qr_png(paper.link)), width=Pt(QR))
    inline = run._r.find(f"{qn('w:drawing')}/{qn('wp:inline')}")
    extent, properties, frame, graphic = (
        inline.find(qn(tag)) for tag in ("wp:extent", "wp:docPr", "wp:cNvGraphicFramePr", "a:graphic")
    )
    properties.set("name", "QR")
    properties.set("descr", readable(catalogue(paper.language)("document.qr", link=paper.link)))
    anchor = parse_xml(
        f'<wp:anchor {nsdecls("wp")} distT="0" distB="0" distL="0" distR="0" simplePos="0" relativeHeight="1" '
        'behindDoc="0" locked="0" layoutInCell="1" allowOverlap="1"><wp:simplePos x="0" y="0"/>'
        f'<wp:positionH relativeFrom="margin"><wp:align>{side}</wp:align></wp:positionH>'
        '<wp:positionV relativeFrom="page">'
        f"<wp:posOffset>{int(Pt(HEIGHT - QR_BELOW - QR))}</wp:posOffset></wp:positionV>"
        '<wp:effectExtent l="0" t="0" r="0" b="0"/><wp:wrapNone/></wp:anchor>'
    )
    anchor.find(qn("wp:positionV")).addnext(extent)
    anchor.extend([properties, frame, graphic])
    inline.getparent().replace(inline, anchor)


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
