/**
 * Finds what a reader may tick by its label and synonyms. Pure.
 */
self.Atlas = self.Atlas || {};

Atlas.search = (function () {
  "use strict";

  /** The words of *text*, without case and accents. */
  function wordsOf(text) {
    return text.normalize("NFKD").replace(/\p{M}/gu, "").toLowerCase().split(/[^\p{L}\p{N}]+/u).filter(Boolean);
  }

  /** Whether each word of *query* begins a word of *text*. */
  function isIn(query, text) {
    const words = wordsOf(text);
    return query.every((start) => words.some((word) => word.startsWith(start)));
  }

  /** Ids of the symptoms that *typed* finds: by label first, then by synonym, in the order of the data. */
  function find(typed, data) {
    const query = wordsOf(typed);
    if (!query.length) return [];
    const all = [...data.symptoms.values()];
    const labelled = all.filter((symptom) => isIn(query, symptom.label));
    const named = all.filter((symptom) => isIn(query, [symptom.label, ...symptom.synonyms].join(" ")));
    return [...new Set([...labelled, ...named])].map((symptom) => symptom.id);
  }

  return { find };
})();
