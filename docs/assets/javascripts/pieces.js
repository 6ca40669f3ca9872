/**
 * Only on atlases whose search index is in pieces: stands in the place of the theme's search worker. It answers
 * the theme's messages, so that the field, the list and the keys stay the theme's, and asks Pagefind, which
 * fetches just the pieces that a query needs.
 */
(function () {
  "use strict";

  const SETUP = 0;
  const READY = 1;
  const RESULT = 3;
  const MOST = 30;
  /** Letters that a query needs. */
  const LEAST = 2;
  /** Letters of a text that is shown whole. Of a longer one Pagefind cuts out what fits the query. */
  const WHOLE = 400;
  /** A short page about something is not better than a long one, as Pagefind would have it. */
  const RANKING = { pageLength: 0.1 };
  const FOLDER = new URL("../../../search/pieces/", self.location.href);
  /** The newest query: what older ones find is not shown any more. */
  let turn = 0;
  /** @type {Promise<object> | undefined} */
  let loading;

  /** The theme takes markup, and Pagefind keeps titles as plain text. */
  const escaped = (text) =>
    text.replace(/[&<>"']/g, (letter) => `&#${letter.charCodeAt(0)};`);

  const bare = (text) => text.normalize("NFKD").replace(/\p{M}/gu, "").toLowerCase();

  /** What there is beside the title, as markup. Pagefind puts the title in front of it. */
  function teaser({ meta, content, excerpt }, asked) {
    const rest = content.startsWith(meta.title) ? content.slice(meta.title.length).replace(/^[.\s]+/, "") : content;
    return rest.length > WHOLE ? excerpt : marked(rest, asked);
  }

  const wordsOf = (text) => bare(text).split(/[^\p{L}\p{N}]+/u).filter(Boolean);

  /** 2 if *title* is what was asked for, 1 if it begins so, else 0. */
  function near(title, asked) {
    const words = wordsOf(title).join(" ");
    return words === asked ? 2 : words.startsWith(asked) ? 1 : 0;
  }

  /** *text* as markup, with the words marked that begin with one of *asked*. */
  function marked(text, asked) {
    return text
      .split(/([\p{L}\p{N}]+)/u)
      .map((part, at) => {
        const isAsked = at % 2 === 1 && asked.some((word) => bare(part).startsWith(word));
        return isAsked ? `<mark>${escaped(part)}</mark>` : escaped(part);
      })
      .join("");
  }

  /** Pagefind, fetched when somebody begins to search, and not before. */
  function pagefind() {
    loading ||= import(new URL("pagefind.js", FOLDER).href)
      .then(async (module) => {
        await module.options({ ranking: RANKING });
        return module;
      })
      .catch((error) => {
        loading = undefined;
        throw error;
      });
    return loading;
  }

  async function find(query) {
    const asked = wordsOf(query);
    // Thousands of words begin with any one letter, and nobody means them all.
    if (asked.join("").length < LEAST) return [];
    const { results } = await (await pagefind()).search(query);
    const shown = results.slice(0, MOST);
    const found = await Promise.all(
      shown.map(async (result) => ({ page: await result.data(), score: result.score })),
    );
    // Pagefind does not know names as such: who types one in full means its page.
    const nearness = ({ page }) => near(page.meta.title, asked.join(" "));
    found.sort((one, other) => nearness(other) - nearness(one));
    return found.map(({ page, score }) => [
      {
        location: page.meta.to,
        title: marked(page.meta.title, asked),
        text: teaser(page, asked),
        score,
        terms: {},
      },
    ]);
  }

  self.addEventListener("message", async ({ data: { type, data } }) => {
    if (type === SETUP) {
      self.postMessage({ type: READY });
      return;
    }
    const own = ++turn;
    let items = [];
    try {
      items = await find(data);
    } catch (error) {
      console.warn(error);
    }
    if (own === turn) self.postMessage({ type: RESULT, data: { items } });
  });
})();
