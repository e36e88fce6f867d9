"""Measures every page with the data of a whole municipality: first content, and whether it is one scroll wide."""

from __future__ import annotations

import shutil
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path
from statistics import median

ROOT = Path(__file__).resolve().parents[2]
if str(ROOT) not in sys.path:
    sys.path.insert(0, str(ROOT))

from playwright.sync_api import Browser, sync_playwright  # noqa: E402

from core.ui.frame import PAGES  # noqa: E402
from tests.support.district.municipality import municipality  # noqa: E402
from tests.support.serving import BROWSER_ARGUMENTS, Server, chromium, serving  # noqa: E402

FIRST, SECOND = 1.0, 0.3
"""The most seconds to first content after a start of the server, and on a second visit of the same browser."""
WIDTHS = (390, 1024, 1366)
VISITS = 3
"""Second visits of a page; the median counts."""
SCHOOL = "339900-s-007"

BARE_PAGE = """
import streamlit as st

with st.container(key="page"):
    st.markdown("## A page of Streamlit with one heading")
"""
"""The yardstick: on a busy machine this takes its time, too."""

ADDRESSES: dict[str, tuple[str, ...]] = {
    "overview": ("",),
    "tasks": ("tasks?view=board", "tasks?view=timeline", "tasks?view=table", "tasks?task=9"),
    "conditions": ("conditions", f"conditions?school={SCHOOL}"),
    "programmes": ("programmes",),
    "indicators": ("indicators", "indicators?section=quality_report"),
    "sources": ("sources", "sources?section=clauses", "sources?section=changes", "sources?find=task"),
    "search": ("search?find=虚构",),
}
"""Addresses of pages that show what is many; every other page is measured as it opens."""

CONTENT = """
(() => {
  const finding = ":is(h2, h3, table, .closing, .message, .task-counts, .chart svg)";
  const tick = () => {
    const shown = place => [...document.querySelectorAll(`${place} ${finding}`)]
      .some(one => one.getClientRects().length);
    for (const [place, name] of [["#first-look, .st-key-page", "firstContent"], [".st-key-page", "frameContent"]])
      if (!window[name] && place.split(", ").some(shown)) {
        window[name] = -1;
        requestAnimationFrame(() => { window[name] = performance.now() / 1000; });
      }
    if (!window.frameContent) requestAnimationFrame(tick);
  };
  requestAnimationFrame(tick);
})();
"""
"""Seconds from the start of a visit until the frame after the first finding, table or chart is to be read, in the page
as it is served or in its place within the frame; and until there is one in that place."""


def main(wanted: list[str]) -> int:
    """Measure the pages named, or all, and print a line each; 1 when one is slower or wider than it may be."""
    path = chromium()
    if path is None:
        print("no Chromium: nothing was measured (apt-get install chromium)")
        return 1
    failed = False
    with tempfile.TemporaryDirectory(prefix="municipality-") as folder, sync_playwright() as playwright:
        home = Path(folder)
        municipality(home)
        browser = playwright.chromium.launch(executable_path=path, args=list(BROWSER_ARGUMENTS))
        # A server that has answered nobody: what is measured first is not helped by what came before.
        print(f"{'':44} {'a finding to read':^21} {'within the frame':^21}")
        print(f"{'address':44} {'first visit':>12} {'second':>8} {'first visit':>12} {'second':>8}   widths")
        (home / "bare").mkdir()
        (home / "bare" / "app.py").write_text(BARE_PAGE, "utf-8")
        shutil.copytree(ROOT / ".streamlit", home / "bare" / ".streamlit")
        with serving(cwd=home / "bare") as server:
            first, second, _ = _visits(browser, server, "")
        print(f"{'a bare page of Streamlit':44} {_times(first, second)}", flush=True)
        for address in _addresses(wanted):
            with serving(home) as server:
                first, second, widths = _visits(browser, server, address)
            bad = first[0] > FIRST or second[0] > SECOND or any(widths.values())
            failed = failed or bad
            wide = " ".join(f"{width}: {extra:+d}" for width, extra in widths.items() if extra) or "one scroll wide"
            print(f"/{address:43} {_times(first, second)}   {wide}{'   ✗' if bad else ''}", flush=True)
        browser.close()
    return int(failed)


def _addresses(wanted: list[str]) -> Iterator[str]:
    for name in (name for names in PAGES.values() for name in names):
        yield from (one for one in ADDRESSES.get(name, (name,)) if not wanted or name in wanted)
    yield from (one for one in ADDRESSES["search"] if not wanted or "search" in wanted)


Seconds = tuple[float, float]
"""Until there is a finding to read, and until there is one within the frame."""


def _times(first: Seconds, second: Seconds) -> str:
    return " ".join(f"{a:10.2f} s {b:6.2f} s" for a, b in zip(first, second, strict=True))


def _visits(browser: Browser, server: Server, address: str) -> tuple[Seconds, Seconds, dict[int, int]]:
    """The first visit in a new browser, the median of later ones in it, and how much is too wide at each width."""
    window = browser.new_context(viewport={"width": 1366, "height": 768}, locale="zh-CN")
    page = window.new_page()
    page.add_init_script(CONTENT)

    def visit() -> Seconds:
        page.goto("about:blank")  # what the visit before still draws is no part of this one
        page.goto(f"{server.url}/{address}")
        page.wait_for_function("() => window.frameContent > 0", timeout=120_000)
        finding, frame = page.evaluate("[window.firstContent, window.frameContent]")
        return float(finding), float(frame)

    first = visit()
    page.wait_for_load_state("networkidle")
    again: list[Seconds] = []
    for _ in range(VISITS):
        again.append(visit())
        page.wait_for_load_state("networkidle")
    widths = {}
    for width in WIDTHS:
        page.set_viewport_size({"width": width, "height": 768})
        page.wait_for_timeout(400)
        root = "document.documentElement"
        widths[width] = int(page.evaluate(f"Math.max(0, {root}.scrollWidth - {root}.clientWidth)"))
    window.close()
    findings, frames = zip(*again, strict=True)
    return first, (median(findings), median(frames)), widths


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
