"""Parses the XML parts of a workbook as streams; names elements whatever prefix a program gives them."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from functools import lru_cache
from typing import TypeVar
from xml.etree.ElementTree import Element, iterparse
from xml.parsers import expat

from core.intake.workbook.errors import WorkbookError
from core.intake.workbook.package import Package, PartStream

DEEPEST = 64
"""How deep elements may lie in each other; real parts reach a dozen."""

_LONGEST_TAG = 1_000_000  # bytes; the parser begins a tag anew with every piece of it
_COUNTED_AT_ONCE = 1_000  # elements

T = TypeVar("T")

_VOCABULARIES = frozenset(
    (
        "http://schemas.openxmlformats.org/spreadsheetml/2006/main",
        "http://purl.oclc.org/ooxml/spreadsheetml/main",  # "strict"
        "http://schemas.openxmlformats.org/package/2006/relationships",
    )
)
_LATER_VOCABULARIES = {
    "http://schemas.microsoft.com/office/spreadsheetml/2009/9/main": "x14:",
    "http://schemas.microsoft.com/office/excel/2006/main": "xm:",
}


def parse_part(
    package: Package,
    path: str,
    start: Callable[[str, dict[str, str]], None],
    end: Callable[[str], None],
    characters: Callable[[str], None],
    *,
    is_sheet: bool = False,
) -> None:
    """Feed a part to a parser with these handlers; tags come as `namespace}name`.

    Of a sheet the empty cells are left out. Raises as `Package.part` does.
    """
    parser = expat.ParserCreate(namespace_separator="}")
    parser.buffer_text = True
    parser.StartElementHandler, parser.EndElementHandler = start, end
    parser.CharacterDataHandler = characters
    with package.sheet(path) if is_sheet else package.part(path) as stream:
        feed(parser, iter(stream.read, b""))
        parser.Parse(b"", True)


def feed(parser: expat.XMLParserType, pieces: Iterable[bytes]) -> None:
    """Give a parser the pieces of a part. Raises WorkbookError (`bomb`) for a tag that does not end."""
    size = 0
    for data in pieces:
        parser.Parse(data, False)
        size += len(data)
        if size - parser.CurrentByteIndex > _LONGEST_TAG:
            raise WorkbookError("bomb")


@lru_cache(maxsize=4096)
def local_name(tag: str) -> str:
    """The name of an element of a spreadsheet or its relations; empty for any other vocabulary.

    What programs added in 2010 is called by the prefix they use: x14:cfRule.
    """
    space, _, name = tag.rpartition("}")
    namespace = space.removeprefix("{")
    if namespace in _VOCABULARIES:
        return name
    prefix = _LATER_VOCABULARIES.get(namespace)
    return prefix + name if prefix else ""


def walk_elements(package: Package, stream: PartStream, *wanted: str) -> Iterator[tuple[str, Element]]:
    """Name and element of the elements with these names, each when it ends.

    Each list at the top of the part is let go of when it ends. A part that holds far more than that at once raises
    WorkbookError (`bomb`), because a small file may unpack to elements that fill the memory.
    """
    depth = in_memory = 0
    most_in_memory = package.limits.list_elements
    names: dict[str, str] = {}
    parents: list[Element] = []
    for event, element in iterparse(stream, events=("start", "end")):
        if event == "start":
            parents.append(element)
            depth += 1
            in_memory += 1
            package.count_elements(1)
            if in_memory > most_in_memory or depth > DEEPEST:
                raise WorkbookError("bomb")
            continue
        parents.pop()
        depth -= 1
        tag = element.tag
        name = names.get(tag)
        if name is None:
            name = names[tag] = local_name(tag)
        if name in wanted:
            yield name, element
        if depth == 1:
            parents[-1].clear()
            in_memory = depth


def element_handlers(
    reader: T,
    package: Package,
    starts: Mapping[str, Callable[[T, dict[str, str]], None]],
    ends: Mapping[str, Callable[[T], None]],
) -> tuple[Callable[[str, dict[str, str]], None], Callable[[str], None]]:
    """Handlers for the start and the end of any element, which call what a reader does for elements of some names.

    Closures, because they run for every element of the largest part of a file: one look-up by the tag leads to the
    few lines that an element needs.
    """
    depth = count = 0
    start_handlers: dict[str, Callable[[T, dict[str, str]], None] | None] = {}
    end_handlers: dict[str, Callable[[T], None] | None] = {}

    def start(tag: str, attributes: dict[str, str]) -> None:
        nonlocal depth, count
        depth += 1
        count += 1
        if depth > DEEPEST:
            raise WorkbookError("bomb")
        try:
            handler = start_handlers[tag]
        except KeyError:
            handler = start_handlers[tag] = starts.get(local_name(tag))
        if handler is not None:
            handler(reader, attributes)
        if count > _COUNTED_AT_ONCE:
            package.count_elements(count)
            count = 0

    def end(tag: str) -> None:
        nonlocal depth
        depth -= 1
        try:
            handler = end_handlers[tag]
        except KeyError:
            handler = end_handlers[tag] = ends.get(local_name(tag))
        if handler is not None:
            handler(reader)

    return start, end
