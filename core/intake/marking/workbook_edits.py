"""The parts of a clerk's file and how they name each other: changes some, adds some, keeps every other byte."""

from __future__ import annotations

import posixpath
import zipfile
from io import BytesIO

from core.intake.findings import IntakeError
from core.intake.marking.xml_edits import Part, escaped
from core.intake.workbook.package import Package, target

_PLAIN = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_STRICT = "http://purl.oclc.org/ooxml/officeDocument/relationships"
STRICT_MAIN = "http://purl.oclc.org/ooxml/spreadsheetml/main"
"""The vocabulary of a workbook saved as "strict"."""

_RELATIONS = "http://schemas.openxmlformats.org/package/2006/relationships"
_SHEET = "application/vnd.openxmlformats-officedocument.spreadsheetml."
_KINDS = {
    "worksheet": f"{_SHEET}worksheet+xml",
    "styles": f"{_SHEET}styles+xml",
    "comments": f"{_SHEET}comments+xml",
    "vmlDrawing": "application/vnd.openxmlformats-officedocument.vmlDrawing",
}
_TYPES = "[Content_Types].xml"
_AFTER_NAMES = (
    "calcPr",
    "oleSize",
    "customWorkbookViews",
    "pivotCaches",
    "fileRecoveryPr",
    "webPublishObjects",
    "extLst",
)
_LARGE = 4_000_000  # bytes of a part that is packed fast rather than small


class Bundle:
    """A workbook being changed."""

    def __init__(self, package: Package, root: str) -> None:
        """`root` is the name of its workbook part. Raises IntakeError (`unreturnable`, or as reading does)."""
        self._package, self.root = package, root
        self._changed: dict[str, bytes] = {}
        self._removed: set[str] = set()
        self._added: list[tuple[str, str]] = []
        self.strict = STRICT_MAIN.encode() in self.part(root)[:2000]
        self.vocabulary = _STRICT if self.strict else _PLAIN

    def part(self, name: str) -> bytes:
        """A part as it is now."""
        if name not in self._changed:
            return self._package.bytes_of(name, self._package.limits.part)
        return self._changed[name]

    def put(self, name: str, data: bytes) -> None:
        """Give a part other content."""
        self._changed[self._package.actual(name) or name] = data

    def add(self, owner: str, name: str, kind: str, data: bytes) -> str:
        """Add a part of a kind under a free name like `name`, named by `owner`; its relation id comes back."""
        folder, file = posixpath.split(name)
        stem, dot, ending = file.rpartition(".")
        number = 1
        while (
            self._package.actual(f"{folder}/{stem}{number}{dot}{ending}")
            or f"{folder}/{stem}{number}{dot}{ending}" in self._changed
        ):
            number += 1
        path = f"{folder}/{stem}{number}{dot}{ending}"
        self._changed[path] = data
        self._added.append((path, _KINDS[kind]))
        relations = _relations_of(owner)
        actual = self._package.actual(relations) or relations
        known = (
            self.part(actual) if self.has(actual) else f'<Relationships xmlns="{_RELATIONS}"></Relationships>'.encode()
        )
        part = Part(known, ("Relationship",), depth=0)
        taken = {node.attributes.get("Id", "") for node in part.all("Relationship")}
        id = next(each for each in (f"rIdR{n}" for n in range(1, 10_000)) if each not in taken)
        new = f'<{part.prefix}Relationship Id="{id}" Type="{self.vocabulary}/{kind}" Target="/{path}"/>'
        part.append(part.all("Relationships", 0)[0], new.encode())
        self._changed[actual] = part.done()
        return id

    def has(self, name: str) -> bool:
        """Whether there is such a part."""
        return name in self._changed or self._package.actual(name) is not None

    def related(self, owner: str, kind: str) -> tuple[str, str] | None:
        """Relation id and path of the first part of a kind that `owner` names."""
        relations = self._package.actual(_relations_of(owner)) or _relations_of(owner)
        if not self.has(relations):
            return None
        for node in Part(self.part(relations), ("Relationship",)).all("Relationship"):
            inside = node.attributes.get("TargetMode") != "External"
            if inside and node.attributes.get("Type", "").rpartition("/")[2] == kind:
                path = self._package.actual(target(owner, node.attributes.get("Target", "")))
                if path is not None:
                    return node.attributes.get("Id", ""), path
        return None

    def first_sheet(self, title: str, relation: str, old: frozenset[str], head: int) -> None:
        """Put a sheet before all others, open it, and take out those with `old` titles; names keep their sheets."""
        part = Part(self.part(self.root), ("sheet", "definedName", "workbookView"), depth=1)
        p, sheets = part.prefix, part.all("sheet", 2)
        places: dict[int, int] = {}
        for place, node in enumerate(sheets):
            if node.attributes.get("name", "") in old:
                part.put(node.start, node.end, b"")
            else:
                places[place] = 1 + len(places)
        listed = part.first("sheets")
        if listed is None or not places:
            raise IntakeError("unreturnable")
        number = 1 + max((int(node.attributes.get("sheetId", "0")) for node in sheets), default=0)
        new = f'<{p}sheet xmlns:r="{self.vocabulary}" name={_quoted(title)} sheetId="{number}" r:id="{relation}"/>'
        part.put(listed.inside, listed.inside, new.encode())
        for node in part.all("definedName"):
            at = node.attributes.get("localSheetId")
            if at is not None and at.isdecimal():
                if int(at) in places:
                    part.set(node, localSheetId=str(places[int(at)]))
                else:
                    part.put(node.start, node.end, b"")
        for node in part.all("workbookView"):
            part.set(node, activeTab="0", firstSheet="0")
        self._repeat(part, title, head)
        self._changed[self.root] = part.done()

    def _repeat(self, part: Part, title: str, head: int) -> None:
        """The headings of the list on every page of its print."""
        p = part.prefix
        quoted = escaped(title.replace("'", "''"))
        name = (
            f'<{p}definedName name="_xlnm.Print_Titles" localSheetId="0">\'{quoted}\'!${head}:${head}</{p}definedName>'
        )
        known = part.first("definedNames")
        if known is not None:
            part.append(known, name.encode())
        else:
            place = part.before(_AFTER_NAMES)
            part.put(place, place, f"<{p}definedNames>{name}</{p}definedNames>".encode())

    def drop(self, owner: str, relation: str) -> None:
        """Take out a part and the relation that names it."""
        relations = self._package.actual(_relations_of(owner)) or _relations_of(owner)
        part = Part(self.part(relations), ("Relationship",))
        for node in part.all("Relationship"):
            if node.attributes.get("Id") == relation:
                part.put(node.start, node.end, b"")
                path = self._package.actual(target(owner, node.attributes.get("Target", "")))
                if path is not None:
                    self._removed |= {path, self._package.actual(_relations_of(path)) or ""}
        self._changed[relations] = part.done()

    def done(self) -> bytes:
        """The file."""
        self._changed[_TYPES] = self._types()
        out = BytesIO()
        with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as new:
            for name in dict.fromkeys((*self._package.names, *self._changed)):
                if name in self._removed or name.endswith("/"):
                    continue
                data = self.part(name)
                # The date of a part is none of the file's: the same file comes back the same.
                entry = zipfile.ZipInfo(name)
                entry.compress_type = zipfile.ZIP_DEFLATED
                new.writestr(entry, data, compresslevel=1 if len(data) > _LARGE else 6)
        return out.getvalue()

    def _types(self) -> bytes:
        if not self.has(_TYPES):
            raise IntakeError("unreturnable")
        part = Part(self.part(_TYPES), ("Override", "Default"), depth=0)
        for node in part.all("Override"):
            if self._package.actual(node.attributes.get("PartName", "").lstrip("/")) in self._removed:
                part.put(node.start, node.end, b"")
        new = "".join(f'<{part.prefix}Override PartName="/{path}" ContentType="{kind}"/>' for path, kind in self._added)
        part.append(part.all("Types", 0)[0], new.encode())
        return part.done()


def _relations_of(owner: str) -> str:
    folder, file = posixpath.split(owner)
    return f"{folder}/_rels/{file}.rels".lstrip("/")


def _quoted(text: str) -> str:
    return '"' + escaped(text).replace('"', "&quot;") + '"'
