// An address may name a panel (`screen`, as in a meeting): the page opens at it. What stands above it still grows while
// charts are drawn, so it is brought back until all is at rest, or until somebody moves the page.
(function () {
  var asked = new URLSearchParams(location.search), screen = asked.get("screen"), moves = ["wheel", "touchstart", "pointerdown", "keydown"];
  if (!screen || asked.get("present") === "1") return;
  var place = ".st-key-panel_" + CSS.escape(screen.replace(/[^A-Za-z0-9_-]/g, "-")), looks = 200, panel;
  var clock = setInterval(function () {
    var before = panel;
    panel = document.querySelector(place);
    if (panel) {
      if (panel !== before) arrive();
      var top = panel.getBoundingClientRect().top;
      if (top < 0 || top > innerHeight * .4) panel.scrollIntoView({ block: "start" });
      looks = Math.min(looks, 50) - 1;
    } else looks -= 1;
    if (looks < 1) leave();
  }, 100);
  function arrive() {
    var folded = panel.closest("details:not([open])");
    if (folded) folded.open = true;
    panel.classList.add("asked-for");
    panel.tabIndex = -1;
    panel.focus({ preventScroll: true });
  }
  function leave() {
    clearInterval(clock);
    moves.forEach(function (kind) { removeEventListener(kind, leave, true); });
    if (panel) panel.classList.remove("asked-for");
  }
  moves.forEach(function (kind) { addEventListener(kind, leave, { capture: true, passive: true }); });
})();
