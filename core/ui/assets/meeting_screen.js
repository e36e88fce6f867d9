// How a screen of a meeting is drawn: everything at the size it has on a desk, on a stage that is enlarged to the window,
// so that type is never less than 1.6 times as large; what does not fit is left out and counted.
const DESK = 480, LARGER = 1.6, NARROWEST = 640; // pixels of the stage; how much larger than on a desk
const HEAD = [24, 13], LEAST_HEAD = 18, TABLE = [15, 12]; // sizes of type, from the largest to the least
const ROW = 17, DATED_ROW = 20, BAR = 14; // the least heights of a name, a row of days and one of several bars in a chart

function part(name, className, parent) {
  const node = document.createElement(name);
  node.className = className;
  parent?.append(node);
  return node;
}

function build() {
  const host = part("div", "meeting", document.body);
  host.id = "meeting";
  host.setAttribute("role", "region");
  const stage = part("div", "meeting-stage", host), screen = part("section", "meeting-screen", stage);
  screen.setAttribute("aria-live", "polite");
  screen.tabIndex = -1;
  const sheet = part("section", "meeting-screen meeting-sheet", stage), help = part("div", "meeting-help", stage);
  const bar = part("footer", "meeting-bar", stage), source = part("span", "meeting-source", bar), place = part("span", "meeting-place", bar);
  const note = part("p", "message refused meeting-said", stage), blank = part("div", "meeting-blank", host);
  note.setAttribute("role", "alert");
  sheet.hidden = help.hidden = note.hidden = blank.hidden = true;
  const failed = document.querySelector("button.meeting-door")?.dataset.failed ?? "";
  return { host, stage, screen, sheet, help, bar, source, place, said: note, blank, failed };
}

// The stage is as high as a desk shows in type of its size, or as wide, whichever is less; the window's shape is kept.
function size() {
  const { innerWidth: width, innerHeight: height } = window;
  const factor = LARGER * Math.min(width / (NARROWEST * LARGER), height / (DESK * LARGER));
  for (const [name, value] of [["--stage-width", `${width / factor}px`], ["--stage-height", `${height / factor}px`], ["--stage-factor", factor]]) {
    document.documentElement.style.setProperty(name, value);
  }
}

function paint() {
  const data = current(), shown = screenNow(), live = shown?.layout === "levers";
  help();
  if (!shown) fill(view.screen, { head: "", body: "", figures: [], notes: [], rows: 0, message: data.said, source: "" });
  else fill(view.screen, shown);
  view.source.textContent = shown?.source ?? "";
  document.documentElement.classList.toggle("meeting-live", false);
  document.getElementById("root").inert = !live;
  if (live) sliders();
  else if (document.activeElement !== view.screen) view.screen.focus({ preventScroll: true });
  corner();
}

function corner() {
  const data = current();
  if (!data) return;
  const before = count(state.page), inOrder = state.pages.includes(state.page);
  const number = state.number ?? (inOrder ? (before === undefined || !data.screens.length ? "…" : before + state.at + 1) : data.screens.length ? state.at + 1 : "–");
  const total = inOrder || !data.screens.length ? count() ?? "…" : data.screens.length;
  const place = state.sheet && state.sheet.of > 1 ? said(state.words.which, { number: state.sheet.at + 1, total: state.sheet.of })
    : total ? said(state.words.place, { number, total }) : "";
  view.place.textContent = [place, data.as_of, data.tag].filter(Boolean).join(" · ");
  view.place.classList.toggle("typed", state.number !== undefined);
}

function help() {
  if (view.help.childElementCount || !state.words.list) return;
  part("h2", "", view.help).textContent = state.words.keys;
  const list = part("dl", "", view.help);
  for (const [keys, words] of state.words.list) {
    part("dt", "", list).textContent = keys;
    part("dd", "", list).textContent = words;
  }
}

// One screen: head, body, notes; then each is made to fit, the head first.
function fill(place, shown) {
  place.querySelectorAll(".chart").forEach((host) => host._fullLayout && window.Plotly.purge(host));
  place.replaceChildren();
  place.dataset.layout = shown.figures.length || shown.body ? shown.layout ?? "" : "sentence";
  if (shown.message) {
    part("p", "meeting-message", place).textContent = shown.message;
    return;
  }
  const head = part("header", "screen-head", place), body = part("div", "screen-body", place), notes = part("div", "screen-notes", place);
  head.innerHTML = shown.head;
  body.innerHTML = shown.body;
  place.querySelectorAll("a[href]").forEach((link) => link.removeAttribute("href"));
  place.querySelectorAll("[tabindex]").forEach((node) => node.removeAttribute("tabindex"));
  shown.notes.forEach((note) => { part("p", "note", notes).textContent = note; });
  fitHead(place, head);
  fitNotes(place, notes, place.dataset.layout === "sentence" ? 0.5 : shown.figures.length ? 0.2 : 0.1);
  if (shown.layout === "cards") fitCards(body, notes);
  const places = body.querySelectorAll(".figure");
  shown.figures.forEach((each, index) => chart(places[index] ?? body, each, notes));
  if (shown.layout === "board") fitBoard(body);
  else if (shown.layout === "trends") fitTrends(body, notes, shown.rows);
  else if (place !== view.sheet && body.querySelector("table")) fitTable(body, notes, shown.rows);
}

function more(notes, words, number) {
  const note = part("p", "screen-more", notes);
  note.textContent = counted(words, number);
  return note;
}

const counted = (words, number) => said(state.words[words][number === 1 ? 0 : 1], { number });

function fitHead(place, head) {
  const title = head.querySelector("h2"), room = place.clientHeight;
  if (!title || place.dataset.layout === "sentence") return;
  for (let type = HEAD[0]; type >= HEAD[1]; type -= 1) {
    title.style.fontSize = `${type}px`;
    const lines = title.offsetHeight / (type * 1.3);
    if (type > LEAST_HEAD ? lines < 2.2 : title.offsetHeight < room * 0.26) break;
  }
  const reason = head.querySelector(".screen-opinions");
  if (reason && head.offsetHeight > room * 0.42) reason.lastElementChild.remove();
}

// Whole notes as long as they take no more than their part of the screen, the first one at least in part.
function fitNotes(place, notes, part) {
  const room = place.clientHeight * part, all = [...notes.children];
  let left = 0;
  while (notes.offsetHeight > room && all.length > 1) {
    all.pop().remove();
    left += 1;
  }
  if (notes.offsetHeight > room) all[0]?.classList.add("cut");
  if (left) more(notes, "more_notes", left);
}

function fitCards(body, notes) {
  const grid = body.querySelector(".screen-cards"), cards = [...grid.children], columns = cards.length > 12 ? 5 : cards.length > 4 ? 4 : Math.max(1, cards.length);
  grid.style.gridTemplateColumns = `repeat(${columns}, minmax(0, 1fr))`;
  const rows = Math.min(4, Math.ceil(cards.length / columns)), left = cards.splice(rows * columns);
  left.forEach((card) => card.remove());
  grid.style.gridTemplateRows = `repeat(${rows}, minmax(0, 1fr))`;
  if (left.length) more(notes, "more_cards", left.length);
  for (const name of [".card-value", "h3", ".card-status", ".card-goal", ".card-gap"]) {
    for (const node of grid.querySelectorAll(name)) {
      for (let type = parseFloat(getComputedStyle(node).fontSize); node.scrollWidth > node.clientWidth + 1 && type > 10; type -= 1) node.style.fontSize = `${type}px`;
    }
  }
}

// A figure in all the room there is; how many of its names had to be left out is said among the notes.
function chart(place, { figure, alt, still: isStill }, notes) {
  const host = part("div", "chart", place);
  host.setAttribute("role", "img");
  host.setAttribute("aria-label", alt);
  Object.assign(host.dataset, { created: "0", drawn: "0" });
  const width = host.clientWidth, fitting = () => namesThatFit({ data: figure.data, layout: { ...figure.layout, height: host.clientHeight, width } });
  if (width < 40 || host.clientHeight < 36) return host.remove();
  host.width = width;
  let { fewer, left } = fitting();
  if (left) {
    const note = more(notes, "more_rows", left);
    ({ fewer, left } = fitting()); // the note took some of the room
    note.textContent = counted("more_rows", left);
  }
  host.chartData = { figure: fewer, download: "–" };
  if (isStill) {
    drawStill(host, fewer);
    drawn(host);
  } else plotly(state.library).then((Plotly) => host.isConnected && show(Plotly, host, host.chartData)).catch(() => tell(view.failed));
}

// The rows of a figure that fit, the first ones: names of bars, or a row each on an axis of days.
function namesThatFit(figure) {
  const { data, layout } = figure, { yaxis, margin } = layout, dated = layout.xaxis.type === "date" && yaxis.ticktext;
  const names = dated ? yaxis.tickvals : namesOf(data, layout), bars = layout.barmode === "group" ? data.filter(({ type }) => type === "bar").length : 1;
  const most = Math.floor((layout.height - margin.t - margin.b) / Math.max(dated ? DATED_ROW : ROW, 6 + BAR * bars));
  if (!names || names.length <= most) return { fewer: figure, left: 0 };
  const kept = new Set(names.slice(0, most)), isKept = (y) => kept.has(dated ? Math.round(y) : y);
  const only = (list, of) => (Array.isArray(list) && list.length === of.length ? list.filter((_, index) => isKept(of[index])) : list);
  const trimmed = (node, of) => Object.fromEntries(Object.entries(node).map(([name, value]) => [
    name, Array.isArray(value) ? only(value, of) : value && typeof value === "object" ? trimmed(value, of) : value,
  ]));
  const ticks = yaxis.tickvals ?? names, [from, to] = yaxis.range ?? [];
  return {
    left: names.length - most,
    fewer: {
      data: data.map((trace) => (Array.isArray(trace.y) ? trimmed(trace, trace.y) : trace)),
      layout: {
        ...layout,
        yaxis: {
          ...yaxis,
          ...(yaxis.tickvals && { tickvals: only(yaxis.tickvals, ticks) }),
          ...(yaxis.ticktext && { ticktext: only(yaxis.ticktext, ticks) }),
          ...(dated && { range: from > to ? [most - 0.5, to] : [from, most - 0.5] }),
        },
        annotations: layout.annotations.filter(({ y, yref }) => yref === "paper" || isKept(y)),
      },
    },
  };
}

const spills = (node) => node.scrollHeight > node.clientHeight + 1 || node.scrollWidth > node.clientWidth + 1;

// The table in the largest type at which all of it fits, in the least as many of its columns and rows as do.
function fitTable(body, notes, total) {
  const table = body.querySelector("table"), wide = () => table.scrollWidth > body.clientWidth + 1;
  for (let type = TABLE[0]; type >= TABLE[1]; type -= 1) {
    table.style.fontSize = `${type}px`;
    if (!wide() && table.offsetHeight <= body.clientHeight) break;
  }
  let columns = 0;
  while (wide() && table.rows[0].cells.length > 2) {
    for (const row of table.rows) row.lastElementChild.remove();
    columns += 1;
  }
  const rows = [...table.tBodies[0].rows], sent = rows.length;
  if (columns) more(notes, "more_columns", columns);
  if (total === sent && table.offsetHeight <= body.clientHeight) return;
  const note = more(notes, "more_rows", total); // takes some of the room itself
  while (rows.length > 1 && table.offsetHeight > body.clientHeight) rows.pop().remove();
  note.textContent = counted("more_rows", total - rows.length);
}

function fitBoard(body) {
  for (const column of body.querySelectorAll(".task-column")) {
    column.querySelector(".task-more")?.remove();
    const cards = [...column.querySelectorAll(".task-card")], total = cards.length;
    if (!spills(column)) continue;
    const note = part("p", "screen-more", column);
    note.textContent = counted("more_cards", total);
    while (cards.length && spills(column)) cards.pop().remove();
    column.querySelectorAll("h4").forEach((title) => title.nextElementSibling?.matches(".task-card") || title.remove());
    note.textContent = counted("more_cards", total - cards.length);
  }
}

function fitTrends(body, notes, total) {
  const grid = body.querySelector(".trend-cards");
  if (!grid) return;
  const cards = [...grid.children];
  if (total === cards.length && !spills(body)) return;
  const note = more(notes, "more_cards", total);
  while (cards.length > 1 && spills(body)) cards.pop().remove();
  note.textContent = counted("more_cards", total - cards.length);
}

function fitSheet(place) {
  const body = place.querySelector(".screen-body"), table = body.querySelector("table");
  for (let type = 16; type >= 9; type -= 0.5) {
    table.style.fontSize = `${type}px`;
    if (table.offsetHeight <= body.clientHeight) break;
  }
}

// The sliders are those of the page itself, which goes there first; until they have come, the chart stands alone.
async function sliders() {
  const turn = state.turn;
  if (state.under !== SCENARIO) {
    const parameters = query(SCENARIO);
    state.under = SCENARIO;
    visit(SCENARIO, parameters);
  }
  const until = performance.now() + PATIENCE;
  while (!document.querySelector(".scenario-view .scenario-large svg")) {
    if (performance.now() > until) return;
    await new Promise((resolve) => setTimeout(resolve, 60));
    if (!state || turn !== state.turn) return;
  }
  document.documentElement.classList.add("meeting-live");
  state.asked = here().toString();
  window.dispatchEvent(new Event("meeting-sized"));
}
