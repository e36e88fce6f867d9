"""Texts outside the cells: which are people's words, which sheet and cell they belong to, and what is no text."""

from __future__ import annotations

import pytest

from core.intake.workbook.errors import WorkbookError
from core.intake.workbook.limits import Limits
from core.intake.workbook.outside.part_kinds import OTHER_PARTS, OutsidePart, OutsideText
from core.intake.workbook.outside.part_texts import texts_of_xml, without_header_codes
from core.intake.workbook.package import Package
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
        ("xl/persons/person.xml", '<a><person displayName="one" id="138" userId="2"/></a>', ["one", "2"]),
        ("xl/returned/Comments1.XML", "<a><comment><t>a</t></comment></a>", ["a"]),
        # of a drawing only what is seen: no anchors, names and numbers
        (DRAWING, '<a><p id="1" name="138"><t>a &amp; b</t></p><p><t>c</t><t>d</t></p><n>7</n></a>', ["a & b", "cd"]),
        (DRAWING, '<a><cNvPr id="1" name="138" descr="of a picture"/></a>', ["of a picture"]),
        ("xl/diagrams/data1.xml", "<a><p><t>a</t></p></a>", ["a"]),
        ("xl/charts/chart1.xml", "<a><p><t>a</t></p><numCache><v>13812345678</v></numCache></a>", ["a", "13812345678"]),
        ("xl/drawings/vmlDrawing1.vml", "<xml><x>1</x><v:textbox a='1'><div>a<br>b</div></v:textbox>", ["ab"]),
        ("xl/revisions/revisionLog1.xml", "<r><rcc><nc><is><t>a</t></is></nc><oc><v>1</v></oc></rcc></r>", ["a", "1"]),
        ("xl/revisions/userNames.xml", '<users><userInfo name="one" id="2"/></users>', ["one"]),
        ("customXml/item1.xml", '<a id="1234567">138<b>1234567</b><c>no</c></a>', ["1234567", "1381234567"]),
        ("customXml/itemProps1.xml", "<a>no</a>", []),
        # properties stand each for themselves; counts and versions are none
        ("docProps/core.xml", "<p><creator>one</creator><title> two </title><title> </title></p>", ["one", "two"]),
        (
            "docProps/app.xml",
            "<p><Company>one</Company><TotalTime>2</TotalTime><AppVersion>16</AppVersion></p>",
            ["one"],
        ),
        ("docProps/custom.xml", '<p><property fmtid="{1}"><lpwstr>one</lpwstr></property><i4>2</i4></p>', ["one"]),
        (
            "xl/pivotCache/pivotCacheRecords1.xml",
            '<a count="9"><s v="tel 1234567"/><n v="12345678"/><x v="3"/></a>',
            ["tel 1234567", "12345678"],
        ),
        (
            "xl/externalLinks/externalLink1.xml",
            '<a><cell r="A1"><v>1234567</v></cell><cell><v>2</v></cell></a>',
            ["1234567"],
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


def test_of_a_part_of_texts_everything_is_looked_at() -> None:
    xml = "<c>" + "<comment><t>a</t></comment>" * 100_000 + "<comment><t>b</t></comment></c>"
    assert texts_of({COMMENTS: xml}, Limits(ratio=9_999))[-1].text == "b"


def test_of_a_part_that_is_no_xml_the_first_two_megabytes_are_looked_at() -> None:
    xml = "<c><comment><t>" + "a" * 1_999_984 + "bcd</c>"
    assert [entry.text[-2:] for entry in texts_of({COMMENTS: xml}, Limits(ratio=9_999))] == ["ab"]


NUMBER = "13812345678"


@pytest.mark.parametrize(
    ("part", "xml", "kind"),
    [
        ("xl/charts/chart1.xml", f"<a><strCache><pt><v>{NUMBER}</v></pt></strCache></a>", "chart"),
        ("xl/charts/chart1.xml", f"<a><numCache><formatCode>0({NUMBER})</formatCode></numCache></a>", "chart"),
        ("xl/charts/chartEx1.xml", f"<a><strDim><lvl><pt idx='0'>{NUMBER}</pt></lvl></strDim></a>", "chart"),
        ("xl/charts/chart1.xml", f"<a><f>'{NUMBER}'!A1</f></a>", "chart"),
        ("xl/chartsheets/sheet1.xml", f"<a><oddFooter>{NUMBER}</oddFooter></a>", "sheet"),
        ("xl/tables/table1.xml", f"<table displayName='T{NUMBER}'/>", "table"),
        ("xl/tables/table1.xml", f"<table><tableColumn name='{NUMBER}'/></table>", "table"),
        (
            "xl/tables/table1.xml",
            f"<table><calculatedColumnFormula>{NUMBER}</calculatedColumnFormula></table>",
            "table",
        ),
        ("xl/tables/table1.xml", f"<table><filter val='{NUMBER}'/></table>", "table"),
        ("xl/slicers/slicer1.xml", f"<s><slicer caption='{NUMBER}'/></s>", "slicer"),
        ("xl/slicerCaches/slicerCache1.xml", f"<s><i n='{NUMBER}'/></s>", "slicer"),
        ("xl/timelines/timeline1.xml", f"<s><timeline caption='{NUMBER}'/></s>", "slicer"),
        ("xl/connections.xml", f"<c><connection name='{NUMBER}'/></c>", "connection"),
        ("xl/queryTables/queryTable1.xml", f"<c name='{NUMBER}'/>", "connection"),
        ("xl/pivotTables/pivotTable1.xml", f"<c><item n='{NUMBER}'/></c>", "pivot"),
        ("xl/pivotCache/pivotCacheDefinition1.xml", f"<c><cacheField name='{NUMBER}'/></c>", "pivot"),
        ("xl/pivotCache/pivotCacheDefinition1.xml", f"<c refreshedBy='{NUMBER}'/>", "pivot"),
        ("xl/styles.xml", f"<s><numFmts><numFmt formatCode='0({NUMBER})'/></numFmts></s>", "format"),
        ("xl/styles.xml", f"<s><dxfs><dxf><numFmt formatCode='0({NUMBER})'/></dxf></dxfs></s>", "format"),
        ("xl/styles.xml", f"<s><cellStyles><cellStyle name='{NUMBER}'/></cellStyles></s>", "format"),
        ("customXml/item1.xml", f"<a tel='{NUMBER}'/>", "data"),
        ("customXml/itemProps1.xml", f"<a>{NUMBER}</a>", "data"),
        ("xl/ctrlProps/ctrlProp1.xml", f"<a fmlaLink='{NUMBER}'/>", "data"),
        ("xl/richData/rdrichvalue.xml", f"<a><v>{NUMBER}</v></a>", "data"),
        ("xl/webextensions/webextension1.xml", f"<a><p value='{NUMBER}'/></a>", "data"),
        ("xl/notes.txt", NUMBER, "data"),
        ("xl/media/image1.svg", f"<svg><text>{NUMBER}</text></svg>", "data"),
        (f"xl/media/{NUMBER}.png", "picture", "embedded"),
        ("xl/externalLinks/externalLink1.xml", f"<a><sheetName val='{NUMBER}'/></a>", "link"),
        ("xl/comments1.xml", f"<a><author>{NUMBER}</author></a>", "comment"),
    ],
)
def test_a_number_is_seen_in_every_part_that_a_copy_carries_on(part: str, xml: str, kind: str) -> None:
    seen = {entry.part.value for entry in texts_of({part: xml}) if NUMBER in entry.text}
    assert seen == {kind}


@pytest.mark.parametrize(
    ("part", "xml"),
    [
        ("xl/theme/theme1.xml", f"<a id='{NUMBER}'/>"),
        ("xl/calcChain.xml", f"<a i='{NUMBER}'/>"),
        ("_xmlsignatures/sig1.xml", f"<a>{NUMBER}</a>"),
        (DRAWING, f"<a><cNvPr id='{NUMBER}'/><off x='{NUMBER}'/></a>"),
        ("docProps/app.xml", f"<a><TotalTime>{NUMBER}</TotalTime></a>"),
    ],
)
def test_what_a_program_numbers_is_no_text(part: str, xml: str) -> None:
    assert texts_of({part: xml}) == []


@pytest.mark.parametrize(
    "after",
    [
        (
            f"<conditionalFormatting sqref='A1'><cfRule type='expression' priority='1'><formula>A1={NUMBER}</formula>"
            "</cfRule></conditionalFormatting>"
        ),
        f"<dataValidations><dataValidation><formula1>{NUMBER}</formula1></dataValidation></dataValidations>",
        f"<dataValidations><dataValidation><formula2>{NUMBER}</formula2></dataValidation></dataValidations>",
        f"<autoFilter><filterColumn><filters><filter val='{NUMBER}'/></filters></filterColumn></autoFilter>",
        f"<hyperlinks><hyperlink ref='A1' location='{NUMBER}!A1'/></hyperlinks>",
        f"<scenarios><scenario name='{NUMBER}'/></scenarios>",
        f"<scenarios><scenario name='a'><inputCells val='{NUMBER}'/></scenario></scenarios>",
        f"<protectedRanges><protectedRange name='{NUMBER}'/></protectedRanges>",
    ],
)
def test_a_number_is_seen_in_the_rules_of_a_sheet(after: str) -> None:
    texts = texts_of({SHEET: sheet_xml("<row><c><v>1</v></c></row>", after=after)})
    assert [(entry.part, entry.sheet) for entry in texts if NUMBER in entry.text] == [(OutsidePart.SHEET, "Fruit")]


def test_a_part_that_is_only_carried_over_need_not_be_safe_to_read() -> None:
    assert texts_of({"customXml/item1.xml": "<!DOCTYPE a><a>1234567</a>"}) == []
    assert texts_of({"xl/custom/x.xml": b"\xff\xfe\x00"}) == []
    assert [text.text for text in texts_of({"xl/custom/x.xml": "<a>1234567"})] == ["1234567"]


def test_a_document_within_the_file_is_looked_into() -> None:
    word = packed({"word/document.xml": f"<d><p><r><t>{NUMBER[:5]}</t></r><r><t>{NUMBER[5:]}</t></r></p></d>"})
    sheet = packed({"xl/worksheets/sheet1.xml": f"<w><c><v>138</v></c><c><v>{NUMBER}</v></c></w>"})
    parts: dict[str, str | bytes | None] = {"xl/embeddings/a.docx": word, "xl/embeddings/b.xlsx": sheet}
    assert texts_of(parts) == [OutsideText(OutsidePart.EMBEDDED, NUMBER)] * 2


def test_files_that_cannot_be_looked_into_are_named() -> None:
    parts: dict[str, str | bytes | None] = {
        "xl/embeddings/oleObject1.bin": b"\xd0\xcf\x11\xe0",
        "xl/embeddings/cut.docx": packed({"word/document.xml": "<d/>"})[:40],
        "xl/embeddings/good.docx": packed({"word/document.xml": "<d/>"}),
        "xl/model/item.data": b"1",
    }
    book = read_xlsx(packed({**small_parts("<row><c><v>1</v></c></row>"), **parts}), "a")
    assert book.embedded_files == ("oleObject1.bin", "cut.docx", "item.data")


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
        *(OutsideText(OutsidePart.NAME, text) for text in ("n", "one")),
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


def test_elements_of_texts_are_counted_by_the_thousand() -> None:
    def read(elements: int, limit: int) -> None:
        package = Package(packed(small_parts()), Limits(elements=limit))
        assert list(texts_of_xml(package, b"<a>" + b"<b/>" * (elements - 1) + b"</a>", OTHER_PARTS)) == []

    for elements, limit in ((999, 0), (1_000, 1_000), (1_999, 1_000), (2_000, 2_000)):
        read(elements, limit)
    for elements, limit in ((1_000, 999), (2_000, 1_999)):
        with pytest.raises(WorkbookError, match="bomb"):
            read(elements, limit)
