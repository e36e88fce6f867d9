"""An empty report: the sheet of an official document, its styles, and the foot of its pages."""

from __future__ import annotations

from math import floor
from typing import Any

import docx
from docx.document import Document as Report
from docx.enum.style import WD_STYLE_TYPE
from docx.enum.text import WD_ALIGN_PARAGRAPH, WD_LINE_SPACING
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Pt, RGBColor
from lxml import etree

from core.exports.documents.paper.blocks import Paper
from core.exports.documents.paper.sheet import (
    BOTTOM,
    CHARACTERS,
    FOOT,
    HEIGHT,
    INNER_WIDTH,
    LEFT,
    MM,
    PAGE_NUMBER,
    RIGHT,
    SMALL,
    TITLE_LINE,
    TOP,
    WIDTH,
)
from core.exports.documents.paper.sheet import (
    TITLE as TITLE_SIZE,
)
from core.exports.documents.report.fonts import BODY, FIRST, PLAIN, SECOND, STAND_INS, TITLE, Font, set_fonts
from core.language import Language

STRONG, BELOW_TITLE, CAPTION, SOURCE, CELL, CHART = (
    "Report Strong",
    "Report Below Title",
    "Report Caption",
    "Report Source",
    "Report Cell",
    "Report Chart",
)
"""Names of our own styles, beside those every office program has."""
_CENTRE = WD_ALIGN_PARAGRAPH.CENTER
_TWIP = 20
"""Parts of a point in which widths are counted."""


def empty_report(paper: Paper) -> Report:
    """A report without content, its styles those of a paper."""
    report = docx.Document()
    body = report.element.body
    for element in list(body):
        if element.tag != qn("w:sectPr"):
            body.remove(element)
    _set_sheet(report, paper)
    _set_styles(report, paper)
    _name_stand_ins(report)
    return report


def _set_sheet(report: Report, paper: Paper) -> None:
    section = report.sections[0]
    section.page_width, section.page_height = Pt(WIDTH), Pt(HEIGHT)
    section.top_margin, section.bottom_margin = Pt(TOP), Pt(BOTTOM)
    section.left_margin, section.right_margin = Pt(LEFT), Pt(RIGHT)
    section.header_distance, section.footer_distance = Pt(15 * MM), Pt(10 * MM)
    properties: Any = section._sectPr
    for former in properties.findall(qn("w:docGrid")):
        properties.remove(former)
    grid = OxmlElement("w:docGrid")
    grid.set(qn("w:type"), "lines")
    grid.set(qn("w:linePitch"), str(round(paper.pitch * _TWIP)))
    properties.append(grid)
    report.settings.odd_and_even_pages_header_footer = True


def _set_styles(report: Report, paper: Paper) -> None:
    """Every style of the report: the same for both languages but for what only one of them has."""
    language, size, pitch = paper.language, paper.size, paper.pitch
    _clear_defaults(report, language)
    normal = _style(report, "Normal", BODY, size, language)
    normal.paragraph_format.space_after = Pt(0)
    normal.paragraph_format.widow_control = True
    _set_lines(normal, pitch)
    _indent(normal, 200)
    if language is Language.ZH and not paper.one_page:
        _set_spacing(normal, INNER_WIDTH / CHARACTERS - size)
    title = _style(report, "Title", TITLE, TITLE_SIZE, language, _CENTRE)
    title.paragraph_format.space_after = Pt(0 if paper.one_page else pitch / 2)
    _set_lines(title, TITLE_SIZE * TITLE_LINE)
    title.font.bold = language is not Language.ZH
    below = _style(report, BELOW_TITLE, SECOND, min(size, PAGE_NUMBER), language, _CENTRE)
    _set_lines(below, pitch)
    for name, font in (("Heading 1", FIRST), ("Heading 2", SECOND)):
        heading = _style(report, name, font, size, language)
        heading.font.bold = language is not Language.ZH
        heading.paragraph_format.keep_with_next = True
        heading.paragraph_format.space_before = Pt(0)
        _set_lines(heading, pitch)
        _indent(heading, 200 if language is Language.ZH else 0)
    strong = _style(report, STRONG, BODY, size, language)
    strong.font.bold = True
    strong.paragraph_format.keep_with_next = True
    _indent(strong, 200)
    caption = _style(report, CAPTION, FIRST, SMALL, language, _CENTRE)
    _set_lines(caption, 0)
    caption.paragraph_format.space_before, caption.paragraph_format.space_after = Pt(4), Pt(3)
    source = _style(report, SOURCE, PLAIN, FOOT, language)
    _set_lines(source, 0)
    source.paragraph_format.space_after = Pt(2)
    cell = _style(report, CELL, PLAIN, SMALL, language)
    chart = _style(report, CHART, PLAIN, SMALL, language, _CENTRE)
    chart.paragraph_format.keep_with_next = True
    for loose in (cell, chart):
        _set_lines(loose, 0)
    foot = _style(report, "Footer", PLAIN, PAGE_NUMBER, language)
    _set_lines(foot, 0)


def _clear_defaults(report: Report, language: Language) -> None:
    """The fonts of the whole file, so that what somebody adds later has them as well."""
    styles: Any = report.styles.element
    defaults = styles.find(f"{qn('w:docDefaults')}/{qn('w:rPrDefault')}/{qn('w:rPr')}")
    set_fonts(defaults, BODY, language)


def _style(
    report: Report,
    name: str,
    font: Font,
    size: float,
    language: Language,
    align: WD_ALIGN_PARAGRAPH = WD_ALIGN_PARAGRAPH.JUSTIFY,
) -> Any:
    """A style with fonts, size and alignment, black; made where there is none of its name."""
    styles: Any = report.styles
    style = styles[name] if name in styles else styles.add_style(name, WD_STYLE_TYPE.PARAGRAPH)
    if name.startswith("Report"):
        style.base_style = styles["Normal"]
        style.paragraph_format.first_line_indent = Pt(0)
        _indent(style, 0)
    for border in style.element.findall(f"{qn('w:pPr')}/{qn('w:pBdr')}"):
        border.getparent().remove(border)
    style.font.size, style.font.bold, style.font.italic = Pt(size), False, False
    style.font.color.rgb = RGBColor(0, 0, 0)
    properties = style.element.get_or_add_rPr()
    for tag in ("w:spacing", "w:kern"):
        for former in properties.findall(qn(tag)):
            properties.remove(former)
    set_fonts(properties, font, language)
    style.paragraph_format.alignment = align if language is Language.ZH or align is _CENTRE else WD_ALIGN_PARAGRAPH.LEFT
    return style


def _set_lines(style: Any, pitch: float) -> None:
    """Lines exactly so many points apart; 0: as high as their content, beside the grid of the page."""
    lines = style.paragraph_format
    if pitch:
        lines.line_spacing_rule, lines.line_spacing = WD_LINE_SPACING.EXACTLY, Pt(pitch)
        return
    lines.line_spacing_rule = WD_LINE_SPACING.SINGLE
    properties = style.element.get_or_add_pPr()
    snap = OxmlElement("w:snapToGrid")
    snap.set(qn("w:val"), "0")
    properties.insert_element_before(
        snap, "w:spacing", "w:ind", "w:contextualSpacing", "w:mirrorIndents", "w:jc", "w:outlineLvl"
    )


def _set_spacing(style: Any, points: float) -> None:
    """Set its signs closer by part of a point, so that a line has as many as it should: a grid of signs would part
    them wide in programs that place each sign into cells of its own."""
    spacing = OxmlElement("w:spacing")
    spacing.set(qn("w:val"), str(floor(points * _TWIP)))
    style.element.get_or_add_rPr().find(qn("w:color")).addnext(spacing)


def _indent(style: Any, hundredths: int) -> None:
    """Begin paragraphs so many hundredths of a sign further in."""
    indent = style.element.get_or_add_pPr().get_or_add_ind()
    indent.set(qn("w:firstLineChars"), str(hundredths))
    indent.set(
        qn("w:firstLine"), str(round(hundredths / 100 * (style.font.size.pt if style.font.size else 16) * _TWIP))
    )


def _name_stand_ins(report: Report) -> None:
    """Say which font stands in for one that a computer lacks."""
    part: Any = next(
        relation.target_part for relation in report.part.rels.values() if relation.reltype.endswith("/fontTable")
    )
    fonts = etree.fromstring(part.blob)
    for name, stand_ins in STAND_INS.items():
        font = etree.SubElement(fonts, qn("w:font"))
        font.set(qn("w:name"), name)
        etree.SubElement(font, qn("w:altName")).set(qn("w:val"), ",".join(one for one in stand_ins if one != name))
        etree.SubElement(font, qn("w:charset")).set(qn("w:val"), "86")
    part._blob = etree.tostring(fonts, xml_declaration=True, encoding="UTF-8", standalone=True)
