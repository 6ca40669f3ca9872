/**
 * The list of pages that mention what was ticked.
 */
self.Atlas = self.Atlas || {};

Atlas.pages = (function () {
  "use strict";

  const { part, copy, counted, arrange } = Atlas.parts;
  const AT_FIRST = 5;

  /** @returns {function(Match[], Advice, State): void} shows the list */
  function make($root, data) {
    const $list = part($root, "pages");
    const $more = part($root, "pages-more");
    const cards = new Map();
    let isWhole = false;
    let shown = [];

    const labels = (ids) => ids.map((id) => data.symptoms.get(id).label).join("; ");

    function cardOf(condition) {
      if (!cards.has(condition.id)) {
        const made = copy($root, "page");
        made.$element.dataset.condition = condition.id;
        made.slots.name.textContent = condition.name;
        made.slots.name.href = Atlas.data.address(condition.url);
        made.slots.which.textContent = condition.name;
        made.$element.querySelector("[data-compare]").value = condition.id;
        made.slots.care.classList.add("atlas-level--" + condition.care_level);
        made.slots.care.textContent = $list.getAttribute("data-" + condition.care_level);
        cards.set(condition.id, made);
      }
      return cards.get(condition.id);
    }

    function line(slots, name, text) {
      slots[name].hidden = !text;
      slots[name + "-list"].textContent = text;
    }

    function filled(match, fired, state) {
      const { $element, slots } = cardOf(match.condition);
      const listed = match.condition.symptoms.map((finding) => finding[0]);
      const raising = data.rules.filter((rule) =>
        rule.conditions.includes(match.condition.id) && !fired.has(rule.id));
      slots.named.hidden = !match.isNamed;
      line(slots, "fits", labels(match.fits));
      const isUrgent = ["emergency", "same-day"].includes(match.condition.care_level);
      line(slots, "against", isUrgent ? "" : labels(match.against));
      line(slots, "also", labels(listed.filter((id) =>
        !match.fits.includes(id) && !Atlas.selection.answerOf(state, id))));
      line(slots, "raises", raising.map((rule) => rule.name).join("; "));
      return $element;
    }

    function fold() {
      shown.forEach(($card, at) => { $card.hidden = !isWhole && at >= AT_FIRST; });
      $more.hidden = isWhole || shown.length <= AT_FIRST;
      $more.textContent = counted($more.dataset.words, shown.length - AT_FIRST);
    }

    $more.addEventListener("click", () => {
      isWhole = true;
      fold();
      shown[AT_FIRST].querySelector("a").focus();
    });

    return function show(matches, advice, state) {
      const fired = new Set(advice.fired.map((item) => item.rule.id));
      shown = matches.map((match) => filled(match, fired, state));
      arrange($list, shown);
      fold();
    };
  }

  return { make };
})();
