"""Changes single places of an XML part and leaves every other byte as the spreadsheet program wrote it."""

from __future__ import annotations

import re
from collections.abc import Collection
from typing import NamedTuple
from xml.parsers import expat
from xml.sax.saxutils import escape, quoteattr

from core.intake.workbook.errors import WorkbookError

_TAG = re.compile(rb"<[^\s/>]+(?:\s+[^\s=]+\s*=\s*(?:\"[^\"]*\"|'[^']*'))*\s*/?>")
_ATTRIBUTE = re.compile(rb"\s+([^\s=]+)\s*=\s*(\"[^\"]*\"|'[^']*')")


class XmlElement(NamedTuple):
    """One element: `start` to `inside` is its start tag, `inside` to `close` what it holds, and it ends at `end`."""

    name: str
    attributes: dict[str, str]
    depth: int
    start: int
    inside: int
    close: int
    end: int


class XmlPart:
    """An XML part, the places of some of its elements, and edits to be made to it.

    `elements` are sorted by place. Their names come without the prefix of the root; those of another vocabulary keep
    theirs. `root` are the attributes of the root.
    """

    def __init__(
        self, data: bytes, wanted: Collection[str] = (), *, depth: int | None = None, prefix: str | None = None
    ) -> None:
        """Find the elements with a wanted name, and all of one depth (0: the root).

        `prefix` is given for a piece of a larger part, which does not declare its own. Raises WorkbookError
        (`unreturnable`) for bytes that are no XML.
        """
        self.data = data
        self.prefix = prefix or ""
        self.root: dict[str, str] = {}
        self.elements: list[XmlElement] = []
        self._edits: list[tuple[int, int, int, bytes]] = []
        self._find(set(wanted), depth, prefix)

    def _find(self, wanted: set[str], depth: int | None, prefix: str | None) -> None:
        data = self.data
        opened: list[tuple[str, dict[str, str], int] | None] = []
        parser = expat.ParserCreate()

        def begin(tag: str, attributes: dict[str, str]) -> None:
            if not opened:
                self.root = attributes
                if prefix is None:
                    self.prefix = tag.rpartition(":")[0] + ":" if ":" in tag else ""
            name = tag.removeprefix(self.prefix)
            is_wanted = name in wanted or len(opened) == depth
            opened.append((name, attributes, parser.CurrentByteIndex) if is_wanted else None)

        def finish(_tag: str) -> None:
            element = opened.pop()
            if element is None:
                return
            name, attributes, start = element
            match = _TAG.match(data, start)
            if match is None:
                raise WorkbookError("unreturnable")
            inside, close = match.end(), parser.CurrentByteIndex
            if data[inside - 2 : inside - 1] == b"/":
                close = end = inside
            else:
                end = data.index(b">", close) + 1
            self.elements.append(XmlElement(name, attributes, len(opened), start, inside, close, end))

        parser.StartElementHandler, parser.EndElementHandler = begin, finish
        try:
            parser.Parse(data, True)
        except (expat.ExpatError, ValueError) as error:
            raise WorkbookError("unreturnable") from error
        self.elements.sort(key=lambda element: element.start)

    def named(self, name: str, depth: int | None = None) -> list[XmlElement]:
        """The known elements of a name, at one depth if it is given, in the order of the part."""
        return [element for element in self.elements if element.name == name and depth in (None, element.depth)]

    def first(self, name: str) -> XmlElement | None:
        """The first known element of a name; None when there is none."""
        return next((element for element in self.elements if element.name == name), None)

    def replace(self, start: int, end: int, new: bytes) -> None:
        """Replace the bytes from `start` to `end`; where these are equal, insert, in the order of the calls."""
        self._edits.append((start, end, len(self._edits), new))

    def append(self, element: XmlElement, new: bytes) -> None:
        """Insert bytes at the end of the content of an element, which may be empty."""
        if element.end == element.inside:
            tag = self.data[element.start : element.inside]
            name = re.match(rb"<([^\s/>]+)", tag)
            assert name is not None
            self.replace(
                element.start, element.end, tag.rstrip(b">").rstrip(b"/").rstrip() + b">" + new + b"</" + name[1] + b">"
            )
        else:
            self.replace(element.close, element.close, new)

    def set_attributes(self, element: XmlElement, **attributes: str) -> None:
        """Change attributes of an element, or add them."""
        self.replace(
            element.start, element.inside, with_attributes(self.data[element.start : element.inside], **attributes)
        )

    def source(self, element: XmlElement) -> bytes:
        """The bytes of an element, before any edit."""
        return self.data[element.start : element.end]

    def place_after(self, names: Collection[str]) -> int:
        """Where to insert a child of the root that stands behind these, and before any other: behind the last of them.

        Raises ValueError when the root has none of them.
        """
        return max(element.end for element in self.elements if element.depth == 1 and element.name in names)

    def result(self) -> bytes:
        """The part with all edits made."""
        pieces: list[bytes] = []
        at = 0
        for start, end, _, new in sorted(self._edits):
            pieces += (self.data[at:start], new)
            at = end
        return b"".join((*pieces, self.data[at:]))


def with_attributes(tag: bytes, **attributes: str) -> bytes:
    """A start tag with these attributes set or added."""
    for name, value in attributes.items():
        quoted = quoteattr(value).encode()
        for match in _ATTRIBUTE.finditer(tag):
            if match[1] == name.encode():
                tag = tag[: match.start(2)] + quoted + tag[match.end(2) :]
                break
        else:
            end = re.match(rb"<[^\s/>]+", tag)
            assert end is not None
            tag = tag[: end.end()] + b" " + name.encode() + b"=" + quoted + tag[end.end() :]
    return tag


def drop_unstorable(text: str) -> str:
    """A text without the characters that XML cannot hold: control characters, halves of pairs, U+FFFE and U+FFFF."""
    return "".join(sign for sign in text if _storable(sign))


def _storable(sign: str) -> bool:
    if sign > "\uffff":
        return True
    return (sign >= " " or sign in "\n\t") and not "\ud800" <= sign <= "\udfff" and sign < "\ufffe"


def escape_text(text: str) -> str:
    """A text as it stands in XML."""
    return escape(drop_unstorable(text))
