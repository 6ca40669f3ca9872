/**
 * The filter's second decision: which pages mention what was ticked, and in which order.
 * Pure. `build_tools/matching.py` is the reference that this is tested against.
 *
 * @typedef {{at: number, condition: object, isNamed: boolean, fits: string[], against: string[], weight: number}} Match
 */
self.Atlas = self.Atlas || {};

Atlas.matching = (function () {
  "use strict";

  // Fit and weight in one number of at most 31 bits.
  const WEIGHTS = 2 ** 16;
  const FITS = 2 ** 13;

  /** A listed page. What fits is gathered when somebody looks: most of a long list is never shown. */
  class Match {
    #sums;
    #ticked;
    #data;

    constructor(at, isNamed, sums, ticked, data) {
      this.at = at;
      this.isNamed = isNamed;
      this.#sums = sums;
      this.#ticked = ticked;
      this.#data = data;
    }

    /** How usual the ticked findings are here, added up. */
    get weight() {
      return this.#sums.weights[this.at];
    }

    /** What its card says; of a large atlas only once it has come. */
    get condition() {
      return this.#data.conditions[this.at];
    }

    get fits() {
      const listed = this.condition.symptoms.map((finding) => finding[0]).filter((id) => this.#ticked.has(id));
      // A single tick counts once, even if the page also lists what follows from it.
      const said = new Set(listed.flatMap((id) => this.#data.implied.get(id)));
      return listed.filter((id) => !said.has(id));
    }

    get against() {
      return this.condition.against.filter((id) => this.#ticked.has(id));
    }
  }

  /** Counts, by where a condition stands, what the *ticked* findings say of it. */
  function count(ticked, data) {
    const size = data.conditions.length;
    const sums = {
      fits: new Int16Array(size), against: new Int16Array(size), weights: new Uint16Array(size), told: new Uint8Array(size),
    };
    for (const id of ticked) {
      for (const at of data.speaking.get(id) || []) sums.against[at] += 1;
      const list = data.postings.get(id) || [];
      const said = new Set();
      for (const other of ticked) {
        if (!data.implied.get(other).includes(id)) continue;
        const saying = data.postings.get(other) || [];
        for (let i = 0; i < saying.length; i += 2) said.add(saying[i]);
      }
      for (let i = 0; i < list.length; i += 2) {
        const at = list[i];
        if (list[i + 1] % 2) sums.told[at] = 1;
        if (said.size && said.has(at)) continue;
        sums.fits[at] += 1;
        sums.weights[at] += list[i + 1] >> 1;
      }
    }
    return sums;
  }

  /**
   * The conditions to list for *state*, in order: named by a rule that *fired*, then by fit, by how usual
   * the findings are, and then as the data has them, which is by commonness and from A to Z.
   * @returns {Match[]}
   */
  function rank(state, fired, data) {
    const { ticked } = Atlas.selection.findings(state, data);
    const sums = count(ticked, data);
    const { fits, against, weights, told } = sums;
    const named = new Set(fired.flatMap((item) => item.rule.conditions).map((id) => data.standing.get(id)));
    // Pages alike in fit and weight stay in the order of the data, so only these few groups are sorted.
    const groups = new Map();
    for (let at = 0; at < fits.length; at++) {
      const isNamed = named.size > 0 && named.has(at);
      if (!isNamed && !(fits[at] && (told[at] || !data.urgent.has(at)))) continue;
      const fit = (isNamed ? 0 : 2 * FITS) + FITS - fits[at] + against[at];
      const key = fit * WEIGHTS + WEIGHTS - 1 - weights[at];
      const group = groups.get(key);
      if (group) group.push(at);
      else groups.set(key, [at]);
    }
    const matches = [];
    for (const key of Float64Array.from(groups.keys()).sort()) {
      for (const at of groups.get(key)) matches.push(new Match(at, named.has(at), sums, ticked, data));
    }
    return matches;
  }

  /**
   * The pages for *state*, or a promise of them while parts have to come. Those of the first *cards* are whole.
   * @returns {Match[] | Promise<Match[]>}
   */
  function list(state, fired, data, cards) {
    const whole = () => {
      const matches = rank(state, fired, data);
      const coming = details(matches.slice(0, cards), data);
      return coming ? coming.then(() => matches) : matches;
    };
    const ticked = [...Atlas.selection.findings(state, data).ticked];
    const coming = data.parts && data.parts.findings(ticked);
    return coming ? coming.then(whole) : whole();
  }

  /** A promise of the cards of *matches*, or null where they are all here. */
  function details(matches, data) {
    return data.parts && data.parts.conditions(matches.map((match) => match.at));
  }

  return { rank, list, details };
})();
