/**
 * Starts what stands on this page. A module that fails does not silence the others.
 */
(function () {
  "use strict";

  const anywhere = [Atlas.citations, Atlas.terms, Atlas.report, Atlas.disk, Atlas.pasting, Atlas.help];
  const modules = { review: Atlas.review, copying: Atlas.copying };

  function run(start, $module) {
    Promise.resolve($module).then(start).catch((error) => console.error(error));
  }

  for (const { start } of anywhere) run(start, document);
  for (const $module of document.querySelectorAll("[data-module]")) {
    const module = modules[$module.dataset.module];
    if (module) run(module.start, $module);
  }
})();
