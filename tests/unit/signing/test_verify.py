"""A file that was handed over comes back: as it left, changed, with more in it, or from elsewhere."""

import csv
import io
import os
import sqlite3
import zipfile
from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from core.context import Context, context_for
from core.exports.documents.document import Document, Marks, Section, View
from core.exports.signing.codes import codes_in
from core.exports.signing.file_texts import ForeignFileError, file_texts
from core.exports.signing.issue import issue
from core.exports.signing.verification_words import verification_words
from core.exports.signing.verify import Alteration, Standing, compare, verify_code, verify_file
from core.language import Language
from core.panels.panel import Cell, Column, Panel, Table
from core.records.signing_keys import add_key, current_key, signing_keys
from core.snapshots import demonstration_root, releases
from core.workspace import workspace

NOW = datetime(2026, 3, 1, 9, 30, tzinfo=UTC)
RELEASES = releases(demonstration_root())


@pytest.fixture(autouse=True)
def _own_workspace(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DASHBOARD_HOME", str(tmp_path))


def context(place: int = -1, language: Language = Language.EN) -> Context:
    return context_for(RELEASES.snapshots[place], language, releases=RELEASES)


def document(share: str = "61.2%") -> Document:
    table = Table(
        (Column("school", "School"), Column("share", "Share, %", numeric=True)),
        ((Cell("Sample school A"), Cell(share)), (Cell("Sample school B"), Cell("58.0%"))),
    )
    panel = Panel("shares", f"2025: {share}", "share, %", "release 2025-12-31", table)
    return Document(
        "Review", "3 of 8 met", (), Marks(("as of 2025-12-31",)), (Section("Goals", (View(panel, "teachers"),)),),
        Language.EN, "review", "review", "./?as_of=2025-12-31", "2025-12-31", "qijiang-14th",
    )  # fmt: skip


def as_csv(document: Document) -> bytes:
    file = io.StringIO()
    rows = csv.writer(file)
    for view in document.views:
        rows.writerow([view.finding])
        rows.writerows([cell.text for cell in row] for row in view.table.rows)
        rows.writerow(document.page_marks(view))
    return file.getvalue().encode("utf-8-sig")


def handed_over(place: int = -1, share: str = "61.2%") -> bytes:
    return issue(document(share), "csv", as_csv, context(place), "./?as_of=2025-12-31", NOW)


def code_in(file: bytes) -> str:
    return codes_in(file.decode("utf-8-sig"))[0]


def test_a_file_as_it_left_is_genuine_and_leads_to_what_it_shows() -> None:
    file = handed_over()
    verification = verify_file(file, RELEASES)
    assert verification.standing is Standing.GENUINE
    assert verification.alterations == ()
    assert verification.newer == ""
    words = verification_words(verification, context(), of_file=True)
    assert words.address == "./?as_of=2025-12-31"
    assert "as it left" in words.messages[0][1]
    assert "2026-03-01" in words.messages[0][1]


def test_the_changed_number_is_named() -> None:
    file = handed_over().replace(b"58.0%", b"85.0%")
    verification = verify_file(file, RELEASES)
    assert verification.standing is Standing.ALTERED
    assert verification.alterations == (Alteration("", "58.0%", "85.0%"),)
    words = verification_words(verification, context(), of_file=True)
    assert words.messages[0][0] == "error"
    assert words.changes is not None
    assert [cell.text for cell in words.changes.table.rows[0]] == ["Text", "58.0%", "85.0%"]


def test_numbers_come_before_words_and_what_is_gone_is_named() -> None:
    before = (("1", ("Share", "61.2%", "as of 2025", "gone 7")),)
    after = (("1", ("Portion", "61.3%", "as of 2025")),)
    alterations, added = compare(before, after)
    assert alterations == (
        Alteration("1", "61.2%", "61.3%"),
        Alteration("1", "gone 7", ""),
        Alteration("1", "Share", "Portion"),
    )
    assert added == 0


def test_a_slide_put_in_and_a_line_added_change_nothing_that_was_there() -> None:
    before = (("1", ("a 1",)), ("2", ("b 2",)))
    assert compare(before, (("1", ("a 1", "our remark")), ("2", ("b 2",)), ("3", ("new", "slide")))) == ((), 3)
    file = handed_over() + b"our remark\r\n"
    verification = verify_file(file, RELEASES)
    assert (verification.standing, verification.added) == (Standing.GENUINE, 1)


def test_thousands_of_texts_are_compared_and_the_changed_one_is_named() -> None:
    before = tuple(str(number) for number in range(20_000))
    after = (*before[:12_345], "another", *before[12_346:])
    assert compare((("1", before),), (("1", after),)) == ((Alteration("1", "12345", "another"),), 0)


def test_a_code_alone_says_what_was_handed_over() -> None:
    code = code_in(handed_over())
    verification = verify_code(code.lower().replace("-", " "), RELEASES)
    assert verification.standing is Standing.GENUINE
    assert verification.document is not None
    assert (verification.document.title, verification.document.release) == ("Review", RELEASES.snapshots[-1].id)
    assert verify_code(code[:-1] + ("A" if code[-1] != "A" else "B"), RELEASES).standing is Standing.MISTYPED


def test_the_same_document_has_the_same_code_and_another_number_another_one() -> None:
    assert code_in(handed_over()) == code_in(handed_over())
    assert code_in(handed_over()) != code_in(handed_over(share="61.3%"))
    assert code_in(handed_over()) != code_in(handed_over(place=-2))


def test_a_file_of_an_older_release_says_which_is_newer() -> None:
    verification = verify_file(handed_over(place=-2), RELEASES)
    assert verification.standing is Standing.GENUINE
    assert verification.newer == RELEASES.snapshots[-1].id
    assert verification.release_stands
    said = [text for _, text in verification_words(verification, context(), of_file=True).messages]
    assert RELEASES.snapshots[-1].id in said[-1]


def test_a_release_that_is_gone_is_said_and_nothing_opened() -> None:
    file = handed_over(place=0)
    rest = type(RELEASES)(RELEASES.snapshots[1:], RELEASES.demonstration, RELEASES.problems)
    words = verification_words(verify_file(file, rest), context(), of_file=True)
    assert words.address == ""
    assert "gone" in " ".join(text for _, text in words.messages)


def test_a_file_without_code_from_elsewhere_or_of_no_kind_is_said_to_be_that() -> None:
    code = code_in(handed_over())
    (workspace() / "documents.sqlite").unlink()
    assert verify_file(b"school,share\r\nA,61.2%\r\n", RELEASES).standing is Standing.NO_CODE
    assert verify_file(f"a,{code}\r\n".encode(), RELEASES).standing is Standing.UNKNOWN
    assert verify_code(code, RELEASES).standing is Standing.UNKNOWN
    for foreign in (b"\x00\xff\xfe\x89PNG", b"PK\x03\x04 broken", b"\xff" * 100):
        assert verify_file(foreign, RELEASES).standing is Standing.FOREIGN


def test_a_record_that_somebody_changed_is_not_believed() -> None:
    file = handed_over().replace(b"58.0%", b"85.0%")
    code = code_in(file)
    with sqlite3.connect(workspace() / "documents.sqlite") as records:
        records.execute("DROP TRIGGER issued_stays")
        records.execute("UPDATE issued SET release = '2030-01-01'")
    assert verify_code(code, RELEASES).standing is Standing.UNKNOWN
    with pytest.raises(sqlite3.IntegrityError), sqlite3.connect(workspace() / "documents.sqlite") as records:
        records.execute("DELETE FROM issued")


def test_damaged_records_or_keys_are_said_and_a_file_still_leaves() -> None:
    code = code_in(handed_over())
    (workspace() / "documents.sqlite").write_bytes(b"no database" * 200)
    assert verify_code(code, RELEASES).standing is Standing.UNREADABLE
    assert b"No verification code" in handed_over()
    (workspace() / "signing_keys.json").write_text("{}")
    assert verify_code(code, RELEASES).standing is Standing.UNREADABLE
    assert b"No verification code" in handed_over()


def test_a_lost_key_is_said_and_its_backup_verifies_again() -> None:
    file = handed_over()
    kept = (workspace() / "signing_keys.json").read_bytes()
    (workspace() / "signing_keys.json").unlink()
    assert handed_over() != file, "another key signs, so nobody is kept from handing over"
    for verification in (verify_code(code_in(file), RELEASES), verify_file(file, RELEASES)):
        assert (verification.standing, verification.code) == (Standing.NO_KEY, code_in(file))
        words = verification_words(verification, context(), of_file=True)
        assert "put signing_keys.json of the backup back" in words.messages[0][1]
    (workspace() / "signing_keys.json").write_bytes(kept)
    assert verify_file(file, RELEASES).standing is Standing.GENUINE


def test_a_new_key_signs_and_the_former_one_still_verifies() -> None:
    file = handed_over()
    former = code_in(file)
    add_key(date(2026, 4, 1))
    assert len(signing_keys()) == 2
    assert code_in(handed_over()) != former
    assert verify_file(file, RELEASES).standing is Standing.GENUINE


def test_the_keys_are_for_this_account_alone_and_made_once() -> None:
    assert signing_keys() == ()
    first = current_key(date(2026, 3, 1))
    assert current_key(date(2026, 5, 1)) == first
    assert os.stat(workspace() / "signing_keys.json").st_mode & 0o077 == 0


def package(**parts: str) -> bytes:
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w") as archive:
        for name, text in parts.items():
            archive.writestr(name, text)
    return file.getvalue()


def test_a_deck_is_read_slide_by_slide_with_the_values_of_its_charts() -> None:
    drawing = 'xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main"'
    slide = f"<s {drawing}><a:p><a:r><a:t>61</a:t></a:r><a:r><a:t>.2%</a:t></a:r></a:p><a:p/></s>"
    relation = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/chart"
    relations = (
        '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
        f'<Relationship Id="r1" Type="{relation}" Target="../charts/chart7.xml"/></Relationships>'
    )
    chart = "<c xmlns='http://schemas.openxmlformats.org/drawingml/2006/chart'><v>0.6120000000000001</v><v>2025</v></c>"
    parts = {
        "ppt/presentation.xml": "<p/>",
        "ppt/slides/slide10.xml": slide.replace("61", "71"),
        "ppt/slides/slide2.xml": slide,
        "ppt/slides/_rels/slide2.xml.rels": relations,
        "ppt/charts/chart7.xml": chart,
    }
    assert file_texts(package(**parts)) == (("2", ("61.2%", "0.612", "2025")), ("10", ("71.2%",)))


def test_entities_and_packages_that_unpack_to_too_much_are_refused() -> None:
    bomb = '<!DOCTYPE a [<!ENTITY b "cccc">]><a>&b;</a>'
    with pytest.raises(ForeignFileError):
        file_texts(package(**{"ppt/presentation.xml": "<p/>", "ppt/slides/slide1.xml": bomb}))
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("xl/workbook.xml", "<w/>")
        archive.writestr("xl/worksheets/sheet1.xml", "0" * 31_000_000)
    with pytest.raises(ForeignFileError):
        file_texts(file.getvalue())


def test_a_page_is_read_without_scripts_and_with_its_marks() -> None:
    silent = "<style>p{}</style><script>var a = 61</script>"
    page = f"<!doctype html><html>{silent}<p>61.2% &lt;b&gt;</p><svg><text>2025</text></svg>"
    (place, texts), (of_markup, digest) = file_texts(page.encode())
    assert (place, texts, of_markup) == ("", ("61.2% <b>", "2025"), "markup")
    other = page.replace("var a", "var  a"), page.replace("61.2%", "61.3%"), page.replace("= 61", "= 62")
    assert [file_texts(one.encode())[-1][1] == digest for one in other] == [True, True, False]
