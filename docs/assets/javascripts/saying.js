/**
 * What somebody typed, as words. Pure.
 */
self.Atlas = self.Atlas || {};

Atlas.saying = (function () {
  "use strict";

  /** The words of *text*, without case, accents and apostrophes: *can't* is *cant*. */
  function wordsOf(text) {
    return text.normalize("NFKD").replace(/[\p{M}'’]/gu, "").toLowerCase().split(/[^\p{L}\p{N}]+/u).filter(Boolean);
  }

  /** Whether *typed* has one of *phrases*, the last word of which may go on. */
  function says(typed, phrases) {
    const said = " " + wordsOf(typed).join(" ");
    return phrases.some((phrase) => said.includes(" " + phrase));
  }

  return { says, wordsOf };
})();
