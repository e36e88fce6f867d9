"""A chart on a slide: native, with its data sheet, looking like the figure on the screen."""

from __future__ import annotations

from typing import Any

from pptx.enum.chart import (
    XL_AXIS_CROSSES,
    XL_CHART_TYPE,
    XL_LABEL_POSITION,
    XL_LEGEND_POSITION,
    XL_MARKER_STYLE,
    XL_TICK_LABEL_POSITION,
    XL_TICK_MARK,
)
from pptx.enum.dml import MSO_LINE
from pptx.enum.shapes import MSO_CONNECTOR
from pptx.enum.text import PP_ALIGN
from pptx.slide import Slide
from pptx.util import Pt

from core.exports.documents.charts import ChartKind, Drawn, NativeChart, NativeSeries
from core.exports.documents.charts.figure_parts import hex_colour
from core.exports.documents.charts.places import (
    LABEL_SIZE,
    SIZE,
    is_bar,
    labels_within,
    legend_entries,
    legend_height,
    plot_in,
)
from core.exports.documents.deck.chart_data import chart_data
from core.exports.documents.deck.chart_parts import (
    add_whiskers,
    join_gaps,
    keep_on_one_line,
    move_to_lines,
    name_every_category,
    place_legend,
    place_plot,
)
from core.exports.documents.deck.text import Words, add_text, fill_paragraphs, rgb, set_fonts
from core.exports.documents.text_size import Box, readable, text_width
from core.figures.palette import HAIRLINE, INK, SECONDARY
from core.language import Language

_PLACES = {
    "above": XL_LABEL_POSITION.ABOVE,
    "below": XL_LABEL_POSITION.BELOW,
    "right": XL_LABEL_POSITION.RIGHT,
    "outside": XL_LABEL_POSITION.OUTSIDE_END,
    "inside_end": XL_LABEL_POSITION.INSIDE_END,
    "inside_base": XL_LABEL_POSITION.INSIDE_BASE,
}
_DASHES = {"solid": MSO_LINE.SOLID, "dash": MSO_LINE.DASH, "dot": MSO_LINE.ROUND_DOT}
_MARKERS = {
    "circle": XL_MARKER_STYLE.CIRCLE,
    "diamond": XL_MARKER_STYLE.DIAMOND,
    "line-ew": XL_MARKER_STYLE.DASH,
    "": XL_MARKER_STYLE.NONE,
}


def add_chart(slide: Slide, chart: NativeChart, box: Box, language: Language) -> None:
    """Draw a chart within a box of a slide; its words name both fonts."""
    _, plot = new_chart(slide, chart, box, language)
    _draw_references(slide, chart, plot, language)


def new_chart(slide: Slide, chart: NativeChart, box: Box, language: Language) -> tuple[Any, Box]:
    """A chart within a box of a slide, without lines across its bars, and the place of its plot."""
    kind = _chart_type(chart)
    shape: Any = slide.shapes.add_chart(kind, Pt(box.x), Pt(box.y), Pt(box.width), Pt(box.height), chart_data(chart))
    shape._element.nvGraphicFramePr.cNvPr.set("descr", readable(chart.alt))
    drawn = shape.chart
    drawn.has_title = False
    drawn.font.size = Pt(SIZE)
    drawn.font.color.rgb = rgb(hex_colour(SECONDARY))
    set_fonts(drawn.font._rPr, language)
    plot = plot_in(box, chart)
    place_plot(drawn, box, plot)
    _set_legend(drawn, chart, box)
    _set_axes(drawn, chart)
    _set_bars(drawn, chart)
    lines = [place for place, one in enumerate(chart.series) if chart.kind is ChartKind.YEARS and not is_bar(one)]
    if kind is XL_CHART_TYPE.COLUMN_STACKED and lines:
        move_to_lines(drawn, lines)
    if chart.spans:
        join_gaps(drawn)
    by_index = {one._element.idx.val: one for group in drawn.plots for one in group.series}
    for place, values in enumerate(chart.series):
        _draw(by_index[place], values, chart, plot, language)
    return drawn, plot


def _chart_type(chart: NativeChart) -> XL_CHART_TYPE:
    if chart.kind is ChartKind.BARS:
        return XL_CHART_TYPE.BAR_CLUSTERED
    if chart.kind is ChartKind.FLOATING:
        return XL_CHART_TYPE.BAR_STACKED
    return XL_CHART_TYPE.COLUMN_STACKED if any(map(is_bar, chart.series)) else XL_CHART_TYPE.LINE_MARKERS


def _set_legend(drawn: Any, chart: NativeChart, box: Box) -> None:
    entries = legend_entries(chart)
    drawn.has_legend = bool(entries)
    if entries:
        drawn.legend.position = XL_LEGEND_POSITION.TOP
        drawn.legend.include_in_layout = False
        left_out = [place for place in range(len(chart.series)) if place not in entries.values()]
        place_legend(drawn, box, Box(box.x, box.y, box.width, legend_height(chart, box.width)), left_out)


def _set_axes(drawn: Any, chart: NativeChart) -> None:
    values, names = drawn.value_axis, drawn.category_axis
    values.minimum_scale, values.maximum_scale, values.major_unit = chart.low, chart.high, chart.step
    values.has_major_gridlines = True
    values.major_gridlines.format.line.color.rgb = rgb(hex_colour(HAIRLINE))
    values.major_gridlines.format.line.width = Pt(0.75)
    values.format.line.fill.background()
    values.major_tick_mark = names.major_tick_mark = XL_TICK_MARK.NONE
    values.tick_labels.number_format = chart.axis_format
    values.tick_labels.number_format_is_linked = False
    names.format.line.color.rgb = rgb(hex_colour(HAIRLINE))
    names.tick_label_position = XL_TICK_LABEL_POSITION.LOW
    values.crosses = XL_AXIS_CROSSES.MINIMUM if chart.low > 0 else XL_AXIS_CROSSES.AUTOMATIC
    if chart.kind is not ChartKind.YEARS:
        names.reverse_order = True
        # The first category is on top, and so is the axis of values; its numbers stand at the foot all the same.
        values.tick_label_position = XL_TICK_LABEL_POSITION.HIGH
        name_every_category(drawn)


def _set_bars(drawn: Any, chart: NativeChart) -> None:
    if any(map(is_bar, chart.series)) or chart.kind is ChartKind.FLOATING:
        plot = drawn.plots[0]
        plot.gap_width = 45
        plot.overlap = 100 if chart.stacked else 0


def _draw(series: Any, values: NativeSeries, chart: NativeChart, plot: Box, language: Language) -> None:
    """Give a series its colours, line, markers and words."""
    if chart.kind is not ChartKind.YEARS or is_bar(values):
        _draw_bars(series, values)
    else:
        _draw_line(series, values)
    labels = labels_within(values, chart, plot)
    for place, text in enumerate(labels):
        if text and values.values[place] is not None:
            label = series.points[place].data_label
            label.position = _PLACES[values.label_place]
            size = SIZE if values.label_place in ("outside", "inside_end", "inside_base") else LABEL_SIZE
            colour = values.label_colours[place] if values.label_colours else hex_colour(INK)
            # The newest value, and the ends of lines.
            bold = chart.kind is ChartKind.YEARS and (values.label_place == "right" or bool(values.marker))
            fill_paragraphs(label.text_frame, [Words(text, size, colour, bold)], language)
            keep_on_one_line(label)


def _draw_bars(series: Any, values: NativeSeries) -> None:
    if values.drawn is Drawn.UNSEEN:
        series.format.fill.background()
        return
    series.format.fill.solid()
    series.format.fill.fore_color.rgb = rgb(values.colour)
    for place, colour in enumerate(values.colours):
        if values.values[place] is None or colour == values.colour:
            continue
        fill = series.points[place].format.fill
        if colour:
            fill.solid()
            fill.fore_color.rgb = rgb(colour)
        else:
            fill.background()


def _draw_line(series: Any, values: NativeSeries) -> None:
    series.smooth = False
    line = series.format.line
    if values.width and values.drawn is Drawn.LINE:
        line.width, line.dash_style = Pt(values.width), _DASHES.get(values.dash, MSO_LINE.DASH)
        line.color.rgb = rgb(values.colour)
    else:
        line.fill.background()
    series.marker.style = _MARKERS.get(values.marker, XL_MARKER_STYLE.CIRCLE)
    if values.marker:
        series.marker.size = max(2, min(72, round(values.marker_size if values.marker != "line-ew" else 18)))
        fillings = {place: values.colours[place] for place, value in enumerate(values.values) if value is not None}
        usual = max(fillings.values(), key=list(fillings.values()).count)
        _fill_marker(series.marker, usual, values.colour)
        for place, colour in fillings.items():
            if colour != usual:
                _fill_marker(series.points[place].marker, colour, values.colour)
    if any(values.whiskers):
        add_whiskers(series, values)


def _fill_marker(marker: Any, filling: str, edge: str) -> None:
    marker.format.fill.solid()
    marker.format.fill.fore_color.rgb = rgb(filling)
    marker.format.line.color.rgb = rgb(edge)
    marker.format.line.width = Pt(1.5)


def _draw_references(slide: Slide, chart: NativeChart, plot: Box, language: Language) -> None:
    """The lines across all bars, with their words above the plot."""
    for reference in chart.references:
        x = plot.x + plot.width * (reference.value - chart.low) / (chart.high - chart.low)
        line = slide.shapes.add_connector(MSO_CONNECTOR.STRAIGHT, Pt(x), Pt(plot.y), Pt(x), Pt(plot.y + plot.height))
        line.line.color.rgb, line.line.width = rgb(reference.colour), Pt(1.5)
        if reference.words:
            width = text_width(reference.words, SIZE) + 8
            left = min(max(plot.x, x - width / 2), plot.x + plot.width + 56 - width)
            add_text(
                slide,
                Box(left, plot.y - 18, width, 16),
                [Words(reference.words, SIZE, reference.colour)],
                language,
                align=PP_ALIGN.CENTER,
            )
