"""What every figure is read by: its numbers as they are stored, its colours, its words."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from html import unescape
from typing import Any

from core.formats import Formats, round_half_up

Spec = dict[str, Any]

_RGB = re.compile(r"rgba?\((\d+),\s*(\d+),\s*(\d+)")


@dataclass(frozen=True, slots=True)
class Scale:
    """How the numbers of a figure are stored and written: shares as fractions, everything else as it is.

    `goal` is the goal of a share, from which a value must remain told apart.
    """

    is_share: bool
    formats: Formats
    goal: float | None = None

    def rounded(self, value: float) -> float:
        """The number as every download stores it."""
        if self.is_share:
            return float(round_half_up(self.formats.percent(value, self.goal)[1] / 100, 8))
        return float(round_half_up(value, self.formats.decimals(value)))

    def number_format(self, values: Iterable[float | None]) -> str:
        """The format in which a sheet shows these numbers in full."""
        known = [value for value in values if value is not None]
        if self.is_share:
            digits = max((_decimals(value * 100) for value in known), default=0)
            return "0" + ("." + "0" * digits if digits else "") + "%"
        digits = max((_decimals(value) for value in known), default=0)
        return "#,##0" + ("." + "0" * digits if digits else "")


def _decimals(value: float) -> int:
    """The decimals a rounded number has, at most four."""
    shown = f"{value:.4f}".rstrip("0")
    return len(shown.partition(".")[2])


def scale_of(axis: Spec, formats: Formats, goal: float | None) -> Scale:
    """The scale of a figure by the words of its axis: 40 % and 4 : 6 are shares."""
    words = [str(text) for text in axis.get("ticktext", ())]
    is_share = any("%" in text or " : " in text for text in words)
    return Scale(is_share, formats, goal if is_share else None)


@dataclass(frozen=True, slots=True)
class Axis:
    """The bounds of an axis of values, whole steps apart, and the format of its numbers."""

    low: float
    high: float
    step: float
    number_format: str


def axis_of(axis: Spec, scale: Scale, most: float) -> Axis:
    """The axis of a figure; its upper end lies a step higher where `most`, the highest number drawn, is above it."""
    ticks = [float(tick) for tick in axis["tickvals"]]
    step = round(ticks[1] - ticks[0], 12) if len(ticks) > 1 else 1.0
    high = ticks[-1] + (step if most > ticks[-1] + step * 1e-6 else 0.0)
    return Axis(ticks[0], round(high, 12), step, _axis_format(axis, ticks, scale))


def _axis_format(axis: Spec, ticks: Sequence[float], scale: Scale) -> str:
    if any("万" in str(text) for text in axis.get("ticktext", ())):
        # Divided by a thousand, with a point before the last digit: a spreadsheet knows no division by ten thousand.
        return r'[=0]0;0\.0,"万"'
    return scale.number_format(ticks)


def hex_colour(colour: str) -> str:
    """A colour of a figure as six hexadecimal digits; how transparent it is falls away."""
    match = _RGB.match(colour)
    return "".join(f"{int(part):02X}" for part in match.groups()) if match else colour.removeprefix("#").upper()


def plain(text: str) -> str:
    """A text of a figure as it is read: Plotly's line breaks and escaped signs taken back."""
    return unescape(text.replace("<br>", "\n"))
