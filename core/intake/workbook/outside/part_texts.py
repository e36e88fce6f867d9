"""Reads what people wrote into the parts beside the sheets, and where it stands; what a program numbers is left out."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum
from html import unescape
from typing import NamedTuple
from urllib.parse import unquote
from xml.parsers import expat

from core.intake.workbook.errors import WorkbookError
from core.intake.workbook.limits import Limits
from core.intake.workbook.package import Package
from core.intake.workbook.references import column_letter
from core.intake.workbook.workbook_parts import related_parts, relations_path

_MOST_TEXT = 2_000_000  # bytes of one such part
_PLACE = re.compile(r"\d{1,7}")  # no sheet has more rows or columns
_TAG = re.compile(r"<[^<>]*>")
_BOX, _BOX_END = "<v:textbox", "</v:textbox>"  # not by an expression, which would look for every end to the last sign
_HEADER_CODES = re.compile(r'&(?:"[^"]*"|K[0-9A-Fa-f]{6}|K[0-9A-Fa-f]{2}[+-]\d{3}|\d{1,3}(?!\d)|[A-JL-Z])')


class OutsidePart(StrEnum):
    """What a text outside the cells is part of."""

    SHEET = "sheet"  # printed heads and feet, hints, choices, what lies under merged cells
    NAME = "name"
    COMMENT = "comment"
    SHAPE = "shape"
    PROPERTIES = "properties"
    PIVOT = "pivot"
    LINK = "link"
    HYPERLINK = "hyperlink"
    REVISION = "revision"  # what cells held before, in workbooks that several people edit at once
    DATA = "data"  # what other programs keep in the file


class OutsideText(NamedTuple):
    """A text outside the cells. `sheet` and `cell` (such as B7) are empty where it belongs to none."""

    part: OutsidePart
    text: str
    sheet: str = ""
    cell: str = ""


@dataclass(frozen=True, slots=True)
class _Words:
    """Where the texts of a kind of part stand.

    `texts` are the elements whose characters count, `ends` those that end a text: runs within one are one text, as they
    are seen. `attributes` say which attribute of an element is a text of its own, `places` which elements name a cell.
    """

    part: OutsidePart
    paths: re.Pattern[str]
    texts: frozenset[str]
    ends: frozenset[str]
    attributes: Mapping[str, str]
    places: frozenset[str]  # `*` among names is any


def _words(
    part: OutsidePart, paths: str, texts: str = "", ends: str = "", places: str = "", **attributes: str
) -> _Words:
    names = (frozenset(words.split()) for words in (texts, ends, places))
    return _Words(part, re.compile(paths), next(names), next(names), attributes, next(names))


_ANY = "*"
_PROPERTIES = (
    "title subject creator keywords description lastModifiedBy category contentStatus Company Manager HyperlinkBase "
    "lpstr lpwstr bstr"
)
_PARTS = (
    _words(
        OutsidePart.COMMENT,
        r"xl/(?:returned/)?comments[^/]*(?:/[^/]*)?\.xml",
        "t author",
        "comment author",
        "comment",
    ),
    _words(OutsidePart.COMMENT, r"xl/threadedcomments/[^/]*\.xml", "text", "threadedComment", "threadedComment"),
    _words(OutsidePart.COMMENT, r"xl/persons/[^/]*\.xml", person="displayName"),
    _words(OutsidePart.SHAPE, r"xl/(?:drawings|diagrams|charts)/[^/]*\.xml", "t", "p", cNvPr="descr"),
    _words(OutsidePart.PROPERTIES, r"docprops/[^/]*\.xml", _PROPERTIES, _PROPERTIES),
    _words(OutsidePart.PIVOT, r"xl/pivotcache/[^/]*\.xml", s="v", n="v"),
    _words(OutsidePart.LINK, r"xl/externallinks/[^/]*\.xml", "v", "v"),
    _words(OutsidePart.REVISION, r"xl/revisions/[^/]*\.xml", "t v", "is v", userInfo="name"),
    _words(OutsidePart.DATA, r"customxml/item\d+\.xml", _ANY, _ANY),
    _words(OutsidePart.HYPERLINK, r"xl/(?:worksheets|drawings)/_rels/[^/]*\.rels", Relationship="Target"),
)
_DOCUMENT_PROPERTIES = "title subject description keyword initial-creator creator printed-by user-defined"
_DOCUMENT_PARTS = (
    _words(OutsidePart.PROPERTIES, r"meta\.xml", _DOCUMENT_PROPERTIES, _DOCUMENT_PROPERTIES),
    _words(OutsidePart.SHAPE, r"object[^/]*/content\.xml", "p span a", "p"),
)
"""Parts of an .ods file."""


def texts_of_document(package: Package) -> Iterator[OutsideText]:
    """The texts of an .ods file in its parts beside the sheets. Raises WorkbookError (`bomb`)."""
    for name in package.names:
        for words in _DOCUMENT_PARTS:
            if words.paths.fullmatch(name.lower()):
                yield from _texts(package, name, words, "")


def texts_of_parts(package: Package, sheets: Iterable[tuple[str, str]]) -> Iterator[OutsideText]:
    """The texts in the order of the parts; `sheets` are the title and the path of each.

    Raises WorkbookError (`damaged`, `bomb`, `entities`).
    """
    owners = _owners(package, sheets)
    for name in package.names:
        lower = name.lower()
        sheet = owners.get(lower.replace("_rels/", "").removesuffix(".rels"), "")
        if lower.startswith("xl/drawings/") and lower.endswith(".vml"):
            # No XML in every case, because programs write HTML into it.
            for piece in _start_of(package, name).split(_BOX)[1:]:
                box, end, _ = piece.partition(_BOX_END)
                yield from _bare(OutsidePart.SHAPE, box.partition(">")[2] if end else "", sheet)
        for words in _PARTS:
            if words.paths.fullmatch(lower):
                yield from _texts(package, name, words, sheet)


def bounded_texts(texts: Iterable[OutsideText], limits: Limits) -> Iterator[OutsideText]:
    """The texts, as long as they are no more than a file may hold. Raises WorkbookError (`bomb`, `much_text`)."""
    characters = 0
    for number, item in enumerate(texts):
        characters += len(item.text)
        if number >= limits.cells:
            raise WorkbookError("bomb")
        if characters > limits.characters:
            raise WorkbookError("much_text", limit=limits.characters)
        yield item


def without_header_codes(text: str) -> str:
    """A printed head or foot without the codes of its sections, fonts, sizes and colours."""
    return _HEADER_CODES.sub(" ", text) if "&" in text else text


def _owners(package: Package, sheets: Iterable[tuple[str, str]]) -> dict[str, str]:
    """The title of the sheet that names a part, or that names a part which names it, by its path in small letters."""
    owners: dict[str, str] = {}
    for title, sheet in sheets:
        paths = [sheet]
        for path in paths:
            owners.setdefault(path.lower(), title)
            if package.packed_name(relations_path(path)) is not None:
                named = [part.path for part in related_parts(package, path).values()]
                paths += [part for part in named if part.lower() not in owners]
                owners.update((part.lower(), title) for part in named if part.lower() not in owners)
    return owners


def _start_of(package: Package, name: str) -> str:
    return package.read_part(name, _MOST_TEXT).decode("utf-8", "replace")


def _bare(part: OutsidePart, markup: str, sheet: str) -> Iterator[OutsideText]:
    text = unescape(_TAG.sub("", markup)).strip()
    if text:
        yield OutsideText(part, text, sheet)


def _texts(package: Package, name: str, words: _Words, sheet: str) -> Iterator[OutsideText]:
    """The texts of a part; of one that is no XML, everything between its tags."""
    reader = _TextReader(words, sheet)
    data = package.read_part(name, _MOST_TEXT)
    parser = expat.ParserCreate(namespace_separator="}")
    parser.buffer_text = True
    parser.StartElementHandler, parser.EndElementHandler = reader.start, reader.end
    parser.CharacterDataHandler = reader.characters
    try:
        parser.Parse(data, False)  # a long part is cut
        reader.finish()
        yield from reader.results
    except expat.ExpatError:
        yield from _bare(words.part, data.decode("utf-8", "replace"), sheet)


class _TextReader:
    """The state of one pass over a part."""

    def __init__(self, words: _Words, sheet: str) -> None:
        self._words, self._sheet = words, sheet
        self.results: list[OutsideText] = []
        self._pieces: list[str] = []
        self._open: list[str] = []
        self._cell = ""
        self._anchor: dict[str, str] = {}

    def start(self, tag: str, attributes: dict[str, str]) -> None:
        name = tag.rpartition("}")[2]
        self._open.append(name)
        if len(self._open) > 64:
            raise WorkbookError("bomb")
        if name in self._words.places:
            self._cell = attributes.get("ref", "")
        elif name == "from":
            self._anchor = {}
        attribute = self._words.attributes.get(name)
        if attribute and attributes.get(attribute) and (name != "Relationship" or "TargetMode" in attributes):
            self._add(unquote(attributes[attribute]) if name == "Relationship" else attributes[attribute])

    def characters(self, text: str) -> None:
        name = self._open[-1]
        if name in self._words.texts or _ANY in self._words.texts:
            self._pieces.append(text)
        elif name in ("row", "col") and self._open[-2:-1] == ["from"]:
            self._anchor[name] = text.strip()

    def end(self, tag: str) -> None:
        name = tag.rpartition("}")[2]
        self._open.pop()
        if name in self._words.ends or _ANY in self._words.ends:
            self.finish()
        elif name == "from" and all(_PLACE.fullmatch(self._anchor.get(part, "")) for part in ("row", "col")):
            self._cell = f"{column_letter(int(self._anchor['col']))}{int(self._anchor['row']) + 1}"

    def finish(self) -> None:
        """End a text."""
        text = "".join(self._pieces).strip()
        self._pieces.clear()
        if text:
            self._add(text)

    def _add(self, text: str) -> None:
        self.results.append(OutsideText(self._words.part, text, self._sheet, self._cell))
