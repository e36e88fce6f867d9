"""On every screen and on paper, in both languages, every page is whole, and in nobody's way."""

import pytest

from core.language import Language, catalogue
from tests.support.browsing import Visit
from tests.support.whole_pages.barriers import barriers
from tests.support.whole_pages.paper import letters, lost_on_paper, printed
from tests.support.whole_pages.screens import AT_ONCE, misfits, misfits_on, set_width


def sections(visit: Visit, state: str) -> list[str]:
    """What does not fit in those parts of a page that are shown one at a time, on the two narrowest screens."""
    wrong, screens = [], ("telephone", "projector")
    for number in range(1, visit.page.locator(".st-key-section button").count()):
        section = visit.page.locator(".st-key-section button").nth(number)
        section.click()
        visit.settle()
        visit.unfold()
        screens, name = screens[::-1], f"{state}, {section.inner_text()}"
        wrong += misfits_on(visit, screens[:1], name)
        wrong += [*barriers(visit), *lost_on_paper(visit)] if state == "zh" else []
        wrong += misfits_on(visit, screens[1:], name)
    return wrong


@pytest.mark.parametrize("address", ["/scenario?goal=vocational_share&", "/sources?"])
def test_every_section_of_a_page_is_whole_on_narrow_screens_and_on_paper(visit: Visit, address: str) -> None:
    wrong = []
    visit.open(f"{address}lang=zh")
    visit.page.add_style_tag(content=AT_ONCE)
    set_width(visit, "projector")
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
