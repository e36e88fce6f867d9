// The levers of a scenario: sliders that report while being dragged, each bound to a number box, with marks for the
// current course and for what history makes plausible. Nothing is sent but the values that differ from it.
const REST = 350; // milliseconds without a move after which the hand counts as at rest
const POWERS = { 千: 1e3, 万: 1e4, 亿: 1e8 };
const QUIET = 90; // milliseconds without a move after which the bands are worth their draws
const PATIENCE = 2000; // milliseconds an answer may take; then, and for as long, the page is asked the slower way

function make(name, attributes, ...children) {
  const node = document.createElement(name);
  for (const key in attributes) {
    if (key === "class") node.className = attributes[key];
    else node.setAttribute(key, attributes[key]);
  }
  node.append(...children);
  return node;
}

const near = (one, other, lever) => Math.abs(one - other) < lever.step / 1000;
const clean = (value) => Number(value.toPrecision(12));

// The slider's own positions are its steps and the current course, which lies on none of them.
function snapped(lever, value) {
  const held = Math.min(Math.max(value, lever.low), lever.high);
  if (Math.abs(held - lever.default) < lever.step / 2) return lever.default;
  return Math.min(clean(lever.low + Math.round((held - lever.low) / lever.step) * lever.step), lever.high);
}

function stepped(lever, value, steps) {
  const place = (value - lever.low) / lever.step;
  const next = steps > 0 ? Math.floor(place + 1e-6) + steps : Math.ceil(place - 1e-6) + steps;
  let found = Math.min(Math.max(clean(lever.low + next * lever.step), lever.low), lever.high);
  if (Math.abs(steps) === 1 && (lever.default - value) * (lever.default - found) < 0) found = lever.default;
  return found;
}

function row(host, lever, words) {
  const id = `lever-${lever.id}`;
  const range = make("input", { type: "range", id, min: lever.low, max: lever.high, step: "any" });
  const box = make("input", { type: "text", inputmode: "decimal", "aria-label": words.box.replace("{label}", lever.label).replace("{unit}", lever.unit || words.value) });
  const back = make("button", { type: "button", class: "lever-reset", title: words.reset, "aria-label": `${words.reset} ${lever.label}` }, "↺");
  const about = make("p", { class: "lever-about", id: `${id}-about` }, lever.about);
  const more = make("button", { type: "button", class: "lever-more", "aria-expanded": "false", "aria-controls": `${id}-about`, title: words.more, "aria-label": `${words.more} ${lever.label}` }, "?");
  const node = make("div", { class: `lever st-key-lever_${lever.id}` },
    make("div", { class: "lever-head" }, make("label", { for: id }, lever.label), more),
    make("div", { class: "lever-track" }, range),
    make("div", { class: "lever-value" }, box, make("span", { class: "lever-unit" }, lever.unit), back), about);
  about.hidden = true;
  const share = (value) => ((value - lever.low) / (lever.high - lever.low)) * 100;
  range.style.setProperty("--from", `${share(lever.plausible[0])}%`);
  range.style.setProperty("--to", `${share(lever.plausible[1])}%`);
  range.style.setProperty("--at", `${share(lever.default)}%`);

  // Where the way back leads: the value of the scenario that was chosen, else of the current course.
  const origin = () => host.words.origin[lever.id] ?? lever.default;
  const shown = (value) => (value * lever.scale).toFixed(lever.decimals).replace(/^-(0(\.0+)?)$/, "$1");
  const put = (value, from) => {
    const moved = !near(value, lever.default, lever);
    const home = near(value, origin(), lever);
    if (from !== "range") range.value = value;
    if (from !== "box") box.value = shown(value);
    range.setAttribute("aria-valuetext", `${shown(value)} ${lever.unit}`);
    node.classList.toggle("moved", moved);
    back.disabled = home;
  };
  const move = (value, from) => {
    const before = host.values[lever.id] ?? lever.default;
    host.touched.add(lever.id);
    if (near(value, lever.default, lever)) delete host.values[lever.id];
    else host.values[lever.id] = value;
    put(value, from);
    if (!near(value, before, lever)) host.tell();
  };
  range.addEventListener("input", () => move(snapped(lever, Number(range.value)), "range"));
  range.addEventListener("change", () => put(host.values[lever.id] ?? lever.default));
  range.addEventListener("keydown", (event) => {
    const now = host.values[lever.id] ?? lever.default;
    const steps = { ArrowRight: 1, ArrowUp: 1, ArrowLeft: -1, ArrowDown: -1, PageUp: 10, PageDown: -10 }[event.key];
    const next = event.key === "Home" ? lever.low : event.key === "End" ? lever.high : steps && stepped(lever, now, steps);
    if (next === undefined) return;
    event.preventDefault();
    move(next);
  });
  box.addEventListener("change", () => {
    const [, text, power] = box.value.normalize("NFKC").replace(/[,\s%]/g, "").match(/^(.*?)([千万亿]?)$/);
    const typed = (Number(text) * (POWERS[power] ?? 1)) / lever.scale;
    const value = lever.whole ? Math.round(typed) : typed;
    const bad = text === "" || !Number.isFinite(value) || value < lever.low - lever.step / 1e6 || value > lever.high + lever.step / 1e6;
    box.setAttribute("aria-invalid", bad);
    box.title = bad ? lever.bounds : "";
    host.complaint.textContent = bad ? lever.bounds : "";
    if (bad) put(host.values[lever.id] ?? lever.default);
    else move(shown(lever.default) === shown(value) ? lever.default : clean(value), "");
  });
  back.addEventListener("click", () => { move(origin()); range.focus(); });
  more.addEventListener("click", () => {
    about.hidden = !about.hidden;
    more.setAttribute("aria-expanded", String(!about.hidden));
  });
  return { node, put, lever };
}

function build(host, data) {
  host.rows = [];
  host.complaint = make("p", { class: "lever-complaint", role: "alert" });
  host.groups = data.groups.map(({ name, levers }, index) => {
    const count = make("span", { class: "lever-count" });
    const box = make("details", { class: "lever-group", ...(index ? {} : { open: "" }) }, make("summary", {}, name, count));
    const rows = levers.map((lever) => row(host, lever, data.words));
    let last = "";
    for (const each of rows) {
      if (each.lever.of && each.lever.of !== last) box.append(make("h2", {}, (last = each.lever.of)));
      box.append(each.node);
    }
    host.rows.push(...rows);
    return { count, rows };
  });
  host.naming = make("p", { class: "lever-title", role: "status" });
  host.replaceChildren(host.naming, host.complaint, ...host.rows.length ? [...new Set(host.rows.map((each) => each.node.parentElement))] : []);
}

async function answerOf(host, more) {
  const address = new URL(host.ask.path, document.baseURI);
  address.search = new URLSearchParams({ ...host.ask.query, ...host.values, ...more });
  // Past the browser's own store: an answer is never asked for again, and looking there takes a third of the time.
  const answer = await fetch(address, { signal: AbortSignal.timeout(PATIENCE), cache: "no-store", priority: "high" });
  if (!answer.ok) throw new Error(answer.statusText);
  return answer.json();
}

// The hand pauses: all draws, as the page shows them a moment later, when it rests.
async function refine(host) {
  const sent = host.sent, turn = host.turn;
  const view = await answerOf(host, { whole: 1 }).catch(() => null); // the page brings them anyway
  if (view && sent === host.sent && turn === host.turn) window.dispatchEvent(new CustomEvent("scenario-moved", { detail: view }));
}

// One question in flight, the newest values next. An answer that comes after the hand has rested is older than the page.
async function follow(host, slower) {
  if (host.asking) return;
  host.asking = true;
  for (let asked = -1; asked !== host.sent && host.rested !== host.sent; ) {
    asked = host.sent;
    try {
      const view = await answerOf(host, {});
      if (host.rested !== host.sent) window.dispatchEvent(new CustomEvent("scenario-moved", { detail: view }));
    } catch {
      host.slower = performance.now() + PATIENCE;
      if (host.rested !== host.sent) slower();
      break;
    }
  }
  host.asking = false;
}

export default function ({ data, parentElement, setStateValue }) {
  let host = parentElement.querySelector(":scope > .levers");
  if (data.live) return; // an answer to a move: the hand knows better
  if (!host) {
    host = make("div", { class: "levers", role: "group" });
    host.turn = -1;
    host.touched = new Set(); // what the hand has moved since the page itself changed something
    host.sent = data.heard; // put on the page anew: counting goes on where the page left off
    parentElement.append(host);
  }
  host.words = data.words;
  host.setAttribute("aria-label", data.words.title);
  host.count = () => {
    host.groups.forEach((group) => {
      const moved = group.rows.filter((each) => each.lever.id in host.values).length;
      group.count.textContent = moved ? host.words.changed.replace("{n}", moved) : "";
    });
    const from = host.words.origin, ids = new Set([...Object.keys(host.values), ...Object.keys(from)]);
    const all = [...ids].filter((id) => host.values[id] !== from[id]).length;
    host.naming.textContent = all ? host.words.edited.replace("{n}", all) : host.words.name;
  };
  if (data.ask) host.ask = data.ask;
  const state = (rest) => setStateValue("moved", { values: { ...host.values }, session: host.session, turn: host.turn, sent: host.sent, rest });
  host.tell = () => {
    host.count();
    host.sent += 1;
    clearTimeout(host.quiet);
    clearTimeout(host.resting);
    if (performance.now() < (host.slower ?? 0)) state(false);
    else {
      follow(host, () => state(false));
      host.quiet = setTimeout(() => refine(host), QUIET);
    }
    host.resting = setTimeout(() => {
      host.rested = host.sent;
      state(true);
    }, REST);
  };
  const wanted = JSON.stringify(data.groups);
  const anew = host.made !== wanted;
  if (anew) {
    host.made = wanted;
    build(host, data);
  }
  // What the server says counts when it has changed something itself (undo, a preset, a link); while a hand is on a
  // slider its answers are older than the hand. A server that was started again counts from the beginning and knows
  // what stands in the address: what the hand has moved since comes on top, and is told once more.
  const again = host.session !== undefined && host.session !== data.session;
  if (anew || again || data.turn > host.turn) {
    const values = { ...data.values };
    if (again) {
      for (const id of host.touched) {
        if (id in host.values) values[id] = host.values[id];
        else delete values[id];
      }
    } else {
      clearTimeout(host.quiet);
      clearTimeout(host.resting);
      host.touched.clear();
    }
    host.values = values;
    for (const each of host.rows) each.put(host.values[each.lever.id] ?? each.lever.default);
  }
  host.session = data.session;
  host.turn = data.turn;
  if (data.heard < host.sent && host.rested === host.sent) state(true);
  host.count();
  return () => { clearTimeout(host.quiet); clearTimeout(host.resting); host.remove(); };
}
