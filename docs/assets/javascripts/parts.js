/**
 * The pieces of a module's markup. Every word stands in the page: in an element, in a `<template>`, or in a
 * `data-` attribute of the element that shows it.
 */
self.Atlas = self.Atlas || {};

Atlas.parts = (function () {
  "use strict";

  /** The element of *$root* that has a part to play. Missing markup is a mistake of ours: say which. */
  function part($root, name) {
    const $part = $root.querySelector('[data-part="' + name + '"]');
    if (!$part) throw new Error('symptom-filter: part "' + name + '" not found');
    return $part;
  }

  /** A new copy of a template, and its slots by name. */
  function copy($root, name) {
    const $template = $root.querySelector('template[data-template="' + name + '"]');
    if (!$template) throw new Error('symptom-filter: template "' + name + '" not found');
    const $fragment = document.importNode($template.content, true);
    const slots = {};
    for (const $slot of $fragment.querySelectorAll("[data-slot]")) slots[$slot.dataset.slot] = $slot;
    return { $fragment, $element: $fragment.firstElementChild, slots };
  }

  /** A list entry for each of *texts*. */
  function items(texts) {
    return texts.map((text) => {
      const $item = document.createElement("li");
      $item.textContent = text;
      return $item;
    });
  }

  /** Says *text*, but only if it is news: a live region repeats whatever is written into it. */
  function say($element, text) {
    if ($element.textContent !== text) $element.textContent = text;
  }

  /** *words* with {count} filled in. */
  function counted(words, count) {
    return words.replace("{count}", String(count));
  }

  /** The words for *count* in the attributes `data-none`, `data-one` and `data-other` of *$element*. */
  function sayCount($element, count) {
    const { none, one, other } = $element.dataset;
    say($element, counted(count === 0 && none !== undefined ? none : count === 1 ? one : other, count));
  }

  /**
   * Makes *$list* hold *$items* in order. What stays is not touched, so that neither focus nor a screen
   * reader's place in the list is lost.
   */
  function arrange($list, $items) {
    const wanted = new Set($items);
    for (let $child = $list.firstElementChild; $child; ) {
      const $next = $child.nextElementSibling;
      if (!wanted.has($child)) $child.remove();
      $child = $next;
    }
    let $here = $list.firstElementChild;
    for (const $item of $items) {
      if ($here === $item) $here = $here.nextElementSibling;
      else $list.insertBefore($item, $here);
    }
  }

  return { part, copy, items, say, sayCount, counted, arrange };
})();
