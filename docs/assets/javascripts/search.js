/**
 * Finds what a reader may tick in their own words: labels, synonyms, beginnings of words, small misspellings.
 * Pure.
 *
 * @typedef {{id: string, texts: {words: string[], cost: number}[]}} Entry
 */
self.Atlas = self.Atlas || {};

Atlas.search = (function () {
  "use strict";

  /** Words that say nothing about what is meant. */
  const FILLERS = new Set("a an the i my me it is in on of or to and at when have has feel feels feeling like".split(" "));
  const WHOLE = 0;
  const BEGUN = 1;
  const MISSPELT = 3;
  const indexes = new WeakMap();

  /** The words of *text*, without case, accents and apostrophes: *can't* is *cant*. */
  function wordsOf(text) {
    return text.normalize("NFKD").replace(/[\p{M}'’]/gu, "").toLowerCase().split(/[^\p{L}\p{N}]+/u).filter(Boolean);
  }

  function meant(words) {
    const telling = words.filter((word) => !FILLERS.has(word));
    return telling.length ? telling : words;
  }

  /** How many letters may be wrong: none in a short word, one in a longer, two in a long one. */
  const tolerance = (word) => (word.length < 4 ? 0 : word.length < 8 ? 1 : 2);

  /**
   * Whether *word* is *other*, or its beginning, with at most *most* letters added, left out, changed, or two
   * neighbours swapped. The first letter is taken as right.
   */
  function isNear(word, other, most) {
    if (word[0] !== other[0] || other.length < word.length - most) return false;
    let before = [];
    let row = [...Array(other.length + 1).keys()];
    for (let i = 1; i <= word.length; i++) {
      const next = [i];
      for (let j = 1; j <= other.length; j++) {
        const isSame = word[i - 1] === other[j - 1];
        next[j] = Math.min(row[j] + 1, next[j - 1] + 1, row[j - 1] + (isSame ? 0 : 1));
        if (i > 1 && j > 1 && word[i - 1] === other[j - 2] && word[i - 2] === other[j - 1]) {
          next[j] = Math.min(next[j], before[j - 2] + 1);
        }
      }
      if (Math.min(...next) > most) return false;
      [before, row] = [row, next];
    }
    // A reader who is still typing has begun the word: what follows in it costs nothing.
    return row.slice(Math.max(1, word.length - most)).some((cost) => cost <= most);
  }

  /** What it costs to take *word* for one of *words*; nothing if it cannot be. */
  function costIn(word, words) {
    if (words.includes(word)) return WHOLE;
    if (words.some((other) => other.startsWith(word))) return BEGUN;
    const most = tolerance(word);
    return most && words.some((other) => isNear(word, other, most)) ? MISSPELT : null;
  }

  /** @returns {Entry[]} what can be found, made once for *data* */
  function entriesOf(data) {
    if (!indexes.has(data)) {
      indexes.set(data, [...data.symptoms.values()].map((symptom) => ({
        id: symptom.id,
        // A label comes before a synonym.
        texts: [symptom.label, ...symptom.synonyms].map((text, at) => ({ words: wordsOf(text), cost: at ? 1 : 0 })),
      })));
    }
    return indexes.get(data);
  }

  /** What it costs to mean *text* by *query*, or nothing if it cannot be meant. */
  function costOf(query, text) {
    let cost = text.cost;
    for (const word of query) {
      const one = costIn(word, text.words);
      if (one === null) return null;
      cost += 4 * one;
    }
    // Of two that fit, the one that says little else comes first, and before all the one that says nothing else.
    const others = meant(text.words).length - query.length;
    return cost + (others > 2 ? 1 : others > 0 ? 0 : -2);
  }

  /** Ids of the symptoms that *typed* finds, the nearest first, then in the order of the data. */
  function find(typed, data) {
    const query = meant(wordsOf(typed));
    if (!query.length) return [];
    const found = [];
    entriesOf(data).forEach((entry, at) => {
      const costs = entry.texts.map((text) => costOf(query, text)).filter((cost) => cost !== null);
      // Words may be spread over the names of a thing: *numb wipe*.
      const all = { words: entry.texts.flatMap((text) => text.words), cost: 3 };
      const cost = costs.length ? Math.min(...costs) : costOf(query, all);
      if (cost !== null) found.push({ id: entry.id, cost, at });
    });
    found.sort((one, other) => one.cost - other.cost || one.at - other.at);
    return found.map((item) => item.id);
  }

  /**
   * The emergency and same-day rules that *typed* alone would make fire: for each of the first things that it
   * finds, as if that were ticked. To be shown before anything is ticked, as something to check, not as an answer.
   */
  function advice(typed, data) {
    const state = { ticks: new Map(), unsure: new Set(), no: new Set(), place: null };
    const rules = new Map();
    if (wordsOf(typed).join("").length < 4) return [];
    for (const id of find(typed, data).slice(0, 3)) {
      const { fired } = Atlas.urgent.advise({ ...state, ticks: new Map([[id, "full"]]) }, data);
      for (const item of fired) if (item.urgency !== "soon") rules.set(item.rule.id, { ...item, id });
    }
    return [...rules.values()];
  }

  return { find, advice, wordsOf };
})();
