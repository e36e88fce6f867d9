"""What people write beside the cells of .xls and .xlsb files is told with what it is part of and where it is."""

from __future__ import annotations

import struct

import pytest

from core.intake.workbook.other_kinds.xls_outside import (
    ObjectTexts,
    chart_text,
    hint_texts,
    link_texts,
    name_texts,
    property_texts,
)
from core.intake.workbook.other_kinds.xlsb_shown import read_xlsb_shown
from core.intake.workbook.outside.part_kinds import OutsidePart, OutsideText
from core.intake.workbook.package import Package
from tests.support.workbook_parts.binary_books import xlsb_of
from tests.support.workbook_parts.other_kinds import compound_file, wide, words, xlsb_record, xlsb_text
from tests.support.workbook_parts.small_workbooks import relations

ADDRESS = bytes.fromhex("e0c9ea79f9bace118c8200aa004ba90b")
FILE = bytes.fromhex("0303000000000000c000000000000046")


def counted(text: str) -> bytes:
    return struct.pack("<I", len(text) + 1) + f"{text}\0".encode("utf-16-le")


def link(options: int, *rest: bytes) -> list[OutsideText]:
    """The texts of a link over B3."""
    return list(link_texts(words(2, 2, 1, 1) + bytes(16) + struct.pack("<II", 2, options) + b"".join(rest)))


def of_link(text: str) -> OutsideText:
    return OutsideText(OutsidePart.HYPERLINK, text, cell="B3")


def address(text: str) -> bytes:
    data = f"{text}\0".encode("utf-16-le")
    return ADDRESS + struct.pack("<I", len(data)) + data


def file_address(short: bytes, long: str = "") -> bytes:
    more = long.encode("utf-16-le")
    rest = struct.pack("<IIH", len(more) + 6, len(more), 3) + more if long else struct.pack("<I", 0)
    return FILE + struct.pack("<HI", 0, len(short) + 1) + short + b"\0" + bytes(24) + rest


def test_the_address_of_a_link_is_read_with_the_place_in_it() -> None:
    assert link(0x03, address("https://a.cn/%E5%BC%A0")) == [of_link("https://a.cn/张")]
    named = (counted("shown"), counted("frame"), address("https://a.cn/"), counted("place"))
    assert link(0x9F, *named) == [of_link("https://a.cn/"), of_link("place")]
    assert link(0x103, counted("https://b.cn/")) == [of_link("https://b.cn/")]
    assert link(0x08, counted("Sheet!A1")) == [of_link("Sheet!A1")]
    assert link(0x1C, counted("shown"), counted("Sheet!A1")) == [of_link("Sheet!A1")]
    assert link(0x88, counted("frame"), counted("Sheet!A1")) == [of_link("Sheet!A1")]
    assert link(0x18, counted("shown"), counted("Sheet!A1")) == [of_link("Sheet!A1")]
    assert link(0x0C, counted("Sheet!A1")) == [of_link("Sheet!A1")]
    assert link(0x94, counted("shown"), counted("frame")) == []


def test_the_address_of_a_file_is_its_long_name_if_it_has_one() -> None:
    assert link(0x01, file_address("甲.doc".encode("gb18030"))) == [of_link("甲.doc")]
    assert link(0x09, file_address(b"a.doc", "甲乙.docx"), counted("x")) == [of_link("甲乙.docx"), of_link("x")]
    assert link(0x09, file_address(b"a.doc"), counted("x")) == [of_link("a.doc"), of_link("x")]
    assert link(0x01, bytes(16), "else".encode("utf-16-le")) == [of_link("else")]
    with pytest.raises(struct.error):
        link(0x01, ADDRESS)


def test_a_comment_is_at_the_cell_that_is_said_later_and_a_box_at_none() -> None:
    objects = ObjectTexts()
    objects.start(words(0x15, 18, 0x19, 7))
    assert list(objects.text("a note")) == []
    objects.start(words(0x15, 18, 0x06, 8))
    assert list(objects.text("a box")) == [OutsideText(OutsidePart.SHAPE, "a box")]
    objects.start(words(0x15, 18, 0x19, 9))
    assert list(objects.text("lost")) == []
    told = [OutsideText(OutsidePart.COMMENT, text, cell="C2") for text in ("a note", "name")]
    assert list(objects.place(words(1, 2, 0, 7), "name")) == told
    assert list(objects.finish()) == [OutsideText(OutsidePart.COMMENT, "lost")]


def test_hints_choices_names_and_titles_of_charts_are_read() -> None:
    texts = b"".join(wide(text) for text in ("head", "wrong", "hint", "error"))
    formula = b"\x17\x03\0a\0b"
    hints = bytes(4) + texts + words(len(formula), 0) + formula
    told = [OutsideText(OutsidePart.SHEET, text) for text in ("head", "wrong", "hint", "error", "a\0b")]
    assert list(hint_texts(hints)) == told
    without_choices = bytes(4) + texts + words(0, 0) + formula  # of the second condition
    assert [text.text for text in hint_texts(without_choices)] == ["head", "wrong", "hint", "error", ""]
    name = bytes(3) + b"\x02" + words(len(formula)) + bytes(8) + b"\0ab" + formula
    assert list(name_texts(name)) == [OutsideText(OutsidePart.NAME, text) for text in ("ab", "a\0b")]
    assert list(name_texts(name[:4] + words(2) + name[6:17] + b"\x1e\1"))[1].text == ""
    assert list(name_texts(name[:4] + words(0) + name[6:]))[1].text == ""
    assert chart_text(b"\0\0\x02\x01" + "标题".encode("utf-16-le")) == OutsideText(OutsidePart.SHAPE, "标题")


def properties(page: int, *values: tuple[int, bytes]) -> bytes:
    """A stream of properties: a code page, and values with their kinds."""
    entries = [struct.pack("<IHH", 2, page, 0), *(struct.pack("<I", kind) + data for kind, data in values)]
    at = 8 + 8 * len(entries)
    places, body = b"", b""
    for number, entry in enumerate(entries, start=1):
        places += struct.pack("<II", number, at + len(body))
        body += entry
    section = struct.pack("<II", at + len(body), len(entries)) + places + body
    return (
        struct.pack("<HHI", 0xFFFE, 0, 0)
        + bytes(16)
        + struct.pack("<I", 1)
        + bytes(16)
        + struct.pack("<I", 48)
        + section
    )


@pytest.mark.parametrize(
    ("page", "code"), [(936, "gb18030"), (65001, "utf-8"), (1200, "utf-16-le"), (950, "big5"), (0, "gb18030")]
)
def test_properties_are_read_in_the_code_they_are_written_in(page: int, code: str) -> None:
    one = "甲乙\0".encode(code)
    several = struct.pack("<II", 1, 2) + b"A\0" if code != "utf-16-le" else struct.pack("<II", 1, 4) + b"A\0\0\0"
    values = [(0x1E, struct.pack("<I", len(one)) + one), (0x13, bytes(4)), (0x1F, counted("宽")), (0x101E, several)]
    stream = properties(page, *values)
    told = list(property_texts(compound_file(stream, "\x05SummaryInformation")))
    assert told == [OutsideText(OutsidePart.PROPERTIES, text) for text in ("甲乙", "宽", "A")]
    assert list(property_texts(compound_file(stream))) == []
    cut = bytearray(compound_file(stream, "\x05SummaryInformation"))
    at = cut.index("\x05Summary".encode("utf-16-le")) + 120
    cut[at : at + 4] = struct.pack("<I", 1 << 20)  # more than there is
    assert list(property_texts(bytes(cut))) == []
    damaged = stream[:24] + struct.pack("<I", 2) + stream[28:44] + struct.pack("<I", 1 << 30)
    assert list(property_texts(compound_file(damaged, "\x05DocumentSummaryInformation"))) == []


def test_several_texts_of_a_property_stand_at_places_that_four_divides() -> None:
    wide_texts = [counted("宽"), counted("更宽"), counted("宽宽宽")]
    padded = b"".join(text + bytes(-(len(text)) % 4) for text in wide_texts)
    stream = properties(936, (0x101F, struct.pack("<I", 3) + padded))
    told = list(property_texts(compound_file(stream, "\x05SummaryInformation")))
    assert [text.text for text in told] == ["宽", "更宽", "宽宽宽"]
    second = struct.pack("<I", 2) + stream[28:44] + struct.pack("<I", 68) + bytes(16) + struct.pack("<I", 68)
    two = stream[:24] + second + stream[48:]
    assert len(list(property_texts(compound_file(two, "\x05SummaryInformation")))) == 6
    more = struct.pack("<I", 88) + bytes(16)  # a section more than any program writes
    three = stream[:24] + struct.pack("<I", 3) + stream[28:44] + more * 2 + struct.pack("<I", 88) + stream[48:]
    assert len(list(property_texts(compound_file(three, "\x05SummaryInformation")))) == 6


def test_heads_of_pages_links_and_properties_of_an_xlsb_file_are_told() -> None:
    head = xlsb_record(479, words(0) + xlsb_text("&Lhead") + xlsb_text("foot") + struct.pack("<I", 0xFFFFFFFF))
    external = '<Relationship Id="r" Type="hyperlink" Target="https://a.cn/" TargetMode="External"/>'
    parts = {
        "xl/worksheets/_rels/sheet1.bin.rels": relations(external).encode(),
        "docProps/core.xml": b"<a><title>t</title></a>",
    }
    book = read_xlsb_shown(Package(xlsb_of((), ("worksheet", (head,)), more=parts)))
    assert [text.text.strip() for text in book.sheets[0].outside_texts] == ["head", "foot", ""]
    assert {(text.part, text.text) for text in book.outside_texts} == {
        (OutsidePart.PROPERTIES, "t"),
        (OutsidePart.HYPERLINK, "https://a.cn/"),
    }
