/**
 * The state of the filter in the address of the page, without a step in the history for each tick.
 */
self.Atlas = self.Atlas || {};

Atlas.fragment = (function () {
  "use strict";

  let timer = 0;
  let waiting = "";

  /** Puts *fragment*, written without its hash, into the address; nothing for an empty one. */
  function write(fragment) {
    clearTimeout(timer);
    timer = 0;
    const address = location.pathname + location.search + (fragment ? "#" + fragment : "");
    try {
      history.replaceState(null, "", address);
    } catch {
      // A browser that has had too many changes in a short time refuses one; the next tick brings all of it.
    }
  }

  /** The same once the page has shown what changed: a browser takes its time over an address. */
  function writeSoon(fragment) {
    clearTimeout(timer);
    waiting = fragment;
    timer = setTimeout(() => write(fragment));
  }

  /** Writes what waits to be written, before the page goes. */
  function flush() {
    if (timer) write(waiting);
  }

  return { write, writeSoon, flush };
})();
