"""The body of a report: paragraphs and elements added at its end.

Elements are written as they are to stand in the file. The library's own ways find the place of every one among those
there may be, and search all styles for every paragraph: most of the time that a report took.
"""

from __future__ import annotations

from functools import cache
from typing import Any

from docx.document import Document as Report
from docx.oxml.ns import qn
from docx.text.paragraph import Paragraph
from lxml import etree

_SPACE = "{http://www.w3.org/XML/1998/namespace}space"
_name = cache(qn)


class Body:
    """The body of a report whose styles are complete; `report` is the whole of it."""

    def __init__(self, report: Report) -> None:
        self.report = report
        self._ids = {style.name: style.style_id for style in report.styles}
        content: Any = report.element.body
        self._end = content.find(qn("w:sectPr"))

    def style_id(self, style: str) -> str:
        """What a style is called in the elements that have it."""
        id: str = self._ids[style]
        return id

    def add(self, element: Any) -> None:
        """Put an element at the end."""
        self._end.addprevious(element)

    def add_paragraph(self, text: str, style: str = "Normal", *, stays: bool = False) -> Paragraph:
        """A paragraph at the end; `stays`: on the page of what follows it."""
        element = etree.SubElement(self.report.element.body, _name("w:p"))
        self.add(element)
        properties = child(element, "w:pPr")
        child(properties, "w:pStyle", val=self.style_id(style))
        if stays:
            child(properties, "w:keepNext")
        if text:
            add_text(child(element, "w:r"), text)
        return Paragraph(element, self.report._body)


def child(parent: Any, name: str, **attributes: str | int) -> Any:
    """A new last child of an element with these attributes of the same vocabulary."""
    named = {_name(f"w:{attribute}"): str(value) for attribute, value in attributes.items()}
    return etree.SubElement(parent, _name(name), named)


def add_text(run: Any, text: str) -> None:
    """Put a text into a run, its line breaks as those of the file."""
    for place, line in enumerate(text.split("\n")):
        if place:
            child(run, "w:br")
        words = child(run, "w:t")
        words.text = line
        if line != line.strip():
            words.set(_SPACE, "preserve")
