"""The texts of a file that was handed over, by place, whoever opened and saved it since."""

from __future__ import annotations

import csv
import hashlib
import io
import posixpath
import re
import zipfile
from collections.abc import Callable, Iterable, Iterator
from html.parser import HTMLParser
from xml.etree import ElementTree

from core.records.issued_documents import PlacedTexts

LARGEST = 30_000_000
"""Bytes of a file, and of its parts unpacked, that are read; ours are far smaller."""
MOST_PAGES = 500
"""Of a PDF; ours have far fewer."""
_RELATIONS = "{http://schemas.openxmlformats.org/package/2006/relationships}Relationship"
_CHART_RELATION = "/relationships/chart"
_NUMBER = re.compile(r"\d+")
MARKUP = "markup"
"""The place of the digest of everything of a page that is no text."""


class ForeignFileError(ValueError):
    """The file is of no kind that is handed over here, is damaged, or is too large."""


def file_texts(content: bytes) -> PlacedTexts:
    """The texts of a deck, report, PDF, workbook, table, hand-off file: slide by slide, sheet by sheet, in order.

    Of charts the values behind them. Only what a reader sees counts: formats, pictures and settings do not; of a page
    all of them do, since a program in it could show anything. A text is stripped of space at its ends, and runs of
    space within it are one. Raises ForeignFileError.
    """
    if len(content) > LARGEST:
        raise ForeignFileError("too large")
    if content.startswith(b"PK"):
        return _of_package(content)
    if content.startswith(b"%PDF"):
        return _of_pdf(content)
    if content.lstrip()[:15].lower().startswith((b"<!doctype html", b"<html")):
        return _placed(_html_texts(content.decode("utf-8", "replace")))
    try:
        rows = csv.reader(io.StringIO(content.decode("utf-8-sig"), newline=""), strict=True)
        return _placed([("", [cell for row in rows for cell in row])])
    except (UnicodeDecodeError, csv.Error) as error:
        raise ForeignFileError("no text") from error


def _placed(places: Iterable[tuple[str, Iterable[str]]]) -> PlacedTexts:
    plain = ((place, tuple(text for raw in texts if (text := " ".join(raw.split())))) for place, texts in places)
    return tuple((place, texts) for place, texts in plain if texts)


def _of_package(content: bytes) -> PlacedTexts:
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as package:
            if sum(part.file_size for part in package.infolist()) > LARGEST:
                raise ForeignFileError("too large")
            names = set(package.namelist())
            for part, read in _READERS.items():
                if part in names:
                    return _placed(read(package))
    except (zipfile.BadZipFile, ElementTree.ParseError, KeyError, ValueError, OSError, EOFError, RuntimeError) as error:
        raise ForeignFileError(str(error)) from error
    raise ForeignFileError("unknown kind")


def _of_pdf(content: bytes) -> PlacedTexts:
    """The lines of every page."""
    # Brought in when a PDF is read: pages and commands start without its library.
    from pypdf import PdfReader
    from pypdf.errors import PyPdfError

    try:
        pages = PdfReader(io.BytesIO(content)).pages
        if len(pages) > MOST_PAGES:
            raise ForeignFileError("too many pages")
        return _placed((str(number), page.extract_text().splitlines()) for number, page in enumerate(pages, start=1))
    except (PyPdfError, ValueError, KeyError, TypeError, IndexError, AttributeError, RecursionError, OSError) as error:
        raise ForeignFileError(str(error)) from error


def _xml(package: zipfile.ZipFile, part: str) -> ElementTree.Element:
    content = package.read(part)
    if b"<!DOCTYPE" in content[:4096] or b"<!ENTITY" in content:
        raise ForeignFileError("a document type within")
    return ElementTree.fromstring(content)


def _name(element: ElementTree.Element) -> str:
    """The name of an element without its namespace."""
    return element.tag.rpartition("}")[2]


def _paragraphs(root: ElementTree.Element) -> Iterator[str]:
    """Each paragraph as one text, however its words were divided into runs; tabs and breaks are a space."""
    for paragraph in (element for element in root.iter() if _name(element) == "p"):
        pieces = (
            (element.text or "") if _name(element) == "t" else " "
            for element in paragraph.iter()
            if _name(element) in ("t", "tab", "br")
        )
        yield "".join(pieces)


def _numbered(package: zipfile.ZipFile, pattern: str) -> list[str]:
    """The parts whose names match, by the number in them."""
    parts = [name for name in package.namelist() if re.fullmatch(pattern, name)]
    return sorted(parts, key=lambda name: int(_NUMBER.findall(name)[-1]))


def _charts_of(package: zipfile.ZipFile, part: str) -> Iterator[str]:
    """The values and names of every chart that a part of a package shows."""
    folder, name = posixpath.split(part)
    relations = f"{folder}/_rels/{name}.rels"
    if relations not in package.namelist():
        return
    for relation in _xml(package, relations).iter(_RELATIONS):
        if relation.get("Type", "").endswith(_CHART_RELATION):
            target = posixpath.normpath(posixpath.join(folder, relation.get("Target", ""))).lstrip("/")
            for element in _xml(package, target).iter():
                if _name(element) == "v":
                    yield _number_text(element.text or "")
                elif _name(element) == "t":
                    yield element.text or ""


def _number_text(text: str) -> str:
    """A stored number as one text, however many digits a program wrote."""
    try:
        return f"{float(text):.10g}"
    except ValueError:
        return text


def _slides(package: zipfile.ZipFile) -> Iterator[tuple[str, Iterable[str]]]:
    for part in _numbered(package, r"ppt/slides/slide\d+\.xml"):
        number = _NUMBER.findall(part)[-1]
        yield number, [*_paragraphs(_xml(package, part)), *_charts_of(package, part)]


def _report(package: zipfile.ZipFile) -> Iterator[tuple[str, Iterable[str]]]:
    part = "word/document.xml"
    yield "", [*_paragraphs(_xml(package, part)), *_charts_of(package, part)]
    for part in _numbered(package, r"word/(?:header|footer)\d+\.xml"):
        yield "", list(_paragraphs(_xml(package, part)))


def _sheets(package: zipfile.ZipFile) -> Iterator[tuple[str, Iterable[str]]]:
    shared: list[str] = []
    if "xl/sharedStrings.xml" in package.namelist():
        root = _xml(package, "xl/sharedStrings.xml")
        shared = [_joined(item) for item in root if _name(item) == "si"]
    for part in _numbered(package, r"xl/worksheets/sheet\d+\.xml"):
        cells = (cell for cell in _xml(package, part).iter() if _name(cell) == "c")
        yield _NUMBER.findall(part)[-1], [_cell_text(cell, shared) for cell in cells]


def _joined(element: ElementTree.Element) -> str:
    return "".join(piece.text or "" for piece in element.iter() if _name(piece) == "t")


def _cell_text(cell: ElementTree.Element, shared: list[str]) -> str:
    if cell.get("t") == "inlineStr":
        return _joined(cell)
    value = next((piece.text or "" for piece in cell if _name(piece) == "v"), "")
    if cell.get("t") == "s":
        return shared[int(value)]
    return value if cell.get("t") == "str" else _number_text(value)


_READERS: dict[str, Callable[[zipfile.ZipFile], Iterator[tuple[str, Iterable[str]]]]] = {
    "ppt/presentation.xml": _slides,
    "word/document.xml": _report,
    "xl/workbook.xml": _sheets,
}
"""How the parts of a package are read, by the part that tells what it is."""


class _Texts(HTMLParser):
    """Collects what a page says, article by article, and everything else of it, which decides how that is seen."""

    SILENT = ("script", "style", "template")

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.places: list[tuple[str, list[str]]] = [("", [])]
        self.markup: list[str] = []
        self._silent = 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self._silent += tag in self.SILENT
        if tag == "article":
            self.places.append((dict(attrs).get("id") or "", []))
        self._notice(tag, *(f"{name}={value}" for name, value in attrs))

    def handle_endtag(self, tag: str) -> None:
        self._silent -= tag in self.SILENT and self._silent > 0
        if tag == "article":
            self.places.append(("", []))
        self._notice(f"/{tag}")

    def handle_data(self, data: str) -> None:
        if self._silent:
            self._notice(data)
        else:
            self.places[-1][1].append(data)

    def handle_comment(self, data: str) -> None:
        self._notice("comment", data)

    def handle_pi(self, data: str) -> None:
        self._notice("instruction", data)

    def unknown_decl(self, data: str) -> None:
        self._notice("declaration", data)

    def _notice(self, *pieces: str) -> None:
        self.markup.append("\n".join(" ".join(piece.split()) for piece in pieces))


def _html_texts(page: str) -> list[tuple[str, list[str]]]:
    """The texts of a page by the id of their article, last of all the digest of everything that is no text: a program
    or a style put in shows other numbers than the texts hold."""
    parser = _Texts()
    parser.feed(page)
    parser.close()
    digest = hashlib.sha256("\n".join(parser.markup).encode("utf-8", "surrogatepass")).hexdigest()
    return [*parser.places, (MARKUP, [digest[:16]])]
