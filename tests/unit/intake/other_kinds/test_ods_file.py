"""An .ods file as a whole: how much it may hold, and what it says beside its sheets."""

from __future__ import annotations

from core.intake.workbook.limits import Limits
from core.intake.workbook.outside.part_kinds import OutsidePart, OutsideText
from tests.support.workbook_parts.ods_elements import empty, number, row, table, text
from tests.support.workbook_parts.ods_reading import read, refusal_of
from tests.support.workbook_parts.other_kinds import ods
from tests.support.workbook_parts.small_workbooks import packed, unpacked


def test_cells_are_counted_with_their_repetitions_over_all_sheets() -> None:
    wide = row(text("a", number_columns_repeated="3"), empty(), text("b"), number_rows_repeated="2")
    content = ods(table(wide) + table(row(text("c"))))
    assert len(read(content, Limits(cells=9))[0]) == 2
    assert refusal_of(content, Limits(cells=8)) == ("too_many_cells", {"limit": "8"})


def test_sheets_and_the_characters_of_different_texts_are_counted() -> None:
    content = ods(table(row(text("abc"), text("abc"))) + table(row(text("abc"), text("de"))))
    assert len(read(content, Limits(sheets=2, characters=5))[0]) == 2
    assert refusal_of(content, Limits(sheets=1)) == ("too_many_sheets", {"number": "2", "limit": "1"})
    assert refusal_of(content, Limits(characters=4)) == ("much_text", {"limit": "4"})


def test_elements_are_counted_by_the_thousand_and_may_lie_64_deep() -> None:
    def of(elements: int) -> bytes:
        return ods("<text:x/>" * (elements - 4))  # four are around them

    read(of(1_000), Limits(elements=0))
    read(of(1_001), Limits(elements=1_001))
    read(of(2_001), Limits(elements=1_001))
    read(of(2_002), Limits(elements=2_002))
    for number_of_elements, limit in ((1_001, 1_000), (2_002, 2_001)):
        assert refusal_of(of(number_of_elements), Limits(elements=limit))[0] == "bomb"
    read(ods("<text:x>" * 61 + "</text:x>" * 61))
    assert refusal_of(ods("<text:x>" * 62 + "</text:x>" * 62))[0] == "bomb"
    assert refusal_of(ods("<text:x/>" + "<text:x>" * 62 + "</text:x>" * 62))[0] == "bomb"


def test_heads_of_pages_and_what_the_file_says_of_itself_are_told() -> None:
    parts = unpacked(ods(table(row(text("a")))))
    head = parts["content.xml"].replace("spreadsheet", "x").partition("<office:automatic-styles>")[0]
    styles = f"{head}<text:p>head</text:p></office:document-content>"
    words = "<office:title>title</office:title><office:x>no</office:x><office:creator>name</office:creator>"
    meta = f"{head}{words}</office:document-content>"
    whole: dict[str, str | bytes | None] = {**parts, "styles.xml": styles, "meta.xml": meta}
    _, book = read(packed(whole))
    told = [
        OutsideText(OutsidePart.SHEET, "head"),
        *(OutsideText(OutsidePart.PROPERTIES, text) for text in ("title", "name")),
    ]
    assert (book.outside_texts, book.sheets[0].outside_texts) == (told, [])
    assert read(packed({**whole, "meta.xml": "<broken"}))[1].outside_texts == told[:1]
    drawn = "<table:table table:name='B'/><text:p>drawn <text:span>once</text:span></text:p>"
    chart = f"{head}{drawn}</office:document-content>"
    values, book = read(packed({**parts, "Object 1/content.xml": chart}))
    assert ([sheet.title for sheet in values], book.outside_texts) == (
        ["A"],
        [OutsideText(OutsidePart.SHAPE, "drawn once")],
    )
    assert refusal_of(packed({**whole, "styles.xml": "<broken"}))[0] == "damaged"


def test_a_password_is_looked_for_in_the_first_megabyte_of_the_list_of_parts() -> None:
    parts: dict[str, str | bytes | None] = {**unpacked(ods(table(row(text("a")))))}
    word, wide = "encryption-data", Limits(ratio=1_000_000)
    for size, is_within in ((1_000_000, True), (1_000_001, False)):
        content = packed({**parts, "META-INF/manifest.xml": " " * (size - len(word)) + word})
        if is_within:
            assert refusal_of(content, wide)[0] == "encrypted"
        else:
            assert len(read(content, wide)[0]) == 1


def test_macros_signatures_and_links_are_told() -> None:
    parts: dict[str, str | bytes | None] = {**unpacked(ods(table(row(number("1", formula="of:=[.A1]")))))}
    _, book = read(packed(parts))
    assert (book.has_macros, book.is_signed, book.external_links) == (False, False, False)
    for name in ("Basic/script.xml", "Scripts/a.py"):
        assert read(packed({**parts, name: ""}))[1].has_macros
    assert read(packed({**parts, "META-INF/documentsignatures.xml": ""}))[1].is_signed
    link = number("1", formula="of:=['file:///a.ods'#$A.A1]")
    assert read(ods(table(row(link, number("2")))))[1].external_links
