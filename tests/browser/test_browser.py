"""The dashboard in a real browser against a real server: what a person sees, clicks and reads."""

import itertools
import re
import shutil
from collections.abc import Callable, Mapping
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Locator, Page, Route, expect

from core.language import Language, catalogue
from core.scenario.levers import MODEL_VERSION
from core.scenario.link import levers_of_link
from core.scenario_basis.lever_declarations import declarations
from core.snapshots import demonstration_root, releases
from core.snapshots.demonstration_removal import REMOVED
from core.ui.frame import PAGES
from tests.support.browsing import Visit, next_visit, visiting
from tests.support.claims import every
from tests.support.district.frame_words import menu_word, page_title
from tests.support.serving import ROOT, Server

NAMES = [page for group in PAGES.values() for page in group]
ADDRESS = {page: "/" if page == "overview" else f"/{page}" for page in NAMES}
RELEASES = [snapshot.id for snapshot in releases(demonstration_root()).snapshots]
NEWEST, BEFORE, OLDEST = RELEASES[-1], RELEASES[-2], RELEASES[0]
CARDS = '[class*="st-key-goal_"]'
GOALS = 8
CJK = re.compile(r"[\u2e80-\u9fff\uf900-\ufaff\uff01-\uff60]")
Open = Callable[..., Visit]


@pytest.fixture
def spoilt(own: tuple[Server, Path]) -> tuple[Server, Path]:
    """That dashboard with the two newest demonstration releases as its own."""
    running, home = own
    for release in (BEFORE, NEWEST):
        shutil.copytree(demonstration_root() / release, home / "snapshots" / release)
    return running, home


def test_the_as_of_date_offers_every_release_and_changes_the_numbers_and_the_address(visit: Visit) -> None:
    visit.open("/")
    assert visit.parameters["as_of"] == NEWEST
    assert visit.page.locator(".message.amber").count() == 0
    newest = visit.card_values
    texts = catalogue(Language.ZH)
    options = visit.page.locator(".st-key-as_of select option")
    expect(options).to_have_text([texts("frame.as_of_option", day=release) for release in reversed(RELEASES)])
    visit.choose_as_of(OLDEST)
    assert visit.parameters["as_of"] == OLDEST
    assert visit.card_values != newest
    amber = visit.page.locator(".message.amber")
    expect(amber).to_contain_text(OLDEST)
    expect(amber).to_contain_text(NEWEST)
    visit.choose_as_of(NEWEST)
    assert visit.card_values == newest
    expect(amber).to_have_count(0)


def test_the_document_is_declared_in_the_language_it_was_switched_to(visit: Visit) -> None:
    visit.open("/")
    assert visit.page.evaluate("document.documentElement.lang") == "zh-CN"
    visit.switch_language("en")
    visit.page.wait_for_function("() => document.documentElement.lang === 'en'", timeout=5_000)
    assert visit.page.title() == page_title("overview", catalogue(Language.EN))


def test_an_english_browser_is_greeted_in_english(browser: Browser, server: Server) -> None:
    with visiting(browser, server, locale="en-GB") as visit:
        visit.open("/")
        assert visit.parameters["lang"] == "en"
        expect(visit.page.locator("h1.page-title")).to_have_text(page_title("overview", catalogue(Language.EN)))


def overlapping(boxes: list[dict[str, float]], air: float = 0) -> list[tuple[int, int]]:
    """Pairs of boxes that lie on each other; `air` is what a line has of its own above and below its letters."""
    return [
        (i, j)
        for (i, a), (j, b) in itertools.combinations(enumerate(boxes), 2)
        if min(a["right"], b["right"]) - max(a["left"], b["left"]) > 1
        and min(a["bottom"], b["bottom"]) - max(a["top"], b["top"]) > 1 + 2 * air
    ]


PARTS_OF_CARDS = """parts => [...document.querySelectorAll('[class*="st-key-goal_"]')].map(card => {
  const box = one => {
    const { left, top, right, bottom } = one.getBoundingClientRect();
    return { left, top, right, bottom };
  };
  return { ...box(card), parts: parts.flatMap(part => [...card.querySelectorAll(part)].map(box)) };
})"""


def assert_all_goals_are_on_one_screen(visit: Visit) -> None:
    screen = visit.page.viewport_size
    assert screen is not None
    cards = visit.page.evaluate(
        PARTS_OF_CARDS, ["a p", ".card-value", ".card-goal", ".card-status", ".card-gap", ".card-year", ".chart"]
    )
    assert len(cards) == GOALS
    assert every(card["left"] >= 0 and card["top"] >= 0 and card["right"] <= screen["width"] for card in cards)
    assert max(card["bottom"] for card in cards) <= screen["height"]
    assert overlapping(cards) == []
    rows = {round(card["top"]): {round(one["bottom"]) for one in cards if one["top"] == card["top"]} for card in cards}
    assert every(len(bottoms) == 1 for bottoms in rows.values()), "the cards of a row end at one height"
    room = visit.page.eval_on_selector(
        "[data-testid=stMain]", "main => [main.scrollHeight, main.clientHeight, main.scrollWidth, main.clientWidth]"
    )
    assert room[0] <= room[1]
    assert room[2] <= room[3]
    for card in cards:
        boxes = [box for box in card["parts"] if box["right"] > box["left"]]
        assert len(boxes) >= 5, card
        assert overlapping(boxes, air=3) == [], card
        assert every(box["left"] >= card["left"] and box["right"] <= card["right"] + 0.5 for box in boxes), card
    cut_off = visit.page.eval_on_selector_all(
        ".card-numbers, .card-line, .closing, .overview-foot, h1.page-title, [data-testid=stPageLink] a p",
        "all => all.filter(one => one.scrollWidth > one.clientWidth + 1).map(one => one.textContent)",
    )
    assert cut_off == []


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_all_goals_are_on_one_screen_and_nothing_lies_on_something_else(visit: Visit, lang: str) -> None:
    """On a laptop, a desk and a projector, with the first release and the last one."""
    visit.open(f"/?lang={lang}&as_of={OLDEST}")
    assert_all_goals_are_on_one_screen(visit)
    visit.choose_as_of(NEWEST)
    for width, height in ((1366, 768), (1920, 1080), (1024, 768)):
        visit.page.set_viewport_size({"width": width, "height": height})
        visit.settle()
        assert_all_goals_are_on_one_screen(visit)


def test_every_goal_has_its_status_as_shape_word_and_colour(visit: Visit) -> None:
    visit.open("/")
    statuses = visit.page.locator(".card-status")
    assert statuses.count() == GOALS
    texts = catalogue(Language.ZH)
    words = {texts(f"status.{status}") for status in ("met", "missed", "on_track", "lagging", "far_behind")}
    words |= {texts(f"status.{status}") for status in ("not_published", "insufficient_data", "no_goal")}
    words |= {texts("status.moving_away"), texts("status.best_effort_missed")}
    for text in statuses.all_inner_texts():
        shape, word = text.split(maxsplit=1)
        assert len(shape) == 1
        assert word in words
    assert len(set(statuses.evaluate_all("all => all.map(one => getComputedStyle(one).color)"))) > 1


def test_a_card_leads_to_its_page_and_keeps_date_and_language(visit: Visit) -> None:
    visit.open(f"/?as_of={BEFORE}&lang=en")
    hrefs = visit.page.locator(f"{CARDS} a").evaluate_all("all => all.map(one => new URL(one.href).pathname)")
    assert len(hrefs) == GOALS
    assert set(hrefs) <= set(ADDRESS.values()) - {"/"}
    for number in sorted({hrefs.index(href) for href in hrefs}):
        card = visit.page.locator(CARDS).nth(number)
        box = card.bounding_box()
        assert box is not None
        # The chart, far from the words: the whole card is the target.
        card.click(position={"x": box["width"] / 2, "y": box["height"] - 20})
        visit.page.wait_for_function("path => location.pathname === path", arg=hrefs[number])
        visit.settle()
        expect(visit.page.locator("h1.page-title")).to_have_text(page_title(hrefs[number][1:], catalogue(Language.EN)))
        assert visit.parameters == {**visit.parameters, "as_of": BEFORE, "lang": "en"}
        visit.page.go_back()
        visit.page.wait_for_function("() => location.pathname === '/'")
        visit.settle()
        expect(visit.page.locator(CARDS)).to_have_count(GOALS)
        assert visit.parameters["as_of"] == BEFORE


def test_the_keyboard_reaches_a_card(visit: Visit) -> None:
    visit.open("/")
    link = visit.page.locator(f"{CARDS} a").first
    path = link.evaluate("one => new URL(one.href).pathname")
    link.focus()
    visit.page.keyboard.press("Enter")
    visit.page.wait_for_function("path => location.pathname === path", arg=path)
    visit.settle()


def test_the_navigation_keeps_date_and_language(visit: Visit) -> None:
    visit.open(f"/?as_of={BEFORE}&lang=en")
    for name in [*NAMES[1:], NAMES[0]]:
        title = menu_word(name, catalogue(Language.EN))
        visit.page.locator(".st-key-navigation").get_by_role("link", name=title, exact=True).click()
        visit.page.wait_for_function("path => location.pathname === path", arg=ADDRESS[name])
        visit.settle()
        heading = page_title(name, catalogue(Language.EN))
        expect(visit.page.locator("h1.page-title")).to_have_text(heading)
        assert (visit.parameters["as_of"], visit.parameters["lang"]) == (BEFORE, "en")
        expect(visit.page.locator(".message.amber")).to_be_visible()


@pytest.mark.parametrize(
    ("query", "named"),
    [
        ("as_of=2025-13-45&lang=klingon&present=7&lever_x=3", ["2025-13-45", "klingon", "7", "lever_x"]),
        ("as_of=1999-01-01", ["1999-01-01"]),
    ],
)
def test_a_bad_address_is_told_in_a_sentence_each_and_the_page_works(
    visit: Visit, query: str, named: list[str]
) -> None:
    visit.open(f"/?{query}")
    refused = visit.page.locator(".message.refused")
    expect(refused).to_have_count(len(named))
    for name in named:
        expect(refused.filter(has_text=f"“{name}”")).to_have_count(1)
    expect(visit.page.locator(CARDS)).to_have_count(GOALS)
    assert visit.parameters == {"as_of": NEWEST, "lang": "zh"}
    visit.choose_as_of(BEFORE)
    expect(refused).to_have_count(0)
    expect(visit.page.locator(CARDS)).to_have_count(GOALS)


def test_a_day_between_two_releases_shows_what_was_known_then(visit: Visit) -> None:
    visit.open("/?as_of=2023-03-01")
    known = max(release for release in RELEASES if release <= "2023-03-01")
    assert visit.parameters["as_of"] == known
    # The page says which release it is, since nobody asked for that one.
    refusal = visit.page.locator(".message.refused")
    expect(refusal).to_have_count(1)
    expect(refusal).to_contain_text("2023-03-01")
    expect(refusal).to_contain_text(known)


def test_an_empty_workspace_shows_the_demonstration_and_says_so(visit: Visit) -> None:
    visit.open("/")
    expect(visit.page.locator(".closing .tag")).to_have_text(catalogue(Language.ZH)("tag.illustrative"))
    visit.switch_language("en")
    expect(visit.page.locator(".closing .tag")).to_have_text(catalogue(Language.EN)("tag.illustrative"))


def test_a_damaged_release_is_named_and_the_others_stay(window: Page, spoilt: tuple[Server, Path]) -> None:
    server, home = spoilt
    damaged = home / "snapshots" / NEWEST / "enrolment.parquet"
    damaged.write_bytes(damaged.read_bytes()[:500])
    with next_visit(window, server) as visit:
        visit.open("/")
        error = visit.page.locator(".message.error")
        expect(error).to_have_count(1)
        expect(error).to_contain_text(f"{NEWEST}/enrolment.parquet")
        assert "Traceback" not in visit.page.inner_text("body")
        expect(visit.page.locator(CARDS)).to_have_count(GOALS)
        assert visit.parameters["as_of"] == BEFORE
        options = visit.page.locator(".st-key-as_of select option").filter(has_not_text=re.compile("^(示例|Demo) "))
        expect(options).to_have_count(1)
        expect(options.first).to_contain_text(BEFORE)


def test_a_workspace_with_nothing_but_damage_says_what_to_do(window: Page, spoilt: tuple[Server, Path]) -> None:
    server, home = spoilt
    for release in (BEFORE, NEWEST):
        (home / "snapshots" / release / "manifest.toml").unlink()
    with next_visit(window, server) as visit:
        visit.page.goto(server.url)
        errors = visit.page.locator(".message.error")
        expect(errors.filter(has_text=f"{NEWEST}/manifest.toml")).to_have_count(1)
        expect(errors.filter(has_text=f"{BEFORE}/manifest.toml")).to_have_count(1)
        expect(visit.page.locator("h1.page-title")).to_be_visible()
        assert "Traceback" not in visit.page.inner_text("body")


def test_a_plan_file_with_a_typo_is_named_with_its_key(window: Page, spoilt: tuple[Server, Path]) -> None:
    server, home = spoilt
    plan = Path(shutil.copytree(ROOT / "data" / "plan" / "qijiang-14th", home / "plan" / "qijiang-14th"))
    goals = plan / "goals.toml"
    goals.write_text(goals.read_text("utf-8").replace("strength = ", "strenght = ", 1), "utf-8")
    with next_visit(window, server) as visit:
        visit.page.goto(server.url)
        error = visit.page.locator(".message.error")
        expect(error).to_have_count(1)
        expect(error).to_contain_text("qijiang-14th/goals.toml")
        expect(error).to_contain_text("strenght")
        expect(visit.page.locator("h1.page-title")).to_be_visible()
        expect(visit.page.locator(".st-key-navigation a").first).to_be_visible()
        assert "Traceback" not in visit.page.inner_text("body")


def test_a_file_taken_away_while_the_page_is_open_is_told_without_a_traceback(
    window: Page, spoilt: tuple[Server, Path]
) -> None:
    server, home = spoilt
    (home / REMOVED).touch()  # or else the demonstration's release of that day would open, and say what it is
    with next_visit(window, server) as visit:
        visit.open("/")
        shutil.rmtree(home / "snapshots" / NEWEST)
        visit.page.locator(".st-key-switch_language button").click()
        visit.page.wait_for_function("() => new URL(location.href).searchParams.get('lang') === 'en'")
        visit.settle()
        assert "Traceback" not in visit.page.inner_text("body")
        expect(visit.page.locator(CARDS)).to_have_count(GOALS)
        assert visit.parameters["as_of"] == BEFORE


def test_a_download_link_gives_the_rows_on_the_screen(visit: Visit) -> None:
    visit.open(f"/colleges?as_of={BEFORE}&lang=zh")
    visit.unfold()
    panel = visit.page.locator(".st-key-panel_colleges")
    shown = panel.locator(".rows tbody tr").evaluate_all("all => all.map(row => row.cells[0].textContent)")
    with visit.page.expect_download() as waiting:
        panel.locator("a.export_csv").click()
    download = waiting.value
    assert download.suggested_filename.endswith(".csv")
    assert CJK.search(download.suggested_filename)
    assert BEFORE in download.suggested_filename
    lines = Path(download.path()).read_text("utf-8-sig").split("\n\n")[0].splitlines()
    assert [line.split(",")[0] for line in lines[1 : len(shown) + 1]] == shown


OLDER_WAY = """
  Object.defineProperty(window, 'isSecureContext', { value: false });
  navigator.clipboard.writeText = () => { throw new Error('a plain http address has no clipboard'); };
"""


@pytest.mark.parametrize(("language", "older", "presses"), [(Language.ZH, False, 1), (Language.EN, True, 2)])
def test_the_indicator_card_unfolds_and_its_button_copies_what_it_shows(
    browser: Browser, server: Server, language: Language, older: bool, presses: int
) -> None:
    """With the clipboard of a secure address, and the older way; however often it is pressed, it gets its name back."""
    texts = catalogue(language)
    with visiting(browser, server, permissions=["clipboard-read", "clipboard-write"]) as visit:
        if older:
            visit.page.add_init_script(OLDER_WAY)
        visit.open(f"/teachers?lang={language.value}&as_of={BEFORE}")
        panel = visit.page.locator(".st-key-panel_dual_qualified_share")
        card = panel.locator("details.indicator-card")
        expect(card.locator("dl")).to_be_hidden()
        card.get_by_text(texts("indicator_card.title"), exact=True).click()
        expect(card.locator("dl")).to_be_visible()
        names, words = (card.locator(part).all_text_contents() for part in ("dt", "dd"))
        assert len(names) == len(words) > 10
        button = card.get_by_role("button")
        expect(button).to_have_text(texts("indicator_card.copy"))
        for _ in range(presses):
            button.click()
            expect(button).to_have_text(texts("indicator_card.copied"))
        copied = str(visit.page.evaluate("navigator.clipboard.readText()")).splitlines()
        assert copied[0] == panel.locator("h2").text_content()
        lines = [
            texts("indicator_card.text_line", name=name, words=words_of_line)
            for name, words_of_line in zip(names, words, strict=True)
        ]
        assert copied[2 : 2 + len(lines)] == lines
        for opinion in panel.locator("tr.opinion td:last-child").all_text_contents():
            assert sum(opinion in line for line in copied) == 1
        assert panel.locator("p.source").text_content() in copied
        expect(button).to_have_text(texts("indicator_card.copy"), timeout=3_300)


def test_the_overview_leads_to_the_closing_evaluation_of_every_goal(visit: Visit) -> None:
    visit.open(f"/?lang=en&as_of={NEWEST}")
    visit.page.get_by_role("link", name=catalogue(Language.EN)("overview.evaluation"), exact=True).click()
    visit.page.wait_for_function("() => location.pathname === '/sources'")
    visit.settle()
    assert (visit.parameters["as_of"], visit.parameters["lang"]) == (NEWEST, "en")
    listing = visit.page.locator(".st-key-panel_evaluation")
    expect(listing.locator("h2")).to_be_in_viewport()
    visit.unfold()
    expect(listing.locator(".rows tbody tr")).to_have_count(GOALS)
    visit.open(f"/?lang=en&as_of={OLDEST}")
    expect(visit.page.locator(".closing-line")).to_be_visible()
    expect(visit.page.locator("a.closing-more")).to_have_count(0)


MARKED = "all => all.map(one => [one.mark ?? '', one.dataset.created, Number(one.dataset.drawn)])"
SHARE = ".st-key-lever_vocational_entrant_share"


def marked(visit: Visit) -> list[list[object]]:
    charts = visit.page.eval_on_selector_all(".scenario-view .chart", MARKED)
    assert isinstance(charts, list)
    return charts


def mark(visit: Visit) -> None:
    visit.page.eval_on_selector_all(
        ".scenario-view .chart", "all => all.forEach((one, place) => { one.mark = `c${place}`; })"
    )


def title(visit: Visit, language: Language, changed: int) -> None:
    texts = catalogue(language)
    name = texts("scenario.current")
    wanted = texts("scenario.changed", name=name, n=changed) if changed else name
    expect(visit.page.locator(".lever-title")).to_have_text(wanted)


def in_address(visit: Visit) -> Mapping[str, str]:
    """What the address sets levers to; those of one college or group by the mark it has in a short link."""
    return levers_of_link(visit.parameters["s"], (), declarations()).values


def rested(visit: Visit, part: str) -> None:
    """Wait until the hand counts as at rest and the address says so."""
    visit.page.wait_for_function("part => location.search.includes(part)", arg=part)
    visit.settle()


def test_a_slider_moved_by_key_redraws_the_goals_without_making_a_chart_anew(visit: Visit) -> None:
    visit.open("/scenario?lang=zh&goal=vocational_share")
    title(visit, Language.ZH, 0)
    mark(visit)
    before = marked(visit)
    assert len(before) == GOALS + 1
    slider = visit.page.locator(f"{SHARE} input[type=range]")
    box = visit.page.locator(f"{SHARE} .lever-value input")
    slider.focus()
    visit.page.keyboard.press("PageUp")
    title(visit, Language.ZH, 1)
    rested(visit, f"{MODEL_VERSION}v")
    after = marked(visit)
    assert [mark[:2] for mark in after] == [[f"c{place}", "1"] for place in range(GOALS + 1)]
    # The ratio, the students in vocational schools and the large chart follow; the colleges have nothing to do with it.
    assert every(after[place][2] > before[place][2] for place in (2, 3, GOALS))  # type: ignore[operator]
    assert slider.get_attribute("aria-valuetext") == f"{box.input_value()} %"
    for key, value in (("Home", "10.0"), ("End", "70.0"), ("ArrowLeft", "69.5"), ("PageDown", "64.5")):
        visit.page.keyboard.press(key)
        expect(box).to_have_value(value)
    rested(visit, "v.645")
    assert visit.page.evaluate("document.activeElement.id") == "lever-vocational_entrant_share"


def test_the_goals_follow_a_slider_while_it_is_dragged(visit: Visit) -> None:
    visit.open("/scenario?lang=zh&goal=vocational_share")
    mark(visit)
    box = visit.page.locator(f"{SHARE} input[type=range]").bounding_box()
    assert box is not None
    axis = "one => JSON.stringify(one.chartData.figure.layout.yaxis.range)"
    large = visit.page.locator(".scenario-large .chart")
    still = large.evaluate(axis)
    middle = box["y"] + box["height"] / 2
    visit.page.mouse.move(box["x"] + box["width"] * 0.4, middle)
    visit.page.mouse.down()
    seen = set()
    for step in range(6):
        drawn = marked(visit)[GOALS][2]
        visit.page.mouse.move(box["x"] + box["width"] * (0.5 + 0.07 * step), middle)
        visit.page.wait_for_function(
            "drawn => Number(document.querySelector('.scenario-large .chart').dataset.drawn) > drawn", arg=drawn
        )
        seen.add(visit.page.locator(".st-key-goal_vocational_share .scenario-value").inner_text())
        assert large.evaluate(axis) == still
    visit.page.mouse.up()
    assert len(seen) >= 4
    assert {(mark[0], mark[1]) for mark in marked(visit)} == {(f"c{place}", "1") for place in range(GOALS + 1)}
    rested(visit, f"{MODEL_VERSION}v")


def test_without_the_quick_way_the_goals_follow_a_slider_the_slower_one(visit: Visit) -> None:
    asked: list[str] = []

    def refuse(route: Route) -> None:
        asked.append(route.request.url)
        route.fulfill(status=503, body="later")

    visit.page.route("**/scenario.json?*", refuse)
    visit.open("/scenario?lang=zh&goal=vocational_share")
    value = visit.page.locator(".st-key-goal_vocational_share .scenario-value")
    before = value.inner_text()
    visit.page.locator(f"{SHARE} input[type=range]").focus()
    visit.page.keyboard.press("PageUp")
    expect(value).not_to_have_text(before)
    rested(visit, f"{MODEL_VERSION}v")
    assert asked
    after = value.inner_text()
    visit.page.unroute("**/scenario.json?*")
    visit.page.reload()
    visit.settle()
    expect(value).to_have_text(after)
    # The browser notes what the test refused, and nothing else.
    visit.complaints[:] = [line for line in visit.complaints if "503" not in line]


def enter(box: Locator, typed: str) -> None:
    box.fill(typed)
    box.press("Enter")


def test_the_number_box_takes_numbers_as_people_write_them(visit: Visit) -> None:
    visit.open("/scenario?lang=zh")
    box = visit.page.locator(f"{SHARE} .lever-value input")
    for typed, value in (("45 %", "45.0"), ("４５．５", "45.5"), ("0.6e2", "60.0")):
        enter(box, typed)
        rested(visit, f"v{float(value) / 100}".replace("0.", "."))
        expect(box).to_have_value(value)
        assert float(in_address(visit)["vocational_entrant_share"]) == pytest.approx(float(value) / 100)


def test_the_number_box_knows_chinese_units_and_whole_places(visit: Visit) -> None:
    visit.open("/scenario?lang=zh")
    visit.unfold()
    for lever, typed, value, written in (
        ("places_per_school", "0.25万", "2500", "2500"),
        ("places_per_school", "2.6千", "2600", "2600"),
        ("places_per_school", "2499.6", "2500", "2500"),
        ("equipment_per_year", "0.02亿", "2000000", "2e6"),
        ("equipment_per_year", "１２０万", "1200000", "12e5"),
    ):
        box = visit.page.locator(f".st-key-lever_{lever} .lever-value input")
        enter(box, typed)
        expect(box).to_have_value(value)
        rested(visit, f"{declarations().declaration(lever).code}{written}")
        assert float(in_address(visit)[lever]) == float(value)


def test_the_way_back_of_a_lever_leads_to_the_scenario_that_was_chosen(visit: Visit) -> None:
    visit.open("/scenario?lang=zh")
    visit.page.locator(".st-key-preset_required button").first.click()
    rested(visit, "v.")
    chosen = in_address(visit)["vocational_entrant_share"]
    box, back = (visit.page.locator(f"{SHARE} {part}") for part in (".lever-value input", ".lever-reset"))
    expect(back).to_be_disabled()
    before = box.input_value()
    box.fill("50")
    box.press("Enter")
    rested(visit, "v.5")
    back.click()
    expect(box).to_have_value(before)
    visit.page.wait_for_function("was => location.search.includes(was)", arg=f"v{chosen}")


def test_the_number_box_says_what_it_takes_and_keeps_the_value(visit: Visit) -> None:
    visit.open("/scenario?lang=zh&vocational_entrant_share=0.5")
    box = visit.page.locator(f"{SHARE} .lever-value input")
    for typed in ("1,000", "abc", "", "-3"):
        enter(box, typed)
        expect(visit.page.locator(".lever-complaint")).to_contain_text("10%")
        expect(box).to_have_value("50.0")
        assert box.get_attribute("aria-invalid") == "true"
        enter(box, "50")  # which is taken
        expect(visit.page.locator(".lever-complaint")).to_be_empty()


def test_ready_made_scenarios_undo_redo_and_the_link_of_a_scenario(browser: Browser, visit: Visit) -> None:
    """What a planner does in front of officials, and what a colleague sees who opens the link."""
    texts = catalogue(Language.EN)
    visit.open("/scenario?lang=en&section=saved")
    values = visit.page.locator(".scenario-value")
    seen = [values.all_inner_texts()]
    for preset in ("cautious", "optimistic"):
        visit.page.locator(f".st-key-preset_{preset} button").first.click()
        visit.page.wait_for_function(
            "before => [...document.querySelectorAll('.scenario-value')].map(one => one.textContent).join() !== before",
            arg=",".join(seen[-1]),
        )
        visit.settle()
        seen.append(values.all_inner_texts())
    for button, expected in (("undo", 1), ("undo", 0), ("redo", 1), ("redo", 2)):
        visit.page.locator(f".st-key-scenario_{button} button").first.click()
        expect(values).to_have_text(seen[expected])
        visit.settle()
    box = visit.page.locator(f"{SHARE} .lever-value input")
    box.fill("45")
    box.press("Enter")
    rested(visit, "v.45")
    link = visit.page.locator(".st-key-scenario_saving code").inner_text().replace("\n", "")
    assert "v.45" in link
    given = values.all_inner_texts()
    with visiting(browser, visit.server) as colleague:
        colleague.open(link.removeprefix(visit.server.url))
        expect(colleague.page.locator(".scenario-value")).to_have_text(given)
        expect(colleague.page.locator(".message.refused, .message.amber")).to_have_count(0)
        assert in_address(colleague) == in_address(visit)
    visit.page.locator(f"{SHARE} .lever-reset").click()
    expect(values).to_have_text(seen[2])
    visit.page.locator(".st-key-scenario_reset button").first.click()
    expect(values).to_have_text(seen[0])
    expect(visit.page.locator(".lever-title")).to_have_text(texts("scenario.current"))


def test_back_and_forward_of_the_browser_go_over_what_was_done(browser: Browser, server: Server) -> None:
    """A move that rests, a goal that is chosen and a ready-made scenario are a step each; opening the page is none."""
    with visiting(browser, server) as visit:
        visit.open("/scenario?lang=zh")
        values, chosen = visit.page.locator(".scenario-value"), visit.page.locator(".scenario-goal[aria-checked=true]")
        name, box = visit.page.locator(".lever-title"), visit.page.locator(f"{SHARE} .lever-value input")

        def state() -> list[object]:
            return [values.all_inner_texts(), chosen.get_attribute("class"), name.inner_text(), box.input_value()]

        begun = visit.page.evaluate("history.length")
        states = [state()]
        for typed in ("45", "50"):
            box.fill(typed)
            box.press("Enter")
            rested(visit, f"v{int(typed) / 100}".replace("0.", "."))
            states.append(state())
        visit.page.locator(".st-key-goal_vocational_share").click()
        visit.page.wait_for_function("() => location.search.includes('goal=vocational_share')")
        visit.settle()
        states.append(state())
        visit.page.locator(".st-key-preset_optimistic button").first.click()
        expect(name).to_have_text("乐观")
        visit.settle()
        states.append(state())
        assert len({str(one) for one in states}) == len(states)
        assert visit.page.evaluate("history.length") == begun + len(states) - 1
        for way, wanted in (("back", states[-2::-1]), ("forward", states[1:])):
            for each in wanted:
                visit.page.evaluate(f"history.{way}()")
                expect(box).to_have_value(str(each[3]))
                visit.settle()
                assert state() == each
        expect(visit.page.locator(".message.refused, .message.amber")).to_have_count(0)


def test_a_scenario_waits_while_another_page_is_looked_at(visit: Visit) -> None:
    visit.open("/scenario?lang=zh&vocational_entrant_share=0.45")
    texts = catalogue(Language.ZH)
    for name in ("colleges", "scenario"):
        link = visit.page.locator(".st-key-navigation").get_by_role("link", name=menu_word(name, texts), exact=True)
        link.click()
        visit.page.wait_for_function("path => location.pathname === path", arg=ADDRESS[name])
        visit.settle()
    rested(visit, "v.45")
    title(visit, Language.ZH, 1)
    # A hand on a slider is heard at once, as before.
    visit.page.locator(f"{SHARE} input[type=range]").focus()
    visit.page.keyboard.press("End")
    rested(visit, "v.7")
    visit.switch_language("en")
    title(visit, Language.EN, 1)


def test_levers_of_another_release_are_named_and_no_chart_of_it_stays(visit: Visit) -> None:
    visit.open("/scenario?lang=zh")
    visit.page.locator(".st-key-preset_optimistic button").first.click()
    visit.page.wait_for_function("() => /[?&]s=.*o/.test(location.search)")
    visit.settle()
    visit.choose_as_of(OLDEST)
    expect(visit.page.locator(".st-key-scenario_refused_place .message.amber")).to_contain_text(OLDEST)
    # This release has no model for it, and says so instead of a chart.
    expect(visit.page.locator(".st-key-goal_elder_demonstration_schools .chart svg")).to_have_count(0)
    visit.choose_as_of(NEWEST)
    expect(visit.page.locator(".st-key-goal_elder_demonstration_schools .chart svg")).to_have_count(1)
    expect(visit.page.locator(".st-key-scenario_refused_place .message")).to_have_count(0)
