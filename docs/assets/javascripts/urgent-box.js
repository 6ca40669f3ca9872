/**
 * The urgent box: one level, one action, and the rules that fired. It is an alert, so only what is new may
 * be written into it; the rest stays as it is and is not announced again.
 */
self.Atlas = self.Atlas || {};

Atlas.urgentBox = (function () {
  "use strict";

  const { copy, say, arrange } = Atlas.parts;

  /** @returns {function(Advice, object): void} shows advice in the words of a place */
  function make($root, $box) {
    const reasons = new Map();
    let slots = null;

    function reasonOf(item) {
      const { rule } = item;
      if (!reasons.has(rule.id)) {
        const made = copy($root, "reason");
        made.$element.dataset.redFlag = rule.id;
        made.slots.reason.textContent = rule.reason;
        made.slots.about.href = Atlas.data.address(rule.url);
        reasons.set(rule.id, made);
      }
      return reasons.get(rule.id);
    }

    return function show(advice, place) {
      if (!advice.level) {
        $box.replaceChildren();
        slots = null;
        $box.className = "";
        return;
      }
      const isNew = !slots;
      const box = isNew ? copy($root, "urgent") : null;
      if (isNew) slots = box.slots;
      $box.className = "atlas-care atlas-care--" + advice.level;
      const [text, note] = place.actions[advice.action];
      say(slots.level, $box.getAttribute("data-" + advice.level));
      say(slots.text, text);
      say(slots.note, note || "");
      arrange(slots.reasons, advice.fired.map((item) => {
        const { $element, slots: inside } = reasonOf(item);
        $element.dataset.urgency = item.urgency;
        inside.lowered.hidden = !item.isLowered;
        // An emergency has one thing to do and nothing to read: no links.
        inside.about.hidden = advice.level === "emergency";
        return $element;
      }));
      const $within = isNew ? box.$fragment : $box;
      for (const $icon of $within.querySelectorAll("[data-for]")) $icon.hidden = $icon.dataset.for !== advice.level;
      slots.note.hidden = !note;
      if (isNew) $box.append(box.$fragment);
    };
  }

  return { make };
})();
