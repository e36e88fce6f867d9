"""Conditional formats that strike cells out or hide them: for which cells their condition holds."""

from __future__ import annotations

import pytest

from core.intake.workbook.limits import Limits
from core.intake.workbook.read_file import read_file
from tests.support.workbook_parts.conditional_formats import LATER, ROWS, STRIKE, doubtful, grid_of, rule
from tests.support.workbook_parts.small_workbooks import SHEET, packed, sheet_xml, small_parts

WHITE = '<dxf><font><color rgb="FFFFFFFF"/></font></dxf>'
NOTHING = '<dxf><numFmt numFmtId="200" formatCode=";;;"/></dxf>'
FILLED = '<dxf><font><color theme="0"/></font><fill><patternFill><bgColor rgb="FFFF0000"/></patternFill></fill></dxf>'
RED = '<color rgb="FFFF0000"/>'
RED_ON_RED = f'<dxf><font>{RED}</font><fill><patternFill><bgColor rgb="FFFF0000"/></patternFill></fill></dxf>'
GREY_ON_GREY = RED_ON_RED.replace("FFFF0000", "FFC7C7C7")


@pytest.mark.parametrize(
    ("condition", "cells"),
    [
        (rule("expression", "$B1=&quot;撤销&quot;"), ["A1", "B1"]),
        (rule("expression", "=$B1=&quot;撤销&quot;"), ["A1", "B1"]),
        (rule("expression", "B$1=&quot;撤销&quot;"), ["A1", "A2", "A3"]),
        (rule("expression", "$A$2=0"), ["A1", "B1", "A2", "B2", "A3"]),
        (rule("expression", "$A1&lt;&gt;5"), ["A2", "B2", "A3"]),
        (rule("expression", "TRUE"), ["A1", "B1", "A2", "B2", "A3"]),
        (rule("expression", "AND($A1&gt;1,NOT(ISTEXT($A1)))"), ["A1", "B1", "A3"]),
        (rule("expression", "OR(ISERROR(A1),B1=&quot;在办&quot;)"), ["A2", "A3"]),
        (rule("expression", "OR(ISERR(A1);ISNA(A1))"), ["A3"]),
        (rule("expression", "ISBLANK(C1)"), ["A1", "B1", "A2", "B2", "A3"]),
        (rule("expression", "ISNONTEXT(A1)"), ["A1", "A2", "A3"]),
        (rule("expression", "ISNUMBER(A1)"), ["A1", "A2"]),
        (rule("expression", "LEN(TRIM(B1))=0"), ["B1", "B2", "A3"]),
        (rule("expression", "(A$1)=(A1)"), ["A1", "B1"]),
        (rule("expression", "FALSE"), []),
        (rule("containsBlanks"), []),
        (rule("cellIs", "0", operator="equal"), ["A2"]),
        (rule("cellIs", "0", operator="notEqual"), ["A1", "B1", "B2", "A3"]),
        (rule("cellIs", "1|9", operator="between"), ["A1"]),
        (rule("cellIs", "1|9", operator="notBetween"), ["B1", "A2", "B2", "A3"]),
        (rule("cellIs", "1", operator="lessThan"), ["A2"]),
        (rule("cellIs", "&quot;在办&quot;", operator="equal"), ["B2"]),
        (rule("cellIs", "$C$1", operator="equal"), ["A2"]),
        (rule("expression", "TRUE").replace('"0"', '"1"'), []),  # there is one format, number 0
        (rule("expression", "C$1=0"), ["A1", "B1", "A2", "B2", "A3"]),  # nothing stands there
        (rule("expression", "C$1=&quot;&quot;"), ["A1", "B1", "A2", "B2", "A3"]),
        (rule("cellIs", "1|$C$1", operator="between"), []),
        (rule("cellIs", "$C$1|9", operator="notBetween"), ["B1", "B2", "A3"]),
        (rule("cellIs", "0|5", operator="between"), ["A1", "A2"]),
        (rule("cellIs", "0", operator="greaterThan"), ["A1", "B1", "B2", "A3"]),
        (rule("cellIs", "0", operator="greaterThanOrEqual"), ["A1", "B1", "A2", "B2", "A3"]),
        (rule("cellIs", "5", operator="lessThan"), ["A2"]),
        (rule("cellIs", "5", operator="lessThanOrEqual"), ["A1", "A2"]),
        (rule("cellIs", "500%", operator="equal"), ["A1"]),
        (rule("notContainsText", text="撤"), ["A1", "A2", "B2", "A3"]),
        (rule("endsWith", text="办"), ["B2"]),
        (rule("notContainsBlanks"), ["A1", "B1", "A2", "B2", "A3"]),
        (rule("notContainsErrors"), ["A1", "B1", "A2", "B2"]),
        (rule("containsText", text="撤"), ["B1"]),
        (rule("beginsWith", text="在"), ["B2"]),
        (rule("containsErrors"), ["A3"]),
        (rule("expression", f"A1={5:0497}"), ["A1"]),
        (rule("expression", "NOT(" * 8 + "A1=5" + ")" * 8), ["A1"]),
    ],
)
def test_a_cell_is_struck_where_the_condition_holds(condition: str, cells: list[str]) -> None:
    assert doubtful(grid_of(condition)) == [f"{cell} struck" for cell in cells]


@pytest.mark.parametrize(
    "condition",
    [
        rule("expression", "COUNTIF($A$1:$A$3,A1)&gt;1"),
        rule("expression", "AND(A1=5,COUNTIF($A$1:$A$3,A1)&gt;1)"),
        rule("expression", "其他!A1=1"),
        rule("expression", "A1=" + "0" * 498),
        rule("expression", "NOT(" * 9 + "TRUE" + ")" * 9),
        rule("expression"),
        rule("cellIs", "SUM(A1:A3)", operator="equal"),
        rule("cellIs", "1", operator="resembles"),
        rule("duplicateValues"),
        rule("top10"),
    ],
)
def test_cells_are_in_doubt_where_a_condition_that_is_not_worked_out_may_strike_or_hide_them(condition: str) -> None:
    assert doubtful(grid_of(condition)) == [f"{cell} unjudged" for cell in ("A1", "B1", "A2", "B2", "A3")]
    # Dark red on light red, as programs mark what stands twice, hides nothing.
    marked = (
        '<dxf><font><color rgb="FF9C0006"/></font><fill><patternFill><bgColor rgb="FFFFC7CE"/></patternFill></fill>'
    )
    assert doubtful(grid_of(condition, marked + "</dxf>")) == []


def test_beyond_what_is_worked_out_one_cell_stands_for_those_that_are_left() -> None:
    assert doubtful(grid_of(rule("expression", "TRUE"), limits=Limits(conditions=3))) == [
        "A1 struck",
        "B1 struck",
        "A2 struck",
        "B2 unjudged",
    ]


def test_what_a_look_cannot_hide_is_not_worked_out() -> None:
    for look in ("<dxf/>", "<dxf><font><b/></font></dxf>"):
        assert doubtful(grid_of(rule("expression", "TRUE"), look, limits=Limits(conditions=1))) == []


@pytest.mark.parametrize("picture", ["dataBar", "iconSet"])
def test_a_bar_or_icons_may_stand_in_place_of_the_value(picture: str) -> None:
    shown = f'<cfRule type="{picture}"><{picture}/></cfRule>'
    hidden = f'<cfRule type="{picture}"><{picture} showValue="0"/></cfRule>'
    assert doubtful(grid_of(shown, where="A1:A2")) == []
    assert doubtful(grid_of(hidden, where="A1:A2")) == ["A1 unseen", "A2 unseen"]


@pytest.mark.parametrize(
    ("style", "found"),
    [
        (STRIKE, ["A2 struck"]),
        (WHITE, ["A2 unseen"]),
        (NOTHING, ["A2 unseen"]),
        (FILLED, []),
        ("<dxf/>", []),
        (RED_ON_RED, ["A2 unseen"]),
        (GREY_ON_GREY, ["A2 unseen"]),
        (f"<dxf><font>{RED}</font></dxf>", []),
    ],
)
def test_a_condition_may_strike_out_or_hide(style: str, found: list[str]) -> None:
    assert doubtful(grid_of(rule("cellIs", "0", operator="equal"), style)) == found


@pytest.mark.parametrize(
    ("where", "formula", "cells"),
    [
        ("A2", "TRUE", "A2"), ("B1:B3 A3", "TRUE", "B1 B2 A3"), ("#REF!", "TRUE", ""), ("", "TRUE", ""),
        ("B1:B3", "A1=0", "B2"), ("B2:B3", "A2=0", "B2"), ("A2:A3", "A1=5", "A2"), ("B2", "A1=5", "B2"),
    ],
)  # fmt: skip
def test_a_rule_holds_for_its_range_and_is_written_for_the_first_cell_of_it(
    where: str, formula: str, cells: str
) -> None:
    struck = [f"{cell} struck" for cell in cells.split()]
    assert doubtful(grid_of(rule("expression", formula), where=where)) == struck


def test_the_zeros_of_a_sheet_that_shows_none_are_unseen() -> None:
    hidden = '<sheetViews><sheetView showZeros="0" workbookViewId="0"/></sheetViews>'
    shown = '<sheetViews><sheetView showZeros="1" workbookViewId="0"/></sheetViews>'
    assert doubtful(grid_of("", view=hidden)) == ["A2 unseen"]
    assert doubtful(grid_of("", view=shown)) == doubtful(grid_of("")) == []


BLACK_GROUND = '<dxf><fill><patternFill><bgColor rgb="FF000000"/></patternFill></fill></dxf>'


@pytest.mark.parametrize(
    ("looks", "style", "found"),
    [
        ("<cellXfs><xf/></cellXfs>", BLACK_GROUND, ["A1 unseen"]),
        ("<cellXfs><xf/></cellXfs>", BLACK_GROUND.replace("FF000000", "FFFFFF00"), []),
        (
            '<fonts><font><color rgb="FFFF0000"/></font></fonts><cellXfs><xf/></cellXfs>',
            BLACK_GROUND.replace("FF000000", "FFFF0000"),
            ["A1 unseen"],
        ),
        (
            '<fonts><font><color rgb="FFFFFFFF"/></font></fonts><cellXfs><xf/></cellXfs>',
            BLACK_GROUND,
            ["A2 unseen", "B1 unseen", "B2 unseen", "A3 unseen"],
        ),
    ],
)
def test_a_ground_may_hide_what_it_is_under_or_show_it(looks: str, style: str, found: list[str]) -> None:
    files = small_parts(styles=f"{looks}<dxfs>{style}</dxfs>")
    condition = f'<conditionalFormatting sqref="A1">{rule("expression", "TRUE")}</conditionalFormatting>'
    files[SHEET] = sheet_xml(ROWS, "", condition)
    assert sorted(doubtful(read_file(packed(files), "a.xlsx").grids[0])) == sorted(found)


@pytest.mark.parametrize(
    ("colours", "found"),
    [("FF000000 FF000000", ["A1 unjudged"]), ("FFFFFFFF FF000000", ["A1 unjudged"]), ("FFFFFFFF FFFFFF00", [])],
)
def test_a_scale_of_colours_may_hide_what_is_in_its_cells(colours: str, found: list[str]) -> None:
    scale = "".join(f'<color rgb="{colour}"/>' for colour in colours.split())
    condition = f'<cfRule type="colorScale"><colorScale><cfvo type="min"/>{scale}</colorScale></cfRule>'
    assert doubtful(grid_of(condition, where="A1", style="")) == found


def later(condition: str, look: str) -> str:
    return f'<x:cfRule type="expression"><e:f>{condition}</e:f><x:dxf>{look}</x:dxf></x:cfRule>'


@pytest.mark.parametrize(
    ("rules", "found"),
    [
        (later("A1=5", "<font><strike/></font>"), ["A1 unjudged"]),
        (later("TRUE", '<font><color rgb="FFFFFFFF"/></font>'), ["A1 unjudged", "B1 unjudged"]),
        (later("TRUE", '<numFmt numFmtId="200" formatCode=";;;"/>'), ["A1 unjudged", "B1 unjudged"]),
        (
            later("Other!A1=1", '<fill><patternFill><bgColor rgb="FF000000"/></patternFill></fill>'),
            ["A1 unjudged", "B1 unjudged"],
        ),
        (later("TRUE", "<font><b/></font>"), []),
        ('<x:cfRule type="dataBar"><x:dataBar showValue="0"/></x:cfRule>', ["A1 unseen", "B1 unseen"]),
    ],
)
def test_rules_that_say_their_looks_and_their_range_themselves_are_heeded(rules: str, found: list[str]) -> None:
    choice = "<x:dataValidation prompt='ask'><x:formula1><e:f>one</e:f></x:formula1></x:dataValidation>"
    choices = f"<x:dataValidations>{choice}</x:dataValidations>"
    files = small_parts(styles="<cellXfs><xf/></cellXfs>")
    files[SHEET] = sheet_xml(ROWS, "", LATER.format(rules, "", choices))
    book = read_file(packed(files), "a.xlsx")
    assert doubtful(book.grids[0]) == found
    assert {"ask", "one"} <= {text.text for text in book.outside_texts}


BLACK_INK, WHITE_INK, NO_LOOK = '<dxf><font><color rgb="FF000000"/></font></dxf>', WHITE, "<dxf/>"
BLACK_GROUND = '<dxf><fill><patternFill><bgColor rgb="FF000000"/></patternFill></fill></dxf>'
RED_GROUND = '<dxf><fill><patternFill><bgColor rgb="FFFF0000"/></patternFill></fill></dxf>'


def always(style: int, priority: int, formula: str = "TRUE", **attributes: str) -> str:
    more = rule("expression", formula, priority=str(priority), **attributes)
    return more.replace('dxfId="0"', f'dxfId="{style}"')


@pytest.mark.parametrize(
    ("rules", "found"),
    [
        (always(1, 1), ["A2 unseen"]),
        # of two colours the first by number, wherever it stands in the file
        (always(0, 1) + always(1, 2), []),
        (always(1, 2) + always(0, 1), []),
        (always(1, 1) + always(0, 2), ["A2 unseen"]),
        # what a later rule adds is seen together with the first
        (always(1, 1) + always(3, 2), []),
        (always(1, 1) + always(4, 2), []),
        (always(3, 1) + always(0, 2), ["A2 unseen"]),
        # a rule that stops, if it holds
        (always(4, 1, stopIfTrue="1") + always(1, 2), []),
        (always(2, 1, stopIfTrue="1") + always(1, 2), []),
        (always(2, 1, stopIfTrue="0") + always(1, 2), ["A2 unseen"]),
        (always(2, 1, "FALSE", stopIfTrue="1") + always(1, 2), ["A2 unseen"]),
        (always(1, 1) + always(2, 2, stopIfTrue="1"), ["A2 unseen"]),
        # one that is not worked out, before and behind one that is
        (always(1, 1, "CELL(A1)") + always(0, 2), ["A2 unjudged"]),
        (always(0, 1) + always(1, 2, "CELL(A1)"), []),
    ],
)
def test_the_first_of_the_rules_that_hold_is_seen(rules: str, found: list[str]) -> None:
    styles = BLACK_INK + WHITE_INK + NO_LOOK + BLACK_GROUND + RED_GROUND
    assert doubtful(grid_of(rules, styles, "A2")) == found


def test_a_bar_in_place_of_a_value_hides_it_whatever_its_colour_is() -> None:
    bar = '<cfRule type="dataBar" priority="2"><dataBar showValue="0"/></cfRule>'
    assert doubtful(grid_of(always(0, 1) + bar, BLACK_INK + STRIKE, "A2")) == ["A2 unseen"]
    assert sorted(doubtful(grid_of(always(1, 1) + bar, BLACK_INK + STRIKE, "A2"))) == ["A2 struck", "A2 unseen"]
