"""Figures over years: each trace a line, a column or marks over the same years."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from math import floor

from core.exports.documents.charts.figure_parts import Scale, Spec, axis_of, hex_colour, plain, scale_of
from core.exports.documents.charts.native import ChartKind, Drawn, NativeChart, NativeSeries
from core.figures import Figure
from core.figures.palette import INK, WHITE
from core.formats import Formats

_NEAR = 1e-9

Points = dict[int, float]


def chart_over_years(figure: Figure, formats: Formats, goal: float | None, alt: str) -> NativeChart | None:
    """The chart of a figure with years across; None for one without any value."""
    layout, traces = figure.layout, [trace for trace in figure.data if _is_drawn(trace)]
    if not traces:
        return None
    drawn = [_year(x) for trace in figure.data for x in trace["x"]]
    years = range(min(drawn), max(drawn) + 1)
    scale = scale_of(layout["yaxis"], formats, goal)
    series = [one for trace in traces for one in _series_of(trace, years, scale, formats)]
    series += _totals(layout["annotations"], years, scale, formats)
    axis = axis_of(layout["yaxis"], scale, max(v for one in series for v in one.values if v is not None))
    return NativeChart(
        kind=ChartKind.YEARS,
        categories=_categories(years, layout),
        series=tuple(_labelled(series, layout["annotations"], years, scale)),
        low=axis.low,
        high=axis.high,
        step=axis.step,
        axis_format=axis.number_format,
        stacked=any(one.drawn is Drawn.COLUMN for one in series),
        spans=not any(map(_has_gap, traces)),
        remarks=_breaks(layout["annotations"], formats),
        alt=alt,
    )


def _said_of(year: str, words: str, formats: Formats) -> str:
    """What holds from a year on, with the year where the words do not name it."""
    return words if year in words else formats.texts("document.from_year", year=year, words=words)


def _year(x: float) -> int:
    """The year a point belongs to: those drawn beside each other for room belong to one."""
    return floor(x + 0.5)


def _is_break(note: Spec) -> bool:
    """Whether words stand at the mark between two years from which something else is counted."""
    return isinstance(note["x"], float) and note["x"] % 1 == 0.5 and note.get("yref") == "paper"


def _breaks(annotations: Sequence[Spec], formats: Formats) -> tuple[str, ...]:
    """From when on something else is counted, in words."""
    return tuple(
        _said_of(str(floor(note["x"] + 1)), plain(note["text"]), formats) for note in annotations if _is_break(note)
    )


def _has_gap(trace: Spec) -> bool:
    """Whether a trace has a year that is known to be without a value between two with one."""
    known = [place for place, value in enumerate(trace["y"]) if value is not None]
    return known[-1] - known[0] >= len(known)


def _is_drawn(trace: Spec) -> bool:
    """Whether it has a value, and is no shade around the band that the legend names: all edges would be a tangle."""
    has_value = any(value is not None for value in trace["y"])
    return has_value and (trace.get("fill") != "toself" or bool(trace.get("showlegend", True)))


def _series_of(trace: Spec, years: range, scale: Scale, formats: Formats) -> list[NativeSeries]:
    """The series of a trace; of a band, which is drawn out along one edge and back along the other, both edges."""
    points = [(_year(x), y) for x, y in zip(trace["x"], trace["y"], strict=True)]
    if trace.get("fill") != "toself":
        return [_series(trace, plain(trace.get("name", "")), points, years, scale)]
    half = len(points) // 2
    upper, lower = points[:half], points[half:][::-1]
    names = (formats.texts(id, band=plain(trace["name"])) for id in ("document.band_upper", "document.band_lower"))
    return [
        replace(_series(trace, name, edge, years, scale), edge=True, width=1.0, dash="dot", marker="")
        for name, edge in zip(names, (upper, lower), strict=True)
    ]


def _series(
    trace: Spec, name: str, points: Sequence[tuple[int, float | None]], years: range, scale: Scale
) -> NativeSeries:
    values: Points = {year: scale.rounded(value) for year, value in points if value is not None}
    line, marker = trace.get("line", {}), trace.get("marker", {})
    row = tuple(values.get(year) for year in _level(values, years))
    if trace["type"] == "bar":
        return NativeSeries(
            name, row, hex_colour(marker["color"]), Drawn.COLUMN, number_format=scale.number_format(row)
        )
    mode = trace["mode"]
    edge = marker.get("line", {}).get("color")
    colour = hex_colour(line["color"] if "lines" in mode else edge or marker["color"])
    return NativeSeries(
        name=name,
        values=row,
        colour=colour,
        colours=_fillings(trace, years, colour) if "markers" in mode else (),
        width=float(line.get("width", 0)) if "lines" in mode else 0.0,
        dash=line.get("dash", "solid"),
        marker=marker.get("symbol", "circle").removesuffix("-open") if "markers" in mode else "",
        marker_size=float(marker["size"] if not isinstance(marker.get("size"), list) else max(marker["size"]))
        if "markers" in mode
        else 0.0,
        whiskers=_whiskers(trace, years, scale),
        in_legend=trace.get("showlegend", True),
        number_format=scale.number_format(row),
    )


def _level(values: Points, years: range) -> range:
    """Fill in a level line, which a figure gives by its two ends, with its value in every year between them."""
    if len(values) == 2 and len(set(values.values())) == 1:
        first, last = sorted(values)
        values |= dict.fromkeys(range(max(first, years[0]), min(last, years[-1]) + 1), values[first])
    return years


def _fillings(trace: Spec, years: range, colour: str) -> tuple[str, ...]:
    """The filling of the marker of every year: light for one that is hollow, since not every program draws edges."""
    marker = trace["marker"]
    if str(marker.get("symbol", "")).endswith("-open") or marker["color"] == WHITE:
        return (_light(colour),) * len(years)
    filling = marker["color"]
    if isinstance(filling, str):
        return (hex_colour(filling),) * len(years)
    by_year = {_year(x): one for x, one in zip(trace["x"], filling, strict=True)}
    return tuple(_light(colour) if by_year.get(year) == WHITE else colour for year in years)


def _light(colour: str) -> str:
    """A colour mixed with twice as much white."""
    return "".join(f"{(part + 2 * 255) // 3:02X}" for part in bytes.fromhex(colour))


def _whiskers(trace: Spec, years: range, scale: Scale) -> tuple[tuple[float, float] | None, ...]:
    """How far the interval of every value reaches below and above it."""
    bars = trace.get("error_y")
    if bars is None:
        return ()
    by_year = {
        _year(x): (scale.rounded(below), scale.rounded(above))
        for x, below, above in zip(trace["x"], bars["arrayminus"], bars["array"], strict=True)
        if below or above
    }
    return tuple(by_year.get(year) for year in years)


def _totals(annotations: Sequence[Spec], years: range, scale: Scale, formats: Formats) -> list[NativeSeries]:
    """The words above stacked bars, at a series that is not seen."""
    words = {_year(note["x"]): (note["y"], plain(note["text"])) for note in annotations if note.get("name") == "total"}
    if not words:
        return []
    values = tuple(scale.rounded(words[year][0]) if year in words else None for year in years)
    return [
        NativeSeries(
            name=formats.texts("document.total"),
            values=values,
            colour=hex_colour(INK),
            drawn=Drawn.UNSEEN,
            width=0.0,
            labels=tuple(words.get(year, (0, ""))[1] for year in years),
            label_colours=(hex_colour(INK),) * len(years),
            in_legend=False,
            number_format=scale.number_format(values),
        )
    ]


def _categories(years: range, layout: Spec) -> tuple[str, ...]:
    """The years, with what the axis or the reason of an absent value says below them."""
    axis = layout["xaxis"]
    words = dict(zip(axis["tickvals"], axis["ticktext"], strict=True)) if "ticktext" in axis else {}
    reasons = {note["x"]: note["text"] for note in layout["annotations"] if note.get("name") == "missing"}
    return tuple(
        plain(words.get(year, str(year))) + (f"\n{plain(reasons[year])}" if year in reasons else "") for year in years
    )


def _labelled(
    series: Sequence[NativeSeries], annotations: Sequence[Spec], years: range, scale: Scale
) -> list[NativeSeries]:
    """The series with the words that a figure writes at their points; a name that the legend holds is left out."""
    names = {one.name for one in series}
    beside = {plain(note["text"]) for note in annotations} & names
    labels: list[dict[int, Spec]] = [{} for _ in series]
    for note in annotations:
        if note.get("yref") != "paper" and note.get("name") != "total" and plain(note["text"]) not in names:
            _put(note, labels, series, _year(note["x"]) - years[0], scale.rounded(note["y"]))
    return [
        _with_labels(one, notes) if notes else replace(one, in_legend=True) if one.name in beside else one
        for one, notes in zip(series, labels, strict=True)
    ]


def _put(
    note: Spec, labels: Sequence[dict[int, Spec]], series: Sequence[NativeSeries], place: int, value: float
) -> None:
    """Give words to the first series that has this value at this place, and no words there yet; those of the newest
    value to one of observed points."""
    pairs = list(zip(labels, series, strict=True))
    if note.get("name") == "latest":  # of the lines that go on from there none is the one it belongs to
        pairs.sort(key=lambda pair: not pair[1].marker)
    for labelled, one in pairs:
        at = one.values[place] if 0 <= place < len(one.values) else None
        if at is not None and abs(at - value) < _NEAR and place not in labelled:
            labelled[place] = note
            return


def _with_labels(series: NativeSeries, notes: dict[int, Spec]) -> NativeSeries:
    places = range(len(series.values))
    first = next(iter(notes.values()))
    return replace(
        series,
        labels=tuple(plain(notes[place]["text"]) if place in notes else "" for place in places),
        label_colours=tuple(
            hex_colour(notes[place]["font"]["color"]) if place in notes else series.colour for place in places
        ),
        label_place={"bottom": "above", "top": "below"}.get(first.get("yanchor", ""), "right"),
    )
