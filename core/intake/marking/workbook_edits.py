"""Edits of a workbook: replaces, adds and removes parts, and keeps every other byte."""

from __future__ import annotations

import zipfile
from collections.abc import Collection
from io import BytesIO
from itertools import chain, count

from core.intake.marking.xml_edits import XmlElement, XmlPart, escape_text
from core.intake.workbook.errors import WorkbookError
from core.intake.workbook.package import Package, target_path
from core.intake.workbook.workbook_parts import find_parts, relations_path

MAIN_NAMESPACE = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
_STRICT_MAIN_NAMESPACE = "http://purl.oclc.org/ooxml/spreadsheetml/main"
_RELATION_NAMESPACE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_STRICT_RELATION_NAMESPACE = "http://purl.oclc.org/ooxml/officeDocument/relationships"
_RELATIONS_NAMESPACE = "http://schemas.openxmlformats.org/package/2006/relationships"
_SHEET = "application/vnd.openxmlformats-officedocument.spreadsheetml."
_CONTENT_TYPES = {
    "worksheet": f"{_SHEET}worksheet+xml",
    "styles": f"{_SHEET}styles+xml",
    "comments": f"{_SHEET}comments+xml",
    "vmlDrawing": "application/vnd.openxmlformats-officedocument.vmlDrawing",
}
_TYPES_PART = "[Content_Types].xml"
_RELATIONS_TYPE = "application/vnd.openxmlformats-package.relationships+xml"
_BEFORE_NAMES = ("sheets", "functionGroups", "externalReferences")
_LARGE = 4_000_000  # bytes of a part that is packed fast rather than small


class WorkbookEdits:
    """A workbook being edited.

    `parts` are its parts before any edit, `root` the name of its workbook part, `folder` the folder of that.
    `namespace` and `relation_namespace` are those of its vocabulary, which is another one in a "strict" workbook.
    """

    def __init__(self, package: Package) -> None:
        """Raises WorkbookError as reading does."""
        self._package = package
        self.parts = find_parts(package)
        self.root = self.parts.root
        self.folder = self.root.rpartition("/")[0]
        self._changed: dict[str, bytes] = {}
        self._removed: set[str] = set()
        self._added: list[tuple[str, str]] = []  # path and content type
        strict = _STRICT_MAIN_NAMESPACE.encode() in self.part(self.root).partition(b"sheets>")[0]
        self.namespace = _STRICT_MAIN_NAMESPACE if strict else MAIN_NAMESPACE
        self.relation_namespace = _STRICT_RELATION_NAMESPACE if strict else _RELATION_NAMESPACE

    def part(self, name: str) -> bytes:
        """A part of XML as it is now, in UTF-8. Raises WorkbookError (`damaged`) when there is none."""
        if name not in self._changed:
            return self._package.whole_part(name)
        return self._changed[name]

    def replace_part(self, name: str, data: bytes) -> None:
        """Give a part other content."""
        self._changed[self._package.packed_name(name) or name] = data

    def add_part(self, owner: str, name: str, kind: str, data: bytes) -> str:
        """Add a part that `owner` names, under `name` or a free name like it; returns its relation id.

        `kind` is worksheet, styles, comments or vmlDrawing.
        """
        path = self._free_path(name)
        self._changed[path] = data
        self._added.append((path, _CONTENT_TYPES[kind]))
        relations = self._relations_of(owner)
        if self._has_part(relations):
            source = self.part(relations)
        else:
            source = f'<Relationships xmlns="{_RELATIONS_NAMESPACE}"></Relationships>'.encode()
            self._added.append((relations, _RELATIONS_TYPE))
        part = XmlPart(source, ("Relationship",), depth=0)
        ids = {element.attributes.get("Id", "") for element in part.named("Relationship")}
        id = next(free for free in (f"rIdR{number}" for number in count(1)) if free not in ids)
        new = f'<{part.prefix}Relationship Id="{id}" Type="{self.relation_namespace}/{kind}" Target="/{path}"/>'
        part.append(part.named("Relationships", 0)[0], new.encode())
        self._changed[relations] = part.result()
        return id

    def related_path(self, owner: str, kind: str) -> str | None:
        """The path of the part of a kind of which `owner` has one at most; None when there is none."""
        for element in self._relations(owner):
            inside = element.attributes.get("TargetMode") != "External"
            if inside and element.attributes.get("Type", "").rpartition("/")[2] == kind:
                path = self._target_of(owner, element)
                if path is not None:
                    return path
        return None

    def path_of_relation(self, owner: str, relation: str) -> str | None:
        """The path of the part that `owner` names by a relation id; None when there is none."""
        element = next((each for each in self._relations(owner) if each.attributes.get("Id") == relation), None)
        return None if element is None else self._target_of(owner, element)

    def remove_part(self, owner: str, relation: str) -> None:
        """Remove the part that `owner` names by a relation id, and the relation."""
        relations = self._relations_of(owner)
        part = XmlPart(self.part(relations), ("Relationship",))
        for element in part.named("Relationship"):
            if element.attributes.get("Id") == relation:
                part.replace(element.start, element.end, b"")
                path = self._target_of(owner, element)
                if path is not None:
                    self._removed |= {path, self._package.packed_name(relations_path(path)) or ""}
        self._changed[relations] = part.result()

    def put_sheet_first(self, name: str, relation: str, earlier_names: Collection[str], heading_row: int) -> None:
        """List a sheet before all others, open it, and repeat its `heading_row` on every printed page.

        Sheets with one of the `earlier_names` are taken out of the list; defined names keep their sheets. Raises
        WorkbookError (`unreturnable`) when no other sheet would be left.
        """
        part = XmlPart(self.part(self.root), ("sheet", "definedName", "workbookView"), depth=1)
        p, sheets = part.prefix, part.named("sheet", 2)
        new_places: dict[int, int] = {}
        for place, element in enumerate(sheets):
            if element.attributes.get("name", "") in earlier_names:
                part.replace(element.start, element.end, b"")
            else:
                new_places[place] = 1 + len(new_places)
        sheet_list = part.first("sheets")
        if sheet_list is None or not new_places:
            raise WorkbookError("unreturnable")
        number = 1 + max(int(element.attributes.get("sheetId", "0")) for element in sheets)
        new = (
            f'<{p}sheet xmlns:r="{self.relation_namespace}" name={_quote(name)} sheetId="{number}" r:id="{relation}"/>'
        )
        part.replace(sheet_list.inside, sheet_list.inside, new.encode())
        _move_names(part, new_places)
        for element in part.named("workbookView"):
            part.set_attributes(element, activeTab="0", firstSheet="0")
        _repeat_row(part, name, heading_row)
        self._changed[self.root] = part.result()

    def result(self) -> bytes:
        """The file with all edits made. Raises WorkbookError (`unreturnable`) when it has no list of content types."""
        types = self._package.packed_name(_TYPES_PART)
        if types is None:
            raise WorkbookError("unreturnable")
        self._removed.add(types)  # it comes back under the one name that every program looks for
        self._changed[_TYPES_PART] = self._content_types(types)
        out = BytesIO()
        with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as new:
            for name in dict.fromkeys((*self._package.names, *self._changed)):
                if name in self._removed - self._changed.keys() or name.endswith("/"):
                    continue
                data = self._changed[name] if name in self._changed else self._package.carried_part(name)
                entry = zipfile.ZipInfo(name)  # of a fixed date: the same file comes back the same
                entry.compress_type = zipfile.ZIP_DEFLATED
                new.writestr(entry, data, compresslevel=1 if len(data) > _LARGE else 6)
        return out.getvalue()

    def _relations(self, owner: str) -> list[XmlElement]:
        relations = self._relations_of(owner)
        if not self._has_part(relations):
            return []
        return XmlPart(self.part(relations), ("Relationship",)).named("Relationship")

    def _has_part(self, name: str) -> bool:
        return name in self._changed or self._package.packed_name(name) is not None

    def _relations_of(self, owner: str) -> str:
        relations = relations_path(owner)
        return self._package.packed_name(relations) or relations

    def _target_of(self, owner: str, relation: XmlElement) -> str | None:
        return self._package.packed_name(target_path(owner, relation.attributes.get("Target", "")))

    def _free_path(self, name: str) -> str:
        """The first of `name` without a number and with 1, 2, … before its ending that no part has."""
        stem, dot, ending = name.rpartition(".")
        paths = chain((name,), (f"{stem}{number}{dot}{ending}" for number in count(1)))
        return next(path for path in paths if not self._has_part(path))

    def _content_types(self, name: str) -> bytes:
        part = XmlPart(self.part(name), ("Override", "Default"), depth=0)
        for element in part.named("Override"):
            if self._package.packed_name(element.attributes.get("PartName", "").lstrip("/")) in self._removed:
                part.replace(element.start, element.end, b"")
        defaults = {
            element.attributes.get("Extension", "").lower(): element.attributes for element in part.named("Default")
        }
        new = "".join(
            f'<{part.prefix}Override PartName="/{path}" ContentType="{kind}"/>'
            for path, kind in self._added
            if defaults.get(path.rpartition(".")[2].lower(), {}).get("ContentType") != kind
        )
        part.append(part.named("Types", 0)[0], new.encode())
        return part.result()


def _move_names(part: XmlPart, new_places: dict[int, int]) -> None:
    """Keep the defined names of single sheets with their sheets; those of a removed sheet are taken out."""
    for element in part.named("definedName"):
        place = element.attributes.get("localSheetId")
        if place is not None and place.isdecimal():
            if int(place) in new_places:
                part.set_attributes(element, localSheetId=str(new_places[int(place)]))
            else:
                part.replace(element.start, element.end, b"")


def _repeat_row(part: XmlPart, sheet: str, row: int) -> None:
    """Print a row of the first sheet on every page."""
    p = part.prefix
    title = escape_text(sheet.replace("'", "''"))
    name = f'<{p}definedName name="_xlnm.Print_Titles" localSheetId="0">\'{title}\'!${row}:${row}</{p}definedName>'
    names = part.first("definedNames")
    if names is not None:
        part.append(names, name.encode())
    else:
        place = part.place_after(_BEFORE_NAMES)
        part.replace(place, place, f"<{p}definedNames>{name}</{p}definedNames>".encode())


def _quote(text: str) -> str:
    return '"' + escape_text(text).replace('"', "&quot;") + '"'
