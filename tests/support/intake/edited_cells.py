"""Cells of a form written over in the form's own XML, for tests that only fill one in: openpyxl takes a second."""

from __future__ import annotations

import re
import zipfile
from collections.abc import Mapping
from datetime import date
from functools import lru_cache
from io import BytesIO
from types import MappingProxyType
from xml.sax.saxutils import escape

_SHEET = re.compile(r'<sheet name="([^"]*)"')
_FORMULA = re.compile(rb'<c r="([A-Z]+\d+)"( s="\d+")?(?: t="\w+")?><f>[^<]*</f>(?:<v>[^<]*</v>)?</c>')
_CELL = re.compile(r'<c r="([A-Z]+)\d+"( s="\d+")?[^>]*?(?:/>|>.*?</c>)', re.DOTALL)
_DAY_ZERO = date(1899, 12, 30)


def with_cells(content: bytes, sheet: str, cells: Mapping[str, object]) -> bytes:
    """A form after these cells of a sheet were written over; results of formulas are gone, as `changed` leaves it.

    A cell keeps its format, so a day may be written where the form asks for one. None empties a cell.
    """
    parts, titles = _parts(content)
    part = f"xl/worksheets/sheet{titles.index(sheet) + 1}.xml"
    text = parts[part].decode()
    for reference, value in cells.items():
        text = _with_cell(text, reference, value)
    out = BytesIO()
    with zipfile.ZipFile(out, "w") as package:
        for name, data in parts.items():
            data = text.encode() if name == part else data
            package.writestr(zipfile.ZipInfo(name), data, zipfile.ZIP_DEFLATED, compresslevel=1)
    return out.getvalue()


@lru_cache(maxsize=8)
def _parts(content: bytes) -> tuple[Mapping[str, bytes], tuple[str, ...]]:
    """The parts of a form without results of formulas, and the titles of its sheets in their order."""
    with zipfile.ZipFile(BytesIO(content)) as package:
        parts = {name: _FORMULA.sub(rb'<c r="\1"\2/>', package.read(name)) for name in package.namelist()}
    return MappingProxyType(parts), tuple(_SHEET.findall(parts["xl/workbook.xml"].decode()))


def _with_cell(text: str, reference: str, value: object) -> str:
    letters, number = re.fullmatch(r"([A-Z]+)(\d+)", reference, re.ASCII).groups()  # type: ignore[union-attr]
    row = re.search(rf'(<row r="{number}"[^>]*?)(?:/>|>(.*?)</row>)', text, re.DOTALL)
    if row is None:
        raise LookupError(reference)  # a form has every line that can be filled in
    line = row[2] or ""
    for cell in _CELL.finditer(line):
        if cell[1] == letters:
            before, style, after = line[: cell.start()], cell[2] or "", line[cell.end() :]
            break
        if (len(cell[1]), cell[1]) > (len(letters), letters):
            before, style, after = line[: cell.start()], "", line[cell.start() :]
            break
    else:
        before, style, after = line, "", ""
    new = f"{row[1]}>{before}{_cell(reference, style, value)}{after}</row>"
    return text[: row.start()] + new + text[row.end() :]


def _cell(reference: str, style: str, value: object) -> str:
    if value is None:
        return f'<c r="{reference}"{style}/>'
    if isinstance(value, str):
        return f'<c r="{reference}"{style} t="inlineStr"><is><t>{escape(value)}</t></is></c>'
    number = (value - _DAY_ZERO).days if isinstance(value, date) else value
    return f'<c r="{reference}"{style}><v>{number}</v></c>'
