"""Native charts of a report: drawn as those of a deck are, each a part of the file with its data sheet."""

from __future__ import annotations

from functools import cache
from typing import Any

from docx.document import Document as Report
from docx.opc.constants import CONTENT_TYPE, RELATIONSHIP_TYPE
from docx.opc.packuri import PackURI
from docx.opc.part import Part
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls, qn
from docx.shared import Pt
from lxml import etree
from pptx import Presentation
from pptx.slide import Slide

from core.exports.documents.charts import NativeChart
from core.exports.documents.deck.charts import new_chart
from core.exports.documents.paper.sheet import INNER_WIDTH
from core.exports.documents.report.body import Body
from core.exports.documents.report.references import add_references
from core.exports.documents.report.template import CHART
from core.exports.documents.text_size import Box, readable
from core.language import Language

_SMALLER = 0.75
"""The size of words and signs on paper beside those on a slide."""
_CHART = "http://schemas.openxmlformats.org/drawingml/2006/chart"
_NO_FRAME = f'<c:spPr {nsdecls("a")} xmlns:c="{_CHART}"><a:noFill/><a:ln><a:noFill/></a:ln></c:spPr>'
_SHEET = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
_SIZED = {"sz": 1, "w": 3175}
"""Attributes that are sizes of words and widths of lines, with the least they may become."""


def add_chart(body: Body, chart: NativeChart, height: float, number: int, language: Language) -> None:
    """A chart as wide as the sheet and so many points high; `number` is its place among those of the report."""
    frame = Box(0, 0, INNER_WIDTH / _SMALLER, height / _SMALLER)
    drawn, plot = new_chart(_slide(), chart, frame, language)
    report = body.report
    part = _part(report, drawn, number)
    if chart.references:
        add_references(part, chart, frame, plot, number, _SMALLER, language)
    relation = report.part.relate_to(part, RELATIONSHIP_TYPE.CHART)
    paragraph = body.add_paragraph("", CHART)
    paragraph.add_run()._r.append(_inline(relation, chart.alt, height, number))


@cache
def _slide() -> Slide:
    """A slide on which charts are drawn before they are taken into a report."""
    deck = Presentation()
    slide: Slide = deck.slides.add_slide(deck.slide_layouts[6])
    return slide


def _part(report: Report, drawn: Any, number: int) -> Part:
    """The chart as a part of the report, its data sheet a part of it."""
    package: Any = report.part.package
    content = etree.fromstring(drawn.part.blob)
    for element in content.iter():
        for name, least in _SIZED.items():
            if element.get(name, "").isdigit():
                element.set(name, str(max(least, round(int(element.get(name)) * _SMALLER))))
    content.find(f"{{{_CHART}}}chart").addnext(etree.fromstring(_NO_FRAME))
    part = Part(PackURI(f"/word/charts/chart{number}.xml"), CONTENT_TYPE.DML_CHART, b"", package)
    sheet = drawn.part.chart_workbook.xlsx_part.blob
    name = PackURI(f"/word/embeddings/Microsoft_Excel_Sheet{number}.xlsx")
    relation = part.relate_to(Part(name, _SHEET, sheet, package), RELATIONSHIP_TYPE.PACKAGE)
    content.find(f"{{{_CHART}}}externalData").set(qn("r:id"), relation)
    part._blob = etree.tostring(content, xml_declaration=True, encoding="UTF-8", standalone=True)
    return part


def _inline(relation: str, alt: str, height: float, number: int) -> Any:
    """The place of a chart in a line of text."""
    element = parse_xml(
        f'<w:drawing {nsdecls("w", "wp", "a", "r")} xmlns:c="{_CHART}">'
        '<wp:inline distT="0" distB="0" distL="0" distR="0">'
        f'<wp:extent cx="{int(Pt(INNER_WIDTH))}" cy="{int(Pt(height))}"/>'
        f'<wp:docPr id="{1000 + number}" name="chart {number}"/><wp:cNvGraphicFramePr/>'
        f'<a:graphic><a:graphicData uri="{_CHART}"><c:chart r:id="{relation}"/></a:graphicData></a:graphic>'
        "</wp:inline></w:drawing>"
    )
    element.find(f".//{qn('wp:docPr')}").set("descr", readable(alt))
    return element
