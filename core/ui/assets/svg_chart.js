// The same figure as Plotly would draw, as plain SVG: for the cards, of which eight follow a change of date in a few
// milliseconds and need no chart library, and for what follows a hand on a slider.
const SVG = "http://www.w3.org/2000/svg";
const PRINTING = ["beforeprint", "afterprint"], SHEET = 860; // pixels a chart is drawn wide for a sheet of paper
const ON_ITS_SIDE = 1.5; // a chart higher than a screen takes a sheet that lies on its side: so many times as wide as high
const DASHES = { dash: "6 5", dot: "2 3", solid: "" };

function shape(name, attributes, text) {
  const node = document.createElementNS(SVG, name);
  for (const key in attributes) node.setAttribute(key, attributes[key]);
  if (text !== undefined) node.textContent = text;
  return node;
}

function marker(kind, px, py, diameter) {
  const half = diameter / 2;
  return kind?.startsWith("diamond")
    ? shape("path", { d: `M${px},${py - half * 1.3}L${px + half * 1.3},${py}L${px},${py + half * 1.3}L${px - half * 1.3},${py}Z` })
    : shape("circle", { cx: px, cy: py, r: half });
}

// Rows along the top: each series once, its line or fill before its name.
function legendRows(data, { legend, font }, left, width) {
  const rows = [[]], shown = data.filter((each) => each.showlegend !== false);
  let at = left;
  for (const trace of shown) {
    const room = 29 + wide(trace.name, legend.font.size, font.family);
    if (rows.at(-1).length && at + room > width) {
      rows.push([]);
      at = left;
    }
    rows.at(-1).push({ trace, at });
    at += room + legend.font.size;
  }
  return rows;
}

function drawLegend(svg, rows, { legend, margin }) {
  const { size, color } = legend.font;
  rows.forEach((row, index) => row.forEach(({ trace, at }) => {
    const y = margin.t - size * 0.9 - (rows.length - 1 - index) * size * 1.4;
    svg.append(trace.fill
      ? shape("rect", { x: at, y: y - 5, width: 24, height: 10, fill: trace.fillcolor })
      : shape("path", { d: `M${at},${y}h24`, stroke: trace.line.color, "stroke-width": Math.max(trace.line.width, 1.5), "stroke-dasharray": DASHES[trace.line.dash] ?? "" }),
    shape("text", { x: at + 29, y: y + size * 0.35, "font-size": size, fill: color }, trace.name));
  }));
}

function drawStill(host, figure) {
  const width = host.width, { data, layout } = fitted(figure, width), { height } = layout, { l, r, b } = layout.margin;
  const rows = layout.showlegend ? legendRows(data, layout, l, width) : [[]];
  const t = layout.margin.t + (rows.length > 1 ? (rows.length - 1) * layout.legend.font.size * 1.4 : 0);
  const [x0, x1] = layout.xaxis.range, [y0, y1] = layout.yaxis.range;
  const right = width - r, bottom = height - b;
  const x = (value) => l + ((value - x0) / (x1 - x0)) * (right - l);
  const y = (value) => bottom - ((value - y0) / (y1 - y0)) * (bottom - t);
  const { family, size, color } = layout.font;
  const svg = shape("svg", { width, height, viewBox: `0 0 ${width} ${height}`, "font-family": family, "font-size": size, "aria-hidden": "true" });

  if (layout.yaxis.showgrid) layout.yaxis.tickvals.forEach((value, index) => svg.append(
    shape("path", { d: `M${l},${y(value)}H${right}`, stroke: layout.yaxis.gridcolor }),
    shape("text", { x: l - 6, y: y(value) + size * 0.35, "text-anchor": "end", fill: color }, layout.yaxis.ticktext[index]),
  ));
  svg.append(shape("path", { d: `M${l},${bottom}H${right}`, stroke: layout.xaxis.linecolor, fill: "none" }));
  const { tickvals, ticktext } = layout.xaxis;
  tickvals.forEach((value, index) => svg.append(shape("text", {
    x: Math.min(Math.max(x(value), l + size * 1.2), width - size * 1.2), y: bottom + size * 1.35,
    "text-anchor": "middle", fill: color,
  }, ticktext?.[index] ?? String(value))));

  for (const mark of layout.shapes) {
    svg.append(shape("path", {
      d: `M${x(mark.x0)},${t}V${bottom}`, stroke: mark.line.color, "stroke-width": mark.line.width,
      "stroke-dasharray": DASHES[mark.line.dash] ?? "",
    }));
  }
  for (const trace of data) {
    const points = trace.x.map((value, index) => [x(value), trace.y[index] === null ? null : y(trace.y[index])]);
    if (trace.fill) {
      svg.append(shape("path", { d: `M${points.map((one) => one.join()).join("L")}Z`, fill: trace.fillcolor }));
      continue;
    }
    if (trace.mode.includes("lines")) {
      let path = "", pen = false;
      for (const [px, py] of points) {
        if (py === null) { pen = false; continue; }
        path += !pen ? `M${px},${py}` : trace.line.shape === "hv" ? `H${px}V${py}` : `L${px},${py}`;
        pen = true;
      }
      svg.append(shape("path", {
        d: path, class: "line", fill: "none", stroke: trace.line.color, "stroke-width": trace.line.width,
        "stroke-dasharray": DASHES[trace.line.dash] ?? "", "stroke-linejoin": "round",
      }));
    }
    if (trace.mode.includes("markers")) {
      const { color: fill, size: diameter, symbol, line = { color: fill, width: 0 } } = trace.marker;
      points.forEach(([px, py]) => {
        if (py === null) return;
        const dot = marker(symbol, px, py, diameter);
        for (const [name, value] of [["fill", fill], ["stroke", line.color], ["stroke-width", line.width]]) dot.setAttribute(name, value);
        svg.append(dot);
      });
    }
  }
  for (const note of labelled({ data, layout }, { l, t, w: right - l, h: bottom - t })) {
    const lift = { bottom: -size * 0.35, middle: size * 0.35, top: size }[note.yanchor ?? "middle"];
    const at = note.xref === "paper" ? l + note.x * (right - l) : x(note.x);
    const up = note.yref === "paper" ? bottom - note.y * (bottom - t) : y(note.y);
    svg.append(shape("text", {
      x: at + (note.xshift ?? 0), y: up + lift - (note.yshift ?? 0),
      "text-anchor": { left: "start", right: "end" }[note.xanchor] ?? "middle",
      "font-size": note.font.size, fill: note.font.color,
    }, plainText(note.text)));
  }
  if (layout.showlegend) drawLegend(svg, rows, { ...layout, margin: { ...layout.margin, t } });
  sized(host, width, height);
  host.replaceChildren(svg);
}

// How large a chart was drawn: on paper it shrinks and grows with the sheet, as the style sheet of paper says.
function sized(host, width, height) {
  if (host.drawnSize === `${width} ${height}`) return;
  host.drawnSize = `${width} ${height}`;
  host.style.setProperty("--width", width);
  host.style.setProperty("--height", height);
}

// The width is remembered: asking for it while other charts are being changed would lay the page out once for each.
function watch(host, redraw, resize) {
  if (host.watcher) return;
  host.width = host.clientWidth;
  host.watcher = new ResizeObserver(() => {
    const width = host.isConnected ? host.clientWidth : 0;
    if (!width || (host.dataset.created === "1" && Math.abs(width - host.width) <= 1)) return;
    host.width = width;
    if (host.dataset.created === "0") redraw();
    else resize();
  });
  host.watcher.observe(host);
  // As wide as a sheet, or its letters become too small to read; afterwards as wide as its place again.
  host.paper = ({ type }) => {
    if (!host.width || host.closest('[class*="st-key-goal_"]')) return;
    const { height } = host.chartData.figure.layout;
    if (type === "beforeprint") [host.onScreen, host.width] = [host.width, height > SHEET ? ON_ITS_SIDE * height : SHEET];
    else host.width = host.onScreen;
    resize();
    if (type === "beforeprint") drawWaiting(host);
  };
  for (const type of PRINTING) window.addEventListener(type, host.paper);
}

// A chart out of sight is drawn when nothing has changed for a while, or somebody scrolls to it or prints: while a page
// changes, its data, type and width come one after the other, and the charts in sight come first.
const waiting = new Map(), REST = 150, TURN = 30; // milliseconds until they are drawn, and for how long at a time
let turn;
const sight = new IntersectionObserver((seen) => seen.forEach(({ target, isIntersecting }) => {
  target.inSight = isIntersecting;
  if (isIntersecting) drawWaiting(target);
}), { scrollMargin: "50%" });

function drawWhenSeen(host, act) {
  if (host.inSight === undefined) sight.observe(host);
  waiting.set(host, act);
  if (host.inSight) return drawWaiting(host);
  host.dataset.waiting = "";
  clearTimeout(turn);
  turn = setTimeout(drawAllWaiting, REST);
}

function drawWaiting(host) {
  const act = waiting.get(host);
  waiting.delete(host);
  delete host.dataset.waiting;
  act?.();
}

function drawAllWaiting() {
  const until = performance.now() + TURN;
  for (const host of waiting.keys()) {
    if (performance.now() > until) break;
    drawWaiting(host);
  }
  if (waiting.size) turn = setTimeout(drawAllWaiting);
}

function drawn(host) {
  host.dataset.created = "1";
  host.dataset.drawn = String(Number(host.dataset.drawn) + 1);
}

function still(host, data) {
  watch(host, () => still(host, host.chartData), () => drawStill(host, host.chartData.figure));
  if (!host.width) return; // not laid out yet: the watcher calls again
  drawStill(host, data.figure);
  drawn(host);
}

// Where a chart goes; `created` and `drawn` say whether it is there yet and how often it changed.
function place() {
  const host = document.createElement("div");
  host.className = "chart";
  host.setAttribute("role", "img");
  host.dataset.created = "0";
  host.dataset.drawn = "0";
  return host;
}

function gone(host) {
  host.watcher?.disconnect();
  sight.unobserve(host);
  waiting.delete(host);
  for (const type of PRINTING) window.removeEventListener(type, host.paper);
  if (host._fullLayout) window.Plotly.purge(host);
}
