/**
 * Buttons that copy a text of the page. They are there only where a script can do it.
 */
self.Atlas = self.Atlas || {};

Atlas.copying = (function () {
  "use strict";

  /** @param {HTMLButtonElement} $button names the element to copy in `data-copy` */
  function start($button) {
    if (!navigator.clipboard) return;
    const label = $button.textContent;
    $button.hidden = false;
    $button.addEventListener("click", async () => {
      const $text = document.getElementById($button.dataset.copy);
      try {
        await navigator.clipboard.writeText($text.textContent);
      } catch {
        // Some browsers and settings refuse. What is selected can be copied by the keys or the menu.
        getSelection().selectAllChildren($text);
        return;
      }
      $button.textContent = $button.dataset.copied;
      setTimeout(() => { $button.textContent = label; }, 3000);
    });
  }

  return { start };
})();
