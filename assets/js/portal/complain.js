// The form of complaints: how much was typed, the code without leaving the form, and what was typed kept in this
// browser until it was sent.
import { codes } from './order/codes.js';
import { restore, save } from './order/draft.js';
import { dropAll } from './order/kept.js';

const count = (note) => {
  const field = document.getElementById(note.dataset.count);
  const most = note.textContent;
  const show = () => { note.textContent = field.value ? `${[...field.value].length} / ${field.maxLength}` : most; };
  field.addEventListener('input', show);
  show();
};

export function start() {
  if (document.querySelector('[data-complaint-sent]')) dropAll('yinuo-complain');
  const form = document.querySelector('form[data-complain]');
  if (!form) return;
  const say = form.dataset.words.split('|').map((one) => one.trim());
  restore(form, say, form.querySelector('input[name="form_key"]'));
  codes(form, say);
  form.querySelectorAll('[data-count]').forEach(count);
  form.addEventListener('input', () => save(form));
  document.querySelector('#faults')?.focus();
}
