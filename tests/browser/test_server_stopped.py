"""A server that is stopped while somebody reads: said in the reader's language, and the page goes on by itself."""

from __future__ import annotations

import re
from collections.abc import Iterator
from urllib.parse import parse_qs, urlsplit

import pytest
from playwright.sync_api import Browser, Page, expect

from core.language import Language, catalogue
from tests.support.browsing import Visit
from tests.support.serving import free_port, serving

Story = Iterator[None]
"""What somebody does and sees until the server is stopped, at the moment nobody knows it yet, and when it is back."""
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
    page.wait_for_function("() => /[?&]s=[0-9a-f]{4}[0-9]+[A-Za-z]/.test(location.search)")
    cautious.click()
    expect(title).to_have_text(cautious.inner_text())
    page.wait_for_function("() => location.search.includes('v.')")


def levers_of(page: Page) -> list[str]:
    """Every lever's value as it is said, and what the address says of all."""
    values = page.locator(".levers input[type=range]").evaluate_all("all => all.map(one => one.ariaValueText)")
    return [*values, lever_parameter(page)]


def expect_words_of_a_stopped_server(page: Page, language: Language) -> None:
    texts, dialog = catalogue(language), page.locator("[role=dialog]")
    expect(dialog).to_be_visible(timeout=20_000)
    words = "\n".join(texts(f"engine.{name}") for name in ("connection_error", "still_running"))
    expect(dialog).to_have_text(words, use_inner_text=True)
    assert dialog.locator("button[aria-label]").first.get_attribute("aria-label") == texts("engine.close")


def expect_rest_again(page: Page) -> None:
    expect(page.locator("[role=dialog]")).to_be_hidden(timeout=30_000)
    page.wait_for_function(RESTED, arg=AT_REST, timeout=30_000)


def looking(page: Page, address: str) -> Story:
    """Somebody looks at a page, which goes on as if nothing had been."""
    page.goto(address)
    expect(page.locator("h2").first).to_contain_text("9,639", timeout=15_000)
    yield
    yield  # without a hand on the page
    expect_rest_again(page)
    page.locator(".st-key-as_of select").select_option("2024-09-01")
    expect(page.locator("h2").first).to_contain_text("9,095", timeout=15_000)


def choosing(page: Page, address: str) -> Story:
    """Somebody has this moment chosen a ready-made scenario, which stands as it did."""
    choose_cautious_after_a_move(page, address)
    levers = levers_of(page)
    yield
    yield
    expect_rest_again(page)
    assert levers_of(page) == levers
    page.locator("#lever-net_inflow").press("ArrowRight")
    page.wait_for_function("was => new URL(location).searchParams.get('s').startsWith(was)", arg=levers[-1])
    page.wait_for_function("was => new URL(location).searchParams.get('s') !== was", arg=levers[-1])


def dragging(page: Page) -> Story:
    """Somebody at the scenario page is in the middle of a drag: its last move is heard when the server is back."""
    values, slider = page.locator(".scenario-value"), page.locator("#lever-vocational_entrant_share")
    levers, box = lever_parameter(page), slider.bounding_box()
    assert box is not None
    across, down = box["x"] + box["width"] / 2, box["y"] + box["height"] / 2
    page.mouse.move(across, down)
    page.mouse.down()
    page.mouse.move(across + 10, down)
    before = values.all_inner_texts()
    yield
    for step in range(1, 6):
        page.mouse.move(across + 10 + 6 * step, down)
    page.mouse.up()
    reached = slider.get_attribute("aria-valuetext")
    yield
    expect(page.locator("[role=dialog]")).to_be_hidden(timeout=30_000)
    expect(values).not_to_have_text(before, timeout=15_000)
    share = str(round(float(str(reached).split(" ")[0]) / 100, 3)).removeprefix("0")
    page.wait_for_function("share => location.search.includes(`v${share}`)", arg=share, timeout=15_000)
    assert slider.get_attribute("aria-valuetext") == reached
    assert lever_parameter(page) == re.sub(r"v[.\d]+", f"v{share}", levers), "the other levers stand as they did"
    again = page.context.new_page()
    again.goto(page.url)
    expect(again.locator(".scenario-value")).to_have_count(values.count(), timeout=30_000)
    again.wait_for_selector(AT_REST, timeout=30_000)
    expect(values).to_have_text(again.locator(".scenario-value").all_inner_texts(), timeout=15_000)
    page.wait_for_selector(AT_REST, timeout=30_000)
    expect(values).to_have_text(again.locator(".scenario-value").all_inner_texts(), timeout=1_000)
    assert lever_parameter(page) == lever_parameter(again)
    again.close()


def test_a_stopped_server_is_said_in_the_readers_language_and_every_page_catches_up(browser: Browser) -> None:
    """One server stops and comes back, and everybody who was at a page of it goes on: readers, planners, both
    languages."""
    port = free_port()
    with browser.new_context(viewport={"width": 1366, "height": 768}) as context:
        reader, planner = context.new_page(), context.new_page()
        hands = {language: context.new_page() for language in Language}
        with serving(port=port, prepared=True) as server:
            stories = [
                looking(reader, f"{server.url}/enrolment?lang=zh"),
                choosing(planner, f"{server.url}/scenario?lang=en"),
                *map(dragging, hands.values()),
            ]
            for language, page in hands.items():
                choose_cautious_after_a_move(page, f"{server.url}/scenario?lang={language.value}")
                page.wait_for_selector(AT_REST)
            for story in stories:
                next(story)
        for story in stories:
            next(story)
        for page, language in [(reader, Language.ZH), (planner, Language.EN), *((hands[one], one) for one in Language)]:
            expect_words_of_a_stopped_server(page, language)
        with serving(port=port, prepared=True):
            for story in stories:
                assert next(story, "told to its end") == "told to its end"


@pytest.mark.parametrize("language", Language)
def test_an_address_without_a_page_says_so_in_the_readers_language(visit: Visit, language: Language) -> None:
    visit.page.goto(f"{visit.server.url}/nowhere?lang={language.value}")
    words = catalogue(language)("engine.page_requested")
    expect(visit.page.locator("[role=dialog]")).to_contain_text(words, timeout=15_000)
    # The browser notes it too, and nothing else.
    visit.complaints[:] = [line for line in visit.complaints if "does not seem to exist" not in line]
