"""Workbooks with every kind of part come back with these parts untouched, and as sound as packages as they were."""

from __future__ import annotations

import zipfile
from io import BytesIO

import pytest
import xlsxwriter
from openpyxl import load_workbook

from core.intake.marking.mark_file import mark_file
from core.intake.marking.marks import CommentAuthor, Fill, ListColumn, ListSheet, Mark
from core.intake.workbook.xlsx_file import read_xlsx
from tests.support.workbook_parts.package_faults import package_faults
from tests.support.workbook_parts.small_workbooks import (
    MAIN,
    OFFICE,
    SHEET,
    TYPES,
    packed,
    relation,
    relations,
    sheet_xml,
    small_parts,
)

AUTHOR = CommentAuthor("checker", frozenset({"checker"}))
TO_DO = ListSheet("To do", frozenset({"To do"}), "title", "guide", (ListColumn("What", 9),), (), 0)
MARKS = [Mark("Fruit", "A1", Fill.RED, "wrong"), Mark("Fruit", "C9", Fill.YELLOW, "odd")]
ROWS = '<row r="1"><c r="A1"><v>1</v></c></row>'
SHEET_RELATIONS = "xl/worksheets/_rels/sheet1.xml.rels"
BINARY = bytes(range(256)) + b"<!DOCTYPE a>"
VML = b'<xml xmlns:v="urn:schemas-microsoft-com:vml"><v:shape id="CH" style="width:9pt"/></xml>'
TEXT = "\ufeff<?xml version='1.0' encoding='utf-16'?><a>年</a>".encode("utf-16-le")
COMMENTS = (
    f'<comments xmlns="{MAIN}"><authors><author>tc={{1}}</author></authors><commentList>'
    '<comment ref="A1" authorId="0"><text><t>threaded</t></text></comment></commentList></comments>'
).encode()
THREADED = (
    b'<ThreadedComments xmlns="t"><threadedComment ref="A1"><text>why</text></threadedComment></ThreadedComments>'
)

KINDS: dict[str, tuple[str, str, bytes, str]] = {
    "printer settings": ("printerSettings", "xl/printerSettings/p1.bin", BINARY, '<pageSetup {0} r:id="p"/>'),
    "a header picture": ("vmlDrawing", "xl/drawings/vmlDrawing1.vml", VML, '<legacyDrawingHF {0} r:id="p"/>'),
    "a background picture": ("image", "xl/media/image1.jpeg", BINARY, '<picture {0} r:id="p"/>'),
    "a thumbnail": ("metadata/thumbnail", "docProps/thumbnail.emf", BINARY, ""),
    "XML of others in UTF-16": ("customXml", "customXml/item1.xml", TEXT, ""),
    "a drawing": ("drawing", "xl/drawings/drawing1.xml", b'<wsDr xmlns="d"/>', '<drawing {0} r:id="p"/>'),
    "a table": (
        "table",
        "xl/tables/table1.xml",
        f'<table xmlns="{MAIN}" id="1" name="T" displayName="T" ref="A1:A2"/>'.encode(),
        '<tableParts count="1"><tablePart {0} r:id="p"/></tableParts>',
    ),
    "an embedded object": (
        "oleObject",
        "xl/embeddings/oleObject1.bin",
        BINARY,
        '<oleObjects><oleObject {0} progId="a" shapeId="1025" r:id="p"/></oleObjects>',
    ),
    "form controls": (
        "ctrlProp",
        "xl/ctrlProps/ctrlProp1.xml",
        b'<formControlPr xmlns="c"/>',
        '<mc:AlternateContent xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006"><mc:Choice '
        'Requires="x14"><controls><control {0} shapeId="1" r:id="p"/></controls></mc:Choice></mc:AlternateContent>',
    ),
    "a conversation": ("comments", "xl/comments1.xml", COMMENTS, ""),
    "threads": ("threadedComment", "xl/threadedComments/threadedComment1.xml", THREADED, ""),
    "a slicer": ("slicer", "xl/slicers/slicer1.xml", b'<slicers xmlns="s"/>', "<extLst><ext><a/></ext></extLst>"),
    "a pivot table": ("pivotTable", "xl/pivotTables/pivotTable1.xml", b'<pivotTableDefinition xmlns="p"/>', ""),
    "pictures in cells": ("cellimage", "xl/cellimages.xml", b'<cellImages xmlns="w"/>', ""),
    "macros": ("vbaProject", "xl/vbaProject.bin", BINARY, ""),
    "a signature": ("digital-signature/signature", "_xmlsignatures/sig1.xml", b'<Signature xmlns="s"/>', ""),
}
"""By what it is: its kind of relation, its name, its bytes, and how the sheet names it."""

CONTENT_TYPES = {
    "rels": "application/vnd.openxmlformats-package.relationships+xml",
    "xml": "application/xml",
    "vml": "application/vnd.openxmlformats-officedocument.vmlDrawing",
    "bin": "application/octet-stream",
    "jpeg": "image/jpeg",
    "emf": "image/x-emf",
}
_OFFICE_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml."
TYPE_OF = {
    "xl/workbook.xml": f"{_OFFICE_TYPE}sheet.main+xml",
    SHEET: f"{_OFFICE_TYPE}worksheet+xml",
    "xl/drawings/drawing1.xml": "application/vnd.openxmlformats-officedocument.drawing+xml",
    "xl/tables/table1.xml": f"{_OFFICE_TYPE}table+xml",
    "xl/comments1.xml": f"{_OFFICE_TYPE}comments+xml",
}


def workbook_with(kind: str) -> dict[str, str | bytes | None]:
    """The small workbook with a part of this kind, declared as it should be."""
    relation_kind, name, data, named = KINDS[kind]
    defaults = "".join(f'<Default Extension="{ending}" ContentType="{of}"/>' for ending, of in CONTENT_TYPES.items())
    parts = {
        **small_parts(),
        SHEET: sheet_xml(ROWS, after=named.format(f'xmlns:r="{OFFICE}"')),
        SHEET_RELATIONS: relations(relation("p", relation_kind, f"/{name}")),
        name: data,
        "_rels/.rels": relations(relation("b", "officeDocument", "xl/workbook.xml")),
    }
    overrides = "".join(
        f'<Override PartName="/{path}" ContentType="{of}"/>' for path, of in TYPE_OF.items() if path in parts
    )
    types = f'<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">{defaults}{overrides}</Types>'
    return {**parts, TYPES: types}


@pytest.mark.parametrize("kind", KINDS)
def test_a_marked_copy_keeps_the_part_and_is_a_sound_package(kind: str) -> None:
    _, name, data, _ = KINDS[kind]
    content = packed(workbook_with(kind))
    assert package_faults(content) == []
    marked = mark_file(content, "fruit.xlsx", MARKS, TO_DO, AUTHOR)
    assert package_faults(marked) == []
    with zipfile.ZipFile(BytesIO(marked)) as file:
        kept = file.read(name)
    if kind == "a conversation":  # that of A1 is left alone; what is said of C9 is written beside it
        assert COMMENTS.partition(b"</commentList>")[0].partition(b"<commentList>")[2] in kept
    else:
        assert kept == data
    assert {grid.name: grid.rows for grid in read_xlsx(marked, "a").grids}["Fruit"] == read_xlsx(content, "a").grids[
        0
    ].rows


@pytest.mark.parametrize("kind", ["printer settings", "a header picture", "XML of others in UTF-16", "a signature"])
def test_a_marked_copy_is_opened_by_openpyxl_with_its_marks(kind: str) -> None:
    marked = mark_file(packed(workbook_with(kind)), "fruit.xlsx", MARKS, TO_DO, AUTHOR)
    sheet = load_workbook(BytesIO(marked))["Fruit"]
    assert (sheet["A1"].value, sheet["A1"].comment.text, sheet["C9"].comment.text) == (1, "wrong", "odd")
    assert sheet["A1"].fill.start_color.rgb == "FFFFC7CE"


def test_a_protected_shared_or_read_only_workbook_comes_back_as_one() -> None:
    out = BytesIO()
    with xlsxwriter.Workbook(out) as book:
        book.read_only_recommended()
        sheet = book.add_worksheet("Fruit")
        sheet.write("A1", 1)
        sheet.protect("secret")
        sheet.add_table("E1:F3")
        sheet.write_comment("B2", "mine")
        sheet.data_validation("A2", {"validate": "list", "source": ["a", "b"]})
        sheet.conditional_format("A1:A3", {"type": "data_bar"})
        sheet.insert_chart("H1", _chart(book))
    marked = mark_file(out.getvalue(), "fruit.xlsx", MARKS, TO_DO, AUTHOR)
    assert package_faults(marked) == []
    with zipfile.ZipFile(BytesIO(marked)) as file:
        assert b'readOnlyRecommended="1"' in file.read("xl/workbook.xml")
        sheet_part = file.read(SHEET)
    assert sheet_part.index(b"<sheetProtection password=") < sheet_part.index(b"<legacyDrawing r:id=")
    comments = load_workbook(BytesIO(marked))["Fruit"]
    assert (comments["A1"].comment.text, comments["B2"].comment.text) == ("wrong", "mine")


def _chart(book: xlsxwriter.Workbook) -> object:
    chart = book.add_chart({"type": "column"})
    chart.add_series({"values": "=Fruit!$A$1:$A$3"})
    return chart


@pytest.mark.parametrize(
    ("changes", "fault"),
    [
        ({"xl/printerSettings/p1.bin": None}, f"{SHEET_RELATIONS} names xl/printersettings/p1.bin, which is not there"),
        ({SHEET_RELATIONS: None}, f"{SHEET} names the relation p, which is not there"),
        ({"xl/new.odd": b""}, "xl/new.odd has no content type"),
        ({SHEET: "<worksheet>"}, f"{SHEET} is no XML: no element found: line 1, column 11"),
        ({SHEET: f'<worksheet xmlns="{MAIN}"><cols/><sheetPr/></worksheet>'}, f"{SHEET} has its elements out of order"),
    ],
)
def test_a_package_that_is_not_sound_is_found_out(changes: dict[str, str | bytes | None], fault: str) -> None:
    assert package_faults(packed({**workbook_with("printer settings"), **changes})) == [fault]
