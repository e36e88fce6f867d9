"""A server that is stopped while somebody reads: said in the reader's language, and the page goes on by itself."""

from __future__ import annotations

import re
from urllib.parse import parse_qs, urlsplit

import pytest
from playwright.sync_api import Browser, Page, expect

from core.language import Language, catalogue
from tests.support.serving import Server, free_port, serving

AT_REST = ".stApp[data-test-connection-state=CONNECTED][data-test-script-state=notRunning]"
RESTED = """rest => {
  window.restSince = document.querySelector(rest) ? window.restSince ?? performance.now() : undefined;
  return performance.now() - window.restSince > 1000;
}"""
"""For a second: connected again, a page is at rest for a moment before its first run begins."""


def lever_parameter(page: Page) -> str:
    """What the address says of the levers that were moved."""
    return parse_qs(urlsplit(page.url).query)["s"][0]


def choose_cautious_after_a_move(page: Page, address: str) -> None:
    """A lever is moved by hand, then a ready-made scenario is taken instead; both have arrived in page and address."""
    page.goto(address)
    expect(page.locator("#lever-vocational_entrant_share")).to_be_visible(timeout=30_000)
    title, cautious = page.locator(".lever-title"), page.locator(".st-key-preset_cautious button").first
    page.locator("#lever-net_inflow").press("ArrowRight")
    expect(title).to_contain_text("1")
    page.wait_for_function("/[?&]s=[0-9a-f]{4}[0-9]+[A-Za-z]/.test(location.search)")
    cautious.click()
    expect(title).to_have_text(cautious.inner_text())
    page.wait_for_function("location.search.includes('v.')")


def levers_of(page: Page) -> list[str]:
    """Every lever's value as it is said, and what the address says of all."""
    values = page.locator(".levers input[type=range]").evaluate_all("all => all.map(one => one.ariaValueText)")
    return [*values, lever_parameter(page)]


def test_a_stopped_server_is_said_in_the_readers_language_and_the_page_catches_up(browser: Browser) -> None:
    """One reader looks at a page, another has this moment chosen a ready-made scenario, which stands as it did."""
    port = free_port()
    pages = {language: browser.new_page(viewport={"width": 1366, "height": 768}) for language in Language}
    reader, planner = pages[Language.ZH], pages[Language.EN]
    with serving(port=port, prepared=True) as server:
        reader.goto(f"{server.url}/enrolment?lang=zh")
        expect(reader.locator("h2").first).to_contain_text("9,639", timeout=15_000)
        choose_cautious_after_a_move(planner, f"{server.url}/scenario?lang=en")
        levers = levers_of(planner)
    for language, page in pages.items():
        texts, dialog = catalogue(language), page.locator("[role=dialog]")
        expect(dialog).to_be_visible(timeout=20_000)
        words = "\n".join(texts(f"engine.{name}") for name in ("connection_error", "still_running"))
        expect(dialog).to_have_text(words, use_inner_text=True)
        assert dialog.locator("button[aria-label]").first.get_attribute("aria-label") == texts("engine.close")
    with serving(port=port, prepared=True):
        for page in pages.values():
            expect(page.locator("[role=dialog]")).to_be_hidden(timeout=30_000)
            page.wait_for_function(RESTED, arg=AT_REST, timeout=30_000)
        assert levers_of(planner) == levers
        reader.locator(".st-key-as_of select").select_option("2024-09-01")
        expect(reader.locator("h2").first).to_contain_text("9,095", timeout=15_000)
        planner.locator("#lever-net_inflow").press("ArrowRight")
        planner.wait_for_function("was => new URL(location).searchParams.get('s').startsWith(was)", arg=levers[-1])
        planner.wait_for_function("was => new URL(location).searchParams.get('s') !== was", arg=levers[-1])
    for page in pages.values():
        page.close()


@pytest.mark.parametrize("language", Language)
def test_a_server_stopped_in_the_middle_of_a_drag_hears_the_last_move_when_it_is_back(
    browser: Browser, language: Language
) -> None:
    port, texts = free_port(), catalogue(language)
    page = browser.new_page(viewport={"width": 1366, "height": 768})
    values, dialog = page.locator(".scenario-value"), page.locator("[role=dialog]")
    with serving(port=port, prepared=True) as server:
        choose_cautious_after_a_move(page, f"{server.url}/scenario?lang={language.value}")
        page.wait_for_selector(AT_REST)
        slider = page.locator("#lever-vocational_entrant_share")
        levers = lever_parameter(page)
        box = slider.bounding_box()
        assert box is not None
        across, down = box["x"] + box["width"] / 2, box["y"] + box["height"] / 2
        page.mouse.move(across, down)
        page.mouse.down()
        page.mouse.move(across + 10, down)
        before = values.all_inner_texts()
    for step in range(1, 6):
        page.mouse.move(across + 10 + 6 * step, down)
    page.mouse.up()
    reached = slider.get_attribute("aria-valuetext")
    expect(dialog).to_contain_text(texts("engine.connection_error"), timeout=20_000)
    with serving(port=port, prepared=True):
        expect(dialog).to_be_hidden(timeout=30_000)
        expect(values).not_to_have_text(before, timeout=15_000)
        share = str(round(float(str(reached).split(" ")[0]) / 100, 3)).removeprefix("0")
        page.wait_for_function("share => location.search.includes(`v${share}`)", arg=share, timeout=15_000)
        assert slider.get_attribute("aria-valuetext") == reached
        assert lever_parameter(page) == re.sub(r"v[.\d]+", f"v{share}", levers), "the other levers stand as they did"
        again = browser.new_page()
        again.goto(page.url)
        expect(again.locator(".scenario-value")).to_have_count(values.count(), timeout=30_000)
        again.wait_for_selector(AT_REST, timeout=30_000)
        expect(values).to_have_text(again.locator(".scenario-value").all_inner_texts(), timeout=15_000)
        page.wait_for_selector(AT_REST, timeout=30_000)
        expect(values).to_have_text(again.locator(".scenario-value").all_inner_texts(), timeout=1_000)
        assert lever_parameter(page) == lever_parameter(again)
        again.close()
    page.close()


@pytest.mark.parametrize("language", Language)
def test_an_address_without_a_page_says_so_in_the_readers_language(
    browser: Browser, server: Server, language: Language
) -> None:
    texts = catalogue(language)
    page = browser.new_page()
    page.goto(f"{server.url}/nowhere?lang={language.value}")
    expect(page.locator("[role=dialog]")).to_contain_text(texts("engine.page_requested"), timeout=15_000)
    page.close()
