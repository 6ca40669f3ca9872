/**
 * Two pages of the list side by side: what both mention, what only one does, and the way to the page that
 * tells them apart.
 */
self.Atlas = self.Atlas || {};

Atlas.comparing = (function () {
  "use strict";

  const { part, say } = Atlas.parts;

  function cell(name, text, scope) {
    const $cell = document.createElement(name);
    if (scope) $cell.scope = scope;
    $cell.textContent = text;
    return $cell;
  }

  /** @returns {function(Match[]): void} keeps the comparison in step with the list */
  function make($root, data) {
    const $section = part($root, "compare-section");
    const $table = part($root, "compare");
    const $link = part($root, "compare-link");
    const words = $table.dataset;
    let picked = [];

    function rowsOf(facet, symptoms, [one, other]) {
      const $rows = [];
      for (const symptom of symptoms.filter((each) => each.facet === facet.id)) {
        const has = [one, other].map((condition) => condition.symptoms.some(([id]) => id === symptom.id));
        if (!has[0] && !has[1]) continue;
        const $row = document.createElement("tr");
        $row.append(cell("th", symptom.label, "row"), ...has.map((is) => cell("td", is ? words.yes : words.no)));
        if (has[0] !== has[1]) $row.className = "atlas-filter__differs";
        $rows.push($row);
      }
      return $rows;
    }

    function update() {
      for (const $pick of $root.querySelectorAll("[data-compare]")) {
        $pick.checked = picked.includes($pick.value);
      }
      $section.hidden = picked.length < 2;
      if ($section.hidden) return;
      const pair = picked.map((id) => data.conditions[data.standing.get(id)]);
      const $head = document.createElement("tr");
      $head.append(cell("td", ""), ...pair.map((condition) => cell("th", condition.name, "col")));
      const all = [...data.symptoms.values()];
      $table.tHead.replaceChildren($head);
      $table.tBodies[0].replaceChildren(...data.facets.flatMap((facet) => rowsOf(facet, all, pair)));
      const ids = [...picked].sort();
      const key = ids.join("-or-");
      $link.hidden = !data.pairs.has(key);
      $link.href = Atlas.data.address("compare/" + key + "/");
      say($link, words.link.replace("{first}", pair[0].name).replace("{second}", pair[1].name));
    }

    $root.addEventListener("change", (event) => {
      const $pick = event.target;
      if (!$pick.matches("[data-compare]")) return;
      // A third takes the place of the first: two fit on a screen.
      picked = $pick.checked ? [...picked, $pick.value].slice(-2) : picked.filter((id) => id !== $pick.value);
      update();
    });

    return function show(matches) {
      if (!picked.length) return;
      const listed = new Set(matches.map((match) => match.at));
      picked = picked.filter((id) => listed.has(data.standing.get(id)));
      update();
    };
  }

  return { make };
})();
