// What was typed but not yet saved, kept in this browser. A copy lives only until the server has the text.
const PREFIX = 'yinuo-draft:';
const KEEP_MS = 12 * 3600 * 1000;

/** The text fields of a form as [name, value] pairs; files, tokens and passwords stay out. */
export function fields(form) {
  const secret = new Set([...form.elements].filter((el) => el.type === 'password').map((el) => el.name));
  return [...new FormData(form)].filter(([name, value]) =>
    typeof value === 'string' && name !== 'csrfmiddlewaretoken' && !secret.has(name));
}

/** Put pairs back into a form. */
export function fill(form, pairs) {
  const values = new Map();
  for (const [name, value] of pairs) values.set(name, [...(values.get(name) ?? []), value]);
  for (const el of form.elements) {
    if (!el.name || el.type === 'hidden' || el.type === 'file' || el.type === 'submit') continue;
    const mine = values.get(el.name) ?? [];
    if (el.type === 'radio' || el.type === 'checkbox') el.checked = mine.includes(el.value);
    else if (mine.length) el.value = mine.shift();
  }
  form.dispatchEvent(new Event('input', { bubbles: true }));
}

export const keep = (key, copy) => {
  try { localStorage.setItem(PREFIX + key, JSON.stringify({ at: Date.now(), ...copy })); } catch { /* full or forbidden */ }
};
export const drop = (key) => localStorage.removeItem(PREFIX + key);
export const recall = (key) => {
  try { return JSON.parse(localStorage.getItem(PREFIX + key)); } catch { return null; }
};

// A form that was sent and led to another page has been received; old copies go in any case.
const came = performance.getEntriesByType('navigation')[0]?.type;
for (const name of Object.keys(localStorage).filter((entry) => entry.startsWith(PREFIX))) {
  const copy = recall(name.slice(PREFIX.length));
  if (!copy || Date.now() - copy.at > KEEP_MS || (copy.sent && came === 'navigate')) localStorage.removeItem(name);
}
