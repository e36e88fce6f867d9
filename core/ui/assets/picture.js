// A chart as a file that stands alone: what is said of it on the page stands above and below it – finding, unit, date,
// scenario, source, and that numbers are made up – and its name says what it is.
const EDGE = 20; // pixels around

function saidAbove(host) {
  const head = host.closest('[class*="st-key-panel_"], .scenario-large').querySelector(".panel-head, .scenario-head");
  const scenario = host.closest(".scenario-large") && document.querySelector(".lever-title")?.textContent;
  return [
    { text: head.querySelector("h2").textContent, size: 18, weight: 700, color: "#1F2933" },
    { text: head.querySelector(".subtitle").textContent, size: 13, weight: 400, color: "#52606D" },
    ...(scenario ? [{ text: scenario, size: 13, weight: 700, color: "#1F2933" }] : []),
  ];
}

function saidBelow(host) {
  const panel = host.closest('[class*="st-key-panel_"]') ?? document.querySelector(".st-key-scenario_below");
  const plan = document.querySelector(".st-key-header .on-paper")?.firstChild.textContent;
  return [panel.querySelector(".source")?.textContent, plan].filter(Boolean).map((text) => ({ text, size: 12, weight: 400, color: "#52606D" }));
}

// Texts one below the other from `top` on; where they end.
function write(pen, texts, top, room, family) {
  for (const { text, size, weight, color } of texts) {
    pen.font = `${weight} ${size}px ${family}`;
    pen.fillStyle = color;
    for (const line of wrapped(text.trim().replace(/\s+/g, " "), room / (weight > 400 ? 1.1 : 1), size, family)) {
      pen.fillText(line, EDGE, top + size);
      top += Math.round(size * 1.5);
    }
  }
  return top;
}

// `address` holds the chart as SVG, `name` what the file is called without its ending.
function savePicture(host, address, name) {
  const { clientWidth: width, clientHeight: height } = host, { family } = host.chartData.figure.layout.font, image = new Image();
  const above = saidAbove(host), below = saidBelow(host);
  image.onload = () => {
    const canvas = document.createElement("canvas"), pen = canvas.getContext("2d"), link = document.createElement("a");
    const chart = write(pen, above, EDGE, width, family) + 8, foot = write(pen, below, 0, width, family);
    [canvas.width, canvas.height] = [2 * (width + 2 * EDGE), 2 * (chart + height + foot + EDGE)];
    pen.scale(2, 2);
    pen.fillStyle = "#fff";
    pen.fillRect(0, 0, canvas.width, canvas.height);
    write(pen, above, EDGE, width, family);
    pen.drawImage(image, EDGE, chart, width, height);
    write(pen, below, chart + height, width, family);
    link.download = `${name.replace(/[\\/:*?"<>|]/g, "_")}.png`;
    link.href = canvas.toDataURL("image/png");
    link.click();
  };
  image.src = address;
}

// The picture of a chart that is drawn without the chart library.
function savePlainPicture(host, name) {
  const svg = host.querySelector("svg").cloneNode(true);
  svg.setAttribute("xmlns", SVG);
  savePicture(host, `data:image/svg+xml;charset=utf-8,${encodeURIComponent(new XMLSerializer().serializeToString(svg))}`, name);
}
