// The first look makes room as soon as the frame has its own first finding, in whichever form, or has to say what failed.
(function (look) {
  var content = ".st-key-page :is(h2, h3, table, .closing, .message, .task-counts, .search-results, .chart, .search-guide),"
    + " [data-testid=stException], [data-testid=stDialog]";
  function leave() {
    if (!document.querySelector(content)) return;
    watch.disconnect();
    look.remove();
  }
  var watch = new MutationObserver(leave);
  watch.observe(document.documentElement, { childList: true, subtree: true });
  if (!Array.prototype.toSorted) look.remove();
})(document.currentScript.parentNode);
