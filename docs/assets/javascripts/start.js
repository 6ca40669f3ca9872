/**
 * Starts what stands on this page. A module that fails does not silence the others.
 */
(function () {
  "use strict";

  const modules = { review: Atlas.review.start, "symptom-filter": Atlas.view.start };

  for (const $module of document.querySelectorAll("[data-module]")) {
    const start = modules[$module.dataset.module];
    if (start) Promise.resolve($module).then(start).catch((error) => console.error(error));
  }
})();
