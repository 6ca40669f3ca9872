/**
 * Starts the filter.
 */
(function () {
  "use strict";

  for (const $module of document.querySelectorAll('[data-module="symptom-filter"]')) Atlas.view.start($module);
})();
