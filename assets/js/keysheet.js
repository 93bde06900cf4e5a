// The dialog behind `?`: lists every key that this page declares, so the list cannot be wrong.
import { sequences } from './keys.js';

const NAMES = { enter: '↵', escape: 'Esc', arrowdown: '↓', arrowup: '↑', space: '␣' };
const name = (part) => NAMES[part] ?? part[0].toUpperCase() + part.slice(1);
const cap = (stroke) => (stroke === 'enter' ? 'Enter' : stroke.split('+').map(name).join(' '));

function make(tag, className, ...children) {
  const el = document.createElement(tag);
  el.className = className;
  el.append(...children);
  return el;
}

function label(control) {
  if (control.dataset.keyLabel) return control.dataset.keyLabel;
  const words = control.cloneNode(true);
  for (const part of words.querySelectorAll('kbd, svg, .vh')) part.remove();
  return control.getAttribute('aria-label') ?? words.textContent.trim();
}

document.addEventListener('dialog:open', ({ target }) => {
  const list = target.querySelector('[data-key-list]');
  if (!list) return;
  const seen = new Map();
  for (const control of document.querySelectorAll('[data-key]')) {
    if (!target.contains(control) && !seen.has(control.dataset.key)) seen.set(control.dataset.key, label(control));
  }
  list.replaceChildren(...[...seen].map(([keys, text]) => {
    const caps = sequences(keys).flatMap((strokes, i) => [i ? ' · ' : '', ...strokes.map((one) => make('kbd', 'kbd', cap(one)))]);
    return make('div', 'row', make('dt', 'row row--4', ...caps), make('dd', '', text));
  }));
});
