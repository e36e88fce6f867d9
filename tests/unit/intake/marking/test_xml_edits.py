"""Places of an XML part are found to the byte, and edits leave every other byte alone."""

from __future__ import annotations

import pytest

from core.intake.marking.xml_edits import XmlElement, XmlPart, drop_unstorable, escape_text, with_attributes
from core.intake.workbook.errors import WorkbookError

SMALL = b'<a x="1"><b n="2"/><c>t<b>u</b></c></a>'
OUTER_B = XmlElement("b", {"n": "2"}, 1, 9, 19, 19, 19)
C = XmlElement("c", {}, 1, 19, 22, 31, 35)
INNER_B = XmlElement("b", {}, 2, 23, 26, 27, 31)


def test_elements_are_known_by_name_and_by_depth_with_their_places() -> None:
    assert XmlPart(SMALL).elements == []
    assert XmlPart(SMALL, ("b",)).elements == [OUTER_B, INNER_B]
    assert XmlPart(SMALL, depth=1).elements == [OUTER_B, C]
    part = XmlPart(SMALL, ("b",), depth=1)
    assert part.elements == [OUTER_B, C, INNER_B]
    assert part.root == {"x": "1"}
    assert [part.source(element) for element in part.elements] == [b'<b n="2"/>', b"<c>t<b>u</b></c>", b"<b>u</b>"]


def test_elements_are_asked_for_by_name_and_depth() -> None:
    part = XmlPart(SMALL, ("b", "c"), depth=0)
    assert part.named("b") == [OUTER_B, INNER_B]
    assert part.named("b", 1) == [OUTER_B]
    assert part.named("b", 2) == [INNER_B]
    assert part.named("b", 3) == part.named("x") == []
    assert part.named("a", 0) == [XmlElement("a", {"x": "1"}, 0, 0, 9, 35, 39)]
    assert (part.first("b"), part.first("c"), part.first("x")) == (OUTER_B, C, None)


def test_a_root_without_attributes_has_none_whatever_it_holds() -> None:
    assert XmlPart(b'<a><b n="1"/></a>').root == {}


def test_the_prefix_of_the_root_is_taken_off_and_that_of_another_vocabulary_kept() -> None:
    part = XmlPart(b"<x:a><x:b/><y:b/><b/></x:a>", depth=1)
    assert part.prefix == "x:"
    assert [element.name for element in part.elements] == ["b", "y:b", "b"]
    plain = XmlPart(b"<a><x:b/></a>", depth=1)
    assert (plain.prefix, [element.name for element in plain.elements]) == ("", ["x:b"])


def test_a_piece_of_a_larger_part_is_told_its_prefix() -> None:
    piece = XmlPart(b"<x:row><x:c/></x:row>", ("c",), prefix="x:")
    assert (piece.prefix, [element.name for element in piece.elements]) == ("x:", ["c"])
    plain = XmlPart(b"<row><x:c/></row>", ("x:c",), prefix="")
    assert (plain.prefix, [element.name for element in plain.elements]) == ("", ["x:c"])


@pytest.mark.parametrize(
    "data", [b"", b"<a>", b"<a></b>", b"text", '<?xml version="1.0" encoding="utf-16"?><a/>'.encode("utf-16")]
)
def test_what_is_no_xml_of_single_bytes_cannot_be_changed(data: bytes) -> None:
    with pytest.raises(WorkbookError) as error:
        XmlPart(data, depth=0)
    assert error.value.code == "unreturnable"


def test_bytes_are_replaced_inserted_and_removed_in_the_order_of_their_places() -> None:
    part = XmlPart(SMALL, ("b",))
    part.replace(INNER_B.start, INNER_B.end, b"")
    part.replace(9, 9, b"<first/>")
    part.replace(9, 9, b"<second/>")
    part.replace(OUTER_B.start, OUTER_B.end, b"<third/>")
    assert part.result() == b'<a x="1"><first/><second/><third/><c>t</c></a>'
    assert XmlPart(SMALL).result() == SMALL


@pytest.mark.parametrize(
    ("empty", "filled"),
    [
        (b"<l/>", b"<l><n/></l>"),
        (b'<l k="1" />', b'<l k="1"><n/></l>'),
        (b"<x:l/>", b"<x:l><n/></x:l>"),
        (b"<l></l>", b"<l><n/></l>"),
        (b"<l><o/></l>", b"<l><o/><n/></l>"),
    ],
)
def test_an_element_gets_more_at_its_end_and_an_empty_one_is_opened(empty: bytes, filled: bytes) -> None:
    part = XmlPart(b"<a>" + empty + b"<z/></a>", depth=1)
    part.append(part.elements[0], b"<n/>")
    assert part.result() == b"<a>" + filled + b"<z/></a>"


def test_attributes_of_an_element_are_changed_in_place_and_added_in_front() -> None:
    part = XmlPart(b'<a><b k="1" l=\'2\' m="3">t</b></a>', ("b",))
    part.set_attributes(part.elements[0], l="9", n='"<&')
    assert part.result() == b'<a><b n=\'"&lt;&amp;\' k="1" l="9" m="3">t</b></a>'


@pytest.mark.parametrize(
    ("tag", "changed"),
    [
        (b"<b>", b'<b l="2" k="1">'),
        (b"<b/>", b'<b l="2" k="1"/>'),
        (b'<b  k = "0"/>', b'<b l="2"  k = "1"/>'),
        (b'<b kk="0" l="0">', b'<b k="1" kk="0" l="2">'),
        (b'<b l="0" k="0" m="0">', b'<b l="2" k="1" m="0">'),
    ],
)
def test_a_start_tag_has_its_attributes_set_or_added(tag: bytes, changed: bytes) -> None:
    assert with_attributes(tag, k="1", l="2") == changed


@pytest.mark.parametrize(
    ("data", "place"),
    [
        (b"<a><b/><late/></a>", 7),
        (b"<a><b/><c></c><unknown/></a>", 14),
        (b"<a><late><c/></late><b/></a>", 24),
        (b"<a><c/> <b></b>\n</a>", 15),
    ],
)
def test_a_child_of_the_root_goes_right_behind_those_that_stand_before_it(data: bytes, place: int) -> None:
    assert XmlPart(data, depth=1).place_after({"b", "c"}) == place


def test_where_nothing_stands_before_it_a_child_of_the_root_has_no_place() -> None:
    with pytest.raises(ValueError, match="empty"):
        XmlPart(b"<a><late><b/></late></a>", depth=1).place_after({"b"})


@pytest.mark.parametrize(
    ("code", "kept"),
    [
        (0x00, False),
        (0x08, False),
        (0x09, True),
        (0x0A, True),
        (0x0B, False),
        (0x0D, False),
        (0x1F, False),
        (0x20, True),
        (0x5E74, True),
        (0xD7FF, True),
        (0xD800, False),
        (0xDC00, False),
        (0xDFFF, False),
        (0xE000, True),
        (0xFFFD, True),
        (0xFFFE, False),
        (0xFFFF, False),
        (0x10000, True),
        (0x10FFFF, True),
    ],
)
def test_only_what_xml_can_hold_is_kept_of_a_text(code: int, kept: bool) -> None:
    assert drop_unstorable(f"a{chr(code)}b") == (f"a{chr(code)}b" if kept else "ab")


def test_a_text_never_becomes_markup() -> None:
    assert escape_text("a<b>\x01&c\n") == "a&lt;b&gt;&amp;c\n"
