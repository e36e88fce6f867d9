// The way into a meeting: the key P, the button in the head of the page, or an address with `present=1`. What a meeting
// needs is loaded then and not before.
(function (script, library) {
  var loaded;
  function enter() {
    loaded = loaded || import(new URL(script, document.baseURI).href);
    loaded.then(function (meeting) { meeting.enter(library); }, function () { loaded = undefined; });
  }
  function isTyping(place) {
    return place.closest && place.closest("input:not([type='range']), textarea, select, [contenteditable='true']");
  }
  document.addEventListener("keydown", function (event) {
    if (event.key.toLowerCase() !== "p" || event.ctrlKey || event.metaKey || event.altKey || event.isComposing) return;
    if (isTyping(event.target) || (window.meeting && window.meeting.on)) return;
    event.preventDefault();
    enter();
  });
  document.addEventListener("click", function (event) {
    if (event.target.closest && event.target.closest("button.meeting-door")) enter();
  });
  if (new URLSearchParams(location.search).get("present") === "1") {
    if (document.body) enter();
    else document.addEventListener("DOMContentLoaded", enter);
  }
})(SCRIPT, LIBRARY);
