"""Files that are no return, or mean harm: one sentence with the remedy, never a traceback, never a full memory."""

from __future__ import annotations

import struct
import time
import zipfile
from io import BytesIO

import pytest

from core.intake.finding_words import refusal
from core.intake.findings import IntakeError
from core.intake.reading.read_return import read_return
from core.intake.workbook.limits import Limits
from core.language import Language, catalogue
from tests.support.intake.small_demonstration import against, template, understood
from tests.support.intake_files import TEACHERS, workbook

SOUND = workbook([TEACHERS, ("示例中职学校A", "公办", 2026, 150, 95, 64)])


def repacked(changes: dict[str, bytes | None], content: bytes = SOUND) -> bytes:
    """A workbook with some of its parts replaced, added or (None) left out."""
    out = BytesIO()
    with zipfile.ZipFile(BytesIO(content)) as old, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as new:
        for name in [*old.namelist(), *(name for name in changes if name not in old.namelist())]:
            data = changes.get(name, old.read(name) if name in old.namelist() else None)
            if data is not None:
                new.writestr(name, data)
    return out.getvalue()


def part(name: str) -> bytes:
    with zipfile.ZipFile(BytesIO(SOUND)) as book:
        return book.read(name)


SHEET = "xl/worksheets/sheet1.xml"
OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\x00" * 600
ENTITY = b'<?xml version="1.0"?><!DOCTYPE x [<!ENTITY a "aaaaaaaaaa">]><x>&a;</x>'

STRANGE = {
    "nothing": (b"", "empty"),
    "blanks only": (b" \r\n\r\n\x00", "empty"),
    "a PDF": (b"%PDF-1.7\n...", "pdf"),
    "a picture": (b"\x89PNG\r\n\x1a\n" + b"\x00" * 50, "picture"),
    "a bitmap": (b"BM" + b"\x00" * 80, "picture"),
    "a very old workbook": (b"\x09\x04\x06\x00\x00\x00\x10\x00", "old_excel"),
    "a cut .xls": (OLE + "Workbook".encode("utf-16-le"), "damaged"),
    "a workbook with a password": (OLE + "EncryptedPackage".encode("utf-16-le"), "encrypted"),
    "an old document": (OLE + "WordDocument".encode("utf-16-le"), "document"),
    "a web page called .xls": (b"<html><table><tr><td>1</td></tr></table></html>", "web_page"),
    "an XML spreadsheet": (
        b'<?xml version="1.0"?><Workbook xmlns="urn:schemas-microsoft-com:office:spreadsheet"/>',
        "old_xml",
    ),
    "an archive": (b"Rar!\x1a\x07\x00" + b"\x00" * 20, "archive"),
    "a zip without a workbook": (repacked({"xl/workbook.xml": None}), "archive"),
    "a document called .xlsx": (repacked({"word/document.xml": b"<x/>"}), "document"),
    "a binary workbook": (repacked({"xl/workbook.bin": b"x"}), "damaged"),
    "half a workbook": (SOUND[: len(SOUND) // 2], "damaged"),
    "a workbook without its sheet": (repacked({SHEET: None}), "damaged"),
    "a sheet that is no XML": (repacked({SHEET: b"<worksheet><sheetData>"}), "damaged"),
    "entities in a sheet": (repacked({SHEET: ENTITY}), "entities"),
    "entities in the texts": (repacked({"xl/sharedStrings.xml": ENTITY}, template()), "entities"),
    "entities in the styles": (repacked({"xl/styles.xml": ENTITY}), "entities"),
    "entities in the relations": (repacked({"xl/_rels/workbook.xml.rels": ENTITY}), "entities"),
    "bytes of no encoding": (b"\x81\x20\xff\xfe\xfd,1,2\n\xff\xff", "encoding"),
    "text with zeros": ("单位\x00名称,年份\n".encode(), "unknown_kind"),
}


UNUSUAL = {
    "macros": (repacked({"xl/vbaProject.bin": b"\x00\xff"}), {"has_macros"}),
    "a signature": (repacked({"_xmlsignatures/sig1.xml": b"<Signature/>"}), {"signed"}),
    "a sheet in UTF-16": (repacked({SHEET: part(SHEET).decode().replace("UTF-8", "UTF-16").encode("utf-16")}), set()),
    "a part that is no XML": (repacked({"xl/printerSettings/printerSettings1.bin": b"\xff\xfe\x00"}), set()),
}


@pytest.mark.parametrize("kind", UNUSUAL)
def test_what_a_spreadsheet_program_writes_is_read_like_any_other_return(kind: str) -> None:
    content, told = UNUSUAL[kind]
    reading, usual = (read_return(file, "return.xlsx", against()) for file in (content, SOUND))
    assert [(entry.row["measure"], entry.row["value"]) for entry in reading.entries] == [
        (entry.row["measure"], entry.row["value"]) for entry in usual.entries
    ]
    assert {item.code for item in reading.findings} - {item.code for item in usual.findings} == told


@pytest.mark.parametrize("kind", STRANGE)
def test_what_is_no_return_is_answered_with_one_sentence_and_its_remedy(kind: str) -> None:
    content, code = STRANGE[kind]
    with pytest.raises(IntakeError) as refused:
        understood(content)
    assert refused.value.code == code
    for language in Language:
        sentence = refusal(refused.value, catalogue(language))
        assert "\n" not in sentence
        assert not sentence.startswith("intake.")


def test_a_file_over_the_limit_is_refused_before_it_is_opened() -> None:
    with pytest.raises(IntakeError) as refused:
        understood(b"PK\x03\x04" + b"\x00" * 20_000_000)
    assert refused.value.values == {"size": "20.1", "limit": "20"}


def bomb(size: int, unit: bytes) -> bytes:
    start, end = part(SHEET).split(b"<sheetData>")
    return repacked({SHEET: start + b"<sheetData>" + unit * (size // len(unit)) + b"<sheetData>" + end})


def test_a_small_file_that_unpacks_to_gigabytes_is_refused_by_its_ratio() -> None:
    started = time.perf_counter()
    with pytest.raises(IntakeError, match="bomb"):
        understood(bomb(80_000_000, b" "))
    assert time.perf_counter() - started < 10


def test_a_bomb_that_lies_about_its_size_is_stopped_while_it_unpacks() -> None:
    content = bytearray(repacked({SHEET: b"<worksheet><sheetData>" + b" " * 3_000_000}))
    for at in (content.find(b"PK\x01\x02"), content.find(b"PK\x03\x04")):
        assert at >= 0
    place = content.rfind(b"PK\x01\x02", 0, content.rfind(SHEET.encode()))
    content[place + 24 : place + 28] = struct.pack("<I", 10)  # "unpacks to ten bytes"
    with pytest.raises(IntakeError):
        read_return(bytes(content), "a.xlsx", against(), Limits(part=1_000_000))


@pytest.mark.parametrize("unit", [b"<row/>", b"<a>", b'<row r="1"><c r="A1"><v>1</v></c></row>'])
def test_elements_without_end_are_stopped(unit: bytes) -> None:
    limits = Limits(elements=200_000, list_elements=50_000, ratio=10**6)
    with pytest.raises(IntakeError):
        read_return(bomb(6_000_000, unit), "a.xlsx", against(), limits)


def test_too_many_cells_and_letters_are_refused_with_the_limit() -> None:
    rows = b"".join(b'<row r="%d"><c r="A%d"><v>1</v></c></row>' % (n, n) for n in range(1, 300))
    with pytest.raises(IntakeError, match="too_many_cells"):
        read_return(bomb(len(rows), rows), "a.xlsx", against(), Limits(cells=100))
    with pytest.raises(IntakeError, match="long_text"):
        read_return(workbook([("长" * 200,)]), "a.xlsx", against(), Limits(text=100))


def test_two_rows_of_one_number_or_two_cells_of_one_place_are_damage() -> None:
    row = b'<row r="7"><c r="A7"><v>1</v></c></row>'
    with pytest.raises(IntakeError, match="damaged"):
        understood(bomb(2 * len(row), row))
    twice = b'<row r="8"><c r="A8"><v>1</v></c><c r="A8"><v>2</v></c></row>'
    with pytest.raises(IntakeError, match="damaged"):
        understood(bomb(len(twice), twice))


@pytest.mark.parametrize("reference", ["9A8", "A9", "a8", "8", "AAAA8", "", "A8:B8", "Ａ8"])
def test_a_cell_that_says_it_is_elsewhere_is_damage(reference: str) -> None:
    row = f'<row r="8"><c r="{reference}"><v>1</v></c></row>'.encode()
    with pytest.raises(IntakeError, match="damaged"):
        understood(bomb(len(row), row))


def test_a_damaged_version_code_is_refused() -> None:
    broken = template().replace(b"PK", b"PK")  # the template itself is read
    assert understood(broken).version is not None
