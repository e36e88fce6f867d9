(function (words) {
  // Streamlit's own labels exist in English only; say the ones a reader or a screen reader meets in the page's language.
  var names = ["aria-label", "placeholder", "title"];
  function speak(node) {
    if (node.nodeType === 3) {
      var said = words[node.nodeValue.trim()];
      if (said && said !== node.nodeValue) node.nodeValue = said;
      return;
    }
    if (node.nodeType !== 1) return;
    names.forEach(function (name) {
      var said = words[node.getAttribute(name)];
      if (said && said !== node.getAttribute(name)) node.setAttribute(name, said);
    });
    node.childNodes.forEach(speak);
  }
  new MutationObserver(function (changes) {
    changes.forEach(function (change) {
      if (change.type === "childList") change.addedNodes.forEach(speak);
      else speak(change.target);
    });
  }).observe(document.documentElement, { subtree: true, childList: true, attributes: true, attributeFilter: names });
})(WORDS);
