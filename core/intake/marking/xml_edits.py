"""Changes single places of an XML part and leaves every other byte as the spreadsheet program wrote it."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable
from typing import NamedTuple
from xml.parsers import expat
from xml.sax.saxutils import escape, quoteattr

from core.intake.findings import IntakeError

_TAG = re.compile(rb"<[^\s/>]+(?:\s+[^\s=]+\s*=\s*(?:\"[^\"]*\"|'[^']*'))*\s*/?>")
_ATTRIBUTE = re.compile(rb"\s+([^\s=]+)\s*=\s*(\"[^\"]*\"|'[^']*')")


class Node(NamedTuple):
    """One element: `start` to `inside` is its start tag, `inside` to `close` what it holds, and it ends at `end`."""

    name: str
    attributes: dict[str, str]
    depth: int
    start: int
    inside: int
    close: int
    end: int


class Part:
    """An XML part by the places of some of its elements.

    Names are those of the vocabulary of the root, whatever prefix it has; elements of another keep theirs.
    """

    def __init__(
        self, data: bytes, wanted: Collection[str] = (), *, depth: int = -1, prefix: str | None = None
    ) -> None:
        """Finds the elements with a wanted name, and all of one depth (0: the root). Raises IntakeError when damaged.

        `prefix` is given for a piece of a larger part, which does not tell its own.
        """
        self.data = data
        self.prefix = prefix or ""
        self.root: dict[str, str] = {}
        self.nodes: list[Node] = []
        self._edits: list[tuple[int, int, int, bytes]] = []
        self._find(set(wanted), depth, prefix)

    def _find(self, wanted: set[str], depth: int, prefix: str | None) -> None:
        data = self.data
        opened: list[tuple[str, dict[str, str], int] | None] = []
        parser = expat.ParserCreate()

        def begin(tag: str, attributes: dict[str, str]) -> None:
            if not opened and not self.root:
                self.root = attributes
                if prefix is None:
                    self.prefix = tag.rpartition(":")[0] + ":" if ":" in tag else ""
            name = tag.removeprefix(self.prefix) if self.prefix else tag
            keep = name in wanted or len(opened) == depth
            opened.append((name, attributes, parser.CurrentByteIndex) if keep else None)

        def finish(_tag: str) -> None:
            kept = opened.pop()
            if kept is None:
                return
            name, attributes, start = kept
            match = _TAG.match(data, start)
            if match is None:
                raise IntakeError("unreturnable")
            inside, close = match.end(), parser.CurrentByteIndex
            if data[inside - 2 : inside - 1] == b"/":
                close = end = inside
            else:
                end = data.index(b">", close) + 1
            self.nodes.append(Node(name, attributes, len(opened), start, inside, close, end))

        parser.StartElementHandler, parser.EndElementHandler = begin, finish
        try:
            parser.Parse(data, True)
        except (expat.ExpatError, ValueError) as error:
            raise IntakeError("unreturnable") from error
        self.nodes.sort(key=lambda node: node.start)

    def all(self, name: str, depth: int = -1) -> list[Node]:
        """The elements of a name in the order of the part."""
        return [node for node in self.nodes if node.name == name and depth in (-1, node.depth)]

    def first(self, name: str) -> Node | None:
        """The first element of a name."""
        return next((node for node in self.nodes if node.name == name), None)

    def put(self, start: int, end: int, new: bytes) -> None:
        """Put bytes in the place of others; an empty place is an insertion."""
        self._edits.append((start, end, len(self._edits), new))

    def append(self, node: Node, new: bytes) -> None:
        """Put bytes at the end of what an element holds, which may be nothing yet."""
        if node.end == node.inside:
            tag = self.data[node.start : node.inside]
            name = re.match(rb"<([^\s/>]+)", tag)
            assert name is not None
            self.put(node.start, node.end, tag.rstrip(b">").rstrip(b"/").rstrip() + b">" + new + b"</" + name[1] + b">")
        else:
            self.put(node.close, node.close, new)

    def set(self, node: Node, **attributes: str) -> None:
        """Change attributes of an element, or add them."""
        self.put(node.start, node.inside, with_attributes(self.data[node.start : node.inside], **attributes))

    def raw(self, node: Node) -> bytes:
        """An element as it stands."""
        return self.data[node.start : node.end]

    def before(self, names: Iterable[str]) -> int:
        """Where a child of the root goes that stands before these: at the first of them, or at the end of the root."""
        later = set(names)
        place = next((node.start for node in self.nodes if node.depth == 1 and node.name in later), None)
        return self.data.rindex(b"</") if place is None else place

    def done(self) -> bytes:
        """The part with everything changed."""
        pieces, at = [], 0
        for start, end, _, new in sorted(self._edits):
            pieces += (self.data[at:start], new)
            at = end
        return b"".join((*pieces, self.data[at:]))


def with_attributes(tag: bytes, **attributes: str) -> bytes:
    """A start tag with these attributes, each once."""
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


def storable(text: str) -> str:
    """A text without what no XML may hold."""
    return "".join(
        each
        for each in text
        if ((each >= " " or each in "\n\t") and not "\ud800" <= each <= "\udfff" and each < "\ufffe") or each > "\uffff"
    )


def escaped(text: str) -> str:
    """A text as it stands in XML."""
    return escape(storable(text))
