// The goals of a scenario: a sentence and a small chart each, all in one element, so that a moved slider changes them in
// one message. Choosing one tells which goal the large chart shows.
export default function ({ data, parentElement, setStateValue }) {
  let host = parentElement.querySelector(":scope > .scenario-goals");
  if (!host) {
    host = document.createElement("div");
    host.className = "scenario-goals";
    host.setAttribute("role", "radiogroup");
    host.cards = new Map();
    parentElement.append(host);
  }
  host.setAttribute("aria-label", data.title);
  const wanted = data.goals.map((goal) => goal.id);
  if ([...host.cards.keys()].join() !== wanted.join()) {
    host.replaceChildren();
    host.cards.clear();
    for (const id of wanted) {
      const card = document.createElement("button");
      card.type = "button";
      card.setAttribute("role", "radio");
      card.className = `scenario-goal st-key-goal_${id}`;
      const [title, value, sentence, chance, strength, chart] = ["title", "value", "sentence", "chance", "strength", "chart"].map((name) => {
        const part = document.createElement(name === "chart" ? "div" : "span");
        part.className = name === "chart" ? "chart" : `scenario-${name}`;
        return part;
      });
      chart.dataset.created = chart.dataset.drawn = "0";
      card.append(title, value, chart, sentence, chance, strength);
      card.onclick = () => setStateValue("chosen", id);
      host.cards.set(id, { card, title, value, sentence, chance, strength, chart });
      host.append(card);
    }
  }
  for (const goal of data.goals) {
    const { card, title, value, sentence, chance, strength, chart } = host.cards.get(goal.id);
    card.setAttribute("aria-checked", String(goal.id === data.chosen));
    card.classList.toggle("best-effort", goal.best_effort);
    for (const [part, text] of [[title, goal.title], [value, goal.value], [sentence, goal.sentence], [chance, goal.chance], [strength, goal.strength]])
      if (part.textContent !== text) part.textContent = text;
    if (!goal.figure) { chart.replaceChildren(); continue; }
    const height = goal.figure.layout.height;
    chart.style.height = `${height}px`;
    chart.chartData = { figure: goal.figure };
    const said = JSON.stringify(goal.figure);
    if (chart.said === said && chart.dataset.created === "1") continue;
    chart.said = said;
    still(chart, chart.chartData);
  }
  return () => {
    for (const { chart } of host.cards.values()) chart.watcher?.disconnect();
    host.remove();
  };
}
