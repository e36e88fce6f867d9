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
  const act = () => show(Plotly, host, host.chartData);
  watch(host, () => draw(Plotly, host, host.chartData), () => drawWhenSeen(host, act));
  if (host.width) drawWhenSeen(host, act);
}

// The toolbar with its one button. Plotly takes a configuration that is not the same for another one, and then makes the
// plot anew before it draws it: there is one for every chart and label.
function toolbar(host, Plotly, label) {
  return {
    displaylogo: false, responsive: false, scrollZoom: false, doubleClick: false, showTips: false,
    displayModeBar: "hover",
    modeBarButtons: [[{
      name: label, title: label, icon,
      click: (plot) => Plotly.toImage(plot, { format: "svg", width: plot.clientWidth, height: plot.clientHeight })
        .then((address) => savePicture(plot, address, host.chartData.file)),
    }]],
  };
}

function show(Plotly, host, data) {
  const figure = fitted(data.figure, host.width), again = host.label === data.download;
  if (again) Plotly.react(host, figure.data, figure.layout);
  else Plotly.newPlot(host, figure.data, figure.layout, toolbar(host, Plotly, data.download));
  host.label = data.download;
  // A reader hears the words of the chart and reaches its toolbar: a picture as a whole may hold nothing to press.
  host.setAttribute("role", "figure");
  host.querySelectorAll(".main-svg").forEach((svg) => svg.setAttribute("aria-hidden", "true"));
  // Only now is it known how many rows the legend takes; Plotly may leave it where it was before.
  const annotations = labelled(figure, host._fullLayout._size);
  const legend = again && figure.layout.legend && { "legend.x": figure.layout.legend.x };
  if (legend || annotations !== figure.layout.annotations) Plotly.relayout(host, { annotations, ...legend });
  const { width, height } = host._fullLayout;
  host.querySelectorAll(".main-svg").forEach((svg) => svg.setAttribute("viewBox", `0 0 ${width} ${height}`));
  sized(host, width, height);
  drawn(host);
}

function plotted(host, data) {
  const later = plotly(data.script);
  if (window.Plotly) draw(window.Plotly, host, data); // not a turn later: a moved slider waits for it
  else later.then((Plotly) => draw(Plotly, host, data)).catch(() => { host.textContent = data.failed; });
}
