// One plot per element, made once and moved with Plotly.react: no flicker, no lost state, no layout shift.
let library;

function plotly(script) {
  if (window.Plotly) return Promise.resolve(window.Plotly);
  library ??= new Promise((resolve, reject) => {
    const tag = document.createElement("script");
    tag.src = new URL(script, document.baseURI).href;
    tag.onload = () => resolve(window.Plotly);
    tag.onerror = () => { library = undefined; reject(new Error(script)); };
    document.head.append(tag);
  });
  return library;
}

const icon = {
  width: 24, height: 24,
  path: "M5 20h14v-2H5v2zm7-18v10.2l3.6-3.6L17 10l-5 5-5-5 1.4-1.4 3.6 3.6V2z",
};

function draw(Plotly, host, data) {
  if (host.chartData !== data) return; // a newer state has overtaken this one
  if (!host.watcher) {
    host.watcher = new ResizeObserver(() => {
      if (!host.isConnected || !host.clientWidth) return;
      if (host.dataset.created === "0") draw(Plotly, host, host.chartData);
      else if (Math.abs(host.clientWidth - host.drawnWidth) > 1) {
        host.drawnWidth = host.clientWidth;
        Plotly.Plots.resize(host);
      }
    });
    host.watcher.observe(host);
  }
  if (!host.clientWidth) return; // not laid out yet: the watcher calls again
  const { data: traces, layout } = data.figure;
  const config = {
    displaylogo: false, responsive: false, staticPlot: data.still, scrollZoom: false, doubleClick: false,
    showTips: false, displayModeBar: data.still ? false : "hover",
    modeBarButtons: [[{
      name: data.download, title: data.download, icon,
      click: (plot) => Plotly.downloadImage(plot, { format: "png", scale: 2, filename: data.name }),
    }]],
  };
  if (host.dataset.created === "0") {
    host.dataset.created = "1";
    host.drawnWidth = host.clientWidth;
    Plotly.newPlot(host, traces, layout, config);
  } else {
    Plotly.react(host, traces, layout, config);
  }
  host.dataset.drawn = String(Number(host.dataset.drawn) + 1);
}

export default function ({ data, parentElement }) {
  let host = parentElement.querySelector(":scope > .chart");
  if (!host) {
    host = document.createElement("div");
    host.className = "chart";
    host.setAttribute("role", "img");
    host.dataset.created = "0";
    host.dataset.drawn = "0";
    parentElement.append(host);
  }
  host.style.height = `${data.height}px`;
  host.setAttribute("aria-label", data.alt);
  host.chartData = data;

  plotly(data.script).then((Plotly) => draw(Plotly, host, data)).catch(() => { host.textContent = data.failed; });

  return () => {
    host.watcher?.disconnect();
    if (window.Plotly && host.dataset.created === "1") window.Plotly.purge(host);
    host.remove();
  };
}
