"""A visit to the dashboard in Chromium, and everything the browser complained about during it."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import parse_qs, urlsplit

from playwright.sync_api import Browser, ConsoleMessage, Page, Playwright, Request, Response, expect

from tests.support.serving import BROWSER_ARGUMENTS, Server

expect.set_options(timeout=15_000)

SETTLED = """() => {
  const app = document.querySelector('[data-testid="stApp"]');
  const drawn = place => Number(place.querySelector('.chart:not([data-waiting])')?.dataset.drawn) > 0;
  const state = app?.dataset.testScriptState === 'notRunning' && document.querySelector('h1.page-title')
    && !document.querySelector('[data-stale="true"], [data-testid="stSkeleton"]')
    && document.querySelector('[class*="st-key-goal_"], [class*="st-key-panel_"], .message.error, .st-key-verify_file')
    && [...document.querySelectorAll('[class*="st-key-chart_"]')].every(drawn);
  // At rest means so for a while: the frame comes first, the last elements of a run and the data of one chart after the
  // other a few frames later. Frames are counted: a busy page lets time pass without having done anything.
  window.framesAtRest = state ? (window.framesAtRest ?? 0) + 1 : 0;
  return window.framesAtRest > 9;
}"""
"""The script has run, nothing shown is left from an earlier run, every chart is drawn, and nothing changed since.
Asked at every frame."""

WORDS = """(skipped) => {
  const found = [];
  const shown = element => element.checkVisibility({ opacityProperty: false, visibilityProperty: true });
  const silent = 'script, style, noscript, template, [data-testid=stIconMaterial]';
  const passed = element => element.closest(`${skipped}, ${silent}`);
  const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  while (walker.nextNode()) {
    const element = walker.currentNode.parentElement, text = walker.currentNode.textContent.trim();
    if (text && element && !passed(element) && shown(element)) found.push(text);
  }
  for (const element of document.body.querySelectorAll('[aria-label],[title],[placeholder],[alt],[data-title]')) {
    if (passed(element) || !shown(element)) continue;
    for (const name of ['aria-label', 'title', 'placeholder', 'alt', 'data-title']) {
      const text = element.getAttribute(name)?.trim();
      if (text) found.push(`${name}: ${text}`);
    }
  }
  return [document.title, ...found];
}"""
"""Every text a person can see or a screen reader says, outside of what matches `skipped`."""


@dataclass(slots=True)
class Visit:
    """One person at one browser window."""

    page: Page
    server: Server
    complaints: list[str] = field(default_factory=list)

    def open(self, address: str) -> None:
        """Go to an address of the dashboard and wait until the page has come to rest."""
        self.page.goto(self.server.url + address)
        self.settle()

    def settle(self) -> None:
        """Wait until the script has run and every chart is drawn."""
        self.page.evaluate("window.framesAtRest = 0")
        self.page.wait_for_function(SETTLED, polling="raf", timeout=30_000)

    def choose_as_of(self, release: str) -> None:
        """Choose a release in the header, as a person does, and wait for its numbers."""
        self.page.locator(".st-key-as_of select").select_option(release)
        self.page.wait_for_function("day => new URL(location.href).searchParams.get('as_of') === day", arg=release)
        self.settle()

    def switch_language(self, language: str) -> None:
        """Press the switch and wait until the address carries the language."""
        self.page.locator(".st-key-switch_language button").click()
        self.page.wait_for_function("to => new URL(location.href).searchParams.get('lang') === to", arg=language)
        self.settle()

    def unfold(self) -> None:
        """Open every folded table, so that its words are on the page."""
        folded = self.page.locator("details:not([open]) > summary")
        if folded.count():
            folded.first.click()  # as a person does; the others without moving the mouse to each
        while folded.count():
            folded.evaluate_all("summaries => summaries.forEach(summary => summary.click())")
        expect(self.page.locator("details:not([open])")).to_have_count(0)
        self.settle()

    def words(self, *skipped: str) -> list[str]:
        texts = self.page.evaluate(WORDS, ", ".join(skipped))
        assert isinstance(texts, list)
        return texts

    @property
    def path(self) -> str:
        return urlsplit(self.page.url).path

    @property
    def parameters(self) -> dict[str, str]:
        return {name: values[-1] for name, values in parse_qs(urlsplit(self.page.url).query).items()}

    @property
    def figures(self) -> dict[str, str]:
        """What every chart was last given to draw, by the name of the chart."""
        figures = self.page.eval_on_selector_all(
            ".chart",
            "all => Object.fromEntries(all.map(({ chartData: { name, figure } }) => [name, JSON.stringify(figure)]))",
        )
        assert isinstance(figures, dict)
        return figures

    @property
    def card_values(self) -> list[str]:
        return self.page.locator(".card-value").all_inner_texts()

    def boxes(self, selector: str) -> list[dict[str, float]]:
        """Left, top, right and bottom of every match, in pixels of the window."""
        boxes = self.page.eval_on_selector_all(
            selector,
            "all => all.map(one => { const { left, top, right, bottom } = one.getBoundingClientRect();"
            " return { left, top, right, bottom }; })",
        )
        assert isinstance(boxes, list)
        return boxes


@contextmanager
def next_visit(page: Page, server: Server) -> Iterator[Visit]:
    """The next person at a window that stays open: its caches are warm, its cookies and storage are empty.

    At the end nothing may have been complained about.
    """
    visit = Visit(page, server)
    listeners = _listen(visit)
    try:
        yield visit
    finally:
        for event, listener in listeners.items():
            page.remove_listener(event, listener)
        page.evaluate("localStorage.clear(); sessionStorage.clear()")
        page.context.clear_cookies()
        page.goto("about:blank")  # nothing of this visit runs on
    assert not visit.complaints, "\n".join(visit.complaints)


@contextmanager
def visiting(
    browser: Browser, server: Server, *, width: int = 1366, height: int = 768, locale: str = "zh-CN", **options: Any
) -> Iterator[Visit]:
    """A new window with an empty cache; at the end nothing may have been complained about."""
    context = browser.new_context(viewport={"width": width, "height": height}, locale=locale, **options)
    visit = Visit(context.new_page(), server)
    _listen(visit)
    try:
        yield visit
    finally:
        # What is under way when the window closes is cut off, and that is nobody's fault.
        complaints = tuple(visit.complaints)
        context.close()
    assert not complaints, "\n".join(complaints)


def launched(playwright: Playwright, path: str) -> Browser:
    return playwright.chromium.launch(executable_path=path, args=list(BROWSER_ARGUMENTS))


def _listen(visit: Visit) -> dict[Any, Callable[..., None]]:
    """Collect complaints from now on; the listeners by the event they listen to."""
    ours = urlsplit(visit.server.url).netloc

    def console(message: ConsoleMessage) -> None:
        # How long a busy machine takes to the first chart is nobody's fault; test_first_visit says who preloads what.
        slow = "was preloaded using link preload but not used within" in message.text
        if message.type in ("error", "warning") and not slow:
            visit.complaints.append(f"console {message.type}: {message.text}")

    def requested(request: Request) -> None:
        address = urlsplit(request.url)
        if address.scheme not in ("data", "blob") and address.netloc != ours:
            visit.complaints.append(f"request to another host: {request.url}")

    def failed(request: Request) -> None:
        # Leaving a page cuts off what it was still loading.
        if request.failure != "net::ERR_ABORTED":
            visit.complaints.append(f"request failed: {request.url} {request.failure}")

    def answered(response: Response) -> None:
        if response.status >= 400:
            visit.complaints.append(f"answer {response.status}: {response.url}")

    def raised(error: object) -> None:
        visit.complaints.append(f"page error: {error}")

    listeners: dict[Any, Callable[..., None]] = {
        "console": console,
        "pageerror": raised,
        "request": requested,
        "requestfailed": failed,
        "response": answered,
    }
    for event, listener in listeners.items():
        visit.page.on(event, listener)
    return listeners
