/**
 * What the filter asks beyond the fixed questions: what would narrow the list, and what is still open.
 * Pure. `build_tools/narrowing.py` is the reference that this is tested against, and says why.
 */
self.Atlas = self.Atlas || {};

Atlas.narrowing = (function () {
  "use strict";

  const MOST = 5;
  const PAGES = 5;

  /** What was answered, or follows from a tick. */
  function known(state, data) {
    const { ticked } = Atlas.selection.findings(state, data);
    return (id) => ticked.has(id) || state.unsure.has(id) || state.no.has(id);
  }

  /** Ids of up to five findings that would split the list of *matches* most evenly, best first. */
  function narrowing(matches, state, data) {
    const isKnown = known(state, data);
    const counts = new Uint32Array(data.symptoms.size);
    // Of a large atlas only the first pages are here as a whole.
    const looked = data.parts ? matches.slice(0, PAGES) : matches;
    for (const { condition } of looked) {
      for (const number of condition.numbers) counts[number] += 1;
    }
    const asked = [];
    let number = 0;
    for (const id of data.symptoms.keys()) {
      const count = counts[number++];
      if (!count || count === looked.length || isKnown(id) || data.apart.has(id)) continue;
      asked.push({ id, unevenness: Math.abs(2 * count - looked.length) });
    }
    return asked.sort((one, other) => one.unevenness - other.unevenness).slice(0, MOST).map((one) => one.id);
  }

  /** Warning questions without an answer that rules of the first pages of *matches* ask, in their order. */
  function stillOpen(matches, fired, state, data) {
    const isKnown = known(state, data);
    const named = new Set(matches.slice(0, PAGES).map((match) => match.condition.id));
    const heard = new Set(fired.map((item) => item.rule.id));
    const asked = new Set();
    for (const rule of data.rules) {
      if (heard.has(rule.id) || !rule.conditions.some((id) => named.has(id))) continue;
      for (const id of Atlas.urgent.symptomsIn(rule.when)) asked.add(id);
    }
    return data.questions.filter((id) => asked.has(id) && !isKnown(id));
  }

  return { narrowing, stillOpen };
})();
