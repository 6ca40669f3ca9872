/**
 * Help that stands in the site's search above the pages that it finds: the way to the warning signs, and for
 * words of despair the crisis lines of every place. The theme would answer those with a list of diseases.
 */
self.Atlas = self.Atlas || {};

Atlas.help = (function () {
  "use strict";

  /** @param {Document} $page */
  function start($page) {
    const words = Atlas.words && Atlas.words.search.help;
    const $field = $page.querySelector("[data-md-component=search-query]");
    const $found = $page.querySelector("[data-md-component=search-result]");
    if (!words || !$field || !$found) return;
    if (words.signs) $found.before(signs($page, words.signs));
    const $status = made($page, "div");
    $status.setAttribute("role", "status");
    $found.before($status);

    function look() {
      const isDespair = Atlas.saying.says($field.value, words.crisis.phrases);
      if (isDespair === $found.hidden) return;
      $found.hidden = isDespair;
      $found.parentElement.scrollTop = 0;
      $status.replaceChildren(...(isDespair ? [crisis($page, words.crisis)] : []));
    }

    for (const event of ["input", "keyup", "focus"]) $field.addEventListener(event, look);
    // A link can bring words along, and the theme may have put them into the field by now.
    look();
  }

  function made($page, name, className = "", text = "") {
    const $element = $page.createElement(name);
    if (className) $element.className = className;
    $element.textContent = text;
    return $element;
  }

  function signs($page, { label, address }) {
    const $link = made($page, "a", "atlas-search-signs", label);
    const { base } = JSON.parse($page.getElementById("__config").textContent);
    $link.href = base.replace(/\/?$/, "/") + address;
    return $link;
  }

  function crisis($page, { heading, lines, places }) {
    const $box = made($page, "div", "atlas-notice atlas-search-crisis");
    $box.append(made($page, "h2", "", heading), ...lines.map((line) => made($page, "p", "", line)));
    for (const place of places) {
      const $lines = made($page, "ul");
      $lines.append(...place.lines.map((line) => made($page, "li", "", line)));
      $box.append(made($page, "h3", "", place.name), $lines);
    }
    return $box;
  }

  return { start };
})();
