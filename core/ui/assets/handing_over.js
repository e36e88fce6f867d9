// A file that is handed over takes seconds to make: while it is, a line below the links says its name, the step and the
// seconds, and a sentence where it failed. Without this script the link is a plain download.
document.addEventListener("click", function (event) {
  var link = event.target.closest && event.target.closest(".hand-over-files a[href]");
  if (!link || event.ctrlKey || event.metaKey || event.shiftKey || event.altKey) return;
  event.preventDefault();
  if (link.getAttribute("aria-busy") === "true") return;
  var said = link.parentElement.dataset, begun = Date.now(), step = said.begun, asking = false;
  var name = Array.from(crypto.getRandomValues(new Uint8Array(8)), function (byte) { return byte.toString(16).padStart(2, "0"); }).join("");
  var place = document.createElement("span");
  if (link.making) link.making.remove();
  link.making = place;
  place.className = "making";
  place.innerHTML = "<span role=status><b></b> <span></span></span><span aria-hidden=true></span>";
  place.querySelector("b").textContent = link.textContent;
  link.parentElement.append(place);
  link.setAttribute("aria-busy", "true");
  function show(words, seconds) {
    var line = place.querySelector("b ~ span");
    if (line.textContent !== words) line.textContent = words;
    place.lastChild.textContent = seconds;
  }
  function tell() {
    show(step, said.seconds.replace("{seconds}", Math.floor((Date.now() - begun) / 1000)));
    if (asking) return;
    asking = true;
    fetch(new URL("../making.json?of=" + name, link.href)).then(function (answer) { return answer.json(); })
      .then(function (answer) { step = answer.words || step; }, function () {}).then(function () { asking = false; });
  }
  var clock = setInterval(tell, 500);
  tell();
  fetch(link.href + "&making=" + name).then(function (answer) {
    if (answer.ok) return answer.blob().then(function (file) { save(file, answer.headers.get("content-disposition") || ""); });
    return answer.text().then(function (sentence) {
      fail((answer.headers.get("content-type") || "").startsWith("text/plain") && sentence || said.failed);
    });
  }).catch(function () { fail(said.failed); }).then(function () {
    clearInterval(clock);
    link.removeAttribute("aria-busy");
  });
  function save(file, disposition) {
    var door = document.createElement("a"), called = /filename\*=UTF-8''([^;]+)/.exec(disposition);
    door.href = URL.createObjectURL(file);
    door.download = called ? decodeURIComponent(called[1]) : "";
    document.body.append(door);
    door.click();
    door.remove();
    setTimeout(function () { URL.revokeObjectURL(door.href); }, 60000);
    show(said.done, "");
  }
  function fail(sentence) {
    place.className = "making failed";
    show(sentence, "");
  }
});
