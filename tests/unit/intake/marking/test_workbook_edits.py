"""Parts of a workbook are replaced, added and removed, and the workbook lists what there is afterwards."""

from __future__ import annotations

import random
import zipfile
import zlib
from io import BytesIO

import pytest

from core.intake.marking.workbook_edits import WorkbookEdits
from core.intake.workbook.errors import WorkbookError
from core.intake.workbook.package import Package
from tests.support.workbook_parts.small_workbooks import (
    MAIN,
    OFFICE,
    RELATIONS,
    SHEET,
    TYPES,
    WORKBOOK,
    WORKBOOK_RELATIONS,
    packed,
    relation,
    relations,
    small_parts,
    unpacked,
    workbook_xml,
)

SHEET_RELATIONS = "xl/worksheets/_rels/sheet1.xml.rels"
RELATIONS_TYPE = "application/vnd.openxmlformats-package.relationships+xml"
STRICT, STRICT_OFFICE = (
    "http://purl.oclc.org/ooxml/spreadsheetml/main",
    "http://purl.oclc.org/ooxml/officeDocument/relationships",
)
FRUIT = '<sheet name="Fruit" sheetId="4" r:id="rId1"/>'
NEW = f'<sheet xmlns:r="{OFFICE}" name="To do" sheetId="{{}}" r:id="rIdR1"/>'
TITLES = '<definedName name="_xlnm.Print_Titles" localSheetId="0">\'To do\'!$4:$4</definedName>'


def edits_of(changes: dict[str, str | bytes | None]) -> WorkbookEdits:
    return WorkbookEdits(Package(packed({**small_parts(), **changes})))


def test_a_workbook_without_edits_comes_back_with_every_part_and_no_folder() -> None:
    parts = {**small_parts(), "xl/": b"", "xl/media/": b"", "xl/media/image.png": "x"}
    result = WorkbookEdits(Package(packed(parts))).result()
    assert unpacked(result) == {name: data for name, data in parts.items() if not name.endswith("/")}
    with zipfile.ZipFile(BytesIO(result)) as file:
        assert {entry.date_time for entry in file.infolist()} == {(1980, 1, 1, 0, 0, 0)}


def test_a_part_is_replaced_under_the_name_it_was_packed_under() -> None:
    edited = edits_of({})
    assert edited.part("xl/Workbook.XML") == edited.part(WORKBOOK) == small_parts()[WORKBOOK].encode()  # type: ignore[union-attr]
    edited.replace_part("XL/worksheets/Sheet1.xml", b"<a/>")
    assert edited.part(SHEET) == b"<a/>"
    assert unpacked(edited.result()) == {**small_parts(), SHEET: "<a/>"}


@pytest.mark.parametrize("name", ["xl/none.xml", SHEET_RELATIONS])
def test_a_part_that_is_not_there_is_damage(name: str) -> None:
    with pytest.raises(WorkbookError) as error:
        edits_of({}).part(name)
    assert error.value.code == "damaged"


def override(name: str, content_type: str) -> str:
    return f'<Override PartName="{name}" ContentType="{content_type}"/>'


@pytest.mark.parametrize(
    ("kind", "content_type"),
    [
        ("worksheet", "application/vnd.openxmlformats-officedocument.spreadsheetml.worksheet+xml"),
        ("styles", "application/vnd.openxmlformats-officedocument.spreadsheetml.styles+xml"),
        ("comments", "application/vnd.openxmlformats-officedocument.spreadsheetml.comments+xml"),
        ("vmlDrawing", "application/vnd.openxmlformats-officedocument.vmlDrawing"),
    ],
)
def test_a_new_part_is_named_by_its_owner_and_its_type_is_listed(kind: str, content_type: str) -> None:
    edited = edits_of({})
    assert edited.add_part(SHEET, "xl/new/part.xml", kind, b"<n/>") == "rIdR1"
    assert edited.related_path(SHEET, kind) is None  # the index of the file itself is as it was packed
    target = f'<Relationship Id="rIdR1" Type="{OFFICE}/{kind}" Target="/xl/new/part.xml"/>'
    listed = override(f"/{SHEET_RELATIONS}", RELATIONS_TYPE)
    assert unpacked(edited.result()) == {
        **small_parts(),
        TYPES: f"<Types>{override('/xl/new/part.xml', content_type)}{listed}</Types>",
        "xl/new/part.xml": "<n/>",
        SHEET_RELATIONS: f'<Relationships xmlns="{RELATIONS}">{target}</Relationships>',
    }


def test_new_parts_get_the_first_free_name_and_relation() -> None:
    before = relations(relation("rIdR1", "image", "a.png"), relation("rIdR3", "image", "b.png"))
    edited = edits_of({SHEET_RELATIONS: before, "xl/Part.xml": "x", "xl/part2.xml": "x"})
    new = [edited.add_part(SHEET, "xl/part.xml", "comments", b"") for _ in range(3)]
    assert new == ["rIdR2", "rIdR4", "rIdR5"]
    names = [name for name in unpacked(edited.result()) if name.lower().startswith("xl/part")]
    assert names == ["xl/Part.xml", "xl/part2.xml", "xl/part1.xml", "xl/part3.xml", "xl/part4.xml"]


def test_a_part_beside_a_workbook_in_no_folder_has_a_name_without_one() -> None:
    parts = {
        TYPES: "<Types/>",
        "workbook.xml": workbook_xml(FRUIT),
        "_rels/workbook.xml.rels": relations(relation("rId1", "worksheet", "sheet1.xml")),
        "sheet1.xml": "<a/>",
    }
    edited = WorkbookEdits(Package(packed(parts)))
    assert (edited.root, edited.folder) == ("workbook.xml", "")
    edited.add_part(edited.root, "styles.xml", "styles", b"<s/>")
    after = unpacked(edited.result())
    assert after["styles.xml"] == "<s/>"
    assert 'PartName="/styles.xml"' in after[TYPES]
    assert 'Target="/styles.xml"' in after["_rels/workbook.xml.rels"]


@pytest.mark.parametrize(
    ("entries", "path"),
    [
        ([], None),
        ([relation("a", "comments", "../c1.xml")], "xl/c1.xml"),
        ([relation("a", "comments", "/xl/C2.xml")], "xl/c2.xml"),
        ([relation("a", "image", "../c1.xml"), relation("b", "comments", "../c2.xml")], "xl/c2.xml"),
        ([relation("a", "comments", "../c2.xml"), relation("b", "comments", "../c1.xml")], "xl/c2.xml"),
        ([relation("a", "comments", "../none.xml"), relation("b", "comments", "../c1.xml")], "xl/c1.xml"),
        ([relation("a", "comments", "../c1.xml", ' TargetMode="External"')], None),
        ([relation("a", "comments", "../c1.xml", ' TargetMode="Internal"')], "xl/c1.xml"),
        ([relation("a", "threadedcomments", "../c1.xml")], None),
    ],
)
def test_a_part_of_a_kind_is_looked_up_by_its_owner(entries: list[str], path: str | None) -> None:
    edited = edits_of({SHEET_RELATIONS: relations(*entries), "xl/c1.xml": "x", "xl/c2.xml": "x"})
    assert edited.related_path(SHEET, "comments") == path
    assert edits_of({}).related_path(SHEET, "comments") is None


def test_what_has_a_type_by_its_ending_needs_none_of_its_own() -> None:
    defaults = f'<Default Extension="RELS" ContentType="{RELATIONS_TYPE}"/><Default Extension="xml" ContentType="x"/>'
    types = f"<Types>{defaults}</Types>"
    edited = edits_of({TYPES: None, "[content_types].XML": types})
    edited.add_part(SHEET, "xl/c.xml", "comments", b"")
    after = unpacked(edited.result())
    assert [name for name in after if "types" in name.lower()] == [TYPES]  # as every program looks for it
    comments = override("/xl/c.xml", "application/vnd.openxmlformats-officedocument.spreadsheetml.comments+xml")
    assert after[TYPES] == types.replace("</Types>", f"{comments}</Types>")


@pytest.mark.parametrize(("relation_id", "path"), [("a", "xl/c1.xml"), ("b", "xl/c2.xml"), ("c", None), ("", None)])
def test_a_part_is_looked_up_by_the_relation_that_names_it(relation_id: str, path: str | None) -> None:
    entries = [relation("a", "vmlDrawing", "../c1.xml"), relation("b", "vmlDrawing", "../c2.xml")]
    edited = edits_of({SHEET_RELATIONS: relations(*entries), "xl/c1.xml": "x", "xl/c2.xml": "x"})
    assert edited.path_of_relation(SHEET, relation_id) == path
    assert edits_of({}).path_of_relation(SHEET, relation_id) is None


def test_a_removed_part_goes_with_its_relations_its_type_and_what_names_it() -> None:
    first, list_1, list_2, gone = (
        relation("rId1", "worksheet", "worksheets/sheet1.xml"),
        relation("rId2", "worksheet", "worksheets/list1.xml"),
        relation("rId3", "worksheet", "worksheets/List2.xml"),
        relation("rId4", "worksheet", "worksheets/none.xml"),
    )
    types = ['<Override PartName="/xl/workbook.xml"/>', '<Override PartName="/xl/Worksheets/list1.xml"/>', "<Default/>"]
    edited = edits_of(
        {
            WORKBOOK_RELATIONS: relations(first, list_1, list_2, gone),
            TYPES: f"<Types>{types[0]}{types[1]}{types[2]}</Types>",
            "xl/worksheets/list1.xml": "x",
            "xl/worksheets/_rels/list1.xml.rels": relations(),
            "xl/worksheets/list2.xml": "x",
        }
    )
    for id in ("rId2", "rId3", "rId4"):
        edited.remove_part(WORKBOOK, id)
    assert unpacked(edited.result()) == {
        **small_parts(),
        WORKBOOK_RELATIONS: relations(first),
        TYPES: f"<Types>{types[0]}{types[2]}</Types>",
    }


def workbook_after(sheets: str, before: str = "", after: str = "", earlier: frozenset[str] = frozenset()) -> str:
    edited = edits_of({WORKBOOK: workbook_xml(sheets, before, after)})
    edited.put_sheet_first("To do", "rIdR1", earlier, 4)
    return unpacked(edited.result())[WORKBOOK]


def test_a_new_sheet_comes_first_and_is_opened() -> None:
    views = '<bookViews><workbookView firstSheet="2" activeTab="1"/><workbookView/></bookViews>'
    view = '<workbookView firstSheet="0" activeTab="0"/>'
    opened = f"<bookViews>{view}{view}</bookViews>"
    assert workbook_after(FRUIT, views, "<calcPr/>") == workbook_xml(
        NEW.format(5) + FRUIT, opened, f"<definedNames>{TITLES}</definedNames><calcPr/>"
    )
    assert workbook_after(FRUIT) == workbook_xml(NEW.format(5) + FRUIT, "", f"<definedNames>{TITLES}</definedNames>")
    assert NEW.format(1) in workbook_after('<sheet name="Fruit" r:id="rId1"/>')


def test_an_earlier_list_is_taken_out_and_names_move_with_their_sheets() -> None:
    old, veg = '<sheet name="Earlier" sheetId="9" r:id="rId2"/>', '<sheet name="Veg" sheetId="2" r:id="rId3"/>'
    names = [
        '<definedName name="all">Fruit!$A$1</definedName>',
        '<definedName name="a" localSheetId="0">1</definedName>',
        '<definedName name="b" localSheetId="1">2</definedName>',
        '<definedName name="c" localSheetId="2">3</definedName>',
        '<definedName name="d" localSheetId="x">4</definedName>',
    ]
    assert workbook_after(
        old + FRUIT + veg, after=f"<definedNames>{''.join(names)}</definedNames>", earlier=frozenset({"Earlier", "Old"})
    ) == workbook_xml(
        NEW.format(10) + FRUIT + veg,
        after=f"<definedNames>{names[0]}"
        '<definedName name="b" localSheetId="1">2</definedName><definedName name="c" localSheetId="2">3</definedName>'
        f"{names[4]}{TITLES}</definedNames>",
    )


def test_a_name_of_a_sheet_is_quoted_wherever_it_stands() -> None:
    edited = edits_of({})
    edited.put_sheet_first('it\'s <"1">', "rIdR1", frozenset(), 2)
    after = unpacked(edited.result())[WORKBOOK]
    assert 'name="it\'s &lt;&quot;1&quot;&gt;" sheetId="2"' in after
    assert """localSheetId="0">'it''s &lt;"1"&gt;'!$2:$2</definedName>""" in after


def test_a_workbook_with_a_prefix_keeps_it() -> None:
    book = (
        f'<x:workbook xmlns:x="{MAIN}" xmlns:r="{OFFICE}"><x:sheets><x:sheet name="Fruit" sheetId="1" r:id="rId1"/>'
        "</x:sheets></x:workbook>"
    )
    edited = edits_of({WORKBOOK: book})
    edited.put_sheet_first("To do", "rIdR1", frozenset(), 4)
    new = f'<x:sheet xmlns:r="{OFFICE}" name="To do" sheetId="2" r:id="rIdR1"/>'
    names = f"<x:definedNames>{TITLES.replace('definedName', 'x:definedName')}</x:definedNames>"
    after = book.replace("<x:sheets>", f"<x:sheets>{new}").replace("</x:sheets>", f"</x:sheets>{names}")
    assert unpacked(edited.result())[WORKBOOK] == after


@pytest.mark.parametrize(
    ("book", "earlier"),
    [
        (workbook_xml(FRUIT), frozenset({"Fruit"})),
        (workbook_xml(""), frozenset()),
        (f'<workbook xmlns="{MAIN}"><list><sheet name="Fruit"/></list></workbook>', frozenset()),
    ],
)
def test_a_workbook_without_another_sheet_or_a_list_of_them_cannot_be_changed(
    book: str, earlier: frozenset[str]
) -> None:
    edited = edits_of({WORKBOOK: book})
    with pytest.raises(WorkbookError) as error:
        edited.put_sheet_first("To do", "rIdR1", earlier, 4)
    assert error.value.code == "unreturnable"


def test_a_workbook_without_a_list_of_content_types_cannot_be_written() -> None:
    with pytest.raises(WorkbookError) as error:
        edits_of({TYPES: None}).result()
    assert error.value.code == "unreturnable"


def test_a_strict_workbook_is_edited_in_its_own_vocabulary() -> None:
    plain = edits_of({})
    assert (plain.namespace, plain.relation_namespace) == (MAIN, OFFICE)
    strict = edits_of(
        {WORKBOOK: f'<workbook xmlns="{STRICT}" xmlns:r="{STRICT_OFFICE}"><sheets>{FRUIT}</sheets></workbook>'}
    )
    assert (strict.namespace, strict.relation_namespace) == (STRICT, STRICT_OFFICE)
    strict.add_part(SHEET, "xl/c.xml", "comments", b"")
    strict.put_sheet_first("To do", "rIdR1", frozenset(), 4)
    after = unpacked(strict.result())
    assert f'Type="{STRICT_OFFICE}/comments"' in after[SHEET_RELATIONS]
    assert f'<sheet xmlns:r="{STRICT_OFFICE}" name="To do"' in after[WORKBOOK]


def packed_size(data: bytes, level: int) -> int:
    packer = zlib.compressobj(level, zlib.DEFLATED, -15)
    return len(packer.compress(data) + packer.flush())


def test_a_part_of_more_than_4_megabytes_is_packed_fast_and_any_other_small() -> None:
    block = b"".join(random.Random(1).choices([b"<c>", b"</c>", b"<v>1", b"<v>12", b"abc", b"ab"], k=4_000))
    large = (block * 400)[:4_000_001]
    parts = {"xl/large.bin": large, "xl/bound.bin": large[:-1], "xl/small.bin": block}
    with zipfile.ZipFile(BytesIO(edits_of({**parts}).result())) as file:
        sizes = {name: file.getinfo(name).compress_size for name in parts}
    assert sizes == {
        "xl/large.bin": packed_size(large, 1),
        "xl/bound.bin": packed_size(large[:-1], 6),
        "xl/small.bin": packed_size(block, 6),
    }
    assert packed_size(block, 6) != packed_size(block, 7)
