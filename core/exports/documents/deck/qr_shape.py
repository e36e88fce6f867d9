"""The QR code of a slide: two shapes of the program itself in a group, no picture."""

from __future__ import annotations

from typing import Any

from pptx.oxml import parse_xml
from pptx.oxml.ns import nsdecls
from pptx.slide import Slide
from pptx.util import Pt

from core.exports.documents.qr_code import qr_code
from core.exports.documents.text_size import Box, readable


def add_qr(slide: Slide, box: Box, link: str, alt: str) -> None:
    """Draw what says `link` into a square box: the light square with its margin, the dark modules as one shape.

    On the slide and not on the master, since a slide somebody adds was not handed over.
    """
    code = qr_code(link)
    first = slide.shapes._next_shape_id
    x, y, width, height = (int(Pt(part)) for part in (box.x, box.y, box.width, box.height))
    place = f'<a:off x="{x}" y="{y}"/><a:ext cx="{width}" cy="{height}"/>'
    inner = f'<a:chOff x="{x}" y="{y}"/><a:chExt cx="{width}" cy="{height}"/>'
    dark = "".join(_rectangle(*run) for run in code.dark)
    side = f'w="{code.side}" h="{code.side}"'
    group: Any = parse_xml(
        f'<p:grpSp {nsdecls("p", "a")}><p:nvGrpSpPr><p:cNvPr id="{first}" name="QR"/><p:cNvGrpSpPr/><p:nvPr/>'
        f"</p:nvGrpSpPr><p:grpSpPr><a:xfrm>{place}{inner}</a:xfrm></p:grpSpPr>"
        + _shape(first + 1, place, '<a:prstGeom prst="rect"><a:avLst/></a:prstGeom>', "FFFFFF")
        + _shape(
            first + 2,
            place,
            "<a:custGeom><a:avLst/><a:gdLst/><a:ahLst/><a:cxnLst/>"
            f'<a:rect l="0" t="0" r="r" b="b"/><a:pathLst><a:path {side}>{dark}</a:path></a:pathLst></a:custGeom>',
            "000000",
        )
        + "</p:grpSp>"
    )
    next(iter(group)).find(f"{{{group.nsmap['p']}}}cNvPr").set("descr", readable(alt))
    slide.shapes._spTree.append(group)


def _shape(id: int, place: str, geometry: str, colour: str) -> str:
    return (
        f'<p:sp><p:nvSpPr><p:cNvPr id="{id}" name="QR {id}"/><p:cNvSpPr/><p:nvPr/></p:nvSpPr><p:spPr>'
        f'<a:xfrm>{place}</a:xfrm>{geometry}<a:solidFill><a:srgbClr val="{colour}"/></a:solidFill>'
        "<a:ln><a:noFill/></a:ln></p:spPr></p:sp>"
    )


def _rectangle(x: int, y: int, length: int) -> str:
    corners = ((x + length, y), (x + length, y + 1), (x, y + 1))
    lines = "".join(f'<a:lnTo><a:pt x="{left}" y="{top}"/></a:lnTo>' for left, top in corners)
    return f'<a:moveTo><a:pt x="{x}" y="{y}"/></a:moveTo>{lines}<a:close/>'
