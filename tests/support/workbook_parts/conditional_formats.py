"""A sheet with conditional formats, and the cells of it that are in doubt."""

from __future__ import annotations

from core.intake.workbook.grid import Grid
from core.intake.workbook.limits import LIMITS, Limits
from core.intake.workbook.read_file import read_file
from tests.support.workbook_parts.small_workbooks import SHEET, packed, sheet_xml, small_parts

STRIKE = "<dxf><font><strike/></font></dxf>"
LATER = (
    '<extLst><ext xmlns:x="http://schemas.microsoft.com/office/spreadsheetml/2009/9/main" '
    'xmlns:e="http://schemas.microsoft.com/office/excel/2006/main"><x:conditionalFormattings>'
    "<x:conditionalFormatting>{}<e:sqref>A1 B1</e:sqref></x:conditionalFormatting>"
    "<x:conditionalFormatting>{}<e:sqref>A3</e:sqref></x:conditionalFormatting></x:conditionalFormattings>"
    "{}</ext></extLst>"
)
ROWS = (
    '<row r="1"><c r="A1"><v>5</v></c><c r="B1" t="str"><v>撤销</v></c></row>'
    '<row r="2"><c r="A2"><v>0</v></c><c r="B2" t="str"><v>在办</v></c></row>'
    '<row r="3"><c r="A3" t="e"><v>#N/A</v></c></row>'
)


def grid_of(rule: str, style: str = STRIKE, where: str = "A1:B3", view: str = "", limits: Limits = LIMITS) -> Grid:
    files = small_parts(styles=f"<cellXfs><xf/></cellXfs><dxfs>{style}</dxfs>")
    after = f'<conditionalFormatting sqref="{where}">{rule}</conditionalFormatting>' if rule else ""
    files[SHEET] = sheet_xml(ROWS, view, after)
    return read_file(packed(files), "a.xlsx", limits).grids[0]


def doubtful(grid: Grid) -> list[str]:
    """The doubtful cells as `A1 struck`."""
    return [
        f"{'AB'[x]}{row.number} {doubt.kind}"
        for row in grid.rows
        for x, cell in row.cells.items()
        for doubt in cell.doubts
    ]


def rule(kind: str, formula: str = "", **attributes: str) -> str:
    more = "".join(f' {name}="{value}"' for name, value in attributes.items())
    formulas = "".join(f"<formula>{part}</formula>" for part in formula.split("|") if part)
    return f'<cfRule type="{kind}" dxfId="0"{more}>{formulas}</cfRule>'
