"""What is wrong with a packed workbook as a package: parts against the relations and content types they declare."""

from __future__ import annotations

import posixpath
import re
import zipfile
from collections import Counter
from collections.abc import Iterator
from io import BytesIO
from urllib.parse import unquote
from xml.etree import ElementTree

_TYPES = "[content_types].xml"
_KINDS = {
    "worksheet": ".worksheet+xml",
    "styles": ".styles+xml",
    "sharedStrings": ".sharedStrings+xml",
    "comments": ".comments+xml",
    "vmlDrawing": ".vmlDrawing",
    "drawing": "drawing+xml",
    "table": "table+xml",
    "theme": "theme+xml",
}
_SHEET_ORDER = (
    *("sheetPr", "dimension", "sheetViews", "sheetFormatPr", "cols", "sheetData", "sheetCalcPr", "sheetProtection"),
    *("protectedRanges", "scenarios", "autoFilter", "sortState", "dataConsolidate", "customSheetViews", "mergeCells"),
    *("phoneticPr", "conditionalFormatting", "dataValidations", "hyperlinks", "printOptions", "pageMargins"),
    *("pageSetup", "headerFooter", "rowBreaks", "colBreaks", "customProperties", "cellWatches", "ignoredErrors"),
    *("smartTags", "drawing", "legacyDrawing", "legacyDrawingHF", "drawingHF", "picture", "oleObjects", "controls"),
    *("webPublishItems", "tableParts", "extLst"),
)
_BOOK_ORDER = (
    *("fileVersion", "fileSharing", "workbookPr", "workbookProtection", "bookViews", "sheets", "functionGroups"),
    *("externalReferences", "definedNames", "calcPr", "oleSize", "customWorkbookViews", "pivotCaches", "smartTagPr"),
    *("smartTagTypes", "webPublishing", "fileRecoveryPr", "webPublishObjects", "extLst"),
)
_STYLE_ORDER = (
    *("numFmts", "fonts", "fills", "borders", "cellStyleXfs", "cellXfs", "cellStyles", "dxfs", "tableStyles"),
    *("colors", "extLst"),
)
_ORDERS = {"worksheet": _SHEET_ORDER, "workbook": _BOOK_ORDER, "styleSheet": _STYLE_ORDER}


def package_faults(content: bytes) -> list[str]:
    """One line for each fault; none for a package as its standard wants it."""
    with zipfile.ZipFile(BytesIO(content)) as file:
        entries = [name for name in file.namelist() if not name.endswith("/")]
        # Some programs write \\ for /, and name a part in other letters than they packed it under.
        names = [name.replace("\\", "/").lstrip("/").lower() for name in entries]
        parts = {name: file.read(entry) for name, entry in zip(names, entries, strict=True)}
    faults = [f"{name} is packed twice" for name, number in Counter(names).items() if number > 1]
    types = _ContentTypes(parts.get(_TYPES, b"<Types/>"))
    faults += [f"{name} has a content type, but is not there" for name in types.overrides if name not in parts]
    faults += [f"{name} has two content types" for name, number in types.counts.items() if number > 1]
    for name, data in parts.items():
        if name == _TYPES:
            continue
        kind = types.of(name)
        if not kind:
            faults.append(f"{name} has no content type")
        root = None
        if kind.endswith(("+xml", "/xml")):
            try:
                root = ElementTree.fromstring(data)
            except ElementTree.ParseError as error:
                faults.append(f"{name} is no XML: {error}")
        if name.endswith(".rels"):
            faults += _relation_faults(name, data, set(parts), types)
        elif root is not None:
            faults += _part_faults(name, root, parts)
    return faults


class _ContentTypes:
    def __init__(self, data: bytes) -> None:
        root = ElementTree.fromstring(data)
        entries = [(element.tag.rpartition("}")[2], element.attrib) for element in root]
        named = [
            (unquote(at["PartName"]).lstrip("/").lower(), at["ContentType"]) for tag, at in entries if tag == "Override"
        ]
        self.overrides = dict(named)
        self.counts = Counter(name for name, _ in named)
        self._defaults = {at["Extension"].lower(): at["ContentType"] for tag, at in entries if tag == "Default"}

    def of(self, name: str) -> str:
        return self.overrides.get(unquote(name).lower()) or self._defaults.get(name.rpartition(".")[2].lower(), "")


def _relations(data: bytes) -> list[dict[str, str]]:
    return [element.attrib for element in ElementTree.fromstring(data)]


def _relation_faults(name: str, data: bytes, names: set[str], types: _ContentTypes) -> Iterator[str]:
    owner = posixpath.join(posixpath.dirname(posixpath.dirname(name)), posixpath.basename(name)[: -len(".rels")])
    if posixpath.basename(owner) and owner not in names:
        yield f"{name} is of a part that is not there"
    relations = _relations(data)
    ids = Counter(relation.get("Id", "") for relation in relations)
    yield from (f"{name} has the id {id} twice" for id, number in ids.items() if number > 1)
    for relation in relations:
        if relation.get("TargetMode") == "External":
            continue
        target = relation.get("Target", "").replace("\\", "/").partition("#")[0]
        path = posixpath.normpath(posixpath.join("/", posixpath.dirname(owner), target)).lstrip("/").lower()
        if target and path not in names and unquote(path) not in names:
            yield f"{name} names {path}, which is not there"
        ending = _KINDS.get(relation.get("Type", "").rpartition("/")[2], "")
        if target and ending and not types.of(path).lower().endswith(ending.lower()):
            yield f"{name} names {path} as {ending}, but it is {types.of(path)}"


def _part_faults(name: str, root: ElementTree.Element, parts: dict[str, bytes]) -> Iterator[str]:
    relations = posixpath.join(posixpath.dirname(name), "_rels", posixpath.basename(name) + ".rels")
    ids = {relation.get("Id") for relation in _relations(parts[relations])} if relations in parts else set()
    for element in root.iter():
        for key, value in element.attrib.items():
            if re.search(r"officeDocument/(2006/)?relationships\}(id|embed|link|pict)$", key) and value not in ids:
                yield f"{name} names the relation {value}, which is not there"
    order = _ORDERS.get(root.tag.rpartition("}")[2], ())
    places = [order.index(tag) for tag in (child.tag.rpartition("}")[2] for child in root) if tag in order]
    if places != sorted(places):
        yield f"{name} has its elements out of order"
