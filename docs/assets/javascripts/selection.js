/**
 * What a reader has ticked: how it is written in the fragment, and what follows from it.
 * Pure. `build_tools/selection.py` is the reference that this is tested against.
 *
 * @typedef {"full" | "same" | "old"} Qualifier
 * @typedef {{ticks: Map<string, Qualifier>, unsure: Set<string>, no: Set<string>, place: string | null}} State
 * @typedef {{full: Set<string>, same: Set<string>, old: Set<string>, ticked: Set<string>}} Findings
 */
self.Atlas = self.Atlas || {};

Atlas.selection = (function () {
  "use strict";

  /** How alarming a qualifier is; where two meet, the higher one wins. */
  const ALARM = { old: 1, same: 2, full: 3 };

  /** @returns {Qualifier} *said* as far as it counts for *symptom* */
  function countsAs(symptom, said) {
    return symptom.can_be_old && (said === "same" || said === "old") ? said : "full";
  }

  /**
   * The state of ticks (`id`, `id~old`, `id~same`) and of the two other answers. Former ids count as
   * the present ones; the unknown is left out.
   */
  function select(ticks, unsure, no, place, data) {
    const state = { ticks: new Map(), unsure: new Set(), no: new Set(), place };
    const known = (tick) => data.aliases.get(tick.split("~", 1)[0]);
    for (const tick of ticks) {
      const id = known(tick);
      if (id === undefined) continue;
      const how = countsAs(data.symptoms.get(id), tick.includes("~") ? tick.slice(tick.indexOf("~") + 1) : "");
      if (!(ALARM[state.ticks.get(id)] >= ALARM[how])) state.ticks.set(id, how);
    }
    for (const id of unsure.map(known)) if (id && !state.ticks.has(id)) state.unsure.add(id);
    for (const id of no.map(known)) if (id && !state.ticks.has(id) && !state.unsure.has(id)) state.no.add(id);
    return state;
  }

  /** The state that *fragment* holds. It never throws: the unknown is ignored. @returns {State} */
  function parse(fragment, data) {
    const lists = new Map([["s", []], ["unsure", []], ["no", []]]);
    let place = null;
    // Some messengers encode commas and tildes in links; ids are ASCII, so bytes are enough.
    const text = fragment.replace(/^#/, "").replace(/%([0-9A-Fa-f]{2})/g, (_, byte) =>
      String.fromCharCode(parseInt(byte, 16)));
    for (const pair of text.split("&")) {
      const at = pair.indexOf("=");
      const key = at < 0 ? pair : pair.slice(0, at);
      const value = at < 0 ? "" : pair.slice(at + 1);
      if (lists.has(key)) for (const item of value.split(",")) lists.get(key).push(item);
      else if (key === "place" && place === null) place = data.placeAliases.get(value) || null;
    }
    return select(lists.get("s"), lists.get("unsure"), lists.get("no"), place, data);
  }

  /** Whether *fragment* says something that is not understood here, an old or a mistyped id for one. */
  function hasUnknown(fragment, data) {
    return fragment.replace(/^#/, "").slice(0, 20000).split("&").filter(Boolean).some((pair) => {
      const [key, value = ""] = pair.split("=", 2);
      if (key === "place") return !data.placeAliases.has(value);
      if (!["s", "no", "unsure"].includes(key)) return true;
      const ids = value.replace(/%2C/gi, ",").replace(/%7E/gi, "~").split(",");
      return ids.some((item) => item && !data.aliases.has(item.split("~", 1)[0]));
    });
  }

  /** *state* as a fragment without `#`, ids sorted, so that equal states have equal addresses. */
  function format(state) {
    const ticks = [...state.ticks.keys()].sort().map((id) =>
      state.ticks.get(id) === "full" ? id : id + "~" + state.ticks.get(id));
    return [
      ["s", ticks.join(",")],
      ["no", [...state.no].sort().join(",")],
      ["unsure", [...state.unsure].sort().join(",")],
      ["place", state.place || ""],
    ].filter((pair) => pair[1]).map((pair) => pair.join("=")).join("&");
  }

  /** The least map that holds *doubted* and *said* and is closed; *old* in *said* is final. */
  function close(doubted, said, symptoms) {
    const alarm = new Map([...doubted, ...said]);
    for (let changed = true; changed; ) {
      changed = false;
      for (const id of [...alarm.keys()]) {
        for (const implied of symptoms.get(id).implies) {
          const premises = [id, ...(implied.with || [])];
          const target = implied.id || implied;
          if (!symptoms.has(target) || said.get(target) === ALARM.old || !premises.every((p) => alarm.has(p))) continue;
          const raised = Math.max(...premises.map((p) => alarm.get(p)));
          if (raised > (alarm.get(target) || 0)) {
            alarm.set(target, raised);
            changed = true;
          }
        }
      }
    }
    return alarm;
  }

  /**
   * What *state* says, with all that follows from it. What follows carries the most alarming qualifier;
   * only the reader's own *unchanged and checked* can say less. Not being sure adds to `same`, never to `full`.
   * @returns {Findings}
   */
  function findings(state, data) {
    const said = new Map([...state.ticks].map(([id, how]) => [id, ALARM[how]]));
    const doubted = new Map([...state.unsure].map((id) => [id, ALARM.same]));
    const ticked = close(new Map(), said, data.symptoms);
    const wider = close(doubted, said, data.symptoms);
    const from = (alarm, least) => new Set([...alarm.keys()].filter((id) => alarm.get(id) >= least));
    return {
      full: from(ticked, ALARM.full),
      same: from(wider, ALARM.same),
      old: from(wider, ALARM.old),
      ticked: from(ticked, ALARM.old),
    };
  }

  /** What the reader said about *id*: a qualifier, "unsure", "no", or nothing. */
  function answerOf(state, id) {
    return state.ticks.get(id) || (state.unsure.has(id) ? "unsure" : state.no.has(id) ? "no" : "");
  }

  /** *state* with another answer to *id*; a tick unticks the others of its `one_of` group. @returns {State} */
  function answer(state, id, said, data) {
    const next = {
      ticks: new Map(state.ticks), unsure: new Set(state.unsure), no: new Set(state.no), place: state.place,
    };
    const symptom = data.symptoms.get(id);
    for (const group of [next.ticks, next.unsure, next.no]) group.delete(id);
    if (said === "unsure" || said === "no") next[said].add(id);
    else if (said) {
      for (const other of next.ticks.keys()) {
        if (symptom.one_of && data.symptoms.get(other).one_of === symptom.one_of) next.ticks.delete(other);
      }
      next.ticks.set(id, countsAs(symptom, said));
    }
    return next;
  }

  return { select, parse, hasUnknown, format, findings, answer, answerOf };
})();
