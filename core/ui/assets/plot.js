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
  watch(host, () => draw(Plotly, host, host.chartData), () => {
    Plotly.react(host, host.chartData.figure.data, { ...thinned(host.chartData.figure.layout, host.width), width: host.width });
  });
  if (!host.width) return;
  const { data: traces, layout } = data.figure;
  const config = {
    displaylogo: false, responsive: false, scrollZoom: false, doubleClick: false, showTips: false,
    displayModeBar: "hover",
    modeBarButtons: [[{
      name: data.download, title: data.download, icon,
      click: (plot) => Plotly.downloadImage(plot, { format: "png", scale: 2, filename: data.name }),
    }]],
  };
  const act = host.dataset.created === "0" ? Plotly.newPlot : Plotly.react;
  act(host, traces, { ...thinned(layout, host.width), width: host.width }, config);
  drawn(host);
}

function plotted(host, data) {
  const later = plotly(data.script);
  if (window.Plotly) draw(window.Plotly, host, data); // not a turn later: a moved slider waits for it
  else later.then((Plotly) => draw(Plotly, host, data)).catch(() => { host.textContent = data.failed; });
}
