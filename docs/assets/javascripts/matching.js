/**
 * The filter's second decision: which pages mention what was ticked, and in which order.
 * Pure. `build_tools/matching.py` is the reference that this is tested against.
 *
 * @typedef {{condition: object, isNamed: boolean, fits: string[], against: string[], weight: number}} Match
 */
self.Atlas = self.Atlas || {};

Atlas.matching = (function () {
  "use strict";

  function match(condition, at, ticked, named, implied) {
    const listed = condition.symptoms.filter((finding) => ticked.has(finding[0]));
    // A single tick counts once, even if the page also lists what follows from it.
    const said = new Set(listed.flatMap((finding) => implied.get(finding[0])));
    const fitting = listed.filter((finding) => !said.has(finding[0]));
    return {
      condition,
      at,
      isNamed: named.has(condition.id),
      isTold: listed.some((finding) => finding[2]),
      fits: fitting.map((finding) => finding[0]),
      against: condition.against.filter((id) => ticked.has(id)),
      weight: fitting.reduce((sum, finding) => sum + finding[1], 0),
    };
  }

  function isListed(match) {
    if (match.isNamed) return true;
    return match.condition.care_level === "emergency" ? match.isTold : match.fits.length > 0;
  }

  /**
   * The conditions to list for *state*, in order: named by a rule that *fired*, then by fit, by how usual
   * the findings are, and then as the data has them, which is by commonness and from A to Z.
   * @returns {Match[]}
   */
  function rank(state, fired, data) {
    const { ticked } = Atlas.selection.findings(state, data);
    const named = new Set(fired.flatMap((item) => item.rule.conditions));
    const fit = (match) => match.fits.length - match.against.length;
    return data.conditions
      .map((condition, at) => match(condition, at, ticked, named, data.implied))
      .filter(isListed)
      .sort((one, other) =>
        other.isNamed - one.isNamed || fit(other) - fit(one) || other.weight - one.weight || one.at - other.at);
  }

  return { rank };
})();
