"""The comments of one sheet of a file: those it has stay, and what is said of a cell is added to its own comment."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from html import unescape

from core.intake.marking.marks import CommentAuthor
from core.intake.marking.xml_edits import XmlElement, XmlPart, escape_text, with_attributes
from core.intake.workbook.references import CellAt, cell_at, column_letter

_LONGEST = 32_767  # characters of a comment
_LONGEST_OWN = _LONGEST - 2  # a line break and one sign of ours beside the file's own comment
_LONGEST_NEW = 20_000
_OUR_COLOUR = "FFC00000"
"""The colour of our texts, by which a later marking knows them again."""
_TEXT = re.compile(rb"<(?:\w+:)?t(?:\s[^>]*)?>([^<]*)</(?:\w+:)?t>")
_RUN = re.compile(rb"<(?:\w+:)?r>.*?</(?:\w+:)?r>", re.S)
# Not one expression from start to end, which would look for every end to the last sign.
_SHAPE, _SHAPE_END = re.compile(rb"<v:shape[\s>]"), b"</v:shape>"
_ROW = re.compile(rb"<x:Row>\s*(\d+)\s*</x:Row>")
_COLUMN = re.compile(rb"<x:Column>\s*(\d+)\s*</x:Column>")
_SHAPE_NUMBER = re.compile(rb"_x0000_s(\d{1,9})")
_SHAPE_TYPE = (
    '<v:shapetype id="_x0000_t202" coordsize="21600,21600" o:spt="202" path="m,l,21600r21600,l21600,xe">'
    '<v:stroke joinstyle="miter"/><v:path gradientshapeok="t" o:connecttype="rect"/></v:shapetype>'
)
_SHAPE_WORDS = {
    "v": "urn:schemas-microsoft-com:vml",
    "o": "urn:schemas-microsoft-com:office:office",
    "x": "urn:schemas-microsoft-com:office:excel",
}
"""The vocabularies of the boxes, by their prefix."""
_DRAWING_TAG = re.compile(rb"<xml(?=[\s>])[^>]*")
EMPTY_SHAPES = (
    '<xml xmlns:v="urn:schemas-microsoft-com:vml" xmlns:o="urn:schemas-microsoft-com:office:office" '
    'xmlns:x="urn:schemas-microsoft-com:office:excel"><o:shapelayout v:ext="edit"><o:idmap v:ext="edit" data="1"/>'
    f"</o:shapelayout>{_SHAPE_TYPE}</xml>"
).encode()
"""The drawing of a sheet without any."""


def empty_comments(namespace: str) -> bytes:
    """The comments of a sheet without any."""
    return f'<comments xmlns="{namespace}"><authors/><commentList/></comments>'.encode()


class SheetComments:
    """The comments of a sheet and the boxes they are shown in."""

    def __init__(self, comments: bytes, shapes: bytes, author: CommentAuthor) -> None:
        """Raises WorkbookError (`unreturnable`) when the comments are no XML."""
        self._part = XmlPart(comments, ("authors", "commentList", "author", "comment", "text"), depth=0)
        self._shapes, self._author = shapes, author
        names = [unescape(comments[element.inside : element.close].decode()) for element in self._part.named("author")]
        self._author_number = len(names)
        self._signed_by_us: set[CellAt] = set()
        self._conversations: set[CellAt] = set()
        self._comments: dict[CellAt, XmlElement] = {}
        self._texts: dict[int | None, XmlElement] = {}  # by the start of their comment
        self._index_comments(names)

    def _index_comments(self, authors: list[str]) -> None:
        comment: int | None = None
        for element in self._part.elements:
            if element.name == "comment":
                comment = element.start
            elif element.name == "text":
                self._texts.setdefault(comment, element)
        for element in self._part.named("comment"):
            at = cell_at(element.attributes.get("ref", ""))
            if at is None:
                continue
            number = element.attributes.get("authorId", "")
            author = authors[int(number)] if number.isdecimal() and int(number) < len(authors) else ""
            self._comments[at] = element
            if author in self._author.earlier_names:
                self._signed_by_us.add(at)
            if author.startswith("tc="):
                self._conversations.add(at)

    def marked_cells(self) -> set[CellAt]:
        """Cells with a comment of an earlier marking."""
        return {at for at, element in self._comments.items() if self._is_ours(at, self._part.source(element))}

    def write(self, texts: Mapping[CellAt, str]) -> tuple[bytes, bytes]:
        """Comments and boxes with these texts of ours instead of any earlier ones of ours.

        A conversation (a threaded comment) is left alone: programs that show it show nothing else.
        """
        part, p = self._part, self._part.prefix
        without_box, boxes, new = self._take_off(self.marked_cells() - set(texts)), [], []
        for at, text in texts.items():
            if at in self._conversations:
                continue
            without_box.add(at)
            own = self._own_text(at).removesuffix(text).rstrip() if at in self._comments else ""  # see _own_text
            ours = _shorten(text, min(_LONGEST_NEW, _LONGEST - len(own) - 1))
            if at in self._comments:
                self._replace_text(at, (_run(p, own + "\n") if own else "") + _run(p, ours, ours=True))
            else:
                reference = f"{column_letter(at[1])}{at[0]}"
                run = f"<{p}text>{_run(p, ours, ours=True)}</{p}text>"
                new.append(f'<{p}comment ref="{reference}" authorId="{self._author_number}">{run}</{p}comment>')
            boxes.append((at, own + ours))
        if new:
            self._append("authors", f"<{p}author>{escape_text(self._author.name)}</{p}author>")
            self._append("commentList", "".join(new))
        return part.result(), self._write_shapes(without_box, boxes)

    def _append(self, name: str, new: str) -> None:
        """Put elements at the end of a list, which is made when it is missing."""
        part, p = self._part, self._part.prefix
        element = part.first(name)
        if element is not None:
            part.append(element, new.encode())
        else:
            part.append(part.elements[0], f"<{p}{name}>{new}</{p}{name}>".encode())

    def _take_off(self, cells: Iterable[CellAt]) -> set[CellAt]:
        """Take our texts off comments; returns the cells that have no comment any more."""
        empty: set[CellAt] = set()
        for at in cells:
            own = self._own_text(at)
            if own:
                self._replace_text(at, _run(self._part.prefix, own))
            else:
                empty.add(at)
                self._part.replace(self._comments[at].start, self._comments[at].end, b"")
        return empty

    def _is_ours(self, at: CellAt, source: bytes) -> bool:
        return at in self._signed_by_us or _OUR_COLOUR.encode() in source

    def _text(self, at: CellAt) -> XmlElement | None:
        return self._texts.get(self._comments[at].start)

    def _replace_text(self, at: CellAt, runs: str) -> None:
        text, p = self._text(at), self._part.prefix
        new = f"<{p}text>{runs}</{p}text>".encode()
        if text is None:
            self._part.append(self._comments[at], new)
        else:
            self._part.replace(text.start, text.end, new)

    def _own_text(self, at: CellAt) -> str:
        """The file's own comment, with room for one sign of ours; ours too where a program dropped its colour."""
        text = self._text(at)
        source = b"" if text is None else self._part.source(text)
        if self._is_ours(at, source):
            source = b"".join(run for run in _RUN.findall(source) if _OUR_COLOUR.encode() not in run)
        return _shorten(unescape("".join(piece.decode() for piece in _TEXT.findall(source))).rstrip(), _LONGEST_OWN)

    def _write_shapes(self, without_box: set[CellAt], boxes: list[tuple[CellAt, str]]) -> bytes:
        """The drawing without the boxes of some cells and with new ones, each as high as its text."""
        shapes = b"".join(piece for piece in _pieces(self._shapes) if _cell_of_box(piece) not in without_box)
        if not boxes:
            return shapes
        first = max([1024, *(int(number) for number in _SHAPE_NUMBER.findall(shapes))]) + 1
        shape_type = "" if b'"_x0000_t202"' in shapes else _SHAPE_TYPE
        new = "".join(_box(at, text, first + number) for number, (at, text) in enumerate(boxes))
        start, end, rest = shapes.rpartition(b"</xml>")
        start = _DRAWING_TAG.sub(_with_shape_words, start, count=1)
        return start + (shape_type + new).encode() + end + rest if end else shapes


def _pieces(shapes: bytes) -> Iterator[bytes]:
    """A drawing cut into its boxes and what stands between them."""
    at = 0
    while (start := _SHAPE.search(shapes, at)) is not None and (end := shapes.find(_SHAPE_END, start.end())) >= 0:
        yield shapes[at : start.start()]
        at = end + len(_SHAPE_END)
        yield shapes[start.start() : at]
    yield shapes[at:]


def _cell_of_box(piece: bytes) -> CellAt | None:
    """The cell whose comment a box shows; None for what is no such box."""
    row = _ROW.search(piece) if _SHAPE.match(piece) else None
    column = None if row is None else _COLUMN.search(piece, row.end())
    return None if row is None or column is None else (int(row[1]) + 1, int(column[1]))


def _with_shape_words(match: re.Match[bytes]) -> bytes:
    """The tag of a drawing with the vocabularies of our boxes; a drawing without comments may know fewer."""
    words = {f"xmlns:{prefix}": of for prefix, of in _SHAPE_WORDS.items()}
    missing = {name: of for name, of in words.items() if name.encode() not in match[0]}
    return with_attributes(match[0], **missing)


def _shorten(text: str, longest: int) -> str:
    return text if len(text) <= longest else text[: longest - 1] + "…"


def _run(p: str, text: str, *, ours: bool = False) -> str:
    properties = f'<{p}rPr><{p}sz val="9"/><{p}color rgb="{_OUR_COLOUR}"/></{p}rPr>' if ours else ""
    return f'<{p}r>{properties}<{p}t xml:space="preserve">{escape_text(text)}</{p}t></{p}r>'


def _box(at: CellAt, text: str, number: int) -> str:
    row, column = at[0] - 1, at[1]
    lines = sum(1 + len(line) // 24 for line in text.split("\n"))
    height = min(400, 24 + 14 * lines)
    return (
        f'<v:shape id="_x0000_s{number}" type="#_x0000_t202" style="position:absolute;margin-left:60pt;margin-top:2pt;'
        f'width:240pt;height:{height}pt;z-index:1;visibility:hidden" fillcolor="#ffffe1" o:insetmode="auto">'
        '<v:fill color2="#ffffe1"/><v:shadow on="t" color="black" obscured="t"/><v:path o:connecttype="none"/>'
        '<v:textbox style="mso-direction-alt:auto"><div style="text-align:left"></div></v:textbox>'
        '<x:ClientData ObjectType="Note"><x:MoveWithCells/><x:SizeWithCells/>'
        f"<x:Anchor>{column + 1}, 15, {max(0, row - 1)}, 4, {column + 4}, 15, {max(0, row - 1) + height // 15 + 1}, 4"
        f"</x:Anchor><x:AutoFill>False</x:AutoFill><x:Row>{row}</x:Row><x:Column>{column}</x:Column></x:ClientData>"
        "</v:shape>"
    )
