"""The list of marks as the XML of a sheet."""

from __future__ import annotations

import unicodedata
from collections.abc import Sequence
from math import ceil

from core.intake.marking.cell_styles import CellStyles
from core.intake.marking.marks import Fill, ListColumn, ListSheet
from core.intake.marking.xml_edits import escape_text
from core.intake.workbook.references import column_letter

HEADING_ROW = 4
"""The row of the headings, from 1; a title and a guide stand above, the rows of the list below."""

_LINE, _TITLE_HEIGHT, _HIGHEST = 16, 24, 400  # points
_HIDDEN = ' hidden="1"'


def list_sheet_xml(content: ListSheet, styles: CellStyles, namespace: str) -> bytes:
    """The sheet as XML in the given vocabulary; asks `styles` for the looks it needs."""
    bold, large, wrapped = styles.list_style(font=1), styles.list_style(font=2), styles.list_style()
    filled = {fill: styles.list_style(fill=fill) for fill in Fill}
    headings = [column.heading for column in content.columns]
    rows = [
        _row(1, [content.title], [large], _TITLE_HEIGHT),
        _row(2, [content.guide], [wrapped], 2 * _LINE),
        _row(HEADING_ROW, headings, [bold] * len(headings), _LINE),
    ]
    for number, row in enumerate(content.rows, start=HEADING_ROW + 1):
        looks = [wrapped] * len(headings)
        looks[content.fill_column] = filled[row.fill]
        rows.append(_row(number, row.values, looks, _height(row.values, content.columns)))
    widths = "".join(
        f'<col min="{x}" max="{x}" width="{column.width}" customWidth="1"{_HIDDEN if column.hidden else ""}/>'
        for x, column in enumerate(content.columns, start=1)
    )
    last = column_letter(max(x for x, column in enumerate(content.columns) if not column.hidden))
    return (
        f'<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n<worksheet xmlns="{namespace}">'
        '<sheetPr><pageSetUpPr fitToPage="1"/></sheetPr><sheetViews><sheetView tabSelected="1" workbookViewId="0">'
        f'<pane ySplit="{HEADING_ROW}" topLeftCell="A{HEADING_ROW + 1}" activePane="bottomLeft" state="frozen"/>'
        f"</sheetView></sheetViews><cols>{widths}</cols><sheetData>{''.join(rows)}</sheetData>"
        f'<mergeCells count="1"><mergeCell ref="A2:{last}2"/></mergeCells>'
        '<pageMargins left="0.5" right="0.5" top="0.6" bottom="0.6" header="0.3" footer="0.3"/>'
        '<pageSetup paperSize="9" orientation="landscape" fitToHeight="0"/></worksheet>'
    ).encode()


def _height(values: Sequence[str | int], columns: Sequence[ListColumn]) -> int:
    """How high a row must be, in points, to show its texts wrapped: not every program makes room by itself."""
    lines = (
        sum(ceil(_width(line) / column.width) or 1 for line in str(value).split("\n"))
        for value, column in zip(values, columns, strict=True)
        if not column.hidden
    )
    return min(_LINE * max(lines), _HIGHEST)


def _width(text: str) -> int:
    """The width of a text in letters; a Chinese character, or a sign that is as wide beside one, takes two."""
    return sum(2 if unicodedata.east_asian_width(sign) in "WFA" else 1 for sign in text)


def _row(number: int, values: Sequence[str | int], looks: Sequence[int], height: int) -> str:
    cells = []
    for x, (value, look) in enumerate(zip(values, looks, strict=True)):
        start = f'<c r="{column_letter(x)}{number}" s="{look}"'
        if isinstance(value, int):
            cells.append(f"{start}><v>{value}</v></c>")
        elif value:
            # Stored as text whatever it begins with: a text with = in front never becomes a formula.
            text = escape_text(value)
            cells.append(f'{start} t="inlineStr"><is><t xml:space="preserve">{text}</t></is></c>')
        else:
            cells.append(f"{start}/>")
    return f'<row r="{number}" ht="{height}">{"".join(cells)}</row>'
