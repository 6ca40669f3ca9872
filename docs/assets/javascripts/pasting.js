/**
 * Searches for words that were pasted, dropped or dictated into the field of the site's search. The theme looks
 * at the field only when a key is let go.
 */
self.Atlas = self.Atlas || {};

Atlas.pasting = (function () {
  "use strict";

  /** @param {Document} $page */
  function start($page) {
    const $field = $page.querySelector("[data-md-component=search-query]");
    if ($field) $field.addEventListener("input", () => $field.dispatchEvent(new Event("keyup")));
  }

  return { start };
})();
