"""Where conditional formats end: at the ranges of other things, and at what may be worked out of them."""

from __future__ import annotations

import pytest

from core.intake.workbook.errors import WorkbookError
from core.intake.workbook.limits import Limits
from core.intake.workbook.read_file import read_file
from tests.support.workbook_parts.conditional_formats import LATER, ROWS, STRIKE, doubtful, grid_of, rule
from tests.support.workbook_parts.small_workbooks import SHEET, packed, sheet_xml, small_parts


@pytest.mark.parametrize("conditions", ["x:conditionalFormatting", "conditionalFormatting"])
def test_the_range_and_the_formula_of_a_list_of_choices_are_none_of_a_rule(conditions: str) -> None:
    own = '<cfRule type="cellIs" operator="lessThan" dxfId="0"><formula>1</formula></cfRule>'
    later_rule = (
        '<x:cfRule type="cellIs" operator="lessThan"><e:f>1</e:f><x:dxf><font><strike/></font></x:dxf></x:cfRule>'
    )
    choices = (
        "<x:dataValidations><x:dataValidation><x:formula1><e:f>Other!A1:A3</e:f></x:formula1><e:sqref>A1:B3</e:sqref>"
        "</x:dataValidation></x:dataValidations>"
    )
    is_later = conditions.startswith("x:")
    files = small_parts(styles=f"<cellXfs><xf/></cellXfs><dxfs>{STRIKE}</dxfs>")
    before = "" if is_later else f'<conditionalFormatting sqref="A1:A2">{own}</conditionalFormatting>'
    behind = LATER.replace("A1 B1", "A1 A2").format(later_rule if is_later else "", "", choices)
    files[SHEET] = sheet_xml(ROWS, "", before + behind)
    assert doubtful(read_file(packed(files), "a.xlsx").grids[0]) == ["A2 struck"]


def test_two_pictures_in_place_of_a_value_are_one_doubt() -> None:
    picture = '<cfRule type="dataBar"><dataBar showValue="0"/></cfRule>'
    assert doubtful(grid_of(picture * 2, where="A1")) == ["A1 unseen"]


@pytest.mark.parametrize(("where", "cell"), [("Z1:Z3 Z1:Z3", "A3"), ("Z1:Z3 A7 A8 A9", "A1")])
def test_rows_and_ranges_without_cells_are_work_too(where: str, cell: str) -> None:
    struck = rule("expression", "TRUE")
    assert doubtful(grid_of(struck, where=where, limits=Limits(conditions=6))) == []
    assert doubtful(grid_of(struck, where=where, limits=Limits(conditions=5))) == [f"{cell} unjudged"]


def test_more_ranges_than_are_read_are_no_table() -> None:
    with pytest.raises(WorkbookError, match="much_work"):
        grid_of(rule("expression", "TRUE"), where="A1 A2 A3 B1", limits=Limits(conditions=3))
