"""The workbook: every number of the screen as a number, charts that refer to cells, and nothing of data but text."""

import re
from dataclasses import replace
from typing import Any

import pytest
from openpyxl.utils.datetime import to_excel

from core.exports.documents.charts import native_chart
from core.exports.documents.document import Document, Section, View
from core.exports.documents.view_of import view_of
from core.exports.documents.workbook.names import LONGEST, sheet_names
from core.exports.documents.workbook.numbers import number_format
from core.exports.documents.workbook.workbook import workbook_bytes
from core.figures import grouped_bars
from core.figures.bars import Part
from core.formats import Formats
from core.language import Language, catalogue
from core.panels.panel import Cell, Column, Panel, Table
from core.panels.registry import PANELS
from core.plan.indicators import MeasureUnit
from tests.support.claims import every
from tests.support.documents.review_decks import FIRST, LAST, PARTIAL, context_of, review_of
from tests.support.documents.workbooks import parts, read, review_book, review_file, table_on, whole_review

ZH = catalogue(Language.ZH)
CASES = [(day, language) for day in (LAST, PARTIAL, FIRST) for language in Language]
LONG = "虚构市职业教育中心（含机电与信息分校）" * 4


def of_views(*views: View) -> Document:
    return replace(review_of(LAST), sections=(Section("甲", views),))


def sheets_and_views(book: Any, document: Document) -> list[tuple[Any, View]]:
    return list(zip(book.worksheets[1:], document.views, strict=True))


def stored(cell: Any) -> float | None:
    """The number in a cell, of a day too."""
    return to_excel(cell.value) if cell.is_date else cell.value


def texts_of_table(table: Table) -> list[list[str]]:
    return [[column.title for column in table.columns], *([cell.text for cell in row] for row in table.rows)]


@pytest.mark.parametrize(("day", "language"), CASES)
def test_every_cell_of_every_view_reads_as_on_the_screen_and_numbers_are_numbers(day: str, language: Language) -> None:
    numbers = 0
    for sheet, view in sheets_and_views(review_book(day, language), whole_review(day, language)):
        table = view.panel.table
        assert sheet["A1"].value == view.finding
        assert table_on(sheet, len(table.columns), len(table.rows)) == texts_of_table(table), view.panel.id
        for row, cells in zip(sheet.iter_rows(min_row=6, max_row=5 + len(table.rows)), table.rows, strict=True):
            pairs = [(one.value, cell.value) for one, cell in zip(row, cells, strict=False)]
            wanted = [(has, value) for has, value in pairs if isinstance(value, int | float)]
            assert [has for has, _ in wanted] == [value for _, value in wanted]
            numbers += len(wanted)
    assert numbers > 100


@pytest.mark.slow
@pytest.mark.parametrize(("day", "language"), [(LAST, Language.EN), (PARTIAL, Language.ZH)])
def test_every_panel_of_the_program_reads_in_a_workbook_as_on_the_screen(day: str, language: Language) -> None:
    context = context_of(day, language)
    views = tuple(view_of(context, "x", id, {}) for id in PANELS)
    document = of_views(*views)
    for sheet, view in sheets_and_views(read(workbook_bytes(document)), document):
        table = view.panel.table
        shown = table_on(sheet, len(table.columns), len(table.rows)) if table.columns else []
        wanted = texts_of_table(table) if table.columns else []
        assert shown[: len(wanted)] == wanted, view.panel.id


def test_a_chart_is_native_and_draws_the_numbers_that_stand_on_its_sheet() -> None:
    content, document = review_file(LAST), whole_review(LAST)
    charts = [chart for view in document.views if (chart := native_chart(view.panel, Formats(ZH))) is not None]
    files = parts(content)
    drawn = [files[f"xl/charts/chart{place}.xml"] for place in range(1, len(charts) + 1)]
    assert len(charts) == 10
    assert not [name for name in files if "media/" in name]
    book = review_book(LAST)
    for chart, xml in zip(charts, drawn, strict=True):
        series = re.findall(r"<c:val><c:numRef><c:f>'?([^<!]+?)'?!\$([A-Z]+)\$(\d+):\$[A-Z]+\$(\d+)</c:f>", xml)
        names = re.findall(r"<c:tx><c:strRef><c:f>'?([^<!]+?)'?!\$([A-Z]+)\$(\d+)</c:f>", xml)
        read_back = {
            (
                book[sheet][f"{column}{head}"].value.strip(),
                tuple(stored(book[sheet][f"{column}{row}"]) for row in range(int(first), int(last) + 1)),
            )
            for (sheet, column, first, last), (_, _, head) in zip(series, names, strict=True)
        }
        assert read_back == {(one.name.strip(), one.values) for one in chart.series}


def test_the_lines_across_bars_are_shapes_of_their_chart() -> None:
    files = parts(review_file(LAST))
    (shapes,) = [xml for name, xml in files.items() if "chartshapes" in name]
    assert "截至 2025-12-31" in shapes
    assert "计划" in shapes
    (relations,) = [xml for name, xml in files.items() if name.startswith("xl/charts/_rels")]
    assert "chartUserShapes" in relations


@pytest.mark.parametrize("language", Language)
def test_the_contents_lead_to_every_sheet_and_every_sheet_back(language: Language) -> None:
    book = review_book(LAST, language)
    contents, *sheets = book.worksheets
    links = [cell.hyperlink.location for row in contents.iter_rows() for cell in row if cell.hyperlink]
    assert links == [f"'{sheet.title}'!A1" for sheet in sheets]
    for sheet in sheets:
        assert [cell.hyperlink.location for row in sheet.iter_rows() for cell in row if cell.hyperlink] == [
            f"'{contents.title}'!A1"
        ]
    assert contents.title == catalogue(language)("document.workbook.contents")


def test_sheets_are_named_in_the_language_of_the_reader() -> None:
    chinese = review_book(LAST).sheetnames
    assert chinese[:4] == ["目录", "目标总览", "职普比", "中职在校生"]
    assert chinese[-4:] == ["口径与规则", "数据来源", "期次与校验码", "使用前须知"]
    english = review_book(LAST, Language.EN).sheetnames
    assert english[-4:] == ["Definitions", "Sources", "Releases and hashes", "Checks"]
    assert not [name for name in english if re.search("[\u4e00-\u9fff]", name)]


def test_every_sheet_prints_on_a4_with_its_heads_and_marks() -> None:
    for sheet, view in sheets_and_views(review_book(LAST), whole_review(LAST)):
        assert (sheet.page_setup.paperSize, sheet.page_setup.orientation) == (9, "landscape")
        assert sheet.sheet_properties.pageSetUpPr.fitToPage
        assert (sheet.page_setup.fitToWidth or 1, sheet.page_setup.fitToHeight) == (1, 0)
        assert sheet.print_title_rows == "$1:$5"
        assert sheet.freeze_panes == "A6"
        foot = sheet.oddFooter.left.text
        assert foot.startswith("截至 2025-12-31 · 数据期次 2025-12-31 · 2021—2025年规划")
        assert foot.endswith("K7Q2-M4XD-9T3A")
        assert ("示例数据" in foot) is view.panel.illustrative
        assert sheet["A3"].value == foot
        assert sheet.auto_filter.ref.startswith("A5:")


def test_what_is_missing_stands_in_words_and_never_as_zero() -> None:
    panel = Panel(
        "x",
        "结论",
        "",
        "",
        Table(
            (Column("school", "学校"), Column("value", "人数", True)),
            (
                (Cell("甲校", "甲校"), Cell("未填报", "未填报", missing=True)),
                (Cell("乙校", "乙校"), Cell("—", None)),
                (Cell("丙校", "丙校"), Cell("1,138（下限）", 1138, lower_bound=True)),
                (Cell("丁校", "丁校"), Cell("0", 0)),
            ),
        ),
    )
    sheet = read(workbook_bytes(of_views(View(panel, "x?y=1")))).worksheets[1]
    assert [sheet.cell(row, 2).value for row in range(6, 10)] == ["未填报", "—", 1138, 0]
    assert sheet["B8"].number_format == '#,##0"（下限）";"-"#,##0"（下限）"'


@pytest.mark.parametrize(
    ("value", "text", "form"),
    [
        (9639, "9,639", "#,##0"),
        (2025, "2025", "0"),
        (31.9, "31.9", "#,##0.0"),
        (59.96, "59.96", "#,##0.00"),
        (0.583, "58.3%", "#,##0.0%"),
        (-211, "−211", '#,##0;"−"#,##0'),
        (-10.0, "-10.0", "#,##0.0"),
        (1.8, "+1.8", '"+"#,##0.0;"+-"#,##0.0'),
        (36.9, "3.69 : 6.31", ""),  # two numbers: neither is the value
        (5, "6", ""),
        (5, "-5", ""),
    ],
)
def test_a_number_gets_the_format_that_writes_it_as_the_screen_does(value: float, text: str, form: str) -> None:
    assert number_format(value, text) == form


def test_names_of_sheets_are_unique_short_and_allowed() -> None:
    forbidden = ["a/b:c*?[x]\\y", "History", "'引号'", " "]
    names = sheet_names(["目录", "目录", *forbidden, LONG, LONG, "x" * 40, "X" * 40, "𠮷" * 20])
    assert names[:4] == ["目录", "目录 2", "a b c x y", "History 2"]
    assert len({name.casefold() for name in names}) == len(names)
    assert max(len(name.encode("utf-16-le")) // 2 for name in names) <= LONGEST
    assert not [name for name in names if set(name) & set("[]:*?/\\'")]
    assert every(names)


HOSTILE = ("=1+1", "https://example.com/<b>", "甲!A1", "+SUM(A1)", LONG, "a\x07b")


def test_texts_of_data_stay_texts_in_cells_names_and_charts() -> None:
    figure = grouped_bars(HOSTILE, (Part("=甲!A1", (1.0, 2.0, 3.0, 4.0, 5.0, 6.0)),), MeasureUnit.PERSONS, Formats(ZH))
    cells = tuple((Cell(name, name), Cell("1", 1)) for name in HOSTILE)
    table = Table((Column("name", "=A1"), Column("value", LONG, True)), cells)
    view = View(Panel("x", "=1+1", "@x", "=2", table, figure, "=3"), "x?y=1", "=caption", name="=名/称")
    document = replace(of_views(view), title="=title", finding="+finding")
    content = workbook_bytes(document)
    files = parts(content)
    assert not [name for name, xml in files.items() if name.startswith("xl/worksheets") and "<f>" in xml]
    assert not [name for name, xml in files.items() if 'TargetMode="External"' in xml]
    sheet = read(content).worksheets[1]
    assert [sheet.cell(row, 1).value for row in range(6, 10)] == list(HOSTILE[:4])
    assert sheet.cell(11, 1).value == "ab"
    formulas = re.findall("<c:f>([^<]*)</c:f>", files["xl/charts/chart1.xml"])
    assert {formula.split("!")[0] for formula in formulas} == {f"'{sheet.title}'"}


def test_hundreds_of_schools_have_all_their_rows_and_a_chart_of_the_first() -> None:
    names = tuple(f"{place}号{LONG[:56]}" for place in range(400))
    figure = grouped_bars(names, (Part("人数", tuple(map(float, range(400)))),), MeasureUnit.PERSONS, Formats(ZH))
    cells = tuple((Cell(name, name), Cell(str(place), place)) for place, name in enumerate(names))
    table = Table((Column("n", "学校"), Column("v", "人数", True)), cells)
    view = View(Panel("x", "400所", "", "", table, figure), "x")
    content = workbook_bytes(of_views(view))
    sheet = read(content).worksheets[1]
    assert [sheet.cell(row, 2).value for row in range(6, 406)] == list(range(400))
    (head,) = [cell.row for cell in sheet["A"] if cell.value and "共400条" in str(cell.value)]
    assert [sheet.cell(row, 2).value for row in range(head + 2, head + 402)] == list(range(400))
    assert f"$B${head + 2}:$B${head + 41}</c:f>" in parts(content)["xl/charts/chart1.xml"]


def test_a_view_without_rows_and_one_that_cannot_be_made_say_so() -> None:
    columns = (Column("a", "学校"), Column("b", "人数", True))
    empty = View(Panel("x", "没有学校填报。", "", "", Table(columns, ())), "x?y=1")
    unreadable = View(Panel("y", "此项未能生成。", "", "", Table((), ())), "x?y=1", "议题一")
    first, second = read(workbook_bytes(of_views(empty, unreadable))).worksheets[1:]
    assert (first["A1"].value, first["A6"].value) == ("没有学校填报。", "本表没有数据行。")
    assert first.auto_filter.ref is None
    assert second["A1"].value == "议题一"
    assert "结论：此项未能生成。" in [cell.value for cell in second["A"]]
