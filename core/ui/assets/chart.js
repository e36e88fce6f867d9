// A chart of its own: the figure, what a screen reader says of it, and the text of a card above it.
export default function ({ data, parentElement }) {
  let host = parentElement.querySelector(":scope > .chart");
  if (!host) parentElement.append((host = place()));
  if (data.above) {
    let above = parentElement.querySelector(":scope > .above");
    if (!above) {
      above = document.createElement("div");
      above.className = "above";
      parentElement.prepend(above);
    }
    if (above.markup !== data.above) above.innerHTML = above.markup = data.above;
  }
  host.style.height = `${data.height}px`;
  host.setAttribute("aria-label", data.alt);
  host.chartData = data;

  if (data.still) still(host, data);
  else plotted(host, data);

  return () => {
    gone(host);
    parentElement.querySelector(":scope > .above")?.remove();
    host.remove();
  };
}
