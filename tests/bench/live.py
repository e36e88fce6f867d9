"""Measures a moved slider beside the same in a bare Dash application, in turn in one run, and prints the figures."""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from http.client import HTTPConnection
from pathlib import Path
from statistics import median

ROOT = Path(__file__).resolve().parents[2]
if str(ROOT) not in sys.path:
    sys.path.insert(0, str(ROOT))

from playwright.sync_api import Browser, Page, sync_playwright  # noqa: E402

from core.ui.scenario.live_answer import LIVE_PATH  # noqa: E402
from tests.bench.pages import machine, table, window  # noqa: E402
from tests.support.serving import BROWSER_ARGUMENTS, Server, chromium, free_port, serving  # noqa: E402

KEYS = 24
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

DRAG = """
async ([selector, seconds]) => {
  const handle = document.querySelector(selector), isRange = handle.type === 'range';
  const box = (isRange ? handle : handle.parentElement.parentElement).getBoundingClientRect();
  const set = Object.getOwnPropertyDescriptor(HTMLInputElement.prototype, 'value').set;
  const move = (share) => {
    if (isRange) {
      set.call(handle, Number(handle.min) + share * (Number(handle.max) - Number(handle.min)));
      handle.dispatchEvent(new Event('input', { bubbles: true }));
    } else {
      const at = { clientX: box.left + share * box.width, clientY: box.top + box.height / 2 };
      handle.dispatchEvent(new PointerEvent('pointermove', { ...at, pointerId: 1, buttons: 1, bubbles: true }));
    }
  };
  window.paints = [];
  window.redraws = 0;
  const began = performance.now();
  let frames = 0;
  await new Promise((done) => {
    const frame = () => {
      frames += 1;
      const phase = (frames % 120) / 60;
      move(0.2 + 0.6 * (phase < 1 ? phase : 2 - phase));
      if (performance.now() - began < seconds * 1000) requestAnimationFrame(frame);
      else done();
    };
    requestAnimationFrame(frame);
  });
  const took = (performance.now() - began) / 1000, redraws = window.redraws;
  window.released = performance.now();
  window.atRelease = window.paints.length;
  return [redraws / took, frames / took];
}
"""
"""One input event a frame, made inside the page: a driver outside makes fourteen a second at most."""
DRAG_SECONDS = 4

WATCH = """
() => {
  window.paints = [];
  window.bands = [];
  window.redraws = 0;
  const note = () => {
    // While the picture only follows, the chances wait for their draws.
    const times = document.querySelector('.scenario-chance:not(.waiting)') ? window.bands : window.paints;
    requestAnimationFrame(() => times.push(performance.now()));
  };
  %s
  document.addEventListener('keydown', () => {
    window.pressed = performance.now();
    window.paints = [];
    window.bands = [];
  }, true);
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
"""Milliseconds after a release in which the picture has followed."""


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
        rows = measured(browser, ours.url, address)
        browser.close()
        table([*rows, planners_at_once(ours)])


PLANNERS, SECONDS = 20, 5


def planners_at_once(ours: Server) -> tuple[str, str, str, str, str]:
    """Hands on sliders at the same time, each with one question in flight and at most one a frame."""

    def drag(planner: int) -> list[float]:
        times: list[float] = []
        connection = HTTPConnection("127.0.0.1", ours.port, timeout=30)
        end = time.perf_counter() + SECONDS
        while time.perf_counter() < end:
            began = time.perf_counter()
            value = 0.2 + 0.4 * ((planner * 7 + len(times)) % 100) / 100
            connection.request("GET", f"{LIVE_PATH}?lang=zh&goal={GOAL}&{LEVER}={value}")
            answer = connection.getresponse()
            answer.read()
            assert answer.status == 200, answer.status
            times.append((time.perf_counter() - began) * 1000)
            time.sleep(max(0.0, 1 / 60 - (time.perf_counter() - began)))
        return times

    with ThreadPoolExecutor(PLANNERS) as pool:
        times = sorted(took for planner in pool.map(drag, range(PLANNERS)) for took in planner)
    p95 = times[int(len(times) * 0.95)]
    words = f"{median(times):.0f} / {p95:.0f} (n={len(times)})"
    return (f"{PLANNERS} planners dragging at once: a move, p50 / p95 (ms)", words, "–", "", "p95 ≤ 150 ms")


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
        page.wait_for_function("() => window.bands.length > 0", timeout=20_000)
        page.wait_for_timeout(1000)
        mine.append(max(page.evaluate("() => window.paints.map(one => one - window.pressed)")))
        refined.append(max(page.evaluate("() => window.bands.map(one => one - window.pressed)")))
        other.bring_to_front()
        handle.focus()
        other.keyboard.press(key)
        other.wait_for_timeout(600)
        bare.append(max(other.evaluate("() => window.paints.map(one => one - window.pressed)")))
    rows = [
        _row(f"key → last of {charts} charts repainted (ms)", mine[4:], bare[4:], "≤ 0.4 ×"),
        _row("  and the bands of the hand at rest (ms)", refined[4:], None, "≤ 250 ms"),
    ]
    page.bring_to_front()
    drawn, frames, last = _drag(page, f"#lever-{LEVER}")
    other.bring_to_front()
    bare_drawn, bare_frames, bare_last = _drag(other, "[role=slider]")
    anew = page.evaluate("() => [...document.querySelectorAll('.chart')].filter(one => !one.mark).length")
    rows += [
        ("dragging: redraws a second", f"{drawn:.1f}", f"{bare_drawn:.1f}", f"{drawn / bare_drawn:.2f}", "≥ 30, ≥ 3 ×"),
        ("  frames a second, each with a move", f"{frames:.1f}", f"{bare_frames:.1f}", "", "≥ 50"),
        ("  last redraw after release (ms)", f"{last:.0f}", f"{bare_last:.0f}", "", "≤ 50 ms"),
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
    """Move a slider to and fro: redraws and frames a second, and the last redraw after the release."""
    box = page.locator(handle).first.bounding_box()
    assert box is not None
    page.mouse.move(box["x"] + box["width"] / 2, box["y"] + box["height"] / 2)
    page.mouse.down()
    redraws, frames = page.evaluate(DRAG, [handle, DRAG_SECONDS])
    page.wait_for_timeout(FOLLOWED)
    late = page.evaluate("() => window.paints.slice(window.atRelease).map(one => one - window.released)")
    page.mouse.up()
    return redraws, frames, max([0.0, *late])


def _row(what: str, mine: Sequence[float], theirs: Sequence[float] | None, must: str) -> tuple[str, str, str, str, str]:
    def median_words(values: Sequence[float]) -> str:
        return f"{median(values):.0f} ({min(values):.0f}–{max(values):.0f}, n={len(values)})"

    ratio = "" if theirs is None else f"{median(mine) / median(theirs):.2f}"
    return (what, median_words(mine), "–" if theirs is None else median_words(theirs), ratio, must)


if __name__ == "__main__":
    main()
