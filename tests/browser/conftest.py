"""What the browser tests share: one browser and one window a worker, so that scripts are fetched and compiled once."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page, sync_playwright

from tests.support.browsing import Visit, launched, next_visit
from tests.support.serving import Server


@pytest.fixture(scope="package")
def browser(chromium_path: str) -> Iterator[Browser]:
    """Ends with the folder: while it runs, no other test could use asyncio."""
    with sync_playwright() as playwright:
        browser = launched(playwright, chromium_path)
        yield browser
        browser.close()


@pytest.fixture(scope="package")
def window(browser: Browser) -> Iterator[Page]:
    """A window of 1366 x 768 in a Chinese browser that stays open for all tests."""
    context = browser.new_context(viewport={"width": 1366, "height": 768}, locale="zh-CN")
    yield context.new_page()
    context.close()


@pytest.fixture
def visit(window: Page, server: Server) -> Iterator[Visit]:
    """A person at that window, 1366 x 768, of whom nothing is known yet."""
    window.set_viewport_size({"width": 1366, "height": 768})
    with next_visit(window, server) as visit:
        yield visit
