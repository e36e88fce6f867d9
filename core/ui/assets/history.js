// The page completes an address that leaves out what it shows: language, release, goal; and says an old link in its own
// way. That is no step one would want to go back to: it takes the place of the address it completes.
(function (completed) {
  var push = history.pushState, touched = false;
  ["pointerdown", "keydown"].forEach(function (kind) { addEventListener(kind, function () { touched = true; }, true); });
  history.pushState = function (state, title, address) {
    var next = new URL(address, document.baseURI), before = new URLSearchParams(location.search), same = next.pathname === location.pathname;
    if (touched) {
      before.forEach(function (value, name) { same = same && next.searchParams.get(name) === value; });
      next.searchParams.forEach(function (value, name) { same = same && (before.has(name) || completed.indexOf(name) >= 0); });
    }
    (same ? history.replaceState : push).call(history, state, title, address);
  };
})(COMPLETED);
