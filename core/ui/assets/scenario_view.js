// What a scenario leads to: a sentence and a small chart for every goal, the large chart of the one chosen. All in one
// element, so that a moved slider changes them in one message; while a hand is on it, that message holds only what
// moves: the line of the scenario in each small chart, the words, the large figure.
const PARTS = ["title", "value", "chart", "sentence", "chance"];

function made(host, ids, choose) {
  host.cards.forEach(({ chart }) => gone(chart));
  host.cards.clear();
  const grid = host.firstChild;
  grid.replaceChildren();
  for (const id of ids) {
    const card = document.createElement("button");
    card.type = "button";
    card.setAttribute("role", "radio");
    const parts = { card };
    for (const name of PARTS) {
      parts[name] = name === "chart" ? place() : document.createElement("span");
      if (name !== "chart") parts[name].className = `scenario-${name}`;
      else parts[name].setAttribute("aria-hidden", "true");
      card.append(parts[name]);
    }
    card.className = `scenario-goal st-key-goal_${id}`;
    card.onclick = () => choose(id);
    card.onkeydown = (event) => {
      const step = { ArrowRight: 1, ArrowDown: 1, ArrowLeft: -1, ArrowUp: -1 }[event.key];
      if (!step) return;
      event.preventDefault();
      const next = ids[(ids.indexOf(id) + step + ids.length) % ids.length];
      host.cards.get(next).card.focus();
      choose(next);
    };
    host.cards.set(id, parts);
    grid.append(card);
  }
}

function put(part, text) {
  if (text !== undefined && part.textContent !== text) part.textContent = text;
}

function drawGoal(chart, goal) {
  if (goal.figure !== undefined) chart.whole = goal.figure; // null: this release has no model for it
  if (!chart.whole) {
    chart.said = null;
    return chart.replaceChildren();
  }
  const said = JSON.stringify([goal.moving, chart.whole]);
  if (said === chart.said) return;
  chart.said = said;
  const data = chart.whole.data.map((trace) => (trace.meta.role === "scenario" ? { ...trace, y: goal.moving } : trace));
  chart.style.height = `${chart.whole.layout.height}px`;
  chart.chartData = { name: `goal_${goal.id}`, figure: { data, layout: chart.whole.layout } };
  still(chart, chart.chartData);
}

export default function ({ data, parentElement, setStateValue }) {
  let host = parentElement.querySelector(":scope > .scenario-view");
  if (!host) {
    if (data.live) { // put on the page anew in the middle of a move: ask for what stays, too
      setStateValue("lost", Date.now());
      return;
    }
    host = document.createElement("div");
    host.className = "scenario-view";
    host.cards = new Map();
    const [grid, head] = ["scenario-goals", "scenario-head"].map((name) => {
      const part = document.createElement("div");
      part.className = name;
      return part;
    });
    grid.setAttribute("role", "radiogroup");
    head.setAttribute("role", "status");
    host.large = place();
    const panel = document.createElement("div");
    panel.className = "scenario-large st-key-chart_scenario";
    host.picture = document.createElement("button");
    host.picture.type = "button";
    host.picture.className = "copy";
    host.picture.onclick = () => savePlainPicture(host.large, `${host.file}-${document.querySelector(".lever-title").textContent}`);
    panel.append(head, host.large, host.picture);
    host.append(grid, panel);
    host.head = head;
    parentElement.append(host);
    host.follow = ({ detail }) => {
      const wanted = [...host.cards.keys()].join() === detail.goals.map((goal) => goal.id).join();
      if (wanted && detail.chosen === host.chosen) host.show(detail);
    };
    window.addEventListener("scenario-moved", host.follow);
    host.resize = () => { // a meeting began or ended, or its window changed
      host.large.said = undefined;
      drawLarge(host);
    };
    window.addEventListener("meeting-sized", host.resize);
  }
  const choose = (id) => {
    host.wanted = id;
    host.cards.forEach(({ card }, each) => card.setAttribute("aria-checked", String(each === id)));
    setStateValue("chosen", { goal: id, at: Date.now() }); // the same goal again is a choice, too: the page may have left it
  };
  host.show = (shown) => show(host, shown, choose);
  host.chosen = data.chosen;
  host.show(data);
  return () => {
    window.removeEventListener("scenario-moved", host.follow);
    window.removeEventListener("meeting-sized", host.resize);
    host.cards.forEach(({ chart }) => gone(chart));
    gone(host.large);
    host.remove();
  };
}

// The chart of the chosen goal: as high as it was made, in a meeting as high as there is room below the goals.
function drawLarge(host) {
  const { large, drawing } = host;
  large.hidden = !drawing;
  if (!drawing) return;
  const stage = large.closest(".st-key-scenario_live"), inMeeting = document.documentElement.classList.contains("meeting-live");
  const figure = !inMeeting ? drawing.figure
    : { ...drawing.figure, layout: { ...drawing.figure.layout, height: Math.max(120, stage.clientHeight - topWithin(large, stage) - 10) } };
  large.style.height = `${figure.layout.height}px`;
  large.setAttribute("aria-label", drawing.alt);
  const said = JSON.stringify(figure);
  large.chartData = { name: "scenario", ...drawing, figure };
  if (said !== large.said) still(large, large.chartData);
  large.said = said;
}

function topWithin(node, outer) {
  let top = 0;
  for (let each = node; each && each !== outer; each = each.offsetParent) top += each.offsetTop;
  return top;
}

function show(host, data, choose) {
  const ids = data.goals.map((goal) => goal.id);
  if ([...host.cards.keys()].join() !== ids.join()) made(host, ids, choose);
  host.firstChild.setAttribute("aria-label", data.title ?? host.firstChild.getAttribute("aria-label"));
  for (const goal of data.goals) {
    const parts = host.cards.get(goal.id);
    const chosen = goal.id === data.chosen;
    parts.card.setAttribute("aria-checked", String(chosen));
    parts.card.tabIndex = chosen ? 0 : -1;
    if (goal.best_effort !== undefined) parts.card.classList.toggle("best-effort", goal.best_effort);
    for (const name of PARTS) if (name !== "chart") put(parts[name], goal[name]);
    parts.chance.classList.toggle("waiting", Boolean(data.live));
    drawGoal(parts.chart, goal);
  }
  if (host.head.markup !== data.head) host.head.innerHTML = host.head.markup = data.head;
  host.drawing = data.large;
  drawLarge(host);
  host.picture.hidden = !data.large;
  if (data.picture) host.picture.textContent = data.picture;
  if (data.file) host.file = data.file;
}
