"""The comments of one sheet of a clerk's file: those it has stay, what is wrong in a cell is added to its own."""

from __future__ import annotations

import re
from collections.abc import Mapping
from html import unescape

from core.intake.marking.xml_edits import Node, Part, escaped
from core.intake.workbook.grid import column_letter

MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
_KEPT = 1_000  # characters of a clerk's own comment beside ours
_OURS_MOST = 20_000  # characters; a cell holds 32,767
_COLOUR = "FFC00000"
"""The colour of our words, by which a later marking knows them again."""
_TEXT = re.compile(rb"<(?:\w+:)?t(?:\s[^>]*)?>([^<]*)</(?:\w+:)?t>")
_RUN = re.compile(rb"<(?:\w+:)?r>.*?</(?:\w+:)?r>", re.S)
_SHAPE = re.compile(rb"<v:shape[\s>].*?</v:shape>", re.S)
_PLACE = re.compile(rb"<x:Row>\s*(\d+)\s*</x:Row>.*?<x:Column>\s*(\d+)\s*</x:Column>", re.S)
_NUMBER = re.compile(rb"_x0000_s(\d{1,9})")
_KIND = (
    '<v:shapetype id="_x0000_t202" coordsize="21600,21600" o:spt="202" path="m,l,21600r21600,l21600,xe">'
    '<v:stroke joinstyle="miter"/><v:path gradientshapeok="t" o:connecttype="rect"/></v:shapetype>'
)
EMPTY_SHAPES = (
    '<xml xmlns:v="urn:schemas-microsoft-com:vml" xmlns:o="urn:schemas-microsoft-com:office:office" '
    'xmlns:x="urn:schemas-microsoft-com:office:excel"><o:shapelayout v:ext="edit"><o:idmap v:ext="edit" data="1"/>'
    f"</o:shapelayout>{_KIND}</xml>"
).encode()
"""The drawing of a sheet without any."""

At = tuple[int, int]
"""Row from 1, column from 0."""


def empty_comments(vocabulary: str) -> bytes:
    """The comments of a sheet without any."""
    return f'<comments xmlns="{vocabulary}"><authors/><commentList/></comments>'.encode()


class Remarks:
    """The comments and their boxes."""

    def __init__(self, comments: bytes, shapes: bytes, author: str, authors: frozenset[str]) -> None:
        """`author` is what we sign with, `authors` what we may have signed with before. Raises IntakeError."""
        self._part = Part(comments, ("author", "comment", "text"), depth=1)
        self._shapes, self._author = shapes, author
        names = [unescape(comments[each.inside : each.close].decode()) for each in self._part.all("author")]
        self._mine = len(names)
        self._ours, self._threads = set(), set()
        self._found: dict[At, Node] = {}
        self._texts: dict[int, Node] = {}
        comment = 0
        for node in self._part.nodes:
            if node.name == "comment":
                comment = node.start
            elif node.name == "text":
                self._texts.setdefault(comment, node)
        for node in self._part.all("comment"):
            at = cell_at(node.attributes.get("ref", ""))
            number = node.attributes.get("authorId", "")
            name = names[int(number)] if number.isdecimal() and int(number) < len(names) else ""
            if at is not None:
                self._found[at] = node
                if name in authors:
                    self._ours.add(at)
                if name.startswith("tc="):
                    self._threads.add(at)

    def earlier(self) -> set[At]:
        """Cells that an earlier marking commented."""
        return {at for at, node in self._found.items() if at in self._ours or _COLOUR.encode() in self._part.raw(node)}

    def write(self, words: Mapping[At, str]) -> tuple[bytes, bytes]:
        """Comments and boxes with our `words` instead of any earlier ones of ours.

        A conversation (a threaded comment) is left alone: programs that show it show nothing else.
        """
        part, p = self._part, self._part.prefix
        gone, boxes, more = set(), [], []
        for at in self.earlier() - set(words):
            kept = self._kept(at)
            if kept:
                self._replace(at, _run(p, kept))
            else:
                gone.add(at)
                part.put(self._found[at].start, self._found[at].end, b"")
        for at, text in words.items():
            if at in self._threads:
                continue
            own = text if len(text) <= _OURS_MOST else text[: _OURS_MOST - 1] + "…"
            gone.add(at)
            if at in self._found:
                kept = self._kept(at)
                runs = (_run(p, kept + "\n") if kept else "") + _run(p, own, ours=True)
                self._replace(at, runs)
            else:
                kept = ""
                ref = f"{column_letter(at[1])}{at[0]}"
                run = f"<{p}text>{_run(p, own, ours=True)}</{p}text>"
                more.append(f'<{p}comment ref="{ref}" authorId="{self._mine}">{run}</{p}comment>')
            boxes.append((at, kept + own))
        authors, listed = part.first("authors"), part.first("commentList")
        if authors is not None and listed is not None and more:
            part.append(authors, f"<{p}author>{escaped(self._author)}</{p}author>".encode())
            part.append(listed, "".join(more).encode())
        return part.done(), self._boxes(gone, boxes)

    def _text(self, at: At) -> Node | None:
        return self._texts.get(self._found[at].start)

    def _replace(self, at: At, runs: str) -> None:
        text, p = self._text(at), self._part.prefix
        new = f"<{p}text>{runs}</{p}text>".encode()
        if text is None:
            self._part.append(self._found[at], new)
        else:
            self._part.put(text.start, text.end, new)

    def _kept(self, at: At) -> str:
        """What the clerk wrote, shortened so that ours is in full."""
        text = self._text(at)
        raw = b"" if text is None else self._part.raw(text)
        if at in self._ours or _COLOUR.encode() in raw:
            raw = b"".join(run for run in _RUN.findall(raw) if _COLOUR.encode() not in run)
        words = unescape("".join(each.decode() for each in _TEXT.findall(raw))).rstrip()
        return words if len(words) <= _KEPT else words[: _KEPT - 1] + "…"

    def _boxes(self, gone: set[At], boxes: list[tuple[At, str]]) -> bytes:
        """The drawing without the boxes of some cells and with new ones, each as high as its text."""

        def kept(match: re.Match[bytes]) -> bytes:
            place = _PLACE.search(match[0])
            return b"" if place and (int(place[1]) + 1, int(place[2])) in gone else match[0]

        shapes = _SHAPE.sub(kept, self._shapes)
        first = max([1024, *(int(each) for each in _NUMBER.findall(shapes))]) + 1
        kind = "" if b'"_x0000_t202"' in shapes else _KIND
        new = "".join(_box(at, text, first + number) for number, (at, text) in enumerate(boxes))
        start, end, rest = shapes.rpartition(b"</xml>")
        return start + (kind + new).encode() + end + rest if end else shapes


def cell_at(reference: str) -> At | None:
    """The cell a reference such as `B7` names; None when it names none."""
    match = re.fullmatch(r"\$?([A-Z]{1,3})\$?([1-9]\d{0,6})", reference)
    if match is None:
        return None
    column = 0
    for letter in match[1]:
        column = column * 26 + ord(letter) - 64
    return int(match[2]), column - 1


def _run(p: str, text: str, *, ours: bool = False) -> str:
    look = f'<{p}rPr><{p}sz val="9"/><{p}color rgb="{_COLOUR}"/></{p}rPr>' if ours else ""
    return f'<{p}r>{look}<{p}t xml:space="preserve">{escaped(text)}</{p}t></{p}r>'


def _box(at: At, text: str, number: int) -> str:
    row, column = at[0] - 1, at[1]
    lines = sum(1 + len(each) // 24 for each in text.split("\n"))
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
