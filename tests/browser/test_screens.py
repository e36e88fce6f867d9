"""On every screen and on paper, in both languages, every page is whole, and in nobody's way."""

import pytest

from core.language import Language, catalogue
from core.ui.frame import PAGES
from tests.support.browsing import Visit
from tests.support.whole_pages.barriers import barriers
from tests.support.whole_pages.misfits import MISFITS
from tests.support.whole_pages.paper import letters, lost_on_paper, printed

WIDTHS = {"laptop": 1366, "desk": 1920, "telephone": 390, "projector": 1024}
SCREENS = tuple(WIDTHS)
"""From the one every visit begins with to the one where the language changes: another width draws every chart anew, and
so does paper, after which they are drawn once if the window has another width at once."""
ADDRESSES = [
    "/scenario?goal=vocational_share&" if page == "scenario" else f"/{'' if page == 'overview' else page}?"
    for group in PAGES.values()
    for page in group
]

AT_ONCE = "[data-testid=stSidebar], [data-testid=stSidebar] * { transition: none !important; }"
"""While the navigation slides in, every chart would be drawn anew for every width on the way; the last one counts."""


def opened(visit: Visit, address: str) -> None:
    visit.open(address)
    visit.page.add_style_tag(content=AT_ONCE)


def at(visit: Visit, screen: str) -> None:
    """The window as wide as that of this screen."""
    if visit.page.viewport_size != (size := {"width": WIDTHS[screen], "height": 768}):
        visit.page.set_viewport_size(size)
        visit.settle()


def on_screens(visit: Visit, screens: tuple[str, ...], state: str) -> list[str]:
    """What does not fit in the windows of these screens."""
    wrong = []
    for screen in screens:
        at(visit, screen)
        wrong += misfits(visit, f"{state}, {screen}")
    return wrong


def sections(visit: Visit, state: str) -> list[str]:
    """What does not fit in those parts of a page that are shown one at a time, on the two narrowest screens."""
    wrong, screens = [], ("telephone", "projector")
    for number in range(1, visit.page.locator(".st-key-section button").count()):
        section = visit.page.locator(".st-key-section button").nth(number)
        section.click()
        visit.settle()
        visit.unfold()
        screens, name = screens[::-1], f"{state}, {section.inner_text()}"
        wrong += on_screens(visit, screens[:1], name)
        wrong += [*barriers(visit), *lost_on_paper(visit)] if state == "zh" else []
        wrong += on_screens(visit, screens[1:], name)
    return wrong


def misfits(visit: Visit, state: str) -> list[str]:
    seen = visit.page.evaluate(MISFITS)
    assert seen["texts"] > 20, f"{state}: the page is empty"
    return [f"{state}: {one}" for one in seen["misfits"]]


@pytest.mark.parametrize("address", ADDRESSES)
def test_a_page_is_whole_on_every_screen_and_on_paper_and_in_nobodys_way(visit: Visit, address: str) -> None:
    """The window becomes wider and narrower, the language changes: the page stays."""
    opened(visit, f"{address}lang=zh")
    visit.unfold()
    wrong = [*barriers(visit), *on_screens(visit, SCREENS[:1], "zh"), *lost_on_paper(visit)]
    wrong += on_screens(visit, SCREENS[1:], "zh")
    visit.switch_language("en")
    visit.unfold()
    wrong += [*on_screens(visit, SCREENS[-1:], "en"), *barriers(visit), *lost_on_paper(visit, landscape=True)]
    wrong += on_screens(visit, SCREENS[-2::-1], "en")
    assert not wrong, "\n".join(wrong)


@pytest.mark.parametrize("address", ["/scenario?goal=vocational_share&", "/sources?"])
def test_every_section_of_a_page_is_whole_on_narrow_screens_and_on_paper(visit: Visit, address: str) -> None:
    wrong = []
    opened(visit, f"{address}lang=zh")
    at(visit, "projector")
    assert visit.page.locator(".st-key-section button").count() > 3
    for language in ("zh", "en"):
        wrong += sections(visit, language)
        if language == "zh":
            visit.switch_language("en")
    assert not wrong, "\n".join(wrong)


def test_a_text_that_is_cut_off_and_one_that_covers_another_are_noticed(visit: Visit) -> None:
    visit.open("/sources?lang=en")
    assert misfits(visit, "now") == []
    visit.page.evaluate("""() => {
      const place = document.querySelector('h1.page-title');
      place.style.position = 'relative';
      place.innerHTML += '<span style="position:absolute;left:0;top:0">covers it</span>'
        + '<span style="display:inline-block;width:30px;overflow:hidden;white-space:nowrap">far too long</span>';
    }""")
    noticed = misfits(visit, "now")
    assert any("covers it" in one for one in noticed)
    assert "now: cut off: far too long" in noticed


def test_paper_leaves_out_what_is_folded_and_to_be_pressed_and_says_so(visit: Visit) -> None:
    visit.open("/teachers?lang=en")
    drawn = "all => all.map(one => one.querySelector('svg').getAttribute('width'))"
    before = visit.page.locator(".chart").evaluate_all(drawn)
    paper = printed(visit)
    folded = letters(catalogue(Language.EN)("frame.folded"))
    assert folded in paper.sheets[0]
    assert letters(catalogue(Language.EN)("frame.present")) not in paper.words
    assert letters(catalogue(Language.EN)("panel.csv")) not in paper.words
    visit.settle()
    assert visit.page.locator(".chart").evaluate_all(drawn) == before
    visit.unfold()
    assert folded not in printed(visit).words


def test_what_is_lost_on_paper_or_in_somebodys_way_is_noticed(visit: Visit) -> None:
    visit.open("/teachers?lang=en")
    visit.unfold()
    assert [*lost_on_paper(visit), *barriers(visit)] == []
    visit.page.evaluate("""() => {
      document.head.insertAdjacentHTML('beforeend', `<style>@media print {
        .rows tr:nth-child(3) { display:none; } .on-paper { display:none !important; }
      }</style>`);
      document.querySelector('h1.page-title').insertAdjacentHTML('afterend', '<h5>deep</h5><button></button>');
    }""")
    lost = lost_on_paper(visit)
    assert any(one.startswith("row ") for one in lost)
    assert any(one.startswith("sheet 2: no Qijiang") for one in lost)
    assert {"heading-order", "button-name"} <= {one.split()[0] for one in barriers(visit)}
