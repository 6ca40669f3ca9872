/**
 * Searches for words that were pasted, dropped or dictated into the field of the site's search, and forgets them
 * when the field is emptied by its button. The theme looks at the field only when a key is let go.
 */
self.Atlas = self.Atlas || {};

Atlas.pasting = (function () {
  "use strict";

  /** @param {Document} $page */
  function start($page) {
    const $field = $page.querySelector("[data-md-component=search-query]");
    if (!$field) return;
    const look = () => $field.dispatchEvent(new Event("keyup"));
    $field.addEventListener("input", look);
    // The field is empty only after those who heard of it.
    $field.form.addEventListener("reset", () => setTimeout(look));
  }

  return { start };
})();
