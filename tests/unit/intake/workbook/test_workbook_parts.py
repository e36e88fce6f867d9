"""A workbook names its parts: its sheets in their order, its calendar, and the texts outside of its cells."""

from __future__ import annotations

from datetime import date

import pytest

from core.intake.workbook.errors import WorkbookError
from core.intake.workbook.limits import Limits
from core.intake.workbook.package import Package
from core.intake.workbook.workbook_parts import (
    RelatedPart,
    SheetEntry,
    WorkbookParts,
    find_parts,
    path_of_kind,
    related_parts,
    relations_path,
)
from core.intake.workbook.xlsx_file import read_xlsx
from tests.support.workbook_parts.small_workbooks import (
    SHEET,
    WORKBOOK,
    WORKBOOK_RELATIONS,
    packed,
    relation,
    relations,
    small_parts,
    workbook_xml,
)

FIRST = relation("rId1", "worksheet", "worksheets/sheet1.xml")
FRUIT = '<sheet name="Fruit" sheetId="1" r:id="rId1"/>'


def parts_of(changes: dict[str, str | bytes | None]) -> WorkbookParts:
    return find_parts(Package(packed({**small_parts(), **changes})))


def test_the_whole_list_of_a_workbook() -> None:
    sheets = FRUIT + '<sheet name="Veg" state="hidden" r:id="rId2"/><sheet name="Chart" state="visible" r:id="rId3"/>'
    sheets += '<sheet state="veryHidden" r:id="rId9"/><sheet name="None"/>'
    names = '<definedNames><definedName name="n" comment="c">Fruit!$A$1</definedName><definedName/></definedNames>'
    others = [relation("rId2", "worksheet", "/xl/Worksheets/VEG.xml"), relation("rId3", "chartsheet", "chart.xml")]
    parts = parts_of(
        {
            WORKBOOK: workbook_xml(sheets, after=names),
            WORKBOOK_RELATIONS: relations(FIRST, *others, relation("rId4", "styles", "none.xml")),
            "xl/worksheets/veg.xml": "x",
        }
    )
    related = {
        "rId1": RelatedPart("worksheet", SHEET),
        "rId2": RelatedPart("worksheet", "xl/worksheets/veg.xml"),
        "rId3": RelatedPart("chartsheet", "xl/chart.xml"),
        "rId4": RelatedPart("styles", "xl/none.xml"),
    }
    listed = (
        SheetEntry("Fruit", False, "rId1", SHEET),
        SheetEntry("Veg", True, "rId2", "xl/worksheets/veg.xml"),
        SheetEntry("Chart", False, "rId3", None),
        SheetEntry("", True, "rId9", None),
        SheetEntry("None", False, "", None),
    )
    assert parts == WorkbookParts(WORKBOOK, related, listed, date(1899, 12, 30), ("n", "c", "Fruit!$A$1"))


@pytest.mark.parametrize(("length", "kept"), [(63, 63), (64, 64), (65, 64)])
def test_a_long_name_of_a_sheet_is_cut(length: int, kept: int) -> None:
    parts = parts_of({WORKBOOK: workbook_xml(f'<sheet name="{"n" * length}" r:id="rId1"/>')})
    assert parts.sheets[0].title == "n" * kept


@pytest.mark.parametrize(
    ("properties", "epoch"),
    [
        ("", date(1899, 12, 30)),
        ("<workbookPr/>", date(1899, 12, 30)),
        ('<workbookPr date1904="0"/>', date(1899, 12, 30)),
        ('<workbookPr date1904="false"/>', date(1899, 12, 30)),
        ('<workbookPr date1904="1"/>', date(1904, 1, 1)),
        ('<workbookPr date1904="true"/>', date(1904, 1, 1)),
        ('<other date1904="1"/>', date(1899, 12, 30)),
    ],
)
def test_days_count_from_the_epoch_of_the_workbook(properties: str, epoch: date) -> None:
    assert parts_of({WORKBOOK: workbook_xml(FRUIT, before=properties)}).epoch == epoch


def test_parts_outside_of_the_file_are_none() -> None:
    outside, inside = relation("a", "image", "http://x", ' TargetMode="External"'), relation("b", "image", "i.png")
    package = Package(packed({**small_parts(), WORKBOOK_RELATIONS: relations(outside, inside)}))
    assert related_parts(package, WORKBOOK) == {"b": RelatedPart("image", "xl/i.png")}
    assert path_of_kind(related_parts(package, WORKBOOK), "image") == "xl/i.png"
    assert path_of_kind(related_parts(package, WORKBOOK), "styles") is None


@pytest.mark.parametrize(
    ("owner", "path"),
    [("xl/workbook.xml", WORKBOOK_RELATIONS), ("workbook.xml", "_rels/workbook.xml.rels"), ("", "_rels/.rels")],
)
def test_the_relations_of_a_part_lie_beside_it(owner: str, path: str) -> None:
    assert relations_path(owner) == path


@pytest.mark.parametrize(
    ("root", "path"),
    [
        (None, WORKBOOK),
        (relation("a", "officeDocument", "xl/book.xml"), "xl/book.xml"),
        (relation("a", "officeDocument", "/XL/Book.xml"), "xl/book.xml"),
        (relation("a", "officeDocument", "xl/none.xml"), WORKBOOK),
        (relation("a", "other", "xl/book.xml"), WORKBOOK),
    ],
)
def test_the_file_says_which_part_lists_the_sheets(root: str | None, path: str) -> None:
    book = workbook_xml(FRUIT)
    parts = {
        "_rels/.rels": None if root is None else relations(root),
        "xl/book.xml": book,
        "xl/_rels/book.xml.rels": relations(FIRST),
    }
    assert parts_of(parts).root == path


def test_a_book_says_whether_it_links_to_others_and_needs_a_sheet() -> None:
    book = read_xlsx(packed(small_parts()), "fruit.xlsx")
    assert (book.name, book.spreadsheet, book.external_links, book.encoding) == ("fruit.xlsx", True, False, "")
    linked = packed({**small_parts(), "xl/externalLinks/externalLink1.xml": "<x/>"})
    assert read_xlsx(linked, "a").external_links
    for sheets in ("", '<sheet name="Chart"/>'):
        with pytest.raises(WorkbookError, match="no_sheets"):
            read_xlsx(packed({**small_parts(), WORKBOOK: workbook_xml(sheets)}), "a")


def test_the_number_of_sheets_is_bounded() -> None:
    content = packed({**small_parts(), WORKBOOK: workbook_xml(FRUIT * 3)})
    assert len(read_xlsx(content, "a", Limits(sheets=3)).grids) == 3
    with pytest.raises(WorkbookError) as error:
        read_xlsx(content, "a", Limits(sheets=2))
    assert (error.value.code, error.value.values) == ("too_many_sheets", {"number": "3", "limit": "2"})
