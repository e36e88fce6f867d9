// The chart library is most of what the dashboard weighs. Pages that draw without it do not load it: it is fetched ahead
// when a hand or the keyboard comes near a link to a page that needs it.
(function (library, without) {
  function near(event) {
    var link = event.target.closest && event.target.closest("a[href]");
    if (!link || link.origin !== location.origin || without.indexOf(link.pathname.replace(/\/$/, "").split("/").pop()) >= 0) return;
    var ahead = document.createElement("link");
    ahead.rel = "prefetch";
    ahead.as = "script";
    ahead.href = new URL(library, document.baseURI).href;
    document.head.append(ahead);
    kinds.forEach(function (kind) { document.removeEventListener(kind, near, true); });
  }
  var kinds = ["pointerover", "focusin"];
  kinds.forEach(function (kind) { document.addEventListener(kind, near, true); });
})(LIBRARY, WITHOUT);
