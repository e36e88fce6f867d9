"""Workbooks written part by part, as small as they can be, so that a test says every byte that matters."""

from __future__ import annotations

import zipfile
from collections.abc import Mapping
from io import BytesIO

MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
RELATIONS = "http://schemas.openxmlformats.org/package/2006/relationships"

WORKBOOK = "xl/workbook.xml"
WORKBOOK_RELATIONS = "xl/_rels/workbook.xml.rels"
SHEET = "xl/worksheets/sheet1.xml"
STYLES = "xl/styles.xml"
STRINGS = "xl/sharedStrings.xml"
TYPES = "[Content_Types].xml"


def packed(parts: Mapping[str, str | bytes | None]) -> bytes:
    """A file with these parts in their order, without those that are None."""
    out = BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as new:
        for name, data in parts.items():
            if data is not None:
                new.writestr(name, data)
    return out.getvalue()


def unpacked(content: bytes) -> dict[str, str]:
    """The parts of a file as texts."""
    with zipfile.ZipFile(BytesIO(content)) as file:
        return {name: file.read(name).decode() for name in file.namelist()}


def relation(id: str, kind: str, target: str, more: str = "") -> str:
    """One relation of a part."""
    return f'<Relationship Id="{id}" Type="{OFFICE}/{kind}" Target="{target}"{more}/>'


def relations(*entries: str) -> str:
    """The part that lists the relations of another."""
    return f'<Relationships xmlns="{RELATIONS}">{"".join(entries)}</Relationships>'


def sheet_xml(rows: str = "", before: str = "", after: str = "") -> str:
    """A sheet with these rows."""
    return f'<worksheet xmlns="{MAIN}">{before}<sheetData>{rows}</sheetData>{after}</worksheet>'


def workbook_xml(sheets: str, before: str = "", after: str = "") -> str:
    """A workbook part that lists sheets."""
    return f'<workbook xmlns="{MAIN}" xmlns:r="{OFFICE}">{before}<sheets>{sheets}</sheets>{after}</workbook>'


def small_parts(rows: str = "", **more: str | bytes) -> dict[str, str | bytes | None]:
    """The parts of a workbook with the one sheet `Fruit`; `strings` and `styles` are what these parts hold."""
    related = [relation("rId1", "worksheet", "worksheets/sheet1.xml")]
    parts: dict[str, str | bytes | None] = {
        TYPES: "<Types></Types>",
        WORKBOOK: workbook_xml('<sheet name="Fruit" sheetId="1" r:id="rId1"/>'),
        WORKBOOK_RELATIONS: "",
        SHEET: sheet_xml(rows),
    }
    if "strings" in more:
        related.append(relation("rId2", "sharedStrings", "sharedStrings.xml"))
        parts[STRINGS] = f'<sst xmlns="{MAIN}">{more["strings"]!s}</sst>'
    if "styles" in more:
        related.append(relation("rId3", "styles", "styles.xml"))
        parts[STYLES] = f'<styleSheet xmlns="{MAIN}">{more["styles"]!s}</styleSheet>'
    parts[WORKBOOK_RELATIONS] = relations(*related)
    return parts
