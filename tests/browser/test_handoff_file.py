"""The hand-off file in Chromium, opened from a folder: nothing asked, nothing complained about, nothing cut off."""

from pathlib import Path

import pytest
from playwright.sync_api import Browser

from core.exports.documents.handoff.handoff import handoff_bytes
from core.language import Language
from tests.support.documents.handoffs import in_both_languages
from tests.support.documents.review_decks import LAST


@pytest.fixture(scope="module")
def address(tmp_path_factory: pytest.TempPathFactory) -> str:
    file: Path = tmp_path_factory.mktemp("handoff") / "汇报.html"
    file.write_bytes(handoff_bytes(in_both_languages(LAST)))
    return file.as_uri()


@pytest.mark.slow
@pytest.mark.parametrize("with_program", [True, False])
def test_it_is_read_switched_searched_and_printed_without_a_request(
    browser: Browser, address: str, with_program: bool
) -> None:
    context = browser.new_context(java_script_enabled=with_program)
    page = context.new_page()
    asked: list[str] = []
    complaints: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    page.on("console", lambda message: complaints.append(message.text))
    page.on("pageerror", lambda error: complaints.append(str(error)))
    page.goto(address)
    for width, height in ((390, 844), (1024, 768), (1366, 768), (1920, 1080)):
        page.set_viewport_size({"width": width, "height": height})
        assert page.locator("#zh h1").is_visible()
        assert not page.locator("#en h1").is_visible()
        pictures = page.locator("#zh-part-2 svg")
        assert [pictures.nth(place).is_visible() for place in range(2)] == [width > 640, width <= 640]
        if with_program:
            assert page.evaluate("document.documentElement.scrollWidth") <= width
    page.locator("label[for=in-en]").click()
    assert page.locator("#en h1").is_visible()
    assert not page.locator("#zh h1").is_visible()
    page.locator("#en nav a[href='#en-part-9']").click()
    assert page.locator("#en-part-9 h3").is_visible()
    if with_program:
        assert page.evaluate("document.documentElement.lang") == "en"
        rows = page.locator("#en .rows[data-filter]").first
        page.locator("#en .search input").first.fill("Sample college C")
        assert rows.locator("tbody tr:visible").count() == 6
        assert page.locator("#en .search [role=status]").first.inner_text() == "6 of 54 rows"
    page.locator("#in-en").press("ArrowLeft")
    assert page.locator("#zh h1").is_visible()
    assert page.pdf(prefer_css_page_size=True).startswith(b"%PDF")
    assert asked == [address] + [f"{address}#en-part-9"] * (len(asked) - 1)
    assert complaints == []
    context.close()


@pytest.mark.slow
def test_an_address_within_it_opens_in_its_own_language(browser: Browser, address: str) -> None:
    page = browser.new_page()
    page.goto(f"{address}#{Language.EN.value}-part-3")
    assert page.locator("#en-part-3 h3").is_visible()
    assert page.locator("#en-part-3 h3").bounding_box() is not None
    page.close()
