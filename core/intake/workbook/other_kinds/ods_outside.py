"""Collects the texts beside the cells of an .ods file, each with what it is part of."""

from __future__ import annotations

from collections.abc import Mapping
from urllib.parse import unquote

from core.intake.workbook.outside.part_kinds import OutsidePart, OutsideText
from core.intake.workbook.references import column_letter

_FRAMES = {
    "annotation": OutsidePart.COMMENT,
    "custom-shape": OutsidePart.SHAPE,
    "frame": OutsidePart.SHAPE,
    "shapes": OutsidePart.SHAPE,
}
_ATTRIBUTES = {
    "a": (OutsidePart.HYPERLINK, ("href",)),
    "named-range": (OutsidePart.NAME, ("name",)),
    "named-expression": (OutsidePart.NAME, ("name", "expression")),
    "content-validation": (OutsidePart.SHEET, ("condition",)),
    "help-message": (OutsidePart.SHEET, ("title",)),
    "error-message": (OutsidePart.SHEET, ("title",)),
}
FRAMES = frozenset(_FRAMES)
"""The elements whose texts stand beside a cell, though they may lie within it."""
ATTRIBUTES = frozenset(_ATTRIBUTES)
"""The elements that have texts as attributes."""


class OutsideTexts:
    """The text that is being read, the frames it lies in, and those that are complete."""

    def __init__(self) -> None:
        self._pieces: list[str] = []
        self._frames: list[OutsidePart] = []
        self.texts: list[OutsideText] = []

    @property
    def is_within(self) -> bool:
        """Whether what comes next stands in a frame."""
        return bool(self._frames)

    def enter(self, element: str, cell: str = "") -> None:
        """A frame begins, over or in a cell."""
        self.finish(cell)
        self._frames.append(_FRAMES[element])

    def leave(self, cell: str = "") -> None:
        """The frame ends."""
        self.finish(cell)
        self._frames.pop()

    def add(self, text: str) -> None:
        """A piece of the text."""
        if text.strip():
            self._pieces.append(text)

    def finish(self, cell: str = "") -> None:
        """The text is complete."""
        text = "".join(self._pieces).strip()
        self._pieces.clear()
        if text:
            part = self._frames[-1] if self._frames else OutsidePart.SHEET
            self.texts.append(OutsideText(part, text, cell=cell))

    def add_attributes(self, element: str, attributes: Mapping[str, str], cell: str = "") -> None:
        """The texts that an element has as attributes."""
        part, names = _ATTRIBUTES[element]
        for name in names:
            text = attributes.get(name, "")
            if text:
                address = unquote(text) if part is OutsidePart.HYPERLINK else text
                self.texts.append(OutsideText(part, address, cell=cell))


def cell_name(row: int, column: int) -> str:
    """A cell by its row, from 1, and its column, from 0, such as B7."""
    return f"{column_letter(column)}{row}"
