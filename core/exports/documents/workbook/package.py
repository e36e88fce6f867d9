"""What of a workbook its library does not write: the lines across the bars of its charts, labels on one line."""

from __future__ import annotations

from collections.abc import Mapping
from io import BytesIO
from zipfile import ZIP_DEFLATED, ZipFile

from core.exports.documents.charts.reference_shapes import SHAPES_RELATION, SHAPES_TYPE, with_shapes

_TYPES = "[Content_Types].xml"
_RELATIONS = "http://schemas.openxmlformats.org/package/2006/relationships"


def finished(content: bytes, shapes: Mapping[int, bytes]) -> bytes:
    """The file with shapes in its charts, by the number of each chart from 1 on, and their labels on one line each."""
    out = BytesIO()
    charts = {f"xl/charts/chart{number}.xml": number for number in shapes}
    with ZipFile(BytesIO(content)) as before, ZipFile(out, "w", ZIP_DEFLATED) as after:
        for part in before.infolist():
            body = before.read(part)
            if part.filename.startswith("xl/charts/"):
                body = body.replace(b"<c:rich><a:bodyPr/>", b'<c:rich><a:bodyPr wrap="none"/>')
            if part.filename in charts:
                body = with_shapes(body, "rId1")
            elif part.filename == _TYPES:
                named = "".join(
                    f'<Override PartName="/{_part(number)}" ContentType="{SHAPES_TYPE}"/>' for number in shapes
                )
                body = body.replace(b"</Types>", named.encode() + b"</Types>")
            after.writestr(part, body, ZIP_DEFLATED)
        for number, part_body in shapes.items():
            after.writestr(_part(number), part_body)
            after.writestr(f"xl/charts/_rels/chart{number}.xml.rels", _relation(number))
    return out.getvalue()


def _part(number: int) -> str:
    return f"xl/drawings/chartshapes{number}.xml"


def _relation(number: int) -> str:
    return (
        '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>'
        f'<Relationships xmlns="{_RELATIONS}"><Relationship Id="rId1" Type="{SHAPES_RELATION}" '
        f'Target="/{_part(number)}"/></Relationships>'
    )
