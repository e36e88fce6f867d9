// The page completes an address that leaves out what it shows: language, release, goal; and says an old link in its own
// way. That is no step one would want to go back to: it takes the place of the address it completes. Where one is in a
// meeting is said by the meeting alone, which makes no steps.
(function (completed) {
  var push = history.pushState, touched = false;
  ["pointerdown", "keydown"].forEach(function (kind) { addEventListener(kind, function () { touched = true; }, true); });
  history.pushState = function (state, title, address) {
    var next = new URL(address, document.baseURI), before = new URLSearchParams(location.search), same = next.pathname === location.pathname;
    var meeting = window.meeting || (before.get("present") === "1" && { on: true, screen: before.get("screen") });
    ["present", "screen"].forEach(function (name) { before.delete(name); next.searchParams.delete(name); });
    if (touched) {
      before.forEach(function (value, name) { same = same && next.searchParams.get(name) === value; });
      next.searchParams.forEach(function (value, name) { same = same && (before.has(name) || completed.indexOf(name) >= 0); });
    }
    if (meeting && meeting.on) {
      next.searchParams.set("present", "1");
      if (meeting.screen) next.searchParams.set("screen", meeting.screen);
      same = true;
    }
    (same ? history.replaceState : push).call(history, state, title, next.href);
  };
})(COMPLETED);
