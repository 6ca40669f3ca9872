/**
 * Says that a page is past its review date. The generator knows no clock; the reader's browser does.
 */
self.Atlas = self.Atlas || {};

Atlas.review = (function () {
  "use strict";

  /**
   * Puts the words of `data-overdue` before the review line once the day of `data-due` has passed.
   * @param {HTMLElement} $line
   */
  function start($line) {
    const now = new Date();
    const today = [now.getFullYear(), now.getMonth() + 1, now.getDate()]
      .map((part) => String(part).padStart(2, "0"))
      .join("-");
    if (today <= $line.dataset.due) return;
    const $words = document.createElement("strong");
    $words.className = "atlas-review__overdue";
    $words.textContent = $line.dataset.overdue;
    $line.prepend($words, " ");
  }

  return { start };
})();
