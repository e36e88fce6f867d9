// The search box: what is typed is asked for at once, the newest answer counts; links are made of text alone.
const PAUSE = 60; // ms without a key before the server is asked

document.addEventListener("keydown", (event) => {
  const box = document.querySelector(".search input"), place = event.target;
  if (!box || event.ctrlKey || event.metaKey || event.altKey || event.isComposing) return;
  if (place.closest && place.closest("input, textarea, select, [contenteditable='true']")) return;
  if (event.key !== "/" && !(event.code === "Slash" && !event.shiftKey)) return;
  event.preventDefault();
  box.focus();
  box.select();
}, true);

function words(parts) {
  return parts.map(([text, marked]) => {
    if (!marked) return text;
    const mark = document.createElement("mark");
    mark.textContent = text;
    return mark;
  });
}

function put(parent, tag, className, ...content) {
  const node = document.createElement(tag);
  if (className) node.className = className;
  node.append(...content);
  parent.append(node);
  return node;
}

function made(box) {
  const input = put(box, "input", ""), list = put(box, "div", "search-list");
  const note = put(list, "p", "search-note"), choices = put(list, "div", "");
  note.setAttribute("role", "status");
  input.type = "search";
  input.autocomplete = "off";
  input.spellcheck = false;
  input.maxLength = 60;
  input.setAttribute("role", "combobox");
  input.setAttribute("aria-autocomplete", "list");
  input.setAttribute("aria-controls", (choices.id = "search-choices"));
  choices.setAttribute("role", "listbox");
  const state = { data: {}, timer: 0, asked: null, answered: "", active: -1, wants: null };
  const options = () => [...choices.querySelectorAll("a")];
  const typed = () => input.value.trim();

  function open(is) {
    list.hidden = !is;
    if (is) place();
    input.setAttribute("aria-expanded", String(is));
    if (!is) activate(-1);
  }
  function place() {
    // Below the box, within the window, never under the navigation.
    const frame = (box.closest('[data-testid="stMain"]') || document.body).getBoundingClientRect();
    const here = box.getBoundingClientRect(), width = Math.min(560, frame.width - 16);
    list.style.width = `${width}px`;
    list.style.left = `${Math.max(frame.left + 8, Math.min(here.left, frame.right - width - 8)) - here.left}px`;
  }
  function activate(at) {
    state.active = at;
    input.removeAttribute("aria-activedescendant");
    options().forEach((option, place) => {
      option.classList.toggle("active", place === at);
      option.setAttribute("aria-selected", String(place === at));
      if (place !== at) return;
      input.setAttribute("aria-activedescendant", option.id);
      option.scrollIntoView({ block: "nearest" });
    });
  }
  function say(text) {
    choices.replaceChildren();
    tell(text);
    open(true);
  }
  function tell(text) {
    note.textContent = text;
    note.hidden = !text;
    choices.hidden = !choices.childElementCount;
  }
  function draw(answer) {
    choices.replaceChildren();
    let count = 0;
    const option = (group, address, ...content) => {
      const link = put(group, "a", "", ...content);
      link.href = address;
      link.id = `search-option-${count++}`;
      link.tabIndex = -1;
      link.setAttribute("role", "option");
      return link;
    };
    answer.groups.forEach((found, place) => {
      const group = put(choices, "div", "search-group");
      group.setAttribute("role", "group");
      const title = put(group, "div", "search-kind", found.title);
      title.id = `search-kind-${place}`;
      group.setAttribute("aria-labelledby", title.id);
      found.results.forEach((result) => {
        const link = option(group, result.address, ...words(result.title));
        if (result.also.length) put(link, "span", "search-also", ...words(result.also));
        put(link, "span", "search-about", result.about);
      });
      if (found.more) option(group, found.all, found.more).className = "search-more";
    });
    tell(answer.note);
    open(true);
    activate(-1);
  }
  async function ask() {
    const wanted = typed();
    if (state.asked) state.asked.abort();
    if (!wanted) {
      state.answered = "";
      fetch(new URL(state.data.address, document.baseURI)).catch(() => {}); // the server makes its index ready meanwhile
      return say(state.data.guide);
    }
    const asked = (state.asked = new AbortController());
    try {
      const address = new URL(`${state.data.address}&find=${encodeURIComponent(wanted)}`, document.baseURI);
      const response = await fetch(address, { signal: asked.signal });
      if (!response.ok) throw new Error(String(response.status));
      draw(await response.json());
      state.answered = wanted;
      if (state.wants) go(state.wants.aside);
    } catch (error) {
      if (error.name !== "AbortError") say(state.data.unavailable);
    }
    if (state.asked === asked) state.asked = null;
  }
  function go(aside) {
    // Enter may be faster than the answer: then the first of it opens when it comes.
    if (state.answered !== typed()) { state.wants = { aside }; return; }
    state.wants = null;
    const link = options()[Math.max(state.active, 0)];
    if (!link) return;
    if (aside) window.open(link.href, "_blank", "noopener");
    else location.assign(link.href);
  }
  input.addEventListener("input", () => {
    state.wants = null;
    clearTimeout(state.timer);
    state.timer = setTimeout(ask, PAUSE);
  });
  input.addEventListener("focus", () => { if (choices.childElementCount && typed()) open(true); else ask(); });
  input.addEventListener("keydown", (event) => {
    event.stopPropagation(); // no key typed here is one of the page
    if (event.isComposing) return;
    const count = options().length;
    if (event.key === "ArrowDown" || event.key === "ArrowUp") {
      event.preventDefault();
      if (list.hidden) open(true);
      if (count) activate((state.active + (event.key === "ArrowDown" ? 1 : state.active < 0 ? 0 : -1) + count) % count);
    } else if (event.key === "Enter") {
      event.preventDefault();
      if (typed()) go(event.ctrlKey || event.metaKey);
    } else if (event.key === "Escape") {
      event.preventDefault();
      if (list.hidden) input.value = "";
      open(false);
    }
  });
  box.addEventListener("focusout", (event) => { if (!box.contains(event.relatedTarget)) open(false); });
  list.addEventListener("mousedown", (event) => event.preventDefault()); // the box keeps the focus until the link opens
  open(false);
  tell("");
  return { input, choices, state };
}

const boxes = new WeakMap();

export default function ({ data, parentElement }) {
  let box = parentElement.querySelector(".search");
  if (!box) {
    box = put(parentElement, "div", "search");
    box.setAttribute("role", "search");
    boxes.set(box, made(box));
    boxes.get(box).input.value = data.typed;
  }
  const { input, choices, state } = boxes.get(box);
  if (state.data.address !== data.address) {
    // Another release or language: what was found is not what would be.
    state.answered = "";
    choices.replaceChildren();
  }
  state.data = data;
  input.placeholder = data.placeholder;
  input.setAttribute("aria-label", data.label);
  box.setAttribute("aria-label", data.label);
  choices.setAttribute("aria-label", data.label);
}
