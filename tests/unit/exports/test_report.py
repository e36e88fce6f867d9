"""The report in the layout of official documents: its sheet and fonts, and the numbers of the screen."""

import re
import shutil
import subprocess
from io import BytesIO
from pathlib import Path
from zipfile import ZipFile

import docx
import pytest
from docx.oxml.ns import qn
from docx.shared import Mm

from core.exports.documents.document import Document, Length
from core.exports.documents.report.report import report_bytes
from core.exports.signing.file_texts import file_texts
from core.language import Language
from tests.support.claims import every
from tests.support.documents.reports import CODE, long_words, paragraphs_in, report_file, report_of, tables_in
from tests.support.documents.review_decks import LAST, PARTIAL, review_of

CASES = [(day, language) for day in (LAST, PARTIAL) for language in Language]
SOFFICE = shutil.which("soffice")
_PAGE = re.compile(rb"/Type\s*/Page\b")


def tables_of(document: Document) -> list[list[list[str]]]:
    return [
        [[column.title for column in view.table.columns], *([cell.text for cell in row] for row in view.table.rows)]
        for view in document.views
        if view.table.rows
    ]


@pytest.mark.parametrize(("day", "language"), CASES)
def test_the_full_report_holds_every_finding_and_every_cell_of_the_screen(day: str, language: Language) -> None:
    document, report = review_of(day, language), report_of(day, language, Length.FULL)
    assert tables_in(report) == tables_of(document)
    written = "\n".join(paragraphs_in(report))
    for view in document.views:
        assert view.finding in written
        assert view.reason in written
        assert view.panel.source in written


@pytest.mark.parametrize(("day", "language"), CASES)
def test_a_brief_says_finding_reason_and_next_step_without_charts(day: str, language: Language) -> None:
    document, report = review_of(day, language), report_of(day, language, Length.BRIEF)
    written = "\n".join(paragraphs_in(report))
    for view in document.sections[1].views:
        assert view.finding in written
        assert view.next_step in written
    assert not list(report.element.iter(qn("w:drawing")))
    assert document.sections[-1].heading not in written


@pytest.mark.parametrize("language", Language)
def test_one_page_begins_with_the_conclusion_and_names_three_gaps_with_their_steps(language: Language) -> None:
    document, report = review_of(LAST, language), report_of(LAST, language, Length.PAGE)
    written = paragraphs_in(report)
    assert written[4] == document.finding
    assert len(document.gaps) == 3
    for view in document.gaps:
        assert any(text.endswith(view.finding) for text in written)
        assert any(text.endswith(view.next_step) for text in written)
    assert tables_in(report) == tables_of(document)[:1]


def test_the_sheet_is_that_of_official_documents() -> None:
    section = report_of(LAST, Language.ZH, Length.FULL).sections[0]
    sides = (section.top_margin, section.bottom_margin, section.left_margin, section.right_margin)
    assert [round(side.mm) for side in sides] == [37, 35, 28, 26]
    assert (round(section.page_width.mm), round(section.page_height.mm)) == (210, 297)
    styles = report_of(LAST, Language.ZH, Length.FULL).styles
    pitch = styles["Normal"].paragraph_format.line_spacing
    inner = section.page_height - section.top_margin - section.bottom_margin
    assert inner / pitch == pytest.approx(22, abs=0.02)
    spacing = int(styles["Normal"].element.rPr.find(qn("w:spacing")).get(qn("w:val"))) / 20
    sign = styles["Normal"].font.size.pt + spacing
    assert int(Mm(156).pt / sign) == 28


@pytest.mark.parametrize("language", Language)
def test_every_style_names_a_chinese_and_a_latin_font(language: Language) -> None:
    styles = report_of(LAST, language, Length.FULL).styles
    wanted = {
        "Title": ("方正小标宋简体", 22),
        "Normal": ("仿宋_GB2312", 16),
        "Heading 1": ("黑体", 16),
        "Heading 2": ("楷体_GB2312", 16),
        "Footer": ("宋体", 14),
    }
    for name, (font, size) in wanted.items():
        fonts = styles[name].element.rPr.rFonts
        assert (fonts.get(qn("w:eastAsia")), fonts.get(qn("w:ascii"))) == (font, "Times New Roman")
        assert fonts.get(qn("w:asciiTheme")) is None
        assert styles[name].font.size.pt == size


def test_heads_of_tables_are_repeated_and_rows_stay_whole() -> None:
    tables = list(report_of(LAST, Language.ZH, Length.FULL).element.iter(qn("w:tbl")))
    rows = [row for table in tables for row in table.findall(qn("w:tr"))]
    heads = [table.find(qn("w:tr")) for table in tables]
    assert every(head.find(f"{qn('w:trPr')}/{qn('w:tblHeader')}") is not None for head in heads)
    assert every(row.find(f"{qn('w:trPr')}/{qn('w:cantSplit')}") is not None for row in rows)
    assert len(rows) > 150


def test_charts_are_native_with_their_data_sheets() -> None:
    with ZipFile(BytesIO(report_file(LAST, Language.ZH, Length.FULL))) as package:
        names = package.namelist()
    assert len([name for name in names if name.startswith("word/charts/chart")]) == 10
    assert len([name for name in names if name.startswith("word/embeddings/")]) == 10
    assert not [name for name in names if name.endswith((".png", ".jpg", ".emf")) and "thumbnail" not in name]


@pytest.mark.parametrize("length", Length)
def test_the_foot_of_odd_and_even_pages_carries_the_marks_and_the_code(length: Length) -> None:
    section = report_of(LAST, Language.ZH, length).sections[0]
    marks = "截至 2025-12-31 · 数据期次 2025-12-31 · 2021—2025年规划 · 示例数据"
    for footer in (section.footer, section.even_page_footer):
        assert [paragraph.text for paragraph in footer.paragraphs[1:]] == [marks, CODE]
        assert [field.get(qn("w:instr")) for field in footer.part.element.iter(qn("w:fldSimple"))] == ["PAGE"]
    assert section.footer.paragraphs[0].alignment != section.even_page_footer.paragraphs[0].alignment


def test_its_texts_are_read_back_for_verification() -> None:
    texts = [text for _, texts in file_texts(report_file(LAST, Language.ZH, Length.FULL)) for text in texts]
    assert "61.2%" in " ".join(texts)
    assert any(CODE in text for text in texts)
    assert "0.612" in " ".join(texts), "the values of the charts are among them"


@pytest.mark.parametrize("length", Length)
def test_words_of_data_are_never_a_field_a_link_or_markup(length: Length) -> None:
    words = '=HYPERLINK("http://x") { PAGE } <w:p/> & \x07' + "示例学校名称" * 10
    report = docx.Document(BytesIO(report_bytes(long_words(review_of(LAST), words).of_length(length, ""))))
    body = report.element.body
    forbidden = ("w:fldSimple", "w:instrText", "w:hyperlink")
    assert [tag for tag in forbidden if list(body.iter(qn(tag)))] == []
    assert words.replace("\x07", "")[:40] in "\n".join(paragraphs_in(report))


@pytest.mark.skipif(SOFFICE is None, reason="LibreOffice is not installed")
def test_one_page_is_one_page_and_everything_opens(tmp_path: Path) -> None:
    files = {f"{length}-{language}": report_file(LAST, language, length) for length in Length for language in Language}
    long = long_words(review_of(LAST), "示例学校名称" * 10).of_length(Length.PAGE, "")
    files["long"] = report_bytes(long)
    for name, content in files.items():
        (tmp_path / f"{name}.docx").write_bytes(content)
    assert SOFFICE is not None
    profile = f"-env:UserInstallation={(tmp_path / 'profile').as_uri()}"
    command = [SOFFICE, "--headless", profile, "--convert-to", "pdf", "--outdir", str(tmp_path)]
    done = subprocess.run(
        [*command, *(str(tmp_path / f"{name}.docx") for name in files)], capture_output=True, check=False, timeout=180
    )
    if not list(tmp_path.glob("*.pdf")) and b"could not be loaded" in done.stderr:
        pytest.skip("LibreOffice without its writer")
    counted = {name: len(_PAGE.findall((tmp_path / f"{name}.pdf").read_bytes())) for name in files}
    assert counted["page-zh"] == counted["page-en"] == counted["long"] == 1, counted
    assert 3 <= counted["brief-zh"] <= 8
    assert counted["full-zh"] > 10
