"""Workbooks as WPS and other programs write them are read, and large empty ones end at a limit."""

from __future__ import annotations

import time
import zipfile
from io import BytesIO
from typing import Any

import pytest
from openpyxl.workbook.defined_name import DefinedName

from core.intake.findings import IntakeError
from core.intake.marked_copy import marked_copy
from core.intake.workbook.errors import WorkbookError
from core.intake.workbook.limits import Limits
from core.intake.workbook.xlsx_file import read_xlsx
from tests.support.intake.small_demonstration import prepared, template, understood
from tests.support.intake_files import TEACHERS, changed

MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
PACKAGE = "http://schemas.openxmlformats.org/package/2006"
ROW = ("示例中职学校A", "公办", 2026, 150, 95, 64)


def cells(row: tuple[object, ...]) -> str:
    """Cells without places of their own and with their texts in them."""
    return "".join(
        f'<c t="inlineStr"><is><t xml:space="preserve"> {each} </t></is></c>'
        if isinstance(each, str)
        else f"<c><v>{each}</v></c>"
        for each in row
    )


def written(
    rows: str,
    *,
    sheet: str = "xl/worksheets/sheet1.xml",
    target: str = "/xl/worksheets/sheet1.xml",
    properties: str = "",
    after: str = "",
) -> bytes:
    """A workbook by hand: no shared texts, no styles, a wrong dimension, targets from the root."""
    out = BytesIO()
    relation = f'<Relationships xmlns="{PACKAGE}/relationships"><Relationship Id="rId1" Type="{OFFICE}/'
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as book:
        book.writestr(
            "[Content_Types].xml",
            f'<Types xmlns="{PACKAGE}/content-types"><Default Extension="rels" ContentType="application/vnd.openxml'
            'formats-package.relationships+xml"/><Default Extension="xml" ContentType="application/xml"/>'
            '<Override PartName="/xl/workbook.xml" ContentType="application/vnd.openxmlformats-officedocument.'
            f'spreadsheetml.sheet.main+xml"/><Override PartName="/{sheet}" ContentType="application/vnd.openxml'
            'formats-officedocument.spreadsheetml.worksheet+xml"/></Types>',
        )
        book.writestr("_rels/.rels", f'{relation}officeDocument" Target="/xl/workbook.xml"/></Relationships>')
        book.writestr("xl/_rels/workbook.xml.rels", f'{relation}worksheet" Target="{target}"/></Relationships>')
        book.writestr(
            "xl/workbook.xml",
            f'<workbook xmlns="{MAIN}" xmlns:r="{OFFICE}"><workbookPr {properties}/><sheets>'
            '<sheet name="表5 教师" sheetId="1" r:id="rId1"/></sheets></workbook>',
        )
        book.writestr(
            sheet,
            f'<worksheet xmlns="{MAIN}"><dimension ref="A1"/><sheetData>{rows}</sheetData>{after}</worksheet>',
        )
    return out.getvalue()


TABLE = f"<row>{cells(TEACHERS)}</row><row>{cells(ROW)}</row>"


@pytest.mark.parametrize(
    "content",
    [
        written(TABLE),
        written(TABLE, sheet="xl/worksheets/Sheet1.xml"),
        written(TABLE, sheet="XL/Worksheets/SHEET1.XML", target="worksheets/sheet1.xml"),
        written(TABLE, target="./worksheets/../worksheets/sheet1.xml"),
    ],
)
def test_workbooks_of_other_programs_are_read_and_returned(content: bytes) -> None:
    assert [entry.row["value"] for entry in understood(content).entries] == [150.0, 95.0, 64.0]
    again = marked_copy(content, "a.xlsx", prepared(content).findings)
    assert [entry.row["value"] for entry in understood(again).entries] == [150.0, 95.0, 64.0]


def test_a_prefix_before_every_element_is_read_and_returned() -> None:
    content = written("")
    out = BytesIO()
    rows = f'<row r="1">{cells(TEACHERS)}</row><row r="2">{cells(ROW)}</row>'
    for name in ("row", "c", "is", "t", "v"):
        rows = (
            rows.replace(f"<{name}>", f"<x:{name}>")
            .replace(f"<{name} ", f"<x:{name} ")
            .replace(f"</{name}>", f"</x:{name}>")
        )
    sheet = f'<x:worksheet xmlns:x="{MAIN}"><x:sheetData>{rows}</x:sheetData></x:worksheet>'
    with zipfile.ZipFile(BytesIO(content)) as old, zipfile.ZipFile(out, "w") as new:
        for name in old.namelist():
            new.writestr(name, sheet if "sheet1" in name else old.read(name))
    found = prepared(out.getvalue())
    assert len(found.reading.entries) == 3
    assert len(understood(marked_copy(out.getvalue(), "a.xlsx", found.findings)).entries) == 3


def test_days_of_the_calendar_of_1904_are_read() -> None:
    rows = '<row r="1"><c r="A1" t="d"><v>2026-09-01T00:00:00</v></c></row>'
    (grid,) = read_xlsx(written(rows, properties='date1904="true"'), "a").grids
    assert str(grid.rows[0].cells[0].value) == "2026-09-01"


@pytest.mark.slow
def test_a_million_empty_rows_are_refused_at_once_with_the_limit() -> None:
    content = written(TABLE + "".join(f'<row r="{n}"/>' for n in range(3, 1_048_577)))
    began = time.process_time()
    with pytest.raises(IntakeError) as refused:
        understood(content)
    assert (refused.value.code, refused.value.values) == ("too_many_rows", {"limit": "200000"})
    assert time.process_time() - began < 8


def test_rows_and_elements_are_counted_over_the_whole_file() -> None:
    with pytest.raises(WorkbookError, match="too_many_rows"):
        read_xlsx(written("<row/>" * 11), "a", Limits(rows=10))
    with pytest.raises(WorkbookError, match="bomb"):
        read_xlsx(written("", after="<x/>" * 5_000), "a", Limits(elements=3_000))


PHONE = "13812345678"


@pytest.mark.parametrize(
    ("rows", "after"),
    [
        (f'<row r="1"><c r="A1"><f>HYPERLINK("tel:{PHONE}")</f><v>1</v></c></row>', ""),
        (TABLE, f"<headerFooter><oddHeader>{PHONE}</oddHeader></headerFooter>"),
        (TABLE, f'<dataValidations><dataValidation prompt="{PHONE}"/></dataValidations>'),
    ],
)
def test_numbers_of_persons_are_found_beside_the_values(rows: str, after: str) -> None:
    assert understood(written(rows, after=after)).personal


@pytest.mark.slow
def test_numbers_of_persons_are_found_in_names_properties_hidden_sheets_and_beside_our_code() -> None:
    for change in (
        lambda book: book.defined_names.add(DefinedName("责任人", attr_text=f'"{PHONE}"')),
        lambda book: setattr(book.properties, "title", f"张三 {PHONE}"),
        lambda book: setattr(book.properties, "description", "11010519491231002X"),
        lambda book: book["_version"].cell(3, 2, PHONE),
        lambda book: book.create_sheet("藏").cell(1, 1, f"{PHONE} 张三"),
    ):
        assert understood(changed(template("500110-sv-a"), change)).personal
    named = changed(template("500110-sv-a"), lambda book: setattr(book.properties, "creator", "张三"))
    assert not understood(named).personal


@pytest.mark.slow
def test_a_heading_about_a_person_is_told_in_the_register_and_on_any_other_sheet() -> None:
    def enter(book: Any) -> None:
        units, other = book["单位名录"], book.create_sheet("通讯录")
        units.cell(3, 6, "校长姓名")
        units.cell(4, 6, "张三")
        other.append(["职务", "联系电话"])
        other.append(["校长", "见办公室"])

    reading = understood(changed(template(), enter))
    found = [(each.place.sheet, each.place.column) for each in reading.findings if each.code == "personal_column"]
    assert found == [("单位名录", "F"), ("通讯录", "B")]
    assert not any(each.code == "personal_column" for each in understood(template()).findings)
