/**
 * The data of a large atlas in parts: which conditions list a finding, and what their cards say, fetched when asked
 * for. `build_tools/exports/filter_parts.py` writes them. All that decides about urgency is in the first file.
 */
self.Atlas = self.Atlas || {};

Atlas.shards = (function () {
  "use strict";

  /** The symptoms of a first file with parts, as the whole file has them. */
  function symptoms(columns, facets) {
    return columns.id.map((id, number) => ({
      id,
      label: columns.label[number],
      facet: facets[columns.facet[number]].id,
      implies: columns.implies[number].map((one) => (typeof one === "number" ? columns.id[one] : one)),
      ...columns.more[number],
    }));
  }

  /**
   * What *data* still lacks comes through *get*, by path. Each function returns a promise, or null where nothing is
   * missing. What could not be fetched is asked for again the next time.
   */
  function make({ conditions, by_condition, by_finding }, data, get) {
    const ids = [...data.symptoms.keys()];
    const numbers = new Map(ids.map((id, number) => [id, number]));
    const parts = new Map();
    data.conditions = Array.from({ length: conditions });

    /** Fetches the parts that *paths* names and gives each to *keep*, once. */
    function need(paths, keep) {
      const missing = [...new Set(paths)].filter((path) => parts.get(path) !== true);
      if (!missing.length) return null;
      return Promise.all(missing.map((path) => {
        if (!parts.has(path)) {
          parts.set(path, get(path).then(keep).then(
            () => parts.set(path, true),
            (error) => {
              parts.delete(path);
              throw error;
            },
          ));
        }
        return parts.get(path);
      }));
    }

    function keepFindings(rows) {
      for (const [number, listing, against] of rows) {
        let at = 0;
        const list = listing.map((value, index) => (index % 2 ? value : (at += value)));
        data.postings.set(ids[number], list);
        data.speaking.set(ids[number], against);
      }
    }

    function keepConditions(number, { conditions: cards, pairs }) {
      cards.forEach((card, index) => {
        const at = number * by_condition + index;
        data.conditions[at] = {
          ...card,
          numbers: card.symptoms,
          symptoms: card.symptoms.map((one) => [ids[one]]),
          against: card.against.map((one) => ids[one]),
        };
        data.standing.set(card.id, at);
      });
      for (const pair of pairs) data.pairs.add(pair.join("-or-"));
    }

    return {
      findings: (wanted) =>
        need(wanted.map((id) => "findings/" + (numbers.get(id) % by_finding) + ".json"), keepFindings),
      conditions: (places) => {
        const coming = [...new Set(places.map((at) => Math.floor(at / by_condition)))].map((number) =>
          need(["conditions/" + number + ".json"], (part) => keepConditions(number, part))).filter(Boolean);
        return coming.length ? Promise.all(coming) : null;
      },
      synonyms: () => need(["synonyms.json"], (byNumber) => {
        for (const [number, synonyms] of Object.entries(byNumber)) data.symptoms.get(ids[number]).synonyms = synonyms;
      }),
    };
  }

  return { symptoms, make };
})();
