"""Reads an XLSX file in one pass: stored values, formulas, number formats, merged, hidden; nothing is evaluated."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Iterator
from datetime import date
from html import unescape
from typing import IO
from xml.etree.ElementTree import Element, iterparse

from core.intake.findings import IntakeError
from core.intake.workbook.grid import Book
from core.intake.workbook.package import LIMITS, Limits, Package, fingerprint, target
from core.intake.workbook.sheet import Common, local, read_sheet, read_strings

_DATE_FORMATS = frozenset((*range(14, 23), *range(27, 37), *range(45, 48), *range(50, 59)))
_PERCENT_FORMATS = frozenset((9, 10))
_LOOSE = re.compile(r"xl/(?:threadedcomments|comments|drawings|returned)[^/]*(?:/[^/]+)?\.xml|docprops/[^/]+\.xml")
_LOOSE_BYTES = 2_000_000
_APART = re.compile(r"</(?:\w+:)?(?:comment|threadedComment|p)>")
_EPOCH, _EPOCH_1904 = date(1899, 12, 30), date(1904, 1, 1)


def read_workbook(content: bytes, name: str, limits: Limits = LIMITS) -> Book:
    """Every sheet of an XLSX file. Raises IntakeError with the remedy when it cannot be read safely."""
    package = Package(content, limits)
    root = _root(package)
    targets = _targets(package, root)
    sheets, epoch, names = _sheets(package, root)
    if len(sheets) > limits.sheets:
        raise IntakeError("too_many_sheets", number=len(sheets), limit=limits.sheets)
    strings = read_strings(package, _of_kind(targets, "sharedStrings"), limits)
    formats = _formats(package, _of_kind(targets, "styles"))
    common = Common(strings, formats, epoch, limits.cells, limits.rows)
    grids = []
    for title, hidden, relation in sheets:
        kind, path = targets.get(relation, ("", ""))
        if kind == "worksheet":
            grids.append(read_sheet(package, path, title, hidden, common))
    if not grids:
        raise IntakeError("damaged")
    links = any(each.lower().startswith("xl/externallinks/") for each in package.names)
    inside = [("", text) for text in (*common.loose, *names)]
    return Book(name, tuple(grids), fingerprint(content), True, links, outside_texts=(*inside, *_loose(package)))


def sheets_of(package: Package) -> tuple[str, list[tuple[str, str, str]]]:
    """The workbook part of a file, and title, path (empty: no table of cells) and relation id of every sheet."""
    root = _root(package)
    targets = _targets(package, root)
    found = []
    for title, _, relation in _sheets(package, root)[0]:
        kind, path = targets.get(relation, ("", ""))
        found.append((title, path if kind == "worksheet" else "", relation))
    return root, found


def _root(package: Package) -> str:
    """The part that lists the sheets: as the file says, or as such parts are called."""
    if package.actual("_rels/.rels") is not None:
        path = _of_kind(_targets(package, ""), "officeDocument")
        if path is not None and package.actual(path) is not None:
            return path
    return next(each for each in package.names if each.lower().endswith("workbook.xml"))


def _of_kind(targets: dict[str, tuple[str, str]], wanted: str) -> str | None:
    return next((path for kind, path in targets.values() if kind == wanted), None)


def _walk(package: Package, stream: IO[bytes], *wanted: str) -> Iterator[tuple[str, Element]]:
    """The elements of these names when they end.

    What is done with is let go of: each list at the top. Where a part holds far more than that at once,
    it is refused, because a small file may unpack to elements that fill the memory.
    """
    depth = held = 0
    most_held = package.limits.held
    names: dict[str, str] = {}
    parents: list[Element] = []
    for event, element in iterparse(stream, events=("start", "end")):
        if event == "start":
            parents.append(element)
            depth += 1
            held += 1
            package.count_elements(1)
            if held > most_held or depth > 64:
                raise IntakeError("bomb")
            continue
        parents.pop()
        depth -= 1
        tag = element.tag
        name = names.get(tag)
        if name is None:
            name = names[tag] = local(tag)
        if name in wanted:
            yield name, element
        if depth == 1:
            parents[-1].clear()
            held = depth


def _targets(package: Package, root: str) -> dict[str, tuple[str, str]]:
    """Kind and path of the parts that a part names, by relation id; what the whole file names for no part."""
    folder, file = posixpath.split(root)
    found = {}
    with package.part(f"{folder}/_rels/{file}.rels".lstrip("/")) as stream:
        for _, element in _walk(package, stream, "Relationship"):
            if element.get("TargetMode") != "External":
                path = target(root, element.get("Target", ""))
                kind = element.get("Type", "").rpartition("/")[2]
                found[element.get("Id", "")] = (kind, package.actual(path) or path)
    return found


def _sheets(package: Package, root: str) -> tuple[list[tuple[str, bool, str]], date, list[str]]:
    """Title, hidden, relation id of every sheet, the first day of the workbook's calendar, and its defined names."""
    found, epoch, names = [], _EPOCH, []
    with package.part(root) as stream:
        for name, element in _walk(package, stream, "sheet", "workbookPr", "definedName"):
            if name == "sheet":
                relation = next((value for key, value in element.items() if key.endswith("}id")), "")
                hidden = element.get("state", "visible") != "visible"
                found.append((element.get("name", "")[:64], hidden, relation))
            elif name == "workbookPr" and element.get("date1904", "0") in ("1", "true"):
                epoch = _EPOCH_1904
            elif name == "definedName":
                names += [element.get("name", ""), element.get("comment", ""), element.text or ""]
    return found, epoch, names


def _formats(package: Package, path: str | None) -> list[str]:
    """Per cell style `d` (a date), `%`, or nothing."""
    codes: dict[int, str] = {}
    styles: list[str] = []
    if path is None or package.actual(path) is None:
        return styles
    with package.part(path) as stream:
        for name, element in _walk(package, stream, "numFmt", "cellXfs"):
            if name == "numFmt":
                codes[int(element.get("numFmtId", "0"))] = element.get("formatCode", "")
            elif name == "cellXfs":
                styles = [_format(int(each.get("numFmtId", "0")), codes) for each in element]
    return styles


def _format(id: int, codes: dict[int, str]) -> str:
    if id not in codes:
        return "d" if id in _DATE_FORMATS else "%" if id in _PERCENT_FORMATS else ""
    bare = re.sub(r'"[^"]*"|\[[^\]]*\]|\\.|_.|\*.', "", codes[id]).lower()
    if "%" in bare:
        return "%"
    return "d" if re.search("[ymdhs年月日]", bare) and "general" not in bare else ""


def _loose(package: Package) -> Iterator[tuple[str, str]]:
    """Words outside the cells, where a name or number of a person may stand as well."""
    for name in package.names:
        lower = name.lower()
        if _LOOSE.fullmatch(lower):
            text = package.bytes_of(name, _LOOSE_BYTES).decode("utf-8", "replace")
            # A number may be in several runs of one comment, but never in two comments or two properties.
            pieces = _APART.split(text) if lower.startswith("xl/") else re.findall(r">([^<>]+)<", text)
            for piece in pieces:
                words = unescape(re.sub(r"<[^<>]*>", "", piece)).strip()
                if words:
                    yield name, words
