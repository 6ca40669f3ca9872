/**
 * Questions that depend on the list: what would narrow it, and what its pages' warning signs still ask.
 */
self.Atlas = self.Atlas || {};

Atlas.asking = (function () {
  "use strict";

  const { part, arrange } = Atlas.parts;
  const { question } = Atlas.controls;
  const MOST_OPEN = 6;

  /** Shows questions in the part *name*. One that was just answered stays where it is: focus is on it. */
  function section($root, data, name) {
    const $section = part($root, name + "-section");
    const $list = part($root, name);
    const made = new Map();

    function controlOf(id) {
      if (!made.has(id)) made.set(id, question($root, data.symptoms.get(id)));
      return made.get(id);
    }

    return function show(ids, isAnswered) {
      const stay = [...$list.children].map(($item) => $item.dataset.symptom)
        .filter((id) => ids.includes(id) || (isAnswered(id) && !$section.hidden));
      const wanted = [...new Set([...stay, ...ids])];
      $section.hidden = !ids.length && !stay.length;
      arrange($list, $section.hidden ? [] : wanted.map(controlOf));
    };
  }

  /** @returns {function(Match[], Advice, State): void} shows both sections */
  function make($root, data) {
    const showNarrowing = section($root, data, "narrowing");
    const showOpen = section($root, data, "open");

    return function show(matches, advice, state) {
      const isAnswered = (id) => Atlas.selection.answerOf(state, id) !== "";
      showNarrowing(Atlas.narrowing.narrowing(matches, state, data), isAnswered);
      showOpen(Atlas.narrowing.stillOpen(matches, advice.fired, state, data).slice(0, MOST_OPEN), isAnswered);
    };
  }

  return { make };
})();
