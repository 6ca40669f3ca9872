/**
 * Finds what a reader may tick in their own words: labels, synonyms, beginnings of words, small misspellings.
 * Pure.
 */
self.Atlas = self.Atlas || {};

Atlas.search = (function () {
  "use strict";

  const { wordsOf } = Atlas.saying;
  const WHOLE = 0;
  const BEGUN = 1;
  const MISSPELT = 3;
  const NEVER = 255;
  /** Letters of what is typed that are looked at: more is a text, not a search. */
  const LONGEST = 200;
  const indexes = new WeakMap();
  /** The list and the advice ask for the same. */
  let last = {};

  /** *words* without those that say nothing about what is meant, if any are left. */
  function meant(words, data) {
    const telling = words.filter((word) => !data.fillers.has(word));
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

  /** What it costs to take *typed* for *word*; 255 if it cannot be. */
  function costIn(typed, word, most) {
    if (word.startsWith(typed)) return word.length === typed.length ? WHOLE : BEGUN;
    return most && isNear(typed, word, most) ? MISSPELT : NEVER;
  }

  /**
   * What can be found in *data*, made once: every word that occurs, and each text as numbers of its words.
   * A reader's word is then compared with each word once, not with each place where it stands.
   */
  function indexOf(data) {
    if (indexes.has(data)) return indexes.get(data);
    const words = [];
    const numbers = new Map();
    const numbered = (text) => wordsOf(text).map((word) => {
      if (!numbers.has(word)) numbers.set(word, words.push(word) - 1);
      return numbers.get(word);
    });
    const entries = [...data.symptoms.values()].map((symptom) => {
      // A label comes before a synonym.
      const texts = [symptom.label, ...symptom.synonyms].map((text, at) => {
        const inText = numbered(text);
        return { words: inText, meant: meant(inText.map((number) => words[number]), data).length, cost: at ? 1 : 0 };
      });
      return { id: symptom.id, texts, words: [...new Set(texts.flatMap((text) => text.words))] };
    });
    indexes.set(data, { words, entries });
    return indexes.get(data);
  }

  /** To be said when *data* has other words than before. */
  function forget(data) {
    indexes.delete(data);
    last = {};
  }

  /** What it costs to find each of the words that were typed among *words*, by *costs*; -1 if one is missing. */
  function costAmong(words, costs) {
    let sum = 0;
    for (const cost of costs) {
      let least = NEVER;
      for (const word of words) if (cost[word] < least) least = cost[word];
      if (least === NEVER) return -1;
      sum += 4 * least;
    }
    return sum;
  }

  /** What it costs to mean *text*; -1 if it cannot be meant. */
  function costOf(text, costs) {
    const cost = costAmong(text.words, costs);
    if (cost < 0) return cost;
    // Of two that fit, the one that says little else comes first, and before all the one that says nothing else.
    const others = text.meant - costs.length;
    return cost + 2 + text.cost + (others > 2 ? 1 : others > 0 ? 0 : -2);
  }

  /** What it costs to mean *entry*. Words may be spread over its names: *numb wipe*. */
  function least(entry, costs) {
    let best = -1;
    for (const text of entry.texts) {
      const cost = costOf(text, costs);
      if (cost >= 0 && (best < 0 || cost < best)) best = cost;
    }
    if (best >= 0 || costs.length < 2 || entry.texts.length < 2) return best;
    const cost = costAmong(entry.words, costs);
    return cost < 0 ? cost : cost + 6;
  }

  /** For each word of *query*, what it costs to take it for each of *words*. */
  function costsOf(query, words) {
    return query.map((one) => {
      const most = tolerance(one);
      const cost = new Uint8Array(words.length);
      for (let number = 0; number < words.length; number++) cost[number] = costIn(one, words[number], most);
      return cost;
    });
  }

  /** Ids of the symptoms that *typed* finds, the nearest first, then in the order of the data. */
  function find(typed, data) {
    const query = meant(wordsOf(typed.slice(0, LONGEST)), data);
    if (last.data === data && last.query === query.join(" ")) return last.ids;
    if (!query.length) return [];
    const { words, entries } = indexOf(data);
    const costs = costsOf(query, words);
    const found = [];
    entries.forEach((entry, at) => {
      const cost = least(entry, costs);
      if (cost >= 0) found.push({ id: entry.id, cost, at });
    });
    found.sort((one, other) => one.cost - other.cost || one.at - other.at);
    last = { data, query: query.join(" "), ids: found.map((item) => item.id) };
    return last.ids;
  }

  /**
   * Ids of the symptoms that have more than half of several words that were *typed*: for a whole sentence, in which
   * no symptom has all. Those with the most words come first, and of them those with the rarer ones: *walking* says
   * more than *pain*.
   */
  function near(typed, data) {
    const query = meant(wordsOf(typed.slice(0, LONGEST)), data);
    const { words, entries } = indexOf(data);
    const costs = costsOf(query, words);
    const has = entries.map((entry) => costs.map((cost) => entry.words.some((word) => cost[word] < MISSPELT)));
    const uses = query.map((_, at) => has.filter((found) => found[at]).length);
    const found = entries.map(({ id }, at) => {
      const there = has[at].filter(Boolean).length;
      return { id, at, there, rare: has[at].reduce((sum, isThere, one) => sum + (isThere ? 1 / uses[one] : 0), 0) };
    });
    return found
      .filter(({ there }) => 2 * there > query.length)
      .sort((one, other) => other.there - one.there || other.rare - one.rare || one.at - other.at)
      .map(({ id }) => id);
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

  return { find, near, forget, advice };
})();
