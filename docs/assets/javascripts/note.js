/**
 * A small note beside a link: shown while the link is pointed at or has the focus, and for as long as the
 * pointer is on the note itself. Escape closes it. There is one at a time, and it is never the only way.
 */
self.Atlas = self.Atlas || {};

Atlas.note = (function () {
  "use strict";

  const ID = "atlas-note";
  /** Long enough to move the pointer from the link to the note, short enough not to be in the way. */
  const GRACE = 250;

  /** @type {HTMLElement | null} */
  let $note = null;
  /** @type {HTMLElement | null} */
  let $link = null;
  let timer = 0;

  function hide() {
    clearTimeout(timer);
    if ($link) $link.removeAttribute("aria-describedby");
    if ($note) $note.remove();
    $note = $link = null;
  }

  function hideSoon() {
    clearTimeout(timer);
    timer = setTimeout(hide, GRACE);
  }

  function keep() {
    clearTimeout(timer);
  }

  /** Below the link where there is room, else above it; never beyond the sides of the window. */
  function place() {
    const link = $link.getBoundingClientRect();
    const size = $note.getBoundingClientRect();
    const space = 8;
    const left = Math.max(space, Math.min(link.left, document.documentElement.clientWidth - size.width - space));
    const isBelow = link.bottom + size.height + space < innerHeight || link.top < size.height + space;
    const top = isBelow ? link.bottom + space / 2 : link.top - size.height - space / 2;
    $note.style.setProperty("inset-inline-start", left + scrollX + "px");
    $note.style.setProperty("inset-block-start", top + scrollY + "px");
  }

  /**
   * Shows *$content* beside *$target*.
   * @param {HTMLElement} $target
   * @param {Node} $content
   */
  function show($target, $content) {
    keep();
    if ($link === $target) return;
    hide();
    $link = $target;
    $note = document.createElement("div");
    $note.id = ID;
    $note.className = "atlas-note";
    $note.setAttribute("role", "note");
    $note.append($content);
    $note.addEventListener("pointerenter", keep);
    $note.addEventListener("pointerleave", hideSoon);
    $note.addEventListener("focusin", keep);
    $note.addEventListener("focusout", hideSoon);
    // At the end of the page. What it says is read out with the link; its own links stand in the page's list too.
    document.body.append($note);
    $link.setAttribute("aria-describedby", ID);
    place();
  }

  /**
   * Gives notes to all links of the page that match *selector*.
   * @param {string} selector
   * @param {($link: HTMLElement) => Node | null} content nothing where there is nothing to say
   */
  function attach(selector, content) {
    const linkOf = (event) => event.target instanceof Element && event.target.closest(selector);
    const open = (event) => {
      const $target = linkOf(event);
      const $content = $target && content($target);
      if ($content) show($target, $content);
    };
    let wasTouched = false;
    document.addEventListener("pointerdown", (event) => { wasTouched = event.pointerType === "touch"; });
    document.addEventListener("pointerover", (event) => { if (event.pointerType !== "touch") open(event); });
    document.addEventListener("pointerout", (event) => { if (linkOf(event)) hideSoon(); });
    document.addEventListener("focusin", (event) => { if (!wasTouched) open(event); });
    document.addEventListener("focusout", (event) => { if (linkOf(event)) hideSoon(); });
    // A finger cannot hover: the first tap shows the note, a second one follows the link.
    document.addEventListener("click", (event) => {
      const $target = linkOf(event);
      if (!$target || !wasTouched || $link === $target || !content($target)) return;
      event.preventDefault();
      open(event);
    });
  }

  document.addEventListener("keydown", (event) => { if (event.key === "Escape") hide(); });
  document.addEventListener("click", (event) => {
    if ($note && !$note.contains(event.target) && !$link.contains(event.target)) hide();
  });

  return { attach, hide };
})();
