// A card's chart: the same figure as Plotly would draw, as plain SVG. Eight of them follow a change of date in a few
// milliseconds, and the front page needs no chart library before it can show anything.
const SVG = "http://www.w3.org/2000/svg";
const DASHES = { dash: "6 5", dot: "2 3", solid: "" };

function shape(name, attributes, text) {
  const node = document.createElementNS(SVG, name);
  for (const key in attributes) node.setAttribute(key, attributes[key]);
  if (text !== undefined) node.textContent = text;
  return node;
}

function drawStill(host, { data, layout }) {
  const width = host.width, height = layout.height, { l, r, t, b } = layout.margin;
  const [x0, x1] = layout.xaxis.range, [y0, y1] = layout.yaxis.range;
  const right = width - r, bottom = height - b;
  const x = (value) => l + ((value - x0) / (x1 - x0)) * (right - l);
  const y = (value) => bottom - ((value - y0) / (y1 - y0)) * (bottom - t);
  const { family, size, color } = layout.font;
  const svg = shape("svg", { width, height, "font-family": family, "font-size": size, "aria-hidden": "true" });

  svg.append(shape("path", { d: `M${l},${bottom}H${right}`, stroke: layout.xaxis.linecolor, fill: "none" }));
  layout.xaxis.tickvals.forEach((value, index) => svg.append(shape("text", {
    x: Math.min(Math.max(x(value), l + size * 1.2), right - size * 1.2), y: bottom + size * 1.35,
    "text-anchor": "middle", fill: color,
  }, layout.xaxis.ticktext[index])));

  for (const mark of layout.shapes) {
    svg.append(shape("path", {
      d: `M${x(mark.x0)},${t}V${bottom}`, stroke: mark.line.color, "stroke-width": mark.line.width,
      "stroke-dasharray": DASHES[mark.line.dash] ?? "",
    }));
  }
  for (const trace of data) {
    const points = trace.x.map((value, index) => [x(value), trace.y[index] === null ? null : y(trace.y[index])]);
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
      const { color: fill, size: diameter, line = { color: fill, width: 0 } } = trace.marker;
      points.forEach(([px, py]) => py !== null && svg.append(shape("circle", {
        cx: px, cy: py, r: diameter / 2, fill, stroke: line.color, "stroke-width": line.width,
      })));
    }
  }
  for (const note of layout.annotations) {
    const lift = { bottom: -size * 0.35, middle: size * 0.35, top: size }[note.yanchor ?? "middle"];
    svg.append(shape("text", {
      x: x(note.x) + (note.xshift ?? 0), y: y(note.y) + lift - (note.yshift ?? 0),
      "text-anchor": { left: "start", right: "end" }[note.xanchor] ?? "middle",
      "font-size": note.font.size, fill: note.font.color,
    }, note.text));
  }
  host.replaceChildren(svg);
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
