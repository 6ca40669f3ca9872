/**
 * Loads what the generator exported for the filter, and refuses a version that it does not know.
 */
self.Atlas = self.Atlas || {};

Atlas.data = (function () {
  "use strict";

  const VERSION = 1;
  const PATH = "data/v1/filter/index.json";

  // The joined script lives in assets/ of the site. Only while it is first run does it know its address.
  const script = document.currentScript;
  const root = script && script.src ? new URL("../", script.src) : null;

  /** Where *path*, relative to the site's root, lies. Folders have no index page of their own on a disk. */
  function address(path) {
    const url = new URL(path, root || document.baseURI);
    return url.protocol === "file:" && url.pathname.endsWith("/") ? url.href + "index.html" : url.href;
  }

  /** By symptom, the ids of all others that it implies by itself, in one step or several. */
  function implications(symptoms) {
    const found = new Map();
    for (const id of symptoms.keys()) {
      const follows = new Set([id]);
      for (const one of follows) {
        for (const target of symptoms.get(one).implies) {
          if (typeof target === "string" && symptoms.has(target)) follows.add(target);
        }
      }
      follows.delete(id);
      found.set(id, [...follows]);
    }
    return found;
  }

  /**
   * By symptom, the conditions that list it, as pairs of numbers: where the condition stands, and the weight
   * of the finding doubled, plus one where it tells the condition apart. A tick then costs as many steps as
   * pages mention it, however large the atlas is.
   * @returns {Map<string, number[]>}
   */
  function postings(conditions) {
    const lists = new Map();
    conditions.forEach((condition, at) => {
      for (const [id, weight, isTelling] of condition.symptoms) {
        const value = 2 * weight + (isTelling ? 1 : 0);
        if (lists.has(id)) lists.get(id).push(at, value);
        else lists.set(id, [at, value]);
      }
    });
    return lists;
  }

  /** By symptom, where the conditions stand that it speaks against. @returns {Map<string, number[]>} */
  function speaking(conditions) {
    const lists = new Map();
    conditions.forEach((condition, at) => {
      for (const id of condition.against) lists.set(id, [...(lists.get(id) || []), at]);
    });
    return lists;
  }

  /** The exported *json* with its lists made quick to look things up in. */
  function index(json) {
    if (!json || json.version !== VERSION) throw new Error("filter data: unknown version");
    const byId = (records) => new Map(records.map((record) => [record.id, record]));
    const aliases = (records) => new Map([
      ...records.flatMap((record) => (record.former_ids || []).map((former) => [former, record.id])),
      ...records.map((record) => [record.id, record.id]),
    ]);
    const symptoms = byId(json.symptoms.map((symptom) => ({ implies: [], synonyms: [], ...symptom })));
    const numbers = new Map([...symptoms.keys()].map((id, number) => [id, number]));
    const conditions = json.conditions.map((condition) => ({
      against: [],
      // Findings as numbers in the order of the vocabulary, for what counts them over many pages.
      numbers: condition.symptoms.map(([id]) => numbers.get(id)).filter((number) => number !== undefined),
      ...condition,
    }));
    return {
      facets: json.facets,
      questions: json.questions.flat(),
      firstQuestions: json.questions[0],
      // What the warning questions ask, and who it is about, have a place of their own.
      apart: new Set([
        ...json.questions.flat(),
        ...json.symptoms.filter((symptom) => symptom.facet === json.facets[0].id).map((symptom) => symptom.id),
      ]),
      pairs: new Set((json.pairs || []).map((pair) => pair.join("-or-"))),
      symptoms,
      implied: implications(symptoms),
      aliases: aliases(json.symptoms),
      actions: byId(json.actions),
      rules: json.red_flags,
      conditions,
      standing: new Map(conditions.map((condition, at) => [condition.id, at])),
      postings: postings(conditions),
      speaking: speaking(conditions),
      places: byId(json.places),
      placeAliases: aliases(json.places),
      defaultPlace: json.default_place,
    };
  }

  /** The data, from inside the page where it is there: a page opened from a disk cannot fetch. */
  async function load() {
    const $embedded = document.querySelector('script[type="application/json"][data-atlas="filter"]');
    if ($embedded) return index(JSON.parse($embedded.textContent));
    const response = await fetch(address(PATH));
    if (!response.ok) throw new Error("filter data: " + response.status);
    return index(await response.json());
  }

  return { address, index, load };
})();
