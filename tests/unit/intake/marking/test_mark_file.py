"""A small file marked: which parts change, which cells are coloured and what their comments say."""

from __future__ import annotations

import re
from dataclasses import replace

import pytest

from core.intake.marking.mark_file import ending_of, mark_file
from core.intake.marking.marks import CommentAuthor, Fill, ListColumn, ListSheet, Mark
from core.intake.workbook.errors import WorkbookError
from tests.support.workbook_parts.small_workbooks import (
    MAIN,
    OFFICE,
    SHEET,
    STYLES,
    TYPES,
    WORKBOOK,
    WORKBOOK_RELATIONS,
    packed,
    relation,
    relations,
    sheet_xml,
    small_parts,
    unpacked,
    workbook_xml,
)

AUTHOR = CommentAuthor("checker", frozenset({"checker"}))
TO_DO = ListSheet("To do", frozenset({"To do", "Earlier"}), "title", "guide", (ListColumn("What", 9),), (), 0)
SHEET_RELATIONS = "xl/worksheets/_rels/sheet1.xml.rels"
COMMENTS, BOXES, LIST = "xl/returned/comments.xml", "xl/returned/comments.vml", "xl/worksheets/findings.xml"
ROW = '<row r="1"><c r="A1"><v>1</v></c></row>'


def marked(parts: dict[str, str | bytes | None], *marks: Mark) -> dict[str, str]:
    return unpacked(mark_file(packed(parts), "fruit.xlsx", marks, TO_DO, AUTHOR))


def two_sheets(*, second: str = "worksheet", name: str = "Veg") -> dict[str, str | bytes | None]:
    """The small workbook with a second sheet, which may be of another kind."""
    sheets = f'<sheet name="Fruit" sheetId="1" r:id="rId1"/><sheet name="{name}" sheetId="2" r:id="rId2"/>'
    first, other = relation("rId1", "worksheet", "worksheets/sheet1.xml"), relation("rId2", second, "worksheets/2.xml")
    changes = {WORKBOOK: workbook_xml(sheets), WORKBOOK_RELATIONS: relations(first, other)}
    return {**small_parts(ROW), **changes, "xl/worksheets/2.xml": sheet_xml(ROW)}


def red(cell: str, comment: str = "wrong", sheet: str = "Fruit") -> Mark:
    return Mark(sheet, cell, Fill.RED, comment)


def yellow(cell: str, comment: str = "odd", sheet: str = "Fruit") -> Mark:
    return Mark(sheet, cell, Fill.YELLOW, comment)


def said(parts: dict[str, str], part: str = COMMENTS) -> dict[str, str]:
    """What the comments of a sheet say, by cell."""
    return dict(re.findall(r'<comment ref="(\w+)".*?<t [^>]*>(.*?)</t>', parts.get(part, ""), re.DOTALL))


def test_a_file_without_styles_and_comments_gets_them_and_keeps_the_rest() -> None:
    before = small_parts(ROW)
    after = marked(before, red("A1"))
    assert list(after) == [
        *before,
        COMMENTS,
        SHEET_RELATIONS,
        BOXES,
        LIST,
        STYLES,
    ]
    drawing = f'<legacyDrawing xmlns:r="{OFFICE}" r:id="rIdR2"/>'
    # Formats of the list come behind that of the mark: a red cell is number 1.
    assert after[SHEET] == sheet_xml('<row r="1"><c s="1" r="A1"><v>1</v></c></row>', after=drawing)
    assert after[SHEET_RELATIONS] == relations(
        f'<Relationship Id="rIdR1" Type="{OFFICE}/comments" Target="/{COMMENTS}"/>',
        f'<Relationship Id="rIdR2" Type="{OFFICE}/vmlDrawing" Target="/{BOXES}"/>',
    )
    assert after[COMMENTS].startswith(f'<comments xmlns="{MAIN}"><authors><author>checker</author></authors>')
    assert after[WORKBOOK_RELATIONS] == relations(
        relation("rId1", "worksheet", "worksheets/sheet1.xml"),
        f'<Relationship Id="rIdR1" Type="{OFFICE}/worksheet" Target="/{LIST}"/>',
        f'<Relationship Id="rIdR2" Type="{OFFICE}/styles" Target="/xl/styles.xml"/>',
    )
    assert 'name="To do" sheetId="2" r:id="rIdR1"' in after[WORKBOOK]
    assert after[TYPES].count("<Override ") == 5  # with the list of relations
    assert "<fill>" in after[STYLES]


@pytest.mark.parametrize(
    ("part", "guide"), [("_xmlsignatures/sig1.xml", "guide The signature is void."), ("xl/sig1.xml", "guide")]
)
def test_the_list_says_that_a_signature_is_void(part: str, guide: str) -> None:
    to_do = replace(TO_DO, void_signature="The signature is void.")
    after = unpacked(mark_file(packed({**small_parts(), part: "<Signature/>"}), "fruit.xlsx", [], to_do, AUTHOR))
    assert f">{guide}<" in after[LIST]
    assert after[part] == "<Signature/>"


@pytest.mark.parametrize(
    ("kind", "ending"),
    [
        ("vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml", ".xlsx"),
        ("vnd.openxmlformats-officedocument.spreadsheetml.template.main+xml", ".xltx"),
        ("vnd.ms-excel.sheet.macroEnabled.main+xml", ".xlsm"),
        ("vnd.ms-excel.template.macroEnabled.main+xml", ".xltm"),
    ],
)
def test_a_copy_is_called_like_what_its_parts_say_it_is(kind: str, ending: str) -> None:
    types = f'<Types><Override PartName="/xl/workbook.xml" ContentType="application/{kind}"/></Types>'
    assert ending_of(mark_file(packed({**small_parts(), TYPES: types}), "fruit", [], TO_DO, AUTHOR)) == ending


def test_styles_of_the_file_are_added_to() -> None:
    styles = "<fonts><font/></fonts><fills><fill/></fills><cellXfs><xf/></cellXfs>"
    after = marked(small_parts(ROW, styles=styles), red("A1"))
    assert '<cellXfs count="7"><xf/><xf applyFill="1" fillId="1"/>' in after[STYLES]
    assert [name for name in after if "styles" in name] == [STYLES]


def test_a_file_without_marks_gets_the_list_only() -> None:
    before = small_parts(ROW)
    after = marked(before)
    assert set(after) - set(before) == {LIST, STYLES}
    assert after[SHEET] == before[SHEET]


def test_a_sheet_that_is_not_marked_keeps_its_comments_and_bytes() -> None:
    own = '<comments><authors><author>clerk</author></authors><commentList><comment ref="A1"/></commentList></comments>'
    named = relations(relation("rId1", "comments", "../c.xml"))
    before = {**two_sheets(), SHEET_RELATIONS: named, "xl/c.xml": own}
    after = marked(before, red("A1", sheet="Veg"))
    assert (after[SHEET], after[SHEET_RELATIONS], after["xl/c.xml"]) == (before[SHEET], named, own)
    assert said(after) == {"A1": "wrong"}
    assert 's="1"' in after["xl/worksheets/2.xml"]


def with_drawings(*words: str) -> dict[str, str | bytes | None]:
    """The small workbook with comments and the drawings h.vml and v.vml, as the sheet names them by these words."""
    drawings = {"legacyDrawingHF": "rId1", "legacyDrawing": "rId2"}
    related = relations(
        relation("rId1", "vmlDrawing", "../h.vml"),
        relation("rId2", "vmlDrawing", "../v.vml"),
        relation("rId3", "comments", "../c.xml"),
    )
    return {
        **small_parts(),
        SHEET: sheet_xml(ROW, after="".join(f'<{word} xmlns:r="{OFFICE}" r:id="{drawings[word]}"/>' for word in words)),
        SHEET_RELATIONS: related,
        "xl/c.xml": "<comments><authors/><commentList/></comments>",
        "xl/h.vml": VML,
        "xl/v.vml": VML,
    }


VML = '<xml xmlns:v="urn:schemas-microsoft-com:vml"></xml>'


def test_comments_and_boxes_of_the_file_are_written_to() -> None:
    before = with_drawings("legacyDrawing", "legacyDrawingHF")
    after = marked(before, red("A1"))
    assert said(after, "xl/c.xml") == {"A1": "wrong"}
    assert re.findall(r'<v:shape id="(_x0000_s\d+)"', after["xl/v.vml"]) == ["_x0000_s1025"]
    assert (after["xl/h.vml"], after[SHEET_RELATIONS]) == (before["xl/h.vml"], before[SHEET_RELATIONS])
    assert after[SHEET] == str(before[SHEET]).replace('<c r="A1">', '<c s="1" r="A1">')
    assert set(after) - set(before) == {LIST, STYLES}


def test_the_drawing_of_the_printed_header_stays_and_the_boxes_get_their_own() -> None:
    before = with_drawings("legacyDrawingHF")
    after = marked(before, red("A1"))
    assert (after["xl/h.vml"], after["xl/v.vml"]) == (VML, VML)
    assert set(after) - set(before) == {BOXES, LIST, STYLES}
    new, header = (f'<{word} xmlns:r="{OFFICE}" r:id="{{}}"/>' for word in ("legacyDrawing", "legacyDrawingHF"))
    assert f"</sheetData>{new.format('rIdR1')}{header.format('rId1')}</worksheet>" in after[SHEET]
    assert f'Id="rIdR1" Type="{OFFICE}/vmlDrawing" Target="/{BOXES}"' in after[SHEET_RELATIONS]


def test_a_drawing_that_is_named_but_not_there_is_replaced() -> None:
    before = {**with_drawings("legacyDrawing"), "xl/v.vml": None}
    after = marked(before, red("A1"))
    assert after[SHEET].count("<legacyDrawing ") == 1
    assert f'<legacyDrawing xmlns:r="{OFFICE}" r:id="rIdR1"/>' in after[SHEET]


STRICT = "http://purl.oclc.org/ooxml/spreadsheetml/main"


@pytest.mark.parametrize(
    ("sheet", "namespace"),
    [
        (sheet_xml(ROW), MAIN),
        (sheet_xml(ROW).replace(MAIN, STRICT), STRICT),
        (f'<x:worksheet xmlns:x="{MAIN}"><x:sheetData/></x:worksheet>', MAIN),
    ],
)
def test_new_comments_are_of_the_vocabulary_of_their_sheet(sheet: str, namespace: str) -> None:
    after = marked({**small_parts(), SHEET: sheet}, red("A1"))
    assert after[COMMENTS].startswith(f'<comments xmlns="{namespace}">')


def test_of_several_marks_on_one_cell_red_shows_and_each_comment_stands_once() -> None:
    after = marked(small_parts(ROW), yellow("A1"), red("A1"), yellow("A1", "odd"), red("A1", "worse"), yellow("B1"))
    assert said(after) == {"A1": "odd\nwrong\nworse", "B1": "odd"}
    assert re.findall(r'<xf applyFill="1" fillId="(\d)"/>', after[STYLES]) == ["2", "3"]
    assert '<c s="1" r="A1"><v>1</v></c><c r="B1" s="2"/>' in after[SHEET]


def test_marks_on_merged_cells_are_shown_together_at_the_first() -> None:
    merged = sheet_xml(ROW, after='<mergeCells><mergeCell ref="A1:B2"/></mergeCells>')
    after = marked({**small_parts(), SHEET: merged}, yellow("B2"), red("A1"), yellow("C1"))
    assert said(after) == {"A1": "odd\nwrong", "C1": "odd"}


def test_a_mark_for_an_unknown_sheet_is_of_the_only_one_or_of_none() -> None:
    assert said(marked(small_parts(ROW), red("A1", sheet="?"), yellow("B1"))) == {"A1": "wrong", "B1": "odd"}
    after = marked(two_sheets(), red("A1", sheet="?"), red("A0"), red("A0", sheet="Veg"), yellow("B1", sheet="Veg"))
    assert said(after) == {"B1": "odd"}
    assert ' s="' not in after[SHEET]


def test_what_is_no_table_of_cells_is_left_alone() -> None:
    before = two_sheets(second="chartsheet", name="Chart")
    after = marked(before, red("A1", sheet="?"))
    assert said(after) == {"A1": "wrong"}
    assert after["xl/worksheets/2.xml"] == before["xl/worksheets/2.xml"]


def test_an_earlier_list_is_no_sheet_to_mark_and_goes() -> None:
    after = marked(two_sheets(name="Earlier"), red("A1", sheet="Earlier"))
    assert said(after) == {"A1": "wrong"}
    assert "xl/worksheets/2.xml" not in after
    assert re.findall(r'<sheet .*?name="([^"]*)"', after[WORKBOOK]) == ["To do", "Fruit"]


@pytest.mark.parametrize(
    ("view", "after"),
    [
        ('<sheetView tabSelected="1"/>', '<sheetView tabSelected="0"/>'),
        ("<sheetView a='1' tabSelected = 'true'/>", "<sheetView a='1' tabSelected = '0'/>"),
        ('<sheetView tabSelected="0"/>', '<sheetView tabSelected="0"/>'),
        ('<sheetView xtabSelected="1"/>', '<sheetView xtabSelected="1"/>'),
    ],
)
def test_a_sheet_of_the_file_is_selected_no_more(view: str, after: str) -> None:
    late = '<custom tabSelected="1"/>'
    parts = marked({**small_parts(), SHEET: sheet_xml(ROW, before=view, after=late)})
    assert parts[SHEET] == sheet_xml(ROW, before=after, after=late)


def test_2000_cells_are_marked_and_more_is_only_said_of_these() -> None:
    marks = [red(f"A{row}") for row in range(1, 2_001)]
    late = [red("A2001"), yellow("A1", "first"), red("A2002"), yellow("A2000", "last")]
    comments = said(marked(small_parts(ROW), *marks, *late))
    assert list(comments) == [f"A{row}" for row in range(1, 2_001)]
    assert (comments["A1"], comments["A2"], comments["A2000"]) == ("wrong\nfirst", "wrong", "wrong\nlast")


@pytest.mark.parametrize(
    "changes",
    [
        {SHEET: sheet_xml('<row r="x"/>')},
        {SHEET: f'<worksheet xmlns="{MAIN}"/>'},
        {WORKBOOK: workbook_xml('<sheet name="Fruit" sheetId="one" r:id="rId1"/>')},
        {TYPES: "<List/>"},
    ],
)
def test_what_reading_bears_and_changing_does_not_is_refused(changes: dict[str, str]) -> None:
    with pytest.raises(WorkbookError) as error:
        marked({**small_parts(ROW), **changes}, red("A1"))
    assert error.value.code == "unreturnable"


def test_a_workbook_of_nothing_but_an_earlier_list_is_refused() -> None:
    parts = {**small_parts(), WORKBOOK: workbook_xml('<sheet name="Earlier" sheetId="1" r:id="rId1"/>')}
    with pytest.raises(WorkbookError) as error:
        marked(parts, red("A1"))
    assert error.value.code == "unreturnable"


def test_a_cell_whose_name_a_program_wrote_small_is_marked_and_not_put_in_again() -> None:
    content = packed(small_parts('<row r="1"><c r="a1"><v>1</v></c><c r="c1"><v>3</v></c></row>'))
    marked = mark_file(content, "fruit", [Mark("Fruit", "C1", Fill.RED, "look")], TO_DO, AUTHOR)
    sheet = unpacked(marked)[SHEET]
    assert sheet.lower().count('r="c1"') == 1
    assert 's="1"' in sheet
