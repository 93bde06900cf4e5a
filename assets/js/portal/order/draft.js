// What was typed, kept in this browser until the form was sent; put back into a form that nobody wrote in.
import { drop, keep, recall } from './kept.js';

const ORDER = 'yinuo-order';
const keyOf = (form) => form.dataset.complain ?? ORDER;
const SECRET = new Set(['csrfmiddlewaretoken', 'code', 'proof', 'token', 'do', 'about']);
const EMPTY = new Set(['form_key', 'agreed']);

export function save(form) {
  keep(keyOf(form), { pairs: [...new FormData(form)].filter(([name, value]) => typeof value === 'string' && !SECRET.has(name)) });
}

export const sent = () => drop(ORDER);

export function restore(form, say, line) {
  if (!('fresh' in form.dataset)) return;
  const pairs = recall(keyOf(form))?.pairs ?? [];
  if (!pairs.some(([name, value]) => value && !EMPTY.has(name))) return;
  const most = Math.max(...pairs.map(([name]) => Number(/^lots\.(\d+)\./.exec(name)?.[1] ?? 0)));
  for (let n = 0; n < most; n += 1) form.dispatchEvent(new CustomEvent('lots:add'));
  for (const [name, value] of pairs) {
    for (const el of form.querySelectorAll(`[name="${CSS.escape(name)}"]`)) {
      if (el.type === 'radio' || el.type === 'checkbox') el.checked = el.value === value;
      else if (el.type !== 'file') el.value = value;
    }
  }
  form.dispatchEvent(new CustomEvent('areas:read'));
  const note = document.createElement('p');
  note.className = 'restored fs-13 t-2';
  note.setAttribute('role', 'status');
  const clear = document.createElement('button');
  clear.type = 'button';
  clear.className = 'link tap';
  clear.textContent = say[5];
  clear.addEventListener('click', () => { drop(keyOf(form)); location.reload(); });
  note.append(say[4], clear);
  line.after(note);
}
