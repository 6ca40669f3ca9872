/**
 * The symptom filter on its page: owns the markup, keeps the state in the fragment, asks the two decisions.
 */
self.Atlas = self.Atlas || {};

Atlas.view = (function () {
  "use strict";

  const { part, items, say, sayCount, arrange } = Atlas.parts;
  const { parse, format, hasUnknown, answer, answerOf } = Atlas.selection;
  const { LEVELS } = Atlas.urgent;
  const KEYS = /(^|[#&])(s|no|unsure|place)=/;

  /** Goes up with the level: nothing is 0, an emergency the highest. */
  const height = (level) => (level ? LEVELS.length - LEVELS.indexOf(level) : 0);

  const isShown = ($element) => $element.getClientRects().length > 0;

  /** Brings the filter to life in *$root*. */
  function mount($root, data) {
    const at = (name) => part($root, name);
    const asked = Atlas.controls.askedIfNew(data);
    const showUrgent = Atlas.urgentBox.make($root, at("urgent"));
    const showPages = Atlas.pages.make($root, data);
    const showAsking = Atlas.asking.make($root, data);
    const showComparing = Atlas.comparing.make($root, data);
    const showTicked = Atlas.ticked.make($root, data);
    const showPlace = Atlas.place.make($root);
    const showTaking = Atlas.taking.make($root, data);
    const hows = new Map();
    /** What was said before, for undoing; it lives no longer than the page. */
    const past = [];
    let state = parse("", data);
    let level = null;
    let isUnfolded = false;
    let $last = null;
    let following = 0;
    let coming = null;

    const sync = () => Atlas.controls.sync($root, state, asked);
    const placeOf = () => data.places.get(state.place || data.defaultPlace);
    const form = Atlas.form.make($root, data, sync, placeOf);
    const showFigure = Atlas.figure.make($root, (id) =>
      change(answer(state, id, state.ticks.has(id) ? "" : "full", data)));
    const isAnswered = (id) => answerOf(state, id) !== "";

    /** Shows *state*, the advice before all else. @returns whether it is more urgent than before */
    function update() {
      const before = height(level);
      const advice = Atlas.urgent.advise(state, data);
      level = advice.level;
      showUrgent(advice, placeOf());
      showFold(advice);
      showList(advice);
      showFigure(state);
      if (showPlace(placeOf())) form.showTypedAdvice();
      showWatch(advice);
      showTicked(state, past.length > 0);
      showStanding(advice);
      sync();
      return height(level) > before;
    }

    /** The list, now or as soon as its parts have come. No advice waits for it. */
    function showList(advice) {
      const found = Atlas.matching.list(state, advice.fired, data, Atlas.pages.AT_FIRST);
      coming = found;
      clearTimeout(following);
      at("missing").hidden = true;
      const show = (matches) => {
        if (coming !== found) return;
        showPages(matches, advice, state);
        if (isAny()) sayCount(at("count"), matches.length);
        else say(at("count"), at("count").dataset.nothing);
        following = setTimeout(() => showRest(matches, advice));
      };
      if (Array.isArray(found)) return show(found);
      say(at("count"), at("count").dataset.coming);
      found.then(show, () => {
        if (coming !== found) return;
        showPages([], advice, state);
        say(at("count"), "");
        at("missing").hidden = false;
      });
    }

    /** What follows from the list and may come a moment after it: what else to ask, to compare, to take along. */
    function showRest(matches, advice) {
      showAsking(matches, advice, state);
      showComparing(matches);
      showTaking({ state, advice, matches, place: placeOf() });
      form.countFacets(state);
      sync();
    }

    /** While an emergency stands, all else is folded, save whether what made it one is new. */
    function showFold(advice) {
      if (level !== "emergency") isUnfolded = false;
      const isFolded = level === "emergency" && !isUnfolded;
      for (const name of ["first-section", "rest"]) at(name).hidden = isFolded;
      at("fold").hidden = !level;
      const isBehind = (id) =>
        advice.fired.some((item) => item.urgency === level && asked.get(id).has(item.rule.id));
      const ids = [...state.ticks.keys()].filter((id) => isFolded && asked.has(id) && isBehind(id));
      arrange(at("fold-hows"), ids.map((id) => {
        if (!hows.has(id)) hows.set(id, Atlas.controls.item(data.symptoms.get(id)));
        return hows.get(id);
      }));
      at("fold-hows").hidden = !ids.length;
    }

    function showWatch(advice) {
      at("watch").hidden = !advice.watch.length;
      at("watch-list").replaceChildren(...items(advice.watch.map((rule) => rule.name)));
    }

    const isAny = () => state.ticks.size + state.unsure.size > 0;

    function showStanding(advice) {
      const left = data.firstQuestions.filter((id) => !isAnswered(id)).length;
      say(at("standing"), at("standing").dataset[advice.watch.length ? "watch" : "plain"]);
      at("standing").hidden = advice.fired.length > 0 || !(isAny() || state.no.size);
      at("unanswered").hidden = !isAny() || !left;
      sayCount(at("unanswered-count"), left);
    }

    const bringUrgent = () => at("urgent").scrollIntoView({ block: "start" });

    /** The state of the address. Its advice is not left far below, unless the reader comes back to a place. */
    function follow() {
      const { hash } = location;
      state = parse(hash, data);
      at("ignored").hidden = !hasUnknown(hash, data) || Boolean(document.getElementById(hash.slice(1)));
      if (update() && (level === "emergency" || !scrollY)) bringUrgent();
    }

    /** Another state, by something that the reader did. If it is more urgent, the advice comes to them. */
    function change(next) {
      const $before = document.activeElement;
      if (format(next) !== format(state)) past.push(state);
      state = next;
      Atlas.fragment.writeSoon(format(state));
      at("ignored").hidden = true;
      if (update()) {
        $last = $before;
        at("go-on").focus({ preventScroll: true });
        bringUrgent();
      } else if (!isShown($before)) {
        // The control that was used went away with the emergency.
        if (level) at("go-on").focus();
        else goBack();
      }
    }

    /** Back to where the reader was when the advice came. */
    function goBack() {
      const $target = $last && isShown($last) ? $last : at("rest").querySelector("input");
      if ($target) $target.focus();
    }

    function listen() {
      const clicked = (name, act) => at(name).addEventListener("click", act);
      $root.addEventListener("change", (event) => {
        if (event.target === at("place")) {
          const place = event.target.value;
          change({ ...state, place: place === data.defaultPlace ? null : place });
        }
        const said = Atlas.controls.said(event.target);
        if (said) change(answer(state, said.id, said.answer, data));
      });
      clicked("typed", (event) => {
        const $button = event.target.closest("[data-tick-now]");
        if ($button) change(answer(state, $button.closest("[data-typed]").dataset.typed, "full", data));
      });
      clicked("questions-no", () => {
        const open = form.questions.filter((id) => !isAnswered(id));
        change(open.reduce((next, id) => answer(next, id, "no", data), state));
      });
      clicked("again", () => {
        update();
        at("pages-heading").focus();
      });
      clicked("see-pages", () => at("pages-heading").focus());
      clicked("unanswered-go", () => form.goToQuestion(data.firstQuestions.find((id) => !isAnswered(id))));
      clicked("go-on", () => {
        isUnfolded = true;
        update();
        goBack();
      });
      clicked("ticked", (event) => {
        const $button = event.target.closest("[data-remove]");
        if (!$button) return;
        change(answer(state, $button.dataset.remove, "", data));
        // It is there even if nothing is left in it: the last step can be taken back.
        at("ticked-heading").focus();
      });
      clicked("clear", () => {
        change(parse(state.place ? "place=" + state.place : "", data));
        at("pages-heading").focus();
      });
      clicked("undo", () => {
        const before = past.pop();
        if (!before) return;
        change(before);
        past.pop();
        at("undo").hidden = !past.length;
        if (!isShown(at("undo"))) at("pages-heading").focus();
      });
      clicked("leave", (event) => {
        event.preventDefault();
        Atlas.fragment.write("");
        location.replace(at("leave").href);
      });
      self.addEventListener("pagehide", Atlas.fragment.flush);
      self.addEventListener("hashchange", () => {
        // A link to a place on this page is not a state: keep what was ticked, and put it back.
        if (location.hash && !KEYS.test(location.hash)) return Atlas.fragment.write(format(state));
        follow();
      });
    }

    listen();
    if (data.parts) say(at("private"), at("private").dataset.inParts);
    for (const name of ["place-field", "form"]) at(name).hidden = false;
    const $skip = $root.querySelector('[data-part="skip"]');
    if ($skip) $skip.hidden = false;
    at("without").hidden = true;
    follow();
  }

  /** Loads the data and mounts the filter; on any failure the plain links stay. */
  async function start($root) {
    try {
      mount($root, await Atlas.data.load());
      $root.dataset.state = "ready";
    } catch (error) {
      for (const name of ["place-field", "form"]) part($root, name).hidden = true;
      for (const name of ["without", "failed"]) part($root, name).hidden = false;
      $root.dataset.state = "failed";
      console.error(error);
    }
  }

  return { start };
})();
