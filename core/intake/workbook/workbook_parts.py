"""Which parts a workbook consists of: its sheets in order and the parts that they and the workbook name."""

from __future__ import annotations

import posixpath
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import NamedTuple
from urllib.parse import unquote

from core.intake.workbook.errors import WorkbookError
from core.intake.workbook.package import Package, target_path
from core.intake.workbook.xml_parts import walk_elements

EPOCH, EPOCH_1904 = date(1899, 12, 30), date(1904, 1, 1)
"""Day 0 of the calendar of nearly every workbook, and of those from old Macintoshes."""


_NAMED = ("name", "comment", "description", "help", "statusBar", "customMenu")


class RelatedPart(NamedTuple):
    """A part as another names it: the last word of its type (`worksheet`, `styles`, …) and its path."""

    kind: str
    path: str


class SheetEntry(NamedTuple):
    """A sheet in the list of a workbook. `path` is None for one that is no table of cells (a chart, a dialogue)."""

    title: str
    hidden: bool
    relation: str
    path: str | None


@dataclass(frozen=True, slots=True)
class WorkbookParts:
    """What the workbook part lists. `epoch` is day 0 of its calendar, `defined_names` the texts of its named ranges."""

    root: str
    related: Mapping[str, RelatedPart]
    sheets: tuple[SheetEntry, ...]
    epoch: date
    defined_names: tuple[str, ...]


def find_parts(package: Package) -> WorkbookParts:
    """The parts of a workbook. Raises WorkbookError (`archive`, `damaged`, `bomb`, `entities`)."""
    root = _root(package)
    related = related_parts(package, root)
    sheets: list[SheetEntry] = []
    epoch = EPOCH
    names: list[str] = []
    with package.part(root) as stream:
        for name, element in walk_elements(package, stream, "sheet", "workbookPr", "definedName"):
            if name == "sheet":
                relation = next((value for key, value in element.items() if key.endswith("}id")), "")
                part = related.get(relation)
                path = part.path if part is not None and part.kind == "worksheet" else None
                hidden = element.get("state", "visible") != "visible"
                sheets.append(SheetEntry(element.get("name", "")[:64], hidden, relation, path))
            elif name == "workbookPr" and element.get("date1904", "0") in ("1", "true"):
                epoch = EPOCH_1904
            elif name == "definedName":
                names += filter(None, (*(element.get(name) for name in _NAMED), element.text))
    return WorkbookParts(root, related, tuple(sheets), epoch, tuple(names))


def related_parts(package: Package, owner: str) -> dict[str, RelatedPart]:
    """The parts inside the file that `owner` names, by relation id; of owner "", those that the whole file names."""
    related: dict[str, RelatedPart] = {}
    with package.part(relations_path(owner)) as stream:
        for _, element in walk_elements(package, stream, "Relationship"):
            if element.get("TargetMode") != "External":
                path = target_path(owner, element.get("Target", ""))
                kind = element.get("Type", "").rpartition("/")[2]
                packed_name = package.packed_name(path) or package.packed_name(unquote(path))
                related[element.get("Id", "")] = RelatedPart(kind, packed_name or path)
    return related


def path_of_kind(related: Mapping[str, RelatedPart], kind: str) -> str | None:
    """The path of the first part of a kind; None when there is none."""
    return next((part.path for part in related.values() if part.kind == kind), None)


def relations_path(owner: str) -> str:
    """The part that lists what `owner` names."""
    folder, file = posixpath.split(owner)
    return f"{folder}/_rels/{file}.rels".lstrip("/")


def _root(package: Package) -> str:
    """The part that lists the sheets: as the file says, or as such parts are called."""
    if package.packed_name("_rels/.rels") is not None:
        path = path_of_kind(related_parts(package, ""), "officeDocument")
        if path is not None and package.packed_name(path) is not None:
            return path
    for name in package.names:
        if name.lower().endswith("workbook.xml"):
            return name
    raise WorkbookError("archive")
