"""A meeting: every screen fills the wall without scrolling, keys and clickers work, nothing is lost."""

from __future__ import annotations

import pytest
from playwright.sync_api import expect

from tests.support.browsing import Visit
from tests.support.claims import every
from tests.support.whole_pages.misfits import MISFITS

WALLS = {"zh": (1024, 768), "en": (1366, 768)}
"""A wall of 1920 × 1080 shows what one of 1366 × 768 does, larger."""
DRAWN = """() => document.querySelector('.meeting-place')?.textContent.match(/\\d+ \\/ \\d+/)
  && [...document.querySelectorAll('.meeting .chart')].every((chart) => chart.dataset.created === '1')"""
SPILLS = """() => [...document.querySelectorAll('.meeting :is(section, .screen-body, .screen-card, .task-column)')]
  .filter((one) => one.checkVisibility({ visibilityProperty: true }))
  .filter((one) => one.scrollHeight > one.clientHeight + 1 || one.scrollWidth > one.clientWidth + 1)
  .map((one) => one.className)"""
LEAST = 13
"""The size a very long finding shrinks to on the stage; others are as large as on a desk, 18, or larger."""
TYPE = """(selector) => [...document.querySelectorAll(selector)]
  .map((one) => parseFloat(getComputedStyle(one).fontSize) * one.getBoundingClientRect().width / one.offsetWidth)"""


def place(visit: Visit) -> str:
    visit.page.wait_for_function(DRAWN)
    return visit.page.locator(".meeting-place").inner_text().split(" · ")[0]


def press(visit: Visit, *keys: str) -> str:
    """The keys one after the other; where one is then."""
    for key in keys:
        visit.page.keyboard.press(key)
    return place(visit)


def at_screen(visit: Visit, screen: str) -> None:
    visit.page.wait_for_function("to => new URL(location.href).searchParams.get('screen') === to", arg=screen)


@pytest.mark.parametrize("language", WALLS)
def test_every_screen_of_every_page_fills_the_wall_and_nothing_lies_on_something_else(
    visit: Visit, language: str
) -> None:
    width, height = WALLS[language]
    visit.page.set_viewport_size({"width": width, "height": height})
    visit.open(f"/?lang={language}&present=1")
    total = int(place(visit).split(" / ")[1])
    assert total > 40
    wrong, seen = [], []
    for number in range(1, total + 1):
        visit.page.wait_for_function(
            "number => document.querySelector('.meeting-place').textContent.startsWith(`${number} /`)", arg=str(number)
        )
        shown = place(visit)
        seen.append(visit.parameters["screen"])
        wrong += [f"{language} {shown} {seen[-1]}: {one}" for one in visit.page.evaluate(SPILLS)]
        visit.page.evaluate("document.querySelector('.meeting-source').textContent = ''")  # may end in an ellipsis
        if visit.parameters["screen"] != "scenario":
            wrong += [f"{language} {shown} {seen[-1]}: {one}" for one in visit.page.evaluate(MISFITS)["misfits"]]
            sizes = visit.page.evaluate(TYPE, ".meeting-screen:not([hidden]) h2")
            assert every(size >= 1.6 * LEAST for size in sizes), seen[-1]
        visit.page.keyboard.press("PageDown")
    assert len(set(seen)) == total
    assert not wrong, "\n".join(wrong)


def test_a_presenter_goes_through_the_screens_with_keys_and_loses_nothing(visit: Visit) -> None:
    page, main = visit.page, "document.querySelector('[data-testid=stMain]').scrollTop"
    visit.open("/enrolment?lang=zh&basis=entrants&as_of=2024-09-01")
    page.evaluate(f"{main} = 300")
    expect(page.locator(".st-key-present kbd")).to_have_attribute("aria-label", "快捷键 P")
    first = int(press(visit, "p").split(" / ")[0])
    total = int(place(visit).split(" / ")[1])
    assert visit.parameters["basis"] == "entrants"
    assert page.locator("#root[inert]").count() == 1
    assert page.locator(".meeting-place").inner_text().endswith("截至2024-09-01 · 示例数据")

    assert press(visit, "PageDown", " ", "ArrowLeft").startswith(f"{first + 1} /")
    assert press(visit, "Home").startswith("1 /")
    at_screen(visit, "overview")
    assert visit.path == "/"
    page.keyboard.press("End")
    page.wait_for_function("() => location.pathname === '/scenario'")
    assert place(visit) == f"{total} / {total}"
    page.keyboard.press(str(first))
    at_screen(visit, "secondary_vocational_enrolment")
    assert visit.path == "/enrolment"
    page.keyboard.type("999")
    expect(page.locator(".meeting-said")).to_contain_text("没有第999屏")

    page.keyboard.press("b")
    expect(page.locator(".meeting-blank")).to_be_visible()
    assert press(visit, "PageDown").startswith(f"{first} /")  # any key brings the screen back, and no more
    page.keyboard.press("?")
    expect(page.locator(".meeting-help dt")).to_have_count(8)
    page.keyboard.press("a")
    expect(page.locator(".meeting-sheet td")).to_have_count(12)
    expect(page.locator(".meeting-sheet .screen-more")).to_have_count(0)
    page.keyboard.press("Escape")
    expect(page.locator(".meeting-sheet")).to_be_hidden()
    page.keyboard.press("Escape")
    expect(page.locator(".meeting")).to_have_count(0)
    assert visit.parameters == {"lang": "zh", "as_of": "2024-09-01", "basis": "entrants"}
    assert page.evaluate(main) == 300

    page.locator(".search input").click()
    page.keyboard.type("p")
    expect(page.locator(".meeting")).to_have_count(0)


def test_the_sliders_stand_beside_the_chart_and_what_is_set_goes_on_with_the_screens(visit: Visit) -> None:
    page = visit.page
    visit.open("/scenario?lang=en&goal=vocational_share&present=1&screen=scenario")
    lever = page.locator(".st-key-lever_vocational_entrant_share input[type=range]")
    expect(page.locator("html.meeting-live")).to_have_count(1, timeout=20_000)
    chart = visit.boxes(".scenario-large .chart")[0]
    (slider,) = visit.boxes(".st-key-lever_vocational_entrant_share input[type=range]")
    assert slider["right"] < chart["left"]
    assert chart["bottom"] <= 768
    assert chart["bottom"] - chart["top"] > 300
    lever.press("End")
    page.wait_for_function("() => new URL(location.href).searchParams.get('s')")
    assert visit.parameters["screen"] == "scenario"
    page.keyboard.press("PageDown")
    at_screen(visit, "scenario_combination")
    expect(page.locator(".meeting-screen h2").first).to_contain_text("Vocational : general")
    moved = visit.parameters["s"]
    page.keyboard.press("Escape")
    expect(page.locator(".meeting")).to_have_count(0)
    assert (visit.path, visit.parameters["s"]) == ("/scenario", moved)


def test_a_link_opens_at_its_screen_and_a_page_of_forms_says_that_it_has_none(visit: Visit) -> None:
    page = visit.page
    visit.open("/teachers?lang=en&present=1&screen=3")
    place(visit)
    at_screen(visit, "dual_qualified_schools")
    page.reload()
    place(visit)
    assert visit.parameters["screen"] == "dual_qualified_schools"
    visit.open("/teachers?lang=en&present=1&screen=nonsense")
    expect(page.locator(".meeting-said")).to_contain_text("“nonsense”")
    at_screen(visit, "dual_qualified_share")
    visit.open("/intake?lang=en&present=1")
    expect(page.locator(".meeting-message")).to_contain_text("no screens for a meeting")
    page.keyboard.press("PageDown")
    at_screen(visit, "overview")
    page.keyboard.press("p")
    expect(page.locator("h1.page-title")).to_contain_text("goals")
    assert "present" not in visit.parameters
