/**
 * The list of pages that mention what was ticked.
 */
self.Atlas = self.Atlas || {};

Atlas.pages = (function () {
  "use strict";

  const { part, copy, items, say, counted, arrange } = Atlas.parts;
  const AT_FIRST = 5;
  /** Up to so many pages all have a card, folded or not; of a longer list only those that are open. */
  const AT_ONCE = 60;

  /** @returns {function(Match[], Advice, State): void} shows the list */
  function make($root, data) {
    const $list = part($root, "pages");
    const $more = part($root, "pages-more");
    const cards = new Map();
    let open = AT_FIRST;
    let last = null;
    let shown = [];

    /** By condition, the rules that name it. */
    const naming = new Map();
    for (const rule of data.rules) {
      for (const id of rule.conditions) naming.set(id, [...(naming.get(id) || []), rule]);
    }

    const labels = (ids) => ids.map((id) => data.symptoms.get(id).label).join("; ");

    function cardOf(condition) {
      if (!cards.has(condition.id)) {
        const card = copy($root, "page");
        card.$element.dataset.condition = condition.id;
        card.slots.name.textContent = condition.name;
        card.slots.name.href = Atlas.data.address(condition.url);
        card.slots.which.textContent = condition.name;
        card.$element.querySelector("[data-compare]").value = condition.id;
        card.slots.care.classList.add("atlas-level--" + condition.care_level);
        card.slots.care.textContent = $list.getAttribute("data-" + condition.care_level);
        cards.set(condition.id, card);
      }
      return cards.get(condition.id);
    }

    function line(slots, name, text) {
      if (slots[name].hidden === Boolean(text)) slots[name].hidden = !text;
      say(slots[name + "-list"], text);
    }

    function filled(match, fired, state) {
      const { $element, slots } = cardOf(match.condition);
      const listed = match.condition.symptoms.map((finding) => finding[0]);
      const { fits } = match;
      const raising = (naming.get(match.condition.id) || []).filter((rule) => !fired.has(rule.id));
      slots.named.hidden = !match.isNamed;
      line(slots, "fits", labels(fits));
      const isUrgent = ["emergency", "same-day"].includes(match.condition.care_level);
      line(slots, "against", isUrgent ? "" : labels(match.against));
      line(slots, "also", labels(listed.filter((id) =>
        !fits.includes(id) && !Atlas.selection.answerOf(state, id))));
      slots.raises.hidden = !raising.length;
      slots["raises-list"].replaceChildren(...items(raising.map((rule) => rule.name)));
      return $element;
    }

    function fold() {
      shown.forEach(($card, at) => { $card.hidden = at >= open; });
      $more.hidden = last.matches.length <= open;
      $more.textContent = counted($more.dataset.words, last.matches.length - open);
    }

    function draw() {
      const { matches, advice, state } = last;
      const fired = new Set(advice.fired.map((item) => item.rule.id));
      const isShort = !data.parts && matches.length <= AT_ONCE;
      // A folded card is in its place already, and is written when somebody unfolds it.
      shown = (isShort ? matches : matches.slice(0, open)).map((match, at) =>
        at < open ? filled(match, fired, state) : cardOf(match.condition).$element);
      arrange($list, shown);
      fold();
    }

    $more.addEventListener("click", async () => {
      const first = open;
      const next = first === AT_FIRST ? AT_ONCE : first + AT_ONCE;
      const { matches } = last;
      try {
        await Atlas.matching.details(matches.slice(0, next), data);
      } catch {
        part($root, "missing").hidden = false;
        return;
      }
      if (last.matches !== matches) return;
      open = next;
      draw();
      shown[first].querySelector("a").focus();
    });

    return function show(matches, advice, state) {
      last = { matches, advice, state };
      // Of a large atlas only the first cards have come.
      if (data.parts) open = AT_FIRST;
      draw();
    };
  }

  return { make, AT_FIRST };
})();
