// What was typed, in this browser only, for a day.
const KEEP_MS = 24 * 3600 * 1000;

export const keep = (key, copy) => {
  try { localStorage.setItem(key, JSON.stringify({ ...copy, when: Date.now() })); } catch { /* full or forbidden */ }
};
export const drop = (key) => { try { localStorage.removeItem(key); } catch { /* forbidden */ } };
export const dropAll = (prefix) => {
  try {
    Object.keys(localStorage).filter((key) => key.startsWith(prefix)).forEach((key) => localStorage.removeItem(key));
  } catch { /* forbidden */ }
};
export const recall = (key) => {
  try {
    const copy = JSON.parse(localStorage.getItem(key));
    return copy && Date.now() - copy.when < KEEP_MS ? copy : null;
  } catch { return null; }
};
