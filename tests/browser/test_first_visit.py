"""A first visit fetches what the page shows, and ahead of time only what a hand is about to need."""

from __future__ import annotations

from playwright.sync_api import Browser

from tests.support.serving import Server

HEAVY = ("plotly", "MaterialSymbols", "SourceSans")
LIBRARY = "plotly"


def test_no_font_is_fetched_and_no_library_where_the_charts_are_still(browser: Browser, server: Server) -> None:
    """With a hand on the way to a page that needs the library, it is fetched ahead of time."""
    with browser.new_context(locale="zh-CN") as context:
        page = context.new_page()
        for address in ("/", "/scenario", "/intake", "/sources", "/colleges"):
            asked = list[str]()
            page.on("request", lambda request, asked=asked: asked.append(request.url))
            page.goto(server.url + address)
            page.locator(".chart svg, .panel-head h2").first.wait_for()
            page.wait_for_load_state("networkidle")
            assert len(asked) > 10, address
            heavy = {name for name in HEAVY for url in asked if name in url}
            assert heavy == ({LIBRARY} if address == "/colleges" else set()), address
            icons = page.locator("[data-testid=stIconMaterial]").all_text_contents()
            assert icons
            assert {len(icon) for icon in icons} == {1}, icons
            if not heavy:
                with page.expect_request(lambda request: LIBRARY in request.url):
                    page.locator(".st-key-navigation a[href*=enrolment]").hover()
            page.goto("about:blank")
