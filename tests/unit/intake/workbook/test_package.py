"""A packed file is unpacked within its bounds only, and what is unsafe or another kind of file is refused."""

from __future__ import annotations

import zipfile
from io import BytesIO

import pytest

from core.intake.workbook.errors import WorkbookError
from core.intake.workbook.limits import Limits
from core.intake.workbook.package import Package, fingerprint, target_path
from tests.support.workbook_parts.small_workbooks import packed

BOOK = {"xl/workbook.xml": "<workbook/>"}
"""Eleven bytes of one part: enough to be opened."""


def stored(size: int, more: dict[str, bytes] | None = None, method: int = zipfile.ZIP_STORED) -> bytes:
    """A file with a part of so many zero bytes beside the workbook."""
    out = BytesIO()
    with zipfile.ZipFile(out, "w", method) as new:
        for name, data in {"xl/workbook.xml": b"<workbook/>", "a.bin": bytes(size), **(more or {})}.items():
            new.writestr(name, data)
    return out.getvalue()


def code_of(content: bytes, limits: Limits | None = None) -> str:
    """By which code a file is refused; empty when it is opened."""
    try:
        Package(content, limits or Limits())
    except WorkbookError as error:
        return error.code
    return ""


def read_code(data: bytes, limits: Limits | None = None) -> str:
    """By which code a part with these bytes is refused; empty when it is read."""
    try:
        assert Package(packed({**BOOK, "part": data}), limits or Limits()).read_part("part", 99_999_999) == data
    except WorkbookError as error:
        return error.code
    return ""


@pytest.mark.parametrize(
    ("parts", "code"),
    [
        (BOOK, ""),
        ({"WorkBook.XML": ""}, ""),
        ({"xl/sheet.xml": ""}, "archive"),
        ({**BOOK, "word/document.xml": ""}, "document"),
        ({**BOOK, "PPT/slide1.xml": ""}, "document"),
        ({**BOOK, "xl/word/a.xml": ""}, ""),
        ({**BOOK, "xl/Workbook.bin": ""}, ""),
        ({"content.xml": "", "a/workbook.xml": ""}, ""),
        ({**BOOK, "content.xml": ""}, ""),
        ({**BOOK, "xl/vbaProject.bin": ""}, ""),
        ({"_rels/.rels": "", "book.xml": ""}, ""),
    ],
)
def test_only_a_workbook_is_opened(parts: dict[str, str], code: str) -> None:
    assert code_of(packed(parts)) == code


@pytest.mark.parametrize(
    ("name", "macros", "signed"),
    [
        ("xl/vbaProject.bin", True, False),
        ("xl/macrosheets/sheet1.xml", True, False),
        ("XL/VBADATA.XML", True, False),
        ("_xmlsignatures/origin.sigs", False, True),
        ("xl/media/image1.png", False, False),
    ],
)
def test_macros_and_signatures_are_told_by_their_parts(name: str, macros: bool, signed: bool) -> None:
    package = Package(packed({**BOOK, name: ""}))
    assert (package.has_macros, package.is_signed) == (macros, signed)


@pytest.mark.parametrize("content", [b"", b"PK", packed(BOOK)[:-30]])
def test_a_broken_archive_is_damaged(content: bytes) -> None:
    assert code_of(content) == "damaged"


@pytest.mark.parametrize(("flags", "code"), [(0, ""), (1, "encrypted"), (2, ""), (6, ""), (7, "encrypted")])
def test_an_encrypted_part_is_told_by_its_flag(flags: int, code: str) -> None:
    content = bytearray(stored(10))
    at = content.rindex(b"PK\x01\x02") + 8
    content[at] = flags
    assert code_of(bytes(content)) == code


def test_the_number_of_parts_is_bounded() -> None:
    assert code_of(packed({**BOOK, "a": "", "b": ""}), Limits(parts=3)) == ""
    assert code_of(packed({**BOOK, "a": "", "b": ""}), Limits(parts=2)) == "bomb"


def test_what_is_packed_more_than_400_to_1_is_a_bomb_from_a_megabyte_on() -> None:
    assert code_of(stored(999_999, method=zipfile.ZIP_DEFLATED)) == ""
    assert code_of(stored(1_000_000, method=zipfile.ZIP_DEFLATED)) == "bomb"
    assert code_of(stored(1_000_000, method=zipfile.ZIP_DEFLATED), Limits(ratio=2_000)) == ""
    assert code_of(stored(1_000_000), Limits(ratio=1)) == ""
    assert code_of(stored(1_000_000), Limits(ratio=0)) == "bomb"


def test_all_parts_together_may_unpack_to_four_times_what_is_read() -> None:
    assert code_of(stored(389), Limits(total=100)) == ""
    assert code_of(stored(390), Limits(total=100)) == "bomb"


def test_a_part_is_asked_for_in_whatever_letters() -> None:
    package = Package(packed({**BOOK, "xl\\Sheet.xml": "<a/>", "/b.xml": "<b/>", "xl/sheet.xml": "<second/>"}))
    assert list(package.names) == ["xl/workbook.xml", "xl/Sheet.xml", "b.xml", "xl/sheet.xml"]
    names = ["xl/Sheet.xml", "xl/sheet.xml", "XL/SHEET.XML", "b.xml", "none.xml"]
    assert [package.packed_name(name) for name in names] == [
        "xl/Sheet.xml",
        "xl/sheet.xml",
        "xl/Sheet.xml",
        "b.xml",
        None,
    ]
    assert package.read_part("XL/SHEET.XML", 99) == b"<a/>"
    with pytest.raises(WorkbookError) as error:
        package.read_part("none.xml", 99)
    assert error.value.code == "damaged"


def test_a_part_is_read_in_pieces() -> None:
    package = Package(packed({**BOOK, "part": b"a" * 65_536 + b"b"}))
    assert package.read_part("part", 5) == b"aaaaa"
    with package.part("part") as stream:
        assert [len(stream.read()), stream.read(), stream.read()] == [65_536, b"b", b""]
    with package.part("part") as stream:
        assert [stream.read(65_535)[-1:], stream.read(2)] == [b"a", b"ab"]


def test_a_part_that_does_not_unpack_is_damaged() -> None:
    content = bytearray(packed({**BOOK, "part": b"0123456789" * 9}))
    content[content.index(b"part") + 6] ^= 0xFF
    with pytest.raises(WorkbookError) as error:
        Package(bytes(content)).read_part("part", 999)
    assert error.value.code == "damaged"


@pytest.mark.parametrize(
    "raised", [ValueError, OverflowError, LookupError, TypeError, UnicodeError, RuntimeError, OSError]
)
def test_a_part_that_makes_no_sense_is_damaged(raised: type[Exception]) -> None:
    with pytest.raises(WorkbookError) as error, Package(packed(BOOK)).part("xl/workbook.xml"):
        raise raised
    assert error.value.code == "damaged"


def test_the_size_of_a_part_is_bounded_whatever_its_pieces() -> None:
    assert read_code(b"1" * 100, Limits(part=100)) == ""
    assert read_code(b"1" * 101, Limits(part=100)) == "bomb"
    package = Package(packed({**BOOK, "part": "1" * 9}), Limits(part=8))
    with package.part("part") as stream:
        assert stream.read(4) + stream.read(4) == b"1" * 8
        with pytest.raises(WorkbookError, match="bomb"):
            stream.read(4)


def test_a_part_taken_as_it_is_packed_may_be_as_large_as_a_part_and_no_larger() -> None:
    content = packed({**BOOK, "part": "1" * 100})
    assert Package(content, Limits(part=100)).raw_part("part") == b"1" * 100
    with pytest.raises(WorkbookError, match="bomb"):
        Package(content, Limits(part=99)).raw_part("part")


def test_what_is_read_of_all_parts_together_is_bounded() -> None:
    package = Package(packed({**BOOK, "part": "1" * 9}), Limits(total=18))
    assert package.read_part("part", 9) == package.read_part("part", 9) == b"1" * 9
    assert package.read_part("part", 0) == b""
    with pytest.raises(WorkbookError) as error:
        package.read_part("part", 1)
    assert error.value.code == "bomb"


def test_the_elements_of_all_parts_together_are_bounded() -> None:
    package = Package(packed(BOOK), Limits(elements=5))
    package.count_elements(2)
    package.count_elements(3)
    with pytest.raises(WorkbookError) as error:
        package.count_elements(1)
    assert error.value.code == "bomb"


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (b"<a/>", ""),
        (b"<!-- a --><a/>", ""),
        (b"<!DOCTYPE a><a/>", "entities"),
        (b"<!doctype a><a/>", "entities"),
        (b" " * 999 + b"<!ENTITY b 'c'>", "entities"),
        (b"<!entity>", "entities"),
        (b'<?xml version="1.0" encoding="UTF-8"?><a/>', ""),
        (b"<?xml version='1.0' encoding = 'utf8' ?><a/>", ""),
        (b'\n<?xml encoding="US-ASCII"?><a/>', ""),
        (b'\xef\xbb\xbf<?xml encoding="utf-8"?><a/>', ""),
        (b'<?xml version="1.0"?><a encoding="gb2312"/>', ""),
        (b"", ""),
    ],
)
def test_a_part_with_entities_is_refused(data: bytes, code: str) -> None:
    assert read_code(data) == code


DECLARED = '<?xml version="1.0" encoding="{}"?><a>年</a>'
PLAIN = '<?xml version="1.0"?><a>年</a>'.encode()


@pytest.mark.parametrize(
    ("data", "plain"),
    [
        (DECLARED.format("UTF-16").encode("utf-16"), PLAIN),
        (DECLARED.format("UTF-16").encode("utf-16-le"), PLAIN),
        (DECLARED.format("utf-16").encode("utf-16-be"), PLAIN),
        ("\ufeff<a>年</a>".encode("utf-16-be"), "<a>年</a>".encode()),
        (DECLARED.format("gb2312").encode("gb18030"), PLAIN),
        (DECLARED.format("Big5").replace("年", "銀").encode("big5"), PLAIN.replace("年".encode(), "銀".encode())),
        (DECLARED.format("utf-16").encode(), PLAIN),
        (DECLARED.format("gb2312").encode("utf-8-sig"), PLAIN),
        (DECLARED.format("utf-8").encode(), DECLARED.format("utf-8").encode()),
    ],
)
def test_a_part_in_another_encoding_is_read_as_utf_8(data: bytes, plain: bytes) -> None:
    assert Package(packed({**BOOK, "part": data})).read_part("part", 999) == plain


@pytest.mark.parametrize("encoding", ["utf-16", "utf-16-le", "utf-16-be", "utf-7", "gb2312", "latin-1"])
def test_entities_are_seen_in_every_encoding(encoding: str) -> None:
    declared = f'<?xml version="1.0" encoding="{encoding}"?><!DOCTYPE a [<!ENTITY b "c">]><a>&b;</a>'
    assert read_code(declared.encode(encoding)) == "entities"


@pytest.mark.parametrize(("encoding", "data"), [("no-such-thing", b"<a/>"), ("gb2312", b"\xff"), ("hex", b"<a/>")])
def test_a_part_that_is_not_in_the_encoding_it_declares_is_damaged(encoding: str, data: bytes) -> None:
    assert read_code(f'<?xml version="1.0" encoding="{encoding}"?>'.encode() + data) == "damaged"


def test_a_part_in_another_encoding_is_bounded_too() -> None:
    data = ("<a>" + "1" * 100).encode("utf-16")
    assert len(Package(packed({**BOOK, "part": data}), Limits(part=103)).read_part("part", 999)) == 103
    assert read_code(data, Limits(part=102)) == "bomb"
    assert read_code(("<a>" + "1" * 8_000_000).encode("utf-16"), Limits(ratio=9_999)) == "bomb"


def test_a_raw_part_is_whatever_bytes_it_has_within_the_same_bounds() -> None:
    data = b"\xff\xfe<!DOCTYPE a>"
    package = Package(packed({**BOOK, "part": data}), Limits(part=14, total=28))
    assert package.raw_part("PART") == package.raw_part("part") == data
    with pytest.raises(WorkbookError, match="bomb"):
        package.raw_part("part")
    with pytest.raises(WorkbookError, match="bomb"):
        Package(packed({**BOOK, "part": data}), Limits(part=13)).raw_part("part")
    with pytest.raises(WorkbookError, match="damaged"):
        package.raw_part("none")


@pytest.mark.parametrize("size", range(1, 12))
def test_a_declaration_across_two_reads_is_seen(size: int) -> None:
    package = Package(packed({**BOOK, "part": "<a>1<!DOCTYPE a></a>"}))
    with package.part("part") as stream, pytest.raises(WorkbookError, match="entities"):
        b"".join(iter(lambda: stream.read(size), b""))


@pytest.mark.parametrize(
    ("owner", "text", "path"),
    [
        ("xl/workbook.xml", "worksheets/sheet1.xml", "xl/worksheets/sheet1.xml"),
        ("xl/workbook.xml", "/xl/a.xml", "xl/a.xml"),
        ("xl/worksheets/sheet1.xml", "../comments1.xml", "xl/comments1.xml"),
        ("xl/worksheets/sheet1.xml", "..\\comments1.xml", "xl/comments1.xml"),
        ("workbook.xml", "a.xml", "a.xml"),
        ("", "xl/workbook.xml", "xl/workbook.xml"),
        ("", "\\xl\\workbook.xml", "xl/workbook.xml"),
    ],
)
def test_a_part_is_named_from_its_owner_or_from_the_root(owner: str, text: str, path: str) -> None:
    assert target_path(owner, text) == path


def test_the_fingerprint_is_the_sha256() -> None:
    assert fingerprint(b"") == "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"
