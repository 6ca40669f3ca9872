/**
 * Only in the edition for a disk. A page opened from a disk may not start a worker, and the theme's search is one.
 * This stands in for it: it answers the theme's messages in the page itself, and the theme shows what it finds.
 */
(function () {
  "use strict";

  const SETUP = 0;
  const READY = 1;
  const RESULT = 3;
  const MOST = 50;

  /** The words of *text*, without case, accents and apostrophes. */
  const wordsOf = (text) =>
    text.normalize("NFKD").replace(/[\p{M}'’]/gu, "").toLowerCase().split(/[^\p{L}\p{N}]+/u).filter(Boolean);

  const plain = (markup) => markup.replace(/<[^>]*>/g, " ");

  /** How well *words* have one that is *word* or begins with it: 2, 1 or 0. */
  const fit = (word, words) =>
    words.includes(word) ? 2 : words.some((other) => other.startsWith(word)) ? 1 : 0;

  /** Every page that has all words of *query*; those with the words in their title or their names come first. */
  function find(query, entries) {
    const asked = wordsOf(query);
    if (!asked.length) return [];
    const found = [];
    for (const entry of entries) {
      let score = 0;
      const isFound = asked.every((word) => {
        const one = 10 * Math.max(fit(word, entry.title), fit(word, entry.names)) + fit(word, entry.text);
        score += one;
        return one > 0;
      });
      if (isFound) {
        const isWhole = entry.title.join(" ").startsWith(asked.join(" "));
        const weight = entry.doc.boost || 1;
        found.push({ doc: entry.doc, score: weight * (score + (isWhole ? 5 / entry.title.length : 0)) });
      }
    }
    found.sort((one, other) => other.score - one.score);
    const terms = Object.fromEntries(asked.map((word) => [word, true]));
    return found.slice(0, MOST).map(({ doc, score }) => [{ ...doc, score, terms }]);
  }

  self.Worker = class extends EventTarget {
    #entries = [];

    postMessage({ type, data }) {
      if (type === SETUP) {
        this.#entries = data.docs.map((doc) => ({
          doc,
          title: wordsOf(plain(doc.title)),
          names: wordsOf(plain((doc.tags || []).join(" "))),
          text: wordsOf(plain(doc.text)),
        }));
        this.#answer({ type: READY });
      } else {
        this.#answer({ type: RESULT, data: { items: find(data, this.#entries), suggest: [] } });
      }
    }

    terminate() {}

    #answer(data) {
      setTimeout(() => this.dispatchEvent(new MessageEvent("message", { data })));
    }
  };
})();
