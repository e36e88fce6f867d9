"""The QR code on what leaves: every page that is looked at says the address where its code is verified."""

import shutil
import subprocess
from collections.abc import Iterator
from dataclasses import replace
from io import BytesIO
from pathlib import Path

import docx
import pypdfium2
import pytest
import zxingcpp
from docx.oxml.ns import qn as docx_qn
from PIL import Image, ImageDraw
from pptx import Presentation
from pptx.oxml.ns import qn

from core.exports.documents.deck.deck import deck_bytes
from core.exports.documents.document import Length
from core.exports.documents.kinds import KINDS, hand_over
from core.exports.documents.pdf.pdf import pdf_bytes
from core.exports.documents.qr_code import qr_code, qr_png
from core.exports.documents.report.report import report_bytes
from core.exports.signing.codes import link_of
from core.exports.signing.verify import Standing, verify_code
from core.language import Language, catalogue
from tests.support.claims import every
from tests.support.documents.reports import CODE
from tests.support.documents.review_decks import LAST, context_of, review_of

LINK = link_of(CODE, "https://zj.example.cn/")
SOFFICE = shutil.which("soffice")
WHOLE = review_of(LAST, Language.EN)
SHORT = WHOLE.signed(catalogue(Language.EN)("document.code", code=CODE), LINK)
FEW = replace(SHORT, sections=WHOLE.sections[:1])


def texts_in(picture: Image.Image) -> list[str]:
    """What every code in a picture says, as a reader of codes reads it."""
    return [code.text for code in zxingcpp.read_barcodes(picture.convert("L"))]


def pages_of(content: bytes) -> Iterator[Image.Image]:
    """Every page of a PDF as a picture of 110 dots an inch: less than a printer or a screen has."""
    with pypdfium2.PdfDocument(content) as pages:
        for page in pages:
            yield page.render(scale=110 / 72).to_pil()


@pytest.mark.parametrize("server", ["", "http://10.12.3.45:8501/", f"https://{'a' * 150}.example.cn/goals/"])
def test_whatever_the_address_its_code_is_read_back(server: str) -> None:
    link = link_of(CODE, server)
    assert texts_in(Image.open(BytesIO(qr_png(link)))) == [link]
    code = qr_code(link)
    drawn = Image.new("1", (code.side * 4, code.side * 4), 1)
    for x, y, length in code.dark:
        ImageDraw.Draw(drawn).rectangle((x * 4, y * 4, (x + length) * 4 - 1, y * 4 + 3), fill=0)
    assert texts_in(drawn) == [link]


def test_every_page_of_a_pdf_says_where_its_code_is_verified() -> None:
    read = [texts_in(page) for page in pages_of(pdf_bytes(SHORT.of_length(Length.BRIEF, "")))]
    assert len(read) > 3
    assert {tuple(texts) for texts in read} == {(LINK,)}


def test_every_slide_has_it_in_shapes_of_its_own_with_its_address_in_words() -> None:
    slides = Presentation(BytesIO(deck_bytes(FEW))).slides
    groups = [list(slide.element.iter(qn("p:grpSp"))) for slide in slides]
    assert [len(group) for group in groups] == [1] * len(slides)
    assert {next(group[0].iter(qn("p:cNvPr"))).get("descr") for group in groups} == {f"QR code: {LINK}"}
    corners = len(list(groups[0][0].iter(qn("a:moveTo"))))
    assert corners == len(qr_code(LINK).dark)
    ids = [[shape.get("id") for shape in slide.element.iter(qn("p:cNvPr"))] for slide in slides]
    assert every(len(set(of_slide)) == len(of_slide) for of_slide in ids)


def test_a_document_without_a_code_has_no_qr_code() -> None:
    unsigned = review_of(LAST).of_length(Length.PAGE, "")
    assert [texts_in(page) for page in pages_of(pdf_bytes(unsigned))] == [[]]
    assert b"image1.png" not in report_bytes(unsigned)


def test_what_it_says_verifies_what_was_handed_over(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DASHBOARD_HOME", str(tmp_path))
    context = context_of(LAST)
    content = hand_over(review_of(LAST).of_length(Length.PAGE, ""), KINDS["pdf"], context)
    ((link,),) = (texts_in(page) for page in pages_of(content))
    assert link.startswith("/sources?code=")
    verification = verify_code(link, context.releases)
    assert verification.standing is Standing.GENUINE
    assert verification.document is not None
    assert verification.document.address.startswith("?as_of=2025-12-31")
    assert verify_code(link[:-1], context.releases).standing is Standing.MISTYPED


def test_a_report_has_it_at_the_foot_of_odd_and_even_pages() -> None:
    section = docx.Document(BytesIO(report_bytes(SHORT.of_length(Length.PAGE, "")))).sections[0]
    sides = []
    for footer in (section.footer, section.even_page_footer):
        (anchor,) = footer.part.element.iter(docx_qn("wp:anchor"))
        sides.append(anchor.find(f"{docx_qn('wp:positionH')}/{docx_qn('wp:align')}").text)
        (picture,) = (part for name, part in footer.part.related_parts.items() if "image" in part.partname)
        assert texts_in(Image.open(BytesIO(picture.blob))) == [LINK]
    assert sides == ["left", "right"]


@pytest.mark.slow
@pytest.mark.skipif(SOFFICE is None, reason="LibreOffice is not installed")
def test_an_office_program_draws_it_readably_on_every_page(tmp_path: Path) -> None:
    (tmp_path / "deck.pptx").write_bytes(deck_bytes(FEW))
    (tmp_path / "report.docx").write_bytes(report_bytes(SHORT.of_length(Length.BRIEF, "")))
    command = [str(SOFFICE), "--headless", f"-env:UserInstallation=file://{tmp_path}/profile", "--convert-to", "pdf"]
    subprocess.run([*command, "deck.pptx", "report.docx"], cwd=tmp_path, check=True, capture_output=True, timeout=120)
    for name, least in (("deck", 2), ("report", 3)):
        read = [texts_in(page) for page in pages_of((tmp_path / f"{name}.pdf").read_bytes())]
        assert len(read) >= least
        assert {tuple(texts) for texts in read} == {(LINK,)}
