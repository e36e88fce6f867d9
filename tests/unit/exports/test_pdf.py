"""The same report as PDF: tagged, searchable, one page that is one, and a sentence where there is no Chinese font."""

from functools import cache
from io import BytesIO

import pytest
from pypdf import PdfReader

from core.exports.documents.charts import native_chart
from core.exports.documents.charts.axis_words import axis_words
from core.exports.documents.charts.drawing import drawing
from core.exports.documents.document import Length
from core.exports.documents.not_made import NotMadeError
from core.exports.documents.pdf.fonts import families_of
from core.exports.documents.pdf.pdf import pdf_bytes
from core.exports.signing.file_texts import ForeignFileError, file_texts
from core.formats import Formats
from core.language import Language, catalogue
from tests.support.claims import every
from tests.support.documents.reports import CODE, long_words
from tests.support.documents.review_decks import LAST, PARTIAL, review_of

CASES = [(day, language) for day in (LAST, PARTIAL) for language in Language]


@cache
def pages_of(day: str, language: Language, length: Length) -> tuple[str, ...]:
    """The words of every page without the spaces between them, which a reader of PDF sets by itself."""
    reader = PdfReader(BytesIO(pdf_bytes(review_of(day, language).of_length(length, "").signed(CODE))))
    return tuple(bare(page.extract_text()) for page in reader.pages)


def bare(words: str) -> str:
    return "".join(words.split())


@pytest.mark.parametrize(("day", "language"), CASES)
def test_the_full_pdf_holds_every_finding_and_every_cell_of_the_screen(day: str, language: Language) -> None:
    written = "".join(pages_of(day, language, Length.FULL))
    views = list(review_of(day, language).views)
    assert every(bare(view.finding)[:40] in written for view in views)
    cells = [bare(cell.text)[:6] for view in views for row in view.table.rows for cell in row]
    assert every(cell in written for cell in cells)


@pytest.mark.parametrize("language", Language)
def test_one_page_is_one_page_however_long_the_names(language: Language) -> None:
    assert len(pages_of(LAST, language, Length.PAGE)) == 1
    document = long_words(review_of(LAST, language), "示例学校名称" * 10).of_length(Length.PAGE, "")
    assert len(PdfReader(BytesIO(pdf_bytes(document))).pages) == 1


@pytest.mark.parametrize("length", Length)
def test_every_page_carries_the_marks_the_code_and_its_number(length: Length) -> None:
    marks = bare(f"截至 2025-12-31 · 数据期次 2025-12-31 · 2021—2025年规划 · 示例数据 {CODE}")
    for number, page in enumerate(pages_of(LAST, Language.ZH, length), start=1):
        assert marks in page
        assert f"—{number}—" in page


def test_the_file_is_tagged_and_names_its_title_and_language() -> None:
    reader = PdfReader(BytesIO(pdf_bytes(review_of(LAST).of_length(Length.FULL, ""))))
    root = reader.root_object
    assert root["/MarkInfo"]["/Marked"]
    assert "/StructTreeRoot" in root
    assert str(root["/Lang"]).startswith("zh")
    assert reader.metadata is not None
    assert reader.metadata.title == review_of(LAST).title


def test_words_of_data_are_never_markup() -> None:
    words = '#panic("x") = *a* $y$ \\ @b <c> https://x.example'
    document = long_words(review_of(LAST), words).of_length(Length.FULL, "")
    reader = PdfReader(BytesIO(pdf_bytes(document)))
    assert bare(words) in bare("".join(page.extract_text() for page in reader.pages))
    assert [page for page in reader.pages if "/Annots" in page] == []


def test_its_texts_are_read_back_page_by_page_for_verification() -> None:
    content = pdf_bytes(review_of(LAST).of_length(Length.BRIEF, "").signed(CODE))
    places = file_texts(content)
    assert [place for place, _ in places] == [str(number) for number in range(1, len(places) + 1)]
    assert any("61.2%" in text for _, texts in places for text in texts)
    with pytest.raises(ForeignFileError):
        file_texts(content[: len(content) // 2])


def test_points_of_a_chart_lie_as_high_as_their_values() -> None:
    panel = next(view.panel for view in review_of(LAST).views if view.panel.id == "college_students")
    chart = native_chart(panel, Formats(catalogue(Language.ZH)))
    assert chart is not None
    observed = next(one for one in chart.series if one.marker and one.width)
    parts = drawing(chart, 440.0, 210.0, 0.75)
    below_legend = [part for part in parts if part["kind"] == "circle" and part["y"] > 30]
    circles = [round(part["y"] + part["size"] / 2, 3) for part in below_legend]
    values = [value for value in observed.values if value is not None]
    assert len(circles) == len(values) > 5
    steps = [(circles[0] - at) / (value - values[0]) for at, value in zip(circles[1:], values[1:], strict=True)]
    assert steps == pytest.approx([steps[0]] * len(steps), rel=0.01)
    assert steps[0] > 0


def test_numbers_at_an_axis_are_written_as_an_office_program_writes_them() -> None:
    written = [
        axis_words(0.4, "0%"),
        axis_words(0.125, "0.0%"),
        axis_words(12500.0, "#,##0"),
        axis_words(20000.0, r'[=0]0;0\.0,"万"'),
        axis_words(0.0, r'[=0]0;0\.0,"万"'),
        axis_words(45658.0, "yyyy"),
    ]
    assert written == ["40%", "12.5%", "12,500", "2.0万", "0", "2025"]


def test_without_a_chinese_font_there_is_a_sentence_instead_of_a_file() -> None:
    with pytest.raises(NotMadeError, match=r"document\.no_chinese_font"):
        families_of(["Liberation Serif", "DejaVu Sans"])
    assert families_of(["simsun", "Times New Roman"])["body"] == ("Times New Roman", "simsun")
