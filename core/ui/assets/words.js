(function (words, tags) {
  // Streamlit's own labels exist in English only; say the ones a reader or a screen reader meets in the page's language,
  // and follow when the reader switches it, which changes the address but loads no new page.
  var names = ["aria-label", "placeholder", "title"], root = document.documentElement, spoken, said;
  function follow() {
    var asked = new URLSearchParams(location.search).get("lang");
    var language = tags[asked] ? asked : spoken || Object.keys(tags).find(function (key) { return tags[key] === root.lang; });
    if (language === spoken) return false;
    spoken = language;
    root.lang = tags[language];
    said = {};
    words.forEach(function (word) { Object.values(word).forEach(function (any) { said[any] = word[language]; }); });
    return true;
  }
  function label(text, ends) {
    // A word that ends with a space opens a label: "Remove return.xlsx"; one that ends with * stands for a sentence.
    if (!text || said[text]) return said[text];
    var opening = Object.keys(said).find(function (any) { return ends.test(any) && text.startsWith(any.replace("*", "")); });
    return opening && said[opening] + (opening.endsWith("*") ? "" : text.slice(opening.length));
  }
  function speak(node) {
    if (node.nodeType === 3) {
      var text = label(node.nodeValue.trim(), /\*$/);
      if (text && text !== node.nodeValue) node.nodeValue = text;
      return;
    }
    if (node.nodeType !== 1) return;
    names.forEach(function (name) {
      var text = label(node.getAttribute(name), /[ *]$/);
      if (text && text !== node.getAttribute(name)) node.setAttribute(name, text);
    });
    node.childNodes.forEach(speak);
  }
  follow();
  new MutationObserver(function (changes) {
    if (follow()) return speak(root);
    changes.forEach(function (change) {
      if (change.type === "childList") change.addedNodes.forEach(speak);
      else speak(change.target);
    });
  }).observe(root, { subtree: true, childList: true, attributes: true, attributeFilter: names });
})(WORDS, TAGS);
