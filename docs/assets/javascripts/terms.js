/**
 * What a word of the glossary means, shown beside it. Without scripts the word is a link to the glossary.
 */
self.Atlas = self.Atlas || {};

Atlas.terms = (function () {
  "use strict";

  function start() {
    Atlas.note.attach("[data-definition]", ($term) => document.createTextNode($term.dataset.definition));
  }

  return { start };
})();
