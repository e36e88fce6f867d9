"""Which parts beside the sheets hold what people wrote, and where in them it stands."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import NamedTuple


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
    CHART = "chart"  # the figures and names that a chart keeps of its cells
    TABLE = "table"
    SLICER = "slicer"
    CONNECTION = "connection"
    FORMAT = "format"  # number formats, names of styles
    EMBEDDED = "embedded"  # files within the file, and what they are called
    DATA = "data"  # what other programs keep in the file


class OutsideText(NamedTuple):
    """A text outside the cells. `sheet` and `cell` (such as B7) are empty where it belongs to none."""

    part: OutsidePart
    text: str
    sheet: str = ""
    cell: str = ""


@dataclass(frozen=True, slots=True)
class Words:
    """Where the texts of a kind of part stand.

    `texts` are the elements whose characters count, `ends` those that end a text: runs within one are one text, as they
    are seen. `attributes` say which attributes of an element are texts of their own, `places` which elements name a
    cell. `*` is any element or attribute.
    """

    part: OutsidePart
    paths: re.Pattern[str]
    texts: frozenset[str]
    ends: frozenset[str]
    attributes: Mapping[str, str]
    places: frozenset[str]


def _words(
    part: OutsidePart, paths: str, texts: str = "", ends: str = "", places: str = "", **attributes: str
) -> Words:
    names = (frozenset(words.split()) for words in (texts, ends, places))
    return Words(part, re.compile(paths), next(names), next(names), attributes, next(names))


ANY = "*"
_ALL = {ANY: ANY}
_OF_SHEETS = "oddHeader oddFooter evenHeader evenFooter firstHeader firstFooter t v f"
_PROPERTIES = (
    "title subject creator keywords description lastModifiedBy category contentStatus Company Manager HyperlinkBase "
    "lpstr lpwstr bstr"
)
PARTS = (
    _words(
        OutsidePart.COMMENT,
        r"xl/(?:returned/)?comments[^/]*(?:/[^/]*)?\.xml",
        "t author",
        "comment author",
        "comment",
    ),
    _words(OutsidePart.COMMENT, r"xl/threadedcomments/[^/]*\.xml", "text", "threadedComment", "threadedComment"),
    _words(OutsidePart.COMMENT, r"xl/persons/[^/]*\.xml", person="displayName userId"),
    _words(OutsidePart.SHAPE, r"xl/(?:drawings|diagrams|charts)/[^/]*\.xml", "t", "p", cNvPr="descr"),
    _words(OutsidePart.PROPERTIES, r"docprops/[^/]*\.xml", _PROPERTIES, _PROPERTIES),
    _words(OutsidePart.CHART, r"xl/charts/[^/]*\.xml", "v pt f formatCode", "v pt f formatCode", numFmt="formatCode"),
    _words(OutsidePart.SHEET, r"xl/(?:chart|dialog|macro)sheets/[^/]*\.xml", _OF_SHEETS, _OF_SHEETS),
    _words(OutsidePart.PIVOT, r"xl/pivot(?:cache|tables)/[^/]*\.xml", ANY, ANY, **_ALL),
    _words(OutsidePart.LINK, r"xl/externallinks/[^/]*\.xml", "v", "v", **_ALL),
    _words(OutsidePart.TABLE, r"xl/tables/[^/]*\.xml", ANY, ANY, **_ALL),
    _words(OutsidePart.SLICER, r"xl/(?:slicers|slicercaches|timelines|timelinecaches)/[^/]*\.xml", ANY, ANY, **_ALL),
    _words(OutsidePart.CONNECTION, r"xl/(?:connections|xmlmaps|querytables/[^/]*)\.xml", ANY, ANY, **_ALL),
    _words(
        OutsidePart.FORMAT,
        r"xl/styles[^/]*\.xml",
        numFmt="formatCode",
        cellStyle="name",
        tableStyle="name",
    ),
    _words(
        OutsidePart.PROPERTIES,
        r"xl/workbook[^/]*\.xml",
        absPath="url",
        fileSharing="userName",
        customWorkbookView="name",
    ),
    _words(OutsidePart.REVISION, r"xl/revisions/[^/]*\.xml", "t v", "is v", userInfo="name"),
    _words(OutsidePart.LINK, r"xl/externallinks/_rels/[^/]*\.rels", Relationship="Target"),
    _words(OutsidePart.HYPERLINK, r"(?:.*/)?_rels/[^/]*\.rels", Relationship="Target"),
)
"""Parts of which only some elements are words."""
OTHER_PARTS = _words(OutsidePart.DATA, r".*\.xml", ANY, ANY, **_ALL)
"""All other parts, but those without a word of anybody, and those that are read as cells."""
_CELLS = "worksheets/|sharedstrings"
_WITHOUT_WORDS = r"theme/|calcchain|(?:.*/)?_rels/"
PASSED_OVER = re.compile(rf"xl/(?:{_CELLS}|{_WITHOUT_WORDS}|returned/)|_xmlsignatures/|\[content_types\]|.*/_rels/")
EMBEDDED_PART = _words(OutsidePart.EMBEDDED, r".*\.xml", "t v", "p si is c")
"""A part of a document, a workbook or a presentation that lies within the file."""
BY_PROGRAMS = frozenset(
    (
        OutsidePart.PIVOT,
        OutsidePart.LINK,
        OutsidePart.CHART,
        OutsidePart.TABLE,
        OutsidePart.SLICER,
        OutsidePart.CONNECTION,
        OutsidePart.FORMAT,
        OutsidePart.EMBEDDED,
        OutsidePart.DATA,
    )
)
"""What programs write down in great number: only a text that may hold a number of a person is kept of it."""
_DOCUMENT_PROPERTIES = "title subject description keyword initial-creator creator printed-by user-defined"
DOCUMENT_PARTS = (
    _words(OutsidePart.PROPERTIES, r"meta\.xml", _DOCUMENT_PROPERTIES, _DOCUMENT_PROPERTIES),
    _words(OutsidePart.SHAPE, r"object[^/]*/content\.xml", "p span a", "p"),
)
"""Parts of an .ods file."""
