/**
 * The words and numbers of the reader's place, wherever they stand: in the fixed list of signs too.
 */
self.Atlas = self.Atlas || {};

Atlas.place = (function () {
  "use strict";

  const { part, say, items } = Atlas.parts;

  /** @returns {function(object): boolean} shows a place; says whether it is another than before */
  function make($root) {
    let shown = null;

    return function show(place) {
      if (place === shown) return false;
      shown = place;
      part($root, "place").value = place.id;
      for (const $action of $root.querySelectorAll("[data-action]")) {
        const [text, note] = place.actions[$action.dataset.action];
        say($action.querySelector('[data-slot="text"]'), text);
        say($action.querySelector('[data-slot="note"]'), note || "");
      }
      for (const $group of $root.querySelectorAll("[data-contacts]")) {
        const lines = place.contacts[$group.dataset.contacts] || [];
        $group.hidden = !lines.length;
        $group.querySelector('[data-slot="lines"]').replaceChildren(...items(lines));
      }
      part($root, "contacts").hidden = !Object.keys(place.contacts).length;
      return true;
    };
  }

  return { make };
})();
