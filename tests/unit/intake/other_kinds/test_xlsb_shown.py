"""What the records of an .xlsb file say of how its sheets look, as [MS-XLSB] 2.4 describes each."""

from __future__ import annotations

import struct
from datetime import date

import pytest

from core.intake.workbook.errors import WorkbookError
from core.intake.workbook.limits import Limits
from core.intake.workbook.looks.colours import Colour
from core.intake.workbook.looks.fonts import Font
from core.intake.workbook.looks.styles_part import NO_FILL, CellStyle
from core.intake.workbook.other_kinds.shown import BookShown, SheetShown
from core.intake.workbook.other_kinds.xlsb_shown import read_xlsb_shown
from core.intake.workbook.outside.part_kinds import OutsidePart, OutsideText
from core.intake.workbook.package import Package
from tests.support.workbook_parts.binary_books import xlsb_of
from tests.support.workbook_parts.other_kinds import words, xlsb_record, xlsb_text
from tests.support.workbook_parts.small_workbooks import relation, relations

CELLS, CELLS_END = xlsb_record(617, bytes(4)), xlsb_record(618)


def shown(content: bytes, limits: Limits | None = None) -> BookShown:
    return read_xlsb_shown(Package(content, limits or Limits()))


def sheet_of(*records: bytes, texts: tuple[bytes, ...] = (), styles: tuple[bytes, ...] = ()) -> SheetShown:
    (sheet,) = shown(xlsb_of((), ("worksheet", records), texts=texts, styles=styles)).sheets
    return sheet


def styles_of(*records: bytes) -> list[CellStyle]:
    return shown(xlsb_of(styles=records)).styles


def refusal_of(content: bytes, limits: Limits | None = None) -> tuple[str, dict[str, str]]:
    with pytest.raises(WorkbookError) as refused:
        shown(content, limits)
    return refused.value.code, refused.value.values


def colour(kind: int = 0, index: int = 0, tint: int = 0, rgb: bytes = b"\x11\x22\xab") -> bytes:
    return struct.pack("<BBh", kind << 1 | 1, index, tint) + rgb + b"\xff"


def font(height: int = 220, options: int = 0, raised: int = 0, ink: bytes = colour()) -> bytes:
    return xlsb_record(43, words(height, options, 400, raised) + bytes((1, 2, 3, 4)) + ink + b"\0" + xlsb_text("A"))


def fill(pattern: int, ink: bytes = colour()) -> bytes:
    return xlsb_record(45, struct.pack("<I", pattern) + ink + colour(2, 0, 0, b"\1\2\3") + bytes(48))


def cell_format(number: int = 0, font: int = 0, fill: int = 0) -> bytes:
    return xlsb_record(47, words(0xFFFF, number, font, fill) + bytes(8))


def row(number: int, height: int = 300, options: int = 0) -> bytes:
    return xlsb_record(0, struct.pack("<IIHBB", number, 7, height, 0xFF, options) + bytes(5))


def cell(kind: int, column: int = 0, style: int = 0, more: bytes = bytes(8)) -> bytes:
    return xlsb_record(kind, struct.pack("<II", column, style) + more)


def test_a_font_is_tiny_struck_and_raised_as_its_record_says() -> None:
    fonts = [font(59), font(60), font(options=8), font(options=0xFFF7), font(raised=1), font(raised=2), font(raised=3)]
    formats = [cell_format(font=number) for number in (*range(7), 7)]
    assert [style.font for style in styles_of(*fonts, CELLS, *formats)] == [
        Font(tiny=True),
        Font(),
        Font(struck=True),
        Font(),
        Font(raised=True),
        Font(raised=True),
        Font(),
        Font(),
    ]


def test_a_colour_is_automatic_indexed_plain_or_one_of_the_theme_with_its_tint() -> None:
    colours = [
        colour(0, 5),
        colour(1, 10, 32767),
        colour(2, 9, -32767),
        colour(3, 4, 16384),
        colour(1, 11, -1),
        colour(2, 0, 1),
        colour(4, 1),
    ]
    formats = [cell_format(font=number) for number in range(7)]
    assert [style.font.colour for style in styles_of(*(font(ink=ink) for ink in colours), CELLS, *formats)] == [
        None,
        Colour("indexed", "10", 1.0),
        Colour("rgb", "1122AB", -1.0),
        Colour("theme", "4", 16384 / 32767),
        Colour("indexed", "11", -1 / 32767),
        Colour("rgb", "1122AB", 1 / 32767),
        None,
    ]


def test_the_ground_of_a_cell_is_that_of_a_solid_fill() -> None:
    red = colour(2, 0, 0, b"\xff\0\0")
    fills = [fill(1, red), fill(0, red), fill(1, red), fill(2, red), fill(0x28, red)]
    styles = styles_of(*fills, CELLS, *(cell_format(fill=number) for number in range(6)))
    # The first is none whatever it says: programs overwrite it.
    assert [style.fill for style in styles] == [NO_FILL, NO_FILL, Colour("rgb", "FF0000"), None, None, NO_FILL]


def test_only_the_formats_of_cells_are_counted() -> None:
    own = xlsb_record(44, words(164) + xlsb_text("0.0%"))
    other = xlsb_record(626, bytes(4)) + cell_format(14) + xlsb_record(627)
    styles = styles_of(own, other, CELLS, cell_format(164), cell_format(10), CELLS_END, cell_format(14))
    assert [(style.code, style.shown_as) for style in styles] == [("0.0%", "%"), ("0.00%", "%")]


def test_rows_are_hidden_where_that_is_said_or_they_are_lower_than_three_points() -> None:
    rows = [row(0), row(1, 59), row(2, 60), row(3, options=0x10), row(4, options=0xEF), row(1_048_575, 0)]
    assert sheet_of(*rows).hidden_rows == {2, 4, 1_048_576}


def test_columns_are_hidden_where_that_is_said_or_they_are_too_narrow() -> None:
    def columns(first: int, last: int, width: int = 2000, options: int = 0) -> bytes:
        return xlsb_record(60, struct.pack("<4IH", first, last, width, 9, options))

    sheet = sheet_of(
        columns(0, 1), columns(2, 3, 281), columns(4, 5, 282), columns(6, 6, 2000, 1), columns(7, 7, 290, 2)
    )
    assert sheet.hidden_columns == {2, 3, 6}
    for last in (16_383, 16_384, 0xFFFFFFFF):
        assert sheet_of(columns(16_382, last, 0)).hidden_columns == {16_382, 16_383}


def test_merged_cells_and_unseen_zeros_are_told() -> None:
    merges = [xlsb_record(176, struct.pack("<4I", *place)) for place in ((0, 1, 2, 3), (9, 9, 4, 6))]
    assert sheet_of(*merges).merges == [(1, 2, 2, 3), (10, 4, 10, 6)]
    assert [sheet_of(xlsb_record(137, bytes((options, 0)))).shows_zeros for options in (0x10, 0xEF)] == [True, False]
    assert sheet_of().shows_zeros


@pytest.mark.parametrize("kind", [2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 62])
def test_every_kind_of_cell_has_a_format_in_its_lowest_24_bits(kind: int) -> None:
    sheet = sheet_of(row(4), cell(kind, 3, 0x81000002), row(5), cell(kind, 4, 0xFFFFFF))
    assert sheet.styles == {(5, 3): 2, (6, 4): 0xFFFFFF}
    assert sheet.formulas == ({(5, 3): "=", (6, 4): "="} if kind in (8, 9, 10, 11) else {})
    assert sheet.errors == ({(5, 3): "#NULL!", (6, 4): "#NULL!"} if kind in (3, 11) else {})


def test_a_cell_before_the_first_row_stands_in_none() -> None:
    assert sheet_of(cell(5)).styles == {(0, 0): 0}


def test_an_error_is_named_by_its_byte_and_one_of_a_formula_has_that() -> None:
    sheet = sheet_of(row(0), cell(3, 0, 0, b"\x07\x2a"), cell(3, 1, 0, b"\x30"), cell(11, 2, 0, b"\x2a\x07"))
    assert sheet.errors == {(1, 0): "#DIV/0!", (1, 1): "#?", (1, 2): "#N/A"}
    assert sheet.formulas == {(1, 2): "="}


def test_a_shared_text_with_fonts_is_known_to_its_cells() -> None:
    fonts = (font(), font(options=8))
    runs = struct.pack("<I", 2) + words(1, 1, 2, 0)
    texts = (b"\0" + xlsb_text("a"), b"\x01" + xlsb_text("612") + runs + words(0, 1), b"\x02" + xlsb_text("b"))
    texts += (b"\x03" + xlsb_text("61") + struct.pack("<I", 9) + words(0, 1),)
    cells = [cell(7, x, 0, struct.pack("<II", x, 9)) for x in range(4)]
    book = shown(xlsb_of((), ("worksheet", [row(0), *cells]), texts=texts, styles=fonts))
    assert book.runs == {
        1: (("6", None), ("1", Font(struck=True)), ("2", Font())),
        3: (("61", Font(struck=True)),),
    }
    assert book.sheets[0].texts == {(1, 1): 1, (1, 3): 3}


def test_what_is_no_text_is_not_counted_as_one() -> None:
    text = b"\x01" + xlsb_text("61") + struct.pack("<I", 1) + words(1, 0)
    parts = {"xl/texts.bin": xlsb_record(159, bytes(8)) + xlsb_record(19, text) + xlsb_record(160)}
    assert list(shown(xlsb_of(styles=[font()], more=parts)).runs) == [0]


def test_the_calendar_begins_in_1904_where_the_lowest_bit_says_so() -> None:
    epochs = [shown(xlsb_of([xlsb_record(153, bytes((options, 0)))])).epoch for options in (1, 0, 0xFE)]
    assert epochs == [date(1904, 1, 1), date(1899, 12, 30), date(1899, 12, 30)]
    assert shown(xlsb_of([xlsb_record(154, b"\x01")])).epoch == date(1899, 12, 30)


def test_cells_are_counted_over_all_sheets() -> None:
    sheet = ("worksheet", [row(0), cell(5), cell(5, 1)])
    content = xlsb_of((), sheet, ("chartsheet", [row(0), cell(5)]), sheet)
    assert [len(sheet.styles) for sheet in shown(content, Limits(cells=4)).sheets] == [2, 0, 2]
    assert refusal_of(content, Limits(cells=3)) == ("too_many_cells", {"limit": "3"})


def test_links_macros_and_a_theme_are_told() -> None:
    plain = shown(xlsb_of())
    assert (plain.external_links, plain.has_macros, plain.is_signed, plain.sheets) == (False, False, False, [])
    theme = '<a:theme><a:accent1><a:srgbClr val="123456"/></a:accent1></a:theme>'
    more = {
        "xl/externalLinks/externalLink1.bin": b"",
        "xl/vbaProject.bin": b"",
        "_xmlsignatures/a.xml": b"",
        "xl/theme/theme1.xml": theme,
    }
    book = shown(xlsb_of(more=more))
    assert (book.external_links, book.has_macros, book.is_signed) == (True, True, True)
    assert book.palette.rgb(Colour("theme", "4")) == (0x12, 0x34, 0x56)


def test_comments_of_a_sheet_are_told_where_the_sheet_names_them() -> None:
    comments = (
        xlsb_record(632, xlsb_text("name"))
        + xlsb_record(635, struct.pack("<5I", 0, 4, 4, 1, 1))
        + xlsb_record(636)
        + xlsb_record(637, b"\x01" + xlsb_text("note"))
    )
    named = relations(relation("rId1", "comments", "comments1.bin"))
    both = {"xl/_rels/sheet1.bin.rels": named, "xl/comments1.bin": comments}
    sheet = ("worksheet", ())
    told = [shown(xlsb_of((), sheet, more=more)).sheets[0].outside_texts for more in (both, {**both, "x": b""})]
    author = OutsideText(OutsidePart.COMMENT, "name")
    assert told == [[author, OutsideText(OutsidePart.COMMENT, "note", cell="B5")]] * 2
    for more in (
        {"xl/comments1.bin": comments},
        {"xl/_rels/sheet1.bin.rels": named},
        {**both, "xl/_rels/sheet1.bin.rels": relations(relation("rId1", "drawing", "comments1.bin"))},
    ):
        assert shown(xlsb_of((), sheet, more=more)).sheets[0].outside_texts == []


def test_a_workbook_may_have_neither_styles_nor_shared_texts() -> None:
    def of(*links: str) -> BookShown:
        more = {"xl/_rels/workbook.bin.rels": relations(*links)}
        return shown(xlsb_of((), ("worksheet", [row(0), cell(5)]), styles=[CELLS, cell_format()], more=more))

    book = of(relation("r1", "worksheet", "sheet1.bin"))
    assert (book.styles, book.runs, book.sheets[0].styles) == ([], {}, {(1, 0): 0})
    assert of().sheets == [SheetShown()]


def test_numbers_and_sizes_of_records_take_as_many_bytes_as_they_need() -> None:
    long = xlsb_record(200, bytes(127)) + xlsb_record(200, bytes(128)) + xlsb_record(200, bytes(300))
    three = b"\x01" + b"\x80\x80\x01" + bytes(16_384)
    four = b"\x01" + b"\x80\x80\x80\x80"  # no fifth byte belongs to the size, whatever the fourth says
    number = b"\xff\xff" + b"\x00"  # and no third one to the number
    padded = b"\x85\x00" + b"\x90\x00" + struct.pack("<II", 2, 1) + bytes(8)  # 5 and 16 in two bytes each
    sheet = sheet_of(row(0), long, cell(5, 0), three, cell(5, 1), four, padded, number, cell(5, 3))
    assert list(sheet.styles) == [(1, 0), (1, 1), (1, 2), (1, 3)]


@pytest.mark.parametrize(
    "record",
    [
        b"\x85",  # a number that ends within itself
        b"\x05\x80",
        xlsb_record(5, bytes(7)),
        xlsb_record(3, bytes(8)),
    ],
)
def test_a_sheet_that_is_cut_is_damaged(record: bytes) -> None:
    assert refusal_of(xlsb_of((), ("worksheet", [record]))) == ("damaged", {})


def test_a_text_that_is_longer_than_its_record_is_damaged() -> None:
    def of(text: bytes) -> bytes:
        return xlsb_of((), styles=[xlsb_record(44, words(164) + text), CELLS, cell_format(164)])

    assert refusal_of(of(xlsb_text("0.00%")[:-1]))[0] == "damaged"
    assert shown(of(xlsb_text("0.0%") + b"more")).styles[0].code == "0.0%"
    assert shown(of(struct.pack("<I", 0xFFFFFFFF))).styles[0].code == ""
    assert refusal_of(of(struct.pack("<I", 0xFFFFFFFE)))[0] == "damaged"
    missing = struct.pack("<II", 0, 1) + struct.pack("<I", 0xFFFFFFFF) + xlsb_text("A")
    assert shown(xlsb_of([xlsb_record(156, missing)])).sheets == [SheetShown()]
    no_text = b"\x01" + struct.pack("<I", 0xFFFFFFFF) + struct.pack("<I", 0)
    assert shown(xlsb_of(texts=[no_text])).runs == {0: ()}
