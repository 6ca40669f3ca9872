/**
 * What a reader can take along: a sheet for a visit and a small card with warning signs, printed from this
 * page, and a link. Nothing is sent.
 */
self.Atlas = self.Atlas || {};

Atlas.taking = (function () {
  "use strict";

  const { part, copy, items, say } = Atlas.parts;
  const PAGES = 5;
  const SIGNS = 8;

  /** Fills the list in *slots* under *name*; its part of the sheet goes away where there is nothing to say. */
  function list(slots, name, texts) {
    slots[name].replaceChildren(...items(texts));
    slots[name].closest("[data-block]").hidden = !texts.length;
  }

  /** @returns {function(object): void} remembers what to print: `{state, advice, matches, place}` */
  function make($root, data) {
    const $paper = part($root, "paper");
    let now = null;

    const label = (id) => data.symptoms.get(id).label;
    const inOrder = (ids) => [...data.symptoms.keys()].filter((id) => ids.has(id));

    function said(words) {
      const { ticks, unsure } = now.state;
      return [
        ...inOrder(ticks).map((id) =>
          ticks.get(id) === "full" ? label(id) : label(id) + " (" + words[ticks.get(id)] + ")"),
        ...inOrder(unsure).map((id) => label(id) + " (" + words.unsure + ")"),
      ];
    }

    function sheet() {
      const { $element, slots } = copy($root, "sheet");
      list(slots, "said", said(part($root, "ticked").dataset));
      list(slots, "denied", inOrder(now.state.no).map(label));
      // What to do, what else to know of it, and why.
      list(slots, "urgent", now.advice.level
        ? [...now.place.actions[now.advice.action].filter(Boolean), ...now.advice.fired.map((item) => item.rule.reason)]
        : []);
      list(slots, "pages", now.matches.slice(0, PAGES).map((match) => match.condition.name));
      return $element;
    }

    /** The signs that the pages of the list are about come first, then the others in their fixed order. */
    function card() {
      const { $element, slots } = copy($root, "card");
      const listed = new Set(now.matches.slice(0, PAGES).map((match) => match.condition.id));
      const emergencies = data.rules.filter((rule) => rule.urgency === "emergency");
      const near = emergencies.filter((rule) => rule.conditions.some((id) => listed.has(id)));
      const signs = [...new Set([...near, ...emergencies])].slice(0, SIGNS);
      const numbers = now.place.contacts.emergency || [];
      list(slots, "signs", signs.map((rule) => rule.name));
      list(slots, "numbers", numbers.length ? numbers : [now.place.actions.ambulance[0]]);
      return $element;
    }

    function print($content, kind) {
      $paper.replaceChildren($content);
      document.documentElement.dataset.atlasPaper = kind;
      addEventListener("afterprint", () => {
        delete document.documentElement.dataset.atlasPaper;
        $paper.replaceChildren();
      }, { once: true });
      self.print();
    }

    part($root, "print-sheet").addEventListener("click", () => print(sheet(), "sheet"));
    part($root, "print-card").addEventListener("click", () => print(card(), "card"));
    part($root, "copy-link").addEventListener("click", async () => {
      const $said = part($root, "copied");
      try {
        await navigator.clipboard.writeText(location.href);
        say($said, $said.dataset.done);
      } catch {
        say($said, $said.dataset.failed);
      }
    });

    return function show(latest) {
      now = latest;
      say(part($root, "copied"), "");
    };
  }

  return { make };
})();
