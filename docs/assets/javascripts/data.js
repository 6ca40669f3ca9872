/**
 * Loads what the generator exported for the filter, and refuses a version that it does not know.
 */
self.Atlas = self.Atlas || {};

Atlas.data = (function () {
  "use strict";

  /** Of a file that is whole, and of one that has parts beside it. */
  const WHOLE = 1;
  const IN_PARTS = 2;
  const FOLDER = "data/v1/filter/";

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

  /** The exported *json* with its lists made quick to look things up in; *get* fetches its parts, if it has any. */
  function index(json, get) {
    const isWhole = json && json.version === WHOLE;
    if (!isWhole && !(json && json.version === IN_PARTS)) throw new Error("filter data: unknown version");
    const byId = (records) => new Map(records.map((record) => [record.id, record]));
    const aliases = (records) => new Map([
      ...records.flatMap((record) => (record.former_ids || []).map((former) => [former, record.id])),
      ...records.map((record) => [record.id, record.id]),
    ]);
    const listed = isWhole ? json.symptoms : Atlas.shards.symptoms(json.symptoms, json.facets);
    const symptoms = byId(listed.map((symptom) => ({ implies: [], synonyms: [], ...symptom })));
    const numbers = new Map([...symptoms.keys()].map((id, number) => [id, number]));
    const conditions = (json.conditions || []).map((condition) => ({
      against: [],
      // Findings as numbers in the order of the vocabulary, for what counts them over many pages.
      numbers: condition.symptoms.map(([id]) => numbers.get(id)).filter((number) => number !== undefined),
      ...condition,
    }));
    const data = {
      facets: json.facets,
      fillers: new Set(json.fillers || []),
      questions: json.questions.flat(),
      firstQuestions: json.questions[0],
      // What the warning questions ask, and who it is about, have a place of their own.
      apart: new Set([
        ...json.questions.flat(),
        ...listed.filter((symptom) => symptom.facet === json.facets[0].id).map((symptom) => symptom.id),
      ]),
      pairs: new Set((json.pairs || []).map((pair) => pair.join("-or-"))),
      symptoms,
      implied: implications(symptoms),
      aliases: aliases(listed),
      actions: byId(json.actions),
      rules: json.red_flags,
      conditions,
      standing: new Map(isWhole ? conditions.map((condition, at) => [condition.id, at]) : Object.entries(json.standing)),
      urgent: new Set(isWhole
        ? conditions.flatMap((condition, at) => (condition.care_level === "emergency" ? [at] : []))
        : json.urgent),
      postings: postings(conditions),
      speaking: speaking(conditions),
      places: byId(json.places),
      placeAliases: aliases(json.places),
      defaultPlace: json.default_place,
      parts: null,
    };
    if (!isWhole) data.parts = Atlas.shards.make(json.parts, data, get);
    return data;
  }

  /** A file of the filter's folder, from inside the page where it is there: a page opened from a disk cannot fetch. */
  async function get(path) {
    const $embedded = document.querySelector('script[type="application/json"][data-atlas="' + FOLDER + path + '"]');
    if ($embedded) return JSON.parse($embedded.textContent);
    const response = await fetch(address(FOLDER + path));
    if (!response.ok) throw new Error("filter data: " + response.status);
    return response.json();
  }

  async function load() {
    return index(await get("index.json"), get);
  }

  return { address, index, load };
})();
