/**
 * Stands before the theme's search worker, in the same file. The theme asks for every word that was typed and for
 * all that begins with it: *i* found each page about an infection, and a page with one word of four could come
 * before a page with all. So little words are left out, longer ones are asked for by their stem, and what is found
 * is put in order by how many of the words it has; a page whose whole name was typed has as many as it needs.
 */
(function () {
  "use strict";

  const SETUP = 0;
  const QUERY = 2;
  const RESULT = 3;
  /** Letters of a stem that is still asked for: *leg*, not *us* for *used*. */
  const SHORTEST = 3;
  const answer = self.postMessage.bind(self);
  let language = "en";
  let isOurs = false;
  /** The stems that the newest query asks for. */
  let asked = [];

  /** lunr has English at its root, and every other language below its name. */
  const tools = () => (language === "en" ? self.lunr : self.lunr[language]) || {};

  function isLittle(word) {
    const { stopWordFilter } = tools();
    return Boolean(stopWordFilter) && stopWordFilter(word.toLowerCase()) === undefined;
  }

  /** As much of *word* as its stem has too, since pages are asked for what begins so. */
  function stemOf(word) {
    const { stemmer } = tools();
    if (!stemmer || !/^\p{L}+$/u.test(word)) return word;
    const stem = String(stemmer(new self.lunr.Token(word.toLowerCase(), {})));
    let same = 0;
    while (same < stem.length && stem[same] === word[same].toLowerCase()) same++;
    return same < SHORTEST ? word : word.slice(0, same);
  }

  /** What to ask for in place of *query*. Who uses the signs of the query language means what they wrote. */
  function meant(query) {
    if (/["+~^*:]|(^|\s)-/.test(query)) return query;
    const words = query.split(/[\s.,;!?()]+/).filter(Boolean);
    const telling = words.filter((word) => !isLittle(word));
    return telling.length ? telling.map(stemOf).join(" ") : query;
  }

  /** Whether one of the names of a page was typed whole. The theme has marked in them what was found. */
  function isNamed({ title, tags = [] }) {
    return [title, ...tags].some((name) => {
      const words = name.replace(/<[^>]*>|&[a-z]+;/g, "").toLowerCase().split(/[^\p{L}\p{N}]+/u).filter(Boolean);
      return words.length > 0 && words.every((word) => isLittle(word) || asked.includes(stemOf(word)));
    });
  }

  /** How many of the words a page and its sections lack at best. One of small weight, a source, comes a step later. */
  function lack(group) {
    if (group.some((page) => !isLight([page]) && isNamed(page))) return 0;
    const lacking = group.map(({ terms }) => {
      const found = Object.values(terms);
      return found.length ? found.filter((isThere) => !isThere).length : Infinity;
    });
    return Math.min(...lacking) + (isLight(group) ? 1 : 0);
  }

  const isLight = (group) => group.some(({ boost }) => boost < 1);

  /** *groups*, those with the most words first, without those that have two words fewer than the best. */
  function ordered(groups) {
    const ranks = new Map(groups.map((group) => [group, lack(group)]));
    const least = Math.min(...ranks.values());
    return groups
      .filter((group) => ranks.get(group) <= least + 1)
      .sort((one, other) => ranks.get(one) - ranks.get(other) || isLight(one) - isLight(other));
  }

  self.addEventListener("message", (event) => {
    const { type, data } = event.data;
    if (type === SETUP) language = data.config.lang[0] || language;
    if (type !== QUERY || isOurs) return;
    event.stopImmediatePropagation();
    const query = meant(data);
    asked = query.toLowerCase().split(/\s+/);
    isOurs = true;
    self.dispatchEvent(new MessageEvent("message", { data: { type, data: query } }));
    isOurs = false;
  });

  self.postMessage = (message) => {
    if (message.type === RESULT) message.data.items = ordered(message.data.items);
    answer(message);
  };
})();
