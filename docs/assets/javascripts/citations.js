/**
 * What a citation's number stands for, shown beside it: the line from the page's own list of sources. And the
 * folded part of that list, opened where a citation leads into it.
 */
self.Atlas = self.Atlas || {};

Atlas.citations = (function () {
  "use strict";

  /** What a note shows of a source: its text, where it is, its kind, how far it was read. */
  const IN_NOTE = ".atlas-sources__text, .atlas-sources__links, .atlas-sources__kind";

  /** @param {HTMLAnchorElement} $mark @returns {Node | null} the source, as the list at the end shows it */
  function preview($mark) {
    const $source = document.getElementById($mark.hash.slice(1));
    if (!$source) return null;
    const $preview = document.createDocumentFragment();
    for (const $part of $source.querySelectorAll(IN_NOTE)) {
      const $copy = $part.cloneNode(true);
      $copy.removeAttribute("id");
      $preview.append($copy, " ");
    }
    return $preview;
  }

  /** Opens the fold that holds the place that the address names: not every browser does so by itself. */
  function unfold() {
    const $target = document.getElementById(location.hash.slice(1));
    const $fold = $target && $target.closest("details:not([open])");
    if (!$fold) return;
    $fold.open = true;
    $target.scrollIntoView();
  }

  /** Paper has no folds to open. */
  function unfoldAll() {
    for (const $fold of document.querySelectorAll(".atlas-more--paper")) $fold.open = true;
  }

  function start() {
    Atlas.note.attach(".atlas-cite", preview);
    addEventListener("hashchange", unfold);
    addEventListener("beforeprint", unfoldAll);
    unfold();
  }

  return { start };
})();
