// The few words that scripts say, in the page's language; the server writes them into <meta name="words">.
const words = JSON.parse(document.querySelector('meta[name="words"]')?.content ?? '{}');

/** The sentence called `key`, its {blanks} filled from `values`. */
export const say = (key, values = {}) =>
  (words[key] ?? '').replace(/\{(\w+)\}/g, (blank, name) => values[name] ?? blank);

/** Whether the page has words for `key`. */
export const known = (key) => key in words;
