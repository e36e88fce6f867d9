// The file is whole without this: it only keeps one's place between the languages, and searches long tables.
(() => {
  "use strict";
  const choices = [...document.querySelectorAll(".choice")];
  const sides = [...document.querySelectorAll(".side")];
  const shown = () => sides.find((side) => side.offsetParent !== null || side.getClientRects().length) || sides[0];

  const named = () => {
    document.documentElement.lang = shown().lang;
    document.title = shown().dataset.title;
  };

  // The part at the upper edge, by its number and how far it has been read.
  let place = null;
  const readPlace = () => {
    const parts = [...shown().querySelectorAll("article")];
    const part = parts.filter((one) => one.getBoundingClientRect().top <= 80).pop();
    place = part ? [part.dataset.part, part.getBoundingClientRect().top] : null;
  };
  addEventListener("scroll", readPlace, { passive: true });
  for (const choice of choices) {
    choice.addEventListener("change", () => {
      named();
      const part = place && shown().querySelector(`article[data-part="${place[0]}"]`);
      if (part) scrollBy(0, part.getBoundingClientRect().top - place[1]);
    });
  }

  // An address within the file that leads to the other language chooses it.
  const arrive = () => {
    const target = document.getElementById(location.hash.slice(1));
    const side = target && target.closest(".side");
    const choice = side && document.getElementById(`in-${side.id}`);
    if (choice && !choice.checked) {
      choice.checked = true;
      target.scrollIntoView();
    }
    named();
  };
  addEventListener("hashchange", arrive);
  arrive();

  for (const rows of document.querySelectorAll(".rows[data-filter]")) {
    const all = [...rows.querySelectorAll("tbody tr")];
    const label = document.createElement("label");
    const input = document.createElement("input");
    const count = document.createElement("span");
    const box = document.createElement("p");
    input.type = "search";
    count.setAttribute("role", "status");
    box.className = "search";
    label.append(rows.dataset.filter, input);
    box.append(label, count);
    rows.before(box);
    input.addEventListener("input", () => {
      const words = input.value.trim().toLowerCase();
      let number = 0;
      for (const row of all) {
        row.hidden = ![...row.cells].some((cell) => cell.textContent.toLowerCase().includes(words));
        number += !row.hidden;
      }
      count.textContent = words ? rows.dataset.shown.replace("#", number) : "";
    });
  }

  // Paper shows what is folded away, and every row.
  let folded = [];
  addEventListener("beforeprint", () => {
    folded = [...document.querySelectorAll("details:not([open])")];
    for (const one of folded) one.open = true;
  });
  addEventListener("afterprint", () => {
    for (const one of folded) one.open = false;
  });
})();
