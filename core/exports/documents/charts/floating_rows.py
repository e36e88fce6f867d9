"""The rows of figures whose bars begin anywhere: timelines, the steps between two numbers, what each lever does."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date
from math import floor

from core.exports.documents.charts.figure_parts import Axis, Spec, axis_of, hex_colour, plain, scale_of
from core.exports.documents.charts.floating import Row, floating_chart
from core.exports.documents.charts.native import NativeChart, Reference
from core.exports.documents.charts.side_by_side import references_of
from core.figures import Figure
from core.formats import Formats

_DAY_ZERO = date(1899, 12, 30)
"""The day from which spreadsheets count."""
_MILLISECONDS = 86_400_000
_YEAR = 365.25
_SIGNS = {"reached": "◆", "open": "◇", "late": "!"}
"""What stands for a milestone that a figure draws as a diamond without words, by role."""
_BARE = {"planned": "◇", "actual": "◆"} | _SIGNS
"""The same, and for a mark of a stage that has no letter."""
_NAMED = re.compile(r" · |：|: ")
"""What stands before the name of a stage in the words of its mark."""


def steps_chart(figure: Figure, formats: Formats, goal: float | None, alt: str) -> NativeChart:
    """What leads from one number to another: both numbers as marks, a bar for each part between them."""
    bars, levels = figure.data
    rows = [Row(plain(name)) for name in figure.layout["yaxis"]["ticktext"]]
    for y, base, length, colour, words in zip(
        *(bars[name] for name in ("y", "base", "x")), bars["marker"]["color"], bars["text"], strict=True
    ):
        rows[y].bars.append((min(base, base + length), max(base, base + length), colour))
        rows[y].after = plain(words)
    for y, x, words, colour in zip(levels["y"], levels["x"], levels["text"], levels["marker"]["color"], strict=True):
        rows[y].marks.append((x, ""))
        rows[y].after, rows[y].colour = f"◆ {plain(words).strip()}", colour
    return _of_values(figure, rows, formats, goal, alt)


def lever_chart(figure: Figure, formats: Formats, goal: float | None, alt: str) -> NativeChart:
    """What each lever does: a bar to the outcome at either end, with the lever's own ends in words beside it."""
    names = figure.data[0]["y"]
    rows = {name: Row(plain(name)) for name in names}
    for trace in figure.data:
        colour = trace["marker"]["color"]
        for name, base, length in zip(trace["y"], trace["base"], trace["x"], strict=True):
            rows[name].bars.append((min(base, base + length), max(base, base + length), colour))
    for note in figure.layout["annotations"]:
        row = rows.get(note["y"]) if isinstance(note["y"], str) else None
        if row is not None and note.get("xanchor") == "right":
            row.before = plain(note["text"])
        elif row is not None:
            row.after = plain(note["text"])
    legend = tuple((hex_colour(trace["marker"]["color"]), plain(trace["name"])) for trace in figure.data)
    return _of_values(figure, list(rows.values()), formats, goal, alt, legend)


def _of_values(
    figure: Figure,
    rows: Sequence[Row],
    formats: Formats,
    goal: float | None,
    alt: str,
    legend: tuple[tuple[str, str], ...] = (),
) -> NativeChart:
    scale = scale_of(figure.layout["xaxis"], formats, goal)
    ends = [cut for row in rows for cut in row.cuts]
    number_format = scale.number_format(scale.rounded(end) for end in ends)
    return floating_chart(
        rows,
        axis_of(figure.layout["xaxis"], scale, max(ends)),
        formats.texts,
        rounded=scale.rounded,
        formats=(number_format, number_format),
        references=references_of(figure.layout),
        legend=legend,
        alt=alt,
    )


def timeline_chart(figure: Figure, formats: Formats, alt: str) -> NativeChart:
    """Planned above actual, each a row of its own, on an axis of days."""
    layout = figure.layout
    names = [plain(name) for name in layout["yaxis"]["ticktext"]]
    lanes = {(index, upper): Row("") for index in range(len(names)) for upper in (True, False)}
    for shape in layout["shapes"]:
        if "y0" in shape and shape.get("yref") != "paper":
            lanes[_lane(shape["y0"])].bars.append((_day(shape["x0"]), _day(shape["x1"]), shape["line"]["color"]))
    for trace in figure.data:
        _add_trace(trace, lanes)
    rows = []
    for index, name in enumerate(names):
        # One name for both lanes: the colours say which is which.
        lanes[index, True].name, lanes[index, False].name = name, " "
        rows += [lanes[index, True], lanes[index, False]]
    first, last = (date.fromisoformat(end[:10]).year for end in layout["xaxis"]["range"])
    # A day into the year: a year is 365.25 days, and no grid line may fall back into the year before.
    low = float((date(first, 1, 1) - _DAY_ZERO).days + 1)
    axis = Axis(low, low + (last + 1 - first) * _YEAR, _YEAR, "yyyy")
    return floating_chart(
        rows,
        axis,
        formats.texts,
        rounded=float,
        formats=("yyyy-mm-dd", "0"),
        references=_today(layout),
        legend=_legend(figure),
        remarks=_meanings(figure, formats),
        alt=alt,
    )


def _lane(y: float) -> tuple[int, bool]:
    """Which row a height belongs to, and whether to its upper lane."""
    index = floor(y + 0.5)
    return index, y < index


def _day(text: str) -> float:
    return float((date.fromisoformat(text[:10]) - _DAY_ZERO).days)


def _add_trace(trace: Spec, lanes: dict[tuple[int, bool], Row]) -> None:
    """Put the bars or marks of a trace into their rows."""
    if trace["type"] == "bar":
        for y, base, length in zip(trace["y"], trace["base"], trace["x"], strict=True):
            start = _day(base)
            lanes[_lane(y)].bars.append((start, start + length // _MILLISECONDS, trace["marker"]["color"]))
        return
    sign = _BARE.get(trace["meta"]["role"], "")
    words = trace.get("text") or [""] * len(trace["x"])
    for y, day, text in zip(trace["y"], trace["x"], words, strict=True):
        lanes[_lane(y)].marks.append((_day(day), plain(text) or sign))


def _today(layout: Spec) -> tuple[Reference, ...]:
    """The day of the release across all rows."""
    words = next((plain(note["text"]) for note in layout["annotations"] if note.get("name") == "as_of"), "")
    return tuple(
        Reference(_day(shape["x0"]), words, hex_colour(shape["line"]["color"]))
        for shape in layout["shapes"]
        if shape.get("name") == "as_of"
    )


def _legend(figure: Figure) -> tuple[tuple[str, str], ...]:
    """What the bars are by their colour, and the milestones by their sign."""
    lines = [shape["line"]["color"] for shape in figure.layout["shapes"] if shape.get("yref") != "paper"]
    spans = dict(zip(("planned", "actual"), dict.fromkeys(lines), strict=False))
    entries = []
    for trace in figure.data:
        role = trace["meta"]["role"]
        if not trace["x"]:
            continue
        if trace["type"] == "bar" or role in spans:
            colour = trace["marker"]["color"] if trace["type"] == "bar" else spans[role]
            entries.append((hex_colour(colour), plain(trace["name"])))
        elif role in _SIGNS:
            entries.append(("", f"{_SIGNS[role]} {plain(trace['name'])}"))
    return tuple(entries)


def _meanings(figure: Figure, formats: Formats) -> tuple[str, ...]:
    """What the letters at the bars stand for: each mark says it, followed by its day."""
    meanings: dict[str, str] = {}
    for trace in figure.data:
        for sign, said in zip(trace.get("text", ()), trace.get("customdata", ()), strict=False):
            words = _NAMED.split(plain(said).rsplit(" ", 1)[0])[-1]
            meanings.setdefault(plain(sign), words)
    known = [f"{sign} {words}" for sign, words in meanings.items() if sign and sign != words]
    return (formats.texts("document.signs", signs=formats.texts.listed(known)),) if known else ()
