"""Every page from the moment somebody opens a link to it: whole at every date, on every screen, in both languages.

A page is opened once for all tests of it, each of which goes on from where the one before left it.
"""

import itertools
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from core.language import Language, catalogue
from core.snapshots import demonstration_root, releases
from core.ui.frame import PAGES
from tests.support.browsing import Visit, next_visit
from tests.support.district.frame_words import menu_word, page_title
from tests.support.serving import free_port, serving
from tests.support.whole_pages.barriers import barriers
from tests.support.whole_pages.paper import lost_on_paper
from tests.support.whole_pages.screens import AT_ONCE, misfits, misfits_on
from tests.support.whole_pages.words import CJK, foreign_words

NAMES = [page for group in PAGES.values() for page in group]
BEFORE, NEWEST = [snapshot.id for snapshot in releases(demonstration_root()).snapshots][-2:]
WITHOUT_CHARTS = ("tasks", "indicators", "intake", "meeting", "sources")
WITHOUT_PANELS = ("overview", "meeting")
SENTENCES = ".panel-head h2, .card-value, .card-gap, .closing-line, .scenario-sentence"

CHARTS = """all => Object.fromEntries(all.map(one =>
  [one.chartData.name, [one.mark ?? '', one.dataset.created, Number(one.dataset.drawn)]]))"""
"""By the name of each chart: its mark, how often it was made, how often it was drawn."""

PARTS = """() => {
  const all = (selector, within = document) => [...within.querySelectorAll(selector)];
  const box = (one) => { const { width, height } = one.getBoundingClientRect(); return [width, height]; };
  const rows = '.rows tbody tr, .task-board .task-card';
  return {
    charts: all('.chart:not([aria-hidden])').map((chart) => ({
      label: chart.getAttribute('aria-label') ?? '', role: chart.getAttribute('role'),
      pressed: all('a, button, [role=button], [tabindex]', chart).length, pictures: all('svg', chart).length,
      size: box(chart),
    })),
    tags: all('.tag.illustrative').map((tag) => [tag.innerText, tag.checkVisibility()]),
    panels: all('[class*="st-key-panel_"]').map((panel) => ({
      heading: all('.panel-head h2', panel)[0]?.innerText ?? '', source: all('.source', panel)[0]?.innerText ?? '',
      illustrative: all('.tag.illustrative', panel).length, rows: all(rows, panel).length,
      downloads: ['csv', 'xlsx'].map((kind) => all(`a.export_${kind}`, panel).length),
    })),
    widths: [document.documentElement.scrollWidth, innerWidth],
  };
}"""
"""What a page consists of. The rows of a panel, as in its download: a line of a table each, or a card on the board of
tasks."""


@dataclass(frozen=True, slots=True)
class OpenPage:
    """A page somebody has opened at the date `BEFORE`, with the figures and sentences it showed at first."""

    name: str
    visit: Visit
    figures: dict[str, str]
    sentences: list[str]

    @property
    def has_charts(self) -> bool:
        return self.name not in WITHOUT_CHARTS

    def show(self, release: str) -> None:
        if self.visit.parameters["as_of"] != release:
            self.visit.choose_as_of(release)


def sentences(visit: Visit) -> list[str]:
    return visit.page.locator(SENTENCES).all_inner_texts()


@pytest.fixture(scope="module")
def port() -> int:
    """Where the dashboard comes back after every restart."""
    return free_port()


@pytest.fixture(scope="module", params=NAMES)
def opened(window: Page, port: int, request: pytest.FixtureRequest) -> Iterator[OpenPage]:
    """The dashboard was restarted, and the first person opens a link to a page."""
    name = request.param
    # A goal that is not reached yet: what it takes has rows.
    address = "/?" if name == "overview" else "/scenario?goal=vocational_share&" if name == "scenario" else f"/{name}?"
    window.set_viewport_size({"width": 1366, "height": 768})
    with serving(port=port, prepared=True) as server, next_visit(window, server) as visit:
        visit.open(f"{address}as_of={BEFORE}&lang=zh")
        yield OpenPage(name, visit, visit.figures, sentences(visit))
        assert "Traceback" not in server.log.read_text("utf-8")


def test_the_first_person_after_a_restart_can_open_a_shared_link(opened: OpenPage) -> None:
    visit, texts = opened.visit, catalogue(Language.ZH)
    expect(visit.page.locator("h1.page-title")).to_have_text(page_title(opened.name, texts))
    links = visit.page.locator(".st-key-navigation [data-testid=stPageLink] a")
    expect(links).to_have_text([menu_word(page, texts) for page in NAMES])
    expect(visit.page.locator(".chart, .panel-head h2").first).to_be_visible()
    assert visit.path == ("/" if opened.name == "overview" else f"/{opened.name}")
    assert (visit.parameters["as_of"], visit.parameters["lang"]) == (BEFORE, "zh")


def test_another_date_moves_every_chart_and_sentence_without_making_a_chart_anew(opened: OpenPage) -> None:
    """After the change the page is what a fresh visit to that date shows, in the same nodes."""
    visit = opened.visit
    opened.show(BEFORE)
    visit.page.eval_on_selector_all(".chart", "all => all.forEach(one => { one.mark = one.chartData.name; })")
    opened.show(NEWEST)
    first, newest = visit.page.eval_on_selector_all(".chart", CHARTS), visit.figures
    # The charts of a closing evaluation are there from the due date on only.
    lasting = [chart for chart in newest if not chart.startswith("closing_")]
    assert len(first) == len(newest)
    assert lasting == [*opened.figures]
    assert bool(lasting) == opened.has_charts
    assert sentences(visit) != opened.sentences or not opened.has_charts
    opened.show(BEFORE)
    assert visit.figures == opened.figures
    assert sentences(visit) == opened.sentences
    sources = visit.page.locator('[class*="st-key-panel_"]:has(.tag.illustrative) .source').all_inner_texts()
    assert [source for source in sources if BEFORE not in source] == []
    assert sources or opened.name == "overview" or not opened.has_charts
    moved = [chart for chart in lasting if newest[chart] != opened.figures[chart]]
    assert bool(moved) == opened.has_charts
    second = visit.page.eval_on_selector_all(".chart", CHARTS)
    assert {chart: marks[:2] for chart, marks in second.items()} == {chart: [chart, "1"] for chart in lasting}
    assert [chart for chart in moved if second[chart][2] <= first[chart][2]] == []


def test_every_page_is_whole(opened: OpenPage) -> None:
    """Charts drawn and described; panels with finding, rows, source, status and downloads; nothing too wide."""
    opened.show(NEWEST)
    opened.visit.unfold()
    parts: dict[str, Any] = opened.visit.page.evaluate(PARTS)
    assert parts["charts"] or not opened.has_charts
    for chart in parts["charts"]:
        assert CJK.search(chart["label"]), chart
        assert chart["role"] == ("figure" if chart["pressed"] else "img"), chart
        assert chart["pictures"] >= 1, chart
        assert chart["size"][0] > 150, chart
        assert chart["size"][1] > 60, chart
    if opened.name != "sources":  # which shows definitions and published figures, and every release with its status
        assert parts["tags"][0] == [catalogue(Language.ZH)("tag.illustrative"), True]
    assert parts["panels"] or opened.name in WITHOUT_PANELS
    for panel in parts["panels"]:
        assert len(panel["heading"]) > 3, panel
        assert panel["source"], panel
        # Rows of a release, not what others published.
        assert NEWEST in panel["source"] or not panel["illustrative"], panel
        assert panel["downloads"] == [1, 1], panel
        assert panel["rows"] >= 1, panel
    assert parts["widths"][0] <= parts["widths"][1]


def test_headings_are_in_order(opened: OpenPage) -> None:
    """From the title down, no level is left out: a screen reader leads from heading to heading."""
    opened.show(NEWEST)
    headings = "h1, h2, h3, h4, h5, h6, [role=heading]"
    levels = opened.visit.page.eval_on_selector_all(
        headings, "all => all.filter(one => one.checkVisibility()).map(one => Number(one.ariaLevel ?? one.tagName[1]))"
    )
    assert levels[0] == 1
    assert [(above, below) for above, below in itertools.pairwise(levels) if below > above + 1] == []


def test_a_page_is_whole_on_every_screen_on_paper_and_in_both_languages_and_in_nobodys_way(opened: OpenPage) -> None:
    """The window becomes wider and narrower, the language changes and changes back: the page stays.

    Another width draws every chart anew, and so does paper, after which they are drawn once if the window has another
    width at once: every step takes one thing further, so that all states are seen in eight.
    """
    visit = opened.visit
    opened.show(NEWEST)
    visit.page.add_style_tag(content=AT_ONCE)
    visit.unfold()
    wrong = [*foreign_words(visit, Language.ZH), *barriers(visit), *misfits(visit, "zh, laptop"), *lost_on_paper(visit)]
    wrong += misfits_on(visit, ("telephone", "projector"), "zh")
    visit.switch_language("en")
    visit.unfold()
    wrong += [*foreign_words(visit, Language.EN), *barriers(visit)]
    wrong += [*misfits_on(visit, ("projector", "laptop"), "en"), *lost_on_paper(visit, landscape=True)]
    wrong += misfits_on(visit, ("telephone", "desk"), "en")
    visit.switch_language("zh")
    visit.unfold()
    wrong += [*foreign_words(visit, Language.ZH), *misfits(visit, "zh, desk")]
    assert not wrong, "\n".join(wrong)
