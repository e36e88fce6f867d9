// A meeting: a page as screens, one finding each, over the page itself, which stays as it is. Screens of the other pages
// are fetched ahead, so that a key shows the next one at once; the page below follows only where its sliders are needed.
const PRESENT = "present", SCREEN = "screen", FRONT = "overview", SCENARIO = "scenario";
const DIGITS = 900; // ms after a digit within which another belongs to the same number
const PATIENCE = 20000; // ms that the sliders of a scenario may take to come
const FORWARD = ["ArrowRight", "ArrowDown", "PageDown", " ", "Enter"], BACK = ["ArrowLeft", "ArrowUp", "PageUp", "Backspace"];

const known = new Map(), queries = new Map(); // by page: its answer, and the parameters it is asked with
let state; // { page, at, under, turn, sheet, number }; nothing outside a meeting
let view; // the parts of the meeting in the document

const root = () => window.__streamlit.MAIN_PAGE_BASE_URL;
const pathOf = (page) => root() + (page === FRONT ? "" : page);
const pageHere = () => (location.origin + location.pathname).slice(root().length).replace(/\/$/, "") || FRONT;
const said = (text, values) => text.replace(/\{(\w+)\}/g, (_, name) => values[name]);

function here() {
  const parameters = new URLSearchParams(location.search);
  for (const name of [PRESENT, SCREEN]) parameters.delete(name);
  return parameters;
}

// Another page is asked for with the release, plan and language on show, and with what was chosen on it before.
function query(page) {
  if (!queries.has(page)) queries.set(page, new URLSearchParams(shared()));
  return queries.get(page);
}

function shared() {
  const from = queries.get(state.entered);
  return ["lang", "as_of", "plan"].filter((name) => from.has(name)).map((name) => [name, from.get(name)]);
}

function load(page, screen = "") {
  if (!known.has(page)) {
    const address = new URL(`${root()}screens.json`);
    address.search = new URLSearchParams([...query(page), ["page", page], [SCREEN, screen]]);
    const answer = fetch(address).then((response) => response.ok ? response.json()
      : response.text().then((text) => ({ page, screens: [], said: text, pages: [], words: {}, at: 0, refused: "" })));
    known.set(page, answer.then((data) => (known.has(page) && known.set(page, data), data)));
    answer.catch(() => known.delete(page));
  }
  return known.get(page);
}

const answered = (page) => { const data = known.get(page); return data && !data.then ? data : undefined; };
const current = () => answered(state.page);
const screenNow = () => current()?.screens[state.at];

// How many screens there are before a page of the sequence, and in all; undefined until all are known.
function count(upTo) {
  const pages = state.pages, until = upTo === undefined ? pages.length : pages.indexOf(upTo);
  const before = pages.slice(0, until).map(answered);
  return before.every(Boolean) ? before.reduce((sum, data) => sum + data.screens.length, 0) : undefined;
}

function write() {
  const parameters = new URLSearchParams([...query(state.page), [PRESENT, "1"]]);
  if (screenNow()) parameters.set(SCREEN, screenNow().key);
  window.meeting.screen = screenNow()?.key ?? "";
  history.replaceState(history.state, "", `${pathOf(state.page)}?${parameters}`);
}

async function go(page, at, screen) {
  const turn = ++state.turn;
  let data;
  try {
    data = await load(page, screen);
  } catch {
    return state && tell(view.failed);
  }
  if (!state || turn !== state.turn) return;
  state.page = page;
  state.at = at === undefined ? data.at : at < 0 ? Math.max(0, data.screens.length + at) : Math.min(at, data.screens.length - 1);
  state.words = Object.keys(data.words).length ? data.words : state.words;
  if (data.pages.length) state.pages = data.pages;
  for (const name in data.parameters) if (!query(page).has(name)) query(page).set(name, data.parameters[name]);
  close();
  write();
  paint();
  tell(data.refused && at === undefined ? data.refused : "");
  ahead();
}

// The other pages, the next one first, one after the other.
async function ahead() {
  if (state.fetching) return;
  state.fetching = true;
  const from = state.pages.indexOf(state.page);
  for (const page of [...state.pages.slice(from + 1), ...state.pages.slice(0, Math.max(0, from))]) {
    try { await load(page); } catch { break; }
    if (!state) return;
    corner();
  }
  state.fetching = false;
}

function step(way) {
  const data = current();
  if (!data) return;
  if (data.screens[state.at]?.layout === "levers") {
    // What stands behind the sliders goes by where they are now.
    queries.set(SCENARIO, here());
    const before = state.asked;
    state.asked = here().toString();
    if (before !== state.asked) {
      known.delete(SCENARIO);
      if (way > 0 && state.at + 1 < data.screens.length) return go(SCENARIO, state.at + 1);
    }
  }
  const next = state.at + way;
  if (next >= 0 && next < data.screens.length) return go(state.page, next);
  const place = state.pages.indexOf(state.page), pages = way > 0 ? state.pages.slice(place + 1) : state.pages.slice(0, Math.max(0, place)).reverse();
  return stepTo(pages, way);
}

// The first of these pages that has a screen.
async function stepTo(pages, way) {
  const turn = state.turn;
  for (const page of pages) {
    const data = await Promise.resolve(load(page)).catch(() => null);
    if (!state || turn !== state.turn) return;
    if (data?.screens.length) return go(page, way > 0 ? 0 : -1);
  }
}

async function jump(number) {
  const pages = state.pages;
  for (const page of pages) await Promise.resolve(load(page)).catch(() => null);
  if (!state) return;
  let left = number;
  for (const page of pages) {
    const has = answered(page)?.screens.length ?? 0;
    if (left >= 1 && left <= has) return go(page, left - 1);
    left -= has;
  }
  tell(said(state.words.no_number, { number, total: count() ?? "…" }));
}

function digit(key) {
  clearTimeout(state.typed);
  state.number = (state.number ?? "") + key;
  state.typed = setTimeout(() => {
    const number = Number(state.number);
    state.number = undefined;
    corner();
    jump(number);
  }, DIGITS);
  corner();
}

// The answer sheets of what the screen is about, one at a time.
async function open(at = 0) {
  const shown = screenNow(), live = shown?.layout === "levers" ? here().get("goal") : null;
  const goals = live ? [live] : shown?.goals ?? [];
  const about = [...(shown?.task ? [["task", shown.task]] : []), ...goals.map((goal) => ["indicator", goal])];
  if (!about.length) return tell(state.words.no_answers ?? "");
  const turn = ++state.turn, place = (at + about.length) % about.length;
  const address = new URL(`${root()}answers.json`);
  address.search = new URLSearchParams([...shared(), about[place]]);
  const sheet = await fetch(address).then((response) => (response.ok ? response.json() : null)).catch(() => null);
  if (!state || turn !== state.turn) return;
  if (!sheet) return tell(view.failed);
  state.sheet = { at: place, of: about.length };
  fill(view.sheet, { ...sheet, figures: [], notes: [] });
  view.sheet.hidden = false;
  fitSheet(view.sheet);
  corner();
}

function close() {
  state.sheet = undefined;
  view.sheet.hidden = view.help.hidden = true;
  corner();
}

function tell(text) {
  view.said.textContent = text;
  view.said.hidden = !text;
}

const typing = (place) => place.closest?.("input:not([type='range']), textarea, select, [contenteditable='true']");

function pressed(event) {
  if (!state || event.ctrlKey || event.metaKey || event.altKey || event.isComposing || typing(event.target)) return;
  const key = event.key.length === 1 ? event.key.toLowerCase() : event.key;
  const sliding = event.target.matches?.("input[type='range']") && /^(Arrow|Home|End)/.test(key);
  if (sliding || (["Enter", " "].includes(key) && event.target.closest?.("button, summary"))) return;
  const act = action(key, event.shiftKey);
  if (!act) return key === "/" && event.stopImmediatePropagation();
  event.preventDefault();
  event.stopImmediatePropagation();
  if (!view.blank.hidden) view.blank.hidden = true; // any key brings the screen back
  else {
    tell("");
    act();
  }
}

function action(key, shift) {
  const forward = FORWARD.includes(key) && !(key === " " && shift), back = BACK.includes(key) || (key === " " && shift);
  if (state.sheet && (forward || back)) return () => open(state.sheet.at + (forward ? 1 : -1));
  if (forward || back) return () => step(forward ? 1 : -1);
  if (/^[0-9]$/.test(key)) return () => digit(key);
  return {
    Home: () => stepTo(state.pages, 1),
    End: () => stepTo([...state.pages].reverse(), -1),
    a: () => (state.sheet ? close() : open()),
    b: () => { view.blank.hidden = false; },
    ".": () => { view.blank.hidden = false; },
    "?": () => { view.help.hidden = !view.help.hidden; },
    Escape: () => (state.sheet || !view.help.hidden ? close() : leave()),
    p: leave,
  }[key];
}

export function enter(library) {
  if (state) return;
  const page = pageHere();
  state = { page, at: 0, under: page, entered: page, // where one came from, whose release and language all screens have
    turn: 0, pages: [], words: {}, library, focus: document.activeElement,
  };
  const screen = new URLSearchParams(location.search).get(SCREEN) ?? "";
  known.clear();
  queries.clear();
  queries.set(page, here());
  window.meeting = { on: true, screen };
  view = build();
  document.documentElement.classList.add("meeting-on");
  size();
  go(page, undefined, screen);
}

function leave(quietly) {
  const { page, under, focus } = state, parameters = page === under ? here() : query(page);
  if (screenNow()?.layout === "levers") queries.set(SCENARIO, here());
  state = undefined;
  window.meeting = { on: false, screen: "" };
  view.host.remove();
  document.documentElement.classList.remove("meeting-on", "meeting-live");
  document.getElementById("root").inert = false;
  window.dispatchEvent(new Event("meeting-sized"));
  if (quietly === true) return;
  history.replaceState(history.state, "", `${pathOf(under)}?${under === page ? parameters : query(under)}`);
  if (page !== under) visit(page, parameters);
  else focus?.focus?.({ preventScroll: true });
}

// The page below goes where the meeting is, as a click in the navigation would; where there is none, a new page loads.
function visit(page, parameters) {
  // The link to the front page is relative: against the root it is what it says.
  const links = [...document.querySelectorAll("[data-testid='stSidebar'] a[href]")];
  const link = links.find((each) => new URL(each.getAttribute("href"), root()).href.split("?")[0] === pathOf(page));
  if (link) link.click();
  else location.assign(`${pathOf(page)}?${parameters}`);
}

window.addEventListener("keydown", pressed, true);
window.addEventListener("popstate", () => state && new URLSearchParams(location.search).get(PRESENT) !== "1" && leave(true));
let resized;
window.addEventListener("resize", () => {
  clearTimeout(resized);
  resized = setTimeout(() => state && (size(), paint()), 100);
});
