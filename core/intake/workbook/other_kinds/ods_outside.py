"""Collects the texts beside the cells of an .ods file, each with what it is part of."""

from __future__ import annotations

from collections.abc import Mapping
from urllib.parse import unquote

from core.intake.workbook.outside.part_kinds import OutsidePart, OutsideText
from core.intake.workbook.references import column_letter

_FORMATS = ("number", "currency", "percentage", "date", "time", "boolean", "text")
_FRAMES = {
    "annotation": OutsidePart.COMMENT,
    "custom-shape": OutsidePart.SHAPE,
    "frame": OutsidePart.SHAPE,
    "shapes": OutsidePart.SHAPE,
    **dict.fromkeys((f"{kind}-style" for kind in _FORMATS), OutsidePart.FORMAT),
}
_ATTRIBUTES = {
    "a": (OutsidePart.HYPERLINK, ("href",)),
    "named-range": (OutsidePart.NAME, ("name",)),
    "named-expression": (OutsidePart.NAME, ("name", "expression")),
    "content-validation": (OutsidePart.SHEET, ("condition",)),
    "help-message": (OutsidePart.SHEET, ("title",)),
    "error-message": (OutsidePart.SHEET, ("title",)),
}
FORMATS = frozenset(f"{kind}-style" for kind in _FORMATS)
"""The elements that are number formats."""
FRAMES = frozenset(_FRAMES)
"""The elements whose texts stand beside a cell, though they may lie within it."""
ATTRIBUTES = frozenset(_ATTRIBUTES)
"""The elements that have texts as attributes."""


class OutsideTexts:
    """The text that is being read, the frames it lies in, and those that are complete."""

    def __init__(self) -> None:
        self._pieces: list[str] = []
        self._frames: list[OutsidePart] = []
        self._page = ""
        self._by_page: dict[str, list[OutsideText]] = {}
        self._used_pages: set[str] = set()
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
            outside_text = OutsideText(part, text, cell=cell)
            texts = self._by_page.setdefault(self._page, []) if self._page else self.texts
            if not self._page or outside_text not in texts:  # most pages have one head for the left and the right
                texts.append(outside_text)

    def start_page(self, name: str) -> None:
        """What comes next is printed on a page of this name."""
        self._page = name

    def end_page(self) -> None:
        """The page is complete."""
        self._page = ""

    def texts_of_page(self, name: str) -> list[OutsideText]:
        """What is printed around the sheets that use a page."""
        self._used_pages.add(name)
        return self._by_page.get(name, [])

    def texts_of_unused_pages(self) -> list[OutsideText]:
        """What would be printed around a sheet, but none uses the page."""
        return [text for name, texts in self._by_page.items() if name not in self._used_pages for text in texts]

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
