"""One sheet is read to cells in their places; what lies outside of cells is kept apart, what is odd is refused."""

from __future__ import annotations

import pytest

from core.intake.workbook.errors import WorkbookError
from core.intake.workbook.grid import Book, Cell, Grid, GridRow
from core.intake.workbook.limits import Limits
from core.intake.workbook.read_file import read_file
from tests.support.workbook_parts.small_workbooks import SHEET, packed, sheet_xml, small_parts


def book_of(rows: str, limits: Limits | None = None, before: str = "", after: str = "") -> Book:
    parts = {**small_parts(), SHEET: sheet_xml(rows, before, after)}
    return read_file(packed(parts), "fruit.xlsx", limits or Limits())


def grid_of(rows: str, limits: Limits | None = None, before: str = "", after: str = "") -> Grid:
    return book_of(rows, limits, before, after).grids[0]


def values(rows: str, limits: Limits | None = None) -> dict[int, dict[int, object]]:
    """The values by row and column."""
    return {row.number: {x: cell.value for x, cell in row.cells.items()} for row in grid_of(rows, limits).rows}


def refusal(rows: str, limits: Limits | None = None, before: str = "") -> tuple[str, dict[str, str]]:
    with pytest.raises(WorkbookError) as error:
        book_of(rows, limits, before)
    return error.value.code, error.value.values


def c(value: object, reference: str = "") -> str:
    """A cell with a number."""
    place = f' r="{reference}"' if reference else ""
    return f"<c{place}><v>{value}</v></c>"


def test_a_whole_grid() -> None:
    rows = f'<row r="2" hidden="1">{c(1, "B2")}</row><row r="3" hidden="true">{c(2)}</row>'
    rows += f'<row r="4" hidden="0">{c(3)}</row>'
    before = '<cols><col min="2" max="3" hidden="1"/><col min="5" max="6"/><col min="8" max="8" hidden="true"/></cols>'
    after = '<mergeCells><mergeCell ref="D1:E7"/><mergeCell ref="C3"/></mergeCells>'
    assert grid_of(rows, before=before, after=after) == Grid(
        "Fruit",
        (
            GridRow(2, {1: Cell("n", 1.0)}, True),
            GridRow(3, {0: Cell("n", 2.0)}, True),
            GridRow(4, {0: Cell("n", 3.0)}, False),
        ),
        False,
        ((1, 3, 7, 4), (3, 2, 3, 2)),
        frozenset({1, 2, 7}),
    )


@pytest.mark.parametrize(
    ("cols", "hidden"),
    [
        ('<col hidden="1"/>', {0}),
        ('<col hidden="1" max="2"/>', {0, 1}),
        ('<col hidden="1" min="2" max="3"/>', {1, 2}),
        ('<col hidden="1" min="3" max="99999"/>', {2, 3}),
        ('<col hidden="1" min="5" max="9"/>', set()),
        ('<col hidden="0"/><col hidden="false"/>', set()),
    ],
)
def test_hidden_columns_are_named_as_far_as_a_sheet_may_reach(cols: str, hidden: set[int]) -> None:
    assert grid_of("", Limits(columns=4), before=f"<cols>{cols}</cols>").hidden_columns == hidden


def test_rows_and_cells_without_a_reference_follow_each_other() -> None:
    rows = f"<row>{c(1)}{c(2)}</row><row>{c(3, 'C2')}{c(4)}<c/>{c(5)}</row>"
    rows += f'<row r="5">{c(6, "A5")}{c(7, "C5")}{c(8, "D5")}</row><row>{c(9)}</row>'
    assert values(rows) == {1: {0: 1, 1: 2}, 2: {2: 3, 3: 4, 5: 5}, 5: {0: 6, 2: 7, 3: 8}, 6: {0: 9}}


def test_rows_may_stand_in_any_order_and_in_pieces() -> None:
    rows = f'<row r="2">{c(1, "A2")}</row><row r="1">{c(2, "A1")}</row><row r="2">{c(3, "B2")}</row>'
    assert values(rows) == {1: {0: 2}, 2: {0: 1, 1: 3}}


def test_letters_of_a_reference_may_be_small() -> None:
    assert values(f'<row r="1">{c(1, "b1")}{c(2)}{c(3, "Ab1")}</row>') == {1: {1: 1, 2: 2, 27: 3}}


def test_cells_may_stand_in_any_order() -> None:
    assert values(f'<row r="1">{c(1, "C1")}{c(2, "B1")}{c(3, "A1")}{c(4, "AA1")}{c(5)}</row>') == {
        1: {2: 1, 1: 2, 0: 3, 26: 4, 27: 5}
    }


@pytest.mark.parametrize(
    "rows",
    [
        f'<row r="1">{c(1, "A2")}</row>',
        f'<row r="1">{c(1, "AAAA1")}</row>',
        f'<row r="1">{c(1, "1")}</row>',
        f'<row r="1">{c(1, "$B1")}</row>',
        f'<row r="1">{c(1, "B1")}{c(2, "B1")}</row>',
        f'<row r="1">{c(1, "B1")}{c(2, "A1")}{c(3)}</row>',
        f'<row r="2">{c(1)}</row><row r="2">{c(1)}</row>',
        f'<row r="x">{c(1)}</row>',
    ],
)
def test_a_sheet_whose_cells_have_no_one_place_is_damaged(rows: str) -> None:
    assert refusal(rows) == ("damaged", {})


def test_two_rows_of_one_number_are_fine_while_one_is_empty() -> None:
    assert values(f'<row r="2">{c(1)}</row><row r="2"/>') == {2: {0: 1}}


def test_what_stands_outside_of_rows_and_cells_is_passed_over() -> None:
    assert values(f"<c t='n'><f>1</f><v>x</v></c><f>2</f><row>{c(1)}</row>{c('x', 'A1')}<row><f>3</f>{c(2)}</row>") == {
        1: {0: 1},
        2: {0: 2},
    }
    assert grid_of(f"<row><f>3</f>{c(2)}</row>").rows[0].cells == {0: Cell("n", 2.0)}


@pytest.mark.parametrize(
    ("inside", "cell"),
    [
        ("<c><f>B1*2</f><v>24</v></c>", Cell("n", 24.0, "B1*2")),
        ('<c><f t="shared" si="0"/><v>24</v></c>', Cell("n", 24.0, "=")),
        ("<c><f>B1</f></c>", Cell("f", "", "B1")),
        ('<c t="str"><v>a</v></c>', Cell("s", "a")),
        ('<c t="b"><v>1</v></c>', Cell("b", True)),
        ('<c t="e"><v>#N/A</v></c>', Cell("e", "#N/A")),
        ('<c t="inlineStr"><is><t>a</t></is></c>', Cell("s", "a")),
        ('<c t="inlineStr"><is><r><t>a</t></r><r><t>b</t></r></is></c>', Cell("s", "ab")),
        ('<c t="inlineStr"><is><t>a</t><rPh><t>no</t></rPh><t>b</t></is></c>', Cell("s", "ab")),
        ('<c t="inlineStr"><is>no<t>&lt;</t>no</is></c>', Cell("s", "<")),
        ('<c t="inlineStr"><is/></c>', None),
        ("<c><t>no</t></c>", None),
        ("<c/>", None),
        ('<c t="inlineStr"><t>no</t><is><t>a</t></is></c>', Cell("s", "a")),
    ],
)
def test_cells_of_every_kind(inside: str, cell: Cell | None) -> None:
    rows = grid_of(f"<row>{inside}{c(7)}</row>").rows
    assert rows == (GridRow(1, {**({0: cell} if cell else {}), 1: Cell("n", 7.0)}),)


def test_a_formula_and_an_inline_text_belong_to_their_cell_only() -> None:
    rows = (
        f'<row><c><f>A9</f><v>1</v></c>{c(2)}<c t="inlineStr"><is><t>a</t></is></c><c><t>b</t></c><c><v>3</v></c></row>'
    )
    cells = [Cell("n", 1.0, "A9"), Cell("n", 2.0), Cell("s", "a"), Cell("n", 3.0)]
    assert list(grid_of(rows).rows[0].cells.values()) == cells


def test_texts_outside_of_the_cells_are_kept() -> None:
    hint = '<dataValidation error="e" errorTitle="et" prompt="p" promptTitle="pt" type="list">'
    checks = (
        f"<dataValidations>{hint}<formula1>one</formula1><formula2>two</formula2></dataValidation></dataValidations>"
    )
    names = ("oddHeader", "oddFooter", "evenHeader", "evenFooter", "firstHeader", "firstFooter")
    printed = "".join(f"<{name}>{name}</{name}>" for name in names)
    links = '<hyperlinks><hyperlink ref="A1" tooltip="tip" display="shown"/></hyperlinks><scenario comment="if"/>'
    book = book_of(f"<row>{c(1)}</row>", after=f"{checks}{links}<headerFooter>{printed}</headerFooter>")
    texts = ["p", "pt", "e", "et", "one", "two", "tip", "shown", "if", *names]
    assert [entry.text for entry in book.outside_texts] == texts
    assert {(entry.part, entry.sheet) for entry in book.outside_texts} == {("sheet", "Fruit")}


FULL = f"<row>{c(1)}{c(2)}</row><row/><row><c/>{c(3)}</row>"


def test_the_bounds_of_a_file_are_inclusive() -> None:
    assert values(FULL, Limits(rows=3, cells=3, columns=2)) == {1: {0: 1, 1: 2}, 3: {1: 3}}
    assert values("<row><c/><c/><c/></row>", Limits(columns=2)) == {}


@pytest.mark.parametrize(
    ("limits", "code", "limit"),
    [
        (Limits(rows=2), "too_many_rows", "2"),
        (Limits(cells=2), "too_many_cells", "2"),
    ],
)
def test_beyond_a_bound_a_file_is_refused(limits: Limits, code: str, limit: str) -> None:
    assert refusal(FULL, limits) == (code, {"limit": limit})


@pytest.mark.parametrize("before", ["", "<x/>", "<x><y/></x><x/>"])
def test_elements_may_lie_64_deep(before: str) -> None:
    def nested(depth: int) -> str:
        return f"<x>{before}{'<x>' * depth}{'</x>' * depth}</x>"

    assert grid_of("", before=nested(62)).rows == ()
    assert refusal("", before=nested(63)) == ("bomb", {})


@pytest.mark.parametrize(
    ("elements", "more", "refused"),
    [(998, 0, False), (999, 0, True), (1999, 1_001, False), (2000, 1_001, True)],
)
def test_elements_of_a_sheet_are_counted_by_the_thousand(elements: int, more: int, refused: bool) -> None:
    # Beside them there are the sheet and its list of rows; the other parts of the workbook hold five elements.
    rows, limits = "<row/>" * elements, Limits(elements=5 + more)
    if refused:
        assert refusal(rows, limits) == ("bomb", {})
    else:
        assert grid_of(rows, limits).rows == ()
