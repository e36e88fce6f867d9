"""The search box in a real browser: reached and walked through by keys; while one types none is a key of the page."""

from __future__ import annotations

from playwright.sync_api import expect

from tests.support.browsing import Visit


def test_a_task_is_found_and_opened_by_keys_alone(visit: Visit) -> None:
    visit.open("/?lang=zh")
    visit.page.keyboard.press("/")
    box = visit.page.locator(".search input")
    expect(box).to_be_focused()
    visit.page.keyboard.type("cr p9")  # keys that mean something to the page
    assert "present" not in visit.page.url
    box.fill("ssx")
    first = visit.page.locator(".search [role=option]").first
    expect(first).to_contain_text("任务9 双师型教师")
    expect(first.locator("mark")).to_have_text("双师型")
    visit.page.keyboard.press("ArrowDown")
    expect(first).to_have_attribute("aria-selected", "true")
    expect(box).to_have_attribute("aria-activedescendant", "search-option-0")
    visit.page.keyboard.press("Escape")
    expect(visit.page.locator(".search-list")).to_be_hidden()
    box.fill("任务9")
    visit.page.keyboard.press("Enter")  # faster than the answer
    visit.page.wait_for_url("**/tasks?task=9*")


def test_a_name_that_looks_like_markup_is_shown_as_text_and_the_list_stays_in_the_window(visit: Visit) -> None:
    visit.page.set_viewport_size({"width": 390, "height": 800})
    visit.page.goto(f"{visit.server.url}/search?lang=en&find=%3Cimg%20src%3Dx%20onerror%3Dalert(1)%3E")
    visit.page.wait_for_selector(".search-results")
    assert visit.page.locator(".st-key-page img, .search img").count() == 0
    box = visit.page.locator(".search input")
    expect(box).to_have_value("<img src=x onerror=alert(1)>")
    box.fill("school")
    listed = visit.page.locator(".search-list")
    expect(listed.locator("[role=option]").first).to_be_visible()
    place = listed.bounding_box()
    assert place is not None
    assert place["x"] >= 0
    assert place["x"] + place["width"] <= 390
    assert visit.page.evaluate("document.documentElement.scrollWidth") == 390
