// <form data-keeps="name">: what is typed stays in this browser until the server has it. The form carries a key of
// its own until then, so that sending again after a lost answer writes nothing twice; received, it is empty.
import { drop, fields, fill, keep, recall } from './drafts.js';

const keys = new WeakMap();
const seen = new WeakSet();
const name = (form) => form?.dataset?.keeps;

/** A key for the next text of this form. */
function key(form) {
  if (!keys.has(form)) keys.set(form, [...crypto.getRandomValues(new Uint8Array(12))].map((n) => n.toString(36)).join('').slice(0, 24));
  return keys.get(form);
}

document.addEventListener('formdata', ({ target, formData }) => {
  if (name(target) && formData.has('form_key')) formData.set('form_key', key(target));
});

document.addEventListener('input', ({ target }) => {
  if (name(target.form)) keep(name(target.form), { pairs: fields(target.form) });
});

document.addEventListener('htmx:after:request', ({ target, detail: { ctx } }) => {
  if (!name(target) || ctx.response.status >= 400) return;
  drop(name(target));
  keys.delete(target);
  target.reset();
});

/** Put back what was typed here before the page was left. */
function restore() {
  for (const form of document.querySelectorAll('form[data-keeps]')) {
    if (seen.has(form)) continue;
    seen.add(form);
    const copy = recall(name(form));
    if (!copy) continue;
    keys.set(form, new Map(copy.pairs).get('form_key') ?? key(form));
    fill(form, copy.pairs);
  }
}

document.addEventListener('DOMContentLoaded', restore);
document.addEventListener('htmx:after:swap', restore);
