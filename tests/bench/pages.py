"""Measures the dashboard beside a bare Streamlit page, in turn in one run, and prints the figures."""

from __future__ import annotations

import importlib.metadata
import json
import os
import platform
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Sequence
from contextlib import ExitStack
from pathlib import Path
from statistics import median

ROOT = Path(__file__).resolve().parents[2]
if str(ROOT) not in sys.path:
    sys.path.insert(0, str(ROOT))

from playwright.sync_api import Browser, BrowserContext, Page, sync_playwright  # noqa: E402

from tests.support.serving import BROWSER_ARGUMENTS, Server, chromium, serving  # noqa: E402

VISITS = 9
SLOW_VISITS = 3
CHANGES = 20
COLD_PROCESSES = 7
SLOW_LINE = 10_000_000 / 8
"""Bytes a second of a slow line: 10 Mbit/s."""

BARE_PAGE = """
import plotly.graph_objects as go
import streamlit as st

moved = st.slider("moved", 0, 100, 50, key="moved")
years = list(range(2019, 2026))
heights = [[(j * 3 + i) % 7 + moved / 10 for j in range(7)] for i in range(4)]
lines = [go.Scatter(x=years, y=each, mode="lines+markers") for each in heights]
# A fixed range, so that a move changes the lines and not the axis.
st.plotly_chart(go.Figure(lines, layout={"yaxis": {"range": [0, 18]}}), key="chart", width="stretch")
"""

FIRST_CHART = """
(() => {
  const tick = () => {
    const lines = [...document.querySelectorAll('.js-plotly-plot .scatterlayer path.js-line, .chart svg path.line')];
    if (!lines.some(one => one.getAttribute('d'))) requestAnimationFrame(tick);
    else requestAnimationFrame(() => { window.firstChart = performance.now(); });
  };
  requestAnimationFrame(tick);
})();
"""
"""Milliseconds from the start of the visit until the frame after the first line of a chart is on the page."""

TIMER = """
(event) => {
  const state = %s;
  document.addEventListener('keydown', pressed => {
    if (pressed.key !== event) return;
    const before = state(), start = performance.now();
    window.took = null;
    const tick = () => {
      const now = state();
      if (now.length === before.length && now.every((one, i) => one && one !== before[i]))
        requestAnimationFrame(() => { window.took = performance.now() - start; });
      else requestAnimationFrame(tick);
    };
    requestAnimationFrame(tick);
  }, true);
}
"""
"""Milliseconds from the key that chooses until the frame after every chart has changed."""

DRAWN = "() => [...document.querySelectorAll('.chart')].map(one => one.dataset.drawn)"
MARK = "() => [...document.querySelectorAll('.chart')].map(one => { one.mark = true; }).length"
LINES = """
  () => [...document.querySelectorAll('.js-plotly-plot .scatterlayer path.js-line')].map(one => one.getAttribute('d'))
"""

COLD_QUERIES = """
import json, time
begun = time.perf_counter()
from core import queries
from core.context import plan
from core.queries.tasks import milestones_of_tasks, task_reports
from core.snapshots import releases
imported = time.perf_counter()
newest = releases().latest()
current = plan(newest)
goals = current.goals_in_force(newest.as_of)
returns = queries.Returns(newest, current.area)
ready = time.perf_counter()

def overview():
    start = time.perf_counter()
    for goal in goals:
        queries.series(returns, goal.indicator)
    queries.conditions(returns)
    task_reports(returns)
    milestones_of_tasks(returns)
    return (time.perf_counter() - start) * 1000

cold = overview()
kept = sorted(overview() for _ in range(50))[25]
print(json.dumps({"goals": len(goals), "import": (imported - begun) * 1000, "list": (ready - imported) * 1000,
                  "cold": cold, "kept": kept}))
"""

Row = tuple[str, str, str, str, str]


def main() -> None:
    """Run every measurement and print one table."""
    path = chromium()
    print(machine(path))
    rows: list[Row] = []
    if path is None:
        print("no Chromium: nothing was measured in a browser (apt-get install chromium)")
    else:
        with ExitStack() as stack:
            folder = Path(stack.enter_context(tempfile.TemporaryDirectory(prefix="bench-")))
            (folder / "app.py").write_text(BARE_PAGE, "utf-8")
            shutil.copytree(ROOT / ".streamlit", folder / ".streamlit")
            ours = stack.enter_context(serving())
            bare = stack.enter_context(serving(cwd=folder))
            playwright = stack.enter_context(sync_playwright())
            browser = playwright.chromium.launch(executable_path=path, args=list(BROWSER_ARGUMENTS))
            rows += first_visits(browser, ours, bare)
            rows += changes(browser, ours, bare)
            browser.close()
    rows += cold_queries()
    table(rows)


def machine(path: str | None) -> str:
    """What the figures were taken on."""
    packages = ("streamlit", "plotly", "duckdb", "pandas", "starlette-compress", "playwright")
    versions = ", ".join(f"{name} {importlib.metadata.version(name)}" for name in packages)
    asked = [path, "--version"] if path else ["true"]
    said = subprocess.run(asked, capture_output=True, text=True, check=False).stdout.strip()
    return (
        f"{os.cpu_count()} cores, {processor()}, {platform.system()} {platform.release()}, "
        f"Python {platform.python_version()}, {said}\n{versions}"
    )


def processor() -> str:
    """The name of the processor where the system tells it."""
    listed = Path("/proc/cpuinfo")
    lines = listed.read_text("utf-8").splitlines() if listed.is_file() else []
    return next((line.split(":", 1)[1].strip() for line in lines if line.startswith("model name")), platform.machine())


def window(browser: Browser) -> tuple[BrowserContext, Page]:
    """A new window with an empty cache."""
    context = browser.new_context(viewport={"width": 1366, "height": 768}, locale="zh-CN")
    return context, context.new_page()


def visit(browser: Browser, server: Server, *, slow: bool = False) -> dict[str, float]:
    """One first visit: bytes over HTTP, bytes over the websocket, milliseconds to the first chart."""
    context, page = window(browser)
    wire = context.new_cdp_session(page)
    wire.send("Network.enable")
    counted = {"http": 0.0, "socket": 0.0}

    def count(kind: str, size: float) -> None:
        counted[kind] += size

    wire.on("Network.loadingFinished", lambda event: count("http", event["encodedDataLength"]))
    # Binary frames are told in base64: four characters are three bytes.
    wire.on(
        "Network.webSocketFrameReceived", lambda event: count("socket", len(event["response"]["payloadData"]) * 3 / 4)
    )
    if slow:
        wire.send(
            "Network.emulateNetworkConditions",
            {"offline": False, "latency": 20, "downloadThroughput": SLOW_LINE, "uploadThroughput": SLOW_LINE},
        )
    page.add_init_script(FIRST_CHART)
    page.goto(server.url)
    page.wait_for_function("() => window.firstChart", timeout=60_000)
    first = float(page.evaluate("window.firstChart"))
    page.wait_for_load_state("networkidle")
    context.close()
    return {**counted, "first": first}


def first_visits(browser: Browser, ours: Server, bare: Server) -> list[Row]:
    """Both pages in turn, each time in a new window. The first visit of each warms the server and is not counted."""
    rows: list[Row] = []
    for slow, number in ((False, VISITS), (True, SLOW_VISITS)):
        for server in (ours, bare):
            visit(browser, server, slow=slow)
        mine, theirs = [], []
        for _ in range(number):
            mine.append(visit(browser, ours, slow=slow))
            theirs.append(visit(browser, bare, slow=slow))
        first, other = ([found["first"] for found in side] for side in (mine, theirs))
        if slow:
            rows.append(compared("first chart, cold, 10 Mbit/s (ms)", first, other, ""))
            continue
        sizes, others = ([found["http"] / 1e6 for found in side] for side in (mine, theirs))
        rows.append(compared("first visit, transferred (MB)", sizes, others, "≤ 2.0 MB", digits=2))
        frames, more = ([found["socket"] / 1e3 for found in side] for side in (mine, theirs))
        rows.append(compared("  and over the websocket (kB)", frames, more, ""))
        rows.append(compared("first chart, cold (ms)", first, other, "≤ 1.2 ×"))
    return rows


def changes(browser: Browser, ours: Server, bare: Server) -> list[Row]:
    """The as-of date moved by one release in the real control, and in turn the bare page's slider moved by one step."""
    context, page = window(browser)
    page.goto(ours.url)
    page.wait_for_selector(".chart[data-drawn]:not([data-drawn='0'])")
    settle(page, "() => document.querySelectorAll('.chart').length >= 8")
    for key in ("ArrowDown", "ArrowUp"):
        page.evaluate(TIMER % DRAWN, key)
    charts = page.evaluate(MARK)

    other_context, other = window(browser)
    other.goto(bare.url)
    other.wait_for_selector(".js-plotly-plot .scatterlayer path.js-line")
    settle(other, "() => document.querySelectorAll('.js-plotly-plot .scatterlayer path.js-line').length === 4")
    other.evaluate(TIMER % LINES, "ArrowRight")
    other.locator("input[type=range]").focus()

    mine, theirs = [], []
    for step in range(CHANGES + 2):
        page.bring_to_front()
        mine.append(choose(page, "ArrowDown" if step % 2 == 0 else "ArrowUp"))
        other.bring_to_front()
        other.keyboard.press("ArrowRight")
        theirs.append(took(other))
    anew = page.evaluate("() => [...document.querySelectorAll('.chart')].filter(one => !one.mark).length")
    context.close()
    other_context.close()
    # The first two of each make the other date's answers known to the server, as any earlier reader would have.
    return [
        compared(f"as-of changed → {charts} charts repainted (ms)", mine[2:], theirs[2:], "≤ 1.5 ×"),
        ("  charts made anew", str(anew), "–", "", "0"),
    ]


def choose(page: Page, key: str) -> float:
    """Go from the chosen date to its neighbour with an arrow key, as on the bare slider; milliseconds from the key."""
    page.locator(".st-key-as_of select").focus()
    page.keyboard.press(key)
    return took(page)


def took(page: Page) -> float:
    page.wait_for_function("() => typeof window.took === 'number'", timeout=20_000)
    found = float(page.evaluate("const found = window.took; window.took = undefined; found"))
    page.wait_for_timeout(250)
    return found


def settle(page: Page, condition: str) -> None:
    page.wait_for_function(condition, timeout=30_000)
    page.wait_for_timeout(1000)


def cold_queries() -> list[Row]:
    """The overview's queries in new processes, DuckDB's start included, and once more from memory."""
    found = []
    with tempfile.TemporaryDirectory(prefix="bench-") as home:
        for _ in range(COLD_PROCESSES):
            said = subprocess.run(
                [sys.executable, "-c", COLD_QUERIES],
                cwd=ROOT,
                env={**os.environ, "DASHBOARD_HOME": home},
                capture_output=True,
                text=True,
                check=True,
            ).stdout
            found.append(json.loads(said))
    goals = found[0]["goals"]
    return [
        alone(f"overview's queries, cold process, {goals} goals (ms)", [one["cold"] for one in found], "≤ 150 ms"),
        alone("  the same, kept (ms)", [one["kept"] for one in found], "≤ 2 ms", digits=2),
        alone("  imports before them (ms)", [one["import"] for one in found], ""),
        alone("  releases checked, plan read (ms)", [one["list"] for one in found], ""),
    ]


def compared(what: str, mine: Sequence[float], theirs: Sequence[float], must: str, digits: int = 0) -> Row:
    ratio = median(mine) / median(theirs)
    return (what, spread(mine, digits), spread(theirs, digits), f"{ratio:.2f}", must)


def alone(what: str, values: Sequence[float], must: str, digits: int = 0) -> Row:
    return (what, spread(values, digits), "–", "", must)


def spread(values: Sequence[float], digits: int) -> str:
    """Median, and from the least to the most."""
    return f"{median(values):.{digits}f} ({min(values):.{digits}f}–{max(values):.{digits}f}, n={len(values)})"


def table(rows: Sequence[Row]) -> None:
    heads = ("median (range)", "dashboard", "bare page", "ratio", "must")
    widths = [max(len(row[column]) for row in [heads, *rows]) for column in range(len(heads))]
    for row in [heads, *rows]:
        print("  ".join(text.ljust(width) for text, width in zip(row, widths, strict=True)).rstrip())


if __name__ == "__main__":
    main()
