// A figure as it fits the width of its place. The server does not know how wide a window is, so it declares every tick,
// name and label; here names are wrapped, the axis leaves room for the words at the ends of bars, ticks are thinned,
// and a label moves off another or, where there is no room, is left out. Every number stays in the table below.
const LINE = 1.3; // a line of text, in heights of its letters
const ruler = document.createElement("canvas").getContext("2d");
const measured = new Map();

// Plotly reads markup in texts, so ours arrive escaped; SVG takes them letter by letter.
function plainText(text) {
  return text.replace(/&lt;/g, "<").replace(/&gt;/g, ">").replace(/&amp;/g, "&");
}

// Pixels the longest line of a text takes.
function wide(text, size, family) {
  const key = `${size} ${text}`;
  if (!measured.has(key)) {
    if (measured.size > 5000) measured.clear();
    ruler.font = `${size}px ${family}`;
    measured.set(key, Math.max(...text.split("<br>").map((line) => ruler.measureText(plainText(line)).width)));
  }
  return measured.get(key);
}

// Where a value of an axis lies between two pixels; `names` are those of an axis of names, the first one on top.
function scale({ range, type }, names, from, to) {
  const place = names ? (value) => names.indexOf(value) : type === "date" ? (value) => Date.parse(value) : Number;
  const [first, last] = names ? [names.length - 0.5, -0.5] : range.map(place);
  return (value) => from + ((place(value) - first) / (last - first)) * (to - from);
}

// The names of an axis of names, from top to bottom; nothing for an axis of numbers.
function namesOf(data, { yaxis }) {
  return yaxis.range ? undefined : [...new Set(data.flatMap(({ y }) => y))];
}

function wrapped(text, room, size, family) {
  const lines = [""];
  for (const part of text.match(/[^\s\u2e80-\uffef]+\s*|[\u2e80-\uffef]\s*/g) ?? []) {
    const longer = lines.at(-1) + part;
    if (lines.at(-1) && wide(longer.trimEnd(), size, family) > room) lines.push(part);
    else lines[lines.length - 1] = longer;
  }
  return lines.map((line) => line.trimEnd());
}

function shortened(line, room, size, family) {
  const letters = [...plainText(line)];
  while (letters.length > 1 && wide(`${letters.join("")}…`, size, family) > room) letters.pop();
  return `${letters.join("")}…`.replace(/&/g, "&amp;").replace(/</g, "&lt;").replace(/>/g, "&gt;");
}

// The tick texts at the left within two fifths of the width: in lines, in smaller letters, at last shortened; `whole`
// holds the names that were.
function namesFitted(data, layout, width) {
  const { yaxis, font, margin } = layout, names = namesOf(data, layout);
  const whole = new Set();
  if (yaxis.showticklabels === false) return { yaxis, left: margin.l, whole };
  const texts = yaxis.ticktext ?? names, vals = yaxis.tickvals ?? names, room = Math.max(80, width * 0.4);
  const row = (layout.height - margin.t - margin.b) / texts.length;
  let size = font.size, lines;
  for (; ; size -= 1) {
    lines = texts.map((text) => wrapped(text, room, size, font.family));
    const fits = lines.every((each) => each.length * size * LINE <= row && each.every((line) => wide(line, size, font.family) <= room));
    if (fits || size <= 10) break;
  }
  const most = Math.max(1, Math.floor(row / (size * LINE)));
  const shown = lines.map((each, place) => each.map((line, index) => {
    const last = index === most - 1 && each.length > most, long = wide(line, size, font.family) > room;
    if (last || long) whole.add(names?.[place]);
    return last || long ? shortened(last ? `${line} ${each[index + 1]}` : line, room, size, font.family) : line;
  }).slice(0, most).join("<br>"));
  const widest = Math.max(0, ...shown.map((text) => wide(text, size, font.family)));
  return {
    yaxis: { ...yaxis, tickvals: vals, ticktext: shown, tickfont: { size }, automargin: false },
    left: Math.ceil(Math.max(names ? 0 : margin.l, widest + 10 + (yaxis.ticklabelstandoff ?? 0))), // names are measured here, not guessed
    whole,
  };
}

// A name that is shortened at the axis stands whole in what hovering over its first bar says.
function wholeNames(data, whole) {
  const place = whole.size ? data.findIndex(({ type, hovertemplate }) => type === "bar" && hovertemplate) : -1;
  return data.map((trace, index) => (index !== place ? trace : {
    ...trace,
    hovertemplate: trace.y.map((name) => (whole.has(name) ? `${name}<br>${trace.hovertemplate.replace("%{y} ", "")}` : trace.hovertemplate)),
  }));
}

// The words at the ends of horizontal bars and beside marks: where they begin, how wide they are, to which side.
function wordsBeside(data, layout) {
  const { family } = layout.font, words = [];
  for (const { type, orientation, x, base, text, textposition, textfont } of data) {
    text?.forEach((each, index) => {
      const side = type === "bar" ? (x[index] < 0 ? "left" : "right") : textposition[index]?.split?.(" ")[1];
      if ((type === "bar" && (orientation !== "h" || textposition === "none")) || !["left", "right"].includes(side) || x[index] === null) return;
      const value = type === "bar" ? (base?.[index] ?? 0) + x[index] : x[index];
      words.push({ value, side, room: wide(each, textfont.size, family) + (type === "bar" ? 6 : 10) });
    });
  }
  for (const note of layout.annotations) {
    const { x, xref, yref, xanchor, xshift = 0, text, font } = note;
    if (xref === "paper" || yref === "paper" || !namesOf(data, layout)) continue;
    words.push({ note, value: x, side: xanchor === "right" ? "left" : "right", room: wide(text, font.size, family) + Math.abs(xshift) + 6 });
  }
  return words;
}

// The range of the axis of values, so widened that these words lie within the plot and its right margin.
function widened([low, high], words, plot, right) {
  for (let round = 0; round < 12; round += 1) { // a wider range moves the bars, and with them their words
    const x = scale({ range: [low, high] }, undefined, 0, plot), pixel = (high - low) / plot;
    const past = (wanted, beyond) => Math.max(0, ...words.filter(({ side }) => side === wanted).map(beyond));
    low -= past("left", ({ value, room }) => room - x(value)) * pixel;
    high += past("right", ({ value, room }) => x(value) + room - plot - right) * pixel;
  }
  return [low, high];
}

// That range and the labels left: where the bars would have less than half of their room, the longest one is left out.
function roomForWords(data, layout, plot, right) {
  const [low, high] = layout.xaxis.range, words = wordsBeside(data, layout), without = new Set();
  for (;;) {
    const left = words.filter(({ note }) => !without.has(note)), range = widened([low, high], left, plot, right);
    const notes = left.filter(({ note }) => note).sort((one, two) => two.room - one.room);
    if (range[1] - range[0] <= 2 * (high - low) || !notes.length) return { range, annotations: layout.annotations.filter((note) => !without.has(note)) };
    without.add(notes[0].note);
  }
}

// Every second or third tick where all would run into each other: the last year is kept, and zero.
function ticksFitted({ xaxis, font }, x) {
  const { tickvals, ticktext, dtick, range } = xaxis;
  const every = (texts, apart) => Math.max(1, Math.ceil((Math.max(...texts.map((text) => wide(text, font.size, font.family))) + 10) / apart));
  if (xaxis.type === "date") {
    const years = (Date.parse(range[1]) - Date.parse(range[0])) / 31557600000;
    return { ...xaxis, tickangle: 0, dtick: `M${12 * every(["2020"], (x(range[1]) - x(range[0])) / years)}` };
  }
  if (!tickvals || tickvals.length < 2) return xaxis;
  const step = every(ticktext ?? tickvals.map(String), Math.abs(x(tickvals[1]) - x(tickvals[0])));
  const anchor = xaxis.tickformat === "d" ? tickvals.length - 1 : Math.max(0, tickvals.indexOf(0));
  const kept = (list) => list?.filter((_, index) => (index - anchor) % step === 0);
  return { ...xaxis, tickangle: 0, tickvals: kept(tickvals), ...(ticktext && { ticktext: kept(ticktext) }) };
}

// Words above bars that stand closer than these words are wide: every second or third of them, the last one kept.
function totalsFitted(annotations, family, x) {
  const totals = annotations.filter(({ name }) => name === "total");
  if (totals.length < 2) return annotations;
  const apart = Math.min(...totals.slice(1).map((note, index) => x(note.x) - x(totals[index].x)));
  const every = Math.ceil((Math.max(...totals.map(({ text, font }) => wide(text, font.size, family))) + 4) / apart);
  return annotations.filter((note) => note.name !== "total" || (totals.length - 1 - totals.indexOf(note)) % every === 0);
}

// Signs within marks, smaller on a narrow plot. Where two would lie on each other the later one keeps its sign, what
// is real before what was planned; the other keeps its mark, and its sign in what hovering says.
function signsFitted(data, x, y, plot) {
  const placed = [], factor = Math.min(1, Math.max(0.6, plot / 500));
  return [...data].reverse().map((trace) => {
    if (trace.mode !== "markers+text" || trace.textposition !== "middle center") return trace;
    const size = Math.max(9, Math.round(trace.textfont.size * factor)), text = [...trace.text];
    const order = trace.x.map((_, index) => index).sort((one, two) => x(trace.x[two]) - x(trace.x[one]));
    for (const index of order) {
      const at = [x(trace.x[index]), y(trace.y[index])];
      if (placed.some((other) => other.every((place, way) => Math.abs(place - at[way]) < size))) text[index] = "";
      else placed.push(at);
    }
    return { ...trace, text, textfont: { ...trace.textfont, size }, marker: { ...trace.marker, size: trace.marker.size * factor } };
  }).reverse();
}

function fitted({ data, layout }, width) {
  const { yaxis, left, whole } = namesFitted(data, layout, width), { margin } = layout;
  const plot = Math.max(60, width - left - margin.r), narrow = { ...layout, width, yaxis, margin: { ...margin, l: left } };
  const { range, annotations } = layout.xaxis.type === "date" || layout.xaxis.tickformat === "d"
    ? { range: layout.xaxis.range, annotations: layout.annotations } : roomForWords(data, layout, plot, margin.r - 4);
  const x = scale({ ...layout.xaxis, range }, undefined, left, left + plot);
  const y = scale(layout.yaxis, namesOf(data, layout), layout.height - margin.b, margin.t);
  return {
    data: wholeNames(signsFitted(data, x, y, plot), whole),
    layout: {
      ...narrow,
      xaxis: ticksFitted({ xaxis: { ...layout.xaxis, range }, font: layout.font }, x),
      annotations: totalsFitted(annotations, layout.font.family, x),
    },
  };
}

// Where a label lies on the plot, in pixels of the figure.
function boxOf(note, { l, t, w, h }, x, y, family) {
  const { size } = note.font, turned = Math.abs(note.textangle ?? 0) === 90;
  const long = wide(note.text, size, family), high = note.text.split("<br>").length * size * LINE;
  const [across, up] = turned ? [high, long] : [long, high];
  const left = (note.xref === "paper" ? l + note.x * w : x(note.x)) + (note.xshift ?? 0) - across * ({ left: 0, right: 1 }[note.xanchor] ?? 0.5);
  const top = (note.yref === "paper" ? t + (1 - note.y) * h : y(note.y)) - (note.yshift ?? 0) - up * ({ top: 0, bottom: 1 }[note.yanchor] ?? 0.5);
  return { left, top, across, up };
}

// The labels of a laid out figure: each within the figure and off those before it; the word of made-up numbers and the
// goal come first. The same list when nothing is in the way.
function labelled({ data, layout }, plot) {
  const { annotations, font, width, height } = layout, { l, t, w, h } = plot, names = namesOf(data, layout);
  const x = scale(layout.xaxis, undefined, l, l + w), y = scale(layout.yaxis, names, t + h, t);
  const rank = ({ name }) => ["illustrative", "goal", "latest"].indexOf(name) + 1 || (name === "total" ? 5 : 4);
  const boxes = [], moved = new Map();
  const free = (one) => boxes.every((other) => {
    const across = Math.min(one.left + one.across, other.left + other.across) - Math.max(one.left, other.left);
    const up = Math.min(one.top + one.up, other.top + other.up) - Math.max(one.top, other.top);
    return across < 2 || up < Math.min(one.up, other.up) * 0.25;
  });
  for (const note of [...annotations].sort((one, two) => rank(one) - rank(two))) {
    const box = boxOf(note, plot, x, y, font.family);
    const left = Math.max(2, Math.min(box.left, width - 2 - box.across));
    const steps = note.name === "total" ? [0] : [0, -0.5, 0.5, -1, 1, -1.5, 1.5, -2, 2, -3, 3];
    const step = steps.map((each) => each * box.up).find((down) => {
      const top = box.top + down;
      return (down === 0 || (top >= 0 && top + box.up <= height)) && free({ ...box, left, top });
    });
    if (step === undefined) continue;
    boxes.push({ ...box, left, top: box.top + step });
    const aside = left - box.left;
    moved.set(note, aside || step ? { ...note, xshift: (note.xshift ?? 0) + aside, yshift: (note.yshift ?? 0) - step } : note);
  }
  const placed = annotations.filter((note) => moved.has(note)).map((note) => moved.get(note));
  return placed.length === annotations.length && placed.every((note, index) => note === annotations[index]) ? annotations : placed;
}
