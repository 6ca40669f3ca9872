/**
 * The filter's first decision: what is urgent in what was ticked, and what to do about it.
 * Pure. `build_tools/urgent.py` is the reference that this is tested against.
 *
 * @typedef {{rule: object, urgency: string, action: string, isLowered: boolean}} Fired
 * @typedef {{level: string | null, action: string | null, fired: Fired[], watch: object[]}} Advice
 */
self.Atlas = self.Atlas || {};

Atlas.urgent = (function () {
  "use strict";

  const LEVELS = ["emergency", "same-day", "soon"];

  /** Whether *clause* is true of *findings*. There is no "not": a tick more never makes it false. */
  function holds(clause, findings) {
    if (typeof clause === "string") return findings.has(clause);
    if (clause.any) return clause.any.some((part) => holds(part, findings));
    if (clause.all) return clause.all.every((part) => holds(part, findings));
    return clause.of.filter((part) => holds(part, findings)).length >= clause.at_least;
  }

  /** Ids of the symptoms that *clause* asks about, each once. @returns {Set<string>} */
  function symptomsIn(clause) {
    if (typeof clause === "string") return new Set([clause]);
    return new Set((clause.any || clause.all || clause.of).flatMap((part) => [...symptomsIn(part)]));
  }

  /** *rule* where its findings are unchanged and never checked, or not sure: same-day at most. */
  function lowered(rule, actions) {
    const urgency = rule.urgency === "emergency" ? "same-day" : rule.urgency;
    const action = actions.get(rule.action);
    const isUsable = !action || action.levels.includes(urgency) || !action.lowered_to;
    return { rule, urgency, action: isUsable ? rule.action : action.lowered_to, isLowered: true };
  }

  /** One box for *state*: the highest level, one action, and the rules that fired. @returns {Advice} */
  function advise(state, data) {
    const findings = Atlas.selection.findings(state, data);
    const fired = [];
    const watch = [];
    for (const rule of data.rules) {
      // What is old contains all that is newer: most rules are silent, and are asked only once.
      if (!holds(rule.when, findings.old)) continue;
      const asWritten = { rule, urgency: rule.urgency, action: rule.action, isLowered: false };
      if (holds(rule.when, findings.full)) fired.push(asWritten);
      else if (holds(rule.when, findings.same)) fired.push(lowered(rule, data.actions));
      else watch.push(asWritten);
    }
    const ranks = [...data.actions.keys()];
    const rank = (id) => (ranks.includes(id) ? ranks.indexOf(id) : ranks.length);
    const byUrgency = (one, other) =>
      LEVELS.indexOf(one.urgency) - LEVELS.indexOf(other.urgency) || rank(one.action) - rank(other.action);
    fired.sort(byUrgency);
    return {
      level: fired.length ? fired[0].urgency : null,
      action: fired.length ? fired[0].action : null,
      fired,
      watch: watch.sort(byUrgency).map((item) => item.rule),
    };
  }

  return { advise, holds, symptomsIn, LEVELS };
})();
