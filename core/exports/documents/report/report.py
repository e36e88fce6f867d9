"""A document as the bytes of a DOCX file."""

from __future__ import annotations

from io import BytesIO

from docx.shared import Pt, RGBColor

from core.exports.documents.charts import NativeChart
from core.exports.documents.document import Document
from core.exports.documents.paper.blocks import Block, Grid, Heading, Paper, Picture
from core.exports.documents.paper.outline import paper_of
from core.exports.documents.report.body import Body
from core.exports.documents.report.charts import add_chart
from core.exports.documents.report.foot import add_foot
from core.exports.documents.report.tables import add_table
from core.exports.documents.report.template import BELOW_TITLE, CAPTION, SOURCE, STRONG, empty_report
from core.exports.documents.text_size import readable
from core.language import catalogue


def report_bytes(document: Document) -> bytes:
    """The report of a document in its length."""
    paper = paper_of(document, catalogue(document.language))
    report = empty_report(paper)
    properties = report.core_properties
    properties.title, properties.author, properties.language = paper.title, "", document.language.tag
    properties.comments = ""
    body = Body(report)
    body.add_paragraph(paper.title, "Title")
    for line in paper.below_title:
        body.add_paragraph(line, BELOW_TITLE)
    figures = 0
    for block in paper.blocks:
        figures += isinstance(block, Picture)
        _add_block(body, block, figures, paper)
    add_foot(report, paper)
    out = BytesIO()
    report.save(out)
    return out.getvalue()


def _add_block(body: Body, block: Block, figures: int, paper: Paper) -> None:
    if isinstance(block, Heading):
        body.add_paragraph(block.text, f"Heading {block.level}")
    elif isinstance(block, Picture):
        _add_legend(body, block.chart)
        add_chart(body, block.chart, block.height, figures, paper.language)
        body.add_paragraph(block.caption, CAPTION, stays=bool(block.foot))
        _add_foot(body, block.foot)
    elif isinstance(block, Grid):
        body.add_paragraph(block.caption, CAPTION, stays=True)
        add_table(body, block)
        _add_foot(body, block.foot)
    else:
        body.add_paragraph(block.text, STRONG if block.strong else "Normal")


def _add_foot(body: Body, lines: tuple[str, ...]) -> None:
    """The lines below a figure or a table, kept together."""
    for place, line in enumerate(lines, start=1):
        body.add_paragraph(line, SOURCE, stays=place < len(lines))


def _add_legend(body: Body, chart: NativeChart) -> None:
    """The colours of a chart with their words, where its series do not say them."""
    if not chart.legend:
        return
    line = body.add_paragraph("", SOURCE, stays=True)
    for colour, words in chart.legend:
        if colour:
            line.add_run("■ ").font.color.rgb = RGBColor.from_string(colour)
        run = line.add_run(f"{readable(words)}    ")
        run.font.size = Pt(9)
