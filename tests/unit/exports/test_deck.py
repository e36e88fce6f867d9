"""The deck of the whole review: native charts and tables with the numbers of the screen, marked on every slide."""

from dataclasses import replace
from io import BytesIO
from typing import Any

import pytest
from pptx import Presentation
from pptx.enum.shapes import MSO_SHAPE_TYPE
from pptx.oxml.ns import qn
from pptx.util import Pt

from core.exports.documents.charts import native_chart
from core.exports.documents.deck.deck import deck_bytes
from core.exports.documents.document import Section, View
from core.figures import grouped_bars
from core.figures.bars import Part
from core.formats import Formats
from core.language import Language, catalogue
from core.panels.panel import Cell, Column, Panel, Table
from core.plan.indicators import MeasureUnit
from tests.support.documents.review_decks import LAST, PARTIAL, review_of, shapes, sheet_of, slides_of

ZH = catalogue(Language.ZH)
CASES = [(day, language) for day in (LAST, PARTIAL) for language in Language]


def values_by_year(view: View) -> dict[str, float | None]:
    """The observed values of a goal as its table and every download hold them, shares as fractions."""
    goal = view.panel
    scale = 100 if goal.table.columns[1].title.endswith(("（%）", "(%)")) else 1
    return {
        row[0].text: row[1].value / scale if isinstance(row[1].value, int | float) else None for row in goal.table.rows
    }


@pytest.mark.parametrize(("day", "language"), CASES)
def test_charts_hold_the_numbers_of_the_tables_on_the_screen(day: str, language: Language) -> None:
    compared = 0
    sheets = [sheet_of(shape.chart) for shape in shapes(slides_of(day, language), "chart")]
    observed = catalogue(language)("figure.observed")
    for view in review_of(day, language).sections[1].views:
        if not view.panel.by_year or view.panel.figure is None:
            continue
        wanted = {year: value for year, value in values_by_year(view).items() if value is not None}
        found = [
            {str(row[0]).split("\n")[0]: row[place] for row in sheet[1:] if row[place] is not None}
            for sheet in sheets
            for place, name in enumerate(sheet[0])
            if name == observed
        ]
        # What is not yet confirmed may stand in a series of its own, too; the observed line holds it as well.
        assert any(values == pytest.approx(wanted, abs=1e-9) for values in found), view.finding
        compared += len(wanted)
    assert compared > 40


@pytest.mark.parametrize(("day", "language"), CASES)
def test_tables_hold_every_cell_of_the_screen_in_order(day: str, language: Language) -> None:
    tables = [
        [[cell.text for cell in row.cells] for row in shape.table.rows]
        for shape in shapes(slides_of(day, language), "table")
    ]
    wanted = [
        ([column.title for column in view.table.columns], [[cell.text for cell in row] for row in view.table.rows])
        for view in review_of(day, language).views
        if view.panel.figure is None or view.columns
    ]
    assert [head for head, _ in wanted] == list({tuple(table[0]): table[0] for table in tables}.values())
    for head, rows in wanted:
        assert [row for table in tables if table[0] == head for row in table[1:]] == rows


def test_every_figure_and_table_is_native_and_no_slide_holds_a_picture() -> None:
    document, slides = review_of(LAST), slides_of(LAST)
    formats = Formats(catalogue(Language.ZH))
    figures = [view for view in document.views if native_chart(view.panel, formats) is not None]
    assert len(shapes(slides, "chart")) == len(figures) == 10
    assert len(shapes(slides, "table")) >= 5
    assert [shape for slide in slides for shape in slide.shapes if shape.shape_type is MSO_SHAPE_TYPE.PICTURE] == []


def test_every_slide_carries_marks_page_and_that_its_numbers_are_made_up() -> None:
    slides = slides_of(LAST)
    for place, slide in enumerate(slides, start=1):
        words = [shape.text_frame.text for shape in slide.shapes if shape.has_text_frame]
        assert "截至 2025-12-31 · 数据期次 2025-12-31 · 2021—2025年规划 · 示例数据" in words
        assert "示例数据" in words
        assert any(text.endswith(f" / {len(slides)}") for text in words), place
        assert slide.notes_slide.notes_text_frame.text.startswith("截至 2025-12-31")


def test_every_run_names_a_latin_and_an_east_asian_font() -> None:
    fonts = set()
    for slide in slides_of(LAST):
        for properties in slide.element.iter(qn("a:rPr")):
            fonts.add(tuple(properties.find(qn(tag)).get("typeface") for tag in ("a:latin", "a:ea")))
    assert fonts == {("Arial", "Microsoft YaHei")}


def test_nothing_is_written_smaller_than_can_be_read_on_a_wall() -> None:
    slides = slides_of(LAST, Language.EN)
    titles = [slide.shapes.title.text_frame.paragraphs[0].runs[0].font.size.pt for slide in slides]
    assert min(titles) >= 20
    cells = [cell for shape in shapes(slides, "table") for cell in shape.table.iter_cells()]
    assert min(run.font.size.pt for cell in cells for run in cell.text_frame.paragraphs[0].runs) == 12
    assert {shape.chart.font.size.pt for shape in shapes(slides, "chart")} == {12}


def test_a_goal_before_its_data_is_a_slide_with_its_sentence() -> None:
    slides = slides_of(PARTIAL)
    titles = [slide.shapes.title.text_frame.text for slide in slides]
    assert "建成重点项目：尚无数据" in titles


LONG = "虚构市职业教育中心（含机电与信息分校）" * 3
HOSTILE = ("=1+1", "https://example.com/<b>", LONG, "a\x07b")


def test_texts_of_data_stay_texts_and_long_names_within_their_slide() -> None:
    figure = grouped_bars(HOSTILE, (Part("@SUM(A1)", (1.0, 2.0, 3.0, 4.0)),), MeasureUnit.PERSONS, Formats(ZH))
    cells = tuple((Cell(name, name), Cell("1", 1)) for name in HOSTILE)
    table = Table((Column("name", LONG), Column("value", "=A1", True)), cells)
    panel = Panel("x", LONG * 5, LONG * 3, LONG * 9, table, figure, "说明")
    view = View(panel, "x?y=1", columns=("name", "value"))
    whole = replace(review_of(LAST), sections=(Section("甲", (view,)),))
    slides = list(Presentation(BytesIO(deck_bytes(whole))).slides)
    (chart,) = shapes(slides, "chart")
    assert [row[0] for row in sheet_of(chart.chart)[1:]] == ["=1+1", "https://example.com/<b>", LONG, "ab"]
    assert sheet_of(chart.chart)[0][1] == "@SUM(A1)"
    assert not [one for slide in slides for one in slide.element.iter(qn("a:hlinkClick"))]
    (found,) = shapes(slides, "table")
    assert found.top + sum(row.height for row in found.table.rows) < Pt(488)
    assert slides[1].shapes.title.text_frame.text.endswith("…")


def test_a_long_table_goes_on_under_its_head_and_one_of_hundreds_names_the_workbook() -> None:
    columns = (Column("name", "学校"), Column("value", "人数", True))

    def slides_with(rows: int) -> list[Any]:
        table = Table(columns, tuple((Cell(f"学校{n}", f"学校{n}"), Cell(str(n), n)) for n in range(rows)))
        view = View(Panel("x", "各校", "", "来源", table), "x")
        whole = replace(review_of(LAST), sections=(Section("甲", (view,)),))
        return list(Presentation(BytesIO(deck_bytes(whole))).slides)[1:]

    forty = slides_with(40)
    assert [len(shape.table.rows) for shape in shapes(forty, "table")] == [15, 15, 13]
    assert {shape.table.cell(0, 0).text for shape in shapes(forty, "table")} == {"学校"}
    four_hundred = slides_with(400)
    assert sum(len(shape.table.rows) - 1 for shape in shapes(four_hundred, "table")) == 30
    words = [shape.text_frame.text for shape in four_hundred[-1].shapes if shape.has_text_frame]
    assert "其余370行见工作簿下载。来源" in words
