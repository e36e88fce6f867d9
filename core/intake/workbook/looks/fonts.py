"""Fonts of cells and of runs within a text, as far as they change what a figure means or whether it is seen."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import NamedTuple

from core.intake.workbook.looks.colours import Colour, colour_of

_NO = ("0", "false")
_SMALLEST = 3.0  # points; what is smaller cannot be read


class Font(NamedTuple):
    """A font: struck out, raised (superscript) or lowered, too small to be read, and its colour (None: automatic)."""

    struck: bool = False
    raised: bool = False
    tiny: bool = False
    colour: Colour | None = None


PLAIN_FONT = Font()
"""A font that changes nothing."""

FontProperty = tuple[str, Mapping[str, str]]
"""An element within a font: its name and attributes."""

Run = tuple[str, Font | None]
"""Some characters of a text and their font (None: that of the cell)."""


def font_of(properties: Iterable[FontProperty]) -> Font:
    """The font that these elements describe."""
    struck = raised = tiny = False
    colour: Colour | None = None
    for name, attributes in properties:
        value = attributes.get("val", "")
        if name == "strike":
            struck = value not in _NO
        elif name == "vertAlign":
            raised = value in ("superscript", "subscript")
        elif name == "sz":
            tiny = _is_tiny(value)
        elif name == "color":
            colour = colour_of(attributes)
    return Font(struck, raised, tiny, colour)


def _is_tiny(size: str) -> bool:
    try:
        return float(size) < _SMALLEST
    except ValueError:
        return False


FONT_PROPERTIES = ("strike", "vertAlign", "sz", "color")
"""The elements within a font that are asked for."""


class RichText:
    """One text put together from its runs, the reading aids above it left out."""

    def __init__(self) -> None:
        self.in_reading_aid = False
        self.clear()

    def clear(self) -> None:
        """Begin a new text."""
        self._runs: list[Run] = []
        self._properties: list[FontProperty] | None = None
        self._has_fonts = False

    def start_run(self) -> None:
        """Begin a run, of the font of the cell until another is named."""
        self._properties = None

    def start_font(self) -> None:
        """Begin the font of a run."""
        self._properties = []
        self._has_fonts = True

    def add_property(self, name: str, attributes: Mapping[str, str]) -> None:
        """Note a property of the font of the run."""
        if self._properties is not None:
            self._properties.append((name, attributes))

    def add_text(self, chunks: Iterable[str]) -> None:
        """Add the characters of the run."""
        if self.in_reading_aid:
            return
        font = None if self._properties is None else font_of(self._properties)
        self._runs.append(("".join(chunks), font))

    @property
    def text(self) -> str:
        """The whole text."""
        return "".join(text for text, _ in self._runs)

    @property
    def runs(self) -> tuple[Run, ...]:
        """The runs that hold anything but white space; empty where none names a font of its own."""
        return tuple(run for run in self._runs if run[0].strip()) if self._has_fonts else ()
