/**
 * The list of what was ticked, each with a way to take it back.
 */
self.Atlas = self.Atlas || {};

Atlas.ticked = (function () {
  "use strict";

  const { part, copy, say, arrange } = Atlas.parts;
  const { answerOf } = Atlas.selection;

  /** @returns {function(State, boolean): void} shows the list, and whether something can be undone */
  function make($root, data) {
    const $list = part($root, "ticked");
    const made = new Map();

    function itemOf(symptom) {
      if (!made.has(symptom.id)) {
        const item = copy($root, "said");
        item.slots.label.textContent = item.slots.which.textContent = symptom.label;
        item.$element.querySelector("[data-remove]").dataset.remove = symptom.id;
        made.set(symptom.id, item);
      }
      return made.get(symptom.id);
    }

    return function show(state, canUndo) {
      const said = [...data.symptoms.values()].filter((symptom) =>
        state.ticks.has(symptom.id) || state.unsure.has(symptom.id));
      const isAny = said.length > 0 || state.no.size > 0;
      part($root, "ticked-section").hidden = !isAny && !canUndo;
      part($root, "take-section").hidden = !isAny;
      part($root, "undo").hidden = !canUndo;
      arrange($list, said.map((symptom) => {
        const { $element, slots } = itemOf(symptom);
        const how = $list.dataset[answerOf(state, symptom.id)];
        say(slots.how, how ? "(" + how + ")" : "");
        return $element;
      }));
    };
  }

  return { make };
})();
