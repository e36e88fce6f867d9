"""On every screen, in both languages, no text of any page is cut off, covered by another, or past the page."""

from collections.abc import Iterator, Mapping

import pytest
from playwright.sync_api import Browser

from core.ui.frame import PAGES
from tests.support.browsing import Visit, visiting
from tests.support.serving import Server

TALL = 9000
"""Higher than any page, so that all of it is on the screen: what is hidden by scrolling is not cut off."""
WIDTHS = {"projector": 1024, "laptop": 1366, "desk": 1920, "telephone": 390}
BEFORE_PEOPLE = {screen: WIDTHS[screen] for screen in ("projector", "laptop")}
ADDRESSES = [
    "/scenario?goal=vocational_share&" if page == "scenario" else f"/{'' if page == 'overview' else page}?"
    for group in PAGES.values()
    for page in group
]

MISFITS = """async () => {
  await Promise.all(document.getAnimations().map((one) => one.finished.catch(() => {})));
  for (let frame = 0; frame < 2; frame += 1) await new Promise(requestAnimationFrame);
  const misfits = new Set(), texts = [], silent = 'SCRIPT STYLE NOSCRIPT OPTION TITLE'.split(' ');
  const boxes = new Map(); // what holds texts holds many: each is measured once
  const measured = (box) => {
    if (!boxes.has(box)) {
      const { overflowX, overflowY, clipPath } = getComputedStyle(box), scrollable = /auto|scroll/;
      const can = scrollable.test(overflowX) || scrollable.test(overflowY);
      const cuts = can || box.tagName.toUpperCase() === 'SVG' || overflowX !== 'visible' || overflowY !== 'visible';
      boxes.set(box, { can, cuts, unseen: clipPath !== 'none', outer: cuts && box.getBoundingClientRect() });
    }
    return boxes.get(box);
  };
  const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  while (walker.nextNode()) {
    const node = walker.currentNode, box = node.parentElement, words = node.textContent.trim().slice(0, 60);
    if (!words || silent.includes(box.tagName.toUpperCase())) continue;
    if (!box.checkVisibility({ visibilityProperty: true, opacityProperty: true })) continue;
    if (box.closest('[data-testid=stSkipToContent], [data-testid=stSidebar][aria-expanded=false]')) continue;
    const range = document.createRange();
    range.selectNodeContents(node);
    for (const rect of range.getClientRects()) {
      if (rect.width < 2 || rect.height < 2) continue;
      let { left, top, right, bottom } = rect, scrolls = false, clipped = false;
      for (let at = box; at !== document.body; at = at.parentElement) {
        const { can, cuts, unseen, outer } = measured(at);
        if (unseen) scrolls = true; // for screen readers alone
        if (!cuts) continue;
        const high = Math.max(bottom - outer.bottom, outer.top - top) / 2; // the room above letters
        const beyond = Math.max(right - outer.right, outer.left - left, high);
        if (can) scrolls ||= (at.dataset.testid === 'stMain' ? high : beyond) > 0; // nobody scrolls a page sideways
        else clipped ||= beyond > 1.5;
        [left, right] = [Math.max(left, outer.left), Math.min(right, outer.right)];
        [top, bottom] = [Math.max(top, outer.top), Math.min(bottom, outer.bottom)];
      }
      if (!scrolls && clipped) misfits.add(`cut off: ${words}`);
      if (!scrolls && rect.right > innerWidth + 1) misfits.add(`past the page: ${words}`);
      if (right - left > 2 && bottom - top > 2) texts.push({ words, left, top, right, bottom, node });
    }
  }
  texts.sort((one, two) => one.top - two.top);
  texts.forEach((one, index) => {
    for (let at = index + 1; at < texts.length && texts[at].top < one.bottom; at += 1) {
      const two = texts[at], lowest = Math.min(one.bottom - one.top, two.bottom - two.top);
      const across = Math.min(one.right, two.right) - Math.max(one.left, two.left);
      const up = Math.min(one.bottom, two.bottom) - Math.max(one.top, two.top);
      if (one.node !== two.node && across > 2 && up > lowest * 0.35) misfits.add(`${one.words} | ${two.words}`);
    }
  });
  const { scrollWidth } = document.scrollingElement;
  if (scrollWidth > innerWidth + 1) misfits.add(`the page is ${scrollWidth} wide`);
  return { misfits: [...misfits], texts: texts.length };
}"""
"""What does not fit: cut off by what holds it, past the page, or lying on another; and how many texts there are."""


@pytest.fixture(scope="module")
def tall(browser: Browser, server: Server) -> Iterator[Visit]:
    with visiting(browser, server, height=TALL) as visit:
        yield visit


def presenting(visit: Visit, *, on: bool) -> None:
    visit.page.locator(".st-key-present button").click()
    visit.page.wait_for_function("on => (new URL(location.href).searchParams.get('present') === '1') === on", arg=on)
    visit.settle()


def on_screens(visit: Visit, widths: Mapping[str, int], state: str) -> list[str]:
    """What does not fit in windows of these widths, with every table open."""
    visit.unfold()
    wrong = []
    for screen, width in widths.items():
        visit.page.set_viewport_size({"width": width, "height": TALL})
        visit.settle()
        wrong += misfits(visit, f"{state}, {screen}")
    visit.page.set_viewport_size({"width": 1366, "height": TALL})
    return wrong


def misfits(visit: Visit, state: str) -> list[str]:
    seen = visit.page.evaluate(MISFITS)
    assert seen["texts"] > 20, f"{state}: the page is empty"
    return [f"{state}: {one}" for one in seen["misfits"]]


@pytest.mark.parametrize("address", ADDRESSES)
def test_no_text_is_cut_off_or_covered(tall: Visit, address: str) -> None:
    """The window becomes wider and narrower, people are there and leave, the language changes: the page stays."""
    tall.page.set_viewport_size({"width": 1366, "height": TALL})
    tall.open(f"{address}lang=zh")
    wrong = on_screens(tall, WIDTHS, "zh")
    presenting(tall, on=True)
    wrong += on_screens(tall, BEFORE_PEOPLE, "zh, presenting")
    tall.switch_language("en")
    wrong += on_screens(tall, BEFORE_PEOPLE, "en, presenting")
    presenting(tall, on=False)
    wrong += on_screens(tall, WIDTHS, "en")
    assert not wrong, "\n".join(wrong)


def test_a_text_that_is_cut_off_and_one_that_covers_another_are_noticed(tall: Visit) -> None:
    tall.open("/sources?lang=en")
    assert misfits(tall, "now") == []
    tall.page.evaluate("""() => {
      const place = document.querySelector('h1.page-title');
      place.style.position = 'relative';
      place.innerHTML += '<span style="position:absolute;left:0;top:0">covers it</span>'
        + '<span style="display:inline-block;width:30px;overflow:hidden;white-space:nowrap">far too long</span>';
    }""")
    noticed = misfits(tall, "now")
    assert any("covers it" in one for one in noticed)
    assert "now: cut off: far too long" in noticed


@pytest.mark.parametrize("address", ["/enrolment?lang=zh", "/sources?lang=en"])
def test_paper_has_the_title_and_whole_tables(tall: Visit, address: str) -> None:
    """Nothing can be scrolled on paper, so that no table may end where its window on the screen ends."""
    tall.page.set_viewport_size({"width": 1366, "height": TALL})
    tall.open(address)
    tall.unfold()
    rows = tall.page.locator(".rows")
    hidden = "all => all.filter(one => one.scrollHeight > one.clientHeight + 1).length"
    tall.page.emulate_media(media="print")
    try:
        assert rows.count() > 0
        assert rows.evaluate_all(hidden) == 0
        assert tall.page.locator("h1.page-title").is_visible()
        assert tall.page.locator(".st-key-as_of select").is_visible()
        assert not tall.page.locator(".st-key-present button").is_visible()
        assert tall.page.locator(".rows thead").evaluate_all(
            "all => all.every(one => getComputedStyle(one).display === 'table-header-group')"
        )
    finally:
        tall.page.emulate_media(media="screen")
