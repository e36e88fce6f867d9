"""The sheets of an .ods file: where cells stand, what is hidden or said beside them, and how much there may be."""

from __future__ import annotations

import pytest

from core.intake.workbook.grid import Doubt
from core.intake.workbook.limits import Limits
from core.intake.workbook.other_kinds.shown import SheetShown
from core.intake.workbook.outside.part_kinds import OutsidePart, OutsideText
from tests.support.workbook_parts.ods_elements import column, empty, number, row, style, table, text
from tests.support.workbook_parts.ods_reading import RAISED, STRUCK, read, refusal_of
from tests.support.workbook_parts.other_kinds import ods


def sheet_of(*rows: str, styles: str = "") -> tuple[list[tuple[int, int, str, object]], SheetShown]:
    """The cells of a sheet of these rows, and what is seen of it."""
    ((values,), book) = read(ods(table(*rows), styles))
    assert values.cells is not None
    return values.cells, book.sheets[0]


def test_cells_and_rows_stand_where_those_before_them_are_repeated_to() -> None:
    values, _ = sheet_of(
        row(text("a"), empty(number_columns_repeated="3"), text("b", number_columns_repeated="2"), text("c")),
        row(empty(), number_rows_repeated="4"),
        row(text("d"), "<table:covered-table-cell/>", text("e"), number_rows_repeated="2"),
        row(text("f")),
    )
    assert values == [
        *((0, x, "s", content) for x, content in ((0, "a"), (4, "b"), (5, "b"), (6, "c"))),
        *((y, x, "s", content) for y in (5, 6) for x, content in ((0, "d"), (2, "e"))),
        (7, 0, "s", "f"),
    ]


def test_nothing_is_repeated_beyond_the_last_row_and_column() -> None:
    far = str(9_999_999)
    values, _ = sheet_of(
        row(empty(number_columns_repeated=far), text("a")), row(empty(), number_rows_repeated=far), row(text("b"))
    )
    assert values == [(0, 16_384, "s", "a"), (1_048_577, 0, "s", "b")]
    values, _ = sheet_of(row(text("a", number_columns_repeated=far)))
    assert [x for _, x, _, _ in values] == list(range(16_384))
    content = ods(table(row(text("a"), number_rows_repeated=far)))
    assert refusal_of(content, Limits(cells=1_048_575)) == ("too_many_cells", {"limit": "1048575"})


def test_hidden_columns_are_told_as_far_as_there_are_any() -> None:
    narrow = style("n", "table-column", '<style:table-column-properties style:column-width="0.05cm"/>')
    _, sheet = sheet_of(
        column(number_columns_repeated="2"),
        column(visibility="collapse"),
        column(visibility="visible"),
        column(visibility="filter", number_columns_repeated="2"),
        column(style_name="n"),
        column(number_columns_repeated="16375"),
        column(visibility="collapse", number_columns_repeated="9"),
        styles=narrow,
    )
    assert sheet.hidden_columns == {2, 4, 5, 6, 16_382, 16_383}


def test_hidden_rows_are_told_where_they_hold_something() -> None:
    low = style("l", "table-row", '<style:table-row-properties style:row-height="1pt"/>')
    _, sheet = sheet_of(
        row(text("a")),
        row(text("a"), visibility="collapse", number_rows_repeated="2"),
        row(text("a"), visibility="filter"),
        row(text("a"), visibility="visible"),
        row(text("a"), style_name="l"),
        row(empty(), visibility="collapse"),
        styles=low,
    )
    assert sheet.hidden_rows == {2, 3, 4, 6}


def test_sheets_have_short_titles_and_may_be_hidden_or_kept_from_another_file() -> None:
    hidden = style("h", "table", '<style:table-properties table:display="false"/>')
    tables = [
        table(name="t" * 65, style_name="h"),
        table(row(text("a")), name="'file:///a.ods'#$Sheet1"),
        table(row(text("b")), name="file"),
    ]
    values, _ = read(ods("".join(tables), hidden))
    assert [(sheet.title, sheet.hidden) for sheet in values] == [
        ("t" * 64, True),
        ("'file:///a.ods'#$Sheet1", False),
        ("file", False),
    ]
    assert [sheet.cells for sheet in values] == [[], None, [(0, 0, "s", "b")]]


def test_each_sheet_begins_in_its_first_row_and_column() -> None:
    first = table(column(visibility="collapse"), row(text("a")), row(text("b")))
    values, book = read(ods(first + table(column(visibility="collapse"), row(text("c")), name="B")))
    assert values[1].cells == [(0, 0, "s", "c")]
    assert [sheet.hidden_columns for sheet in book.sheets] == [{0}, {0}]


def test_paragraphs_spaces_and_spans_are_one_text() -> None:
    values, _ = sheet_of(row(text("a<text:s/>b<text:s text:c='3'/>c</text:p><text:p>d</text:p><text:p>")))
    assert values == [(0, 0, "s", "a b   c\nd\n")]
    values, _ = sheet_of(row(text("a<text:s text:c='999'/>b")))
    assert values == [(0, 0, "s", f"a{' ' * 100}b")]
    values, _ = sheet_of(row("<table:table-cell>no paragraph</table:table-cell>", empty(), text("a")))
    assert values == [(0, 2, "s", "a")]


def test_a_text_that_is_not_seen_is_the_one_that_is_stored() -> None:
    stored = '<table:table-cell office:value-type="string" office:string-value="stored"/>'
    seen = "<table:table-cell><text:p>only seen</text:p></table:table-cell>"
    values, _ = sheet_of(row(stored, seen, "<table:table-cell><text:p> </text:p></table:table-cell>"))
    assert values == [(0, 0, "s", "stored"), (0, 1, "s", "only seen")]


@pytest.mark.parametrize(
    ("element", "part"),
    [
        ("office:annotation", OutsidePart.COMMENT),
        ("table:shapes", OutsidePart.SHAPE),
        ("text:frame", OutsidePart.SHAPE),
        ("text:custom-shape", OutsidePart.SHAPE),
    ],
)
def test_what_lies_beside_the_text_of_a_cell_is_told(element: str, part: OutsidePart) -> None:
    inner = "<text:frame><text:p> hint <text:span>more</text:span></text:p></text:frame>"
    beside = f"<{element}>{inner}<text:p>last</text:p></{element}>"
    values, sheet = sheet_of(row(text(f"a</text:p>{beside}<text:p>b"), text("c")))
    assert values == [(0, 0, "s", "a\nb"), (0, 1, "s", "c")]
    hint = OutsideText(OutsidePart.SHAPE, "hint more", cell="A1")
    assert sheet.outside_texts == [hint, OutsideText(part, "last", cell="A1")]
    _, sheet = sheet_of(row(empty()), f"<{element}><text:title>above</text:title>{beside}</{element}>")
    assert sheet.outside_texts == [
        OutsideText(part, "above"),
        OutsideText(OutsidePart.SHAPE, "hint more"),
        OutsideText(part, "last"),
    ]


def test_links_names_and_choices_of_cells_are_told() -> None:
    link = '<text:a office:href="https://a.cn/%E5%BC%A0">b</text:a>'
    values, sheet = sheet_of(row(empty(), text(f"a{link}")))
    assert values == [(0, 1, "s", "ab")]
    assert sheet.outside_texts == [OutsideText(OutsidePart.HYPERLINK, "https://a.cn/张", cell="B1")]
    choice = '<table:content-validation table:condition="one;two"><table:help-message table:title="t"/>'
    name = '<table:named-expression table:name="n" table:expression="e"/>'
    _, book = read(ods(f"{choice}</table:content-validation>{table(row(text('a')))}{name}"))
    told = [*((OutsidePart.SHEET, word) for word in ("one;two", "t")), *((OutsidePart.NAME, word) for word in "ne")]
    assert (book.outside_texts, book.sheets[0].outside_texts) == ([OutsideText(*item) for item in told], [])


def test_a_table_within_a_cell_is_no_sheet() -> None:
    values, _ = read(ods(table(row("<table:table-cell><table:table/></table:table-cell>")) + table(name="B")))
    assert [sheet.title for sheet in values] == ["A", "B"]


def test_errors_formulas_and_percentages_are_told_for_every_cell() -> None:
    error = text("#DIV/0!", formula="of:=1/0", number_columns_repeated="2")
    percent = (
        '<table:table-cell office:value-type="percentage" office:value="0.5"><text:p>50%</text:p></table:table-cell>'
    )
    zero = number("0") + '<table:table-cell office:value-type="string"/>'
    values, sheet = sheet_of(row(error, number("3", formula="of:=1+2"), percent, zero))
    assert values == [(0, 2, "n", 3.0), (0, 3, "n", 0.5), (0, 4, "n", 0.0)]
    assert sheet.errors == {(1, 0): "#DIV/0!", (1, 1): "#DIV/0!"}
    assert sheet.formulas == {(1, 0): "of:=1/0", (1, 1): "of:=1/0", (1, 2): "of:=1+2"}
    assert sheet.percents == {(1, 3)}


def test_merged_cells_are_told_where_they_take_more_than_one() -> None:
    _, sheet = sheet_of(
        row(text("a", number_columns_spanned="1", number_rows_spanned="1")),
        row(empty(), text("b", number_columns_spanned="2")),
        row(text("c", number_rows_spanned="2")),
        row(),
        row(text("d", number_columns_spanned="99999", number_rows_spanned="9999999")),
    )
    assert sheet.merges == [(2, 1, 2, 2), (3, 0, 4, 0), (5, 0, 5 + 1_048_575, 16_383)]


def test_a_cell_has_its_own_style_or_that_of_its_row_or_column() -> None:
    styles = style("r", "table-cell", RAISED) + style("s", "table-cell", STRUCK) + style("p", "table-cell", "")
    values, sheet = sheet_of(
        column(default_cell_style_name="r", number_columns_repeated="2"),
        column(),
        row(text("a"), text("b", style_name="s"), text("c"), text("d")),
        row(text("a"), text("b", style_name="p"), text("c"), default_cell_style_name="s"),
        styles=styles,
    )
    assert len(values) == 7
    raised, struck = (Doubt("raised"),), (Doubt("struck"),)
    assert sheet.doubts == {(1, 0): raised, (1, 1): struck, (2, 0): struck, (2, 2): struck}
    assert sheet_of(row(text("a")), styles=styles)[1].doubts == {}


def test_a_part_of_a_text_is_struck_out_by_its_span() -> None:
    styles = style("s", "text", STRUCK) + style("c", "table-cell", STRUCK)

    def doubts(content: str, **attributes: str) -> list[tuple[Doubt, ...]]:
        _, sheet = sheet_of(row(text(content, **attributes)), styles=styles)
        return list(sheet.doubts.values())

    assert doubts('6<text:span text:style-name="s">1</text:span>2') == [(Doubt("part_struck", "62"),)]
    assert doubts('<text:span text:style-name="s">1</text:span> ') == [(Doubt("struck"),)]
    assert doubts('6<text:span text:style-name="none">1</text:span>', style_name="c") == [(Doubt("struck"),)]
    inner = '<text:span text:style-name="s">1<text:span>2</text:span>3</text:span>4'
    assert doubts(inner) == [(Doubt("part_struck", "24"),)]
    assert doubts("<text:span>1</text:span>") == []
    styles = style("r", "text", RAISED) + f'<style:default-style style:family="text">{STRUCK}</style:default-style>'
    spanned = '6<text:span text:style-name="r">1</text:span>'
    assert doubts(spanned) == [(Doubt("part_struck", "6"), Doubt("part_raised", "6"))]


def test_a_number_that_is_shown_as_another_is_in_doubt() -> None:
    _, sheet = sheet_of(row(number("20000", "2万", number_columns_repeated="2"), number("5")))
    assert sheet.doubts == {(1, 0): (Doubt("in_units", "2万"),), (1, 1): (Doubt("in_units", "2万"),)}


def number_format(name: str, colour: str, *maps: tuple[str, str], words: str = "") -> str:
    """A number format in a colour, with the formats that stand in for it on a condition."""
    others = "".join(
        f'<style:map style:condition="value(){condition}" style:apply-style-name="{other}"/>'
        for condition, other in maps
    )
    ink = f'<style:text-properties fo:color="{colour}"/>' if colour else ""
    inner = f"{ink}<number:text>{words}</number:text>{others}"
    return f'<number:number-style style:name="{name}">{inner}</number:number-style>'


def cell_style(name: str, format: str, properties: str = "") -> str:
    return style(name, "table-cell", properties).replace(">", f' style:data-style-name="{format}">', 1)


@pytest.mark.parametrize(
    ("styles", "value", "is_seen"),
    [
        (number_format("N", "#ffffff"), "64", False),
        (number_format("N", "#ff0000"), "64", True),
        (number_format("N", ""), "64", True),
        (number_format("P", "#ffffff") + number_format("N", "#ff0000", ("&gt;=0", "P")), "64", False),
        (number_format("P", "#ffffff") + number_format("N", "#ff0000", ("&gt;=0", "P")), "-64", True),
        (number_format("P", "") + number_format("N", "#ffffff", ("&lt;50", "P")), "64", False),
        (number_format("P", "") + number_format("N", "#ffffff", ("&lt;50", "P")), "46", True),
    ],
)
def test_a_format_that_writes_in_the_colour_of_the_cell_hides_it(styles: str, value: str, *, is_seen: bool) -> None:
    _, sheet = sheet_of(row(number(value, style_name="c")), styles=styles + cell_style("c", "N"))
    assert sheet.doubts.get((1, 0), ()) == (() if is_seen else (Doubt("unseen"),))


def test_the_colour_of_a_format_is_that_of_no_style_before_it() -> None:
    before = style("before", "table-cell", "")
    _, sheet = sheet_of(row(number("64", style_name="before")), styles=before + number_format("N", "#ffffff"))
    assert sheet.doubts == {}


def test_a_white_format_is_read_on_the_ground_of_its_cell() -> None:
    for ground, kinds in (("#fff9db", ["unseen"]), ("#1f497d", [])):
        properties = f'<style:table-cell-properties fo:background-color="{ground}"/>'
        styles = number_format("N", "#ffffff") + cell_style("c", "N", properties)
        _, sheet = sheet_of(row(number("64", style_name="c")), styles=styles)
        assert [doubt.kind for doubt in sheet.doubts.get((1, 0), ())] == kinds


def test_the_words_of_each_format_are_a_text_of_their_own() -> None:
    _, book = read(ods(table(row(text("a"))), number_format("N", "", words="万元") + number_format("M", "", words="(")))
    assert book.outside_texts == [OutsideText(OutsidePart.FORMAT, "万元"), OutsideText(OutsidePart.FORMAT, "(")]


def test_what_is_printed_around_a_page_belongs_to_the_sheets_that_use_it() -> None:
    head = "<style:header><text:p>head</text:p></style:header>"
    pages = "".join(
        f'<style:master-page style:name="{name}">{inner}</style:master-page>'
        for name, inner in (("one", head + head.replace("header", "header-left")), ("Default", ""), ("none", head))
    )
    on_page = style("t", "table", "").replace(">", ' style:master-page-name="one">', 1)
    tables = table(row(text("a")), name="A", style_name="t") + table(row(text("b")), name="B")
    _, book = read(ods(tables, pages + on_page))
    told = [OutsideText(OutsidePart.SHEET, "head")]
    assert [sheet.outside_texts for sheet in book.sheets] == [told, []]
    assert book.outside_texts == told  # of the page that no sheet uses
