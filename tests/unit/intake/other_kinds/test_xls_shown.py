"""What the records of an .xls file say of how its sheets look, as [MS-XLS] 2.4 describes each."""

from __future__ import annotations

import struct
from datetime import date

import pytest

from core.intake.workbook.errors import WorkbookError
from core.intake.workbook.limits import Limits
from core.intake.workbook.looks.colours import Colour
from core.intake.workbook.looks.fonts import Font
from core.intake.workbook.looks.styles_part import NO_FILL
from core.intake.workbook.other_kinds.shown import BookShown, SheetShown
from core.intake.workbook.other_kinds.xls_shown import read_xls_shown
from core.intake.workbook.outside.part_kinds import OutsidePart, OutsideText
from tests.support.workbook_parts.binary_books import END_OF_SUBSTREAM, start_of, xls_of, xls_stream
from tests.support.workbook_parts.other_kinds import compound_file, number_cell, record, text_cell, wide, words

NUMBER = struct.pack("<d", 1.0)


def shown(*book: bytes, sheet: tuple[bytes, ...] = (), limits: Limits | None = None, version: int = 0x600) -> BookShown:
    return read_xls_shown(xls_of(book, (0, sheet), version=version), limits or Limits())


def sheet_of(*records: bytes, version: int = 0x600) -> SheetShown:
    (sheet,) = shown(sheet=records, version=version).sheets
    return sheet


def refusal_of(content: bytes, limits: Limits | None = None) -> tuple[str, dict[str, str]]:
    with pytest.raises(WorkbookError) as refused:
        read_xls_shown(content, limits or Limits())
    return refused.value.code, refused.value.values


def font(height: int = 220, options: int = 0, colour: int = 0x7FFF, raised: int = 0) -> bytes:
    return record(0x31, words(height, options, colour, 400, raised), bytes(4) + b"\x01\x01A\0")


def cell_format(font: int = 0, number: int = 0, fill: bytes = bytes(6)) -> bytes:
    """`fill` are the bytes 14 to 19: the pattern lies in the highest six bits of the first four."""
    return record(0xE0, words(font, number), bytes(10), fill)


def filled(pattern: int, ink: int, ground: int = 65) -> bytes:
    return cell_format(fill=struct.pack("<IH", pattern << 26 | 0x3FFFFFF, ink | ground << 7))


def test_a_font_is_tiny_struck_raised_and_coloured_as_its_record_says() -> None:
    fonts = [
        font(height=59),
        font(height=60),
        font(options=8),
        font(options=0xFFF7),
        font(raised=1),
        font(raised=2),
        font(raised=3, colour=10),
    ]
    # A format names the fonts 0 to 3 and from 5 on: there is no font 4.
    book = shown(*fonts, *(cell_format(number) for number in (0, 1, 2, 3, 5, 6, 7, 4)))
    assert [style.font for style in book.styles] == [
        Font(tiny=True),
        Font(),
        Font(struck=True),
        Font(),
        Font(raised=True),
        Font(raised=True),
        Font(colour=Colour("indexed", "10")),
        Font(),
    ]


def test_a_cell_has_the_ink_of_a_solid_fill_as_its_ground_and_none_of_a_pattern() -> None:
    book = shown(filled(0, 10), filled(1, 10), filled(1, 0x41, 0), filled(2, 10), filled(63, 10))
    solid = [Colour("indexed", "10"), Colour("indexed", "65")]
    assert [style.fill for style in book.styles] == [NO_FILL, *solid, None, None]
    short = record(0xE0, words(0, 0), bytes(10) + b"\xff" * 5)  # a record of before 1997 says it elsewhere
    assert [style.fill for style in shown(short).styles] == [NO_FILL]


def test_number_formats_are_texts_of_one_or_two_bytes_a_character() -> None:
    codes = [
        record(0x41E, words(164), wide("0.0%")),
        record(0x41E, words(165, 4), b"\x000.00more"),
        record(0x41E, words(166, 2), b"\x01" + '"甲"'.encode("utf-16-le")),
    ]
    book = shown(*codes, *(cell_format(number=number) for number in (164, 165, 166, 10, 14, 167)))
    assert [(style.code, style.shown_as) for style in book.styles] == [
        ("0.0%", "%"),
        ("0.00", ""),
        ('"甲', ""),
        ("0.00%", "%"),
        (book.styles[4].code, "d"),
        ("", ""),
    ]


@pytest.mark.parametrize(("version", "is_old"), [(0x500, True), (0x5FF, True), (0x600, False)])
def test_before_1997_texts_are_single_bytes_without_options(version: int, is_old: bool) -> None:
    codes = record(0x41E, words(164), b"\x030.0%"), cell_format(number=164)
    heads = record(0x14, b"\x03page"), record(0x1C, words(0, 0, 2), "甲".encode("gb18030"))
    if is_old:
        book = shown(*codes, sheet=heads, version=version)
        assert book.styles[0].code == "0.0"
        told = [OutsideText(OutsidePart.SHEET, "page"), OutsideText(OutsidePart.COMMENT, "甲", cell="A1")]
        assert book.sheets[0].outside_texts == told
    else:
        heads = record(0x14, words(4) + b"\0page more"), record(0x15, wide("foot")), record(0x1C, words(0, 0, 2), b"AB")
        told = [OutsideText(OutsidePart.SHEET, text) for text in ("page", "foot")]
        assert sheet_of(*heads, record(0x14), version=version).outside_texts == told


def test_the_palette_of_a_workbook_stands_for_the_colours_from_8_on() -> None:
    book = shown(record(0x92, words(2), b"\x10\x20\x30\xff\x40\x50\x60\xff\x70\x80\x90\xff"))
    colours = [book.palette.rgb(Colour("indexed", str(number))) for number in (0, 1, 7, 8, 9, 10)]
    assert colours == [
        (0, 0, 0),
        (255, 255, 255),
        (0, 255, 255),
        (0x10, 0x20, 0x30),
        (0x40, 0x50, 0x60),
        (255, 0, 0),
    ]
    assert [shown().palette.rgb(Colour("indexed", str(number))) for number in (0, 8, 9)] == [
        (0, 0, 0),
        (0, 0, 0),
        (255, 255, 255),
    ]


def test_the_calendar_begins_in_1904_where_the_record_says_1() -> None:
    assert shown(record(0x22, words(1))).epoch == date(1904, 1, 1)
    assert [shown(record(0x22, words(number))).epoch for number in (0, 2)] == [date(1899, 12, 30)] * 2
    assert shown().epoch == date(1899, 12, 30)


def test_links_macros_and_signatures_are_told() -> None:
    own, added = record(0x1AE, words(1), b"\x01\x04 "), record(0x1AE, words(1), b"\x01\x3a")
    other = record(0x1AE, words(1), b"\x05\x00\x00book")
    assert [shown(*books).external_links for books in ((), (own, added), (own, other, own))] == [False, False, True]
    assert (shown().has_macros, shown().is_signed) == (False, False)
    assert (BookShown().has_macros, BookShown().is_signed) == (False, False)  # until a reader says otherwise
    assert shown(record(0xD3)).has_macros
    for name in ("_VBA_PROJECT_CUR", "_VBA_PROJECT"):
        book = read_xls_shown(xls_of((), (0, ()), streams=[name]), Limits())
        assert (book.has_macros, book.is_signed) == (True, False)
    for name in ("_signatures", "_xmlsignatures"):
        book = read_xls_shown(xls_of((), (0, ()), streams=[name]), Limits())
        assert (book.has_macros, book.is_signed) == (False, True)


def test_a_password_is_refused_and_a_record_that_is_cut_is_damaged() -> None:
    assert refusal_of(xls_of([record(0x2F, words(0))])) == ("encrypted", {})
    assert refusal_of(xls_of([record(0x31, words(220))])) == ("damaged", {})
    assert refusal_of(xls_of((), (0, [record(0x205, words(0, 0, 0))]))) == ("damaged", {})


def test_so_many_sheets_and_cells_may_there_be_and_no_more() -> None:
    sheets = [(0, [number_cell(0, 0, 1)])] * 3
    content = xls_of((), *sheets)
    assert len(read_xls_shown(content, Limits(sheets=3, cells=3)).sheets) == 3
    assert refusal_of(content, Limits(sheets=2)) == ("too_many_sheets", {"number": "3", "limit": "2"})
    assert refusal_of(content, Limits(cells=2)) == ("too_many_cells", {"limit": "2"})
    several = xls_of((), (0, [record(0xBD, words(0, 0), (words(1) + bytes(4)) * 3, words(2))]))
    assert len(read_xls_shown(several, Limits(cells=3)).sheets[0].styles) == 3
    assert refusal_of(several, Limits(cells=2)) == ("too_many_cells", {"limit": "2"})


def test_sheets_are_read_where_they_begin_and_a_chart_is_none() -> None:
    book = read_xls_shown(
        xls_of((), (0, [number_cell(0, 0, 1, 5)]), (2, [number_cell(1, 1, 1, 6)]), (0, [number_cell(2, 2, 1, 7)])),
        Limits(),
    )
    assert [sheet.styles for sheet in book.sheets] == [{(1, 0): 5}, {}, {(3, 2): 7}]


def test_a_chart_within_a_sheet_is_passed_over() -> None:
    text = (record(0x1B6, bytes(18)), record(0x3C, b"\0in a chart"))
    title = record(0x100D, words(0), b"\x05\0title")
    chart = (start_of(kind=0x20), number_cell(8, 8, 1), title, *text, END_OF_SUBSTREAM)
    after = (number_cell(1, 0, 1), record(0x1B6, bytes(18)), record(0x3C, b"\0box"), record(0x3C, bytes(16)))
    sheet = sheet_of(number_cell(0, 0, 1), *chart, *after, record(0x3C, b"\0no box"), END_OF_SUBSTREAM)
    assert list(sheet.styles) == [(1, 0), (2, 0)]
    assert sheet.outside_texts == [OutsideText(OutsidePart.SHAPE, text) for text in ("title", "box")]
    wide_box = sheet_of(record(0x1B6), record(0x3C, b"\x01" + "文本".encode("utf-16-le")), record(0x1B6), record(0x3C))
    assert wide_box.outside_texts == [OutsideText(OutsidePart.SHAPE, text) for text in ("文本", "")]


@pytest.mark.parametrize("start", [0x09, 0x209, 0x409, 0x809])
def test_every_kind_of_beginning_is_one(start: int) -> None:
    chart = record(start, words(0x600, 0x20), bytes(12)) + number_cell(8, 8, 1) + END_OF_SUBSTREAM
    assert list(sheet_of(chart, number_cell(0, 0, 1)).styles) == [(1, 0)]


def test_a_stream_may_end_with_its_last_record() -> None:
    filler = record(0x5C, bytes(4096 - 20 - 4 - 4))
    stream = xls_stream([filler, record(0xD3)], ends=False)
    assert len(stream) == 4096
    assert read_xls_shown(compound_file(stream), Limits()).has_macros


def test_rows_are_hidden_where_that_is_said_or_they_are_lower_than_three_points() -> None:
    def row(number: int, height: int = 300, options: int = 0) -> bytes:
        return record(0x208, words(number, 1, 2, height, 3, 4, options, 5))

    rows = [row(0), row(1, 59), row(2, 60), row(3, 0x8000 | 59), row(4, 0x8000 | 60), row(5, options=0x20)]
    assert sheet_of(*rows, row(6, options=0xFFDF)).hidden_rows == {2, 4, 6}


def test_columns_are_hidden_where_that_is_said_or_they_are_too_narrow() -> None:
    def columns(first: int, last: int, width: int = 2000, options: int = 0) -> bytes:
        return record(0x7D, words(first, last, width, 15, options), bytes(2))

    sheet = sheet_of(
        columns(0, 1), columns(2, 3, 281), columns(4, 5, 282), columns(6, 6, 2000, 1), columns(7, 7, 290, 2)
    )
    assert sheet.hidden_columns == {2, 3, 6}
    assert sheet_of(columns(254, 255, 0)).hidden_columns == {254, 255}
    assert sheet_of(columns(254, 300, 0)).hidden_columns == {254, 255}


def test_merged_cells_and_unseen_zeros_are_told() -> None:
    assert sheet_of(record(0xE5, words(2), words(0, 1, 2, 3), words(9, 9, 4, 6))).merges == [
        (1, 2, 2, 3),
        (10, 4, 10, 6),
    ]
    views = [sheet_of(record(0x23E, words(options))).shows_zeros for options in (0x10, 0xFFEF)]
    assert views == [True, False]
    assert sheet_of().shows_zeros


@pytest.mark.parametrize("kind", [0x203, 0x27E, 0x204, 0xD6, 0xFD, 0x205, 0x06, 0x206, 0x406])
def test_every_kind_of_cell_has_a_format(kind: int) -> None:
    assert sheet_of(record(kind, words(4, 3, 21), bytes(14))).styles == {(5, 3): 21}


def test_several_cells_in_one_record_have_a_format_each() -> None:
    pairs = b"".join(words(number) + NUMBER[:4] for number in (5, 6, 7))
    assert sheet_of(record(0xBD, words(4, 3), pairs, words(5))).styles == {(5, 3): 5, (5, 4): 6, (5, 5): 7}


ERRORS = [
    (0x00, "#NULL!"),
    (0x07, "#DIV/0!"),
    (0x0F, "#VALUE!"),
    (0x17, "#REF!"),
    (0x1D, "#NAME?"),
    (0x24, "#NUM!"),
    (0x2A, "#N/A"),
    (0x2B, "#GETTING_DATA"),
    (0x30, "#?"),
]


@pytest.mark.parametrize(("code", "error"), ERRORS)
def test_errors_are_named_by_their_byte(code: int, error: str) -> None:
    def formula(value: bytes) -> bytes:
        return record(0x06, words(2, 0, 0), value, bytes(8))

    assert sheet_of(record(0x205, words(1, 2, 0), bytes((code, 1)))).errors == {(2, 2): error}
    assert sheet_of(record(0x205, words(1, 2, 0), bytes((code, 0)))).errors == {}
    sheet = sheet_of(formula(bytes((2, 3, code, 4, 5, 6, 255, 255))))
    assert (sheet.errors, sheet.formulas) == ({(3, 0): error}, {(3, 0): "="})
    for value in (b"\x01\0%c\0\0\0\xff\xff", b"\x02\0%c\0\0\0\xff\xfe", b"\x02\0%c\0\0\0\xfe\xff"):
        sheet = sheet_of(formula(value % code))
        assert (sheet.errors, sheet.formulas) == ({}, {(3, 0): "="})


def shared(*texts: bytes, number: int = 9) -> bytes:
    return record(0xFC, struct.pack("<II", number, number), *texts)


def test_a_shared_text_with_fonts_is_known_to_its_cells() -> None:
    fonts = (font(), font(options=8))
    run = words(2) + b"\x08" + words(1) + b"61" + words(1, 1)
    texts = (shared(words(1) + b"\0a"), record(0x3C, run), record(0x3C, run))
    # what continues another record is no text
    book = shown(
        *fonts, *texts, record(0x42, words(1)), record(0x3C, run), sheet=(*(text_cell(0, x, x) for x in range(4)),)
    )
    expected = (("6", Font()), ("1", Font(struck=True)))
    assert {number: runs[1:] for number, runs in book.runs.items()} == {1: expected[1:], 2: expected[1:]}
    assert [runs[0] for runs in book.runs.values()] == [("6", None)] * 2
    assert book.sheets[0].texts == {(1, 1): 1, (1, 2): 2}
    assert book.sheets[0].styles == {(1, x): 0 for x in range(4)}
    assert shown().runs == {}


def test_a_comment_is_the_text_of_its_object_at_the_cell_its_note_names() -> None:
    box = (record(0x1B6), record(0x3C, b"\0text"))
    note = record(0x1C, words(6, 2, 0, 9) + wide("me"))
    told = [OutsideText(OutsidePart.COMMENT, text, cell="C7") for text in ("text", "me")]
    assert sheet_of(record(0x5D, words(0x15, 18, 0x19, 9)), *box, note).outside_texts == told
    cut = record(0x5D, words(0x15, 18, 0x19) + b"\x09")
    assert sheet_of(cut, *box).outside_texts == [OutsideText(OutsidePart.SHAPE, "text")]
    assert sheet_of(cut, record(0x1C, words(6, 2, 0) + b"\x09")).outside_texts == []
    assert sheet_of(record(0x1C, words(6, 2, 0, 9) + bytes(3))).outside_texts == []
