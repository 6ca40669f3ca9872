/**
 * Says on top of a page that was opened from a disk that it has no search: browsers fetch nothing there, and
 * the theme hides its field. The archive for reading offline brings a search of its own.
 */
self.Atlas = self.Atlas || {};

Atlas.disk = (function () {
  "use strict";

  /** @param {Document} $page */
  function start($page) {
    const $article = $page.querySelector(".md-content__inner");
    if (location.protocol !== "file:" || !$article || $page.querySelector("script[src$='assets/offline.js']")) return;
    const $note = $page.createElement("p");
    $note.className = "atlas-review atlas-disk";
    $note.textContent = Atlas.words.search.disk;
    $article.prepend($note);
  }

  return { start };
})();
