/**
 * The form: who, the warning questions a few at a time, everything else by facet, and the search over all.
 */
self.Atlas = self.Atlas || {};

Atlas.form = (function () {
  "use strict";

  const { part, copy, say, sayCount, counted, arrange } = Atlas.parts;
  const { question, choice } = Atlas.controls;
  const STEP = 6;
  const CHOICES = 8;
  /** Choices of a group that are made at a time; a group may hold thousands. */
  const AT_ONCE = 60;

  /** Builds the form in *$root*. @returns what can be asked of it */
  function make($root, data, sync, placeOf) {
    const at = (name) => part($root, name);
    const questions = [];
    /** What the search found, and how many of it have a choice. */
    let found = [];
    let open = CHOICES;

    const symptomsOf = (facet) => [...data.symptoms.values()].filter((symptom) => symptom.facet === facet.id);

    /** Shows a few questions more. */
    function addQuestions() {
      const ids = data.questions.slice(questions.length, questions.length + STEP);
      questions.push(...ids);
      at("questions").append(...ids.map((id) => question($root, data.symptoms.get(id))));
      const left = data.questions.length - questions.length;
      at("questions-more").hidden = !left;
      say(at("questions-more"), counted(at("questions-more").dataset.words, left));
      sync();
    }

    function focusOn(id) {
      at("questions").children[questions.indexOf(id)].querySelector("input").focus();
    }

    /** Takes the reader to the question about *id*, wherever it stands in the order. */
    function goToQuestion(id) {
      while (!questions.includes(id)) addQuestions();
      focusOn(id);
    }

    function buildFacet(facet) {
      const { $element, slots } = copy($root, "facet");
      // What the warning questions ask comes last here: most readers have answered it.
      const isAsked = (symptom) => data.questions.includes(symptom.id);
      const symptoms = symptomsOf(facet);
      const ordered = [...symptoms.filter((symptom) => !isAsked(symptom)), ...symptoms.filter(isAsked)];
      // Two or three more are no reason for a button.
      const least = ordered.length > CHOICES + 3 ? CHOICES : ordered.length;
      const $choices = ordered.slice(0, AT_ONCE).map((symptom) => choice($root, symptom));
      let shown = least;
      const tell = () => {
        slots.more.textContent = counted(slots.more.dataset.words, ordered.length - shown);
        slots.more.hidden = shown >= ordered.length;
        $choices.forEach(($choice, at) => { $choice.hidden = at >= shown; });
      };
      $element.dataset.facet = facet.id;
      slots.question.textContent = facet.question;
      slots.choices.append(...$choices);
      slots.more.addEventListener("click", () => {
        const first = shown;
        shown = shown === least ? AT_ONCE : shown + AT_ONCE;
        const $new = ordered.slice($choices.length, shown).map((symptom) => choice($root, symptom));
        $choices.push(...$new);
        slots.choices.append(...$new);
        tell();
        sync();
        $choices[first].querySelector("input").focus();
      });
      tell();
      return $element;
    }

    /** How many ticks each closed group holds. */
    function countFacets(state) {
      for (const $facet of $root.querySelectorAll("[data-facet]")) {
        const $chosen = $facet.querySelector('[data-slot="chosen"]');
        const ticked = [...state.ticks.keys()].filter((id) =>
          data.symptoms.get(id).facet === $facet.dataset.facet);
        say($chosen, ticked.length ? counted($chosen.dataset.words, ticked.length) : "");
      }
    }

    function find() {
      const typed = at("search").value;
      found = Atlas.search.find(typed, data);
      const isNear = !found.length;
      if (isNear) found = Atlas.search.near(typed, data);
      open = CHOICES;
      const isDespair = Atlas.saying.says(typed, at("crisis").dataset.words.split("|"));
      at("crisis").hidden = !isDespair;
      // Nobody in despair is told that nothing has that name.
      if (!typed.trim() || isDespair) say(at("found-count"), "");
      else if (isNear && found.length) say(at("found-count"), at("found-count").dataset.near);
      else sayCount(at("found-count"), found.length);
      showTypedAdvice();
      showFound();
    }

    function showFound() {
      arrange(at("found"), found.slice(0, open).map((id) => choice($root, data.symptoms.get(id))));
      at("found-more").hidden = found.length <= open;
      say(at("found-more"), counted(at("found-more").dataset.words, found.length - open));
      sync();
    }

    /** Of a large atlas most synonyms come when somebody is about to type. */
    function learn() {
      const coming = data.parts && data.parts.synonyms();
      if (!coming) return;
      coming.then(() => {
        Atlas.search.forget(data);
        find();
      }, () => {
        // Labels are found without them, and the next visit to the field asks again.
      });
    }

    /** Words that by themselves would be urgent show the advice before anything is ticked. */
    function showTypedAdvice() {
      const shown = Atlas.search.advice(at("search").value, data).slice(0, 2);
      at("typed").replaceChildren(...shown.map(({ urgency, action, id }) => {
        const { $element, slots } = copy($root, "typed");
        const [text, note] = placeOf().actions[action];
        $element.classList.add("atlas-care--" + urgency);
        slots.level.textContent = at("urgent").getAttribute("data-" + urgency);
        slots.sign.textContent = data.symptoms.get(id).label;
        slots.text.textContent = text;
        slots.note.textContent = note || "";
        $element.dataset.typed = id;
        return $element;
      }));
    }

    const [first, ...others] = data.facets;
    at("first-heading").textContent = first.question;
    const who = symptomsOf(first);
    // An age that two others make up is found by searching: here it would say the same again.
    const made = new Set(who.filter((symptom) => symptom.one_of).flatMap((symptom) => data.implied.get(symptom.id)));
    at("first").append(...who.filter((symptom) => !made.has(symptom.id)).map((symptom) => choice($root, symptom)));
    at("questions-section").hidden = !data.questions.length;
    at("facets").append(...others.map(buildFacet));
    at("search").addEventListener("focus", learn);
    at("search").addEventListener("input", find);
    at("found-more").addEventListener("click", () => {
      const first = open;
      open += AT_ONCE;
      showFound();
      at("found").children[first].querySelector("input").focus();
    });
    at("questions-more").addEventListener("click", () => {
      const next = data.questions[questions.length];
      addQuestions();
      focusOn(next);
    });
    addQuestions();

    return { countFacets, goToQuestion, questions, showTypedAdvice };
  }

  return { make };
})();
