"""Texts outside the cells: which are people's words, which sheet and cell they belong to, and what is no text."""

from __future__ import annotations

import pytest

from core.intake.workbook.errors import WorkbookError
from core.intake.workbook.limits import Limits
from core.intake.workbook.outside.part_texts import OutsidePart, OutsideText, without_header_codes
from core.intake.workbook.xlsx_file import read_xlsx
from tests.support.workbook_parts.small_workbooks import (
    SHEET,
    WORKBOOK,
    packed,
    relation,
    relations,
    sheet_xml,
    small_parts,
    workbook_xml,
)

DRAWING, DRAWING_RELATIONS = "xl/drawings/drawing1.xml", "xl/drawings/_rels/drawing1.xml.rels"
COMMENTS = "xl/comments1.xml"
SHEET_RELATIONS = "xl/worksheets/_rels/sheet1.xml.rels"


def texts_of(parts: dict[str, str | bytes | None], limits: Limits | None = None) -> list[OutsideText]:
    content = packed({**small_parts("<row><c><v>1</v></c></row>"), **parts})
    return list(read_xlsx(content, "a", limits or Limits()).outside_texts)


@pytest.mark.parametrize(
    ("part", "xml", "texts"),
    [
        # runs of one comment are one text, two comments are two
        (
            COMMENTS,
            "<c><comment><text><r><t>138</t></r> <r><t>0</t></r></text></comment><comment><t> b </t></comment></c>",
            ["1380", "b"],
        ),
        (COMMENTS, "<c><author>one</author><author>two</author></c>", ["one", "two"]),
        ("xl/threadedComments/threadedComment1.xml", "<a><threadedComment><text>a</text></threadedComment></a>", ["a"]),
        ("xl/persons/person.xml", '<a><person displayName="one" id="138" userId="2"/></a>', ["one"]),
        ("xl/returned/Comments1.XML", "<a><comment><t>a</t></comment></a>", ["a"]),
        # of a drawing only what is seen: no anchors, names and numbers
        (DRAWING, '<a><p id="1" name="138"><t>a &amp; b</t></p><p><t>c</t><t>d</t></p><n>7</n></a>', ["a & b", "cd"]),
        (DRAWING, '<a><cNvPr id="1" name="138" descr="of a picture"/></a>', ["of a picture"]),
        ("xl/diagrams/data1.xml", "<a><p><t>a</t></p></a>", ["a"]),
        ("xl/charts/chart1.xml", "<a><p><t>a</t></p><numCache><v>13812345678</v></numCache></a>", ["a"]),
        ("xl/drawings/vmlDrawing1.vml", "<xml><x>1</x><v:textbox a='1'><div>a<br>b</div></v:textbox>", ["ab"]),
        ("xl/revisions/revisionLog1.xml", "<r><rcc><nc><is><t>a</t></is></nc><oc><v>1</v></oc></rcc></r>", ["a", "1"]),
        ("xl/revisions/userNames.xml", '<users><userInfo name="one" id="2"/></users>', ["one"]),
        ("customXml/item1.xml", '<a id="1">one<b>two</b><c>3</c></a>', ["onetwo", "3"]),
        ("customXml/itemProps1.xml", "<a>no</a>", []),
        # properties stand each for themselves; counts and versions are none
        ("docProps/core.xml", "<p><creator>one</creator><title> two </title><title> </title></p>", ["one", "two"]),
        (
            "docProps/app.xml",
            "<p><Company>one</Company><TotalTime>2</TotalTime><AppVersion>16</AppVersion></p>",
            ["one"],
        ),
        ("docProps/custom.xml", '<p><property fmtid="{1}"><lpwstr>one</lpwstr></property><i4>2</i4></p>', ["one"]),
        ("xl/pivotCache/pivotCacheRecords1.xml", '<a count="9"><s v="one"/><n v="2"/><x v="3"/></a>', ["one", "2"]),
        (
            "xl/externalLinks/externalLink1.xml",
            '<a><cell r="A1"><v>one</v></cell><cell><v>2</v></cell></a>',
            ["one", "2"],
        ),
        # what is no XML to its end is looked at as it is
        (COMMENTS, "<c><comment><t>a</t>", ["a"]),
        (COMMENTS, "<c><comment><t>a</t></c>", ["a"]),
        ("xl/media/image.xml", "<c><comment><t>a</t></comment></c>", []),
        ("docProps/app.bin", "<p>a</p>", []),
    ],
)
def test_texts_that_people_wrote_are_kept(part: str, xml: str, texts: list[str]) -> None:
    assert [entry.text for entry in texts_of({part: xml})] == texts


@pytest.mark.parametrize("part", [SHEET_RELATIONS, DRAWING_RELATIONS])
def test_the_address_of_a_hyperlink_is_a_text_as_it_is_read(part: str) -> None:
    link = '<Relationship Id="h" Type="hyperlink" Target="file:///D:/%E5%BC%A0%E4%B8%89.docx" TargetMode="External"/>'
    inside = relation("a", "printerSettings", "../printerSettings/138.bin")
    texts = texts_of({part: relations(link, inside)})
    sheet = "Fruit" if part == SHEET_RELATIONS else ""
    assert texts == [OutsideText(OutsidePart.HYPERLINK, "file:///D:/张三.docx", sheet)]


def test_a_text_belongs_to_the_sheet_and_the_cell_it_is_shown_at() -> None:
    anchor = "<from><col>2</col><colOff>99</colOff><row>6</row></from><to><col>9</col><row>9</row></to>"
    parts: dict[str, str | bytes | None] = {
        SHEET_RELATIONS: relations(
            relation("a", "drawing", "../drawings/drawing1.xml"), relation("b", "comments", "../comments1.xml")
        ),
        DRAWING_RELATIONS: relations(relation("a", "chart", "../charts/chart1.xml")),
        DRAWING: f"<a><anchor>{anchor}<p><t>one</t></p></anchor></a>",
        "xl/charts/chart1.xml": "<a><p><t>two</t></p></a>",
        COMMENTS: '<c><comment ref="B7"><t>three</t></comment></c>',
        "docProps/core.xml": "<p><creator>four</creator></p>",
    }
    assert texts_of(parts) == [
        OutsideText(OutsidePart.SHAPE, "one", "Fruit", "C7"),
        OutsideText(OutsidePart.SHAPE, "two", "Fruit"),
        OutsideText(OutsidePart.COMMENT, "three", "Fruit", "B7"),
        OutsideText(OutsidePart.PROPERTIES, "four"),
    ]


@pytest.mark.parametrize(
    ("column", "row", "cell"),
    [
        ("\n2\n", " 6 ", "C7"),
        ("&#50;&#53;", "6", "Z7"),
        ("2", "9999999", "C10000000"),
        ("2", "10000000", ""),
        ("12345678", "6", ""),
        ("2", "x", ""),
        ("", "6", ""),
    ],
)
def test_a_shape_stands_at_the_cell_its_corner_lies_in(column: str, row: str, cell: str) -> None:
    corner = f"<from><col>{column}</col><row>{row}</row></from>"
    assert [text.cell for text in texts_of({DRAWING: f"<a>{corner}<p><t>one</t></p></a>"})] == [cell]


def test_a_part_is_sixty_four_elements_deep_at_most() -> None:
    def nested(times: int) -> dict[str, str | bytes | None]:
        return {DRAWING: "<a>" * times + "<p><t>one</t></p>" + "</a>" * times}

    assert [text.text for text in texts_of(nested(62))] == ["one"]
    with pytest.raises(WorkbookError, match="bomb"):
        texts_of(nested(63))


def test_of_a_part_of_texts_the_first_two_megabytes_are_looked_at() -> None:
    xml = "<c><comment><t>" + "a" * 1_999_984 + "bcd"
    assert [entry.text[-2:] for entry in texts_of({COMMENTS: xml}, Limits(ratio=9_999))] == ["ab"]


def test_names_and_texts_beside_the_cells_come_first() -> None:
    names = "<definedNames><definedName name='n'>one</definedName></definedNames>"
    footer = "<headerFooter><oddFooter>two</oddFooter></headerFooter>"
    parts: dict[str, str | bytes | None] = {
        WORKBOOK: workbook_xml('<sheet name="Fruit" sheetId="1" r:id="rId1"/>', after=names),
        SHEET: sheet_xml("", after=footer),
        COMMENTS: "<c><comment><t>three</t></comment></c>",
    }
    assert texts_of(parts) == [
        OutsideText(OutsidePart.SHEET, "two", "Fruit"),
        *(OutsideText(OutsidePart.NAME, text) for text in ("n", "", "one")),
        OutsideText(OutsidePart.COMMENT, "three"),
    ]


@pytest.mark.parametrize(
    ("text", "bare"),
    [
        ("&Cprinted", " printed"),
        ('&L&"宋体,Bold"&12 12345&R&K138123a', "    12345  a"),
        ("&K01+013a", " a"),
        ("&13812345678", "&13812345678"),
        ("a & b", "a & b"),
    ],
)
def test_the_codes_of_a_printed_head_are_no_text(text: str, bare: str) -> None:
    assert without_header_codes(text) == bare
