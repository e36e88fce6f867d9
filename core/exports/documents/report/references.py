"""The lines across the bars of a chart in a report, with their words: a part of the file beside the chart."""

from __future__ import annotations

from docx.opc.packuri import PackURI
from docx.opc.part import Part

from core.exports.documents.charts import NativeChart
from core.exports.documents.charts.reference_shapes import SHAPES_RELATION, SHAPES_TYPE, reference_shapes, with_shapes
from core.exports.documents.text_size import Box
from core.language import Language


def add_references(
    part: Part, chart: NativeChart, frame: Box, plot: Box, number: int, scale: float, language: Language
) -> None:
    """Draw the references of a chart over its plot, their words `scale` times as large as on a slide."""
    content = reference_shapes(chart, frame, plot, scale, language)
    shapes = Part(PackURI(f"/word/drawings/drawing{number}.xml"), SHAPES_TYPE, content, part.package)
    part._blob = with_shapes(part.blob, part.relate_to(shapes, SHAPES_RELATION))
