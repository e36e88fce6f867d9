"""Reads what people wrote into the parts beside the sheets, and where it stands; what a program numbers is left out."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Iterable, Iterator, Sequence
from contextlib import suppress
from html import unescape
from urllib.parse import unquote
from xml.parsers import expat

from core.intake.workbook.errors import WorkbookError
from core.intake.workbook.limits import Limits
from core.intake.workbook.outside.part_kinds import (
    ANY,
    BY_PROGRAMS,
    DOCUMENT_PARTS,
    OTHER_PARTS,
    PARTS,
    PASSED_OVER,
    OutsidePart,
    OutsideText,
    Words,
)
from core.intake.workbook.package import Package
from core.intake.workbook.references import column_letter
from core.intake.workbook.workbook_parts import related_parts, relations_path
from core.intake.workbook.xml_parts import feed

_MOST_TEXT = 2_000_000  # bytes of a part that is no XML
_LONGEST_TEXT = 32_767  # characters of one that a program wrote; what is longer are pictures and keys
_COUNTED_AT_ONCE = 1_000  # elements
_PLAIN_TEXTS = (".txt", ".csv", ".tsv", ".json", ".htm", ".html", ".rtf", ".svg")
_SEVEN_FIGURES = re.compile(r"(?:\D*\d){7}")
_NUMERALS = re.compile("[〇零○一二三四五六七八九壹贰叁肆伍陆柒捌玖幺]{11}")
_PLACE = re.compile(r"\d{1,7}")  # no sheet has more rows or columns
_TAG = re.compile(r"<[^<>]*>")
_BOX, _BOX_END = "<v:textbox", "</v:textbox>"  # not by an expression, which would look for every end to the last sign
_HEADER_CODES = re.compile(r'&(?:"[^"]*"|K[0-9A-Fa-f]{6}|K[0-9A-Fa-f]{2}[+-]\d{3}|\d{1,3}(?!\d)|[A-JL-Z])')


def texts_of_document(package: Package) -> Iterator[OutsideText]:
    """The texts of an .ods file in its parts beside the sheets. Raises WorkbookError (`bomb`)."""
    for name in package.names:
        for words in DOCUMENT_PARTS:
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
        yield from _kept(OutsidePart.EMBEDDED, posixpath.basename(name), sheet)
        if lower.startswith("xl/drawings/") and lower.endswith(".vml"):
            # No XML in every case, because programs write HTML into it.
            for piece in _start_of(package, name).split(_BOX)[1:]:
                box, end, _ = piece.partition(_BOX_END)
                yield from _bare(OutsidePart.SHAPE, box.partition(">")[2] if end else "", sheet)
        elif lower.endswith(_PLAIN_TEXTS):
            yield from _bare(OutsidePart.DATA, _start_of(package, name), sheet)
        for words in _words_of(lower):
            yield from _texts(package, name, words, sheet)
    if package.comment:
        yield from _kept(OutsidePart.PROPERTIES, package.comment, "")


def _words_of(path: str) -> Sequence[Words]:
    """Where the texts of a part stand, by its path in small letters."""
    words = [words for words in PARTS if words.paths.fullmatch(path)]
    is_other = not words and OTHER_PARTS.paths.fullmatch(path) and not PASSED_OVER.match(path)
    return [OTHER_PARTS] if is_other else words


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
        owners.setdefault(sheet.lower(), title)
        paths = [sheet]
        for path in paths:
            if package.packed_name(relations_path(path)) is not None:
                for part in related_parts(package, path).values():
                    if part.path.lower() not in owners:
                        owners[part.path.lower()] = title
                        paths.append(part.path)
    return owners


def _start_of(package: Package, name: str) -> str:
    """The beginning of a part that may be no XML."""
    with suppress(WorkbookError):
        return package.read_part(name, _MOST_TEXT).decode("utf-8", "replace")
    return ""


def _bare(part: OutsidePart, markup: str, sheet: str) -> Iterator[OutsideText]:
    text = unescape(_TAG.sub("", markup)).strip()
    if text:
        yield from _kept(part, text, sheet)


def _kept(part: OutsidePart, text: str, sheet: str, cell: str = "") -> Iterator[OutsideText]:
    """A text, unless a program wrote it and no number of a person can be in it."""
    if part not in BY_PROGRAMS or may_hold_number(text):
        yield OutsideText(part, text[:_LONGEST_TEXT] if part in BY_PROGRAMS else text, sheet, cell)


def may_hold_number(text: str) -> bool:
    """Whether there are figures enough in a text for a number of a person."""
    return _SEVEN_FIGURES.match(text) is not None or (not text.isascii() and _NUMERALS.search(text) is not None)


def texts_of_xml(package: Package, data: bytes, words: Words) -> Iterator[OutsideText]:
    """The texts of XML that lies within another file; of what is none, everything between its tags."""
    reader = _TextReader(words, "", package)
    try:
        reader.read([data])
        yield from reader.results
    except expat.ExpatError:
        yield from _bare(words.part, data.decode("utf-8", "replace"), "")


def _texts(package: Package, name: str, words: Words, sheet: str) -> Iterator[OutsideText]:
    """The texts of a part; of the beginning of one that is no XML, everything between its tags."""
    reader = _TextReader(words, sheet, package)
    try:
        with package.part(name) as stream:
            reader.read(iter(stream.read, b""))
        yield from reader.results
    except WorkbookError as error:
        is_unknown = words is OTHER_PARTS and error.code in ("damaged", "entities")  # a part that is only carried over
        if not is_unknown and not isinstance(error.__cause__, expat.ExpatError):
            raise
        yield from _bare(words.part, _start_of(package, name), sheet)


class _TextReader:
    """The state of one pass over a part."""

    def __init__(self, words: Words, sheet: str, package: Package) -> None:
        self._words, self._sheet, self._package = words, sheet, package
        self._elements = 0
        self.results: list[OutsideText] = []
        self._pieces: list[str] = []
        self._open: list[str] = []
        self._cell = ""
        self._anchor: dict[str, str] = {}

    def read(self, pieces: Iterable[bytes]) -> None:
        """Read a part in pieces. Raises ExpatError for what is no XML, WorkbookError (`bomb`)."""
        parser = expat.ParserCreate(namespace_separator="}")
        parser.buffer_text = True
        parser.StartElementHandler, parser.EndElementHandler = self.start, self.end
        parser.CharacterDataHandler = self.characters
        feed(parser, pieces)
        self.finish()

    def start(self, tag: str, attributes: dict[str, str]) -> None:
        name = tag.rpartition("}")[2]
        self._open.append(name)
        self._elements += 1
        if self._elements == _COUNTED_AT_ONCE:
            self._package.count_elements(self._elements)
            self._elements = 0
        if len(self._open) > 64:
            raise WorkbookError("bomb")
        if name in self._words.places:
            self._cell = attributes.get("ref", "")
        elif name == "from":
            self._anchor = {}
        if name == "Relationship":
            if "TargetMode" in attributes and "Target" in attributes:
                self._add(unquote(attributes["Target"]))
        elif self._words.attributes:
            self._add_attributes(name, attributes)

    def _add_attributes(self, name: str, attributes: dict[str, str]) -> None:
        words = self._words.attributes.get(name) or self._words.attributes.get(ANY, "")
        for text in attributes.values() if words == ANY else map(attributes.get, words.split()):
            if text:
                self._add(text)

    def characters(self, text: str) -> None:
        name = self._open[-1]
        if name in self._words.texts or ANY in self._words.texts:
            self._pieces.append(text)
        elif name in ("row", "col") and self._open[-2:-1] == ["from"]:
            self._anchor[name] = text.strip()

    def end(self, tag: str) -> None:
        name = tag.rpartition("}")[2]
        self._open.pop()
        if name in self._words.ends or ANY in self._words.ends:
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
        self.results.extend(_kept(self._words.part, text, self._sheet, self._cell))
