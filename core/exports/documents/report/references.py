"""The lines across the bars of a chart in a report, with their words: shapes that belong to the chart."""

from __future__ import annotations

from docx.opc.packuri import PackURI
from docx.opc.part import Part
from lxml import etree

from core.exports.documents.charts import NativeChart
from core.exports.documents.charts.places import SIZE
from core.exports.documents.deck.text import EAST_ASIAN, LATIN
from core.exports.documents.text_size import Box, readable, text_width
from core.language import Language

_C = "http://schemas.openxmlformats.org/drawingml/2006/chart"
_CDR = "http://schemas.openxmlformats.org/drawingml/2006/chartDrawing"
_A = "http://schemas.openxmlformats.org/drawingml/2006/main"
_R = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_TYPE = "application/vnd.openxmlformats-officedocument.drawingml.chartshapes+xml"
_HEAD = 18.0
"""The height of the words above the plot, in points."""


def add_references(
    part: Part, chart: NativeChart, frame: Box, plot: Box, number: int, scale: float, language: Language
) -> None:
    """Draw the references of a chart over its plot, their words `scale` times as large as on a slide."""
    root = etree.Element(f"{{{_C}}}userShapes", nsmap={"c": _C, "a": _A, "cdr": _CDR})
    for place, reference in enumerate(chart.references):
        x = plot.x + plot.width * (reference.value - chart.low) / (chart.high - chart.low)
        root.append(_line(x, frame, plot, reference.colour, 2 * place + 1))
        if reference.words:
            width = text_width(reference.words, SIZE) + 12
            left = min(max(plot.x, x - width / 2), frame.width - width)
            box = Box(left, plot.y - _HEAD, width, _HEAD)
            root.append(_words(reference.words, box, frame, reference.colour, 2 * place + 2, SIZE * scale, language))
    shapes = Part(
        PackURI(f"/word/drawings/drawing{number}.xml"),
        _TYPE,
        etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True),
        part.package,
    )
    relation = part.relate_to(shapes, f"{_R}/chartUserShapes")
    content = etree.fromstring(part.blob)
    etree.SubElement(content, f"{{{_C}}}userShapes").set(f"{{{_R}}}id", relation)
    part._blob = etree.tostring(content, xml_declaration=True, encoding="UTF-8", standalone=True)


def _anchor(box: Box, frame: Box) -> etree._Element:
    anchor = etree.Element(f"{{{_CDR}}}relSizeAnchor")
    corners = (("from", box.x, box.y), ("to", box.x + box.width, box.y + box.height))
    for name, x, y in corners:
        corner = etree.SubElement(anchor, f"{{{_CDR}}}{name}")
        etree.SubElement(corner, f"{{{_CDR}}}x").text = f"{min(1.0, max(0.0, x / frame.width)):.5f}"
        etree.SubElement(corner, f"{{{_CDR}}}y").text = f"{min(1.0, max(0.0, y / frame.height)):.5f}"
    return anchor


def _line(x: float, frame: Box, plot: Box, colour: str, id: int) -> etree._Element:
    anchor = _anchor(Box(x, plot.y, 0, plot.height), frame)
    anchor.append(
        etree.fromstring(
            f'<cdr:cxnSp xmlns:cdr="{_CDR}" xmlns:a="{_A}" macro="">'
            f'<cdr:nvCxnSpPr><cdr:cNvPr id="{id}" name="line {id}"/>'
            '<cdr:cNvCxnSpPr/></cdr:nvCxnSpPr><cdr:spPr><a:xfrm><a:off x="0" y="0"/><a:ext cx="0" cy="0"/></a:xfrm>'
            f'<a:prstGeom prst="line"><a:avLst/></a:prstGeom><a:ln w="15875"><a:solidFill><a:srgbClr val="{colour}"/>'
            "</a:solidFill></a:ln></cdr:spPr></cdr:cxnSp>"
        )
    )
    return anchor


def _words(words: str, box: Box, frame: Box, colour: str, id: int, size: float, language: Language) -> etree._Element:
    anchor = _anchor(box, frame)
    shape = etree.fromstring(
        f'<cdr:sp xmlns:cdr="{_CDR}" xmlns:a="{_A}" macro="" textlink="">'
        f'<cdr:nvSpPr><cdr:cNvPr id="{id}" name="words {id}"/>'
        '<cdr:cNvSpPr txBox="1"/></cdr:nvSpPr><cdr:spPr><a:xfrm><a:off x="0" y="0"/><a:ext cx="0" cy="0"/></a:xfrm>'
        '<a:prstGeom prst="rect"><a:avLst/></a:prstGeom><a:noFill/></cdr:spPr><cdr:txBody>'
        '<a:bodyPr wrap="none" lIns="0" tIns="0" rIns="0" bIns="0" anchor="b"/><a:lstStyle/><a:p>'
        f'<a:pPr algn="ctr"/><a:r><a:rPr lang="{language.tag}" sz="{round(size * 100)}"><a:solidFill>'
        f'<a:srgbClr val="{colour}"/></a:solidFill><a:latin typeface="{LATIN}"/><a:ea typeface="{EAST_ASIAN}"/></a:rPr>'
        "<a:t/></a:r></a:p></cdr:txBody></cdr:sp>"
    )
    text = shape.find(f".//{{{_A}}}t")
    assert text is not None
    text.text = readable(words)
    anchor.append(shape)
    return anchor
