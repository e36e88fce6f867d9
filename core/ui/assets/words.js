(function (words, tags) {
  // Streamlit's own labels exist in English only; say the ones a reader or a screen reader meets in the page's language,
  // and follow when the reader switches it, which changes the address but loads no new page.
  // Its icons are words in a font of 375 kB; the commonest are plain signs here, and only others fetch it.
  var load = FontFaceSet.prototype.load;
  FontFaceSet.prototype.load = function (font, text) {
    return /Material Symbols/.test(font) ? Promise.resolve([]) : load.call(this, font, text);
  };
  var signs = { keyboard_double_arrow_left: "«", keyboard_double_arrow_right: "»", keyboard_arrow_right: "▸",
    keyboard_arrow_down: "▾", keyboard_arrow_up: "▴", close: "×", upload: "↑" };
  function draw(node) {
    var place = node.parentElement;
    if (!place || place.dataset.testid !== "stIconMaterial" || Object.values(signs).indexOf(node.nodeValue) >= 0) return;
    place.toggleAttribute("data-icon", !signs[node.nodeValue]);
    if (signs[node.nodeValue]) node.nodeValue = signs[node.nodeValue];
  }
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
    if (node instanceof SVGElement) return; // charts speak the page's language already, and are drawn often
    if (node.nodeType === 3) {
      draw(node);
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
      if (change.target instanceof SVGElement) return;
      if (change.type === "childList") change.addedNodes.forEach(speak);
      else speak(change.target);
    });
  }).observe(root, { subtree: true, childList: true, characterData: true, attributes: true, attributeFilter: names });
})(WORDS, TAGS);
