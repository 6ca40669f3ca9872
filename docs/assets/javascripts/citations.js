/**
 * What a citation's number stands for, shown beside it: the line from the page's own list of sources.
 */
self.Atlas = self.Atlas || {};

Atlas.citations = (function () {
  "use strict";

  /** @param {HTMLAnchorElement} $mark @returns {Node | null} the source, as the list at the end shows it */
  function preview($mark) {
    const $source = document.getElementById($mark.hash.slice(1));
    if (!$source) return null;
    const $preview = document.createDocumentFragment();
    for (const $part of $source.querySelectorAll("[data-in-note]")) {
      const $copy = $part.cloneNode(true);
      $copy.removeAttribute("id");
      $preview.append($copy, " ");
    }
    return $preview;
  }

  function start() {
    Atlas.note.attach(".atlas-cite", preview);
  }

  return { start };
})();
