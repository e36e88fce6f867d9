"""Measures a moved slider beside the same in a bare Dash application, in turn in one run, and prints the figures."""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from statistics import median

ROOT = Path(__file__).resolve().parents[2]
if str(ROOT) not in sys.path:
    sys.path.insert(0, str(ROOT))

from playwright.sync_api import Browser, Page, sync_playwright  # noqa: E402

from tests.bench.pages import machine, table, window  # noqa: E402
from tests.support.serving import BROWSER_ARGUMENTS, chromium, free_port, serving  # noqa: E402

KEYS = 40
MOVES = 120
DASH = "dash==4.4.1"
LEVER, GOAL = "vocational_entrant_share", "vocational_share"

BARE_DASH = """
import sys
from dash import Dash, Input, Output, dcc, html
import plotly.graph_objects as go

years = list(range(2015, 2031))

def figure(moved):
    heights = [[(j * 3 + i) % 7 + moved / 10 for j in range(len(years))] for i in range(4)]
    lines = [go.Scatter(x=years, y=each, mode="lines+markers") for each in heights]
    return go.Figure(lines, layout={"yaxis": {"range": [0, 18]}, "height": 320})

app = Dash(serve_locally=True)
app.layout = html.Div([
    dcc.Slider(0, 100, 1, value=50, marks=None, updatemode="drag", id="moved"),
    dcc.Graph(figure=figure(50), id="chart"),
])

@app.callback(Output("chart", "figure"), Input("moved", "value"))
def moved(value):
    return figure(value)

app.run(port=int(sys.argv[1]), debug=False)
"""

WATCH = """
() => {
  window.paints = [];
  window.redraws = 0;
  const note = () => requestAnimationFrame(() => window.paints.push(performance.now()));
  %s
  document.addEventListener('keydown', () => { window.pressed = performance.now(); window.paints = []; }, true);
  document.addEventListener('pointerup', () => {
    window.released = performance.now();
    window.atRelease = window.paints.length;
  }, true);
}
"""
OURS = """
  for (const chart of document.querySelectorAll('.chart'))
    new MutationObserver(note).observe(chart, { attributes: true, attributeFilter: ['data-drawn'] });
  new MutationObserver(() => { window.redraws += 1; })
    .observe(document.querySelector('.scenario-large .chart'), { attributes: true, attributeFilter: ['data-drawn'] });
"""
THEIRS = """
  document.querySelector('.js-plotly-plot').on('plotly_afterplot', () => { window.redraws += 1; note(); });
"""
FOLLOWED = 300
"""Milliseconds after a key in which the picture follows; what comes later refines the bands of a hand at rest."""


def main() -> None:
    """Run the measurement and print one table."""
    path = chromium()
    print(machine(path))
    if path is None:
        print("no Chromium: nothing was measured (apt-get install chromium)")
        return
    with (
        tempfile.TemporaryDirectory(prefix="bench-") as folder,
        sync_playwright() as playwright,
        serving() as ours,
        dash(Path(folder)) as address,
    ):
        browser = playwright.chromium.launch(executable_path=path, args=list(BROWSER_ARGUMENTS))
        print(f"beside: {DASH}")
        table(measured(browser, ours.url, address))
        browser.close()


@contextmanager
def dash(folder: Path) -> Iterator[str]:
    """A bare Dash application, installed beside this run only: nothing of ours needs it."""
    packages = folder / "packages"
    subprocess.run(
        [sys.executable, "-m", "pip", "install", "-qqq", "--target", str(packages), DASH],
        check=True,
    )
    script = folder / "bare.py"
    script.write_text(BARE_DASH, "utf-8")
    port = free_port()
    process = subprocess.Popen(
        [sys.executable, str(script), str(port)],
        env={**os.environ, "PYTHONPATH": str(packages)},
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    try:
        yield f"http://127.0.0.1:{port}"
    finally:
        process.terminate()
        process.wait()


def measured(browser: Browser, ours: str, theirs: str) -> list[tuple[str, str, str, str, str]]:
    """Keys in turn on both pages, then a drag on each."""
    context, page = window(browser)
    page.goto(f"{ours}/scenario?lang=zh&goal={GOAL}")
    page.wait_for_selector(".scenario-large .chart[data-drawn]:not([data-drawn='0'])", timeout=60_000)
    page.wait_for_timeout(2000)
    charts = page.evaluate("() => [...document.querySelectorAll('.chart')].map(one => { one.mark = true; }).length")
    page.evaluate(WATCH % OURS)
    slider = page.locator(f"#lever-{LEVER}")

    other_context, other = window(browser)
    _open(other, theirs)
    other.wait_for_selector(".js-plotly-plot .scatterlayer path.js-line", timeout=60_000)
    other.wait_for_timeout(2000)
    other.evaluate(WATCH % THEIRS)
    handle = other.locator("[role=slider]").first

    mine, refined, bare = [], [], []
    for step in range(KEYS + 4):
        key = "ArrowRight" if step % 2 else "ArrowLeft"
        page.bring_to_front()
        slider.focus()
        page.keyboard.press(key)
        page.wait_for_timeout(1200)
        paints = page.evaluate("() => window.paints.map(one => one - window.pressed)")
        mine.append(max(one for one in paints if one <= FOLLOWED or one == min(paints)))
        refined.append(max(paints))
        other.bring_to_front()
        handle.focus()
        other.keyboard.press(key)
        other.wait_for_timeout(600)
        bare.append(max(other.evaluate("() => window.paints.map(one => one - window.pressed)")))
    rows = [
        _row(f"key → last of {charts} charts repainted (ms)", mine[4:], bare[4:], "≤ 1.0 ×"),
        _row("  and the bands of the hand at rest (ms)", refined[4:], None, ""),
    ]
    page.bring_to_front()
    drawn, moves, last = _drag(page, f"#lever-{LEVER}")
    other.bring_to_front()
    bare_drawn, bare_moves, bare_last = _drag(other, "[role=slider]")
    anew = page.evaluate("() => [...document.querySelectorAll('.chart')].filter(one => !one.mark).length")
    rows += [
        ("dragging: redraws a second", f"{drawn:.1f}", f"{bare_drawn:.1f}", f"{drawn / bare_drawn:.2f}", "≥ 12"),
        ("  of so many moves a second, as the driver made them", f"{moves:.1f}", f"{bare_moves:.1f}", "", ""),
        ("  last redraw after release (ms)", f"{last:.0f}", f"{bare_last:.0f}", "", "≤ 100 ms"),
        ("  charts made anew", str(anew), "–", "", "0"),
    ]
    context.close()
    other_context.close()
    return rows


def _open(page: Page, address: str) -> None:
    for _ in range(100):
        try:
            page.goto(address)
            return
        except Exception:  # the server is not up yet
            time.sleep(0.2)
    page.goto(address)


def _drag(page: Page, handle: str) -> tuple[float, float, float]:
    """Move a slider to and fro: redraws and moves a second, and the last redraw after the release."""
    box = page.locator(handle).first.bounding_box()
    assert box is not None
    wide = box["width"] > 100
    reach = box["width"] * 0.3 if wide else 200
    middle, height = box["x"] + box["width"] / 2, box["y"] + box["height"] / 2
    page.mouse.move(middle, height)
    page.mouse.down()
    page.evaluate("() => { window.paints = []; window.redraws = 0; }")
    begun = time.perf_counter()
    for step in range(MOVES):
        page.mouse.move(middle + reach * ((step % 40) / 40 - 0.5), height)
        page.wait_for_timeout(16)
    took = time.perf_counter() - begun
    redraws = page.evaluate("() => window.redraws")
    page.mouse.up()
    page.wait_for_timeout(FOLLOWED)
    late = page.evaluate("() => window.paints.slice(window.atRelease).map(one => one - window.released)")
    return redraws / took, MOVES / took, max([0.0, *late])


def _row(what: str, mine: Sequence[float], theirs: Sequence[float] | None, must: str) -> tuple[str, str, str, str, str]:
    def median_words(values: Sequence[float]) -> str:
        return f"{median(values):.0f} ({min(values):.0f}–{max(values):.0f}, n={len(values)})"

    ratio = "" if theirs is None else f"{median(mine) / median(theirs):.2f}"
    return (what, median_words(mine), "–" if theirs is None else median_words(theirs), ratio, must)


if __name__ == "__main__":
    main()
