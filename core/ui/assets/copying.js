// A button with `data-copy` copies that text. The clipboard of the browser is there on secure addresses only; on a plain
// http address of a closed network the older way still works.
document.addEventListener("click", function (event) {
  var button = event.target.closest && event.target.closest("button[data-copy]");
  if (!button) return;
  var text = button.getAttribute("data-copy");
  function done() {
    // Pressed again while it still says so, the button must not take that for its name.
    button.dataset.label = button.dataset.label || button.textContent;
    clearTimeout(button.told);
    button.textContent = button.getAttribute("data-done");
    button.told = setTimeout(function () { button.textContent = button.dataset.label; }, 2000);
  }
  function older() {
    var area = document.createElement("textarea");
    area.value = text;
    area.style.cssText = "position:fixed;opacity:0";
    document.body.append(area);
    area.select();
    if (document.execCommand("copy")) done();
    area.remove();
    button.focus();
  }
  if (navigator.clipboard && window.isSecureContext) navigator.clipboard.writeText(text).then(done, older);
  else older();
});
