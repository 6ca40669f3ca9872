/**
 * Everything that a reader answers with: questions, choices, and whether a finding is new. A finding may
 * have several controls on the page; `sync` makes them all say what the state says.
 */
self.Atlas = self.Atlas || {};

Atlas.controls = (function () {
  "use strict";

  const { copy } = Atlas.parts;
  const { answerOf } = Atlas.selection;
  let made = 0;
  /** What each control says by now: most say the same after a tick as before. */
  const shown = new WeakMap();

  /**
   * The symptoms of which it matters whether they are new, each with the ids of the rules that ask about it
   * or about what follows from it.
   * @returns {Map<string, Set<string>>}
   */
  function askedIfNew(data) {
    const asking = new Map();
    for (const rule of data.rules) {
      for (const id of Atlas.urgent.symptomsIn(rule.when)) asking.set(id, [...(asking.get(id) || []), rule.id]);
    }
    const asked = new Map();
    for (const symptom of data.symptoms.values()) {
      const follows = new Set([symptom.id]);
      for (const id of follows) {
        for (const implied of (data.symptoms.get(id) || { implies: [] }).implies) follows.add(implied.id || implied);
      }
      const rules = new Set([...follows].flatMap((id) => asking.get(id) || []));
      if (symptom.can_be_old && rules.size) asked.set(symptom.id, rules);
    }
    return asked;
  }

  /** A question with yes, no and not sure. */
  function question($root, symptom) {
    const { $element, slots } = copy($root, "question");
    $element.dataset.symptom = symptom.id;
    slots.label.textContent = symptom.label;
    name($element);
    return $element;
  }

  /** A choice to tick. */
  function choice($root, symptom) {
    const { $element, slots } = copy($root, "choice");
    $element.dataset.symptom = symptom.id;
    slots.label.textContent = symptom.label;
    return $element;
  }

  /** An item that asks only whether a finding is new. */
  function item(symptom) {
    const $element = document.createElement("li");
    $element.dataset.symptom = symptom.id;
    $element.dataset.about = symptom.label;
    return $element;
  }

  /** Radio buttons belong together by their name; no two groups of a page may share it. */
  function name($group) {
    made += 1;
    for (const $radio of $group.querySelectorAll("[type=radio]")) $radio.name = "atlas-filter-" + made;
  }

  function syncHow($root, $control, isAsked, answer) {
    let $how = $control.querySelector("fieldset[data-how-of]");
    if (!isAsked && $how) $how.remove();
    if (!isAsked) return;
    if (!$how) {
      const { $element, slots } = copy($root, "how");
      $element.dataset.howOf = "";
      slots.label.textContent = $control.dataset.about || "";
      name($element);
      $control.append($element);
      $how = $element;
    }
    for (const $radio of $how.querySelectorAll("[data-how]")) $radio.checked = $radio.value === answer;
  }

  /** Makes every control of *$root* say what *state* says. */
  function sync($root, state, asked) {
    // A control that has the focus may show what the reader did to it, and not yet what came of that.
    const $used = document.activeElement && document.activeElement.closest("[data-symptom]");
    for (const $control of $root.querySelectorAll("[data-symptom]")) {
      const id = $control.dataset.symptom;
      const answer = answerOf(state, id);
      if (shown.get($control) === answer && $control !== $used) continue;
      shown.set($control, answer);
      const value = state.ticks.has(id) ? "yes" : answer;
      for (const $radio of $control.querySelectorAll("[data-answer]")) $radio.checked = $radio.value === value;
      const $tick = $control.querySelector("[data-tick]");
      if ($tick) $tick.checked = state.ticks.has(id);
      syncHow($root, $control, state.ticks.has(id) && asked.has(id), answer);
    }
  }

  /** What the reader said by changing *$input*, or null if it is none of ours. */
  function said($input) {
    const $control = $input.closest("[data-symptom]");
    if (!$control) return null;
    const id = $control.dataset.symptom;
    if ($input.matches("[data-tick]")) return { id, answer: $input.checked ? "full" : "" };
    if ($input.matches("[data-answer]")) return { id, answer: $input.value === "yes" ? "full" : $input.value };
    if ($input.matches("[data-how]")) return { id, answer: $input.value };
    return null;
  }

  return { askedIfNew, question, choice, item, sync, said };
})();
