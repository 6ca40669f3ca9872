/**
 * The body figure beside the list of places: each area is a button for the same tick as in the list.
 */
self.Atlas = self.Atlas || {};

Atlas.figure = (function () {
  "use strict";

  const { part } = Atlas.parts;

  /**
   * Puts the figure beside the list of places that it belongs to.
   * @param {function(string): void} toggle ticks or unticks a symptom
   * @returns {function(State): void} shows which places are ticked
   */
  function make($root, toggle) {
    const $figure = $root.querySelector('[data-part="figure"]');
    if (!$figure) return () => {};
    const $areas = [...$figure.querySelectorAll("[data-pick]")];
    const $tick = $areas.length && $root.querySelector(
      '[data-facet] [data-symptom="' + $areas[0].dataset.pick + '"]');
    if (!$tick) return () => {};
    const $group = $tick.closest("[data-facet]");
    const $list = document.createElement("div");
    $list.append(...[...$group.children].slice(1));
    const $both = document.createElement("div");
    $both.className = "atlas-filter__where";
    $both.append($list, $figure);
    $group.append($both);
    $figure.hidden = false;

    // One stop for the keyboard, arrows within: the list beside it has all places one by one.
    const focusOn = ($area) => {
      $areas.forEach(($other) => $other.setAttribute("tabindex", $other === $area ? "0" : "-1"));
      $area.focus();
    };
    $areas[0].setAttribute("tabindex", "0");
    $figure.addEventListener("click", (event) => {
      const $area = event.target.closest("[data-pick]");
      if ($area) toggle($area.dataset.pick);
    });
    $figure.addEventListener("keydown", (event) => {
      const at = $areas.indexOf(event.target.closest("[data-pick]"));
      if (at < 0) return;
      const step = { ArrowRight: 1, ArrowDown: 1, ArrowLeft: -1, ArrowUp: -1 }[event.key];
      if (step) focusOn($areas[(at + step + $areas.length) % $areas.length]);
      else if (event.key === "Enter" || event.key === " ") toggle($areas[at].dataset.pick);
      else return;
      event.preventDefault();
    });

    return function show(state) {
      for (const $area of $areas) {
        const pressed = String(state.ticks.has($area.dataset.pick));
        if ($area.getAttribute("aria-pressed") !== pressed) $area.setAttribute("aria-pressed", pressed);
      }
    };
  }

  return { make };
})();
