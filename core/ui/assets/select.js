export default function ({ data, parentElement, setTriggerValue }) {
  let select = parentElement.querySelector("select");
  if (!select) {
    select = document.createElement("select");
    select.className = "header-select";
    parentElement.append(select);
  }
  select.setAttribute("aria-label", data.label);
  const wanted = JSON.stringify(data.options);
  if (select.dataset.options !== wanted) {
    select.dataset.options = wanted;
    select.replaceChildren(...data.options.map(([value, words]) => new Option(words, value)));
  }
  select.value = data.chosen;
  select.onchange = () => setTriggerValue("chosen", select.value);
}
