"""The parts of a native chart that python-pptx has no words for, written as the elements of its file."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from lxml import etree
from pptx.oxml.ns import qn

from core.exports.documents.charts import NativeSeries
from core.exports.documents.text_size import Box


def place_plot(chart: Any, frame: Box, plot: Box) -> None:
    """Put the plot itself, without the words of its axes, at an exact place of the frame of its chart."""
    area = chart._chartSpace.chart.plotArea
    for former in area.findall(qn("c:layout")):
        area.remove(former)
    area.insert(0, _layout(frame, plot, inner=True))


def _layout(frame: Box, box: Box, *, inner: bool) -> Any:
    """An exact place as shares of a frame; `inner` for a plot, whose axes then have their words outside of it."""
    layout = etree.Element(qn("c:layout"))
    manual = etree.SubElement(layout, qn("c:manualLayout"))
    if inner:
        etree.SubElement(manual, qn("c:layoutTarget"), val="inner")
    for mode in ("xMode", "yMode"):
        etree.SubElement(manual, qn(f"c:{mode}"), val="edge")
    parts = (
        ("x", (box.x - frame.x) / frame.width),
        ("y", (box.y - frame.y) / frame.height),
        ("w", box.width / frame.width),
        ("h", box.height / frame.height),
    )
    for name, share in parts:
        etree.SubElement(manual, qn(f"c:{name}"), val=f"{share:.4f}")
    return layout


def move_to_lines(chart: Any, names: Sequence[int]) -> None:
    """Draw the series at these places as lines over the columns of the others, on the same axes."""
    columns = chart._chartSpace.chart.plotArea.find(qn("c:barChart"))
    every = columns.findall(qn("c:ser"))
    lines = etree.Element(qn("c:lineChart"))
    etree.SubElement(lines, qn("c:grouping"), val="standard")
    etree.SubElement(lines, qn("c:varyColors"), val="0")
    for place in names:
        series = every[place]
        for only_of_bars in series.findall(qn("c:invertIfNegative")):
            series.remove(only_of_bars)
        lines.append(series)
        etree.SubElement(series, qn("c:smooth"), val="0")
    etree.SubElement(lines, qn("c:marker"), val="1")
    for axis in columns.findall(qn("c:axId")):
        etree.SubElement(lines, qn("c:axId"), val=axis.get("val"))
    columns.addnext(lines)


def add_whiskers(series: Any, values: NativeSeries) -> None:
    """The interval of each value as the error bars of a series."""
    bars = etree.Element(qn("c:errBars"))
    etree.SubElement(bars, qn("c:errDir"), val="y")
    etree.SubElement(bars, qn("c:errBarType"), val="both")
    etree.SubElement(bars, qn("c:errValType"), val="cust")
    etree.SubElement(bars, qn("c:noEndCap"), val="0")
    for name, side in (("plus", 1), ("minus", 0)):
        numbers = etree.SubElement(etree.SubElement(bars, qn(f"c:{name}")), qn("c:numLit"))
        etree.SubElement(numbers, qn("c:formatCode")).text = "General"
        etree.SubElement(numbers, qn("c:ptCount"), val=str(len(values.whiskers)))
        for place, whisker in enumerate(values.whiskers):
            if whisker is not None:
                point = etree.SubElement(numbers, qn("c:pt"), idx=str(place))
                etree.SubElement(point, qn("c:v")).text = repr(whisker[side])
    line = etree.SubElement(etree.SubElement(bars, qn("c:spPr")), qn("a:ln"), w="12700")
    etree.SubElement(etree.SubElement(line, qn("a:solidFill")), qn("a:srgbClr"), val=values.colour)
    series._element.find(qn("c:cat")).addprevious(bars)


def join_gaps(chart: Any) -> None:
    """Join the points of each line where a year between them has none."""
    chart._chartSpace.chart.find(qn("c:dispBlanksAs")).set("val", "span")


def place_legend(chart: Any, frame: Box, box: Box, left_out: Sequence[int]) -> None:
    """Put the legend at an exact place of the frame of its chart, without the series at the places left out."""
    legend = chart._chartSpace.chart.find(qn("c:legend"))
    position = legend.find(qn("c:legendPos"))
    for former in legend.findall(qn("c:layout")):
        legend.remove(former)
    position.addnext(_layout(frame, box, inner=False))
    for place in reversed(left_out):
        entry = etree.Element(qn("c:legendEntry"))
        etree.SubElement(entry, qn("c:idx"), val=str(place))
        etree.SubElement(entry, qn("c:delete"), val="1")
        position.addnext(entry)


def keep_on_one_line(label: Any) -> None:
    """Keep the words of a label from being wrapped."""
    for body in label._dLbl.iter(qn("a:bodyPr")):
        body.set("wrap", "none")


def name_every_category(chart: Any) -> None:
    """Write the name of every category, however close they lie."""
    axis = chart._chartSpace.chart.plotArea.find(qn("c:catAx"))
    skip = etree.Element(qn("c:tickLblSkip"), val="1")
    axis.find(qn("c:noMultiLvlLbl")).addprevious(skip)
