/**
 * Reports a mistake: select text and press Ctrl+Enter (Cmd+Enter), or use the button that a selection brings.
 * It leads to the public form of the repository, filled in; what that means is said before.
 */
self.Atlas = self.Atlas || {};

Atlas.report = (function () {
  "use strict";

  /** Longer addresses are cut or refused by servers. */
  const LONGEST = 1200;

  /** Whoever has a mouse most likely has a keyboard too. */
  const HAS_MOUSE = matchMedia("(hover: hover) and (pointer: fine)");

  const words = (Atlas.words || {}).report;
  const script = document.currentScript;
  const root = script && script.src ? new URL("../", script.src) : null;

  /** Where this page lives on the published site, wherever it is read. */
  function published() {
    const here = location.href.split("#")[0].replace(/index\.html$/, "");
    return root && here.startsWith(root.href) ? words.site + here.slice(root.href.length) : here;
  }

  function selected() {
    const $field = document.activeElement;
    if ($field && /^(INPUT|TEXTAREA|SELECT)$/.test($field.tagName)) return "";
    return String(getSelection() || "").replace(/\s+/g, " ").trim().slice(0, LONGEST);
  }

  /** The heading of the part of the page that holds the selection. */
  function part() {
    const selection = getSelection();
    const $at = selection && selection.rangeCount ? selection.getRangeAt(0).startContainer : null;
    if (!$at) return "";
    const before = [...document.querySelectorAll("h1, h2")].filter(($heading) =>
      $heading.compareDocumentPosition($at) & Node.DOCUMENT_POSITION_FOLLOWING || $heading.contains($at));
    const $heading = before.pop();
    return $heading ? $heading.textContent.replace(/[¶#]\s*$/, "").trim() : "";
  }

  function address(quote) {
    const url = new URL(words.form);
    url.searchParams.set("page", published());
    if (quote) url.searchParams.set("quote", [part(), quote].filter(Boolean).join("\n\n"));
    return url.href;
  }

  function element(name, className, text) {
    const $element = document.createElement(name);
    if (className) $element.className = className;
    if (text) $element.textContent = text;
    return $element;
  }

  /** Says what a report is, and where it goes. Nothing leaves the page before the reader follows the link. */
  function open() {
    const quote = selected();
    const $dialog = element("dialog", "atlas-dialog");
    const $title = element("h2", "atlas-dialog__title", words.title);
    $title.id = "atlas-report-title";
    $dialog.setAttribute("aria-labelledby", $title.id);
    const $go = element("a", "atlas-button", words.go);
    $go.href = address(quote);
    $go.target = "_blank";
    $go.rel = "noopener";
    $go.autofocus = true;
    const $close = element("button", "atlas-button atlas-button--quiet", words.close);
    $close.type = "button";
    const $buttons = element("p", "atlas-dialog__buttons");
    $buttons.append($go, " ", $close);
    $dialog.append($title, element("p", "atlas-dialog__notice", words.notice));
    if (quote) $dialog.append(element("p", "", words.quoted), element("blockquote", "atlas-dialog__quote", quote));
    else $dialog.append(element("p", "", HAS_MOUSE.matches ? words.how_with_keys : words.how));
    $dialog.append($buttons);
    $close.addEventListener("click", () => $dialog.close());
    $go.addEventListener("click", () => $dialog.close());
    $dialog.addEventListener("close", () => $dialog.remove());
    document.body.append($dialog);
    $dialog.showModal();
  }

  function start() {
    if (!words || !HTMLDialogElement) return;
    document.addEventListener("keydown", (event) => {
      if (event.key !== "Enter" || !(event.ctrlKey || event.metaKey) || document.querySelector("dialog[open]")) return;
      event.preventDefault();
      open();
    });
    const $button = element("button", "atlas-button atlas-report", words.button);
    $button.type = "button";
    $button.hidden = true;
    // Pressing a button takes the selection away; keep it.
    $button.addEventListener("pointerdown", (event) => event.preventDefault());
    $button.addEventListener("click", open);
    document.body.append($button);
    document.addEventListener("selectionchange", () => {
      const selection = getSelection();
      const $at = selection && selection.anchorNode && selection.anchorNode.parentElement;
      $button.hidden = selected().length < 3 || !$at || !$at.closest("article, main");
    });
    for (const $link of document.querySelectorAll("[data-report]")) {
      $link.addEventListener("click", (event) => {
        if (event.ctrlKey || event.metaKey || event.shiftKey) return;
        event.preventDefault();
        open();
      });
    }
  }

  return { start };
})();
