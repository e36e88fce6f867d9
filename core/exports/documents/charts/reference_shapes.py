"""The lines across the bars of a chart, with their words: shapes that belong to the chart and move with it."""

from __future__ import annotations

from collections.abc import Sequence

from lxml import etree

from core.exports.documents.charts.figure_parts import hex_colour
from core.exports.documents.charts.native import NativeChart
from core.exports.documents.charts.places import SIZE
from core.exports.documents.office_fonts import EAST_ASIAN, LATIN
from core.exports.documents.text_size import Box, readable, text_width
from core.figures.palette import SECONDARY
from core.language import Language

SHAPES_TYPE = "application/vnd.openxmlformats-officedocument.drawingml.chartshapes+xml"
SHAPES_RELATION = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/chartUserShapes"
_C = "http://schemas.openxmlformats.org/drawingml/2006/chart"
_CDR = "http://schemas.openxmlformats.org/drawingml/2006/chartDrawing"
_A = "http://schemas.openxmlformats.org/drawingml/2006/main"
_R = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_HEAD = 18.0
"""The height of the words above the plot, in points."""


def reference_shapes(
    chart: NativeChart, frame: Box, plot: Box, scale: float, language: Language, legend: Box | None = None
) -> bytes:
    """The part of a file with the references of a chart over its plot, words `scale` times as large as on a slide; in
    the box of a `legend` what the colours of floating bars mean, which no series says."""
    root = etree.Element(f"{{{_C}}}userShapes", nsmap={"c": _C, "a": _A, "cdr": _CDR})
    for place, reference in enumerate(chart.references):
        x = plot.x + plot.width * (reference.value - chart.low) / (chart.high - chart.low)
        root.append(_line(x, frame, plot, reference.colour, 2 * place + 1))
        if reference.words:
            width = text_width(reference.words, SIZE) + 12
            left = min(max(plot.x, x - width / 2), frame.width - width)
            box = Box(left, plot.y - _HEAD, width, _HEAD)
            runs = [(reference.words, reference.colour)]
            root.append(_words(runs, box, frame, 2 * place + 2, SIZE * scale, language))
    if legend is not None and chart.legend:
        runs = [part for colour, words in chart.legend for part in _entry(colour, words)]
        root.append(_words(runs, legend, frame, 2 * len(chart.references) + 1, SIZE * scale, language))
    return _written(root)


def _entry(colour: str, words: str) -> list[tuple[str, str]]:
    """One meaning: a square of the colour, where it has one, and the words."""
    said = (f"{words}    ", hex_colour(SECONDARY))
    return [("■ ", colour), said] if colour else [said]


def with_shapes(content: bytes, relation: str) -> bytes:
    """The part of a chart with the relation that leads to its shapes."""
    chart = etree.fromstring(content)
    etree.SubElement(chart, f"{{{_C}}}userShapes").set(f"{{{_R}}}id", relation)
    return _written(chart)


def _written(root: etree._Element) -> bytes:
    content: bytes = etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True)
    return content


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


def _words(
    runs: Sequence[tuple[str, str]], box: Box, frame: Box, id: int, size: float, language: Language
) -> etree._Element:
    """A line of words in the middle of a box, each run in its colour."""
    anchor = _anchor(box, frame)
    shape = etree.fromstring(
        f'<cdr:sp xmlns:cdr="{_CDR}" xmlns:a="{_A}" macro="" textlink="">'
        f'<cdr:nvSpPr><cdr:cNvPr id="{id}" name="words {id}"/>'
        '<cdr:cNvSpPr txBox="1"/></cdr:nvSpPr><cdr:spPr><a:xfrm><a:off x="0" y="0"/><a:ext cx="0" cy="0"/></a:xfrm>'
        '<a:prstGeom prst="rect"><a:avLst/></a:prstGeom><a:noFill/></cdr:spPr><cdr:txBody>'
        '<a:bodyPr wrap="none" lIns="0" tIns="0" rIns="0" bIns="0" anchor="b"/><a:lstStyle/><a:p>'
        '<a:pPr algn="ctr"/></a:p></cdr:txBody></cdr:sp>'
    )
    paragraph = shape.find(f".//{{{_A}}}p")
    assert paragraph is not None
    for words, colour in runs:
        run = etree.fromstring(
            f'<a:r xmlns:a="{_A}"><a:rPr lang="{language.tag}" sz="{round(size * 100)}"><a:solidFill>'
            f'<a:srgbClr val="{colour}"/></a:solidFill><a:latin typeface="{LATIN}"/><a:ea typeface="{EAST_ASIAN}"/>'
            "</a:rPr><a:t/></a:r>"
        )
        run[-1].text = readable(words)
        paragraph.append(run)
    anchor.append(shape)
    return anchor
